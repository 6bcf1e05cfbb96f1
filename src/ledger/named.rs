//! What refusals name: holders of dates, and things of a passbook.

use crate::credit::Amount;
use crate::id::{Code, DecisionId, EntryId, HoldId, LotId};
use crate::ledger::standing::Subject;
use crate::registry::Thing;

/// What has a latest date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Latest {
    /// The passbook's opening or closing.
    Status,
    /// A lot.
    Lot(LotId),
    /// A hold.
    Hold(HoldId),
    /// A decision.
    Decision(DecisionId),
    /// An enrolment or a record.
    Line(EntryId),
    /// The uses of attempts at a thing.
    Attempts(Thing),
}

impl std::fmt::Display for Latest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status => f.write_str("the passbook's opening or closing"),
            Self::Lot(id) => write!(f, "lot {id}"),
            Self::Hold(id) => write!(f, "hold {id}"),
            Self::Decision(id) => write!(f, "decision {id}"),
            Self::Line(id) => write!(f, "line {id}"),
            Self::Attempts(thing) => write!(f, "the uses of attempts at `{thing}`"),
        }
    }
}

/// What a command names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// A lot.
    Lot(LotId),
    /// A hold.
    Hold(HoldId),
    /// An application.
    Application(HoldId),
    /// A decision.
    Decision(DecisionId),
    /// An enrolment.
    Enrolment(EntryId),
    /// A matriculation.
    Matriculation(EntryId),
    /// A line.
    Line(EntryId),
}

impl std::fmt::Display for Named {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Lot(id) => write!(f, "lot {id}"),
            Self::Hold(id) => write!(f, "hold {id}"),
            Self::Application(id) => write!(f, "application {id}"),
            Self::Decision(id) => write!(f, "decision {id}"),
            Self::Enrolment(id) => write!(f, "enrolment {id}"),
            Self::Matriculation(id) => write!(f, "matriculation {id}"),
            Self::Line(id) => write!(f, "line {id}"),
        }
    }
}

/// What waits until the use of another attempt ends.
pub(super) fn waiting_for(waiting: &[(LotId, Subject)]) -> String {
    let one = |(lot, by): &(LotId, Subject)| {
        format!("; lot {lot} would count, and waits for the use of another attempt at the same thing by {by}")
    };
    waiting.iter().map(one).collect()
}

pub(super) fn left_over(study: &Amount, items: u64, gates: &[Code]) -> String {
    let study = (!study.credits.is_zero()).then(|| format!("{study} still to study"));
    let items = (items > 0).then(|| format!("{items} outcomes still to take"));
    let gates = (!gates.is_empty()).then(|| format!("gates still to pass: {}", listed(gates)));
    study.into_iter().chain(items).chain(gates).collect::<Vec<_>>().join(", ")
}

pub(super) fn way(pathway: Option<&Code>, stage: Option<u32>) -> String {
    match (pathway, stage) {
        (Some(pathway), Some(stage)) => format!("stage {stage} of pathway `{pathway}`"),
        (Some(pathway), None) => format!("pathway `{pathway}`"),
        (None, _) => "a programme that is in no pathway".to_owned(),
    }
}

pub(super) fn listed<T: std::fmt::Display>(items: &[T]) -> String {
    items.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
