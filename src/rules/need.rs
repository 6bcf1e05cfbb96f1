//! What a rule asks beside its sources: closed conditions, joined by all, any and at least.

use serde::Serialize;

use crate::id::{Code, ProgrammeId};
use crate::registry::GradeBand;
use crate::registry::{OutcomeKind, OutcomeName};
use crate::rules::words::{Assurance, When};

/// A condition on the facts of an application. Every condition is tested and told, also after one has failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// All of these.
    All(Vec<Need>),
    /// One of these at least.
    Any(Vec<Need>),
    /// So many of these at least.
    AtLeast {
        /// How many.
        count: u16,
        /// Of these.
        of: Vec<Need>,
    },
    /// It is attested, or attested not to be. What nobody attests is neither.
    Attested {
        /// Whether it must be so.
        is: bool,
        /// What.
        what: Code,
    },
    /// Every outcome was earned before, during or after an enrolment in the programme.
    Earned {
        /// The programme.
        programme: ProgrammeId,
        /// When.
        when: When,
    },
    /// The learner is enrolled in the programme on the day of the application, or is not.
    Enrolled {
        /// Whether the learner must be.
        is: bool,
        /// The programme.
        programme: ProgrammeId,
    },
    /// Evidence of that kind, at least that sure.
    Evidence {
        /// The kind.
        kind: Code,
        /// How sure.
        least: Assurance,
    },
    /// The content of every outcome is attested to match the target to so many percent at least (内容重合度).
    Match {
        /// Percent, from 1 to 100.
        least: u8,
    },
    /// Another outcome is in the passbook and counts; it is read, not used. It is not one of those applied with.
    Passed {
        /// Its code, that of a course also in full.
        code: OutcomeName,
        /// Its grade lies in this band.
        #[serde(skip_serializing_if = "Option::is_none")]
        grade: Option<GradeBand>,
        /// Its kind.
        kind: OutcomeKind,
    },
    /// All outcomes have one issuer.
    SameIssuer,
    /// An attested whole number is so much at least.
    Score {
        /// The least.
        least: u32,
        /// Of what.
        what: Code,
    },
}
