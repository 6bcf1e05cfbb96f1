//! What is not as it must be in a journal, or beside it.

use crate::digest::Digest;
use crate::document::Findings;
use crate::id::{DocumentId, LearnerId};
use crate::journal::{CheckpointError, Origin};
use crate::ledger::{Corrupt, FORMAT, Refusal, SEMANTICS, Violation};
use crate::line::WireError;
use crate::time::Timestamp;

/// What is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Wrong {
    // ---- a line, and its place among the others ----
    /// The book is written in another format than this build reads.
    #[error("{}", crate::error::other_format(*.found, FORMAT))]
    Format {
        /// Its number.
        found: u32,
    },
    /// The line cannot be read, or is not in its one form.
    #[error(transparent)]
    Line(#[from] WireError),
    /// The first line founds no book.
    #[error("the first line does not found a book")]
    NotFounding,
    /// The first line stands somewhere else by what it says.
    #[error("the first line is not at position 0 with zeros before it")]
    NotFirst,
    /// A later line founds the book again.
    #[error("a book is founded once, by its first line")]
    FoundedAgain,
    /// The line says that it stands somewhere else.
    #[error("`position` is {found}, and {expected} was expected")]
    Position {
        /// Where it says.
        found: u64,
        /// Where it stands.
        expected: u64,
    },
    /// The line follows another one by what it says.
    #[error("`prev` is {found}, and the line before has {expected}")]
    Prev {
        /// Which it says.
        found: Digest,
        /// The line before.
        expected: Digest,
    },
    /// The line was recorded before one that stands before it.
    #[error("`recorded` is {found}, before {last} of an earlier line")]
    Recorded {
        /// When it says.
        found: Timestamp,
        /// When the earlier line was.
        last: Timestamp,
    },
    /// The line was decided by another meaning than that of this build.
    #[error("`semantics` is {found}, and this build decides by {SEMANTICS}; `refound` is the way over")]
    Semantics {
        /// Its number.
        found: u32,
    },
    /// The line is another one of the learner by what it says.
    #[error("`n` is {found}, and {expected} was expected")]
    Number {
        /// Which it says.
        found: u32,
        /// Which it is.
        expected: u32,
    },
    /// The line follows another one of the learner by what it says.
    #[error("`last` is {found}, and the learner's line before has {expected}")]
    Last {
        /// Which it says.
        found: Digest,
        /// The learner's line before.
        expected: Digest,
    },
    // ---- what a line brings ----
    /// A document is not kept.
    #[error("document `{document}` is not kept under {hash}")]
    NotKept {
        /// The document.
        document: DocumentId,
        /// Its hash.
        hash: Digest,
    },
    /// A document is kept under the hash of its line, and is another.
    #[error("document `{document}` is not what its line says")]
    OtherDocument {
        /// The document.
        document: DocumentId,
    },
    /// A document cannot be read.
    #[error("document `{document}` cannot be read: {findings}")]
    Unreadable {
        /// The document.
        document: DocumentId,
        /// What is wrong with it.
        findings: Box<Findings>,
    },
    /// What a line brings is not kept, or is not what it says.
    #[error("{what}")]
    Attachment {
        /// Which, and what is wrong with it.
        what: String,
    },
    /// The store cannot give what it keeps.
    #[error("{what}")]
    Store {
        /// What it says.
        what: String,
    },
    // ---- what follows from a line ----
    /// The line does not fit the passbook.
    #[error(transparent)]
    Corrupt(#[from] Corrupt),
    /// The command of the line would not be accepted.
    #[error("decided again, it is refused: {0}")]
    Refused(Box<Refusal>),
    /// The command of the line gives another line.
    #[error("decided again, `{member}` is different")]
    Different {
        /// The first member that is another.
        member: String,
    },
    /// The publication gives another line.
    #[error("decided again, it is different")]
    OtherPublication,
    /// A document that is published is unsound.
    #[error("judged again, document `{document}` is unsound: {findings}")]
    Unsound {
        /// The document.
        document: DocumentId,
        /// What is wrong with it.
        findings: Box<Findings>,
    },
    /// A document is judged otherwise than its line says.
    #[error("judged again, `judged` is different")]
    OtherJudgement,
    /// What came in by a merge is not what left.
    #[error("line {position} is not the out-entry that it cites")]
    NotCited {
        /// The line that is cited.
        position: u64,
    },
    // ---- the whole book ----
    /// The store holds no book.
    #[error("the store holds no book")]
    NoBook,
    /// The store holds other lines than the bank believes.
    #[error("the store does not hold the lines that the bank believes")]
    OtherLines,
    /// The bank believes what does not follow from its lines.
    #[error("what the bank believes does not follow from its journal")]
    OtherState,
    /// A passbook breaks an invariant.
    #[error("learner {learner}: {violation}")]
    Violated {
        /// Whose it is.
        learner: LearnerId,
        /// Which.
        violation: Violation,
    },
    /// The book is not the one that a checkpoint saw.
    #[error("against the checkpoint of size {size}: {wrong}")]
    Against {
        /// The lines that the checkpoint saw.
        size: u64,
        /// What is not as it saw it.
        wrong: Box<Self>,
    },
    /// The checkpoint is of another book.
    #[error("the book is `{book}`, and the checkpoint is of `{of}`")]
    OtherBook {
        /// The book.
        book: Origin,
        /// The book that the checkpoint saw.
        of: Origin,
    },
    /// The lines are not those that the checkpoint saw.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl Wrong {
    /// What a store says where it cannot give what it keeps.
    pub(crate) fn store(error: &crate::error::Error) -> Self {
        Self::Store { what: error.to_string() }
    }

    /// A line that stands in the journal and would not be accepted.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
