//! Why a plan is what it is: what counts where, why the award is not reached, and what would change that.
//!
//! [`Report`] is data: it can be told ([`tell_plan`]), drawn ([`picture`](crate::export::picture)) and written as JSON.

mod cause;
mod near;
mod repair;
mod report;
mod wording;

pub use cause::{Cause, Core, Reason};
pub use near::{Bar, Barred, Beside, Gain, Hindrance, Temptation, Tempted, Tempting};
pub use repair::{Much, Remedy, Repair};
pub use report::{AverageStand, GateStand, LotStand, MadeBy, PartStand, QuotaStand, Report, Stand, ToMake};
pub(crate) use wording::{Mark, columns, cut, tongue};
pub use wording::{PlanTelling, tell_plan};
