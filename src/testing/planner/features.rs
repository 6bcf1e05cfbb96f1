//! What a programme or holdings can say, one thing at a time, and the same without it: what makes a difference somewhere
//! has been tested.

use crate::planner::{AssetId, Relief, Room};
use crate::programme::{By, Pick, Programme, Quota, QuotaBound, ShareBase, Waivable};
use crate::rules::{Binds, Limit, Measure, Per};
use crate::testing::planner::Instance;

/// Something that can be said.
#[derive(Clone, Copy)]
pub struct Feature {
    /// What it is called.
    pub name: &'static str,
    without: fn(&Instance) -> Instance,
}

impl Feature {
    /// The same without it.
    #[must_use]
    pub fn without(&self, instance: &Instance) -> Instance {
        (self.without)(instance)
    }
}

/// One feature for each name.
macro_rules! features {
    ($($name:literal: $without:expr;)+) => {
        /// Everything that can be said.
        #[must_use]
        pub fn features() -> Vec<Feature> {
            vec![$(Feature { name: $name, without: $without }),+]
        }
    };
}

fn without_quota(instance: &Instance, which: fn(&Quota) -> bool) -> Instance {
    instance.with(|programme| programme.quotas.retain(|quota| !which(quota)))
}

fn without_limit(instance: &Instance, which: fn(&Limit) -> bool) -> Instance {
    instance.bringing(|holdings| holdings.limits.retain(|(_, limit)| limit.binds != Binds::Counting || !which(limit)))
}

fn without_relief(instance: &Instance, which: fn(&Relief) -> bool) -> Instance {
    instance.bringing(|holdings| holdings.reliefs.retain(|relief| !which(relief)))
}

fn is_waiver(relief: &Relief, of: Waivable) -> bool {
    matches!(relief, Relief::Waive { what, .. } if *what == of)
}

fn without_room(instance: &Instance, which: fn(&Room) -> bool) -> Instance {
    instance.bringing(|holdings| holdings.groups.retain(|group| !which(&group.room)))
}

/// Groups without what open conversions would make.
fn without_made(instance: &Instance) -> Instance {
    let is_made = |id: &AssetId| matches!(id, AssetId::Made { .. });
    instance.bringing(|holdings| {
        let attempts = holdings.groups.iter_mut().flat_map(|group| &mut group.attempts);
        attempts.for_each(|assets| assets.retain(|id| !is_made(id)));
    })
}

fn base(quota: &Quota) -> Option<ShareBase> {
    match quota.bound {
        QuotaBound::MostShare { of, .. } | QuotaBound::LeastShare { of, .. } => Some(of),
        _ => None,
    }
}

fn each_pick(instance: &Instance, change: fn(&mut Pick)) -> Instance {
    instance.with(|programme: &mut Programme| {
        programme.parts.iter_mut().flat_map(|part| &mut part.accepts).for_each(change);
        programme.quotas.iter_mut().flat_map(|quota| &mut quota.of).for_each(change);
    })
}

features! {
    "least of the programme": |one| one.with(|programme| programme.ask.least = None);
    "most of the programme": |one| one.with(|programme| programme.ask.most = None);
    "choice of the programme": |one| one.with(|programme| programme.ask.choose = None);
    "least of a part": |one| one.with(|programme| programme.parts.iter_mut().for_each(|part| part.ask.least = None));
    "most of a part": |one| one.with(|programme| programme.parts.iter_mut().for_each(|part| part.ask.most = None));
    "least items": |one| one.with(|programme| programme.parts.iter_mut().for_each(|part| part.ask.least_items = None));
    "most items": |one| one.with(|programme| programme.parts.iter_mut().for_each(|part| part.ask.most_items = None));
    "choice of a part": |one| one.with(|programme| programme.parts.iter_mut().for_each(|part| part.ask.choose = None));
    "optional": |one| one.with(|programme| programme.parts.iter_mut().for_each(|part| part.optional = false));
    "overlay": |one| one.with(|programme| programme.parts.retain(|part| !part.overlay));
    "split": |one| one.with(|programme| programme.parts.iter_mut().for_each(|part| part.split = false));
    "quota of a least": |one| without_quota(one, |quota| matches!(quota.bound, QuotaBound::Least(_)));
    "quota of a most": |one| without_quota(one, |quota| matches!(quota.bound, QuotaBound::Most(_)));
    "quota of least items": |one| without_quota(one, |quota| matches!(quota.bound, QuotaBound::LeastItems(_)));
    "quota of most items": |one| without_quota(one, |quota| matches!(quota.bound, QuotaBound::MostItems(_)));
    "quota of a least share": |one| without_quota(one, |quota| matches!(quota.bound, QuotaBound::LeastShare { .. }));
    "quota of a most share": |one| without_quota(one, |quota| matches!(quota.bound, QuotaBound::MostShare { .. }));
    "base required": |one| without_quota(one, |quota| base(quota) == Some(ShareBase::Required));
    "base counted": |one| without_quota(one, |quota| base(quota) == Some(ShareBase::Counted));
    "base stated": |one| without_quota(one, |quota| matches!(base(quota), Some(ShareBase::Stated(_))));
    "quota in a part": |one| without_quota(one, |quota| quota.within.is_some());
    "quota by lot": |one| without_quota(one, |quota| quota.per.contains(&By::Lot));
    "quota by code": |one| without_quota(one, |quota| quota.per.contains(&By::Code));
    "quota by content": |one| without_quota(one, |quota| quota.per.contains(&By::Content));
    "quota by issuer": |one| without_quota(one, |quota| quota.per.contains(&By::Issuer));
    "quota by kind": |one| without_quota(one, |quota| quota.per.contains(&By::Kind));
    "quota by window": |one| without_quota(one, |quota| quota.per.contains(&By::Window));
    "quota by pairs": |one| without_quota(one, |quota| quota.per.len() > 1);
    "sharing": |one| one.with(|programme| programme.sharing.clear());
    "most shared": |one| one.with(|programme| programme.sharing.iter_mut().for_each(|one| one.most = None));
    "most items shared": |one| one.with(|programme| programme.sharing.iter_mut().for_each(|one| one.most_items = None));
    "average": |one| one.with(|programme| programme.averages.clear());
    "carry": |one| one.with(|programme| programme.carry.clear());
    "most carried": |one| one.with(|programme| programme.carry.iter_mut().for_each(|one| one.most = None));
    "carry of the stage": |one| one.bringing(|holdings| holdings.carry.clear());
    "prerequisite": |one| one.with(|programme| programme.prerequisites.clear());
    "any of several prerequisites": |one| one.with(|programme| programme.prerequisites.retain(|one| one.any.is_empty()));
    "passed before": |one| one.bringing(|holdings| holdings.passed.clear());
    "limit of credits": |one| without_limit(one, |limit| limit.measure == Measure::Credits);
    "limit of items": |one| without_limit(one, |limit| limit.measure == Measure::Items);
    "limit of uses": |one| without_limit(one, |limit| limit.measure == Measure::Uses);
    "limit by something": |one| without_limit(one, |limit| limit.per.iter().any(|per| *per != Per::Learner));
    "open conversions": |one| one.bringing(|holdings| holdings.options.clear());
    "what conversions take": |one| one.bringing(|holdings| holdings.options.iter_mut().for_each(|one| one.takes.clear()));
    "not together": |one| one.bringing(|holdings| holdings.options.iter_mut().for_each(|one| one.not_with.clear()));
    "exemption": |one| without_relief(one, |relief| matches!(relief, Relief::Exempt { .. }));
    "substitution": |one| without_relief(one, |relief| matches!(relief, Relief::Substitute { .. }));
    "waived part": |one| without_relief(one, |relief| is_waiver(relief, Waivable::Part));
    "waived quota": |one| without_relief(one, |relief| is_waiver(relief, Waivable::Quota));
    "waived average": |one| without_relief(one, |relief| is_waiver(relief, Waivable::Average));
    "waived prerequisite": |one| without_relief(one, |relief| is_waiver(relief, Waivable::Prerequisite));
    "groups of one": |one| without_room(one, |room| matches!(room, Room::One));
    "groups of items": |one| without_room(one, |room| matches!(room, Room::Items(_)));
    "groups of credits": |one| without_room(one, |room| matches!(room, Room::Credits(_)));
    "what a conversion makes in a group": without_made;
    "expiry": |one| one.bringing(|holdings| holdings.assets.iter_mut().for_each(|asset| asset.valid_through = None));
    "not yet earned": |one| one.bringing(|holdings| holdings.assets.iter_mut().for_each(|asset| asset.earned = asset.earned.min(holdings.day)));
    "pick by age": |one| each_pick(one, |pick| pick.age = None);
    "pick by category": |one| each_pick(one, |pick| pick.categories.clear());
    "pick by class": |one| each_pick(one, |pick| pick.classes.clear());
    "pick by code": |one| each_pick(one, |pick| pick.codes.clear());
    "pick by code in full": |one| each_pick(one, |pick| pick.codes.iter_mut().for_each(|name| name.owner = None));
    "pick by content": |one| each_pick(one, |pick| pick.contents.clear());
    "pick by day": |one| each_pick(one, |pick| pick.earned = None);
    "pick by grade": |one| each_pick(one, |pick| pick.grade = None);
    "pick by issuer": |one| each_pick(one, |pick| pick.issuers.clear());
    "pick by kind": |one| each_pick(one, |pick| pick.kinds.clear());
    "pick by level": |one| each_pick(one, |pick| pick.level = None);
    "pick by not code": |one| each_pick(one, |pick| pick.not_codes.clear());
    "pick by not issuer": |one| each_pick(one, |pick| pick.not_issuers.clear());
    "pick by origin": |one| each_pick(one, |pick| pick.origins.clear());
    "pick by prefix": |one| each_pick(one, |pick| pick.prefixes.clear());
    "pick by tier": |one| each_pick(one, |pick| pick.tiers.clear());
    "pick by unit": |one| each_pick(one, |pick| pick.unit = None);
    "pick of what is carried": |one| each_pick(one, |pick| pick.carried = false);
}
