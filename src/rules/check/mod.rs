//! Checks: from a draft to a sound rule book, or to all that is wrong with it.
//!
//! Everything is looked at, and told at once. A check costs about as much as what it looks at: none goes through all
//! rules for each rule.
//!
//! The chapter [`rules`](crate::manual::rules) lists the codes.

mod bands;
mod book;
mod checks;
mod effects;
mod limits;
mod needs;
mod normal;
mod rounding;
mod rules;
mod sources;
mod tiers;
mod versions;

pub(crate) use book::is_sound;
pub(crate) use normal::{normalise, tier_of};

#[cfg(test)]
mod tests;
