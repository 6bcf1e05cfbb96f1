//! Facts made from a rule book, that aim at its boundaries.
//!
//! A [`Scene`] names a rule, perhaps a second one, and some [changes](Change). [`Aim::base`] is an application that the
//! rule matches, as far as one can be made; where a second rule is named, one that both match. A change moves one thing
//! in it to a boundary of the rule, a step below or above, or takes it away.

mod amounts;
mod base;
mod change;
mod changes;
mod days;
mod grades;
mod limits;
mod needs;
mod scene;
mod slot;

pub use change::{Change, What};
pub use scene::{Aim, Scene, Shot};
