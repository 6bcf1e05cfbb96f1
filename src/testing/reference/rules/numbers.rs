//! Exact fractions. What does not fit 64 bits is none.

use crate::credit::{Credits, Ratio, Rounding};

pub(super) fn whole(quanta: u64) -> Option<Ratio> {
    Ratio::new(quanta, 1).ok()
}

pub(super) fn plus(left: Ratio, right: Ratio) -> Option<Ratio> {
    left.plus(right).ok()
}

pub(super) fn times(left: Ratio, right: Ratio) -> Option<Ratio> {
    left.times(right).ok()
}

/// The difference; none where it is below nothing.
pub(super) fn minus(left: Ratio, right: Ratio) -> Option<Ratio> {
    let wide = |a: u64, b: u64| u128::from(a).checked_mul(u128::from(b));
    let num = wide(left.num(), right.den())?.checked_sub(wide(right.num(), left.den())?)?;
    Ratio::reduced(num, wide(left.den(), right.den())?)
}

pub(super) fn sum(all: impl IntoIterator<Item = Ratio>) -> Option<Ratio> {
    all.into_iter().try_fold(Ratio::ZERO, plus)
}

/// An amount in quanta.
pub(super) fn in_quanta(credits: Credits, quantum: Credits) -> Option<Ratio> {
    Ratio::new(credits.ten_thousandths(), quantum.ten_thousandths()).ok()
}

/// So many quanta as an amount.
pub(super) fn credits(quanta: u64, quantum: Credits) -> Option<Credits> {
    Credits::from_ten_thousandths(quanta.checked_mul(quantum.ten_thousandths())?)
}

/// A whole number of quanta; none where it is to be exact and is not.
pub(super) fn round(worth: Ratio, how: Rounding) -> Option<u64> {
    let (down, rest) = worth.split();
    let half = Ratio::new(1, 2).ok()?;
    let up = match how {
        Rounding::Exact if !rest.is_zero() => return None,
        Rounding::Down | Rounding::Exact => false,
        Rounding::Up => !rest.is_zero(),
        Rounding::HalfUp => rest >= half,
        Rounding::HalfEven => rest > half || (rest == half && !down.is_multiple_of(2)),
    };
    if up { down.checked_add(1) } else { Some(down) }
}
