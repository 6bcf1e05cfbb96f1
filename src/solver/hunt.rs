//! A plan by rounding a little at a time: the simplex says each time what that means for the rest.

use crate::solver::dive::{dive, fix_near};
use crate::solver::fixed::{Fixed, NEAR};
use crate::solver::relax::Relaxation;
use crate::solver::simplex::End;
use crate::solver::spread::Spread;
use crate::solver::system::{BIND, Bounds, System};

/// At most so often.
const ROUNDS: u32 = 40;

/// How much more than the simplex says may be left to study and to take, one try after another.
const MORE: [i64; 3] = [0, 1, 3];
/// From this rank on an unknown is a sum of what is filled in.
const SUMS: u8 = 7;

/// A plan near the values of the simplex, which has just solved this case. Should more be filled in than the simplex says, it is
/// looked for among those that fill in little: what is rounded down in one place is then made up for in another.
pub(super) fn hunt(
    system: &System,
    relaxation: &mut Relaxation,
    bounds: &Bounds,
    guess: Vec<Fixed>,
    most_work: u64,
) -> Option<Vec<i64>> {
    let mut best = follow(system, relaxation, bounds, guess.clone(), most_work);
    for more in MORE {
        let aimed = aimed(system, bounds, &guess, more)?;
        if best.as_ref().is_some_and(|values| is_within(system, &aimed, values)) || relaxation.work() > most_work {
            break;
        }
        if relaxation.run(&aimed, most_work)? == End::Optimal {
            let near = relaxation.values()?;
            best = follow(system, relaxation, &aimed, near, most_work).or(best);
        }
    }
    best
}

/// Bounds with sums of what is filled in not above the values, by so much more.
fn aimed(system: &System, bounds: &Bounds, guess: &[Fixed], more: i64) -> Option<Bounds> {
    let mut aimed = bounds.clone();
    for (column, (value, rank)) in guess.iter().zip(&system.ranks).enumerate() {
        if *rank >= SUMS {
            let (low, high) = bounds.get(column)?;
            let up = if value.fraction() < NEAR { value.nearest() } else { value.floor().checked_add(1)? };
            aimed.set(column, (low, up.checked_add(more)?.clamp(low, high)))?;
        }
    }
    Some(aimed)
}

/// Whether no more is filled in than these bounds allow.
fn is_within(system: &System, aimed: &Bounds, values: &[i64]) -> bool {
    let ends = values.iter().zip(&aimed.high).zip(&system.ranks);
    ends.filter(|(_, rank)| **rank >= SUMS).all(|((value, high), _)| value <= high)
}

/// Rounds a few at a time, and asks the simplex what that means for the rest. Where it says that nothing is left, one of them
/// is rounded the other way.
fn follow(
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
        let batch = batch(system, &parts)?;
        let Some(first) = batch.first().copied() else { break };
        let mark = spread.mark();
        for column in batch {
            if !fix_near(&mut spread, column, *guess.get(column)?)? {
                return dive(system, bounds, &guess);
            }
        }
        let mut end = relaxation.run(&spread.bounds, most_work)?;
        if matches!(end, End::Empty(_)) {
            spread.back(mark)?;
            if !fix_far(&mut spread, first, *guess.get(first)?)? {
                break;
            }
            end = relaxation.run(&spread.bounds, most_work)?;
        }
        if end != End::Optimal {
            break;
        }
        guess = relaxation.values()?;
    }
    dive(system, &spread.bounds, &guess).or_else(|| dive(system, bounds, &guess))
}

/// Fixes an unknown at the whole number on the other side of a value.
fn fix_far(spread: &mut Spread<'_>, column: usize, value: Fixed) -> Option<bool> {
    let (low, high) = spread.bounds.get(column)?;
    let down = value.floor();
    let far = if value.nearest() > down { down } else { down.checked_add(1)? };
    spread.fix(column, far.clamp(low, high))
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
    if parts.is_empty() {
        return Some(Vec::new());
    }
    let first = parts.iter().copied().find(|column| system.ranks.get(*column) == Some(&0));
    if let Some(first) = first {
        return Some(vec![first]);
    }
    let count = parts.len().checked_div(4)?.max(1);
    Some(parts.iter().copied().take(count).collect())
}
