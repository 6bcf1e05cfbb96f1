//! What this crate is tested with, for those who build on it: a small fixed world of documents, random histories
//! that aim, a naive model of the ledger, and the laws that every history obeys.

pub mod laws;
pub mod script;
pub mod shelf;
pub mod strategies;
pub mod world;
