//! A credit bank ledger (学分银行).
#![forbid(unsafe_code)]
#![deny(
    clippy::as_conversions,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unreachable,
    clippy::unwrap_used
)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod bank;
pub mod credit;
pub mod diagnosis;
pub mod digest;
pub mod error;
pub mod export;
pub mod id;
#[cfg(feature = "csv")]
pub mod import;
pub mod journal;
pub mod ledger;
pub mod registry;
pub mod store;
pub mod time;
pub mod vault;

pub use bank::{AsOf, Bank, Founding, Publishing, Receipt, Rejection, Request, Statement};
pub use credit::{Amount, Credits, Ratio, Rounding, Unit};
pub use digest::Digest;
pub use error::Error;
pub use id::{
    Code, CourseId, DecisionId, DocumentId, EntryId, HoldId, InstitutionId, LearnerId, LotId, MandateId, ProgrammeId,
    RequestKey, ScaleId, UnitId,
};
pub use ledger::{Command, Refusal};
pub use store::{FileStore, MemoryStore, Store};
pub use time::{Clock, Date, FixedClock, Period, Timestamp, Zone};
