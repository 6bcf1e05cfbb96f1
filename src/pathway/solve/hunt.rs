//! A plan by rounding a little at a time: the simplex says each time what that means for the rest.

use crate::pathway::solve::dive::{dive, fix_near};
use crate::pathway::solve::fixed::Fixed;
use crate::pathway::solve::relax::Relaxation;
use crate::pathway::solve::simplex::End;
use crate::pathway::solve::spread::Spread;
use crate::pathway::solve::system::{BIND, Bounds, System};

/// A value this near to a whole number is taken for it.
pub(super) const NEAR: Fixed = Fixed::tiny(10);
/// At most so often.
const ROUNDS: u32 = 40;

/// A plan near the values of the simplex, which has just solved this case.
pub(super) fn hunt(
    system: &System,
    relaxation: &mut Relaxation,
    bounds: &Bounds,
    mut guess: Vec<Fixed>,
    most_work: u64,
) -> Option<Vec<i64>> {
    let mut spread = Spread::new(system, bounds)?;
    if !spread.settle()? {
        return None;
    }
    for _ in 0..ROUNDS {
        let parts = parts(system, &spread.bounds, &guess)?;
        if parts.is_empty() {
            break;
        }
        for column in batch(system, &parts)? {
            if !fix_near(&mut spread, column, *guess.get(column)?)? {
                return dive(system, bounds, &guess);
            }
        }
        if relaxation.run(&spread.bounds, most_work)? != End::Optimal {
            break;
        }
        guess = relaxation.values()?;
    }
    dive(system, &spread.bounds, &guess).or_else(|| dive(system, bounds, &guess))
}

/// What is to be decided and is not whole, the nearest to a whole number first.
fn parts(system: &System, bounds: &Bounds, guess: &[Fixed]) -> Option<Vec<usize>> {
    let mut parts = Vec::new();
    for (column, (value, rank)) in guess.iter().zip(&system.ranks).enumerate() {
        let (low, high) = bounds.get(column)?;
        if low < high && *rank < BIND && value.fraction() >= NEAR {
            parts.push((value.fraction(), column));
        }
    }
    parts.sort_unstable();
    Some(parts.into_iter().map(|(_, column)| column).collect())
}

/// A quarter of them; of those on which others hang one.
fn batch(system: &System, parts: &[usize]) -> Option<Vec<usize>> {
    let first = parts.iter().copied().find(|column| system.ranks.get(*column) == Some(&0));
    if let Some(first) = first {
        return Some(vec![first]);
    }
    let count = parts.len().checked_div(4)?.max(1);
    Some(parts.iter().copied().take(count).collect())
}
