//! The words of programmes, against those that the documents beside them have.

use std::collections::BTreeSet;

use crate::diagnosis::nearest;
use crate::id::{Code, InstitutionId};
use crate::pathway::check::At;
use crate::pathway::pick::Pick;
use crate::pathway::programme::Programme;
use crate::registry::{Catalogue, Institutions};
use crate::rules::{RuleBook, Target};

/// The words that catalogues, rule books and institutions have, for the picks of programmes. Without a catalogue nothing
/// is said of categories and classes, and without institutions nothing of issuers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    categories: BTreeSet<Code>,
    classes: BTreeSet<Code>,
    courses: bool,
    institutions: Option<BTreeSet<InstitutionId>>,
}

impl Vocabulary {
    /// With the categories and classes of a list of courses.
    #[must_use]
    pub fn with_catalogue(mut self, list: &Catalogue) -> Self {
        self.courses = true;
        self.categories.extend(list.iter().filter_map(|course| course.category.clone()));
        self.classes.extend(list.iter().filter_map(|course| course.class.clone()));
        self
    }

    /// With the categories of which a rule book gives credit.
    #[must_use]
    pub fn with_book(mut self, book: &RuleBook) -> Self {
        let effects = book.rules().iter().flat_map(|rule| &rule.to);
        self.categories.extend(effects.filter_map(|effect| match &effect.target {
            Target::Category(category) => Some(category.clone()),
            _ => None,
        }));
        self
    }

    /// With institutions.
    #[must_use]
    pub fn with_institutions(mut self, all: &Institutions) -> Self {
        self.institutions.get_or_insert_default().extend(all.iter().map(|one| one.id.clone()));
        self
    }
}

/// A word that nothing has, and what may be meant.
pub(super) struct Unknown {
    pub(super) message: String,
    pub(super) help: String,
}

/// Tells of each word in the picks of a programme, of its parts and quotas, that nothing has.
pub(super) fn words(programme: &Programme, known: &Vocabulary, at: At<'_>, mut tell: impl FnMut(At<'_>, Unknown)) {
    let (parts, quotas) = (at.key("part"), at.key("quota"));
    for (index, part) in programme.parts.iter().enumerate() {
        for (k, pick) in part.accepts.iter().enumerate() {
            of_pick(pick, known, parts.index(index).key("accepts").index(k), &mut tell);
        }
    }
    for (index, quota) in programme.quotas.iter().enumerate() {
        for (k, pick) in quota.of.iter().enumerate() {
            of_pick(pick, known, quotas.index(index).key("of").index(k), &mut tell);
        }
    }
}

fn of_pick(pick: &Pick, known: &Vocabulary, at: At<'_>, tell: &mut impl FnMut(At<'_>, Unknown)) {
    if known.courses {
        let what = "no course of the catalogues has the category, and no rule gives it:";
        missing(&pick.categories, &known.categories, what, at.key("categories"), tell);
        missing(&pick.classes, &known.classes, "no course of the catalogues has the class", at.key("classes"), tell);
    }
    if let Some(institutions) = &known.institutions {
        missing(&pick.issuers, institutions, "there is no institution", at.key("issuers"), tell);
        missing(&pick.not_issuers, institutions, "there is no institution", at.key("not_issuers"), tell);
    }
}

/// Each word of a list that is not known.
fn missing<W: ToString + Ord>(
    list: &[W],
    known: &BTreeSet<W>,
    what: &str,
    at: At<'_>,
    tell: &mut impl FnMut(At<'_>, Unknown),
) {
    let words: Vec<String> = known.iter().map(ToString::to_string).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    for (index, word) in list.iter().enumerate().filter(|(_, word)| !known.contains(word)) {
        let word = word.to_string();
        let help = match nearest(&word, &words) {
            Some(near) => format!("did you mean `{near}`?"),
            None if words.is_empty() => "there are none: leave it out, or add it where it belongs".to_owned(),
            None => format!("there are {}", some(&words)),
        };
        tell(at.index(index), Unknown { message: format!("{what} `{word}`"), help });
    }
}

/// The first few words.
fn some(words: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = words.iter().take(SHOWN).map(|word| format!("`{word}`")).collect();
    match words.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}
