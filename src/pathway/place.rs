//! Where what is still to be studied is told: among plans that are equally good, where most is left to take.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::pathway::formulate::Formulation;
use crate::pathway::holdings::Holdings;
use crate::pathway::known::Known;
use crate::pathway::model::{Model, Row, Variable};
use crate::pathway::programme::Part;

/// Moves study out of leaves that have enough by themselves into leaves of which more is left to take, as far as every
/// row allows. No goal is worse by that: all that is studied in a lane stays as much.
pub(super) fn place_study(formulation: &Formulation<'_>, holdings: &Holdings, values: &mut [i64]) {
    let had = Known::of(holdings);
    let Some(mut slack) = slack(formulation.model(), values) else { return };
    let leaves = leaves(formulation, &had);
    let mut by_choice: Vec<_> = leaves.iter().collect();
    by_choice.sort_by_key(|leaf| Reverse(leaf.left));
    for from in &leaves {
        for to in by_choice.iter().take_while(|to| to.left > from.left) {
            if shift(&mut slack, values, from, to).is_none() {
                return;
            }
        }
    }
}

/// A leaf in which something may be studied.
struct Leaf {
    column: usize,
    high: i64,
    /// How many outcomes are left that it takes: codes that the learner does not have, or as many as one likes.
    left: usize,
    /// The rows in which what is studied there stands, with its factor.
    rows: BTreeMap<usize, i64>,
}

fn leaves(formulation: &Formulation<'_>, had: &Known<'_>) -> Vec<Leaf> {
    let model = formulation.model();
    let mut leaves: BTreeMap<usize, Leaf> = BTreeMap::new();
    for (column, one) in model.columns.iter().enumerate() {
        let Variable::Study(part) = one.what else { continue };
        let part = usize::try_from(part).ok().and_then(|part| formulation.programme().parts.get(part));
        let left = part.map_or(0, |part| left(part, had));
        leaves.insert(column, Leaf { column, high: one.high, left, rows: BTreeMap::new() });
    }
    for (number, row) in model.rows.iter().enumerate() {
        for (column, factor) in &row.terms {
            if let Some(leaf) = usize::try_from(*column).ok().and_then(|column| leaves.get_mut(&column)) {
                leaf.rows.insert(number, *factor);
            }
        }
    }
    leaves.into_values().collect()
}

fn left(part: &Part, had: &Known<'_>) -> usize {
    if part.accepts.iter().any(|pick| pick.codes.is_empty()) {
        return usize::MAX;
    }
    let named: BTreeSet<_> = part.accepts.iter().flat_map(|pick| &pick.codes).collect();
    named.into_iter().filter(|name| !had.has(name)).count()
}

/// What each row has to spare.
fn slack(model: &Model, values: &[i64]) -> Option<Vec<i64>> {
    let value = |column: u32| usize::try_from(column).ok().and_then(|column| values.get(column)).copied();
    let spare = |row: &Row| {
        row.terms
            .iter()
            .try_fold(row.most, |rest, (column, factor)| rest.checked_sub(factor.checked_mul(value(*column)?)?))
    };
    model.rows.iter().map(spare).collect()
}

/// Moves as much from one leaf to another as all rows allow.
fn shift(slack: &mut [i64], values: &mut [i64], from: &Leaf, to: &Leaf) -> Option<()> {
    let mut most = (*values.get(from.column)?).min(to.high.checked_sub(*values.get(to.column)?)?);
    if most <= 0 {
        return Some(());
    }
    let both: BTreeSet<usize> = from.rows.keys().chain(to.rows.keys()).copied().collect();
    let factor = |leaf: &Leaf, row: &usize| leaf.rows.get(row).copied().unwrap_or(0);
    for row in &both {
        let each = factor(to, row).checked_sub(factor(from, row))?;
        if each > 0 && most > 0 {
            most = most.min(slack.get(*row)?.checked_div(each)?);
        }
    }
    if most > 0 {
        for row in &both {
            let moved = factor(to, row).checked_sub(factor(from, row))?.checked_mul(most)?;
            let rest = slack.get_mut(*row)?;
            *rest = rest.checked_sub(moved)?;
        }
        let (out, into) = (values.get(from.column)?.checked_sub(most)?, values.get(to.column)?.checked_add(most)?);
        *values.get_mut(from.column)? = out;
        *values.get_mut(to.column)? = into;
    }
    Some(())
}
