//! Any document that can be published.

use crate::document::{Findings, Limits, Purpose, Table, read, read_for};
use crate::id::DocumentId;
use crate::programme::Programmes;
use crate::registry::{self, DocumentHead, DocumentKind, Roll};
use crate::rules::RuleBook;
use crate::time::Period;

/// A document that has been read and found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// Units, scales, institutions, mandates, courses.
    Registry(registry::Document),
    /// A rule book.
    Rules(Box<RuleBook>),
    /// Programmes and pathways.
    Programmes(Box<Programmes>),
}

impl Document {
    /// Reads a document of any kind from TOML. `name` is what its author calls it: a file name.
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        read(name, text, limits, |top| Self::load(top, None))
    }

    /// Reads a document as [`Document::read`] does, and puts the names of courses in it in full, as catalogues say on
    /// its first day: as it is when it is published beside them.
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines; among that codes of which several institutions own a course.
    pub fn read_among(name: &str, text: &[u8], limits: &Limits, roll: &dyn Roll) -> Result<Self, Findings> {
        read(name, text, limits, |top| Self::load(top, Some(roll)))
    }

    /// Reads a document that was judged when it was published, and is what its hash says: into the types, and no
    /// further. No check is made and no solver asked; whether it is sound was said on the line that published it.
    ///
    /// # Errors
    /// What cannot be read, with lines.
    pub fn decode(name: &str, text: &[u8], roll: &dyn Roll) -> Result<Self, Findings> {
        read_for(name, text, &Limits::unbounded(), Purpose::Decoding, |top| Self::load(top, Some(roll)))
    }

    pub(crate) fn load(mut top: Table<'_>, roll: Option<&dyn Roll>) -> Option<Self> {
        let head = registry::Head::read(&mut top)?;
        match head.kind {
            DocumentKind::Rules => RuleBook::load(top, head.document, roll).map(|book| Self::Rules(Box::new(book))),
            DocumentKind::Programmes => {
                Programmes::load(top, head.document, roll).map(|book| Self::Programmes(Box::new(book)))
            }
            _ => registry::Document::load(top, head, None, roll).map(Self::Registry),
        }
    }

    /// Its `[document]` table.
    #[must_use]
    pub const fn head(&self) -> &DocumentHead {
        match self {
            Self::Registry(document) => document.head(),
            Self::Rules(book) => &book.draft().head,
            Self::Programmes(book) => &book.draft().head,
        }
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> DocumentKind {
        match self {
            Self::Registry(document) => document.kind(),
            Self::Rules(_) => DocumentKind::Rules,
            Self::Programmes(_) => DocumentKind::Programmes,
        }
    }

    /// Which document it is, across its versions.
    #[must_use]
    pub const fn id(&self) -> &DocumentId {
        &self.head().id
    }

    /// When it is in force.
    #[must_use]
    pub const fn valid(&self) -> Period {
        self.head().valid
    }
}

impl From<registry::Document> for Document {
    fn from(document: registry::Document) -> Self {
        Self::Registry(document)
    }
}
