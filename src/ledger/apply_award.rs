//! Programmes and awards become part of the passbook.

use crate::digest::Digest;
use crate::id::{DecisionId, EntryId};
use crate::ledger::act::{Assess, Matriculate, Redeem, Relieve, Settle};
use crate::ledger::entry::Entry;
use crate::ledger::lot::{Posting, Take};
use crate::ledger::matriculation::{Assessment, Matriculation, Relieved};
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::standing::{Scope, Standing, Subject, UseKind};

/// A next stage leaves the one before it open: its award may still be made.
pub(super) fn matriculated(book: &mut Passbook, entry: &Entry, act: &Matriculate) -> Result<(), &'static str> {
    let position = entry.effects.pinned.ok_or("it does not say in which version")?;
    let matriculation = Matriculation {
        assessments: Vec::new(),
        document: act.document.clone(),
        from: act.from,
        id: entry.id(),
        institution: entry.by.institution.clone(),
        left: None,
        on: entry.effective,
        pathway: act.pathway.clone(),
        position,
        programme: act.programme.clone(),
        reliefs: Vec::new(),
        stage: act.stage,
        succeeded: None,
    };
    book.matriculations.insert(matriculation.id, matriculation);
    // A view may not have the one before it: that may have come in by a merge later.
    if let Some(from) = act.from {
        let from = book.matriculations.get_mut(&from).ok_or("there is no such matriculation")?;
        if act.stage.is_none() || act.stage <= from.stage {
            from.succeeded = Some(entry.id());
        }
    }
    Ok(())
}

pub(super) fn assessed(book: &mut Passbook, entry: &Entry, act: &Assess) -> Result<(), &'static str> {
    let passed = entry.effects.passed.ok_or("it does not say whether the gate was passed")?;
    let of = book.matriculations.get_mut(&act.matriculation).ok_or("there is no such matriculation")?;
    let (by, gate) = (entry.by.mandate.clone(), act.gate.clone());
    let assessment = Assessment { by, entry: entry.id(), gate, on: entry.effective, passed, suspended: None };
    of.assessments.push(assessment);
    Ok(())
}

pub(super) fn relieved(book: &mut Passbook, entry: &Entry, act: &Relieve) -> Result<(), &'static str> {
    let of = book.matriculations.get_mut(&act.matriculation).ok_or("there is no such matriculation")?;
    of.reliefs.push(Relieved {
        by: entry.by.mandate.clone(),
        clause: act.clause.clone(),
        entry: entry.id(),
        on: entry.effective,
        reason: act.reason.clone(),
        relief: act.relief.clone(),
        suspended: None,
        through: act.through,
    });
    Ok(())
}

/// What an award binds is what its line moves.
pub(super) fn redeemed(book: &mut Passbook, entry: &Entry, act: &Redeem) -> Result<(), &'static str> {
    let award = entry.effects.award.as_ref().ok_or("it does not say what the award rests on")?;
    let id = DecisionId::here(entry.n, 0);
    let decision = Decision {
        award: Some(award.clone()),
        by: vec![entry.by.mandate.clone()],
        conversion: None,
        decided: act.plan.hash(),
        effective: entry.effective,
        ended: None,
        held: None,
        id,
        institution: entry.by.institution.clone(),
        joins: entry.effects.joins.clone(),
        marks: Vec::new(),
        own: None,
        recorded: entry.recorded,
        scope: Some(Scope::Award(award.programme.clone())),
        take: bound_by(&entry.effects.posts, id).ok_or("it binds more than there can be")?,
        under: entry.effects.under.clone(),
        r#use: UseKind::Reserve,
    };
    book.decisions.insert(id, decision);
    Ok(())
}

/// An award that was suspended stands on another plan.
pub(super) fn redeemed_again(
    book: &mut Passbook,
    entry: &Entry,
    settle: &Settle,
    plan: Digest,
) -> Result<(), &'static str> {
    let award = entry.effects.award.as_ref().ok_or("it does not say what the award rests on")?;
    let decision = settled(book, settle).ok_or("there is no such decision")?;
    let take = bound_by(&entry.effects.posts, decision.id).ok_or("it binds more than there can be")?;
    decision.under.clone_from(&entry.effects.under);
    decision.joins.clone_from(&entry.effects.joins);
    decision.award = Some(award.clone());
    decision.decided = plan;
    decision.take = take;
    Ok(())
}

/// The decision that is settled.
pub(super) fn settled<'a>(book: &'a mut Passbook, settle: &Settle) -> Option<&'a mut Decision> {
    let Subject::Decision(id) = settle.subject else { return None };
    book.decisions.get_mut(&id)
}

/// The lots that postings bind by a decision, each once, with the amount.
fn bound_by(posts: &[Posting], id: DecisionId) -> Option<Vec<Take>> {
    let mut take: Vec<Take> = Vec::new();
    let is_in = |standing: &Standing| standing.scopes.iter().any(|one| one.decision == id);
    for post in posts.iter().filter(|post| is_in(&post.to) && !is_in(&post.from)) {
        match take.iter_mut().find(|one| one.lot == post.lot) {
            Some(one) => one.credits = one.credits.plus(post.credits).ok()?,
            None => take.push(Take { credits: post.credits, lot: post.lot }),
        }
    }
    take.sort_by_key(|one| one.lot);
    Some(take)
}

/// A matriculation is gone, and the one before it is as it was.
pub(super) fn unmatriculated(book: &mut Passbook, id: EntryId) {
    book.matriculations.remove(&id);
    let before = book.matriculations.values_mut().filter(|one| one.succeeded == Some(id));
    before.for_each(|one| one.succeeded = None);
}
