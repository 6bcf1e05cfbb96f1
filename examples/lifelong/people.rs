//! Who is who. Names stand in the vault and in what is printed here, never in the book.

use std::error::Error;

use creditbank::vault::{MemoryVault, Vault, VaultKey};
use creditbank::{Digest, LearnerId};

/// From which the learners' ids are drawn. A real bank keeps its seed secret.
const SEED: [u8; 32] = *b"creditbank: a lifelong story ...";

/// The bank's key for the tags of certificates. A real bank keeps it secret too.
pub(crate) const TAG_KEY: VaultKey = VaultKey::new(*b"creditbank: tags of certificates");

/// The passbooks, and the invented people they belong to.
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
    pub(crate) const XIANG: usize = 4;
    pub(crate) const LUO: usize = 5;
    pub(crate) const FU: usize = 6;
    pub(crate) const LI: usize = 7;

    pub(crate) fn new() -> Result<Self, Box<dyn Error>> {
        let mut people = Self { vault: MemoryVault::new(*b"creditbank: the vault's secret ."), kept: Vec::new() };
        let names = ["周小满", "覃雨桐", "冉老伯", "周小满", "向晚晴", "罗大山", "付小雨", "黎明"];
        for (number, name) in (1..).zip(names) {
            let learner = LearnerId::drawn(&SEED, &number.to_string());
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
