//! The answer.

use crate::id::{Code, LotId};
use crate::registry::UseKind;
use crate::rules::{Answer, Facts, Grant, Input, RuleBook};
use crate::testing::reference::rules::amounts::given;
use crate::testing::reference::rules::case::{Candidate, Case, Given};
use crate::testing::reference::rules::combine::{Combined, Match, combine, takes};
use crate::testing::reference::rules::{limits, needs, sources};

/// What is granted.
#[must_use]
pub fn evaluate(book: &RuleBook, facts: &Facts) -> Answer {
    let case = Case::new(book, facts);
    let matching: Vec<Match<'_>> = case
        .candidates()
        .into_iter()
        .enumerate()
        .filter_map(|(place, candidate)| Some(Match { given: matches(&case, &candidate)?, candidate, place }))
        .collect();
    answer(&case, &combine(&case, &matching))
}

/// What a candidate gives, if it is in force and all its tests hold.
fn matches(case: &Case<'_>, candidate: &Candidate<'_>) -> Option<Given> {
    let holds = candidate.rule.valid.covers(case.basis)
        && sources::all_hold(case, candidate)
        && candidate.rule.need.iter().all(|need| needs::holds(case, candidate, need));
    let given = holds.then(|| given(case, candidate, &[])).flatten()?;
    let counted = limits::counted(case, candidate, &given, |_| true);
    limits::hold(case, &[counted]).then_some(given)
}

fn answer(case: &Case<'_>, combined: &Combined<'_>) -> Answer {
    if !combined.ambiguous.is_empty() {
        return Answer::Ambiguous(rules(&combined.ambiguous));
    }
    if !combined.open.is_empty() {
        return Answer::Choose(rules(&combined.open));
    }
    let Some(applied) = again(case, &combined.applied) else { return Answer::Refused };
    if applied.is_empty() || !is_complete(case, combined) || !fits(case, &applied) {
        return Answer::Refused;
    }
    Answer::Granted(applied.iter().map(|one| grant(combined, &applied, one)).collect())
}

/// What is applied, where each finds what the one before it by the same rule left.
fn again<'a>(case: &Case<'a>, applied: &[Match<'a>]) -> Option<Vec<Match<'a>>> {
    let mut all: Vec<Match<'a>> = Vec::new();
    for one in applied {
        let same = all.iter().filter(|other| other.candidate.rule.id == one.candidate.rule.id);
        let earlier: Vec<_> = same.flat_map(|other| other.given.outputs.clone()).collect();
        let given = given(case, &one.candidate, &earlier)?;
        all.push(Match { given, ..one.clone() });
    }
    Some(all)
}

fn rules(of: &[Match<'_>]) -> Vec<Code> {
    let mut rules: Vec<Code> = of.iter().map(|one| one.candidate.rule.id.clone()).collect();
    rules.sort();
    rules.dedup();
    rules
}

/// Whether every outcome is among the lots of what is applied, or was lost to it.
fn is_complete(case: &Case<'_>, combined: &Combined<'_>) -> bool {
    case.facts.outcomes.iter().all(|outcome| {
        let applied = combined.applied.iter().any(|one| one.candidate.lots().contains(&outcome.id));
        applied || combined.applied.iter().any(|one| lost_to(combined, one).contains(&outcome.id))
    })
}

/// The lots of those that were lost to one.
fn lost_to(combined: &Combined<'_>, one: &Match<'_>) -> Vec<LotId> {
    let lost = combined.lost.iter().filter(|(_, to)| to.candidate.is_same(&one.candidate));
    lost.flat_map(|(loser, _)| loser.candidate.lots()).collect()
}

/// Whether the limits hold for all that is applied together.
fn fits(case: &Case<'_>, applied: &[Match<'_>]) -> bool {
    let counted =
        applied.iter().map(|one| limits::counted(case, &one.candidate, &one.given, |lot| takes(one, lot, applied)));
    limits::hold(case, &counted.collect::<Vec<_>>())
}

fn grant(combined: &Combined<'_>, applied: &[Match<'_>], one: &Match<'_>) -> Grant {
    let taken = |lot: &LotId| applied.iter().any(|other| other.given.taken.contains_key(lot));
    let mut lost = lost_to(combined, one);
    lost.retain(|lot| !taken(lot));
    lost.sort();
    lost.dedup();
    Grant {
        clause: one.candidate.rule.clause.clone(),
        inputs: inputs(one, applied),
        lost,
        outputs: one.given.outputs.clone(),
        rule: one.candidate.rule.id.clone(),
    }
}

/// What goes in: what is taken, and what is read.
fn inputs(one: &Match<'_>, applied: &[Match<'_>]) -> Vec<Input> {
    let input = |(source, outcome): &(&crate::rules::Source, &crate::rules::OutcomeFact)| {
        let witness = Input::witness(outcome.id);
        if source.r#use == UseKind::Witness {
            return Some(witness);
        }
        let credits = *one.given.taken.get(&outcome.id)?;
        if !takes(one, outcome.id, applied) {
            return Some(witness);
        }
        let (reserved_by, scope) = (source.reserved_by.clone(), source.scope.clone());
        Some(Input { credits, lot: outcome.id, reserved_by, scope, r#use: source.r#use })
    };
    one.candidate.pairs.iter().filter_map(input).collect()
}
