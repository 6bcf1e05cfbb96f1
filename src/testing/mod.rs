//! What this crate is tested with, for those who build on it: a conformance suite for stores, a small fixed world of
//! documents, random histories that aim, a naive model of the ledger, and the laws that every history obeys.

pub mod engine;
pub mod histories;
pub mod laws;
pub mod model;
pub mod planner;
pub mod reference;
pub mod retakes;
pub mod rules;
pub mod script;
pub mod shelf;
pub mod stories;
pub mod strategies;
pub mod studies;
pub mod world;

mod corrections;
mod scribe;
mod staff;
mod store_suite;

pub use scribe::Scribe;
pub use store_suite::store_suite;
