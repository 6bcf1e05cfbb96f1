//! Matriculating in a programme, and going on from there.

use serde::{Deserialize, Serialize};

use crate::id::{Code, DocumentId, EntryId, ProgrammeId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::matriculation::Matriculation;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::refusal::{AwardRefusal, LotRefusal, Refusal, Ruling, Section, WhatRefusal};
use crate::ledger::standing::Scope;
use crate::ledger::verbs::kit::{
    award_on, awards_in, entered_from, found, may_award, missed_last, next_of, not_before, once, pinned, still_open,
    tries, unneeded,
};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Undo, Verb};
use crate::programme::{Change, Pathway, Programme, Programmes, Window};
use crate::registry::Role;
use crate::rules::{February, Later};
use crate::time::Date;

/// The learner matriculates in a programme: its version in force that day is pinned.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal), [`LotRefusal`](crate::ledger::LotRefusal) or [`AwardRefusal`](crate::ledger::AwardRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matriculate {
    /// The document of the programme.
    pub document: DocumentId,
    /// The matriculation before it: of the stage before, of another pathway, or in an earlier version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<EntryId>,
    /// The pathway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pathway: Option<Code>,
    /// The programme.
    pub programme: ProgrammeId,
    /// The stage of the pathway, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<u32>,
}

impl Matriculate {
    /// Matriculation in a programme of a document, outside any pathway.
    ///
    /// ```
    /// use creditbank::ledger::Matriculate;
    /// use creditbank::{document, programme};
    ///
    /// let entered = Matriculate::into(programme!("HV-MECH"), document!("demo-programmes"));
    /// assert_eq!(entered.stage, None);
    /// ```
    #[must_use]
    pub const fn into(programme: ProgrammeId, document: DocumentId) -> Self {
        Self { document, from: None, pathway: None, programme, stage: None }
    }
}

impl Verb for Matriculate {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Undoing);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let from = self.from.map(|from| found(case, from)).transpose()?;
        let position = match from {
            Some(from) => {
                still_open(from)?;
                let subject = Latest::Line(from.id);
                not_before(case, from.on, subject)?;
                onward(case, self, from)?
            }
            None => {
                let (book, position) = in_force(case, self)?;
                at_stage(case, self, book)?;
                once(case, &self.programme, None)?;
                match (&self.pathway, self.stage) {
                    (Some(pathway), Some(stage)) if stage > 1 => {
                        return Err(AwardRefusal::NotEntered { pathway: pathway.clone(), stage }.into());
                    }
                    _ => position,
                }
            }
        };
        Ok(Effects { pinned: Some(position), ..Effects::default() })
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        // A next stage leaves the one before it open: its award may still be made.
        let position = entry.effects.pinned.ok_or("it does not say in which version")?;
        let matriculation = Matriculation {
            assessments: Vec::new(),
            document: self.document.clone(),
            from: self.from,
            id: entry.id(),
            institution: entry.by.institution.clone(),
            left: None,
            on: entry.effective,
            pathway: self.pathway.clone(),
            position,
            programme: self.programme.clone(),
            reliefs: Vec::new(),
            stage: self.stage,
            succeeded: None,
        };
        book.matriculations.insert(matriculation.id, matriculation);
        // A view may not have the one before it: that may have come in by a merge later.
        if let Some(from) = self.from {
            let from = book.matriculations.get_mut(&from).ok_or("there is no such matriculation")?;
            if self.stage.is_none() || self.stage <= from.stage {
                from.succeeded = Some(entry.id());
            }
        }
        Ok(())
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Entry(EntryId::here(line.n)))
    }
}

/// It goes again, while nothing rests on it. The one before it is as it was.
struct Undoing;

impl Undo for Undoing {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        book.matriculations.contains_key(&line)
    }

    fn decide(&self, case: &mut Case<'_>, _desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let of = case.book.matriculations.get(&line).ok_or(LotRefusal::Unknown { what: Named::Line(line) })?;
        case.owned_by(&of.institution)?;
        let assessed = of.assessments.iter().map(|one| (one.entry, one.on));
        let recorded: Vec<_> = assessed.chain(of.reliefs.iter().map(|one| (one.entry, one.on))).collect();
        not_before(case, recorded.iter().map(|(_, on)| *on).max().unwrap_or(of.on), Latest::Line(line))?;
        let award = || award_on(case.book, |award| award.rests_on.contains(&line) || award.matriculation == line);
        let left = || of.left.as_ref().map(|left| left.entry);
        let own = || recorded.first().map(|(entry, _)| *entry).or_else(left);
        unneeded(line, entered_from(case.book, line, line).or_else(award).or_else(own))?;
        match case.book.matriculations.values().find(|one| one.succeeded == Some(line)) {
            Some(before) => once(case, &before.programme, Some(line)),
            None => Ok(()),
        }
    }

    fn apply(&self, book: &mut Passbook, line: EntryId, _by: &Frame<'_>) -> Applied {
        book.matriculations.remove(&line);
        let before = book.matriculations.values_mut().filter(|one| one.succeeded == Some(line));
        before.for_each(|one| one.succeeded = None);
        Ok(())
    }
}

/// The version in force that day, and its position.
fn in_force<'a>(case: &mut Case<'a>, act: &Matriculate) -> Result<(&'a Programmes, u64), Refusal> {
    let day = case.day();
    let none = || WhatRefusal::NotInForce { kind: Ruling::Programmes, document: act.document.clone(), day };
    Ok(case.programmes(&act.document, day).ok_or_else(none)?)
}

/// The programme and the stage are there, and belong together; the institution may award it.
fn at_stage(case: &mut Case<'_>, act: &Matriculate, book: &Programmes) -> Result<(), Refusal> {
    let unknown = || WhatRefusal::NotInDocument {
        kind: Section::Programme,
        id: (&act.programme).into(),
        document: act.document.clone(),
    };
    let programme = book.programme(&act.programme).ok_or_else(unknown)?;
    match (&act.pathway, act.stage) {
        (None, None) => {}
        (None, Some(stage)) => return Err(AwardRefusal::StageAlone { stage }.into()),
        (Some(id), stage) => stage_of(act, pathway(book, id, act)?, stage)?,
    }
    may_award(case, programme)
}

fn pathway<'a>(book: &'a Programmes, id: &Code, act: &Matriculate) -> Result<&'a Pathway, Refusal> {
    let unknown =
        || WhatRefusal::NotInDocument { kind: Section::Pathway, id: id.clone(), document: act.document.clone() };
    Ok(book.pathway(id).ok_or_else(unknown)?)
}

fn stage_of(act: &Matriculate, pathway: &Pathway, stage: Option<u32>) -> Result<(), Refusal> {
    let place = stage.and_then(|stage| usize::try_from(stage.checked_sub(1)?).ok());
    let Some(there) = place.and_then(|place| pathway.stages.get(place)) else {
        return Err(AwardRefusal::NoStage { pathway: pathway.id.clone(), stages: pathway.stages.len() }.into());
    };
    if there.programme == act.programme {
        return Ok(());
    }
    let programme = there.programme.clone();
    Err(AwardRefusal::StageOfOther { pathway: pathway.id.clone(), stage: stage.unwrap_or_default(), programme }.into())
}

/// From one matriculation to the next: a later version of the same, the next stage, or another pathway.
fn onward(case: &mut Case<'_>, act: &Matriculate, from: &Matriculation) -> Result<u64, Refusal> {
    let same_way = act.pathway == from.pathway && act.document == from.document;
    if same_way && act.stage == from.stage && act.programme == from.programme {
        return later_version(case, act, from);
    }
    let is_next = act.stage.is_some() && act.stage == from.stage.and_then(|stage| stage.checked_add(1));
    once(case, &act.programme, Some(from.id))?;
    if same_way && act.pathway.is_some() && is_next {
        return next_stage(case, act, from);
    }
    let (book, position) = in_force(case, act)?;
    at_stage(case, act, book)?;
    changed(case, act, from, is_next)?;
    Ok(position)
}

/// A version is moved only later, and whole.
fn later_version(case: &mut Case<'_>, act: &Matriculate, from: &Matriculation) -> Result<u64, Refusal> {
    case.owned_by(&from.institution)?;
    let (book, position) = in_force(case, act)?;
    at_stage(case, act, book)?;
    let (before, _) = pinned(case, from)?;
    let is_later = position > from.position && book.draft().head.valid.from > before.draft().head.valid.from;
    if is_later {
        Ok(position)
    } else {
        Err(AwardRefusal::VersionNotLater { document: act.document.clone(), day: case.day() }.into())
    }
}

/// The next stage of the pathway as it was pinned: through its gate, and with the award before it where that is needed.
fn next_stage(case: &mut Case<'_>, act: &Matriculate, from: &Matriculation) -> Result<u64, Refusal> {
    let (book, programme) = pinned(case, from)?;
    at_stage(case, act, book)?;
    let stage = next_of(book, from);
    let passed = |gate: &Code| case.book.assessments_of(from).any(|one| one.gate == *gate && one.passes_on(case.day()));
    if let Some(gate) = stage.and_then(|stage| stage.gate.as_ref()).filter(|gate| !passed(&gate.id)) {
        return Err(AwardRefusal::GateNotPassed { gate: gate.id.clone(), missed: missed_last(case, from, gate) }.into());
    }
    if stage.is_some_and(|stage| stage.needs_award) && !is_awarded(case, programme) {
        return Err(AwardRefusal::AwardMissing { programme: programme.id.clone() }.into());
    }
    Ok(from.position)
}

/// Whether the award was made, and is not under review.
fn is_awarded(case: &Case<'_>, programme: &Programme) -> bool {
    let scope = Scope::Award(programme.id.clone());
    let stands = |one: &Decision| one.marks.is_empty() && one.effective <= case.day();
    awards_in(case.book, &scope).any(stands)
}

/// Into another pathway: by a change that the pathway allows, or because a gate was failed that leads there.
fn changed(case: &mut Case<'_>, act: &Matriculate, from: &Matriculation, is_next: bool) -> Result<(), Refusal> {
    let (book, _) = pinned(case, from)?;
    let none = || AwardRefusal::NoChange { from: from.pathway.clone(), stage: from.stage, to: act.pathway.clone() };
    if act.document != from.document {
        return Err(none().into());
    }
    if is_next && fell(case, book, act, from) {
        return Ok(());
    }
    let old = from.pathway.as_ref().and_then(|id| book.pathway(id)).ok_or_else(none)?;
    let leads = |one: &&Change| {
        Some(&one.to) == act.pathway.as_ref() && Some(one.from) == from.stage && Some(one.into) == act.stage
    };
    let change = old.changes.iter().find(leads).ok_or_else(none)?;
    let mode = book.draft().february.unwrap_or(February::Down);
    let is_open = |window: &Window| within(*window, from.on, case.day(), mode);
    if change.within.is_empty() || change.within.iter().any(is_open) {
        return Ok(());
    }
    Err(AwardRefusal::ChangeNotOpen { to: change.to.clone(), since: from.on, day: case.day() }.into())
}

/// Whether the gate of the next stage was failed by then and never passed, and leads to the pathway.
fn fell(case: &Case<'_>, book: &Programmes, act: &Matriculate, from: &Matriculation) -> bool {
    let gate = next_of(book, from).and_then(|stage| stage.gate.as_ref());
    gate.is_some_and(|gate| {
        let tried = || tries(case, from, &gate.id);
        let failed = !tried().any(|one| one.passed) && tried().any(|one| one.on <= case.day());
        failed && act.pathway.as_ref().is_some_and(|to| gate.fall_to.contains(to))
    })
}

/// Whether a day lies in a window after another day.
fn within(window: Window, since: Date, day: Date, mode: February) -> bool {
    let begun = window.from.is_none_or(|from| match from.after(since, mode) {
        Later::Day(first) => first <= day,
        Later::Never | Later::NoDay(..) => false,
    });
    begun
        && match window.below.after(since, mode) {
            Later::Day(end) => day < end,
            Later::Never => true,
            Later::NoDay(..) => false,
        }
}
