//! The model as the solver keeps it: exact, and found by row and by column.

use std::cmp::Ordering;

use crate::solver::certificate::ProofStep;
use crate::solver::model::{Model, Variable};

/// Σ coefficient × unknown ≤ most.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) most: i64,
    pub(super) terms: Vec<(usize, i64)>,
}

impl Line {
    /// What all its numbers can be divided by; at least 1.
    pub(super) fn scale(&self) -> i64 {
        let all = self.terms.iter().map(|(_, coefficient)| coefficient.saturating_abs());
        all.fold(self.most.saturating_abs(), divisor).max(1)
    }

    /// Divided by that.
    pub(super) fn scaled(mut self) -> Option<Self> {
        let scale = self.scale();
        self.most = self.most.checked_div(scale)?;
        for (_, coefficient) in &mut self.terms {
            *coefficient = coefficient.checked_div(scale)?;
        }
        Some(self)
    }

    /// The least that it can come to.
    pub(super) fn least(&self, bounds: &Bounds) -> Option<i128> {
        self.terms.iter().try_fold(0_i128, |sum, (column, coefficient)| {
            let (low, high) = bounds.get(*column)?;
            let end = if *coefficient > 0 { low } else { high };
            sum.checked_add(i128::from(*coefficient).checked_mul(end.into())?)
        })
    }
}

/// Unknowns, rows and one goal.
#[derive(Clone, Debug)]
pub(super) struct System {
    /// By column: the rows in which it stands, with its coefficients.
    pub(super) columns: Vec<Vec<(usize, i64)>>,
    pub(super) goal: Vec<i64>,
    pub(super) high: Vec<i64>,
    /// By column: the smaller, the earlier it is decided.
    pub(super) ranks: Vec<u8>,
    pub(super) rows: Vec<Line>,
    /// By row: what all its numbers can be divided by.
    pub(super) scales: Vec<i64>,
}

/// The bounds of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) low: Vec<i64>,
    pub(super) high: Vec<i64>,
}

impl Bounds {
    pub(super) fn get(&self, column: usize) -> Option<(i64, i64)> {
        Some((*self.low.get(column)?, *self.high.get(column)?))
    }

    pub(super) fn set(&mut self, column: usize, (low, high): (i64, i64)) -> Option<()> {
        *self.low.get_mut(column)? = low;
        *self.high.get_mut(column)? = high;
        Some(())
    }
}

/// The rank of a [`Variable::Count`].
pub(super) const COUNT: u8 = 2;

/// The rank of a [`Variable::Bind`]. From it on an unknown is best as small as it can be.
pub(super) const BIND: u8 = 4;

/// The order in which unknowns are decided: what much hangs on comes first.
const fn rank(what: &Variable) -> u8 {
    match what {
        Variable::Take(_) => 0,
        Variable::Convert(_) => 1,
        Variable::Count { .. } => COUNT,
        Variable::Share { .. } => 3,
        Variable::Amount(_) | Variable::Attempt(_) | Variable::Bind(_) | Variable::Made(_) => BIND,
        Variable::Item(_) => 5,
        Variable::Study(_) => 6,
        Variable::Items | Variable::Studies => 7,
    }
}

/// Coefficients by column, each column once and none of them zero.
fn gathered(terms: &[(u32, i64)]) -> Option<Vec<(usize, i64)>> {
    let mut sorted: Vec<(usize, i64)> = Vec::with_capacity(terms.len());
    for (column, coefficient) in terms {
        sorted.push((usize::try_from(*column).ok()?, *coefficient));
    }
    sorted.sort_unstable();
    let mut once: Vec<(usize, i64)> = Vec::with_capacity(sorted.len());
    for (column, coefficient) in sorted {
        match once.last_mut() {
            Some(last) if last.0 == column => last.1 = last.1.checked_add(coefficient)?,
            _ => once.push((column, coefficient)),
        }
    }
    once.retain(|term| term.1 != 0);
    Some(once)
}

impl System {
    /// None if the numbers are too large, or a row names a column that is not there.
    pub(super) fn new(model: &Model) -> Option<Self> {
        let high: Vec<i64> = model.columns.iter().map(|column| column.high).collect();
        let ranks = model.columns.iter().map(|column| rank(&column.what)).collect();
        let mut made = Self::empty(high, ranks);
        for row in &model.rows {
            made.add(&row.terms, row.most)?;
        }
        Some(made)
    }

    /// Unknowns without rows.
    pub(super) fn empty(high: Vec<i64>, ranks: Vec<u8>) -> Self {
        let columns = high.len();
        Self {
            columns: vec![Vec::new(); columns],
            goal: vec![0; columns],
            high,
            ranks,
            rows: Vec::new(),
            scales: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, terms: &[(u32, i64)], most: i64) -> Option<()> {
        self.push(Line { most, terms: gathered(terms)? })
    }

    pub(super) fn push(&mut self, line: Line) -> Option<()> {
        let row = self.rows.len();
        for (column, coefficient) in &line.terms {
            self.columns.get_mut(*column)?.push((row, *coefficient));
        }
        self.scales.push(line.scale());
        self.rows.push(line);
        Some(())
    }

    /// Takes the last rows away again, down to so many.
    pub(super) fn cut_to(&mut self, rows: usize) {
        self.rows.truncate(rows);
        self.scales.truncate(rows);
        for column in &mut self.columns {
            column.retain(|(row, _)| *row < rows);
        }
    }

    /// The coefficients of a goal, by column.
    pub(super) fn spelled(&self, terms: &[(u32, i64)]) -> Option<Vec<i64>> {
        let mut goal = vec![0; self.high.len()];
        for (column, coefficient) in gathered(terms)? {
            *goal.get_mut(column)? = coefficient;
        }
        Some(goal)
    }

    /// The number of unknowns and coefficients.
    pub(super) fn size(&self) -> usize {
        self.rows.iter().fold(self.high.len(), |size, row| size.saturating_add(row.terms.len()))
    }

    pub(super) fn bounds(&self) -> Bounds {
        Bounds { low: vec![0; self.high.len()], high: self.high.clone() }
    }

    pub(super) fn is_kept(&self, values: &[i64]) -> bool {
        let inside = values.len() == self.high.len()
            && values.iter().zip(&self.high).all(|(value, high)| (0..=*high).contains(value));
        inside && self.rows.iter().all(|row| sum(&row.terms, values).is_some_and(|sum| sum <= row.most.into()))
    }

    pub(super) fn value(&self, values: &[i64]) -> Option<i128> {
        self.goal.iter().zip(values).try_fold(0_i128, |sum, (coefficient, value)| {
            sum.checked_add(i128::from(*coefficient).checked_mul((*value).into())?)
        })
    }

    /// What weights prove of a case, by the formula of the certificate: with the goal the least that it can be, rounded up;
    /// without it a number above zero if the case is empty.
    pub(super) fn proves(&self, bounds: &Bounds, weigh: &Weigh) -> Option<i128> {
        let over = i128::from(weigh.over);
        let mut sums: Vec<i128> = match weigh.goal {
            true => self.goal.iter().map(|c| over.checked_mul((*c).into())).collect::<Option<_>>()?,
            false => vec![0; self.goal.len()],
        };
        let mut total = 0_i128;
        for (row, weight) in &weigh.weights {
            let line = self.rows.get(*row)?;
            total = total.checked_sub(i128::from(*weight).checked_mul(line.most.into())?)?;
            for (column, coefficient) in &line.terms {
                let sum = sums.get_mut(*column)?;
                *sum = sum.checked_add(i128::from(*weight).checked_mul((*coefficient).into())?)?;
            }
        }
        for (sum, ends) in sums.iter().zip(bounds.low.iter().zip(&bounds.high)) {
            let end = match sum.cmp(&0) {
                Ordering::Less => *ends.1,
                Ordering::Equal => 0,
                Ordering::Greater => *ends.0,
            };
            total = total.checked_add(sum.checked_mul(end.into())?)?;
        }
        rounded_up(total, over)
    }
}

/// The greatest that divides both.
pub(super) fn divisor(mut left: i64, mut right: i64) -> i64 {
    while right != 0 {
        (left, right) = (right, left.checked_rem(right).unwrap_or_default());
    }
    left
}

fn rounded_up(number: i128, over: i128) -> Option<i128> {
    let down = number.checked_div_euclid(over)?;
    if number.checked_rem_euclid(over)? == 0 { Some(down) } else { down.checked_add(1) }
}

pub(super) fn sum(terms: &[(usize, i64)], values: &[i64]) -> Option<i128> {
    terms.iter().try_fold(0_i128, |sum, (column, coefficient)| {
        sum.checked_add(i128::from(*coefficient).checked_mul((*values.get(*column)?).into())?)
    })
}

/// What a step is at most, written down without its weights, and with the split that led to it.
const STEP_BYTES: usize = 96;

/// Weights on rows, each over one denominator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Weigh {
    pub(super) goal: bool,
    pub(super) over: u64,
    pub(super) weights: Vec<(usize, u64)>,
}

impl Weigh {
    /// No weights at all: the goal is at least what its unknowns are at their ends.
    pub(super) const fn nothing() -> Self {
        Self { goal: true, over: 1, weights: Vec::new() }
    }

    /// One row that cannot be kept.
    pub(super) fn only(row: usize) -> Self {
        Self { goal: false, over: 1, weights: vec![(row, 1)] }
    }

    /// About how many bytes it is, written down.
    pub(super) fn bytes(&self) -> usize {
        let digits = |number: u64| number.checked_ilog10().and_then(|digits| usize::try_from(digits).ok()).unwrap_or(0);
        let one = |(row, weight): &(usize, u64)| {
            let row = u64::try_from(*row).unwrap_or(u64::MAX);
            digits(row).saturating_add(digits(*weight)).saturating_add(6)
        };
        self.weights.iter().map(one).fold(STEP_BYTES, usize::saturating_add)
    }

    pub(super) fn step(&self) -> Option<ProofStep> {
        let mut weights = Vec::with_capacity(self.weights.len());
        for (row, weight) in &self.weights {
            weights.push((u32::try_from(*row).ok()?, *weight));
        }
        Some(ProofStep::Weigh { goal: self.goal, over: self.over, weights })
    }
}
