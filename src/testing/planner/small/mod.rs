//! Small random programmes, and random holdings for them. Few codes, grades, amounts and days, so that what is random
//! meets often; and leasts and mosts that are set by a plan drawn first, so that about half of the awards are reached.

mod asks;
mod extras;
mod groups;
mod instances;
mod lots;
mod options;
mod parts;
mod picks;
mod reliefs;
mod world;

pub use groups::with_groups;
pub(super) use instances::plain;
pub use instances::{instance, instances};
pub use world::Size;
