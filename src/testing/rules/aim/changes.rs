//! All changes that aim at the boundaries of a rule.

use crate::id::InstitutionId;
use crate::registry::{Grade, Level, Tier};
use crate::rules::{Assurance, Facts, Rule, RuleBook, Target};
use crate::testing::rules::aim::amounts::{boundaries, takes};
use crate::testing::rules::aim::change::{Change, What};
use crate::testing::rules::aim::grades::{around, canonical, grade_thresholds, level_thresholds, marks};
use crate::testing::rules::aim::slot::{CONTENT, SOME, Slot};
use crate::testing::rules::aim::{days, limits};

/// The changes of an application that aims at these rules.
pub(super) fn changes(book: &RuleBook, slots: &[Slot<'_>], rules: &[&Rule], facts: &Facts) -> Vec<Change> {
    let edges = slots.iter().enumerate().flat_map(|(at, slot)| measured(book, at, slot, facts));
    let edges = edges.chain(days::changes(book, slots, facts));
    let edges = edges.chain(rules.iter().flat_map(|rule| limits::changes(book, rule, facts)));
    let edges = edges.chain(needed(book, facts));
    let words = slots.iter().enumerate().flat_map(|(at, slot)| worded(at, slot));
    let words = words.chain(gone(facts)).chain(asks(rules)).chain("ELSEWHERE".parse().ok().map(What::Receiver));
    let edges = edges.map(|what| Change { what, edge: true });
    let mut all: Vec<Change> = Vec::new();
    for change in edges.chain(words.map(|what| Change { what, edge: false })) {
        if !all.contains(&change) {
            all.push(change);
        }
    }
    all
}

/// Grades, levels and amounts.
fn measured(book: &RuleBook, at: usize, slot: &Slot<'_>, facts: &Facts) -> Vec<What> {
    let framework = &book.draft().framework;
    let mut found = Vec::new();
    for threshold in grade_thresholds(slot) {
        let all = marks(framework, &threshold.of);
        let ends = [threshold.from.as_ref(), threshold.below.as_ref()].into_iter().flatten();
        let ends = ends.filter_map(|end| canonical(framework, &threshold.of, end));
        let near = ends.flat_map(|end| around(&all, &end));
        let grades = near.chain(all.first().cloned()).chain(all.last().cloned());
        found.extend(grades.map(|mark| What::Grade(at, Some(Grade { mark, scale: threshold.of.clone() }))));
        found.push(What::Grade(at, None));
    }
    for threshold in level_thresholds(slot) {
        let ladder = framework.levels_of(&threshold.of);
        let ends = [threshold.from.as_ref(), threshold.below.as_ref()].into_iter().flatten();
        let near = ends.flat_map(|end| around(ladder, end));
        found.extend(near.map(|level| What::Level(at, Some(Level { framework: threshold.of.clone(), level }))));
        found.push(What::Level(at, None));
    }
    if let Some(outcome) = facts.outcomes.get(at) {
        let unit = &outcome.amount.unit;
        found.extend(boundaries(book, slot, unit).into_iter().map(|credits| What::Amount(at, credits)));
        found.extend(takes(book, slot, unit, outcome.amount.credits).into_iter().map(|asked| What::Asked(at, asked)));
    }
    let teams = slot.named_by.iter().flat_map(|(rule, _)| &rule.to).filter_map(|effect| effect.amounts.as_ref()?.team);
    for team in teams {
        let next = team.most.saturating_add(1);
        found.extend([(1, 1), (1, 2), (team.most, next), (next, next)].map(|team| What::Team(at, Some(team))));
    }
    found
}

/// Facts that needs ask for, a step off.
fn needed(book: &RuleBook, facts: &Facts) -> Vec<What> {
    let mut found = Vec::new();
    for (at, one) in facts.attested.iter().enumerate() {
        let values = [one.value.checked_sub(1), one.value.checked_add(1)].into_iter().flatten();
        found.extend(values.map(|value| What::Attested(at, value)));
    }
    for (at, one) in facts.evidence.iter().enumerate() {
        let others = [Assurance::Claimed, Assurance::Signed, Assurance::Verified];
        found
            .extend(others.into_iter().filter(|other| *other != one.assurance).map(|other| What::Assurance(at, other)));
    }
    for (at, one) in facts.passed.iter().enumerate() {
        let Some(grade) = &one.grade else { continue };
        let near = around(&marks(&book.draft().framework, &grade.scale), &grade.mark);
        found.extend(near.into_iter().map(|mark| What::Passed(at, Grade { mark, scale: grade.scale.clone() })));
    }
    for (at, one) in facts.enrolments.iter().enumerate() {
        let days = [-1, 1].into_iter().filter_map(|days| one.from.plus_days(days));
        found.extend(days.map(|from| What::Enrolment(at, from, one.until)));
        let ends = [facts.applied, one.from].into_iter().flat_map(|day| [Some(day), day.next()]).flatten();
        found.extend(ends.filter(|until| *until > one.from).map(|until| What::Enrolment(at, one.from, Some(until))));
    }
    found
}

/// What is compared with words.
fn worded(at: usize, slot: &Slot<'_>) -> Vec<What> {
    let codes = slot.sources().flat_map(|source| &source.codes).cloned().chain(SOME.parse().ok());
    let contents = slot.sources().flat_map(|source| &source.contents).cloned().chain(CONTENT.parse().ok());
    let issuers = slot.sources().flat_map(|source| source.issuers.iter().chain(&source.not_issuers)).cloned();
    let issuers = issuers.chain("NOBODY".parse::<InstitutionId>().ok());
    let many = slot.sources().any(|source| source.many);
    codes
        .map(|name| What::Name(at, name))
        .chain(contents.map(Some).chain([None]).map(|content| What::Content(at, content)))
        .chain(issuers.map(|issuer| What::Issuer(at, issuer)))
        .chain(Tier::ALL.iter().map(|tier| What::Tier(at, *tier)))
        .chain([What::Never(at)])
        .chain(many.then_some(What::Another(at)))
        .collect()
}

fn gone(facts: &Facts) -> Vec<What> {
    let evidence = (0..facts.evidence.len()).map(What::EvidenceGone);
    let attested = (0..facts.attested.len()).map(What::AttestedGone);
    let passed = (0..facts.passed.len()).map(What::PassedGone);
    evidence.chain(attested).chain(passed).chain((0..facts.enrolments.len()).map(What::EnrolmentGone)).collect()
}

fn asks(rules: &[&Rule]) -> Vec<What> {
    let targets = rules.iter().flat_map(|rule| &rule.to).filter_map(|effect| match &effect.target {
        Target::Course(course) | Target::Exemption(course) => Some(What::AskTarget(course.clone())),
        Target::Category(_) | Target::Denial => None,
    });
    let other = "ELSE".parse().ok().map(What::AskTarget);
    rules.iter().map(|rule| What::AskRule(rule.id.clone())).chain(targets).chain(other).collect()
}
