//! Conditions line by line: which stand on one line together, and in which order.

use crate::rules::{Check, Got, Test, Wanted, What};

/// What stands on one line.
#[derive(Clone, Copy)]
pub(super) enum Line<'c> {
    /// A condition.
    One(&'c Check),
    /// That enough of a lot is asked for, and not more than there is: both hold.
    Taken {
        /// That it is enough.
        least: &'c Test,
        /// That it is not too much.
        most: &'c Test,
    },
}

impl<'c> Line<'c> {
    pub(super) fn holds(self) -> bool {
        match self {
            Self::One(check) => check.holds(),
            Self::Taken { .. } => true,
        }
    }

    fn test(self) -> Option<&'c Test> {
        match self {
            Self::One(Check::One(test)) => Some(test),
            _ => None,
        }
    }
}

/// Those that do not hold, and then those that do and say something.
pub(super) fn missed_first(list: &[Check]) -> Vec<Line<'_>> {
    let (held, missed): (Vec<_>, Vec<_>) = lines(list).into_iter().partition(|line| line.holds());
    let says = |line: &Line<'_>| !matches!(line, Line::One(check) if is_idle(check));
    missed.into_iter().chain(held.into_iter().filter(says)).collect()
}

fn lines(list: &[Check]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for line in list.iter().map(Line::One) {
        let before = lines.last().and_then(|line| line.test());
        match before.zip(line.test()).filter(|(least, most)| is_taken(least, most)) {
            Some((least, most)) => {
                lines.pop();
                lines.push(Line::Taken { least, most });
            }
            None => lines.push(line),
        }
    }
    lines
}

/// Whether the two are the two sides of how much of one lot is asked for, and hold.
fn is_taken(least: &Test, most: &Test) -> bool {
    let side = |test: &Test| test.what == What::Take && test.holds();
    let one_lot = least.lot == most.lot && least.got == most.got;
    one_lot && side(least) && side(most) && matches!(most.wanted, Wanted::AtMost(_))
}

/// Whether all of the lot is asked for.
pub(super) fn is_whole(most: &Test) -> bool {
    matches!((&most.wanted, &most.got), (Wanted::AtMost(most), Got::Point(got)) if got.at == most.at)
}

/// Whether nothing could fail it: no condition in it, no bound, or a least of nothing.
fn is_idle(check: &Check) -> bool {
    match check {
        Check::All(of) => of.iter().all(is_idle),
        Check::Any(_) | Check::AtLeast { .. } => false,
        Check::One(test) => match &test.wanted {
            Wanted::Within { from: None, below: None } => true,
            Wanted::Within { from: Some(from), below: None } => {
                from.at.is_zero() && matches!(test.what, What::Range | What::Take)
            }
            _ => false,
        },
    }
}
