//! Scopes: what a use of credit is for.

use std::fmt;
use std::str::FromStr;

use crate::id::{Code, IdError, ProgrammeId};
use crate::text::serde_as_text;

/// What a use is for, across versions: `award:<programme>` or `set:<id>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The award of a programme or of a pathway's stage.
    Award(ProgrammeId),
    /// Any other set of uses that must not overlap.
    Set(Code),
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Award(programme) => write!(f, "award:{programme}"),
            Self::Set(id) => write!(f, "set:{id}"),
        }
    }
}

impl FromStr for Scope {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        match text.split_once(':') {
            Some(("award", programme)) => programme.parse().map(Self::Award),
            Some(("set", id)) => id.parse().map(Self::Set),
            _ => Err(IdError::new("a scope", text, "`award:<programme>` or `set:<id>` is expected")),
        }
    }
}

serde_as_text!(Scope);
