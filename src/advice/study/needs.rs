//! What an outcome that is still to be taken must be.

use serde::Serialize;

use crate::advice::much::Much;
use crate::credit::Credits;
use crate::id::{Code, ScaleId};
use crate::planner::{Key, wanted};
use crate::programme::{By, Pick, Quota};
use crate::registry::OutcomeName;

/// What outcomes that are still to be taken must be, beyond what the part accepts. Any that keep all of this will do.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Needs {
    /// What must be passed before them, or on the same day.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<OutcomeName>,
    /// Other parts that must accept them too: such as look at all outcomes afresh.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Code>,
    /// Quotas that allow only so much of each value: what is taken in all keeps to that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<Cap>,
    /// Quotas that must count them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts_for: Vec<CountedBy>,
    /// Where they are graded on one of these scales, no worse than this: an average would fall otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Floor>,
    /// All of them together have at most so many credits; none: as many as one likes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Credits>,
    /// They are called so, each of another name: what the part names and the learner does not have. None: the part does not
    /// go by names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<OutcomeName>,
    /// Quotas that must not count them, for what they count is at its most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub none_of: Vec<Spent>,
}

/// A quota, and what it counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CountedBy {
    /// Of each of its picks the keys that narrow it, with what is wanted. None: it counts everything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Vec<(Key, Vec<String>)>>,
    /// The quota.
    pub quota: Code,
}

impl CountedBy {
    pub(in crate::advice) fn new(quota: &Quota) -> Self {
        let keys = |pick: &Pick| {
            let all = Key::ALL.iter().map(|key| (*key, wanted(*key, pick)));
            all.filter(|(key, wanted)| !wanted.is_empty() && (*key != Key::Carried || pick.carried)).collect()
        };
        Self { of: quota.of.iter().map(keys).collect(), quota: quota.id.clone() }
    }
}

/// A quota of which nothing, or nothing of some values, may be added.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spent {
    /// The values that are at their most, where the quota counts each by itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<(By, String)>,
    /// What the quota counts.
    pub counted: CountedBy,
    /// Whether it is at its most. Otherwise it leaves too little room.
    pub full: bool,
}

/// The worst mark on a scale that does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Floor {
    /// The mark.
    pub mark: Code,
    /// The scale.
    pub scale: ScaleId,
}

/// So much at most of each value that a quota counts by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cap {
    /// What the quota counts.
    pub counted: CountedBy,
    /// How much.
    pub most: Much,
    /// By what it counts, each value by itself.
    pub per: Vec<By>,
}

impl Cap {
    /// Whether it allows so many credits of one value.
    pub(super) fn allows(&self, credits: Credits) -> bool {
        matches!(self.most, Much::Credits(most) if credits <= most)
    }
}
