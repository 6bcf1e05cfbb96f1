//! What a bank answers: a receipt, or why not.

use serde::Serialize;

use crate::digest::Digest;
use crate::document::Findings;
use crate::error::Error;
#[cfg(feature = "analysis")]
use crate::id::DocumentId;
use crate::id::{EntryId, LearnerId};
use crate::ledger::{Entry, Made, Passbook, Refusal, Remark, Submit};

/// What stands in the journal for a request: the line is durable. Asking again with the same key gives the same receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt<M = Made> {
    /// The position of the line in the journal.
    pub position: u64,
    /// The line's leaf hash.
    pub leaf: Digest,
    /// Whose passbook.
    pub learner: LearnerId,
    /// The line's id in the passbook: how a line to be reversed is named.
    pub entry: EntryId,
    /// What was made, by the verb: a [`LotId`](crate::LotId) by `Accrue`, [`Filed`](crate::ledger::Filed) by `Apply`; see
    /// [`Submit`].
    pub made: M,
    /// What whoever asked should know of what was done.
    pub remarks: Vec<Remark>,
}

impl Receipt {
    /// The receipt of a line, after which the passbook is so; none if that does not say any more what was made.
    pub(crate) fn of(position: u64, leaf: Digest, entry: &Entry, after: &Passbook) -> Option<Self> {
        let made = entry.act.made(&entry.frame(), after)?;
        let (learner, remarks) = (entry.learner, entry.effects.remarks.clone());
        Some(Self { position, leaf, learner, entry: entry.id(), made, remarks })
    }

    /// The receipt of a verb.
    pub(crate) fn typed<V: Submit>(self) -> Result<Receipt<V::Made>, Error> {
        let Self { position, leaf, learner, entry, made, remarks } = self;
        let made = V::made_by(made).ok_or_else(|| Error::invalid(format!("line {position} is of another verb")))?;
        Ok(Receipt { position, leaf, learner, entry, made, remarks })
    }
}

/// What stands in the journal for a publication: the line is durable.
#[cfg(feature = "analysis")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicationReceipt {
    /// The position of the line in the journal.
    pub position: u64,
    /// The line's leaf hash.
    pub leaf: Digest,
    /// The document.
    pub document: DocumentId,
    /// What the analyses found in the document, and is no error: warnings and notes, among them what was not proved within
    /// the effort. None where analyses of another number judged.
    pub findings: Option<Findings>,
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
    /// Documents of a folder have faults, each as told. Nothing was written.
    #[error("{}", told(.0))]
    UnsoundFolder(Vec<Findings>),
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

/// What was found in each document.
fn told(all: &[Findings]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
