//! Fractions of 128 bits, never negative, in lowest terms. What does not fit is none: nothing is ever rounded.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZero;

use crate::credit::{Credits, Ratio};

/// An exact fraction for proofs, in which rates are multiplied along chains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    num: u128,
    den: NonZero<u128>,
}

impl Fraction {
    /// One.
    pub const ONE: Self = Self { num: 1, den: NonZero::<u128>::MIN };

    /// `num` over `den` in lowest terms; none where `den` is zero.
    #[must_use]
    pub fn new(num: u128, den: u128) -> Option<Self> {
        let common = NonZero::new(gcd(num, den))?;
        Some(Self { num: num / common, den: NonZero::new(den / common)? })
    }

    /// The numerator.
    #[must_use]
    pub const fn num(self) -> u128 {
        self.num
    }

    /// The denominator.
    #[must_use]
    pub const fn den(self) -> u128 {
        self.den.get()
    }

    /// One amount over another.
    pub(super) fn of(num: Credits, den: Credits) -> Option<Self> {
        Self::new(num.ten_thousandths().into(), den.ten_thousandths().into())
    }

    /// The product, if it fits.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let (left, right) = (Self::new(self.num, other.den())?, Self::new(other.num, self.den())?);
        Self::new(left.num.checked_mul(right.num)?, left.den().checked_mul(right.den())?)
    }

    /// The sum, if it fits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let common = NonZero::new(gcd(self.den(), other.den()))?;
        let (left, right) = (self.den() / common, other.den() / common);
        let num = self.num.checked_mul(right)?.checked_add(other.num.checked_mul(left)?)?;
        Self::new(num, left.checked_mul(other.den())?)
    }

    /// Which is larger, if that can be told.
    #[must_use]
    pub fn compare(self, other: Self) -> Option<Ordering> {
        Some(self.num.checked_mul(other.den())?.cmp(&other.num.checked_mul(self.den())?))
    }
}

impl From<Ratio> for Fraction {
    fn from(ratio: Ratio) -> Self {
        Self::new(ratio.num().into(), ratio.den().into()).unwrap_or(Self { num: 0, ..Self::ONE })
    }
}

fn gcd(mut larger: u128, mut smaller: u128) -> u128 {
    while let Some(divisor) = NonZero::new(smaller) {
        (larger, smaller) = (smaller, larger % divisor);
    }
    larger
}

/// `5/6`, and `3` where it is whole.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den() == 1 { write!(f, "{}", self.num) } else { write!(f, "{}/{}", self.num, self.den) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fraction(num: u128, den: u128) -> Fraction {
        Fraction::new(num, den).unwrap()
    }

    #[test]
    fn what_does_not_fit_is_none_and_what_fits_is_exact() {
        let large = fraction(u128::MAX, 2);
        assert_eq!(large.times(fraction(2, 1)), Some(fraction(u128::MAX, 1)));
        assert_eq!(large.times(fraction(4, 1)), None);
        assert_eq!(fraction(1, 2).plus(fraction(1, 3)), Some(fraction(5, 6)));
        assert_eq!(fraction(10_000_001, 10_000_000).compare(Fraction::ONE), Some(Ordering::Greater));
        assert_eq!((fraction(6, 4).to_string(), fraction(6, 3).to_string()), ("3/2".into(), "2".into()));
    }
}
