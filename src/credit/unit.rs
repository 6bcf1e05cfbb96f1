//! Units of credit: what an amount is counted in, how finely, and what work stands behind it.

use crate::credit::Credits;
use crate::id::UnitId;

/// The notional hours of work behind one credit, as a range: 25 to 30 for ECTS, 10 to 10 for UK CATS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hours {
    /// The least.
    pub least: Credits,
    /// The most.
    pub most: Credits,
}

/// A unit in which credits are counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    /// Its code.
    pub id: UnitId,
    /// The smallest step in which amounts of it may be certified. Never zero.
    pub quantum: Credits,
    /// Notional hours behind one credit, where the framework states them.
    pub hours: Option<Hours>,
}

/// An amount that is not a whole number of its unit's quantum.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{credits} is not a whole number of steps of {quantum} `{unit}`")]
pub struct OffQuantum {
    /// The amount.
    pub credits: Credits,
    /// The unit's quantum.
    pub quantum: Credits,
    /// The unit.
    pub unit: UnitId,
}

impl Unit {
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
}
