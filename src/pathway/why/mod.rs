//! Why a plan is what it is: what counts where, why the award is not reached, and what would change that.
//!
//! [`Report`] is data: it can be told ([`tell_plan`]), drawn ([`picture`](crate::export::picture())) and written as JSON.

mod advice;
mod assemble;
mod attempts;
mod bounds;
mod cause;
mod core;
mod ground;
mod hindrances;
mod lab;
mod less;
mod near;
mod question;
mod reasons;
mod relax;
mod repair;
mod repairs;
mod report;
mod run;
mod standing;
mod tempting;
mod there;
mod wording;

pub use advice::{Cap, CountedBy, Floor, Needs, Spent};
pub use cause::{Cause, Core, Reason};
pub use near::{Bar, Barred, Beside, Gain, Hindrance, Temptation, Tempted, Tempting};
pub use repair::{Much, Remedy, Repair};
pub use report::{
    AverageStand, GateStand, Have, LessBy, LotStand, MadeBy, PartStand, QuotaStand, Report, Stand, ToMake,
};
pub use run::why;
pub(crate) use wording::{Mark, columns, cut, tongue};
pub use wording::{PlanTelling, tell_plan};
