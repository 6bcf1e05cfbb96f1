//! Settling a suspension: by the institution that made the decision it lies on.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::credit::Credits;
use crate::digest::Digest;
use crate::id::{Code, EntryId, InstitutionId, LotId, UnitId};
use crate::ledger::attached::{Attached, Brought, BroughtMut};
use crate::ledger::authority::Case;
use crate::ledger::desk::{Desk, lots_of};
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::lot::{Reach, Take};
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::refusal::{Ending, Instead, LotRefusal, PassbookRefusal, Refusal};
use crate::ledger::standing::{Subject, UseKind};
use crate::ledger::verbs::bind::{bind_one, may_bind};
use crate::ledger::verbs::kit::{named_once, not_before, whole};
use crate::ledger::verbs::redeem::{award, bound_by, rest_on};
use crate::ledger::verbs::verb::{Applied, Taken, Verb};
use crate::planner::Plan;
use crate::registry::Role;
use crate::solver::Certificate;

/// The institution that made a suspended decision settles one cause of its suspension.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal), [`LotRefusal`](crate::ledger::LotRefusal) or [`AwardRefusal`](crate::ledger::AwardRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settle {
    /// The entry that caused the suspension.
    pub cause: EntryId,
    /// How it is settled.
    pub how: Settlement,
    /// What is suspended.
    pub subject: Subject,
}

impl Verb for Settle {
    const ROLE: Role = Role::Awarder;
    const TAKEN: Taken = Taken::OpenOrClosed;

    /// Awarders settle what they bound, reviewers settle holds and conversions, registrars what was accrued.
    fn role(&self, book: &Passbook) -> Role {
        match self.subject {
            Subject::Hold(_) => Role::Reviewer,
            Subject::Decision(id) if book.converts(id) => Role::Reviewer,
            Subject::Lot(id) if id.k == 0 && !book.marks_on(self.subject).is_empty() => Role::Registrar,
            _ => Role::Awarder,
        }
    }

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let Settle { cause, subject, how } = self;
        let not_suspended = || LotRefusal::NotSuspended { subject: *subject, cause: *cause };
        if !case.book.marks_on(*subject).contains(cause) {
            return Err(not_suspended().into());
        }
        case.owned_by(owner(case.book, *subject).ok_or_else(not_suspended)?)?;
        not_before_the_use(case, *subject)?;
        let mut desk = case.desk();
        desk.in_turn(*subject)?;
        desk.settled = Some(self.subject);
        match how {
            Settlement::Keep { .. } => keep(&mut desk, *subject, *cause)?,
            _ if matches!(subject, Subject::Lot(_)) => {
                return Err(not_so(*subject, Instead::KeepOrRevoke));
            }
            Settlement::Undo => undo(&mut desk, *subject)?,
            Settlement::Redeem { plan, certificate } => {
                desk.lift(*cause, *subject);
                redeem_again(case, &mut desk, *subject, plan, certificate)?;
            }
            Settlement::Replan { take, without } => {
                desk.lift(*cause, *subject);
                replan(case, &mut desk, *subject, take, without)?;
            }
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        // A plan on other lots replaces the lots of the decision it settles. Who settles answers for it.
        let (by, cause) = (&entry.by.mandate, self.cause);
        match self.subject {
            _ if self.how == Settlement::Undo => {}
            Subject::Lot(id) => book.lots.get_mut(&id).ok_or("there is no such lot")?.by = by.clone(),
            Subject::Decision(id) => {
                book.decisions.get_mut(&id).ok_or("there is no such decision")?.settled_by(by, cause);
            }
            Subject::Hold(id) => book.hold_settled_by(id, by, cause),
        }
        if let Settlement::Redeem { plan, .. } = &self.how {
            return stands_on_plan(book, entry, self.subject, plan.hash());
        }
        let Settlement::Replan { take, without } = &self.how else { return Ok(()) };
        let lots = take.iter().filter_map(|one| book.lots.get(&one.lot));
        let things: BTreeSet<_> = lots.filter_map(|lot| lot.thing().cloned()).collect();
        let decision = decision_mut(book, self.subject).ok_or("there is no such decision")?;
        decision.take.retain(|one| !without.contains(&one.lot));
        decision.take.extend(take.iter().cloned());
        decision.under.retain(|one| !things.contains(&one.thing));
        decision.under.extend(entry.effects.under.iter().cloned());
        decision.joins.retain(|lot| !without.contains(lot));
        decision.joins.extend(&entry.effects.joins);
        Ok(())
    }

    fn settles(&self) -> Option<Subject> {
        Some(self.subject)
    }

    fn brings(&self) -> Option<Brought<'_>> {
        match &self.how {
            Settlement::Redeem { plan, certificate } => Some((plan, certificate)),
            _ => None,
        }
    }

    fn brings_mut(&mut self) -> Option<BroughtMut<'_>> {
        match &mut self.how {
            Settlement::Redeem { plan, certificate } => Some((plan, certificate)),
            _ => None,
        }
    }
}

/// How one cause of a suspension is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Settlement {
    /// The decision stands, for a reason on file; or the lot, which knows no other settlement.
    Keep {
        /// The reason's code.
        reason: Code,
    },
    /// The award stands on another plan.
    Redeem {
        /// The proof of how good the plan is.
        certificate: Attached<Certificate>,
        /// The plan, made for the effective date as if the award had been revoked.
        plan: Attached<Plan>,
    },
    /// The decision stands on other lots, of the same amounts unit by unit. Not for awards made by a plan.
    Replan {
        /// The lots that take the place.
        take: Vec<Take>,
        /// The lots whose place they take: at least those that were revoked.
        without: Vec<LotId>,
    },
    /// The decision is undone.
    Undo,
}

fn owner(book: &Passbook, used: Subject) -> Option<&InstitutionId> {
    match used {
        Subject::Decision(id) => book.decisions.get(&id).map(|decision| &decision.institution),
        Subject::Hold(id) => book.holds.get(&id).map(|hold| &hold.institution),
        Subject::Lot(id) => book.lots.get(&id).filter(|lot| !lot.is_converted()).map(|lot| &lot.issuer),
    }
}

fn not_before_the_use(case: &Case<'_>, used: Subject) -> Result<(), Refusal> {
    let book = case.book;
    let (from, subject) = match used {
        Subject::Decision(id) => (book.decisions.get(&id).map(|decision| decision.effective), Latest::Decision(id)),
        Subject::Hold(id) => (book.holds.get(&id).map(|hold| hold.from), Latest::Hold(id)),
        Subject::Lot(id) => (book.lots.get(&id).map(|lot| lot.latest), Latest::Lot(id)),
    };
    from.map_or(Ok(()), |latest| not_before(case, latest, subject))
}

/// The use stands, unless another attempt is in use meanwhile.
fn keep(desk: &mut Desk<'_>, subject: Subject, cause: EntryId) -> Result<(), Refusal> {
    desk.lift(cause, subject);
    desk.lift_built_on(cause, subject);
    desk.settled_alone(subject)
}

fn undo(desk: &mut Desk<'_>, used: Subject) -> Result<(), Refusal> {
    match used {
        Subject::Decision(id) => desk.end_decision(id),
        Subject::Hold(id) => desk.end_hold(id),
        Subject::Lot(_) => Ok(()),
    }
}

/// The award stands on another plan: what it had is as if it had been revoked, and the lots of the plan are bound. Awards
/// that carried out of it are suspended.
fn redeem_again(
    case: &mut Case<'_>,
    desk: &mut Desk<'_>,
    used: Subject,
    plan: &Attached<Plan>,
    certificate: &Attached<Certificate>,
) -> Result<(), Refusal> {
    let Subject::Decision(id) = used else {
        return Err(not_so(used, Instead::HoldAnew));
    };
    let decision = award(case, id)?;
    let (carriers, lots) = (desk.carriers_of(decision), lots_of(&decision.take));
    lots.iter().try_for_each(|lot| desk.free(*lot, id))?;
    rest_on(case, desk, decision, plan, certificate)?;
    desk.mark_carriers(carriers);
    desk.settled_alone(used)
}

/// The decision stands on other lots, worth the same unit by unit. They are bound, and that takes what it takes.
fn replan(
    case: &mut Case<'_>,
    desk: &mut Desk<'_>,
    used: Subject,
    take: &[Take],
    without: &[LotId],
) -> Result<(), Refusal> {
    let Subject::Decision(id) = used else {
        return Err(not_so(used, Instead::HoldAnew));
    };
    let unknown = LotRefusal::Unknown { what: Named::Decision(id) };
    let decision = case.book.decisions.get(&id).ok_or(unknown)?;
    if decision.award.is_some() {
        return Err(LotRefusal::EndsOtherwise { decision: id, instead: Ending::RedeemAgain }.into());
    }
    let Some(scope) = &decision.scope else {
        return Err(LotRefusal::EndsOtherwise { decision: id, instead: Ending::ConvertAnew }.into());
    };
    may_bind(case, scope)?;
    let (left, gone): (Vec<_>, Vec<_>) = decision.take.iter().partition(|take| !without.contains(&take.lot));
    let whole_list: Vec<_> = left.into_iter().chain(take).cloned().collect();
    named_once(take)?;
    named_once(&whole_list)?;
    replaced(case, decision, without)?;
    same_totals(case, &gone.into_iter().cloned().collect::<Vec<_>>(), take)?;
    without.iter().try_for_each(|lot| desk.free(*lot, id))?;
    if decision.r#use != UseKind::Witness {
        desk.one_of_each(&whole_list, take)?;
    }
    let reach = Reach::into(case, scope);
    for one in take {
        whole(case, one)?;
        bind_one(desk, one, &reach, scope, decision.r#use, id)?;
    }
    desk.settled_alone(used)
}

/// What is replaced was in the decision, and no revoked lot stays in it.
fn replaced(case: &Case<'_>, decision: &Decision, without: &[LotId]) -> Result<(), Refusal> {
    let strange = without.iter().find(|lot| !decision.take.iter().any(|take| take.lot == **lot));
    if let Some(lot) = strange {
        return Err(LotRefusal::Unknown { what: Named::Lot(*lot) }.into());
    }
    for take in decision.take.iter().filter(|take| !without.contains(&take.lot)) {
        if let Some(by) = case.lot(take.lot)?.revoked {
            return Err(LotRefusal::Revoked { lot: take.lot, by }.into());
        }
    }
    Ok(())
}

fn same_totals(case: &Case<'_>, gone: &[Take], take: &[Take]) -> Result<(), Refusal> {
    let (needed, given) = (totals(case, gone)?, totals(case, take)?);
    let units = needed.keys().chain(given.keys());
    for unit in units {
        let of = |totals: &BTreeMap<UnitId, Credits>| totals.get(unit).copied().unwrap_or(Credits::ZERO);
        let (needed, given) = (of(&needed), of(&given));
        if needed != given {
            return Err(LotRefusal::PlanDiffers { unit: unit.clone(), needed, given }.into());
        }
    }
    Ok(())
}

fn totals(case: &Case<'_>, take: &[Take]) -> Result<BTreeMap<UnitId, Credits>, Refusal> {
    let mut totals = BTreeMap::new();
    for one in take {
        let unit = case.lot(one.lot)?.amount.unit.clone();
        let total = totals.entry(unit).or_insert(Credits::ZERO);
        *total = total.plus(one.credits).map_err(|_| PassbookRefusal::Full)?;
    }
    Ok(totals)
}

/// An award that was suspended stands on another plan.
fn stands_on_plan(book: &mut Passbook, entry: &Frame<'_>, subject: Subject, plan: Digest) -> Applied {
    let award = entry.effects.award.as_ref().ok_or("it does not say what the award rests on")?;
    let decision = decision_mut(book, subject).ok_or("there is no such decision")?;
    let take = bound_by(&entry.effects.posts, decision.id).ok_or("it binds more than there can be")?;
    decision.under.clone_from(&entry.effects.under);
    decision.joins.clone_from(&entry.effects.joins);
    decision.award = Some(award.clone());
    decision.decided = plan;
    decision.take = take;
    Ok(())
}

/// The decision that is settled.
fn decision_mut(book: &mut Passbook, subject: Subject) -> Option<&mut Decision> {
    let Subject::Decision(id) = subject else { return None };
    book.decisions.get_mut(&id)
}

/// What is suspended is not settled in that way.
fn not_so(used: Subject, instead: Instead) -> Refusal {
    let subject = match used {
        Subject::Decision(id) => Named::Decision(id),
        Subject::Hold(id) => Named::Hold(id),
        Subject::Lot(id) => Named::Lot(id),
    };
    LotRefusal::NotReversible { subject, instead }.into()
}
