//! Durable bytes. A store keeps sealed lines and published documents; it understands nothing of them but the chain
//! fields. Every store passes the conformance suite `testing::store_suite`.

mod file;
mod index;
mod line;
mod memory;

pub use file::{Cut, FileStore, Opening};
pub use line::{SealedLine, Store, Visit};
pub use memory::MemoryStore;
