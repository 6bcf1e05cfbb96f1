//! The laws that every history obeys. Each takes a shelf after a history and says what is broken, or nothing.
//!
//! Two laws of the design need no function: deciding never changes a passbook, for it is handed one by shared
//! reference; and a vault that is absent changes nothing, for nothing here is ever handed one.

mod all;
mod attempts;
mod awards;
mod conversions;
mod law;
mod ledger;
mod lines;
mod own;
mod rests;
mod reviews;
mod seen;
mod undoing;

pub use all::{ALL, Named, all};
pub use attempts::{counts_once, in_use_as_written, stands_in_any_order, sums_by_part, usable_as_said};
pub use awards::{awards_as_planned, awards_stand, keeps_gates, merges_studies, pins_versions, suspends_carriers};
pub use conversions::{balances_out, keeps_limits, keeps_residuals, names_what_it_reads, quotes_honestly, takes_once};
pub use law::Law;
pub use ledger::{
    balances, commutes, conserves, decides_again, keeps_invariants, replays, restores, spends_once, views,
};
pub use lines::{chains, has_one_form};
pub use own::nothing_own_counts;
pub use rests::{awards_name_what_they_read, revocations_suspend_what_rests};
pub use reviews::agreed;
pub use seen::{Shares, shares};
pub use undoing::{leaves_nothing, suspends, suspends_short, sweeps_move_nothing, takes_back};
