//! What is decided becomes a line, and is stored.

use crate::bank::core::Bank;
use crate::error::Error;
use crate::journal::LINE_MOST;
use crate::ledger::{Refusal, RequestRefusal};
use crate::line::{Content, Line};
use crate::store::{self, Store};

impl<S: Store, C> Bank<S, C> {
    /// The journal's next line: behind the one before, and in its one form.
    pub(crate) fn seal(&self, content: Content) -> Result<(Line, Vec<u8>), Refusal> {
        let line = Line { position: self.fold.length(), prev: self.fold.head, content };
        let bytes = line.encode().map_err(|bytes| RequestRefusal::TooLong { bytes, most: LINE_MOST })?;
        Ok((line, bytes))
    }

    /// Stores lines behind the `before` that are there. Where that fails nobody knows what is durable.
    pub(crate) fn keep_lines(&mut self, before: u64, lines: &[store::SealedLine]) -> Result<(), Error> {
        let stored = self.store.append(before, lines);
        self.poisoned |= stored.is_err();
        stored
    }
}
