//! The chain fields of a line, read without understanding the rest of it.

use serde::Deserialize;

use crate::digest::Digest;
use crate::id::{LearnerId, RequestKey};
use crate::journal::hash::{LINE_MOST, leaf_hash};

/// How a line is linked to the lines before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its number in the journal, from 0.
    pub position: u64,
    /// The leaf hash of the line before it; zeros for the first.
    pub prev: Digest,
    /// The request it answers.
    pub key: RequestKey,
    /// Its place in a passbook, if it is a learner's line.
    pub member: Option<Member>,
}

/// A line's place in a passbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Whose passbook.
    pub learner: LearnerId,
    /// Its number there, from 0.
    pub n: u32,
    /// The leaf hash of that learner's line before it; zeros for the first.
    pub last: Digest,
}

/// Why a line cannot be the next one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkError {
    /// It is too long to be read.
    #[error("the line is {bytes} bytes long; at most {LINE_MOST} are allowed")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// It is not a JSON object with the chain fields.
    #[error("the line is not an object with position, prev and key: {what}")]
    Shape {
        /// What is wrong with it.
        what: String,
    },
    /// Some, but not all, of the fields of a learner's line.
    #[error("a line has all of learner, n and last, or none of them")]
    Half,
    /// It has another number.
    #[error("`position` is {found}, and {expected} was expected")]
    Position {
        /// The number it should have.
        expected: u64,
        /// The number it has.
        found: u64,
    },
    /// It follows another line.
    #[error("`prev` is {found}, and the line before has the hash {expected}: one of the two was changed")]
    Prev {
        /// The hash of the line before.
        expected: Digest,
        /// The hash that the line cites.
        found: Digest,
    },
}

#[derive(Deserialize)]
struct Raw {
    key: RequestKey,
    last: Option<Digest>,
    learner: Option<LearnerId>,
    n: Option<u32>,
    position: u64,
    prev: Digest,
}

impl Link {
    /// Reads the chain fields of a line.
    ///
    /// # Errors
    /// [`LinkError`], if it is too long or has not those fields.
    pub fn read(line: &[u8]) -> Result<Self, LinkError> {
        if line.len() > LINE_MOST {
            return Err(LinkError::TooLong { bytes: line.len() });
        }
        if !line.starts_with(b"{") || !line.ends_with(b"}") {
            let what = "it does not begin with { and end with }, without blanks or carriage returns around them";
            return Err(LinkError::Shape { what: what.to_owned() });
        }
        let raw: Raw = serde_json::from_slice(line).map_err(|error| LinkError::Shape { what: error.to_string() })?;
        let member = match (raw.learner, raw.n, raw.last) {
            (Some(learner), Some(n), Some(last)) => Some(Member { learner, n, last }),
            (None, None, None) => None,
            _ => return Err(LinkError::Half),
        };
        Ok(Self { position: raw.position, prev: raw.prev, key: raw.key, member })
    }
}

/// The hash chain, folded line by line.
///
/// ```
/// use creditbank::testing::engine::{Chain, LinkError};
/// let first = format!(r#"{{"key":"genesis","position":0,"prev":"{}"}}"#, "0".repeat(64));
/// let mut chain = Chain::default();
/// chain.follow(first.as_bytes())?;
/// assert!(chain.follow(first.as_bytes()).is_err(), "the same line twice");
/// # Ok::<(), LinkError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chain {
    /// How many lines it has.
    pub length: u64,
    /// The leaf hash of the last; zeros before the first.
    pub head: Digest,
}

impl Default for Chain {
    fn default() -> Self {
        Self { length: 0, head: Digest::ZERO }
    }
}

impl Chain {
    /// Takes the next line.
    ///
    /// # Errors
    /// [`LinkError`], if it cannot be the next one; the chain is as it was then.
    pub fn follow(&mut self, line: &[u8]) -> Result<Link, LinkError> {
        let link = Link::read(line)?;
        if link.position != self.length {
            return Err(LinkError::Position { expected: self.length, found: link.position });
        }
        if link.prev != self.head {
            return Err(LinkError::Prev { expected: self.head, found: link.prev });
        }
        *self = Self { length: self.length.saturating_add(1), head: leaf_hash(line) };
        Ok(link)
    }
}
