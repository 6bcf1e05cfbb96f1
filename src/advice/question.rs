//! Whether an award can be reached without study when only some of its rows are kept.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::Code;
use crate::planner::without_study;
use crate::programme::Programme;
use crate::solver::{Column, Effort, Model, ProofStep, Row, Unsolvable, Variable, Why, solve};

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
    /// It can be reached, with these values.
    Yes(Vec<i64>),
    /// It cannot, and these groups are enough to see it.
    No(BTreeSet<Group>),
    /// Effort ended.
    Unknown,
}

/// A model in which nothing may be studied, its rows in groups.
pub(super) struct Question {
    columns: Vec<Column>,
    /// Where each unknown stands, and each part of the programme.
    at: BTreeMap<Variable, usize>,
    parts: BTreeMap<Code, u32>,
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
    pub(super) fn new(model: &Model, programme: &Programme, each: Effort) -> Self {
        let columns = model.columns.iter().map(without_study).collect();
        let at = model.columns.iter().enumerate().map(|(at, column)| (column.what, at)).collect();
        let parts = programme.parts.iter().zip(0_u32..).map(|(part, at)| (part.id.clone(), at)).collect();
        let rows = model.rows.iter().map(|row| (row.clone(), Group::from(&row.why))).collect();
        Self { columns, at, parts, rows, left: ASKS, each, patience: PATIENCE }
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
            Ok(solution) => Answer::Yes(solution.values),
            Err(Unsolvable::Infeasible { steps }) => Answer::No(used(&rows, &steps)),
            Err(Unsolvable::Spent | Unsolvable::TooLarge) => {
                self.patience = self.patience.saturating_sub(1);
                Answer::Unknown
            }
        }
    }

    /// Whether it can be reached without one group, seen by what reaches it without another: the same with the two
    /// exchanged. Where that does not say so it may be so all the same.
    pub(super) fn reaches_exchanged(&self, values: &[i64], groups: (&Group, &Group), kept: &BTreeSet<Group>) -> bool {
        let Some(exchange) = self.exchange(groups.0, groups.1) else { return false };
        let from = |column: &Column| self.at.get(&exchange.of(column.what)).and_then(|at| values.get(*at)).copied();
        let Some(values) = self.columns.iter().map(from).collect::<Option<Vec<_>>>() else { return false };
        let fits = |(column, value): (&Column, &i64)| (0..=column.high).contains(value);
        let holds = |(row, group): &&(Row, Group)| group == groups.1 || is_kept(row, &values);
        self.columns.iter().zip(&values).all(fits) && self.rows(kept).iter().all(holds)
    }

    fn exchange(&self, one: &Group, two: &Group) -> Option<Exchange> {
        let part = |id: &Option<Code>| self.parts.get(id.as_ref()?).copied();
        match (one, two) {
            (Group::Single(one), Group::Single(two)) => Some(Exchange::Assets(*one, *two)),
            (Group::Of(Why::Least(one)), Group::Of(Why::Least(two)))
            | (Group::Of(Why::LeastItems(one)), Group::Of(Why::LeastItems(two))) => {
                Some(Exchange::Parts(part(one)?, part(two)?))
            }
            _ => None,
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

/// Whether values keep a row.
fn is_kept(row: &Row, values: &[i64]) -> bool {
    let value = |column: u32| values.get(usize::try_from(column).ok()?).copied();
    let term = |(column, by): &(u32, i64)| value(*column)?.checked_mul(*by);
    row.terms.iter().map(term).try_fold(0_i64, |sum, one| sum.checked_add(one?)).is_some_and(|sum| sum <= row.most)
}

/// Two things of which each takes the place of the other.
#[derive(Clone, Copy)]
enum Exchange {
    Assets(u32, u32),
    Parts(u32, u32),
}

impl Exchange {
    /// What takes the place of an unknown.
    fn of(self, what: Variable) -> Variable {
        match what {
            Variable::Amount(asset) => Variable::Amount(self.asset(asset)),
            Variable::Bind(asset) => Variable::Bind(self.asset(asset)),
            Variable::Count { asset, part } => Variable::Count { asset: self.asset(asset), part: self.part(part) },
            Variable::Item(part) => Variable::Item(self.part(part)),
            Variable::Share { asset, sharing } => Variable::Share { asset: self.asset(asset), sharing },
            Variable::Study(part) => Variable::Study(self.part(part)),
            Variable::Take(part) => Variable::Take(self.part(part)),
            Variable::Attempt(_) | Variable::Convert(_) | Variable::Items | Variable::Made(_) | Variable::Studies => {
                what
            }
        }
    }

    const fn asset(self, asset: u32) -> u32 {
        match self {
            Self::Assets(one, two) => exchanged(asset, one, two),
            Self::Parts(..) => asset,
        }
    }

    const fn part(self, part: u32) -> u32 {
        match self {
            Self::Parts(one, two) => exchanged(part, one, two),
            Self::Assets(..) => part,
        }
    }
}

const fn exchanged(number: u32, one: u32, two: u32) -> u32 {
    if number == one {
        two
    } else if number == two {
        one
    } else {
        number
    }
}

/// The groups of the rows on which a proof puts weight.
fn used(rows: &[&(Row, Group)], steps: &[ProofStep]) -> BTreeSet<Group> {
    let weights = steps.iter().flat_map(|step| match step {
        ProofStep::Weigh { weights, .. } => weights.as_slice(),
        ProofStep::Split { .. } => &[],
    });
    let rows = weights.filter_map(|(row, _)| rows.get(usize::try_from(*row).ok()?));
    rows.map(|(_, group)| group).filter(|group| **group != Group::Fixed).cloned().collect()
}
