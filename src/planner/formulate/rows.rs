//! Rows as they are collected: each in lowest terms, and none that always holds.

use crate::planner::fault::PlanError;
use crate::planner::formulate::order::few;
use crate::solver::{Column, Row, Why};

/// The most coefficients in all.
const TERMS_MOST: usize = 2_000_000;
/// No row may come to more than this, whatever its unknowns are: what is computed with rows then fits 64 bits.
const SUM_MOST: i64 = i64::MAX / 4;

/// Coefficients by column; one column may be there several times.
pub(super) type Terms = Vec<(u32, i64)>;

/// The rows so far.
pub(super) struct Rows {
    columns: Vec<Column>,
    rows: Vec<Row>,
    terms: usize,
}

impl Rows {
    pub(super) const fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new(), terms: 0 }
    }

    pub(super) fn into_parts(self) -> (Vec<Column>, Vec<Row>) {
        (self.columns, self.rows)
    }

    /// Σ terms ≤ most, unless that always holds.
    pub(super) fn at_most(&mut self, terms: Terms, most: i64, why: Why) -> Result<(), PlanError> {
        let terms = merged(terms)?;
        if self.largest(&terms, most)? <= most {
            return Ok(());
        }
        let (terms, most) = lowest(terms, most);
        self.terms = self.terms.saturating_add(terms.len());
        few("coefficients", self.terms, TERMS_MOST)?;
        self.rows.push(Row { most, terms, why });
        Ok(())
    }

    /// Σ terms ≥ least.
    pub(super) fn at_least(&mut self, terms: Terms, least: i64, why: Why) -> Result<(), PlanError> {
        self.at_most(scaled(terms, -1)?, negative(least)?, why)
    }

    /// The largest that a sum can be. Checks that all of it, and the bound, have room.
    pub(super) fn largest(&self, terms: &Terms, most: i64) -> Result<i64, PlanError> {
        let (mut up, mut all) = (0_i64, most.checked_abs());
        for (column, by) in terms {
            let high = usize::try_from(*column).ok().and_then(|at| self.columns.get(at)).map_or(0, |one| one.high);
            let end = by.checked_mul(high);
            all = all.zip(end.and_then(i64::checked_abs)).and_then(|(all, end)| all.checked_add(end));
            if *by > 0 {
                up = end.and_then(|end| up.checked_add(end)).ok_or_else(large)?;
            }
        }
        all.filter(|all| *all <= SUM_MOST).map(|_| up).ok_or_else(large)
    }
}

fn large() -> PlanError {
    PlanError::too_large("a requirement with all that can count in it")
}

pub(super) fn times(left: i64, right: i64) -> Result<i64, PlanError> {
    left.checked_mul(right).ok_or_else(large)
}

fn negative(value: i64) -> Result<i64, PlanError> {
    value.checked_neg().ok_or_else(large)
}

/// Every coefficient so many times.
pub(super) fn scaled(mut terms: Terms, by: i64) -> Result<Terms, PlanError> {
    for (_, coefficient) in &mut terms {
        *coefficient = times(*coefficient, by)?;
    }
    Ok(terms)
}

/// By column, each once, none of them zero.
pub(super) fn merged(mut terms: Terms) -> Result<Terms, PlanError> {
    if !terms.is_sorted_by(|one, two| one.0 < two.0) {
        terms.sort_unstable_by_key(|(column, _)| *column);
        let mut once = Terms::with_capacity(terms.len());
        for (column, by) in terms {
            match once.last_mut() {
                Some((last, sum)) if *last == column => *sum = sum.checked_add(by).ok_or_else(large)?,
                _ => once.push((column, by)),
            }
        }
        terms = once;
    }
    terms.retain(|(_, by)| *by != 0);
    Ok(terms)
}

/// Divided by what divides all coefficients; the bound is rounded down, as sums are whole.
fn lowest(mut terms: Terms, most: i64) -> (Terms, i64) {
    let common = terms.iter().fold(0, |common, (_, by)| gcd(common, by.unsigned_abs()));
    let Some(common) = i64::try_from(common).ok().filter(|common| *common > 1) else { return (terms, most) };
    for (_, by) in &mut terms {
        *by = by.checked_div(common).unwrap_or(*by);
    }
    (terms, most.checked_div_euclid(common).unwrap_or(most))
}

fn gcd(mut larger: u64, mut smaller: u64) -> u64 {
    while let Some(rest) = larger.checked_rem(smaller) {
        (larger, smaller) = (smaller, rest);
    }
    larger
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solver::Variable;

    fn rows() -> Rows {
        Rows::new((0..3).map(|part| Column { high: 4, what: Variable::Study(part) }).collect())
    }

    #[test]
    fn rows_are_in_lowest_terms_and_can_bind() {
        let mut rows = rows();
        rows.at_most(vec![(2, 6), (0, 4), (2, -2)], 7, Why::Definition).unwrap();
        rows.at_most(vec![(0, 1), (1, 1)], 8, Why::Definition).unwrap();
        rows.at_least(vec![(1, 2)], 3, Why::Definition).unwrap();
        let found: Vec<_> = rows.into_parts().1.into_iter().map(|row| (row.terms, row.most)).collect();
        assert_eq!(found, [(vec![(0, 1), (2, 1)], 1), (vec![(1, -1)], -2)]);
    }

    #[test]
    fn a_row_that_could_overflow_is_refused() {
        let mut rows = rows();
        assert!(rows.at_most(vec![(0, i64::MAX / 8)], 0, Why::Definition).is_err());
        assert!(rows.at_most(vec![(0, 1), (0, i64::MAX)], 0, Why::Definition).is_err());
        assert!(rows.at_least(vec![(0, 1)], i64::MAX, Why::Definition).is_err());
    }
}
