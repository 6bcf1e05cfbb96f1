//! Units of credit: what an amount is counted in, how finely, and what work stands behind it.

use serde::Serialize;

use crate::credit::Credits;
use crate::id::UnitId;

/// The notional hours of work behind one credit, as a range: 25 to 30 for ECTS, 10 to 10 for UK CATS.
/// A [`Unit`] is refused whose hours are zero or whose least is above the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hours {
    /// The least.
    pub least: Credits,
    /// The most.
    pub most: Credits,
}

/// A unit in which credits are counted. [`Unit::new`] makes one.
///
/// ```
/// use creditbank::{Unit, credits};
/// let ects = Unit::new("ects".parse()?, credits!("0.5"), None)?;
/// assert!(ects.admits(credits!("7.5")).is_ok());
/// let off = ects.admits(credits!("7.25")).unwrap_err();
/// assert_eq!(off.to_string(), "7.25 is not a whole number of steps of 0.5 `ects`");
/// assert_eq!(ects.floor(credits!("7.25")), (credits!("7"), credits!("0.25")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Unit {
    /// Its code.
    pub id: UnitId,
    /// The smallest step in which amounts of it may be certified. Never zero.
    pub quantum: Credits,
    /// Notional hours behind one credit, where the framework states them.
    pub hours: Option<Hours>,
}

/// An amount that is not a whole number of its unit's quantum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{credits} is not a whole number of steps of {quantum} `{unit}`")]
pub struct OffQuantum {
    /// The amount.
    pub credits: Credits,
    /// The unit's quantum.
    pub quantum: Credits,
    /// The unit.
    pub unit: UnitId,
}

/// Why a unit cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnitError {
    /// The smallest step is zero.
    #[error("the quantum of `{unit}` is 0; the smallest step that is certified is expected, as in 0.5")]
    ZeroQuantum {
        /// The unit.
        unit: UnitId,
    },
    /// No work stands behind a credit.
    #[error("a credit of `{unit}` stands for 0 hours; leave the hours out where none are stated")]
    ZeroHours {
        /// The unit.
        unit: UnitId,
    },
    /// The range of hours is upside down.
    #[error("a credit of `{unit}` stands for at least {least} and at most {most} hours; the least comes first")]
    HoursReversed {
        /// The unit.
        unit: UnitId,
        /// What was given as the least.
        least: Credits,
        /// What was given as the most.
        most: Credits,
    },
    /// The id is that of the built-in unit.
    #[error("`{}` is built in and cannot be defined; another code is expected", UnitId::ITEM)]
    BuiltIn,
}

impl Hours {
    fn check(self, unit: &UnitId) -> Result<(), UnitError> {
        let Self { least, most } = self;
        if least.is_zero() || most.is_zero() {
            return Err(UnitError::ZeroHours { unit: unit.clone() });
        }
        if least > most {
            return Err(UnitError::HoursReversed { unit: unit.clone(), least, most });
        }
        Ok(())
    }
}

impl Unit {
    /// A unit of that code, with its smallest step and the hours behind one credit where they are stated.
    ///
    /// # Errors
    /// [`UnitError`] on a zero quantum, on zero hours, on a least above the most, and on the code `item`.
    pub fn new(id: UnitId, quantum: Credits, hours: Option<Hours>) -> Result<Self, UnitError> {
        if id.as_str() == UnitId::ITEM {
            return Err(UnitError::BuiltIn);
        }
        if quantum.is_zero() {
            return Err(UnitError::ZeroQuantum { unit: id });
        }
        hours.map_or(Ok(()), |hours| hours.check(&id))?;
        Ok(Self { id, quantum, hours })
    }

    /// The built-in unit of outcomes for which no credit is certified: whole items, no hours.
    #[must_use]
    pub fn item() -> Self {
        Self { id: UnitId::item(), quantum: Credits::ONE, hours: None }
    }

    /// Whether the amount is a whole number of quanta.
    ///
    /// # Errors
    /// [`OffQuantum`], with the amount and the quantum.
    pub fn admits(&self, credits: Credits) -> Result<(), OffQuantum> {
        match credits.ten_thousandths().checked_rem(self.quantum.ten_thousandths()) {
            Some(0) => Ok(()),
            _ => Err(OffQuantum { credits, quantum: self.quantum, unit: self.id.clone() }),
        }
    }

    /// The largest whole number of quanta in an amount, and the rest, which is less than one quantum.
    #[must_use]
    pub fn floor(&self, credits: Credits) -> (Credits, Credits) {
        let steps = credits.ten_thousandths().checked_rem(self.quantum.ten_thousandths());
        let rest = steps.and_then(Credits::from_ten_thousandths).unwrap_or(Credits::ZERO);
        (credits.minus(rest).unwrap_or(credits), rest)
    }
}
