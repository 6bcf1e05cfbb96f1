//! A rule book as its author wrote it: plain values, not yet checked.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::credit::{Credits, Ratio};
use crate::document::Citation;
use crate::id::{Code, IdError, InstitutionId, UnitId};
use crate::registry::{DocumentHead, Framework, OutcomeName, Role, Tier};
use crate::rules::clause::Effect;
use crate::rules::need::Need;
use crate::rules::source::Source;
use crate::rules::words::{Basis, Binds, February, Hit, Measure, Per, Same, TierMove};
use crate::text::serde_as_text;
use crate::time::Period;

/// A rule book that nobody has checked: what a file says, or what a program put together.
/// [`RuleBookDraft::check`] makes a [`RuleBook`](crate::rules::RuleBook) of it, or says all that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleBookDraft {
    /// Its `[document]` table.
    pub head: DocumentHead,
    /// The number of the evaluator it is written for: 1.
    pub semantics: u32,
    /// Which date chooses the version and the rules in force.
    pub basis: Basis,
    /// What becomes of a day that a month does not have. A book that counts months must say so.
    pub february: Option<February>,
    /// How many days a review may take, from 1 to 366.
    pub review_days: u16,
    /// Within how many days of a refusal the learner may appeal, from 1 to 366.
    pub appeal_days: u16,
    /// Whether credit may move between tiers.
    pub tiers: TierPolicy,
    /// The units, scales and levels that the rules speak of, as frameworks define them.
    pub framework: Framework,
    /// The tier of each unit that has one.
    pub unit_tiers: Vec<UnitTier>,
    /// Codes of outcomes that no rule may convert, those of courses also in full.
    pub never: Vec<OutcomeName>,
    /// The clauses of law or regulation that rules rest on.
    pub clauses: Vec<Citation>,
    /// Who recognises whose outcomes.
    pub consortia: Vec<Consortium>,
    /// Groups of rules, and how those that match combine.
    pub groups: Vec<Group>,
    /// Limits.
    pub limits: Vec<Limit>,
    /// The rules. Their order means nothing. Several may have one id, for different periods.
    pub rules: Vec<Rule>,
    /// Laws that the book does not keep, each with a reason.
    pub waivers: Vec<Waiver>,
}

/// A rule: from which outcomes, under which conditions, to what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// The clause it rests on.
    pub clause: Code,
    /// Its sources: from one to 64.
    pub from: Vec<Source>,
    /// The group in which it combines with others.
    pub group: Code,
    /// Its id, across its versions.
    pub id: Code,
    /// The limits that count what it gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Code>,
    /// Conditions that must all hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub need: Vec<Need>,
    /// Rules that it beats where both match.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Code>,
    /// Who must agree, in this order, each another person; empty: nobody, it converts at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<ReviewStage>,
    /// What it gives: from one to 64 effects.
    pub to: Vec<Effect>,
    /// The basis dates for which it is in force.
    pub valid: Period,
}

/// One review: somebody with the role, at the institution that was applied to or at another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewStage {
    /// The institution, where it is not the one that was applied to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<InstitutionId>,
    /// The role: reviewer, registrar or awarder.
    pub role: Role,
}

/// Institutions that recognise each other's outcomes. Sichuan and Chongqing across a border, a group of colleges.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consortium {
    /// Its id.
    pub id: Code,
    /// Whose outcomes are recognised.
    pub issuers: Vec<InstitutionId>,
    /// Who recognises them.
    pub receivers: Vec<InstitutionId>,
    /// On which basis dates.
    pub valid: Period,
}

/// A group of rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// How rules that match combine.
    pub hit: Hit,
    /// Its id.
    pub id: Code,
    /// Which outcomes compete.
    pub same: Same,
}

/// A limit on what rules give. It counts the rules that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// When it binds.
    pub binds: Binds,
    /// The most there may be.
    pub bound: Bound,
    /// The clause it rests on.
    pub clause: Code,
    /// Its id.
    pub id: Code,
    /// What it counts.
    pub measure: Measure,
    /// What it counts by, each value by itself.
    pub per: Vec<Per>,
    /// The unit, of a limit on credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The days of the year on which windows begin, of a limit by window.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<MonthDay>,
}

/// How much a limit allows. Zero is none, not unlimited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// So much: credits, or a whole number of items or uses.
    Most(Credits),
    /// A share of a base, exactly: q × total ≤ p × base. The base does not grow with what is converted.
    Share {
        /// Of what.
        of: Base,
        /// The share.
        share: Ratio,
    },
}

/// What a share is taken of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// The amounts of the lots that go in, where they are in the limit's unit.
    Source,
    /// A stated amount, such as the credits of a programme.
    Stated(Credits),
}

/// A day of every year, written `09-01`. The 29th of February is not a day of every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

/// Whether credit may move to a lower, the same and a higher tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TierPolicy {
    /// To a lower tier.
    pub down: TierMove,
    /// Within one tier.
    pub level: TierMove,
    /// To a higher tier.
    pub up: TierMove,
}

/// To a lower tier and within one by any rule, to a higher one only where source and target are named.
impl Default for TierPolicy {
    fn default() -> Self {
        Self { down: TierMove::Any, level: TierMove::Any, up: TierMove::Named }
    }
}

/// The tier at which credits of a unit count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitTier {
    /// The tier.
    pub tier: Tier,
    /// The unit.
    pub unit: UnitId,
}

/// A law of the kit that the book does not keep, or a remark of the analyses that it knows of, and why. It is part of the
/// book's identity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Waiver {
    /// The law's name, or the remark's code.
    pub law: Code,
    /// The reason.
    pub reason: String,
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month, self.day)
    }
}

impl FromStr for MonthDay {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        // 2025 has no 29 February.
        let day = format!("2025-{text}").parse::<crate::time::Date>();
        let parts = day.ok().map(crate::time::Date::parts);
        let read = parts
            .and_then(|(_, month, day)| Some(Self { month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? }));
        read.ok_or_else(|| IdError::new("a day of every year", text, "a month and a day are expected, as in `09-01`"))
    }
}

serde_as_text!(MonthDay);
