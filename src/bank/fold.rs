//! The journal folded line by line into what the bank believes. Opening a bank, serving it and auditing it all
//! fold with this code.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::bank::accounts::Accounts;
use crate::bank::wrong::Wrong;
use crate::digest::Digest;
use crate::id::LearnerId;
use crate::journal::{Log, leaf_hash};
use crate::ledger::{Act, BookEntry, Document, Entry, FORMAT, Genesis, Published, PublishedDocument, SEMANTICS, apply};
use crate::line::{Content, Line};
use crate::time::Timestamp;

/// Where documents are fetched from, by their hash.
pub(crate) type Documents<'a> = &'a dyn Fn(Digest) -> Result<Option<Vec<u8>>, String>;

/// What left one passbook and has not come into the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Out {
    pub(crate) from: LearnerId,
    pub(crate) into: LearnerId,
    pub(crate) lots: usize,
}

/// All that follows from the lines so far.
#[derive(Clone, Debug)]
pub(crate) struct Fold {
    pub(crate) genesis: Genesis,
    pub(crate) published: Arc<Published>,
    pub(crate) accounts: Accounts,
    pub(crate) log: Log,
    pub(crate) head: Digest,
    pub(crate) bytes: u64,
    pub(crate) recorded: Timestamp,
    pub(crate) flights: BTreeMap<u64, Out>,
}

impl Fold {
    /// Starts with the first line.
    pub(crate) fn start(bytes: &[u8]) -> Result<Self, Wrong> {
        if let Some(found) = other_format(bytes) {
            return Err(Wrong::Format { found });
        }
        let line = Line::decode(bytes)?;
        let Content::Genesis { genesis, recorded } = line.content else {
            return Err(Wrong::NotFounding);
        };
        if line.position != 0 || line.prev != Digest::ZERO {
            return Err(Wrong::NotFirst);
        }
        let published = Arc::new(Published::new(&genesis));
        let mut log = Log::new();
        let head = leaf_hash(bytes);
        log.append(head);
        let (accounts, flights, bytes) = (Accounts::default(), BTreeMap::new(), length(bytes));
        Ok(Self { genesis, published, accounts, log, head, bytes, recorded, flights })
    }

    /// The number that the next line will have.
    pub(crate) const fn length(&self) -> u64 {
        self.log.size()
    }

    /// Checks that a line read from a store is the next one, in every chain it is part of.
    pub(crate) fn read(&self, bytes: &[u8]) -> Result<Line, Wrong> {
        let line = Line::decode(bytes)?;
        let (found, expected) = (line.position, self.length());
        if found != expected {
            return Err(Wrong::Position { found, expected });
        }
        if line.prev != self.head {
            return Err(Wrong::Prev { found: line.prev, expected: self.head });
        }
        if line.recorded() < self.recorded {
            return Err(Wrong::Recorded { found: line.recorded(), last: self.recorded });
        }
        if let Some(found) = line.semantics().filter(|number| *number != SEMANTICS) {
            return Err(Wrong::Semantics { found });
        }
        if let Content::Learner { entry, last } = &line.content {
            let account = self.accounts.get(entry.learner);
            let (n, leaf) = account.map_or((0, Digest::ZERO), |account| (account.passbook.next, account.last));
            if entry.n != n {
                return Err(Wrong::Number { found: entry.n, expected: n });
            }
            if *last != leaf {
                return Err(Wrong::Last { found: *last, expected: leaf });
            }
        }
        Ok(line)
    }

    /// Takes in a line that is the next one.
    pub(crate) fn take(&mut self, line: &Line, leaf: Digest, size: u64, documents: Documents<'_>) -> Result<(), Wrong> {
        match &line.content {
            Content::Genesis { .. } => return Err(Wrong::FoundedAgain),
            Content::Book(entry) => {
                let content = fetch(entry, &self.published, documents)?;
                self.publish(entry, line.position, content);
            }
            Content::Learner { entry, .. } => self.learner(entry, line.position, leaf)?,
        }
        self.seal(line.recorded(), leaf, size);
        Ok(())
    }

    pub(crate) fn publish(&mut self, entry: &BookEntry, position: u64, content: Arc<Document>) {
        let publication = entry.publication.clone();
        Arc::make_mut(&mut self.published).add(PublishedDocument { position, publication, content });
    }

    pub(crate) fn learner(&mut self, entry: &Entry, position: u64, leaf: Digest) -> Result<(), Wrong> {
        let account = self.accounts.open(entry.learner);
        apply(Arc::make_mut(&mut account.passbook), entry)?;
        account.last = leaf;
        match &entry.act {
            Act::MergeOut(out) => {
                let lots = entry.effects.bundle.as_ref().map_or(0, |bundle| bundle.lots.len());
                self.flights.insert(position, Out { from: entry.learner, into: out.into, lots });
            }
            Act::MergeIn(come) => drop(self.flights.remove(&come.position)),
            _ => {}
        }
        Ok(())
    }

    pub(crate) fn seal(&mut self, recorded: Timestamp, leaf: Digest, size: u64) {
        self.recorded = recorded;
        self.head = leaf;
        self.log.append(leaf);
        self.bytes = self.bytes.saturating_add(size);
    }
}

/// A line's bytes in the journal, its newline included.
pub(crate) fn length(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).map_or(u64::MAX, |length| length.saturating_add(1))
}

/// The number of the format of a book by its first line, if it is another one than this build reads.
pub(crate) fn other_format(first: &[u8]) -> Option<u32> {
    #[derive(Deserialize)]
    struct First {
        act: Founds,
    }
    #[derive(Deserialize)]
    struct Founds {
        genesis: Numbered,
    }
    #[derive(Deserialize)]
    struct Numbered {
        format: u32,
    }
    let first: First = serde_json::from_slice(first).ok()?;
    Some(first.act.genesis.format).filter(|format| *format != FORMAT)
}

/// The bytes of the document that a line published, from the store, as its hash says.
pub(crate) fn fetched(entry: &BookEntry, documents: Documents<'_>) -> Result<Vec<u8>, Wrong> {
    let said = &entry.publication;
    let document = said.document.clone();
    let kept = documents(said.hash).map_err(|what| Wrong::Store { what })?;
    let Some(bytes) = kept else { return Err(Wrong::NotKept { document, hash: said.hash }) };
    if Digest::of(&[&bytes]) != said.hash || u64::try_from(bytes.len()) != Ok(said.size) {
        return Err(Wrong::OtherDocument { document });
    }
    Ok(bytes)
}

/// The document that a line published, beside those published before. It was judged then: it is only decoded.
pub(crate) fn fetch(
    entry: &BookEntry,
    published: &Published,
    documents: Documents<'_>,
) -> Result<Arc<Document>, Wrong> {
    let said = &entry.publication;
    let id = said.document.clone();
    let document = match Document::decode(id.as_str(), &fetched(entry, documents)?, published) {
        Ok(document) => document,
        Err(findings) => return Err(Wrong::Unreadable { document: id, findings: Box::new(findings) }),
    };
    let agrees = (document.id(), document.kind(), document.valid()) == (&said.document, said.kind, said.valid);
    if agrees { Ok(Arc::new(document)) } else { Err(Wrong::OtherDocument { document: id }) }
}
