//! What every store does.

use std::ops::ControlFlow;

use crate::digest::Digest;
use crate::error::Error;
use crate::id::{LearnerId, RequestKey};

/// A sealed line on its way into a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedLine {
    /// Its bytes, without a newline.
    pub bytes: Vec<u8>,
    /// The request it answers.
    pub key: RequestKey,
    /// The learner, if it is a learner's line.
    pub learner: Option<LearnerId>,
}

/// What [`Store::scan`] calls for each line: its position and its bytes.
pub type Visit<'a> = &'a mut dyn FnMut(u64, &[u8]) -> Result<ControlFlow<()>, Error>;

/// A journal's lines and the documents beside them.
pub trait Store {
    /// How many lines there are.
    fn length(&self) -> u64;

    /// Appends lines to a journal that has `expected` of them. When it returns `Ok` they are durable; after a crash
    /// a part of them, from the first on, may stand.
    ///
    /// # Errors
    /// If the journal has another length, with nothing written; or if writing failed, after which the store takes
    /// no more lines until it is opened again.
    fn append(&mut self, expected: u64, lines: &[SealedLine]) -> Result<(), Error>;

    /// The line at a position.
    ///
    /// # Errors
    /// If it cannot be read.
    fn read(&self, position: u64) -> Result<Option<Vec<u8>>, Error>;

    /// Shows the lines from a position on, in order, until told to break off.
    ///
    /// # Errors
    /// If one cannot be read; and whatever the visitor fails with.
    fn scan(&self, from: u64, visit: Visit<'_>) -> Result<(), Error>;

    /// The positions of a learner's lines, in order.
    ///
    /// # Errors
    /// If they cannot be looked up.
    fn positions_of(&self, learner: LearnerId) -> Result<Vec<u64>, Error>;

    /// The position of the line that answers a request: a learner's, or the book's.
    ///
    /// # Errors
    /// If it cannot be looked up.
    fn find(&self, learner: Option<LearnerId>, key: &RequestKey) -> Result<Option<u64>, Error>;

    /// Keeps a document under its SHA-256, durably.
    ///
    /// # Errors
    /// If it cannot be written, after which the store takes no more of anything until it is opened again.
    fn put_document(&mut self, bytes: &[u8]) -> Result<Digest, Error>;

    /// The document with that SHA-256.
    ///
    /// # Errors
    /// If it cannot be read, or is not what it was.
    fn document(&self, hash: Digest) -> Result<Option<Vec<u8>>, Error>;
}

impl<S: Store + ?Sized> Store for &mut S {
    fn length(&self) -> u64 {
        (**self).length()
    }
    fn append(&mut self, expected: u64, lines: &[SealedLine]) -> Result<(), Error> {
        (**self).append(expected, lines)
    }
    fn read(&self, position: u64) -> Result<Option<Vec<u8>>, Error> {
        (**self).read(position)
    }
    fn scan(&self, from: u64, visit: Visit<'_>) -> Result<(), Error> {
        (**self).scan(from, visit)
    }
    fn positions_of(&self, learner: LearnerId) -> Result<Vec<u64>, Error> {
        (**self).positions_of(learner)
    }
    fn find(&self, learner: Option<LearnerId>, key: &RequestKey) -> Result<Option<u64>, Error> {
        (**self).find(learner, key)
    }
    fn put_document(&mut self, bytes: &[u8]) -> Result<Digest, Error> {
        (**self).put_document(bytes)
    }
    fn document(&self, hash: Digest) -> Result<Option<Vec<u8>>, Error> {
        (**self).document(hash)
    }
}
