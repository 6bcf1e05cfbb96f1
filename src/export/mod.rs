//! What the book says, in forms that people read.

mod applications;
mod ids;
mod picture;
mod statement;
mod studies;
mod table;

pub use applications::{applications, conversions};
pub use picture::{picture, svg};
pub use statement::{Titles, balances, decisions, lots, statement, titles};
pub use studies::{awards, matriculations, reliefs};
pub use table::Table;
