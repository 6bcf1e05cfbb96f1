//! Holding: amounts are reserved while an application is under review; ending a hold, before its last day or after it; and
//! lots that are past their last valid day.

use serde::{Deserialize, Serialize};

use crate::id::{Code, HoldId};
use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::lot::{Lot, Reach, Take};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{HeldFor, Passbook};
use crate::ledger::refusal::{LotRefusal, Refusal, WhenRefusal};
use crate::ledger::standing::Place;
use crate::ledger::verbs::kit::{named_once, not_before, whole};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Taken, Verb, written_as};
use crate::registry::{Power, Role};
use crate::time::Date;

/// Amounts are reserved while an application is under review.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Which lots, and how much of each.
    pub take: Vec<Take>,
    /// The last day on which it stands; from the day after it may lapse.
    pub through: Date,
}

impl Verb for Hold {
    const ROLE: Role = Role::Reviewer;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        case.needs(Power::Review)?;
        if self.through < case.day() {
            return Err(WhenRefusal::DatesReversed { earlier: case.day(), later: self.through }.into());
        }
        named_once(&self.take)?;
        let mut desk = case.desk();
        desk.one_of_each(&self.take, &self.take)?;
        let id = HoldId { entry: desk.entry(), k: 0 };
        for take in &self.take {
            whole(case, take)?;
            let chosen = desk.choose(take, &Reach::FREE)?;
            desk.take_parts(take.lot, chosen, |from| from.at(Place::Held(id)))?;
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let held = held(entry, self.take.clone(), self.through);
        book.holds.insert(held.id, held);
        Ok(())
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Hold(HoldId::here(line.n, 0)))
    }
}

/// The hold that a line makes.
pub(crate) fn held(entry: &Frame<'_>, take: Vec<Take>, through: Date) -> HeldFor {
    HeldFor {
        id: HoldId::here(entry.n, 0),
        institution: entry.by.institution.clone(),
        read: Vec::new(),
        take,
        from: entry.effective,
        through,
        ended: None,
        joins: entry.effects.joins.clone(),
        marks: Vec::new(),
        own: None,
        recorded: entry.recorded,
        under: entry.effects.under.clone(),
    }
}

/// A hold that has not ended and had begun by the day.
pub(crate) fn open_hold<'a>(case: &Case<'a>, id: HoldId) -> Result<&'a HeldFor, Refusal> {
    let hold = case.book.holds.get(&id).ok_or(LotRefusal::Unknown { what: Named::Hold(id) })?;
    if let Some(by) = hold.ended {
        return Err(LotRefusal::Ended { what: Named::Hold(id), by }.into());
    }
    not_before(case, hold.from, Latest::Hold(id))?;
    Ok(hold)
}

/// A hold ends, and nothing else happens.
pub(crate) fn end_hold(case: &Case<'_>, id: HoldId) -> Result<Effects, Refusal> {
    let mut desk = case.desk();
    desk.end_hold(id)?;
    Ok(desk.effects)
}

/// A hold ends before its last day.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release(
    /// The hold.
    pub HoldId,
    /// Why.
    pub Code,
);

written_as!(Release(hold: HoldId, reason: Code));

impl Verb for Release {
    const ROLE: Role = Role::Reviewer;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.0;
        let hold = open_hold(case, id)?;
        case.owned_by(&hold.institution)?;
        if case.book.applications.contains_key(&id) {
            return Err(LotRefusal::OfApplication { hold: id }.into());
        }
        end_hold(case, id)
    }
}

/// What is past its last valid day on the effective date, and free, is noted as expired. Nothing moves.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expire;

written_as!(Expire());

impl Verb for Expire {
    const ROLE: Role = Role::Operator;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        // Whether something has expired is seen from its dates, also without this.
        case.needs(Power::Keep)?;
        let is_due = |lot: &&Lot| lot.is_past(case.day()) && lot.has_unused() && lot.swept.is_none();
        let swept: Vec<_> = case.book.lots.values().filter(is_due).map(|lot| lot.id).collect();
        if swept.is_empty() {
            return Err(WhenRefusal::NothingDue { day: case.day() }.into());
        }
        Ok(Effects { swept, ..Effects::default() })
    }
}

/// A hold whose last day has passed ends.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lapse(
    /// The hold.
    pub HoldId,
);

written_as!(Lapse(hold: HoldId));

impl Verb for Lapse {
    const ROLE: Role = Role::Operator;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.0;
        let hold = open_hold(case, id)?;
        case.needs(Power::Keep)?;
        if case.day() <= hold.through {
            return Err(WhenRefusal::NotLapsed { hold: id, through: hold.through }.into());
        }
        end_hold(case, id)
    }
}
