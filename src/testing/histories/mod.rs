//! Ways in which a group of attempts changes hands, one history each, in the short script of
//! [`script`](crate::testing::script). A line ends in the refusal that is expected, behind `=`. Between the lines stands
//! what is to be seen: `see 03-01 1.0 free 2 behind 2`, `stands decision:3.0`, `suspended decision:3.0`.

mod best;
mod converting;
mod list;
mod merging;
mod policies;

pub use list::{ALL, commands, is_seen};
