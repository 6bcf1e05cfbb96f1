//! Documents that can be published, and the lines of the whole book: its first one, and those that publish.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::document::{Findings, Limits, Purpose, Table, read, read_for};
use crate::id::{DocumentId, MandateId, RequestKey};
use crate::journal::Origin;
use crate::ledger::named::Actor;
use crate::programme::Programmes;
use crate::registry::{self, DocumentHead, DocumentKind, Roll};
use crate::rules::RuleBook;
use crate::time::{Date, Period, Timestamp, Zone};

/// The number of the evaluator that decides. Until 1.0 there is one: it is raised together with [`FORMAT`] whenever a
/// line or a meaning changes. From 1.0 old numbers keep their meaning for ever.
pub const SEMANTICS: u32 = 2;

/// The version of the line format that is read and written.
pub const FORMAT: u32 = 2;

/// A document that has been read and found sound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// Units, scales, institutions, mandates, courses.
    Registry(registry::RegistryDocument),
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
            _ => registry::RegistryDocument::load(top, head, None, roll).map(Self::Registry),
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

impl From<registry::RegistryDocument> for Document {
    fn from(document: registry::RegistryDocument) -> Self {
        Self::Registry(document)
    }
}

/// The first line of every journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genesis {
    /// Version of the line format.
    pub format: u32,
    /// Who founds the book: this mandate may publish, and nothing else, without a document that says so.
    pub founder: Actor,
    /// The book's name, for ever.
    pub origin: Origin,
    /// The book that this one goes on for, if it was founded anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refounds: Option<Refounds>,
    /// The civil time zone in which a recorded instant falls on a day.
    pub zone: Zone,
}

/// An old book whose commands were decided again to make this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refounds {
    /// The leaf hash of its last line.
    pub head: Digest,
    /// Its name.
    pub origin: Origin,
    /// How many lines it has.
    pub size: u64,
}

/// What is asked of the book: that a document be in force.
#[derive(Clone, Debug)]
pub struct Publish {
    /// The document as it was read.
    pub document: Arc<Document>,
    /// By what it was judged.
    pub judged: Judged,
    /// SHA-256 of its bytes, under which the store keeps them.
    pub hash: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// The mandate of the person who publishes.
    pub by: MandateId,
    /// The day of publication; not after the day it is recorded.
    pub effective: Date,
}

/// A document that was published, as its line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// Which document.
    pub document: DocumentId,
    /// SHA-256 of its bytes.
    pub hash: Digest,
    /// Its kind.
    pub kind: DocumentKind,
    /// Its size in bytes.
    pub size: u64,
    /// The days on which it is in force.
    pub valid: Period,
}

/// What was decided for the whole book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookEntry {
    /// The request.
    pub key: RequestKey,
    /// Who acted.
    pub by: Actor,
    /// The day on which it is true.
    pub effective: Date,
    /// When the book learned it.
    pub recorded: Timestamp,
    /// The evaluator that decided.
    pub semantics: u32,
    /// The journal positions of the published documents that were read, in order.
    pub cites: Vec<u64>,
    /// By what the document was judged.
    pub judged: Judged,
    /// What was published.
    pub publication: Publication,
}

/// By what a document was judged, as the line says that published it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judged {
    /// How much the analyses could try: of programmes how many steps of the planner, for each; of a rule book how many
    /// applications. None where nothing is analysed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort: Option<u64>,
    /// The number of the checks and analyses.
    pub number: u32,
}
