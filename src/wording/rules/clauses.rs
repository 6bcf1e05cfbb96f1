//! What the clauses say, from the rule book at hand.

use std::collections::BTreeSet;

use crate::id::Code;
use crate::rules::{Citation, RuleBook};
use crate::wording::language::{Language, say};
use crate::wording::phrases::invented;
use crate::wording::wrap::on_one_line;

/// The clauses of one page. Each is told once.
pub(super) struct Clauses<'b> {
    citations: &'b [Citation],
    told: BTreeSet<&'b Code>,
}

impl<'b> Clauses<'b> {
    /// Those of the book that decided.
    pub(super) fn of(book: Option<&'b RuleBook>) -> Self {
        let citations = book.map(|book| book.draft().clauses.as_slice()).unwrap_or_default();
        Self { citations, told: BTreeSet::new() }
    }

    /// What a clause says, or that it was told above; nothing where no book is at hand.
    pub(super) fn next(&mut self, id: &Code, language: Language) -> Option<String> {
        let citation = self.citations.iter().find(|citation| citation.id == *id)?;
        if !self.told.insert(&citation.id) {
            return Some(say!(language, "Clause: see above", "条款内容：见上文"));
        }
        let (text, invented) = (on_one_line(&citation.text), invented(citation, language));
        Some(say!(language, "Clause{invented}: {text}", "条款内容{invented}：{text}"))
    }
}
