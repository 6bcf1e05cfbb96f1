//! How many credits outcomes that are still to be taken may have.

use crate::credit::Credits;
use crate::id::Code;
use crate::pathway::book::Programmes;
use crate::pathway::holdings::Asset;
use crate::pathway::picks::Lens;
use crate::pathway::programme::{Part, Quota, QuotaBound, ShareBase};
use crate::pathway::why::advice::conditions::quotas;
use crate::pathway::why::bounds::{limit, value_of};
use crate::pathway::why::standing::Standing;

/// The most credits that outcomes like this may have in a leaf, and in others that must accept them too, where so much of
/// them counts in a plan that reaches the award; none where there is no end. Where a share of all that counts is asked for, more of it asks for more.
pub(super) fn room(
    programmes: &Programmes,
    standing: &Standing<'_>,
    leaf: &Part,
    outcome: &Asset,
    also: &[Code],
    (credits, quantum): (Credits, Credits),
) -> Option<Credits> {
    let lens = Lens::new(programmes, standing.holdings);
    let left = |most: Credits, counts: Credits| most.minus(counts).unwrap_or_default().plus(credits).ok();
    let of_part = |part: &Part| left(part.ask.most?, standing.stand(Some(&part.id)).credits);
    let leaves = [&leaf.id].into_iter().chain(also).filter_map(|leaf| standing.part(leaf));
    let parts = leaves.flat_map(|leaf| standing.outward(leaf)).filter_map(of_part);
    let whole =
        (!standing.is_in_overlay(&leaf.id)).then(|| left(standing.programme.ask.most?, standing.stand(None).credits));
    let of_quota = |quota: &Quota| {
        let takes = quota.of.is_empty() || lens.takes_any(&quota.of, outcome);
        match quota.bound {
            QuotaBound::LeastShare { of: ShareBase::Counted, .. } if !quota.of.is_empty() && !takes => Some(credits),
            QuotaBound::Most(_) | QuotaBound::MostShare { .. } if takes => {
                let value = value_of(quota, outcome);
                let such = |asset: &Asset| {
                    (quota.of.is_empty() || lens.takes_any(&quota.of, asset)) && value_of(quota, asset) == value
                };
                left(limit(standing, quota, quantum)?, standing.credits(quota.within.as_ref(), such))
            }
            _ => None,
        }
    };
    parts.chain(whole.flatten()).chain(quotas(standing, leaf).filter_map(of_quota)).min()
}
