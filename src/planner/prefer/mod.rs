//! Among plans that are equally good, the one that a learner would rather read.
//!
//! The levels say how good a plan is, and many plans are equally good. One that is short shows as much of what there is
//! as can count; what is named stays where it is required, and study is told where most is left to take. One that is
//! reached leaves free what it could take out of an earlier award. Nothing here is proved: each change is a small step that
//! keeps every row and no level is worse by it.

mod fill;
mod free;
mod moves;
mod order;
mod study;

pub(super) use order::prefer;
