//! What runs out: lots past their last valid day are noted, and holds whose last day has passed are ended.

use crate::id::HoldId;
use crate::ledger::authority::Case;
use crate::ledger::effects::Effects;
use crate::ledger::lot::Lot;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::hold::{end_hold, open_hold};
use crate::ledger::verbs::verb::{Taken, Verb};
use crate::ledger::verbs::written::written_as;
use crate::registry::{Power, Role};

/// What is past its last valid day on the effective date, and free, is noted as expired. Nothing moves.
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
            return Err(Refusal::NothingDue { day: case.day() });
        }
        Ok(Effects { swept, ..Effects::default() })
    }
}

/// A hold whose last day has passed ends.
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
            return Err(Refusal::NotLapsed { hold: id, through: hold.through });
        }
        end_hold(case, id)
    }
}
