//! The bank joins the rooms: commands are decided on the folded passbooks, sealed, stored, and then believed.

mod accounts;
mod answer;
mod audit;
mod balance;
mod bulk;
mod core;
mod difference;
mod findings;
mod fold;
#[cfg(feature = "analysis")]
mod folder;
mod learner;
mod merge;
#[cfg(not(feature = "analysis"))]
mod no_judge;
mod plan;
#[cfg(feature = "analysis")]
mod publish;
mod quote;
#[cfg(feature = "analysis")]
mod refound;
mod rehearse;
mod seal;
mod statement;
mod submit;
mod tail;
mod wrong;

#[cfg(feature = "analysis")]
use crate::analysis::Judge;
#[cfg(feature = "analysis")]
pub use answer::PublicationReceipt;
pub use answer::{Receipt, Rejection};
#[cfg(feature = "testing")]
pub use audit::audit_by;
pub use audit::{Audit, Discrepancy, NotRepeated, audit};
pub use balance::{Balance, Balances};
pub use bulk::{LotFilter, Outcome};
pub use core::{Bank, Founding};
pub use findings::Finding;
pub use learner::Learner;
pub use merge::Flight;
#[cfg(not(feature = "analysis"))]
use no_judge::Judge;
pub use plan::{Planning, Prospect};
pub use quote::Quote;
#[cfg(feature = "analysis")]
pub use refound::{Now, Otherwise, Refounded, refound};
pub use statement::Statement;
pub use submit::Request;
pub use wrong::Wrong;
