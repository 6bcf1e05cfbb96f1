//! Textbooks: what the rooms do once more, in the plainest way, to be compared with them.

pub mod merkle;
pub mod planner;
pub mod rules;
