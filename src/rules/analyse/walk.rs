//! Walks along an axis: gaps between what is granted, and places where the better gives less.

use std::collections::BTreeSet;

use crate::credit::Credits;
use crate::diagnosis::Severity;
use crate::rules::analyse::axis::{Axis, Point};
use crate::rules::analyse::case::{Case, Tried, target_in_words};
use crate::rules::analyse::ground::{Ground, Taker, facts_for};
use crate::rules::analyse::remark::Remark;
use crate::rules::answer::Answer;
use crate::rules::basis_day;
use crate::rules::clause::Target;
use crate::rules::facts::Facts;

/// How many rules for one outcome are walked from.
const STARTS: usize = 64;

/// One stop of a walk.
struct Stop {
    point: Point,
    case: Case,
    given: Option<Credits>,
    /// Whether silence here says nothing: it was denied, a limit refused it, the book is at fault, or
    /// somebody must choose.
    open: bool,
}

/// Walks from each rule for one outcome along each axis on which the rules for it differ.
pub(super) fn walk(ground: &mut Ground<'_>, takers: &[Taker<'_>]) {
    if !takers.iter().any(worth_walking) && takers.len() < 2 {
        return;
    }
    let targets: BTreeSet<&Target> =
        takers.iter().flat_map(|taker| &taker.rule.to).map(|effect| &effect.target).collect();
    let axes: Vec<(Axis, Vec<Point>)> =
        Axis::all(takers).into_iter().map(|axis| (axis.clone(), axis.points(ground.book, takers))).collect();
    for taker in takers.iter().filter(|taker| !taker.denies()).take(STARTS) {
        for facts in starts(ground, takers, taker) {
            for (axis, points) in &axes {
                let Some(tried) = along(ground, taker, &facts, points) else { return };
                for effect in &taker.rule.to {
                    let Some(target) = targets.get(&effect.target) else { continue };
                    judge(ground, taker, axis, target, &tried);
                }
            }
        }
    }
    if takers.len() > STARTS {
        let what = format!(
            "{} rules take {} `{}`; gaps and falls were looked for from {STARTS} of them",
            takers.len(),
            takers.first().map_or("", |one| one.cell.kind.as_str()),
            takers.first().map_or("", |one| one.cell.code.as_str())
        );
        ground.unproved(
            takers.first().map_or(crate::rules::analyse::remark::About::Book, Taker::about),
            Vec::new(),
            what,
        );
    }
}

/// Whether a rule by itself can have a gap or give less for the better: it has a band with an end, or a table.
fn worth_walking(taker: &Taker<'_>) -> bool {
    let ends = taker.source.grade.as_ref().is_some_and(|band| band.below.is_some())
        || taker.source.level.as_ref().is_some_and(|band| band.below.is_some())
        || taker.source.size.as_ref().is_some_and(|band| band.below.is_some());
    ends || taker.rule.to.iter().any(|effect| {
        effect
            .amounts
            .as_ref()
            .is_some_and(|amounts| matches!(amounts.worth, crate::rules::clause::Worth::Table { .. }))
    })
}

/// Facts for the needs of the rule alone, and for those of all rules together where they can all hold.
fn starts(ground: &Ground<'_>, takers: &[Taker<'_>], taker: &Taker<'_>) -> Vec<Facts> {
    let own = facts_for(ground.book, &taker.cell, &taker.rule.need);
    let all = facts_for(ground.book, &taker.cell, takers.iter().take(STARTS).flat_map(|each| &each.rule.need));
    let all = all.filter(|facts| Some(facts) != own.as_ref());
    own.into_iter().chain(all).collect()
}

/// The stops, in order; none where the fuel has ended.
fn along(ground: &mut Ground<'_>, taker: &Taker<'_>, facts: &Facts, points: &[Point]) -> Option<Vec<(Point, Tried)>> {
    let basis = basis_day(ground.book.draft().basis, facts);
    let mut stops = Vec::new();
    for point in points {
        let Some(there) = point.put(facts, basis) else { continue };
        let Some(tried) = ground.attempt(there) else {
            ground.unproved(
                taker.about(),
                vec![taker.rule.id.clone()],
                "the book is too large to walk every axis".to_owned(),
            );
            return None;
        };
        stops.push((point.clone(), tried));
    }
    Some(stops)
}

fn judge(ground: &mut Ground<'_>, taker: &Taker<'_>, axis: &Axis, target: &Target, tried: &[(Point, Tried)]) {
    let stop = |(point, tried): &(Point, Tried)| Stop {
        point: point.clone(),
        given: tried.case.given(target),
        open: tried.denied()
            || tried.limited()
            || matches!(tried.case.answer, Answer::Ambiguous(_) | Answer::Choose(_)),
        case: tried.case.clone(),
    };
    let stops: Vec<Stop> = tried.iter().map(stop).collect();
    if let Some((before, hole, after)) = gap(&stops) {
        tell_gap(ground, taker, axis, target, [before, hole, after]);
    }
    if let Some((less, more)) = fall(&stops).filter(|_| *axis != Axis::Day) {
        tell_fall(ground, taker, axis, target, [less, more]);
    }
}

/// The first stop at which nothing is granted, though something is before and after.
fn gap(stops: &[Stop]) -> Option<(&Stop, &Stop, &Stop)> {
    let first = stops.iter().position(|stop| stop.given.is_some())?;
    let hole = first.checked_add(stops.iter().skip(first).position(|stop| stop.given.is_none() && !stop.open)?)?;
    let after = stops.iter().skip(hole).find(|stop| stop.given.is_some())?;
    Some((stops.get(hole.checked_sub(1)?)?, stops.get(hole)?, after))
}

/// The first stop at which less is granted than at the one before: less, or nothing to the end.
fn fall(stops: &[Stop]) -> Option<(&Stop, &Stop)> {
    let falls = |(worse, better): &(&Stop, &Stop)| match (worse.given, better.given) {
        (Some(less), Some(more)) => more < less,
        (Some(_), None) => !better.open,
        (None, _) => false,
    };
    stops
        .iter()
        .zip(stops.iter().skip(1))
        .find(falls)
        .filter(|(_, better)| better.given.is_some() || gap(stops).is_none())
}

fn tell_gap(ground: &mut Ground<'_>, taker: &Taker<'_>, axis: &Axis, target: &Target, stops: [&Stop; 3]) {
    let [before, hole, after] = stops;
    let target = target_in_words(target);
    let (code, severity) = match axis {
        Axis::Day => ("A012", Severity::Note),
        _ => ("A010", Severity::Warning),
    };
    let message = format!(
        "a gap: {} `{}` {} gives nothing, while {} and {} it gives {target}",
        taker.cell.kind,
        taker.cell.code,
        words(&hole.point),
        words(&before.point),
        words(&after.point)
    );
    let rules = named(&[before, after]);
    let remark = Remark::new(code, severity, taker.about(), message).of(rules);
    let cases = [before.case.clone(), hole.case.clone(), after.case.clone()];
    ground.tell(format!("{target} {axis:?} {}", words(&hole.point)), remark.shown(cases));
}

fn tell_fall(ground: &mut Ground<'_>, taker: &Taker<'_>, axis: &Axis, target: &Target, stops: [&Stop; 2]) {
    let [less, more] = stops;
    let target = target_in_words(target);
    let (code, better) = match axis {
        Axis::Size(_) => ("A031", "a larger outcome"),
        Axis::Level(_) => ("A030", "a higher level"),
        Axis::Grade(_) | Axis::Day => ("A030", "a better grade"),
    };
    let given = |stop: &Stop| stop.given.map_or_else(|| "nothing".to_owned(), |credits| credits.to_string());
    let message = format!(
        "{better} earns less: {} `{}` {} gives {} of {target}, and {} gives {}",
        taker.cell.kind,
        taker.cell.code,
        words(&less.point),
        given(less),
        words(&more.point),
        given(more)
    );
    let remark = Remark::new(code, Severity::Warning, taker.about(), message).of(named(&[less, more]));
    ground.tell(format!("{target} {axis:?}"), remark.shown([less.case.clone(), more.case.clone()]));
}

/// The rules that granted.
fn named(stops: &[&Stop]) -> Vec<crate::id::Code> {
    let grants = stops.iter().flat_map(|stop| match &stop.case.answer {
        Answer::Granted(grants) => grants.as_slice(),
        _ => &[],
    });
    grants.map(|grant| grant.rule.clone()).collect()
}

pub(super) fn words(point: &Point) -> String {
    match point {
        Point::Grade(grade) => format!("graded {grade}"),
        Point::Level(level) => format!("of level {level}"),
        Point::Size(amount) => format!("of {amount}"),
        Point::Day(day) => format!("judged by {day}"),
    }
}
