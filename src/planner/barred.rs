//! What the learner has that cannot count on a day, and why.

use serde::Serialize;

use crate::id::ProgrammeId;
use crate::planner::holdings::Asset;
use crate::time::Date;

/// Something the learner has that cannot count now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Barred {
    /// It, as it would count.
    pub asset: Asset,
    /// Why it does not.
    pub bar: Bar,
}

/// Why something that the learner has does not count now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// Another attempt at the same thing is in the way; the award that uses it, if one does.
    Blocked(Option<ProgrammeId>),
    /// It was valid through this day.
    Expired(Date),
    /// It is held for an application.
    Held,
    /// It is earned on this day, after the day of the plan.
    NotYet(Date),
    /// It is bound by awards out of which this one does not carry.
    Reserved(Vec<ProgrammeId>),
    /// It is suspended, or what it rests on is.
    Suspended,
}
