//! A plan that takes what comes first: row by row, until it is no longer short.

use crate::solver::dive::{dive, fix_near};
use crate::solver::fixed::Fixed;
use crate::solver::spread::Spread;
use crate::solver::system::{Bounds, COUNT, Line, System};

/// Values that keep every row: what much hangs on is as it is guessed, and then each row that is short is filled with what
/// counts in it, those with the fewest unknowns first.
pub(super) fn greedy(system: &System, bounds: &Bounds, guess: &[Fixed]) -> Option<Vec<i64>> {
    let mut spread = Spread::new(system, bounds)?;
    if !spread.settle()? {
        return None;
    }
    for rank in 0..COUNT {
        for (column, value) in guess.iter().enumerate().filter(|(column, _)| system.ranks.get(*column) == Some(&rank)) {
            if !fix_near(&mut spread, column, *value)? {
                return None;
            }
        }
    }
    let mut lines: Vec<&Line> = system.rows.iter().collect();
    lines.sort_by_key(|line| line.terms.len());
    for line in lines {
        fill(system, &mut spread, line)?;
    }
    let bounds = spread.bounds;
    // What does not fit is at its end all the same.
    let counted: Vec<Fixed> = bounds.low.iter().map(|low| Fixed::whole(*low).unwrap_or_default()).collect();
    dive(system, &bounds, &counted)
}

/// Fixes what counts in a row, one after another, as long as it is short.
fn fill(system: &System, spread: &mut Spread<'_>, line: &Line) -> Option<()> {
    for (column, coefficient) in &line.terms {
        if *coefficient >= 0 || system.ranks.get(*column) != Some(&COUNT) {
            continue;
        }
        let short = short(system, &spread.bounds, line)?;
        if short <= 0 {
            break;
        }
        let (low, high) = spread.bounds.get(*column)?;
        let size = coefficient.checked_abs()?;
        let needed = short.checked_add(size)?.checked_sub(1)?.checked_div(size)?;
        let wanted = low.checked_add(needed)?.min(high);
        let mark = spread.mark();
        if low < high && !spread.fix(*column, wanted)? {
            spread.back(mark)?;
        }
    }
    Some(())
}

/// By how much a row is not kept, if nothing more is counted or filled in.
fn short(system: &System, bounds: &Bounds, line: &Line) -> Option<i64> {
    let mut sum = line.most.checked_neg()?;
    for (column, coefficient) in &line.terms {
        let counts = system.ranks.get(*column).is_some_and(|rank| *rank <= COUNT);
        if counts {
            sum = sum.checked_add(coefficient.checked_mul(*bounds.low.get(*column)?)?)?;
        }
    }
    Some(sum)
}
