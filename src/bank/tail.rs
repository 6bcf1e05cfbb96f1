//! The journal from a position on, for whoever follows it.

use std::ops::ControlFlow;

use crate::bank::core::Bank;
use crate::error::Error;
use crate::line::Line;
use crate::store::Store;
use crate::time::Clock;

/// How many lines are read at once.
const AT_ONCE: usize = 256;

/// The lines from a position on. See [`Bank::tail`].
#[derive(Debug)]
pub struct Tail<'a, S> {
    store: &'a S,
    next: u64,
    read: std::vec::IntoIter<Vec<u8>>,
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// The journal's lines from a position on, in order and without a gap, as far as it goes now. Whoever follows
    /// the journal keeps the position after the last line seen and asks again from there.
    pub fn tail(&self, from: u64) -> Tail<'_, S> {
        Tail { store: &self.store, next: from, read: Vec::new().into_iter() }
    }
}

impl<S: Store> Tail<'_, S> {
    fn more(&mut self) -> Result<(), Error> {
        let mut lines = Vec::new();
        self.store.scan(self.next, &mut |_, bytes| {
            lines.push(bytes.to_vec());
            Ok(if lines.len() < AT_ONCE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
        self.read = lines.into_iter();
        Ok(())
    }

    fn line(&mut self) -> Result<Option<Line>, Error> {
        if self.read.len() == 0 {
            self.more()?;
        }
        let Some(bytes) = self.read.next() else { return Ok(None) };
        self.next = self.next.saturating_add(1);
        Line::decode(&bytes).map(Some).map_err(|error| Error::invalid(error.to_string()))
    }
}

impl<S: Store> Iterator for Tail<'_, S> {
    type Item = Result<Line, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.line().transpose()
    }
}
