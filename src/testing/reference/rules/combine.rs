//! How candidates that match combine.

use crate::id::LotId;
use crate::registry::CourseName;
use crate::rules::{Hit, Same, Target};
use crate::testing::reference::rules::case::{Candidate, Case, Given};
use crate::testing::reference::rules::numbers::sum;

/// A candidate that matches.
#[derive(Clone)]
pub(super) struct Match<'a> {
    pub(super) candidate: Candidate<'a>,
    pub(super) given: Given,
    /// Where it stands.
    pub(super) place: usize,
}

/// What became of those that match.
pub(super) struct Combined<'a> {
    pub(super) ambiguous: Vec<Match<'a>>,
    pub(super) open: Vec<Match<'a>>,
    pub(super) applied: Vec<Match<'a>>,
    /// One that lost, and the one it lost to.
    pub(super) lost: Vec<(Match<'a>, Match<'a>)>,
}

pub(super) fn combine<'a>(case: &Case<'_>, matching: &[Match<'a>]) -> Combined<'a> {
    let left = without(matching, |one| matching.iter().any(|other| overrides(other, one)));
    let left = without(&left, |one| left.iter().any(|other| denies(other, one)));
    let ambiguous = only(&left, |one| one.candidate.group.hit == Hit::Unique && has_rival(one, &left));
    let lost: Vec<_> = left.iter().filter_map(|one| Some((one.clone(), better(one, &left)?))).collect();
    let left =
        without(&left, |one| is_among(one, &ambiguous) || lost.iter().any(|(loser, _)| loser.place == one.place));
    let left = only(&left, |one| is_asked(case, one));
    let mut open = only(&left, |one| one.candidate.group.hit == Hit::Options && has_rival(one, &left));
    let left = without(&left, |one| is_among(one, &open));
    let too_much =
        only(&left, |one| one.given.taken.keys().any(|lot| is_overdrawn(case, *lot, &left) && takes(one, *lot, &left)));
    let applied = without(&left, |one| is_among(one, &too_much));
    open.extend(too_much);
    open.sort_by_key(|one| one.place);
    Combined { ambiguous, open, applied, lost }
}

fn only<'a>(all: &[Match<'a>], keep: impl Fn(&Match<'a>) -> bool) -> Vec<Match<'a>> {
    all.iter().filter(|one| keep(one)).cloned().collect()
}

fn without<'a>(all: &[Match<'a>], drop: impl Fn(&Match<'a>) -> bool) -> Vec<Match<'a>> {
    only(all, |one| !drop(one))
}

fn is_among(one: &Match<'_>, all: &[Match<'_>]) -> bool {
    all.iter().any(|other| other.place == one.place)
}

fn shares_a_lot(one: &Match<'_>, other: &Match<'_>) -> bool {
    one.candidate.lots().iter().any(|lot| other.candidate.lots().contains(lot))
}

fn overrides(other: &Match<'_>, one: &Match<'_>) -> bool {
    other.candidate.rule.overrides.contains(&one.candidate.rule.id) && shares_a_lot(other, one)
}

fn denies(other: &Match<'_>, one: &Match<'_>) -> bool {
    other.candidate.denies() && shares_a_lot(other, one)
}

fn competes(one: &Match<'_>, other: &Match<'_>) -> bool {
    let contents = |of: &Match<'_>| -> Vec<_> {
        of.candidate.pairs.iter().filter_map(|(_, outcome)| outcome.content.clone()).collect()
    };
    let alike = || contents(one).iter().any(|content| contents(other).contains(content));
    one.place != other.place
        && one.candidate.group.id == other.candidate.group.id
        && (shares_a_lot(one, other) || (one.candidate.group.same == Same::Content && alike()))
}

fn has_rival(one: &Match<'_>, all: &[Match<'_>]) -> bool {
    all.iter().any(|other| competes(one, other))
}

/// The best of those that compete with it, if that one is better.
fn better<'a>(one: &Match<'a>, all: &[Match<'a>]) -> Option<Match<'a>> {
    if one.candidate.group.hit != Hit::Best {
        return None;
    }
    let rivals = all.iter().filter(|other| competes(one, other));
    let best = rivals.max_by(|left, right| merit(left).cmp(&merit(right)))?;
    (merit(best) > merit(one)).then(|| best.clone())
}

/// More is better; of equal ones the one that stands first.
fn merit(one: &Match<'_>) -> (u128, Option<crate::credit::Ratio>, std::cmp::Reverse<usize>) {
    let amounts = one.given.outputs.iter().filter_map(|output| output.amount.as_ref());
    let out = amounts.map(|amount| u128::from(amount.credits.ten_thousandths())).sum();
    let worth = sum(one.given.outputs.iter().map(|output| output.worth));
    (out, worth, std::cmp::Reverse(one.place))
}

fn is_asked(case: &Case<'_>, one: &Match<'_>) -> bool {
    let asked = &case.facts.asked;
    let meant = |asked: &CourseName, target: &CourseName| {
        asked.code == target.code && (asked.owner.is_none() || asked.owner == target.owner)
    };
    let toward = |course| {
        one.candidate.rule.to.iter().any(|effect| match &effect.target {
            Target::Course(target) | Target::Exemption(target) => meant(course, target),
            Target::Category(_) | Target::Denial => false,
        })
    };
    asked.rule.as_ref().is_none_or(|rule| *rule == one.candidate.rule.id) && asked.target.as_ref().is_none_or(toward)
}

/// Whether it takes of the lot: of several in one group that is a sum, the first does.
pub(super) fn takes(one: &Match<'_>, lot: LotId, all: &[Match<'_>]) -> bool {
    let before = |other: &&Match<'_>| {
        other.place < one.place
            && other.candidate.group.id == one.candidate.group.id
            && other.given.taken.contains_key(&lot)
    };
    let first = one.candidate.group.hit != Hit::Sum || !all.iter().any(|other| before(&other));
    one.given.taken.contains_key(&lot) && first
}

/// Whether more is taken of a lot than is asked for.
fn is_overdrawn(case: &Case<'_>, lot: LotId, all: &[Match<'_>]) -> bool {
    let taken = all.iter().filter(|one| takes(one, lot, all)).filter_map(|one| one.given.taken.get(&lot));
    let taken: u128 = taken.map(|credits| u128::from(credits.ten_thousandths())).sum();
    let asked = case.facts.outcomes.iter().find(|outcome| outcome.id == lot).map(|outcome| outcome.asked);
    asked.is_none_or(|asked| taken > asked.ten_thousandths().into())
}
