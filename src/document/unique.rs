//! Ids that may be there once only.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::document::{Finding, Table};

/// The ids seen so far, with where each was first.
#[derive(Debug)]
pub struct Unique<I> {
    what: &'static str,
    seen: BTreeMap<I, usize>,
}

impl<I: Ord + Clone + fmt::Display> Unique<I> {
    /// For ids of that kind of thing: `course`.
    #[must_use]
    pub const fn new(what: &'static str) -> Self {
        Self { what, seen: BTreeMap::new() }
    }

    /// Takes note of the id under a key, and adds a finding if it was there before. Whether it is new.
    pub fn check(&mut self, table: &Table<'_>, key: &str, id: &I) -> bool {
        self.check_at(table, table.span_of(key), id)
    }

    /// Takes note of an id that stands at a span, and adds a finding if it was there before. Whether it is new.
    pub fn check_at(&mut self, table: &Table<'_>, span: Range<usize>, id: &I) -> bool {
        let Some(first) = self.seen.get(id) else {
            self.seen.insert(id.clone(), span.start);
            return true;
        };
        let line = table.collector().line(*first);
        let message = format!("{} `{id}` is there twice", self.what);
        table.add(Finding::at("D014", span, &message, &format!("it is on line {line} already")));
        false
    }
}
