//! Waivers: laws that a book says it does not keep.

use crate::rules::RuleBook;
use crate::testing::rules::laws::lab::{Broken, Lab};
use crate::testing::rules::laws::{Law, Verdict};

/// Why the book does not keep a law, if it says that it does not.
pub(super) fn reason(book: &RuleBook, law: Law) -> Option<String> {
    let waivers = &book.draft().waivers;
    waivers.iter().find(|waiver| waiver.law.as_str() == law.code()).map(|waiver| waiver.reason.clone())
}

/// Whether it is the code of a remark, as `A050`: the analyses read those waivers.
fn is_remark(code: &str) -> bool {
    code.strip_prefix('A').is_some_and(|number| number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn known(lab: &Lab<'_>) -> Verdict {
    let waivers = &lab.book.draft().waivers;
    let unknown: Vec<String> = waivers
        .iter()
        .filter(|waiver| Law::of(waiver.law.as_str()).is_none() && !is_remark(waiver.law.as_str()))
        .map(|waiver| format!("`{}`", waiver.law))
        .collect();
    if unknown.is_empty() {
        return Verdict::Proved(format!("{} waivers were looked up", waivers.len()));
    }
    let what = format!("there is no law or remark {}", unknown.join(", "));
    lab.violated(Law::WaiversKnown, Broken { cases: Vec::new(), what })
}
