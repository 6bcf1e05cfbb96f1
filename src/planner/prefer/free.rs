//! What an earlier award reserves and this one may carry is taken before what is free.

use crate::planner::asset_id::AssetId;
use crate::planner::formulate::Formulation;
use crate::planner::holdings::Asset;
use crate::planner::plan::Plan;
use crate::planner::prefer::moves::slack;

/// Puts what an earlier award reserves in the place of what is free, one for one, where every row allows it.
pub(super) fn leave_free(formulation: &Formulation<'_>, values: &mut Vec<i64>) {
    let mut plan = formulation.plan_of(values, Vec::new());
    let reserved: Vec<&Asset> = formulation.assets().iter().copied().filter(|asset| asset.id.is_carried()).collect();
    for one in reserved {
        if plan.counts.iter().any(|counted| counted.asset == one.id) {
            continue;
        }
        let mut free: Vec<AssetId> = plan.counts.iter().map(|counted| counted.asset.clone()).collect();
        free.dedup();
        for asset in free.into_iter().filter(|id| !id.is_carried() && id.lot().is_some()) {
            let other = instead(&plan, &asset, one);
            if let Some(kept) = kept(formulation, &other) {
                (plan, *values) = (other, kept);
                break;
            }
        }
    }
}

/// The plan with one asset in the place of another: as much of it as there is, and as was counted.
fn instead(plan: &Plan, asset: &AssetId, other: &Asset) -> Plan {
    let mut plan = plan.clone();
    for one in plan.counts.iter_mut().filter(|one| one.asset == *asset) {
        one.asset = other.id.clone();
        one.credits = one.credits.min(other.amount.credits);
    }
    for one in plan.shared.iter_mut().filter(|one| one.asset == *asset) {
        one.asset = other.id.clone();
        one.credits = one.credits.min(other.amount.credits);
    }
    plan
}

/// The values of a plan, if they keep every row.
fn kept(formulation: &Formulation<'_>, plan: &Plan) -> Option<Vec<i64>> {
    let values = formulation.values_of(plan).ok()?;
    let keeps = slack(formulation.model(), &values)?.iter().all(|left| *left >= 0);
    keeps.then_some(values)
}
