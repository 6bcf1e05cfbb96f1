//! What was learned (a course of the catalogue, or an outcome that an institution certifies) and what it is an attempt at.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::credit::Amount;
use crate::digest::Digest;
use crate::id::{Code, CourseId, LearnerId, LotId};
use crate::registry::{Attempts, Level, OutcomeKind, Thing, Tier};
use crate::time::{Date, Timestamp};

/// What was learned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Learned {
    /// An outcome worth what the institution certifies.
    Certified(Certified),
    /// A course, worth what its catalogue says on the day.
    Course(CourseId),
}

/// An outcome other than a course of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Certified {
    /// The certified amount. Without one the lot is one `item`: no value is not zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// What it is, in the issuer's list: a certificate, a competition and prize, a training.
    pub code: Code,
    /// The content key: equal keys mean same or similar content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<Code>,
    /// The kind. A course of the catalogue is [`Learned::Course`] instead.
    pub kind: OutcomeKind,
    /// The level, in a named framework.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// For a team's award: how many they were, and which of them this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Team>,
    /// The tier at which it counts.
    pub tier: Tier,
}

impl Certified {
    /// An outcome that is worth one `item`, until it is said to be [`worth`](Self::worth) an amount.
    #[must_use]
    pub const fn new(kind: OutcomeKind, code: Code, tier: Tier) -> Self {
        Self { amount: None, code, content: None, kind, level: None, team: None, tier }
    }

    /// The same with a certified amount.
    #[must_use]
    pub fn worth(self, amount: Amount) -> Self {
        Self { amount: Some(amount), ..self }
    }
}

/// A learner's place in a team that won an award, as the organiser attests it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Team {
    /// Which member, from 1 to the team's size.
    pub member_no: u16,
    /// The tag of the award without the member's number, by which the team's members are counted across passbooks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Digest>,
    /// How many members.
    pub team_size: u16,
}

/// How an outcome that earned nothing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotPassed {
    /// Absent from the assessment.
    Absent,
    /// Assessed and not passed.
    Failed,
    /// Left before the assessment.
    Withdrawn,
}

impl std::fmt::Display for NotPassed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Absent => "absent",
            Self::Failed => "failed",
            Self::Withdrawn => "withdrawn",
        })
    }
}

impl Learned {
    /// The kind of outcome.
    #[must_use]
    pub fn kind(&self) -> OutcomeKind {
        match self {
            Self::Course(_) => OutcomeKind::Course,
            Self::Certified(certified) => certified.kind,
        }
    }

    /// Its code: the course's, or the certified outcome's.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Course(course) => course.into(),
            Self::Certified(certified) => certified.code.clone(),
        }
    }
}

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
