//! Plans: the best lawful use of what a learner brings to a programme, and the proof that there is none better.
//!
//! [`Holdings`] are what a learner brings. [`plan`] makes of them and a [`Programme`](crate::programme::Programme) an
//! integer model, which the [`solver`](crate::solver) solves, whatever order things were recorded
//! in. [`verify`] checks a plan without it: it counts once more and checks the
//! [`Certificate`](crate::solver::Certificate). [`Bar`] says why something cannot count at all. The chapter
//! [`pathways`](crate::manual::pathways) says exactly what is counted.
//!
//! Amounts are [`Credits`](crate::credit::Credits) in the programme's unit; in a model they are whole quanta of it.

#![deny(clippy::arithmetic_side_effects)]

mod asset_id;
mod barred;
pub(crate) mod bound;
pub(crate) mod count;
mod fault;
pub(crate) mod formulate;
mod group;
mod holdings;
mod known;
mod load;
mod most;
pub(crate) mod picks;
mod plan;
mod planned;
mod prefer;
pub(crate) mod recognise;
mod run;
mod verify;

pub use asset_id::AssetId;
pub use barred::{Bar, Barred};
pub(crate) use bound::bound;
pub use fault::{Claimed, Fault, FaultKind, PlanError, PlanPlace};
pub(crate) use formulate::Formulation;
pub use group::{AttemptGroup, Room};
pub use holdings::{Asset, Holdings, Lineage, OpenConversion, Pass, Relief, Use};
pub(crate) use most::{Counting, Rest, has_shares, most, without_study};
pub use picks::Key;
pub(crate) use picks::Lens;
pub(crate) use picks::wanted;
pub use plan::{Counted, Plan, Shared, Study};
#[cfg(feature = "analysis")]
pub(crate) use planned::JUDGING_STEPS;
pub(crate) use recognise::recognise;
pub use recognise::{Recognised, Recognition};
pub use run::{Planned, plan};
pub use verify::verify;
