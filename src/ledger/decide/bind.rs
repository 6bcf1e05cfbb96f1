//! Lots are bound in a scope, or freed again.

use crate::id::DecisionId;
use crate::ledger::act::Bind;
use crate::ledger::authority::Case;
use crate::ledger::decide::hold::{named_once, whole};
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::lot::Take;
use crate::ledger::named::Named;
use crate::ledger::reach::Reach;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Place, Scope, ScopeUse, UseKind};
use crate::registry::Power;

pub(super) fn bind(case: &mut Case<'_>, bind: &Bind) -> Result<Effects, Refusal> {
    may_bind(case, &bind.scope)?;
    named_once(&bind.take)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    if bind.r#use != UseKind::Witness {
        desk.one_of_each(&bind.take, &bind.take)?;
    }
    let (id, reach) = (DecisionId { entry: desk.entry(), k: 0 }, Reach::into(case, &bind.scope));
    for take in &bind.take {
        whole(case, take)?;
        bind_one(&mut desk, take, &reach, &bind.scope, bind.r#use, id)?;
    }
    Ok(desk.effects)
}

/// To bind takes the power to award; for the award of a programme that is published, at its tier.
pub(super) fn may_bind(case: &mut Case<'_>, scope: &Scope) -> Result<(), Refusal> {
    case.needs(Power::Award)?;
    let Scope::Award(programme) = scope else { return Ok(()) };
    match case.published.tier_of(programme, case.day()) {
        Some(tier) => case.needs_at(Power::Award, tier),
        None => Ok(()),
    }
}

/// Binds one lot in a scope, by a decision.
pub(super) fn bind_one(
    desk: &mut Desk<'_>,
    take: &Take,
    reach: &Reach,
    scope: &Scope,
    kind: UseKind,
    decision: DecisionId,
) -> Result<(), Refusal> {
    match kind {
        UseKind::Witness => desk.readable(take),
        UseKind::Reserve => {
            let chosen = desk.choose(take, reach)?;
            let one = ScopeUse { scope: scope.clone(), decision };
            desk.take_parts(take.lot, chosen, |from| from.and(one.clone()))
        }
        UseKind::Consume => {
            let chosen = desk.choose(take, reach)?;
            desk.take_parts(take.lot, chosen, |from| from.at(Place::Consumed(decision)))
        }
    }
}

pub(super) fn unbind(case: &mut Case<'_>, id: DecisionId) -> Result<Effects, Refusal> {
    let decision = case.book.decisions.get(&id).ok_or(Refusal::Unknown { what: Named::Decision(id) })?;
    case.owned_by(&decision.institution)?;
    if decision.conversion.is_some() {
        return Err(Refusal::EndsOtherwise {
            decision: id,
            what: "a conversion",
            instead: "reverse the line that made it",
        });
    }
    if decision.award.is_some() {
        return Err(Refusal::EndsOtherwise {
            decision: id,
            what: "an award made by a plan",
            instead: "revoke the award",
        });
    }
    let mut desk = Desk::new(case.book, case.published, case.day());
    desk.end_decision(id)?;
    Ok(desk.effects)
}
