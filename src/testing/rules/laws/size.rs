//! Laws about the size of outcomes, and about bringing them in parts.

use std::collections::BTreeMap;

use crate::credit::Credits;
use crate::id::{LotId, UnitId};
use crate::registry::UseKind;
use crate::rules::{
    Answer, Evaluation, Facts, Got, Prior, Rest, RoundAt, Rule, RuleWorth, Taking, Verdict as Fate, What,
};
use crate::testing::rules::aim::Shot;
use crate::testing::rules::laws::better::{all, given, is_held_back};
use crate::testing::rules::laws::lab::{Broken, Lab, Seen, matched};
use crate::testing::rules::laws::{Law, Verdict};

type Sums = BTreeMap<UnitId, u128>;

fn has_rate(rule: &Rule) -> bool {
    rule.to
        .iter()
        .any(|effect| matches!(effect.amounts.as_ref().map(|amounts| &amounts.worth), Some(RuleWorth::Rate(_))))
}

fn asks(rule: &Rule) -> bool {
    rule.from.iter().any(|source| source.r#use != UseKind::Witness && source.take == Taking::Asked)
}

fn gives(rule: &Rule) -> bool {
    rule.to.iter().all(|effect| effect.amounts.is_some())
}

/// Whether a rule takes a stated part of what is brought, however much that is.
fn takes_a_part(rule: &Rule) -> bool {
    let used = rule.from.iter().filter(|source| source.r#use != UseKind::Witness);
    used.into_iter().any(|source| matches!(source.take, Taking::Fixed(_)))
}

/// Whether a rule gives by how much is brought, so that it matters in which parts.
fn divides(rule: &Rule) -> bool {
    gives(rule) && !takes_a_part(rule) && (has_rate(rule) || asks(rule))
}

/// Whether it matters in which parts is brought what a rule takes.
fn splits(rule: &Rule) -> bool {
    divides(rule) || gives(rule) && takes_a_part(rule)
}

/// An application whole, and in two parts of which the second finds the first.
struct Parts {
    whole: Facts,
    first: Facts,
    second: Facts,
}

/// The parts in which an outcome can be brought: a quantum and the rest, half and half, all but a quantum.
fn parts(lab: &Lab<'_>, whole: &Facts, at: usize) -> Option<Vec<Parts>> {
    let outcome = whole.outcomes.get(at)?;
    let quantum = lab.book.draft().framework.unit(&outcome.amount.unit)?.quantum;
    let count = outcome.asked.ten_thousandths().checked_div(quantum.ten_thousandths())?;
    let cuts: std::collections::BTreeSet<u64> = [1, count / 3, count / 2, count.saturating_sub(1)].into();
    let cuts = cuts.into_iter().filter(|cut| *cut > 0 && *cut < count);
    cuts.map(|cut| part(lab, whole, at, Credits::from_ten_thousandths(quantum.ten_thousandths() * cut)?)).collect()
}

fn part(lab: &Lab<'_>, whole: &Facts, at: usize, cut: Credits) -> Option<Parts> {
    let rest = whole.outcomes.get(at)?.asked.minus(cut).ok()?;
    let asked = is_asked(lab, whole, at);
    let with = |credits: Credits, id: Option<LotId>| {
        let mut facts = whole.clone();
        let outcome = facts.outcomes.get_mut(at)?;
        outcome.asked = credits;
        if !asked {
            outcome.amount.credits = credits;
            outcome.id = id.unwrap_or(outcome.id);
        }
        Some(facts)
    };
    let first = with(cut, None)?;
    let mut second = with(rest, Some(LotId::here(2, 0)))?;
    let answer = lab.evaluate(&first).answer;
    second.prior.extend(standing(&first, &answer));
    Some(Parts { whole: whole.clone(), first, second })
}

/// Whether the rules that match take what is asked for of that outcome, or a part: then it is one lot, and asked for in
/// parts.
fn is_asked(lab: &Lab<'_>, facts: &Facts, at: usize) -> bool {
    let Some(outcome) = facts.outcomes.get(at) else { return false };
    let rules = lab.matched(facts);
    let rules = lab.book.rules().iter().filter(|rule| rules.contains(&rule.id));
    let mut sources = rules.flat_map(|rule| &rule.from).filter(|source| source.names(&outcome.called()));
    sources.all(|source| source.take != Taking::Whole)
}

/// What has been granted, as it stands for the next application.
pub(super) fn standing(facts: &Facts, answer: &Answer) -> Vec<Prior> {
    let Answer::Granted(grants) = answer else { return Vec::new() };
    grants.iter().map(|grant| facts.prior(grant)).collect()
}

/// Whether one lot is used: what is granted for several together says nothing about one of them.
fn takes_one(answer: &Answer) -> bool {
    let Answer::Granted(grants) = answer else { return false };
    let used = grants.iter().flat_map(|grant| &grant.inputs).filter(|input| input.r#use != UseKind::Witness);
    used.map(|input| input.lot).collect::<std::collections::BTreeSet<_>>().len() == 1
}

/// Looks at each outcome of a shot in parts, and where a part is stated at one of twice as much.
fn in_parts(lab: &Lab<'_>, shot: &Shot, about: impl Fn(&Rule) -> bool, look: impl Fn(&Parts) -> Seen) -> Seen {
    let whole = lab.evaluate(&shot.facts);
    let rules = rules(lab, &whole);
    if !takes_one(&whole.answer) || !rules.iter().all(|rule| about(rule)) {
        return Seen::Nothing;
    }
    let more = rules.iter().any(|rule| takes_a_part(rule)).then(|| doubled(&shot.facts)).flatten();
    let wholes: Vec<&Facts> = [&shot.facts].into_iter().chain(&more).collect();
    let outcomes = (0..shot.facts.outcomes.len()).flat_map(|at| wholes.iter().map(move |whole| (*whole, at)));
    all(outcomes.flat_map(|(whole, at)| parts(lab, whole, at).unwrap_or_default()).map(|parts| look(&parts)))
}

/// With outcomes of twice as much, all of it asked for.
fn doubled(facts: &Facts) -> Option<Facts> {
    let mut facts = facts.clone();
    for outcome in &mut facts.outcomes {
        let credits = outcome.amount.credits.plus(outcome.amount.credits).ok()?;
        (outcome.amount.credits, outcome.asked) = (credits, credits);
    }
    Some(facts)
}

fn plus(left: Sums, right: Sums) -> Sums {
    right.into_iter().fold(left, |mut sums, (unit, more)| {
        *sums.entry(unit).or_insert(0) += more;
        sums
    })
}

fn told(lab: &Lab<'_>, parts: &Parts, what: String) -> Seen {
    let cases = [&parts.whole, &parts.first, &parts.second].map(|facts| lab.case(facts));
    Seen::Broken(Broken { cases: cases.into(), what })
}

pub(super) fn splitting(lab: &Lab<'_>) -> Verdict {
    lab.each(Law::SplittingNeverGains, splits, |shot| {
        in_parts(lab, shot, splits, |parts| {
            let whole = lab.evaluate(&parts.whole);
            let Some(once) = given(&whole.answer) else { return Seen::Nothing };
            // A most of what is taken whole is one for each outcome, and two are two.
            if ids(&parts.first) != ids(&parts.second) && is_cut(lab, &whole) {
                return Seen::Nothing;
            }
            let (first, second) = (lab.evaluate(&parts.first).answer, lab.evaluate(&parts.second).answer);
            let twice = plus(given(&first).unwrap_or_default(), given(&second).unwrap_or_default());
            let gained = twice.iter().find(|(unit, sum)| once.get(*unit).copied().unwrap_or(0) < **sum);
            match gained {
                Some((unit, _)) => told(lab, parts, format!("in two parts it gives more `{unit}` than whole")),
                None => Seen::Kept(matched(&whole)),
            }
        })
    })
}

fn ids(facts: &Facts) -> Vec<LotId> {
    facts.outcomes.iter().map(|outcome| outcome.id).collect()
}

/// Whether a rule's most is reached.
fn is_cut(lab: &Lab<'_>, evaluation: &Evaluation) -> bool {
    let Answer::Granted(grants) = &evaluation.answer else { return false };
    let outputs = grants.iter().flat_map(|grant| &grant.outputs);
    let out: Vec<Option<Credits>> = outputs.map(|output| output.amount.as_ref().map(|amount| amount.credits)).collect();
    let rules = rules(lab, evaluation);
    let mut amounts = rules.iter().flat_map(|rule| &rule.to).filter_map(|effect| effect.amounts.as_ref());
    amounts.any(|amounts| amounts.most.is_some() && out.contains(&amounts.most))
}

pub(super) fn merging(lab: &Lab<'_>) -> Verdict {
    let about = |rule: &Rule| {
        let keeps =
            |rule: &Rule| rule.to.iter().filter_map(|effect| effect.amounts.as_ref()).any(|to| to.rest == Rest::Keep);
        divides(rule) && has_rate(rule) && !keeps(rule)
    };
    lab.each(Law::MergingGainBounded, about, |shot| {
        in_parts(lab, shot, divides, |parts| {
            let whole = lab.evaluate(&parts.whole);
            let Some(once) = given(&whole.answer) else { return Seen::Nothing };
            let (first, second) = (lab.evaluate(&parts.first), lab.evaluate(&parts.second));
            if !counts(&first) || !counts(&second) || !rules(lab, &whole).iter().all(|rule| about(rule)) {
                return Seen::Nothing;
            }
            let twice = plus(given(&first.answer).unwrap_or_default(), given(&second.answer).unwrap_or_default());
            let allowed = |unit: &UnitId| if learner(lab, &whole) { 0 } else { quantum(lab, unit) };
            let lost = once.iter().find(|(unit, sum)| **sum > twice.get(*unit).copied().unwrap_or(0) + allowed(unit));
            match lost {
                Some((unit, _)) => {
                    told(lab, parts, format!("whole it gives more than a quantum more `{unit}` than in parts"))
                }
                None => Seen::Kept(matched(&whole)),
            }
        })
    })
}

/// The rules that have granted.
fn rules<'a>(lab: &Lab<'a>, evaluation: &Evaluation) -> Vec<&'a Rule> {
    let Answer::Granted(grants) = &evaluation.answer else { return Vec::new() };
    lab.book.rules().iter().filter(|rule| grants.iter().any(|grant| grant.rule == rule.id)).collect()
}

/// Whether all that is granted is rounded over all that the learner brings.
fn learner(lab: &Lab<'_>, evaluation: &Evaluation) -> bool {
    let amounts = rules(lab, evaluation);
    let mut amounts = amounts.iter().flat_map(|rule| &rule.to).filter_map(|effect| effect.amounts.as_ref());
    amounts.all(|amounts| amounts.at == RoundAt::Learner && amounts.most.is_none())
}

fn quantum(lab: &Lab<'_>, unit: &UnitId) -> u128 {
    lab.book.draft().framework.unit(unit).map_or(0, |unit| unit.quantum.ten_thousandths().into())
}

/// Whether it gives something, or nothing only because it comes to less than a quantum.
fn counts(evaluation: &Evaluation) -> bool {
    if matches!(evaluation.answer, Answer::Granted(_)) {
        return true;
    }
    let mut failed = evaluation.explanation.candidates.iter().filter(|one| one.verdict == Fate::Failed);
    failed.any(|one| {
        let mut missing = one.checks.iter().filter(|check| !check.holds()).flat_map(|check| check.tests());
        missing.all(|test| test.what == What::Range && matches!(&test.got, Got::Point(_)))
    })
}

pub(super) fn monotone(lab: &Lab<'_>) -> Verdict {
    let about = |rule: &Rule| {
        let sized = rule.from.iter().any(|source| source.size.is_some());
        (sized || has_rate(rule)) && rule.to.iter().all(|effect| effect.amounts.is_some())
    };
    lab.each(Law::MonotoneInSize, about, |shot| {
        let larger = (0..shot.facts.outcomes.len()).flat_map(|at| larger(lab, &shot.facts, at));
        all(larger.map(|facts| no_less(lab, &shot.facts, &facts)))
    })
}

/// The same with an outcome that is a quantum larger, and one twice as large.
fn larger(lab: &Lab<'_>, facts: &Facts, at: usize) -> Vec<Facts> {
    let Some(outcome) = facts.outcomes.get(at).filter(|outcome| outcome.asked == outcome.amount.credits) else {
        return Vec::new();
    };
    let amount = outcome.amount.credits;
    let quantum = lab.book.draft().framework.unit(&outcome.amount.unit).map(|unit| unit.quantum);
    let larger = [quantum.and_then(|quantum| amount.plus(quantum).ok()), amount.plus(amount).ok()];
    let with = |credits: Credits| {
        let mut facts = facts.clone();
        facts.outcomes.get_mut(at).into_iter().for_each(|outcome| {
            (outcome.amount.credits, outcome.asked) = (credits, credits);
        });
        facts
    };
    larger.into_iter().flatten().map(with).collect()
}

fn no_less(lab: &Lab<'_>, small: &Facts, large: &Facts) -> Seen {
    let (before, after) = (lab.evaluate(small), lab.evaluate(large));
    let Some(had) = given(&before.answer).filter(|_| small.asked.rule.is_none()) else { return Seen::Nothing };
    let has = match &after.answer {
        Answer::Granted(_) => given(&after.answer).unwrap_or_default(),
        Answer::Choose(_) => return Seen::Nothing,
        Answer::Refused | Answer::Ambiguous(_) if is_held_back(&after) => return Seen::Nothing,
        Answer::Refused | Answer::Ambiguous(_) => Sums::new(),
    };
    match had.iter().find(|(unit, sum)| has.get(*unit).copied().unwrap_or(0) < **sum) {
        Some((unit, _)) => {
            let what = format!("the larger outcome gives less `{unit}`");
            Seen::Broken(Broken { cases: vec![lab.case(small), lab.case(large)], what })
        }
        None => Seen::Kept(matched(&before)),
    }
}
