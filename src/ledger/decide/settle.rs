//! A suspension is settled by the institution that made the decision it lies on, or that it was caused by.

use std::collections::BTreeMap;

use crate::credit::Credits;
use crate::id::{EntryId, InstitutionId, LotId, UnitId};
use crate::ledger::act::{Settle, Settlement};
use crate::ledger::attached::Attached;
use crate::ledger::authority::Case;
use crate::ledger::decide::award;
use crate::ledger::decide::bind::{bind_one, may_bind};
use crate::ledger::decide::hold::{named_once, whole};
use crate::ledger::desk::{Desk, lots_of};
use crate::ledger::entry::Effects;
use crate::ledger::lot::Take;
use crate::ledger::named::Latest;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::reach::Reach;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Subject, UseKind};
use crate::planner::Plan;
use crate::registry::Role;
use crate::solver::Certificate;

fn owner(book: &Passbook, used: Subject) -> Option<&InstitutionId> {
    match used {
        Subject::Decision(id) => book.decisions.get(&id).map(|decision| &decision.institution),
        Subject::Hold(id) => book.holds.get(&id).map(|hold| &hold.institution),
        Subject::Lot(id) => book.lots.get(&id).filter(|lot| !lot.is_converted()).map(|lot| &lot.issuer),
    }
}

/// Awarders settle what they bound, reviewers settle holds and conversions, registrars what was accrued.
pub(super) fn role(book: &Passbook, settle: &Settle) -> Role {
    match settle.subject {
        Subject::Hold(_) => Role::Reviewer,
        Subject::Decision(id) if book.converts(id) => Role::Reviewer,
        Subject::Lot(id) if id.k == 0 && !book.marks_on(settle.subject).is_empty() => Role::Registrar,
        _ => Role::Awarder,
    }
}

pub(super) fn settle(case: &mut Case<'_>, settle: &Settle) -> Result<Effects, Refusal> {
    let Settle { cause, subject, how } = settle;
    let not_suspended = || Refusal::NotSuspended { subject: *subject, cause: *cause };
    if !case.book.marks_on(*subject).contains(cause) {
        return Err(not_suspended());
    }
    case.owned_by(owner(case.book, *subject).ok_or_else(not_suspended)?)?;
    not_before_the_use(case, *subject)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    desk.in_turn(*subject)?;
    desk.settled = Some(settle.subject);
    match how {
        Settlement::Keep { .. } => keep(&mut desk, *subject, *cause)?,
        _ if matches!(subject, Subject::Lot(_)) => {
            let instead = "keep the lot, revoke it, or reverse the line that made it";
            return Err(Refusal::NotReversible { verb: "MergeIn", instead });
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

fn not_before_the_use(case: &Case<'_>, used: Subject) -> Result<(), Refusal> {
    let book = case.book;
    let (from, subject) = match used {
        Subject::Decision(id) => (book.decisions.get(&id).map(|decision| decision.effective), Latest::Decision(id)),
        Subject::Hold(id) => (book.holds.get(&id).map(|hold| hold.from), Latest::Hold(id)),
        Subject::Lot(id) => (book.lots.get(&id).map(|lot| lot.latest), Latest::Lot(id)),
    };
    match from {
        Some(latest) if case.day() < latest => Err(Refusal::TooEarly { effective: case.day(), latest, subject }),
        _ => Ok(()),
    }
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
        return Err(Refusal::NotReversible { verb: "Hold", instead: "release it and hold other lots" });
    };
    let decision = award::award(case, id)?;
    let (carriers, lots) = (desk.carriers_of(decision), lots_of(&decision.take));
    lots.iter().try_for_each(|lot| desk.free(*lot, id))?;
    award::rest_on(case, desk, decision, plan, certificate)?;
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
        return Err(Refusal::NotReversible { verb: "Hold", instead: "release it and hold other lots" });
    };
    let unknown = Refusal::Unknown { what: crate::ledger::named::Named::Decision(id) };
    let decision = case.book.decisions.get(&id).ok_or(unknown)?;
    if decision.award.is_some() {
        return Err(Refusal::EndsOtherwise {
            decision: id,
            what: "an award made by a plan",
            instead: "settle it with another plan: `redeem`",
        });
    }
    let Some(scope) = &decision.scope else {
        return Err(Refusal::EndsOtherwise {
            decision: id,
            what: "a conversion",
            instead: "undo it, and apply with other lots",
        });
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
        return Err(Refusal::Unknown { what: crate::ledger::named::Named::Lot(*lot) });
    }
    for take in decision.take.iter().filter(|take| !without.contains(&take.lot)) {
        if let Some(by) = case.lot(take.lot)?.revoked {
            return Err(Refusal::Revoked { lot: take.lot, by });
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
            return Err(Refusal::PlanDiffers { unit: unit.clone(), needed, given });
        }
    }
    Ok(())
}

fn totals(case: &Case<'_>, take: &[Take]) -> Result<BTreeMap<UnitId, Credits>, Refusal> {
    let mut totals = BTreeMap::new();
    for one in take {
        let unit = case.lot(one.lot)?.amount.unit.clone();
        let total = totals.entry(unit).or_insert(Credits::ZERO);
        *total = total.plus(one.credits).map_err(|_| Refusal::Full)?;
    }
    Ok(totals)
}
