//! Lots as single quanta.

use crate::credit::Credits;
use crate::id::LotId;
use crate::ledger::{Place, ScopeUse, Standing, Subject};
use crate::testing::model::QUANTUM;
use crate::testing::model::state::Reach;
use crate::testing::model::{Model, Quanta};
use crate::time::Date;
use std::collections::BTreeSet;

/// The uses that a standing names.
pub(super) fn named(standing: &Standing) -> Vec<Subject> {
    let place = match standing.place {
        Place::Held(id) => Some(Subject::Hold(id)),
        Place::Consumed(id) => Some(Subject::Decision(id)),
        _ => None,
    };
    place.into_iter().chain(standing.scopes.iter().map(|one| Subject::Decision(one.decision))).collect()
}

/// Whether a standing names a use.
fn names(standing: &Standing, id: Subject) -> bool {
    let place = match standing.place {
        Place::Held(by) => id == Subject::Hold(by),
        Place::Consumed(by) => id == Subject::Decision(by),
        _ => false,
    };
    place || standing.scopes.iter().any(|one| id == Subject::Decision(one.decision))
}

impl Quanta {
    /// How many quanta it is worth.
    pub(super) fn worth(&self) -> usize {
        self.amount
    }

    /// What it was worth on a day.
    pub(super) fn worth_on(&self, day: Date) -> usize {
        self.was.iter().find(|(_, until)| day < *until).map_or(self.amount, |(amount, _)| *amount)
    }

    /// Whether more of it is in use than it is worth.
    pub(super) fn is_short(&self) -> bool {
        self.quanta.len() > self.amount.max(1)
    }

    /// What nobody uses is added, or taken away, until there is as much as it is worth; if that cannot be, it is short.
    pub(super) fn level(&mut self) {
        let size = self.amount.max(1);
        self.is_nothing = self.amount == 0;
        let home = self.home(&[]);
        while self.quanta.len() < size {
            self.quanta.push(home.clone());
        }
        let at = |quanta: &[Standing]| quanta.iter().position(Standing::is_unused);
        while let Some(at) = at(&self.quanta).filter(|_| self.quanta.len() > size) {
            self.quanta.remove(at);
        }
    }

    /// Whether any of its quanta names a use.
    pub(super) fn names(&self, id: Subject) -> bool {
        self.quanta.iter().any(|one| names(one, id))
    }

    /// How many quanta name one of some uses.
    pub(super) fn used_in(&self, uses: &BTreeSet<Subject>) -> usize {
        self.quanta.iter().filter(|one| uses.iter().any(|id| names(one, *id))).count()
    }

    /// How many of the next quanta that would be taken none of some uses has: those that are free come first.
    pub(super) fn fresh_among(&self, count: usize, uses: &BTreeSet<Subject>, reach: &Reach) -> u64 {
        let is_in_reach = |one: &&Standing| one.place == Place::Available && reach.has(one);
        let mut there: Vec<_> = self.quanta.iter().filter(is_in_reach).collect();
        there.sort();
        let is_fresh = |one: &&Standing| !named(one).iter().any(|by| uses.contains(by));
        u64::try_from(there.into_iter().take(count).filter(is_fresh).count()).unwrap_or(u64::MAX)
    }

    /// Somebody relies on some of it.
    pub(super) fn is_used(&self) -> bool {
        self.quanta.iter().any(Standing::is_used)
    }

    pub(super) fn is_wholly(&self, place: Place) -> bool {
        self.quanta.iter().all(|standing| standing.place == place)
    }

    /// Where what is freed belongs.
    pub(super) fn home(&self, scopes: &[ScopeUse]) -> Standing {
        let place = if self.revoked.is_some() { Place::Revoked } else { Place::Available };
        Standing { place, scopes: scopes.to_vec() }
    }
}

impl Model {
    /// The lots that a use uses: not those that it only reads.
    pub(super) fn used_by(&self, id: Subject) -> Vec<LotId> {
        self.lots.iter().filter(|(_, lot)| lot.names(id)).map(|(id, _)| *id).collect()
    }
}

/// Quanta as credits.
pub(super) fn credits(count: usize) -> Credits {
    let steps = u64::try_from(count).ok().and_then(|count| count.checked_mul(QUANTUM));
    steps.and_then(Credits::from_ten_thousandths).unwrap_or(Credits::ZERO)
}

/// Credits as quanta.
pub(super) fn quanta(credits: Credits) -> usize {
    usize::try_from(credits.ten_thousandths() / QUANTUM).unwrap_or(usize::MAX)
}
