//! Walks along an axis: gaps between what is granted, and places where the better gives less.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::rules::axis::{Axis, Point};
use crate::analysis::rules::case::{Case, answer_in_words, target_in_words};
use crate::analysis::rules::earned::Earned;
use crate::analysis::rules::grid::{Grid, Line, Node, Ruled, Run, Without, crossings};
use crate::analysis::rules::ground::{Ground, Taker};
use crate::analysis::rules::remark::RuleRemark;
use crate::analysis::rules::start::Starts;
use crate::credit::Credits;
use crate::document::Severity;
use crate::id::UnitId;
use crate::rules::{Answer, Facts, RuleWorth, Target, basis_day};

/// One stop of a walk.
struct Stop<'a> {
    run: &'a Run,
    node: &'a Node,
    /// How much, and of which units: of other units it is neither more nor less.
    given: Option<(Vec<UnitId>, Credits)>,
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
    let (starts, axes) = (Starts::of(ground, takers), Axis::all(takers).into_iter());
    let axes: Vec<Ruled> = axes.map(|axis| Ruled::new(ground.book, axis, takers)).collect();
    let crossings = crossings(&axes);
    let mut seen = Corners::new();
    for taker in takers.iter().filter(|taker| !taker.denies()) {
        for start in starts.from(ground, taker) {
            for axes in &crossings {
                if from(ground, &starts, &start, axes, &mut seen).is_none() {
                    return out_of_fuel(ground, taker);
                }
            }
        }
    }
}

fn out_of_fuel(ground: &mut Ground<'_>, taker: &Taker<'_>) {
    let what = "the book is too large to walk every axis".to_owned();
    ground.unproved(taker.about(), vec![taker.rule.id.clone()], what);
}

/// Where it has been walked from, in words, as facts have no order: starts that differ only along the axes have the same
/// grid.
/// Whether all axes were crossed there stands beside it.
type Corners = BTreeMap<String, bool>;

fn corner(ground: &Ground<'_>, start: &Facts, axes: &[&Ruled]) -> Option<String> {
    let basis = ground.book.draft().basis;
    let first =
        axes.iter().try_fold(start.clone(), |facts, ruled| ruled.first()?.put(&facts, basis_day(basis, &facts)));
    first.map(|facts| format!("{} {facts:?}", axes.len()))
}

/// Walks along axes that are crossed, or each alone where that is too large; none where the fuel has ended.
fn from(
    ground: &mut Ground<'_>,
    starts: &Starts<'_, '_>,
    start: &Facts,
    axes: &[&Ruled],
    seen: &mut Corners,
) -> Option<()> {
    let Some(corner) = corner(ground, start, axes) else { return Some(()) };
    let crossed = match seen.get(&corner) {
        Some(crossed) => *crossed,
        None => {
            let crossed = cross(ground, starts, start, axes)?;
            seen.insert(corner, crossed);
            crossed
        }
    };
    if crossed || axes.len() < 2 {
        return Some(());
    }
    axes.iter().try_for_each(|axis| from(ground, starts, start, std::slice::from_ref(axis), seen))
}

/// Whether the axes could be crossed; none where the fuel has ended.
fn cross(ground: &mut Ground<'_>, starts: &Starts<'_, '_>, start: &Facts, axes: &[&Ruled]) -> Option<bool> {
    let takers = starts.matching(ground, start, axes)?;
    let runs = axes.iter().map(|ruled| (&ruled.axis, ruled.runs(ground.book, &takers))).collect();
    match Grid::of(ground, start, runs) {
        Ok(grid) => {
            grid.lines().for_each(|(axis, line)| judge(ground, starts.takers, axis, &line));
            Some(true)
        }
        Err(Without::Fuel) => None,
        Err(Without::Size) => Some(false),
    }
}

/// Whether a rule by itself can have a gap or give less for the better: it has a band with an end, or a table.
fn worth_walking(taker: &Taker<'_>) -> bool {
    let source = taker.source;
    let ends = source.grade.as_ref().is_some_and(|band| band.below.is_some())
        || source.level.as_ref().is_some_and(|band| band.below.is_some())
        || source.size.as_ref().is_some_and(|band| band.below.is_some());
    let amounts = taker.rule.to.iter().filter_map(|effect| effect.amounts.as_ref());
    ends || amounts.into_iter().any(|amounts| matches!(amounts.worth, RuleWorth::Table { .. }))
}

/// Looks at one line, for each target that the rules have.
fn judge(ground: &mut Ground<'_>, takers: &[Taker<'_>], axis: &Axis, line: &Line<'_>) {
    let outputs = line.iter().flat_map(|(_, node)| node.tried.case.outputs());
    let targets: BTreeSet<&Target> = outputs.map(|output| &output.target).collect();
    let mut stops: Vec<Stop<'_>> = line.iter().map(|(run, node)| Stop::new(run, node)).collect();
    for target in targets {
        stops.iter_mut().for_each(|stop| stop.given = stop.node.tried.case.given(target));
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

impl<'a> Stop<'a> {
    fn new(run: &'a Run, node: &'a Node) -> Self {
        let tried = &node.tried;
        let choice = matches!(tried.case.answer, Answer::Ambiguous(_) | Answer::Choose(_));
        Self { run, node, given: None, open: tried.denied() || tried.limited() || choice }
    }

    const fn case(&self) -> &'a Case {
        &self.node.tried.case
    }

    /// The case at its first point.
    fn first(&self) -> Case {
        self.case().clone()
    }

    /// The case at its last point.
    fn last(&self, ground: &mut Ground<'_>) -> Case {
        self.node.at(ground, self.run, &self.run.last).unwrap_or_else(|| self.first())
    }
}

/// The rule by which a stop is granted.
fn granting<'a, 'b>(takers: &'b [Taker<'a>], stop: &Stop<'_>) -> Option<&'b Taker<'a>> {
    let rules = stop.case().rules();
    takers.iter().find(|taker| rules.contains(&taker.rule.id)).or_else(|| takers.first())
}

/// The first stop at which nothing is granted, between the last before it and the first after it at which something is.
fn gap<'s, 'a>(stops: &'s [Stop<'a>]) -> Option<[&'s Stop<'a>; 3]> {
    let first = stops.iter().position(|stop| stop.given.is_some())?;
    let hole = first.checked_add(stops.iter().skip(first).position(|stop| stop.given.is_none() && !stop.open)?)?;
    let after = stops.iter().skip(hole).find(|stop| stop.given.is_some())?;
    let before = stops.iter().take(hole).rfind(|stop| stop.given.is_some())?;
    Some([before, stops.get(hole)?, after])
}

/// The first stop at which less is granted than at the last one before that has something; or else the first from
/// which nothing is granted to the end. Of all that is earned at the two something must hold.
fn fall<'s, 'a>(stops: &'s [Stop<'a>], holds: fn(&Earned, &Earned) -> bool) -> Option<[&'s Stop<'a>; 2]> {
    let given = || stops.iter().filter(|stop| stop.given.is_some());
    let less = given().zip(given().skip(1)).find(|(worse, better)| match (&worse.given, &better.given) {
        (Some((units, less)), Some((others, more))) => {
            units == others && more < less && holds(&better.node.earned, &worse.node.earned)
        }
        _ => false,
    });
    less.map(|(less, more)| [less, more]).or_else(|| {
        let at = stops.iter().rposition(|stop| stop.given.is_some())?;
        let last = stops.get(at)?;
        let next = stops.get(at.checked_add(1)?)?;
        (!next.open && holds(&next.node.earned, &last.node.earned)).then_some([last, next])
    })
}

fn tell_gap(ground: &mut Ground<'_>, takers: &[Taker<'_>], axis: &Axis, target: &Target, stops: [&Stop<'_>; 3]) {
    let [before, hole, after] = stops;
    let Some(taker) = granting(takers, before) else { return };
    let target = target_in_words(target);
    let message = format!(
        "a gap: {} `{}` {} gives nothing, while {} and {} it gives {target}",
        taker.cell.kind,
        taker.cell.code,
        words(&hole.run.first),
        words(&before.run.last),
        words(&after.run.first)
    );
    let rules = named(&[before, after]);
    let remark = RuleRemark::new("A010", Severity::Warning, taker.about(), message).of(rules);
    let cases = [before.last(ground), hole.first(), after.first()];
    ground.tell(format!("{target} {axis:?} {}", words(&hole.run.first)), remark.shown(cases));
}

/// A gap between days, which are named.
fn tell_days(ground: &mut Ground<'_>, takers: &[Taker<'_>], target: &Target, gap: [&Stop<'_>; 3], all: &[Stop<'_>]) {
    let [before, hole, after] = gap;
    let Some(taker) = granting(takers, before) else { return };
    let target = target_in_words(target);
    let message = format!(
        "a gap of days: {} `{}` {} gives nothing, while {} and {} it gives {target}",
        taker.cell.kind,
        taker.cell.code,
        days(&hole.run.first, all),
        words(&before.run.last),
        words(&after.run.first)
    );
    let remark = RuleRemark::new("A012", Severity::Warning, taker.about(), message).of(named(&[before, after]));
    let help = "the end of a period is the first day outside it: let one rule end where the next begins";
    let cases = [before.last(ground), hole.first(), after.first()];
    ground.tell(format!("{target} {}", words(&hole.run.first)), remark.shown(cases).help(help));
}

/// `judged by 2026-08-31`, or the first and the last of several days.
fn days(first: &Point, all: &[Stop<'_>]) -> String {
    let mut later = all.iter().skip_while(|stop| stop.run.first != *first);
    let end = later.find(|stop| stop.given.is_some() || stop.open).map(|stop| &stop.run.first);
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
    stops: [&Stop<'_>; 2],
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
        words(&less.run.last),
        given(less),
        words(&more.run.first),
        given(more)
    );
    let remark = RuleRemark::new(code, severity, taker.about(), message).of(named(&[less, more]));
    let cases = [less.last(ground), more.first()];
    ground.tell(format!("{target} {axis:?}"), remark.shown(cases));
}

/// How much of a target; where none, all that is given.
fn given(stop: &Stop<'_>) -> String {
    match (&stop.given, &stop.case().answer) {
        (Some((_, credits)), _) => credits.to_string(),
        (None, Answer::Granted(_)) => answer_in_words(&stop.case().answer),
        (None, _) => "nothing".to_owned(),
    }
}

/// The rules that granted.
fn named(stops: &[&Stop<'_>]) -> Vec<crate::id::Code> {
    let grants = stops.iter().flat_map(|stop| match &stop.case().answer {
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
