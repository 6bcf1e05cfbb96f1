//! A proof that no plan is better, as plain numbers.

use serde::{Deserialize, Serialize};

use crate::solver::goal::GoalLevel;

/// For each level a proof of its bound. It speaks of the columns and rows of the model that
/// the programme and the holdings give, to which for each later level one row is added at the end for every level
/// before it: the value that the plan reaches there is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certificate {
    /// One for each level, in order.
    pub proofs: Vec<Proof>,
}

/// A proof that a goal is at least `bound`: a tree of cases, written parent first and the lower case before the upper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// The least that the goal can be: exactly what the weakest case shows, 0 where that is below zero.
    pub bound: u64,
    /// Which level.
    pub level: GoalLevel,
    /// The tree.
    pub steps: Vec<ProofStep>,
}

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProofStep {
    /// Either the unknown is at most `at`, or it is at least `at` + 1. The two cases follow.
    Split {
        /// The largest value of the lower case.
        at: i64,
        /// The unknown.
        column: u32,
    },
    /// Weights u ≥ 0 on rows, each `number ÷ over`. For any of them the goal is at least
    /// −u·b + Σ over unknowns of the least of (c + uᵀA) × x within the bounds of this case. With `goal` false c is left out, and a
    /// result above zero shows that this case is empty.
    Weigh {
        /// Whether the goal is in it.
        goal: bool,
        /// The common denominator, above zero.
        over: u64,
        /// Row and number, by row, none of them zero.
        weights: Vec<(u32, u64)>,
    },
}
