//! Programmes are studied: matriculations, gates, and what is decided for one learner.

use std::collections::BTreeSet;

use crate::credit::{Credits, Ratio};
use crate::id::{Code, EntryId, ProgrammeId};
use crate::ledger::act::{Assess, Matriculate, Relieve};
use crate::ledger::authority::Case;
use crate::ledger::entry::Effects;
use crate::ledger::matriculation::{Assessment, Matriculation, SubjectMark};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Scope, UseKind};
use crate::planner::Relief;
use crate::programme::{Change, Gate, Pathway, Programme, Programmes, Waivable, Window};
use crate::registry::Power;
use crate::rules::{February, Later};
use crate::time::Date;

/// A matriculation of this passbook.
pub(super) fn found<'a>(case: &Case<'a>, id: EntryId) -> Result<&'a Matriculation, Refusal> {
    case.book.matriculations.get(&id).ok_or(Refusal::Unknown { what: Named::Matriculation(id) })
}

/// The version in which it is pinned, and its programme there.
pub(super) fn pinned<'a>(case: &mut Case<'a>, of: &Matriculation) -> Result<(&'a Programmes, &'a Programme), Refusal> {
    let (document, day) = (of.document.clone(), case.day());
    let book = case.programmes_at(&document, of.position);
    let book = book.ok_or(Refusal::NotInForce { what: "document", document: document.clone(), day })?;
    let unknown = || Refusal::NotInDocument { what: "programme", id: (&of.programme).into(), document };
    Ok((book, book.programme(&of.programme).ok_or_else(unknown)?))
}

/// Whoever may award a programme says who studies it.
pub(super) fn may_award(case: &mut Case<'_>, programme: &Programme) -> Result<(), Refusal> {
    case.needs_at(Power::Award, programme.tier)?;
    let institution = case.institution();
    if programme.institutions.is_empty() || programme.institutions.contains(institution) {
        return Ok(());
    }
    let (institution, programme) = (institution.clone(), programme.id.clone());
    Err(Refusal::NotAwarder { institution, programme })
}

pub(super) fn matriculate(case: &mut Case<'_>, act: &Matriculate) -> Result<Effects, Refusal> {
    let from = act.from.map(|from| found(case, from)).transpose()?;
    let position = match from {
        Some(from) => {
            still_open(from)?;
            let subject = Latest::Line(from.id);
            not_before(case, from.on, subject)?;
            onward(case, act, from)?
        }
        None => {
            let (book, position) = in_force(case, act)?;
            at_stage(case, act, book)?;
            once(case, &act.programme, None)?;
            match (&act.pathway, act.stage) {
                (Some(pathway), Some(stage)) if stage > 1 => {
                    return Err(Refusal::NotEntered { pathway: pathway.clone(), stage });
                }
                _ => position,
            }
        }
    };
    Ok(Effects { pinned: Some(position), ..Effects::default() })
}

/// The version in force that day, and its position.
fn in_force<'a>(case: &mut Case<'a>, act: &Matriculate) -> Result<(&'a Programmes, u64), Refusal> {
    let day = case.day();
    case.programmes(&act.document, day).ok_or_else(|| Refusal::NotInForce {
        what: "document",
        document: act.document.clone(),
        day,
    })
}

/// The programme and the stage are there, and belong together; the institution may award it.
fn at_stage(case: &mut Case<'_>, act: &Matriculate, book: &Programmes) -> Result<(), Refusal> {
    let unknown =
        || Refusal::NotInDocument { what: "programme", id: (&act.programme).into(), document: act.document.clone() };
    let programme = book.programme(&act.programme).ok_or_else(unknown)?;
    match (&act.pathway, act.stage) {
        (None, None) => {}
        (None, Some(stage)) => return Err(Refusal::StageAlone { stage }),
        (Some(id), stage) => stage_of(act, pathway(book, id, act)?, stage)?,
    }
    may_award(case, programme)
}

fn pathway<'a>(book: &'a Programmes, id: &Code, act: &Matriculate) -> Result<&'a Pathway, Refusal> {
    let unknown = || Refusal::NotInDocument { what: "pathway", id: id.clone(), document: act.document.clone() };
    book.pathway(id).ok_or_else(unknown)
}

fn stage_of(act: &Matriculate, pathway: &Pathway, stage: Option<u32>) -> Result<(), Refusal> {
    let place = stage.and_then(|stage| usize::try_from(stage.checked_sub(1)?).ok());
    let Some(there) = place.and_then(|place| pathway.stages.get(place)) else {
        return Err(Refusal::NoStage { pathway: pathway.id.clone(), stages: pathway.stages.len() });
    };
    if there.programme == act.programme {
        return Ok(());
    }
    let programme = there.programme.clone();
    Err(Refusal::StageOfOther { pathway: pathway.id.clone(), stage: stage.unwrap_or_default(), programme })
}

/// A learner studies a programme once at a time.
pub(super) fn once(case: &Case<'_>, programme: &ProgrammeId, but: Option<EntryId>) -> Result<(), Refusal> {
    let same = |one: &&Matriculation| one.programme == *programme && one.is_open() && Some(one.id) != but;
    match case.book.matriculations.values().find(same) {
        Some(one) => Err(Refusal::Matriculated { programme: programme.clone(), matriculation: one.id }),
        None => Ok(()),
    }
}

pub(super) fn still_open(one: &Matriculation) -> Result<(), Refusal> {
    let by = one.succeeded.or_else(|| one.left.as_ref().map(|left| left.entry));
    by.map_or(Ok(()), |by| Err(Refusal::Ended { what: Named::Matriculation(one.id), by }))
}

fn not_before(case: &Case<'_>, latest: Date, subject: Latest) -> Result<(), Refusal> {
    let effective = case.day();
    if effective < latest { Err(Refusal::TooEarly { effective, latest, subject }) } else { Ok(()) }
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
        Err(Refusal::VersionNotLater { document: act.document.clone(), day: case.day() })
    }
}

/// The next stage of the pathway as it was pinned: through its gate, and with the award before it where that is needed.
fn next_stage(case: &mut Case<'_>, act: &Matriculate, from: &Matriculation) -> Result<u64, Refusal> {
    let (book, programme) = pinned(case, from)?;
    at_stage(case, act, book)?;
    let stage = next_of(book, from);
    let passed = |gate: &Code| case.book.assessments_of(from).any(|one| one.gate == *gate && one.passes_on(case.day()));
    if let Some(gate) = stage.and_then(|stage| stage.gate.as_ref()).filter(|gate| !passed(&gate.id)) {
        return Err(Refusal::GateNotPassed { gate: gate.id.clone() });
    }
    if stage.is_some_and(|stage| stage.needs_award) && !is_awarded(case, programme) {
        return Err(Refusal::AwardMissing { programme: programme.id.clone() });
    }
    Ok(from.position)
}

fn next_of<'a>(book: &'a Programmes, from: &Matriculation) -> Option<&'a crate::programme::Stage> {
    let pathway = book.pathway(from.pathway.as_ref()?)?;
    pathway.stages.get(usize::try_from(from.stage?).ok()?)
}

/// What was decided for an award, but for what was only shown for it.
pub(super) fn awards_in<'a>(book: &'a Passbook, scope: &'a Scope) -> impl Iterator<Item = &'a Decision> {
    book.live_decisions().filter(move |one| one.scope.as_ref() == Some(scope) && one.r#use != UseKind::Witness)
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
    let none = || Refusal::NoChange { from: from.pathway.clone(), stage: from.stage, to: act.pathway.clone() };
    if act.document != from.document {
        return Err(none());
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
    Err(Refusal::ChangeNotOpen { to: change.to.clone(), since: from.on, day: case.day() })
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

pub(super) fn assess(case: &mut Case<'_>, act: &Assess) -> Result<Effects, Refusal> {
    let from = found(case, act.matriculation)?;
    case.owned_by(&from.institution)?;
    still_open(from)?;
    let latest = case.book.assessments_of(from).map(|one| one.on).fold(from.on, Date::max);
    not_before(case, latest, Latest::Line(from.id))?;
    let (book, _) = pinned(case, from)?;
    let gate = next_of(book, from).and_then(|stage| stage.gate.as_ref()).filter(|gate| gate.id == act.gate);
    let gate = gate.ok_or_else(|| Refusal::UnknownGate { gate: act.gate.clone(), matriculation: from.id })?;
    let tried = || tries(case, from, &gate.id);
    if tried().any(|one| one.passed) {
        return Err(Refusal::GatePassed { gate: gate.id.clone() });
    }
    if u32::try_from(tried().count()).is_ok_and(|tried| tried >= gate.attempts) {
        return Err(Refusal::GateTried { gate: gate.id.clone(), attempts: gate.attempts });
    }
    Ok(Effects { passed: Some(passes(gate, &act.marks)?), ..Effects::default() })
}

/// How a gate was tried, but for what is suspended.
fn tries<'a>(case: &Case<'a>, from: &'a Matriculation, gate: &'a Code) -> impl Iterator<Item = &'a Assessment> {
    let all = case.book.assessments_of(from);
    all.filter(move |one| one.gate == *gate && one.suspended.is_none())
}

/// Whether marks pass a gate: each subject by itself, and the sum, exactly.
fn passes(gate: &Gate, marks: &[SubjectMark]) -> Result<bool, Refusal> {
    let wrong = |subject: &Code| Refusal::WrongMarks { gate: gate.id.clone(), subject: subject.clone() };
    let mut seen = BTreeSet::new();
    let strange = marks.iter().find(|mark| {
        let known = gate.subjects.iter().any(|one| one.id == mark.subject && mark.marks <= one.full);
        !known || !seen.insert(&mark.subject)
    });
    if let Some(mark) = strange {
        return Err(wrong(&mark.subject));
    }
    let (mut sum, mut full, mut each) = (Credits::ZERO, Credits::ZERO, true);
    for subject in &gate.subjects {
        let mark = marks.iter().find(|mark| mark.subject == subject.id).ok_or_else(|| wrong(&subject.id))?;
        each = each && gate.least_each.is_none_or(|share| reaches(mark.marks, subject.full, share));
        sum = sum.plus(mark.marks).map_err(|_| Refusal::Full)?;
        full = full.plus(subject.full).map_err(|_| Refusal::Full)?;
    }
    Ok(each && gate.least_sum.is_none_or(|share| reaches(sum, full, share)))
}

/// q × got ≥ p × full.
fn reaches(got: Credits, full: Credits, share: Ratio) -> bool {
    let times = |left: u64, right: u64| u128::from(left).checked_mul(u128::from(right));
    let (got, full) = (times(got.ten_thousandths(), share.den()), times(full.ten_thousandths(), share.num()));
    got.zip(full).is_some_and(|(got, full)| got >= full)
}

pub(super) fn relieve(case: &mut Case<'_>, act: &Relieve) -> Result<Effects, Refusal> {
    let of = found(case, act.matriculation)?;
    case.owned_by(&of.institution)?;
    let (book, programme) = pinned(case, of)?;
    case.needs_at(Power::Review, programme.tier)?;
    still_open(of)?;
    not_before(case, of.on, Latest::Line(of.id))?;
    if let Some(last) = act.through.filter(|last| *last < case.day()) {
        return Err(Refusal::DatesReversed { earlier: case.day(), later: last });
    }
    if !book.draft().clauses.iter().any(|clause| clause.id == act.clause) {
        return Err(Refusal::NotInDocument { what: "clause", id: act.clause.clone(), document: of.document.clone() });
    }
    sensible(case, programme, &act.relief)?;
    Ok(Effects::default())
}

/// What the relief names is there.
fn sensible(case: &mut Case<'_>, programme: &Programme, relief: &Relief) -> Result<(), Refusal> {
    let missing = |what: &'static str, id: &Code| {
        Err(Refusal::NotInProgramme { what, id: id.clone(), programme: programme.id.clone() })
    };
    match relief {
        Relief::Exempt { credits, items, part } => {
            if !programme.parts.iter().any(|one| one.id == *part) {
                return missing("part", part);
            }
            if credits.is_zero() && *items == 0 {
                return Err(Refusal::Nothing);
            }
            case.unit(&programme.unit)?.admits(*credits).map_err(Refusal::OffQuantum)
        }
        Relief::Substitute { lot, part } => {
            if !programme.parts.iter().any(|one| one.id == *part && one.is_leaf()) {
                return missing("part that takes outcomes", part);
            }
            case.lot(*lot).map(drop)
        }
        Relief::Waive { id, what } if waives(programme, *what, id) => Ok(()),
        Relief::Waive { id, what } => missing(what.as_str(), id),
    }
}

fn waives(programme: &Programme, what: Waivable, id: &Code) -> bool {
    match what {
        Waivable::Part => programme.parts.iter().any(|one| one.id == *id),
        Waivable::Quota => programme.quotas.iter().any(|one| one.id == *id),
        Waivable::Average => programme.averages.iter().any(|one| one.id == *id),
        Waivable::Prerequisite => programme.prerequisites.iter().any(|one| one.course.code == *id),
        Waivable::Gate => programme.gates.contains(id),
    }
}
