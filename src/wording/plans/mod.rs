//! Reports of plans in words.

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

pub use tell::tell_plan;
pub(crate) use tell::tongue;
pub use telling::PlanTelling;
pub(crate) use tongue::Mark;
