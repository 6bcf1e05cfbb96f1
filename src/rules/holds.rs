//! Whether conditions hold, and by how much they are missed: read from what was wanted and what was found alone.

use crate::credit::{Credits, Ratio};
use crate::id::{Code, UnitId};
use crate::rules::explanation::{Check, Got, Point, Test, Wanted};
use crate::time::Date;

impl Check {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self) -> bool {
        match self {
            Self::All(checks) => checks.iter().all(Self::holds),
            Self::Any(checks) => checks.iter().any(Self::holds),
            Self::AtLeast { count, of } => of.iter().filter(|check| check.holds()).count() >= usize::from(*count),
            Self::One(test) => test.holds(),
        }
    }

    /// Every single condition in it, in order.
    pub fn tests(&self) -> Vec<&Test> {
        match self {
            Self::All(of) | Self::Any(of) | Self::AtLeast { of, .. } => of.iter().flat_map(Self::tests).collect(),
            Self::One(test) => vec![test],
        }
    }
}

impl Test {
    /// Whether what was found is what was wanted. Nothing, and what cannot be compared, is never what was wanted,
    /// but that nothing is on no list.
    #[must_use]
    pub fn holds(&self) -> bool {
        match (&self.wanted, &self.got) {
            (Wanted::AtMost(most), Got::Point(got)) => got.at <= most.at,
            (Wanted::Is(wanted), Got::Flag(got)) => wanted == got,
            (Wanted::NoneOf(_), Got::Nothing) => true,
            (Wanted::NoneOf(words), Got::Word(got)) => !words.contains(got),
            (Wanted::OneOf(words), Got::Word(got)) => words.contains(got),
            (Wanted::Within { from, below }, Got::Point(got)) => within(from.as_ref(), below.as_ref(), got),
            _ => false,
        }
    }

    /// By how much what was found misses what was wanted, in the steps of its points: short of the least, or over the
    /// most. A band's upper end does not belong to it, so what stands on it is over by nothing. None where it holds,
    /// and where the two are not numbers on one scale.
    #[must_use]
    pub fn gap(&self) -> Option<Ratio> {
        if self.holds() {
            return None;
        }
        match (&self.wanted, &self.got) {
            (Wanted::AtMost(most), Got::Point(got)) => got.at.less(most.at),
            (Wanted::Within { from, below }, Got::Point(got)) => {
                let short = from.as_ref().and_then(|from| from.at.less(got.at)).filter(|short| !short.is_zero());
                short.or_else(|| got.at.less(below.as_ref()?.at))
            }
            _ => None,
        }
    }
}

fn within(from: Option<&Point>, below: Option<&Point>, got: &Point) -> bool {
    from.is_none_or(|from| from.at <= got.at) && below.is_none_or(|below| got.at < below.at)
}

impl Point {
    /// A whole number.
    pub(crate) fn number(number: u64) -> Self {
        Self { at: whole(number), text: short(number) }
    }

    /// A day, by the days since 1900-01-01.
    pub(crate) fn day(day: Date) -> Self {
        Self { at: whole(day.number()), text: day.written() }
    }

    /// An amount, in ten-thousandths.
    pub(crate) fn credits(credits: Credits, unit: &UnitId) -> Self {
        Self { at: whole(credits.ten_thousandths()), text: credits.with_unit(unit) }
    }

    /// A mark or level, by its rank.
    pub(crate) fn rank(rank: u64, mark: &Code) -> Self {
        Self { at: whole(rank), text: mark.as_str().to_owned() }
    }
}

/// A number as it is written. Most are counts of one or two.
fn short(number: u64) -> String {
    match number {
        0 => "0".to_owned(),
        1 => "1".to_owned(),
        2 => "2".to_owned(),
        _ => number.to_string(),
    }
}

/// A whole number as a ratio.
pub(crate) const fn whole(number: u64) -> Ratio {
    Ratio::whole(number)
}
