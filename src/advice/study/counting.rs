//! By which quotas an outcome that is still to be taken is counted, and what they count already.

use std::collections::{BTreeMap, BTreeSet};

use crate::advice::bounds::value_of;
use crate::advice::lab::Lab;
use crate::advice::report::Report;
use crate::advice::standing::Standing;
use crate::advice::study::conditions::{Condition, alike, quotas};
use crate::advice::study::kinds::{Kind, of_leaf, others};
use crate::advice::study::wishes::is_new;
use crate::advice::study::witness::{Demand, Witnesses};
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Asset, Lens};
use crate::programme::{Part, Pick, Programmes, Quota, QuotaBound};
use crate::registry::OutcomeName;

/// The quotas that may count an outcome of a kind, those that count every one of them, and how much those with a most count
/// already of a value that it may have.
pub(super) struct Counting {
    pub(super) fullest: BTreeMap<Code, Credits>,
    pub(super) may: BTreeSet<Code>,
    pub(super) must: BTreeSet<Code>,
}

/// By which quotas outcomes of a kind are counted, of all that keep what is said of it, beside what a plan counts.
pub(super) fn counting(
    lab: &Lab<'_>,
    report: &Report,
    reached: &Standing<'_>,
    (leaf, kind): (&Part, &Kind),
    names: &[OutcomeName],
) -> Counting {
    let (programme, holdings) = (lab.standing.programme, lab.standing.holdings);
    let (all, begun) = (of_leaf(lab, report, leaf), begun(lab.programmes, reached, leaf));
    let more: Vec<_> =
        all.iter().flat_map(Condition::speaks_of).chain(begun.iter().flat_map(|one| &one.picks)).collect();
    let called = if names.is_empty() { others(leaf, lab.formulation) } else { names.to_vec() };
    let witnesses = Witnesses::new(lab.programmes, programme, holdings, &more, &called, &kind.needs.grades);
    let told = all.iter().filter(|one| one.is_told(&kind.needs)).map(Condition::kept);
    let kept: Vec<_> = [Demand::Any(&leaf.accepts)].into_iter().chain(told).collect();
    let may = |demand: Demand<'_>| witnesses.may(&[kept.as_slice(), &[demand]].concat());
    let of = |which: &dyn Fn(&Quota) -> bool| {
        programme.quotas.iter().filter(|quota| which(quota)).map(|quota| quota.id.clone()).collect()
    };
    let mut fullest = BTreeMap::<Code, Credits>::new();
    for one in begun.iter().filter(|one| may(Demand::Any(&one.picks))) {
        let so_far = fullest.entry(one.quota.clone()).or_default();
        *so_far = one.credits.max(*so_far);
    }
    Counting {
        fullest,
        may: of(&|quota| may(Demand::Any(&quota.of))),
        must: of(&|quota| quota.of.is_empty() || !may(Demand::None(&quota.of))),
    }
}

/// What a quota with a most counts of one value.
struct Begun {
    credits: Credits,
    /// What is new and has the same value.
    picks: Vec<Pick>,
    quota: Code,
}

/// What a plan counts, by value, for quotas over a leaf, but for what is new in it; only where something new can have the same
/// value.
fn begun(programmes: &Programmes, standing: &Standing<'_>, leaf: &Part) -> Vec<Begun> {
    let lens = Lens::new(programmes, standing.holdings);
    let is_most = |quota: &&Quota| matches!(quota.bound, QuotaBound::Most(_) | QuotaBound::MostShare { .. });
    let of_quota = |quota: &Quota| {
        let such = |asset: &Asset| lens.counts(quota, asset) && !is_new(asset);
        let old = standing.assets.values().filter(|asset| such(asset));
        let values: BTreeMap<_, _> = old.map(|asset| (value_of(quota, asset), asset)).collect();
        let alike = values.into_iter().map(|(value, asset)| (value, alike(quota, asset, standing.holdings.day)));
        let open = alike.filter(|(_, picks)| !picks.is_empty());
        let begun = open.map(|(value, picks)| {
            let same = |asset: &Asset| such(asset) && value_of(quota, asset) == value;
            Begun { credits: standing.credits(quota.within.as_ref(), same), picks, quota: quota.id.clone() }
        });
        begun.filter(|one| !one.credits.is_zero()).collect::<Vec<_>>()
    };
    quotas(standing, leaf).filter(is_most).flat_map(of_quota).collect()
}
