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

pub mod credit;
pub mod digest;
pub mod error;
pub mod id;
pub mod time;

pub use credit::{Amount, Credits, Ratio, Rounding, Unit};
pub use digest::Digest;
pub use error::Error;
pub use id::{
    Code, CourseId, DecisionId, DocumentId, EntryId, HoldId, InstitutionId, LearnerId, LotId, MandateId, ProgrammeId,
    RequestKey, ScaleId, UnitId,
};
pub use time::{Clock, Date, FixedClock, Period, Timestamp, Zone};
