//! The Merkle log of RFC 6962: the tree, which nodes a proof takes, and the verification of proofs.
//! The textbook definitions, which are slow and plainly right, are in `testing::reference::merkle`.

mod log;
mod path;
mod verify;

pub use log::Log;
pub use path::ProofError;
pub use verify::{verify_consistency, verify_inclusion};
