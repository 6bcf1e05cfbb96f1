//! Why a plan is what it is: what counts where, why the award is not reached, and what would change that.
//!
//! [`why`] makes a [`Report`]. It is data: it can be told ([`tell_plan`](crate::wording::tell_plan)), drawn
//! ([`picture`](crate::export::picture())) and written as JSON.

#![deny(clippy::arithmetic_side_effects)]

mod assemble;
mod attempts;
mod bounds;
mod cause;
mod core;
mod ground;
mod hindrances;
mod lab;
mod less;
mod much;
mod near;
mod question;
mod reasons;
mod relax;
mod repair;
mod repairs;
mod report;
mod run;
mod stand_of;
mod standing;
mod study;
mod tempting;
mod there;

pub use cause::{Cause, Core, Obstacle};
pub use much::Much;
pub use near::{Beside, Gain, Hindrance, MadeBy, Temptation, Tempted, Tempting};
pub use repair::{Remedy, Repair};
pub use report::{AverageStand, GateStand, Have, LessBy, LotStand, PartStand, QuotaStand, Report, Stand, ToMake};
pub use run::why;
pub(crate) use standing::sum;
pub use study::{Cap, CountedBy, Floor, Needs, Spent};
