//! The laws that every rule book keeps, or waives by name with a reason.
//!
//! [`check_all`] tries them all on a book; [`rulebook_laws!`](crate::rulebook_laws) makes a test of each. Where an
//! analysis decides a law, that is said; otherwise it is tried at every boundary of every rule and of every pair of
//! rules that may meet, and then at random, with fixed seeds.

mod better;
mod chains;
mod check;
mod each;
mod edit;
mod explain;
mod hits;
mod lab;
mod law;
mod numbers;
mod same;
mod shape;
mod size;
mod verdict;
mod waivers;

pub use check::{Broken, check, check_all, kept};
pub use law::Law;
pub use verdict::{Coverage, Options, Vacuity, Verdict, Witness};
