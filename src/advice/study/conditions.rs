//! What can matter of an outcome that is still to be taken: quotas that are short, quotas that are at their most, parts that
//! look at all outcomes afresh, and averages.

use std::collections::BTreeMap;

use crate::advice::bounds::{limit, value_of};
use crate::advice::much::Much;
use crate::advice::standing::Standing;
use crate::advice::study::needs::{Cap, CountedBy, Floor, Needs, Spent};
use crate::advice::study::witness::Demand;
use crate::credit::Credits;
use crate::id::Code;
use crate::planner::{Asset, Lens};
use crate::programme::{By, Part, Pick, Quota, QuotaBound, Waivable, window};
use crate::registry::OutcomeName;
use crate::time::Date;

/// One thing that an outcome can be or not be.
pub(super) enum Condition<'a> {
    /// A part that looks at all outcomes afresh accepts it too.
    Also(&'a Part),
    /// A quota that is short counts it; by so much.
    Counts(&'a Quota, Credits),
    /// A quota that is, or will be, at its most does not count it: what would be counted.
    Not(Vec<Pick>, Spent),
}

impl Condition<'_> {
    /// That it is so.
    pub(super) fn kept(&self) -> Demand<'_> {
        match self {
            Self::Also(part) => Demand::Any(&part.accepts),
            Self::Counts(quota, _) => Demand::Any(&quota.of),
            Self::Not(picks, _) => Demand::None(picks),
        }
    }

    /// That it is not, so that what is told is all that is needed. Of a quota that counts everything it cannot be.
    pub(super) fn broken(&self) -> Demand<'_> {
        match self {
            Self::Also(part) => Demand::None(&part.accepts),
            Self::Counts(quota, _) => Demand::None(&quota.of),
            Self::Not(picks, _) => Demand::Any(picks),
        }
    }

    /// What an outcome must be able to be, so that it matters.
    pub(super) fn matters(&self) -> Demand<'_> {
        match self {
            Self::Also(_) | Self::Counts(..) => self.kept(),
            Self::Not(..) => self.broken(),
        }
    }

    /// The picks that are made for it.
    pub(super) fn speaks_of(&self) -> &[Pick] {
        match self {
            Self::Not(picks, _) => picks,
            Self::Also(_) | Self::Counts(..) => &[],
        }
    }

    /// Whether it is told.
    pub(super) fn is_told(&self, needs: &Needs) -> bool {
        match self {
            Self::Also(part) => needs.also.contains(&part.id),
            Self::Counts(quota, _) => needs.counts_for.iter().any(|one| one.quota == quota.id),
            Self::Not(_, spent) => needs.none_of.contains(spent),
        }
    }

    pub(super) fn put(&self, needs: &mut Needs) {
        match self {
            Self::Also(part) => needs.also.push(part.id.clone()),
            Self::Counts(quota, _) => needs.counts_for.push(CountedBy::new(quota)),
            Self::Not(_, spent) => needs.none_of.push(spent.clone()),
        }
    }
}

/// What can matter in a leaf, where so much is to be studied and so many outcomes are to be taken in all.
pub(super) fn conditions<'a>(
    standing: &Standing<'a>,
    lens: Lens<'_>,
    leaf: &Part,
    (study, take): (Credits, u32),
    quantum: Credits,
) -> Vec<Condition<'a>> {
    let mut all: Vec<Condition<'a>> = also(standing, leaf).map(Condition::Also).collect();
    for quota in quotas(standing, leaf) {
        match &quota.bound {
            QuotaBound::Least(_) | QuotaBound::LeastItems(_) | QuotaBound::LeastShare { .. } => {
                all.extend(short(standing, lens, quota, quantum).map(|by| Condition::Counts(quota, by)));
            }
            QuotaBound::Most(_) | QuotaBound::MostItems(_) | QuotaBound::MostShare { .. } => {
                all.extend(tight(standing, lens, quota, (study, take), quantum));
            }
        }
    }
    all
}

/// The quotas over a leaf, and over what looks at all outcomes afresh, that are asked of this learner.
pub(super) fn quotas<'a>(standing: &Standing<'a>, leaf: &Part) -> impl Iterator<Item = &'a Quota> {
    let leaves = with_also(standing, leaf);
    let programme = standing.programme;
    let asked = programme.quotas.iter().filter(|quota| !standing.is_waived(Waivable::Quota, &quota.id));
    let over = |quota: &&Quota| leaves.iter().any(|leaf| standing.is_in(leaf, quota.within.as_ref()));
    asked.filter(over).collect::<Vec<_>>().into_iter()
}

/// A leaf, and those of other lanes in which something is to be studied.
fn with_also(standing: &Standing<'_>, leaf: &Part) -> Vec<Code> {
    [leaf.id.clone()].into_iter().chain(also(standing, leaf).map(|part| part.id.clone())).collect()
}

/// The leaves of other lanes in which something is to be studied.
fn also<'a>(standing: &Standing<'a>, leaf: &Part) -> impl Iterator<Item = &'a Part> {
    let lane = |part: &'a Part| standing.outward(part).last().filter(|top| top.overlay).map(|top| &top.id);
    let own = standing.part(&leaf.id).and_then(lane);
    let studied = standing.plan.study.iter().filter_map(|study| standing.part(&study.part));
    studied.filter(|part| lane(part) != own && standing.is_overlay(part)).collect::<Vec<_>>().into_iter()
}

/// By how much a quota that asks for a least is short; none where it is not, or where everything counts for it.
fn short(standing: &Standing<'_>, lens: Lens<'_>, quota: &Quota, quantum: Credits) -> Option<Credits> {
    if quota.of.is_empty() {
        return None;
    }
    let within = quota.within.as_ref();
    let such = |asset: &Asset| lens.takes_any(&quota.of, asset);
    match &quota.bound {
        QuotaBound::LeastItems(least) => (standing.items(within, such) < *least).then_some(Credits::ZERO),
        QuotaBound::Least(_) | QuotaBound::LeastShare { .. } => {
            let short = limit(standing, quota, quantum)?.minus(standing.credits(within, such)).ok()?;
            (!short.is_zero()).then_some(short)
        }
        _ => None,
    }
}

/// The values of a quota that would be above its most with all that is to be studied.
fn tight<'a>(
    standing: &Standing<'a>,
    lens: Lens<'_>,
    quota: &'a Quota,
    (study, take): (Credits, u32),
    quantum: Credits,
) -> Vec<Condition<'a>> {
    let within = quota.within.as_ref();
    let such = |asset: &Asset| lens.counts(quota, asset);
    let mut values: BTreeMap<Vec<String>, &Asset> = BTreeMap::new();
    for asset in standing.assets.values().filter(|asset| such(asset)) {
        values.entry(value_of(quota, asset)).or_insert(asset);
    }
    let left = |key: &Vec<String>| {
        let here = |asset: &Asset| such(asset) && value_of(quota, asset) == *key;
        left(standing, quota, (standing.credits(within, here), standing.items(within, here)), quantum)
    };
    let lacks = |left: &Spare| match left {
        Spare::Credits { left, .. } => *left < study,
        Spare::Items { left, .. } => *left < take.max(1),
    };
    if quota.per.is_empty() {
        let left = left(&Vec::new()).filter(|left| lacks(left) && !quota.of.is_empty());
        let spent = |left: Spare| Spent { at: Vec::new(), counted: CountedBy::new(quota), full: left.is_full() };
        return left.map(|left| Condition::Not(quota.of.clone(), spent(left))).into_iter().collect();
    }
    let lacking = values.iter().filter_map(|(key, asset)| Some((left(key).filter(lacks)?, asset)));
    // Of a value that is not counted yet the cap says enough.
    let day = standing.holdings.day;
    let begun = lacking.filter(|(left, _)| left.is_begun());
    begun.filter_map(|(left, asset)| not(quota, asset, left.is_full(), day)).collect()
}

/// How much a quota leaves of a value, and whether anything of it is counted.
enum Spare {
    Credits { begun: bool, left: Credits },
    Items { begun: bool, left: u32 },
}

impl Spare {
    const fn is_begun(&self) -> bool {
        matches!(self, Self::Credits { begun: true, .. } | Self::Items { begun: true, .. })
    }

    const fn is_full(&self) -> bool {
        match self {
            Self::Credits { left, .. } => left.is_zero(),
            Self::Items { left, .. } => *left == 0,
        }
    }
}

fn left(standing: &Standing<'_>, quota: &Quota, (credits, items): (Credits, u32), quantum: Credits) -> Option<Spare> {
    match quota.bound {
        QuotaBound::MostItems(most) => {
            let left = if items < most { most.abs_diff(items) } else { 0 };
            Some(Spare::Items { begun: items > 0, left })
        }
        _ => {
            let left = limit(standing, quota, quantum)?.minus(credits).unwrap_or_default();
            Some(Spare::Credits { begun: !credits.is_zero(), left })
        }
    }
}

/// That a quota does not count it beside what it counts of this asset.
fn not<'a>(quota: &'a Quota, asset: &Asset, full: bool, day: Date) -> Option<Condition<'a>> {
    let picks = alike(quota, asset, day);
    let spent = Spent { at: values_at(quota, asset), counted: CountedBy::new(quota), full };
    (!picks.is_empty()).then_some(Condition::Not(picks, spent))
}

/// Picks of what is new and has the same value as an asset that a quota counts.
pub(super) fn alike(quota: &Quota, asset: &Asset, day: Date) -> Vec<Pick> {
    let everything = [Pick::default()];
    let of = if quota.of.is_empty() { &everything[..] } else { &quota.of };
    of.iter().filter_map(|pick| narrowed(pick, quota, asset, day)).collect()
}

/// The values of an asset by which a quota counts, those that a page names.
fn values_at(quota: &Quota, asset: &Asset) -> Vec<(By, String)> {
    let text = |by: &By| match by {
        By::Code => Some(asset.code.to_string()),
        By::Content => asset.content.as_ref().map(ToString::to_string),
        By::Issuer => Some(asset.issuer.to_string()),
        By::Kind => Some(asset.kind.to_string()),
        By::Lot | By::Window => None,
    };
    quota.per.iter().filter_map(|by| Some((*by, text(by)?))).collect()
}

/// A pick of what has the same value as an asset. None where nothing new has: another lot, and a window in which the day
/// does not lie.
fn narrowed(pick: &Pick, quota: &Quota, asset: &Asset, day: Date) -> Option<Pick> {
    let mut pick = pick.clone();
    for by in &quota.per {
        match by {
            By::Lot => return None,
            By::Window if window(&quota.windows, asset.earned) == window(&quota.windows, day) => {}
            By::Window => return None,
            By::Code => pick.codes = vec![OutcomeName { code: asset.code.clone(), owner: None }],
            By::Content => pick.contents = vec![asset.content.clone()?],
            By::Issuer => pick.issuers = vec![asset.issuer.clone()],
            By::Kind => pick.kinds = vec![asset.kind],
        }
    }
    Some(pick)
}

/// The quotas over a leaf that allow less of each value than is to be studied or taken.
pub(super) fn caps(standing: &Standing<'_>, leaf: &Part, (study, take): (Credits, u32), quantum: Credits) -> Vec<Cap> {
    let per = |quota: &&Quota| !quota.per.is_empty();
    let most = |quota: &Quota| match quota.bound {
        QuotaBound::MostItems(most) => (most < take.max(1)).then_some(Much::Items(most)),
        QuotaBound::Most(_) | QuotaBound::MostShare { .. } => {
            limit(standing, quota, quantum).filter(|most| *most < study).map(Much::Credits)
        }
        _ => None,
    };
    let one = |quota: &Quota| Some(Cap { counted: CountedBy::new(quota), most: most(quota)?, per: quota.per.clone() });
    quotas(standing, leaf).filter(per).filter_map(one).collect()
}

/// The most credits that one outcome may have, by quotas that count each lot, or each code, by itself.
pub(super) fn each(standing: &Standing<'_>, lens: Lens<'_>, leaf: &Part, outcome: &Asset, quantum: Credits) -> Credits {
    let by_itself = |quota: &&Quota| quota.per.iter().any(|by| matches!(by, By::Lot | By::Code));
    let counts = |quota: &&Quota| lens.counts(quota, outcome);
    let most = |quota: &Quota| match quota.bound {
        QuotaBound::Most(_) | QuotaBound::MostShare { .. } => limit(standing, quota, quantum),
        _ => None,
    };
    let own = quotas(standing, leaf).filter(by_itself).filter(counts).filter_map(most).min();
    own.unwrap_or(Credits::MAX).max(quantum)
}

/// The floors of the averages over a leaf.
pub(super) fn floors(standing: &Standing<'_>, leaf: &Part) -> Vec<Floor> {
    let asked = standing.programme.averages.iter();
    let asked = asked.filter(|one| !standing.is_waived(Waivable::Average, &one.id));
    let leaves = with_also(standing, leaf);
    let over = asked.filter(|one| leaves.iter().any(|leaf| standing.is_in(leaf, one.within.as_ref())));
    over.map(|one| Floor { mark: one.least.clone(), scale: one.scale.clone() }).collect()
}
