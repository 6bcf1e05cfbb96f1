//! Where a loader puts its findings while it goes on reading.

use std::cell::{OnceCell, RefCell};

use crate::document::lines::{line_in, line_starts};
use crate::document::{Finding, Findings};

/// What a document is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It is judged: whatever is not sound is found, codes that are left out apart.
    Judging {
        /// Codes of findings that are not told.
        without: &'static [&'static str],
    },
    /// It was judged before: only what cannot be read is found.
    Decoding,
}

/// The findings so far. Past twice the most that are wanted, only the first in the document are kept.
#[derive(Debug)]
pub struct Collector<'a> {
    text: &'a str,
    most: usize,
    purpose: Purpose,
    starts: OnceCell<Vec<usize>>,
    found: RefCell<Found>,
}

#[derive(Debug, Default)]
struct Found {
    list: Vec<Finding>,
    more: usize,
}

impl<'a> Collector<'a> {
    /// For the findings in a text, of which so many are to be kept.
    #[must_use]
    #[cfg(any(test, feature = "testing"))]
    pub fn new(text: &'a str, most: usize) -> Self {
        Self::for_purpose(text, most, Purpose::Judging { without: &[] })
    }

    pub(crate) fn for_purpose(text: &'a str, most: usize, purpose: Purpose) -> Self {
        Self { text, most: most.max(1), purpose, starts: OnceCell::new(), found: RefCell::default() }
    }

    /// Whether the document was judged before, so that only what cannot be read is to be found.
    pub(crate) fn decodes(&self) -> bool {
        self.purpose == Purpose::Decoding
    }

    /// Adds a finding.
    pub fn add(&self, finding: Finding) {
        if matches!(self.purpose, Purpose::Judging { without } if without.contains(&finding.code)) {
            return;
        }
        let mut found = self.found.borrow_mut();
        found.list.push(finding);
        if found.list.len() >= self.most.saturating_mul(2) {
            found.settle(self.most);
        }
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.borrow().list.is_empty()
    }

    /// How many findings there are so far: a loader that remembers the number can see whether more were added.
    #[must_use]
    pub fn total(&self) -> usize {
        let found = self.found.borrow();
        found.list.len().saturating_add(found.more)
    }

    /// The line of a byte, from 1: where something was said before.
    #[must_use]
    pub fn line(&self, byte: usize) -> usize {
        line_in(self.starts.get_or_init(|| line_starts(self.text)), byte)
    }

    /// All findings, under the document's name.
    #[must_use]
    pub fn finish(self, name: &str) -> Findings {
        let mut found = self.found.into_inner();
        found.settle(self.most);
        Findings::new(name, self.text, found.list, found.more)
    }
}

impl Found {
    fn settle(&mut self, most: usize) {
        self.list.sort_by_key(|finding| finding.span.as_ref().map_or(0, |span| span.start));
        self.more = self.more.saturating_add(self.list.len().saturating_sub(most));
        self.list.truncate(most);
    }
}
