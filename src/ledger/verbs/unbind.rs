//! Ending a decision that bound lots.

use serde::{Deserialize, Serialize};

use crate::id::{Code, DecisionId};
use crate::ledger::authority::Case;
use crate::ledger::effects::Effects;
use crate::ledger::named::Named;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::verb::{Taken, Verb};
use crate::registry::Role;

/// A decision that bound lots ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unbind {
    /// The decision.
    pub decision: DecisionId,
    /// Why.
    pub reason: Code,
}

impl Verb for Unbind {
    const ROLE: Role = Role::Awarder;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.decision;
        let decision = case.book.decisions.get(&id).ok_or(Refusal::Unknown { what: Named::Decision(id) })?;
        case.owned_by(&decision.institution)?;
        if decision.conversion.is_some() {
            return Err(Refusal::EndsOtherwise {
                decision: id,
                what: "a conversion",
                instead: "reverse the line that made it",
            });
        }
        if decision.award.is_some() {
            return Err(Refusal::EndsOtherwise {
                decision: id,
                what: "an award made by a plan",
                instead: "revoke the award",
            });
        }
        let mut desk = case.desk();
        desk.end_decision(id)?;
        Ok(desk.effects)
    }
}
