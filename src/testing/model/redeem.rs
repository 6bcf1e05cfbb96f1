//! Awards are made from plans, settled on other plans, and withdrawn.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{DecisionId, EntryId, LotId, ProgrammeId};
use crate::ledger::{Redeem, RevokeAward, ScopeUse, Standing, Subject};
use crate::planner::bound::bound;
use crate::planner::count::count;
use crate::planner::{AssetId, Plan, Relief};
use crate::programme::Programmes;
use crate::registry::{Scope, UseKind};
use crate::solver::GoalLevel;
use crate::testing::model::holding::Among;
use crate::testing::model::holdings::{carried, programmes};
use crate::testing::model::quanta::quanta;
use crate::testing::model::study::{Awarded, Study};
use crate::testing::model::{Model, Use, Work};

/// So many quanta of a lot, of those that just these awards reserve.
type Counted = (LotId, Vec<ProgrammeId>, usize);

impl Work {
    pub(super) fn redeem(&mut self, act: &Redeem) {
        self.by("awarder");
        let Some(of) = self.model.studies.get(&act.matriculation).cloned() else {
            return self.unless(false, "lot/unknown");
        };
        self.may_award(&of.programme);
        self.owner(of.institution());
        self.unless(of.succeeded.is_none(), "lot/ended");
        self.not_before(of.fact.left.map_or(of.fact.on, |(_, on)| on.max(of.fact.on)));
        self.unless(self.model.awards_of(&of.programme).is_empty(), "award/awarded");
        let id = DecisionId { entry: self.me, k: 0 };
        let Some(plan) = act.plan.content() else { return self.unless(false, "request/attachment-missing") };
        let Some(counted) = self.rests(plan, &of, act.matriculation, id, None) else { return };
        let take = together(&counted);
        let award = Some(self.awarded(plan, &of, act.matriculation));
        let (scope, kind) = (self.scope_of(&of), Some(UseKind::Reserve));
        let (one, read) = (self.new_use(&take), self.read(plan, &of, &take));
        self.begin(Subject::Decision(id), one.map(|one| Use { scope, kind, award, read, ..one }));
    }

    /// What a plan reads beside what it counts: in `W` the course `EC` asks for `A`, and for `L` or `B`; and the lots that a
    /// relief lets count.
    fn read(&self, plan: &Plan, of: &Study, take: &[(LotId, usize)]) -> Vec<LotId> {
        let counted: BTreeSet<_> = take.iter().map(|(lot, _)| *lot).collect();
        let mut read: BTreeSet<_> = BTreeSet::new();
        for lot in counted.iter().filter_map(|id| self.model.lots.get(id)).filter(|_| of.programme == "W") {
            if lot.thing.as_ref().is_some_and(|thing| thing.to_string() == "course EC@SV") {
                let attempt = |code: &str| self.model.read_of(code, lot.earned, &counted, self.day);
                read.extend(attempt("A"));
                read.extend(attempt("L").or_else(|| attempt("B")));
            }
        }
        for relief in &plan.reliefs {
            if let Relief::Substitute { lot, .. } = relief {
                read.insert(*lot);
            }
        }
        read.difference(&counted).copied().collect()
    }

    fn scope_of(&self, of: &Study) -> Option<Scope> {
        format!("award:{}", of.programme).parse().ok()
    }

    /// The plan is lawful on what the model brings, reaches the award, and its lots are bound.
    fn rests(
        &mut self,
        plan: &Plan,
        of: &Study,
        study: EntryId,
        id: DecisionId,
        settling: Option<Subject>,
    ) -> Option<Vec<Counted>> {
        let book = programmes()?;
        self.is_for(plan, of, book);
        let programme = book.programme(&plan.programme)?;
        let counted = bound(programme, plan).ok()?;
        let counted: Vec<Counted> =
            counted.into_iter().filter_map(|(asset, credits)| of_lot(asset, quanta(credits))).collect();
        let holdings = self.holdings(of, study, settling)?;
        match count(book, &holdings, plan) {
            Ok(counts) => self.is_reached(plan, &counts.levels),
            Err(_) => self.reasons.extend(["award/plan-unsound", "lot/short"]),
        }
        self.admit_uses(&together(&counted), settling.map_or(Among::All, Among::Others));
        if let Some(scope) = self.scope_of(of) {
            counted.iter().for_each(|one| self.bind_counted(one, &scope, id, of));
        }
        // What cannot be used is no part of what is brought, and so the plan is not sound either.
        if ["lot/group-in-use", "lot/not-standing", "lot/one-attempt", "lot/over-most"]
            .iter()
            .any(|one| self.reasons.contains(one))
        {
            self.unless(false, "award/plan-unsound");
        }
        Some(counted)
    }

    fn is_for(&mut self, plan: &Plan, of: &Study, book: &Programmes) {
        let same = plan.document.as_str() == "world-programmes" && plan.programme.as_str() == of.programme;
        self.unless(same && plan.hash == book.hash(), "award/plan-other");
        self.unless(plan.day == self.day && plan.own == *of.institution(), "award/plan-other");
        self.unless(plan.conversions.is_empty(), "award/conversions-open");
    }

    fn is_reached(&mut self, plan: &Plan, levels: &[(GoalLevel, u64)]) {
        let left = |level| levels.iter().filter(|(of, _)| *of == level).map(|(_, left)| *left).sum::<u64>();
        self.unless(
            left(GoalLevel::Study) == 0 && left(GoalLevel::Items) == 0 && plan.gates.is_empty(),
            "award/not-reached",
        );
        let claimed = |level| plan.level(level).map(|one| one.value);
        self.unless(levels.iter().all(|(level, left)| claimed(*level) == Some(*left)), "award/plan-unsound");
    }

    fn bind_counted(&mut self, (lot_id, awards, count): &Counted, scope: &Scope, id: DecisionId, of: &Study) {
        self.fit(*lot_id);
        let from = self.carried_from(of);
        let Some(mut lot) = self.model.lots.remove(lot_id) else { return };
        self.not_before(lot.latest);
        let count = (*count).max(usize::from(lot.is_nothing));
        let one = ScopeUse { scope: scope.clone(), decision: id };
        lot.quanta.sort();
        let fits = |standing: &&mut Standing| carried(standing, &from, &of.programme).as_ref() == Some(awards);
        let moved =
            lot.quanta.iter_mut().filter(fits).take(count).map(|standing| *standing = standing.and(one.clone()));
        let is_enough = moved.count() == count;
        lot.latest = lot.latest.max(self.day);
        self.model.lots.insert(*lot_id, lot);
        self.unless(is_enough, "lot/short");
    }

    /// The lines of the reliefs that matter to a plan, and by which the gate that `T` asks for was passed first.
    fn awarded(&self, plan: &Plan, of: &Study, study: EntryId) -> Awarded {
        let reliefs = of.reliefs_on(plan.day).filter(|one| plan.reliefs.contains(&one.relief));
        let gates = self.model.studies.values().flat_map(Study::tries);
        let gates = gates.filter(|(_, on, passed)| of.programme == "T" && *passed && *on <= plan.day);
        let gate = gates.map(|(by, on, _)| (*on, *by)).min().map(|(_, by)| by);
        let rests_on: BTreeSet<_> = reliefs.map(|one| one.entry).chain(gate).collect();
        Awarded { study, programme: of.programme.clone(), rests_on: rests_on.into_iter().collect() }
    }

    pub(super) fn revoke_award(&mut self, act: &RevokeAward) {
        self.by("awarder");
        let one = self.model.uses.get(&Subject::Decision(act.0));
        let is_award = one.is_none_or(|one| one.award.is_some());
        self.unless(is_award, "award/no-award");
        self.end_decision(act.0);
    }

    /// An award that is suspended stands on another plan, made as if it had been withdrawn.
    pub(super) fn redeem_again(&mut self, id: Subject, one: &Use, plan: Option<&Plan>) {
        let Subject::Decision(decision) = id else { return self.unless(false, "lot/not-reversible") };
        let Some(award) = &one.award else { return self.unless(false, "award/no-award") };
        let Some(of) = self.model.studies.get(&award.study).cloned() else { return self.unless(false, "lot/unknown") };
        self.may_award(&of.programme);
        let carriers = self.model.carriers_of(id);
        let lots = self.model.used_by(id);
        lots.into_iter().for_each(|lot| self.free(lot, id));
        let Some(plan) = plan else { return self.unless(false, "request/attachment-missing") };
        let Some(counted) = self.rests(plan, &of, award.study, decision, Some(id)) else { return };
        let lots = self.model.used_by(id);
        self.touch(&lots);
        let (take, under, award) = (together(&counted), self.under(&lots), self.awarded(plan, &of, award.study));
        let read = self.read(plan, &of, &take);
        self.model.uses.entry(id).and_modify(|one| {
            (one.take, one.read, one.under, one.award) = (take, read, under, Some(award));
        });
        carriers.into_iter().for_each(|later| self.flag(later));
    }
}

fn of_lot(asset: AssetId, count: usize) -> Option<Counted> {
    if let AssetId::Lot { carried, lot } = asset { Some((lot, carried, count)) } else { None }
}

/// How much of each lot, however it is carried.
fn together(counted: &[Counted]) -> Vec<(LotId, usize)> {
    let mut all: BTreeMap<LotId, usize> = BTreeMap::new();
    counted.iter().for_each(|(lot, _, count)| *all.entry(*lot).or_default() += count);
    all.into_iter().collect()
}

impl Model {
    /// Later awards that count what one counts: they carry out of it.
    pub(super) fn carriers_of(&self, id: Subject) -> BTreeSet<Subject> {
        let Some(own) = self.uses.get(&id).filter(|one| one.award.is_some()) else { return BTreeSet::new() };
        let quanta = self.lots.values().flat_map(|lot| &lot.quanta);
        let shared = quanta.map(super::quanta::named).filter(|by| by.contains(&id)).flatten();
        let is_later = |other: &Subject| {
            let other = self.uses.get(other).filter(|other| other.award.is_some() && !other.ended);
            other.is_some_and(|other| other.line > own.line)
        };
        shared.filter(is_later).collect()
    }
}
