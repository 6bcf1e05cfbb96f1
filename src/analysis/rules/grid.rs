//! Grids: for one start all points of all axes crossed, each evaluated once, and the lines through them. Points that lie
//! beside each other, and between which no rule for the start begins or ends, are one run: one of them is evaluated.

use crate::analysis::rules::axis::{Axis, Point};
use crate::analysis::rules::case::{Case, Tried};
use crate::analysis::rules::earned::Earned;
use crate::analysis::rules::ground::{Ground, Taker};
use crate::rules::{Facts, Lasting, RuleBook, basis_day};

/// An axis with the points of all rules, in order.
#[derive(Clone, Debug)]
pub(super) struct Ruled {
    pub(super) axis: Axis,
    points: Vec<Point>,
    places: Vec<u64>,
}

/// Points beside each other at which the same rules match.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) first: Point,
    pub(super) last: Point,
}

/// What was evaluated at the first point of a run of each axis.
pub(super) struct Node {
    pub(super) tried: Tried,
    /// All that is given, whatever it is toward.
    pub(super) earned: Earned,
}

/// Evaluated runs along one axis.
pub(super) type Line<'a> = Vec<(&'a Run, &'a Node)>;

/// The most points of a grid; where there were more, each axis is walked alone.
const POINTS: usize = 1_200;

impl Ruled {
    pub(super) fn new(book: &RuleBook, axis: Axis, takers: &[Taker<'_>]) -> Self {
        let points = axis.points(book, takers);
        let places = points.iter().map(|point| point.place(book)).collect();
        Self { axis, points, places }
    }

    pub(super) fn first(&self) -> Option<&Point> {
        self.points.first()
    }

    /// The runs, where only some of the rules can match.
    pub(super) fn runs(&self, book: &RuleBook, takers: &[Taker<'_>]) -> Vec<Run> {
        match self.axis {
            // Of a size each matters to a rate; the others' sizes add none at which something ends.
            Axis::Size(_) => self.axis.points(book, takers).into_iter().map(Run::single).collect(),
            Axis::Level(_) => self.points.iter().cloned().map(Run::single).collect(),
            Axis::Day if takers.iter().any(counts_days) => self.points.iter().cloned().map(Run::single).collect(),
            Axis::Day | Axis::Grade(_) => self.cut(book, takers),
        }
    }

    fn cut(&self, book: &RuleBook, takers: &[Taker<'_>]) -> Vec<Run> {
        let firsts = self.axis.points(book, takers);
        let places: Vec<u64> = firsts.iter().map(|point| point.place(book)).collect();
        let ends = places.iter().skip(1).map(Some).chain([None]);
        let runs = firsts.into_iter().zip(ends).map(|(first, end)| {
            let below = end.map_or(self.places.len(), |end| self.places.partition_point(|place| place < end));
            let last = below.checked_sub(1).and_then(|last| self.points.get(last)).cloned();
            Run { last: last.unwrap_or_else(|| first.clone()), first }
        });
        runs.collect()
    }
}

impl Run {
    fn single(point: Point) -> Self {
        Self { first: point.clone(), last: point }
    }
}

/// Whether what a rule says depends on days otherwise than by when it is in force.
fn counts_days(taker: &Taker<'_>) -> bool {
    let source = taker.source;
    let lasts = |lasting: &Lasting| matches!(lasting, Lasting::Months(_));
    source.age.is_some()
        || source.earned.is_some()
        || source.consortium.is_some()
        || !taker.rule.limits.is_empty()
        || taker.rule.to.iter().any(|effect| lasts(&effect.expires))
}

/// Axes that can be crossed: an outcome has one grade, one level and one unit.
pub(super) fn crossings(axes: &[Ruled]) -> Vec<Vec<&Ruled>> {
    let alike = |ruled: &&Ruled| match ruled.axis {
        Axis::Grade(_) => 0,
        Axis::Level(_) => 1,
        Axis::Size(_) => 2,
        Axis::Day => 3,
    };
    let mut all: Vec<Vec<&Ruled>> = vec![Vec::new()];
    for kind in 0..=3 {
        let those: Vec<&Ruled> = axes.iter().filter(|axis| alike(axis) == kind && !axis.points.is_empty()).collect();
        if those.is_empty() {
            continue;
        }
        let with = |list: &Vec<_>| those.iter().map(|axis| [list.as_slice(), &[*axis]].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(with).collect();
    }
    all
}

/// A start with its axes, and what was evaluated: of the last axis each run in turn, then the next of the one before.
pub(super) struct Grid<'a> {
    axes: Vec<(&'a Axis, Vec<Run>)>,
    nodes: Vec<Node>,
}

/// Why there is no grid.
pub(super) enum Without {
    /// Too many points, or a point that is on no calendar.
    Size,
    Fuel,
}

impl<'a> Grid<'a> {
    /// Along one axis there may be any number of points.
    pub(super) fn of(ground: &mut Ground<'_>, start: &Facts, axes: Vec<(&'a Axis, Vec<Run>)>) -> Result<Self, Without> {
        let count = axes.iter().try_fold(1_usize, |count, (_, runs)| count.checked_mul(runs.len()));
        let crossed = axes.iter().filter(|(_, runs)| runs.len() > 1).count() > 1;
        if crossed && count.is_none_or(|count| count > POINTS) {
            return Err(Without::Size);
        }
        let basis = ground.book.draft().basis;
        let mut all = vec![start.clone()];
        for (_, runs) in &axes {
            let moved =
                all.iter().flat_map(|facts| runs.iter().map(move |run| run.first.put(facts, basis_day(basis, facts))));
            all = moved.collect::<Option<Vec<_>>>().ok_or(Without::Size)?;
        }
        let nodes = all.into_iter().map(|facts| Node::of(ground, facts)).collect::<Option<Vec<_>>>();
        Ok(Self { axes, nodes: nodes.ok_or(Without::Fuel)? })
    }

    /// All lines along all axes.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&'a Axis, Line<'_>)> {
        let mut stride = self.nodes.len();
        let strides: Vec<_> = self
            .axes
            .iter()
            .map(|(axis, runs)| {
                let block = stride;
                stride = stride.checked_div(runs.len()).unwrap_or(1);
                (*axis, runs, block.max(1), stride.max(1))
            })
            .collect();
        strides.into_iter().flat_map(|(axis, runs, block, stride)| {
            let blocks = self.nodes.chunks(block);
            blocks.flat_map(move |block| {
                (0..stride)
                    .map(move |first| (axis, runs.iter().zip(block.iter().skip(first).step_by(stride)).collect()))
            })
        })
    }
}

impl Node {
    fn of(ground: &mut Ground<'_>, facts: Facts) -> Option<Self> {
        let tried = ground.attempt_best(facts)?;
        Some(Self { earned: Earned::by(&tried.case), tried })
    }

    /// The case at another point of its run.
    pub(super) fn at(&self, ground: &mut Ground<'_>, run: &Run, point: &Point) -> Option<Case> {
        let (case, basis) = (&self.tried.case, ground.book.draft().basis);
        if run.first == *point {
            return Some(case.clone());
        }
        let facts = point.put(&case.facts, basis_day(basis, &case.facts))?;
        ground.attempt(facts).map(|tried| tried.case)
    }
}
