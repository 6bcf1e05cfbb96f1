//! What a rule asks of the outcomes it starts from.

use serde::Serialize;

use crate::credit::Credits;
use crate::id::{Code, InstitutionId, UnitId};
use crate::registry::{Called, OutcomeKind, OutcomeName, Scope, Tier, UseKind};
use crate::registry::{GradeBand, LevelBand, Months, SizeBand};
use crate::time::Period;

/// One source of a rule: which outcomes it names, what must hold of each, and how they are used. What is empty or
/// left out does not narrow it. The sources of one rule name different outcomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The outcome was earned at most so long before the day of the application.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<Months>,
    /// Codes of outcomes, those of courses also in full; empty names every outcome of the kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<OutcomeName>,
    /// The issuer and the converting institution belong to this consortium on the basis date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consortium: Option<Code>,
    /// Content keys.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<Code>,
    /// Earned in this period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earned: Option<Period>,
    /// The grade lies in this band. An outcome without a grade, or graded on another scale, fails.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<GradeBand>,
    /// Issued by one of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issuers: Vec<InstitutionId>,
    /// The kind of outcome.
    pub kind: OutcomeKind,
    /// The level lies in this band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<LevelBand>,
    /// Whether several outcomes may be taken together; otherwise exactly one.
    pub many: bool,
    /// Issued by none of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_issuers: Vec<InstitutionId>,
    /// What is reserved in these scopes only is taken too, after what is free.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reserved_by: Vec<Scope>,
    /// The scope, of a source that is reserved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// The lot's whole amount lies in this band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<SizeBand>,
    /// How much of each lot is taken.
    pub take: Taking,
    /// Counted at one of these tiers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<Tier>,
    /// Counted in this unit. A rule with a rate needs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// How the outcomes are used.
    pub r#use: UseKind,
}

/// How much of a lot a rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Taking {
    /// What the application asks for.
    Asked,
    /// So much, of as much as is asked for or more.
    Fixed(Credits),
    /// The whole lot, which must be what is asked for.
    Whole,
}

impl Source {
    /// Whether the source names an outcome: by its kind, and by its code where there are codes. These are looked up in
    /// order, as they stand in a checked book.
    #[must_use]
    pub fn names(&self, outcome: &Called<'_>) -> bool {
        self.kind == outcome.kind && (self.codes.is_empty() || outcome.is_among(&self.codes))
    }
}
