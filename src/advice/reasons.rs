//! What groups of rows mean, with the clause of each.

use std::collections::BTreeSet;

use crate::advice::attempts::rooms;
use crate::advice::bounds::limit as limit_of;
use crate::advice::cause::{Cause, Core, Obstacle};
use crate::advice::core::Found;
use crate::advice::question::Group;
use crate::advice::standing::Standing;
use crate::advice::there::{Grounds, There};
use crate::credit::Credits;
use crate::id::{Code, ProgrammeId};
use crate::planner::{AssetId, Barred, Formulation};
use crate::programme::QuotaBound;
use crate::rules::{Bound, Measure};
use crate::solver::Why;

/// A core that can be told.
pub(super) fn core(found: &Found, grounds: &Grounds<'_>) -> Core {
    let mut there = There::new(grounds);
    let mut causes: Vec<_> = found.groups.iter().filter_map(|group| cause(group, grounds, &mut there)).collect();
    causes.sort_by_key(|cause| (rank(&cause.what), cause.clone()));
    causes.extend(single(&found.groups, grounds.standing, grounds.wide));
    Core { causes, minimal: found.minimal }
}

/// What asks stands first, then what allows, then what is a fact.
const fn rank(what: &Obstacle) -> u8 {
    match what {
        Obstacle::Least { .. } | Obstacle::LeastItems { .. } => 0,
        Obstacle::Choice { .. } => 1,
        Obstacle::Quota { .. } | Obstacle::Average { .. } => 2,
        Obstacle::Most { .. } | Obstacle::MostItems { .. } => 3,
        Obstacle::Attempts { .. } | Obstacle::Carry { .. } | Obstacle::Limit { .. } | Obstacle::Sharing { .. } => 4,
        Obstacle::NotTogether | Obstacle::Single { .. } => 5,
        Obstacle::Barred { .. } => 6,
    }
}

/// All assets of a core of which it matters that they count once, as one cause.
fn single(groups: &BTreeSet<Group>, standing: &Standing<'_>, formulation: &Formulation<'_>) -> Option<Cause> {
    let place = |group: &Group| match group {
        Group::Single(asset) => usize::try_from(*asset).ok(),
        _ => None,
    };
    let assets = groups.iter().filter_map(|group| formulation.assets().get(place(group)?));
    let assets: BTreeSet<AssetId> = assets.map(|asset| asset.id.clone()).collect();
    let what = Obstacle::Single { assets: assets.into_iter().collect() };
    let any = matches!(&what, Obstacle::Single { assets } if !assets.is_empty());
    any.then(|| Cause { clause: Some(standing.programme.clause.clone()), what })
}

fn cause(group: &Group, grounds: &Grounds<'_>, there: &mut There<'_>) -> Option<Cause> {
    match group {
        Group::Fixed | Group::Single(_) => None,
        Group::Barred(place) => {
            let Barred { asset, bar } = grounds.barred.get(*place)?;
            Some(Cause { clause: None, what: Obstacle::Barred { asset: asset.id.clone(), bar: bar.clone() } })
        }
        Group::Of(why) => of_why(why, grounds, there),
    }
}

fn of_why(why: &Why, grounds: &Grounds<'_>, there: &mut There<'_>) -> Option<Cause> {
    let Grounds { quantum, standing, .. } = *grounds;
    let programme = standing.programme;
    let of_part = |part: &Option<Code>, what: Obstacle| {
        Some(Cause { clause: Some(standing.clause(part.as_ref()).clone()), what })
    };
    let ask = |part: &Option<Code>| standing.ask(part.as_ref());
    match why {
        Why::Least(part) => {
            let (credits, there) = (ask(part)?.least.unwrap_or_default(), there.credits(part.as_ref()));
            of_part(part, Obstacle::Least { credits, part: part.clone(), there })
        }
        Why::LeastItems(part) => {
            let (items, there) = (ask(part)?.least_items.unwrap_or_default(), there.items(part.as_ref()));
            of_part(part, Obstacle::LeastItems { items, part: part.clone(), there })
        }
        Why::Most(part) => {
            of_part(part, Obstacle::Most { credits: ask(part)?.most.unwrap_or_default(), part: part.clone() })
        }
        Why::MostItems(part) => {
            of_part(part, Obstacle::MostItems { items: ask(part)?.most_items.unwrap_or_default(), part: part.clone() })
        }
        Why::Choice(part) => {
            let choice = ask(part)?.choose?;
            of_part(part, Obstacle::Choice { least: choice.least, most: choice.most, part: part.clone() })
        }
        Why::Quota(id) => {
            let quota = programme.quotas.iter().find(|quota| quota.id == *id)?;
            let (bound, per, within) = (quota.bound.clone(), quota.per.clone(), quota.within.clone());
            let is_share = matches!(bound, QuotaBound::LeastShare { .. } | QuotaBound::MostShare { .. });
            let limit = limit_of(standing, quota, quantum).filter(|_| is_share);
            let what = Obstacle::Quota { bound, id: id.clone(), limit, per, within };
            Some(Cause { clause: Some(quota.clause.clone()), what })
        }
        Why::Average(id) => {
            let average = programme.averages.iter().find(|average| average.id == *id)?;
            let (least, scale, within) = (average.least.clone(), average.scale.clone(), average.within.clone());
            let what = Obstacle::Average { id: id.clone(), least, scale, within };
            Some(Cause { clause: Some(average.clause.clone()), what })
        }
        Why::Carry(from) => carry(from, standing),
        Why::Sharing(at) => {
            let sharing = programme.sharing.get(usize::try_from(*at).ok()?)?;
            let (between, most, most_items) = (sharing.between.clone(), sharing.most, sharing.most_items);
            Some(Cause { clause: Some(sharing.clause.clone()), what: Obstacle::Sharing { between, most, most_items } })
        }
        Why::Group(thing) => {
            let (one_of_each, rooms) = rooms(standing, thing);
            let what = Obstacle::Attempts { one_of_each, rooms, thing: thing.clone() };
            Some(Cause { clause: None, what })
        }
        Why::Limit(id) => limit(id, standing),
        Why::NotTogether => Some(Cause { clause: None, what: Obstacle::NotTogether }),
        Why::Definition | Why::Single(_) | Why::Taken(_) => None,
    }
}

/// The carry with the least that it allows.
fn carry(from: &ProgrammeId, standing: &Standing<'_>) -> Option<Cause> {
    let carries = standing.programme.carry.iter().chain(&standing.holdings.carry);
    let carry = carries.filter(|carry| carry.from == *from).min_by_key(|carry| carry.most.unwrap_or(Credits::MAX))?;
    let what = Obstacle::Carry { from: from.clone(), most: carry.most };
    Some(Cause { clause: Some(carry.clause.clone()), what })
}

fn limit(id: &Code, standing: &Standing<'_>) -> Option<Cause> {
    let (document, limit) = standing.holdings.limits.iter().find(|(_, limit)| limit.id == *id)?;
    let most = match &limit.bound {
        Bound::Most(most) if limit.measure == Measure::Credits => Some(*most),
        _ => None,
    };
    let what = Obstacle::Limit { document: Some(document.clone()), id: id.clone(), most };
    Some(Cause { clause: Some(limit.clause.clone()), what })
}
