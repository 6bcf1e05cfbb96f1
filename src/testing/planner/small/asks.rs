//! Leasts and mosts, near to what one way of counting gives.

use std::collections::BTreeMap;

use crate::id::Code;
use crate::planner::AssetId;
use crate::programme::{Ask, Part, Programme};
use crate::testing::planner::Instance;
use crate::testing::planner::small::world::{in_quanta, quanta};
use crate::testing::reference::planner::eligible;
use crate::testing::rules::Dice;

/// What counts in each leaf in a way that was drawn: quanta and assets.
type Drawn = BTreeMap<Code, (usize, usize)>;

/// The same with leasts and mosts.
pub(super) fn with_asks(dice: &mut Dice, instance: &Instance) -> Option<Instance> {
    let drawn = drawn(dice, instance)?;
    let programme = instance.programme()?;
    let mut asks: BTreeMap<Code, Ask> = BTreeMap::new();
    for part in &programme.parts {
        let inside = within(programme, part);
        let sum = inside.iter().filter_map(|id| drawn.get(*id)).fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        asks.insert(part.id.clone(), ask(dice, part, sum)?);
    }
    let main = programme.parts.iter().filter(|part| part.is_leaf() && !part.overlay);
    let total: usize = main.filter_map(|part| drawn.get(&part.id)).map(|one| one.0).sum();
    let whole = Ask {
        least: quanta(near(dice, total)?),
        most: dice.maybe(20, |dice| quanta(total + dice.below(2) + 1))?,
        ..Ask::default()
    };
    Some(instance.with(|programme| {
        let choose = programme.ask.choose;
        programme.ask = Ask { choose, ..whole.clone() };
        for part in &mut programme.parts {
            let choose = part.ask.choose;
            part.ask = Ask { choose, ..asks.get(&part.id).cloned().unwrap_or_default() };
        }
    }))
}

/// A way of counting: every asset in one of the leaves in which it can.
fn drawn(dice: &mut Dice, instance: &Instance) -> Option<Drawn> {
    let eligible = eligible(&instance.programmes, &instance.id, &instance.holdings);
    let mut drawn = Drawn::new();
    for asset in &instance.holdings.assets {
        let leaves: Vec<&Code> = eligible.iter().filter(|(id, _)| *id == asset.id).map(|(_, leaf)| leaf).collect();
        let Some(leaf) = dice.one_of(&leaves).filter(|_| matches!(asset.id, AssetId::Lot { .. })) else { continue };
        let (credits, items) = drawn.entry((*leaf).clone()).or_default();
        let size = if asset.amount.unit.as_str() == "c" { in_quanta(asset.amount.credits) } else { 0 };
        (*credits, *items) = (*credits + size, *items + 1);
    }
    Some(drawn)
}

/// The leaf itself, or the leaves in a group.
fn within<'a>(programme: &'a Programme, part: &'a Part) -> Vec<&'a Code> {
    let mut inside = vec![&part.id];
    for _ in &programme.parts {
        let children = programme.parts.iter().filter(|one| one.within.as_ref().is_some_and(|id| inside.contains(&id)));
        inside.extend(children.map(|one| &one.id).filter(|id| !inside.contains(id)).collect::<Vec<_>>());
    }
    inside
}

/// About as much: rarely one more, sometimes one less.
fn near(dice: &mut Dice, sum: usize) -> Option<usize> {
    let by = dice.pick(&[0, 0, 0, 1, 1, 2])?;
    Some(if dice.chance(40) { sum + 1 } else { sum.saturating_sub(by) })
}

fn ask(dice: &mut Dice, part: &Part, sum: (usize, usize)) -> Option<Ask> {
    let mut ask = Ask::default();
    let group = !part.is_leaf();
    if dice.chance(if group { 90 } else { 210 }) {
        let least = if group && part.ask.choose.is_some() { sum.0 / 2 } else { sum.0 };
        ask.least = quanta(near(dice, least)?);
    }
    if dice.chance(60) {
        ask.most = quanta(ask.least.map_or(sum.0, in_quanta).max(1) + dice.below(3));
    }
    if !part.split && dice.chance(60) && part.ask.choose.is_none() {
        let items = u32::try_from(near(dice, sum.1)?).ok()?;
        if dice.chance(140) {
            ask.least_items = Some(items);
        }
        if ask.least_items.is_none() || dice.chance(60) {
            ask.most_items = Some(items.max(1));
        }
    }
    Some(ask)
}
