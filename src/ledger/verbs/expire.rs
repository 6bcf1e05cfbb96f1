//! Sweeping: what is past its last valid day is noted.

use serde::{Deserialize, Serialize};

use crate::ledger::authority::Case;
use crate::ledger::effects::Effects;
use crate::ledger::lot::Lot;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::verb::Verb;
use crate::registry::{Power, Role};

/// What is past its last valid day on the effective date, and free, is noted as expired. Nothing moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expire {}

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
