//! The linear programme of all levels at once, and the weights that it suggests for each of them.

use crate::solver::fixed::Fixed;
use crate::solver::reduce::{Going, Reduced};
use crate::solver::simplex::{End, Simplex};
use crate::solver::system::{Bounds, System};
use crate::solver::wide::Wide;

/// One of a level is worth so many halvings more than one of the next.
const APART: u32 = 4;
/// No cost of the first level that is minded is more than so many doublings of one.
const LARGEST: u32 = 16;
/// What keeps equal costs apart is worth so many halvings less than one: little enough that one of the last level, twelve
/// halvings less than one itself, is more than what it comes to.
const NOISE: u32 = 28;
/// The same where levels are minded one by one, in units of many quanta.
const FINE_NOISE: u32 = 24;

/// A simplex that minds every goal, each much more than the next.
#[derive(Clone, Debug)]
pub(super) struct Relaxation {
    /// By level: its goal in the smaller system, and in the whole.
    goals: Vec<(Vec<Fixed>, Vec<i64>)>,
    is_again: bool,
    /// The first level that the simplex minds.
    minded_from: usize,
    reduced: Reduced,
    simplex: Simplex,
}

impl Relaxation {
    /// Of so many first rows of the model, and those that keep the levels before one: the simplex minds the goals from that
    /// one on.
    pub(super) fn new(system: &System, rows: usize, goals: &[Vec<i64>], from: usize, going: Going) -> Option<Self> {
        let reduced = Reduced::new(system, rows.checked_add(from)?, goals, going)?;
        let goals = goals.iter().map(|goal| Some((reduced.costs(goal)?, goal.clone()))).collect::<Option<Vec<_>>>()?;
        let halvings = if reduced.scaled.is_fine() { FINE_NOISE } else { NOISE };
        let mut cost = noise(system.high.len(), halvings)?;
        let large = goals.get(from).map_or(0, |(goal, _)| too_large(goal));
        for ((goal, _), level) in goals.iter().skip(from).zip(0..4) {
            let halvings = APART.checked_mul(level)?.checked_add(large)?;
            for (entry, coefficient) in cost.iter_mut().zip(goal) {
                *entry = entry.plus(coefficient.halved(halvings))?;
            }
        }
        let simplex = Simplex::new(&reduced.scaled, &reduced.whole, cost)?;
        Some(Self { goals, is_again: false, minded_from: from, reduced, simplex })
    }

    /// The first level that the simplex minds.
    pub(super) const fn minded_from(&self) -> usize {
        self.minded_from
    }

    /// Whether there are so many quanta of something that it is told in another unit.
    pub(super) fn is_fine(&self) -> bool {
        self.reduced.scaled.is_fine()
    }

    /// The same without what may make it weaker. So many first rows are those of the model.
    pub(super) fn exact(&self, system: &System, rows: usize) -> Option<Self> {
        let goals: Vec<Vec<i64>> = self.goals.iter().map(|goal| goal.1.clone()).collect();
        Self::new(system, rows, &goals, self.minded_from, Going::Exact)
    }

    /// The same from its beginning. Once only: what fails twice is given up.
    pub(super) fn again(&self, system: &System) -> Option<Self> {
        if self.is_again {
            return None;
        }
        let goals: Vec<Vec<i64>> = self.goals.iter().map(|goal| goal.1.clone()).collect();
        let rows = self.reduced.rows().checked_sub(self.minded_from)?;
        let made = Self::new(system, rows, &goals, self.minded_from, self.reduced.going())?;
        Some(Self { is_again: true, ..made })
    }

    /// Whether it is weaker on a level than it could be.
    pub(super) fn is_loose(&self, level: usize) -> bool {
        self.goals.get(level).is_some_and(|(_, goal)| self.reduced.is_loose(goal))
    }

    /// Coefficients looked at so far.
    pub(super) fn work(&self) -> u64 {
        self.simplex.work()
    }

    /// Solves a case. Of a case that is empty the weights that show it.
    pub(super) fn run(&mut self, bounds: &Bounds, most_work: u64) -> Option<End<Wide>> {
        let mut bounds = bounds.clone();
        for column in self.reduced.gone() {
            bounds.set(column, (0, 0))?;
        }
        self.simplex.enter(&self.reduced.scaled, &bounds)?;
        self.go_on(most_work)
    }

    /// The same without the rows by which a case seemed to be empty, where their weights do not show it.
    pub(super) fn go_on(&mut self, most_work: u64) -> Option<End<Wide>> {
        match self.simplex.run(&self.reduced.scaled, most_work)? {
            End::Empty(ray) => Some(End::Empty(self.reduced.weights(&ray, None)?)),
            End::Optimal => Some(End::Optimal),
            End::Stopped => Some(End::Stopped),
        }
    }

    /// The weights for a level: on the rows, and then on the rows that keep the levels before. A goal that the simplex minds
    /// weighs as much there as it costs here.
    pub(super) fn weights(&mut self, level: usize) -> Option<Vec<Wide>> {
        let columns = self.reduced.whole.high.len();
        let (mut smaller, mut whole) = (vec![Fixed::ZERO; columns], vec![0_i64; columns]);
        let mut factors = Vec::new();
        let mut factor = 1_i64;
        for (number, (small, large)) in self.goals.iter().enumerate().take(level.checked_add(1)?).rev() {
            if number < self.minded_from {
                break;
            }
            add(&mut smaller, &mut whole, (small, large), factor)?;
            factors.push(Wide::whole(factor)?);
            factor = factor.checked_mul(1 << APART)?;
        }
        let weights = self.simplex.weights(&smaller)?;
        let mut weights = self.reduced.weights(&weights, Some(&whole))?;
        weights.extend(factors.iter().skip(1).rev().copied());
        Some(weights)
    }

    /// The values of all unknowns.
    pub(super) fn values(&self) -> Option<Vec<Fixed>> {
        let unknowns = 0..self.reduced.whole.high.len();
        let value = |unknown| self.reduced.scaled.plain(unknown, self.simplex.value(unknown)?);
        let mut values = unknowns.map(value).collect::<Option<Vec<_>>>()?;
        self.reduced.complete(&mut values)?;
        Some(values)
    }
}

/// Adds a goal, so many times, to both.
fn add(small: &mut [Fixed], whole: &mut [i64], goal: (&[Fixed], &[i64]), factor: i64) -> Option<()> {
    for (sum, cost) in small.iter_mut().zip(goal.0) {
        *sum = sum.plus(cost.times_whole(factor)?)?;
    }
    for (sum, cost) in whole.iter_mut().zip(goal.1) {
        *sum = sum.checked_add(cost.checked_mul(factor)?)?;
    }
    Some(())
}

/// How often costs are to be halved to leave room for what they are divided by.
fn too_large(costs: &[Fixed]) -> u32 {
    let largest = costs.iter().copied().max().unwrap_or_default();
    (0..LARGEST).find(|times| largest.halved(*times) <= Fixed::large(LARGEST)).unwrap_or(LARGEST)
}

/// Small costs, no two near to each other alike: a simplex that meets many equal ones goes in circles.
fn noise(columns: usize, halvings: u32) -> Option<Vec<Fixed>> {
    let mut state = 1_u64;
    let mut noise = Vec::with_capacity(columns);
    for _ in 0..columns {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        noise.push(Fixed::tiny(halvings).times_whole(i64::try_from(state >> 54).ok()?.checked_add(1)?)?);
    }
    Some(noise)
}
