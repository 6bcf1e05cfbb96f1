//! What a law is.

use crate::ledger::{Passbook, apply};
use crate::testing::shelf::Turn;

/// What a law says: nothing, or what is broken.
pub type Law = Result<(), String>;

pub(super) fn holds(fine: bool, what: impl FnOnce() -> String) -> Law {
    if fine { Ok(()) } else { Err(what()) }
}

/// The passbook after a turn.
pub(super) fn after(turn: &Turn) -> Result<Passbook, String> {
    let mut book = turn.before.clone();
    apply(&mut book, &turn.entry).map_err(|corrupt| corrupt.to_string())?;
    Ok(book)
}
