//! Where one asset can count: every way.

use std::collections::BTreeSet;

use crate::testing::reference::planner::case::{Case, Thing};
use crate::testing::reference::planner::picks::counts_in;

/// One way to count one asset. Amounts are quanta; of an asset of size 0 they are ones.
#[derive(Clone, Default)]
pub(super) struct Placing {
    /// How much twice, by sharing.
    pub(super) shared: Vec<(usize, i64)>,
    /// How much in which leaf.
    pub(super) uses: Vec<(usize, i64)>,
}

/// Every way to count an asset in the leaves that are taken, in all lanes together.
pub(super) fn placings(case: &Case<'_>, thing: &Thing<'_>, taken: &BTreeSet<usize>) -> Vec<Placing> {
    let leaves = case
        .parts()
        .filter(|(at, part)| part.is_leaf() && taken.contains(&(at + 1)) && counts_in(case, thing, *at, part));
    let leaves: Vec<usize> = leaves.map(|(at, _)| at).collect();
    let lanes: BTreeSet<usize> = leaves.iter().map(|leaf| case.lane(*leaf)).collect();
    let mut all = vec![Placing::default()];
    for lane in lanes {
        let leaves: Vec<usize> = leaves.iter().copied().filter(|leaf| case.lane(*leaf) == lane).collect();
        let here = in_lane(case, thing, &leaves);
        let joined = all.iter().flat_map(|one| here.iter().map(move |other| both(one, other)));
        all = joined.collect();
    }
    all
}

fn both(one: &Placing, other: &Placing) -> Placing {
    let chained = |left: &[(usize, i64)], right: &[(usize, i64)]| left.iter().chain(right).copied().collect();
    Placing { shared: chained(&one.shared, &other.shared), uses: chained(&one.uses, &other.uses) }
}

fn in_lane(case: &Case<'_>, thing: &Thing<'_>, leaves: &[usize]) -> Vec<Placing> {
    let mut all = vec![Placing::default()];
    for leaf in leaves {
        let amounts = amounts(case, thing, *leaf);
        all = all.iter().flat_map(|one| amounts.iter().map(|amount| with_use(one, *leaf, *amount))).collect();
    }
    for sharing in 0..case.programme.sharing.len() {
        let shared = |one: &Placing| shares(case, thing, one, sharing);
        all = all
            .iter()
            .flat_map(|one| shared(one).into_iter().map(|amount| with_shared(one, sharing, amount)))
            .collect();
    }
    all.retain(|one| is_lawful(thing, one) && counts_at_most_twice(case, one));
    all
}

/// All of it or nothing; where the leaf splits, any number of quanta.
fn amounts(case: &Case<'_>, thing: &Thing<'_>, leaf: usize) -> Vec<i64> {
    let split = case.part(leaf + 1).is_some_and(|part| part.split);
    if split { (0..=thing.size).collect() } else { vec![0, thing.size.max(1)] }
}

fn with_use(one: &Placing, leaf: usize, amount: i64) -> Placing {
    let mut next = one.clone();
    next.uses.extend((amount > 0).then_some((leaf, amount)));
    next
}

fn with_shared(one: &Placing, sharing: usize, amount: i64) -> Placing {
    let mut next = one.clone();
    next.shared.extend((amount > 0).then_some((sharing, amount)));
    next
}

/// How much can be shared by a sharing: up to the smaller of what counts in the two parts; all of it or nothing where
/// no leaf of them splits.
fn shares(case: &Case<'_>, thing: &Thing<'_>, one: &Placing, sharing: usize) -> Vec<i64> {
    let most = most_shared(case, one, sharing);
    let is_whole = is_shared_whole(case, thing, sharing);
    (0..=most).filter(|amount| !is_whole || *amount == 0 || *amount == thing.size.max(1)).collect()
}

/// The smaller of what counts in the two parts.
fn most_shared(case: &Case<'_>, one: &Placing, sharing: usize) -> i64 {
    let Some(sharing) = case.programme.sharing.get(sharing) else { return 0 };
    let inside = |id| {
        let place = case.place(Some(id));
        one.uses.iter().filter(|(leaf, _)| case.is_in(*leaf, place)).map(|(_, amount)| amount).sum::<i64>()
    };
    inside(&sharing.between.0).min(inside(&sharing.between.1))
}

/// Whether no quantum counts more than once, sharing apart, and none that was taken; and whether at most all of it
/// counts twice.
fn is_lawful(thing: &Thing<'_>, one: &Placing) -> bool {
    let whole = thing.size.max(1);
    let total = |list: &[(usize, i64)]| list.iter().map(|(_, amount)| amount).sum::<i64>();
    let (used, shared) = (total(&one.uses), total(&one.shared));
    shared <= whole && (used == 0 || used - shared + thing.taken <= whole)
}

/// Whether no quantum that is shared by one sharing is shared by another too: then it would count in a third part.
fn counts_at_most_twice(case: &Case<'_>, one: &Placing) -> bool {
    let shared_ends = || one.shared.iter().flat_map(|(sharing, amount)| ends(case, *sharing).map(|end| (end, *amount)));
    let is_kept = |side: usize| {
        let within = |end: usize| end.checked_sub(1).is_some_and(|part| case.is_in(part, side));
        let shared: i64 = shared_ends().filter(|(end, _)| within(*end)).map(|(_, amount)| amount).sum();
        let used: i64 = one.uses.iter().filter(|(leaf, _)| case.is_in(*leaf, side)).map(|(_, amount)| amount).sum();
        shared <= used
    };
    shared_ends().all(|(side, _)| is_kept(side))
}

impl Placing {
    /// How much counts in a place, once.
    pub(super) fn in_place(&self, case: &Case<'_>, place: usize) -> i64 {
        let used = self.uses.iter().filter(|(leaf, _)| case.is_in(*leaf, place)).map(|(_, amount)| amount);
        let shared = self.shared.iter().filter(|(sharing, _)| is_within(case, *sharing, place));
        used.sum::<i64>() - shared.map(|(_, amount)| amount).sum::<i64>()
    }

    /// Whether anything of the asset counts or is taken.
    pub(super) fn binds(&self, thing: &Thing<'_>) -> bool {
        !self.uses.is_empty() || thing.taken > 0
    }

    /// How much of the asset is bound, in ten-thousandths of its own unit: of the lanes the most that counts in one, and
    /// what conversions take.
    pub(super) fn bound(&self, case: &Case<'_>, thing: &Thing<'_>) -> i64 {
        let lanes: BTreeSet<usize> = self.uses.iter().map(|(leaf, _)| case.lane(*leaf)).collect();
        let counted = |lane: &usize| {
            let used = self.uses.iter().filter(|(leaf, _)| case.lane(*leaf) == *lane).map(|(_, amount)| amount);
            let of_lane = |sharing: usize| ends(case, sharing).all(|end| case.lane_of(end) == *lane);
            let shared = self.shared.iter().filter(|(sharing, _)| of_lane(*sharing)).map(|(_, amount)| amount);
            used.sum::<i64>() - shared.sum::<i64>()
        };
        let most = lanes.iter().map(counted).max().unwrap_or(0);
        let whole = || i64::try_from(thing.asset.amount.credits.ten_thousandths()).unwrap_or(i64::MAX);
        thing.gone + if thing.size > 0 { case.ten_thousandths(most) } else { most * whole() }
    }

    /// How many items it is in a place: one for each leaf that does not split, and one less for each pair that shares it.
    pub(super) fn items_in(&self, case: &Case<'_>, thing: &Thing<'_>, place: usize) -> i64 {
        let whole = |leaf: usize| case.part(leaf + 1).is_some_and(|part| !part.split);
        let used = self.uses.iter().filter(|(leaf, _)| whole(*leaf) && case.is_in(*leaf, place)).count();
        let once = |sharing: usize| is_within(case, sharing, place) && is_shared_whole(case, thing, sharing);
        let shared = self.shared.iter().filter(|(sharing, _)| once(*sharing)).count();
        i64::try_from(used).unwrap_or(i64::MAX) - i64::try_from(shared).unwrap_or(i64::MAX)
    }
}

/// The places of the two parts of a sharing.
fn ends(case: &Case<'_>, sharing: usize) -> impl Iterator<Item = usize> {
    let ends = case.programme.sharing.get(sharing).map(|one| [&one.between.0, &one.between.1]);
    ends.into_iter().flatten().map(|id| case.place(Some(id)))
}

/// Whether both parts of a sharing are in a place.
fn is_within(case: &Case<'_>, sharing: usize, place: usize) -> bool {
    ends(case, sharing).all(|end| end.checked_sub(1).is_some_and(|part| case.is_in(part, place)))
}

/// Whether no leaf of the two parts of a sharing, of those in which the asset counts, splits.
fn is_shared_whole(case: &Case<'_>, thing: &Thing<'_>, sharing: usize) -> bool {
    let ends: Vec<usize> = ends(case, sharing).collect();
    let inside = |at: usize| ends.iter().any(|end| case.is_in(at, *end));
    let mut leaves =
        case.parts().filter(|(at, part)| part.is_leaf() && inside(*at) && counts_in(case, thing, *at, part));
    leaves.all(|(_, part)| !part.split)
}
