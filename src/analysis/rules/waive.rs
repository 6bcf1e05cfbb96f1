//! Waivers: a book says by name which law it does not keep, or which remark it knows of, and why.

use crate::analysis::rules::remark::RuleRemark;
use crate::document::Severity;
use crate::rules::RuleBook;

/// The laws of the kit, and the remarks that say the same as one.
const LAWS: [(&str, &[&str]); 31] = [
    ("conversion-identity", &[]),
    ("remainder-bound", &[]),
    ("no-silent-overflow", &[]),
    ("no-amplification", &["A070"]),
    ("round-trip", &["A070"]),
    ("splitting-never-gains", &["A060", "A061", "A062"]),
    ("merging-gain-bounded", &[]),
    ("monotone-in-size", &["A031"]),
    ("monotone-in-grade", &["A030"]),
    ("monotone-in-evidence", &[]),
    ("quantum-refinement", &[]),
    ("determinism", &[]),
    ("order-independence", &[]),
    ("renaming", &[]),
    ("irrelevance", &[]),
    ("learner-isolation", &[]),
    ("unique-hit", &["A001"]),
    ("overrides-well-founded", &[]),
    ("version-tiling", &[]),
    ("version-pinning", &[]),
    ("hash-soundness", &[]),
    ("single-use", &[]),
    ("similar-merit-dominance", &[]),
    ("window-partition", &[]),
    ("tier-guard", &["A110"]),
    ("expiry-monotone", &[]),
    ("clock-free", &[]),
    ("explanation-sound", &[]),
    ("explanation-complete", &[]),
    ("fix-is-a-fix", &[]),
    ("waivers-known", &[]),
];

/// The remarks.
const REMARKS: [&str; 30] = [
    "A000", "A001", "A002", "A003", "A010", "A012", "A020", "A021", "A022", "A030", "A031", "A040", "A041", "A042",
    "A043", "A044", "A045", "A046", "A050", "A060", "A061", "A062", "A070", "A080", "A081", "A082", "A090", "A100",
    "A101", "A110",
];

/// Whether there is a law of that name, or a remark of that code.
pub(crate) fn can_be_waived(name: &str) -> bool {
    names().any(|known| known == name)
}

pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LAWS.iter().map(|(law, _)| *law).chain(REMARKS)
}

/// Makes a note of a remark that the book waives, by its code or by the law that says the same.
pub(super) fn waive(book: &RuleBook, remark: &mut RuleRemark) {
    let law = |name: &str| LAWS.iter().any(|(law, codes)| *law == name && codes.contains(&remark.code));
    let same = |name: &str| name == remark.code || law(name);
    if let Some(waiver) = book.draft().waivers.iter().find(|waiver| same(waiver.law.as_str())) {
        remark.severity = Severity::Note;
        let what = if waiver.law.as_str() == remark.code { "remark" } else { "law" };
        remark.help = Some(format!("the {what} `{}` is waived: {}", waiver.law, waiver.reason));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_remark_can_be_waived() {
        let told = include_str!("mod.rs").lines().filter_map(|line| line.strip_prefix("//! | A")?.get(..3));
        let told: Vec<String> = told.map(|number| format!("A{number}")).collect();
        assert_eq!(told, REMARKS);
    }
}
