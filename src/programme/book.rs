//! A document of programmes and pathways that has been checked.

use crate::digest::Digest;
use crate::id::{Code, ProgrammeId};
use crate::programme::canonical;
use crate::programme::check::normalise;
use crate::programme::draft::ProgrammesDraft;
use crate::programme::requirements::Programme;
use crate::programme::stages::Pathway;

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
