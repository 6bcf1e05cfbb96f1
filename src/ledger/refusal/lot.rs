//! What is named: lots and how much of them is free, holds, decisions and lines.

use std::fmt;

use serde::Serialize;

use crate::credit::{Amount, Credits};
use crate::id::{DecisionId, EntryId, HoldId, LotId, UnitId};
use crate::ledger::named::{Carrier, Named, listed};
use crate::ledger::standing::{Scope, ScopeUse, Subject};
use crate::registry::Thing;
use crate::time::Date;

/// Why a lot, hold, decision or line cannot be used, changed or ended so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(untagged)]
pub enum LotRefusal {
    /// The list names a lot twice.
    #[error("lot {lot} is named twice; name it once with the whole amount")]
    NamedTwice {
        /// The lot.
        lot: LotId,
    },
    /// A lot was revalued in another unit than its own.
    #[error("lot {lot} counts in `{expected}`, not in `{given}`; a conversion gives credit in another unit")]
    OtherUnit {
        /// The lot.
        lot: LotId,
        /// The unit that was given.
        given: UnitId,
        /// The lot's.
        expected: UnitId,
    },
    /// A lot was revalued to nothing.
    #[error("lot {lot} is not revalued to nothing; what was not earned is revoked, and a line in error is reversed")]
    RevaluedToNothing {
        /// The lot.
        lot: LotId,
    },
    /// A lot was revalued to what it is worth.
    #[error("lot {lot} is worth {amount} already")]
    WorthAlready {
        /// The lot.
        lot: LotId,
        /// What it is worth.
        amount: Amount,
    },
    /// A certificate with the same tag, earned the same day, is in the passbook already.
    #[error("the same certificate is in the passbook already, as lot {lot}")]
    AlreadyRecorded {
        /// That lot.
        lot: LotId,
    },
    /// The tag is that of another thing.
    #[error(
        "the tag is that of lot {lot}, which is an attempt at `{thing}`; a certificate is renewed as the same thing"
    )]
    TagOfAnother {
        /// That lot.
        lot: LotId,
        /// What it is an attempt at.
        thing: Thing,
    },
    /// Of two certificates with one tag the one that was earned later is to be valid longer.
    #[error("lot {lot} has the same tag: of the two the one that was earned later must be valid longer")]
    RenewalTooShort {
        /// That lot.
        lot: LotId,
    },
    /// There is no such lot, hold, decision or line here.
    #[error("there is no {what} in this passbook")]
    Unknown {
        /// What was named.
        what: Named,
    },
    /// What was named has ended.
    #[error("{what} has ended, by line {by}")]
    Ended {
        /// What was named.
        what: Named,
        /// The entry that ended it.
        by: EntryId,
    },
    /// The lot is suspended.
    #[error("lot {lot} is suspended because of {}; settle that first", listed(causes))]
    Suspended {
        /// The lot.
        lot: LotId,
        /// The entries that caused it.
        causes: Vec<EntryId>,
    },
    /// The issuer withdrew the lot.
    #[error("lot {lot} was revoked, by line {by}")]
    Revoked {
        /// The lot.
        lot: LotId,
        /// The entry that revoked it.
        by: EntryId,
    },
    /// The lot is past its last valid day.
    #[error("lot {lot} was valid through {last}")]
    Expired {
        /// The lot.
        lot: LotId,
        /// Its last valid day.
        last: Date,
    },
    /// The lot is in another passbook.
    #[error("lot {lot} is in another passbook")]
    Moved {
        /// The lot.
        lot: LotId,
    },
    /// The amount is under review.
    #[error("lot {lot} is held by {hold}: {free} are free, short by {short}")]
    Held {
        /// The lot.
        lot: LotId,
        /// The hold.
        hold: HoldId,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
    },
    /// The amount is used up.
    #[error("lot {lot} was used up by decision {decision}: {free} are free, short by {short}")]
    Consumed {
        /// The lot.
        lot: LotId,
        /// The decision.
        decision: DecisionId,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
    },
    /// The amount is in that very scope already.
    #[error("lot {lot} is bound in `{scope}` already: {free} are free, short by {short}")]
    InScope {
        /// The lot.
        lot: LotId,
        /// The scope.
        scope: Scope,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
    },
    /// The amount is reserved by scopes out of which this use does not take.
    #[error("lot {lot} is reserved for {}: {free} are free, short by {short}; {carrier}", listed(scopes))]
    Reserved {
        /// The lot.
        lot: LotId,
        /// The scopes.
        scopes: Vec<ScopeUse>,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
        /// What would have to let it.
        carrier: Carrier,
    },
    /// Another attempt at the same thing is in use.
    #[error("lot {lot} waits: another attempt at the same thing is in use by {by}; that would have to end first")]
    GroupInUse {
        /// The lot.
        lot: LotId,
        /// Who uses the other one.
        by: Subject,
    },
    /// The last attempt counts, and the lot is not it.
    #[error("lot {lot} does not count: of the attempts at the same thing the last counts, and none after a failure")]
    NotStanding {
        /// The lot.
        lot: LotId,
    },
    /// As much as may be of the attempts at one thing is in use.
    #[error(
        "lot {lot} does not fit: of the attempts at the same thing {most} can be in use at most, and this is {over} over"
    )]
    OverMost {
        /// The lot.
        lot: LotId,
        /// The most that can be in use.
        most: Amount,
        /// How much too much it would be, in the unit of the most.
        over: Credits,
    },
    /// Two attempts at one thing are asked for together.
    #[error("lots {lot} and {other} are attempts at the same thing, of which one counts; name one of them")]
    OneAttempt {
        /// One of them.
        lot: LotId,
        /// The other.
        other: LotId,
    },
    /// More is asked for than the lot holds.
    #[error("lot {lot} holds {free}, short by {short}")]
    Short {
        /// The lot.
        lot: LotId,
        /// What could be taken.
        free: Credits,
        /// What is missing.
        short: Credits,
    },
    /// A cascade names a decision twice.
    #[error("decision {decision} is named twice; name it once, with the mandate that ends it")]
    DecisionTwice {
        /// The decision.
        decision: DecisionId,
    },
    /// The hold belongs to an application.
    #[error("hold {hold} belongs to an application; withdraw that instead")]
    OfApplication {
        /// The hold.
        hold: HoldId,
    },
    /// It is not suspended for that cause.
    #[error("{subject} is not suspended because of line {cause}")]
    NotSuspended {
        /// What was named.
        subject: Subject,
        /// The cause that was named.
        cause: EntryId,
    },
    /// What takes the place is not worth the same.
    #[error("a plan without those lots needs {needed} of `{unit}`, and {given} are given")]
    PlanDiffers {
        /// The unit.
        unit: UnitId,
        /// What is needed.
        needed: Credits,
        /// What is given.
        given: Credits,
    },
    /// Others rely on what is to be undone.
    #[error("it is still relied on by {}; end that first", listed(uses))]
    InUse {
        /// Who relies on it.
        uses: Vec<Subject>,
    },
    /// A decision was named that does not rely on what is to be undone.
    #[error("decision {decision} does not rely on what is to be undone; name only those that do")]
    Unrelated {
        /// The decision.
        decision: DecisionId,
    },
    /// It is not undone, or not put on other lots, by this command.
    #[error("{subject} {instead}")]
    NotReversible {
        /// What was named.
        subject: Named,
        /// What to do instead.
        instead: Instead,
    },
    /// The decision is an award made by a plan or a conversion, which end otherwise.
    #[error("decision {decision} is {instead}")]
    EndsOtherwise {
        /// The decision.
        decision: DecisionId,
        /// What it is, and what to do instead.
        instead: Ending,
    },
    /// What a conversion made is worth what the rule says.
    #[error(
        "lot {lot} was made by a conversion, and its amount follows from the rule; \
         reverse the conversion and apply again, or revoke the lot"
    )]
    MadeByRule {
        /// The lot.
        lot: LotId,
    },
    /// The line was reversed before.
    #[error("line {entry} was reversed by line {by}")]
    Reversed {
        /// The line.
        entry: EntryId,
        /// The line that reversed it.
        by: EntryId,
    },
}

codes! {
    LotRefusal;
    NamedTwice = "lot/named-twice",
    OtherUnit = "lot/other-unit",
    RevaluedToNothing = "lot/revalued-to-nothing",
    WorthAlready = "lot/worth-already",
    AlreadyRecorded = "lot/already-recorded",
    TagOfAnother = "lot/tag-of-another",
    RenewalTooShort = "lot/renewal-too-short",
    Unknown = "lot/unknown",
    Ended = "lot/ended",
    Suspended = "lot/suspended",
    Revoked = "lot/revoked",
    Expired = "lot/expired",
    Moved = "lot/moved",
    Held = "lot/held",
    Consumed = "lot/consumed",
    InScope = "lot/in-scope",
    Reserved = "lot/reserved",
    GroupInUse = "lot/group-in-use",
    NotStanding = "lot/not-standing",
    OverMost = "lot/over-most",
    OneAttempt = "lot/one-attempt",
    Short = "lot/short",
    DecisionTwice = "lot/decision-twice",
    OfApplication = "lot/of-application",
    NotSuspended = "lot/not-suspended",
    PlanDiffers = "lot/plan-differs",
    InUse = "lot/in-use",
    Unrelated = "lot/unrelated",
    NotReversible = "lot/not-reversible",
    EndsOtherwise = "lot/ends-otherwise",
    MadeByRule = "lot/made-by-rule",
    Reversed = "lot/reversed",
}

/// What to do with what is not undone, or not put on other lots, by a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Instead {
    /// A line has a command of its own that ends or corrects it.
    OwnCommand,
    /// A lot that came in by a merge is kept or revoked, or the line that made it is reversed.
    KeepOrRevoke,
    /// A hold is released, and other lots are held.
    HoldAnew,
}

/// It completes a sentence that begins with what was named.
impl fmt::Display for Instead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OwnCommand => "is not reversed; use the command that ends or corrects it",
            Self::KeepOrRevoke => "is not undone; keep the lot, revoke it, or reverse the line that made it",
            Self::HoldAnew => "is not put on other lots; release it and hold other lots",
        })
    }
}

/// How a decision ends or changes that is not ended, or not put on other lots, by a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// Of a conversion the line that made it is reversed.
    ReverseConversion,
    /// A conversion is undone, and applied for with other lots.
    ConvertAnew,
    /// An award is revoked.
    RevokeAward,
    /// An award is settled with another plan.
    RedeemAgain,
}

/// It completes a sentence that begins "decision 4.0 is …".
impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ReverseConversion => "a conversion; reverse the line that made it",
            Self::ConvertAnew => "a conversion; undo it, and apply with other lots",
            Self::RevokeAward => "an award made by a plan; revoke the award",
            Self::RedeemAgain => "an award made by a plan; settle it with another plan: `redeem`",
        })
    }
}
