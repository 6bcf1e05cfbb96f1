//! The inverse of a basis as a product of elementary steps.

use crate::solver::fixed::Fixed;
use crate::solver::sparse::Sparse;

/// What is smaller than this is left out of a step: it is noise of rounding.
const NOISE: Fixed = Fixed::tiny(24);

/// One column that took the place of another.
#[derive(Clone, Debug)]
struct Eta {
    pivot: Fixed,
    rest: Vec<(usize, Fixed)>,
    row: usize,
}

/// All of them, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Etas {
    list: Vec<Eta>,
    /// Coefficients looked at.
    pub(super) work: u64,
}

impl Etas {
    pub(super) fn clear(&mut self) {
        self.list.clear();
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    fn count(&mut self, looked_at: usize) {
        self.work = self.work.saturating_add(u64::try_from(looked_at).unwrap_or(u64::MAX));
    }

    /// A column, as seen from the basis so far, takes the place of what was basic in a row.
    pub(super) fn push(&mut self, row: usize, column: &[Fixed]) -> Option<()> {
        let pivot = *column.get(row)?;
        let entries = || column.iter().copied().enumerate().filter(|(at, value)| *at != row && value.size() > NOISE);
        let mut rest = Vec::with_capacity(entries().count());
        rest.extend(entries());
        self.list.push(Eta { pivot, rest, row });
        Some(())
    }

    /// The same.
    pub(super) fn push_sparse(&mut self, row: usize, column: &Sparse) -> Option<()> {
        let pivot = column.get(row)?;
        let entries = || column.entries().filter(|(at, value)| *at != row && value.size() > NOISE);
        let mut rest = Vec::with_capacity(entries().count());
        rest.extend(entries());
        self.list.push(Eta { pivot, rest, row });
        Some(())
    }

    /// B⁻¹ v.
    pub(super) fn forward_sparse(&mut self, vector: &mut Sparse) -> Option<()> {
        let mut work = self.list.len();
        for eta in &self.list {
            let value = vector.get(eta.row)?;
            if value.is_zero() {
                continue;
            }
            let value = divided(value, eta.pivot)?;
            vector.put(eta.row, value)?;
            for (row, factor) in &eta.rest {
                let entry = vector.get(*row)?.minus(factor.times(value)?)?;
                vector.put(*row, entry)?;
            }
            work = work.wrapping_add(eta.rest.len());
        }
        self.count(work);
        Some(())
    }

    /// B⁻¹ v.
    pub(super) fn forward(&mut self, vector: &mut [Fixed]) -> Option<()> {
        let mut work = self.list.len();
        for eta in &self.list {
            let value = *vector.get(eta.row)?;
            if value.is_zero() {
                continue;
            }
            let value = divided(value, eta.pivot)?;
            *vector.get_mut(eta.row)? = value;
            for (row, factor) in &eta.rest {
                let entry = vector.get_mut(*row)?;
                *entry = entry.minus(factor.times(value)?)?;
            }
            work = work.wrapping_add(eta.rest.len());
        }
        self.count(work);
        Some(())
    }

    /// vᵀ B⁻¹.
    pub(super) fn backward(&mut self, vector: &mut [Fixed]) -> Option<()> {
        let mut work = self.list.len();
        for eta in self.list.iter().rev() {
            let mut sum = *vector.get(eta.row)?;
            for (row, factor) in &eta.rest {
                let entry = *vector.get(*row)?;
                if !entry.is_zero() {
                    sum = sum.minus(factor.times(entry)?)?;
                }
            }
            if !sum.is_zero() {
                *vector.get_mut(eta.row)? = divided(sum, eta.pivot)?;
            } else {
                *vector.get_mut(eta.row)? = sum;
            }
            work = work.wrapping_add(eta.rest.len());
        }
        self.count(work);
        Some(())
    }
}

/// Most pivots are one or minus one, and a division is slow.
fn divided(value: Fixed, pivot: Fixed) -> Option<Fixed> {
    if pivot == Fixed::ONE {
        return Some(value);
    }
    if pivot == Fixed::MINUS_ONE { value.negated() } else { value.over(pivot) }
}
