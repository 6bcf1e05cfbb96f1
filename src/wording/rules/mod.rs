//! Explanations in words, for a learner who was refused, a registrar and an auditor.
//!
//! Numbers are told as they were computed: `48 hour × 1/16 = 3 hv`.

mod clauses;
mod condition;
mod ending;
mod line;
mod lots;
mod miss;
mod not_whole;
mod numbers;
mod remedy;
mod sense;
mod sums;
mod tell;
mod verdict;

pub use tell::tell;
pub(super) use tell::tell_missed;
