//! Detours past the tier policy: credit that no rule may move up directly, moved by way of a category, or of a course that
//! any other may become.

use crate::analysis::rules::case::Case;
use crate::analysis::rules::copies::facts_of;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::made::{LotClass, output_lot};
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::document::Severity;
use crate::registry::{OutcomeKind, OutcomeName, Tier};
use crate::rules::{Effect, Rule, Target, TierMove};

/// A rule that makes credits of a category, or of a course out of any, at a tier.
struct Pool<'a> {
    rule: &'a Rule,
    made: LotClass,
}

pub(super) fn detours(ground: &mut Ground<'_>, other: &OutcomeName) {
    if ground.book.draft().tiers.up == TierMove::Any {
        return;
    }
    let pools: Vec<Pool<'_>> = ground.book.rules().iter().flat_map(pools).collect();
    if pools.is_empty() {
        return;
    }
    for (place, rule) in ground.book.rules().iter().enumerate() {
        for source in &rule.from {
            let up = |pool: &&Pool<'_>| {
                let higher = rule
                    .to
                    .iter()
                    .any(|effect| matches!(effect.target, Target::Course(_)) && effect.tier > Some(pool.made.tier));
                higher && pool.made.fits(ground.book, rule, source)
            };
            if let Some(pool) = pools.iter().find(up) {
                two_steps(ground, pool, place, rule, other);
            }
        }
    }
}

fn pools(rule: &Rule) -> Vec<Pool<'_>> {
    let open = rule.from.iter().any(|source| source.codes.is_empty());
    let forgets = |effect: &&Effect| match effect.target {
        Target::Category(_) => true,
        Target::Course(_) => open,
        Target::Denial | Target::Exemption(_) => false,
    };
    rule.to.iter().filter(forgets).filter_map(LotClass::of).map(|made| Pool { rule, made }).collect()
}

/// First into the category, then out of it to a course of a higher tier: both are evaluated.
fn two_steps(ground: &mut Ground<'_>, pool: &Pool<'_>, place: usize, rule: &Rule, other: &OutcomeName) {
    let Some(into) = granted(ground, pool.rule, other) else { return };
    let Some(out) = granted(ground, rule, &pool.made.name) else { return };
    let from = into.facts.outcomes.iter().map(|outcome| outcome.tier).min();
    let effect = rule.to.iter().find(|effect| matches!(effect.target, Target::Course(_)));
    let (Some(from), Some(to), Some(effect)) = (from, effect.and_then(|effect| effect.tier), effect) else { return };
    let Some((_, course)) = output_lot(effect) else { return };
    let (what, forgets) = match pool.made.kind {
        OutcomeKind::Converted => ("category", "category"),
        _ => ("course", "course that any other may become"),
    };
    let message = format!(
        "by way of the {what} `{}`, credit of the tier `{from}` becomes the {to} course `{course}`: `{}`, then `{}`",
        pool.made.name, pool.rule.id, rule.id
    );
    let help = format!("credit may move up only by a rule that names the course it comes from; a {forgets} forgets it");
    let remark = RuleRemark::new("A110", Severity::Warning, About::Rule(place), message);
    let rules = [pool.rule.id.clone(), rule.id.clone()];
    ground.tell(Tier::as_str(to), remark.of(rules).shown([into, out]).help(help));
}

fn granted(ground: &mut Ground<'_>, rule: &Rule, other: &OutcomeName) -> Option<Case> {
    let facts = facts_of(ground, rule, other)?;
    let case = ground.attempt(facts)?.case;
    (!case.outputs().is_empty()).then_some(case)
}
