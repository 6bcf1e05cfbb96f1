//! Tamper evidence over bytes: leaf hashes, the Merkle log and its proofs, checkpoints, and the chain fields of a
//! line. This room knows nothing of credit.

mod canonical;
mod checkpoint;
pub(crate) mod hash;
pub(crate) mod link;
mod merkle;
mod origin;

pub use canonical::{CanonicalError, canonical};
pub use checkpoint::{Checkpoint, CheckpointError};
pub(crate) use hash::LINE_MOST;
pub use hash::leaf_hash;
pub(crate) use link::{Chain, Link, LinkError};
pub use merkle::{Log, ProofError, verify_consistency, verify_inclusion};
pub use origin::Origin;
