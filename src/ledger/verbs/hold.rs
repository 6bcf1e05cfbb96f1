//! Holding: amounts are reserved while an application is under review.

use serde::{Deserialize, Serialize};

use crate::id::HoldId;
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::entry::{Effects, Entry};
use crate::ledger::lot::Take;
use crate::ledger::passbook::{HeldFor, Passbook};
use crate::ledger::reach::Reach;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::Place;
use crate::ledger::verbs::kit::{named_once, whole};
use crate::ledger::verbs::verb::{Applied, Made, Verb};
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
        let mut desk = Desk::new(case.book, case.published, case.day());
        desk.one_of_each(&self.take, &self.take)?;
        let id = HoldId { entry: desk.entry(), k: 0 };
        for take in &self.take {
            whole(case, take)?;
            let chosen = desk.choose(take, &Reach::FREE)?;
            desk.take_parts(take.lot, chosen, |from| from.at(Place::Held(id)))?;
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Entry) -> Applied {
        let id = HoldId::here(entry.n, 0);
        let held = HeldFor {
            id,
            institution: entry.by.institution.clone(),
            read: Vec::new(),
            take: self.take.clone(),
            from: entry.effective,
            through: self.through,
            ended: None,
            joins: entry.effects.joins.clone(),
            marks: Vec::new(),
            own: None,
            recorded: entry.recorded,
            under: entry.effects.under.clone(),
        };
        book.holds.insert(id, held);
        Ok(())
    }

    fn made(&self, _effects: &Effects) -> Made {
        Made { hold: true, ..Made::NOTHING }
    }
}
