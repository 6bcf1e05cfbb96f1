//! How an explanation is told, and with what at hand.

use std::fmt;

use crate::id::LotId;
use crate::rules::{Explanation, RuleBook};
use crate::wording::language::Language;

/// How an explanation is told. An explanation holds ids, so that it is short and its hash says no more than what was
/// decided; what the ids mean for people is added from what is at hand when it is told.
///
/// A language alone is enough: `tell(&explanation, Language::English)`. With more at hand:
/// `tell(&explanation, Telling { book: Some(&book), ..Language::English.into() })`.
#[derive(Clone, Copy)]
pub struct Telling<'t> {
    /// The rule book that decided, for the texts of its clauses. Another one, by its hash, is not used, and the page
    /// says so.
    pub book: Option<&'t RuleBook>,
    /// The language.
    pub language: Language,
    /// What a lot is, for people, such as a course and its title; none where nobody knows.
    pub lot: Option<&'t dyn Fn(LotId) -> Option<String>>,
}

impl<'t> Telling<'t> {
    /// The book that decided, if it is at hand. In another one a clause of the same id may say something else, and a
    /// rule may have another rate, so that nothing of that one is told.
    pub(super) fn book_of(&self, explanation: &Explanation) -> Option<&'t RuleBook> {
        self.book.filter(|book| book.hash() == explanation.hash)
    }
}

impl From<Language> for Telling<'_> {
    fn from(language: Language) -> Self {
        Self { book: None, language, lot: None }
    }
}

impl fmt::Debug for Telling<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { book, language, lot } = self;
        let (book, lot) = (book.map(RuleBook::hash), lot.is_some());
        f.debug_struct("Telling").field("book", &book).field("language", language).field("lot", &lot).finish()
    }
}
