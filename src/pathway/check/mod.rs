//! Checks: from a draft to sound programmes and pathways, or to all that is wrong with them.
//!
//! Everything is looked at, and told at once. The chapter [`pathways`](crate::manual::pathways) lists the codes, and says
//! which contradictions are found: those that bounds on each part prove, and those between two quotas.

mod against;
mod asked;
mod bands;
mod book;
mod checks;
mod circles;
mod cover;
#[cfg(feature = "analysis")]
mod dead;
#[cfg(feature = "analysis")]
mod defined;
mod gates;
mod normal;
mod pairs;
mod parts;
mod pathways;
mod picks;
mod planned;
mod prerequisites;
mod programmes;
mod quotas;
mod range;
#[cfg(feature = "analysis")]
mod remarks;
#[cfg(feature = "analysis")]
mod rules;
mod run;
mod sharing;
mod tree;
#[cfg(feature = "analysis")]
mod unknown;
#[cfg(feature = "analysis")]
mod vocabulary;
#[cfg(feature = "analysis")]
mod words;

use crate::diagnosis::At;
pub use crate::diagnosis::Problem;
pub(super) use cover::are_apart;
pub(crate) use normal::normalise;
#[cfg(feature = "analysis")]
pub(crate) use planned::JUDGING_STEPS;
#[cfg(feature = "analysis")]
pub(crate) use remarks::remarks_again;
#[cfg(feature = "analysis")]
pub use remarks::{remarks, remarks_beside};
#[cfg(feature = "analysis")]
pub use rules::rules_beside;
pub(crate) use run::is_sound;
#[cfg(feature = "analysis")]
pub use vocabulary::Vocabulary;

#[cfg(test)]
mod tests;
