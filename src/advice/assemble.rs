//! What a plan says by itself: what counts where, gates, conversions, quotas and averages.

use crate::advice::bounds::{averages, quotas};
use crate::advice::report::{GateStand, Have, LotStand, PartStand, Report, ToMake};
use crate::advice::stand_of::{lot_of, made_by};
use crate::advice::standing::{Standing, sum};
use crate::credit::{Amount, Credits};
use crate::id::Code;
use crate::planner::{Asset, AssetId, Counted, Formulation, OpenConversion, Relief, bound};
use crate::programme::{Part, Programmes, Waivable};

/// The report of a plan, without what has to be searched for.
pub(super) fn report(
    programmes: &Programmes,
    standing: &Standing<'_>,
    formulation: &Formulation<'_>,
    quantum: Credits,
) -> Report {
    let (plan, programme) = (standing.plan, standing.programme);
    Report {
        averages: averages(programmes, standing, formulation),
        conversions: conversions(standing),
        cores: Vec::new(),
        day: plan.day,
        document: plan.document.clone(),
        gates: gates(programmes, standing),
        hash: plan.hash,
        have: have(standing),
        idle: idle(standing),
        less_by: Vec::new(),
        levels: plan.levels.clone(),
        own: plan.own.clone(),
        parts: parts(standing),
        programme: programme.id.clone(),
        quantum,
        quotas: quotas(programmes, standing, quantum),
        reached: plan.is_reached(),
        reliefs: plan.reliefs.clone(),
        repairs: Vec::new(),
        tempting: Vec::new(),
        title: programme.title.clone(),
        unit: programme.unit.clone(),
        untried: 0,
        version: programmes.draft().head.version.clone(),
        whole: standing.stand(None),
    }
}

/// The parts, each after the part around it.
fn parts(standing: &Standing<'_>) -> Vec<PartStand> {
    let mut parts = Vec::new();
    under(standing, None, 0, &mut parts);
    parts
}

fn under(standing: &Standing<'_>, around: Option<&Code>, depth: u32, parts: &mut Vec<PartStand>) {
    for part in standing.programme.parts.iter().filter(|part| part.within.as_ref() == around) {
        parts.push(one_part(standing, part, depth));
        // Where parts lay within each other in a circle there would be no end.
        if parts.len() <= standing.programme.parts.len() {
            under(standing, Some(&part.id), depth.saturating_add(1), parts);
        }
    }
}

fn one_part(standing: &Standing<'_>, part: &Part, depth: u32) -> PartStand {
    let here = standing.plan.counts.iter().filter(|one| one.part == part.id);
    PartStand {
        clause: standing.clause(Some(&part.id)).clone(),
        depth,
        id: part.id.clone(),
        leaf: part.is_leaf(),
        lots: here.filter_map(|one| lot(standing, one)).collect(),
        overlay: standing.part(&part.id).is_some_and(|part| standing.is_overlay(part)),
        stand: standing.stand(Some(&part.id)),
        taken: standing.part(&part.id).is_some_and(|part| standing.is_taken(part)),
        title: part.title.clone(),
        within: part.within.clone(),
    }
}

fn lot(standing: &Standing<'_>, counted: &Counted) -> Option<LotStand> {
    let asset = standing.assets.get(&counted.asset)?;
    let others = standing.plan.counts.iter().filter(|one| one.asset == counted.asset && one.part != counted.part);
    let by_relief = |relief: &Relief| match (relief, &asset.id) {
        (Relief::Substitute { lot, part }, AssetId::Lot { lot: own, .. }) => lot == own && *part == counted.part,
        _ => false,
    };
    Some(LotStand {
        others: others.map(|one| one.part.clone()).collect(),
        substituted: standing.plan.reliefs.iter().any(by_relief),
        ..lot_of(asset, counted.credits)
    })
}

/// What the learner has that counts nowhere, and that no conversion of the plan takes, in the order of ids.
fn idle(standing: &Standing<'_>) -> Vec<LotStand> {
    let plan = standing.plan;
    let taken = |id: &AssetId| made(standing).any(|option| option.takes.iter().any(|one| one.asset == *id));
    let counts = |id: &AssetId| plan.counts.iter().any(|one| one.asset == *id);
    let held = standing.assets.values().filter(|asset| matches!(asset.id, AssetId::Lot { .. }));
    let idle = held.filter(|asset| !counts(&asset.id) && !taken(&asset.id));
    idle.map(|asset| lot_of(asset, Credits::ZERO)).collect()
}

/// What there is in the unit of the programme, and how much of it counts. Conversions of the plan are as if they were made.
fn have(standing: &Standing<'_>) -> Have {
    let unit = &standing.programme.unit;
    let own = |id: &AssetId| standing.assets.get(id).copied().filter(|asset| asset.amount.unit == *unit);
    let amount = |asset: &&Asset| asset.amount.credits;
    let held =
        standing.assets.values().filter(|asset| asset.id.lot().is_some()).filter(|asset| own(&asset.id).is_some());
    let makes = made(standing).flat_map(|option| &option.makes).filter(|asset| own(&asset.id).is_some());
    let takes = made(standing).flat_map(|option| &option.takes).filter(|one| own(&one.asset).is_some());
    let all = sum(held.map(amount).chain(makes.map(|asset| asset.amount.credits)));
    let there = all.minus(sum(takes.map(|one| one.credits))).unwrap_or_default();
    let bound = bound(standing.programme, standing.plan).unwrap_or_default();
    let used = sum(bound.iter().filter(|(asset, _)| own(asset).is_some()).map(|(_, credits)| *credits));
    let counts = standing.stand(None).credits.min(used);
    let [afresh, idle] = [used.minus(counts), there.minus(used)].map(Result::unwrap_or_default);
    Have { afresh, counts, idle, there }
}

/// The conversions that the plan makes.
fn made<'a>(standing: &Standing<'a>) -> impl Iterator<Item = &'a OpenConversion> {
    let plan = standing.plan;
    standing.holdings.options.iter().filter(move |option| plan.conversions.contains(&option.id))
}

fn conversions(standing: &Standing<'_>) -> Vec<ToMake> {
    let of = |id: &AssetId, credits: Credits| {
        let unit = standing.assets.get(id).map(|asset| asset.amount.unit.clone());
        unit.map(|unit| (id.clone(), Amount { credits, unit }))
    };
    let one = |option: &OpenConversion| ToMake {
        approvals: option.approvals,
        by: option.makes.first().and_then(made_by),
        id: option.id.clone(),
        makes: option.makes.iter().map(|asset| (asset.code.clone(), asset.amount.clone())).collect(),
        takes: option.takes.iter().filter_map(|one| of(&one.asset, one.credits)).collect(),
    };
    let mut all: Vec<_> = made(standing).map(one).collect();
    all.sort_by(|left, right| left.id.cmp(&right.id));
    all
}

/// The gates of the programme. A gate stands in pathways, which say on what clause it rests.
fn gates(programmes: &Programmes, standing: &Standing<'_>) -> Vec<GateStand> {
    let stages = || programmes.draft().pathways.iter().flat_map(|pathway| &pathway.stages);
    let clause = |id: &Code| {
        let own = stages().filter(|stage| stage.programme == standing.programme.id);
        own.filter_map(|stage| stage.gate.as_ref()).find(|gate| gate.id == *id).map(|gate| gate.clause.clone())
    };
    let one = |id: &Code| GateStand {
        clause: clause(id).unwrap_or_else(|| standing.programme.clause.clone()),
        id: id.clone(),
        passed: standing.holdings.gates.contains(id) || standing.is_waived(Waivable::Gate, id),
    };
    standing.programme.gates.iter().map(one).collect()
}
