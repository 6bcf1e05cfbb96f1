//! Checks: from a draft to a sound rule book, or to all that is wrong with it.

mod normal;
mod problem;
mod run;

pub(crate) use normal::normalise;
pub use problem::Problem;
pub(crate) use run::problems;
