//! Operational failures: something broke, as against a refusal, which is an answer.

use std::fmt;
use std::io;

use crate::time::Timestamp;

/// An operational failure. Opaque, so that causes can be added; ask it with its predicates.
#[derive(Debug)]
pub struct Error(Box<Kind>);

/// Where and how a journal is damaged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The number of the first record (line) that cannot be trusted, from 0.
    pub record: u64,
    /// The byte at which that record starts, from 0.
    pub offset: u64,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {} at byte {}: {}", self.record, self.offset, self.what)
    }
}

#[derive(Debug)]
enum Kind {
    Io { doing: String, source: io::Error },
    Damaged(Damage),
    Locked { what: String },
    Poisoned,
    HeadMoved { expected: u64, actual: u64 },
    ClockJump { last: Timestamp, now: Timestamp, bound: u64 },
    OtherFormat { found: u32, known: u32 },
    Invalid { what: String },
}

impl Error {
    /// Reading or writing failed while doing what is said.
    pub fn io(doing: impl Into<String>, source: io::Error) -> Self {
        Self(Box::new(Kind::Io { doing: doing.into(), source }))
    }

    /// The journal, or a document kept beside it, is not what it should be.
    #[must_use]
    pub fn damaged(damage: Damage) -> Self {
        Self(Box::new(Kind::Damaged(damage)))
    }

    /// Somebody else has the store open.
    pub fn locked(what: impl Into<String>) -> Self {
        Self(Box::new(Kind::Locked { what: what.into() }))
    }

    /// An earlier write or sync failed, so what is durable is not known until the store is opened again.
    #[must_use]
    pub fn poisoned() -> Self {
        Self(Box::new(Kind::Poisoned))
    }

    /// The journal is longer or shorter than the writer believed.
    #[must_use]
    pub fn head_moved(expected: u64, actual: u64) -> Self {
        Self(Box::new(Kind::HeadMoved { expected, actual }))
    }

    /// The clock jumped forward by more than the bound, in seconds.
    #[must_use]
    pub fn clock_jump(last: Timestamp, now: Timestamp, bound: u64) -> Self {
        Self(Box::new(Kind::ClockJump { last, now, bound }))
    }

    /// The book is written in another format than this build reads.
    #[must_use]
    pub fn other_format(found: u32, known: u32) -> Self {
        Self(Box::new(Kind::OtherFormat { found, known }))
    }

    /// What was handed in cannot be used; the text says why and what would have been accepted.
    pub fn invalid(what: impl Into<String>) -> Self {
        Self(Box::new(Kind::Invalid { what: what.into() }))
    }

    /// The damage, if the journal is damaged.
    #[must_use]
    pub fn damage(&self) -> Option<&Damage> {
        match &*self.0 {
            Kind::Damaged(damage) => Some(damage),
            _ => None,
        }
    }

    /// Whether somebody else has the store open.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(*self.0, Kind::Locked { .. })
    }

    /// Whether the store must be opened again before it can be written.
    #[must_use]
    pub fn is_poisoned(&self) -> bool {
        matches!(*self.0, Kind::Poisoned)
    }

    /// Whether the head had moved, so that deciding again may succeed.
    #[must_use]
    pub fn is_head_moved(&self) -> bool {
        matches!(*self.0, Kind::HeadMoved { .. })
    }

    /// The number of the book's format, if it is another one than this build reads.
    #[must_use]
    pub fn other_format_found(&self) -> Option<u32> {
        match *self.0 {
            Kind::OtherFormat { found, .. } => Some(found),
            _ => None,
        }
    }

    /// Whether the clock jumped forward and waits for confirmation.
    #[must_use]
    pub fn is_clock_jump(&self) -> bool {
        matches!(*self.0, Kind::ClockJump { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Io { doing, source } => write!(f, "{doing}: {source}"),
            Kind::Damaged(damage) => write!(f, "the journal is damaged at {damage}"),
            Kind::Locked { what } => write!(f, "{what} is open elsewhere; close it there first"),
            Kind::Poisoned => {
                f.write_str("an earlier write failed, so what is durable is not known; open the bank again")
            }
            Kind::HeadMoved { expected, actual } => {
                write!(f, "the journal holds {actual} lines where {expected} were expected; decide again")
            }
            Kind::ClockJump { last, now, bound } => write!(
                f,
                "the clock says {now}, more than {bound} seconds after the last line of {last}; set the clock right or confirm the jump"
            ),
            Kind::OtherFormat { found, known } => f.write_str(&other_format(*found, *known)),
            Kind::Invalid { what } => f.write_str(what),
        }
    }
}

/// The same words wherever a book of another format is met.
pub(crate) fn other_format(found: u32, known: u32) -> String {
    format!("this book is of format {found}, and this build reads format {known}; `refound` is the way over")
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Kind::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
