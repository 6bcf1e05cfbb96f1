//! Tamper evidence over bytes: leaf hashes, the Merkle log and its proofs, checkpoints, and the chain fields of a
//! line. This room knows nothing of credit.

mod canonical;
mod checkpoint;
mod hash;
mod link;
mod merkle;
mod origin;

pub use canonical::{CanonicalError, canonical};
pub use checkpoint::{Checkpoint, CheckpointError};
pub use hash::{LINE_MOST, leaf_hash, node_hash};
pub use link::{Chain, Link, LinkError, Member};
pub use merkle::{Log, ProofError, verify_consistency, verify_inclusion};
pub use origin::Origin;
