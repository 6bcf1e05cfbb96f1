//! What must be erasable: personal data and files, kept outside the journal under salted commitments. Nothing
//! here is ever read when a command is decided.

mod commitment;
mod memory;

pub use commitment::{VaultKey, commit, external_tag};
pub use memory::{MemoryVault, Vault};
