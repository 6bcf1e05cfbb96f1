//! What an evaluation may see: a closed record, with nothing personal in it.

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits, Ratio};
use crate::digest::Digest;
use crate::id::{Code, InstitutionId, LotId, ProgrammeId};
use crate::registry::{Called, CourseName, Grade, Level, OutcomeKind, Thing, Tier, UseKind};
use crate::rules::answer::{Grant, Output};
use crate::rules::clause::Target;
use crate::rules::words::Assurance;
use crate::time::Date;

/// The facts of one application. Lists are in the order of their members, so that equal facts have equal hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// The day on which the application takes effect.
    pub applied: Date,
    /// What the application asks for.
    pub asked: Asked,
    /// What is attested.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attested: Vec<Attested>,
    /// The learner's enrolments.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enrolments: Vec<EnrolmentFact>,
    /// The evidence handed in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// The outcomes that are applied with, by id.
    pub outcomes: Vec<OutcomeFact>,
    /// The learner's other outcomes that count, by kind and code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passed: Vec<PassedFact>,
    /// The learner's conversions under versions of the same book that stand, and those that applications under review
    /// would make.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prior: Vec<Prior>,
    /// The institution that is applied to, which would convert.
    pub receiver: InstitutionId,
}

/// What an application asks for. What is left out is open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// By this rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Code>,
    /// Toward this course: the bare code of any owner.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<CourseName>,
}

/// An outcome that is applied with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OutcomeFact {
    /// What the whole lot is worth.
    pub amount: Amount,
    /// How much of it is asked to be taken, in its unit.
    pub asked: Credits,
    /// Its code.
    pub code: Code,
    /// Its content key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Code>,
    /// The day on which it was earned.
    pub earned: Date,
    /// Its grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The lot's id.
    pub id: LotId,
    /// Who issued it.
    pub issuer: InstitutionId,
    /// Its kind.
    pub kind: OutcomeKind,
    /// Its level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Whether its catalogue says that no rule may convert it.
    pub never: bool,
    /// Which member of a team of how many, if it was won by a team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<(u16, u16)>,
    /// What it is an attempt at. None: it is no attempt, or nobody says at what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thing: Option<Thing>,
    /// The tier at which it counts.
    pub tier: Tier,
    /// The last day on which it is valid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_through: Option<Date>,
}

/// Another outcome of the learner's that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PassedFact {
    /// Its code.
    pub code: Code,
    /// Its grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Its kind.
    pub kind: OutcomeKind,
    /// What it is an attempt at. None: it is no attempt, or nobody says at what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thing: Option<Thing>,
}

impl OutcomeFact {
    /// What it is called.
    #[must_use]
    pub fn called(&self) -> Called<'_> {
        Called::new(self.kind, &self.code, self.thing.as_ref())
    }
}

impl PassedFact {
    /// What it is called.
    #[must_use]
    pub fn called(&self) -> Called<'_> {
        Called::new(self.kind, &self.code, self.thing.as_ref())
    }
}

/// An enrolment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EnrolmentFact {
    /// The first day of study.
    pub from: Date,
    /// The programme.
    pub programme: ProgrammeId,
    /// The day it ended, the first that is not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A piece of evidence: what it is and how sure, and a commitment to what it says. The contents are never read here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// How sure it is.
    pub assurance: Assurance,
    /// The commitment.
    pub digest: Digest,
    /// Its kind, such as `transcript`.
    pub kind: Code,
}

/// Something that whoever files the application attests.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attested {
    /// The lot it is about, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// A whole number: percent, points; 1 for yes and 0 for no.
    pub value: u32,
    /// What: `age_at_least_16`, `content_match`.
    pub what: Code,
}

impl Attested {
    /// What the percentage of matching content is attested as.
    pub const CONTENT_MATCH: &str = "content_match";

    /// So many percent of what a lot covers match.
    #[must_use]
    pub fn content_match(lot: LotId, percent: u32) -> Self {
        Self { lot: Some(lot), value: percent, what: Code::literal(Self::CONTENT_MATCH) }
    }
}

/// A grant of an earlier conversion that stands, or of an application under review: what limits and residuals count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Prior {
    /// The lots that went in: id, content key, issuer.
    pub lots: Vec<(LotId, Option<Code>, InstitutionId)>,
    /// The day on which the application took effect.
    pub on: Date,
    /// What came out.
    pub outputs: Vec<PriorOutput>,
    /// The rule.
    pub rule: Code,
}

/// An output of an earlier conversion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PriorOutput {
    /// The residual it left, in quanta of its unit.
    pub after: Ratio,
    /// How much; none for an exemption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// The residual it found.
    pub before: Ratio,
    /// What it is.
    pub target: Target,
}

/// What is told of a lot that went in: its id, its content key, its issuer.
type Went = (LotId, Option<Code>, InstitutionId);

impl Prior {
    /// A grant as it counts for later applications: by what was taken. What was only read is not among its lots.
    pub(crate) fn of(grant: &Grant, on: Date, lot: impl FnMut(LotId) -> Option<Went>) -> Self {
        let taken = grant.inputs.iter().filter(|input| input.r#use != UseKind::Witness);
        let output = |output: &Output| PriorOutput {
            after: output.after,
            amount: output.amount.clone(),
            before: output.before,
            target: output.target.clone(),
        };
        Self {
            lots: taken.map(|input| input.lot).filter_map(lot).collect(),
            on,
            outputs: grant.outputs.iter().map(output).collect(),
            rule: grant.rule.clone(),
        }
    }
}

impl Facts {
    /// A grant of this application as it counts for the next one.
    #[cfg(feature = "analysis")]
    pub(crate) fn prior(&self, grant: &Grant) -> Prior {
        Prior::of(grant, self.applied, |id| {
            let outcome = self.outcomes.iter().find(|outcome| outcome.id == id)?;
            Some((id, outcome.content.clone(), outcome.issuer.clone()))
        })
    }
}
