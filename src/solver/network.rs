//! A flow in whole units through a network, at the least cost.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An arc of the network; the next one, by number, is the same backward.
#[derive(Clone, Copy, Debug)]
struct Arc {
    cost: i64,
    /// How many units can still pass.
    left: i64,
    to: usize,
}

/// A network: nodes with units that are to go from them, or are wanted there.
#[derive(Clone, Debug, Default)]
pub(super) struct Network {
    arcs: Vec<Arc>,
    /// By node: the units that are too many there; below zero: those that are wanted.
    excess: Vec<i64>,
    /// By node: the arcs from it.
    from: Vec<Vec<usize>>,
    /// By node: what a unit costs there, up to now.
    prices: Vec<i64>,
}

impl Network {
    pub(super) fn new(nodes: usize) -> Self {
        Self { arcs: Vec::new(), excess: vec![0; nodes], from: vec![Vec::new(); nodes], prices: vec![0; nodes] }
    }

    /// An arc on which so many units can pass, each at a cost that is not below zero. Its number.
    pub(super) fn arc(&mut self, from: usize, to: usize, most: i64, cost: i64) -> Option<usize> {
        let number = self.arcs.len();
        self.arcs.push(Arc { cost, left: most, to });
        self.arcs.push(Arc { cost: cost.checked_neg()?, left: 0, to: from });
        self.from.get_mut(from)?.push(number);
        self.from.get_mut(to)?.push(number.checked_add(1)?);
        Some(number)
    }

    /// An arc on which at least so many units must pass; none if that is more than can.
    pub(super) fn must(&mut self, from: usize, to: usize, (least, most): (i64, i64)) -> Option<usize> {
        let source = self.excess.get_mut(from)?;
        *source = source.checked_sub(least)?;
        let end = self.excess.get_mut(to)?;
        *end = end.checked_add(least)?;
        self.arc(from, to, most.checked_sub(least).filter(|left| *left >= 0)?, 0)
    }

    /// The units that pass on an arc, beside those that must.
    pub(super) fn units(&self, arc: usize) -> Option<i64> {
        self.arcs.get(arc ^ 1).map(|back| back.left)
    }

    /// Sends all that is too many to where it is wanted. None if it cannot go there.
    pub(super) fn run(&mut self) -> Option<()> {
        while self.excess.iter().any(|excess| *excess > 0) {
            let (labels, end) = self.labels(|node| self.excess.get(node).is_some_and(|excess| *excess > 0), true)?;
            let end = end?;
            for (price, label) in self.prices.iter_mut().zip(&labels) {
                *price = price.checked_add(label.map_or(end, |label| label.min(end)))?;
            }
            self.send()?;
        }
        Some(())
    }

    /// What a unit costs at each node if it comes from this one. None if one is out of reach.
    pub(super) fn prices(&self, origin: usize) -> Option<Vec<i64>> {
        let (labels, _) = self.labels(|node| node == origin, false)?;
        let at = *self.prices.get(origin)?;
        let price = |(label, price): (Option<i64>, &i64)| label?.checked_add(*price)?.checked_sub(at);
        labels.into_iter().zip(&self.prices).map(price).collect()
    }

    /// By node: how much dearer than its price the cheapest way there is, from any of these nodes; and that of the nearest node
    /// at which something is wanted, beyond which none is looked at, if it is to end there.
    fn labels(&self, is_origin: impl Fn(usize) -> bool, ends: bool) -> Option<(Vec<Option<i64>>, Option<i64>)> {
        let mut labels: Vec<Option<i64>> = vec![None; self.from.len()];
        let mut waiting = BinaryHeap::new();
        for (node, label) in labels.iter_mut().enumerate().filter(|(node, _)| is_origin(*node)) {
            *label = Some(0);
            waiting.push(Reverse((0_i64, node)));
        }
        while let Some(Reverse((at, node))) = waiting.pop() {
            if labels.get(node)?.is_some_and(|label| label < at) {
                continue;
            }
            if ends && *self.excess.get(node)? < 0 {
                return Some((labels, Some(at)));
            }
            for number in self.from.get(node)? {
                let arc = self.arcs.get(*number)?;
                if arc.left <= 0 {
                    continue;
                }
                let next = at.checked_add(self.reduced(node, arc)?)?;
                let label = labels.get_mut(arc.to)?;
                if label.is_none_or(|label| next < label) {
                    *label = Some(next);
                    waiting.push(Reverse((next, arc.to)));
                }
            }
        }
        Some((labels, None))
    }

    /// By how much an arc costs more than the price at its end is higher.
    fn reduced(&self, from: usize, arc: &Arc) -> Option<i64> {
        arc.cost.checked_add(*self.prices.get(from)?)?.checked_sub(*self.prices.get(arc.to)?)
    }

    /// Sends what can go on arcs that cost nothing more.
    fn send(&mut self) -> Option<()> {
        let mut walk = Walk { next: vec![0; self.from.len()], seen: vec![false; self.from.len()], way: Vec::new() };
        for node in 0..self.from.len() {
            while *self.excess.get(node)? > 0 && self.walk(node, &mut walk)? {}
        }
        Some(())
    }

    /// Goes on from a node until something is wanted, and sends as much as can go that way. Whether it got there.
    fn walk(&mut self, origin: usize, walk: &mut Walk) -> Option<bool> {
        let mut at = origin;
        *walk.seen.get_mut(origin)? = true;
        while *self.excess.get(at)? >= 0 {
            match self.onward(at, walk)? {
                Some(arc) => {
                    walk.way.push(arc);
                    at = self.arcs.get(arc)?.to;
                    *walk.seen.get_mut(at)? = true;
                }
                None => {
                    let Some(arc) = walk.way.pop() else { return Some(false) };
                    at = self.arcs.get(arc ^ 1)?.to;
                }
            }
        }
        self.pass(origin, at, walk)?;
        Some(true)
    }

    /// The next arc from a node that can be gone. A node that was left is not gone to again.
    fn onward(&self, node: usize, walk: &mut Walk) -> Option<Option<usize>> {
        let next = walk.next.get_mut(node)?;
        for number in self.from.get(node)?.iter().skip(*next) {
            let arc = self.arcs.get(*number)?;
            if arc.left > 0 && !*walk.seen.get(arc.to)? && self.reduced(node, arc)? == 0 {
                return Some(Some(*number));
            }
            *next = next.checked_add(1)?;
        }
        Some(None)
    }

    /// Sends along the way; then its nodes can be gone to again.
    fn pass(&mut self, origin: usize, end: usize, walk: &mut Walk) -> Option<()> {
        let mut units = (*self.excess.get(origin)?).min(self.excess.get(end)?.checked_neg()?);
        for arc in &walk.way {
            units = units.min(self.arcs.get(*arc)?.left);
        }
        *walk.seen.get_mut(origin)? = false;
        for arc in walk.way.drain(..) {
            let forward = self.arcs.get_mut(arc)?;
            forward.left = forward.left.checked_sub(units)?;
            *walk.seen.get_mut(forward.to)? = false;
            let back = self.arcs.get_mut(arc ^ 1)?;
            back.left = back.left.checked_add(units)?;
        }
        let excess = self.excess.get_mut(origin)?;
        *excess = excess.checked_sub(units)?;
        let excess = self.excess.get_mut(end)?;
        *excess = excess.checked_add(units)?;
        Some(())
    }
}

/// A walk through the arcs that cost nothing more.
struct Walk {
    /// By node: the arc from it that is looked at next.
    next: Vec<usize>,
    seen: Vec<bool>,
    /// The arcs that were gone.
    way: Vec<usize>,
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn the_cheapest_way_is_filled_first() {
        let mut network = Network::new(4);
        let cheap = network.arc(0, 1, 2, 1).unwrap();
        let dear = network.arc(0, 2, 5, 4).unwrap();
        let [one, two] = [(1, 3), (2, 3)].map(|(from, to)| network.arc(from, to, 9, 0).unwrap());
        network.must(3, 0, (3, 3)).unwrap();
        network.run().unwrap();
        assert_eq!([cheap, dear, one, two].map(|arc| network.units(arc).unwrap()), [2, 1, 2, 1]);
        assert_eq!(network.prices(0).unwrap(), [0, 4, 4, 4]);
    }

    #[test]
    fn what_was_sent_is_sent_elsewhere_where_that_is_cheaper() {
        let mut network = Network::new(4);
        let arcs = [(0, 1, 1, 1), (0, 2, 1, 1), (1, 3, 1, 0), (1, 2, 1, 0), (2, 3, 1, 5)];
        let arcs = arcs.map(|(from, to, most, cost)| network.arc(from, to, most, cost).unwrap());
        network.must(3, 0, (2, 2)).unwrap();
        network.run().unwrap();
        assert_eq!(arcs.map(|arc| network.units(arc).unwrap()), [1, 1, 1, 0, 1]);
        network.must(3, 0, (1, 1)).unwrap();
        assert_eq!(network.run(), None);
    }
}
