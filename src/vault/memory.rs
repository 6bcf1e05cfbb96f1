//! The vault's interface, and one in memory.

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::error::Error;
use crate::id::{LearnerId, RequestKey};
use crate::vault::commitment::{VaultKey, commit};

/// Keeps what was committed to, learner by learner, until it is erased.
pub trait Vault {
    /// Keeps the contents of a field of a request and returns the commitment that goes into the journal.
    ///
    /// # Errors
    /// If the learner's key was erased, or the vault cannot be written.
    fn keep(&mut self, learner: LearnerId, request: &RequestKey, field: &str, contents: &[u8])
    -> Result<Digest, Error>;

    /// What was committed to, if it is still there.
    ///
    /// # Errors
    /// If the vault cannot be read.
    fn contents(&self, learner: LearnerId, commitment: Digest) -> Result<Option<Vec<u8>>, Error>;

    /// Erases a learner's key and contents, for ever. The journal stays as it is and still verifies.
    ///
    /// # Errors
    /// If the vault cannot be written.
    fn erase(&mut self, learner: LearnerId) -> Result<(), Error>;
}

/// A vault in memory, with keys drawn from one secret.
#[derive(Clone, Debug)]
pub struct MemoryVault {
    secret: [u8; 32],
    kept: BTreeMap<(LearnerId, Digest), Vec<u8>>,
    erased: std::collections::BTreeSet<LearnerId>,
}

impl MemoryVault {
    /// An empty vault whose learners' keys are drawn from a secret.
    #[must_use]
    pub const fn new(secret: [u8; 32]) -> Self {
        Self { secret, kept: BTreeMap::new(), erased: std::collections::BTreeSet::new() }
    }

    fn key(&self, learner: LearnerId) -> VaultKey {
        VaultKey::new(*Digest::keyed(&self.secret, &[learner.uuid().as_bytes()]).as_bytes())
    }
}

impl Vault for MemoryVault {
    fn keep(
        &mut self,
        learner: LearnerId,
        request: &RequestKey,
        field: &str,
        contents: &[u8],
    ) -> Result<Digest, Error> {
        if self.erased.contains(&learner) {
            return Err(Error::invalid(format!("the vault key of learner {learner} was erased")));
        }
        let commitment = commit(&self.key(learner), request, field, contents);
        self.kept.insert((learner, commitment), contents.to_vec());
        Ok(commitment)
    }

    fn contents(&self, learner: LearnerId, commitment: Digest) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.kept.get(&(learner, commitment)).cloned())
    }

    fn erase(&mut self, learner: LearnerId) -> Result<(), Error> {
        self.kept.retain(|(of, _), _| *of != learner);
        self.erased.insert(learner);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_erased_is_gone_for_one_learner_only() {
        let (asha, bo) = (LearnerId::drawn(&[1; 32], "a"), LearnerId::drawn(&[1; 32], "b"));
        let request = "r/1".parse().unwrap();
        let mut vault = MemoryVault::new([3; 32]);
        let of_asha = vault.keep(asha, &request, "name", "李雷".as_bytes()).unwrap();
        let of_bo = vault.keep(bo, &request, "name", "李雷".as_bytes()).unwrap();
        assert_ne!(of_asha, of_bo, "the same name is not the same commitment");
        vault.erase(asha).unwrap();
        assert_eq!(vault.contents(asha, of_asha).unwrap(), None);
        assert_eq!(vault.contents(bo, of_bo).unwrap().as_deref(), Some("李雷".as_bytes()));
        assert!(vault.keep(asha, &request, "name", b"x").is_err());
    }
}
