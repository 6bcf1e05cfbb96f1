//! Who acts: the person's mandate, and the institution that it is of.

use serde::Serialize;

use crate::id::{CourseId, EntryId, InstitutionId, MandateId, ProgrammeId};
use crate::registry::{OutcomeKind, Power, Role, Tier};
use crate::text::as_text;
use crate::time::{Date, Period};

/// Why it is not for this person, or this institution, to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum WhoRefusal {
    /// No published document knows the mandate.
    #[error("mandate `{mandate}` is not in any document in force on {day}")]
    UnknownMandate {
        /// The mandate.
        mandate: MandateId,
        /// The day it was recorded.
        day: Date,
    },
    /// The mandate does not hold on that day.
    #[error("mandate `{mandate}` holds in {valid}, not on {day}")]
    MandateNotInForce {
        /// The mandate.
        mandate: MandateId,
        /// When it holds.
        #[serde(serialize_with = "as_text")]
        valid: Period,
        /// The day it was recorded.
        day: Date,
    },
    /// The mandate's role does not do this.
    #[error("mandate `{mandate}` has the role {role}; this takes the role {needed}")]
    WrongRole {
        /// The mandate.
        mandate: MandateId,
        /// Its role.
        role: Role,
        /// The role it takes.
        needed: Role,
    },
    /// Staff do not act on their own passbook.
    #[error("mandate `{mandate}` belongs to the learner whose passbook this is; a colleague must act")]
    OwnPassbook {
        /// The mandate.
        mandate: MandateId,
    },
    /// No published document knows the institution.
    #[error("institution `{institution}` is not in any document in force on {day}")]
    UnknownInstitution {
        /// The institution.
        institution: InstitutionId,
        /// The effective date.
        day: Date,
    },
    /// The institution does not have the power on that day.
    #[error("institution `{institution}` does not have the power to {power} on {day}")]
    NoPower {
        /// The institution.
        institution: InstitutionId,
        /// The power.
        power: Power,
        /// The effective date.
        day: Date,
    },
    /// The institution does not issue that kind of outcome at that tier on that day.
    #[error("institution `{institution}` may not issue outcomes of kind {kind} at tier {tier} on {day}")]
    MayNotIssue {
        /// The institution.
        institution: InstitutionId,
        /// The kind of outcome.
        kind: OutcomeKind,
        /// The tier.
        tier: Tier,
        /// The effective date.
        day: Date,
    },
    /// The institution does not have the power at that tier on that day.
    #[error("institution `{institution}` does not have the power to {power} at tier {tier} on {day}")]
    NoPowerAt {
        /// The institution.
        institution: InstitutionId,
        /// The power.
        power: Power,
        /// The tier.
        tier: Tier,
        /// The effective date.
        day: Date,
    },
    /// The same person filed the application, or has reviewed it before.
    #[error("the person of mandate `{mandate}` acted on this application before, by line {entry}; another person must")]
    SamePerson {
        /// The mandate.
        mandate: MandateId,
        /// The line.
        entry: EntryId,
    },
    /// Only the institution that made it may change it.
    #[error("`{owner}` made it, and only `{owner}` may change it, not `{institution}`")]
    NotYours {
        /// Who asked.
        institution: InstitutionId,
        /// Who made it.
        owner: InstitutionId,
    },
    /// The programme is awarded by others.
    #[error("programme `{programme}` is not awarded by `{institution}`")]
    NotAwarder {
        /// Who asked.
        institution: InstitutionId,
        /// The programme.
        programme: ProgrammeId,
    },
    /// The course belongs to another institution.
    #[error("course `{course}` is `{owner}`'s, which alone may certify it")]
    CourseOfOther {
        /// The course.
        course: CourseId,
        /// Its institution.
        owner: InstitutionId,
    },
}

codes! {
    WhoRefusal;
    UnknownMandate = "who/unknown-mandate",
    MandateNotInForce = "who/mandate-not-in-force",
    WrongRole = "who/wrong-role",
    OwnPassbook = "who/own-passbook",
    UnknownInstitution = "who/unknown-institution",
    NoPower = "who/no-power",
    MayNotIssue = "who/may-not-issue",
    NoPowerAt = "who/no-power-at",
    SamePerson = "who/same-person",
    NotYours = "who/not-yours",
    NotAwarder = "who/not-awarder",
    CourseOfOther = "who/course-of-other",
}
