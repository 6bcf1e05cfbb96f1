//! What a rule gives: targets, amounts, grades, and how long they last.

use serde::{Deserialize, Serialize};

use crate::credit::{Credits, Ratio, Rounding};
use crate::id::{Code, ScaleId, UnitId};
use crate::registry::Months;
use crate::registry::{CourseName, Grade, Tier};
use crate::rules::words::{Rest, RoundAt};

/// One effect of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Effect {
    /// How much; none for an exemption and a denial, which add no credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amounts: Option<Amounts>,
    /// How long what comes out is valid.
    pub expires: Lasting,
    /// Which grade it carries.
    pub grade: GradePolicy,
    /// What it is.
    pub target: Target,
    /// The tier at which it counts. A draft may leave it out where the unit has one tier; a checked book has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
}

/// What comes out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Credits of a category, no course: `practice`, `elective`.
    Category(Code),
    /// Credits of a course.
    Course(CourseName),
    /// Explicitly nothing: what matches is refused, unless a rule overrides this one.
    Denial,
    /// A course that need not be taken (免修). It adds no credit.
    Exemption(CourseName),
}

/// How much comes out: `round(worth × team share)`, at most `most`; nothing where it is below `least`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Amounts {
    /// Where it is rounded.
    pub at: RoundAt,
    /// The rule fails where the exact worth is below this, in whole quanta; where the rest is kept, what is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<Credits>,
    /// No more than this comes out of one application, in whole quanta. What is above it is forfeited, a residual with
    /// it; where the rest is kept, it is not taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Credits>,
    /// What becomes of what is left over.
    pub rest: Rest,
    /// Which way it is rounded to whole quanta of the unit.
    pub round: Rounding,
    /// What a member of a team gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamShare>,
    /// The unit.
    pub unit: UnitId,
    /// What the inputs are worth.
    pub worth: RuleWorth,
}

/// What the inputs of a rule are worth in the target unit, before rounding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RuleWorth {
    /// So much, whatever is taken: whole quanta of the unit.
    Fixed(Credits),
    /// So much of the unit for each credit taken, above zero. Witnesses are not taken.
    Rate(Ratio),
    /// By the grade or level of the one outcome of the rule's first source.
    Table {
        /// What is looked up.
        by: TableBy,
        /// Steps, worst first; each holds from its mark up to the next step's. Below the first there is nothing.
        steps: Vec<TableStep>,
    },
}

/// What a table is read by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TableBy {
    /// The grade, on this scale.
    Grade(ScaleId),
    /// The level, in this qualifications framework.
    Level(Code),
}

/// A step of a table of amounts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableStep {
    /// How much.
    pub credits: Credits,
    /// The mark or level from which it holds.
    pub from: Code,
}

/// What members of a team get. Who wins alone gets all of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TeamShare {
    /// The worth is multiplied by this for a member of a team of two or more: above zero, at most one.
    pub factor: Ratio,
    /// Members with a number above this get nothing: the rule fails. Two or more.
    pub most: u16,
}

/// Which grade the output carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GradePolicy {
    /// That of the one outcome of the rule's first source, as it is.
    Carry,
    /// Always this one.
    Fixed(Grade),
    /// By the grade of the one outcome of the rule's first source.
    Map {
        /// The scale of that grade.
        scale: ScaleId,
        /// Steps, worst first; each holds from its mark up to the next step's.
        steps: Vec<MarkStep>,
    },
    /// None: it does not count in any average.
    Nothing,
    /// This one, which says no more than that it is passed.
    Pass(Grade),
}

/// A step of a table of grades.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkStep {
    /// The mark from which it holds.
    pub from: Code,
    /// The grade that comes out.
    pub grade: Grade,
}

/// How long an output is valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Lasting {
    /// As long as the input that expires first.
    Earliest,
    /// For ever.
    Forever,
    /// So long after the earliest day on which an input was earned; that day so much later still counts.
    Months(Months),
}
