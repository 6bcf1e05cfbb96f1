//! Small changes to the values of a plan, each of which keeps every row.

use std::collections::BTreeMap;

use crate::solver::{Model, Row};

/// How values are to change: by column, so much more.
pub(super) type Change = Vec<(u32, i64)>;

/// Values, and what each row has to spare.
pub(super) struct Moves {
    highs: Vec<i64>,
    /// By column the rows in which it stands, with its factor.
    rows: Vec<Vec<(usize, i64)>>,
    slack: Vec<i64>,
    values: Vec<i64>,
}

impl Moves {
    /// None where the numbers are too large.
    pub(super) fn new(model: &Model, values: &[i64]) -> Option<Self> {
        let mut rows = vec![Vec::new(); model.columns.len()];
        for (number, row) in model.rows.iter().enumerate() {
            for (column, factor) in &row.terms {
                rows.get_mut(place(*column)?)?.push((number, *factor));
            }
        }
        let highs = model.columns.iter().map(|column| column.high).collect();
        Some(Self { highs, rows, slack: slack(model, values)?, values: values.to_vec() })
    }

    pub(super) fn value(&self, column: u32) -> i64 {
        place(column).and_then(|at| self.values.get(at)).copied().unwrap_or_default()
    }

    /// How much more a column may be by itself.
    pub(super) fn room(&self, column: u32) -> i64 {
        let high = place(column).and_then(|at| self.highs.get(at)).copied().unwrap_or_default();
        high.checked_sub(self.value(column)).unwrap_or_default()
    }

    /// Makes a change if every row and every range keeps it.
    pub(super) fn make(&mut self, change: &[(u32, i64)]) -> bool {
        self.made(change).is_some()
    }

    fn made(&mut self, change: &[(u32, i64)]) -> Option<()> {
        let (mut values, mut rows) = (BTreeMap::<usize, i64>::new(), BTreeMap::<usize, i64>::new());
        for (column, by) in change {
            let at = place(*column)?;
            let value = values.entry(at).or_insert(*self.values.get(at)?);
            *value = value.checked_add(*by)?;
            for (row, factor) in self.rows.get(at)? {
                let left = rows.entry(*row).or_insert(*self.slack.get(*row)?);
                *left = left.checked_sub(factor.checked_mul(*by)?)?;
            }
        }
        let in_range =
            |(at, value): (&usize, &i64)| self.highs.get(*at).is_some_and(|high| (0..=*high).contains(value));
        if !values.iter().all(in_range) || rows.values().any(|left| *left < 0) {
            return None;
        }
        for (at, value) in values {
            *self.values.get_mut(at)? = value;
        }
        for (row, left) in rows {
            *self.slack.get_mut(row)? = left;
        }
        Some(())
    }

    pub(super) fn into_values(self) -> Vec<i64> {
        self.values
    }
}

fn place(column: u32) -> Option<usize> {
    usize::try_from(column).ok()
}

/// What each row has to spare.
pub(super) fn slack(model: &Model, values: &[i64]) -> Option<Vec<i64>> {
    let value = |column: u32| place(column).and_then(|at| values.get(at)).copied();
    let spare = |row: &Row| {
        let spent = |rest: i64, (column, factor): &(u32, i64)| rest.checked_sub(factor.checked_mul(value(*column)?)?);
        row.terms.iter().try_fold(row.most, spent)
    };
    model.rows.iter().map(spare).collect()
}
