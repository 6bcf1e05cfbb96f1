//! What stands at the top of every document, and ids of which there is one.

use std::collections::BTreeMap;
use std::fmt;

use crate::id::{Code, DocumentId, IdError};
use crate::registry::words::words;
use crate::text::serde_as_text;
use crate::time::Period;

words! {
    /// The kinds of document.
    DocumentKind, "a kind of document",
        "`framework`, `institutions`, `mandates`, `courses`, `rules` or `programmes` is expected";
    /// Units, grade scales and levels.
    Framework = "framework",
    /// Institutions and their powers.
    Institutions = "institutions",
    /// Who acts for an institution.
    Mandates = "mandates",
    /// Courses and what they are worth.
    Courses = "courses",
    /// Rules of conversion. They are read by [`RuleBook`](crate::rules::RuleBook).
    Rules = "rules",
    /// Programmes and pathways. They are read by [`Programmes`](crate::programme::Programmes).
    Programmes = "programmes",
}

serde_as_text!(DocumentKind);

/// The `[document]` table at the top of every document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentHead {
    /// Which document this is, across its versions.
    pub id: DocumentId,
    /// When it is in force.
    pub valid: Period,
    /// What its publisher calls this version. Informative: the book cites documents by their hash.
    pub version: Code,
}

/// Two things of one id in one document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what} `{id}` is there twice; each needs an id of its own")]
pub struct Duplicate {
    /// What it is: a unit, a course.
    pub what: &'static str,
    /// Its id.
    pub id: String,
}

/// Puts things under their ids, or says which id is there twice.
pub(super) fn by_id<I: Ord + Clone + fmt::Display, T>(
    what: &'static str,
    things: impl IntoIterator<Item = T>,
    id: impl Fn(&T) -> &I,
) -> Result<BTreeMap<I, T>, Duplicate> {
    let mut map = BTreeMap::new();
    for thing in things {
        let id = id(&thing).clone();
        if map.insert(id.clone(), thing).is_some() {
            return Err(Duplicate { what, id: id.to_string() });
        }
    }
    Ok(map)
}
