//! What follows from a command: one file a group of verbs. Deciding changes nothing.

mod accrue;
mod application;
mod award;
mod bind;
mod convert;
mod hold;
mod matriculate;
mod merge;
mod passbook;
mod publish;
mod read;
mod revalue;
mod reverse;
mod revoke;
mod settle;
mod start;
mod study;

pub use application::Quoted;
pub use publish::decide_book;
pub(crate) use reverse::Did;
pub use start::{decide_learner, quote_learner};
