//! What a language must be able to say.

use crate::credit::{Ratio, Rounding};
use crate::digest::Digest;
use crate::id::LotId;
use crate::rules::{Candidate, Explanation, Got, RoundAt, Sum, Target, Test, Verdict, What};
use crate::time::Date;
use crate::wording::rules::clauses::Clause;
use crate::wording::rules::ending::Ending;
use crate::wording::rules::miss::Miss;

/// One step on the way to an amount. Amounts have their unit with them.
pub(super) enum Step {
    /// What the inputs are worth, and what a member of a team gets of it.
    Worth { inputs: String, factor: Option<Ratio>, worth: String },
    /// What was left over the last time, and the total with it.
    Before { rest: String, total: String },
    /// How it was rounded and cut, and what that gave.
    Rounded { round: Rounding, at: RoundAt, quantum: String, most: Option<String>, out: String },
    /// What rounding up added.
    Granted(String),
    /// What is carried to the next time.
    After(String),
    /// What is lost.
    Forfeited(String),
    /// That what makes no whole step stays in the lot.
    Kept,
    /// That so much is not a whole number of quanta, and is not rounded.
    NotWhole { worth: String, quantum: String },
}

/// What a rule's verdict is told with.
pub(super) struct Case {
    /// The basis date.
    pub(super) day: Date,
    /// How many of the rule's conditions do not hold.
    pub(super) failed: usize,
    /// Whether the application as a whole is granted.
    pub(super) granted: bool,
}

/// One language.
pub(super) trait Tongue: Sync {
    /// The lines at the top: the book, the day, what was applied with and asked for.
    fn head(&self, explanation: &Explanation, applied: &[String]) -> Vec<String>;

    /// That the rule book at hand, of this hash, is another one than that which decided.
    fn other_book(&self, hash: Digest) -> String;

    /// How it ended.
    fn ending(&self, ending: &Ending) -> String;

    /// The heading above the limits on all grants together.
    fn joint(&self) -> String;

    /// The heading of one rule: its clause, and the lots it was tried on.
    fn rule(&self, candidate: &Candidate) -> String;

    /// What the clause of a rule says.
    fn clause(&self, clause: &Clause<'_>) -> String;

    /// What became of a rule.
    fn verdict(&self, candidate: &Candidate, case: &Case) -> String;

    /// The heading above conditions.
    fn conditions(&self) -> String;

    /// The heading above what would have to change.
    fn remedies(&self) -> String;

    /// Whether a condition holds.
    fn mark(&self, holds: bool) -> &'static str;

    /// The heading above several conditions: all of them, or at least so many.
    fn at_least(&self, count: Option<usize>, of: usize) -> String;

    /// What a condition is about.
    fn subject(&self, test: &Test) -> String;

    /// What was found.
    fn found(&self, test: &Test) -> String;

    /// What was wanted.
    fn wanted(&self, test: &Test) -> String;

    /// That what was found is the whole lot.
    fn whole(&self, found: &str) -> String;

    /// Two things that are wanted, both.
    fn both(&self, least: &str, most: &str) -> String;

    /// A condition in one line. Where a question is answered as it should be, what was wanted is not told.
    fn condition(&self, subject: &str, found: &str, wanted: Option<&str>, miss: Option<&Miss>) -> String;

    /// What would have to change for a condition that does not hold.
    fn remedy(&self, test: &Test) -> String;

    /// So many more of these remedies are needed.
    fn one_of(&self, remedies: &[String], count: usize) -> String;

    /// What joins remedies that are needed together.
    fn and(&self) -> &'static str;

    /// The heading above the steps to an amount.
    fn amount(&self, target: &Target) -> String;

    /// One step.
    fn step(&self, step: &Step) -> String;

    /// What is taken of a lot.
    fn taken(&self, amount: &str, lot: LotId) -> String;

    /// Something, with what it is.
    fn named(&self, thing: &str, name: &str) -> String;
}

/// How the points of a condition compare: grades are better, levels higher, days later, evidence surer, and the rest is more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    Better,
    Higher,
    Later,
    More,
    Surer,
}

/// How the points of a condition compare. Every condition is named, so that a new one is not forgotten.
pub(super) const fn sense(what: What) -> Sense {
    match what {
        What::Grade | What::GradeOut | What::Passed | What::Table => Sense::Better,
        What::Evidence => Sense::Surer,
        What::Level => Sense::Higher,
        What::Age | What::Earned | What::EarnedWhen | What::Valid => Sense::Later,
        What::Attested
        | What::Consortium
        | What::Content
        | What::Count
        | What::Enrolled
        | What::Issuer
        | What::Least
        | What::Limit
        | What::Match
        | What::Never
        | What::NotIssuer
        | What::Range
        | What::SameIssuer
        | What::Score
        | What::Size
        | What::Take
        | What::Team
        | What::Tier
        | What::TierMove
        | What::Unit => Sense::More,
    }
}

/// Whether an amount cannot come out because there is no last valid day for it, not because of the number.
pub(super) fn lacks_day(test: &Test) -> bool {
    test.what == What::Range && matches!(test.got, Got::Other(_))
}

/// Whether an amount cannot come out because it is not a whole number of quanta, and is not rounded.
pub(super) fn is_not_whole(test: &Test) -> bool {
    test.what == What::Range && test.got == Got::NotWhole
}

/// What a condition is one of, in backticks.
pub(super) fn of(test: &Test) -> String {
    test.of.as_ref().map(|of| format!("`{of}`")).unwrap_or_default()
}

/// A yes or no as it is told. That an outcome is never converted is told as whether it may be.
pub(super) const fn told(test: &Test, is: bool) -> bool {
    match test.what {
        What::Never => !is,
        _ => is,
    }
}

/// Words in backticks, joined.
pub(super) fn quoted<T: ToString>(words: &[T], between: &str) -> String {
    words.iter().map(|word| format!("`{}`", word.to_string())).collect::<Vec<_>>().join(between)
}

/// Things joined, as they are written.
pub(super) fn joined<T: ToString>(things: &[T], between: &str) -> String {
    things.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

/// The sums that count: those made again after others of the same rule, where there are any.
pub(super) fn counted(candidate: &Candidate) -> &[Sum] {
    if candidate.again.is_empty() { &candidate.sums } else { &candidate.again }
}

/// Where a verdict stands on the page: what is granted first, then what comes nearest to it.
pub(super) const fn place(verdict: &Verdict) -> u8 {
    match verdict {
        Verdict::Applied => 0,
        Verdict::Open => 1,
        Verdict::Ambiguous { .. } => 2,
        Verdict::Denied { .. } => 3,
        Verdict::Lost { .. } => 4,
        Verdict::Overridden { .. } => 5,
        Verdict::NotAsked => 6,
        Verdict::Failed => 7,
        Verdict::NotInForce => 8,
    }
}
