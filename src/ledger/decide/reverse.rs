//! A line is undone: what it recorded is posted back, never computed again.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::id::{DecisionId, EntryId, LotId};
use crate::ledger::act::{Cascaded, Reverse};
use crate::ledger::authority::Case;
use crate::ledger::decide::matriculate::once;
use crate::ledger::decide::revalue;
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::left::Left;
use crate::ledger::lot::Lot;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{Decision, Passbook, Regraded};
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Mark, Place, Subject};
use crate::planner::Relief;
use crate::registry::Role;
use crate::time::Date;

/// What a line did, as far as it can be undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Did {
    Accrue(LotId),
    Bind(DecisionId),
    Record,
    Enrol,
    Leave(EntryId),
    Matriculate,
    /// Of a matriculation.
    Assess(EntryId),
    /// Of a matriculation.
    Relieve(EntryId),
    Regrade(u32),
    /// Of a lot.
    Revalue(u32, LotId),
    Revoke(u32),
}

impl Did {
    /// Looks the line up in what the passbook knows.
    pub(crate) fn of(book: &Passbook, entry: EntryId) -> Option<Self> {
        let lot = LotId { entry, k: 0 };
        let decision = DecisionId { entry, k: 0 };
        let here = entry.home.is_none().then_some(entry.n);
        let left = || left_by(book, entry);
        let of =
            |is: &dyn Fn(&Matriculation) -> bool| book.matriculations.values().find(|one| is(one)).map(|one| one.id);
        let assessed = || of(&|one| one.assessments.iter().any(|one| one.entry == entry));
        let relieved = || of(&|one| one.reliefs.iter().any(|one| one.entry == entry));
        if book.lots.contains_key(&lot) {
            Some(Self::Accrue(lot))
        } else if book.decisions.contains_key(&decision) {
            Some(Self::Bind(decision))
        } else if book.records.contains_key(&entry) {
            Some(Self::Record)
        } else if book.enrolments.contains_key(&entry) {
            Some(Self::Enrol)
        } else if book.matriculations.contains_key(&entry) {
            Some(Self::Matriculate)
        } else if let Some(id) = assessed() {
            Some(Self::Assess(id))
        } else if let Some(id) = relieved() {
            Some(Self::Relieve(id))
        } else if let Some(id) = left() {
            Some(Self::Leave(id))
        } else if let Some(n) = here.filter(|n| book.regrades.contains_key(n)) {
            Some(Self::Regrade(n))
        } else if let Some((n, lot)) = here.and_then(|n| Some((n, *book.revalues.get(&n)?))) {
            Some(Self::Revalue(n, lot))
        } else {
            here.filter(|n| book.revocations.contains(n)).map(Self::Revoke)
        }
    }
}

/// The enrolment or matriculation that a line ended.
fn left_by(book: &Passbook, entry: EntryId) -> Option<EntryId> {
    let by = |left: &Option<Left>| left.as_ref().is_some_and(|left| left.entry == entry);
    let enrolment = book.enrolments.values().find(|one| by(&one.left)).map(|one| one.id);
    enrolment.or_else(|| book.matriculations.values().find(|one| by(&one.left)).map(|one| one.id))
}

/// Whoever may do a thing may undo it.
pub(super) fn role(book: &Passbook, reverse: &Reverse) -> Role {
    match Did::of(book, reverse.entry) {
        Some(Did::Bind(id)) => ends(book, id),
        Some(Did::Relieve(_)) => Role::Reviewer,
        _ => Role::Registrar,
    }
}

pub(super) fn reverse(case: &mut Case<'_>, reverse: &Reverse) -> Result<Effects, Refusal> {
    let did = reversible(case, reverse.entry)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    cascade(case, &mut desk, did, &reverse.cascade)?;
    match did {
        Did::Accrue(lot) => strike(case, &mut desk, lot)?,
        Did::Bind(decision) => end_own(case, &mut desk, decision)?,
        Did::Record | Did::Enrol | Did::Leave(_) => study(case, did, reverse.entry)?,
        Did::Matriculate | Did::Assess(_) | Did::Relieve(_) => unrelied(case, did, reverse.entry)?,
        Did::Regrade(n) => regrade(case, &mut desk, n)?,
        Did::Revalue(n, lot) => revalue::take_back(case, &mut desk, n, lot)?,
        Did::Revoke(n) => revoke(case, &mut desk, n)?,
    }
    Ok(desk.effects)
}

fn reversible(case: &Case<'_>, entry: EntryId) -> Result<Did, Refusal> {
    let by = case.book.reversed.get(&entry.n).filter(|_| entry.home.is_none());
    if let Some(by) = by {
        return Err(Refusal::Reversed { entry, by: EntryId::here(*by) });
    }
    if let Some(did) = Did::of(case.book, entry) {
        return Ok(did);
    }
    if entry.home.is_none() && entry.n < case.book.next {
        return Err(Refusal::NotReversible { verb: "that", instead: "use the command that ends or corrects it" });
    }
    Err(Refusal::Unknown { what: Named::Line(entry) })
}

/// Ends the named decisions, the latest first. Each must rely on what is undone, and somebody answers for it who could end
/// it alone.
fn cascade(case: &mut Case<'_>, desk: &mut Desk<'_>, did: Did, named: &[Cascaded]) -> Result<(), Refusal> {
    let uses = match did {
        Did::Accrue(lot) => built_on(desk, decisions_in(desk.uses_of(lot))),
        Did::Bind(decision) => built_on(desk, resting_on(desk, decision)),
        _ => BTreeSet::new(),
    };
    let mut decisions = Vec::new();
    for (at, one) in named.iter().enumerate() {
        let id = one.decision;
        if named.iter().take(at).any(|other| other.decision == id) {
            return Err(Refusal::DecisionTwice { decision: id });
        }
        let decision = case.book.decisions.get(&id).filter(|_| uses.contains(&id));
        let decision = decision.ok_or(Refusal::Unrelated { decision: id })?;
        case.answers(&one.by, ends(case.book, id), &decision.institution)?;
        decisions.push(decision);
    }
    decisions.sort_by_key(|decision| decision.order());
    decisions.into_iter().rev().try_for_each(|decision| end(desk, decision))
}

/// The role that ends a decision.
fn ends(book: &Passbook, id: DecisionId) -> Role {
    if book.converts(id) { Role::Reviewer } else { Role::Awarder }
}

/// These decisions and all that rest on them.
fn built_on(desk: &Desk<'_>, mut waiting: Vec<DecisionId>) -> BTreeSet<DecisionId> {
    let mut found = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if found.insert(id) {
            waiting.extend(resting_on(desk, id));
        }
    }
    found
}

/// The decisions that rely on what a conversion made, and on the residual that it left; of an award, those that carry
/// out of it.
fn resting_on(desk: &Desk<'_>, id: DecisionId) -> Vec<DecisionId> {
    let decision = desk.book().decisions.get(&id);
    let Some(decision) = decision else { return Vec::new() };
    let Some(conversion) = &decision.conversion else { return carriers(desk, decision) };
    let uses = conversion.made.iter().flat_map(|lot| desk.uses_of(*lot));
    decisions_in(uses.chain(desk.drew_on(decision, conversion)))
}

/// Awards that carry out of an award.
fn carriers(desk: &Desk<'_>, decision: &Decision) -> Vec<DecisionId> {
    decision.award.iter().flat_map(|_| desk.carriers_of(decision)).collect()
}

fn decisions_in(subjects: impl IntoIterator<Item = Subject>) -> Vec<DecisionId> {
    let decision = |subject| if let Subject::Decision(id) = subject { Some(id) } else { None };
    subjects.into_iter().filter_map(decision).collect()
}

fn end_own(case: &Case<'_>, desk: &mut Desk<'_>, id: DecisionId) -> Result<(), Refusal> {
    let decision = case.book.decisions.get(&id).ok_or(Refusal::Unknown { what: Named::Decision(id) })?;
    case.owned_by(&decision.institution)?;
    end(desk, decision)
}

fn end(desk: &mut Desk<'_>, decision: &Decision) -> Result<(), Refusal> {
    let carriers = carriers(desk, decision);
    if !carriers.is_empty() {
        return Err(Refusal::InUse { uses: carriers.into_iter().map(Subject::Decision).collect() });
    }
    desk.end_decision(decision.id)
}

/// Takes a lot out again, if nobody relies on it.
fn strike(case: &Case<'_>, desk: &mut Desk<'_>, id: LotId) -> Result<(), Refusal> {
    let lot = desk.lot(id)?;
    case.owned_by(&lot.issuer)?;
    not_before(case, lot.latest, Latest::Lot(id))?;
    if let Some(by) = lot.revoked {
        return Err(Refusal::Revoked { lot: id, by });
    }
    let uses = desk.uses_of(id);
    if !uses.is_empty() || lot.is_used() {
        return Err(Refusal::InUse { uses });
    }
    if let Some(by) = ground_of(case.book, id) {
        return Err(Refusal::StillNeeded { entry: id.entry, by });
    }
    desk.strike(id);
    Ok(())
}

/// The line of a relief that lets a lot count.
fn ground_of(book: &Passbook, lot: LotId) -> Option<EntryId> {
    let names = |relief: &Relief| matches!(relief, Relief::Substitute { lot: one, .. } if *one == lot);
    let mut reliefs = book.matriculations.values().flat_map(|one| &one.reliefs);
    reliefs.find(|one| names(&one.relief)).map(|one| one.entry)
}

pub(super) fn not_before(case: &Case<'_>, latest: Date, subject: Latest) -> Result<(), Refusal> {
    if case.day() >= latest {
        return Ok(());
    }
    Err(Refusal::TooEarly { effective: case.day(), latest, subject })
}

/// A matriculation, or what was recorded of one: undone while no award, and no later matriculation, rests on it.
fn unrelied(case: &Case<'_>, did: Did, entry: EntryId) -> Result<(), Refusal> {
    let id = if let Did::Assess(id) | Did::Relieve(id) = did { id } else { entry };
    let of = matriculation(case, id, entry)?;
    case.owned_by(&of.institution)?;
    let at = |on: Option<Date>| on.unwrap_or(of.on);
    let assessed = of.assessments.iter().filter(|one| id == entry || one.entry == entry).map(|one| (one.entry, one.on));
    let relieved = of.reliefs.iter().filter(|one| id == entry || one.entry == entry).map(|one| (one.entry, one.on));
    let recorded: Vec<_> = assessed.chain(relieved).collect();
    not_before(case, at(recorded.iter().map(|(_, on)| *on).max()), Latest::Line(entry))?;
    let later = case.book.matriculations.values().find(|one| one.from == Some(id) && may_rest(one.id, entry));
    let later = later.map(|one| one.id);
    let award = case.book.live_decisions().find(|one| rests_on(one, of, did, entry)).map(|one| one.id.entry);
    let own = recorded.iter().map(|(line, _)| *line).find(|line| *line != entry);
    let left = of.left.as_ref().map(|left| left.entry);
    let by = match did {
        Did::Relieve(_) => award,
        Did::Assess(_) => later.or(award),
        _ => later.or(award).or(own).or(left),
    };
    by.map_or(Ok(()), |by| Err(Refusal::StillNeeded { entry, by }))?;
    match case.book.matriculations.values().find(|one| one.succeeded == Some(entry)) {
        Some(before) => once(case, &before.programme, Some(entry)),
        None => Ok(()),
    }
}

/// Whether a line may rest on another: where their order is known, it came later.
fn may_rest(line: EntryId, on: EntryId) -> bool {
    if line.home == on.home { line.n > on.n } else { line.home.is_none() || on.home.is_some() }
}

fn matriculation<'a>(case: &Case<'a>, id: EntryId, entry: EntryId) -> Result<&'a Matriculation, Refusal> {
    case.book.matriculations.get(&id).ok_or(Refusal::Unknown { what: Named::Line(entry) })
}

/// Whether an award rests on a matriculation, on a gate that was passed from it, or on a relief.
fn rests_on(decision: &Decision, of: &Matriculation, did: Did, line: EntryId) -> bool {
    let Some(award) = &decision.award else { return false };
    award.rests_on.contains(&line) || (did == Did::Matriculate && award.matriculation == of.id)
}

fn study(case: &Case<'_>, did: Did, entry: EntryId) -> Result<(), Refusal> {
    if let Did::Leave(id) = did
        && let Some(of) = case.book.matriculations.get(&id)
    {
        case.owned_by(&of.institution)?;
        let left = of.left.as_ref().map_or(of.on, |left| left.on.max(of.on));
        not_before(case, left, Latest::Line(entry))?;
        return once(case, &of.programme, None);
    }
    let enrolment = match did {
        Did::Leave(id) => case.book.enrolments.get(&id),
        _ => case.book.enrolments.get(&entry),
    };
    let unknown = Refusal::Unknown { what: Named::Line(entry) };
    let (owner, on, left) = match (case.book.records.get(&entry), enrolment) {
        (Some(record), _) => (&record.institution, record.on, None),
        (None, Some(enrolment)) => (&enrolment.institution, enrolment.from, enrolment.left.as_ref()),
        (None, None) => return Err(unknown),
    };
    case.owned_by(owner)?;
    let latest = left.map_or(on, |left| left.on.max(on));
    not_before(case, latest, Latest::Line(entry))?;
    match left.filter(|_| did == Did::Enrol) {
        Some(left) => Err(Refusal::Ended { what: Named::Enrolment(entry), by: left.entry }),
        None => Ok(()),
    }
}

/// The grade before comes back, if no later regrade stands on this one. Where that is lower, what was built on the lot
/// since is suspended.
fn regrade(case: &mut Case<'_>, desk: &mut Desk<'_>, n: u32) -> Result<(), Refusal> {
    let Some(Regraded { before, lot: id, on, .. }) = case.book.regrades.get(&n) else { return Ok(()) };
    let lot = case.lot(*id)?;
    let (cause, now) = (EntryId::here(n), lot.grade.as_ref());
    case.owned_by(&lot.issuer)?;
    not_before(case, *on, Latest::Line(cause))?;
    let undone = |n: &u32| case.book.reversed.contains_key(n);
    let later =
        case.book.regrades.iter().filter(|(m, _)| **m > n && !undone(m)).any(|(_, regraded)| regraded.lot == *id);
    if later {
        return Err(Refusal::InUse { uses: vec![Subject::Lot(*id)] });
    }
    lift_caused(case.book, desk, cause);
    if case.compare(before.as_ref(), now) == Ordering::Less {
        desk.mark_built_since(cause, *id);
    }
    desk.suspend_clashes(&[]);
    Ok(())
}

fn revoke(case: &Case<'_>, desk: &mut Desk<'_>, n: u32) -> Result<(), Refusal> {
    let cause = EntryId::here(n);
    let lots: Vec<_> = case.book.lots.values().filter(|lot| lot.revoked == Some(cause)).collect();
    for lot in &lots {
        case.owned_by(&lot.issuer)?;
        not_before(case, lot.latest, Latest::Lot(lot.id))?;
        restore(desk, lot)?;
    }
    lift_caused(case.book, desk, cause);
    desk.suspend_clashes(&[]);
    Ok(())
}

/// Posts back what the revocation moved.
fn restore(desk: &mut Desk<'_>, lot: &Lot) -> Result<(), Refusal> {
    let day = desk.day();
    let edited = desk.edit(lot.id)?;
    edited.revoked = None;
    edited.latest = edited.latest.max(day);
    desk.post_parts(lot.id, |lot, standing| (standing.place == Place::Revoked).then(|| lot.home(standing)))
}

/// Lifts every suspension that a line caused.
pub(super) fn lift_caused(book: &Passbook, desk: &mut Desk<'_>, cause: EntryId) {
    let decisions = book.decisions.values().filter(|one| one.marks.contains(&cause)).map(|one| one.id);
    let holds = book.holds.values().filter(|one| one.marks.contains(&cause)).map(|one| one.id);
    let lots = book.lots.values().filter(|one| one.marks.contains(&cause)).map(|one| one.id);
    let marked: Vec<_> =
        decisions.map(Subject::Decision).chain(holds.map(Subject::Hold)).chain(lots.map(Subject::Lot)).collect();
    for Mark { cause, on } in marked.into_iter().map(|on| Mark { cause, on }) {
        desk.lift(cause, on);
    }
}
