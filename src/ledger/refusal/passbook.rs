//! What is asked first: the request itself, its key, its size and what comes with it; and the passbook.

use serde::Serialize;

use crate::digest::Digest;
use crate::id::{LearnerId, RequestKey};
use crate::time::Date;

/// Why a request cannot be taken, whatever it asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum RequestRefusal {
    /// The key already stands for another request.
    #[error("request key `{key}` already names another request, at position {position}; choose a new key")]
    KeyReused {
        /// The key.
        key: RequestKey,
        /// The position of the line that has it.
        position: u64,
    },
    /// What the hash stands for was not handed in.
    #[error("attachment {hash} was not handed in")]
    AttachmentMissing {
        /// Its hash.
        hash: Digest,
    },
    /// The line would be too long.
    #[error("the line would be {bytes} bytes long; at most {most} are allowed")]
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The most there may be.
        most: usize,
    },
}

codes! {
    RequestRefusal;
    KeyReused = "request/key-reused",
    AttachmentMissing = "request/attachment-missing",
    TooLong = "request/too-long",
}

/// Why a passbook does not take the command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum PassbookRefusal {
    /// Nobody has opened the passbook.
    #[error("learner {learner} has no passbook; open one first")]
    NotOpened {
        /// The learner.
        learner: LearnerId,
    },
    /// The passbook is open already.
    #[error("the passbook is open already")]
    AlreadyOpen,
    /// The passbook was opened before and is closed; reopening is another command.
    #[error("the passbook is closed since {since}; reopen it first")]
    Closed {
        /// The effective date of its closing.
        since: Date,
    },
    /// The passbook is in another.
    #[error("the passbook was merged into that of learner {into}; ask there")]
    Merged {
        /// That learner.
        into: LearnerId,
    },
    /// What left the passbook before has not come into the other one.
    #[error("what left this passbook by line {position} is still on its way; let it come in first")]
    InFlight {
        /// The line by which it left.
        position: u64,
    },
    /// A merge is under way: until its last pair has come in, both passbooks take nothing else.
    #[error("the passbook of learner {from} is coming into this one; nothing else is taken until all of it is here")]
    MergeUnderWay {
        /// The passbook that comes in.
        from: LearnerId,
    },
    /// A passbook cannot be merged into itself, into one that is not open, or out of one that was merged.
    #[error("a passbook is merged into another one that is open")]
    MergeTarget,
    /// The in-entry does not agree with the out-entry it cites.
    #[error("position {position} is not an out-entry of that passbook with that content, or it was taken in before")]
    NotCited {
        /// The position.
        position: u64,
    },
    /// A number of this passbook ran out.
    #[error("the passbook is full")]
    Full,
}

codes! {
    PassbookRefusal;
    NotOpened = "passbook/not-opened",
    AlreadyOpen = "passbook/already-open",
    Closed = "passbook/closed",
    Merged = "passbook/merged",
    InFlight = "passbook/in-flight",
    MergeUnderWay = "passbook/merge-under-way",
    MergeTarget = "passbook/merge-target",
    NotCited = "passbook/not-cited",
    Full = "passbook/full",
}
