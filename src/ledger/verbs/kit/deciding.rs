//! Applications on their way: who reviews next, and what a review changes. Decisions, and the end of them: of one by itself,
//! by the reversal of its line, or in a cascade.

use std::collections::BTreeSet;

use crate::digest::Digest;
use crate::id::{Code, DecisionId, EntryId, HoldId, MandateId};
use crate::ledger::application::{Application, Review};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::Frame;
use crate::ledger::lot::Take;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::refusal::{LotRefusal, PassbookRefusal, Refusal, WhatRefusal, WhoRefusal};
use crate::ledger::standing::{Subject, UseKind};
use crate::ledger::verbs::kit::asking::not_before;
use crate::ledger::verbs::verb::{Applied, Undo};
use crate::registry::{Power, Role};
use crate::rules::ReviewStage;
use crate::time::Date;

/// How a line is undone that made a decision: the decision ends.
pub(crate) struct Decided;

impl Decided {
    const fn by(line: EntryId) -> DecisionId {
        DecisionId { entry: line, k: 0 }
    }
}

impl Undo for Decided {
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool {
        book.decisions.contains_key(&Self::by(line))
    }

    fn role(&self, book: &Passbook, line: EntryId) -> Role {
        ending_role(book, Self::by(line))
    }

    fn relied_on_by(&self, desk: &Desk<'_>, line: EntryId) -> BTreeSet<DecisionId> {
        built_on(desk, resting_on(desk, Self::by(line)))
    }

    fn decide(&self, case: &mut Case<'_>, desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal> {
        let id = Self::by(line);
        let decision = case.book.decisions.get(&id).ok_or(LotRefusal::Unknown { what: Named::Decision(id) })?;
        case.owned_by(&decision.institution)?;
        end_alone(desk, decision)
    }
}

/// The decision of a line: so much of these lots is used.
pub(crate) fn decision(entry: &Frame<'_>, decided: Digest, take: Vec<Take>, kind: UseKind) -> Decision {
    Decision {
        award: None,
        by: vec![entry.by.mandate.clone()],
        conversion: None,
        decided,
        effective: entry.effective,
        ended: None,
        held: None,
        id: DecisionId::here(entry.n, 0),
        institution: entry.by.institution.clone(),
        joins: entry.effects.joins.clone(),
        marks: Vec::new(),
        own: None,
        recorded: entry.recorded,
        scope: None,
        take,
        under: entry.effects.under.clone(),
        r#use: kind,
    }
}

/// The role that ends a decision.
pub(crate) fn ending_role(book: &Passbook, id: DecisionId) -> Role {
    if book.converts(id) { Role::Reviewer } else { Role::Awarder }
}

/// Ends a decision out of which nothing is carried.
pub(crate) fn end_alone(desk: &mut Desk<'_>, decision: &Decision) -> Result<(), Refusal> {
    let carriers = carriers(desk, decision);
    if !carriers.is_empty() {
        return Err(LotRefusal::InUse { uses: carriers.into_iter().map(Subject::Decision).collect() }.into());
    }
    desk.end_decision(decision.id)
}

/// These decisions and all that rest on them.
pub(crate) fn built_on(desk: &Desk<'_>, mut waiting: Vec<DecisionId>) -> BTreeSet<DecisionId> {
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

/// Those that are decisions.
pub(crate) fn decisions_in(subjects: impl IntoIterator<Item = Subject>) -> Vec<DecisionId> {
    let decision = |subject| if let Subject::Decision(id) = subject { Some(id) } else { None };
    subjects.into_iter().filter_map(decision).collect()
}

/// The role that the next review takes.
pub(crate) fn next_role(book: &Passbook, id: HoldId) -> Role {
    let next = book.applications.get(&id).and_then(Application::next);
    next.map_or(Role::Reviewer, |stage| stage.role)
}

/// The application, if it waits for a review that the actor may make.
pub(crate) fn in_review<'a>(case: &mut Case<'a>, id: HoldId) -> Result<&'a Application, Refusal> {
    let application = under_way(case, id)?;
    let Some(stage) = application.next() else { return Err(WhatRefusal::NotInReview { application: id }.into()) };
    at_the_right_place(case, application, stage)?;
    another_person(case, application)?;
    Ok(application)
}

/// The application, if it has not ended and nothing later happened to it.
pub(crate) fn under_way<'a>(case: &Case<'a>, id: HoldId) -> Result<&'a Application, Refusal> {
    let application = case.book.applications.get(&id).ok_or(LotRefusal::Unknown { what: Named::Application(id) })?;
    if let Some(by) = application.ended {
        return Err(LotRefusal::Ended { what: Named::Application(id), by }.into());
    }
    if application.appraisal.is_refused() {
        return Err(WhatRefusal::NothingToAppeal { application: id }.into());
    }
    not_before(case, application.latest, Latest::Hold(id))?;
    Ok(application)
}

/// At the institution that the stage names, or at the one that was applied to, with power over what comes out.
fn at_the_right_place(case: &mut Case<'_>, application: &Application, stage: &ReviewStage) -> Result<(), Refusal> {
    case.owned_by(stage.at.as_ref().unwrap_or(&application.by.institution))?;
    let outputs = application.appraisal.grants.iter().flat_map(|grant| &grant.outputs);
    outputs.into_iter().try_for_each(|output| case.needs_at(Power::Review, output.tier))
}

/// Nobody reviews twice, or what they filed themselves: also not under another mandate of theirs.
fn another_person(case: &Case<'_>, application: &Application) -> Result<(), Refusal> {
    let me = case.actor.mandate.clone();
    let filed = (&application.by.mandate, application.id.entry);
    let reviewed = application.reviews.iter().map(|review| (&review.actor.mandate, review.entry));
    let same = |mandate: &MandateId| *mandate == me || case.same_person(mandate, &me);
    let before = std::iter::once(filed).chain(reviewed).find(|(mandate, _)| same(mandate));
    before.map_or(Ok(()), |(_, entry)| Err(WhoRefusal::SamePerson { mandate: me.clone(), entry }.into()))
}

/// So many days after a day.
pub(crate) fn later(day: Date, days: u16) -> Result<Date, Refusal> {
    day.plus_days(days.into()).ok_or_else(|| PassbookRefusal::Full.into())
}

/// A review becomes part of its application.
pub(crate) fn reviewed<'a>(
    book: &'a mut Passbook,
    entry: &Frame<'_>,
    id: HoldId,
    refused: Option<&[Code]>,
) -> Result<&'a mut Application, &'static str> {
    let application = book.applications.get_mut(&id).ok_or("there is no such application")?;
    application.latest = application.latest.max(entry.effective);
    application.reviews.push(Review {
        actor: entry.by.clone(),
        agrees: refused.is_none(),
        appeal: application.appealed.is_some(),
        entry: entry.id(),
        on: entry.effective,
        reasons: refused.unwrap_or_default().to_vec(),
    });
    Ok(application)
}

/// The hold stands through the day that the line says.
pub(crate) fn stands_through(book: &mut Passbook, entry: &Frame<'_>, id: HoldId) -> Applied {
    let Some(through) = entry.effects.through else { return Ok(()) };
    book.holds.get_mut(&id).ok_or("there is no such hold")?.through = through;
    Ok(())
}

/// What a conversion made comes in, and the decision that made it.
pub(crate) fn converted(book: &mut Passbook, entry: &Frame<'_>, application: HoldId) -> Applied {
    let Some(conversion) = &entry.effects.conversion else { return Ok(()) };
    let held = book.holds.get(&application);
    let turn = held.map(|held| held.turn(book.learner));
    let under = held.map_or_else(|| entry.effects.under.clone(), |held| held.under.clone());
    let joins = held.map_or_else(|| entry.effects.joins.clone(), |held| held.joins.clone());
    let application = book.applications.get_mut(&application).ok_or("there is no such application")?;
    let id = DecisionId::here(entry.n, 0);
    application.converted = Some(id);
    application.ended = Some(entry.id());
    let (by, institution) = (application.signed.clone(), application.by.institution.clone());
    let made = decision(entry, application.appraisal.explanation, conversion.take(), UseKind::Consume);
    let conversion = Some(conversion.clone());
    let decision = Decision { by, conversion, held: turn, institution, joins, under, ..made };
    book.decisions.insert(id, decision);
    book.lots.extend(entry.effects.made.iter().map(|lot| (lot.id, lot.clone())));
    Ok(())
}
