//! The embedded default: a folder that one can read, copy and carry.
//!
//! | in the folder | what it is |
//! | --- | --- |
//! | `journal.jsonl` | the journal itself, one line a record, each with a newline: the open format |
//! | `mark` | how much of it is known to be durable: a lower bound, in two slots written in turn |
//! | `documents/` | published documents, each under its SHA-256 |
//! | `saved/` | what was cut off a torn journal |
//! | `LOCK` | held while the store is open |

mod disk;
mod documents;
mod mark;
mod open;
mod opening;
mod recover;
mod store;

pub use opening::{Cut, Opening};
pub use store::FileStore;
