//! The integer programme that a programme and holdings stand for: what the planner solves and the checker checks.

use crate::id::{Code, ProgrammeId};
use crate::registry::Thing;
use crate::solver::goal::GoalLevel;

/// Find whole numbers x, 0 ≤ x ≤ high, that keep every row, and make the goals as small as can be, each before the
/// next one. Equal programmes and holdings give equal models, in whatever order the assets came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The unknowns.
    pub columns: Vec<Column>,
    /// The goals, the first first.
    pub goals: Vec<Goal>,
    /// What must hold.
    pub rows: Vec<Row>,
}

/// An unknown: a whole number from 0 to `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The most it may be.
    pub high: i64,
    /// What it stands for.
    pub what: Variable,
}

/// What an unknown stands for. Numbers are places in the sorted assets and options, and in the programme's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variable {
    /// How much of an asset counts, of the lanes in which it does the most: in quanta, or in ones where it has no size in
    /// the programme. Only where a group has room for so many credits, and it counts in several lanes.
    Amount(u32),
    /// Whether anything is bound of an attempt that is several assets: its place among such attempts.
    Attempt(u32),
    /// Whether an asset is bound.
    Bind(u32),
    /// Whether an open conversion is made.
    Convert(u32),
    /// How much of an asset counts in a leaf that splits, in quanta; whether it does, in one that does not.
    Count {
        /// The asset.
        asset: u32,
        /// The part.
        part: u32,
    },
    /// How many outcomes are still to be taken in a leaf.
    Item(u32),
    /// All of them; of parallel lanes the most.
    Items,
    /// Whether anything that a conversion made counts in the main lane: the first asset that it made. Only where a
    /// limit counts conversions, or what went into them.
    Made(u32),
    /// How much of an asset counts twice by a sharing; or whether it does, where it does not split in either part.
    Share {
        /// The asset.
        asset: u32,
        /// The sharing.
        sharing: u32,
    },
    /// How many quanta are still to be studied in a leaf.
    Study(u32),
    /// All of them; of parallel lanes the most.
    Studies,
    /// Whether an optional part, or a choice, is taken.
    Take(u32),
}

/// A row: Σ coefficient × unknown ≤ most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The bound.
    pub most: i64,
    /// Coefficients that are not zero, by column.
    pub terms: Vec<(u32, i64)>,
    /// Why it must hold.
    pub why: Why,
}

/// Why a row must hold: what can be named when no plan keeps all of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// A floor under an average, by id.
    Average(Code),
    /// How unknowns hang together; nobody could lift it.
    Definition,
    /// Of the attempts at one thing only so much is taken.
    Group(Thing),
    /// The least credits of a part; none: of the programme.
    Least(Option<Code>),
    /// The least items of a part.
    LeastItems(Option<Code>),
    /// A limit of a rule book that binds when credits are counted.
    Limit(Code),
    /// The most credits of a part.
    Most(Option<Code>),
    /// The most items of a part.
    MostItems(Option<Code>),
    /// Conversions that are not open together.
    NotTogether,
    /// What a carry allows: the programme that it carries from.
    Carry(ProgrammeId),
    /// A choice among the children of a part.
    Choice(Option<Code>),
    /// A quota, by id.
    Quota(Code),
    /// A sharing, by its place in the programme.
    Sharing(u32),
    /// A lot counts once: the asset.
    Single(u32),
    /// Nothing counts in a part that is not taken, and nothing within it is taken: the part.
    Taken(Code),
}

/// A goal: make Σ coefficient × unknown as small as can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// Which level.
    pub level: GoalLevel,
    /// Coefficients above zero, by column.
    pub terms: Vec<(u32, i64)>,
}
