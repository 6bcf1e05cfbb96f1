//! Lines that chain, without a bank to decide them.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::digest::Digest;
use crate::id::{LearnerId, RequestKey};
use crate::journal::{LINE_MOST, leaf_hash};
use crate::store::SealedLine;

/// Writes lines that chain, each with an act that means nothing, for tests of stores.
///
/// ```
/// use creditbank::testing::Scribe;
/// use creditbank::{LearnerId, MemoryStore, Store};
///
/// let mut scribe = Scribe::new();
/// let learner = LearnerId::drawn(&[1; 32], "1");
/// let lines = [scribe.line(None, &"genesis".parse()?), scribe.line(Some(learner), &"app/1".parse()?)];
/// let mut store = MemoryStore::new();
/// store.append(0, &lines)?;
/// assert_eq!(store.positions_of(learner)?, [1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Scribe {
    position: u64,
    prev: Digest,
    passbooks: BTreeMap<LearnerId, (u32, Digest)>,
}

impl Default for Scribe {
    fn default() -> Self {
        Self::new()
    }
}

impl Scribe {
    /// At the beginning of a journal.
    #[must_use]
    pub const fn new() -> Self {
        Self { position: 0, prev: Digest::ZERO, passbooks: BTreeMap::new() }
    }

    /// The next line: a learner's, or the book's.
    pub fn line(&mut self, learner: Option<LearnerId>, key: &RequestKey) -> SealedLine {
        self.write(learner, key, "学分")
    }

    /// The next line, as long as a line may be.
    pub fn longest(&mut self, learner: Option<LearnerId>, key: &RequestKey) -> SealedLine {
        let shortest = self.clone().write(learner, key, "");
        let filler = "x".repeat(LINE_MOST.saturating_sub(shortest.bytes.len()));
        self.write(learner, key, &filler)
    }

    fn write(&mut self, learner: Option<LearnerId>, key: &RequestKey, filler: &str) -> SealedLine {
        let member = learner.map(|learner| {
            let (n, last) = self.passbooks.get(&learner).copied().unwrap_or((0, Digest::ZERO));
            (learner, n, last)
        });
        let bytes = self.text(member, key, filler).into_bytes();
        let leaf = leaf_hash(&bytes);
        self.position = self.position.saturating_add(1);
        self.prev = leaf;
        if let Some((learner, n, _)) = member {
            self.passbooks.insert(learner, (n.saturating_add(1), leaf));
        }
        SealedLine { bytes, key: key.clone(), learner }
    }

    /// Canonical JSON: sorted names and no blanks. A key has no character that would have to be escaped.
    fn text(&self, member: Option<(LearnerId, u32, Digest)>, key: &RequestKey, filler: &str) -> String {
        let mut text = format!("{{\"act\":{{\"filler\":\"{filler}\",\"kind\":\"none\"}},\"key\":\"{key}\"");
        // Writing into a string cannot fail.
        let _ = match member {
            Some((learner, n, last)) => write!(text, ",\"last\":\"{last}\",\"learner\":\"{learner}\",\"n\":{n}"),
            None => Ok(()),
        };
        let _ = write!(text, ",\"position\":{},\"prev\":\"{}\"}}", self.position, self.prev);
        text
    }
}
