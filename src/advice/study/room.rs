//! How many credits outcomes that are still to be taken may have.

use crate::advice::bounds::{limit, value_of};
use crate::advice::standing::Standing;
use crate::advice::study::conditions::quotas;
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Asset, Lens};
use crate::programme::{Part, Programmes, Quota, QuotaBound, ShareBase};

/// The most credits that outcomes like this may have in a leaf, and in others that must accept them too, where so much of
/// them counts in a plan that reaches the award; none where there is no end. What is left is shared by so many steps. Where
/// a share of all that counts is asked for, more of it asks for more.
pub(super) fn room(
    programmes: &Programmes,
    standing: &Standing<'_>,
    leaf: &Part,
    outcome: &Asset,
    also: &[Code],
    (credits, quantum): (Credits, Credits),
    steps: usize,
) -> Option<Credits> {
    let lens = Lens::new(programmes, standing.holdings);
    let left = |most: Credits, counts: Credits| {
        shared(most.minus(counts).unwrap_or_default(), steps, quantum).plus(credits).ok()
    };
    let of_part = |part: &Part| left(part.ask.most?, standing.stand(Some(&part.id)).credits);
    let leaves = [&leaf.id].into_iter().chain(also).filter_map(|leaf| standing.part(leaf));
    let parts = leaves.flat_map(|leaf| standing.outward(leaf)).filter_map(of_part);
    let whole =
        (!standing.is_in_overlay(&leaf.id)).then(|| left(standing.programme.ask.most?, standing.stand(None).credits));
    let of_quota = |quota: &Quota| {
        let takes = lens.counts(quota, outcome);
        match quota.bound {
            QuotaBound::LeastShare { of: ShareBase::Counted, .. } if !quota.of.is_empty() && !takes => Some(credits),
            QuotaBound::Most(_) | QuotaBound::MostShare { .. } if takes => {
                let value = value_of(quota, outcome);
                let such = |asset: &Asset| lens.counts(quota, asset) && value_of(quota, asset) == value;
                left(limit(standing, quota, quantum)?, standing.credits(quota.within.as_ref(), such))
            }
            _ => None,
        }
    };
    parts.chain(whole.flatten()).chain(quotas(standing, leaf).filter_map(of_quota)).min()
}

/// So many whole quanta for each of some steps.
fn shared(left: Credits, steps: usize, quantum: Credits) -> Credits {
    let (left, quantum) = (left.ten_thousandths(), quantum.ten_thousandths());
    let steps = u64::try_from(steps.max(1)).unwrap_or(u64::MAX);
    let quanta = left.checked_div(quantum).and_then(|quanta| quanta.checked_div(steps));
    let each = quanta.and_then(|quanta| quanta.checked_mul(quantum));
    each.and_then(Credits::from_ten_thousandths).unwrap_or_default()
}
