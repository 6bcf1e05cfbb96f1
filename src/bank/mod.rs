//! The bank joins the rooms: commands are decided on the folded passbooks, sealed, stored, and then believed.

mod accounts;
mod answer;
pub(crate) mod audit;
mod balance;
mod bulk;
mod core;
mod difference;
mod fold;
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
mod statement;
mod submit;
mod tail;

#[cfg(feature = "analysis")]
use crate::analysis::Judge;
pub use answer::{Receipt, Rejection};
pub use audit::{Audit, Discrepancy, NotRepeated, audit};
pub use balance::{Balance, Balances};
pub use bulk::{BulkAnswer, LotFilter};
pub use core::{Bank, Founding};
pub use matters::Matter;
pub use merge::Flight;
#[cfg(not(feature = "analysis"))]
use no_judge::Judge;
pub use plan::{Planning, Prospect};
#[cfg(feature = "analysis")]
pub use publish::Publishing;
pub use quote::Quote;
#[cfg(feature = "analysis")]
pub use refound::{Now, Otherwise, Refounded, refound};
pub use statement::{AsOf, Statement};
pub use submit::{Request, Requested};
pub use tail::Tail;
