//! The language of programmes and pathways: from credits to awards, as data.
//!
//! A [`Programme`] says what an award takes: a tree of parts with minima and maxima, quotas, sharing, averages, gates.
//! A [`Pathway`] is a chain of programmes with gates between them. A [`ProgrammesDraft`] is what an author wrote;
//! [`Programmes`] is the same in canonical order and with its hash. The chapter [`pathways`](crate::manual::pathways)
//! says what each key means; that each programme can be met is asked of the [`planner`](crate::planner), which reads
//! documents with [`Programmes::read`].
//!
//! Amounts are [`Credits`](crate::credit::Credits) in the programme's unit.

#![deny(clippy::arithmetic_side_effects)]

mod book;
mod calendar;
mod canonical;
mod check;
mod draft;
mod load;
mod naming;
mod pick;
mod requirements;
mod stages;
mod words;

pub use book::Programmes;
pub(crate) use calendar::window;
#[cfg(feature = "analysis")]
pub(crate) use check::{Asked, Measure, Ranges, Size, Such, Tree, Where, asked_of, bounds, kind, shown};
pub(crate) use check::{are_apart, is_sound};
pub use draft::ProgrammesDraft;
pub(crate) use load::{load, under_head};
pub use pick::Pick;
pub use requirements::{
    Ask, Average, Carry, Choice, Part, Prerequisite, Programme, Quota, QuotaBound, ShareBase, Sharing,
};
pub use stages::{Change, Gate, GateSubject, Pathway, Stage, Window};
pub use words::{By, PathwayKind, Provenance, Waivable};
