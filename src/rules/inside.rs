//! What tests reach of the evaluator's inside. The room has a function of the evaluator's name, so its module stays closed.

pub use crate::rules::evaluate::{basis_day, passed_limits, reads};
