//! A plan by rounding: unknowns are fixed one after another, and what follows is drawn each time.

use std::cmp::Reverse;

use crate::pathway::model::Variable;
use crate::pathway::solve::fixed::Fixed;
use crate::pathway::solve::spread::Spread;
use crate::pathway::solve::system::{Bounds, System};

/// The order in which unknowns are decided: what much hangs on comes first.
pub(super) const fn rank(what: &Variable) -> u8 {
    match what {
        Variable::Take(_) => 0,
        Variable::Convert(_) => 1,
        Variable::Count { .. } => 2,
        Variable::Share { .. } => 3,
        Variable::Bind(_) | Variable::Made(_) => 4,
        Variable::Item(_) => 5,
        Variable::Study(_) => 6,
        Variable::Items | Variable::Studies => 7,
    }
}

/// From this rank on an unknown is as small as it can be.
const FILLERS: u8 = 4;

/// Values near those guessed that keep every row, if they are found without looking back far.
pub(super) fn dive(system: &System, ranks: &[u8], bounds: &Bounds, guess: &[Fixed]) -> Option<Vec<i64>> {
    let mut order: Vec<(u8, Reverse<Fixed>, usize)> = Vec::with_capacity(guess.len());
    for (column, (rank, value)) in ranks.iter().zip(guess).enumerate() {
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
        let wanted = if rank < FILLERS { value.nearest().clamp(low, high) } else { low };
        if !first_that_fits(&mut spread, column, [wanted, low, high])? {
            return None;
        }
    }
    let values = spread.bounds.low;
    system.is_kept(&values).then_some(values)
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
