//! Circles: things that wait for each other, each for the next and the last for the first.

use std::collections::{BTreeMap, BTreeSet};
use std::slice::Iter;

/// How many times a search goes on to another thing.
const STEPS: usize = 200_000;

/// How many circles are named. A document has no more findings than that.
const MOST: usize = 100;

/// Circles, each from its first thing on, and none twice.
pub(super) struct Circles {
    pub(super) found: Vec<Vec<usize>>,
    /// Whether these are all there are.
    pub(super) all: bool,
}

/// The circles among things of which each waits for those that are listed under it. Where there are too many to name
/// all, one at least of every knot: of things that wait for each other, directly or by way of others.
pub(super) fn circles(waits: &[Vec<usize>]) -> Circles {
    let mut search = Search { found: Vec::new(), steps: STEPS, waits };
    let mut all = true;
    for knot in search.knots(&(0..waits.len()).collect()) {
        let before = search.found.len();
        let whole = search.untie(knot.clone());
        if search.found.len() == before {
            search.found.extend(search.shortest(&knot));
        }
        all &= whole;
    }
    search.found.sort_by_key(|circle| circle.first().copied());
    Circles { found: search.found, all }
}

type Knot = BTreeSet<usize>;

struct Search<'a> {
    found: Vec<Vec<usize>>,
    steps: usize,
    waits: &'a [Vec<usize>],
}

impl<'a> Search<'a> {
    /// Finds the circles in a knot: those through its first thing, and then those in the knots that are left without it.
    /// Whether these are all.
    fn untie(&mut self, knot: Knot) -> bool {
        let mut open = vec![knot];
        while let Some(mut knot) = open.pop() {
            let Some(steps) = self.steps.checked_sub(knot.len()) else { return false };
            self.steps = steps;
            if !self.through_first(&knot) {
                return false;
            }
            knot.pop_first();
            open.extend(self.knots(&knot));
        }
        true
    }

    /// Finds the circles through the first thing of a knot. Whether these are all.
    fn through_first(&mut self, knot: &Knot) -> bool {
        let Some(start) = knot.first().copied() else { return true };
        let mut way: Vec<(usize, Iter<'a, usize>)> = vec![(start, self.of(start))];
        let mut on = BTreeSet::from([start]);
        while let Some((thing, rest)) = way.last_mut() {
            let Some(next) = rest.next().copied() else {
                on.remove(thing);
                way.pop();
                continue;
            };
            match self.steps.checked_sub(1).filter(|_| self.found.len() < MOST) {
                Some(left) => self.steps = left,
                None => return false,
            }
            if next == start {
                self.found.push(way.iter().map(|(thing, _)| *thing).collect());
            } else if knot.contains(&next) && on.insert(next) {
                way.push((next, self.of(next)));
            }
        }
        true
    }

    fn of(&self, thing: usize) -> Iter<'a, usize> {
        self.waits.get(thing).map_or([].as_slice(), Vec::as_slice).iter()
    }

    /// A shortest circle through the first thing of a knot.
    fn shortest(&self, knot: &Knot) -> Option<Vec<usize>> {
        let start = knot.first().copied()?;
        let (mut before, mut reached): (BTreeMap<usize, usize>, _) = (BTreeMap::new(), vec![start]);
        while !reached.is_empty() && !before.contains_key(&start) {
            let mut further = Vec::new();
            for thing in reached {
                for next in self.of(thing).filter(|next| knot.contains(next)) {
                    before.entry(*next).or_insert_with(|| {
                        further.push(*next);
                        thing
                    });
                }
            }
            reached = further;
        }
        let back = |thing: &usize| before.get(thing).copied();
        let mut way: Vec<usize> =
            std::iter::successors(back(&start), back).take_while(|thing| *thing != start).collect();
        way.push(start);
        way.reverse();
        before.contains_key(&start).then_some(way)
    }

    /// The knots among some things: each is of those that wait for each other, more than one or one that waits for
    /// itself.
    fn knots(&self, among: &Knot) -> Vec<Knot> {
        let mut awaited: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for thing in among {
            self.of(*thing).for_each(|next| awaited.entry(*next).or_default().push(*thing));
        }
        let (mut order, mut left, mut knots) = (self.leaving(among), among.clone(), Vec::new());
        while let Some(root) = order.pop() {
            let (mut knot, mut open) = (Knot::new(), vec![root]);
            while let Some(thing) = open.pop() {
                if left.remove(&thing) {
                    knot.insert(thing);
                    open.extend(awaited.get(&thing).into_iter().flatten());
                }
            }
            let turns = |thing: &usize| self.of(*thing).any(|next| next == thing);
            knots.extend(Some(knot).filter(|knot| knot.len() > 1 || knot.iter().any(turns)));
        }
        knots
    }

    /// Some things in the order in which a walk through what each waits for leaves them.
    fn leaving(&self, among: &Knot) -> Vec<usize> {
        let (mut order, mut unseen) = (Vec::new(), among.clone());
        for root in among {
            let mut way: Vec<(usize, Iter<'_, usize>)> = Vec::new();
            let mut next = Some(*root);
            loop {
                match next.filter(|thing| unseen.remove(thing)) {
                    Some(thing) => way.push((thing, self.of(thing))),
                    None if next.is_none() => order.extend(way.pop().map(|(thing, _)| thing)),
                    None => {}
                }
                let Some((_, rest)) = way.last_mut() else { break };
                next = rest.next().copied();
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(waits: &[&[usize]]) -> Vec<Vec<usize>> {
        let waits: Vec<Vec<usize>> = waits.iter().map(|list| list.to_vec()).collect();
        let circles = circles(&waits);
        assert!(circles.all, "{waits:?}");
        circles.found
    }

    /// All ways from a thing through later ones back to it, by trying every one.
    fn by_hand(waits: &[Vec<usize>], way: &[usize]) -> Vec<Vec<usize>> {
        let (first, last) = (way[0], *way.last().unwrap());
        let ways = waits[last].iter().flat_map(|next| match *next {
            next if next == first => vec![way.to_vec()],
            next if next < first || way.contains(&next) => Vec::new(),
            next => by_hand(waits, &[way, &[next]].concat()),
        });
        ways.collect()
    }

    #[test]
    fn every_circle_is_found_once() {
        assert_eq!(found(&[&[1], &[0], &[0, 3], &[2]]), [vec![0, 1], vec![2, 3]]);
        assert_eq!(found(&[&[1, 2], &[0], &[0]]), [vec![0, 1], vec![0, 2]]);
        assert_eq!(found(&[&[1], &[2], &[0, 1], &[3]]), [vec![0, 1, 2], vec![1, 2], vec![3]]);
        assert_eq!(found(&[&[1, 2], &[2], &[]]), Vec::<Vec<usize>>::new());
    }

    /// All graphs of four things.
    #[test]
    fn no_circle_of_a_small_graph_is_missed() {
        let pairs = || (0..4_usize).flat_map(|thing| (0..4_usize).map(move |next| (thing, next)));
        for graph in 0_u32..65_536 {
            let has = |bit: &u32| graph.checked_shr(*bit).is_some_and(|rest| rest & 1 == 1);
            let mut waits: Vec<Vec<usize>> = vec![Vec::new(); 4];
            pairs().zip(0..).filter(|(_, bit)| has(bit)).for_each(|((thing, next), _)| waits[thing].push(next));
            let all: Vec<Vec<usize>> = (0..4).flat_map(|start| by_hand(&waits, &[start])).collect();
            assert_eq!(circles(&waits).found, all, "{waits:?}");
        }
    }

    /// One circle of many things is one, and needs no more than one walk.
    #[test]
    fn a_long_circle_is_walked_once() {
        for turn in [false, true] {
            let next = |thing: usize| thing.checked_add(1).filter(|next| *next < 50_000).unwrap_or(0);
            let back = |thing: usize| thing.checked_sub(1).unwrap_or(49_999);
            let waits: Vec<Vec<usize>> =
                (0..50_000).map(|thing| vec![if turn { back(thing) } else { next(thing) }]).collect();
            let circles = circles(&waits);
            assert!(circles.all && circles.found.len() == 1 && circles.found[0].len() == 50_000);
        }
    }

    /// Of more circles than can be named, and of each knot, one at least.
    #[test]
    fn each_knot_has_a_circle_where_there_are_too_many() {
        let all = |knot: std::ops::Range<usize>| knot.clone().map(move |_| knot.clone().collect::<Vec<usize>>());
        let waits: Vec<Vec<usize>> = all(0..30).chain(all(30..60)).chain([vec![61], vec![60]]).collect();
        let circles = circles(&waits);
        assert!(!circles.all && circles.found.len() < 110);
        for knot in [0..30, 30..60, 60..62] {
            assert!(circles.found.iter().any(|circle| circle.iter().all(|thing| knot.contains(thing))), "{knot:?}");
        }
    }
}
