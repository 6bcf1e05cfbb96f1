//! Attempts at one thing, of which only so much may be taken together.

use crate::credit::Amount;
use crate::pathway::holdings::AssetId;
use crate::registry::Thing;

/// Attempts of which only so much may be taken together. What is taken is bound: it counts somewhere, or a conversion
/// that is made takes something of it. To make a conversion is not yet to take what it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The attempts: of each its assets. A lot may be several, under different scopes; what an open conversion would
    /// make is an attempt of its own. Assets that are not among the assets are ignored, and the order means nothing.
    pub attempts: Vec<Vec<AssetId>>,
    /// How much of them together.
    pub room: Room,
    /// What they are attempts at.
    pub thing: Thing,
}

/// How much of the attempts of a group may be taken. What is in use already is left out of the group, or off the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Room {
    /// So much credit, of the assets in that unit; assets in another unit are not under it.
    Credits(Amount),
    /// So many attempts.
    Items(u32),
    /// One attempt.
    One,
}
