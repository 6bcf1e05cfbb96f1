//! What a bank answers: a receipt, or why not.

use crate::digest::Digest;
use crate::document::Findings;
use crate::error::Error;
use crate::id::{DecisionId, EntryId, HoldId, LearnerId, LotId};
use crate::ledger::{Entry, Made, Refusal, Remark};

/// What stands in the journal for a request. Asking again with the same key gives the same receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The position of the line.
    pub position: u64,
    /// The line's leaf hash.
    pub leaf: Digest,
    /// The learner, and the line's number in the passbook; none for a publication.
    pub line: Option<(LearnerId, u32)>,
    made: Made,
    lots: Vec<LotId>,
    /// What whoever asked should know of what was done.
    pub remarks: Vec<Remark>,
    findings: Option<Box<Findings>>,
}

impl Receipt {
    pub(crate) fn of(position: u64, leaf: Digest, entry: &Entry) -> Self {
        let made = entry.act.made(&entry.effects);
        let accrued = made.lot.then(|| LotId::here(entry.n, 0));
        let lots = accrued.into_iter().chain(entry.effects.made.iter().map(|lot| lot.id)).collect();
        let remarks = entry.effects.remarks.clone();
        Self { position, leaf, line: Some((entry.learner, entry.n)), made, lots, remarks, findings: None }
    }

    #[cfg(feature = "analysis")]
    pub(crate) const fn of_book(position: u64, leaf: Digest) -> Self {
        Self { position, leaf, line: None, made: Made::NOTHING, lots: Vec::new(), remarks: Vec::new(), findings: None }
    }

    #[cfg(feature = "analysis")]
    pub(crate) fn with_findings(self, findings: Findings) -> Self {
        Self { findings: Some(Box::new(findings)), ..self }
    }

    /// What the analyses found in the document that was published, and is no error: warnings and notes, among them what
    /// was not proved within the effort. None of what is no publication, and where analyses of another number judged.
    #[must_use]
    pub fn findings(&self) -> Option<&Findings> {
        self.findings.as_deref()
    }

    /// The line's id in its passbook: how an enrolment, or a line to be reversed, is named.
    #[must_use]
    pub fn entry(&self) -> Option<EntryId> {
        self.line.map(|(_, n)| EntryId::here(n))
    }

    /// The lot that was made.
    #[must_use]
    pub fn lot(&self) -> Option<LotId> {
        self.entry().filter(|_| self.made.lot).map(|entry| LotId { entry, k: 0 })
    }

    /// The lots that were made: the one that was accrued, or those that a conversion made.
    #[must_use]
    pub fn lots(&self) -> &[LotId] {
        &self.lots
    }

    /// The application that was filed. A refused one is on the record too.
    #[must_use]
    pub fn application(&self) -> Option<HoldId> {
        self.entry().filter(|_| self.made.application).map(|entry| HoldId { entry, k: 0 })
    }

    /// The hold that was made, also by an application that people review.
    #[must_use]
    pub fn hold(&self) -> Option<HoldId> {
        self.entry().filter(|_| self.made.hold).map(|entry| HoldId { entry, k: 0 })
    }

    /// The decision that was made.
    #[must_use]
    pub fn decision(&self) -> Option<DecisionId> {
        self.entry().filter(|_| self.made.decision).map(|entry| DecisionId { entry, k: 0 })
    }
}

/// Why a request has no receipt.
#[derive(Debug, thiserror::Error)]
pub enum Rejection {
    /// It cannot be considered. Nothing was written.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The document has faults: what the checks found, or errors of the analyses that it does not waive, with whatever else they
    /// found. Nothing was written.
    #[error("{0}")]
    Unsound(Box<Findings>),
    /// Something broke.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl Rejection {
    /// The [code](Refusal::code) of the refusal, if it is one.
    #[must_use]
    pub fn code(&self) -> Option<&'static str> {
        self.refusal().map(Refusal::code)
    }

    /// The refusal, if it is one.
    #[must_use]
    pub const fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}
