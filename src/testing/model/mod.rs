//! A naive model of the ledger: every lot is a list of single quanta, each with its own standing, and everything is
//! found by looking at all of them. It is written from the design and the issue on attempts, to be compared with the
//! real thing command by command. It knows the test world by heart, and reads no document but the rules.
//!
//! Of the reasons to refuse a command it gives all that it finds, so nothing here depends on their order.

mod convert;
mod corrections;
mod filing;
mod groups;
mod heart;
mod holding;
mod holdings;
mod merge;
mod own;
mod pass;
mod quanta;
mod redeem;
mod reviews;
mod seen;
mod shares;
mod state;
mod study;
mod suspend;
mod uses;
mod values;
mod ways;
mod work;

pub use shares::{Share, Shares};
use state::{Fact, QUANTUM, Record, Work, entry_of};
pub use state::{Filed, Heard, Model, Pack, Quanta, Reasons, Use};
pub use study::Study;
pub use ways::{all_ways, ways};
