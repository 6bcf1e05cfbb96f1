//! Binding lots in a scope, by a decision made elsewhere.

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::id::DecisionId;
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::entry::{Effects, Entry};
use crate::ledger::lot::Take;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::reach::Reach;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::{Place, Scope, ScopeUse, UseKind};
use crate::ledger::verbs::kit::{Decided, decision, named_once, whole};
use crate::ledger::verbs::verb::{Applied, Made, Undo, Verb};
use crate::registry::{Power, Role};

/// Lots are bound in a scope, by a decision made elsewhere.
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

    fn apply(&self, book: &mut Passbook, entry: &Entry) -> Applied {
        let decision = decision(entry, self.decided, self.take.clone(), self.r#use);
        let decision = Decision { scope: Some(self.scope.clone()), ..decision };
        book.decisions.insert(decision.id, decision);
        Ok(())
    }

    fn made(&self, _effects: &Effects) -> Made {
        Made { decision: true, ..Made::NOTHING }
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
