//! What is asked of the solver, and what it answers.

use crate::solver::certificate::{Certificate, ProofStep};
use crate::solver::goal::LevelResult;

/// How hard to try: a count of steps of the solver, never a time, so that the answer does not depend on the machine. One step
/// is about a thousand coefficients looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// At most so many steps, for all levels together.
    pub steps: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self { steps: 20_000 }
    }
}

/// The best plan that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// A proof of each level's bound.
    pub certificate: Certificate,
    /// What each goal comes to, and the least that it could.
    pub levels: Vec<LevelResult>,
    /// A value for each unknown.
    pub values: Vec<i64>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsolvable {
    /// No values keep all rows.
    #[error("the programme contradicts itself: no plan keeps all of its rows")]
    Infeasible {
        /// A tree of cases, written as in a [`Proof`](crate::solver::Proof), each of them empty.
        steps: Vec<ProofStep>,
    },
    /// The numbers are too large to be counted with.
    #[error("the amounts are too large to be counted with")]
    TooLarge,
    /// The effort was spent before any plan was found.
    #[error("no plan was found within the effort allowed")]
    Spent,
}
