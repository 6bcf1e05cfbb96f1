//! The Merkle log of RFC 6962: the tree, which nodes a proof takes, and the verification of proofs. Beside them the
//! textbook definitions, which are slow and plainly right.

mod log;
mod path;
#[cfg(any(test, feature = "testing"))]
pub mod reference;
mod verify;

pub use log::Log;
pub use path::ProofError;
pub use verify::{verify_consistency, verify_inclusion};
