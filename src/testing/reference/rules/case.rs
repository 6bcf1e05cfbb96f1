//! What is looked at: one application under one book, and the candidates in it.

use std::collections::BTreeMap;

use crate::credit::Credits;
use crate::id::{Code, LotId};
use crate::registry::{OutcomeKind, OutcomeName, Thing, UseKind};
use crate::rules::{Basis, Facts, Group, OutcomeFact, Output, Rule, RuleBook, Source, Target};
use crate::time::Date;

/// One application under one book.
pub(super) struct Case<'a> {
    pub(super) book: &'a RuleBook,
    pub(super) facts: &'a Facts,
    pub(super) basis: Date,
}

/// A rule as tried on some of the outcomes.
#[derive(Clone)]
pub(super) struct Candidate<'a> {
    pub(super) rule: &'a Rule,
    pub(super) group: &'a Group,
    /// Its outcomes in the order of ids, and the source that names each.
    pub(super) pairs: Vec<(&'a Source, &'a OutcomeFact)>,
}

/// What a candidate gives, and what it takes for that.
#[derive(Clone)]
pub(super) struct Given {
    /// What is taken of each lot, where anything is.
    pub(super) taken: BTreeMap<LotId, Credits>,
    pub(super) outputs: Vec<Output>,
}

impl<'a> Case<'a> {
    pub(super) fn new(book: &'a RuleBook, facts: &'a Facts) -> Self {
        let basis = match book.draft().basis {
            Basis::Applied => None,
            Basis::Earned => facts.outcomes.iter().map(|outcome| outcome.earned).max(),
            Basis::Enrolled => {
                facts.enrolments.iter().map(|enrolment| enrolment.from).filter(|from| *from <= facts.applied).max()
            }
        };
        Self { book, facts, basis: basis.unwrap_or(facts.applied) }
    }

    /// Every rule with a source that names an outcome, in order.
    pub(super) fn candidates(&self) -> Vec<Candidate<'a>> {
        let mut found: Vec<Candidate<'a>> = self.book.rules().iter().flat_map(|rule| self.of_rule(rule)).collect();
        found.sort_by_key(|one| (one.rule.id.clone(), one.rule.valid.from, one.lots()));
        found
    }

    fn of_rule(&self, rule: &'a Rule) -> Vec<Candidate<'a>> {
        let Some(group) = self.book.draft().groups.iter().find(|group| group.id == rule.group) else {
            return Vec::new();
        };
        let pairs = pairs(rule, self.facts);
        let alone = matches!(rule.from.as_slice(), [source] if !source.many);
        let choices = match alone {
            true => pairs.into_iter().map(|pair| vec![pair]).collect(),
            false if pairs.is_empty() => Vec::new(),
            false => vec![pairs],
        };
        choices.into_iter().map(|pairs| Candidate { rule, group, pairs }).collect()
    }
}

/// Whether a name is that of an outcome: of a course in full that of the thing, and else a code that it has.
pub(super) fn is_called(name: &OutcomeName, kind: OutcomeKind, code: &Code, thing: Option<&Thing>) -> bool {
    let by_thing = thing.is_some_and(|thing| thing.code == name.code);
    match &name.owner {
        Some(owner) if kind == OutcomeKind::Course => by_thing && thing.is_some_and(|thing| thing.owner == *owner),
        _ => by_thing || *code == name.code,
    }
}

fn pairs<'a>(rule: &'a Rule, facts: &'a Facts) -> Vec<(&'a Source, &'a OutcomeFact)> {
    let mut pairs = Vec::new();
    for outcome in &facts.outcomes {
        for source in &rule.from {
            let is_called = |name: &OutcomeName| is_called(name, outcome.kind, &outcome.code, outcome.thing.as_ref());
            if source.kind == outcome.kind && (source.codes.is_empty() || source.codes.iter().any(is_called)) {
                pairs.push((source, outcome));
            }
        }
    }
    pairs.sort_by_key(|(_, outcome)| outcome.id);
    pairs
}

impl<'a> Candidate<'a> {
    pub(super) fn lots(&self) -> Vec<LotId> {
        self.pairs.iter().map(|(_, outcome)| outcome.id).collect()
    }

    /// The outcomes that are used, not only read.
    pub(super) fn used(&self) -> impl Iterator<Item = (&'a Source, &'a OutcomeFact)> {
        self.pairs.iter().copied().filter(|(source, _)| source.r#use != UseKind::Witness)
    }

    /// Whether it denies, and takes nothing.
    pub(super) fn denies(&self) -> bool {
        self.rule.to.iter().any(|effect| effect.target == Target::Denial)
    }

    /// The one outcome of the first source.
    pub(super) fn first(&self) -> Option<&'a OutcomeFact> {
        let first = self.rule.from.first()?;
        self.pairs.iter().find(|(source, _)| std::ptr::eq(*source, first)).map(|(_, outcome)| *outcome)
    }

    pub(super) fn is_same(&self, other: &Self) -> bool {
        std::ptr::eq(self.rule, other.rule) && self.lots() == other.lots()
    }
}
