//! Explanations in words, for a learner who was refused, a registrar and an auditor.
//!
//! The layout ([`tell`]) is one for all languages; what a language says is behind one trait, so that no condition and no
//! verdict can be left without words in one of them. Numbers are told as they were computed: `48 hour × 1/16 = 3 hv`.

mod chinese;
mod clauses;
mod ending;
mod english;
mod line;
mod lots;
mod miss;
mod not_whole;
mod numbers;
mod page;
mod sums;
mod tell;
mod telling;
mod tongue;

pub(crate) use clauses::on_one_line;
pub use tell::tell;
pub(crate) use tell::tell_missed;
pub use telling::Telling;
