//! One application, and one rule tried on some of its outcomes.

use crate::credit::Credits;
use crate::id::LotId;
use crate::registry::UseKind;
use crate::rules::book::RuleBook;
use crate::rules::draft::Rule;
use crate::rules::explanation::{Check, Got, Test, Wanted, What};
use crate::rules::facts::{Facts, OutcomeFact};
use crate::rules::source::{Source, Taking};
use crate::rules::words::{Basis, February};
use crate::time::Date;

/// The day that chooses the version of a book, and the rules that are in force in it.
///
/// It is the latest day on which one of the outcomes was earned, the day of the application, or the latest first day of
/// an enrolment that is not after that day; where there is no such day, the day of the application.
#[must_use]
pub fn basis_day(basis: Basis, facts: &Facts) -> Date {
    let day = match basis {
        Basis::Earned => facts.outcomes.iter().map(|outcome| outcome.earned).max(),
        Basis::Applied => None,
        Basis::Enrolled => {
            facts.enrolments.iter().map(|enrolment| enrolment.from).filter(|from| *from <= facts.applied).max()
        }
    };
    day.unwrap_or(facts.applied)
}

/// A book and the facts of one application.
pub(super) struct Case<'a> {
    pub(super) book: &'a RuleBook,
    pub(super) facts: &'a Facts,
    pub(super) day: Date,
    /// The outcomes that are applied with, by id.
    pub(super) outcomes: Vec<&'a OutcomeFact>,
}

impl<'a> Case<'a> {
    pub(super) fn new(book: &'a RuleBook, facts: &'a Facts) -> Self {
        let mut outcomes: Vec<_> = facts.outcomes.iter().collect();
        outcomes.sort_by_key(|outcome| outcome.id);
        Self { book, facts, day: basis_day(book.draft.basis, facts), outcomes }
    }

    /// A book that counts months says how they end.
    pub(super) fn february(&self) -> February {
        self.book.draft.february.unwrap_or(February::Refuse)
    }
}

/// One rule, as tried on some of the outcomes.
pub(super) struct Trial<'a> {
    pub(super) rule: &'a Rule,
    /// The outcomes, in the order of the rule's sources and then of ids.
    pub(super) uses: Vec<Use<'a>>,
}

/// An outcome, and the source of a rule that names it.
#[derive(Clone, Copy)]
pub(super) struct Use<'a> {
    /// The number of the source in the rule, from 0.
    pub(super) place: usize,
    pub(super) source: &'a Source,
    pub(super) outcome: &'a OutcomeFact,
}

impl Use<'_> {
    pub(super) const fn is_witness(&self) -> bool {
        matches!(self.source.r#use, UseKind::Witness)
    }

    /// How much of the lot the rule takes, of one that is no witness.
    pub(super) const fn takes(&self) -> Credits {
        match self.source.take {
            Taking::Asked => self.outcome.asked,
            Taking::Fixed(credits) => credits,
            Taking::Whole => self.outcome.amount.credits,
        }
    }
}

impl<'a> Trial<'a> {
    /// The outcomes of one source.
    pub(super) fn of(&self, place: usize) -> impl Iterator<Item = &Use<'a>> {
        self.uses.iter().filter(move |one| one.place == place)
    }

    /// The one outcome of the rule's first source, if it has exactly one.
    pub(super) fn first(&self) -> Option<&'a OutcomeFact> {
        let mut all = self.of(0);
        all.next().filter(|_| all.next().is_none()).map(|one| one.outcome)
    }

    /// The outcomes that are not witnesses.
    pub(super) fn taken(&self) -> impl Iterator<Item = &Use<'a>> {
        self.uses.iter().filter(|one| !one.is_witness())
    }

    /// The outcomes whose days count for what comes out: those that are not witnesses; where all are, the witnesses.
    pub(super) fn dated(&self) -> impl Iterator<Item = &Use<'a>> {
        let none = self.taken().next().is_none();
        self.uses.iter().filter(move |one| none || !one.is_witness())
    }

    pub(super) fn denies(&self) -> bool {
        self.rule.to.iter().any(|effect| effect.target == crate::rules::clause::Target::Denial)
    }

    /// Its lots, by id, each once.
    pub(super) fn lots(&self) -> Vec<LotId> {
        let mut lots: Vec<_> = self.uses.iter().map(|one| one.outcome.id).collect();
        lots.sort_unstable();
        lots.dedup();
        lots
    }
}

/// A single condition.
pub(super) const fn test(what: What, wanted: Wanted, got: Got) -> Test {
    Test { by: Vec::new(), got, lot: None, of: None, wanted, what }
}

/// A condition on one lot.
pub(super) const fn test_of(what: What, lot: LotId, wanted: Wanted, got: Got) -> Test {
    Test { by: Vec::new(), got, lot: Some(lot), of: None, wanted, what }
}

/// Several conditions as one.
pub(super) fn all(mut checks: Vec<Check>) -> Check {
    match (checks.len(), checks.pop()) {
        (1, Some(one)) => one,
        (_, last) => {
            checks.extend(last);
            Check::All(checks)
        }
    }
}
