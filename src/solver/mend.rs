//! A better plan beside one that is there: what is near to what is still to be studied is decided anew.

use crate::solver::system::{BIND, Bounds, System};

/// Rows longer than this hold too much together to be followed.
const LONG: usize = 80;
/// So often from an unknown over a row to the others in it: the leaf that is short, its assets, where else they count, and
/// what else counts there.
const HOPS: u32 = 3;

/// Bounds in which everything is as in these values, but for what is near to an unknown that is filled in, and what follows
/// from the rest. None if nothing is filled in.
pub(super) fn around(system: &System, values: &[i64]) -> Option<Bounds> {
    let filled = |column: &usize| {
        system.ranks.get(*column).is_some_and(|rank| *rank > BIND && *rank < BIND.saturating_add(3))
            && values.get(*column).is_some_and(|value| *value > 0)
    };
    let mut front: Vec<usize> = (0..values.len()).filter(filled).collect();
    if front.is_empty() {
        return None;
    }
    let mut free = vec![false; values.len()];
    for column in &front {
        *free.get_mut(*column)? = true;
    }
    for _ in 0..HOPS {
        front = hop(system, &front, &mut free)?;
    }
    let mut bounds = system.bounds();
    for (column, (value, rank)) in values.iter().zip(&system.ranks).enumerate() {
        if *rank < BIND && free.get(column) == Some(&false) {
            bounds.set(column, (*value, *value))?;
        }
    }
    Some(bounds)
}

/// The unknowns that share a row with one of these and were not yet met.
fn hop(system: &System, front: &[usize], free: &mut [bool]) -> Option<Vec<usize>> {
    let mut next = Vec::new();
    for column in front {
        for (row, _) in system.columns.get(*column)? {
            let terms = &system.rows.get(*row)?.terms;
            for (other, _) in terms.iter().filter(|_| terms.len() <= LONG) {
                let met = free.get_mut(*other)?;
                if !std::mem::replace(met, true) {
                    next.push(*other);
                }
            }
        }
    }
    Some(next)
}
