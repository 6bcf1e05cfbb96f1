//! The best plan, by trying all.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{Code, ProgrammeId};
use crate::pathway::reference::case::{Case, Thing};
use crate::pathway::reference::meters::{Meter, meters};
use crate::pathway::reference::picks::counts_in;
use crate::pathway::reference::placing::{Placing, placings};
use crate::pathway::reference::study::Standing;
use crate::pathway::reference::taking::{subsets, ways};
use crate::pathway::{AssetId, Holdings, OpenConversion, Programmes, QuotaBound, ShareBase};

/// So many sums are looked at together at most.
const MOST_SUMS: usize = 60_000;

/// An instance that is too large to try everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the instance is too large to try everything")]
pub struct TooLarge;

/// How good the best plan is, and one that is so good. They compare as plans do: less is better.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Best {
    /// Credits still to study, in quanta, of the lane with most.
    pub study: u64,
    /// Items still to take, of the lane with most.
    pub items: u64,
    /// Approvals that its conversions need.
    pub approvals: u64,
    /// Assets that are bound.
    pub lots: u64,
    /// Its conversions.
    pub conversions: Vec<Code>,
    /// The parts that are taken.
    pub taken: Vec<Code>,
    /// What counts where: in quanta of the programme's unit; 1 where it counts as an item only.
    pub counts: Vec<(AssetId, Code, i64)>,
}

/// Study, items, approvals, lots.
type Score = (i64, i64, i64, i64);

/// The best plan; none where the programme contradicts itself.
///
/// # Errors
/// [`TooLarge`] if there is too much to try.
pub fn best(programmes: &Programmes, id: &ProgrammeId, holdings: &Holdings) -> Result<Option<Best>, TooLarge> {
    let Some(case) = Case::new(programmes, id, holdings) else { return Ok(None) };
    let mut found: Option<(Score, Best)> = None;
    let ways = ways(&case);
    let numbers: Vec<usize> = (0..holdings.options.len()).collect();
    for chosen in subsets(&numbers) {
        let made: Vec<&OpenConversion> = chosen.iter().filter_map(|at| holdings.options.get(*at)).collect();
        let Some(things) = case.things(&made) else { continue };
        for taken in &ways {
            try_way(&case, &made, &things, taken, &mut found)?;
        }
    }
    Ok(found.map(|(_, best)| best))
}

/// Which asset counts in which leaf, taken by itself; also what all open conversions would make.
#[must_use]
pub fn eligible(programmes: &Programmes, id: &ProgrammeId, holdings: &Holdings) -> Vec<(AssetId, Code)> {
    let Some(case) = Case::new(programmes, id, holdings) else { return Vec::new() };
    let leaves = |thing: &Thing<'_>| {
        let counts = |(at, part): &(usize, &crate::pathway::Part)| part.is_leaf() && counts_in(&case, thing, *at, part);
        let pair = |(_, part): (usize, &crate::pathway::Part)| (thing.asset.id.clone(), part.id.clone());
        case.parts().filter(counts).map(pair).collect::<Vec<_>>()
    };
    case.untouched().iter().flat_map(leaves).collect()
}

/// Looks at every way to count these assets with these parts taken.
fn try_way(
    case: &Case<'_>,
    made: &[&OpenConversion],
    things: &[Thing<'_>],
    taken: &BTreeSet<usize>,
    found: &mut Option<(Score, Best)>,
) -> Result<(), TooLarge> {
    let meters = meters(case, things);
    let choices: Vec<Vec<Placing>> = things.iter().map(|thing| placings(case, thing, taken)).collect();
    let approvals: i64 = made.iter().map(|option| i64::from(option.approvals)).sum();
    let lanes: BTreeSet<usize> = taken.iter().map(|place| case.lane_of(*place)).collect();
    for (sums, path) in all_sums(case, &meters, things, &choices)? {
        let standing = Standing { case, sums: meters.iter().zip(sums.iter().copied()).collect(), taken };
        let most = found.as_ref().map_or_else(|| enough(case, things), |(score, _)| score.0);
        if !standing.is_lawful() {
            continue;
        }
        let studies = lanes.iter().map(|lane| standing.least_study(*lane, most)).collect::<Option<Vec<_>>>();
        let Some(study) = studies.and_then(|all| all.into_iter().max()) else { continue };
        let fewest =
            |lane: &usize| (0..=study).filter_map(|credits| standing.least_items(*lane, credits, i64::MAX)).min();
        let Some(items) = lanes.iter().map(fewest).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().max())
        else {
            continue;
        };
        let lots = standing.sums.get(&Meter::Bound).copied().unwrap_or(0);
        let score = (study, items, approvals, lots);
        if found.as_ref().is_none_or(|(best, _)| score < *best) {
            let best = describe(case, made, things, taken, &choices, &path, score);
            *found = best.map(|best| (score, best));
        }
    }
    Ok(())
}

/// Everything that the sums can come to, and one way to come to each.
fn all_sums(
    case: &Case<'_>,
    meters: &[Meter],
    things: &[Thing<'_>],
    choices: &[Vec<Placing>],
) -> Result<BTreeMap<Vec<i64>, Vec<usize>>, TooLarge> {
    let mosts: Vec<Option<i64>> = meters.iter().map(|meter| meter.most(case)).collect();
    let mut all = BTreeMap::from([(vec![0; meters.len()], Vec::new())]);
    for (thing, placings) in things.iter().zip(choices) {
        let adds = |placing: &Placing| {
            meters.iter().map(|meter| meter.adds(case, thing, placing) + extra(case, meter, thing, placing)).collect()
        };
        let added: Vec<Vec<i64>> = placings.iter().map(adds).collect();
        let mut next = BTreeMap::new();
        for (sums, path) in &all {
            for (number, added) in added.iter().enumerate() {
                let sum = meters.iter().zip(sums.iter().zip(added)).map(|(meter, (sum, more))| meter.sum(*sum, *more));
                let sum: Vec<i64> = sum.collect();
                if sum.iter().zip(&mosts).all(|(sum, most)| most.is_none_or(|most| *sum <= most)) {
                    next.entry(sum).or_insert_with(|| [&**path, &[number]].concat());
                }
            }
            if next.len() > MOST_SUMS {
                return Err(TooLarge);
            }
        }
        all = next;
    }
    Ok(all)
}

/// An asset that a conversion takes from is bound by that, if it could count.
fn extra(case: &Case<'_>, meter: &Meter, thing: &Thing<'_>, placing: &Placing) -> i64 {
    let could = || case.parts().any(|(at, part)| part.is_leaf() && counts_in(case, thing, at, part));
    i64::from(*meter == Meter::Bound && placing.uses.is_empty() && thing.taken > 0 && could())
}

/// So much study is never more than enough: every quantum of it is for some least.
fn enough(case: &Case<'_>, things: &[Thing<'_>]) -> i64 {
    let leasts: i64 = (0..=case.programme.parts.len()).map(|place| case.least(place).0).sum();
    let quotas = case.programme.quotas.iter().map(|quota| match quota.bound {
        QuotaBound::Least(least) => case.quanta(least),
        QuotaBound::LeastShare { of: ShareBase::Stated(base), .. } => case.quanta(base),
        _ => 0,
    });
    leasts + quotas.sum::<i64>() + things.iter().map(|thing| thing.size).sum::<i64>()
}

fn describe(
    case: &Case<'_>,
    made: &[&OpenConversion],
    things: &[Thing<'_>],
    taken: &BTreeSet<usize>,
    choices: &[Vec<Placing>],
    path: &[usize],
    score: Score,
) -> Option<Best> {
    let placed = things
        .iter()
        .zip(choices.iter().zip(path))
        .filter_map(|(thing, (placings, at))| Some((thing, placings.get(*at)?)));
    let counts = placed.flat_map(|(thing, placing)| {
        placing
            .uses
            .iter()
            .filter_map(|(leaf, amount)| Some((thing.asset.id.clone(), case.part(leaf + 1)?.id.clone(), *amount)))
    });
    Some(Best {
        study: score.0.try_into().ok()?,
        items: score.1.try_into().ok()?,
        approvals: score.2.try_into().ok()?,
        lots: score.3.try_into().ok()?,
        conversions: made.iter().map(|option| option.id.clone()).collect(),
        taken: taken.iter().filter_map(|place| case.part(*place)).map(|part| part.id.clone()).collect(),
        counts: counts.collect(),
    })
}
