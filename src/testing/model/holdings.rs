//! What a passbook brings to a programme, as the model has it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::credit::{Amount, Credits};
use crate::id::{Code, EntryId, LotId, ProgrammeId};
use crate::ledger::{Document, Place, Standing, Subject};
use crate::planner::{Asset, AssetId, Holdings, Lineage, Pass};
use crate::programme::{Carry, Programme, Programmes};
use crate::registry::{Counting, OutcomeKind, Scope, Thing};
use crate::testing::model::holding::Among;
use crate::testing::model::quanta::credits;
use crate::testing::model::study::Study;
use crate::testing::model::{Model, Quanta, Work};
use crate::testing::world::World;
use crate::time::Date;

/// A document of the world, with its courses in full, as it was first published.
pub(super) fn published(id: &str) -> Option<&'static Document> {
    static WORLD: OnceLock<Option<World>> = OnceLock::new();
    let world = WORLD.get_or_init(|| World::new().ok()).as_ref()?;
    let found = world.published.documents().find(|one| one.publication.document.as_str() == id)?;
    Some(&found.content)
}

/// The programmes of the world.
pub(super) fn programmes() -> Option<&'static Programmes> {
    match published("world-programmes")? {
        Document::Programmes(book) => Some(book),
        _ => None,
    }
}

fn programme(id: &str) -> Option<&'static Programme> {
    programmes()?.programme(&id.parse().ok()?)
}

/// The awards that reserve a quantum, if it is at the disposal of a programme that carries out of some.
pub(super) fn carried(standing: &Standing, from: &BTreeSet<String>, programme: &str) -> Option<Vec<ProgrammeId>> {
    let award = |scope: &Scope| match scope {
        Scope::Award(of) if from.contains(of.as_str()) && of.as_str() != programme => Some(of.clone()),
        _ => None,
    };
    if standing.place != Place::Available {
        return None;
    }
    standing.scopes.iter().map(|one| award(&one.scope)).collect()
}

impl Work {
    /// The programmes out of which a stage carries. The change of pathway of the world carries nothing.
    fn carries(&self, of: &Study) -> Vec<Carry> {
        let stage = || {
            let (pathway, stage) = of.stage.as_ref()?;
            let pathway = programmes()?.pathway(&pathway.parse().ok()?)?;
            pathway.stages.get(usize::try_from(stage.checked_sub(1)?).ok()?)
        };
        stage().map(|stage| stage.carry.clone()).unwrap_or_default()
    }

    pub(super) fn carried_from(&self, of: &Study) -> BTreeSet<String> {
        let own = programme(&of.programme).map(|one| one.carry.clone()).unwrap_or_default();
        self.carries(of).iter().chain(&own).map(|one| one.from.to_string()).collect()
    }

    /// Whether it is studied on the day of the command, whatever came of it after that.
    fn goes_on(&self, of: &Study) -> bool {
        let next = of.succeeded.and_then(|next| self.model.studies.get(&next)).map(|next| next.fact.on);
        let ends = [of.fact.left.map(|(_, on)| on), next];
        of.fact.on <= self.day && ends.into_iter().flatten().all(|on| self.day < on)
    }

    /// Out of which scopes a decision takes that binds in one: the awards from which the programme carries, and of a
    /// learner who studies it the stage.
    pub(super) fn carried_into(&self, scope: &Scope) -> Vec<Scope> {
        let Scope::Award(id) = scope else { return Vec::new() };
        let own = programme(id.as_str()).map(|one| one.carry.clone()).unwrap_or_default();
        let studies = self.model.studies.iter().filter(|(_, of)| of.programme == id.as_str() && self.goes_on(of));
        let staged = studies.flat_map(|(_, of)| self.carries(of));
        own.into_iter().chain(staged).map(|one| Scope::Award(one.from)).collect()
    }

    pub(super) fn holdings(&self, of: &Study, of_id: EntryId, settling: Option<Subject>) -> Option<Holdings> {
        let from = self.carried_from(of);
        let lots = self.model.lots.iter().filter(|(id, lot)| self.can_count(**id, lot, settling));
        let assets = lots.flat_map(|(id, lot)| self.assets(*id, lot, &from, &of.programme)).collect();
        let tried = self.model.studies.values().flat_map(Study::tries);
        let passed = tried.filter(|(_, on, passed)| *passed && *on <= self.day).count() > 0;
        let on_day = self.model.studies.get(&of_id).into_iter().flat_map(|one| one.reliefs_on(self.day));
        Some(Holdings {
            assets,
            carry: self.carries(of),
            day: self.day,
            gates: passed.then(|| "transfer".parse().ok()).flatten().into_iter().collect(),
            // One attempt of a group: that is asked of what a plan binds.
            groups: Vec::new(),
            limits: Vec::new(),
            options: Vec::new(),
            own: of.institution().clone(),
            passed: self.model.passed(self.day).into_iter().filter_map(|id| self.pass_of(id)).collect(),
            reliefs: on_day.map(|one| one.relief.clone()).collect(),
        })
    }

    fn pass_of(&self, id: LotId) -> Option<Pass> {
        let lot = self.model.lots.get(&id)?;
        Some(Pass { code: lot.code.clone(), kind: lot.kind, on: lot.earned, thing: lot.thing.clone() })
    }

    /// A candidate that can be used as its group stands.
    fn can_count(&self, id: LotId, lot: &Quanta, settling: Option<Subject>) -> bool {
        let among = settling.map_or(Among::All, Among::Others);
        let policy = self.policy_of(id);
        let rings = self.model.rings(id, &policy);
        let held = rings.iter().map(|ring| self.model.held(ring, among));
        let is_free = held.into_iter().all(|held| held.is_empty() || held.contains(&id));
        let stands = policy.counting != Counting::Last
            || lot.thing.as_ref().is_none_or(|thing| self.model.standing(thing, self.day) == Some(id));
        lot.is_candidate(self.day) && is_free && stands
    }

    fn assets(&self, id: LotId, lot: &Quanta, from: &BTreeSet<String>, programme: &str) -> Vec<Asset> {
        let mut there: BTreeMap<Vec<ProgrammeId>, usize> = BTreeMap::new();
        for carried in lot.quanta.iter().filter_map(|standing| carried(standing, from, programme)) {
            *there.entry(carried).or_default() += 1;
        }
        let asset = |(carried, count): (Vec<ProgrammeId>, usize)| {
            let credits = if lot.is_nothing { Credits::ZERO } else { credits(count) };
            self.asset(id, lot, carried, credits)
        };
        there.into_iter().filter_map(asset).collect()
    }

    fn asset(&self, id: LotId, lot: &Quanta, carried: Vec<ProgrammeId>, credits: Credits) -> Option<Asset> {
        let category = (lot.kind == OutcomeKind::Converted).then(|| lot.code.clone());
        Some(Asset {
            amount: Amount { credits, unit: lot.unit.parse().ok()? },
            category,
            class: None,
            code: lot.code.clone(),
            content: lot.content.clone(),
            earned: lot.earned,
            grade: lot.grade.clone(),
            id: AssetId::Lot { carried, lot: id },
            issuer: lot.issuer.clone(),
            kind: lot.kind,
            level: lot.thing.as_ref().and_then(|thing| thing.level.clone()),
            made: self.made_by(id),
            thing: lot.thing.clone(),
            tier: lot.tier,
            valid_through: lot.last,
        })
    }

    /// By which conversion a lot was made. No limit of the world binds when credits are counted.
    fn made_by(&self, id: LotId) -> Option<Lineage> {
        let maker = self.model.uses.iter().find(|(_, one)| !one.ended && one.made.contains(&id));
        let (Subject::Decision(decision), one) = maker? else { return None };
        let makes = |output: &&crate::rules::Output| super::convert::makes(output);
        let outputs = one.grants.iter().flat_map(|grant| grant.outputs.iter().filter(makes).map(move |_| grant));
        let grant = outputs.zip(&one.made).find(|(_, made)| **made == id).map(|(grant, _)| grant)?;
        let lots: BTreeSet<_> = grant.inputs.iter().map(|input| input.lot).collect();
        let inputs: Vec<_> = lots.iter().filter_map(|lot| self.model.lots.get(lot)).collect();
        let own = self.model.lots.get(&id)?;
        let source = inputs.iter().all(|lot| lot.unit == own.unit);
        let distinct = |all: BTreeSet<Code>| all.into_iter().collect();
        Some(Lineage {
            contents: distinct(inputs.iter().filter_map(|lot| lot.content.clone()).collect()),
            document: "world-rules".parse().ok()?,
            id: Code::from(decision),
            issuers: inputs.iter().map(|lot| lot.issuer.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
            limits: Vec::new(),
            source: source.then(|| credits(inputs.iter().map(|lot| lot.worth()).sum())),
            lots: lots.into_iter().collect(),
            on: one.applied?,
            rule: grant.rule.clone(),
        })
    }
}

impl Model {
    /// What was passed by a day, and neither withdrawn nor suspended; of what the last attempt counts, the one that stands.
    pub(super) fn passed(&self, day: Date) -> Vec<LotId> {
        let counts = |(id, lot): &(&LotId, &Quanta)| {
            let is_last = |thing: &&Thing| self.policy(thing, day).counting == Counting::Last;
            let alone = lot.thing.as_ref().filter(is_last).map(|thing| self.standing(thing, day));
            let is_there = lot.since <= day && lot.earned <= day;
            is_there && lot.revoked.is_none() && lot.marks.is_empty() && alone.is_none_or(|one| one == Some(**id))
        };
        self.lots.iter().filter(counts).map(|(id, _)| *id).collect()
    }

    /// Of the courses of the school's with a code, the attempt that is read for one of a day: one that is counted too, or the
    /// best.
    pub(super) fn read_of(&self, code: &str, by: Date, counted: &BTreeSet<LotId>, day: Date) -> Option<LotId> {
        let is_it = |id: &LotId| {
            let lot = self.lots.get(id);
            let thing = lot.and_then(|lot| lot.thing.as_ref());
            let named = thing.is_some_and(|thing| thing.to_string() == format!("course {code}@SV"));
            named && lot.is_some_and(|lot| lot.earned <= by)
        };
        let fits: Vec<_> = self.passed(day).into_iter().filter(is_it).collect();
        let ordered = self.ordered(&fits, day);
        let best = ordered.first().or(fits.first()).copied();
        let own = |ids: &[LotId]| ids.iter().find(|id| counted.contains(id)).copied();
        own(&ordered).or(own(&fits)).or(best)
    }

    /// The live awards of a programme, but for what was only shown for one.
    pub(super) fn awards_of(&self, programme: &str) -> Vec<&super::Use> {
        let is_of = |one: &super::Use| {
            let scope = one.scope.as_ref().map(ToString::to_string);
            scope == Some(format!("award:{programme}")) && one.kind != Some(crate::registry::UseKind::Witness)
        };
        self.live().into_iter().map(|(_, one)| one).filter(|one| is_of(one)).collect()
    }
}
