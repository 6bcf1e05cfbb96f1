//! The cells in which two books are compared: for one outcome, the points of every axis that either book makes.

use std::collections::BTreeSet;

use crate::analysis::rules::axis::{Axis, Point};
use crate::analysis::rules::ground::{Taker, facts_for};
use crate::analysis::rules::yields::Yield;
use crate::credit::{Amount, Credits};
use crate::id::{Code, InstitutionId, UnitId};
use crate::registry::Tier;
use crate::rules::{Facts, Later, RuleBook, basis_day};
use crate::time::Date;

/// A way to change facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Move {
    To(Point),
    Issuer(InstitutionId),
    Content(Option<Code>),
    Tier(Tier),
    /// Applied for so many days after it was earned.
    Later(i64),
}

/// The most cells of one start for which all axes are crossed; where there are more, each is walked alone.
const CROSSED: usize = 1_000;

/// Facts to start from: for each rule of either book, what it takes where its needs hold.
pub(super) fn starts(old: (&RuleBook, &[Taker<'_>]), new: (&RuleBook, &[Taker<'_>]), most: usize) -> Vec<Facts> {
    let each = [old, new].into_iter().flat_map(|(book, takers)| {
        takers.iter().take(most).filter_map(move |taker| facts_for(book, &taker.cell, &taker.rule.need))
    });
    let mut starts: Vec<Facts> = Vec::new();
    for facts in each {
        if !starts.contains(&facts) {
            starts.push(facts);
        }
    }
    starts
}

/// The axes of both books together, each with its moves.
pub(super) fn axes(old: (&RuleBook, &[Taker<'_>]), new: (&RuleBook, &[Taker<'_>])) -> Vec<Vec<Move>> {
    let named: BTreeSet<Axis> = Axis::all(old.1).into_iter().chain(Axis::all(new.1)).collect();
    let mut axes: Vec<Vec<Move>> = Vec::new();
    for axis in &named {
        let points = axis.points(old.0, old.1).into_iter().chain(axis.points(new.0, new.1));
        let steps = if let Axis::Size(unit) = axis { steps(old, new, unit) } else { Vec::new() };
        axes.push(distinct(points.chain(steps).map(Move::To)));
    }
    let takers = || old.1.iter().chain(new.1);
    let issuers = takers().flat_map(|taker| {
        let members = taker.cell.consortia.iter().flat_map(|one| &one.issuers);
        taker.source.issuers.iter().chain(&taker.source.not_issuers).chain(members)
    });
    let invented = crate::analysis::rules::sample::ISSUER.parse().ok();
    axes.push(some(distinct(issuers.cloned().map(Move::Issuer)), invented.map(Move::Issuer)));
    let contents =
        takers().flat_map(|taker| taker.source.contents.iter().cloned()).map(|code| Move::Content(Some(code)));
    axes.push(some(distinct(contents), Some(Move::Content(None))));
    let tiered = takers().any(|taker| !taker.source.tiers.is_empty()) || old.0.draft().tiers != new.0.draft().tiers;
    axes.push(if tiered { Tier::ALL.iter().copied().map(Move::Tier).collect() } else { Vec::new() });
    axes.push(distinct(ages(old.0, old.1).chain(ages(new.0, new.1)).map(Move::Later)));
    axes.retain(|axis| !axis.is_empty());
    axes
}

/// The first sizes at which a rule that is in both books gives more, and less, than it did: within a period of its
/// rates, beyond which the same comes again.
fn steps(old: (&RuleBook, &[Taker<'_>]), new: (&RuleBook, &[Taker<'_>]), unit: &UnitId) -> Vec<Point> {
    let pairs = old.1.iter().flat_map(|one| {
        let same = move |other: &&Taker<'_>| other.rule.id == one.rule.id;
        new.1.iter().filter(same).map(move |other| (one, other))
    });
    pairs.flat_map(|(one, other)| apart((old.0, one), (new.0, other), unit)).collect()
}

fn apart(old: (&RuleBook, &Taker<'_>), new: (&RuleBook, &Taker<'_>), unit: &UnitId) -> Vec<Point> {
    let yields = |(book, taker): (&RuleBook, &Taker<'_>)| {
        let amounts = taker.rule.to.iter().filter_map(|effect| effect.amounts.as_ref());
        amounts.filter_map(|amounts| Yield::of(book, taker.source, amounts, unit)).collect::<Vec<_>>()
    };
    let mut points = Vec::new();
    for (one, other) in yields(old).iter().zip(&yields(new)).filter(|(one, other)| one != other) {
        for more in [true, false] {
            let differs = |quanta: &u64| match (one.at((*quanta).into()), other.at((*quanta).into())) {
                (Some(before), Some(after)) => {
                    if more {
                        after > before
                    } else {
                        after < before
                    }
                }
                _ => false,
            };
            let first = (1..=SIZES).find(differs);
            let steps = first.and_then(|quanta| quanta.checked_mul(one.input.ten_thousandths()));
            let credits = steps.and_then(Credits::from_ten_thousandths);
            points.extend(credits.map(|credits| Point::Size(Amount { credits, unit: unit.clone() })));
        }
    }
    points
}

/// Up to how many quanta two rates are compared.
const SIZES: u64 = 4_096;

fn distinct(moves: impl Iterator<Item = Move>) -> Vec<Move> {
    let mut all: Vec<Move> = Vec::new();
    for each in moves {
        if !all.contains(&each) {
            all.push(each);
        }
    }
    all
}

/// An axis that is there only where somebody names it, with what nobody names.
fn some(mut moves: Vec<Move>, rest: Option<Move>) -> Vec<Move> {
    if !moves.is_empty() {
        moves.extend(rest);
    }
    moves
}

/// The last day of each age, and the day after, as days from a first of September.
fn ages<'a>(book: &'a RuleBook, takers: &'a [Taker<'_>]) -> impl Iterator<Item = i64> + use<'a> {
    let start = crate::date!("2024-09-01");
    let february = book.draft().february;
    let lasting = takers.iter().filter_map(|taker| taker.source.age);
    let last = lasting.filter_map(move |age| match age.after(start, february?) {
        Later::Day(day) => days(start, day),
        Later::Never | Later::NoDay(..) => None,
    });
    last.flat_map(|days| [days, days.saturating_add(1), days.saturating_add(2)])
}

fn days(from: Date, to: Date) -> Option<i64> {
    i64::try_from(to.number()).ok()?.checked_sub(i64::try_from(from.number()).ok()?)
}

/// The facts in all cells: every move of an axis with every move of the others, or each axis alone where that is too
/// many. The last value says whether all were crossed.
pub(super) fn cells(book: &RuleBook, start: &Facts, axes: &[Vec<Move>]) -> (Vec<Facts>, bool) {
    let count = axes.iter().try_fold(1_usize, |count, axis| count.checked_mul(axis.len().saturating_add(1)));
    if count.is_none_or(|count| count > CROSSED) {
        let alone = axes.iter().flatten().filter_map(|each| each.put(book, start));
        return (std::iter::once(start.clone()).chain(alone).collect(), false);
    }
    let mut all = vec![start.clone()];
    for axis in axes {
        let moved: Vec<Facts> =
            all.iter().flat_map(|facts| axis.iter().filter_map(move |each| each.put(book, facts))).collect();
        all.extend(moved);
    }
    (all, true)
}

impl Move {
    fn put(&self, book: &RuleBook, facts: &Facts) -> Option<Facts> {
        if let Self::To(point) = self {
            return point.put(facts, basis_day(book.draft().basis, facts));
        }
        let mut facts = facts.clone();
        let outcome = facts.outcomes.first_mut()?;
        match self {
            Self::To(_) => {}
            Self::Issuer(issuer) => outcome.issuer = issuer.clone(),
            Self::Content(content) => outcome.content.clone_from(content),
            Self::Tier(tier) => outcome.tier = *tier,
            Self::Later(days) => facts.applied = outcome.earned.plus_days(*days)?,
        }
        Some(facts)
    }
}
