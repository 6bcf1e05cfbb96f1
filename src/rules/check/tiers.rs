//! Checks the tiers of what a rule gives against the book's tier policy.

use std::cmp::Ordering;

use crate::document::At;
use crate::registry::{Tier, UseKind};
use crate::rules::check::checks::Checks;
use crate::rules::clause::{Effect, Target};
use crate::rules::draft::Rule;
use crate::rules::source::Source;
use crate::rules::words::TierMove;

impl Checks<'_> {
    pub(super) fn tier(&mut self, effect: &Effect, rule: &Rule, at: At<'_>) {
        let unit = effect.amounts.as_ref().map(|amounts| &amounts.unit);
        let Some(tier) = effect.tier.or_else(|| unit.and_then(|unit| self.tier_of(unit))) else {
            return self.no_tier(effect, at);
        };
        for source in rule.from.iter().filter(|source| source.r#use != UseKind::Witness) {
            self.moves(source, &effect.target, tier, at);
        }
    }

    fn no_tier(&mut self, effect: &Effect, at: At<'_>) {
        let (message, help) = match &effect.amounts {
            // That there is no such unit, or no amount, is told elsewhere.
            Some(amounts) if self.draft.framework.unit(&amounts.unit).is_none() => return,
            None if !matches!(effect.target, Target::Exemption(_)) => return,
            Some(amounts) => (
                format!("at which tier does it count? the unit `{}` has none", amounts.unit),
                "add `tier` to the effect, or to the unit if all credits in it count at one tier",
            ),
            None => ("at which tier does the exemption count?".to_owned(), "add `tier` to the effect"),
        };
        self.advise("B021", at, message, help);
    }

    /// Where a source says its tiers, each of them must be allowed to move to that of the effect.
    fn moves(&mut self, source: &Source, target: &Target, to: Tier, at: At<'_>) {
        let named = !source.codes.is_empty() && !matches!(target, Target::Category(_));
        for from in &source.tiers {
            let (policy, key) = match to.cmp(from) {
                Ordering::Less => (self.draft.tiers.down, "down"),
                Ordering::Equal => (self.draft.tiers.level, "level"),
                Ordering::Greater => (self.draft.tiers.up, "up"),
            };
            let (wrong, help) = match policy {
                TierMove::Any => continue,
                TierMove::Named if named => continue,
                TierMove::Named => (
                    "goes only from outcomes named by their codes to a course",
                    "list `codes` in the source, and give a `course`, or change",
                ),
                TierMove::Deny => ("does not go", "take the tier out of the source, or change"),
            };
            let message = format!("from tier `{from}` to `{to}` credit {wrong}");
            let help = format!("{help} `{key} = \"{policy}\"` in `tiers` of the book");
            self.advise("B022", at, message, help);
        }
    }
}
