//! A dual simplex with bounds, in fixed-point numbers: weights on rows that make the bound large, and values that nearly
//! keep the rows.

use crate::solver::basis::{At, Basis};
use crate::solver::fixed::Fixed;
use crate::solver::ratio::{Candidate, Choice, choose};
use crate::solver::scale::{Ends, Scaled};
use crate::solver::sparse::Sparse;
use crate::solver::system::Bounds;

/// The least a pivot may be.
const LEAST_PIVOT: Fixed = Fixed::tiny(14);
/// How far a pivot seen from its row and from its column may differ.
const APART: Fixed = Fixed::tiny(10);
/// The least that a length may be, squared.
const SHORTEST: Fixed = Fixed::tiny(10);
/// The most.
const LONGEST: Fixed = Fixed::large(24);
/// After so many steps the inverse is made afresh.
const STALE: usize = 50;

/// Room for so many entries of a row before more is asked for.
const ROOM: usize = 64;

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End<Weight = Fixed> {
    /// No values are in their ranges: these weights show it.
    Empty(Vec<Weight>),
    /// Nothing can be made better.
    Optimal,
    /// It went no further; the weights it has are good for something.
    Stopped,
}

/// A linear programme and where the simplex stands in it.
#[derive(Clone, Debug)]
pub(super) struct Simplex {
    basis: Basis,
    /// Variables that seemed to have no values in their ranges in this case, and are let be.
    barred: Vec<usize>,
    bounds: Ends,
    cost: Vec<Fixed>,
    /// By variable: its reduced cost.
    reduced: Vec<Fixed>,
    /// To sum up rows in.
    scratch: Sparse,
    /// Etas there were when the inverse was last made afresh.
    settled: usize,
    /// By variable: how long its row of the inverse is, squared, while it is basic.
    lengths: Vec<Fixed>,
    /// By variable: by how much its value may be out of its range.
    tolerances: Vec<Fixed>,
    /// By row: the value of what is basic there.
    values: Vec<Fixed>,
    work: u64,
}

impl Simplex {
    pub(super) fn new(system: &Scaled, bounds: &Bounds, cost: Vec<Fixed>) -> Option<Self> {
        let basis = Basis::of_slacks(system)?;
        let bounds = system.ends(bounds)?;
        let mut made = Self {
            barred: Vec::new(),
            basis,
            bounds,
            cost,
            reduced: Vec::new(),
            scratch: Sparse::new(system.columns.len()),
            settled: 0,
            lengths: Vec::new(),
            tolerances: system.tolerances(),
            values: Vec::new(),
            work: 0,
        };
        made.lengths = vec![Fixed::ONE; made.basis.at.len()];
        made.renew(system)?;
        Some(made)
    }

    /// Coefficients looked at so far.
    pub(super) fn work(&self) -> u64 {
        self.work.saturating_add(self.basis.etas.work)
    }

    /// Goes into another case.
    pub(super) fn enter(&mut self, system: &Scaled, bounds: &Bounds) -> Option<()> {
        self.barred.clear();
        self.bounds = system.ends(bounds)?;
        self.revalue(system)
    }

    /// The weight on each row, if these were the costs.
    pub(super) fn weights(&mut self, cost: &[Fixed]) -> Option<Vec<Fixed>> {
        let mut weights = vec![Fixed::ZERO; self.basis.head.len()];
        for (weight, variable) in weights.iter_mut().zip(&self.basis.head) {
            *weight = cost.get(*variable).copied().unwrap_or_default();
        }
        self.basis.etas.backward(&mut weights)?;
        weights.into_iter().map(Fixed::negated).collect()
    }

    /// The value of an unknown, in its unit.
    pub(super) fn value(&self, unknown: usize) -> Option<Fixed> {
        match self.basis.at.get(unknown)? {
            At::Basic(row) => self.values.get(*row).copied(),
            At::Low => self.bounds.low.get(unknown).copied(),
            At::High => self.bounds.high.get(unknown).copied(),
        }
    }

    fn count(&mut self, looked_at: usize) {
        self.work = self.work.saturating_add(u64::try_from(looked_at).unwrap_or(u64::MAX));
    }

    /// Makes everything afresh from which variables are basic.
    fn renew(&mut self, system: &Scaled) -> Option<()> {
        self.basis.refactor(system)?;
        self.settled = self.basis.etas.len();
        self.reprice(system)?;
        self.revalue(system)
    }

    fn reprice(&mut self, system: &Scaled) -> Option<()> {
        let cost = self.cost.clone();
        let weights = self.weights(&cost)?;
        let mut reduced = cost;
        for (row, weight) in weights.iter().enumerate().filter(|(_, weight)| !weight.is_zero()) {
            let terms = system.rows.get(row)?;
            self.count(terms.len());
            for (unknown, coefficient) in terms {
                let sum = reduced.get_mut(*unknown)?;
                *sum = sum.plus(weight.times(*coefficient)?)?;
            }
        }
        reduced.extend(weights);
        for variable in &self.basis.head {
            *reduced.get_mut(*variable)? = Fixed::ZERO;
        }
        self.reduced = reduced;
        Some(())
    }

    /// Puts what is not basic at the end where its reduced cost wants it, and computes what is basic.
    fn revalue(&mut self, system: &Scaled) -> Option<()> {
        let mut values = system.most.clone();
        for (unknown, column) in system.columns.iter().enumerate() {
            let end = self.end(unknown)?;
            if !end.is_zero() {
                for (row, coefficient) in column {
                    let value = values.get_mut(*row)?;
                    *value = value.minus(coefficient.times(end)?)?;
                }
                self.count(column.len());
            }
        }
        self.basis.etas.forward(&mut values)?;
        self.values = values;
        Some(())
    }

    /// The end at which an unknown is; zero for one that is basic.
    fn end(&mut self, unknown: usize) -> Option<Fixed> {
        let (low, high) = self.bounds.get(unknown)?;
        let at = self.basis.at.get_mut(unknown)?;
        if matches!(at, At::Basic(_)) {
            return Some(Fixed::ZERO);
        }
        let reduced = *self.reduced.get(unknown)?;
        if !reduced.is_zero() {
            *at = if reduced > Fixed::ZERO { At::Low } else { At::High };
        }
        Some(if *at == At::Low { low } else { high })
    }

    /// Until nothing can be made better, or so many coefficients in all were looked at.
    pub(super) fn run(&mut self, system: &Scaled, most_work: u64) -> Option<End> {
        loop {
            if self.work() > most_work {
                return Some(End::Stopped);
            }
            if self.age() > STALE {
                self.renew(system)?;
            }
            let Some(leaving) = self.leaving() else {
                return Some(End::Optimal);
            };
            let barred = leaving.variable;
            match self.pivot(system, leaving)? {
                Moved::On => {}
                Moved::Nowhere(_) if self.age() > 0 => self.renew(system)?,
                Moved::Nowhere(Some(ray)) => {
                    self.barred.push(barred);
                    return Some(End::Empty(ray));
                }
                Moved::Nowhere(None) => return Some(End::Stopped),
            }
        }
    }

    fn age(&self) -> usize {
        self.basis.etas.len().saturating_sub(self.settled)
    }

    fn ends(&self, variable: usize) -> Option<(Fixed, Option<Fixed>)> {
        match self.basis.slack(variable) {
            Some(_) => Some((Fixed::ZERO, None)),
            None => self.bounds.get(variable).map(|(low, high)| (low, Some(high))),
        }
    }

    /// The row whose value is farthest out of its range, with how far: below zero if it is too small.
    fn leaving(&self) -> Option<Leaving> {
        let mut worst: Option<(i128, Leaving)> = None;
        for (row, (value, variable)) in self.values.iter().zip(&self.basis.head).enumerate() {
            let little = *self.tolerances.get(*variable)?;
            let Some(out) = self.out(*value, *variable).filter(|out| out.size() > little) else { continue };
            let rank = out.squared_over(*self.lengths.get(*variable)?);
            if worst.as_ref().is_none_or(|worst| rank > worst.0) && !self.barred.contains(variable) {
                worst = Some((rank, Leaving { out, row, variable: *variable }));
            }
        }
        worst.map(|worst| worst.1)
    }

    fn out(&self, value: Fixed, variable: usize) -> Option<Fixed> {
        let (low, high) = self.ends(variable)?;
        let below = value.minus(low)?;
        if below < Fixed::ZERO {
            return Some(below);
        }
        let above = value.minus(high?)?;
        (above > Fixed::ZERO).then_some(above)
    }

    fn pivot(&mut self, system: &Scaled, leaving: Leaving) -> Option<Moved> {
        let mut rho = vec![Fixed::ZERO; self.values.len()];
        *rho.get_mut(leaving.row)? = Fixed::ONE;
        self.basis.etas.backward(&mut rho)?;
        let row = self.row(system, &rho, leaving.is_low())?;
        let little = *self.tolerances.get(leaving.variable)?;
        let Choice { enters, flips } = choose(self.candidates(&row)?, leaving.out.size(), little)?;
        let Some(enters) = enters else {
            return Some(Moved::Nowhere(Some(self.ray(&row, &leaving)?)));
        };
        let mut column = self.basis.column(system, enters.variable)?;
        self.basis.etas.forward(&mut column)?;
        let pivot = *column.get(leaving.row)?;
        if pivot.size().minus(enters.pivot)?.size() > APART || pivot.size() < LEAST_PIVOT {
            return Some(Moved::Nowhere(None));
        }
        self.flip(system, &flips)?;
        self.lengthen(&leaving, enters.variable, &column, rho)?;
        self.step(&leaving, enters, &column)?;
        self.move_weights(&row, &leaving, enters)?;
        self.swap(&leaving, enters.variable, &column)?;
        Some(Moved::On)
    }

    /// The row that leaves as seen by all that is not basic; above zero where going up mends it.
    fn row(&mut self, system: &Scaled, rho: &[Fixed], low: bool) -> Option<Vec<(usize, Fixed)>> {
        let unknowns = self.basis.unknowns;
        let mut sums = std::mem::take(&mut self.scratch);
        sums.clear();
        let mut row = Vec::with_capacity(ROOM);
        for (at, factor) in rho.iter().enumerate().filter(|(_, factor)| !factor.is_zero()) {
            let factor = if low { factor.negated()? } else { *factor };
            row.push((unknowns.checked_add(at)?, factor));
            let terms = system.rows.get(at)?;
            self.count(terms.len());
            for (unknown, coefficient) in terms {
                let sum = sums.get(*unknown)?.plus(factor.times(*coefficient)?)?;
                sums.put(*unknown, sum)?;
            }
        }
        row.extend(sums.entries().filter(|(_, sum)| !sum.is_zero()));
        row.retain(|(variable, _)| self.basis.at.get(*variable).is_some_and(|at| !matches!(at, At::Basic(_))));
        self.scratch = sums;
        Some(row)
    }

    fn candidates(&self, row: &[(usize, Fixed)]) -> Option<Vec<Candidate>> {
        let mut candidates = Vec::with_capacity(row.len());
        for (variable, entry) in row {
            let wanted = match self.basis.at.get(*variable)? {
                At::Low => *entry > Fixed::ZERO,
                At::High => *entry < Fixed::ZERO,
                At::Basic(_) => false,
            };
            let (low, high) = self.ends(*variable)?;
            if !wanted || high == Some(low) || entry.size() < LEAST_PIVOT {
                continue;
            }
            let reduced = *self.reduced.get(*variable)?;
            let ratio = if reduced.is_zero() { reduced } else { reduced.over(*entry)?.max(Fixed::ZERO) };
            let range = high.and_then(|high| high.minus(low));
            candidates.push(Candidate { pivot: entry.size(), range, ratio, variable: *variable });
        }
        Some(candidates)
    }

    /// Weights that show that the row cannot be mended.
    fn ray(&self, row: &[(usize, Fixed)], leaving: &Leaving) -> Option<Vec<Fixed>> {
        let mut ray = vec![Fixed::ZERO; self.values.len()];
        for (variable, entry) in row {
            if let Some(slack) = self.basis.slack(*variable) {
                *ray.get_mut(slack)? = entry.negated()?;
            }
        }
        if let Some(slack) = self.basis.slack(leaving.variable) {
            *ray.get_mut(slack)? = Fixed::ONE;
        }
        Some(ray)
    }

    fn flip(&mut self, system: &Scaled, flips: &[usize]) -> Option<()> {
        if flips.is_empty() {
            return Some(());
        }
        let mut moved = vec![Fixed::ZERO; self.values.len()];
        for unknown in flips {
            let (low, high) = self.bounds.get(*unknown)?;
            let at = self.basis.at.get_mut(*unknown)?;
            let up = *at == At::Low;
            *at = if up { At::High } else { At::Low };
            let by = if up { high.minus(low)? } else { low.minus(high)? };
            for (row, coefficient) in system.columns.get(*unknown)? {
                let entry = moved.get_mut(*row)?;
                *entry = entry.plus(coefficient.times(by)?)?;
            }
        }
        self.basis.etas.forward(&mut moved)?;
        for (value, by) in self.values.iter_mut().zip(moved) {
            *value = value.minus(by)?;
        }
        Some(())
    }

    /// The one that enters goes as far as mends the row.
    fn step(&mut self, leaving: &Leaving, enters: Candidate, column: &[Fixed]) -> Option<()> {
        let pivot = *column.get(leaving.row)?;
        let (low, high) = self.ends(leaving.variable)?;
        let end = if leaving.is_low() { low } else { high? };
        let out = self.values.get(leaving.row)?.minus(end)?;
        let by = out.over(pivot)?;
        let start = match self.basis.at.get(enters.variable)? {
            At::Low => self.ends(enters.variable)?.0,
            _ => self.ends(enters.variable)?.1?,
        };
        for (value, entry) in self.values.iter_mut().zip(column).filter(|(_, entry)| !entry.is_zero()) {
            *value = value.minus(entry.times(by)?)?;
        }
        *self.values.get_mut(leaving.row)? = start.plus(by)?;
        Some(())
    }

    fn move_weights(&mut self, row: &[(usize, Fixed)], leaving: &Leaving, enters: Candidate) -> Option<()> {
        if !enters.ratio.is_zero() {
            for (variable, entry) in row {
                let reduced = self.reduced.get_mut(*variable)?;
                *reduced = reduced.minus(entry.times(enters.ratio)?)?;
            }
        }
        *self.reduced.get_mut(enters.variable)? = Fixed::ZERO;
        let left = if leaving.is_low() { enters.ratio } else { enters.ratio.negated()? };
        *self.reduced.get_mut(leaving.variable)? = left;
        Some(())
    }

    /// The lengths after the step. Where they cannot be told they are counted anew, as from slacks.
    fn lengthen(&mut self, leaving: &Leaving, enters: usize, column: &[Fixed], mut rho: Vec<Fixed>) -> Option<()> {
        let pivot = *column.get(leaving.row)?;
        let old = *self.lengths.get(leaving.variable)?;
        if self.basis.etas.forward(&mut rho).is_none() {
            self.lengths.fill(Fixed::ONE);
            return Some(());
        }
        for ((entry, along), variable) in column.iter().zip(&rho).zip(&self.basis.head) {
            if entry.is_zero() || *variable == leaving.variable {
                continue;
            }
            let length = self.lengths.get_mut(*variable)?;
            *length = lengthened(*length, old, *entry, pivot, *along).unwrap_or(LONGEST);
        }
        let own = old.over(pivot).and_then(|own| own.over(pivot)).unwrap_or(LONGEST);
        *self.lengths.get_mut(enters)? = own.clamp(SHORTEST, LONGEST);
        Some(())
    }

    fn swap(&mut self, leaving: &Leaving, enters: usize, column: &[Fixed]) -> Option<()> {
        *self.basis.at.get_mut(leaving.variable)? = if leaving.is_low() { At::Low } else { At::High };
        *self.basis.at.get_mut(enters)? = At::Basic(leaving.row);
        *self.basis.head.get_mut(leaving.row)? = enters;
        self.basis.etas.push(leaving.row, column)
    }
}

/// The squared length of a row of the inverse after a part of another was taken off.
fn lengthened(length: Fixed, other: Fixed, entry: Fixed, pivot: Fixed, along: Fixed) -> Option<Fixed> {
    let share = entry.over(pivot)?;
    let square = share.times(share)?;
    let new = length.minus(share.times(along)?.times_whole(2)?)?.plus(square.times(other)?)?;
    Some(new.max(square.plus(SHORTEST)?).min(LONGEST))
}

/// Who leaves the basis.
#[derive(Clone, Debug)]
struct Leaving {
    out: Fixed,
    row: usize,
    variable: usize,
}

impl Leaving {
    fn is_low(&self) -> bool {
        self.out < Fixed::ZERO
    }
}

/// What came of a step.
enum Moved {
    /// Nobody can enter, with weights that show it if that is so.
    Nowhere(Option<Vec<Fixed>>),
    On,
}
