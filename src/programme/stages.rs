//! Pathways: programmes one after another, with gates between them.

use serde::Serialize;

use crate::credit::{Credits, Ratio};
use crate::id::{Code, ProgrammeId};
use crate::programme::requirements::Carry;
use crate::programme::words::PathwayKind;
use crate::rules::Months;

/// A pathway (贯通培养): stages, each of them a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Pathway {
    /// Changes to other pathways on the way.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
    /// The clause it rests on.
    pub clause: Code,
    /// Its id.
    pub id: Code,
    /// Its kind.
    pub kind: PathwayKind,
    /// Its stages, in order. Their numbers begin at 1.
    pub stages: Vec<Stage>,
    /// Its name.
    pub title: String,
}

/// A stage of a pathway. Its award is the exit award of those who go no further.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// What this stage may carry from the awards of stages before it, beside what its programme says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carry: Vec<Carry>,
    /// The gate (转段考核) before it; the first stage has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate: Option<Gate>,
    /// Whether the award of the stage before it is needed to enter.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub needs_award: bool,
    /// The programme of the stage.
    pub programme: ProgrammeId,
}

/// An assessment before a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Gate {
    /// How often it may be tried, from 1.
    pub attempts: u32,
    /// The clause it rests on.
    pub clause: Code,
    /// The pathways into whose stage of the same number one who failed may still go: 3+4 to 3+2.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fall_to: Vec<Code>,
    /// Its id.
    pub id: Code,
    /// Of the full marks of each subject, at least this share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_each: Option<Ratio>,
    /// Of the sum of full marks, at least this share.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_sum: Option<Ratio>,
    /// Its subjects, at least one.
    pub subjects: Vec<GateSubject>,
}

/// A subject of a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GateSubject {
    /// The full marks, above zero.
    pub full: Credits,
    /// Its id.
    pub id: Code,
}

/// A change from a stage of this pathway to another pathway.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What the new pathway may count that was bound here.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carry: Vec<Carry>,
    /// The clause it rests on.
    pub clause: Code,
    /// From this stage.
    pub from: u32,
    /// Into this stage.
    pub into: u32,
    /// The other pathway.
    pub to: Code,
    /// When, counted from the day of matriculation in the stage; empty: at any time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<Window>,
}

/// A half-open window of time after a day: `{ from = "P5M", below = "P7M" }`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// The first moment after it.
    pub below: Months,
    /// Its first day is so long after; none: that day itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Months>,
}
