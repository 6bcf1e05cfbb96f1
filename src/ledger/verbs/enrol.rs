//! Enrolling in a programme.

use serde::{Deserialize, Serialize};

use crate::id::{Code, EntryId, ProgrammeId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{Enrolment, Passbook};
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::kit::not_before;
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::registry::Role;
use crate::time::Date;

/// The learner is enrolled in a programme at the institution that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrol {
    /// The day it is planned to end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
    /// The programme, or the course where learners enrol in single courses.
    pub programme: ProgrammeId,
    /// The day of registration, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Date>,
    /// The presentation or run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Code>,
    /// The first day of study.
    pub starts: Date,
}

impl Verb for Enrol {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, _case: &mut Case<'_>) -> Result<Effects, Refusal> {
        match self.ends {
            Some(ends) if ends < self.starts => Err(Refusal::DatesReversed { earlier: self.starts, later: ends }),
            _ => Ok(Effects::default()),
        }
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let enrolment = Enrolment {
            ends: self.ends,
            from: entry.effective,
            id: entry.id(),
            institution: entry.by.institution.clone(),
            left: None,
            programme: self.programme.clone(),
            registered: self.registered,
            run: self.run.clone(),
            starts: self.starts,
        };
        book.enrolments.insert(enrolment.id, enrolment);
        Ok(())
    }
}

/// The enrolment goes again, if nobody has left it.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        book.enrolments.contains_key(&line)
    }

    fn decide(&self, case: &mut Case<'_>, _desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let enrolment = case.book.enrolments.get(&line).ok_or(Refusal::Unknown { what: Named::Line(line) })?;
        case.owned_by(&enrolment.institution)?;
        let left = enrolment.left.as_ref();
        not_before(case, left.map_or(enrolment.from, |left| left.on.max(enrolment.from)), Latest::Line(line))?;
        left.map_or(Ok(()), |left| Err(Refusal::Ended { what: Named::Enrolment(line), by: left.entry }))
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, _by: &Frame<'_>) -> Applied {
        book.enrolments.remove(&line);
        Ok(())
    }
}
