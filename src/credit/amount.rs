//! `Credits` is a bare number of credits; `Amount` is a number of credits in a unit.

use std::fmt;
use std::str::FromStr;

use crate::id::{UnitId, serde_as_text};

/// A number of credits, exact to four decimals, from 0 to 922,337,203,685,477.5807.
///
/// It has no operators: adding and taking away are checked and say what was wrong.
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

impl Credits {
    /// No credits.
    pub const ZERO: Self = Self(0);
    /// One credit.
    pub const ONE: Self = Self(Self::SCALE);
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

    /// The sum.
    ///
    /// # Errors
    /// [`AmountError::TooLarge`] past [`Credits::MAX`].
    pub fn plus(self, other: Self) -> Result<Self, AmountError> {
        let sum = self.0.checked_add(other.0).and_then(Self::from_ten_thousandths);
        sum.ok_or(AmountError::TooLarge { left: self, right: other })
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

impl fmt::Display for Credits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0 / Self::SCALE, self.0 % Self::SCALE);
        if part == 0 {
            return f.pad_integral(true, "", &whole.to_string());
        }
        let text = format!("{whole}.{part:04}");
        f.pad_integral(true, "", text.trim_end_matches('0'))
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
        let wrong = || AmountError::Text { input: text.chars().take(80).collect() };
        let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
        let plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        let fine_part = part.is_none_or(|part| plain(part) && part.len() <= 4 && !part.ends_with('0'));
        if !plain(whole) || whole.len() > 15 || (whole.len() > 1 && whole.starts_with('0')) || !fine_part {
            return Err(wrong());
        }
        let steps = format!("{whole}{:0<4}", part.unwrap_or_default());
        steps.parse().ok().and_then(Self::from_ten_thousandths).ok_or_else(wrong)
    }
}

serde_as_text!(Credits, Amount);

/// A number of credits in a unit, written `7.5 ects`.
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
        write!(f, "{} {}", self.credits, self.unit)
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        let wrong = || AmountError::Text { input: text.chars().take(80).collect() };
        let (credits, unit) = text.split_once(' ').ok_or_else(wrong)?;
        Ok(Self { credits: credits.parse()?, unit: unit.parse().map_err(|_| wrong())? })
    }
}
