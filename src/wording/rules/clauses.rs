//! What the clauses say, from the rule book at hand.

use std::collections::BTreeSet;

use crate::id::Code;
use crate::rules::{Citation, RuleBook};

/// The clauses of one page. Each is told once.
pub(super) struct Clauses<'b> {
    citations: &'b [Citation],
    told: BTreeSet<&'b Code>,
}

/// What is told of a clause.
pub(super) enum Clause<'b> {
    /// What it says.
    Text(&'b Citation),
    /// That it was told above.
    Above,
}

impl<'b> Clauses<'b> {
    /// Those of the book that decided.
    pub(super) fn of(book: Option<&'b RuleBook>) -> Self {
        let citations = book.map(|book| book.draft().clauses.as_slice()).unwrap_or_default();
        Self { citations, told: BTreeSet::new() }
    }

    /// What is to be told of a clause; nothing where no book is at hand.
    pub(super) fn next(&mut self, id: &Code) -> Option<Clause<'b>> {
        let citation = self.citations.iter().find(|citation| citation.id == *id)?;
        Some(if self.told.insert(&citation.id) { Clause::Text(citation) } else { Clause::Above })
    }
}

/// A text on one line, so that nothing in it looks like a line of the page.
pub(crate) fn on_one_line(text: &str) -> String {
    let words = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
