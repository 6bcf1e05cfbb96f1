//! A smaller system for the simplex: whether a lot is bound follows where it counts only whole.

use crate::pathway::solve::fixed::Fixed;
use crate::pathway::solve::system::{BIND, Line, System};

/// An unknown that follows from one row: it is the sum of the other terms of it.
#[derive(Clone, Debug)]
struct Gone {
    column: usize,
    /// The row that says it may not be more than another unknown, and that other unknown.
    made: Option<(usize, usize)>,
    /// The row from which it follows.
    row: usize,
    /// The coefficient of every term of that row.
    size: i64,
    /// The other unknowns of that row.
    terms: Vec<usize>,
}

/// The smaller system and the way back.
#[derive(Clone, Debug)]
pub(super) struct Reduced {
    gone: Vec<Gone>,
    /// By row of the smaller one: the row that it was.
    rows: Vec<usize>,
    pub(super) system: System,
    /// The rows that there were.
    whole: usize,
}

impl Reduced {
    pub(super) fn new(system: &System, goals: &[Vec<i64>]) -> Option<Self> {
        let wanted_small = |column: &usize| {
            system.ranks.get(*column) == Some(&BIND)
                && goals.iter().all(|goal| goal.get(*column).is_some_and(|coefficient| *coefficient >= 0))
        };
        let small = (0..system.columns.len()).filter(wanted_small);
        let gone: Vec<Gone> = small.filter_map(|column| follows(system, column)).collect();
        let mut lines: Vec<Option<Line>> = system.rows.iter().cloned().map(Some).collect();
        for one in &gone {
            let mut terms: Vec<(usize, i64)> = one.terms.iter().map(|unknown| (*unknown, 1)).collect();
            if let Some((row, unknown)) = one.made {
                terms.push((unknown, -1));
                *lines.get_mut(row)? = None;
            }
            terms.sort_unstable();
            let most = i64::from(one.made.is_none());
            *lines.get_mut(one.row)? = Some(Line { most, terms });
        }
        let rows = lines.iter().enumerate().filter(|(_, line)| line.is_some()).map(|(row, _)| row).collect();
        let mut smaller = System::empty(system.high.clone(), system.ranks.clone());
        for line in lines.into_iter().flatten() {
            smaller.push(line)?;
        }
        Some(Self { gone, rows, system: smaller, whole: system.rows.len() })
    }

    /// The costs of a goal in the smaller system.
    pub(super) fn costs(&self, goal: &[i64]) -> Option<Vec<i64>> {
        let mut costs = goal.to_vec();
        for one in &self.gone {
            let cost = std::mem::take(costs.get_mut(one.column)?);
            for unknown in &one.terms {
                let entry = costs.get_mut(*unknown)?;
                *entry = entry.checked_add(cost)?;
            }
        }
        Some(costs)
    }

    /// The values of what is gone.
    pub(super) fn complete(&self, values: &mut [Fixed]) -> Option<()> {
        for one in &self.gone {
            let mut sum = Fixed::ZERO;
            for unknown in &one.terms {
                sum = sum.plus(*values.get(*unknown)?)?;
            }
            *values.get_mut(one.column)? = sum;
        }
        Some(())
    }

    /// Weights on the rows that there were, from weights on those of the smaller system.
    pub(super) fn weights(&self, smaller: &[Fixed], goal: Option<&[i64]>) -> Option<Vec<Fixed>> {
        let mut weights = vec![Fixed::ZERO; self.whole];
        for (row, weight) in self.rows.iter().zip(smaller) {
            *weights.get_mut(*row)? = *weight;
        }
        for one in &self.gone {
            let weight = *weights.get(one.row)?;
            let cost = goal.and_then(|goal| goal.get(one.column)).copied().unwrap_or_default();
            if let Some((row, _)) = one.made {
                *weights.get_mut(row)? = weight;
            }
            *weights.get_mut(one.row)? = weight.plus(Fixed::whole(cost)?)?.over(Fixed::whole(one.size)?)?;
        }
        Some(weights)
    }

    /// Which unknowns are gone.
    pub(super) fn gone(&self) -> impl Iterator<Item = usize> {
        self.gone.iter().map(|one| one.column)
    }
}

/// Whether an unknown follows: size × Σ others ≤ size × it, and it stands in no other row but one that says it ≤ another.
fn follows(system: &System, column: usize) -> Option<Gone> {
    let entries = system.columns.get(column)?;
    let (row, size) = *entries.iter().find(|(_, coefficient)| *coefficient < 0)?;
    let size = size.checked_neg()?;
    let line = system.rows.get(row)?;
    let alike = line.terms.iter().all(|(unknown, coefficient)| *unknown == column || *coefficient == size);
    if !alike || line.most != 0 || *system.high.get(column)? != 1 || entries.len() > 2 {
        return None;
    }
    let terms = line.terms.iter().map(|term| term.0).filter(|unknown| *unknown != column).collect();
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
