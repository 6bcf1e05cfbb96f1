//! Attempts at one thing, of which only so much may be taken together.

use std::cmp::Ordering;

use serde::Serialize;

use crate::credit::Amount;
use crate::id::UnitId;
use crate::planner::asset_id::AssetId;
use crate::registry::Thing;

/// Attempts of which only so much may be taken together. What is taken is bound: it counts somewhere, or a conversion
/// that is made takes something of it. To make a conversion is not yet to take what it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptGroup {
    /// The attempts: of each its assets. A lot may be several, under different scopes; what an open conversion would
    /// make is an attempt of its own. What is not among the assets is ignored, so that what is barred today may be
    /// named. Their order means nothing.
    pub attempts: Vec<Vec<AssetId>>,
    /// How much of them together.
    pub room: Room,
    /// What they are attempts at.
    pub thing: Thing,
}

/// How much of the attempts of a group may be taken. What is in use already is left out of the group, or off the room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Room {
    /// So much credit, of the assets in that unit; assets in another unit are not under it.
    Credits(Amount),
    /// So many attempts.
    Items(u32),
    /// One attempt.
    One,
}

impl Room {
    /// How many attempts, if they are counted.
    #[must_use]
    pub const fn items(&self) -> Option<u32> {
        match self {
            Self::Credits(_) => None,
            Self::Items(items) => Some(*items),
            Self::One => Some(1),
        }
    }

    /// So that rooms have an order: attempts before credits.
    fn key(&self) -> (Option<&UnitId>, u64, bool) {
        match self {
            Self::Credits(most) => (Some(&most.unit), most.credits.ten_thousandths(), false),
            Self::Items(items) => (None, u64::from(*items), false),
            Self::One => (None, 1, true),
        }
    }
}

impl PartialOrd for Room {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Room {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}
