//! A store in memory: for tests and simulations.

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::error::{Damage, Error};
use crate::id::{LearnerId, RequestKey};
use crate::journal::Link;
use crate::store::index::Index;
use crate::store::line::{SealedLine, Store, Visit};

/// Lines and documents in memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    lines: Vec<Vec<u8>>,
    index: Index,
    documents: BTreeMap<Digest, Vec<u8>>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A store with these lines and documents, as they are: nothing is checked but that each line has chain fields.
    ///
    /// # Errors
    /// The number of the first line that has none.
    pub fn from_parts(lines: Vec<Vec<u8>>, documents: impl IntoIterator<Item = Vec<u8>>) -> Result<Self, Error> {
        let mut store = Self::new();
        let mut offset = 0_u64;
        for bytes in lines {
            let record = store.length();
            let damage = |what| Error::damaged(Damage { record, offset, what });
            let link = Link::read(&bytes).map_err(|error| damage(error.to_string()))?;
            offset = offset.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX)).saturating_add(1);
            store.index.add(record, link.member.map(|member| member.learner), link.key);
            store.lines.push(bytes);
        }
        store.documents = documents.into_iter().map(|bytes| (Digest::of(&[&bytes]), bytes)).collect();
        Ok(store)
    }

    /// The lines, in order.
    pub fn lines(&self) -> impl Iterator<Item = &[u8]> {
        self.lines.iter().map(Vec::as_slice)
    }

    /// The documents, in the order of their hashes.
    pub fn documents(&self) -> impl Iterator<Item = &[u8]> {
        self.documents.values().map(Vec::as_slice)
    }
}

impl Store for MemoryStore {
    fn length(&self) -> u64 {
        u64::try_from(self.lines.len()).unwrap_or(u64::MAX)
    }

    fn append(&mut self, expected: u64, lines: &[SealedLine]) -> Result<(), Error> {
        if expected != self.length() {
            return Err(Error::head_moved(expected, self.length()));
        }
        for line in lines {
            self.index.add(self.length(), line.learner, line.key.clone());
            self.lines.push(line.bytes.clone());
        }
        Ok(())
    }

    fn read(&self, position: u64) -> Result<Option<Vec<u8>>, Error> {
        Ok(usize::try_from(position).ok().and_then(|position| self.lines.get(position)).cloned())
    }

    fn scan(&self, from: u64, visit: Visit<'_>) -> Result<(), Error> {
        let Ok(skipped) = usize::try_from(from) else { return Ok(()) };
        // The lines come first, so that nothing is counted past the last of them.
        for (bytes, position) in self.lines.iter().skip(skipped).zip(from..) {
            if visit(position, bytes)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn positions_of(&self, learner: LearnerId) -> Result<Vec<u64>, Error> {
        Ok(self.index.positions_of(learner))
    }

    fn find(&self, learner: Option<LearnerId>, key: &RequestKey) -> Result<Option<u64>, Error> {
        Ok(self.index.find(learner, key))
    }

    fn put_document(&mut self, bytes: &[u8]) -> Result<Digest, Error> {
        let hash = Digest::of(&[bytes]);
        self.documents.entry(hash).or_insert_with(|| bytes.to_vec());
        Ok(hash)
    }

    fn document(&self, hash: Digest) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.documents.get(&hash).cloned())
    }
}
