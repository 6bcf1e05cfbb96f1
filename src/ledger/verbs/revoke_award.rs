//! Withdrawing an award.

use serde::{Deserialize, Serialize};

use crate::id::{Code, DecisionId};
use crate::ledger::authority::Case;
use crate::ledger::effects::Effects;
use crate::ledger::named::Named;
use crate::ledger::passbook::Decision;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::verb::{Taken, Verb};
use crate::registry::Role;

/// An award is withdrawn: its lots are free again, or expired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeAward {
    /// The award.
    pub award: DecisionId,
    /// Why.
    pub reason: Code,
}

impl Verb for RevokeAward {
    const ROLE: Role = Role::Awarder;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let decision = award(case, self.award)?;
        case.owned_by(&decision.institution)?;
        let mut desk = case.desk();
        desk.end_decision(self.award)?;
        Ok(desk.effects)
    }
}

/// The decision of that id, if it is an award that was redeemed.
pub(crate) fn award<'a>(case: &Case<'a>, id: DecisionId) -> Result<&'a Decision, Refusal> {
    let decision = case.book.decisions.get(&id).ok_or(Refusal::Unknown { what: Named::Decision(id) })?;
    if decision.award.is_some() { Ok(decision) } else { Err(Refusal::NoAward { decision: id }) }
}
