//! Ending a hold whose last day has passed.

use serde::{Deserialize, Serialize};

use crate::id::HoldId;
use crate::ledger::authority::Case;
use crate::ledger::effects::Effects;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::hold::{end_hold, open_hold};
use crate::ledger::verbs::verb::{Taken, Verb};
use crate::registry::{Power, Role};

/// A hold whose last day has passed ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// The hold.
    pub hold: HoldId,
}

impl Verb for Lapse {
    const ROLE: Role = Role::Operator;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.hold;
        let hold = open_hold(case, id)?;
        case.needs(Power::Keep)?;
        if case.day() <= hold.through {
            return Err(Refusal::NotLapsed { hold: id, through: hold.through });
        }
        end_hold(case, id)
    }
}
