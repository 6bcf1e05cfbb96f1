//! What all small programmes share: units, scales, levels, codes.

use crate::credit::{Credits, Unit};
use crate::id::Code;
use crate::programme::{Programme, ProgrammesDraft};
use crate::registry::{Best, DocumentHead, Framework, GradeScale};
use crate::rules::{Citation, February};

pub(super) const CODES: [&str; 6] = ["X:1", "X:2", "X:3", "Y:1", "Y:2", "Z:1"];
/// Names, some of them in full.
pub(super) const NAMES: [&str; 8] = ["X:1", "X:2", "X:3", "Y:1", "Y:2", "Z:1", "X:1@OWN", "Y:1@ELSE"];
pub(super) const CATEGORIES: [&str; 3] = ["base", "practice", "free"];
pub(super) const CLASSES: [&str; 2] = ["compulsory", "elective"];
pub(super) const CONTENTS: [&str; 2] = ["welding", "sewing"];
pub(super) const DAYS: [&str; 6] = ["2025-09-01", "2021-02-28", "2020-02-29", "2024-08-31", "2026-03-01", "2024-02-29"];
/// The day of the plan: five years after a 28 February.
pub(super) const TODAY: &str = "2026-02-28";
pub(super) const ISSUERS: [&str; 3] = ["OWN", "ELSE", "THIRD"];
pub(super) const AWARDS: [&str; 2] = ["EARLIER", "OTHER"];
pub(super) const GRADES: [&str; 5] = ["7 ten", "5 ten", "9 ten", "2 german", "4 german"];
pub(super) const LEVELS: [&str; 3] = ["nqf mid", "nqf low", "nqf high"];
pub(super) const WINDOWS: [&str; 2] = ["03-01", "09-01"];
pub(super) const RULES: &str = "some-rules";

/// So many quanta of the unit `c`.
pub(super) fn quanta(count: usize) -> Option<Credits> {
    Credits::from_ten_thousandths(u64::try_from(count).ok()?.checked_mul(5_000)?)
}

/// How many quanta that is.
pub(super) fn in_quanta(credits: Credits) -> usize {
    usize::try_from(credits.ten_thousandths() / 5_000).unwrap_or(usize::MAX)
}

pub(super) fn clause() -> Option<Code> {
    "c".parse().ok()
}

/// A document with one programme.
pub(super) fn draft(programme: Programme) -> Option<ProgrammesDraft> {
    let head =
        DocumentHead { id: "small".parse().ok()?, valid: "2020-01-01..".parse().ok()?, version: "1".parse().ok()? };
    let unit = |id: &str, quantum: &str| Unit::new(id.parse().ok()?, quantum.parse().ok()?, None).ok();
    let scale = |id: &str, least: &str, most: &str, best, pass: &str| {
        let [least, most, step] = [least, most, "1"].map(str::parse::<Credits>);
        GradeScale::range(id.parse().ok()?, least.ok()?, most.ok()?, step.ok()?, best, pass.parse().ok()?).ok()
    };
    let levels = ["low", "mid", "high"].map(str::parse::<Code>).into_iter().collect::<Result<Vec<_>, _>>().ok()?;
    let framework = Framework::new(
        head.clone(),
        [unit("c", "0.5")?, unit("h", "1")?],
        [scale("ten", "0", "10", Best::Most, "5")?, scale("german", "1", "5", Best::Least, "4")?],
        [("nqf".parse().ok()?, levels)],
    );
    Some(ProgrammesDraft {
        clauses: vec![Citation { id: clause()?, invented: true, text: "What a small programme asks.".into() }],
        february: Some(February::Down),
        framework: framework.ok()?,
        head,
        pathways: Vec::new(),
        programmes: vec![programme],
        semantics: 1,
    })
}

/// How large a random instance is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// The most leaves, from 2.
    pub leaves: usize,
    /// The most lots, retakes apart.
    pub lots: usize,
    /// The most open conversions.
    pub options: usize,
}

impl Size {
    /// So small that everything can be tried in a moment.
    pub const SMALL: Self = Self { leaves: 4, lots: 6, options: 2 };
    /// As large as can be tried at all.
    pub const LARGE: Self = Self { leaves: 5, lots: 10, options: 2 };
}
