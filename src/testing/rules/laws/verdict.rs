//! What is said of a book and a law.

use std::collections::BTreeSet;
use std::fmt;

use crate::analysis::Case;
use crate::id::Code;
use crate::testing::rules::laws::Law;

/// What is said of a book and a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It holds whatever the facts are, and this is why.
    Proved(String),
    /// It held in all cases that were tried.
    Held {
        /// How many.
        cases: usize,
        /// What they reached.
        coverage: Coverage,
    },
    /// Nothing broke it, but what was tried does not reach all that it is about, or there is nothing that it is about.
    Vacuous(Vacuity),
    /// It is broken.
    Violated(Box<Witness>),
    /// The book says that it does not keep it, and why.
    Waived(String),
}

/// Why a law says nothing of a book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vacuity {
    /// There is no rule that it is about.
    NoRule,
    /// There is one, and what was tried does not reach it.
    NotReached(String),
}

/// Which rules the cases reached, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Those that the law is about.
    pub about: BTreeSet<Code>,
    /// Those that matched.
    pub fired: BTreeSet<Code>,
    /// Those to whose boundaries a case came within one step.
    pub near: BTreeSet<Code>,
}

/// A case that breaks a law, shrunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The law.
    pub law: Law,
    /// The rules in it, by id.
    pub rules: Vec<Code>,
    /// The clauses that these rest on.
    pub clauses: Vec<Code>,
    /// What went in and what came out, one application after the other.
    pub cases: Vec<Case>,
    /// What is wrong with that.
    pub broken: String,
}

impl Verdict {
    /// Whether the book may stand as it is: the law is kept, or waived, or there is nothing that it is about.
    #[must_use]
    pub const fn is_fine(&self) -> bool {
        matches!(self, Self::Proved(_) | Self::Held { .. } | Self::Waived(_) | Self::Vacuous(Vacuity::NoRule))
    }

    pub(super) const fn not_reached(why: String) -> Self {
        Self::Vacuous(Vacuity::NotReached(why))
    }
}

impl fmt::Display for Vacuity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRule => write!(f, "there is no rule that it is about"),
            Self::NotReached(why) => write!(f, "{why}"),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proved(how) => write!(f, "proved: {how}"),
            Self::Held { cases, coverage } => write!(f, "held in {cases} cases; {coverage}"),
            Self::Vacuous(why) => write!(f, "vacuous: {why}"),
            Self::Violated(witness) => write!(f, "violated: {witness}"),
            Self::Waived(reason) => write!(f, "waived: {reason}"),
        }
    }
}

impl fmt::Display for Coverage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (about, fired, near) = (self.about.len(), self.fired.len(), self.near.len());
        write!(f, "of {about} rules {fired} matched, {near} at a boundary")
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.broken)?;
        for case in &self.cases {
            write!(f, "\n    {case}")?;
        }
        let names = |codes: &[Code]| codes.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
        if !self.rules.is_empty() {
            write!(f, "\n    rules {}, clauses {}", names(&self.rules), names(&self.clauses))?;
        }
        Ok(())
    }
}

/// How much is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many cases are tried at random, after those at the boundaries.
    pub cases: u32,
    /// What these follow from: the same number, the same cases.
    pub seed: u64,
}

/// 64 cases, times `CREDITBANK_CASES` where that is set.
impl Default for Options {
    fn default() -> Self {
        let times: u32 = std::env::var("CREDITBANK_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
        Self { cases: 64_u32.saturating_mul(times), seed: 20_260_901 }
    }
}
