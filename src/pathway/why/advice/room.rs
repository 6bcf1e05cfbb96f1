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
/// them counts in a plan that reaches the award; none where there is no end. What is left of an area, a part or all of the
/// programme, is shared by the steps in it, `steps` many. Where a share of all that counts is asked for, more of it asks
/// for more.
pub(super) fn room(
    programmes: &Programmes,
    standing: &Standing<'_>,
    leaf: &Part,
    outcome: &Asset,
    also: &[Code],
    (credits, quantum): (Credits, Credits),
    steps: impl Fn(Option<&Code>) -> usize,
) -> Option<Credits> {
    let lens = Lens::new(programmes, standing.holdings);
    let left = |area: Option<&Code>, most: Credits, counts: Credits| {
        shared(most.minus(counts).unwrap_or_default(), steps(area), quantum).plus(credits).ok()
    };
    let of_area = |area: Option<&Code>, most: Option<Credits>| left(area, most?, standing.stand(area).credits);
    let of_part = |part: &Part| of_area(Some(&part.id), part.ask.most);
    let leaves = [&leaf.id].into_iter().chain(also).filter_map(|leaf| standing.part(leaf));
    let parts = leaves.flat_map(|leaf| standing.outward(leaf)).filter_map(of_part);
    let whole = (!standing.is_in_overlay(&leaf.id)).then(|| of_area(None, standing.programme.ask.most));
    let of_quota = |quota: &Quota| {
        let takes = lens.counts(quota, outcome);
        match quota.bound {
            QuotaBound::LeastShare { of: ShareBase::Counted, .. } if !quota.of.is_empty() && !takes => Some(credits),
            QuotaBound::Most(_) | QuotaBound::MostShare { .. } if takes => {
                let value = value_of(quota, outcome);
                let such = |asset: &Asset| lens.counts(quota, asset) && value_of(quota, asset) == value;
                let area = quota.within.as_ref();
                left(area, limit(standing, quota, quantum)?, standing.credits(area, such))
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
