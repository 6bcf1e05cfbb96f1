//! The written form: one line of the journal, for auditors and other implementers.
//!
//! [`Line`] is what is decided and where it stands in the chains; [`Line::encode`] and [`Line::decode`] are the line
//! format that the chapter [`format`](crate::manual::format) describes. A line of a learner is an [`Entry`]: the command, and
//! its [`Effects`]; one of the book is its [`Genesis`] or a [`BookEntry`].

#![deny(clippy::arithmetic_side_effects)]

mod wire;
mod wire_error;

pub use crate::ledger::document::{BookEntry, FORMAT, Genesis, Judged, Publication, Refounds, SEMANTICS};
pub use crate::ledger::effects::{Bundle, Effects};
pub use crate::ledger::entry::Entry;
pub use crate::ledger::lot::{Posting, Worth};
pub(crate) use wire::genesis_key;
pub use wire::{Content, Line};
pub use wire_error::WireError;
