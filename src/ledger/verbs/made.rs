//! What a line made: what a receipt hands on, and of which type that is for each verb.

use serde::Serialize;

use crate::id::{DecisionId, EntryId, HoldId, LotId};
use crate::ledger::act::Act;
use crate::ledger::application::Reason;
use crate::ledger::verbs::*;
use crate::registry::Role;
use crate::time::Date;

/// What a line made under its own number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// Nothing that has an id of its own.
    Nothing,
    /// A decision: an award, or lots bound elsewhere.
    Decision(DecisionId),
    /// What its line names: an enrolment, a matriculation, a record, a gate that was tried, a relief.
    Entry(EntryId),
    /// An application, with what came of it.
    Filed(Filed),
    /// A hold.
    Hold(HoldId),
    /// A lot.
    Lot(LotId),
    /// What came of a review that agrees.
    Reviewed(Reviewed),
}

/// An application that was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Filed {
    /// Its id: also that of the hold on its lots.
    pub id: HoldId,
    /// What came of it at once.
    pub outcome: FilingResult,
}

/// What comes of an application when it is filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FilingResult {
    /// Its lots were converted, since nobody has to agree: the lots that were made.
    Converted(Vec<LotId>),
    /// The rules do not grant it, for these reasons. That it was filed is on the record.
    Refused(Vec<Reason>),
    /// Its lots are held while people review it.
    UnderReview {
        /// The last day of the hold.
        through: Date,
    },
}

/// What comes of a review that agrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reviewed {
    /// It was the last one: the lots that were made.
    Converted(Vec<LotId>),
    /// Somebody in this role reviews next.
    Next(Role),
}

/// A verb that a caller may submit, and what it makes.
pub trait Submit: Into<Act> + sealed::Sealed {
    /// What it makes, as its receipt says.
    type Made: Clone + std::fmt::Debug + PartialEq;

    /// What it makes, from what its line says.
    #[doc(hidden)]
    fn made_by(made: Made) -> Option<Self::Made>;
}

mod sealed {
    #[allow(unnameable_types, reason = "nobody else makes verbs")]
    pub trait Sealed {}
}

macro_rules! makes {
    ($($of:ty = $pattern:pat => $made:expr, $($verb:ident)+;)+) => {$($(
        impl sealed::Sealed for $verb {}

        impl Submit for $verb {
            type Made = $of;

            fn made_by(made: Made) -> Option<$of> {
                match made {
                    $pattern => Some($made),
                    _ => None,
                }
            }
        }
    )+)+};
}

makes! {
    LotId = Made::Lot(id) => id, Accrue;
    HoldId = Made::Hold(id) => id, Hold;
    Filed = Made::Filed(filed) => filed, Apply;
    Reviewed = Made::Reviewed(reviewed) => reviewed, Approve;
    DecisionId = Made::Decision(id) => id, Bind Redeem;
    EntryId = Made::Entry(id) => id, Assess Enrol Matriculate Record Relieve;
    () = Made::Nothing => (), Appeal Close Expire Lapse Leave Open Refuse Regrade Release Reopen Reverse Revalue Revoke RevokeAward Settle Unbind Withdraw;
}
