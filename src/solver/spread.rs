//! What follows for the other unknowns when some are fixed.

use crate::solver::system::{Bounds, System};

/// Bounds that are kept in step with the rows, and can be taken back.
pub(super) struct Spread<'s> {
    pub(super) bounds: Bounds,
    /// By row: the least that it can come to.
    least: Vec<i64>,
    /// By row: the most that one term can matter.
    reach: Vec<i64>,
    system: &'s System,
    /// Old bounds, to go back to.
    trail: Vec<(usize, i64, i64)>,
    waiting: Vec<usize>,
    is_waiting: Vec<bool>,
}

/// A place to go back to.
#[derive(Clone, Copy)]
pub(super) struct Mark(usize);

impl<'s> Spread<'s> {
    pub(super) fn new(system: &'s System, bounds: &Bounds) -> Option<Self> {
        let mut least = Vec::with_capacity(system.rows.len());
        let mut reach = Vec::with_capacity(system.rows.len());
        for row in &system.rows {
            let (mut sum, mut most) = (0_i64, 0_i64);
            for (column, coefficient) in &row.terms {
                let (low, high) = bounds.get(*column)?;
                let end = if *coefficient > 0 { low } else { high };
                sum = sum.checked_add(coefficient.checked_mul(end)?)?;
                most = most.max(coefficient.checked_mul(high.checked_sub(low)?)?.checked_abs()?);
            }
            least.push(sum);
            reach.push(most);
        }
        let is_waiting = vec![true; system.rows.len()];
        let waiting = (0..system.rows.len()).rev().collect();
        Some(Self { bounds: bounds.clone(), least, reach, system, trail: Vec::new(), waiting, is_waiting })
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.trail.len())
    }

    pub(super) fn back(&mut self, mark: Mark) -> Option<()> {
        while self.trail.len() > mark.0 {
            let (column, low, high) = self.trail.pop()?;
            self.put(column, (low, high))?;
        }
        self.waiting.clear();
        self.is_waiting.fill(false);
        Some(())
    }

    /// Whether an unknown can be fixed so, as far as single rows tell.
    pub(super) fn fix(&mut self, column: usize, value: i64) -> Option<bool> {
        self.narrow(column, (value, value))?;
        self.settle()
    }

    fn narrow(&mut self, column: usize, ends: (i64, i64)) -> Option<()> {
        let (low, high) = self.bounds.get(column)?;
        if (low, high) == ends {
            return Some(());
        }
        self.trail.push((column, low, high));
        self.put(column, ends)?;
        for (row, _) in self.system.columns.get(column)? {
            let waits = self.is_waiting.get_mut(*row)?;
            if !*waits {
                *waits = true;
                self.waiting.push(*row);
            }
        }
        Some(())
    }

    fn put(&mut self, column: usize, (low, high): (i64, i64)) -> Option<()> {
        let (old_low, old_high) = self.bounds.get(column)?;
        for (row, coefficient) in self.system.columns.get(column)? {
            let by = if *coefficient > 0 { low.checked_sub(old_low)? } else { high.checked_sub(old_high)? };
            let least = self.least.get_mut(*row)?;
            *least = least.checked_add(coefficient.checked_mul(by)?)?;
        }
        self.bounds.set(column, (low, high))
    }

    /// Looks at every row that waits. False if one cannot be kept.
    pub(super) fn settle(&mut self) -> Option<bool> {
        while let Some(row) = self.waiting.pop() {
            *self.is_waiting.get_mut(row)? = false;
            let line = self.system.rows.get(row)?;
            let room = line.most.checked_sub(*self.least.get(row)?)?;
            if room < 0 {
                return Some(false);
            }
            if room < *self.reach.get(row)? {
                for (column, coefficient) in &line.terms {
                    self.term(*column, *coefficient, room)?;
                }
            }
        }
        Some(true)
    }

    fn term(&mut self, column: usize, coefficient: i64, room: i64) -> Option<()> {
        let (low, high) = self.bounds.get(column)?;
        if low == high {
            return Some(());
        }
        let steps = room.checked_div(coefficient.checked_abs()?)?;
        if steps >= high.checked_sub(low)? {
            return Some(());
        }
        let ends = if coefficient > 0 { (low, low.checked_add(steps)?) } else { (high.checked_sub(steps)?, high) };
        self.narrow(column, ends)
    }
}
