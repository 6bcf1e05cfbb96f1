//! Outcomes that earned nothing come in as records.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::{Code, CourseId, EntryId, IdError};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::named::{Latest, Named};
use crate::ledger::outcome::{Learned, NotPassed};
use crate::ledger::passbook::{Passbook, Recorded};
use crate::ledger::refusal::{LotRefusal, Refusal, WhatRefusal};
use crate::ledger::verbs::kit::{attempt, certifiable, earned, not_before, owned_course};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::registry::{Grade, OutcomeKind, Role};
use crate::time::Date;

/// An outcome that earned nothing is recorded: failed, withdrawn, absent.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// The day on which it was attempted, where that is before it became true in this book: it is recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earned: Option<Date>,
    /// Commitments to the evidence in the vault.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Digest>,
    /// The grade, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// What was attempted.
    pub of: Learned,
    /// How it ended.
    pub result: NotPassed,
    /// The presentation or run of the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run: Option<Code>,
}

impl Record {
    /// A course of the catalogue that earned nothing.
    ///
    /// ```
    /// use creditbank::course;
    /// use creditbank::ledger::{NotPassed, Record};
    ///
    /// let failed = Record::course(course!("SV:MECH101"), NotPassed::Failed).graded("41 percent")?;
    /// assert_eq!(failed.result, NotPassed::Failed);
    /// # Ok::<(), creditbank::id::IdError>(())
    /// ```
    #[must_use]
    pub const fn course(course: CourseId, result: NotPassed) -> Self {
        let of = Learned::Course(course);
        Self { earned: None, evidence: Vec::new(), grade: None, of, result, run: None }
    }

    /// The same with a grade, written as mark and scale: `41 percent`.
    ///
    /// # Errors
    /// If it is not written so.
    pub fn graded(self, grade: &str) -> Result<Self, IdError> {
        Ok(Self { grade: Some(grade.parse()?), ..self })
    }
}

impl Verb for Record {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        match &self.of {
            Learned::Course(course) => {
                let course = owned_course(case, course)?;
                case.needs_issue(OutcomeKind::Course, course.tier)?;
            }
            Learned::Certified(certified) if certified.amount.is_some() => {
                return Err(WhatRefusal::AmountWithoutPass.into());
            }
            Learned::Certified(certified) => certifiable(case, certified)?,
        }
        case.known_level(&self.of)?;
        earned(case, self.earned)?;
        if let Some(grade) = &self.grade
            && case.passes(grade)?
        {
            return Err(WhatRefusal::Passes { grade: grade.clone() }.into());
        }
        let attempt = attempt(case, &self.of, self.grade.as_ref())?;
        Ok(Effects { attempt: Some(Arc::new(attempt)), ..Effects::default() })
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let record = Recorded {
            attempt: entry.effects.attempt.clone().ok_or("it does not say what it is an attempt at")?,
            earned: self.earned,
            grade: self.grade.clone(),
            id: entry.id(),
            institution: entry.by.institution.clone(),
            of: self.of.clone(),
            on: entry.effective,
            result: self.result,
            run: self.run.clone(),
        };
        book.records.insert(record.id, record);
        Ok(())
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Entry(EntryId::here(line.n)))
    }
}

/// The record goes again.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        book.records.contains_key(&line)
    }

    fn decide(&self, case: &mut Case<'_>, _desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let record = case.book.records.get(&line).ok_or(LotRefusal::Unknown { what: Named::Line(line) })?;
        case.owned_by(&record.institution)?;
        not_before(case, record.on, Latest::Line(line))
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, _by: &Frame<'_>) -> Applied {
        book.records.remove(&line);
        Ok(())
    }
}
