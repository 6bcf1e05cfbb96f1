//! What was true on a day, as the book knew it at a position.

use std::collections::BTreeMap;

use crate::bank::balance::Balances;
use crate::id::LotId;
use crate::ledger::{Entry, Passbook, Shares};
use crate::time::Date;

/// A learner's lines until a day and what follows from them, as of a position: see [`Learner::statement`](crate::bank::Learner::statement).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// How many lines the journal had.
    pub length: u64,
    /// The day that is looked at.
    pub day: Date,
    /// The passbook that follows.
    pub passbook: Passbook,
    /// Where every part of every lot stands on the day.
    pub places: BTreeMap<LotId, Shares>,
    /// Its balances on the day.
    pub balances: Balances,
    /// The lines it follows from, with their positions.
    pub lines: Vec<(u64, Entry)>,
}
