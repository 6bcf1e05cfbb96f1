//! Who is who. Names stand in the vault and in what is printed here, never in the book.

use std::error::Error;

use creditbank::vault::{MemoryVault, Vault, VaultKey};
use creditbank::{Digest, LearnerId};

/// From which the learners' ids are drawn. A real bank keeps its seed secret.
const SEED: [u8; 32] = *b"creditbank: a lifelong story ...";

/// The bank's key for the tags of certificates. A real bank keeps it secret too.
pub(crate) const TAG_KEY: VaultKey = VaultKey::new(*b"creditbank: tags of certificates");

/// The four passbooks, and the invented people they belong to.
pub(crate) struct People {
    vault: MemoryVault,
    kept: Vec<(LearnerId, Digest)>,
}

impl People {
    pub(crate) const ZHOU: usize = 0;
    pub(crate) const QIN: usize = 1;
    pub(crate) const RAN: usize = 2;
    /// Opened at the village academy for somebody who had a passbook already.
    pub(crate) const ZHOU_AGAIN: usize = 3;

    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let mut people = Self { vault: MemoryVault::new(*b"creditbank: the vault's secret ."), kept: Vec::new() };
        for (number, name) in [("1", "周小满"), ("2", "覃雨桐"), ("3", "冉老伯"), ("4", "周小满")] {
            let learner = LearnerId::drawn(&SEED, number);
            let commitment = people.vault.keep(learner, &"opening".parse()?, "name", name.as_bytes())?;
            people.kept.push((learner, commitment));
        }
        Ok(people)
    }

    pub(crate) fn id(&self, person: usize) -> LearnerId {
        self.kept[person].0
    }

    /// The name, as long as the vault has it.
    pub(crate) fn name(&self, person: usize) -> Result<String, Box<dyn Error>> {
        let (learner, commitment) = self.kept[person];
        let name = self.vault.contents(learner, commitment)?;
        Ok(name.map_or_else(|| "(erased)".to_owned(), |name| String::from_utf8_lossy(&name).into_owned()))
    }

    /// Puts a file into the vault, and gives the commitment that the book keeps.
    pub(crate) fn file(&mut self, person: usize, key: &str, contents: &[u8]) -> Result<Digest, Box<dyn Error>> {
        Ok(self.vault.keep(self.id(person), &key.parse()?, "file", contents)?)
    }

    pub(crate) fn erase(&mut self, person: usize) -> Result<(), Box<dyn Error>> {
        Ok(self.vault.erase(self.id(person))?)
    }
}
