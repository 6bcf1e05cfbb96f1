//! Reports of plans in words.

mod bounds;
mod near;
mod parts;
mod reasons;
mod repairs;
mod sections;
mod standing;
mod study;
mod tell;
mod teller;
mod words;

pub use tell::tell_plan;
pub(crate) use teller::Teller;
pub(crate) use words::Words;
