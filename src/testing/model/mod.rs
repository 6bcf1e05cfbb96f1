//! A naive model of the ledger: every lot is a list of single quanta, each with its own standing, and everything is
//! found by looking at all of them. It is written from the design and the table, to be compared with the real thing
//! command by command. It knows the test world by heart, and reads no document.
//!
//! Of the reasons to refuse a command it gives all that it finds, so nothing here depends on their order.

mod attempts;
mod corrections;
mod merge;
mod quanta;
mod state;
mod uses;
mod work;

use state::{Fact, QUANTUM, Work, entry_of};
pub use state::{Model, Quanta, Reasons, Use};
