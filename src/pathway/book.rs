//! A document of programmes and pathways that has been checked.

use crate::digest::Digest;
use crate::id::{Code, ProgrammeId};
use crate::pathway::draft::ProgrammesDraft;
use crate::pathway::programme::Programme;
use crate::pathway::stages::Pathway;

/// Programmes and pathways that have been checked: every reference leads somewhere, every amount fits its unit, and
/// every programme can be met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Programmes {
    draft: ProgrammesDraft,
    hash: Digest,
}

impl Programmes {
    /// What has been found sound, with its hash.
    #[cfg_attr(not(test), expect(dead_code, reason = "reading and checking come next"))]
    pub(crate) const fn sound(draft: ProgrammesDraft, hash: Digest) -> Self {
        Self { draft, hash }
    }

    /// Everything it says, in canonical order.
    #[must_use]
    pub const fn draft(&self) -> &ProgrammesDraft {
        &self.draft
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

impl Programmes {
    pub fn load(_top: crate::diagnosis::Table<'_>, _head: Option<crate::registry::DocumentHead>) -> Option<Self> {
        None
    }
}
pub struct Counts {
    pub bound: Vec<(crate::pathway::AssetId, crate::credit::Credits)>,
}
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("x")]
pub struct Fault;
pub struct Verified {
    pub counts: Counts,
    pub levels: Vec<crate::pathway::LevelResult>,
}
pub fn verify(
    _: &Programmes,
    _: &crate::pathway::Holdings,
    _: &crate::pathway::Plan,
    _: &crate::pathway::Certificate,
) -> Result<Verified, Fault> {
    Err(Fault)
}
#[derive(Clone, Copy, Debug, Default)]
pub struct Effort {
    pub steps: u64,
}
pub struct Planned {
    pub plan: crate::pathway::Plan,
    pub certificate: crate::pathway::Certificate,
}
pub fn plan(_: &Programmes, _: &ProgrammeId, _: &crate::pathway::Holdings, _: Effort) -> Result<Planned, Fault> {
    Err(Fault)
}
