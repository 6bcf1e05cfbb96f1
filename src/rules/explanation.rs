//! Why an answer is what it is, complete enough to be checked without the rule book.

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Credits, Ratio, Rounding};
use crate::digest::Digest;
use crate::id::{Code, DocumentId, LotId};
use crate::registry::OutcomeName;
use crate::rules::answer::{Answer, Input};
use crate::rules::clause::Target;
use crate::rules::facts::Asked;
use crate::rules::words::{Hit, Rest, RoundAt, Same};
use crate::time::{Date, Period};

/// The answer, and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// What is granted, or why not.
    pub answer: Answer,
    /// Every rule that names an outcome of the application, and what became of it.
    pub explanation: Explanation,
}

/// How an application was decided: every rule that names one of its outcomes, in the order of rule ids and lots.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What the application asks for.
    pub asked: Asked,
    /// The rule book.
    pub book: DocumentId,
    /// What became of each rule.
    pub candidates: Vec<Candidate>,
    /// The basis date.
    pub day: Date,
    /// The rule book's semantic hash.
    pub hash: Digest,
    /// The limits on all grants together, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joint: Vec<Check>,
    /// The lots that were applied with, by id, and how much of each is asked for.
    pub lots: Vec<(LotId, Credits)>,
    /// The evaluator's number.
    pub semantics: u32,
    /// What the rule book's publisher calls this version.
    pub version: Code,
}

/// One rule, as tried on some of the outcomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// Its sums, made again after those of the same rule that are applied before it in the same application: each finds
    /// the residual that the one before it left. Empty where it finds what its own sums say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<Sum>,
    /// What was tested, in the order of the rule: sources, then needs, then limits.
    pub checks: Vec<Check>,
    /// The clause it rests on.
    pub clause: Code,
    /// The content keys of its lots, each once.
    pub contents: Vec<Code>,
    /// Whether it denies.
    pub denies: bool,
    /// Its group.
    pub group: Code,
    /// How its group combines.
    pub hit: Hit,
    /// What would go in if it stood alone: in a group that is `sum`, of a lot that another one has taken it is a witness.
    pub inputs: Vec<Input>,
    /// The lots it was tried on, by id.
    pub lots: Vec<LotId>,
    /// The rules it overrides.
    pub overrides: Vec<Code>,
    /// The rule.
    pub rule: Code,
    /// What makes outcomes compete in its group.
    pub same: Same,
    /// How its amounts were computed; empty where its conditions failed before.
    pub sums: Vec<Sum>,
    /// What its effects are for, in the order of the rule.
    pub targets: Vec<Target>,
    /// The basis dates for which it is in force.
    pub valid: Period,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Two rules of a group in which only one may match do.
    Ambiguous {
        /// The other.
        with: Code,
    },
    /// It grants.
    Applied,
    /// A rule that denies matches too. A denial that matches denies itself.
    Denied {
        /// That rule.
        by: Code,
    },
    /// At least one condition failed.
    Failed,
    /// Another one gives more.
    Lost {
        /// That rule.
        to: Code,
    },
    /// The application asks for another rule, or for another target.
    NotAsked,
    /// The basis date is not in its period.
    NotInForce,
    /// It could be chosen.
    Open,
    /// A rule that overrides it matches too.
    Overridden {
        /// That rule.
        by: Code,
    },
}

/// A condition, and whether it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// All of these.
    All(Vec<Check>),
    /// One of these at least.
    Any(Vec<Check>),
    /// So many of these at least.
    AtLeast {
        /// How many.
        count: u16,
        /// Of these.
        of: Vec<Check>,
    },
    /// One condition.
    One(Test),
}

/// One condition: what was wanted, and what was found. Whether it holds follows from the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Test {
    /// By which values a limit counts: a target, an issuer, a content key, the first day of a window.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<String>,
    /// What was found.
    pub got: Got,
    /// The lot it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// Which one, where there are several: a limit, a kind of evidence, a programme, a scale, another outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<OutcomeName>,
    /// What was wanted.
    pub wanted: Wanted,
    /// What it is about.
    pub what: What,
}

/// What a condition is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// How long ago it was earned.
    Age,
    /// An attested fact.
    Attested,
    /// The consortium of issuer and receiver.
    Consortium,
    /// Its content key.
    Content,
    /// How many outcomes the source takes.
    Count,
    /// When it was earned.
    Earned,
    /// When it was earned, as against an enrolment.
    EarnedWhen,
    /// An enrolment.
    Enrolled,
    /// A piece of evidence.
    Evidence,
    /// Its grade.
    Grade,
    /// A grade that can be carried or mapped.
    GradeOut,
    /// Its issuer.
    Issuer,
    /// That the worth reaches the least.
    Least,
    /// Its level.
    Level,
    /// A limit.
    Limit,
    /// The attested match of its content with the target.
    Match,
    /// That it may be converted at all.
    Never,
    /// That no issuer on a list issued it.
    NotIssuer,
    /// Another outcome in the passbook.
    Passed,
    /// That the numbers fit, and come to at least one quantum.
    Range,
    /// That all outcomes have one issuer.
    SameIssuer,
    /// An attested number.
    Score,
    /// Its amount.
    Size,
    /// A step of a table.
    Table,
    /// How much of it is asked for.
    Take,
    /// The number of a member of a team.
    Team,
    /// Its tier.
    Tier,
    /// That credit may move to the target's tier.
    TierMove,
    /// Its unit.
    Unit,
    /// That it is valid on the day of the application.
    Valid,
}

/// What a condition wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// At most this.
    AtMost(Point),
    /// That it is so, or is not.
    Is(bool),
    /// None of these words.
    NoneOf(Vec<String>),
    /// One of these words.
    OneOf(Vec<String>),
    /// From here on, and below there.
    Within {
        /// The least above, not inside.
        below: Option<Point>,
        /// The least, itself inside.
        from: Option<Point>,
    },
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Got {
    /// That it is so and that it is not: it is attested both ways.
    Both,
    /// That it is so, or is not.
    Flag(bool),
    /// Nothing.
    Nothing,
    /// An amount that is no whole number of quanta, and is not rounded.
    NotWhole,
    /// Something that cannot be compared with what is wanted, such as a grade on another scale, or a day that does not exist.
    Other(String),
    /// A place on the scale of what is wanted.
    Point(Point),
    /// An amount that is too large to be recorded.
    TooLarge,
    /// A word.
    Word(String),
}

/// A place on some scale: a number that compares, and how it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Higher is better, later, or more. Only points of one test are compared.
    pub at: Ratio,
    /// As it is written.
    pub text: String,
}

/// How one amount was computed. The numbers alone give the output again:
/// with `exact = (Σ taken × rate, or stated) × factor`, in quanta.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The residual after, in quanta.
    pub after: Ratio,
    /// Where it was rounded.
    pub at: RoundAt,
    /// The residual before, in quanta.
    pub before: Ratio,
    /// What a member of a team gets of it.
    pub factor: Ratio,
    /// What is lost, in quanta.
    pub forfeited: Ratio,
    /// What rounding up adds, in quanta.
    pub granted: Ratio,
    /// The most that may come out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Credits>,
    /// What comes out; none for an exemption.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub out: Option<Amount>,
    /// The quantum of its unit.
    pub quantum: Credits,
    /// The rate, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<Ratio>,
    /// What becomes of what is left over.
    pub rest: Rest,
    /// Which way it was rounded.
    pub round: Rounding,
    /// The stated amount, fixed or from a table, where there is no rate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<Credits>,
    /// What is taken, lot by lot.
    pub taken: Vec<(LotId, Credits)>,
    /// What it is.
    pub target: Target,
    /// The exact worth, in quanta.
    pub worth: Ratio,
}
