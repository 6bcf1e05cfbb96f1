//! Making an award from a plan, and withdrawing an award.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits};
use crate::id::{Code, DecisionId, EntryId, LotId, ProgrammeId};
use crate::ledger::attached::{Attached, Brought, BroughtMut};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::holdings::{Study, waiting};
use crate::ledger::lot::{Lot, Posting, Take};
use crate::ledger::matriculation::{Award, Matriculation};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::refusal::{AwardRefusal, LotRefusal, PassbookRefusal, PlanFor, Refusal, RequestRefusal, Waiting};
use crate::ledger::standing::{Place, Scope, ScopeUse, Standing, UseKind};
use crate::ledger::together::{together, together_settling};
use crate::ledger::verbs::kit::{Decided, awards_in, decision, found, may_award, not_before, pinned, read};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Taken, Undo, Verb, written_as};
use crate::planner::{AssetId, Holdings, Plan, bound, verify};
use crate::programme::{Programme, Programmes};
use crate::registry::Role;
use crate::solver::{Certificate, GoalLevel};

/// An award is made (兑换): the lots of a plan are bound in the award's scope.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal), [`LotRefusal`](crate::ledger::LotRefusal) or [`AwardRefusal`](crate::ledger::AwardRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redeem {
    /// The proof of how good the plan is.
    pub certificate: Attached<Certificate>,
    /// The matriculation.
    pub matriculation: EntryId,
    /// The plan, made for the effective date.
    pub plan: Attached<Plan>,
}

impl Verb for Redeem {
    const ROLE: Role = Role::Awarder;
    const UNDO: Option<&'static dyn Undo> = Some(&Decided);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let of = found(case, self.matriculation)?;
        let (book, programme) = pinned(case, of)?;
        may_award(case, programme)?;
        case.owned_by(&of.institution)?;
        stands(case, of)?;
        let scope = Scope::Award(programme.id.clone());
        if let Some(one) = awards_in(case.book, &scope).next() {
            return Err(AwardRefusal::Awarded { programme: programme.id.clone(), decision: one.id }.into());
        }
        let mut desk = case.desk();
        let id = DecisionId { entry: desk.entry(), k: 0 };
        rests(case, &mut desk, &Resting { of, book, programme, id }, &self.plan, &self.certificate)?;
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let award = entry.effects.award.as_ref().ok_or("it does not say what the award rests on")?;
        let id = DecisionId::here(entry.n, 0);
        let take = bound_by(&entry.effects.posts, id).ok_or("it binds more than there can be")?;
        let scope = Some(Scope::Award(award.programme.clone()));
        let decision = decision(entry, self.plan.hash(), take, UseKind::Reserve);
        let decision = Decision { award: Some(award.clone()), scope, ..decision };
        book.decisions.insert(id, decision);
        Ok(())
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Decision(DecisionId::here(line.n, 0)))
    }

    fn brings(&self) -> Option<Brought<'_>> {
        Some((&self.plan, &self.certificate))
    }

    fn brings_mut(&mut self) -> Option<BroughtMut<'_>> {
        Some((&mut self.plan, &mut self.certificate))
    }
}

/// What an award is for.
struct Resting<'a> {
    of: &'a Matriculation,
    book: &'a Programmes,
    programme: &'a Programme,
    id: DecisionId,
}

/// An award that was made before rests on another plan from now on. Its lots are free on the desk.
pub(crate) fn rest_on(
    case: &mut Case<'_>,
    desk: &mut Desk<'_>,
    decision: &Decision,
    plan: &Attached<Plan>,
    certificate: &Attached<Certificate>,
) -> Result<(), Refusal> {
    let no_award = AwardRefusal::NoAward { decision: decision.id };
    let of = found(case, decision.award.as_ref().ok_or(no_award)?.matriculation)?;
    let (book, programme) = pinned(case, of)?;
    may_award(case, programme)?;
    rests(case, desk, &Resting { of, book, programme, id: decision.id }, plan, certificate)
}

/// The plan holds on what is on the desk, and reaches the award; its lots are bound.
fn rests(
    case: &mut Case<'_>,
    desk: &mut Desk<'_>,
    on: &Resting<'_>,
    plan: &Attached<Plan>,
    certificate: &Attached<Certificate>,
) -> Result<(), Refusal> {
    let hash = certificate.hash();
    let (plan, certificate) = (at_hand(plan)?, at_hand(certificate)?);
    is_for(case, on.of, on.book, plan)?;
    let counted = bound(on.programme, plan).map_err(|_| PassbookRefusal::Full)?;
    fits(desk, &counted)?;
    let book = desk.laid_out();
    let look = if desk.settled.is_some() { together_settling } else { together };
    let together = look(&book, case.published, case.day());
    let study = Study { book: &book, day: case.day(), of: on.of, pinned: on.book, published: case.published };
    let brought = study.brought(&together);
    let levels = verify(on.book, &brought.holdings, plan, certificate);
    let levels = levels.map_err(|fault| AwardRefusal::PlanUnsound { fault: Box::new(fault) })?;
    case.cite_all(brought.cites);
    is_reached(case, desk, on, plan, &brought.holdings)?;
    bind(desk, &counted, &Scope::Award(on.programme.id.clone()), on.id)?;
    let lots = counted.iter().filter_map(|(asset, _)| asset.lot()).collect();
    let read = read(&book, case.published, on.programme, &brought.holdings, (&lots, &plan.reliefs));
    let (programme, rests_on) = (on.programme.id.clone(), lines(case, on, plan));
    desk.effects.award = Some(Award { certificate: hash, levels, matriculation: on.of.id, programme, read, rests_on });
    Ok(())
}

/// The lines of the reliefs that matter to a plan, and by which each gate that the programme asks for was passed first.
fn lines(case: &Case<'_>, on: &Resting<'_>, plan: &Plan) -> Vec<EntryId> {
    let reliefs = on.of.reliefs_on(plan.day).filter(|one| plan.reliefs.contains(&one.relief)).map(|one| one.entry);
    let same = case.book.matriculations.values().filter(|one| one.document == on.of.document);
    let tried = same.flat_map(|one| &one.assessments);
    let passed: Vec<_> = tried.filter(|one| one.passes_on(plan.day)).collect();
    let first = |gate: &Code| passed.iter().filter(|one| one.gate == *gate).map(|one| (one.on, one.entry)).min();
    let gates = on.programme.gates.iter().filter_map(first).map(|(_, entry)| entry);
    reliefs.chain(gates).collect::<BTreeSet<_>>().into_iter().collect()
}

/// One who dropped out may still be awarded what was reached; one whose matriculation was replaced is awarded there.
fn stands(case: &Case<'_>, of: &Matriculation) -> Result<(), Refusal> {
    if let Some(by) = of.succeeded {
        return Err(LotRefusal::Ended { what: Named::Matriculation(of.id), by }.into());
    }
    let latest = of.left.as_ref().map_or(of.on, |left| left.on.max(of.on));
    not_before(case, latest, Latest::Line(of.id))
}

fn at_hand<T>(attached: &Attached<T>) -> Result<&T, Refusal> {
    attached.content().ok_or_else(|| RequestRefusal::AttachmentMissing { hash: attached.hash() }.into())
}

/// The plan is for this programme, in the version that was pinned, on this day and at this institution.
fn is_for(case: &Case<'_>, of: &Matriculation, book: &Programmes, plan: &Plan) -> Result<(), Refusal> {
    let other = |is_other: bool, other: PlanFor| {
        if is_other { Err(AwardRefusal::PlanOther { other }) } else { Ok(()) }
    };
    other(plan.document != of.document || plan.programme != of.programme, PlanFor::Programme)?;
    other(plan.hash != book.hash(), PlanFor::Version)?;
    other(plan.day != case.day(), PlanFor::Day)?;
    other(plan.own != of.institution, PlanFor::Institution)?;
    if plan.conversions.is_empty() {
        return Ok(());
    }
    Err(AwardRefusal::ConversionsOpen { conversions: plan.conversions.clone() }.into())
}

/// Every lot of the plan is there and can be used: what has changed since it was made is named.
fn fits(desk: &mut Desk<'_>, counted: &[(AssetId, Credits)]) -> Result<(), Refusal> {
    for (asset, credits) in counted {
        let AssetId::Lot { lot, carried } = asset else { continue };
        let there = desk.lot(*lot)?;
        desk.fit(there)?;
        let free = at(there, carried);
        match credits.minus(free) {
            Ok(short) if !short.is_zero() => return Err(LotRefusal::Short { lot: *lot, free, short }.into()),
            _ => {}
        }
        let chosen = exactly(desk, *lot, carried, *credits)?;
        desk.admit(*lot, &chosen)?;
    }
    Ok(())
}

fn at(lot: &Lot, carried: &[ProgrammeId]) -> Credits {
    lot.in_parts(|standing| stands_so(standing, carried))
}

/// Whether a part is available and reserved by exactly these awards.
fn stands_so(standing: &Standing, carried: &[ProgrammeId]) -> bool {
    let awards = standing.scopes.iter().map(|one| match &one.scope {
        Scope::Award(programme) => Some(programme),
        Scope::Set(_) => None,
    });
    standing.place == Place::Available && awards.eq(carried.iter().map(Some))
}

fn is_reached(
    case: &mut Case<'_>,
    desk: &Desk<'_>,
    on: &Resting<'_>,
    plan: &Plan,
    holdings: &Holdings,
) -> Result<(), Refusal> {
    if plan.is_reached() {
        return Ok(());
    }
    let (programme, book) = (on.programme, desk.laid_out());
    let study = Study { book: &book, day: case.day(), of: on.of, pinned: on.book, published: case.published };
    let waiting = waiting(&study, programme, holdings);
    let left = |level| plan.level(level).map_or(0, |one| one.value);
    let (quantum, items) = (case.unit(&programme.unit)?.quantum, left(GoalLevel::Items));
    let steps = quantum.ten_thousandths().checked_mul(left(GoalLevel::Study));
    let credits = steps.and_then(Credits::from_ten_thousandths).ok_or(PassbookRefusal::Full)?;
    let waiting = waiting.into_iter().map(|(lot, by)| Waiting { lot, by }).collect();
    let (programme, study) = (programme.id.clone(), Amount { credits, unit: programme.unit.clone() });
    Err(AwardRefusal::NotReached { programme, study, items, gates: plan.gates.clone(), waiting }.into())
}

fn bind(
    desk: &mut Desk<'_>,
    counted: &[(AssetId, Credits)],
    scope: &Scope,
    decision: DecisionId,
) -> Result<(), Refusal> {
    let one = ScopeUse { scope: scope.clone(), decision };
    for (asset, credits) in counted {
        let AssetId::Lot { lot, carried } = asset else { continue };
        let chosen = exactly(desk, *lot, carried, *credits)?;
        desk.take_parts(*lot, chosen, |from| from.and(one.clone()))?;
    }
    Ok(())
}

/// Which parts of a lot an amount is taken from, among those reserved by exactly these awards.
fn exactly(
    desk: &Desk<'_>,
    lot: LotId,
    carried: &[ProgrammeId],
    credits: Credits,
) -> Result<Vec<(Standing, Credits)>, Refusal> {
    let there = desk.lot(lot)?;
    let (mut missing, mut chosen) = (credits, Vec::new());
    for part in there.parts.iter().filter(|part| stands_so(&part.standing, carried)) {
        let credits = part.credits.min(missing);
        missing = missing.minus(credits).unwrap_or(Credits::ZERO);
        if !credits.is_zero() || part.credits.is_zero() {
            chosen.push((part.standing.clone(), credits));
        }
    }
    if missing.is_zero() && !chosen.is_empty() {
        return Ok(chosen);
    }
    Err(LotRefusal::Short { lot, free: credits.minus(missing).unwrap_or(Credits::ZERO), short: missing }.into())
}

/// The lots that postings bind by a decision, each once, with the amount.
pub(crate) fn bound_by(posts: &[Posting], id: DecisionId) -> Option<Vec<Take>> {
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

/// An award is withdrawn: its lots are free again, or expired.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal), [`LotRefusal`](crate::ledger::LotRefusal) or [`AwardRefusal`](crate::ledger::AwardRefusal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevokeAward(
    /// The award.
    pub DecisionId,
    /// Why.
    pub Code,
);

written_as!(RevokeAward(award: DecisionId, reason: Code));

impl Verb for RevokeAward {
    const ROLE: Role = Role::Awarder;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let decision = award(case, self.0)?;
        case.owned_by(&decision.institution)?;
        let mut desk = case.desk();
        desk.end_decision(self.0)?;
        Ok(desk.effects)
    }
}

/// The decision of that id, if it is an award that was redeemed.
pub(crate) fn award<'a>(case: &Case<'a>, id: DecisionId) -> Result<&'a Decision, Refusal> {
    let decision = case.book.decisions.get(&id).ok_or(LotRefusal::Unknown { what: Named::Decision(id) })?;
    if decision.award.is_some() { Ok(decision) } else { Err(AwardRefusal::NoAward { decision: id }.into()) }
}
