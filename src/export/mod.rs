//! What the book says, in forms that people read.

mod statement;
mod table;

pub use statement::{Titles, balances, decisions, lots, statement, titles};
pub use table::Table;
