//! When: dates that do not fit together, or have not come yet.

use serde::Serialize;

use crate::id::{HoldId, InstitutionId};
use crate::ledger::named::Latest;
use crate::time::Date;

/// Why it is the wrong day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum WhenRefusal {
    /// It is said to be true later than today.
    #[error("{effective} is later than today, {today}, in the book's time zone")]
    InFuture {
        /// The effective date.
        effective: Date,
        /// The day it was recorded.
        today: Date,
    },
    /// Something later already happened to what it changes.
    #[error("{effective} is before {latest}, the latest date of {subject}")]
    TooEarly {
        /// The effective date.
        effective: Date,
        /// The latest date of what it changes.
        latest: Date,
        /// What it changes.
        subject: Latest,
    },
    /// An outcome is not earned after the day on which it became true in this book.
    #[error(
        "earned on {earned}, and true here from {effective}: what is earned later is not recorded before; `earned` is for an earlier day"
    )]
    EarnedLater {
        /// The day on which it is said to have been earned.
        earned: Date,
        /// The effective date.
        effective: Date,
    },
    /// A date that should come later comes earlier.
    #[error("{later} is before {earlier}")]
    DatesReversed {
        /// What should come first.
        earlier: Date,
        /// What should come later.
        later: Date,
    },
    /// The institution's outcomes are not valid for so long.
    #[error("an outcome issued by `{institution}` on that day must state a last valid day, at most {most}")]
    LivesTooLong {
        /// The institution.
        institution: InstitutionId,
        /// The last day there may be.
        most: Date,
    },
    /// The last day for an appeal has passed.
    #[error("application {application} could be appealed against through {through}")]
    AppealTooLate {
        /// The application.
        application: HoldId,
        /// The last day.
        through: Date,
    },
    /// The hold still stands. Ask again after its last day.
    #[error("hold {hold} stands through {through}; release it, or let it lapse after that day")]
    NotLapsed {
        /// The hold.
        hold: HoldId,
        /// Its last day.
        through: Date,
    },
    /// Nothing expires on that day.
    #[error("nothing in the passbook expires by {day}")]
    NothingDue {
        /// The business date.
        day: Date,
    },
}

codes! {
    WhenRefusal;
    InFuture = "when/in-future",
    TooEarly = "when/too-early",
    EarnedLater = "when/earned-later",
    DatesReversed = "when/dates-reversed",
    LivesTooLong = "when/lives-too-long",
    AppealTooLate = "when/appeal-too-late",
    NotLapsed = "when/not-lapsed",
    NothingDue = "when/nothing-due",
}
