//! "What is counted" of the chapter [`pathways`](crate::manual::pathways) once more, in the plainest way: every set of
//! conversions, every choice of parts, every place of every asset, every way to study. There are no rows, no unknowns
//! and no bounds here. It was written from the chapter alone, and is there to be compared with the planner where an
//! instance is small enough.

#![expect(clippy::arithmetic_side_effects, reason = "small instances, and a sum that overflows is to stop a test")]

mod assets;
mod best;
mod case;
mod closed;
mod keys;
mod meters;
mod picks;
mod placing;
mod study;
mod taking;

pub use best::{Best, TooLarge, best, eligible};
