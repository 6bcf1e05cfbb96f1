//! Waivers: laws that a book says it does not keep.

use crate::analysis::can_be_waived;
use crate::rules::RuleBook;
use crate::testing::rules::laws::lab::{Broken, Lab};
use crate::testing::rules::laws::{Law, Verdict};

/// Why the book does not keep a law, if it says that it does not.
pub(super) fn reason(book: &RuleBook, law: Law) -> Option<String> {
    let waivers = &book.draft().waivers;
    waivers.iter().find(|waiver| waiver.law.as_str() == law.code()).map(|waiver| waiver.reason.clone())
}

pub(super) fn known(lab: &Lab<'_>) -> Verdict {
    let waivers = &lab.book.draft().waivers;
    let unknown: Vec<String> = waivers
        .iter()
        .filter(|waiver| !can_be_waived(waiver.law.as_str()))
        .map(|waiver| format!("`{}`", waiver.law))
        .collect();
    if unknown.is_empty() {
        return Verdict::Proved(format!("{} waivers were looked up", waivers.len()));
    }
    let what = format!("there is no law or remark {}", unknown.join(", "));
    lab.violated(Law::WaiversKnown, Broken { cases: Vec::new(), what })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_analyses_know_every_law() {
        let unknown: Vec<_> = Law::ALL.iter().filter(|law| !can_be_waived(law.code())).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}
