//! Refusing an application.

use serde::{Deserialize, Serialize};

use crate::id::{Code, HoldId};
use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::{in_review, later, next_role, reviewed, stands_through};
use crate::ledger::verbs::verb::{Applied, Taken, Verb};
use crate::registry::Role;

/// A reviewer refuses an application. The lots stay held until the last day for an appeal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refuse {
    /// The application.
    pub application: HoldId,
    /// Why.
    pub reasons: Vec<Code>,
    /// Whether the learner waives the appeal, so that the lots are free at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waived: bool,
}

impl Verb for Refuse {
    const ROLE: Role = Role::Reviewer;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn role(&self, book: &Passbook) -> Role {
        next_role(book, self.application)
    }

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        // The first refusal can be appealed against; the second, or one without an appeal, frees the lots.
        let id = self.application;
        let application = in_review(case, id)?;
        if self.reasons.is_empty() {
            return Err(Refusal::NoReason);
        }
        let mut desk = case.desk();
        if self.waived || application.appealed.is_some() {
            desk.end_hold(id)?;
        } else {
            desk.effects.through = Some(later(case.today(), application.appraisal.appeal_days)?);
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let application = reviewed(book, entry, self.application, Some(&self.reasons))?;
        application.refused_through = entry.effects.through;
        stands_through(book, entry, self.application)
    }
}
