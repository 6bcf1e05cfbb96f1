//! Random open conversions.

use std::collections::BTreeSet;

use crate::credit::Amount;
use crate::id::Code;
use crate::planner::{Asset, AssetId, OpenConversion, Use};
use crate::registry::OutcomeKind;
use crate::testing::planner::Instance;
use crate::testing::planner::small::Size;
use crate::testing::planner::small::lots::{asset, made};
use crate::testing::planner::small::world::{TODAY, in_quanta, quanta};
use crate::testing::rules::Dice;

/// The same with some open conversions.
pub(super) fn with_options(dice: &mut Dice, instance: &Instance, size: Size) -> Option<Instance> {
    let count = if dice.chance(110) { dice.below(size.options) + 1 } else { 0 };
    let mut options = Vec::new();
    for number in 0..count.min(size.options) {
        options.push(option(dice, instance, &format!("o{number}"))?);
    }
    if let [first, second, ..] = &mut options[..]
        && dice.chance(90)
    {
        first.not_with.push(BTreeSet::from([second.id.clone()]));
    }
    Some(instance.bringing(|holdings| holdings.options.clone_from(&options)))
}

fn option(dice: &mut Dice, instance: &Instance, id: &str) -> Option<OpenConversion> {
    let id: Code = id.parse().ok()?;
    let from = dice.pick(&instance.holdings.assets)?;
    let takes = vec![Use { asset: from.id.clone(), credits: part_of(dice, &from)? }];
    let approvals = dice.pick(&[1, 2, 3])?;
    let mut makes = asset(dice, AssetId::Made { k: 0, option: id.clone() })?;
    makes.amount = Amount { credits: quanta(dice.pick(&[2, 1, 3, 4])?)?, unit: "c".parse().ok()? };
    makes.earned = TODAY.parse().ok()?;
    makes.kind = OutcomeKind::Converted;
    makes.made = Some(made(dice, id.as_str())?);
    Some(OpenConversion { approvals, id, makes: vec![makes], not_with: Vec::new(), takes })
}

/// All of an asset, or some of it.
fn part_of(dice: &mut Dice, asset: &Asset) -> Option<crate::credit::Credits> {
    let all = asset.amount.credits;
    if dice.chance(100) { quanta(dice.below(in_quanta(all)) + 1) } else { Some(all) }
}
