//! Which outcomes a part takes, or a quota counts.

use serde::Serialize;

use crate::id::{Code, InstitutionId, UnitId};
use crate::programme::words::Provenance;
use crate::registry::{OutcomeKind, OutcomeName, Tier};
use crate::rules::{GradeBand, LevelBand, Months};
use crate::time::Period;

/// A description of outcomes. What is empty or left out does not narrow it; of several picks in a list any one will do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pick {
    /// Earned at most so long before the day of the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<Months>,
    /// Whether it must be reserved by an earlier award out of which the programme carries.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub carried: bool,
    /// Categories of the course, or of converted credit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Code>,
    /// Classes of the course: compulsory, elective.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<Code>,
    /// Codes of outcomes, those of courses also in full.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<OutcomeName>,
    /// Content keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<Code>,
    /// Earned in this period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earned: Option<Period>,
    /// The grade lies in this band. An outcome without a grade, or graded on another scale, is not picked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<GradeBand>,
    /// Issued by one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<InstitutionId>,
    /// Kinds of outcome.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<OutcomeKind>,
    /// The level lies in this band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelBand>,
    /// None of these codes, those of courses also in full.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_codes: Vec<OutcomeName>,
    /// Issued by none of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_issuers: Vec<InstitutionId>,
    /// Of one of these origins.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<Provenance>,
    /// Codes that begin so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prefixes: Vec<Code>,
    /// Counted at one of these tiers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// In this unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
}
