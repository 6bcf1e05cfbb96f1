//! By how much a requirement is relaxed.

use serde::Serialize;

use crate::credit::Credits;

/// By how much a requirement is relaxed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Much {
    /// By so many credits.
    Credits(Credits),
    /// By so many outcomes, lots or choices.
    Items(u32),
    /// As a whole.
    Whole,
}
