//! Balances: how much stands where, by unit and tier. Derived from the lots at every call, never stored.

use std::collections::BTreeMap;

use crate::credit::{AmountError, Credits};
use crate::id::UnitId;
use crate::ledger::{Passbook, Place, Standing};
use crate::registry::Tier;

/// How much of one unit at one tier stands where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// Available, and reserved by nothing.
    pub free: Credits,
    /// Available, and reserved by at least one scope.
    pub reserved: Credits,
    /// Under review.
    pub held: Credits,
    /// Used up.
    pub consumed: Credits,
    /// Beaten by a better attempt.
    pub superseded: Credits,
    /// Past the last valid day, and swept.
    pub expired: Credits,
    /// Withdrawn by the issuer.
    pub revoked: Credits,
    /// In another passbook now.
    pub moved: Credits,
}

/// Balances by unit and tier, in their order.
pub type Balances = BTreeMap<(UnitId, Tier), Balance>;

impl Balance {
    fn slot(&mut self, standing: &Standing) -> &mut Credits {
        match standing.place {
            Place::Available if standing.scopes.is_empty() => &mut self.free,
            Place::Available => &mut self.reserved,
            Place::Held(_) => &mut self.held,
            Place::Consumed(_) => &mut self.consumed,
            Place::Superseded => &mut self.superseded,
            Place::Expired => &mut self.expired,
            Place::Revoked => &mut self.revoked,
            Place::Moved => &mut self.moved,
        }
    }

    /// All of it, wherever it stands: what was accrued.
    ///
    /// # Errors
    /// If the sum is larger than any amount can be.
    pub fn total(&self) -> Result<Credits, AmountError> {
        [self.reserved, self.held, self.consumed, self.superseded, self.expired, self.revoked, self.moved]
            .into_iter()
            .try_fold(self.free, Credits::plus)
    }
}

/// The balances of a passbook.
///
/// # Errors
/// If a sum is larger than any amount can be.
pub(crate) fn balances(book: &Passbook) -> Result<Balances, AmountError> {
    let mut balances = Balances::new();
    for lot in book.lots.values() {
        let balance: &mut Balance = balances.entry((lot.amount.unit.clone(), lot.tier)).or_default();
        for part in &lot.parts {
            let slot = balance.slot(&part.standing);
            *slot = slot.plus(part.credits)?;
        }
    }
    Ok(balances)
}
