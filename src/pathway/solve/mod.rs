//! Finds the best plan of a model, and the proof that there is none better.
//!
//! Each level is a linear programme in whole numbers. A dual simplex in fixed-point numbers solves it without the wholeness
//! and suggests weights; a tree of cases does the rest. Nothing is believed of what the simplex says: every bound is
//! computed from its weights, rounded to fractions, by the formula of the certificate, and every plan is held against
//! the rows, both in exact whole numbers. A suggestion that is wrong costs time and nothing else.

mod alike;
mod basis;
mod dive;
mod effort;
mod eta;
mod fixed;
mod flow;
mod greedy;
mod hunt;
mod level;
mod mend;
mod network;
mod parts;
mod ratio;
mod reduce;
mod relax;
mod scale;
mod search;
mod shape;
mod simplex;
mod sparse;
mod spread;
mod system;
mod tree;
mod weights;
mod wide;

pub use effort::{Effort, Solution, Unsolvable};
pub use level::solve;
