//! What rule books are tested with: dice to build from, small random books and facts, facts that aim at a book's
//! boundaries, and the laws that every book keeps or waives by name.

pub mod aim;
mod dice;
pub mod laws;
pub mod small;

pub use dice::{Dice, dice};
