//! A programme and what one learner brings to it.

use crate::digest::Digest;
use crate::id::ProgrammeId;
use crate::planner::Holdings;
use crate::programme::{Programme, Programmes, ProgrammesDraft};
use crate::testing::reference::planner::{Best, TooLarge, best};

/// A programme and what one learner brings to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// What the learner brings.
    pub holdings: Holdings,
    /// The programme.
    pub id: ProgrammeId,
    /// The document in which it is.
    pub programmes: Programmes,
}

impl Instance {
    /// A document with one programme, and holdings. It is taken as it is; what is random is sound by construction.
    #[must_use]
    pub fn new(draft: ProgrammesDraft, id: ProgrammeId, holdings: Holdings) -> Self {
        Self { holdings, id, programmes: Programmes::sound(draft, Digest::ZERO) }
    }

    /// The programme.
    #[must_use]
    pub fn programme(&self) -> Option<&Programme> {
        self.programmes.programme(&self.id)
    }

    /// The same after a change to the programme.
    #[must_use]
    pub fn with(&self, change: impl Fn(&mut Programme)) -> Self {
        let mut draft = self.programmes.draft().clone();
        draft.programmes.iter_mut().filter(|one| one.id == self.id).for_each(change);
        Self::new(draft, self.id.clone(), self.holdings.clone())
    }

    /// The same with other holdings.
    #[must_use]
    pub fn bringing(&self, change: impl Fn(&mut Holdings)) -> Self {
        let mut next = self.clone();
        change(&mut next.holdings);
        next
    }

    /// The best plan, by trying everything.
    ///
    /// # Errors
    /// [`TooLarge`] if there is too much to try.
    pub fn best(&self) -> Result<Option<Best>, TooLarge> {
        best(&self.programmes, &self.id, &self.holdings)
    }
}
