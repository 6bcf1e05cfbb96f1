//! Ending a hold before its last day.

use serde::{Deserialize, Serialize};

use crate::id::{Code, HoldId};
use crate::ledger::authority::Case;
use crate::ledger::effects::Effects;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::hold::{end_hold, open_hold};
use crate::ledger::verbs::verb::{Taken, Verb};
use crate::registry::Role;

/// A hold ends before its last day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// The hold.
    pub hold: HoldId,
    /// Why.
    pub reason: Code,
}

impl Verb for Release {
    const ROLE: Role = Role::Reviewer;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.hold;
        let hold = open_hold(case, id)?;
        case.owned_by(&hold.institution)?;
        if case.book.applications.contains_key(&id) {
            return Err(Refusal::OfApplication { hold: id });
        }
        end_hold(case, id)
    }
}
