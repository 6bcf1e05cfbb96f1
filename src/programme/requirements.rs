//! What an award takes.

use serde::Serialize;

use crate::credit::{Credits, Ratio};
use crate::id::{Code, InstitutionId, ProgrammeId, ScaleId, UnitId};
use crate::programme::pick::Pick;
use crate::programme::words::By;
use crate::registry::{OutcomeName, Tier};
use crate::rules::MonthDay;

/// A programme: the requirements of one award, as one catalogue year states them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Programme {
    /// What the whole programme asks of all that counts in its parts, overlays apart.
    pub ask: Ask,
    /// Floors under averages of grades.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub averages: Vec<Average>,
    /// Earlier awards whose credits count here too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub carry: Vec<Carry>,
    /// The clause it rests on.
    pub clause: Code,
    /// Gates that must be passed before it is awarded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Code>,
    /// Its id, across its versions.
    pub id: ProgrammeId,
    /// Who may award it; empty: every institution with the power to award at its tier.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub institutions: Vec<InstitutionId>,
    /// Its parts. Their order is that of the page, and decides between plans that are equally good.
    pub parts: Vec<Part>,
    /// What courses need passed before them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub prerequisites: Vec<Prerequisite>,
    /// How much of what counts may, or must, be such.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<Quota>,
    /// Pairs of parts in which one lot may count twice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sharing: Vec<Sharing>,
    /// The tier of the award.
    pub tier: Tier,
    /// Its name.
    pub title: String,
    /// The unit in which it counts.
    pub unit: UnitId,
}

/// What is asked of all that counts in a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ask {
    /// How many of its children are taken, where that is a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choose: Option<Choice>,
    /// The least credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<Credits>,
    /// The least number of outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least_items: Option<u32>,
    /// The most credits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Credits>,
    /// The most outcomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_items: Option<u32>,
}

/// A choice among the children of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// At least so many are taken.
    pub least: u32,
    /// At most so many.
    pub most: u32,
}

/// A part of a programme. One with picks is a leaf, in which outcomes count; one without is a group of parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What may count in it; empty: it is a group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accepts: Vec<Pick>,
    /// What it asks where it is taken.
    pub ask: Ask,
    /// The clause it rests on, where it is not that of the part around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clause: Option<Code>,
    /// Its id.
    pub id: Code,
    /// Whether it may be left out. A child of a part that chooses is one of the choices instead.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Whether it looks at all outcomes afresh, beside the other parts: what counts elsewhere counts here too, and
    /// nothing here counts in the total. Only at the top.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub overlay: bool,
    /// Of a leaf: whether a lot may be split between this part and others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub split: bool,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The part around it; none at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Code>,
}

impl Part {
    /// A part that asks nothing and takes nothing, at the top: to be filled in by a program.
    #[must_use]
    pub const fn named(id: Code) -> Self {
        let ask = Ask { choose: None, least: None, least_items: None, most: None, most_items: None };
        Self {
            accepts: Vec::new(),
            ask,
            clause: None,
            id,
            optional: false,
            overlay: false,
            split: false,
            title: None,
            within: None,
        }
    }

    /// Whether outcomes count in it; otherwise it is a group of parts.
    #[must_use]
    pub const fn is_leaf(&self) -> bool {
        !self.accepts.is_empty()
    }
}

/// How much of what counts may, or must, be such. It looks at the outcomes that count in parts, overlays apart, each
/// once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quota {
    /// The bound.
    pub bound: QuotaBound,
    /// The clause it rests on.
    pub clause: Code,
    /// Its id.
    pub id: Code,
    /// Which outcomes it counts; empty: all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Pick>,
    /// What it counts by, each value by itself. Only of a most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub per: Vec<By>,
    /// The days of the year on which windows begin, of a quota by window.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<MonthDay>,
    /// The part in which it counts; none: the whole programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Code>,
}

/// The bound of a quota. Zero is none, not unlimited. What is still to be studied counts toward a least as if it were
/// such, and never toward a most.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuotaBound {
    /// At least so many credits.
    Least(Credits),
    /// At least so many outcomes.
    LeastItems(u32),
    /// At least this share of a base, exactly: q × such ≥ p × base.
    LeastShare {
        /// Of what.
        of: ShareBase,
        /// The share.
        share: Ratio,
    },
    /// At most so many credits.
    Most(Credits),
    /// At most so many outcomes.
    MostItems(u32),
    /// At most this share of a base, exactly: q × such ≤ p × base.
    MostShare {
        /// Of what.
        of: ShareBase,
        /// The share.
        share: Ratio,
    },
}

/// What a share is taken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareBase {
    /// All credits that count in the part or programme, with what is still to be studied there.
    Counted,
    /// The least credits that the part or programme asks for, less exemptions.
    Required,
    /// A stated amount.
    Stated(Credits),
}

/// Two parts in which one lot may count at once, up to a limit. A lot counts in at most two parts; in what is around
/// both it counts once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sharing {
    /// The two parts, neither inside the other.
    pub between: (Code, Code),
    /// The clause it rests on.
    pub clause: Code,
    /// The most credits that count in both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Credits>,
    /// The most lots that count in both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_items: Option<u32>,
}

/// A floor under the average of grades, weighted by credits. Outcomes without a grade on the scale stay out of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Average {
    /// The clause it rests on.
    pub clause: Code,
    /// Its id.
    pub id: Code,
    /// The least average, a mark on the scale.
    pub least: Code,
    /// The scale, one of numbers.
    pub scale: ScaleId,
    /// The part over which it is taken; none: the whole programme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Code>,
}

/// What a course needs passed before it, or on the same day. Without that it does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Prerequisite {
    /// All of these.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<OutcomeName>,
    /// And at least one of these, if there are any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<OutcomeName>,
    /// The clause it rests on.
    pub clause: Code,
    /// The course.
    pub course: OutcomeName,
}

/// An earlier award whose reserved credits count again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Carry {
    /// The clause it rests on.
    pub clause: Code,
    /// The programme of the earlier award.
    pub from: ProgrammeId,
    /// At most so many credits in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Credits>,
}
