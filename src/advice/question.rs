//! Whether an award can be reached without study when only some of its rows are kept.

use std::collections::BTreeSet;

use crate::planner::without_study;
use crate::solver::{Column, Effort, Model, Row, Step, Unsolvable, Why, solve};

/// Rows that stand or fall together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// How unknowns hang together: always kept.
    Fixed,
    /// An asset counts once, and what a conversion would make only if it is made.
    Single(u32),
    /// A requirement.
    Of(Why),
    /// Something that does not count now: its place among what is barred.
    Barred(usize),
}

impl From<&Why> for Group {
    fn from(why: &Why) -> Self {
        match why {
            Why::Definition | Why::Taken(_) => Self::Fixed,
            Why::Single(asset) => Self::Single(*asset),
            other => Self::Of(other.clone()),
        }
    }
}

/// What can be said of a question.
pub(super) enum Answer {
    /// It can be reached.
    Yes,
    /// It cannot, and these groups are enough to see it.
    No(BTreeSet<Group>),
    /// Effort ended.
    Unknown,
}

/// A model in which nothing may be studied, its rows in groups.
pub(super) struct Question {
    columns: Vec<Column>,
    rows: Vec<(Row, Group)>,
    left: u32,
    each: Effort,
    /// How many questions effort may still end on, before no more are put.
    patience: u32,
}

/// At most so many times a question is put.
const ASKS: u32 = 400;

/// And after effort has ended on so many no more are put.
const PATIENCE: u32 = 8;

impl Question {
    pub(super) fn new(model: &Model, each: Effort) -> Self {
        let columns = model.columns.iter().map(without_study).collect();
        let rows = model.rows.iter().map(|row| (row.clone(), Group::from(&row.why))).collect();
        Self { columns, rows, left: ASKS, each, patience: PATIENCE }
    }

    /// Adds that an unknown is nothing.
    pub(super) fn bar(&mut self, column: u32, barred: usize) {
        let row = Row { most: 0, terms: vec![(column, 1)], why: Why::Definition };
        self.rows.push((row, Group::Barred(barred)));
    }

    /// All groups but what is always kept, in order.
    pub(super) fn groups(&self) -> BTreeSet<Group> {
        self.rows.iter().map(|(_, group)| group).filter(|group| **group != Group::Fixed).cloned().collect()
    }

    /// Whether it can be reached when only these groups are kept.
    pub(super) fn ask(&mut self, kept: &BTreeSet<Group>) -> Answer {
        let Some(left) = self.left.checked_sub(1).filter(|_| self.patience > 0) else { return Answer::Unknown };
        self.left = left;
        let rows = self.rows(kept);
        match solve(&self.model(&rows), self.each) {
            Ok(_) => Answer::Yes,
            Err(Unsolvable::Infeasible { steps }) => Answer::No(used(&rows, &steps)),
            Err(Unsolvable::Spent | Unsolvable::TooLarge) => {
                self.patience = self.patience.saturating_sub(1);
                Answer::Unknown
            }
        }
    }

    /// The rows of these groups, and those that are always kept.
    pub(super) fn rows(&self, kept: &BTreeSet<Group>) -> Vec<&(Row, Group)> {
        let is_kept = |group: &Group| *group == Group::Fixed || kept.contains(group);
        self.rows.iter().filter(|(_, group)| is_kept(group)).collect()
    }

    /// The model of some rows.
    pub(super) fn model(&self, rows: &[&(Row, Group)]) -> Model {
        let rows = rows.iter().map(|(row, _)| row.clone()).collect();
        Model { columns: self.columns.clone(), goals: Vec::new(), rows }
    }
}

/// The groups of the rows on which a proof puts weight.
fn used(rows: &[&(Row, Group)], steps: &[Step]) -> BTreeSet<Group> {
    let weights = steps.iter().flat_map(|step| match step {
        Step::Weigh { weights, .. } => weights.as_slice(),
        Step::Split { .. } => &[],
    });
    let rows = weights.filter_map(|(row, _)| rows.get(usize::try_from(*row).ok()?));
    rows.map(|(_, group)| group).filter(|group| **group != Group::Fixed).cloned().collect()
}
