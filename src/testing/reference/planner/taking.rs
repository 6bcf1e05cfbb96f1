//! Which parts are taken: every way to choose.

use std::collections::BTreeSet;

use crate::testing::reference::planner::case::Case;

/// Every lawful set of places that are taken.
pub(super) fn ways(case: &Case<'_>) -> Vec<BTreeSet<usize>> {
    let free: Vec<usize> = case.parts().filter(|(_, part)| is_free(case, part)).map(|(at, _)| at + 1).collect();
    let mut ways: Vec<BTreeSet<usize>> =
        subsets(&free).iter().filter_map(|chosen| taken(case, &free, chosen)).collect();
    ways.retain(|taken| chooses_enough(case, taken));
    ways
}

/// Every set of some of these.
pub(super) fn subsets<T: Copy + Ord>(all: &[T]) -> Vec<BTreeSet<T>> {
    let mut sets = vec![BTreeSet::new()];
    for one in all {
        let with: Vec<_> = sets.iter().map(|set| set.iter().copied().chain([*one]).collect()).collect();
        sets.extend::<Vec<BTreeSet<T>>>(with);
    }
    sets
}

/// Whether it may be left out: it is optional, or what is around it chooses among its children.
fn is_free(case: &Case<'_>, part: &crate::programme::Part) -> bool {
    part.optional || (!part.overlay && case.ask(case.place(part.within.as_ref())).choose.is_some())
}

/// The places that are taken if these are chosen; none where one of them is within something that is not taken.
fn taken(case: &Case<'_>, free: &[usize], chosen: &BTreeSet<usize>) -> Option<BTreeSet<usize>> {
    let mut taken = BTreeSet::from([0]);
    loop {
        let before = taken.len();
        for (at, part) in case.parts() {
            let place = at + 1;
            let wanted = !free.contains(&place) || chosen.contains(&place);
            if wanted && taken.contains(&case.place(part.within.as_ref())) {
                taken.insert(place);
            }
        }
        if taken.len() == before {
            return chosen.is_subset(&taken).then_some(taken);
        }
    }
}

fn chooses_enough(case: &Case<'_>, taken: &BTreeSet<usize>) -> bool {
    taken.iter().all(|place| {
        let child = |(at, part): &(usize, &crate::programme::Part)| {
            !part.overlay && taken.contains(&(at + 1)) && case.place(part.within.as_ref()) == *place
        };
        let count = case.parts().filter(child).count();
        case.choice(*place).is_none_or(|(least, most)| (least..=most).contains(&count))
    })
}
