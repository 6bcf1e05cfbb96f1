//! Opening a passbook.

use serde::{Deserialize, Serialize};

use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::passbook::{Passbook, Status};
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::becomes;
use crate::ledger::verbs::verb::{Applied, Taken, Verb};
use crate::registry::Role;

/// The passbook is opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {}

impl Verb for Open {
    const ROLE: Role = Role::Registrar;
    const TAKEN: Taken = Taken::Unopened;

    fn decide(&self, _case: &mut Case<'_>) -> Result<Effects, Refusal> {
        Ok(Effects::default())
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        becomes(book, Status::Open, entry);
        Ok(())
    }
}
