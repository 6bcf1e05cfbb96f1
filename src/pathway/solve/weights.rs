//! From suggested weights to weights that prove something.

use crate::pathway::solve::fixed::Fixed;
use crate::pathway::solve::system::{Bounds, System, Weigh};

/// Denominators that are tried, the plainest first. Rounding to a plain one also takes away what keeps costs apart.
const OVERS: [u64; 7] = [1, 2, 6, 12, 60, 840, 1 << 20];

/// What was proved, and by what.
#[derive(Clone, Debug)]
pub(super) struct Proved {
    pub(super) least: i128,
    pub(super) weigh: Weigh,
}

/// The plainest weights near these that prove what is wanted, or else those that prove most. None if they prove nothing.
pub(super) fn near(system: &System, bounds: &Bounds, weights: &[Fixed], goal: bool, wanted: i128) -> Option<Proved> {
    let mut best: Option<Proved> = None;
    for over in OVERS {
        let Some(weigh) = rounded(weights, goal, over) else { continue };
        let Some(least) = system.proves(bounds, &weigh) else { continue };
        if best.as_ref().is_none_or(|best| least > best.least) {
            best = Some(Proved { least, weigh });
        }
        if least >= wanted {
            break;
        }
    }
    best
}

fn rounded(weights: &[Fixed], goal: bool, over: u64) -> Option<Weigh> {
    let mut rounded = Vec::new();
    for (row, weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > Fixed::ZERO) {
        let weight = weight.scaled(over)?;
        if weight > 0 {
            rounded.push((row, weight));
        }
    }
    Some(Weigh { goal, over, weights: rounded })
}
