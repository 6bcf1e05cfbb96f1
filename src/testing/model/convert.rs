//! Conversions: lots become other lots, and are taken back.

use crate::credit::Ratio;
use crate::id::{Code, DecisionId, HoldId, LotId};
use crate::ledger::{Place, ScopeUse, Standing, Subject};
use crate::registry::{Attempts, OutcomeKind, UseKind};
use crate::rules::{Input, Output, Target};
use crate::testing::model::filing::{taken, used};
use crate::testing::model::heart::Known;
use crate::testing::model::quanta::quanta;
use crate::testing::model::state::Filed;
use crate::testing::model::{Model, Quanta, Use, Work};
use std::collections::BTreeSet;

/// Whether the residual that one output leaves is what another one finds.
fn is_same(one: &Output, other: &Output) -> bool {
    let unit = |output: &Output| output.amount.as_ref().map(|amount| amount.unit.clone());
    one.target == other.target && unit(one) == unit(other)
}

/// Whether an output makes a lot: not an exemption, and not what comes to a residual only.
pub(super) fn makes(output: &Output) -> bool {
    let is_credit = matches!(output.target, Target::Course(_) | Target::Category(_));
    is_credit && output.amount.as_ref().is_some_and(|amount| !amount.credits.is_zero() || output.after.is_zero())
}

impl Work {
    /// Converts what is free, or reserved where the rules take it.
    pub(super) fn convert_free(&mut self, filed: &Filed) {
        let id = DecisionId { entry: self.me, k: 0 };
        for input in used(&filed.grants) {
            let one = (input.lot, quanta(input.credits));
            let to = target(&input, id, Place::Available);
            self.move_some(one, &input.reserved_by, input.scope.as_ref(), to);
        }
        for one in &filed.lost {
            self.move_some(*one, &[], None, |from| from.at(Place::Consumed(id)));
        }
        self.converted(id, filed, None);
    }

    /// Converts what a hold has.
    pub(super) fn convert_held(&mut self, hold: HoldId, filed: &Filed) {
        let id = DecisionId { entry: self.me, k: 0 };
        for input in used(&filed.grants) {
            let is_revoked = self.model.lots.get(&input.lot).is_some_and(|lot| lot.revoked.is_some());
            let place = if is_revoked { Place::Revoked } else { Place::Available };
            self.move_held(hold, (input.lot, quanta(input.credits)), target(&input, id, place));
        }
        for one in &filed.lost {
            self.move_held(hold, *one, |from| from.at(Place::Consumed(id)));
        }
        let held = self.model.uses.get(&Subject::Hold(hold)).cloned();
        let signed = filed.signed.iter().cloned().chain([self.mandate.clone()]).collect();
        self.converted(id, &Filed { signed, ..filed.clone() }, held);
        if let Some(hold) = self.model.uses.get_mut(&Subject::Hold(hold)) {
            hold.ended = true;
            hold.marks.clear();
        }
        self.end_application(hold.entry);
    }

    fn move_held(&mut self, hold: HoldId, (id, count): (LotId, usize), to: impl Fn(&Standing) -> Standing) {
        let Some(mut lot) = self.model.lots.remove(&id) else { return };
        self.not_before(lot.latest);
        lot.quanta.sort();
        let count = count.max(usize::from(lot.is_nothing));
        let held = lot.quanta.iter_mut().filter(|standing| standing.place == Place::Held(hold));
        held.take(count).for_each(|standing| *standing = to(standing));
        lot.latest = lot.latest.max(self.day);
        self.model.lots.insert(id, lot);
    }

    /// The decision, and what it makes. One that came out of a hold keeps the hold's place and what its line wrote.
    fn converted(&mut self, id: DecisionId, filed: &Filed, held: Option<Use>) {
        let made = self.make(filed);
        let Some(one) = self.new_use(&taken(&filed.grants)) else { return };
        let (turn, under) = held.map_or((one.turn, one.under.clone()), |held| (held.turn, held.under));
        let one = Use {
            institution: filed.institution.clone(),
            by: filed.signed.clone(),
            read: filed.read.clone(),
            lost: filed.lost.clone(),
            made,
            grants: filed.grants.clone(),
            applied: Some(filed.effective),
            turn,
            under,
            ..one
        };
        self.begin(Subject::Decision(id), Some(one));
    }

    fn make(&mut self, filed: &Filed) -> Vec<LotId> {
        let outputs = filed.grants.iter().flat_map(|grant| &grant.outputs).filter(|output| makes(output));
        let lots: Vec<_> = outputs.filter_map(|output| self.made(output, filed)).collect();
        let ids = (1_u16..).map(|k| LotId { entry: self.me, k });
        let made: Vec<_> = ids.zip(lots).collect();
        self.model.lots.extend(made.iter().cloned());
        made.into_iter().map(|(id, _)| id).collect()
    }

    fn made(&self, output: &Output, filed: &Filed) -> Option<Quanta> {
        let amount = output.amount.as_ref()?;
        let (kind, code, known) = match &output.target {
            Target::Course(course) => {
                let name = course.to_string();
                let code: Code = name.split('@').next()?.parse().ok()?;
                (OutcomeKind::Course, code, self.course(&name, filed.institution.as_str()))
            }
            Target::Category(category) => (OutcomeKind::Converted, category.clone(), None),
            Target::Denial | Target::Exemption(_) => return None,
        };
        let usual = (None, Attempts::usual(kind), None);
        let known = known.map(|Known { thing, policy, content, .. }| (thing, policy, content));
        let (thing, policy, content) = known.unwrap_or(usual);
        let count = quanta(amount.credits);
        Some(Quanta {
            thing,
            policy,
            run: None,
            kind,
            code,
            content,
            tier: output.tier,
            unit: amount.unit.to_string(),
            amount: count,
            was: Vec::new(),
            is_nothing: count == 0,
            issuer: filed.institution.clone(),
            earned: output.earned,
            since: self.day,
            latest: self.day,
            last: output.valid_through,
            swept: false,
            revoked: None,
            grade: output.grade.clone(),
            tag: None,
            by: self.mandate.clone(),
            is_made: true,
            marks: BTreeSet::new(),
            quanta: vec![Standing::FREE; count.max(1)],
        })
    }

    /// What a conversion made goes, if nobody relies on it, nor on what it left.
    pub(super) fn take_back(&mut self, id: Subject) {
        let Some(one) = self.model.uses.get(&id).cloned() else { return };
        self.unless(self.model.drew_on(id).is_empty(), "lot/in-use");
        for made in &one.made {
            let Some(lot) = self.model.lots.get(made).cloned() else { continue };
            self.unless(lot.revoked.is_none(), "lot/revoked");
            self.unless(self.model.relying_on(*made).is_empty() && !lot.is_used(), "lot/in-use");
            self.not_before(lot.latest);
            self.model.lots.remove(made);
        }
    }

    /// What would be left of a residual is what the application counted on.
    pub(super) fn founded(&mut self, filed: &Filed) {
        let mut standing: Vec<_> =
            self.model.live().into_iter().flat_map(|(_, one)| outputs(one.grants.as_slice())).collect();
        for (rule, output) in outputs(&filed.grants) {
            let has_residual = !output.before.is_zero() || !output.after.is_zero();
            if has_residual {
                self.unless(left(&standing, &rule, &output) == Some(output.before), "what/residual-moved");
            }
            standing.push((rule, output));
        }
    }
}

fn target(input: &Input, id: DecisionId, place: Place) -> impl Fn(&Standing) -> Standing {
    let scope = input.scope.clone().filter(|_| input.r#use == UseKind::Reserve);
    move |from| match &scope {
        Some(scope) => from.at(place).and(ScopeUse { scope: scope.clone(), decision: id }),
        None => from.at(Place::Consumed(id)),
    }
}

fn outputs(grants: &[crate::rules::Grant]) -> Vec<(Code, Output)> {
    grants.iter().flat_map(|grant| grant.outputs.iter().map(|output| (grant.rule.clone(), output.clone()))).collect()
}

/// What conversions have left under a rule, for the same target and unit.
fn left(standing: &[(Code, Output)], rule: &Code, output: &Output) -> Option<Ratio> {
    let same = standing.iter().filter(|(other, one)| other == rule && is_same(one, output));
    let (mut after, mut before) = (Ratio::ZERO, Ratio::ZERO);
    for (_, one) in same {
        after = after.plus(one.after).ok()?;
        before = before.plus(one.before).ok()?;
    }
    after.less(before)
}

impl Model {
    /// Later conversions that rest on what one did to the residual of its rule.
    pub(super) fn drew_on(&self, id: Subject) -> Vec<DecisionId> {
        let Some(own) = self.uses.get(&id) else { return Vec::new() };
        let changed: Vec<_> = outputs(&own.grants).into_iter().filter(|(_, one)| one.after != one.before).collect();
        let drew = |later: &Use| {
            outputs(&later.grants).iter().any(|(rule, later)| {
                changed.iter().any(|(own, one)| {
                    let draws = !later.before.is_zero() || (!one.before.is_zero() && !later.after.is_zero());
                    own == rule && is_same(one, later) && draws
                })
            })
        };
        let later = self.live().into_iter().filter(|(other, one)| *other != id && one.line > own.line && drew(one));
        later.filter_map(|(id, _)| if let Subject::Decision(id) = id { Some(id) } else { None }).collect()
    }

    /// The decisions that rest on a use: on what it made, or on what it left.
    fn resting_on(&self, id: DecisionId) -> Vec<DecisionId> {
        let made = self.uses.get(&Subject::Decision(id)).map(|one| one.made.clone()).unwrap_or_default();
        let mut all: Vec<_> = made.iter().flat_map(|lot| self.decisions_on(*lot)).collect();
        all.extend(self.drew_on(Subject::Decision(id)));
        let carriers = self.carriers_of(Subject::Decision(id)).into_iter();
        all.extend(carriers.filter_map(|id| if let Subject::Decision(id) = id { Some(id) } else { None }));
        all
    }

    /// The live decisions that rest on a lot, or used it up.
    pub(super) fn decisions_on(&self, lot: LotId) -> Vec<DecisionId> {
        let on = |one: &Use| one.relies_on(lot) || one.lost.iter().any(|(id, _)| *id == lot);
        let live = self.live().into_iter().filter(|(_, one)| on(one));
        live.filter_map(|(id, _)| if let Subject::Decision(id) = id { Some(id) } else { None }).collect()
    }

    /// Some decisions, and all that rests on them.
    pub(super) fn built_on(&self, mut waiting: Vec<DecisionId>) -> BTreeSet<DecisionId> {
        let mut found = BTreeSet::new();
        while let Some(id) = waiting.pop() {
            if found.insert(id) {
                waiting.extend(self.resting_on(id));
            }
        }
        found
    }

    /// What rests on a line: on the lot that it brought in, or on the decision that it made.
    pub(super) fn resting_on_line(&self, lot: LotId, decision: DecisionId) -> BTreeSet<DecisionId> {
        let on_lot = self.lots.contains_key(&lot).then(|| self.decisions_on(lot));
        self.built_on(on_lot.unwrap_or_else(|| self.resting_on(decision)))
    }
}
