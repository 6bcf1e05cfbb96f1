//! Follows a chain of conversions round a circle, from the smallest amounts up, until more comes back than went in.

use crate::analysis::rules::case::{Case, attempt};
use crate::analysis::rules::cell::Cell;
use crate::analysis::rules::ground::{Ground, facts_for};
use crate::analysis::rules::made::{LotClass, output_lot};
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::analysis::rules::yields::Yield;
use crate::credit::{Amount, Credits};
use crate::document::Severity;
use crate::id::Code;
use crate::registry::{OutcomeName, UseKind};
use crate::rules::{Binds, Facts, OutcomeFact, Output, Rule, RuleBook, Source};
use crate::time::Date;

/// One rule of a chain, and what it takes.
#[derive(Clone, Copy)]
pub(super) struct Link<'a> {
    pub(super) rule: usize,
    pub(super) source: usize,
    pub(super) made: &'a LotClass,
}

/// A link as whole numbers.
struct Stage<'a> {
    rule: &'a Rule,
    source: &'a Source,
    made: &'a LotClass,
    /// Which effect leads on.
    effect: usize,
    yields: Yield,
}

/// Amounts to start with, in quanta: all small ones, then large ones, which no rounding hides.
const SMALL: u128 = 4_096;
const LARGE: [u128; 6] = [10_000, 100_000, 1_000_000, 10_000_000, 1_000_000_000, 1_000_000_000_000];

/// Tells a chain that gains, with every step evaluated, or says that it was not proved to gain.
pub(super) fn follow(ground: &mut Ground<'_>, links: &[Link<'_>]) {
    let book = ground.book;
    let rules: Vec<Code> =
        links.iter().filter_map(|link| book.rules().get(link.rule)).map(|rule| rule.id.clone()).collect();
    let about = links.first().map_or(About::Book, |link| About::Rule(link.rule));
    let found = stages(book, links).and_then(|stages| (0..stages.len()).find_map(|turn| gain(book, &stages, turn)));
    match found {
        Some(cases) => tell(ground, about, rules, cases),
        None => {
            let names: Vec<_> = rules.iter().map(|rule| format!("`{rule}`")).collect();
            ground.unproved(
                about,
                rules,
                format!("the chain {} leads back to where it began; no amount was found that gains", names.join(", ")),
            );
        }
    }
}

/// The links as stages. None where a rule has several sources: then a gain would be paid for by the others.
fn stages<'a>(book: &'a RuleBook, links: &[Link<'a>]) -> Option<Vec<Stage<'a>>> {
    let next = links.iter().skip(1).chain(links.first());
    links.iter().zip(next).map(|(link, next)| stage(book, *link, next.made)).collect()
}

fn stage<'a>(book: &'a RuleBook, link: Link<'a>, next: &LotClass) -> Option<Stage<'a>> {
    let rule = book.rules().get(link.rule)?;
    let source = rule.from.get(link.source).filter(|_| rule.from.len() == 1)?;
    let effect = rule.to.iter().position(|effect| LotClass::of(effect).as_ref() == Some(next))?;
    let amounts = rule.to.get(effect)?.amounts.as_ref()?;
    let yields = Yield::of(book, source, amounts, &link.made.unit)?;
    Some(Stage { rule, source, made: link.made, effect, yields })
}

/// The cases of the smallest amount that gains when the chain begins at that stage.
fn gain(book: &RuleBook, stages: &[Stage<'_>], turn: usize) -> Option<Vec<Case>> {
    let (before, from) = stages.split_at_checked(turn)?;
    let stages: Vec<&Stage<'_>> = from.iter().chain(before).collect();
    let kept = stages.iter().any(|stage| stage.source.r#use == UseKind::Reserve);
    let grows = |start: &u128| end(&stages, *start).is_some_and(|end| end > *start || kept && end == *start);
    (1..=SMALL).chain(LARGE).filter(grows).take(TRIES).find_map(|start| walked(book, &stages, start, kept))
}

/// How many amounts that should gain are evaluated.
const TRIES: usize = 4;

/// What is left at the end, in quanta.
fn end(stages: &[&Stage<'_>], start: u128) -> Option<u128> {
    stages.iter().try_fold(start, |quanta, stage| stage.yields.at(quanta).filter(|quanta| *quanta > 0))
}

/// Evaluates the chain, step by step; none where a step is not granted, or nothing is gained. Where what went in is kept, it
/// is enough that as much comes back.
fn walked(book: &RuleBook, stages: &[&Stage<'_>], start: u128, kept: bool) -> Option<Vec<Case>> {
    let first = stages.first()?;
    let amount = Amount { credits: times(first.yields.input, start)?, unit: first.made.unit.clone() };
    let mut lot: Option<OutcomeFact> = None;
    let mut applied: Option<Date> = None;
    let mut cases = Vec::new();
    for stage in stages {
        let facts = step(book, stage, lot.take(), &amount, applied)?;
        let case = attempt(book, facts).case;
        applied = Some(case.facts.applied);
        lot = Some(next_lot(stage, &case)?);
        cases.push(case);
    }
    let back = lot.filter(|lot| lot.amount.unit == amount.unit)?;
    let (went, came) = (amount.credits, back.amount.credits);
    (came > went || kept && came == went).then_some(cases)
}

/// The facts of one step: those of a sample, with the lot that the step before made.
fn step(
    book: &RuleBook,
    stage: &Stage<'_>,
    lot: Option<OutcomeFact>,
    amount: &Amount,
    applied: Option<Date>,
) -> Option<Facts> {
    let cell = Cell::of(book, stage.rule, stage.source, &stage.made.name)?;
    let mut facts = facts_for(book, &cell, &stage.rule.need)?;
    facts.asked.rule = Some(stage.rule.id.clone());
    facts.applied = applied.map_or(facts.applied, |day| day.max(facts.applied));
    let outcome = facts.outcomes.first_mut()?;
    match lot {
        Some(lot) => {
            *outcome =
                OutcomeFact { id: outcome.id, issuer: outcome.issuer.clone(), content: outcome.content.clone(), ..lot }
        }
        None => {
            outcome.tier = stage.made.tier;
            outcome.asked = amount.credits;
            outcome.amount = amount.clone();
        }
    }
    Some(facts)
}

/// The lot that the effect of a stage made, as a fact of the next application.
fn next_lot(stage: &Stage<'_>, case: &Case) -> Option<OutcomeFact> {
    let effect = stage.rule.to.get(stage.effect)?;
    let output = case.outputs().into_iter().find(|output| output.target == effect.target)?;
    let (kind, name) = output_lot(effect)?;
    let before = case.facts.outcomes.first()?;
    lot_of(output, before, kind, name)
}

fn lot_of(
    output: &Output,
    before: &OutcomeFact,
    kind: crate::registry::OutcomeKind,
    name: OutcomeName,
) -> Option<OutcomeFact> {
    let (amount, thing) = (output.amount.clone()?, name.thing(kind));
    Some(OutcomeFact {
        asked: amount.credits,
        amount,
        code: name.code,
        earned: output.earned,
        grade: output.grade.clone(),
        kind,
        level: None,
        team: None,
        thing,
        tier: output.tier,
        valid_through: output.valid_through,
        ..before.clone()
    })
}

fn times(quantum: Credits, quanta: u128) -> Option<Credits> {
    let steps = u128::from(quantum.ten_thousandths()).checked_mul(quanta)?;
    Credits::from_ten_thousandths(u64::try_from(steps).ok()?)
}

fn tell(ground: &mut Ground<'_>, about: About, rules: Vec<Code>, cases: Vec<Case>) {
    let (Some(first), Some(last)) = (cases.first(), cases.last()) else { return };
    let Some(start) = first.facts.outcomes.first().map(|outcome| outcome.amount.clone()) else { return };
    let end = last.granted(&start.unit);
    let bounds = bounds(ground.book, &rules);
    let walked: Vec<Code> = cases.iter().flat_map(Case::rules).collect();
    let end = Amount { credits: end, unit: start.unit.clone() };
    let kept = if end.credits > start.credits { "" } else { ", and what went in is only reserved" };
    let message = format!("{} conversions turn {start} into {end}{kept}: {}", cases.len(), path(&walked));
    let (severity, help) = match bounds.as_slice() {
        [] if !kept.is_empty() => (Severity::Warning, "no limit binds it: `consume` what is converted".to_owned()),
        [] => (Severity::Error, "no limit binds it: lower a rate, or round down".to_owned()),
        _ => (Severity::Warning, format!("it ends at the limits {}", bounds.join(", "))),
    };
    ground.tell("", RuleRemark::new("A070", severity, about, message).of(rules).shown(cases).help(help));
}

fn path(rules: &[Code]) -> String {
    rules.iter().map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(", then ")
}

/// The recording limits on credits that the rules name.
fn bounds(book: &RuleBook, rules: &[Code]) -> Vec<String> {
    let named = rules.iter().flat_map(|rule| book.versions(rule)).flat_map(|rule| &rule.limits);
    let mut named: Vec<_> = named
        .filter(|id| book.limit(id).is_some_and(|limit| limit.binds == Binds::Recording))
        .map(|id| format!("`{id}`"))
        .collect();
    named.sort();
    named.dedup();
    named
}
