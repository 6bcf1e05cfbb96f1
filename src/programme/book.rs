//! A document of programmes and pathways: as its author wrote it, and checked.

use crate::digest::Digest;
use crate::document::Citation;
use crate::id::{Code, ProgrammeId};
use crate::programme::canonical;
use crate::programme::check::normalise;
use crate::programme::requirements::Programme;
use crate::programme::stages::Pathway;
use crate::registry::{DocumentHead, Framework};
use crate::rules::February;

/// Programmes and pathways that have been checked: every reference leads somewhere, every amount fits its unit, and
/// every programme can be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programmes {
    draft: ProgrammesDraft,
    hash: Digest,
}

impl Programmes {
    /// What was found sound, in canonical order and with its hash.
    pub(crate) fn checked(mut draft: ProgrammesDraft) -> Self {
        normalise(&mut draft);
        let hash = canonical::hash(&draft);
        Self::sound(draft, hash)
    }

    /// A draft in canonical order, with its hash.
    pub(crate) const fn sound(draft: ProgrammesDraft, hash: Digest) -> Self {
        Self { draft, hash }
    }

    /// Everything it says, in canonical order.
    #[must_use]
    pub const fn draft(&self) -> &ProgrammesDraft {
        &self.draft
    }

    /// Its canonical form: JSON with sorted keys, defaults filled in, and lists sorted whose order means nothing.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        canonical::form(&self.draft)
    }

    /// Its semantic hash: SHA-256 of its canonical form.
    #[must_use]
    pub const fn hash(&self) -> Digest {
        self.hash
    }

    /// A programme.
    #[must_use]
    pub fn programme(&self, id: &ProgrammeId) -> Option<&Programme> {
        self.draft.programmes.iter().find(|one| one.id == *id)
    }

    /// A pathway.
    #[must_use]
    pub fn pathway(&self, id: &Code) -> Option<&Pathway> {
        self.draft.pathways.iter().find(|one| one.id == *id)
    }
}

/// Programmes and pathways that nobody has checked: what a file says, or what a program put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammesDraft {
    /// The clauses of law or regulation that they rest on.
    pub clauses: Vec<Citation>,
    /// What becomes of a day that a month does not have. A document that counts months must say so.
    pub february: Option<February>,
    /// The units, scales and levels that the programmes speak of, as frameworks define them.
    pub framework: Framework,
    /// Its `[document]` table.
    pub head: DocumentHead,
    /// The pathways.
    pub pathways: Vec<Pathway>,
    /// The programmes.
    pub programmes: Vec<Programme>,
    /// The number of the planner's meaning that it is written for: 1.
    pub semantics: u32,
}
