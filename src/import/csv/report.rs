//! What an import says of itself.

use std::fmt;

use crate::ledger::Refusal;

/// How far an import has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read: lines that are neither blank nor the header.
    pub rows: u64,
    /// Passbooks opened.
    pub opened: u64,
    /// Passed outcomes that came in as lots.
    pub accrued: u64,
    /// Other outcomes that were recorded.
    pub recorded: u64,
    /// Rows that were in the book already.
    pub repeated: u64,
    /// Rows that could not be taken.
    pub rejected: u64,
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// How many rows, and what became of them.
    pub progress: Progress,
    /// The first rejected rows, as many as were to be kept; [`Progress::rejected`] counts them all.
    pub rejected: Vec<RejectedRow>,
}

/// A row that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRow {
    /// Its line in the file, from 1, the header counted.
    pub line: u64,
    /// The column, where it is the fault of one.
    pub column: Option<&'static str>,
    /// Why.
    pub reason: String,
    /// The refusal, where the row could be read and the bank refused what it asks for.
    pub refusal: Option<Refusal>,
}

impl RejectedRow {
    /// The [code](Refusal::code) of the refusal, if it is one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.refusal.as_ref().map(Refusal::code)
    }
}

impl fmt::Display for RejectedRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "line {}, column `{column}`: {}", self.line, self.reason),
            None => write!(f, "line {}: {}", self.line, self.reason),
        }
    }
}
