//! What the analyses of a rule book find: remarks, each with what shows it, and what they prove.

use crate::analysis::rules::case::Case;
use crate::analysis::rules::valuation::Valuation;
use crate::document::Severity;
use crate::id::Code;

/// What a remark is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// The book as a whole.
    Book,
    /// A limit.
    Limit(Code),
    /// A rule, by its place in [`RuleBook::rules`](crate::rules::RuleBook::rules).
    Rule(usize),
    /// A waiver, by the law that it names.
    Waiver(Code),
}

/// One thing that was found in a sound rule book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleRemark {
    /// A stable code, such as `A001`, by which the manual explains it.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it is about: where it is shown.
    pub about: About,
    /// The rules it is about, by id.
    pub rules: Vec<Code>,
    /// What was found, in one line.
    pub message: String,
    /// Applications that show it: each was evaluated, and gives what it says.
    pub shown: Vec<Case>,
    /// What to do about it, or what was not proved.
    pub help: Option<String>,
}

impl RuleRemark {
    pub(super) fn new(code: &'static str, severity: Severity, about: About, message: String) -> Self {
        Self { code, severity, about, rules: Vec::new(), message, shown: Vec::new(), help: None }
    }

    pub(super) fn of(self, rules: impl IntoIterator<Item = Code>) -> Self {
        let mut rules: Vec<Code> = rules.into_iter().collect();
        rules.sort();
        rules.dedup();
        Self { rules, ..self }
    }

    pub(super) fn shown(self, cases: impl IntoIterator<Item = Case>) -> Self {
        Self { shown: cases.into_iter().collect(), ..self }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// What is proved of a book, or held wherever it was tried, apart from what the remarks say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proved {
    /// No chain of conversions gives back more than went in: the values that show it.
    NoGain(Valuation),
    /// So many pairs of rules in groups that are `unique` were compared, and no two match one outcome.
    NoOverlap {
        /// How many pairs.
        pairs: u64,
    },
    /// Splitting an outcome, or an application, never gains under these rules, because of how they round.
    NoSplit {
        /// The rules.
        rules: Vec<Code>,
    },
    /// So many grades, sizes, levels and days were tried, and the better never gave less. It is not a proof: not
    /// every issuer, content and need is tried.
    Monotone {
        /// How many applications were evaluated.
        tried: u64,
    },
}

/// What the analyses found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// The remarks: by what they are about, and of that by code.
    pub remarks: Vec<RuleRemark>,
    /// What is proved.
    pub proofs: Vec<Proved>,
}

impl Analysis {
    /// How many remarks are that bad.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.remarks.iter().filter(|remark| remark.severity == severity).count()
    }

    /// Whether there is nothing worse than a note.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.remarks.iter().all(|remark| remark.severity == Severity::Note)
    }
}
