//! A plan by rounding: unknowns are fixed one after another, and what follows is drawn each time.

use std::cmp::Reverse;

use crate::solver::fixed::Fixed;
use crate::solver::spread::Spread;
use crate::solver::system::{BIND, Bounds, System};

/// Values near those guessed that keep every row, if they are found without looking back far.
pub(super) fn dive(system: &System, bounds: &Bounds, guess: &[Fixed]) -> Option<Vec<i64>> {
    let mut order: Vec<(u8, Reverse<Fixed>, usize)> = Vec::with_capacity(guess.len());
    for (column, (rank, value)) in system.ranks.iter().zip(guess).enumerate() {
        order.push((*rank, Reverse(*value), column));
    }
    order.sort_unstable();
    let mut spread = Spread::new(system, bounds)?;
    if !spread.settle()? {
        return None;
    }
    for (rank, Reverse(value), column) in order {
        let (low, high) = spread.bounds.get(column)?;
        if low == high {
            continue;
        }
        let wanted = if rank < BIND { value.nearest().clamp(low, high) } else { low };
        if !first_that_fits(&mut spread, column, [wanted, low, high])? {
            return None;
        }
    }
    let values = spread.bounds.low;
    system.is_kept(&values).then_some(values)
}

/// Fixes an unknown at the whole number nearest to a value, or at one of its ends.
pub(super) fn fix_near(spread: &mut Spread<'_>, column: usize, value: Fixed) -> Option<bool> {
    let (low, high) = spread.bounds.get(column)?;
    first_that_fits(spread, column, [value.nearest().clamp(low, high), low, high])
}

fn first_that_fits(spread: &mut Spread<'_>, column: usize, values: [i64; 3]) -> Option<bool> {
    let mark = spread.mark();
    for value in values {
        if spread.fix(column, value)? {
            return Some(true);
        }
        spread.back(mark)?;
    }
    Some(false)
}
