//! Balances: how much stands where on a day, by unit and tier. Derived from the lots at every call, never stored.

use std::collections::BTreeMap;

use crate::credit::{AmountError, Credits};
use crate::id::{LotId, UnitId};
use crate::ledger::{Passbook, Share, Shares};
use crate::registry::Tier;

/// How much of one unit at one tier stands where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// At the learner's disposal.
    pub free: Credits,
    /// Available, and reserved by at least one scope.
    pub reserved: Credits,
    /// Under review.
    pub held: Credits,
    /// Used up.
    pub consumed: Credits,
    /// Past the last valid day, swept or not.
    pub expired: Credits,
    /// Suspended until somebody settles it.
    pub suspended: Credits,
    /// Not to be used as things stand: another attempt at the same thing is in the way.
    pub blocked: Credits,
    /// To be used when it is named, though another attempt at the same thing comes before it.
    pub behind: Credits,
    /// Withdrawn by the issuer.
    pub revoked: Credits,
    /// In another passbook now.
    pub moved: Credits,
    /// By how much more is in use than lots are worth whose amount was corrected.
    pub short: Credits,
}

/// Balances by unit and tier, in their order.
pub type Balances = BTreeMap<(UnitId, Tier), Balance>;

impl Balance {
    const fn slot(&mut self, share: Share) -> &mut Credits {
        match share {
            Share::Free => &mut self.free,
            Share::Reserved => &mut self.reserved,
            Share::Held => &mut self.held,
            Share::Consumed => &mut self.consumed,
            Share::Expired => &mut self.expired,
            Share::Suspended => &mut self.suspended,
            Share::Blocked => &mut self.blocked,
            Share::Behind => &mut self.behind,
            Share::Revoked => &mut self.revoked,
            Share::Moved => &mut self.moved,
        }
    }

    /// What stands in one of the places.
    #[must_use]
    pub const fn of(mut self, share: Share) -> Credits {
        *self.slot(share)
    }

    /// All of it, wherever it stands: what the lots are worth, and what they are short of.
    ///
    /// # Errors
    /// If the sum is larger than any amount can be.
    pub fn total(&self) -> Result<Credits, AmountError> {
        Share::ALL.iter().map(|share| self.of(*share)).try_fold(Credits::ZERO, Credits::plus)
    }

    /// What the lots are worth: what was accrued, or what that was corrected to.
    ///
    /// # Errors
    /// If the sum is larger than any amount can be.
    pub fn accrued(&self) -> Result<Credits, AmountError> {
        self.total()?.minus(self.short)
    }
}

/// Where everything of a passbook stands on a day, added up.
///
/// # Errors
/// If a sum is larger than any amount can be.
pub(crate) fn balances(book: &Passbook, places: &BTreeMap<LotId, Shares>) -> Result<Balances, AmountError> {
    let mut balances = Balances::new();
    for (lot, shares) in places.iter().filter_map(|(id, shares)| Some((book.lots.get(id)?, shares))) {
        let balance: &mut Balance = balances.entry((lot.amount.unit.clone(), lot.tier)).or_default();
        for (share, credits) in shares {
            let slot = balance.slot(*share);
            *slot = slot.plus(*credits)?;
        }
        balance.short = balance.short.plus(lot.short())?;
    }
    Ok(balances)
}
