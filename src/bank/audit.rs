//! The audit: everything derived again from the bytes, believing nothing.

use std::fmt;
use std::ops::ControlFlow;

use crate::bank::Judge;
use crate::bank::core::Bank;
use crate::bank::difference::difference;
use crate::bank::fold::{Documents, Fold, fetch, fetched, length};
use crate::bank::merge::{cites, in_peace};
use crate::bank::wrong::Wrong;
use crate::digest::Digest;
use crate::error::Error;
use crate::id::DocumentId;
use crate::journal::{Checkpoint, leaf_hash};
use crate::ledger::clash::check;
use crate::ledger::{Act, BookEntry, Entry, Passbook, Publish, decide_book, decide_learner};
use crate::line::{Content, Line};
use crate::store::Store;
use crate::time::Clock;

/// Something the audit found that is not as it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discrepancy {
    /// The record (line) in which it was found, from 0; none if it concerns the whole book.
    pub record: Option<u64>,
    /// The byte at which that record starts.
    pub offset: Option<u64>,
    /// What is not as it must be.
    pub what: Wrong,
}

impl fmt::Display for Discrepancy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.record, self.offset) {
            (Some(record), Some(offset)) => write!(f, "record {record} at byte {offset}: {}", self.what),
            _ => write!(f, "{}", self.what),
        }
    }
}

/// A document whose judgement the audit did not repeat, because checks of another number made it, or because this build
/// has no analyses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRepeated {
    /// The record (line) that published it, from 0.
    pub record: u64,
    /// Which document.
    pub document: DocumentId,
    /// The number of the checks and analyses that judged it.
    pub judged: u32,
}

impl fmt::Display for NotRepeated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "record {}: document `{}` was judged by {}, not repeated", self.record, self.document, self.judged)
    }
}

/// What an audit read and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// Lines that were read and are sound in themselves.
    pub lines: u64,
    /// Their bytes, newlines included.
    pub bytes: u64,
    /// The leaf hash of the last of them.
    pub head: Digest,
    /// The root of the Merkle tree over them.
    pub root: Option<Digest>,
    /// Entries decided again from their commands.
    pub decided: u64,
    /// Documents that another number of the checks judged, and all in a build without analyses: nothing is wrong with them,
    /// and nothing was found again.
    pub not_repeated: Vec<NotRepeated>,
    /// What is not as it must be. Empty if all is well.
    pub discrepancies: Vec<Discrepancy>,
}

impl Audit {
    /// Whether all is well.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.discrepancies.is_empty()
    }
}

/// Audits the book in a store: bytes, canonical form, chains, documents, every entry decided again from its
/// command on the state before it, every state reached by applying it, the invariants; and, where checkpoints are
/// handed in that somebody else kept, that the book is the one they saw.
///
/// # Errors
/// If the store cannot be read. What is wrong with the book is in the [`Audit`].
pub fn audit<S: Store>(store: &S, kept: &[Checkpoint]) -> Result<Audit, Error> {
    audit_as(store, kept, Judge::default())
}

/// Audits as a build would whose judge is another.
///
/// # Errors
/// As [`audit`].
#[cfg(feature = "testing")]
pub fn audit_by<S: Store>(store: &S, kept: &[Checkpoint], judge: Judge) -> Result<Audit, Error> {
    audit_as(store, kept, judge)
}

fn audit_as<S: Store>(store: &S, kept: &[Checkpoint], judge: Judge) -> Result<Audit, Error> {
    let (mut auditor, scanned) = Auditor::scan(store, judge);
    match scanned {
        Err(error) if error.damage().is_some() => auditor.whole(Wrong::store(&error)),
        other => other?,
    }
    Ok(auditor.report(kept))
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// Audits the bank's own store, and that what the bank believes is what follows from it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn verify(&self) -> Result<Audit, Error> {
        self.verify_with(&[])
    }

    /// Audits the bank's own store against checkpoints that somebody else kept.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn verify_with(&self, kept: &[Checkpoint]) -> Result<Audit, Error> {
        self.ready()?;
        let (mut auditor, scanned) = Auditor::scan(&self.store, self.judge);
        scanned?;
        auditor.same_as(&self.fold);
        Ok(auditor.report(kept))
    }
}

struct Auditor {
    fold: Option<Fold>,
    judge: Judge,
    decided: u64,
    not_repeated: Vec<NotRepeated>,
    found: Vec<Discrepancy>,
}

impl Auditor {
    /// Reads all that is in a store.
    fn scan<S: Store>(store: &S, judge: Judge) -> (Self, Result<(), Error>) {
        let mut auditor = Self { fold: None, judge, decided: 0, not_repeated: Vec::new(), found: Vec::new() };
        let documents = |hash| store.document(hash).map_err(|error| error.to_string());
        let scanned = store.scan(0, &mut |_, bytes| Ok(auditor.line(bytes, store, &documents)));
        (auditor, scanned)
    }

    fn whole(&mut self, what: Wrong) {
        self.found.push(Discrepancy { record: None, offset: None, what });
    }

    fn at(&mut self, what: Wrong) {
        let record = self.fold.as_ref().map_or(0, Fold::length);
        let offset = self.fold.as_ref().map_or(0, |fold| fold.bytes);
        self.found.push(Discrepancy { record: Some(record), offset: Some(offset), what });
    }

    /// Takes one line. After a break nothing that follows can be trusted, so the audit ends there.
    fn line<S: Store>(&mut self, bytes: &[u8], store: &S, documents: Documents<'_>) -> ControlFlow<()> {
        let Some(fold) = &self.fold else { return self.first(bytes) };
        let line = match fold.read(bytes) {
            Ok(line) => line,
            Err(what) => return self.broken(what),
        };
        if let Err(what) = self.decide_again(&line, store, documents) {
            self.at(what);
        }
        let Some(fold) = &mut self.fold else { return ControlFlow::Break(()) };
        match fold.take(&line, leaf_hash(bytes), length(bytes), documents) {
            Ok(()) => ControlFlow::Continue(()),
            Err(what) => self.broken(what),
        }
    }

    fn first(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        match Fold::start(bytes) {
            Ok(fold) => {
                self.fold = Some(fold);
                ControlFlow::Continue(())
            }
            Err(what) => self.broken(what),
        }
    }

    fn broken(&mut self, what: Wrong) -> ControlFlow<()> {
        self.at(what);
        ControlFlow::Break(())
    }

    /// The command of the line, decided again on the state before it, must give the line.
    fn decide_again<S: Store>(&mut self, line: &Line, store: &S, documents: Documents<'_>) -> Result<(), Wrong> {
        let Some(fold) = &self.fold else { return Ok(()) };
        match &line.content {
            Content::Genesis { .. } => {}
            Content::Book(entry) => {
                publication(fold, entry, documents)?;
                if self.judge.repeats(entry.judged) {
                    judged_again(&self.judge, fold, entry, documents)?;
                } else {
                    self.not_repeated.push(NotRepeated {
                        record: line.position,
                        document: entry.publication.document.clone(),
                        judged: entry.judged.number,
                    });
                }
            }
            Content::Learner { entry, .. } => {
                learner(fold, entry, documents)?;
                citation(fold, entry, store)?;
            }
        }
        self.decided = self.decided.saturating_add(1);
        Ok(())
    }

    /// What the bank believes must be what follows, passbook by passbook.
    fn same_as(&mut self, believed: &Fold) {
        let Some(fold) = &self.fold else { return self.whole(Wrong::NoBook) };
        if self.found.is_empty() && (fold.head, fold.length()) != (believed.head, believed.length()) {
            return self.whole(Wrong::OtherLines);
        }
        if self.found.is_empty() && (fold.log.root() != believed.log.root() || fold.accounts != believed.accounts) {
            self.whole(Wrong::OtherState);
        }
    }

    fn compare(&mut self, kept: &Checkpoint) {
        let wrong = match &self.fold {
            None => Some(Wrong::NoBook),
            Some(fold) if fold.genesis.origin != kept.origin => {
                Some(Wrong::OtherBook { book: fold.genesis.origin.clone(), of: kept.origin.clone() })
            }
            Some(fold) => kept.matches(&fold.log).err().map(Wrong::Checkpoint),
        };
        if let Some(wrong) = wrong {
            self.whole(Wrong::Against { size: kept.size, wrong: Box::new(wrong) });
        }
    }

    fn report(mut self, kept: &[Checkpoint]) -> Audit {
        kept.iter().for_each(|checkpoint| self.compare(checkpoint));
        let broken: Vec<_> = match &self.fold {
            Some(fold) => fold.accounts.in_order().flat_map(|account| invariants(&account.passbook)).collect(),
            None => Vec::new(),
        };
        broken.into_iter().for_each(|what| self.whole(what));
        let fold = self.fold;
        Audit {
            lines: fold.as_ref().map_or(0, Fold::length),
            bytes: fold.as_ref().map_or(0, |fold| fold.bytes),
            head: fold.as_ref().map_or(Digest::ZERO, |fold| fold.head),
            root: fold.as_ref().map(|fold| fold.log.root()),
            decided: self.decided,
            not_repeated: self.not_repeated,
            discrepancies: self.found,
        }
    }
}

fn invariants(book: &Passbook) -> Vec<Wrong> {
    let learner = book.learner;
    check(book).into_iter().map(|violation| Wrong::Violated { learner, violation }).collect()
}

fn learner(fold: &Fold, entry: &Entry, documents: Documents<'_>) -> Result<(), Wrong> {
    let unopened = Passbook::new(entry.learner);
    let book = fold.accounts.get(entry.learner).map_or(&unopened, |account| &account.passbook);
    let command = entry.command_with(documents).map_err(|what| Wrong::Attachment { what })?;
    let again = decide_learner(book, &fold.published, &entry.key, &command, entry.recorded).map_err(Wrong::refused)?;
    match difference(&again, entry) {
        None => Ok(()),
        Some(member) => Err(Wrong::Different { member }),
    }
}

/// What came in by a merge must be what left, by the line that is cited; nothing else came between.
fn citation<S: Store>(fold: &Fold, entry: &Entry, store: &S) -> Result<(), Wrong> {
    let Act::MergeIn(come) = &entry.act else {
        return in_peace(fold, entry.learner, &entry.act).map_err(Wrong::refused);
    };
    let wrong = || Wrong::NotCited { position: come.position };
    let flight = fold.flights.get(&come.position).ok_or_else(wrong)?;
    let bytes = store.read(come.position).map_err(|error| Wrong::store(&error))?.ok_or_else(wrong)?;
    let agrees = (flight.from, flight.into) == (come.from, entry.learner) && cites(come, entry.effective, &bytes);
    if agrees { Ok(()) } else { Err(wrong()) }
}

fn publication(fold: &Fold, entry: &BookEntry, documents: Documents<'_>) -> Result<(), Wrong> {
    let document = fetch(entry, &fold.published, documents)?;
    let said = &entry.publication;
    let (by, effective) = (entry.by.mandate.clone(), entry.effective);
    let publish = Publish { document, judged: entry.judged, hash: said.hash, size: said.size, by, effective };
    let again = decide_book(&fold.published, &entry.key, &publish, entry.recorded).map_err(Wrong::refused)?;
    if again == *entry { Ok(()) } else { Err(Wrong::OtherPublication) }
}

/// A judgement of the same number is made again, beside what was published before.
fn judged_again(judge: &Judge, fold: &Fold, entry: &BookEntry, documents: Documents<'_>) -> Result<(), Wrong> {
    let document = entry.publication.document.clone();
    match judge.repeat(document.as_str(), &fetched(entry, documents)?, entry.judged, &fold.published) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Wrong::OtherJudgement),
        Err(findings) => Err(Wrong::Unsound { document, findings: Box::new(findings) }),
    }
}
