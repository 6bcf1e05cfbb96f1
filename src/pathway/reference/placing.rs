//! Where one asset can count: every way.

use std::collections::BTreeSet;

use crate::pathway::reference::case::{Case, Thing};
use crate::pathway::reference::picks::counts_in;

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
        all = all
            .iter()
            .flat_map(|one| (0..=most_shared(case, one, sharing)).map(|s| with_shared(one, sharing, s)))
            .collect();
    }
    all.retain(|one| is_lawful(thing, one));
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

impl Placing {
    /// How much counts in a place, once.
    pub(super) fn in_place(&self, case: &Case<'_>, place: usize) -> i64 {
        let used = self.uses.iter().filter(|(leaf, _)| case.is_in(*leaf, place)).map(|(_, amount)| amount);
        let shared = self.shared.iter().filter(|(sharing, _)| {
            let ends = case.programme.sharing.get(*sharing).map(|one| [&one.between.0, &one.between.1]);
            ends.is_some_and(|ends| ends.into_iter().all(|id| case.is_in(case.place(Some(id)) - 1, place)))
        });
        used.sum::<i64>() - shared.map(|(_, amount)| amount).sum::<i64>()
    }

    /// Whether it counts as an item in a place: all of it in a leaf that does not split.
    pub(super) fn is_item_in(&self, case: &Case<'_>, place: usize) -> bool {
        let whole = |leaf: usize| case.part(leaf + 1).is_some_and(|part| !part.split);
        self.uses.iter().any(|(leaf, _)| whole(*leaf) && case.is_in(*leaf, place))
    }
}
