//! Numbers with a fixed number of binary places, for suggestions only.

/// Binary places.
pub(super) const PLACES: u32 = 30;

/// A number in steps of 2⁻³⁰, rounded to the nearest where it is multiplied or divided. What does not fit is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fixed(i64);

/// A value this near to a whole number is taken for it.
pub(super) const NEAR: Fixed = Fixed::tiny(10);

impl Fixed {
    pub(super) const ZERO: Self = Self(0);
    pub(super) const ONE: Self = Self(1 << PLACES);
    pub(super) const MINUS_ONE: Self = Self(-1 << PLACES);

    /// So many halvings of one.
    pub(super) const fn tiny(halvings: u32) -> Self {
        Self(Self::ONE.0 >> halvings)
    }

    /// So many doublings of one, at most 32.
    pub(super) const fn large(doublings: u32) -> Self {
        Self(Self::ONE.0 << doublings)
    }

    pub(super) fn whole(number: i64) -> Option<Self> {
        number.checked_mul(Self::ONE.0).map(Self)
    }

    /// A whole number, doubled so often and then halved so often, rounded down.
    pub(super) fn shifted(number: i64, up: u32, down: u32) -> Option<Self> {
        let up = i128::from(number).checked_mul(1_i128.checked_shl(up.checked_add(PLACES)?)?)?;
        i64::try_from(up.checked_shr(down)?).ok().map(Self)
    }

    pub(super) const fn of_steps(steps: i64) -> Self {
        Self(steps)
    }

    pub(super) const fn steps(self) -> i64 {
        self.0
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    pub(super) fn minus(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    pub(super) fn negated(self) -> Option<Self> {
        self.0.checked_neg().map(Self)
    }

    pub(super) fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Halved so often, rounded down.
    pub(super) fn halved(self, times: u32) -> Self {
        Self(self.0.checked_shr(times).unwrap_or_default())
    }

    /// Doubled so often.
    pub(super) fn doubled(self, times: u32) -> Option<Self> {
        self.0.checked_mul(1_i64.checked_shl(times)?).map(Self)
    }

    /// Its distance from zero.
    pub(super) fn size(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// A product of two `i64` fits in an `i128`, and so does half a unit more.
    pub(super) fn times(self, other: Self) -> Option<Self> {
        let product = i128::from(self.0).wrapping_mul(other.0.into()).wrapping_add(1 << (PLACES - 1));
        i64::try_from(product >> PLACES).ok().map(Self)
    }

    pub(super) fn times_whole(self, number: i64) -> Option<Self> {
        self.0.checked_mul(number).map(Self)
    }

    pub(super) fn over(self, other: Self) -> Option<Self> {
        let product = i128::from(self.0).wrapping_mul(1 << PLACES);
        i64::try_from(product.checked_div(other.0.into())?).ok().map(Self)
    }

    /// Its square over a number above zero, as something to compare by.
    pub(super) fn squared_over(self, other: Self) -> i128 {
        let square = i128::from(self.0).wrapping_mul(self.0.into());
        square.checked_div(other.0.into()).unwrap_or(i128::MAX)
    }

    /// The whole number next to it.
    pub(super) fn nearest(self) -> i64 {
        self.0.saturating_add(1 << (PLACES - 1)) >> PLACES
    }

    /// How far it is from the whole number next to it.
    pub(super) fn fraction(self) -> Self {
        let rest = self.0 & Self::ONE.0.wrapping_sub(1);
        Self(rest.min(Self::ONE.0.wrapping_sub(rest)))
    }

    /// The whole number next below it.
    pub(super) fn floor(self) -> i64 {
        self.0 >> PLACES
    }
}

#[cfg(test)]
mod tests {
    use super::Fixed;

    #[test]
    fn it_counts_as_numbers_do() {
        let [two, three] = [2, 3].map(|number| Fixed::whole(number).unwrap());
        let third = Fixed::ONE.over(three).unwrap();
        assert_eq!(two.times(three), Fixed::whole(6));
        assert_eq!(third.times_whole(3).unwrap().nearest(), 1);
        assert_eq!((two.doubled(3), two.halved(1)), (Fixed::whole(16), Fixed::ONE));
        assert_eq!(
            (Fixed::shifted(3, 4, 5), Fixed::shifted(-3, 0, 1)),
            (three.over(two), three.negated().unwrap().over(two))
        );
        assert_eq!((third.negated().unwrap().floor(), third.floor(), two.floor()), (-1, 0, 2));
        assert!(third.fraction() > Fixed::tiny(2) && two.fraction().is_zero());
        assert_eq!(Fixed::whole(i64::MAX), None);
    }
}
