//! From suggested weights to weights that prove something.

use crate::solver::system::{Bounds, System, Weigh, divisor};
use crate::solver::wide::Wide;

/// Denominators that are tried, the plainest first. Rounding to a plain one also takes away what keeps costs apart.
const OVERS: [u64; 10] = [1, 2, 6, 12, 60, 840, 1 << 20, 1 << 32, 1 << 44, 1 << 58];

/// With no more than so many of anything, noise in fine weights matters less than one of the goal: what they prove is about
/// what can be proved.
pub(super) const FEW: i64 = 1 << 10;
/// Those by which that is known: the first of them in which the weights have room.
const FINE: [u64; 3] = [1 << 58, 1 << 44, 1 << 32];

/// What was proved, and by what.
#[derive(Clone, Debug)]
pub(super) struct Proved {
    pub(super) least: i128,
    pub(super) weigh: Weigh,
}

/// The plainest weights near these that prove what is wanted, or as much as fine ones do, or else those that prove most. None
/// if they prove nothing.
pub(super) fn near(system: &System, bounds: &Bounds, weights: &[Wide], goal: bool, wanted: i128) -> Option<Proved> {
    let with = |over: u64| {
        let weigh = rounded(system, weights, goal, over)?;
        Some(Proved { least: system.proves(bounds, &weigh)?, weigh })
    };
    let is_few = system.high.iter().all(|high| *high < FEW);
    let mut best = if goal && is_few { FINE.into_iter().find_map(with) } else { None };
    let wanted = best.as_ref().map_or(wanted, |best| best.least.min(wanted));
    for found in OVERS.into_iter().filter_map(with) {
        let enough = found.least >= wanted;
        if enough || best.as_ref().is_none_or(|best| found.least > best.least) {
            best = Some(found);
        }
        if enough {
            break;
        }
    }
    best
}

/// Weights on rows divided by what their numbers can be divided by, as weights on the rows themselves.
fn rounded(system: &System, weights: &[Wide], goal: bool, over: u64) -> Option<Weigh> {
    let mut numbers = Vec::new();
    let mut common = 1_i64;
    for ((row, weight), scale) in weights.iter().enumerate().zip(&system.scales) {
        let number = if *weight > Wide::ZERO { weight.scaled(over)? } else { 0 };
        if number > 0 {
            numbers.push((row, number, *scale));
            common = common.checked_mul(scale.checked_div(divisor(common, *scale))?)?;
        }
    }
    let mut rounded = Vec::with_capacity(numbers.len());
    let over = over.checked_mul(u64::try_from(common).ok()?)?;
    let mut shared = i64::try_from(over).ok()?;
    for (row, number, scale) in numbers {
        let weight = number.checked_mul(u64::try_from(common.checked_div(scale)?).ok()?)?;
        shared = divisor(shared, i64::try_from(weight).ok()?);
        rounded.push((row, weight));
    }
    let shared = u64::try_from(shared).ok()?.max(1);
    for (_, weight) in &mut rounded {
        *weight = weight.checked_div(shared)?;
    }
    Some(Weigh { goal, over: over.checked_div(shared)?, weights: rounded })
}
