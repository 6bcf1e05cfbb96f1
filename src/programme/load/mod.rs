//! Loaders: from a TOML text to programmes and pathways, or to all that is wrong with them.
//!
//! What cannot be read is found as in every document (`D0xx`, and `R0xx` for units, scales and levels). What can be
//! read is checked as well (`P0xx`), also where something else could not be read, unless the one may follow from the
//! other: a pathway whose programme could not be read is not said to have none.

mod book;
mod lists;
mod part;
mod programme;
mod quota;
mod stages;

pub(crate) use book::{load, under_head};

#[cfg(test)]
mod tests;
