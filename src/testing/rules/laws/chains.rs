//! Laws about chains of conversions.

use crate::analysis::rules::made::output_lot;
use crate::analysis::{Proved, analyse};
use crate::credit::Credits;
use crate::document::Severity;
use crate::registry::{Called, UseKind};
use crate::rules::{Answer, Facts, OutcomeFact, Rule};
use crate::testing::rules::aim::Scene;
use crate::testing::rules::laws::lab::{Broken, Lab};
use crate::testing::rules::laws::{Coverage, Law, Verdict};

/// The longest chain that is tried.
const LONGEST: usize = 4;
/// The most input quanta that a chain is tried with.
const QUANTA: u64 = 24;

pub(super) fn amplification(lab: &Lab<'_>) -> Verdict {
    let analysis = analyse(lab.book, None);
    let gain = analysis.remarks.iter().find(|remark| remark.code == "A070" && remark.severity != Severity::Note);
    if let Some(remark) = gain {
        let broken = Broken { cases: remark.shown.clone(), what: remark.message.clone() };
        return lab.violated_by(Law::NoAmplification, remark.rules.clone(), broken);
    }
    if analysis.proofs.iter().any(|proof| matches!(proof, Proved::NoGain(_))) {
        return Verdict::Proved(
            "there are values of all lots at which no conversion gives more than it takes".to_owned(),
        );
    }
    // What gains by numbers alone may still be bounded: then chains are walked.
    walk(lab, Law::NoAmplification)
}

pub(super) fn round_trip(lab: &Lab<'_>) -> Verdict {
    walk(lab, Law::RoundTrip)
}

/// Walks all chains of rules that come back to their start.
fn walk(lab: &Lab<'_>, law: Law) -> Verdict {
    let circles = circles(lab.book.rules());
    if circles.is_empty() {
        return Verdict::Proved("no chain of conversions comes back to what it started from".to_owned());
    }
    let mut coverage = Coverage::default();
    let mut cases = 0_usize;
    for circle in &circles {
        let rules = circle.iter().filter_map(|at| lab.book.rules().get(*at));
        coverage.about.extend(rules.map(|rule| rule.id.clone()));
        for count in 1..=QUANTA {
            let Some(walked) = walked(lab, circle, count) else { continue };
            cases += 1;
            coverage.fired.extend(coverage.about.iter().cloned());
            if let Some(broken) = gained(lab, &walked) {
                return lab.violated(law, broken);
            }
        }
    }
    let stopped: Vec<String> = coverage.about.difference(&coverage.fired).map(|rule| format!("`{rule}`")).collect();
    if !stopped.is_empty() {
        return Verdict::not_reached(format!("no chain was walked to its end: {}", stopped.join(", ")));
    }
    coverage.near.clone_from(&coverage.fired);
    Verdict::Held { cases, coverage }
}

/// Chains of up to so many rules in which each takes what the one before it gives, and the first what the last gives.
fn circles(rules: &[Rule]) -> Vec<Vec<usize>> {
    let feeds: Vec<Vec<usize>> = rules
        .iter()
        .map(|rule| (0..rules.len()).filter(|next| rules.get(*next).is_some_and(|next| takes(rule, next))).collect())
        .collect();
    let mut found = Vec::new();
    let mut open: Vec<Vec<usize>> = (0..rules.len()).map(|at| vec![at]).collect();
    while let Some(chain) = open.pop() {
        let (Some(first), Some(last)) = (chain.first(), chain.last()) else { continue };
        for next in feeds.get(*last).into_iter().flatten() {
            if next == first {
                // It can be entered at any of its rules, and rounding is not the same from each.
                found
                    .extend((0..chain.len()).map(|turn| {
                        chain.iter().cycle().skip(turn).take(chain.len()).copied().collect::<Vec<usize>>()
                    }));
            } else if chain.len() < LONGEST && next > first && !chain.contains(next) {
                open.push([chain.clone(), vec![*next]].concat());
            }
        }
    }
    found.sort();
    found
}

/// Whether what one rule gives can be what another starts from.
fn takes(rule: &Rule, next: &Rule) -> bool {
    rule.to.iter().any(|effect| {
        let (Some((kind, name)), Some(amounts)) = (output_lot(effect), &effect.amounts) else { return false };
        let mut sources = next.from.iter().filter(|source| source.r#use != UseKind::Witness);
        sources.any(|source| {
            source.names(&Called::by_name(kind, &name)) && source.unit.as_ref().is_none_or(|unit| *unit == amounts.unit)
        })
    })
}

/// The applications of a circle, from so many quanta to what comes back; none where one of them is not granted.
fn walked(lab: &Lab<'_>, circle: &[usize], count: u64) -> Option<Vec<Facts>> {
    let mut facts = Vec::new();
    let mut carried: Option<OutcomeFact> = None;
    for at in circle {
        let mut step = lab.aim.base(&Scene { rule: *at, ..Scene::default() })?;
        let rule = lab.book.rules().get(*at)?;
        let place = rule.from.iter().position(|source| source.r#use != UseKind::Witness)?;
        let outcome = step.outcomes.get_mut(place)?;
        match carried.take() {
            Some(lot) => take_over(outcome, lot),
            None => {
                let quantum = lab.book.draft().framework.unit(&outcome.amount.unit)?.quantum;
                outcome.amount.credits = Credits::from_ten_thousandths(quantum.ten_thousandths().checked_mul(count)?)?;
                outcome.asked = outcome.amount.credits;
            }
        }
        let next = circle.iter().skip(facts.len() + 1).chain(circle.first()).next();
        let next = lab.book.rules().get(*next?)?;
        carried = made(lab, &step, rule, next);
        facts.push(step);
        carried.as_ref()?;
    }
    // What came back is shown as the start of another round.
    let mut again = facts.first()?.clone();
    let place =
        lab.book.rules().get(*circle.first()?)?.from.iter().position(|source| source.r#use != UseKind::Witness)?;
    take_over(again.outcomes.get_mut(place)?, carried?);
    facts.push(again);
    Some(facts)
}

/// Puts a lot that was made in the place of one that was made up.
fn take_over(outcome: &mut OutcomeFact, lot: OutcomeFact) {
    let id = outcome.id;
    *outcome = OutcomeFact { id, earned: outcome.earned, issuer: outcome.issuer.clone(), ..lot };
}

/// The lot that a rule makes for the next one.
fn made(lab: &Lab<'_>, facts: &Facts, rule: &Rule, next: &Rule) -> Option<OutcomeFact> {
    let Answer::Granted(grants) = lab.evaluate(facts).answer else { return None };
    let grant = grants.into_iter().find(|grant| grant.rule == rule.id)?;
    let template = facts.outcomes.first()?;
    let lots = rule.to.iter().zip(grant.outputs).filter_map(|(effect, output)| {
        let (kind, name) = output_lot(effect)?;
        let amount = output.amount.filter(|amount| !amount.credits.is_zero())?;
        Some(OutcomeFact {
            asked: amount.credits,
            code: name.code.clone(),
            content: None,
            grade: output.grade,
            kind,
            level: None,
            team: None,
            thing: name.thing(kind),
            tier: output.tier,
            valid_through: output.valid_through,
            amount,
            ..template.clone()
        })
    });
    let fits = |lot: &OutcomeFact| next.from.iter().any(|source| source.names(&lot.called()));
    lots.into_iter().find(fits)
}

/// Whether more came back than went in.
fn gained(lab: &Lab<'_>, walked: &[Facts]) -> Option<Broken> {
    let (first, last) = (walked.first()?, walked.last()?);
    let pairs = first.outcomes.iter().zip(&last.outcomes);
    let (start, end) = pairs
        .into_iter()
        .find(|(start, end)| start.amount.unit == end.amount.unit && start.amount.credits < end.amount.credits)?;
    let what = format!("{} become {}", start.amount, end.amount);
    Some(Broken { cases: walked.iter().map(|facts| lab.case(facts)).collect(), what })
}
