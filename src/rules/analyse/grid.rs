//! Grids: for one start all points of all axes crossed, each evaluated once, and the lines through them.

use crate::rules::analyse::axis::{Axis, Point};
use crate::rules::analyse::case::Tried;
use crate::rules::analyse::ground::{Ground, Taker, facts_for};
use crate::rules::basis_day;
use crate::rules::facts::Facts;

/// An axis with its points, in order.
pub(super) type Ruled = (Axis, Vec<Point>);

/// Evaluated points along one axis.
pub(super) type Line<'a> = Vec<(&'a Point, &'a Tried)>;

/// The most points of a grid; where there were more, each axis is walked alone.
const POINTS: usize = 1_200;

/// Axes that can be crossed: an outcome has one grade, one level and one unit.
pub(super) fn crossings<'a>(axes: &'a [Ruled]) -> Vec<Vec<&'a Ruled>> {
    let alike = |(axis, _): &&Ruled| match axis {
        Axis::Grade(_) => 0,
        Axis::Level(_) => 1,
        Axis::Size(_) => 2,
        Axis::Day => 3,
    };
    let mut all: Vec<Vec<&'a Ruled>> = vec![Vec::new()];
    for kind in 0..=3 {
        let those: Vec<&'a Ruled> = axes.iter().filter(|axis| alike(axis) == kind && !axis.1.is_empty()).collect();
        if those.is_empty() {
            continue;
        }
        let with =
            |list: &Vec<&'a Ruled>| those.iter().map(|axis| [list.as_slice(), &[*axis]].concat()).collect::<Vec<_>>();
        all = all.iter().flat_map(with).collect();
    }
    all
}

/// A start with its axes, and what was evaluated: of the last axis each point in turn, then the next of the one before.
pub(super) struct Grid<'a> {
    axes: Vec<&'a Ruled>,
    tried: Vec<Tried>,
}

/// Why there is no grid.
pub(super) enum Without {
    /// Too many points, or a point that is on no calendar.
    Size,
    Fuel,
}

impl<'a> Grid<'a> {
    pub(super) fn of(ground: &mut Ground<'_>, start: &Facts, axes: &[&'a Ruled]) -> Result<Self, Without> {
        let count = axes.iter().try_fold(1_usize, |count, (_, points)| count.checked_mul(points.len()));
        if count.is_none_or(|count| count > POINTS) {
            return Err(Without::Size);
        }
        let basis = ground.book.draft().basis;
        let mut all = vec![start.clone()];
        for (_, points) in axes {
            let moved =
                all.iter().flat_map(|facts| points.iter().map(move |point| point.put(facts, basis_day(basis, facts))));
            all = moved.collect::<Option<Vec<_>>>().ok_or(Without::Size)?;
        }
        let tried = all.into_iter().map(|facts| ground.attempt(facts)).collect::<Option<Vec<_>>>();
        Ok(Self { axes: axes.to_vec(), tried: tried.ok_or(Without::Fuel)? })
    }

    /// All lines along all axes.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&'a Axis, Line<'_>)> {
        let mut stride = self.tried.len();
        let strides: Vec<(&'a Ruled, usize, usize)> = self
            .axes
            .iter()
            .map(|ruled| {
                let block = stride;
                stride = stride.checked_div(ruled.1.len()).unwrap_or(1);
                (*ruled, block.max(1), stride.max(1))
            })
            .collect();
        strides.into_iter().flat_map(|((axis, points), block, stride)| {
            let blocks = self.tried.chunks(block);
            blocks.flat_map(move |block| {
                (0..stride)
                    .map(move |first| (axis, points.iter().zip(block.iter().skip(first).step_by(stride)).collect()))
            })
        })
    }
}

/// Facts for the needs of the rule alone, and for those of all rules together where they can all hold.
pub(super) fn starts(ground: &Ground<'_>, takers: &[Taker<'_>], taker: &Taker<'_>) -> Vec<Facts> {
    let own = facts_for(ground.book, &taker.cell, &taker.rule.need);
    let all = facts_for(ground.book, &taker.cell, takers.iter().flat_map(|each| &each.rule.need));
    let all = all.filter(|facts| Some(facts) != own.as_ref());
    own.into_iter().chain(all).collect()
}
