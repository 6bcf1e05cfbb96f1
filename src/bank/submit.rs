//! Writing: decide, seal, store, believe.

use std::collections::BTreeMap;

use crate::bank::answer::{Receipt, Rejection};
use crate::bank::core::Bank;
use crate::bank::fold::length;
use crate::digest::Digest;
use crate::error::Error;
use crate::id::{LearnerId, RequestKey};
use crate::journal::{LINE_MOST, leaf_hash};
use crate::ledger::{Act, Command, Passbook, Refusal, decide_learner};
use crate::line::{Content, Line};
use crate::store::{self, Store};
use crate::time::{Clock, Timestamp};

/// A command under its request key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Names the request for ever.
    pub key: RequestKey,
    /// What is asked.
    pub command: Command,
}

/// A request that is being made: see [`Bank::request`].
#[derive(Debug)]
pub struct Requested<'a, S, C> {
    pub(crate) bank: &'a mut Bank<S, C>,
    pub(crate) key: Result<RequestKey, crate::id::IdError>,
}

impl<S: Store, C: Clock> Requested<'_, S, C> {
    pub(crate) fn key(&self) -> Result<RequestKey, Error> {
        self.key.clone().map_err(|error| Error::invalid(error.to_string()))
    }

    /// Submits a command. When it returns a receipt the line is durable.
    ///
    /// # Errors
    /// A refusal, in which case nothing was written; or a failure.
    pub fn submit<A: Into<Act>>(self, command: Command<A>) -> Result<Receipt, Rejection> {
        let request = Request { key: self.key()?, command: command.into_any() };
        let mut answers = self.bank.submit_batch(std::slice::from_ref(&request))?;
        let answer = answers.pop().ok_or_else(|| Error::invalid("a batch of one has one answer"))?;
        Ok(answer?)
    }
}

/// Lines that are decided and not yet stored.
#[derive(Default)]
struct Sealed {
    lines: Vec<store::SealedLine>,
    keys: BTreeMap<(LearnerId, RequestKey), usize>,
}

impl Sealed {
    /// The line that this batch has for a key already.
    fn find(&self, learner: LearnerId, key: &RequestKey) -> Option<&store::SealedLine> {
        self.lines.get(*self.keys.get(&(learner, key.clone()))?)
    }

    fn push(&mut self, learner: LearnerId, key: RequestKey, bytes: Vec<u8>) {
        self.keys.insert((learner, key.clone()), self.lines.len());
        self.lines.push(store::SealedLine { bytes, key, learner: Some(learner) });
    }
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// Begins a request under a key of the caller's choice. The same key with the same body gives the first
    /// receipt again; with another body it is refused.
    pub fn request(&mut self, key: &str) -> Requested<'_, S, C> {
        Requested { key: key.parse(), bank: self }
    }

    /// Submits many requests, in order, with one durable write at the end. Each has its own answer; a refused one
    /// leaves no line and does not stop the others.
    ///
    /// # Errors
    /// If the clock jumped or the store failed. After a failed write the bank must be opened again.
    pub fn submit_batch(&mut self, requests: &[Request]) -> Result<Vec<Result<Receipt, Refusal>>, Error> {
        self.ready()?;
        let recorded = self.recorded()?;
        let mut sealed = Sealed::default();
        let before = self.fold.length();
        let decided = requests.iter().map(|request| self.one(&mut sealed, request, recorded)).collect();
        if !sealed.lines.is_empty() {
            let stored = self.store.append(before, &sealed.lines);
            self.poisoned |= stored.is_err();
            stored?;
        }
        let answers: Result<Vec<_>, Error> = decided;
        self.poisoned |= answers.is_err();
        answers
    }

    fn one(
        &mut self,
        sealed: &mut Sealed,
        request: &Request,
        recorded: Timestamp,
    ) -> Result<Result<Receipt, Refusal>, Error> {
        if let Some(answer) = self.repeated(sealed, request)? {
            return Ok(answer);
        }
        match self.decide(request, recorded) {
            Err(refusal) => Ok(Err(refusal)),
            Ok((line, bytes)) => {
                self.keep(&request.command)?;
                self.believe(sealed, line, bytes).map(Ok)
            }
        }
    }

    /// The answer to a key that was used before.
    fn repeated(&self, sealed: &Sealed, request: &Request) -> Result<Option<Result<Receipt, Refusal>>, Error> {
        let Request { key, command } = request;
        let stored = match sealed.find(command.learner, key) {
            Some(line) => Some(line.bytes.clone()),
            None => match self.store.find(Some(command.learner), key)? {
                Some(position) => self.store.read(position)?,
                None => None,
            },
        };
        let Some(bytes) = stored else { return Ok(None) };
        let line = Line::decode(&bytes).map_err(|error| Error::invalid(error.to_string()))?;
        let same = match &line.content {
            Content::Learner { entry, .. } if entry.command() == *command => {
                Some(Receipt::of(line.position, leaf_hash(&bytes), entry))
            }
            _ => None,
        };
        Ok(Some(same.ok_or(Refusal::KeyReused { key: key.clone(), position: line.position })))
    }

    /// Keeps what a command brings before the line that cites it is written.
    fn keep(&mut self, command: &Command) -> Result<(), Error> {
        command.act.attachments().iter().try_for_each(|bytes| self.store.put_document(bytes).map(drop))
    }

    /// Decides a request on the passbook as it stands, and seals the entry as the journal's next line.
    fn decide(&self, request: &Request, recorded: Timestamp) -> Result<(Line, Vec<u8>), Refusal> {
        let Request { key, command } = request;
        self.fits_flights(command)?;
        self.rehearse(request, recorded)?;
        let account = self.fold.accounts.get(command.learner);
        let (entry, last) = match account {
            Some(account) => {
                let entry = decide_learner(&account.passbook, &self.fold.published, key, command, recorded)?;
                (entry, account.last)
            }
            None => {
                let book = Passbook::new(command.learner);
                (decide_learner(&book, &self.fold.published, key, command, recorded)?, Digest::ZERO)
            }
        };
        let content = Content::Learner { entry, last };
        let line = Line { position: self.fold.length(), prev: self.fold.head, content };
        let bytes = line.encode().map_err(|bytes| Refusal::TooLong { bytes, most: LINE_MOST })?;
        Ok((line, bytes))
    }

    /// Takes a sealed line in, and puts it with those that are about to be stored.
    fn believe(&mut self, sealed: &mut Sealed, line: Line, bytes: Vec<u8>) -> Result<Receipt, Error> {
        let Content::Learner { entry, .. } = line.content else {
            return Err(Error::invalid("a learner's line is expected here"));
        };
        let leaf = leaf_hash(&bytes);
        self.fold.learner(&entry, line.position, leaf).map_err(Error::invalid)?;
        self.fold.seal(entry.recorded, leaf, length(&bytes));
        let receipt = Receipt::of(line.position, leaf, &entry);
        sealed.push(entry.learner, entry.key, bytes);
        Ok(receipt)
    }
}
