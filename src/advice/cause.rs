//! Why an award cannot be reached without more study.

use serde::Serialize;

use crate::credit::Credits;
use crate::id::{Code, DocumentId, ProgrammeId, ScaleId};
use crate::planner::{AssetId, Bar, Room};
use crate::programme::{By, QuotaBound};
use crate::registry::Thing;

/// A core: with these requirements alone the award cannot be reached without more study, whatever counts where and
/// whatever open conversion is made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Core {
    /// The requirements, each with its clause.
    pub causes: Vec<Cause>,
    /// Whether it was shown that without any one of them it could be reached. Otherwise effort ended first.
    pub minimal: bool,
}

/// A requirement, or a fact, that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cause {
    /// The clause it rests on; none of what is no matter of law, such as that a lot has expired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<Code>,
    /// What it is.
    pub what: Obstacle,
}

/// What stands in the way.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The least credits of a part; of none, of the programme.
    Least {
        /// How many, less exemptions.
        credits: Credits,
        /// The part.
        part: Option<Code>,
        /// All that could count there, were it for nothing else: what open conversions would make included.
        there: Credits,
    },
    /// The least outcomes of a part.
    LeastItems {
        /// How many, less exemptions.
        items: u32,
        /// The part.
        part: Option<Code>,
        /// All that could count there.
        there: u32,
    },
    /// The most credits of a part.
    Most {
        /// How many.
        credits: Credits,
        /// The part.
        part: Option<Code>,
    },
    /// The most outcomes of a part.
    MostItems {
        /// How many.
        items: u32,
        /// The part.
        part: Option<Code>,
    },
    /// A choice among the children of a part.
    Choice {
        /// At least so many.
        least: u32,
        /// At most so many.
        most: u32,
        /// The part; none: the programme.
        part: Option<Code>,
    },
    /// A quota.
    Quota {
        /// Its bound.
        bound: QuotaBound,
        /// Its id.
        id: Code,
        /// What a share comes to here.
        limit: Option<Credits>,
        /// What it counts by.
        per: Vec<By>,
        /// Where it counts; none: in the whole programme.
        within: Option<Code>,
    },
    /// A floor under an average.
    Average {
        /// Its id.
        id: Code,
        /// The least mark.
        least: Code,
        /// Its scale.
        scale: ScaleId,
        /// Where it is taken.
        within: Option<Code>,
    },
    /// What a carry allows.
    Carry {
        /// Out of the award of this programme.
        from: ProgrammeId,
        /// At most so much; none: no limit is stated.
        most: Option<Credits>,
    },
    /// What a sharing allows.
    Sharing {
        /// Between these parts.
        between: (Code, Code),
        /// The most credits.
        most: Option<Credits>,
        /// The most lots.
        most_items: Option<u32>,
    },
    /// A limit of a rule book.
    Limit {
        /// The rule book; none where it is not at hand.
        document: Option<DocumentId>,
        /// The limit.
        id: Code,
        /// The most, where it is an amount.
        most: Option<Credits>,
    },
    /// Of the attempts at one thing only so much counts.
    Attempts {
        /// Whether of those that belong together, as of one run or under one tag, only one does.
        one_of_each: bool,
        /// How much of all of them.
        rooms: Vec<Room>,
        /// What they are attempts at.
        thing: Thing,
    },
    /// Each of these counts once, and what a conversion would make only if it is made.
    Single {
        /// The assets.
        assets: Vec<AssetId>,
    },
    /// Conversions are not open together.
    NotTogether,
    /// Something the learner has does not count now.
    Barred {
        /// What.
        asset: AssetId,
        /// Why.
        bar: Bar,
    },
}
