//! Which tiers an outcome may have for a rule to take it.

use std::cmp::Ordering;

use crate::analysis::rules::span::Choice;
use crate::registry::{Tier, UseKind};
use crate::rules::{Effect, Rule, RuleBook, Source, Target, TierMove};

/// The tiers that a source names and from which the rule may move credit. None where there are none.
pub(super) fn tiers_for(book: &RuleBook, rule: &Rule, source: &Source) -> Option<Choice<Tier>> {
    let named = Tier::ALL.iter().copied().filter(|tier| source.tiers.is_empty() || source.tiers.contains(tier));
    let free = source.r#use == UseKind::Witness;
    let may = |tier: &Tier| free || rule.to.iter().all(|effect| may_move(book, source, effect, *tier));
    let tiers: Vec<Tier> = named.filter(may).collect();
    (!tiers.is_empty()).then(|| Choice::of(&tiers))
}

/// Whether credit of that tier may become what the effect gives.
pub(super) fn may_move(book: &RuleBook, source: &Source, effect: &Effect, tier: Tier) -> bool {
    let (Some(to), false) = (effect.tier, effect.target == Target::Denial) else { return true };
    let policy = &book.draft().tiers;
    let word = match to.cmp(&tier) {
        Ordering::Less => policy.down,
        Ordering::Equal => policy.level,
        Ordering::Greater => policy.up,
    };
    match word {
        TierMove::Any => true,
        TierMove::Deny => false,
        TierMove::Named => !source.codes.is_empty() && !matches!(effect.target, Target::Category(_)),
    }
}
