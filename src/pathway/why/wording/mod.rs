//! A plan in words, English or 中文: what counts, why the award is not reached, and what would change that.
//!
//! As with [explanations](crate::rules::tell), the layout is one for all languages, and each sentence of a language
//! stands in one place.

mod chinese;
mod chinese_advice;
mod chinese_reasons;
mod english;
mod english_advice;
mod english_reasons;
mod page;
mod sections;
mod tell;
mod telling;
mod tongue;
mod wrap;

pub use tell::tell_plan;
pub use telling::PlanTelling;
pub(crate) use tongue::{Mark, tongue};
pub(crate) use wrap::{columns, cut};
