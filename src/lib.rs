//! A credit bank ledger (学分银行): what learners have learned, how many credits it is worth and what the credits are
//! used for, in a hash-chained journal that anyone can check.
//!
//! Start with the [tour](manual::tour). In short: a [`Bank`] is a store, a clock and all that follows from the journal.
//! [`Bank::submit`] asks for one thing to be done to one learner's passbook: under a request key, by a mandate, as of a day;
//! the answer is a [`Receipt`], and the line is durable, or a [`Refusal`]. What a learner has is read through
//! [`Bank::learner`].
//!
//! ```
//! use creditbank::ledger::{Accrue, Open};
//! use creditbank::{Bank, FixedClock, Founding, LearnerId, Zone, course, credits, date, mandate};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
//! let mut bank = Bank::in_memory(founding, FixedClock("2026-07-01T08:00:00Z".parse()?))?;
//! bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), "examples/data")?;
//!
//! let (id, school) = (LearnerId::drawn(&[7; 32], "student 4711"), mandate!("sv01-registrar-1"));
//! bank.submit("sis/1", id, &school.on(date!("2023-09-01")), Open)?;
//! let passed = Accrue::course(course!("SV:MECH101")).graded("82 percent")?;
//! let receipt = bank.submit("sis/2", id, &school.on(date!("2024-01-20")), passed)?;
//!
//! let learner = bank.learner(id)?;
//! let balance = learner.balances(learner.today())?.into_values().next().ok_or("one unit")?;
//! assert_eq!((receipt.made.to_string(), balance.free), ("1.0".to_owned(), credits!("4")));
//! assert!(bank.verify()?.is_sound());
//! # Ok(())
//! # }
//! ```
//!
//! It is not a student information system; it holds no names and no free text; points (积分) are not credit; and a book
//! is as trustworthy as the checkpoints that others keep of it.
//!
//! # Where things are
//!
//! | a newcomer asks | room |
//! | --- | --- |
//! | a number? | [`credit`] |
//! | who or what? | [`registry`] |
//! | why this many? | [`rules`] |
//! | can I graduate? | [`programme`](mod@programme), [`planner`], [`solver`] |
//! | what is missing? | [`advice`] |
//! | what happened? | [`ledger`] |
//! | how is it written? | [`line`](mod@line) |
//! | how is it sealed? | [`journal`] |
//! | where is it kept? | [`store`], [`vault`] |
//! | what is wrong with my document? | [`document`](mod@document) |
//! | what did nobody mean? | [`analysis`] |
//! | in words, English or 中文? | [`wording`] |
//! | just use it? | [`bank`] |
//! | why so? | [`manual`] |

#![forbid(unsafe_code)]
#![warn(unnameable_types)]
#![cfg_attr(
    not(feature = "testing"),
    allow(unreachable_pub, reason = "the engine room is reached through `testing`, and judged in a build that has it")
)]
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

pub mod advice;
#[cfg(feature = "analysis")]
pub mod analysis;
pub mod bank;
pub mod credit;
pub mod digest;
pub mod document;
pub mod error;
pub mod export;
pub mod id;
#[cfg(feature = "csv")]
pub mod import;
pub mod journal;
pub mod ledger;
pub mod line;
mod literals;
pub mod manual;
pub mod planner;
pub mod programme;
pub mod registry;
pub mod rules;
pub mod solver;
pub mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod text;
pub mod time;
pub mod vault;
pub mod wording;

#[cfg(feature = "analysis")]
pub use bank::PublicationReceipt;
pub use bank::{Bank, Founding, Learner, Receipt, Rejection, Request, Statement};
pub use credit::{Amount, Credits, Ratio, Rounding, Unit};
pub use digest::Digest;
pub use error::Error;
pub use id::{
    Code, CourseId, DecisionId, DocumentId, EntryId, HoldId, InstitutionId, LearnerId, LotId, MandateId, ProgrammeId,
    RequestKey, ScaleId, UnitId,
};
pub use ledger::{Acting, Command, Refusal};
pub use rules::{Evaluation, Explanation, Facts, RuleBook, evaluate};
pub use store::{FileStore, MemoryStore, Store};
pub use time::{Clock, Date, FixedClock, Period, Timestamp, Zone};
pub use wording::{Language, tell};

/// The README's program is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// So is that of the README in 中文.
#[cfg(doctest)]
#[doc = include_str!("../README.zh.md")]
struct ReadmeInChinese;
