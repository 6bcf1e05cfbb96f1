//! Binding lots in a scope, by a decision made elsewhere, and ending it.

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::{Code, DecisionId, ProgrammeId};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::holdings::Study;
use crate::ledger::lot::{Reach, Take};
use crate::ledger::matriculation::Matriculation;
use crate::ledger::named::{Carrier, Named};
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::refusal::{Ending, LotRefusal, Refusal};
use crate::ledger::standing::{Place, Scope, ScopeUse, UseKind};
use crate::ledger::verbs::kit::{Decided, decision, named_once, whole};
use crate::ledger::verbs::made::Made;
use crate::ledger::verbs::verb::{Applied, Taken, Undo, Verb, written_as};
use crate::registry::{Power, Role};
use crate::time::Date;

/// Lots are bound in a scope, by a decision made elsewhere.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bind {
    /// The document in which it was decided.
    pub decided: Digest,
    /// What the use is for.
    pub scope: Scope,
    /// Which lots, and how much of each.
    pub take: Vec<Take>,
    /// How they are used.
    pub r#use: UseKind,
}

impl Verb for Bind {
    const ROLE: Role = Role::Awarder;
    const UNDO: Option<&'static dyn Undo> = Some(&Decided);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        may_bind(case, &self.scope)?;
        named_once(&self.take)?;
        let mut desk = case.desk();
        if self.r#use != UseKind::Witness {
            desk.one_of_each(&self.take, &self.take)?;
        }
        let (id, reach) = (DecisionId { entry: desk.entry(), k: 0 }, Reach::into(case, &self.scope));
        for take in &self.take {
            whole(case, take)?;
            bind_one(&mut desk, take, &reach, &self.scope, self.r#use, id)?;
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let decision = decision(entry, self.decided, self.take.clone(), self.r#use);
        let decision = Decision { scope: Some(self.scope.clone()), ..decision };
        book.decisions.insert(decision.id, decision);
        Ok(())
    }

    fn made(&self, line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Decision(DecisionId::here(line.n, 0)))
    }
}

/// To bind takes the power to award; for the award of a programme that is published, at its tier.
pub(crate) fn may_bind(case: &mut Case<'_>, scope: &Scope) -> Result<(), Refusal> {
    case.needs(Power::Award)?;
    let Scope::Award(programme) = scope else { return Ok(()) };
    match case.published.tier_of(programme, case.day()) {
        Some(tier) => case.needs_at(Power::Award, tier),
        None => Ok(()),
    }
}

/// Binds one lot in a scope, by a decision.
pub(crate) fn bind_one(
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

impl Reach {
    /// What a decision takes that binds in a scope: as the programme says that is awarded, in the version in which the
    /// learner is matriculated, or else in the one that is in force.
    pub(crate) fn into(case: &mut Case<'_>, scope: &Scope) -> Self {
        let (scopes, carrier) = match scope {
            Scope::Award(programme) => carried(case, programme),
            Scope::Set(_) => (Vec::new(), Carrier::None),
        };
        Self { scopes, avoid: Some(scope.clone()), carrier }
    }
}

fn carried(case: &mut Case<'_>, programme: &ProgrammeId) -> (Vec<Scope>, Carrier) {
    let (book, day) = (case.book, case.day());
    let by = Carrier::Programme(programme.clone());
    let studied: Vec<_> = studied(book, programme, day).collect();
    if !studied.is_empty() {
        let scopes = |of: &Matriculation| {
            let published = case.published;
            let pinned = case.programmes_at(&of.document, of.position)?;
            Some(Study { book, day, of, pinned, published }.carried_scopes())
        };
        return (studied.into_iter().filter_map(scopes).flatten().collect(), by);
    }
    match case.programme(programme) {
        Some(found) => (found.carry.iter().map(|one| Scope::Award(one.from.clone())).collect(), by),
        None => (Vec::new(), Carrier::Unpublished(programme.clone())),
    }
}

/// The matriculations in a programme in which the learner studies on a day. After a merge there may be two.
fn studied<'a>(book: &'a Passbook, programme: &ProgrammeId, day: Date) -> impl Iterator<Item = &'a Matriculation> {
    let entered = book.matriculations.values().filter(move |one| one.programme == *programme && one.on <= day);
    entered.filter(move |one| !is_over(book, one, day))
}

/// Whether the learner has left it by a day, or another has taken its place.
fn is_over(book: &Passbook, of: &Matriculation, day: Date) -> bool {
    let left = of.left.as_ref().map(|left| left.on);
    let next = of.succeeded.and_then(|next| book.matriculations.get(&next)).map(|next| next.on);
    left.into_iter().chain(next).any(|on| on <= day)
}

/// A decision that bound lots ends.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unbind(
    /// The decision.
    pub DecisionId,
    /// Why.
    pub Code,
);

written_as!(Unbind(decision: DecisionId, reason: Code));

impl Verb for Unbind {
    const ROLE: Role = Role::Awarder;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.0;
        let decision = case.book.decisions.get(&id).ok_or(LotRefusal::Unknown { what: Named::Decision(id) })?;
        case.owned_by(&decision.institution)?;
        if decision.conversion.is_some() {
            return Err(LotRefusal::EndsOtherwise { decision: id, instead: Ending::ReverseConversion }.into());
        }
        if decision.award.is_some() {
            return Err(LotRefusal::EndsOtherwise { decision: id, instead: Ending::RevokeAward }.into());
        }
        let mut desk = case.desk();
        desk.end_decision(id)?;
        Ok(desk.effects)
    }
}
