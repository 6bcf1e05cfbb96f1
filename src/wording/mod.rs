//! Words: explanations of rule books and reports of plans on pages, and refusals, in English and 中文.
//!
//! [`tell`] tells an explanation, [`tell_plan`] a report. Each layout is one for all languages; what a language says is
//! behind one trait, so that nothing can be left without words in one of them. [`tell_refusal`] tells a refusal.

#![deny(clippy::arithmetic_side_effects)]

mod language;
mod plans;
mod refusals;
mod rules;
mod wrap;

pub use language::Language;
pub(crate) use plans::{Mark, tongue};
pub use plans::{PlanTelling, tell_plan};
pub use refusals::tell_refusal;
pub use rules::{Telling, tell};
pub(crate) use rules::{on_one_line, tell_missed};
pub(crate) use wrap::{columns, cut};
