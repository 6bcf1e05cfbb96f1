//! A smaller system for the simplex: how much of a lot is bound follows from what of it is used.

use crate::solver::fixed::{Fixed, NEAR};
use crate::solver::scale::Scaled;
use crate::solver::system::{BIND, Bounds, Line, System};
use crate::solver::wide::Wide;

/// An unknown that follows from one row: it is the share of its size to which the other terms of it come.
#[derive(Clone, Debug)]
struct Gone {
    column: usize,
    /// The row that says it may not be more than another unknown, and that other unknown.
    made: Option<(usize, usize)>,
    /// The row from which it follows.
    row: usize,
    /// Its own coefficient in that row, without its sign.
    size: i64,
    /// The other terms of that row.
    terms: Vec<(usize, i64)>,
}

/// The smaller system and the way back.
#[derive(Clone, Debug)]
pub(super) struct Reduced {
    /// By row there was: what its numbers can be divided by.
    before: Vec<i64>,
    going: Going,
    gone: Vec<Gone>,
    /// By row of the smaller one: the row that it was.
    rows: Vec<usize>,
    /// The smaller one, in units of the simplex.
    pub(super) scaled: Scaled,
    /// By row of the smaller one: what its numbers were divided by.
    scales: Vec<i64>,
    pub(super) whole: Bounds,
}

/// Which unknowns may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Going {
    /// Those of which it makes no difference: all terms of their row come to the whole size.
    Exact,
    /// All that follow. What is used in part then counts in part: a bound may be weaker.
    Loose,
}

impl Reduced {
    pub(super) fn new(system: &System, rows: usize, goals: &[Vec<i64>], going: Going) -> Option<Self> {
        let wanted_small = |column: &usize| {
            system.ranks.get(*column) == Some(&BIND)
                && goals.iter().all(|goal| goal.get(*column).is_some_and(|coefficient| *coefficient >= 0))
        };
        let small = (0..system.columns.len()).filter(wanted_small);
        let gone =
            small.filter_map(|column| follows(system, column)).filter(|one| going.admits(one)).collect::<Vec<_>>();
        let mut lines: Vec<Option<Line>> = system.rows.iter().take(rows).cloned().map(Some).collect();
        for one in &gone {
            let mut terms = one.terms.clone();
            if let Some((row, unknown)) = one.made {
                terms.push((unknown, one.size.checked_neg()?));
                *lines.get_mut(row)? = None;
            }
            terms.sort_unstable();
            let most = if one.made.is_none() { one.size } else { 0 };
            *lines.get_mut(one.row)? = Some(Line { most, terms });
        }
        let kept = lines.iter().enumerate().filter(|(_, line)| line.is_some()).map(|(row, _)| row).collect();
        let mut scales = Vec::new();
        let mut smaller = System::empty(system.high.clone(), system.ranks.clone());
        for line in lines.into_iter().flatten() {
            scales.push(line.scale());
            smaller.push(line.scaled()?)?;
        }
        let before = system.scales.iter().copied().take(rows).collect();
        let (scaled, whole) = (Scaled::new(&smaller)?, smaller.bounds());
        Some(Self { before, going, gone, rows: kept, scaled, scales, whole })
    }

    /// The costs of a goal in the smaller system, each of a unit of its unknown.
    pub(super) fn costs(&self, goal: &[i64]) -> Option<Vec<Fixed>> {
        let of = |(column, cost): (usize, &i64)| Fixed::shifted(*cost, self.scaled.of_column(column), 0);
        let mut costs = goal.iter().enumerate().map(of).collect::<Option<Vec<_>>>()?;
        for one in &self.gone {
            *costs.get_mut(one.column)? = Fixed::ZERO;
            let cost = Wide::whole(*goal.get(one.column)?)?;
            for (unknown, coefficient) in one.terms.iter().filter(|_| cost != Wide::ZERO) {
                let unit = 1_i64.checked_shl(self.scaled.of_column(*unknown))?;
                let part = cost.times_whole(*coefficient)?.times_whole(unit)?.over_whole(one.size)?.fixed()?;
                let entry = costs.get_mut(*unknown)?;
                *entry = entry.plus(part)?;
            }
        }
        Some(costs)
    }

    /// Whether a goal minds how much of something is used that may be used in part.
    pub(super) fn is_loose(&self, goal: &[i64]) -> bool {
        let minded = |column: usize| goal.get(column).is_some_and(|coefficient| *coefficient != 0);
        self.gone.iter().any(|one| minded(one.column) && !Going::Exact.admits(one))
    }

    /// The values of what is gone.
    pub(super) fn complete(&self, values: &mut [Fixed]) -> Option<()> {
        for one in &self.gone {
            let used = |(unknown, _): &(usize, i64)| values.get(*unknown).is_some_and(|value| *value > NEAR);
            let is_used = one.terms.iter().any(used);
            *values.get_mut(one.column)? = if is_used { Fixed::ONE } else { Fixed::ZERO };
        }
        Some(())
    }

    /// Weights on the rows that there were, from weights on those of the smaller system: each on its row divided by what its
    /// numbers can be divided by. Without a goal only what they are to each other matters: they stay as large as can be.
    pub(super) fn weights(&self, smaller: &[Fixed], goal: Option<&[i64]>) -> Option<Vec<Wide>> {
        let mut weights = vec![Wide::ZERO; self.before.len()];
        let mut scales = vec![1; self.before.len()];
        let least = if goal.is_some() { 0 } else { self.least_unit(smaller) };
        for (at, ((row, weight), scale)) in self.rows.iter().zip(smaller).zip(&self.scales).enumerate() {
            *weights.get_mut(*row)? = Wide::halved(*weight, self.scaled.of_row(at).saturating_sub(least))?;
            *scales.get_mut(*row)? = *scale;
        }
        for one in &self.gone {
            let (weight, scale) = (*weights.get(one.row)?, *scales.get(one.row)?);
            let cost = goal.and_then(|goal| goal.get(one.column)).copied().unwrap_or_default();
            if let Some((row, _)) = one.made {
                *weights.get_mut(row)? = weight.times_whole(one.size)?.over_whole(scale)?;
            }
            let before = *self.before.get(one.row)?;
            let share = Wide::whole(cost.checked_mul(before)?)?.over_whole(one.size)?;
            *weights.get_mut(one.row)? = weight.times_whole(before)?.over_whole(scale)?.plus(share)?;
        }
        Some(weights)
    }

    /// The unit of the row with the smallest one, of those that have a weight.
    fn least_unit(&self, smaller: &[Fixed]) -> u32 {
        let weighed = smaller.iter().enumerate().filter(|(_, weight)| !weight.is_zero());
        weighed.map(|(row, _)| self.scaled.of_row(row)).min().unwrap_or_default()
    }

    /// The rows that there were.
    pub(super) fn rows(&self) -> usize {
        self.before.len()
    }

    /// Which unknowns were let go.
    pub(super) const fn going(&self) -> Going {
        self.going
    }

    /// Which unknowns are gone.
    pub(super) fn gone(&self) -> impl Iterator<Item = usize> {
        self.gone.iter().map(|one| one.column)
    }
}

impl Going {
    fn admits(self, one: &Gone) -> bool {
        self == Self::Loose || one.terms.iter().all(|(_, coefficient)| *coefficient == one.size)
    }
}

/// Whether an unknown follows: Σ others ≤ size × it, and it stands in no other row but one that says it ≤ another.
fn follows(system: &System, column: usize) -> Option<Gone> {
    let entries = system.columns.get(column)?;
    let (row, size) = *entries.iter().find(|(_, coefficient)| *coefficient < 0)?;
    let size = size.checked_neg()?;
    let line = system.rows.get(row)?;
    let alike = line.terms.iter().all(|(unknown, coefficient)| *unknown == column || *coefficient > 0);
    if !alike || line.most != 0 || *system.high.get(column)? != 1 || entries.len() > 2 {
        return None;
    }
    let terms = line.terms.iter().copied().filter(|(unknown, _)| *unknown != column).collect();
    let other = entries.iter().find(|(other, _)| *other != row);
    let made = match other {
        None => None,
        Some((other, 1)) => {
            let line = system.rows.get(*other)?;
            let [first, second] = line.terms.as_slice() else { return None };
            let (unknown, coefficient) = if first.0 == column { *second } else { *first };
            if coefficient != -1 || line.most != 0 {
                return None;
            }
            Some((*other, unknown))
        }
        Some(_) => return None,
    };
    Some(Gone { column, made, row, size, terms })
}
