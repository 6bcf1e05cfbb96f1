//! Attempts: what lines and uses say of the things they are at.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::id::{LearnerId, LotId};
use crate::registry::{Attempts, Thing};
use crate::time::{Date, Timestamp};

/// What an outcome is an attempt at, as the line that brought it says. No publication changes it later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// How attempts at it counted on its day.
    pub attempts: Attempts,
    /// The position of the framework in which its mark was read; none without a mark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<u64>,
    /// The thing.
    pub thing: Thing,
}

/// How attempts at a thing counted when a use was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Under {
    /// The policy.
    pub attempts: Attempts,
    /// The thing.
    pub thing: Thing,
}

/// When a use was decided: of two attempts that are both in use the one whose use comes first here stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    /// The day on which it took effect.
    pub effective: Date,
    /// The passbook in which it was decided.
    pub home: LearnerId,
    /// The number of the line there.
    pub n: u32,
    /// When the book learned it.
    pub recorded: Timestamp,
}

impl Turn {
    const fn order(&self) -> (Timestamp, Date, LearnerId, u32) {
        (self.recorded, self.effective, self.home, self.n)
    }
}

impl PartialOrd for Turn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Turn {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

/// The day of the last line that made, ended, settled or suspended a use of attempts at a thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsedOn {
    /// The day.
    pub on: Date,
    /// The thing.
    pub thing: Thing,
}

/// What whoever asked should know of what was done. Nothing follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Remark {
    /// Another attempt at the same thing stands, and this one behind it.
    Behind {
        /// The lot that was made, or would be.
        lot: LotId,
        /// The attempt before it.
        to: LotId,
    },
    /// It cannot be used: the last attempt counts, and that is a failure; or as much as may be is in use.
    Blocked {
        /// The lot that was made, or would be.
        lot: LotId,
    },
    /// The thing differs from that of an earlier lot only in that one of them says no level.
    Level {
        /// The lot that was made.
        lot: LotId,
        /// The earlier one.
        other: LotId,
    },
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Behind { lot, to } => write!(f, "lot {lot} stands behind lot {to}, an attempt at the same thing"),
            Self::Blocked { lot } => {
                write!(f, "lot {lot} cannot be used: as attempts at the same thing count, there is no room for it")
            }
            Self::Level { lot, other } => {
                write!(f, "lot {lot} and lot {other} are two things only because one of them says no level")
            }
        }
    }
}
