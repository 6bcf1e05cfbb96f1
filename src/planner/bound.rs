//! How much of each asset a plan binds.

use std::collections::BTreeMap;

use crate::credit::{AmountError, Credits};
use crate::id::Code;
use crate::planner::asset_id::AssetId;
use crate::planner::plan::Plan;
use crate::programme::Programme;

/// How much of each asset a plan binds, by asset: of the lanes the most that counts in one, what is shared once.
///
/// # Errors
/// If a sum is beyond what credits can be.
pub fn bound(programme: &Programme, plan: &Plan) -> Result<Vec<(AssetId, Credits)>, AmountError> {
    let mut lanes: BTreeMap<(&AssetId, Option<&Code>), Credits> = BTreeMap::new();
    for one in &plan.counts {
        let sum = lanes.entry((&one.asset, lane(programme, &one.part))).or_insert(Credits::ZERO);
        *sum = sum.plus(one.credits)?;
    }
    for one in &plan.shared {
        let pair = usize::try_from(one.sharing).ok().and_then(|place| programme.sharing.get(place));
        let lane = pair.and_then(|pair| lane(programme, &pair.between.0));
        if let Some(sum) = lanes.get_mut(&(&one.asset, lane)) {
            *sum = sum.minus(one.credits)?;
        }
    }
    let mut most: BTreeMap<&AssetId, Credits> = BTreeMap::new();
    for ((asset, _), credits) in lanes {
        let known = most.entry(asset).or_insert(credits);
        *known = credits.max(*known);
    }
    Ok(most.into_iter().map(|(asset, credits)| (asset.clone(), credits)).collect())
}

/// The overlay in which a part is; none: the main lane. In a sound programme no part is within itself.
fn lane<'a>(programme: &'a Programme, part: &Code) -> Option<&'a Code> {
    let mut at = programme.parts.iter().find(|one| one.id == *part);
    for _ in &programme.parts {
        let around = at.and_then(|one| one.within.as_ref());
        match around {
            Some(around) => at = programme.parts.iter().find(|one| one.id == *around),
            None => break,
        }
    }
    at.filter(|one| one.overlay).map(|one| &one.id)
}
