//! From credits to awards: programmes and pathways as data, and a planner that proves its answer.
//!
//! A [`Programme`] says what an award takes: a tree of parts with minima and maxima, quotas, sharing, averages, gates.
//! A [`Pathway`] is a chain of programmes with gates between them. [`Holdings`] are what a learner brings. The planner
//! looks for the best lawful use of it, whatever order it was recorded in, and hands out a [`Certificate`] that a
//! small checker checks without the planner's code. The chapter [`pathways`](crate::manual::pathways) says what each
//! key means and exactly what is counted.
//!
//! Amounts are [`Credits`](crate::credit::Credits) in the programme's unit; in a [`Model`] they are whole quanta of it.

#![deny(clippy::arithmetic_side_effects)]

mod book;
mod bound;
mod calendar;
mod canonical;
mod certificate;
mod check;
mod checker;
mod count;
mod draft;
mod fault;
mod formulate;
mod group;
mod holdings;
mod known;
mod load;
mod model;
mod most;
mod naming;
mod pick;
mod picks;
mod plan;
mod plan_error;
mod planner;
mod prefer;
mod programme;
mod recognise;
#[cfg(feature = "testing")]
pub mod reference;
mod solve;
mod stages;
mod verify;
mod why;
mod words;

pub use book::Programmes;
pub use bound::bound;
pub use certificate::{Certificate, Proof, Step};
#[cfg(feature = "analysis")]
pub(crate) use check::JUDGING_STEPS;
pub use check::Problem;
#[cfg(feature = "analysis")]
pub(crate) use check::remarks_again;
#[cfg(feature = "analysis")]
pub use check::{Vocabulary, remarks, remarks_beside, rules_beside};
pub use checker::{Flaw, check_certificate};
pub use count::{AreaCount, Counts, count};
pub use draft::ProgrammesDraft;
pub use fault::{Fault, Place};
pub use formulate::Formulation;
pub use group::{Group, Room};
pub use holdings::{Asset, AssetId, Holdings, Made, OpenConversion, Pass, Relief, Use};
pub use model::{Column, Goal, Model, Row, Variable, Why};
pub use pick::Pick;
pub use picks::{Gap, Key, Lens, Miss};
pub use plan::{Counted, LevelResult, Plan, Shared, Study};
pub use plan_error::PlanError;
pub use planner::{Planned, plan};
pub use programme::{
    Ask, Average, Carry, Choice, Part, Prerequisite, Programme, Quota, QuotaBound, ShareBase, Sharing,
};
pub use recognise::{Recognised, Recognition, recognise};
pub use solve::{Effort, Solution, Unsolvable, solve};
pub use stages::{Change, Gate, Pathway, Stage, Subject, Window};
pub use verify::verify;
pub use why::{
    AverageStand, Bar, Barred, Beside, Cap, Cause, Core, CountedBy, Floor, Gain, GateStand, Have, Hindrance, LessBy,
    LotStand, MadeBy, Much, Needs, PartStand, PlanTelling, QuotaStand, Reason, Remedy, Repair, Report, Spent, Stand,
    Temptation, Tempted, Tempting, ToMake, tell_plan, why,
};
pub(crate) use why::{Mark, columns, cut, tongue};
pub use words::{By, Level, Origin, PathwayKind, Waivable};
