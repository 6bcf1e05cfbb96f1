//! Leaving what one was enrolled or has matriculated in.

use serde::{Deserialize, Serialize};

use crate::id::{Code, EntryId};
use crate::ledger::authority::Case;
use crate::ledger::entry::{Effects, Entry};
use crate::ledger::left::Left;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::{not_before, still_open};
use crate::ledger::verbs::verb::{Applied, Verb};
use crate::registry::Role;
use crate::time::Date;

/// The learner leaves a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leave {
    /// The enrolment or matriculation that ends.
    pub enrolment: EntryId,
    /// Why.
    pub reason: Code,
}

impl Verb for Leave {
    const ROLE: Role = Role::Registrar;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.enrolment;
        let unknown = Refusal::Unknown { what: Named::Enrolment(id) };
        if let Some(of) = case.book.matriculations.get(&id) {
            return dropping_out(case, of);
        }
        let enrolment = case.book.enrolments.get(&id).ok_or(unknown)?;
        case.owned_by(&enrolment.institution)?;
        if let Some(left) = &enrolment.left {
            return Err(Refusal::Ended { what: Named::Enrolment(id), by: left.entry });
        }
        not_before(case, enrolment.from, Latest::Line(id))?;
        Ok(Effects::default())
    }

    fn apply(&self, book: &mut Passbook, entry: &Entry) -> Applied {
        let left = left_mut(book, self.enrolment).ok_or("there is no such enrolment")?;
        *left = Some(Left { entry: entry.id(), on: entry.effective, reason: self.reason.clone() });
        Ok(())
    }
}

/// Dropping out: what was earned stays, and the award of the programme may still be made if it is reached.
fn dropping_out(case: &Case<'_>, of: &Matriculation) -> Result<Effects, Refusal> {
    case.owned_by(&of.institution)?;
    still_open(of)?;
    let tried = of.assessments.iter().map(|one| one.on);
    let latest = tried.chain(of.reliefs.iter().map(|one| one.on)).fold(of.on, Date::max);
    not_before(case, latest, Latest::Line(of.id))?;
    Ok(Effects::default())
}

/// How an enrolment or a matriculation ended.
pub(crate) fn left_mut(book: &mut Passbook, id: EntryId) -> Option<&mut Option<Left>> {
    let enrolment = book.enrolments.get_mut(&id).map(|one| &mut one.left);
    enrolment.or_else(|| book.matriculations.get_mut(&id).map(|one| &mut one.left))
}
