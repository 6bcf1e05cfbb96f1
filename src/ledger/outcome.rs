//! What was learned: a course of the catalogue, or an outcome that an institution certifies.

use serde::{Deserialize, Serialize};

use crate::credit::Amount;
use crate::digest::Digest;
use crate::id::{Code, CourseId};
use crate::registry::{Level, OutcomeKind, Tier};

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
