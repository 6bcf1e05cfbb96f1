//! Loaders: from a TOML text to a rule book, or to all that is wrong with it.
//!
//! What cannot be read is found as in every document (`D0xx`, and `R0xx` for units, scales and levels). What can be
//! read is checked as well (`B0xx`), also where something else could not be read, unless the one may follow from the
//! other: a rule whose group could not be read is not said to have none.

mod book;
mod effect;
mod lists;
mod need;
mod rule;
mod written;

#[cfg(test)]
mod tests;
