//! Random groups of attempts, of which only so much may be taken.

use crate::credit::{Amount, Credits};
use crate::id::LotId;
use crate::planner::{Asset, AssetId, AttemptGroup, Room};
use crate::registry::{OutcomeKind, Thing};
use crate::testing::planner::Instance;
use crate::testing::planner::small::world::{DAYS, GRADES, in_quanta, quanta};
use crate::testing::reference::planner::eligible;
use crate::testing::rules::Dice;

/// The same with some groups of attempts, as likely as not: now retakes are added to what is there, now what is there
/// is put together.
pub fn with_groups(dice: &mut Dice, instance: &Instance) -> Option<Instance> {
    let mut with = instance.clone();
    for number in 0..dice.pick(&[0, 1, 0, 1, 2])? {
        let thing: Thing = format!("course T:{number}@OWN").parse().ok()?;
        let attempts = if dice.chance(100) { retaken(dice, &mut with)? } else { together(dice, &with)? };
        if attempts.is_empty() {
            continue;
        }
        with.holdings.groups.push(AttemptGroup { room: room(dice, &with, &attempts)?, attempts, thing });
        if dice.chance(60) {
            another(dice, &mut with)?;
        }
    }
    Some(with)
}

/// The assets, those that count somewhere first.
fn assets(instance: &Instance) -> Vec<Asset> {
    let counts = eligible(&instance.programmes, &instance.id, &instance.holdings);
    let made = instance.holdings.options.iter().flat_map(|option| &option.makes);
    let mut all: Vec<Asset> = instance.holdings.assets.iter().chain(made).cloned().collect();
    all.sort_by_key(|asset| !counts.iter().any(|(id, _)| *id == asset.id));
    all
}

/// An attempt that is there, and one or two more like it but for amount, grade and day.
fn retaken(dice: &mut Dice, instance: &mut Instance) -> Option<Vec<Vec<AssetId>>> {
    let all = assets(instance);
    let Some(first) = all.get(dice.below(all.len().min(3))) else { return Some(Vec::new()) };
    let mut attempts = vec![vec![first.id.clone()]];
    for _ in 0..dice.pick(&[1, 1, 2])? {
        let k = u16::try_from(instance.holdings.assets.len()).ok()?;
        let mut next = first.clone();
        next.id = AssetId::Lot { carried: Vec::new(), lot: LotId::here(3, k) };
        if matches!(first.id, AssetId::Made { .. }) {
            (next.kind, next.made) = (OutcomeKind::Course, None);
        }
        if next.amount.unit.as_str() == "c" {
            next.amount.credits = quanta(dice.pick(&[2, 1, 3, 4])?)?;
        }
        next.earned = dice.read(&DAYS)?;
        next.grade = dice.maybe(200, |dice| dice.read(&GRADES))?;
        attempts.push(vec![next.id.clone()]);
        instance.holdings.assets.push(next);
    }
    Some(attempts)
}

/// Some of what is there, sometimes two assets as one attempt.
fn together(dice: &mut Dice, instance: &Instance) -> Option<Vec<Vec<AssetId>>> {
    let mut all = assets(instance);
    let mut attempts: Vec<Vec<AssetId>> = Vec::new();
    for _ in 0..dice.pick(&[2, 3, 2, 4])?.min(all.len()) {
        // What counts somewhere stands first: it is drawn more often.
        let at = dice.below(all.len()).min(dice.below(all.len()));
        let id = all.remove(at).id;
        match attempts.last_mut() {
            Some(last) if dice.chance(60) => last.push(id),
            _ => attempts.push(vec![id]),
        }
    }
    if dice.chance(24) {
        let nowhere = AssetId::Lot { carried: Vec::new(), lot: LotId::here(9, 9) };
        attempts.push(vec![nowhere]);
    }
    Some(attempts)
}

/// Room for one attempt, for so many, or for so much, near to what there is.
fn room(dice: &mut Dice, instance: &Instance, attempts: &[Vec<AssetId>]) -> Option<Room> {
    let items = attempts.len();
    Some(match dice.below(8) {
        0..=3 => Room::One,
        4 => Room::Items(u32::try_from(dice.pick(&[items.saturating_sub(1), 1, 0, 2])?).ok()?),
        5 => Room::Credits(Amount { credits: "3".parse().ok()?, unit: "h".parse().ok()? }),
        _ => {
            let own = assets(instance).into_iter().filter(|asset| attempts.iter().flatten().any(|id| *id == asset.id));
            let own = own.filter(|asset| asset.amount.unit.as_str() == "c");
            let all: usize = own.map(|asset| in_quanta(asset.amount.credits)).sum();
            let credits: Credits = quanta(all.saturating_sub(dice.pick(&[1, 2, 3, 4])?))?;
            Room::Credits(Amount { credits, unit: "c".parse().ok()? })
        }
    })
}

/// Another group of the same attempts, or of all but the first: as of one run, or of all runs.
fn another(dice: &mut Dice, instance: &mut Instance) -> Option<()> {
    let last = instance.holdings.groups.last()?.clone();
    let fewer = last.attempts.len() > 2 && dice.chance(128);
    let attempts = if fewer { last.attempts.get(1..)?.to_vec() } else { last.attempts };
    let room = room(dice, instance, &attempts)?;
    instance.holdings.groups.push(AttemptGroup { attempts, room, thing: last.thing });
    Some(())
}
