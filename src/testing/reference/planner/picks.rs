//! Which assets a pick takes, and in which leaves they count.

use crate::planner::{Asset, AssetId, Relief};
use crate::programme::{Part, Pick, Prerequisite, Provenance, QuotaBound, Waivable};
use crate::registry::{Grade, Level, OutcomeKind, OutcomeName};
use crate::rules::{GradeBand, Later, LevelBand};
use crate::testing::reference::planner::assets::{carried, is_called};
use crate::testing::reference::planner::case::{Case, Thing};

/// Whether any pick takes the asset; where there are none, all are taken.
pub(super) fn any_takes(case: &Case<'_>, picks: &[Pick], asset: &Asset) -> bool {
    picks.is_empty() || picks.iter().any(|pick| takes(case, pick, asset))
}

fn takes(case: &Case<'_>, pick: &Pick, asset: &Asset) -> bool {
    is_what(pick, asset)
        && is_from_whom(case, pick, asset)
        && is_as_good(case, pick, asset)
        && is_from_when(case, pick, asset)
}

/// Whether a list of alternatives names one; an empty one names all.
fn names<T: PartialEq>(list: &[T], one: &T) -> bool {
    list.is_empty() || list.contains(one)
}

/// The same of something that may not be there.
fn names_it<T: PartialEq>(list: &[T], one: Option<&T>) -> bool {
    list.is_empty() || one.is_some_and(|one| list.contains(one))
}

fn is_what(pick: &Pick, asset: &Asset) -> bool {
    let by_code = asset.kind == OutcomeKind::Converted && pick.categories.contains(&asset.code);
    let called = |name: &OutcomeName| is_called(name, asset.kind, &asset.code, asset.thing.as_ref());
    let prefix = |prefix: &crate::id::Code| asset.code.as_str().starts_with(prefix.as_str());
    (pick.codes.is_empty() || pick.codes.iter().any(called))
        && !pick.not_codes.iter().any(called)
        && (pick.prefixes.is_empty() || pick.prefixes.iter().any(prefix))
        && (by_code || names_it(&pick.categories, asset.category.as_ref()))
        && names_it(&pick.classes, asset.class.as_ref())
        && names_it(&pick.contents, asset.content.as_ref())
        && names(&pick.kinds, &asset.kind)
        && names(&pick.tiers, &asset.tier)
        && pick.unit.as_ref().is_none_or(|unit| *unit == asset.amount.unit)
}

fn is_from_whom(case: &Case<'_>, pick: &Pick, asset: &Asset) -> bool {
    let origin = match &asset.made {
        Some(_) => Provenance::Converted,
        None if asset.kind == OutcomeKind::Converted => Provenance::Converted,
        None if asset.issuer == case.holdings.own => Provenance::Own,
        None => Provenance::Other,
    };
    names(&pick.issuers, &asset.issuer)
        && !pick.not_issuers.contains(&asset.issuer)
        && names(&pick.origins, &origin)
        && (!pick.carried || !carried(asset).is_empty())
}

fn is_as_good(case: &Case<'_>, pick: &Pick, asset: &Asset) -> bool {
    let grade = |band| asset.grade.as_ref().is_some_and(|grade| grade_in(case, grade, band));
    let level = |band| asset.level.as_ref().is_some_and(|level| level_in(case, level, band));
    pick.grade.as_ref().is_none_or(grade) && pick.level.as_ref().is_none_or(level)
}

fn grade_in(case: &Case<'_>, grade: &Grade, band: &GradeBand) -> bool {
    let Some(scale) = case.programmes.draft().framework.scale(&band.scale) else { return false };
    let rank = |mark| scale.rank(mark).ok();
    let Some(got) = rank(&grade.mark) else { return false };
    grade.scale == band.scale
        && band.from.as_ref().is_none_or(|from| rank(from).is_some_and(|from| from <= got))
        && band.below.as_ref().is_none_or(|below| rank(below).is_some_and(|below| got < below))
}

fn level_in(case: &Case<'_>, level: &Level, band: &LevelBand) -> bool {
    let levels = case.programmes.draft().framework.levels_of(&band.framework);
    let place = |id: &crate::id::Code| levels.iter().position(|one| one == id);
    let Some(got) = place(&level.level) else { return false };
    level.framework == band.framework
        && band.from.as_ref().is_none_or(|from| place(from).is_some_and(|from| from <= got))
        && band.below.as_ref().is_none_or(|below| place(below).is_some_and(|below| got < below))
}

fn is_from_when(case: &Case<'_>, pick: &Pick, asset: &Asset) -> bool {
    let february = case.programmes.draft().february;
    let young = |age: crate::rules::Months| {
        let mode = february.unwrap_or(crate::rules::February::Refuse);
        match age.after(asset.earned, mode) {
            Later::Day(last) => case.holdings.day <= last,
            Later::Never => true,
            Later::NoDay(..) => false,
        }
    };
    pick.earned.is_none_or(|period| period.covers(asset.earned)) && pick.age.is_none_or(young)
}

/// Whether an asset counts in a leaf at all.
pub(super) fn counts_in(case: &Case<'_>, thing: &Thing<'_>, part: usize, leaf: &Part) -> bool {
    let picked = leaf.accepts.iter().any(|pick| takes(case, pick, thing.asset));
    (picked || is_substitute(case, thing.asset, leaf))
        && has_before(case, thing.asset)
        && (thing.size > 0 || takes_items(case, part))
}

fn is_substitute(case: &Case<'_>, asset: &Asset, leaf: &Part) -> bool {
    let AssetId::Lot { lot: own, .. } = &asset.id else { return false };
    let names = |relief: &Relief| matches!(relief, Relief::Substitute { lot, part } if lot == own && *part == leaf.id);
    case.holdings.reliefs.iter().any(names)
}

/// Whether what the course needs before it was passed.
fn has_before(case: &Case<'_>, asset: &Asset) -> bool {
    let waived = |one: &Prerequisite| case.is_waived(Waivable::Prerequisite, &one.course.code);
    let own = |name: &OutcomeName| is_called(name, asset.kind, &asset.code, asset.thing.as_ref());
    let asked = |one: &&Prerequisite| own(&one.course) && !waived(one);
    let met = |one: &Prerequisite| {
        let passed = |name: &OutcomeName| was_passed(case, name, asset.earned);
        one.all.iter().all(passed) && (one.any.is_empty() || one.any.iter().any(passed))
    };
    case.programme.prerequisites.iter().filter(asked).all(met)
}

fn was_passed(case: &Case<'_>, name: &OutcomeName, by: crate::time::Date) -> bool {
    let passed = case.holdings.passed.iter().map(|one| (one.kind, &one.code, &one.thing, one.on));
    let assets = case.holdings.assets.iter().map(|one| (one.kind, &one.code, &one.thing, one.earned));
    passed.chain(assets).any(|(kind, code, thing, day)| day <= by && is_called(name, kind, code, thing.as_ref()))
}

/// Whether items count in a leaf: it does not split, and it or something around it asks about them.
pub(super) fn takes_items(case: &Case<'_>, part: usize) -> bool {
    let asks = |place: usize| case.ask(place).least_items.is_some() || case.ask(place).most_items.is_some();
    let quota = case.programme.quotas.iter().any(|quota| {
        let items = matches!(quota.bound, QuotaBound::LeastItems(_) | QuotaBound::MostItems(_));
        items && case.is_in(part, case.place(quota.within.as_ref()))
    });
    let around = (0..=case.programme.parts.len()).any(|place| case.is_in(part, place) && asks(place));
    (quota || around) && case.part(part + 1).is_some_and(|part| !part.split)
}
