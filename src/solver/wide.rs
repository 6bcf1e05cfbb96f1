//! Weights that may be very small or very large.

use crate::solver::fixed::{Fixed, PLACES};

/// Binary places.
const WIDE: u32 = 64;

/// A number in steps of 2⁻⁶⁴, rounded toward zero where it is divided. What does not fit is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wide(i128);

impl Wide {
    pub(super) const ZERO: Self = Self(0);

    /// Halved so often.
    pub(super) fn halved(value: Fixed, times: u32) -> Option<Self> {
        let wide = i128::from(value.steps()).checked_shl(WIDE.checked_sub(PLACES)?)?;
        wide.checked_shr(times).map(Self)
    }

    pub(super) fn whole(number: i64) -> Option<Self> {
        i128::from(number).checked_shl(WIDE).map(Self)
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    pub(super) fn times_whole(self, number: i64) -> Option<Self> {
        self.0.checked_mul(number.into()).map(Self)
    }

    pub(super) fn over_whole(self, number: i64) -> Option<Self> {
        self.0.checked_div(number.into()).map(Self)
    }

    /// Rounded down.
    pub(super) fn fixed(self) -> Option<Fixed> {
        i64::try_from(self.0.checked_shr(WIDE.checked_sub(PLACES)?)?).ok().map(Fixed::of_steps)
    }

    /// So many times it, as the next whole number; none below zero.
    pub(super) fn scaled(self, times: u64) -> Option<u64> {
        let product = self.0.checked_mul(times.into())?.checked_add(1 << WIDE.checked_sub(1)?)?;
        u64::try_from((product >> WIDE).max(0)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Fixed, Wide};

    #[test]
    fn it_keeps_what_is_small() {
        let small = Wide::halved(Fixed::ONE, 24).unwrap();
        assert_eq!((small.scaled(1 << 23), small.scaled(1 << 30), small.scaled(1)), (Some(1), Some(64), Some(0)));
        assert_eq!(small.times_whole(1 << 24), Wide::whole(1));
        let third = Wide::whole(1).unwrap().over_whole(3).unwrap();
        assert_eq!((third.scaled(60), third.fixed().unwrap().times_whole(60).unwrap().nearest()), (Some(20), 20));
        assert_eq!(Wide::whole(-1).unwrap().scaled(5), Some(0));
        assert_eq!(Wide::whole(i64::MAX).unwrap().fixed(), None);
    }
}
