//! How a page is told, and with what at hand.

use std::fmt;

use crate::advice::Report;
use crate::id::LotId;
use crate::programme::Programmes;
use crate::rules::{Citation, Explanation, RuleBook};
use crate::wording::language::Language;

/// How an explanation or a plan is told. Both hold ids, so that they are short and their hash says no more than what was
/// decided; what the ids mean for people is added from what is at hand when they are told.
///
/// A language alone is enough: `tell(&explanation, Language::English)`. With more at hand:
/// `tell(&explanation, Telling { book: Some(&book), ..Language::English.into() })`, and
/// `tell_plan(&report, Telling { programmes: Some(&programmes), ..Language::English.into() })`.
#[derive(Clone, Copy)]
pub struct Telling<'t> {
    /// Of an explanation the rule book that decided, for the texts of its clauses. Another one, by its hash, is not used,
    /// and the page says so.
    pub book: Option<&'t RuleBook>,
    /// The language.
    pub language: Language,
    /// What a lot is, for people, such as a course and its title; none where nobody knows.
    pub lot: Option<&'t dyn Fn(LotId) -> Option<String>>,
    /// Of a plan the document of the programme, for the texts of its clauses. Another one, by its hash, is not used.
    pub programmes: Option<&'t Programmes>,
}

impl<'t> Telling<'t> {
    /// The book that decided, if it is at hand. In another one a clause of the same id may say something else, and a
    /// rule may have another rate, so that nothing of that one is told.
    pub(super) fn book_of(&self, explanation: &Explanation) -> Option<&'t RuleBook> {
        self.book.filter(|book| book.hash() == explanation.hash)
    }

    /// The clauses of the document that the plan is for, if it is at hand.
    pub(super) fn clauses(&self, report: &Report) -> &'t [Citation] {
        let right = self.programmes.filter(|programmes| programmes.hash() == report.hash);
        right.map(|programmes| programmes.draft().clauses.as_slice()).unwrap_or_default()
    }
}

impl From<Language> for Telling<'_> {
    fn from(language: Language) -> Self {
        Self { book: None, language, lot: None, programmes: None }
    }
}

impl fmt::Debug for Telling<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { book, language, lot, programmes } = self;
        f.debug_struct("Telling")
            .field("book", &book.map(RuleBook::hash))
            .field("language", language)
            .field("lot", &lot.is_some())
            .field("programmes", &programmes.map(Programmes::hash))
            .finish()
    }
}
