//! The way to an award: programmes, stages, gates and plans.

use std::fmt;

use serde::Serialize;

use crate::credit::{Amount, Credits};
use crate::id::{Code, DecisionId, DocumentId, EntryId, LotId, ProgrammeId};
use crate::ledger::named::listed;
use crate::ledger::standing::Subject;
use crate::planner::Fault;
use crate::programme::Waivable;
use crate::time::Date;

/// Why the programme cannot be studied so, or the award not be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum AwardRefusal {
    /// The pathway has no such stage.
    #[error("a stage from 1 to {stages} of pathway `{pathway}` is expected")]
    NoStage {
        /// The pathway.
        pathway: Code,
        /// How many stages it has.
        stages: usize,
    },
    /// A stage was named without its pathway.
    #[error("stage {stage} is of a pathway, which is to be named with it")]
    StageAlone {
        /// The stage.
        stage: u32,
    },
    /// The stage is another programme.
    #[error("stage {stage} of pathway `{pathway}` is programme `{programme}`")]
    StageOfOther {
        /// The pathway.
        pathway: Code,
        /// The stage.
        stage: u32,
        /// Its programme.
        programme: ProgrammeId,
    },
    /// The programme has nothing of that id.
    #[error("programme `{programme}` has no {kind} `{id}`")]
    NotInProgramme {
        /// What was named.
        kind: Piece,
        /// Its id.
        id: Code,
        /// The programme.
        programme: ProgrammeId,
    },
    /// No such gate is before the next stage.
    #[error("gate `{gate}` does not stand before the stage after matriculation {matriculation}")]
    UnknownGate {
        /// The gate.
        gate: Code,
        /// The matriculation.
        matriculation: EntryId,
    },
    /// A mark is missing, named twice, above the full marks, or of no subject of the gate.
    #[error("gate `{gate}` expects one mark for each of its subjects, up to its full marks; see `{subject}`")]
    WrongMarks {
        /// The gate.
        gate: Code,
        /// The subject.
        subject: Code,
    },
    /// The learner studies the programme already.
    #[error("the learner is matriculated in `{programme}` already, by line {matriculation}")]
    Matriculated {
        /// The programme.
        programme: ProgrammeId,
        /// The matriculation.
        matriculation: EntryId,
    },
    /// A later stage is entered from the one before it.
    #[error("stage {stage} of pathway `{pathway}` is entered from the stage before it; name that matriculation")]
    NotEntered {
        /// The pathway.
        pathway: Code,
        /// The stage.
        stage: u32,
    },
    /// The gate before the stage has not been passed.
    #[error("gate `{gate}` has not been passed{}", lacking(missed))]
    GateNotPassed {
        /// The gate.
        gate: Code,
        /// By how much it was missed the last time, where it was tried and the marks are known.
        missed: Vec<MarkMissed>,
    },
    /// The gate was passed before.
    #[error("gate `{gate}` was passed already")]
    GatePassed {
        /// The gate.
        gate: Code,
    },
    /// The gate was tried as often as it may be.
    #[error("gate `{gate}` may be tried {attempts} times, and was{}", lacking(missed))]
    GateTried {
        /// The gate.
        gate: Code,
        /// How often.
        attempts: u32,
        /// By how much it was missed the last time, where the marks are known.
        missed: Vec<MarkMissed>,
    },
    /// The stage before must have been awarded.
    #[error("the award of `{programme}` is needed first")]
    AwardMissing {
        /// The programme.
        programme: ProgrammeId,
    },
    /// The pathway allows no such change.
    #[error("no change leads from {} to {}", way(from.as_ref(), *stage), way(to.as_ref(), None))]
    NoChange {
        /// The pathway that would be left.
        from: Option<Code>,
        /// Its stage.
        stage: Option<u32>,
        /// The pathway that would be entered.
        to: Option<Code>,
    },
    /// The change is not open on that day.
    #[error("the change to `{to}` is not open on {day}, counted from {since}")]
    ChangeNotOpen {
        /// The pathway.
        to: Code,
        /// The day of the matriculation.
        since: Date,
        /// The effective date.
        day: Date,
    },
    /// A pinned version is moved only later.
    #[error("the version of `{document}` in force on {day} is not later than the one that is pinned")]
    VersionNotLater {
        /// The document.
        document: DocumentId,
        /// The effective date.
        day: Date,
    },
    /// Something rests on what is to be undone.
    #[error("line {entry} is relied on by line {by}; undo that first")]
    StillNeeded {
        /// What is to be undone.
        entry: EntryId,
        /// What rests on it.
        by: EntryId,
    },
    /// The programme was awarded before.
    #[error("`{programme}` was awarded already, by decision {decision}")]
    Awarded {
        /// The programme.
        programme: ProgrammeId,
        /// The decision.
        decision: DecisionId,
    },
    /// The decision is not an award that was redeemed.
    #[error("decision {decision} is not an award made by a plan")]
    NoAward {
        /// The decision.
        decision: DecisionId,
    },
    /// The plan was made for something else.
    #[error("the plan was made for another {other}; plan again")]
    PlanOther {
        /// What is another one.
        other: PlanFor,
    },
    /// The plan counts on conversions that have not been made.
    #[error(
        "the plan needs conversions that are not made yet: {}; apply for them, then plan again",
        listed(conversions)
    )]
    ConversionsOpen {
        /// Their ids in the plan.
        conversions: Vec<Code>,
    },
    /// The plan does not hold on the passbook as it is, or its certificate does not prove what it says.
    #[error("the plan does not hold: {fault}")]
    PlanUnsound {
        /// What is wrong with it.
        fault: Box<Fault>,
    },
    /// The award is not reached.
    #[error("`{programme}` is not reached: {}{}", left_over(study, *items, gates), waiting_for(waiting))]
    NotReached {
        /// The programme.
        programme: ProgrammeId,
        /// Credit still to study.
        study: Amount,
        /// Items still to take.
        items: u64,
        /// Gates still to pass.
        gates: Vec<Code>,
        /// Lots that would be taken, and wait for the use of another attempt at the same thing.
        waiting: Vec<Waiting>,
    },
}

codes! {
    AwardRefusal;
    NoStage = "award/no-stage",
    StageAlone = "award/stage-alone",
    StageOfOther = "award/stage-of-other",
    NotInProgramme = "award/not-in-programme",
    UnknownGate = "award/unknown-gate",
    WrongMarks = "award/wrong-marks",
    Matriculated = "award/matriculated",
    NotEntered = "award/not-entered",
    GateNotPassed = "award/gate-not-passed",
    GatePassed = "award/gate-passed",
    GateTried = "award/gate-tried",
    AwardMissing = "award/award-missing",
    NoChange = "award/no-change",
    ChangeNotOpen = "award/change-not-open",
    VersionNotLater = "award/version-not-later",
    StillNeeded = "award/still-needed",
    Awarded = "award/awarded",
    NoAward = "award/no-award",
    PlanOther = "award/plan-other",
    ConversionsOpen = "award/conversions-open",
    PlanUnsound = "award/plan-unsound",
    NotReached = "award/not-reached",
}

/// A piece of a programme that has an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Piece {
    /// A part that takes outcomes.
    Leaf,
    /// A part.
    Part,
    /// What can be waived.
    #[serde(untagged)]
    Waivable(Waivable),
}

impl fmt::Display for Piece {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Leaf => "part that takes outcomes",
            Self::Part => "part",
            Self::Waivable(what) => what.as_str(),
        })
    }
}

/// What a plan is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanFor {
    /// A day.
    Day,
    /// An institution.
    Institution,
    /// A programme.
    Programme,
    /// A version of the programme.
    Version,
}

impl fmt::Display for PlanFor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Institution => "institution",
            Self::Programme => "programme",
            Self::Version => "version of the programme",
        })
    }
}

/// By how much a gate was missed, in one subject or in the sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MarkMissed {
    /// The subject; none: the sum of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Code>,
    /// The marks.
    pub marks: Credits,
    /// The marks that are needed.
    pub needed: Credits,
    /// What is missing.
    pub short: Credits,
}

impl fmt::Display for MarkMissed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { subject, marks, needed, short } = self;
        match subject {
            Some(subject) => write!(f, "`{subject}` was {short} short ({marks} of {needed})"),
            None => write!(f, "the sum was {short} short ({marks} of {needed})"),
        }
    }
}

fn lacking(missed: &[MarkMissed]) -> String {
    if missed.is_empty() { String::new() } else { format!("; the last time {}", listed(missed)) }
}

/// A lot that would count, and waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// The lot.
    pub lot: LotId,
    /// Who uses another attempt at the same thing.
    pub by: Subject,
}

/// What waits until the use of another attempt ends.
fn waiting_for(waiting: &[Waiting]) -> String {
    let one = |Waiting { lot, by }: &Waiting| {
        format!("; lot {lot} would count, and waits for the use of another attempt at the same thing by {by}")
    };
    waiting.iter().map(one).collect()
}

fn left_over(study: &Amount, items: u64, gates: &[Code]) -> String {
    let study = (!study.credits.is_zero()).then(|| format!("{study} still to study"));
    let items = (items > 0).then(|| format!("{items} outcomes still to take"));
    let gates = (!gates.is_empty()).then(|| format!("gates still to pass: {}", listed(gates)));
    study.into_iter().chain(items).chain(gates).collect::<Vec<_>>().join(", ")
}

fn way(pathway: Option<&Code>, stage: Option<u32>) -> String {
    match (pathway, stage) {
        (Some(pathway), Some(stage)) => format!("stage {stage} of pathway `{pathway}`"),
        (Some(pathway), None) => format!("pathway `{pathway}`"),
        (None, _) => "a programme that is in no pathway".to_owned(),
    }
}
