//! Limits that bind when a conversion is recorded.

use crate::credit::{Amount, Credits};
use crate::id::{Code, InstitutionId, LotId};
use crate::rules::{Base, Binds, Bound, Limit, Measure, MonthDay, Per, Prior, Target};
use crate::testing::reference::rules::case::{Candidate, Case, Given};
use crate::time::Date;

/// What is counted of one conversion, that stands or that is to be.
pub(super) struct Counted<'a> {
    /// The limits that its rule names: of one that stands, in any version.
    limits: Vec<&'a Code>,
    on: Date,
    lots: Vec<CountedLot<'a>>,
    outputs: Vec<(&'a Target, Option<&'a Amount>)>,
}

struct CountedLot<'a> {
    id: LotId,
    content: Option<&'a Code>,
    issuer: &'a InstitutionId,
    /// Whether it counts as an item: the lots that several take in a sum count once.
    item: bool,
}

/// One value of what a limit counts by.
#[derive(PartialEq, Eq)]
struct Key<'a> {
    lot: Option<LotId>,
    content: Option<&'a Code>,
    issuer: Option<&'a InstitutionId>,
    target: Option<&'a Target>,
    window: Option<Date>,
}

/// What a candidate would add. `first` says of which lots it is the first to take.
pub(super) fn counted<'a>(
    case: &Case<'a>,
    candidate: &Candidate<'a>,
    given: &'a Given,
    first: impl Fn(LotId) -> bool,
) -> Counted<'a> {
    let taken = candidate.used().map(|(_, outcome)| outcome).filter(|outcome| given.taken.contains_key(&outcome.id));
    let lots = taken.map(|outcome| CountedLot {
        id: outcome.id,
        content: outcome.content.as_ref(),
        issuer: &outcome.issuer,
        item: first(outcome.id),
    });
    let outputs = given.outputs.iter().map(|output| (&output.target, output.amount.as_ref()));
    Counted {
        limits: candidate.rule.limits.iter().collect(),
        on: case.facts.applied,
        lots: lots.collect(),
        outputs: outputs.collect(),
    }
}

/// Whether all limits hold with these conversions beside those that stand.
pub(super) fn hold(case: &Case<'_>, new: &[Counted<'_>]) -> bool {
    let recording = case.book.draft().limits.iter().filter(|limit| limit.binds == Binds::Recording);
    recording.into_iter().all(|limit| holds(case, limit, new))
}

fn holds(case: &Case<'_>, limit: &Limit, new: &[Counted<'_>]) -> bool {
    let new: Vec<&Counted<'_>> = new.iter().filter(|one| one.limits.contains(&&limit.id)).collect();
    let prior = standing(case);
    let prior: Vec<&Counted<'_>> = prior.iter().filter(|one| one.limits.contains(&&limit.id)).collect();
    new.iter().flat_map(|one| keys(limit, one)).all(|key| {
        let all = prior.iter().chain(&new).map(|one| count(limit, one, &key));
        all.sum::<Option<u128>>().is_some_and(|sum| is_within(case, limit, &key, sum))
    })
}

fn standing<'a>(case: &Case<'a>) -> Vec<Counted<'a>> {
    let lot = |(id, content, issuer): &'a (LotId, Option<Code>, InstitutionId)| CountedLot {
        id: *id,
        content: content.as_ref(),
        issuer,
        item: true,
    };
    let versions = |prior: &'a Prior| case.book.rules().iter().filter(|rule| rule.id == prior.rule);
    let prior = case.facts.prior.iter().map(|prior| Counted {
        limits: versions(prior).flat_map(|rule| &rule.limits).collect(),
        on: prior.on,
        lots: prior.lots.iter().map(lot).collect(),
        outputs: prior.outputs.iter().map(|output| (&output.target, output.amount.as_ref())).collect(),
    });
    prior.collect()
}

/// The values that a conversion counts by.
fn keys<'a>(limit: &Limit, one: &Counted<'a>) -> Vec<Key<'a>> {
    let per = |dimension| limit.per.contains(&dimension);
    let window = per(Per::Window).then(|| window(limit, one.on)).flatten();
    let targets: Vec<_> = match per(Per::Target) {
        true => one.outputs.iter().map(|(target, _)| Some(*target)).collect(),
        false => vec![None],
    };
    let mut keys = Vec::new();
    for target in targets {
        if !(per(Per::Lot) || per(Per::Content) || per(Per::Issuer)) {
            keys.push(Key { lot: None, content: None, issuer: None, target, window });
            continue;
        }
        for lot in one.lots.iter().filter(|lot| !per(Per::Content) || lot.content.is_some()) {
            keys.push(Key {
                lot: per(Per::Lot).then_some(lot.id),
                content: lot.content.filter(|_| per(Per::Content)),
                issuer: per(Per::Issuer).then_some(lot.issuer),
                target,
                window,
            });
        }
    }
    keys
}

/// The first day of the window in which a day lies.
fn window(limit: &Limit, day: Date) -> Option<Date> {
    let (year, ..) = day.parts();
    let start = |year, start: &MonthDay| Date::new(year, start.month.into(), start.day.into());
    let starts = [Some(year), year.checked_sub(1)].into_iter().flatten();
    let starts = starts.flat_map(|year| limit.windows.iter().filter_map(move |one| start(year, one)));
    starts.filter(|start| *start <= day).max()
}

/// How much of a conversion counts for a value, in ten-thousandths; none where that is too much to count.
fn count(limit: &Limit, one: &Counted<'_>, key: &Key<'_>) -> Option<u128> {
    let by_lot = key.lot.is_some() || key.content.is_some() || key.issuer.is_some();
    let lots: Vec<_> = one.lots.iter().filter(|lot| is_of(lot, key)).collect();
    let outputs: Vec<_> =
        one.outputs.iter().filter(|(target, _)| key.target.is_none_or(|wanted| wanted == *target)).collect();
    let elsewhere = (by_lot && lots.is_empty()) || (key.target.is_some() && outputs.is_empty());
    let other_time = limit.per.contains(&Per::Window) && window(limit, one.on) != key.window;
    if elsewhere || other_time {
        return Some(0);
    }
    let each = u128::from(Credits::SCALE);
    match limit.measure {
        Measure::Uses => Some(each),
        Measure::Items => u128::try_from(lots.iter().filter(|lot| lot.item).count()).ok()?.checked_mul(each),
        Measure::Credits => {
            let amounts = outputs.iter().filter_map(|(_, amount)| *amount);
            let ours = amounts.filter(|amount| limit.unit.as_ref() == Some(&amount.unit));
            Some(ours.map(|amount| u128::from(amount.credits.ten_thousandths())).sum())
        }
    }
}

fn is_of(lot: &CountedLot<'_>, key: &Key<'_>) -> bool {
    key.lot.is_none_or(|id| id == lot.id)
        && key.content.is_none_or(|content| lot.content == Some(content))
        && key.issuer.is_none_or(|issuer| issuer == lot.issuer)
}

fn is_within(case: &Case<'_>, limit: &Limit, key: &Key<'_>, sum: u128) -> bool {
    match &limit.bound {
        Bound::Most(most) => sum <= most.ten_thousandths().into(),
        Bound::Share { of, share } => {
            let base = base(case, limit, of, key);
            let left = sum.checked_mul(share.den().into());
            let right = u128::from(base.ten_thousandths()).checked_mul(share.num().into());
            left.zip(right).is_some_and(|(left, right)| left <= right)
        }
    }
}

fn base(case: &Case<'_>, limit: &Limit, of: &Base, key: &Key<'_>) -> Credits {
    let source = || case.facts.outcomes.iter().find(|outcome| Some(outcome.id) == key.lot);
    match of {
        Base::Stated(credits) => *credits,
        Base::Source => source()
            .filter(|outcome| limit.unit.as_ref() == Some(&outcome.amount.unit))
            .map_or(Credits::ZERO, |outcome| outcome.amount.credits),
    }
}
