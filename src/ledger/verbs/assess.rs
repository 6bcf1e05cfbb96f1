//! Trying the gate before the next stage.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::credit::Credits;
use crate::id::{Code, EntryId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::matriculation::{Assessment, Matriculation, SubjectMark};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::{AwardRefusal, LotRefusal, PassbookRefusal, Refusal};
use crate::ledger::verbs::kit::{
    award_on, entered_from, found, missed, missed_last, next_of, not_before, pinned, still_open, tries, unneeded,
};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::programme::{Gate, GateSubject};
use crate::registry::Role;
use crate::time::Date;

/// A gate before the next stage was tried (转段考核). Whether it is passed follows from the marks. Where a merge has
/// suspended what the learner recorded, it is recorded anew by somebody else.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal), [`LotRefusal`](crate::ledger::LotRefusal) or [`AwardRefusal`](crate::ledger::AwardRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assess {
    /// The gate.
    pub gate: Code,
    /// The mark of every subject of the gate, each once.
    pub marks: Vec<SubjectMark>,
    /// The matriculation from which the next stage would be entered.
    pub matriculation: EntryId,
}

impl Verb for Assess {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let from = found(case, self.matriculation)?;
        case.owned_by(&from.institution)?;
        still_open(from)?;
        let latest = case.book.assessments_of(from).map(|one| one.on).fold(from.on, Date::max);
        not_before(case, latest, Latest::Line(from.id))?;
        let (book, _) = pinned(case, from)?;
        let gate = next_of(book, from).and_then(|stage| stage.gate.as_ref()).filter(|gate| gate.id == self.gate);
        let gate = gate.ok_or_else(|| AwardRefusal::UnknownGate { gate: self.gate.clone(), matriculation: from.id })?;
        let tried = || tries(case, from, &gate.id);
        if tried().any(|one| one.passed) {
            return Err(AwardRefusal::GatePassed { gate: gate.id.clone() }.into());
        }
        if u32::try_from(tried().count()).is_ok_and(|tried| tried >= gate.attempts) {
            return Err(AwardRefusal::GateTried {
                gate: gate.id.clone(),
                attempts: gate.attempts,
                missed: missed_last(case, from, gate),
            }
            .into());
        }
        Ok(Effects { passed: Some(passes(gate, &self.marks)?), ..Effects::default() })
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let passed = entry.effects.passed.ok_or("it does not say whether the gate was passed")?;
        let of = book.matriculations.get_mut(&self.matriculation).ok_or("there is no such matriculation")?;
        let (by, gate) = (entry.by.mandate.clone(), self.gate.clone());
        let marks = self.marks.clone();
        let assessment =
            Assessment { by, entry: entry.id(), gate, marks, on: entry.effective, passed, suspended: None };
        of.assessments.push(assessment);
        Ok(())
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Entry(EntryId::here(line.n)))
    }
}

/// It was not tried, while nothing rests on it.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        assessed_by(book, line).is_some()
    }

    fn decide(&self, case: &mut Case<'_>, _desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let (of, assessment) = assessed_by(case.book, line).ok_or(LotRefusal::Unknown { what: Named::Line(line) })?;
        case.owned_by(&of.institution)?;
        not_before(case, assessment.on, Latest::Line(line))?;
        let award = || award_on(case.book, |award| award.rests_on.contains(&line));
        unneeded(line, entered_from(case.book, of.id, line).or_else(award))
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, _by: &Frame<'_>) -> Applied {
        let all = book.matriculations.values_mut();
        all.for_each(|of| of.assessments.retain(|one| one.entry != line));
        Ok(())
    }
}

/// Whether marks pass a gate: each subject by itself, and the sum, exactly.
fn passes(gate: &Gate, marks: &[SubjectMark]) -> Result<bool, Refusal> {
    let wrong =
        |subject: &Code| Refusal::from(AwardRefusal::WrongMarks { gate: gate.id.clone(), subject: subject.clone() });
    let mut seen = BTreeSet::new();
    let strange = marks.iter().find(|mark| {
        let known = gate.subjects.iter().any(|one| one.id == mark.subject && mark.marks <= one.full);
        !known || !seen.insert(&mark.subject)
    });
    if let Some(mark) = strange {
        return Err(wrong(&mark.subject));
    }
    let each = |subject: &GateSubject| marks.iter().any(|mark| mark.subject == subject.id);
    if let Some(subject) = gate.subjects.iter().find(|subject| !each(subject)) {
        return Err(wrong(&subject.id));
    }
    Credits::total(gate.subjects.iter().map(|subject| subject.full)).map_err(|_| PassbookRefusal::Full)?;
    Ok(missed(gate, marks).is_empty())
}

/// What a line recorded, and of which matriculation.
fn assessed_by(book: &Passbook, line: EntryId) -> Option<(&Matriculation, &Assessment)> {
    book.matriculations.values().find_map(|of| Some((of, of.assessments.iter().find(|one| one.entry == line)?)))
}
