//! Rounding that names its direction, and conversion that returns what rounding left over.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZero;
use std::str::FromStr;

use crate::credit::ratio::product;
use crate::credit::{Credits, Ratio};
use crate::text::serde_as_text;

/// Which way an exact worth goes to a whole number of quanta. There is no default: whoever rounds says how.
///
/// Its text form is `down`, `up`, `half-up`, `half-even` or `exact`. With a quantum of 1:
///
/// | worth | down | up | half-up | half-even | exact |
/// | --- | --- | --- | --- | --- | --- |
/// | 1.2 | 1 | 2 | 1 | 1 | refused |
/// | 1.5 | 1 | 2 | 2 | 2 | refused |
/// | 1.7 | 1 | 2 | 2 | 2 | refused |
/// | 2.5 | 2 | 3 | 3 | 2 | refused |
/// | 3 | 3 | 3 | 3 | 3 | 3 |
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rounding {
    /// To the next whole quantum at or below; the rest is left.
    ///
    /// | worth | 0.9 | 1 | 1.5 | 2.5 |
    /// | --- | --- | --- | --- | --- |
    /// | becomes | 0 | 1 | 1 | 2 |
    Down,
    /// To the next whole quantum at or above; what is missing is granted.
    ///
    /// | worth | 0.1 | 1 | 1.5 | 2.5 |
    /// | --- | --- | --- | --- | --- |
    /// | becomes | 1 | 1 | 2 | 3 |
    Up,
    /// To the nearest whole quantum; from the middle, up.
    ///
    /// | worth | 0.4 | 0.5 | 1.5 | 2.5 |
    /// | --- | --- | --- | --- | --- |
    /// | becomes | 0 | 1 | 2 | 3 |
    HalfUp,
    /// To the nearest whole quantum; from the middle, to the even number of quanta.
    ///
    /// | worth | 0.4 | 0.5 | 1.5 | 2.5 |
    /// | --- | --- | --- | --- | --- |
    /// | becomes | 0 | 0 | 2 | 2 |
    HalfEven,
    /// Not at all: whatever is not a whole number of quanta is refused.
    ///
    /// | worth | 0 | 1 | 1.5 | 2 |
    /// | --- | --- | --- | --- | --- |
    /// | becomes | 0 | 1 | refused | 2 |
    Exact,
}

/// A text that names no way of rounding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{input}` is not a way of rounding: down, up, half-up, half-even or exact is expected")]
pub struct RoundingError {
    /// What was given, cut to 80 characters.
    pub input: String,
}

impl Rounding {
    /// Every way there is.
    pub const ALL: [Self; 5] = [Self::Down, Self::Up, Self::HalfUp, Self::HalfEven, Self::Exact];

    /// Its name, as in rule books.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Up => "up",
            Self::HalfUp => "half-up",
            Self::HalfEven => "half-even",
            Self::Exact => "exact",
        }
    }

    /// Whether so many quanta and a rest go up; none where the rest is refused.
    pub(crate) fn goes_up(self, quanta: u128, rest_to_half: Ordering) -> Option<bool> {
        match self {
            Self::Down => Some(false),
            Self::Up => Some(true),
            Self::HalfUp => Some(rest_to_half.is_ge()),
            Self::HalfEven => Some(rest_to_half.is_gt() || (rest_to_half.is_eq() && quanta & 1 == 1)),
            Self::Exact => None,
        }
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Rounding {
    type Err = RoundingError;

    fn from_str(text: &str) -> Result<Self, RoundingError> {
        let named = Self::ALL.into_iter().find(|rounding| rounding.as_str() == text);
        named.ok_or_else(|| RoundingError { input: text.chars().take(80).collect() })
    }
}

serde_as_text!(Rounding);

/// A worth divided into whole quanta. Exactly, in fractions: worth = quotient + left × quantum, or
/// worth + granted × quantum = quotient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Division {
    /// What comes out: a whole number of quanta.
    pub quotient: Credits,
    /// What rounding left over or added.
    pub remainder: Remainder,
}

/// The difference between a worth and what it was rounded to, as a fraction of one quantum, between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remainder {
    /// The worth was a whole number of quanta.
    None,
    /// Rounded down: so much of one quantum is left.
    Left(Ratio),
    /// Rounded up: so much of one quantum was granted on top.
    Granted(Ratio),
}

/// Why credits could not be converted at a rate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// There is no smallest step to round to.
    #[error("nothing can be rounded to steps of 0; a quantum above 0 is expected")]
    ZeroQuantum,
    /// The result is larger than any amount can be.
    #[error("{credits} at the rate {rate} come to more than {}", Credits::MAX)]
    TooLarge {
        /// What was to be converted.
        credits: Credits,
        /// At what rate.
        rate: Ratio,
    },
    /// A remainder was not to be, and there is one.
    #[error("{credits} at the rate {rate} are not a whole number of steps of {quantum}, and the rounding is exact")]
    Inexact {
        /// What was to be converted.
        credits: Credits,
        /// At what rate.
        rate: Ratio,
        /// The smallest step.
        quantum: Credits,
    },
    /// The remainder in lowest terms has a denominator of more than 64 bits. It cannot be if the rate's denominator
    /// times the quantum in ten-thousandths is below 2^64.
    #[error("{credits} at the rate {rate} leave a fraction of {quantum} that is too fine to keep")]
    TooFine {
        /// What was to be converted.
        credits: Credits,
        /// At what rate.
        rate: Ratio,
        /// The smallest step.
        quantum: Credits,
    },
}

impl Credits {
    /// Multiplies by a rate, exactly, and rounds to whole quanta, keeping what rounding left over.
    ///
    /// The worth is `self × rate`; see [`Division`] for the law that ties it to the result.
    ///
    /// ```
    /// use creditbank::credit::{Ratio, Remainder, Rounding};
    /// use creditbank::credits;
    /// let rate = "1/3".parse()?;
    /// let down = credits!("4").convert(rate, credits!("0.5"), Rounding::Down)?;
    /// assert_eq!(down.quotient, credits!("1"));
    /// assert_eq!(down.remainder, Remainder::Left("2/3".parse()?)); // two thirds of 0.5, which is 1/3
    /// let up = credits!("4").convert(rate, credits!("0.5"), Rounding::Up)?;
    /// assert_eq!(up.quotient, credits!("1.5"));
    /// assert_eq!(up.remainder, Remainder::Granted("1/3".parse()?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ConvertError::ZeroQuantum`]; [`ConvertError::TooLarge`] only where the rounded result is more than
    /// [`Credits::MAX`]; [`ConvertError::Inexact`] only under [`Rounding::Exact`]; [`ConvertError::TooFine`] only where
    /// the remainder is not a ratio of 64-bit numbers. Where more than one holds, the first of them is given.
    pub fn convert(self, rate: Ratio, quantum: Self, rounding: Rounding) -> Result<Division, ConvertError> {
        let whole = Quanta::of(self, rate, quantum).ok_or(ConvertError::ZeroQuantum)?;
        let too_large = ConvertError::TooLarge { credits: self, rate };
        let inexact = ConvertError::Inexact { credits: self, rate, quantum };
        let too_fine = ConvertError::TooFine { credits: self, rate, quantum };
        let up = whole.goes_up(rounding);
        let quotient = whole.credits(up.unwrap_or(false), quantum).ok_or(too_large)?;
        let remainder = whole.remainder(up.ok_or(inexact)?).ok_or(too_fine)?;
        Ok(Division { quotient, remainder })
    }
}

/// A worth in quanta: `whole + rest / divisor`. The factors have 63 and 64 bits, so no product passes 127.
struct Quanta {
    whole: u128,
    rest: u128,
    divisor: NonZero<u128>,
}

impl Quanta {
    fn of(credits: Credits, rate: Ratio, quantum: Credits) -> Option<Self> {
        let worth = product(credits.ten_thousandths(), rate.num());
        let divisor = NonZero::new(product(rate.den(), quantum.ten_thousandths()))?;
        Some(Self { whole: worth / divisor, rest: worth % divisor, divisor })
    }

    fn goes_up(&self, rounding: Rounding) -> Option<bool> {
        if self.rest == 0 { Some(false) } else { rounding.goes_up(self.whole, self.rest.cmp(&self.missing())) }
    }

    /// What the rest falls short of one quantum. The rest is below the divisor.
    fn missing(&self) -> u128 {
        self.divisor.get().wrapping_sub(self.rest)
    }

    fn credits(&self, up: bool, quantum: Credits) -> Option<Credits> {
        let quanta = self.whole.checked_add(up.into())?;
        let steps = quanta.checked_mul(quantum.ten_thousandths().into())?;
        Credits::from_ten_thousandths(u64::try_from(steps).ok()?)
    }

    /// The rest, or what is missing; none where it is too fine for a ratio.
    fn remainder(&self, up: bool) -> Option<Remainder> {
        match (self.rest, up) {
            (0, _) => Some(Remainder::None),
            (rest, false) => Some(Remainder::Left(Ratio::reduced(rest, self.divisor.get())?)),
            (_, true) => Some(Remainder::Granted(Ratio::reduced(self.missing(), self.divisor.get())?)),
        }
    }
}
