//! Over to the present format: a new book that decides the commands of an old one again, and says what is decided
//! otherwise.

mod gaps;
mod old;
mod outcome;
mod replay;
mod report;

pub use replay::refound;
pub use report::{Now, Otherwise, Refounded};
