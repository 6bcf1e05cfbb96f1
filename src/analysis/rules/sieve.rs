//! A sieve: which rules may match an application, by what is plain without testing them. What falls through would surely
//! fail, or is not in force, so that an evaluation among the others gives the same answer.

use crate::analysis::rules::cell::grades;
use crate::analysis::rules::span::Span;
use crate::id::ScaleId;
use crate::registry::{GradeRank, UseKind};
use crate::rules::{Facts, Need, OutcomeFact, Rule, RuleBook, Source};
use crate::time::Date;

/// A rule, and what its source for some outcomes asks of them.
#[derive(Clone, Debug)]
pub(super) struct Mesh<'a> {
    pub(super) place: u32,
    pub(super) rule: &'a Rule,
    source: &'a Source,
    grade: Option<(&'a ScaleId, Span<GradeRank>)>,
}

/// An outcome as a sieve sees it. What is none there may be anything.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen<'f> {
    facts: &'f Facts,
    outcome: &'f OutcomeFact,
    day: Option<Date>,
    grade: Option<Option<(&'f ScaleId, GradeRank)>>,
    sized: bool,
}

impl<'f> Seen<'f> {
    pub(super) fn of(book: &RuleBook, facts: &'f Facts, outcome: &'f OutcomeFact, day: Date) -> Self {
        let rank = |grade: &'f crate::registry::Grade| {
            let scale = book.draft().framework.scale(&grade.scale)?;
            Some((&grade.scale, scale.rank(&grade.mark).ok()?))
        };
        let grade = Some(outcome.grade.as_ref().and_then(rank));
        Self { facts, outcome, day: Some(day), grade, sized: true }
    }

    /// Of any day.
    pub(super) const fn on_any_day(self) -> Self {
        Self { day: None, ..self }
    }

    /// Of any grade.
    pub(super) const fn of_any_grade(self) -> Self {
        Self { grade: None, ..self }
    }

    /// Of any size, in any unit.
    pub(super) const fn of_any_size(self) -> Self {
        Self { sized: false, ..self }
    }
}

impl<'a> Mesh<'a> {
    pub(super) fn new(book: &RuleBook, place: usize, rule: &'a Rule, source: &'a Source) -> Option<Self> {
        let grade = source.grade.as_ref().and_then(|band| grades(book, band));
        Some(Self { place: u32::try_from(place).ok()?, rule, source, grade })
    }

    /// Whether the rule takes more than one source: by one outcome alone it does not match.
    pub(super) fn is_joint(&self) -> bool {
        self.rule.from.len() > 1
    }

    /// How the rule uses the outcome.
    pub(super) const fn takes(&self) -> UseKind {
        self.source.r#use
    }

    /// Whether the rule may match, as far as this outcome goes.
    pub(super) fn holds(&self, seen: &Seen<'_>) -> bool {
        self.in_time(seen)
            && self.graded(seen)
            && self.sized(seen)
            && self.as_made(seen.outcome)
            && self.rule.need.iter().all(|need| may_hold(need, seen.facts))
    }

    fn in_time(&self, seen: &Seen<'_>) -> bool {
        let earned = || self.source.earned.is_none_or(|period| period.covers(seen.outcome.earned));
        seen.day.is_none_or(|day| self.rule.valid.covers(day) && earned())
    }

    fn graded(&self, seen: &Seen<'_>) -> bool {
        let (Some((scale, span)), Some(grade)) = (self.grade, seen.grade) else { return true };
        grade.is_some_and(|(of, rank)| of == scale && span.has(rank))
    }

    fn sized(&self, seen: &Seen<'_>) -> bool {
        let amount = &seen.outcome.amount;
        let counted = || self.source.unit.as_ref().is_none_or(|unit| *unit == amount.unit);
        let banded = || {
            self.source.size.as_ref().is_none_or(|band| {
                let from = band.from.is_none_or(|from| from <= amount.credits);
                band.unit == amount.unit && from && band.below.is_none_or(|below| amount.credits < below)
            })
        };
        !seen.sized || counted() && banded()
    }

    fn as_made(&self, outcome: &OutcomeFact) -> bool {
        let source = self.source;
        (source.issuers.is_empty() || source.issuers.contains(&outcome.issuer))
            && !source.not_issuers.contains(&outcome.issuer)
            && (source.tiers.is_empty() || source.tiers.contains(&outcome.tier))
            && (source.contents.is_empty()
                || outcome.content.as_ref().is_some_and(|content| source.contents.contains(content)))
    }
}

/// Whether there is anything by which a need could hold.
fn may_hold(need: &Need, facts: &Facts) -> bool {
    match need {
        Need::Enrolled { is: true, programme } | Need::Earned { programme, .. } => {
            facts.enrolments.iter().any(|one| one.programme == *programme)
        }
        Need::Evidence { kind, .. } => facts.evidence.iter().any(|one| one.kind == *kind),
        Need::Attested { what, .. } | Need::Score { what, .. } => facts.attested.iter().any(|one| one.what == *what),
        Need::Passed { .. } => !facts.passed.is_empty(),
        Need::All(_)
        | Need::Any(_)
        | Need::AtLeast { .. }
        | Need::Enrolled { is: false, .. }
        | Need::Match { .. }
        | Need::SameIssuer => true,
    }
}
