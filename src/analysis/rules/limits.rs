//! Limits that always block, and that never bind.

use std::collections::BTreeMap;

use crate::analysis::rules::copies::facts_of;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::order::ordered;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::credit::Credits;
use crate::document::Severity;
use crate::id::Code;
use crate::registry::{OutcomeName, UseKind};
use crate::rules::{Answer, Binds, Bound, Check, Hit, Limit, Measure, Per, Rule, RuleWorth, Taking, Verdict, What};

/// The rules that name a limit, and where they are.
type Claimants<'a> = Vec<(usize, &'a Rule)>;

pub(super) fn limits(ground: &mut Ground<'_>, other: &OutcomeName) {
    let book = ground.book;
    let mut named: BTreeMap<&Code, Claimants<'_>> = BTreeMap::new();
    for (place, rule) in book.rules().iter().enumerate() {
        for id in &rule.limits {
            named.entry(id).or_default().push((place, rule));
        }
    }
    for (id, claimants) in named {
        let Some(limit) = book.limit(id).filter(|limit| limit.binds == Binds::Recording) else { continue };
        for (place, rule) in &claimants {
            blocks(ground, limit, *place, rule, other);
        }
        ordered(ground, limit, &claimants, other);
        loose(ground, limit, &claimants);
    }
}

/// A rule that the limit alone refuses, with nothing recorded before.
fn blocks(ground: &mut Ground<'_>, limit: &Limit, place: usize, rule: &Rule, other: &OutcomeName) {
    if !too_low(limit, rule) {
        return;
    }
    let Some(tried) = facts_of(ground, rule, other).and_then(|facts| ground.attempt(facts)) else { return };
    let own =
        tried.candidates.iter().find(|candidate| candidate.rule == rule.id && candidate.verdict == Verdict::Failed);
    let limited = |check: &Check| matches!(check, Check::One(test) if test.what == What::Limit && test.of.as_ref().is_some_and(|of| of.code == limit.id));
    if !own.is_some_and(|candidate| candidate.checks.iter().any(limited)) || tried.case.answer != Answer::Refused {
        return;
    }
    let message =
        format!("`{}` can never be applied: the limit `{}` allows less than it gives at once", rule.id, limit.id);
    let remark = RuleRemark::new("A080", Severity::Warning, About::Rule(place), message).of([rule.id.clone()]);
    ground.tell(limit.id.to_string(), remark.shown([tried.case]));
}

/// Whether one application takes more than the limit allows, however little goes in.
fn too_low(limit: &Limit, rule: &Rule) -> bool {
    let most = match &limit.bound {
        Bound::Most(most) => *most,
        Bound::Share { share, .. } if share.is_zero() => Credits::ZERO,
        Bound::Share { .. } => return false,
    };
    if most.is_zero() {
        return true;
    }
    let used = rule.from.iter().filter(|source| source.r#use != UseKind::Witness).count();
    match limit.measure {
        Measure::Uses => most < Credits::ONE,
        Measure::Items => u64::try_from(used)
            .is_ok_and(|used| used.checked_mul(Credits::SCALE).is_some_and(|used| most.ten_thousandths() < used)),
        Measure::Credits => stated(rule).is_some_and(|credits| most < credits),
    }
}

/// What a rule gives if that is always the same.
fn stated(rule: &Rule) -> Option<Credits> {
    let [effect] = rule.to.as_slice() else { return None };
    let amounts = effect.amounts.as_ref().filter(|amounts| amounts.team.is_none())?;
    match amounts.worth {
        RuleWorth::Fixed(credits) => Some(amounts.most.map_or(credits, |most| credits.min(most))),
        _ => None,
    }
}

/// A limit by lot that nothing can reach.
fn loose(ground: &mut Ground<'_>, limit: &Limit, claimants: &[(usize, &Rule)]) {
    let Bound::Most(most) = &limit.bound else { return };
    let by_lot = limit.per.contains(&Per::Lot);
    let within = |rule: &Rule| match limit.measure {
        Measure::Credits => at_most(rule).is_some_and(|credits| credits <= *most),
        Measure::Items | Measure::Uses => *most >= Credits::ONE,
    };
    let below = |(_, rule): &(usize, &Rule)| {
        let once = rule.from.iter().all(|source| source.take == Taking::Whole && source.r#use == UseKind::Consume);
        let alone = ground.hit(&rule.group) != Some(Hit::Sum);
        once && alone && within(rule)
    };
    let at_once = match limit.measure {
        Measure::Credits => format!("no rule that names it gives more than {most} for one outcome"),
        Measure::Items | Measure::Uses => "each rule that names it uses up the outcome whole".to_owned(),
    };
    if by_lot && claimants.iter().all(below) {
        let message = format!("the limit `{}` never binds: {at_once}", limit.id);
        let remark = RuleRemark::new("A081", Severity::Warning, About::Limit(limit.id.clone()), message);
        ground.tell(limit.id.to_string(), remark.of(claimants.iter().map(|(_, rule)| rule.id.clone())));
    }
}

/// The most that a rule gives in one application, over all its effects.
fn at_most(rule: &Rule) -> Option<Credits> {
    let amounts = rule.to.iter().filter_map(|effect| effect.amounts.as_ref());
    let most = amounts.map(|amounts| match (&amounts.worth, amounts.most) {
        (_, Some(most)) => Some(most),
        (RuleWorth::Fixed(credits), None) => Some(*credits),
        (RuleWorth::Table { steps, .. }, None) => steps.iter().map(|step| step.credits).max(),
        (RuleWorth::Rate(_), None) => None,
    });
    most.into_iter().try_fold(Credits::ZERO, |sum, most| sum.plus(most?).ok())
}
