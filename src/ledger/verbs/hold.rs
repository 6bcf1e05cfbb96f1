//! Holding: amounts are reserved while an application is under review; and ending a hold before its last day.

use serde::{Deserialize, Serialize};

use crate::id::{Code, HoldId};
use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::lot::Take;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{HeldFor, Passbook};
use crate::ledger::reach::Reach;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::Place;
use crate::ledger::verbs::kit::{named_once, not_before, whole};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Taken, Verb};
use crate::ledger::verbs::written::written_as;
use crate::registry::{Power, Role};
use crate::time::Date;

/// Amounts are reserved while an application is under review.
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
            return Err(Refusal::DatesReversed { earlier: case.day(), later: self.through });
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
    let hold = case.book.holds.get(&id).ok_or(Refusal::Unknown { what: Named::Hold(id) })?;
    if let Some(by) = hold.ended {
        return Err(Refusal::Ended { what: Named::Hold(id), by });
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
            return Err(Refusal::OfApplication { hold: id });
        }
        end_hold(case, id)
    }
}
