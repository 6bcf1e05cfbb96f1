//! Appealing against a refusal.

use serde::{Deserialize, Serialize};

use crate::id::{Code, HoldId};
use crate::ledger::application::Stands;
use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::{later, stands_through, under_way};
use crate::ledger::verbs::verb::{Applied, Taken, Verb};
use crate::registry::Role;

/// A refusal is appealed against: people who have not reviewed it before decide (申诉).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    /// The application.
    pub application: HoldId,
    /// On which grounds.
    pub reasons: Vec<Code>,
}

impl Verb for Appeal {
    const ROLE: Role = Role::Registrar;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let application = under_way(case, self.application)?;
        case.owned_by(&application.by.institution)?;
        if self.reasons.is_empty() {
            return Err(Refusal::NoReason);
        }
        let Stands::Refused(through) = application.stands() else {
            return Err(Refusal::NothingToAppeal { application: application.id });
        };
        if case.today() > through {
            return Err(Refusal::AppealTooLate { application: application.id, through });
        }
        let through = Some(later(case.today(), application.appraisal.review_days)?);
        Ok(Effects { through, ..Effects::default() })
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let application = book.applications.get_mut(&self.application).ok_or("there is no such application")?;
        application.appealed = Some(entry.id());
        application.latest = application.latest.max(entry.effective);
        stands_through(book, entry, self.application)
    }
}
