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
    let knots = knots(waits);
    let mut search = Search { found: Vec::new(), knots: &knots, steps: STEPS, waits };
    let mut all = true;
    for (thing, knot) in knots.iter().enumerate() {
        // A search from its first thing has told of the knot by now, if only of that one circle.
        let first = thing == *knot;
        let whole = search.from(thing);
        let known = !first || whole || search.found.last().is_some_and(|circle| circle.first() == Some(&thing));
        search.found.extend(shortest(waits, &knots, thing).filter(|_| !known));
        all &= whole;
    }
    Circles { found: search.found, all }
}

struct Search<'a> {
    found: Vec<Vec<usize>>,
    knots: &'a [usize],
    steps: usize,
    waits: &'a [Vec<usize>],
}

impl<'a> Search<'a> {
    /// Finds the circles of which a thing is the first. Whether these are all.
    fn from(&mut self, start: usize) -> bool {
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
            } else if next > start && self.knots.get(next) == self.knots.get(start) && on.insert(next) {
                way.push((next, self.of(next)));
            }
        }
        true
    }

    fn of(&self, thing: usize) -> Iter<'a, usize> {
        self.waits.get(thing).map_or([].as_slice(), Vec::as_slice).iter()
    }
}

/// A shortest circle through a thing.
fn shortest(waits: &[Vec<usize>], knots: &[usize], start: usize) -> impl Iterator<Item = Vec<usize>> {
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    let mut reached = vec![start];
    while !reached.is_empty() && !before.contains_key(&start) {
        let mut further = Vec::new();
        for thing in reached {
            for next in waits.get(thing).into_iter().flatten().filter(|next| knots.get(**next) == knots.get(start)) {
                before.entry(*next).or_insert_with(|| {
                    further.push(*next);
                    thing
                });
            }
        }
        reached = further;
    }
    let back = |thing: &usize| before.get(thing).copied().filter(|before| *before != start);
    let last = before.get(&start).copied();
    let mut way: Vec<usize> = std::iter::successors(last.filter(|last| *last != start), back).collect();
    way.push(start);
    way.reverse();
    last.map(|_| way).into_iter()
}

/// For each thing the first of its knot: of those that it waits for and that wait for it.
fn knots(waits: &[Vec<usize>]) -> Vec<usize> {
    let mut awaited = vec![Vec::new(); waits.len()];
    for (thing, next) in waits.iter().enumerate() {
        next.iter().for_each(|next| awaited.get_mut(*next).into_iter().for_each(|list| list.push(thing)));
    }
    let mut known = BTreeMap::new();
    let mut order = left(waits);
    while let Some(root) = order.pop() {
        let (mut knot, mut open) = (Vec::new(), vec![root]);
        while let Some(thing) = open.pop() {
            if known.contains_key(&thing) {
                continue;
            }
            known.insert(thing, root);
            knot.push(thing);
            open.extend(awaited.get(thing).into_iter().flatten());
        }
        let first = knot.iter().min().copied().unwrap_or(root);
        known.extend(knot.into_iter().map(|thing| (thing, first)));
    }
    known.into_values().collect()
}

/// All things in the order in which a walk through what each waits for leaves them.
fn left(waits: &[Vec<usize>]) -> Vec<usize> {
    let (mut order, mut seen) = (Vec::new(), BTreeSet::new());
    for root in 0..waits.len() {
        let mut way: Vec<(usize, Iter<'_, usize>)> = Vec::new();
        let mut next = Some(root);
        loop {
            match next.filter(|thing| seen.insert(*thing)) {
                Some(thing) => way.push((thing, waits.get(thing).map_or([].as_slice(), Vec::as_slice).iter())),
                None if next.is_none() => order.extend(way.pop().map(|(thing, _)| thing)),
                None => {}
            }
            let Some((_, rest)) = way.last_mut() else { break };
            next = rest.next().copied();
        }
    }
    order
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
