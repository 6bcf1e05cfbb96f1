//! Temporary.
#![allow(missing_docs)]
use crate::rules::*;
pub fn evaluate(_b: &RuleBook, _f: &Facts) -> Evaluation {
    loop {}
}
pub fn basis_day(_b: Basis, f: &Facts) -> crate::time::Date {
    f.applied
}
impl Test {
    pub fn gap(&self) -> Option<crate::credit::Ratio> {
        None
    }
}
impl Check {
    pub fn holds(&self) -> bool {
        true
    }
}
