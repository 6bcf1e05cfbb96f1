//! Enrolling in a programme, and leaving what one was enrolled or has matriculated in.

use serde::{Deserialize, Serialize};

use crate::id::{Code, EntryId, ProgrammeId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::matriculation::{Left, Matriculation};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{Enrolment, Passbook};
use crate::ledger::refusal::{LotRefusal, Refusal, WhenRefusal};
use crate::ledger::verbs::kit::{not_before, once, still_open};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Undo, Verb, written_as};
use crate::registry::Role;
use crate::time::Date;

/// The learner is enrolled in a programme at the institution that says so.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)).
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

impl Enrol {
    /// Enrolment in a programme from the first day of study.
    ///
    /// ```
    /// use creditbank::ledger::Enrol;
    /// use creditbank::{date, programme};
    ///
    /// let until_summer = Enrol { ends: Some(date!("2026-06-30")), ..Enrol::into(programme!("SV-MECH"), date!("2023-09-01")) };
    /// assert_eq!(until_summer.programme, programme!("SV-MECH"));
    /// ```
    #[must_use]
    pub const fn into(programme: ProgrammeId, starts: Date) -> Self {
        Self { ends: None, programme, registered: None, run: None, starts }
    }
}

impl Verb for Enrol {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Struck);

    fn decide(&self, _case: &mut Case<'_>) -> Result<Effects, Refusal> {
        match self.ends {
            Some(ends) if ends < self.starts => {
                Err(WhenRefusal::DatesReversed { earlier: self.starts, later: ends }.into())
            }
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

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Entry(EntryId::here(line.n)))
    }
}

/// The enrolment goes again, if nobody has left it.
struct Struck;

impl Undo for Struck {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        book.enrolments.contains_key(&line)
    }

    fn decide(&self, case: &mut Case<'_>, _desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let enrolment = case.book.enrolments.get(&line).ok_or(LotRefusal::Unknown { what: Named::Line(line) })?;
        case.owned_by(&enrolment.institution)?;
        let left = enrolment.left.as_ref();
        not_before(case, left.map_or(enrolment.from, |left| left.on.max(enrolment.from)), Latest::Line(line))?;
        left.map_or(Ok(()), |left| Err(LotRefusal::Ended { what: Named::Enrolment(line), by: left.entry }.into()))
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, _by: &Frame<'_>) -> Applied {
        book.enrolments.remove(&line);
        Ok(())
    }
}

/// The learner leaves a programme.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave(
    /// The enrolment or matriculation that ends.
    pub EntryId,
    /// Why.
    pub Code,
);

written_as!(Leave(enrolment: EntryId, reason: Code));

impl Verb for Leave {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Back);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.0;
        let unknown = LotRefusal::Unknown { what: Named::Enrolment(id) };
        if let Some(of) = case.book.matriculations.get(&id) {
            return dropping_out(case, of);
        }
        let enrolment = case.book.enrolments.get(&id).ok_or(unknown)?;
        case.owned_by(&enrolment.institution)?;
        if let Some(left) = &enrolment.left {
            return Err(LotRefusal::Ended { what: Named::Enrolment(id), by: left.entry }.into());
        }
        not_before(case, enrolment.from, Latest::Line(id))?;
        Ok(Effects::default())
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let left = left_mut(book, self.0).ok_or("there is no such enrolment")?;
        *left = Some(Left { entry: entry.id(), on: entry.effective, reason: self.1.clone() });
        Ok(())
    }
}

/// Whoever left is back.
struct Back;

impl Undo for Back {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        left_by(book, line).is_some()
    }

    fn decide(&self, case: &mut Case<'_>, _desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let unknown = LotRefusal::Unknown { what: Named::Line(line) };
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
