//! Among plans that are equally good, the one that a learner would rather read.
//!
//! The levels say how good a plan is, and many plans are equally good. One that is short shows as much of what there is
//! as can count, and studies no more than what is left then; what is named stays where it is required, and study is told where
//! most is left to take. One that is reached leaves as much free as it can: it takes what an earlier award reserves, and the
//! smaller of two. Nothing here is proved: each change is a small step that keeps every row and no level is worse by it.

mod fill;
mod free;
mod moves;
mod order;
mod study;

pub(super) use order::{prefer_filled, prefer_free, prefer_short};
