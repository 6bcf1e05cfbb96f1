//! The levels of a plan: what is to be as small as can be, and what was reached of it.

use serde::{Deserialize, Serialize};

use crate::id::IdError;
use crate::registry::words;
use crate::text::serde_as_text;

words! {
    /// What a plan is judged by: each level before the next one. Less is better.
    GoalLevel, "a level of a plan", "`closed`, `study`, `items`, `approvals` or `lots` is expected";
    /// What is to be studied, in quanta and in outcomes, in parts that name what they accept and of which nothing is left
    /// to take: it cannot be studied. Only where there are such parts.
    Closed = "closed",
    /// Credit still to study, in quanta of the programme's unit.
    Study = "study",
    /// Courses or other items still to take.
    Items = "items",
    /// Approvals and pieces of evidence that open conversions still need, and one for each conversion.
    Approvals = "approvals",
    /// Lots that are bound.
    Lots = "lots",
}

serde_as_text!(GoalLevel);

/// One level of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelResult {
    /// No lawful plan is better than this, given the levels before: a lower bound that the certificate proves.
    pub bound: u64,
    /// Which.
    pub level: GoalLevel,
    /// What the plan reaches.
    pub value: u64,
}

impl LevelResult {
    /// Whether nothing better exists, given the levels before.
    #[must_use]
    pub const fn is_proved(&self) -> bool {
        self.bound == self.value
    }
}
