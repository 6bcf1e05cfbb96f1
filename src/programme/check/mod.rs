//! Checks: from a draft to sound programmes and pathways, or to all that is wrong with them.
//!
//! Everything is looked at, and told at once. The chapter [`pathways`](crate::manual::pathways) lists the codes, and says
//! which contradictions are found here: those that bounds on each part prove, and those between two quotas. What else nothing
//! can meet, the planner finds.

mod against;
mod asked;
mod book;
mod checks;
mod circles;
mod cover;
mod gates;
mod normal;
mod pairs;
mod parts;
mod pathways;
mod picks;
mod prerequisites;
mod programmes;
mod quotas;
mod range;
mod sharing;
mod tree;

#[cfg(feature = "analysis")]
pub(crate) use against::kind;
#[cfg(feature = "analysis")]
pub(crate) use asked::{Asked, Size, asked_of};
pub(crate) use book::is_sound;
pub(crate) use cover::are_apart;
pub(crate) use normal::normalise;
#[cfg(feature = "analysis")]
pub(crate) use range::{Measure, Ranges, Such, bounds, shown};
#[cfg(feature = "analysis")]
pub(crate) use tree::{Tree, Where};

#[cfg(test)]
mod tests;
