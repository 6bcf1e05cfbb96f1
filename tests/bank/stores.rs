//! Every store passes the conformance suite, and a store that does not conform is found out.

use std::ops::ControlFlow;

use creditbank::digest::Digest;
use creditbank::id::{LearnerId, RequestKey};
use creditbank::store::{SealedLine, Visit};
use creditbank::testing::{Scribe, store_suite};
use creditbank::{Error, FileStore, MemoryStore, Store};

#[test]
fn the_store_in_memory_conforms() {
    assert_eq!(store_suite(|closed| Ok(closed.unwrap_or_else(MemoryStore::new))), Vec::<String>::new());
}

#[test]
fn the_store_in_memory_conforms_when_made_from_its_parts() {
    let failed = store_suite(|closed: Option<MemoryStore>| match closed {
        None => Ok(MemoryStore::new()),
        Some(store) => {
            let documents: Vec<_> = store.documents().map(<[u8]>::to_vec).collect();
            MemoryStore::from_parts(store.lines().map(<[u8]>::to_vec).collect(), documents)
        }
    });
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn the_store_in_a_folder_conforms() {
    let folder = tempfile::tempdir().unwrap();
    let mut stores = 0;
    let failed = store_suite(|closed: Option<FileStore>| {
        if let Some(store) = closed {
            let path = store.folder().to_owned();
            drop(store);
            return FileStore::open(path);
        }
        stores += 1;
        FileStore::open(folder.path().join(format!("bank/{stores}")))
    });
    assert_eq!(failed, Vec::<String>::new());
}

#[test]
fn a_borrowed_store_conforms() {
    let mut stores: Vec<_> = (0..100).map(|_| MemoryStore::new()).collect();
    let mut stores = stores.iter_mut();
    assert_eq!(store_suite(|closed| Ok(closed.unwrap_or_else(|| stores.next().unwrap()))), Vec::<String>::new());
}

#[test]
fn what_cannot_be_opened_is_told() {
    let failed = store_suite(|_: Option<MemoryStore>| Err(Error::invalid("no room")));
    assert_eq!(failed.len(), 8, "{failed:#?}");
    assert!(failed.iter().all(|line| line.ends_with(": no room")), "{failed:#?}");
}

/// The ways in which a store can be wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Flaw {
    ScanStartsOneLate,
    ScanDoesNotBreakOff,
    ScanSwallowsFailures,
    ScanCountsFromZero,
    ReadsOnePast,
    ForgetsKeys,
    KeysWithoutLearner,
    KeysWithoutCase,
    PositionsBackwards,
    PositionsOfTheBook,
    TakesAnyHead,
    WritesBeforeItLooks,
    LastOfAGroupIsLost,
    TextOnly,
    NoEmptyDocument,
    DocumentsByAnotherHash,
    LosesDocumentsWhenClosed,
    LosesTheLastLineWhenClosed,
}

const FLAWS: [Flaw; 18] = [
    Flaw::ScanStartsOneLate,
    Flaw::ScanDoesNotBreakOff,
    Flaw::ScanSwallowsFailures,
    Flaw::ScanCountsFromZero,
    Flaw::ReadsOnePast,
    Flaw::ForgetsKeys,
    Flaw::KeysWithoutLearner,
    Flaw::KeysWithoutCase,
    Flaw::PositionsBackwards,
    Flaw::PositionsOfTheBook,
    Flaw::TakesAnyHead,
    Flaw::WritesBeforeItLooks,
    Flaw::LastOfAGroupIsLost,
    Flaw::TextOnly,
    Flaw::NoEmptyDocument,
    Flaw::DocumentsByAnotherHash,
    Flaw::LosesDocumentsWhenClosed,
    Flaw::LosesTheLastLineWhenClosed,
];

/// A store in memory with a flaw.
struct Flawed {
    flaw: Option<Flaw>,
    lines: Vec<SealedLine>,
    documents: Vec<(Digest, Vec<u8>)>,
}

impl Flawed {
    fn new(flaw: Option<Flaw>) -> Self {
        Self { flaw, lines: Vec::new(), documents: Vec::new() }
    }

    fn has(&self, flaw: Flaw) -> bool {
        self.flaw == Some(flaw)
    }

    fn open_again(mut self) -> Self {
        if self.has(Flaw::LosesDocumentsWhenClosed) {
            self.documents.clear();
        }
        if self.has(Flaw::LosesTheLastLineWhenClosed) {
            self.lines.pop();
        }
        self
    }

    fn place(&self, position: usize) -> u64 {
        u64::try_from(position).unwrap()
    }
}

impl Store for Flawed {
    fn length(&self) -> u64 {
        self.place(self.lines.len())
    }

    fn append(&mut self, expected: u64, lines: &[SealedLine]) -> Result<(), Error> {
        let before = self.length();
        if self.has(Flaw::WritesBeforeItLooks) {
            self.lines.extend_from_slice(lines);
        }
        if expected != before && !self.has(Flaw::TakesAnyHead) {
            return Err(Error::head_moved(expected, before));
        }
        if !self.has(Flaw::WritesBeforeItLooks) {
            let lost = usize::from(self.has(Flaw::LastOfAGroupIsLost) && lines.len() > 1);
            self.lines.extend_from_slice(&lines[..lines.len() - lost]);
        }
        Ok(())
    }

    fn read(&self, position: u64) -> Result<Option<Vec<u8>>, Error> {
        let at = if self.has(Flaw::ReadsOnePast) { position.min(self.length().saturating_sub(1)) } else { position };
        Ok(usize::try_from(at).ok().and_then(|at| self.lines.get(at)).map(|line| line.bytes.clone()))
    }

    fn scan(&self, from: u64, visit: Visit<'_>) -> Result<(), Error> {
        let first = if self.has(Flaw::ScanStartsOneLate) { from.saturating_add(1) } else { from };
        for (at, line) in self.lines.iter().enumerate().filter(|(at, _)| self.place(*at) >= first) {
            let shown = if self.has(Flaw::ScanCountsFromZero) { self.place(at) - first } else { self.place(at) };
            match visit(shown, &line.bytes) {
                Err(_) if self.has(Flaw::ScanSwallowsFailures) => return Ok(()),
                Ok(ControlFlow::Break(())) if !self.has(Flaw::ScanDoesNotBreakOff) => break,
                other => drop(other?),
            }
        }
        Ok(())
    }

    fn positions_of(&self, learner: LearnerId) -> Result<Vec<u64>, Error> {
        let is_theirs = |line: &SealedLine| match line.learner {
            Some(of) => of == learner,
            None => self.has(Flaw::PositionsOfTheBook),
        };
        let mut positions: Vec<_> =
            self.lines.iter().enumerate().filter(|(_, line)| is_theirs(line)).map(|(at, _)| self.place(at)).collect();
        if self.has(Flaw::PositionsBackwards) {
            positions.reverse();
        }
        Ok(positions)
    }

    fn find(&self, learner: Option<LearnerId>, key: &RequestKey) -> Result<Option<u64>, Error> {
        let same_key = |line: &SealedLine| match self.has(Flaw::KeysWithoutCase) {
            true => line.key.as_str().eq_ignore_ascii_case(key.as_str()),
            false => line.key == *key,
        };
        let found = self
            .lines
            .iter()
            .position(|line| same_key(line) && (line.learner == learner || self.has(Flaw::KeysWithoutLearner)));
        Ok(found.filter(|_| !self.has(Flaw::ForgetsKeys)).map(|at| self.place(at)))
    }

    fn put_document(&mut self, bytes: &[u8]) -> Result<Digest, Error> {
        let hash = Digest::of(&[bytes]);
        let kept = match self.flaw {
            Some(Flaw::TextOnly) => String::from_utf8_lossy(bytes).into_owned().into_bytes(),
            Some(Flaw::NoEmptyDocument) if bytes.is_empty() => return Ok(hash),
            _ => bytes.to_vec(),
        };
        let hash = if self.has(Flaw::DocumentsByAnotherHash) { Digest::of(&[&[0], bytes]) } else { hash };
        self.documents.push((hash, kept));
        Ok(hash)
    }

    fn document(&self, hash: Digest) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.documents.iter().find(|(of, _)| *of == hash).map(|(_, bytes)| bytes.clone()))
    }
}

fn found_in(flaw: Option<Flaw>) -> Vec<String> {
    store_suite(|closed: Option<Flawed>| Ok(closed.map_or_else(|| Flawed::new(flaw), Flawed::open_again)))
}

#[test]
fn every_flaw_is_found() {
    assert_eq!(found_in(None), Vec::<String>::new());
    let missed: Vec<_> = FLAWS.into_iter().filter(|flaw| found_in(Some(*flaw)).is_empty()).collect();
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn a_finding_says_which_check_and_what_was_found() {
    let found = found_in(Some(Flaw::PositionsBackwards));
    let expected =
        "a learner's lines are found in order: (\"positions of learner\", 1) gives [9, 7, 3, 1], not [1, 3, 7, 9]";
    assert!(found.contains(&expected.to_owned()), "{found:#?}");
}

#[test]
fn lines_of_the_scribe_are_canonical() {
    let mut scribe = Scribe::new();
    let learner = LearnerId::drawn(&[1; 32], "1");
    let key: RequestKey = "app/1".parse().unwrap();
    for line in [scribe.line(None, &key), scribe.line(Some(learner), &key), scribe.longest(Some(learner), &key)] {
        let value: serde_json::Value = serde_json::from_slice(&line.bytes).unwrap();
        assert_eq!(serde_json_canonicalizer::to_vec(&value).unwrap(), line.bytes);
    }
}
