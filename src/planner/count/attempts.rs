//! Of the attempts at one thing no more is taken than there is room for.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Code;
use crate::planner::asset_id::AssetId;
use crate::planner::count::case::Case;
use crate::planner::count::lots::{in_lanes, taken};
use crate::planner::count::numbers::{Number, how_many, number, plus, total, written};
use crate::planner::count::tally::Tally;
use crate::planner::fault::{Fault, PlanPlace};
use crate::planner::group::{AttemptGroup, Room};

/// Holds what counts, and what conversions take, against every group of attempts.
pub(super) fn groups(case: &Case<'_>, tally: &Tally<'_>, made: &BTreeSet<&Code>) -> Result<(), Fault> {
    if case.holdings.groups.is_empty() {
        return Ok(());
    }
    let bound = bound(case, tally, made)?;
    case.holdings.groups.iter().try_for_each(|group| has_room(case, &bound, group))
}

/// How much of each asset is bound, in ten-thousandths of its own unit: of the lanes the most that counts in one, and
/// what conversions take.
fn bound<'a>(
    case: &Case<'a>,
    tally: &Tally<'a>,
    made: &BTreeSet<&Code>,
) -> Result<BTreeMap<&'a AssetId, Number>, Fault> {
    let mut bound = taken(case, made)?;
    for (id, entries) in tally.by_asset() {
        let Some(asset) = entries.first().map(|entry| entry.asset) else { continue };
        let most = in_lanes(case, tally, asset, &entries)?.into_iter().max().unwrap_or_default();
        let sum = bound.entry(id).or_default();
        *sum = plus(*sum, most)?;
    }
    Ok(bound)
}

fn has_room(case: &Case<'_>, bound: &BTreeMap<&AssetId, Number>, group: &AttemptGroup) -> Result<(), Fault> {
    let much = |found: String, most: String, what| {
        Err(Fault::TooMuch { at: PlanPlace::Attempts(Box::new(group.thing.clone())), found, most, what })
    };
    match &group.room {
        Room::Credits(most) => {
            let assets: BTreeSet<&AssetId> = group.attempts.iter().flatten().collect();
            let such = assets.into_iter().filter_map(|id| Some((case.assets.get(id)?, *bound.get(id)?)));
            let such = such.filter(|(asset, _)| asset.amount.unit == most.unit && !asset.amount.credits.is_zero());
            let found = total(such.map(|(_, credits)| credits))?;
            let fits = found <= number(most.credits);
            if fits {
                Ok(())
            } else {
                much(written(found), most.credits.to_string(), "credits that count or are taken")
            }
        }
        Room::Items(_) | Room::One => {
            let is_taken = |attempt: &&Vec<AssetId>| attempt.iter().any(|id| bound.contains_key(id));
            let found = how_many(group.attempts.iter().filter(is_taken));
            let most = Number::from(group.room.items().unwrap_or_default());
            let fits = found <= most;
            if fits { Ok(()) } else { much(found.to_string(), most.to_string(), "attempts that count or are taken") }
        }
    }
}
