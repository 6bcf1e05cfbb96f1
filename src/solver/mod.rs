//! Finds the best values of an integer model, and the proof that there are none better. It knows nothing of credit.
//!
//! A model has unknowns, rows and goals, each goal before the next ([`GoalLevel`]). Each level is a linear programme in
//! whole numbers. A dual simplex in fixed-point numbers solves it without the wholeness and suggests weights; a tree of
//! cases does the rest. Nothing is believed of what the simplex says: every bound is computed from its weights, rounded
//! to fractions, by the formula of the certificate, and every plan is held against the rows, both in exact whole
//! numbers. A suggestion that is wrong costs time and nothing else. What comes out is a [`Certificate`], which is checked
//! without the rest of the room: of a plan by [`verify`](crate::planner::verify()), which says the [`Flaw`].

#![deny(clippy::arithmetic_side_effects)]

mod alike;
mod basis;
mod certificate;
pub(crate) mod checker;
mod dive;
pub(crate) mod effort;
mod eta;
mod fixed;
mod flow;
mod goal;
mod greedy;
mod hunt;
pub(crate) mod level;
mod mend;
pub(crate) mod model;
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

pub use certificate::{Certificate, Proof, ProofStep};
pub use checker::Flaw;
pub(crate) use checker::check_certificate;
pub use effort::Effort;
pub(crate) use effort::{Solution, Unsolvable};
pub use goal::{GoalLevel, LevelResult};
pub(crate) use level::solve;
pub use model::Why;
pub(crate) use model::{Column, Goal, Model, Row, Variable};
