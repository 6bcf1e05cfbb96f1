//! Words: explanations of rule books and reports of plans on pages, and refusals, in English and 中文.
//!
//! [`tell`] tells an explanation, [`tell_plan`] a report. What stands on a page is decided once, whatever the language, and
//! each phrase stands in both languages side by side, so that nothing can be left without words in one of them. [`tell_refusal`] tells a refusal.

#![deny(clippy::arithmetic_side_effects)]

mod language;
mod page;
mod phrases;
mod plans;
mod refusals;
mod rules;
mod telling;
mod wrap;

pub use language::Language;
pub(crate) use phrases::Mark;
pub use plans::tell_plan;
pub(crate) use plans::{Teller, Words};
pub use refusals::tell_refusal;
pub use rules::tell;
pub use telling::Telling;
pub(crate) use wrap::{columns, cut};
