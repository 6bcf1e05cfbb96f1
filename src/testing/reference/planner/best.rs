//! The best plan, by trying all.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use crate::id::{Code, ProgrammeId};
use crate::planner::{AssetId, Holdings, OpenConversion, Plan};
use crate::programme::{Programmes, QuotaBound, ShareBase};
use crate::solver::GoalLevel;
use crate::testing::reference::planner::case::{Case, Thing};
use crate::testing::reference::planner::meters::{Meter, meters};
use crate::testing::reference::planner::picks::counts_in;
use crate::testing::reference::planner::placing::{Placing, placings};
use crate::testing::reference::planner::study::Standing;
use crate::testing::reference::planner::taking::{subsets, ways};

/// So many sums are looked at together at most.
const MOST_SUMS: usize = 60_000;

/// And so many ways to study are tried.
const MOST_TRIES: usize = 400_000;

/// An instance that is too large to try everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the instance is too large to try everything")]
pub struct TooLarge;

/// How good the best plan is, and one that is so good. They compare as plans do: less is better.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Best {
    /// Quanta and items to study where nothing is left to take.
    pub closed: u64,
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

impl Best {
    /// What a plan that is as good says, level by level: the lots that are bound only if it is not short.
    #[must_use]
    pub fn levels(&self) -> Vec<u64> {
        let Self { approvals, closed, items, lots, study, .. } = *self;
        let lots = (study == 0 && items == 0).then_some(lots);
        [closed, study, items, approvals].into_iter().chain(lots).collect()
    }

    /// The same of a plan.
    #[must_use]
    pub fn levels_of(plan: &Plan) -> Vec<u64> {
        let value = |level| plan.level(level).map(|one| one.value);
        let first = [value(GoalLevel::Closed).unwrap_or_default()];
        first
            .into_iter()
            .chain(
                [GoalLevel::Study, GoalLevel::Items, GoalLevel::Approvals, GoalLevel::Lots]
                    .into_iter()
                    .filter_map(value),
            )
            .collect()
    }
}

/// Study, items, approvals, lots.
type Score = (i64, i64, i64, i64);

/// So many ways and sums may be tried, and so much may be studied where nothing is left to take.
type Room<'a> = (&'a Cell<usize>, i64);

/// The best plan; none where the programme contradicts itself.
///
/// # Errors
/// [`TooLarge`] if there is too much to try.
pub fn best(programmes: &Programmes, id: &ProgrammeId, holdings: &Holdings) -> Result<Option<Best>, TooLarge> {
    let Some(case) = Case::new(programmes, id, holdings) else { return Ok(None) };
    let none = case.closed().is_empty();
    let possible = best_within(&case, if none { 0 } else { i64::MAX })?;
    if none || possible.is_none() {
        return Ok(possible);
    }
    let mut closed = 0;
    loop {
        if let Some(best) = best_within(&case, closed)? {
            return Ok(Some(Best { closed: u64::try_from(closed).unwrap_or(u64::MAX), ..best }));
        }
        closed += 1;
    }
}

/// The best plan in which no more than so much is studied where nothing is left to take.
fn best_within(case: &Case<'_>, closed: i64) -> Result<Option<Best>, TooLarge> {
    let holdings = case.holdings;
    let mut found: Option<(Score, Best)> = None;
    let ways = ways(case);
    let things = case.things(&[]).unwrap_or_default();
    let tries = Cell::new(MOST_TRIES);
    for taken in &ways {
        count_nothing(case, &things, (taken, (&tries, closed)), &mut found);
    }
    if tries.get() == 0 {
        return Err(TooLarge);
    }
    if found.is_none() && case.programme.sharing.is_empty() && closed == i64::MAX {
        return Ok(None);
    }
    let numbers: Vec<usize> = (0..holdings.options.len()).collect();
    for chosen in subsets(&numbers) {
        let made: Vec<&OpenConversion> = chosen.iter().filter_map(|at| holdings.options.get(*at)).collect();
        let Some(things) = case.things(&made) else { continue };
        for taken in &ways {
            try_way(case, &made, &things, (taken, (&tries, closed)), &mut found)?;
            if tries.get() == 0 {
                return Err(TooLarge);
            }
        }
    }
    Ok(found.map(|(_, best)| best))
}

/// Which asset counts in which leaf, taken by itself; also what all open conversions would make.
#[must_use]
pub fn eligible(programmes: &Programmes, id: &ProgrammeId, holdings: &Holdings) -> Vec<(AssetId, Code)> {
    let Some(case) = Case::new(programmes, id, holdings) else { return Vec::new() };
    let leaves = |thing: &Thing<'_>| {
        let counts =
            |(at, part): &(usize, &crate::programme::Part)| part.is_leaf() && counts_in(&case, thing, *at, part);
        let pair = |(_, part): (usize, &crate::programme::Part)| (thing.asset.id.clone(), part.id.clone());
        case.parts().filter(counts).map(pair).collect::<Vec<_>>()
    };
    case.untouched().iter().flat_map(leaves).collect()
}

/// Looks at the plan in which nothing counts and all is studied. What counts can be studied instead, sharing apart: so
/// where this is no plan there is none.
fn count_nothing(
    case: &Case<'_>,
    things: &[Thing<'_>],
    (taken, (tries, closed)): (&BTreeSet<usize>, Room<'_>),
    found: &mut Option<(Score, Best)>,
) {
    let standing = Standing { case, closed, sums: BTreeMap::new(), taken, tries };
    let lanes: BTreeSet<usize> = taken.iter().map(|place| case.lane_of(*place)).collect();
    let most = found.as_ref().map_or_else(|| enough(case, things), |(score, _)| score.0);
    let Some((study, items)) = least_missing(&standing, &lanes, (most, i64::MAX)) else { return };
    let score = (study, items, 0, 0);
    if found.as_ref().is_none_or(|(best, _)| score < *best) {
        *found = describe(case, &[], &[], taken, &[], &[], score).map(|best| (score, best));
    }
}

/// Looks at every way to count these assets with these parts taken.
fn try_way(
    case: &Case<'_>,
    made: &[&OpenConversion],
    things: &[Thing<'_>],
    (taken, (tries, closed)): (&BTreeSet<usize>, Room<'_>),
    found: &mut Option<(Score, Best)>,
) -> Result<(), TooLarge> {
    let meters = meters(case, things);
    let choices: Vec<Vec<Placing>> = things.iter().map(|thing| placings(case, thing, taken)).collect();
    let approvals: i64 = made.iter().map(|option| i64::from(option.approvals)).sum();
    let lanes: BTreeSet<usize> = taken.iter().map(|place| case.lane_of(*place)).collect();
    let besides = case.besides(made);
    for (sums, (lots, path)) in all_sums(case, &meters, (&besides, things), &choices)?.into_iter().rev() {
        let standing = Standing { case, closed, sums: meters.iter().zip(sums).collect(), taken, tries };
        let most = found.as_ref().map_or_else(|| (enough(case, things), i64::MAX), |(score, _)| (score.0, score.1));
        let Some((study, items)) = least_missing(&standing, &lanes, most) else { continue };
        let score = (study, items, approvals, lots);
        if found.as_ref().is_none_or(|(best, _)| score < *best) {
            let best = describe(case, made, things, taken, &choices, &path, score);
            *found = best.map(|best| (score, best));
        }
    }
    Ok(())
}

/// The least study and the least items with it, of the lanes with most; none where the sums are not lawful or more than
/// so much is missing.
fn least_missing(standing: &Standing<'_>, lanes: &BTreeSet<usize>, most: (i64, i64)) -> Option<(i64, i64)> {
    if !standing.is_lawful() || lanes.iter().any(|lane| standing.is_short_of(*lane) > most.0) {
        return None;
    }
    if standing.is_short_where_closed() > standing.closed {
        return None;
    }
    let lanes: Vec<usize> = lanes.iter().copied().collect();
    shared_out(standing, &lanes).iter().filter_map(|closed| least_with(standing, &lanes, closed, most)).min()
}

/// The same with so much in each lane studied where nothing is left to take.
fn least_with(standing: &Standing<'_>, lanes: &[usize], closed: &[i64], most: (i64, i64)) -> Option<(i64, i64)> {
    let lanes = || lanes.iter().zip(closed).map(|(lane, closed)| (*lane, *closed));
    let studies = lanes().map(|lane| standing.least_study(lane, most.0)).collect::<Option<Vec<_>>>()?;
    let study = studies.iter().copied().max()?;
    let most_items = if study < most.0 { i64::MAX } else { most.1 };
    // No less does than what was just found to be the least of the lane; more may do with fewer items.
    let fewest = |(lane, least): ((usize, i64), &i64)| {
        (*least..=study).filter_map(|credits| standing.least_items(lane, credits, most_items)).min()
    };
    let items = lanes().zip(&studies).map(fewest).collect::<Option<Vec<_>>>()?.into_iter().max()?;
    Some((study, items))
}

/// Every way to share out between lanes what may be studied where nothing is left to take.
fn shared_out(standing: &Standing<'_>, lanes: &[usize]) -> Vec<Vec<i64>> {
    if standing.closed == i64::MAX {
        return vec![vec![i64::MAX; lanes.len()]];
    }
    let closed = standing.case.closed();
    let mut all = vec![(Vec::new(), standing.closed)];
    for lane in lanes {
        let any = closed.iter().any(|leaf| standing.case.lane(*leaf) == *lane);
        let more = |(before, left): &(Vec<i64>, i64)| {
            let most = if any { *left } else { 0 };
            (0..=most).map(|here| ([&**before, &[here]].concat(), left - here)).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(more).collect();
    }
    all.into_iter().map(|(shares, _)| shares).collect()
}

/// Sums, with the fewest assets bound and the ways by number.
type Sums = BTreeMap<Vec<i64>, (i64, Vec<usize>)>;

/// Everything that the sums can come to, and a way to come to each with fewest assets bound. What is bound besides is
/// so in all of them.
fn all_sums(
    case: &Case<'_>,
    meters: &[Meter],
    (besides, things): (&[Thing<'_>], &[Thing<'_>]),
    choices: &[Vec<Placing>],
) -> Result<Sums, TooLarge> {
    let ends: Vec<_> =
        meters.iter().map(|meter| (meter, meter.most(case), meter.enough(case).unwrap_or(i64::MAX))).collect();
    let nowhere = Placing::default();
    let bound = |meter: &Meter| besides.iter().fold(0, |sum, thing| meter.sum(sum, meter.adds(case, thing, &nowhere)));
    let first: Vec<i64> = meters.iter().map(bound).collect();
    if !fits(&first, &ends) {
        return Ok(Sums::new());
    }
    let lots = i64::try_from(besides.len()).unwrap_or(i64::MAX);
    let mut all = BTreeMap::from([(first, (lots, Vec::new()))]);
    for (thing, placings) in things.iter().zip(choices) {
        let adds = |placing: &Placing| {
            let sums = meters.iter().map(|meter| meter.adds(case, thing, placing)).collect();
            (placing.binds(thing), sums)
        };
        let added: Vec<(bool, Vec<i64>)> = placings.iter().map(adds).collect();
        let mut next = Sums::new();
        for (sums, (lots, path)) in &all {
            for (number, (bound, added)) in added.iter().enumerate() {
                let sum = ends.iter().zip(sums.iter().zip(added));
                let sum = sum.map(|((meter, _, enough), (sum, more))| meter.sum(*sum, *more).min(*enough));
                let sum: Vec<i64> = sum.collect();
                if !fits(&sum, &ends) {
                    continue;
                }
                let lots = lots + i64::from(*bound);
                if next.get(&sum).is_none_or(|(fewest, _)| lots < *fewest) {
                    next.insert(sum, (lots, [&**path, &[number]].concat()));
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

/// Whether no sum is above its most.
fn fits(sums: &[i64], ends: &[(&Meter, Option<i64>, i64)]) -> bool {
    sums.iter().zip(ends).all(|(sum, (_, most, _))| most.is_none_or(|most| *sum <= most))
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
        closed: 0,
        study: score.0.try_into().ok()?,
        items: score.1.try_into().ok()?,
        approvals: score.2.try_into().ok()?,
        lots: score.3.try_into().ok()?,
        conversions: made.iter().map(|option| option.id.clone()).collect(),
        taken: taken.iter().filter_map(|place| case.part(*place)).map(|part| part.id.clone()).collect(),
        counts: counts.collect(),
    })
}
