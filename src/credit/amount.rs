//! `Credits` is a bare number of credits; `Amount` is a number of credits in a unit.

use std::fmt;
use std::str::FromStr;

use crate::id::UnitId;
use crate::text::serde_as_text;

/// A number of credits, exact to four decimals, from 0 to 922,337,203,685,477.5807.
///
/// It has no operators: adding and taking away are checked and say what was wrong. Its text form is digits with up
/// to four decimals, and each amount has only one: no sign, no leading zero, no trailing zero.
///
/// ```
/// use creditbank::{Credits, credits};
/// assert_eq!(credits!("7.5"), "7.5".parse::<Credits>()?);
/// assert_eq!(credits!("7.5").plus(credits!("0.25"))?.to_string(), "7.75");
/// assert!("7.50".parse::<Credits>().is_err());
/// # Ok::<(), creditbank::credit::AmountError>(())
/// ```
/// A wrong literal does not compile:
/// ```compile_fail
/// let amount = creditbank::credits!("7.50");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Credits(u64);

/// Why an amount could not be read or computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmountError {
    /// The text is not an amount.
    #[error(
        "`{input}` is not a number of credits: digits with up to four decimals and no trailing zeros are expected, as in 7.5"
    )]
    Text {
        /// What was given, cut to 80 characters.
        input: String,
    },
    /// The text is not a number and a unit.
    #[error("`{input}` is not an amount: a number of credits, one space and a unit are expected, as in `7.5 ects`")]
    NoUnit {
        /// What was given, cut to 80 characters.
        input: String,
    },
    /// The result is larger than any amount can be.
    #[error("{left} and {right} together are more than {}", Credits::MAX)]
    TooLarge {
        /// The first amount.
        left: Credits,
        /// The second amount.
        right: Credits,
    },
    /// More was to be taken away than there is.
    #[error("{right} cannot be taken from {left}")]
    BelowZero {
        /// What there is.
        left: Credits,
        /// What was to be taken.
        right: Credits,
    },
    /// Two units were mixed.
    #[error("an amount in `{left}` and one in `{right}` cannot be combined without a rule")]
    Units {
        /// The unit of the first amount.
        left: UnitId,
        /// The unit of the second amount.
        right: UnitId,
    },
}

impl AmountError {
    fn text(input: &str) -> Self {
        Self::Text { input: input.chars().take(80).collect() }
    }
}

impl Credits {
    /// No credits.
    pub const ZERO: Self = Self(0);
    /// One credit.
    pub const ONE: Self = Self(Self::SCALE);
    /// The least above none: a ten-thousandth.
    pub const LEAST: Self = Self(1);
    /// The largest amount: what a 64-bit signed integer holds in ten-thousandths.
    pub const MAX: Self = Self(i64::MAX.unsigned_abs());
    /// Steps to one credit.
    pub const SCALE: u64 = 10_000;

    /// So many ten-thousandths of a credit, unless that is more than [`Credits::MAX`].
    #[must_use]
    pub const fn from_ten_thousandths(steps: u64) -> Option<Self> {
        if steps <= Self::MAX.0 { Some(Self(steps)) } else { None }
    }

    /// The amount in ten-thousandths of a credit.
    #[must_use]
    pub const fn ten_thousandths(self) -> u64 {
        self.0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Reads an amount where constants are made; `credits!` is the way to write it.
    #[doc(hidden)]
    #[must_use]
    pub const fn literal(text: &str) -> Option<Self> {
        let (whole, part) = match at_point(text.as_bytes()) {
            Some((whole, [b'.', part @ ..])) => (whole, decimals(part)),
            _ => (text.as_bytes(), Some(0)),
        };
        let ([b'0'] | [b'1'..=b'9', ..], Some(part)) = (whole, part) else { return None };
        match number(whole) {
            Some(whole) => Self::from_parts(whole, part),
            None => None,
        }
    }

    const fn from_parts(whole: u64, part: u64) -> Option<Self> {
        let Some(steps) = whole.checked_mul(Self::SCALE) else { return None };
        match steps.checked_add(part) {
            Some(steps) => Self::from_ten_thousandths(steps),
            None => None,
        }
    }

    /// The sum.
    ///
    /// # Errors
    /// [`AmountError::TooLarge`] past [`Credits::MAX`].
    pub fn plus(self, other: Self) -> Result<Self, AmountError> {
        let sum = self.0.checked_add(other.0).and_then(Self::from_ten_thousandths);
        sum.ok_or(AmountError::TooLarge { left: self, right: other })
    }

    /// The sum of them all; of none it is zero.
    ///
    /// # Errors
    /// [`AmountError::TooLarge`] past [`Credits::MAX`].
    pub fn total(all: impl IntoIterator<Item = Self>) -> Result<Self, AmountError> {
        all.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`AmountError::BelowZero`] where `other` is the larger.
    pub fn minus(self, other: Self) -> Result<Self, AmountError> {
        let rest = self.0.checked_sub(other.0).map(Self);
        rest.ok_or(AmountError::BelowZero { left: self, right: other })
    }
}

/// The text up to the first point, and from there on.
const fn at_point(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        if *first == b'.' {
            return text.split_at_checked(text.len().wrapping_sub(rest.len()));
        }
        rest = tail;
    }
    None
}

/// One to four decimals, the last of them not zero, in ten-thousandths.
const fn decimals(part: &[u8]) -> Option<u64> {
    const O: u8 = b'0';
    match *part {
        [.., O] => None,
        [a] => number(&[a, O, O, O]),
        [a, b] => number(&[a, b, O, O]),
        [a, b, c] => number(&[a, b, c, O]),
        [a, b, c, d] => number(&[a, b, c, d]),
        _ => None,
    }
}

const fn number(mut digits: &[u8]) -> Option<u64> {
    let mut sum: u64 = 0;
    while let [digit, rest @ ..] = digits {
        let (b'0'..=b'9', Some(tens)) = (*digit, sum.checked_mul(10)) else { return None };
        let ones = u64::from_le_bytes([*digit & 0x0f, 0, 0, 0, 0, 0, 0, 0]);
        let Some(next) = tens.checked_add(ones) else { return None };
        (sum, digits) = (next, rest);
    }
    Some(sum)
}

/// Fifteen digits, the point and four digits: the longest text there is.
const LONGEST: usize = 20;

impl Credits {
    fn text(self, room: &mut [u8; LONGEST]) -> &str {
        let mut rest = self.0;
        for (place, byte) in room.iter_mut().rev().enumerate() {
            if place == 4 {
                *byte = b'.';
            } else {
                *byte = u8::try_from(rest % 10).map_or(b'0', |digit| b'0' | digit);
                rest /= 10;
            }
        }
        trimmed(std::str::from_utf8(room).unwrap_or_default())
    }
}

impl Credits {
    /// The amount and its unit, as [`Amount`] writes them: explanations are full of these.
    pub(crate) fn with_unit(self, unit: &UnitId) -> String {
        let mut room = [0; LONGEST];
        [self.text(&mut room), " ", unit.as_str()].concat()
    }
}

/// Without the zeros that say nothing; the digit before the point stays.
fn trimmed(text: &str) -> &str {
    let zeros = text.bytes().take(14).take_while(|byte| *byte == b'0').count();
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.get(zeros..).unwrap_or_default()
}

/// Width, fill and alignment are honoured, and amounts go to the right as numbers do: `{:>8}` or `{:8}`.
impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(true, "", self.text(&mut [0; LONGEST]))
    }
}

impl fmt::Debug for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credits({self})")
    }
}

impl FromStr for Credits {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        Self::literal(text).ok_or_else(|| AmountError::text(text))
    }
}

/// [`Credits`] checked when the program is compiled: `credits!("7.5")`.
#[macro_export]
macro_rules! credits {
    ($text:literal) => {{
        const CREDITS: $crate::Credits = match $crate::Credits::literal($text) {
            Some(credits) => credits,
            None => panic!("digits with up to four decimals and no trailing zeros are expected, as in 7.5"),
        };
        CREDITS
    }};
}

serde_as_text!(Credits, Amount);

/// A number of credits in a unit, written `7.5 ects`.
///
/// ```
/// use creditbank::Amount;
/// let (ects, cats) = ("7.5 ects".parse::<Amount>()?, "15 cats".parse::<Amount>()?);
/// assert_eq!(ects.plus(&ects)?.to_string(), "15 ects");
/// let mixed = ects.plus(&cats).unwrap_err();
/// assert_eq!(mixed.to_string(), "an amount in `ects` and one in `cats` cannot be combined without a rule");
/// # Ok::<(), creditbank::credit::AmountError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Amount {
    /// How many.
    pub credits: Credits,
    /// Of what.
    pub unit: UnitId,
}

impl Amount {
    /// The sum of two amounts of one unit.
    ///
    /// # Errors
    /// [`AmountError::Units`] names both units where they differ; [`AmountError::TooLarge`].
    pub fn plus(&self, other: &Self) -> Result<Self, AmountError> {
        self.same_unit(other)?;
        Ok(Self { credits: self.credits.plus(other.credits)?, unit: self.unit.clone() })
    }

    /// The difference of two amounts of one unit.
    ///
    /// # Errors
    /// [`AmountError::Units`] names both units where they differ; [`AmountError::BelowZero`].
    pub fn minus(&self, other: &Self) -> Result<Self, AmountError> {
        self.same_unit(other)?;
        Ok(Self { credits: self.credits.minus(other.credits)?, unit: self.unit.clone() })
    }

    fn same_unit(&self, other: &Self) -> Result<(), AmountError> {
        if self.unit == other.unit {
            return Ok(());
        }
        Err(AmountError::Units { left: self.unit.clone(), right: other.unit.clone() })
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.credits.text(&mut [0; LONGEST]))?;
        f.write_str(" ")?;
        f.write_str(self.unit.as_str())
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let wrong = || AmountError::NoUnit { input: text.chars().take(80).collect() };
        let (credits, unit) = text.split_once(' ').ok_or_else(wrong)?;
        Ok(Self { credits: credits.parse()?, unit: unit.parse().map_err(|_| wrong())? })
    }
}
