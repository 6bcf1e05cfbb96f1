//! Outcomes as if they had been taken, beside what the learner has.

use std::collections::{BTreeMap, BTreeSet};

use crate::advice::study::kinds::Kind;
use crate::credit::{Amount, Credits};
use crate::id::{EntryId, LotId};
use crate::planner::{Asset, AssetId, AttemptGroup, Holdings, Pass, Room};
use crate::registry::{OutcomeKind, OutcomeName, Thing};

/// An outcome of a kind, as large as it is.
#[derive(Clone)]
pub(super) struct Wish {
    pub(super) credits: Credits,
    pub(super) kind: usize,
}

/// The holdings with some outcomes that were wished for: each has a lot of its own, in the order of the wishes.
pub(super) struct Wished {
    pub(super) holdings: Holdings,
    pub(super) ids: Vec<AssetId>,
}

/// Adds outcomes, each as unlike as can be in one of several ways. Of those of one name only one counts, of what the learner
/// has of that name too.
pub(super) fn wished_so(holdings: &Holdings, kinds: &[Kind], wishes: &[Wish], way: usize) -> Wished {
    let mut wide = holdings.clone();
    let mut named = BTreeMap::<&OutcomeName, Vec<AssetId>>::new();
    let mut ids = Vec::new();
    let mut lots = (0_u16..).filter_map(|k| new_lot(holdings, k));
    for wish in wishes {
        let Some((kind, lot)) = kinds.get(wish.kind).zip(lots.next()) else { break };
        let asset = taken(kind, wish.credits, lot, way);
        if let Some(name) = &kind.name {
            named.entry(name).or_default().push(asset.id.clone());
        }
        ids.push(asset.id.clone());
        wide.assets.push(asset);
        wide.passed.extend(kind.needs.after.iter().map(|name| pass(name, holdings)));
    }
    for (name, ids) in named {
        attempted(&mut wide, name, ids);
    }
    Wished { holdings: wide, ids }
}

/// Of attempts of one name, those that are there and new ones, one counts.
fn attempted(holdings: &mut Holdings, name: &OutcomeName, new: Vec<AssetId>) {
    let mut old = BTreeMap::<_, Vec<AssetId>>::new();
    for asset in holdings.assets.iter().filter(|asset| !is_new(asset) && asset.called().is(name)) {
        old.entry(asset.id.lot().ok_or(&asset.id)).or_default().push(asset.id.clone());
    }
    let old: Vec<_> = old.into_values().collect();
    let is_of = |group: &AttemptGroup| group.attempts.iter().any(|attempt| old.contains(attempt));
    let (there, new) = (holdings.groups.iter().position(is_of), new.into_iter().map(|id| vec![id]));
    if let Some(group) = there.and_then(|at| holdings.groups.get_mut(at)) {
        group.attempts.extend(new);
        return;
    }
    let attempts: Vec<_> = old.into_iter().chain(new).collect();
    if attempts.len() > 1 {
        let owner = name.owner.clone().unwrap_or_else(|| holdings.own.clone());
        let thing = Thing { code: name.code.clone(), kind: OutcomeKind::Course, level: None, owner };
        holdings.groups.push(AttemptGroup { attempts, room: Room::One, thing });
    }
}

/// Whether an asset was put beside what the learner has.
pub(super) fn is_new(asset: &Asset) -> bool {
    asset.id.lot().is_some_and(|lot| lot.entry == EntryId::here(NEW))
}

/// The number of a line that no passbook has.
const NEW: u32 = u32::MAX;

/// A lot that is not there: of a line that no passbook has.
fn new_lot(holdings: &Holdings, k: u16) -> Option<LotId> {
    let lot = LotId::here(NEW, k);
    let is_there = holdings.assets.iter().any(|asset| asset.id.lot() == Some(lot));
    (!is_there).then_some(lot)
}

fn taken(kind: &Kind, credits: Credits, lot: LotId, way: usize) -> Asset {
    let other = way.checked_sub(1).and_then(|way| kind.others.get(way));
    let outcome = other.unwrap_or(&kind.outcome).clone();
    // What goes by no name is something new each time.
    let code = match &kind.name {
        None if outcome.thing.is_none() && outcome.code.as_str().ends_with("NEW") => {
            format!("{}{}", outcome.code, lot.k).parse().unwrap_or_else(|_| outcome.code.clone())
        }
        _ => outcome.code.clone(),
    };
    let amount = Amount { credits, unit: outcome.amount.unit.clone() };
    Asset { amount, code, id: AssetId::Lot { carried: Vec::new(), lot }, ..outcome }
}

fn pass(name: &OutcomeName, holdings: &Holdings) -> Pass {
    let owner = name.owner.clone();
    let thing = owner.map(|owner| Thing { code: name.code.clone(), kind: OutcomeKind::Course, level: None, owner });
    Pass { code: name.code.clone(), kind: OutcomeKind::Course, on: holdings.day, thing }
}

/// Sizes at which what is studied in a leaf may have to be cut: what is short of each quota, the rest, and nothing where an
/// outcome is asked for and no credit.
pub(super) fn cuts(study: Credits, short: &[Credits]) -> BTreeSet<Credits> {
    let rest = short.iter().filter_map(|short| study.minus(*short).ok());
    [Credits::ZERO, study].into_iter().chain(short.iter().copied()).chain(rest).collect()
}

/// Sizes of which every amount is made: one quantum, two, four and so on.
pub(super) fn powers(quantum: Credits, most: Credits) -> BTreeSet<Credits> {
    let double = |size: &Credits| size.plus(*size).ok().filter(|size| *size <= most);
    std::iter::successors(Some(quantum), double).take(64).collect()
}
