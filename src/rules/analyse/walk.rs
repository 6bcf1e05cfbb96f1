//! Walks along an axis: gaps between what is granted, and places where the better gives less.

use std::collections::BTreeSet;

use crate::credit::Credits;
use crate::diagnosis::Severity;
use crate::id::UnitId;
use crate::rules::analyse::axis::{Axis, Point};
use crate::rules::analyse::case::{Case, Tried, answer_in_words, target_in_words};
use crate::rules::analyse::earned::Earned;
use crate::rules::analyse::grid::{Grid, Line, Ruled, Without, crossings, starts};
use crate::rules::analyse::ground::{Ground, Taker};
use crate::rules::analyse::remark::Remark;
use crate::rules::answer::Answer;
use crate::rules::basis_day;
use crate::rules::clause::{Target, Worth};
use crate::rules::facts::Facts;

/// How many rules for one outcome are walked from.
const STARTS: usize = 64;

/// One stop of a walk.
struct Stop {
    point: Point,
    case: Case,
    /// How much, and of which units: of other units it is neither more nor less.
    given: Option<(Vec<UnitId>, Credits)>,
    /// All that is given, whatever it is toward.
    earned: Earned,
    /// Whether silence here says nothing: it was denied, a limit refused it, the book is at fault, or
    /// somebody must choose.
    open: bool,
}

/// Walks from each rule for one outcome along each axis on which the rules for it differ: along all lines of a grid,
/// or, where that is too large, along the lines through the start.
pub(super) fn walk(ground: &mut Ground<'_>, takers: &[Taker<'_>]) {
    if !takers.iter().any(worth_walking) && takers.len() < 2 {
        return;
    }
    let axes: Vec<Ruled> =
        Axis::all(takers).into_iter().map(|axis| (axis.clone(), axis.points(ground.book, takers))).collect();
    let crossings = crossings(&axes);
    let mut seen: Vec<Facts> = Vec::new();
    for taker in takers.iter().filter(|taker| !taker.denies()).take(STARTS) {
        for start in starts(ground, takers, taker) {
            for axes in &crossings {
                // Starts that differ only along the axes have the same grid.
                let Some(corner) = corner(ground, &start, axes) else { continue };
                if seen.contains(&corner) {
                    continue;
                }
                let walked = from(ground, takers, &start, axes);
                if walked.is_none() {
                    return out_of_fuel(ground, taker);
                }
                seen.extend(walked.filter(|whole| *whole).map(|_| corner));
            }
        }
    }
    if let Some(first) = takers.first().filter(|_| takers.len() > STARTS) {
        let (count, kind, code) = (takers.len(), first.cell.kind, first.cell.code);
        let what = format!("{count} rules take {kind} `{code}`; gaps and falls were looked for from {STARTS} of them");
        ground.unproved(first.about(), Vec::new(), what);
    }
}

fn out_of_fuel(ground: &mut Ground<'_>, taker: &Taker<'_>) {
    let what = "the book is too large to walk every axis".to_owned();
    ground.unproved(taker.about(), vec![taker.rule.id.clone()], what);
}

fn corner(ground: &Ground<'_>, start: &Facts, axes: &[&Ruled]) -> Option<Facts> {
    let basis = ground.book.draft().basis;
    axes.iter().try_fold(start.clone(), |facts, (_, points)| points.first()?.put(&facts, basis_day(basis, &facts)))
}

/// Whether all axes were crossed; none where the fuel has ended.
fn from(ground: &mut Ground<'_>, takers: &[Taker<'_>], start: &Facts, axes: &[&Ruled]) -> Option<bool> {
    match Grid::of(ground, start, axes) {
        Ok(grid) => {
            grid.lines().for_each(|(axis, line)| judge(ground, takers, axis, &line));
            Some(true)
        }
        Err(Without::Fuel) => None,
        Err(Without::Size) => {
            for axis in axes {
                let Ok(grid) = Grid::of(ground, start, std::slice::from_ref(axis)) else { return None };
                grid.lines().for_each(|(axis, line)| judge(ground, takers, axis, &line));
            }
            Some(false)
        }
    }
}

/// Whether a rule by itself can have a gap or give less for the better: it has a band with an end, or a table.
fn worth_walking(taker: &Taker<'_>) -> bool {
    let source = taker.source;
    let ends = source.grade.as_ref().is_some_and(|band| band.below.is_some())
        || source.level.as_ref().is_some_and(|band| band.below.is_some())
        || source.size.as_ref().is_some_and(|band| band.below.is_some());
    let amounts = taker.rule.to.iter().filter_map(|effect| effect.amounts.as_ref());
    ends || amounts.into_iter().any(|amounts| matches!(amounts.worth, Worth::Table { .. }))
}

/// Looks at one line, for each target that the rules have.
fn judge(ground: &mut Ground<'_>, takers: &[Taker<'_>], axis: &Axis, line: &Line<'_>) {
    let targets: BTreeSet<&Target> =
        line.iter().flat_map(|(_, tried)| tried.case.outputs()).map(|output| &output.target).collect();
    for target in targets {
        let stop = |(point, tried): &(&Point, &Tried)| Stop {
            point: (*point).clone(),
            given: tried.case.given(target),
            earned: Earned::by(&tried.case),
            open: tried.denied()
                || tried.limited()
                || matches!(tried.case.answer, Answer::Ambiguous(_) | Answer::Choose(_)),
            case: tried.case.clone(),
        };
        let stops: Vec<Stop> = line.iter().map(stop).collect();
        match gap(&stops) {
            Some(gap) if *axis == Axis::Day => tell_days(ground, takers, target, gap, &stops),
            Some(gap) => tell_gap(ground, takers, axis, target, gap),
            None => {}
        }
        if *axis != Axis::Day {
            let lesser = fall(&stops, Earned::is_less_than).map(|fall| (fall, Severity::Warning));
            let other = || fall(&stops, Earned::is_elsewhere_than).map(|fall| (fall, Severity::Note));
            if let Some((fall, severity)) = lesser.or_else(other) {
                tell_fall(ground, takers, axis, target, fall, severity);
            }
        }
    }
}

/// The rule by which a stop is granted.
fn granting<'a, 'b>(takers: &'b [Taker<'a>], stop: &Stop) -> Option<&'b Taker<'a>> {
    let rules = stop.case.rules();
    takers.iter().find(|taker| rules.contains(&taker.rule.id)).or_else(|| takers.first())
}

/// The first stop at which nothing is granted, between the last before it and the first after it at which something is.
fn gap(stops: &[Stop]) -> Option<[&Stop; 3]> {
    let first = stops.iter().position(|stop| stop.given.is_some())?;
    let hole = first.checked_add(stops.iter().skip(first).position(|stop| stop.given.is_none() && !stop.open)?)?;
    let after = stops.iter().skip(hole).find(|stop| stop.given.is_some())?;
    let before = stops.iter().take(hole).rfind(|stop| stop.given.is_some())?;
    Some([before, stops.get(hole)?, after])
}

/// The first stop at which less is granted than at the last one before that has something; or else the first from
/// which nothing is granted to the end. Of all that is earned at the two something must hold.
fn fall(stops: &[Stop], holds: fn(&Earned, &Earned) -> bool) -> Option<[&Stop; 2]> {
    let given = || stops.iter().filter(|stop| stop.given.is_some());
    let less = given().zip(given().skip(1)).find(|(worse, better)| match (&worse.given, &better.given) {
        (Some((units, less)), Some((others, more))) => {
            units == others && more < less && holds(&better.earned, &worse.earned)
        }
        _ => false,
    });
    less.map(|(less, more)| [less, more]).or_else(|| {
        let at = stops.iter().rposition(|stop| stop.given.is_some())?;
        let last = stops.get(at)?;
        let next = stops.get(at.checked_add(1)?)?;
        (!next.open && holds(&next.earned, &last.earned)).then_some([last, next])
    })
}

fn tell_gap(ground: &mut Ground<'_>, takers: &[Taker<'_>], axis: &Axis, target: &Target, stops: [&Stop; 3]) {
    let [before, hole, after] = stops;
    let Some(taker) = granting(takers, before) else { return };
    let target = target_in_words(target);
    let message = format!(
        "a gap: {} `{}` {} gives nothing, while {} and {} it gives {target}",
        taker.cell.kind,
        taker.cell.code,
        words(&hole.point),
        words(&before.point),
        words(&after.point)
    );
    let rules = named(&[before, after]);
    let remark = Remark::new("A010", Severity::Warning, taker.about(), message).of(rules);
    let cases = stops.map(|stop| stop.case.clone());
    ground.tell(format!("{target} {axis:?} {}", words(&hole.point)), remark.shown(cases));
}

/// A gap between days, which are named.
fn tell_days(ground: &mut Ground<'_>, takers: &[Taker<'_>], target: &Target, gap: [&Stop; 3], all: &[Stop]) {
    let [before, hole, after] = gap;
    let Some(taker) = granting(takers, before) else { return };
    let target = target_in_words(target);
    let message = format!(
        "a gap of days: {} `{}` {} gives nothing, while {} and {} it gives {target}",
        taker.cell.kind,
        taker.cell.code,
        days(&hole.point, all),
        words(&before.point),
        words(&after.point)
    );
    let remark = Remark::new("A012", Severity::Warning, taker.about(), message).of(named(&[before, after]));
    let help = "the end of a period is the first day outside it: let one rule end where the next begins";
    let cases = gap.map(|stop| stop.case.clone());
    ground.tell(format!("{target} {}", words(&hole.point)), remark.shown(cases).help(help));
}

/// `judged by 2026-08-31`, or the first and the last of several days.
fn days(first: &Point, all: &[Stop]) -> String {
    let mut later = all.iter().skip_while(|stop| stop.point != *first);
    let end = later.find(|stop| stop.given.is_some() || stop.open).map(|stop| &stop.point);
    let (Some(Point::Day(end)), Point::Day(start)) = (end, first) else { return words(first) };
    match end.plus_days(-1).filter(|last| last > start) {
        Some(last) => format!("{} to {last}", words(first)),
        None => words(first),
    }
}

fn tell_fall(
    ground: &mut Ground<'_>,
    takers: &[Taker<'_>],
    axis: &Axis,
    target: &Target,
    stops: [&Stop; 2],
    severity: Severity,
) {
    let [less, more] = stops;
    let Some(taker) = granting(takers, less) else { return };
    let target = target_in_words(target);
    let (code, better) = match axis {
        Axis::Size(_) => ("A031", "a larger outcome"),
        Axis::Level(_) => ("A030", "a higher level"),
        Axis::Grade(_) | Axis::Day => ("A030", "a better grade"),
    };
    let earns = if severity == Severity::Note { "leads elsewhere" } else { "earns less" };
    let message = format!(
        "{better} {earns}: {} `{}` {} gives {} of {target}, and {} gives {}",
        taker.cell.kind,
        taker.cell.code,
        words(&less.point),
        given(less),
        words(&more.point),
        given(more)
    );
    let remark = Remark::new(code, severity, taker.about(), message).of(named(&[less, more]));
    ground.tell(format!("{target} {axis:?}"), remark.shown([less.case.clone(), more.case.clone()]));
}

/// How much of a target; where none, all that is given.
fn given(stop: &Stop) -> String {
    match (&stop.given, &stop.case.answer) {
        (Some((_, credits)), _) => credits.to_string(),
        (None, Answer::Granted(_)) => answer_in_words(&stop.case.answer),
        (None, _) => "nothing".to_owned(),
    }
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
