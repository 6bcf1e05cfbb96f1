//! Brings a sound draft into the one order that means the same: what is the same book is the same value.

use crate::credit::Rounding;
use crate::document::set;
use crate::id::UnitId;
use crate::registry::Tier;
use crate::rules::clause::{Amounts, Effect, RuleWorth, Target};
use crate::rules::draft::{Consortium, Limit, Rule, RuleBookDraft, UnitTier};
use crate::rules::source::Source;
use crate::rules::words::{Rest, RoundAt};

/// Sorts all lists whose order means nothing, drops what is in them twice, and fills in the tiers of effects. The
/// order of sources, needs, effects, reviews and steps stays.
pub(crate) fn normalise(draft: &mut RuleBookDraft) {
    draft.clauses.sort_by(|a, b| a.id.cmp(&b.id));
    draft.consortia.sort_by(|a, b| a.id.cmp(&b.id));
    draft.groups.sort_by(|a, b| a.id.cmp(&b.id));
    draft.limits.sort_by(|a, b| a.id.cmp(&b.id));
    draft.rules.sort_by(|a, b| (&a.id, a.valid.from).cmp(&(&b.id, b.valid.from)));
    draft.waivers.sort_by(|a, b| a.law.cmp(&b.law));
    draft.unit_tiers.sort_by(|a, b| a.unit.cmp(&b.unit));
    set(&mut draft.never);
    draft.consortia.iter_mut().for_each(consortium);
    draft.limits.iter_mut().for_each(limit);
    for each in &mut draft.rules {
        rule(each, &draft.unit_tiers);
    }
}

fn consortium(consortium: &mut Consortium) {
    set(&mut consortium.issuers);
    set(&mut consortium.receivers);
}

fn limit(limit: &mut Limit) {
    set(&mut limit.per);
    set(&mut limit.windows);
}

fn rule(rule: &mut Rule, tiers: &[UnitTier]) {
    set(&mut rule.limits);
    set(&mut rule.overrides);
    rule.from.iter_mut().for_each(source);
    for each in &mut rule.to {
        effect(each, tiers);
    }
}

fn source(source: &mut Source) {
    set(&mut source.codes);
    set(&mut source.contents);
    set(&mut source.issuers);
    set(&mut source.not_issuers);
    set(&mut source.reserved_by);
    set(&mut source.tiers);
}

fn effect(effect: &mut Effect, tiers: &[UnitTier]) {
    if effect.tier.is_none() && effect.target != Target::Denial {
        effect.tier = effect.amounts.as_ref().and_then(|amounts| tier_of(&amounts.unit, tiers));
    }
    if let Some(amounts) = effect.amounts.as_mut().filter(|amounts| !is_rounded(amounts)) {
        (amounts.round, amounts.at, amounts.rest) = (Rounding::Exact, RoundAt::Application, Rest::Forfeit);
    }
}

/// Whether the worth may be no whole number of quanta, and is rounded. A fixed amount and those of a table are whole.
pub(super) const fn is_rounded(amounts: &Amounts) -> bool {
    matches!(amounts.worth, RuleWorth::Rate(_)) || amounts.team.is_some()
}

/// The tier of a unit, in a list sorted by units.
pub(crate) fn tier_of(unit: &UnitId, tiers: &[UnitTier]) -> Option<Tier> {
    let at = tiers.binary_search_by(|tier| tier.unit.cmp(unit)).ok()?;
    tiers.get(at).map(|tier| tier.tier)
}
