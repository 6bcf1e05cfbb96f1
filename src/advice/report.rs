//! What a plan means, for a learner, a registrar and a machine.

use crate::advice::near::MadeBy;
use serde::Serialize;

use crate::advice::cause::Core;
use crate::advice::near::Tempted;
use crate::advice::repair::Repair;
use crate::credit::{Amount, Credits};
use crate::digest::Digest;
use crate::id::{Code, DocumentId, InstitutionId, ProgrammeId, UnitId};
use crate::planner::{AssetId, Key, Relief};
use crate::programme::{Ask, By, QuotaBound};
use crate::registry::{Grade, OutcomeKind};
use crate::solver::{GoalLevel, LevelResult};
use crate::time::Date;

/// A plan, told: what counts where, why the award is not reached if it is not, and what would change that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Report {
    /// How the averages stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub averages: Vec<AverageStand>,
    /// Conversions that are to be made first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub conversions: Vec<ToMake>,
    /// Why it cannot be reached without more study, each by itself; none where it can, or where effort ended before a
    /// reason was found.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cores: Vec<Core>,
    /// The day on which the award would be made.
    pub day: Date,
    /// The document of the programme.
    pub document: DocumentId,
    /// The gates of the programme.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<GateStand>,
    /// The semantic hash of the document.
    pub hash: Digest,
    /// What the learner has that counts nowhere in this plan, and is not taken by a conversion.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub idle: Vec<LotStand>,
    /// What the learner has, in the unit of the programme.
    pub have: Have,
    /// By what less study may do than the levels say; none: they say the least.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub less_by: Vec<LessBy>,
    /// How good the plan is, level by level, and how good any plan could be.
    pub levels: Vec<LevelResult>,
    /// The institution that would award.
    pub own: InstitutionId,
    /// The parts of the programme, each after the part around it, in the order of the page.
    pub parts: Vec<PartStand>,
    /// The programme.
    pub programme: ProgrammeId,
    /// One quantum of the unit: what the first level is counted in.
    pub quantum: Credits,
    /// How the quotas stand.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<QuotaStand>,
    /// Whether the award is reached.
    pub reached: bool,
    /// What was decided for this learner, shown apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reliefs: Vec<Relief>,
    /// What would change it, the cheapest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// What nearly counted, what would help most first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tempting: Vec<Tempted>,
    /// The name of the programme.
    pub title: String,
    /// The unit in which it counts.
    pub unit: UnitId,
    /// How many requirements of the cores were not looked at one by one, for what relaxing them would do.
    #[serde(skip_serializing_if = "is_zero")]
    pub untried: u32,
    /// What the document's publisher calls its version.
    pub version: Code,
    /// How the programme as a whole stands.
    pub whole: Stand,
}

/// By what less study may do than a plan reckons with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LessBy {
    /// In a plan study has no grade: good grades may raise an average that keeps out what is there.
    Grades,
    /// In a plan study counts in one part alone: an outcome may count in two that share.
    Sharing,
}

/// Whether it is nothing, and left out.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// The same of credits.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
const fn is_nothing(credits: &Credits) -> bool {
    credits.is_zero()
}

impl Report {
    /// A level of the plan.
    #[must_use]
    pub fn level(&self, level: GoalLevel) -> Option<&LevelResult> {
        self.levels.iter().find(|one| one.level == level)
    }

    /// So many quanta of the unit, as an amount; none where no amount is so large.
    #[must_use]
    pub fn quanta(&self, count: u64) -> Option<Amount> {
        let steps = self.quantum.ten_thousandths().checked_mul(count)?;
        Some(self.amount(Credits::from_ten_thousandths(steps)?))
    }

    /// Whether something is still to be studied or taken.
    #[must_use]
    pub fn needs_study(&self) -> bool {
        let left = |level| self.level(level).is_some_and(|one| one.value > 0);
        left(GoalLevel::Study) || left(GoalLevel::Items)
    }

    /// An amount in the programme's unit.
    #[must_use]
    pub fn amount(&self, credits: Credits) -> Amount {
        Amount { credits, unit: self.unit.clone() }
    }

    /// A part of the programme.
    #[must_use]
    pub fn part(&self, id: &Code) -> Option<&PartStand> {
        self.parts.iter().find(|part| part.id == *id)
    }
}

/// What the learner has, in the unit of the programme: what counts, what counts only in parts that look at everything afresh, and what
/// counts nowhere are all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Have {
    /// What counts in parts that look at everything afresh, and not in the programme.
    #[serde(skip_serializing_if = "is_nothing")]
    pub afresh: Credits,
    /// What counts in the programme, each once: as much as the programme shows.
    pub counts: Credits,
    /// What counts nowhere.
    pub idle: Credits,
    /// All that is there: in the passbook, less what conversions of the plan take, with what they make.
    pub there: Credits,
}

/// How a part, or the whole programme, stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stand {
    /// What is asked of this learner: exemptions and waivers are taken off.
    pub ask: Ask,
    /// Credits that count, each once.
    pub credits: Credits,
    /// Outcomes that count, each once.
    pub items: u32,
    /// Credits that are still to be studied.
    pub study: Credits,
    /// Outcomes that are still to be taken.
    pub take: u32,
}

impl Stand {
    /// By how much what counts is less than what it asks by itself: credits and outcomes. With what counts it adds up to what
    /// is asked.
    #[must_use]
    pub fn short(&self) -> (Credits, u32) {
        let credits = self.ask.least.and_then(|least| least.minus(self.credits).ok());
        let items = self.ask.least_items.and_then(|least| least.checked_sub(self.items));
        (credits.unwrap_or_default(), items.unwrap_or_default())
    }

    /// Whether what counts is enough for what it asks by itself. Something may still be studied in it, for what is within or
    /// around it.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.short() == (Credits::ZERO, 0)
    }

    /// Whether it asks for a least by itself.
    #[must_use]
    pub fn asks(&self) -> bool {
        let credits = self.ask.least.is_some_and(|least| !least.is_zero());
        credits || self.ask.least_items.is_some_and(|items| items > 0)
    }

    /// Whether nothing is to be studied in it.
    #[must_use]
    pub const fn is_filled(&self) -> bool {
        self.study.is_zero() && self.take == 0
    }

    /// What is to be studied and taken in it beyond what it is short of by itself.
    #[must_use]
    pub fn beyond(&self) -> (Credits, u32) {
        let (credits, items) = self.short();
        (self.study.minus(credits).unwrap_or_default(), if self.take > items { self.take.abs_diff(items) } else { 0 })
    }
}

/// How a part stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PartStand {
    /// The clause it rests on.
    pub clause: Code,
    /// How many parts are around it.
    pub depth: u32,
    /// Its id.
    pub id: Code,
    /// Whether outcomes count in it; otherwise it is a group of parts.
    pub leaf: bool,
    /// What counts in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<LotStand>,
    /// Whether it, or the part around it, looks at all outcomes afresh.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub overlay: bool,
    /// What is asked, and what there is.
    #[serde(flatten)]
    pub stand: Stand,
    /// Whether it is taken: one of several choices, or an optional part, may be left out.
    pub taken: bool,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The part around it; none at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Code>,
}

/// An asset, and how much of it counts in a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LotStand {
    /// Which asset.
    pub asset: AssetId,
    /// The code of the outcome.
    pub code: Code,
    /// How much of it counts here, in its own unit.
    pub counts: Amount,
    /// The day on which it was earned.
    pub earned: Date,
    /// Its grade.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// Who issued it.
    pub issuer: InstitutionId,
    /// Its kind.
    pub kind: OutcomeKind,
    /// The rule that made it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<MadeBy>,
    /// The whole of it.
    pub of: Amount,
    /// The other parts in which it counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<Code>,
    /// Whether it counts here by a substitution.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub substituted: bool,
}

/// A conversion that is to be made first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToMake {
    /// Approvals and pieces of evidence that it needs, and one for itself.
    pub approvals: u32,
    /// Its rule, if it makes anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<MadeBy>,
    /// Its id.
    pub id: Code,
    /// What it would make: a code, and how much.
    pub makes: Vec<(Code, Amount)>,
    /// What it would take.
    pub takes: Vec<(AssetId, Amount)>,
}

/// How a gate stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GateStand {
    /// The clause it rests on: that of a pathway with this gate, or of the programme.
    pub clause: Code,
    /// Its id.
    pub id: Code,
    /// Whether it is passed or waived.
    pub passed: bool,
}

/// How a quota stands. Of one that counts each value by itself, the value with most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuotaStand {
    /// The value with most, where it counts each by itself and something counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<(By, String)>,
    /// The bound.
    pub bound: QuotaBound,
    /// The clause it rests on.
    pub clause: Code,
    /// Such credits that count.
    pub credits: Credits,
    /// Its id.
    pub id: Code,
    /// Such outcomes that count.
    pub items: u32,
    /// What a share comes to here, or the amount that is stated; none of a quota on outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Credits>,
    /// What it counts: of each of its picks the keys that narrow it. None: everything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Vec<(Key, Vec<String>)>>,
    /// By what it counts, each value by itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub per: Vec<By>,
}

/// How an average stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AverageStand {
    /// The clause it rests on.
    pub clause: Code,
    /// Its id.
    pub id: Code,
    /// The least average.
    pub least: Grade,
    /// What is graded so, could count there, and counts nowhere, or in part: the rest is left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<LotStand>,
    /// The average of what counts, cut to a step of the scale; none where nothing is graded so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<Grade>,
    /// What it would be with what is left out; none where nothing is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub with: Option<Grade>,
}
