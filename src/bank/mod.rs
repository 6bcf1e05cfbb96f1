//! The bank joins the rooms: commands are decided on the folded passbooks, sealed, stored, and then believed.

mod accounts;
mod answer;
pub(crate) mod audit;
mod balance;
mod bulk;
mod core;
mod difference;
mod fold;
#[cfg(feature = "analysis")]
mod folder;
mod learner;
mod matters;
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
pub use audit::{Audit, Discrepancy, NotRepeated, audit};
pub use balance::{Balance, Balances};
pub use bulk::{BulkAnswer, LotFilter};
pub use core::{Bank, Founding};
pub use learner::Learner;
pub use matters::Matter;
pub use merge::Flight;
#[cfg(not(feature = "analysis"))]
use no_judge::Judge;
pub use plan::{Planning, Prospect};
pub use quote::Quote;
#[cfg(feature = "analysis")]
pub use refound::{Now, Otherwise, Refounded, refound};
pub use statement::Statement;
pub use submit::Request;
pub use tail::Tail;
pub use wrong::Wrong;
