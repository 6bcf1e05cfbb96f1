//! What nearly counted: what a learner has that a key of a pick, a condition of a rule or a state keeps out.

use serde::Serialize;

use crate::credit::{Amount, Credits};
use crate::id::{Code, DocumentId, LotId};
use crate::planner::{AssetId, Bar, Barred, OpenConversion, Room};
use crate::programme::Provenance;
use crate::registry::{OutcomeName, Thing};
use crate::rules::Check;
use crate::time::Date;

/// What stands beside the holdings: it does not count, but one would like to know why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beside {
    /// What the learner has that cannot count in any plan of this day. An asset of the holdings that has expired, or
    /// is not yet earned, on the day of the plan need not be named again.
    pub barred: Vec<Barred>,
    /// Conversions that would help and fail.
    pub tempting: Vec<Tempting>,
}

/// A conversion that would help and fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tempting {
    /// The clause that the rule rests on.
    pub clause: Code,
    /// The rule book.
    pub document: DocumentId,
    /// The lots it was tried on.
    pub lots: Vec<LotId>,
    /// What is missing: the conditions that do not hold.
    pub missing: Vec<Check>,
    /// The conversion, as if nothing were missing, so that it can be told how much it would help; `None` where nobody
    /// knows.
    pub option: Option<OpenConversion>,
    /// The rule.
    pub rule: Code,
}

/// Something that nearly counted, and by how much it did not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tempted {
    /// What it would do if nothing were in the way; none where that was not looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gain: Option<Gain>,
    /// What is in the way.
    pub missing: Vec<Hindrance>,
    /// What it is.
    pub what: Temptation,
}

/// What something would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Gain {
    /// How much less would be left to study.
    pub less: Credits,
    /// How many outcomes fewer would be left to take.
    pub fewer: u32,
}

impl Gain {
    /// Whether it does nothing.
    #[must_use]
    pub const fn is_nothing(self) -> bool {
        self.less.is_zero() && self.fewer == 0
    }
}

/// What nearly counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Temptation {
    /// An asset, in a part that takes such outcomes.
    Lot {
        /// How much it is.
        amount: Amount,
        /// Which.
        asset: AssetId,
        /// Its code.
        code: Code,
        /// The part; none: it cannot count in any.
        part: Option<Code>,
    },
    /// A rule, on some lots.
    Rule {
        /// The clause it rests on.
        clause: Code,
        /// The lots.
        lots: Vec<LotId>,
        /// The rule.
        rule: MadeBy,
    },
}

/// One thing in the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// It is one of several attempts, and those that the plan takes leave no room for it.
    Attempts {
        /// Whether of those that belong together, as of one run or under one tag, only one counts.
        one_of_each: bool,
        /// How much of all of them.
        rooms: Vec<Room>,
        /// What the plan takes of them.
        taken: Vec<AssetId>,
        /// What they are attempts at.
        thing: Thing,
    },
    /// A state that keeps it out of every plan.
    Barred(Bar),
    /// It is reserved by no earlier award, and only such outcomes count.
    NotCarried,
    /// It does not come from where it should.
    Origin {
        /// From where it comes.
        got: Provenance,
        /// From where it should.
        wanted: Vec<Provenance>,
    },
    /// Its course needs others passed before.
    Prerequisite {
        /// All of these that were not passed in time.
        all: Vec<OutcomeName>,
        /// One of these, of which none was.
        any: Vec<OutcomeName>,
        /// The course.
        course: OutcomeName,
    },
    /// A condition that does not hold, by how much.
    Test(Check),
    /// It was earned too long ago.
    TooOld {
        /// How many days too long.
        days: u64,
        /// When it was earned.
        earned: Date,
        /// The last day on which it was recent enough.
        last: Date,
    },
}

/// A rule of a rule book.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct MadeBy {
    /// The rule book.
    pub document: DocumentId,
    /// The rule.
    pub rule: Code,
}
