//! What the book knew at a position of what was true on a day.

use crate::bank::balance::{Balances, balances};
use crate::bank::core::Bank;
use crate::error::Error;
use crate::id::LearnerId;
use crate::ledger::{Content, Entry, Line, Passbook, apply, apply_until};
use crate::store::Store;
use crate::time::{Clock, Date};

/// The two clocks of a view. What is left out is as late as can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsOf {
    /// What the book knew when its last line was this one.
    pub position: Option<u64>,
    /// What was true on this day.
    pub day: Option<Date>,
}

impl AsOf {
    /// All that the book knows.
    pub const NOW: Self = Self { position: None, day: None };

    /// What the book knew when its last line was this one.
    #[must_use]
    pub const fn position(position: u64) -> Self {
        Self { position: Some(position), day: None }
    }

    /// What was true on a day, as the book knows it now.
    #[must_use]
    pub const fn day(day: Date) -> Self {
        Self { position: None, day: Some(day) }
    }
}

/// A learner's lines and what follows from them, as of a position and a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// As of when.
    pub as_of: AsOf,
    /// The passbook that follows.
    pub passbook: Passbook,
    /// Its balances.
    pub balances: Balances,
    /// The lines it follows from, with their positions.
    pub lines: Vec<(u64, Entry)>,
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// A learner's statement, folded from that learner's lines alone. Nobody the book knows gives an empty one.
    ///
    /// # Errors
    /// If the store cannot be read, or its lines are not what they were.
    pub fn statement(&self, learner: LearnerId, as_of: AsOf) -> Result<Statement, Error> {
        self.ready()?;
        let mut passbook = Passbook::new(learner);
        let mut lines = Vec::new();
        for position in self.store.positions_of(learner)? {
            if as_of.position.is_some_and(|last| position > last) {
                break;
            }
            let entry = self.entry_at(position)?;
            let applied = match as_of.day {
                Some(day) => apply_until(&mut passbook, &entry, day),
                None => apply(&mut passbook, &entry),
            };
            applied.map_err(|corrupt| Error::invalid(corrupt.to_string()))?;
            if as_of.day.is_none_or(|day| entry.effective <= day) {
                lines.push((position, entry));
            }
        }
        let balances = balances(&passbook).map_err(|error| Error::invalid(error.to_string()))?;
        Ok(Statement { as_of, passbook, balances, lines })
    }

    /// A learner's balances by unit and tier.
    ///
    /// # Errors
    /// If a sum is larger than any amount can be.
    pub fn balances(&self, learner: LearnerId) -> Result<Balances, Error> {
        self.ready()?;
        let book = self.passbook(learner);
        book.map_or(Ok(Balances::new()), |book| balances(book).map_err(|error| Error::invalid(error.to_string())))
    }

    pub(crate) fn entry_at(&self, position: u64) -> Result<Entry, Error> {
        let gone = || Error::invalid(format!("line {position} is not a learner's line any more"));
        let bytes = self.store.read(position)?.ok_or_else(gone)?;
        match Line::decode(&bytes).map_err(|error| Error::invalid(error.to_string()))?.content {
            Content::Learner { entry, .. } => Ok(entry),
            _ => Err(gone()),
        }
    }
}
