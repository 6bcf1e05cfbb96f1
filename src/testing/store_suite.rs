//! What every store must do, as checks that anyone may run against a store of their own.

use std::fmt::Debug;
use std::ops::ControlFlow;

use crate::digest::Digest;
use crate::error::Error;
use crate::id::{IdError, LearnerId, RequestKey};
use crate::store::{SealedLine, Store};
use crate::testing::scribe::Scribe;

/// Runs the conformance suite against a store, and gives the checks that failed: each by its name, with what was
/// found. None means that the store conforms.
///
/// `open` is called with `None` for a new, empty store; and with a store, to close it and open again what it kept.
///
/// ```
/// use creditbank::MemoryStore;
/// use creditbank::testing::store_suite;
///
/// let failed = store_suite(|closed| Ok(closed.unwrap_or_else(MemoryStore::new)));
/// assert_eq!(failed, Vec::<String>::new());
/// ```
pub fn store_suite<S: Store>(mut open: impl FnMut(Option<S>) -> Result<S, Error>) -> Vec<String> {
    let mut failed = Vec::new();
    for (name, check) in ON_A_NEW_STORE {
        let outcome = open(None).map_err(Wrong::from).and_then(|mut store| check(&mut store));
        note(&mut failed, "", name, outcome);
    }
    if let Err(wrong) = on_a_filled_store(&mut open, &mut failed) {
        note(&mut failed, "", "filling a store and opening it again", Err(wrong));
    }
    failed
}

/// Fills a store, and checks it before and after it was opened again, and after it went on then.
fn on_a_filled_store<S: Store>(
    open: &mut impl FnMut(Option<S>) -> Result<S, Error>,
    failed: &mut Vec<String>,
) -> Result<(), Wrong> {
    let mut book = Book::new()?;
    let mut store = open(None)?;
    book.fill(&mut store)?;
    look_at(failed, "", &store, &book);
    store = open(Some(store))?;
    look_at(failed, "opened again: ", &store, &book);
    book.go_on(&mut store)?;
    look_at(failed, "gone on: ", &store, &book);
    store = open(Some(store))?;
    look_at(failed, "opened a third time: ", &store, &book);
    Ok(())
}

fn look_at(failed: &mut Vec<String>, when: &str, store: &dyn Store, book: &Book) {
    for (name, check) in ON_A_FILLED_STORE {
        note(failed, when, name, check(store, book));
    }
}

fn note(failed: &mut Vec<String>, when: &str, name: &str, outcome: Result<(), Wrong>) {
    if let Err(Wrong(what)) = outcome {
        failed.push(format!("{when}{name}: {what}"));
    }
}

/// What was found, and what should have been.
struct Wrong(String);

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self(error.to_string())
    }
}

impl From<IdError> for Wrong {
    fn from(error: IdError) -> Self {
        Self(error.to_string())
    }
}

fn same<T: PartialEq + Debug>(what: impl Debug, found: T, expected: T) -> Result<(), Wrong> {
    if found == expected {
        return Ok(());
    }
    let brief = |value: T| format!("{value:?}").chars().take(200).collect::<String>();
    Err(Wrong(format!("{what:?} gives {}, not {}", brief(found), brief(expected))))
}

fn learner(number: u8) -> LearnerId {
    LearnerId::drawn(&[number; 32], "store suite")
}

type NewStoreCheck = fn(&mut dyn Store) -> Result<(), Wrong>;

const ON_A_NEW_STORE: [(&str, NewStoreCheck); 7] = [
    ("a new store is empty", is_empty),
    ("an append of no lines changes nothing", append_of_no_lines),
    ("an append at another length is refused, with nothing written", append_elsewhere),
    ("a document is known by its SHA-256", documents),
    ("a document may be put twice", document_twice),
    ("a document is kept byte for byte", document_bytes),
    ("documents are no lines", documents_are_no_lines),
];

fn is_empty(store: &mut dyn Store) -> Result<(), Wrong> {
    same("the length", store.length(), 0)?;
    same("line 0", store.read(0)?, None)?;
    same("scanning from 0", seen(store, 0)?, Vec::new())?;
    same("scanning from 1", seen(store, 1)?, Vec::new())?;
    same("a learner's positions", store.positions_of(learner(1))?, Vec::new())?;
    same("a learner's request", store.find(Some(learner(1)), &"a/1".parse()?)?, None)?;
    same("a request of the book", store.find(None, &"a/1".parse()?)?, None)?;
    same("the empty document", store.document(Digest::of(&[]))?, None)
}

fn append_of_no_lines(store: &mut dyn Store) -> Result<(), Wrong> {
    store.append(0, &[])?;
    is_empty(store)
}

fn append_elsewhere(store: &mut dyn Store) -> Result<(), Wrong> {
    let mut scribe = Scribe::new();
    let first = scribe.line(Some(learner(1)), &"a/1".parse()?);
    is_refused(store, 1, &first)?;
    is_refused(store, u64::MAX, &first)?;
    is_empty(store)?;
    store.append(0, std::slice::from_ref(&first))?;
    let second = scribe.line(Some(learner(1)), &"a/2".parse()?);
    is_refused(store, 0, &second)?;
    is_refused(store, 2, &second)?;
    same("scanning from 0", seen(store, 0)?, vec![(0, first.bytes)])?;
    same("the learner's positions", store.positions_of(learner(1))?, vec![0])?;
    same("the refused request", store.find(Some(learner(1)), &second.key)?, None)?;
    store.append(1, &[second])?;
    same("the length", store.length(), 2)
}

fn is_refused(store: &mut dyn Store, expected: u64, line: &SealedLine) -> Result<(), Wrong> {
    match store.append(expected, std::slice::from_ref(line)) {
        Err(error) if error.is_head_moved() => Ok(()),
        Err(error) => Err(Wrong(format!("an append at {expected} fails with `{error}`, not because the head moved"))),
        Ok(()) => Err(Wrong(format!("an append at {expected} is taken"))),
    }
}

fn documents(store: &mut dyn Store) -> Result<(), Wrong> {
    let (one, other) = (Digest::of(&[b"one"]), Digest::of(&[b"other"]));
    same("the hash", store.put_document(b"one")?, one)?;
    same("the document", store.document(one)?, Some(b"one".to_vec()))?;
    same("another document", store.document(other)?, None)
}

fn document_twice(store: &mut dyn Store) -> Result<(), Wrong> {
    let once = store.put_document(b"one")?;
    same("the hash", store.put_document(b"one")?, once)?;
    same("the document", store.document(once)?, Some(b"one".to_vec()))
}

fn document_bytes(store: &mut dyn Store) -> Result<(), Wrong> {
    for document in odd_documents() {
        let hash = store.put_document(&document)?;
        same("the hash", hash, Digest::of(&[&document]))?;
        same(("the document of", document.len(), "bytes"), store.document(hash)? == Some(document), true)?;
    }
    Ok(())
}

fn documents_are_no_lines(store: &mut dyn Store) -> Result<(), Wrong> {
    store.put_document(b"{}\n")?;
    same("the length", store.length(), 0)?;
    same("scanning from 0", seen(store, 0)?, Vec::new())
}

/// No bytes, every byte, and line ends of every kind.
fn odd_documents() -> [Vec<u8>; 3] {
    [Vec::new(), every_byte(), b"a\r\nb\rc\n\n\0\xff\xfe".to_vec()]
}

fn every_byte() -> Vec<u8> {
    (0..=u8::MAX).collect()
}

/// What a filled store should hold.
struct Book {
    scribe: Scribe,
    lines: Vec<SealedLine>,
    /// Each with its hash, as they are long to hash.
    documents: Vec<(Digest, Vec<u8>)>,
}

impl Book {
    fn new() -> Result<Self, Wrong> {
        let mut scribe = Scribe::new();
        let script =
            [(0, "genesis"), (1, "a/1"), (2, "a/1"), (1, "a/2"), (0, "a/1"), (3, "!~"), (2, "a/2"), (1, "a/3")];
        let mut lines = Vec::new();
        for (number, key) in script {
            lines.push(scribe.line(owner(number), &key.parse()?));
        }
        lines.push(scribe.longest(owner(2), &"long".parse()?));
        lines.push(scribe.line(owner(1), &"k".repeat(100).parse()?));
        let large = every_byte().repeat(4096);
        let documents = odd_documents().into_iter().chain([large]);
        let documents = documents.map(|document| (Digest::of(&[&document]), document)).collect();
        Ok(Self { scribe, lines, documents })
    }

    /// Appends the lines in groups of 1, 2, 3 and so on, with the documents in between.
    fn fill(&self, store: &mut dyn Store) -> Result<(), Wrong> {
        let (mut rest, mut size) = (self.lines.as_slice(), 1_usize);
        let mut documents = self.documents.iter();
        while !rest.is_empty() {
            let (group, after) = rest.split_at(size.min(rest.len()));
            store.append(store.length(), group)?;
            if let Some((_, document)) = documents.next() {
                store.put_document(document)?;
            }
            (rest, size) = (after, size.saturating_add(1));
        }
        Ok(())
    }

    /// Appends two lines and a document more.
    fn go_on(&mut self, store: &mut dyn Store) -> Result<(), Wrong> {
        let more = [self.scribe.line(owner(3), &"more".parse()?), self.scribe.line(None, &"more".parse()?)];
        store.append(self.length(), &more)?;
        self.lines.extend(more);
        let hash = store.put_document(b"more")?;
        self.documents.push((hash, b"more".to_vec()));
        Ok(())
    }

    fn length(&self) -> u64 {
        u64::try_from(self.lines.len()).unwrap_or(u64::MAX)
    }

    fn numbered(&self) -> impl Iterator<Item = (u64, &SealedLine)> {
        (0..).zip(&self.lines)
    }

    fn from(&self, from: u64) -> Vec<(u64, Vec<u8>)> {
        self.numbered().filter(|(at, _)| *at >= from).map(|(at, line)| (at, line.bytes.clone())).collect()
    }
}

/// Learners have numbers from 1; 0 is the book.
fn owner(number: u8) -> Option<LearnerId> {
    (number > 0).then(|| learner(number))
}

type FilledStoreCheck = fn(&dyn Store, &Book) -> Result<(), Wrong>;

const ON_A_FILLED_STORE: [(&str, FilledStoreCheck); 10] = [
    ("the length is the number of lines", length),
    ("every line is read as it was written", read_each),
    ("there is nothing past the end", read_past_the_end),
    ("a scan shows every line from any position on", scan_from_everywhere),
    ("a scan breaks off when told to", scan_breaks_off),
    ("a scan hands on the visitor's failure", scan_hands_on),
    ("a learner's lines are found in order", positions),
    ("a request is found by its learner and key", find),
    ("a request of nobody is not found", find_nothing),
    ("every document is kept", keeps_documents),
];

fn length(store: &dyn Store, book: &Book) -> Result<(), Wrong> {
    same("the length", store.length(), book.length())
}

fn read_each(store: &dyn Store, book: &Book) -> Result<(), Wrong> {
    // Backwards, so that a store that only reads on is found out.
    for (position, line) in book.numbered().collect::<Vec<_>>().into_iter().rev() {
        same(("reading", position), store.read(position)?.as_ref(), Some(&line.bytes))?;
    }
    Ok(())
}

fn read_past_the_end(store: &dyn Store, book: &Book) -> Result<(), Wrong> {
    for position in [book.length(), book.length().saturating_add(1), u64::MAX] {
        same(("reading", position), store.read(position)?, None)?;
        same(("scanning from", position), seen(store, position)?, Vec::new())?;
    }
    Ok(())
}

fn scan_from_everywhere(store: &dyn Store, book: &Book) -> Result<(), Wrong> {
    for from in 0..book.length() {
        same(("scanning from", from), seen(store, from)?, book.from(from))?;
    }
    Ok(())
}

fn scan_breaks_off(store: &dyn Store, book: &Book) -> Result<(), Wrong> {
    for last in 0..book.length() {
        let mut shown = Vec::new();
        store.scan(0, &mut |position, _| {
            shown.push(position);
            Ok(if position == last { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        same(("breaking off after", last), shown, (0..=last).collect())?;
    }
    Ok(())
}

fn scan_hands_on(store: &dyn Store, _: &Book) -> Result<(), Wrong> {
    let mut calls = 0_u32;
    let outcome = store.scan(1, &mut |_, _| {
        calls = calls.saturating_add(1);
        Err(Error::invalid("the visitor has seen enough"))
    });
    let handed = outcome.err().map(|error| error.to_string());
    same("a failing visitor", handed.as_deref(), Some("the visitor has seen enough"))?;
    same("the number of calls", calls, 1)
}

fn positions(store: &dyn Store, book: &Book) -> Result<(), Wrong> {
    for number in 1..=4 {
        let lines = book.numbered().filter(|(_, line)| line.learner == Some(learner(number)));
        let expected: Vec<_> = lines.map(|(position, _)| position).collect();
        same(("positions of learner", number), store.positions_of(learner(number))?, expected)?;
    }
    Ok(())
}

fn find(store: &dyn Store, book: &Book) -> Result<(), Wrong> {
    for (position, line) in book.numbered() {
        same(("finding", &line.learner, &line.key), store.find(line.learner, &line.key)?, Some(position))?;
    }
    Ok(())
}

fn find_nothing(store: &dyn Store, _: &Book) -> Result<(), Wrong> {
    for (number, key) in [(0, "a/2"), (1, "genesis"), (3, "a/1"), (4, "a/1"), (1, "A/1"), (1, "a/"), (1, "a/11")] {
        let key: RequestKey = key.parse()?;
        same(("finding", number, &key), store.find(owner(number), &key)?, None)?;
    }
    Ok(())
}

fn keeps_documents(store: &dyn Store, book: &Book) -> Result<(), Wrong> {
    for (hash, document) in &book.documents {
        let found = store.document(*hash)?;
        same(("the document of", document.len(), "bytes"), found.as_ref() == Some(document), true)?;
    }
    same("an unknown document", store.document(Digest::of(&[b"unknown"]))?, None)
}

fn seen(store: &dyn Store, from: u64) -> Result<Vec<(u64, Vec<u8>)>, Wrong> {
    let mut seen = Vec::new();
    store.scan(from, &mut |position, bytes| {
        seen.push((position, bytes.to_vec()));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(seen)
}
