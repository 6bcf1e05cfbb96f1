//! What the manual says is the case: each of its tables is tried, cell by cell.

#[path = "../kit/mod.rs"]
mod kit;

mod documents;
mod front_pages;
mod refusals;
mod roles;
mod table;
mod terms;
