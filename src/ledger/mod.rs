//! The state machine of the book: commands are decided against one passbook and the published documents, and
//! what was decided is an entry that is applied. Nothing here reads a clock, draws a number or does I/O.

#![deny(clippy::arithmetic_side_effects)]

mod act;
mod apply;
mod attempts;
mod authority;
mod decide;
mod desk;
mod entry;
mod invariants;
mod lot;
mod merge;
mod outcome;
mod passbook;
mod published;
mod refusal;
mod standing;
mod wire;
mod wire_error;

pub use act::{
    Accrue, Act, Bind, Close, Enrol, Expire, Hold, Lapse, Leave, MergeIn, MergeOut, Open, Record, Regrade, Release,
    Reopen, Reverse, Revoke, Settle, Settlement, Unbind,
};
pub use apply::{Corrupt, apply, apply_until};
pub use decide::{decide_book, decide_learner};
pub use entry::{Actor, BookEntry, Command, Effects, Entry, FORMAT, Genesis, Publication, Publish, SEMANTICS};
pub use invariants::{Violation, check};
pub use lot::{Lot, Part, Posting, Take, Worth};
pub use merge::Bundle;
pub use outcome::{Certified, Learned, NotPassed, Team};
pub use passbook::{Decision, Enrolment, HeldFor, Passbook, Recorded, Status};
pub use published::{Document as PublishedDocument, Published};
pub use refusal::Refusal;
pub use standing::{Mark, Place, Scope, ScopeUse, Standing, Subject, UseKind};
pub(crate) use wire::genesis_key;
pub use wire::{Content, Line};
pub use wire_error::WireError;
