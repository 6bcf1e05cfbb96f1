//! Rules as data: under which conditions an outcome becomes how many credits of what, and on which clause that rests.
//!
//! A [`RuleBookDraft`] is what an author wrote; [`RuleBook`] is the same checked, in canonical order and indexed.
//! [`evaluate`] is a total function of a rule book and the [`Facts`] of one application: it answers what is granted,
//! and an [`Explanation`] in which every rule that names the outcome appears. Nothing here reads a clock or a store.
//! The chapter [`rules`](crate::manual::rules) says what each key means, and lists all findings, remarks and laws.
//!
//! | to | start with | and then |
//! | --- | --- | --- |
//! | read a book, or be told all that is wrong | [`RuleBook::read`] | [`Findings`](crate::document::Findings) |
//! | put one together in a program | [`RuleBookDraft::check`] | [`Rule`], [`Source`], [`Need`], [`Effect`], [`Problem`](crate::document::Problem) |
//! | ask it about an application | [`evaluate`] | [`Facts`], [`OutcomeFact`], [`Answer`], [`Grant`], [`Output`] |
//! | read why | [`Evaluation::explanation`] | [`Explanation`], [`Candidate`], [`Check`] |
//! | check an explanation without the book | [`Explanation::replay`] | [`Given`], [`Conclusion`] |
//!
//! Words for an explanation are in [`wording`](crate::wording); what nobody meant, and what changes from one version to
//! the next, is looked for in `analysis`; a naive evaluator to compare with stands in `testing::reference::rules`.
//!
//! Amounts are [`Credits`](crate::credit::Credits): ten-thousandths of one in a unit of the book. Days are days of the
//! bank's zone. Nothing here fails but reading, checking and replaying; evaluating always answers.
//!
//! In the source `load` reads TOML, `check` looks at a draft, `canonical` is what is hashed, `evaluate` is the evaluator,
//! `replay` reads explanations; every other file is one type or a few.

#![deny(clippy::arithmetic_side_effects)]

mod answer;
mod book;
mod canonical;
mod check;
mod clause;
mod draft;
mod evaluate;
mod explanation;
mod facts;
mod holds;
#[cfg(feature = "testing")]
pub(crate) mod inside;
mod load;
mod months;
mod naming;
mod need;
mod replay;
mod source;
mod words;

pub use crate::document::clause::Citation;
pub use crate::registry::band::{GradeBand, LevelBand, Months, SizeBand};
pub use answer::{Answer, Grant, Input, Output};
pub use book::RuleBook;
pub use clause::{Amounts, Effect, GradePolicy, Lasting, MarkStep, RuleWorth, TableBy, TableStep, Target, TeamShare};
pub use draft::{
    Base, Bound, Consortium, Group, Limit, MonthDay, ReviewStage, Rule, RuleBookDraft, TierPolicy, UnitTier, Waiver,
};
#[cfg(feature = "analysis")]
pub(crate) use evaluate::evaluate_among;
pub use evaluate::{Passed, evaluate};
pub(crate) use evaluate::{basis_day, passed_limits, reads};
pub use explanation::{Candidate, Check, Evaluation, Explanation, Got, Point, Sum, Test, Verdict, Wanted, What};
pub use facts::{Asked, Attested, EnrolmentFact, Evidence, Facts, OutcomeFact, PassedFact, Prior, PriorOutput};
pub use months::Later;
pub use need::Need;
pub use replay::{Conclusion, Given, ReplayError};
pub use source::{Source, Taking};
pub use words::{Assurance, Basis, Binds, February, Hit, Measure, Per, Rest, RoundAt, Same, TierMove, When};
