//! Rows that parts ask for: taken, chosen, least, most, and what is still to be studied.

use std::collections::BTreeSet;

use crate::id::Code;
use crate::planner::fault::PlanError;
use crate::planner::formulate::board::{Board, Cell, Sum};
use crate::planner::formulate::rows::{Rows, Terms, merged, times};
use crate::planner::formulate::tree::{Area, Tree};
use crate::solver::Why;

/// Rows that follow from a least go up to so many lots.
const LOTS_MOST: i64 = 4;

/// What rows are written from.
pub(super) struct Parts<'a> {
    pub(super) board: &'a Board,
    pub(super) tree: &'a Tree<'a>,
}

impl Parts<'_> {
    pub(super) fn write(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for area in self.tree.areas() {
            self.choice(rows, area)?;
            self.within(rows, area)?;
            self.asked(rows, area)?;
        }
        for (leaf, area) in self.tree.leaves() {
            self.leaf(rows, leaf, area)?;
            self.lots(rows, leaf, area)?;
        }
        self.totals(rows)
    }

    /// A child is taken only if the part around it is.
    fn within(&self, rows: &mut Rows, area: &Area<'_>) -> Result<(), PlanError> {
        let Some(outer) = self.board.taken(area) else { return Ok(()) };
        for (child, inner) in self.children(area) {
            if inner != outer {
                rows.at_most(vec![(inner, 1), (outer, -1)], 0, Why::Taken(child))?;
            }
        }
        Ok(())
    }

    /// The children that have an unknown, with it.
    fn children(&self, area: &Area<'_>) -> Vec<(Code, u32)> {
        let children = area.children.iter().filter_map(|child| self.tree.parts.get(*child));
        children.filter_map(|child| Some((child.code()?, self.board.taken(child)?))).collect()
    }

    fn choice(&self, rows: &mut Rows, area: &Area<'_>) -> Result<(), PlanError> {
        let Some(choice) = area.asked.choose else { return Ok(()) };
        let children: Terms = self.children(area).into_iter().map(|(_, column)| (column, 1)).collect();
        let number = i64::try_from(children.len()).unwrap_or(i64::MAX);
        if i64::from(choice.most) < number {
            self.most(rows, area, (children.clone(), choice.most.into()), Why::Choice(area.code()))?;
        }
        self.least(rows, area, (children, choice.least.into()), Why::Choice(area.code()))
    }

    fn asked(&self, rows: &mut Rows, area: &Area<'_>) -> Result<(), PlanError> {
        let asked = &area.asked;
        if asked.least > 0 || asked.most.is_some() {
            let sum = self.sum(area, Sum::Credits);
            self.least(rows, area, (sum.clone(), asked.least), Why::Least(area.code()))?;
            asked.most.map_or(Ok(()), |most| self.most(rows, area, (sum, most), Why::Most(area.code())))?;
        }
        if asked.least_items > 0 || asked.most_items.is_some() {
            let sum = self.sum(area, Sum::Items);
            self.least(rows, area, (sum.clone(), asked.least_items), Why::LeastItems(area.code()))?;
            asked.most_items.map_or(Ok(()), |most| self.most(rows, area, (sum, most), Why::MostItems(area.code())))?;
        }
        Ok(())
    }

    /// What counts and what is still to be studied.
    fn sum(&self, area: &Area<'_>, sum: Sum) -> Terms {
        let mut terms = self.board.all(area, self.tree, sum);
        terms.extend(self.board.missing(area, sum, 1));
        terms
    }

    /// The sum is at least so much, where the part is taken.
    fn least(&self, rows: &mut Rows, area: &Area<'_>, sum: (Terms, i64), why: Why) -> Result<(), PlanError> {
        let (mut terms, least) = sum;
        if least <= 0 {
            return Ok(());
        }
        if terms.iter().all(|(_, by)| *by > 0) {
            for (_, by) in &mut terms {
                *by = least.min(*by);
            }
        }
        match self.board.taken(area) {
            None => rows.at_least(terms, least, why),
            Some(taken) => {
                terms.push((taken, times(least, -1)?));
                rows.at_least(terms, 0, why)
            }
        }
    }

    /// What the least of a leaf means for the number of lots. It follows where lots count whole, and is said because it does not
    /// where they do not.
    fn lots(&self, rows: &mut Rows, leaf: usize, area: &Area<'_>) -> Result<(), PlanError> {
        let least = area.asked.least;
        let cells = self.board.of_part.get(leaf).map(Vec::as_slice).unwrap_or_default();
        let mut sizes = BTreeSet::new();
        for number in 2..=LOTS_MOST {
            // The largest of which so many are needed for the least.
            let most = up(least, number.saturating_sub(1)).saturating_sub(1);
            let fit = cells.iter().map(|cell| cell.credits).filter(|size| (1..=most).contains(size));
            sizes.extend(fit.max().filter(|_| !area.splits()));
        }
        sizes.into_iter().rev().try_for_each(|size| self.of_size(rows, area, cells, Step::new(least, size)?))
    }

    /// Of lots of one size so many are needed, and the last of them brings the rest: where one is missing, no less than that
    /// rest is to be studied. What is larger or smaller is worth as many of them as go into it, and what is left of it.
    fn of_size(&self, rows: &mut Rows, area: &Area<'_>, cells: &[Cell], step: Step) -> Result<(), PlanError> {
        let (needed, least) = (times(step.rest, step.number)?, area.asked.least);
        let (mut terms, mut follows) = (Terms::new(), true);
        for cell in cells {
            let worth = step.worth(cell.credits)?;
            follows &= product(worth, least)? >= product(needed, cell.credits.min(least))?;
            terms.push((cell.column, worth));
        }
        if follows {
            return Ok(());
        }
        terms.extend(self.board.missing(area, Sum::Credits, 1));
        self.least(rows, area, (terms, needed), Why::Least(area.code()))
    }

    /// The sum is at most so much; nothing, where the part is not taken.
    fn most(&self, rows: &mut Rows, area: &Area<'_>, sum: (Terms, i64), why: Why) -> Result<(), PlanError> {
        let (mut terms, most) = sum;
        // That nothing counts in a part that is not taken is said of each unknown by itself.
        if rows.largest(&merged(terms.clone())?, most)? <= most {
            return Ok(());
        }
        match self.board.taken(area) {
            None => rows.at_most(terms, most, why),
            Some(taken) => {
                terms.push((taken, times(most, -1)?));
                rows.at_most(terms, 0, why)
            }
        }
    }

    fn leaf(&self, rows: &mut Rows, leaf: usize, area: &Area<'_>) -> Result<(), PlanError> {
        let (study, item) = (self.board.study.get(&leaf).copied(), self.board.item.get(&leaf).copied());
        if let Some((taken, code)) = self.board.taken(area).zip(area.code()) {
            let cells = self.board.of_part.get(leaf).map(Vec::as_slice).unwrap_or_default();
            let highs = cells.iter().map(|cell| Ok((cell.column, self.high(cell.column)?)));
            let all = highs.chain(study.into_iter().chain(item).map(Ok)).collect::<Result<Vec<_>, PlanError>>()?;
            for (column, high) in all {
                rows.at_most(vec![(column, 1), (taken, times(high, -1)?)], 0, Why::Taken(code.clone()))?;
            }
        }
        if area.asked.most_items.is_none() || area.splits() {
            return Ok(());
        }
        // There is study only where an item is still to be taken, and at most so much for each.
        let Some((study, high)) = study else { return Ok(()) };
        let each = area.asked.most.unwrap_or(high);
        let mut terms = vec![(study, 1)];
        item.map_or(Ok(()), |(item, _)| times(each, -1).map(|by| terms.push((item, by))))?;
        rows.at_most(terms, 0, Why::MostItems(area.code()))
    }

    fn high(&self, column: u32) -> Result<i64, PlanError> {
        let column = usize::try_from(column).ok().and_then(|at| self.board.columns.get(at));
        column.map(|column| column.high).ok_or_else(|| PlanError::too_large("the number of unknowns"))
    }

    /// What is still to be studied, of the lane with most.
    fn totals(&self, rows: &mut Rows) -> Result<(), PlanError> {
        for (sum, total) in [(Sum::Credits, self.board.studies), (Sum::Items, self.board.items)] {
            let Some(total) = total else { continue };
            for lane in 0..self.tree.lanes {
                let columns = if sum == Sum::Credits { &self.board.study } else { &self.board.item };
                let here = columns
                    .iter()
                    .filter(|(leaf, _)| self.tree.parts.get(**leaf).is_some_and(|area| area.lane == lane));
                let mut terms: Terms = here.map(|(_, (column, _))| (*column, 1)).collect();
                if !terms.is_empty() {
                    terms.push((total, -1));
                    rows.at_most(terms, 0, Why::Definition)?;
                }
            }
        }
        Ok(())
    }
}

/// Two numbers of 64 bits have a product of at most 128.
fn product(left: i64, right: i64) -> Result<i128, PlanError> {
    i128::from(left).checked_mul(right.into()).ok_or_else(|| PlanError::too_large("a least"))
}

/// How a least is reached with lots of one size.
#[derive(Clone, Copy)]
struct Step {
    number: i64,
    /// What the last of them must bring.
    rest: i64,
    size: i64,
}

impl Step {
    fn new(least: i64, size: i64) -> Result<Self, PlanError> {
        let number = up(least, size);
        let before = times(size, minus(number, 1)?)?;
        Ok(Self { number, rest: minus(least, before)?, size })
    }

    /// What a lot is worth: each full size as much as the last one must bring, and what is beside that at most as much.
    fn worth(self, credits: i64) -> Result<i64, PlanError> {
        let full = credits.checked_div(self.size).unwrap_or_default();
        let beside = credits.checked_rem(self.size).unwrap_or_default();
        let worth = times(full, self.rest)?.checked_add(beside.min(self.rest));
        worth.ok_or_else(|| PlanError::too_large("what a lot is worth"))
    }
}

fn minus(from: i64, by: i64) -> Result<i64, PlanError> {
    from.checked_sub(by).ok_or_else(|| PlanError::too_large("a least"))
}

/// Divided and rounded up.
fn up(number: i64, by: i64) -> i64 {
    let down = number.checked_div_euclid(by).unwrap_or_default();
    if number.checked_rem_euclid(by) == Some(0) { down } else { down.saturating_add(1) }
}
