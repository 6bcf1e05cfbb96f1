//! Leaving what one was enrolled or has matriculated in.

use serde::{Deserialize, Serialize};

use crate::id::{Code, EntryId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::matriculation::{Left, Matriculation};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::{not_before, once, still_open};
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
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
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

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

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let left = left_mut(book, self.enrolment).ok_or("there is no such enrolment")?;
        *left = Some(Left { entry: entry.id(), on: entry.effective, reason: self.reason.clone() });
        Ok(())
    }
}

/// Whoever left is back.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        left_by(book, line).is_some()
    }

    fn decide(&self, case: &mut Case<'_>, _desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let unknown = Refusal::Unknown { what: Named::Line(line) };
        let id = left_by(case.book, line).ok_or(unknown.clone())?;
        let (enrolment, of) = (case.book.enrolments.get(&id), case.book.matriculations.get(&id));
        let enrolled = enrolment.map(|one| (&one.institution, one.from, &one.left));
        let studied = of.map(|one| (&one.institution, one.on, &one.left));
        let (owner, from, left) = enrolled.or(studied).ok_or(unknown)?;
        case.owned_by(owner)?;
        not_before(case, left.as_ref().map_or(from, |left| left.on.max(from)), Latest::Line(line))?;
        of.map_or(Ok(()), |of| once(case, &of.programme, None))
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, _by: &Frame<'_>) -> Applied {
        let id = left_by(book, line).ok_or("nobody left by that line")?;
        *left_mut(book, id).ok_or("there is no such enrolment")? = None;
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
fn left_mut(book: &mut Passbook, id: EntryId) -> Option<&mut Option<Left>> {
    let enrolment = book.enrolments.get_mut(&id).map(|one| &mut one.left);
    enrolment.or_else(|| book.matriculations.get_mut(&id).map(|one| &mut one.left))
}

/// The enrolment or matriculation that a line ended.
fn left_by(book: &Passbook, entry: EntryId) -> Option<EntryId> {
    let by = |left: &Option<Left>| left.as_ref().is_some_and(|left| left.entry == entry);
    let enrolment = book.enrolments.values().find(|one| by(&one.left)).map(|one| one.id);
    enrolment.or_else(|| book.matriculations.values().find(|one| by(&one.left)).map(|one| one.id))
}
