//! How many credits outcomes that are still to be taken may have.

use std::collections::BTreeSet;

use crate::advice::bounds::{limit, value_of};
use crate::advice::standing::Standing;
use crate::advice::study::conditions::{quotas, values_at};
use crate::advice::study::kinds::Counting;
use crate::advice::study::needs::Needs;
use crate::advice::study::wishes::is_new;
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Asset, Lens};
use crate::programme::{By, Part, Programmes, Quota, QuotaBound, ShareBase};

/// What is asked of a step.
pub(super) struct Asked<'a> {
    pub(super) counting: &'a Counting,
    pub(super) credits: Credits,
    pub(super) leaf: &'a Part,
    pub(super) needs: &'a Needs,
    pub(super) quantum: Credits,
}

/// The most credits that the outcomes of a step may have, in its leaf and in others that must accept them too, beside what
/// counts in a plan that reaches the award; none where there is no end. What is left of an area, a part or all of the
/// programme, is shared by the steps in it: `steps` says how many they are, and how many credits they ask for. Where a share
/// of all that counts is asked for, more of what may not count for it asks for more.
pub(super) fn room(
    programmes: &Programmes,
    standing: &Standing<'_>,
    asked: &Asked<'_>,
    steps: impl Fn(Option<&Code>) -> (usize, Credits),
) -> Option<Credits> {
    let lens = Lens::new(programmes, standing.holdings);
    let most = |area: Option<&Code>, most: Credits, counts: Credits| {
        let (steps, credits) = steps(area);
        let left = most.minus(counts).and_then(|left| left.minus(credits)).unwrap_or_default();
        asked.credits.plus(shared(left, steps, asked.quantum)).ok()
    };
    let old = |area: Option<&Code>| standing.credits(area, |asset| !is_new(asset));
    let of_area = |area: Option<&Code>, least: Option<Credits>| most(area, least?, old(area));
    let of_quota = |quota: &Quota| match quota.bound {
        QuotaBound::LeastShare { of: ShareBase::Counted, .. } if !asked.counting.must.contains(&quota.id) => {
            Some(asked.credits)
        }
        QuotaBound::Most(_) | QuotaBound::MostShare { .. } if is_open(asked, quota) => {
            let limit = limit(standing, quota, asked.quantum)?;
            if quota.per.iter().any(|by| matches!(by, By::Lot | By::Code)) {
                return Some(limit.max(asked.credits));
            }
            most(quota.within.as_ref(), limit, fullest(standing, lens, quota, asked.needs))
        }
        _ => None,
    };
    let leaves = [&asked.leaf.id].into_iter().chain(&asked.needs.also).filter_map(|leaf| standing.part(leaf));
    let parts = leaves.flat_map(|leaf| standing.outward(leaf));
    let parts = parts.filter_map(|part| of_area(Some(&part.id), part.ask.most));
    let whole = (!standing.is_in_overlay(&asked.leaf.id)).then(|| of_area(None, standing.programme.ask.most));
    parts.chain(whole.flatten()).chain(quotas(standing, asked.leaf).filter_map(of_quota)).min()
}

/// Whether a quota may count outcomes of the step, and nothing is said of how much of each value it allows.
fn is_open(asked: &Asked<'_>, quota: &Quota) -> bool {
    let mut caps = asked.needs.caps.iter();
    asked.counting.may.contains(&quota.id) && !caps.any(|cap| cap.counted.quota == quota.id)
}

/// How much is counted of the value of which most is, but for values that outcomes of the step may not have.
fn fullest(standing: &Standing<'_>, lens: Lens<'_>, quota: &Quota, needs: &Needs) -> Credits {
    let such = |asset: &Asset| lens.counts(quota, asset) && !is_new(asset);
    let none = |asset: &Asset| {
        let at = values_at(quota, asset);
        needs.none_of.iter().any(|spent| spent.counted.quota == quota.id && spent.at == at)
    };
    let open = standing.assets.values().filter(|asset| such(asset) && !none(asset));
    let values: BTreeSet<_> = open.map(|asset| value_of(quota, asset)).collect();
    let of = |value: &Vec<String>| {
        standing.credits(quota.within.as_ref(), |asset| such(asset) && value_of(quota, asset) == *value)
    };
    values.iter().map(of).max().unwrap_or_default()
}

/// So many whole quanta for each of some steps.
fn shared(left: Credits, steps: usize, quantum: Credits) -> Credits {
    let (left, quantum) = (left.ten_thousandths(), quantum.ten_thousandths());
    let steps = u64::try_from(steps.max(1)).unwrap_or(u64::MAX);
    let quanta = left.checked_div(quantum).and_then(|quanta| quanta.checked_div(steps));
    let each = quanta.and_then(|quanta| quanta.checked_mul(quantum));
    each.and_then(Credits::from_ten_thousandths).unwrap_or_default()
}
