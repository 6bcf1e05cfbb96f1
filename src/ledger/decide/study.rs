//! Enrolments.

use crate::ledger::act::{Enrol, Leave};
use crate::ledger::authority::Case;
use crate::ledger::decide::matriculate::still_open;
use crate::ledger::entry::Effects;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::named::{Latest, Named};
use crate::ledger::refusal::Refusal;
use crate::time::Date;

pub(super) fn enrol(_case: &mut Case<'_>, enrol: &Enrol) -> Result<Effects, Refusal> {
    ordered(Some(enrol.starts), enrol.ends)?;
    Ok(Effects::default())
}

pub(super) fn leave(case: &mut Case<'_>, leave: &Leave) -> Result<Effects, Refusal> {
    let id = leave.enrolment;
    let unknown = Refusal::Unknown { what: Named::Enrolment(id) };
    if let Some(of) = case.book.matriculations.get(&id) {
        return leave_matriculation(case, of);
    }
    let enrolment = case.book.enrolments.get(&id).ok_or(unknown)?;
    case.owned_by(&enrolment.institution)?;
    if let Some(left) = &enrolment.left {
        return Err(Refusal::Ended { what: Named::Enrolment(id), by: left.entry });
    }
    if case.day() < enrolment.from {
        let subject = Latest::Line(id);
        return Err(Refusal::TooEarly { effective: case.day(), latest: enrolment.from, subject });
    }
    Ok(Effects::default())
}

/// Dropping out: what was earned stays, and the award of the programme may still be made if it is reached.
fn leave_matriculation(case: &Case<'_>, of: &Matriculation) -> Result<Effects, Refusal> {
    case.owned_by(&of.institution)?;
    still_open(of)?;
    let tried = of.assessments.iter().map(|one| one.on);
    let latest = tried.chain(of.reliefs.iter().map(|one| one.on)).fold(of.on, Date::max);
    if case.day() < latest {
        return Err(Refusal::TooEarly { effective: case.day(), latest, subject: Latest::Line(of.id) });
    }
    Ok(Effects::default())
}

fn ordered(earlier: Option<Date>, later: Option<Date>) -> Result<(), Refusal> {
    match (earlier, later) {
        (Some(earlier), Some(later)) if later < earlier => Err(Refusal::DatesReversed { earlier, later }),
        _ => Ok(()),
    }
}
