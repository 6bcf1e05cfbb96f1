//! The same holdings, told in another order or under other names.

use crate::id::LotId;
use crate::planner::{AssetId, Holdings, Relief};
use crate::testing::rules::Dice;

/// The same in another order.
pub fn shuffled(dice: &mut Dice, holdings: &Holdings) -> Holdings {
    let mut next = holdings.clone();
    shuffle(dice, &mut next.assets);
    shuffle(dice, &mut next.groups);
    for group in &mut next.groups {
        shuffle(dice, &mut group.attempts);
        group.attempts.iter_mut().for_each(|assets| shuffle(dice, assets));
    }
    shuffle(dice, &mut next.options);
    shuffle(dice, &mut next.limits);
    shuffle(dice, &mut next.passed);
    shuffle(dice, &mut next.reliefs);
    next
}

fn shuffle<T>(dice: &mut Dice, list: &mut [T]) {
    for at in 1..list.len() {
        list.swap(at, dice.below(at + 1));
    }
}

/// The same with other ids of lots: their order is turned round.
#[must_use]
pub fn renamed(holdings: &Holdings) -> Holdings {
    let other = |lot: LotId| LotId::here(1_000_u32.saturating_sub(lot.entry.n), u16::MAX.saturating_sub(lot.k));
    let asset = |id: &mut AssetId| {
        if let AssetId::Lot { lot, .. } = id {
            *lot = other(*lot);
        }
    };
    let mut next = holdings.clone();
    next.assets.iter_mut().for_each(|one| asset(&mut one.id));
    next.options.iter_mut().flat_map(|option| &mut option.takes).for_each(|one| asset(&mut one.asset));
    next.groups.iter_mut().flat_map(|group| &mut group.attempts).flatten().for_each(asset);
    for relief in &mut next.reliefs {
        if let Relief::Substitute { lot, .. } = relief {
            *lot = other(*lot);
        }
    }
    let made = next.options.iter_mut().flat_map(|option| &mut option.makes);
    for made in next.assets.iter_mut().chain(made).filter_map(|asset| asset.made.as_mut()) {
        made.lots.iter_mut().for_each(|lot| *lot = other(*lot));
    }
    next
}
