//! What was decided becomes part of the passbook. Applying cannot refuse: it fails only on a forged or corrupt
//! journal.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::id::{DecisionId, EntryId, HoldId, LotId};
use crate::ledger::act::{
    Accrue, Act, Apply, Bind, Enrol, Hold, Leave, MergeIn, Record, Refuse, Regrade, Revalue, Reverse, Settle,
    Settlement,
};
use crate::ledger::application::{Application, Review};
use crate::ledger::apply_award;
use crate::ledger::conversion::Conversion;
use crate::ledger::decide::Did;
use crate::ledger::entry::{Effects, Entry};
use crate::ledger::group::subjects as users;
use crate::ledger::left::Left;
use crate::ledger::lot::{Lot, Posting};
use crate::ledger::merge::Bundle;
use crate::ledger::passbook::{Decision, Enrolment, HeldFor, Passbook, Recorded, Regraded, Status};
use crate::ledger::standing::{Mark, Subject, UseKind};
use crate::registry::Thing;
use crate::time::Date;

/// An entry that cannot have been decided on this passbook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {n} of the passbook does not follow from the lines before it: {what}")]
pub struct Corrupt {
    /// The line's number in the passbook.
    pub n: u32,
    /// What does not fit.
    pub what: &'static str,
}

type Applied = Result<(), &'static str>;

/// Applies an entry, the next of this passbook.
///
/// # Errors
/// [`Corrupt`] if the entry was not decided on this passbook. The passbook is not to be used then.
pub fn apply(book: &mut Passbook, entry: &Entry) -> Result<(), Corrupt> {
    let applied = if entry.n == book.next { fold(book, entry, None) } else { Err("its number is not the next") };
    applied.map_err(|what| Corrupt { n: entry.n, what })
}

/// Applies as much of an entry as was true on `day`, for a view of the past: lines effective later are left out. A line
/// may concern what is not in the view: it ends or
/// suspends a use that is dated later, or something that came in by a merge later. So much of it is left out too;
/// an amount that is not there is never moved.
///
/// # Errors
/// [`Corrupt`], as for [`apply`].
pub fn apply_until(book: &mut Passbook, entry: &Entry, day: Date) -> Result<(), Corrupt> {
    if entry.effective > day {
        return Ok(());
    }
    fold(book, entry, Some(day)).map_err(|what| Corrupt { n: entry.n, what })
}

fn fold(book: &mut Passbook, entry: &Entry, until: Option<Date>) -> Applied {
    let acted = act(book, entry);
    if until.is_none() {
        acted?;
    }
    effects(book, entry, &entry.effects, until)?;
    book.next = entry.n.checked_add(1).ok_or("its number is the last there can be")?;
    Ok(())
}

fn act(book: &mut Passbook, entry: &Entry) -> Applied {
    match &entry.act {
        Act::Open(_) | Act::Reopen(_) => status(book, entry, Status::Open),
        Act::Close(_) => status(book, entry, Status::Closed),
        Act::MergeOut(out) => {
            let last = entry.effects.bundle.as_ref().is_some_and(|bundle| bundle.last);
            let into = out.into;
            status(book, entry, if last { Status::Merged { into } } else { Status::Merging { into } });
            leave_with(book, entry.effects.bundle.as_ref());
        }
        Act::MergeIn(come) => come_in(book, come, entry.effective),
        Act::Enrol(enrol) => enrolled(book, entry, enrol),
        Act::Leave(leave) => return left(book, entry, leave),
        Act::Accrue(accrue) => return accrued(book, entry, accrue),
        Act::Record(record) => return recorded(book, entry, record),
        Act::Regrade(regrade) => return regraded(book, entry, regrade),
        Act::Revalue(revalue) => return revalued(book, entry, revalue),
        Act::Revoke(revoke) => return revoked(book, entry, &revoke.lots),
        Act::Apply(apply) => return applied(book, entry, apply),
        Act::Approve(approve) => return reviewed(book, entry, approve.application, None),
        Act::Refuse(refuse) => return reviewed(book, entry, refuse.application, Some(refuse)),
        Act::Appeal(appeal) => return appealed(book, entry, appeal.application),
        Act::Hold(hold) => held(book, entry, hold),
        Act::Bind(bind) => bound(book, entry, bind),
        Act::Matriculate(act) => return apply_award::matriculated(book, entry, act),
        Act::Assess(act) => return apply_award::assessed(book, entry, act),
        Act::Relieve(act) => return apply_award::relieved(book, entry, act),
        Act::Redeem(act) => return apply_award::redeemed(book, entry, act),
        Act::Settle(settle) => return settled(book, entry, settle),
        Act::Reverse(reverse) => return reversed(book, entry, reverse),
        Act::Expire(_) | Act::Release(_) | Act::Lapse(_) => {}
        Act::Unbind(_) | Act::Withdraw(_) | Act::RevokeAward(_) => {}
    }
    Ok(())
}

fn status(book: &mut Passbook, entry: &Entry, status: Status) {
    book.status = status;
    book.status_since = Some(entry.effective);
}

fn enrolled(book: &mut Passbook, entry: &Entry, enrol: &Enrol) {
    let enrolment = Enrolment {
        ends: enrol.ends,
        from: entry.effective,
        id: entry.id(),
        institution: entry.by.institution.clone(),
        left: None,
        programme: enrol.programme.clone(),
        registered: enrol.registered,
        run: enrol.run.clone(),
        starts: enrol.starts,
    };
    book.enrolments.insert(enrolment.id, enrolment);
}

fn left(book: &mut Passbook, entry: &Entry, leave: &Leave) -> Applied {
    let left = left_mut(book, leave.enrolment).ok_or("there is no such enrolment")?;
    *left = Some(Left { entry: entry.id(), on: entry.effective, reason: leave.reason.clone() });
    Ok(())
}

/// How an enrolment or a matriculation ended.
fn left_mut(book: &mut Passbook, id: EntryId) -> Option<&mut Option<Left>> {
    let enrolment = book.enrolments.get_mut(&id).map(|one| &mut one.left);
    enrolment.or_else(|| book.matriculations.get_mut(&id).map(|one| &mut one.left))
}

fn accrued(book: &mut Passbook, entry: &Entry, accrue: &Accrue) -> Applied {
    let worth = entry.effects.worth.as_ref().ok_or("it does not say what the outcome is worth")?;
    let attempt = entry.effects.attempt.clone().ok_or("it does not say what it is an attempt at")?;
    let lot = accrue.lot(LotId::here(entry.n, 0), worth, attempt, &entry.by, entry.effective);
    book.lots.insert(lot.id, lot);
    Ok(())
}

fn recorded(book: &mut Passbook, entry: &Entry, record: &Record) -> Applied {
    let record = Recorded {
        attempt: entry.effects.attempt.clone().ok_or("it does not say what it is an attempt at")?,
        earned: record.earned,
        grade: record.grade.clone(),
        id: entry.id(),
        institution: entry.by.institution.clone(),
        of: record.of.clone(),
        on: entry.effective,
        result: record.result,
        run: record.run.clone(),
    };
    book.records.insert(record.id, record);
    Ok(())
}

fn regraded(book: &mut Passbook, entry: &Entry, regrade: &Regrade) -> Applied {
    let lot = book.lots.get_mut(&regrade.lot).ok_or("there is no such lot")?;
    let before = lot.grade.replace(regrade.grade.clone());
    let since = lot.regraded.replace(entry.effective);
    let scale = lot
        .attempt
        .as_mut()
        .and_then(|attempt| std::mem::replace(&mut Arc::make_mut(attempt).scale, entry.effects.scale));
    book.regrades.insert(entry.n, Regraded { before, since, scale, lot: regrade.lot, on: entry.effective });
    Ok(())
}

fn revalued(book: &mut Passbook, entry: &Entry, revalue: &Revalue) -> Applied {
    let lot = book.lots.get_mut(&revalue.lot).ok_or("there is no such lot")?;
    lot.revalue(revalue.amount.credits, entry.effective).ok_or("its parts come to too much")?;
    book.revalues.insert(entry.n, revalue.lot);
    Ok(())
}

fn revoked(book: &mut Passbook, entry: &Entry, lots: &[LotId]) -> Applied {
    for id in lots {
        let lot = book.lots.get_mut(id).ok_or("there is no such lot")?;
        lot.revoked = Some(entry.id());
        lot.latest = lot.latest.max(entry.effective);
    }
    book.revocations.insert(entry.n);
    Ok(())
}

fn held(book: &mut Passbook, entry: &Entry, hold: &Hold) {
    let id = HoldId::here(entry.n, 0);
    let held = HeldFor {
        id,
        institution: entry.by.institution.clone(),
        read: Vec::new(),
        take: hold.take.clone(),
        from: entry.effective,
        through: hold.through,
        ended: None,
        joins: entry.effects.joins.clone(),
        marks: Vec::new(),
        own: None,
        recorded: entry.recorded,
        under: entry.effects.under.clone(),
    };
    book.holds.insert(id, held);
}

fn bound(book: &mut Passbook, entry: &Entry, bind: &Bind) {
    let id = DecisionId::here(entry.n, 0);
    let decision = Decision {
        award: None,
        by: vec![entry.by.mandate.clone()],
        conversion: None,
        decided: bind.decided,
        effective: entry.effective,
        ended: None,
        held: None,
        id,
        institution: entry.by.institution.clone(),
        joins: entry.effects.joins.clone(),
        marks: Vec::new(),
        own: None,
        recorded: entry.recorded,
        scope: Some(bind.scope.clone()),
        take: bind.take.clone(),
        under: entry.effects.under.clone(),
        r#use: bind.r#use,
    };
    book.decisions.insert(id, decision);
}

/// An application comes in, with a hold on what it is about; or with a conversion, where nobody has to agree.
fn applied(book: &mut Passbook, entry: &Entry, apply: &Apply) -> Applied {
    let appraisal = entry.effects.application.as_ref().ok_or("it does not say what the rules say")?;
    let id = HoldId::here(entry.n, 0);
    let application = Application {
        appealed: None,
        appraisal: appraisal.clone(),
        by: entry.by.clone(),
        converted: None,
        effective: entry.effective,
        ended: appraisal.is_refused().then(|| entry.id()),
        id,
        latest: entry.effective,
        recorded: entry.recorded,
        refused_through: None,
        reviews: Vec::new(),
        signed: vec![entry.by.mandate.clone()],
        take: apply.take.clone(),
    };
    book.applications.insert(id, application);
    if let Some(through) = entry.effects.through {
        let take = Conversion::granted(appraisal, id, entry.effective, &apply.take).held();
        let (institution, from) = (entry.by.institution.clone(), entry.effective);
        let (marks, own, read) = (Vec::new(), None, appraisal.read.clone());
        let (recorded, joins, under) = (entry.recorded, entry.effects.joins.clone(), entry.effects.under.clone());
        let ended = None;
        let held = HeldFor { ended, from, id, institution, joins, marks, own, read, recorded, take, through, under };
        book.holds.insert(id, held);
    }
    converted(book, entry, id)
}

fn reviewed(book: &mut Passbook, entry: &Entry, id: HoldId, refused: Option<&Refuse>) -> Applied {
    let application = book.applications.get_mut(&id).ok_or("there is no such application")?;
    application.latest = application.latest.max(entry.effective);
    application.reviews.push(Review {
        actor: entry.by.clone(),
        agrees: refused.is_none(),
        appeal: application.appealed.is_some(),
        entry: entry.id(),
        on: entry.effective,
        reasons: refused.map(|refuse| refuse.reasons.clone()).unwrap_or_default(),
    });
    if refused.is_none() {
        application.agreed_by(&entry.by.mandate);
    } else {
        application.refused_through = entry.effects.through;
        stands_through(book, entry, id)?;
    }
    converted(book, entry, id)
}

fn appealed(book: &mut Passbook, entry: &Entry, id: HoldId) -> Applied {
    let application = book.applications.get_mut(&id).ok_or("there is no such application")?;
    application.appealed = Some(entry.id());
    application.latest = application.latest.max(entry.effective);
    stands_through(book, entry, id)
}

fn stands_through(book: &mut Passbook, entry: &Entry, id: HoldId) -> Applied {
    let Some(through) = entry.effects.through else { return Ok(()) };
    book.holds.get_mut(&id).ok_or("there is no such hold")?.through = through;
    Ok(())
}

/// What a conversion made comes in, and the decision that made it.
fn converted(book: &mut Passbook, entry: &Entry, application: HoldId) -> Applied {
    let Some(conversion) = &entry.effects.conversion else { return Ok(()) };
    let held = book.holds.get(&application);
    let turn = held.map(|held| held.turn(book.learner));
    let under = held.map_or_else(|| entry.effects.under.clone(), |held| held.under.clone());
    let joins = held.map_or_else(|| entry.effects.joins.clone(), |held| held.joins.clone());
    let application = book.applications.get_mut(&application).ok_or("there is no such application")?;
    let id = DecisionId::here(entry.n, 0);
    application.converted = Some(id);
    application.ended = Some(entry.id());
    let decision = Decision {
        award: None,
        by: application.signed.clone(),
        conversion: Some(conversion.clone()),
        decided: application.appraisal.explanation,
        effective: entry.effective,
        ended: None,
        held: turn,
        id,
        institution: application.by.institution.clone(),
        joins,
        marks: Vec::new(),
        own: None,
        recorded: entry.recorded,
        scope: None,
        take: conversion.take(),
        under,
        r#use: UseKind::Consume,
    };
    book.decisions.insert(id, decision);
    book.lots.extend(entry.effects.made.iter().map(|lot| (lot.id, lot.clone())));
    Ok(())
}

/// A plan on other lots replaces the lots of the decision it settles. Who settles answers for it.
fn settled(book: &mut Passbook, entry: &Entry, settle: &Settle) -> Applied {
    let (by, cause) = (&entry.by.mandate, settle.cause);
    match settle.subject {
        _ if settle.how == Settlement::Undo => {}
        Subject::Lot(id) => book.lots.get_mut(&id).ok_or("there is no such lot")?.by = by.clone(),
        Subject::Decision(id) => {
            book.decisions.get_mut(&id).ok_or("there is no such decision")?.settled_by(by, cause);
        }
        Subject::Hold(id) => book.hold_settled_by(id, by, cause),
    }
    if let Settlement::Redeem { plan, .. } = &settle.how {
        return apply_award::redeemed_again(book, entry, settle, plan.hash());
    }
    let Settlement::Replan { take, without } = &settle.how else { return Ok(()) };
    let lots = take.iter().filter_map(|one| book.lots.get(&one.lot));
    let things: BTreeSet<_> = lots.filter_map(|lot| lot.thing().cloned()).collect();
    let decision = apply_award::settled(book, settle).ok_or("there is no such decision")?;
    decision.take.retain(|one| !without.contains(&one.lot));
    decision.take.extend(take.iter().cloned());
    decision.under.retain(|one| !things.contains(&one.thing));
    decision.under.extend(entry.effects.under.iter().cloned());
    decision.joins.retain(|lot| !without.contains(lot));
    decision.joins.extend(&entry.effects.joins);
    Ok(())
}

fn reversed(book: &mut Passbook, entry: &Entry, reverse: &Reverse) -> Applied {
    match Did::of(book, reverse.entry).ok_or("there is no such line to reverse")? {
        Did::Accrue(_) | Did::Bind(_) => {}
        Did::Record => drop(book.records.remove(&reverse.entry)),
        Did::Enrol => drop(book.enrolments.remove(&reverse.entry)),
        Did::Leave(id) => *left_mut(book, id).ok_or("there is no such enrolment")? = None,
        Did::Matriculate => apply_award::unmatriculated(book, reverse.entry),
        Did::Assess(id) => {
            let of = book.matriculations.get_mut(&id).ok_or("there is no such matriculation")?;
            of.assessments.retain(|one| one.entry != reverse.entry);
        }
        Did::Relieve(id) => {
            let of = book.matriculations.get_mut(&id).ok_or("there is no such matriculation")?;
            of.reliefs.retain(|one| one.entry != reverse.entry);
        }
        Did::Regrade(n) => {
            let regraded = book.regrades.get(&n).ok_or("there is no such regrade")?;
            let lot = book.lots.get_mut(&regraded.lot).ok_or("there is no such lot")?;
            lot.grade.clone_from(&regraded.before);
            lot.regraded = regraded.since;
            lot.attempt.iter_mut().for_each(|attempt| Arc::make_mut(attempt).scale = regraded.scale);
        }
        Did::Revalue(_, lot) => {
            let lot = book.lots.get_mut(&lot).ok_or("there is no such lot")?;
            lot.value_again(entry.effective).ok_or("it was never revalued")?;
        }
        Did::Revoke(n) => {
            let cause = EntryId::here(n);
            let lots = book.lots.values_mut().filter(|lot| lot.revoked == Some(cause));
            lots.for_each(|lot| {
                lot.revoked = None;
                lot.latest = lot.latest.max(entry.effective);
            });
        }
    }
    if reverse.entry.home.is_none() {
        book.reversed.insert(reverse.entry.n, entry.n);
    }
    Ok(())
}

/// Lots stay behind as moved; everything else is gone from here.
fn leave_with(book: &mut Passbook, bundle: Option<&Bundle>) {
    let Some(bundle) = bundle else { return };
    bundle.decisions.iter().for_each(|one| drop(book.decisions.remove(&one.id)));
    bundle.enrolments.iter().for_each(|one| drop(book.enrolments.remove(&one.id)));
    bundle.matriculations.iter().for_each(|one| drop(book.matriculations.remove(&one.id)));
    bundle.records.iter().for_each(|one| drop(book.records.remove(&one.id)));
    book.used.retain(|thing, _| !bundle.used.iter().any(|one| one.thing == *thing));
}

fn come_in(book: &mut Passbook, come: &MergeIn, day: Date) {
    let bundle = come.bundle.clone().moved(come.from, book.learner, day);
    book.arriving = Some(come.from).filter(|_| !bundle.last);
    bundle.used.iter().for_each(|one| use_on(book, &one.thing, one.on));
    book.lots.extend(bundle.lots.into_iter().map(|lot| (lot.id, lot)));
    book.decisions.extend(bundle.decisions.into_iter().map(|one| (one.id, one)));
    book.enrolments.extend(bundle.enrolments.into_iter().map(|one| (one.id, one)));
    book.matriculations.extend(bundle.matriculations.into_iter().map(|one| (one.id, one)));
    book.records.extend(bundle.records.into_iter().map(|one| (one.id, one)));
    book.taken.insert(come.position);
    if bundle.last {
        book.former.push(come.from);
        book.former.extend(bundle.former);
    }
}

/// A use of attempts at a thing was made, ended, settled or suspended on a day.
fn use_on(book: &mut Passbook, thing: &Thing, on: Date) {
    let last = book.used.entry(thing.clone()).or_insert(on);
    *last = on.max(*last);
}

fn effects(book: &mut Passbook, entry: &Entry, effects: &Effects, until: Option<Date>) -> Applied {
    effects.posts.iter().try_for_each(|post| shift(book, entry, post))?;
    used(book, entry);
    for lot in &effects.swept {
        book.lots.entry(*lot).and_modify(|lot| lot.swept = Some(entry.id()));
    }
    effects.ends.iter().try_for_each(|subject| end(book, *subject, entry.id(), until.is_some()))?;
    effects.lifts.iter().for_each(|mark| unmark(book, *mark));
    book.disown(&effects.own, entry.id());
    effects.marks.iter().try_for_each(|mark| set_mark(book, *mark, until.is_some()))?;
    effects.struck.iter().for_each(|lot| drop(book.lots.remove(lot)));
    Ok(())
}

fn shift(book: &mut Passbook, entry: &Entry, post: &Posting) -> Applied {
    let lot = book.lots.get_mut(&post.lot).ok_or("it moves a lot that is not there")?;
    lot.shift(&post.from, &post.to, post.credits).ok_or("it moves more than there is")?;
    lot.latest = lot.latest.max(entry.effective);
    Ok(())
}

/// The groups of which a line made, ended, settled or suspended a use, or took a suspension from one.
fn used(book: &mut Passbook, entry: &Entry) {
    let effects = &entry.effects;
    let posts = effects.posts.iter().filter(|post| post.from.is_used() || post.to.is_used());
    let mut things: BTreeSet<_> = posts.filter_map(|post| book.lots.get(&post.lot)?.thing().cloned()).collect();
    let settled = if let Act::Settle(settle) = &entry.act { Some(settle.subject) } else { None };
    let subjects: BTreeSet<_> = effects.marks.iter().chain(&effects.lifts).map(|mark| mark.on).chain(settled).collect();
    if !subjects.is_empty() {
        let by =
            |lot: &&Lot| lot.parts.iter().flat_map(|part| users(&part.standing)).any(|one| subjects.contains(&one));
        things.extend(book.lots.values().filter(by).filter_map(|lot| lot.thing().cloned()));
    }
    things.iter().for_each(|thing| use_on(book, thing, entry.effective));
}

fn end(book: &mut Passbook, subject: Subject, by: EntryId, is_view: bool) -> Applied {
    let ended = match subject {
        Subject::Decision(id) => book.decisions.get_mut(&id).map(|one| &mut one.ended),
        Subject::Hold(id) => book.holds.get_mut(&id).map(|one| &mut one.ended),
        Subject::Lot(_) => None,
    };
    match ended {
        Some(ended) => {
            *ended = Some(by);
            if let Subject::Hold(id) = subject
                && let Some(application) = book.applications.get_mut(&id)
            {
                application.ended = Some(by);
            }
        }
        None if is_view => {}
        None => return Err("it ends what is not there"),
    }
    Ok(())
}

fn marks_mut(book: &mut Passbook, subject: Subject) -> Option<&mut Vec<EntryId>> {
    match subject {
        Subject::Lot(id) => book.lots.get_mut(&id).map(|one| &mut one.marks),
        Subject::Decision(id) => book.decisions.get_mut(&id).map(|one| &mut one.marks),
        Subject::Hold(id) => book.holds.get_mut(&id).map(|one| &mut one.marks),
    }
}

/// A correction may be dated before the use that it suspends, which a view of the day between does not have.
fn set_mark(book: &mut Passbook, mark: Mark, is_view: bool) -> Applied {
    let Some(marks) = marks_mut(book, mark.on) else {
        return if is_view { Ok(()) } else { Err("it suspends what is not there") };
    };
    if let Err(place) = marks.binary_search(&mark.cause) {
        marks.insert(place, mark.cause);
    }
    Ok(())
}

fn unmark(book: &mut Passbook, mark: Mark) {
    if let Some(marks) = marks_mut(book, mark.on) {
        marks.retain(|cause| *cause != mark.cause);
    }
}
