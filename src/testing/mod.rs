//! What tests outside this crate may use too: with the feature `testing`.

mod scribe;
mod store_suite;

pub use scribe::Scribe;
pub use store_suite::store_suite;
