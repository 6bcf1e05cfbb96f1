//! By how much a condition is missed, in the terms in which it is written.

use crate::credit::{Credits, Ratio};
use crate::rules::{Got, Point, Test, Wanted, What};
use crate::time::Date;
use crate::wording::rules::numbers::{decimal, unit};

/// How a condition is missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// Days too late, or too early.
    Days { late: bool, days: u64 },
    /// A number too much, or too little, with its unit where there is one.
    Much { over: bool, number: String },
    /// Rungs of a ladder too high, or too low.
    Steps { over: bool, steps: u64 },
}

/// By how much; none where it holds, or is not a matter of more or less.
pub(super) fn miss(test: &Test) -> Option<Miss> {
    let gap = test.gap()?;
    let (Got::Point(got), Some((over, end))) = (&test.got, missed(test)) else { return None };
    if let (Ok(_), Ok(_)) = (got.text.parse::<Date>(), end.text.parse::<Date>()) {
        return whole(gap).map(|days| Miss::Days { late: over, days });
    }
    match (number(&got.text), number(&end.text)) {
        (Some(got), Some(end)) => Some(Miss::Much { over, number: difference(test, got, end)? }),
        _ if matches!(test.what, What::Evidence) => None,
        _ => whole(gap).map(|steps| Miss::Steps { over, steps }),
    }
}

/// The end of what was wanted that is missed, and whether on the upper side.
fn missed(test: &Test) -> Option<(bool, &Point)> {
    let Got::Point(got) = &test.got else { return None };
    match &test.wanted {
        Wanted::AtMost(most) => Some((true, most)),
        Wanted::Within { from: Some(from), .. } if got.at < from.at => Some((false, from)),
        Wanted::Within { below: Some(below), .. } => Some((true, below)),
        _ => None,
    }
}

/// A number with its unit, where it has one: `4 sv`, `72`, `2/3 hv`.
fn number(text: &str) -> Option<(Ratio, Option<&str>)> {
    let (number, unit) = text.split_once(' ').map_or((text, None), |(number, unit)| (number, Some(unit)));
    let credits = || {
        number.parse::<Credits>().ok().and_then(|credits| Ratio::new(credits.ten_thousandths(), Credits::SCALE).ok())
    };
    Some((number.parse().ok().or_else(credits)?, unit))
}

fn difference(test: &Test, got: (Ratio, Option<&str>), end: (Ratio, Option<&str>)) -> Option<String> {
    let difference = got.0.less(end.0).or_else(|| end.0.less(got.0)).filter(|difference| !difference.is_zero())?;
    let (number, unit) = (decimal(difference), end.1.or_else(|| unit(test)));
    Some(unit.map_or_else(|| number.clone(), |unit| format!("{number} {unit}")))
}

fn whole(gap: Ratio) -> Option<u64> {
    let (whole, rest) = gap.split();
    (rest.is_zero() && whole > 0).then_some(whole)
}
