//! Rows that wait to be written, in the order of the file.

use std::collections::BTreeSet;

use crate::bank::{Receipt, Request};
use crate::id::LearnerId;
use crate::import::csv::blame::column_of;
use crate::import::csv::row::Fault;
use crate::ledger::Refusal;

/// A row: its line, its bytes as they were, and what it asks for.
pub(super) struct Waiting {
    pub(super) line: u64,
    pub(super) raw: Vec<u8>,
    pub(super) asks: Result<Asks, Fault>,
}

/// What a row asks for: an outcome, and before it that the passbook be opened.
pub(super) struct Asks {
    pub(super) open: Option<Request>,
    pub(super) outcome: Request,
}

/// The rows that wait.
#[derive(Default)]
pub(super) struct Batch {
    pub(super) rows: Vec<Waiting>,
    /// Their bytes.
    pub(super) bytes: usize,
    /// Whose passbooks are about to be opened.
    pub(super) opening: BTreeSet<LearnerId>,
}

impl Batch {
    pub(super) fn push(&mut self, row: Waiting) {
        self.bytes = self.bytes.saturating_add(row.raw.len());
        self.rows.push(row);
    }

    /// All requests, in order.
    pub(super) fn requests(&self) -> Vec<Request> {
        let asks = self.rows.iter().filter_map(|row| row.asks.as_ref().ok());
        asks.flat_map(|asks| asks.open.iter().chain([&asks.outcome])).cloned().collect()
    }
}

/// The answer to a row, of which the passbook's opening may be a part.
pub(super) fn answered(
    asks: &Asks,
    answers: &mut impl Iterator<Item = Result<Receipt, Refusal>>,
) -> Option<(Option<Receipt>, Result<Receipt, Fault>)> {
    let opened = match asks.open {
        Some(_) => Some(answers.next()?),
        None => None,
    };
    let outcome = answers.next()?;
    Some(match opened {
        Some(Err(refusal)) => {
            let reason = format!("the passbook could not be opened: {refusal}");
            let refused = || Fault { column: Some("learner"), reason, refusal: Some(Box::new(refusal)) };
            (None, outcome.map_err(|_| refused()))
        }
        opened => {
            (opened.and_then(Result::ok), outcome.map_err(|refusal| Fault::refused(column_of(&refusal), refusal)))
        }
    })
}
