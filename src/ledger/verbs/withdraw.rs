//! Taking an application back.

use serde::{Deserialize, Serialize};

use crate::id::{Code, HoldId};
use crate::ledger::authority::Case;
use crate::ledger::effects::Effects;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::under_way;
use crate::ledger::verbs::verb::{Taken, Verb};
use crate::registry::Role;

/// The learner takes an application back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// The application.
    pub application: HoldId,
    /// Why.
    pub reason: Code,
}

impl Verb for Withdraw {
    const ROLE: Role = Role::Registrar;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let application = under_way(case, self.application)?;
        case.owned_by(&application.by.institution)?;
        let mut desk = case.desk();
        desk.end_hold(application.id)?;
        Ok(desk.effects)
    }
}
