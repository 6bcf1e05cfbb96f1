//! What is still to be studied, so that whoever does it reaches the award.
//!
//! A plan says how much is to be studied and where, as if whatever is studied helped everywhere. What a learner is told must
//! also come true: outcomes are made up that keep what is said and nothing else, are put beside what the learner has, and
//! the award is planned again without any study. Only what reaches it is told.

mod conditions;
mod counting;
mod kinds;
mod needs;
mod room;
mod search;
mod steps;
mod wishes;
mod witness;

pub use needs::{Cap, CountedBy, Floor, Needs, Spent};
pub(super) use steps::study;
