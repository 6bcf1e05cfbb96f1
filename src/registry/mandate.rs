//! Mandates: which person acts for which institution, as what, and between which dates.

use std::collections::BTreeMap;

use crate::id::{Code, InstitutionId, LearnerId, MandateId};
use crate::registry::head::by_id;
use crate::registry::{DocumentHead, Duplicate, Role};
use crate::time::Period;

/// One person of staff, known by a code only, in one role at one institution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandate {
    /// Its code. It stands in the journal, so it must not tell who the person is.
    pub id: MandateId,
    /// For whom the person acts.
    pub institution: InstitutionId,
    /// As what.
    pub role: Role,
    /// When.
    pub valid: Period,
    /// The person's own passbook, if any: nobody decides about themselves.
    pub learner: Option<LearnerId>,
    /// A pseudonym of the person, where one has several mandates: nobody reviews a thing twice.
    pub person: Option<Code>,
}

/// A document of mandates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mandates {
    /// Its `[document]` table.
    pub head: DocumentHead,
    by_id: BTreeMap<MandateId, Mandate>,
}

impl Mandates {
    /// Collects mandates.
    ///
    /// # Errors
    /// [`Duplicate`] if two have one id.
    pub fn new(head: DocumentHead, all: impl IntoIterator<Item = Mandate>) -> Result<Self, Duplicate> {
        Ok(Self { head, by_id: by_id("mandate", all, |each| &each.id)? })
    }

    /// The mandate of that id.
    #[must_use]
    pub fn get(&self, id: &MandateId) -> Option<&Mandate> {
        self.by_id.get(id)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Mandate> {
        self.by_id.values()
    }
}
