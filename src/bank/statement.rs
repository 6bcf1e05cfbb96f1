//! What the book knew at a position of what was true on a day.

use std::collections::BTreeMap;

use crate::bank::balance::{Balances, balances};
use crate::bank::core::Bank;
use crate::error::Error;
use crate::id::{LearnerId, LotId};
use crate::ledger::{Entry, Passbook, Shares, apply, apply_until, places};
use crate::line::{Content, Line};
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
    /// The day that is looked at: the one asked for, or the civil day of the last line that the book had recorded.
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
        let day = self.day_seen(as_of)?;
        let places = places(&passbook, self.published(), day);
        let balances = balances(&passbook, &places).map_err(|error| Error::invalid(error.to_string()))?;
        Ok(Statement { as_of, day, passbook, places, balances, lines })
    }

    /// The day that a view looks at.
    fn day_seen(&self, as_of: AsOf) -> Result<Date, Error> {
        let zone = self.published().zone();
        match (as_of.day, as_of.position.filter(|position| *position < self.fold.length())) {
            (Some(day), _) => Ok(day),
            (None, None) => Ok(self.fold.recorded.day_in(zone)),
            (None, Some(position)) => Ok(self.line_at(position)?.recorded().day_in(zone)),
        }
    }

    /// A learner's balances by unit and tier, as of a day; without one as of the civil day of the last recorded line.
    ///
    /// # Errors
    /// If a sum is larger than any amount can be, or the store cannot be read.
    pub fn balances(&self, learner: LearnerId, day: Option<Date>) -> Result<Balances, Error> {
        self.ready()?;
        if day.is_some() {
            return Ok(self.statement(learner, AsOf { position: None, day })?.balances);
        }
        let Some(book) = self.passbook(learner) else { return Ok(Balances::new()) };
        let places = places(book, self.published(), self.day_seen(AsOf::NOW)?);
        balances(book, &places).map_err(|error| Error::invalid(error.to_string()))
    }

    fn line_at(&self, position: u64) -> Result<Line, Error> {
        let gone = || Error::invalid(format!("line {position} is not there any more"));
        let bytes = self.store.read(position)?.ok_or_else(gone)?;
        Line::decode(&bytes).map_err(|error| Error::invalid(error.to_string()))
    }

    pub(crate) fn entry_at(&self, position: u64) -> Result<Entry, Error> {
        match self.line_at(position)?.content {
            Content::Learner { entry, .. } => Ok(entry),
            _ => Err(Error::invalid(format!("line {position} is not a learner's line any more"))),
        }
    }
}
