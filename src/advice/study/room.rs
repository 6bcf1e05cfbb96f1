//! How many credits outcomes that are still to be taken may have.

use std::collections::BTreeSet;

use crate::advice::attempts::taken;
use crate::advice::bounds::limit;
use crate::advice::much::Much;
use crate::advice::standing::{Standing, sum};
use crate::advice::study::conditions::quotas;
use crate::advice::study::counting::Counting;
use crate::advice::study::needs::Needs;
use crate::advice::study::wishes::is_new;
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Asset, AttemptGroup, Room};
use crate::programme::{By, Part, Quota, QuotaBound, ShareBase};
use crate::registry::OutcomeName;

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
    standing: &Standing<'_>,
    asked: &Asked<'_>,
    steps: impl Fn(Option<&Code>) -> (usize, Credits),
) -> Option<Credits> {
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
        QuotaBound::Most(_) | QuotaBound::MostShare { .. } if asked.counting.may.contains(&quota.id) => {
            let limit = limit(standing, quota, asked.quantum)?;
            let counted = asked.counting.fullest.get(&quota.id).copied().unwrap_or_default();
            match counted.is_zero() {
                true if is_told(asked.needs, quota, limit) => None,
                true if quota.per.iter().any(|by| matches!(by, By::Lot | By::Code)) => Some(limit.max(asked.credits)),
                _ => most(quota.within.as_ref(), limit, counted),
            }
        }
        _ => None,
    };
    let leaves = [&asked.leaf.id].into_iter().chain(&asked.needs.also).filter_map(|leaf| standing.part(leaf));
    let parts = leaves.flat_map(|leaf| standing.outward(leaf));
    let parts = parts.filter_map(|part| of_area(Some(&part.id), part.ask.most));
    let whole = (!standing.is_in_overlay(&asked.leaf.id)).then(|| of_area(None, standing.programme.ask.most));
    parts.chain(whole.flatten()).chain(quotas(standing, asked.leaf).filter_map(of_quota)).min()
}

/// Whether it is said how much of each value a quota allows, and that is no more than it does.
fn is_told(needs: &Needs, quota: &Quota, limit: Credits) -> bool {
    needs.caps.iter().any(|cap| cap.counted.quota == quota.id && cap.most <= Much::Credits(limit))
}

/// The most credits that the outcomes of a step may have where they are attempts at what the learner has, of which only so much
/// is taken together; none where there is no end. `steps` says how many steps are attempts of a group, and how many credits they
/// ask for.
pub(super) fn of_attempts(
    standing: &Standing<'_>,
    asked: &Asked<'_>,
    names: &[OutcomeName],
    steps: impl Fn(&dyn Fn(&[OutcomeName]) -> bool) -> (usize, Credits),
) -> Option<Credits> {
    let bound = taken(standing);
    let of_group = |group: &AttemptGroup| {
        let Room::Credits(most) = &group.room else { return None };
        let ids: BTreeSet<_> = group.attempts.iter().flatten().collect();
        let assets =
            ids.into_iter().filter_map(|id| standing.assets.get(id)).filter(|one| one.amount.unit == most.unit);
        let (new, old): (Vec<&Asset>, Vec<_>) = assets.copied().partition(|asset| is_new(asset));
        let is_in = |names: &[OutcomeName]| new.iter().any(|asset| names.iter().any(|name| asset.called().is(name)));
        let (steps, credits) = is_in(names).then(|| steps(&is_in))?;
        let old = sum(old.iter().filter_map(|asset| bound.get(&asset.id).copied()));
        let left = most.credits.minus(old).and_then(|left| left.minus(credits)).unwrap_or_default();
        asked.credits.plus(shared(left, steps, asked.quantum)).ok()
    };
    standing.holdings.groups.iter().filter_map(of_group).min()
}

/// So many whole quanta for each of some steps.
fn shared(left: Credits, steps: usize, quantum: Credits) -> Credits {
    let (left, quantum) = (left.ten_thousandths(), quantum.ten_thousandths());
    let steps = u64::try_from(steps.max(1)).unwrap_or(u64::MAX);
    let quanta = left.checked_div(quantum).and_then(|quanta| quanta.checked_div(steps));
    let each = quanta.and_then(|quanta| quanta.checked_mul(quantum));
    each.and_then(Credits::from_ten_thousandths).unwrap_or_default()
}
