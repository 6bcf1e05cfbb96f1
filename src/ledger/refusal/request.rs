//! The request itself: its key, its size, and what comes with it.

use serde::Serialize;

use crate::digest::Digest;
use crate::id::RequestKey;

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
