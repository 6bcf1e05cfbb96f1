//! Writing: decide, seal, store, believe.

use std::collections::BTreeMap;

use crate::bank::answer::{Receipt, Rejection};
use crate::bank::core::Bank;
use crate::bank::fold::length;
use crate::digest::Digest;
use crate::error::Error;
use crate::id::{IdError, LearnerId, RequestKey};
use crate::journal::leaf_hash;
use crate::ledger::{Act, Acting, Command, Entry, Passbook, Refusal, RequestRefusal, Submit, decide_learner};
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
    /// Asks for one thing to be done to a learner's passbook. When it returns a receipt the line is durable.
    ///
    /// `key` names the request for ever: the same key with the same request gives the first receipt again, with another one
    /// it is refused. `who` is the mandate that asks, and the day on which it is true. What the receipt says was made is
    /// typed by the verb ([`Submit`]).
    ///
    /// ```
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use creditbank::ledger::{Accrue, Open};
    /// use creditbank::{Bank, FixedClock, Founding, LearnerId, LotId, Zone, course, date, mandate};
    ///
    /// let clock = FixedClock("2026-07-01T08:00:00Z".parse()?);
    /// let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
    /// let mut bank = Bank::in_memory(founding, clock)?;
    /// bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), "examples/data")?;
    ///
    /// let (learner, school) = (LearnerId::drawn(&[7; 32], "student 4711"), mandate!("sv01-registrar-1"));
    /// bank.submit("sis/1", learner, &school.on(date!("2023-09-01")), Open)?;
    /// let passed = Accrue::course(course!("SV:MECH101")).graded("82 percent")?;
    /// let receipt = bank.submit("sis/2", learner, &school.on(date!("2024-01-20")), passed)?;
    /// assert_eq!(receipt.made, LotId::here(1, 0));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// A refusal, in which case nothing was written; or a failure.
    pub fn submit<V: Submit>(
        &mut self,
        key: &str,
        learner: LearnerId,
        who: &Acting,
        verb: V,
    ) -> Result<Receipt<V::Made>, Rejection> {
        let request = Request { key: read_key(key)?, command: Command::new(learner, who, verb).into_any() };
        Ok(self.submit_one(request)??.typed::<V>()?)
    }

    pub(crate) fn submit_one(&mut self, request: Request) -> Result<Result<Receipt, Refusal>, Error> {
        let mut answers = self.submit_all(&[request])?;
        answers.pop().ok_or_else(|| Error::invalid("a batch of one has one answer"))
    }

    /// Submits many requests, in order, with one durable write at the end. Each has its own answer; a refused one
    /// leaves no line and does not stop the others. What a merge writes is asked for by [`Bank::merge`] only.
    ///
    /// # Errors
    /// If the clock jumped or the store failed. After a failed write the bank must be opened again.
    pub fn submit_batch(&mut self, requests: &[Request]) -> Result<Vec<Result<Receipt, Refusal>>, Error> {
        let is_of_merge = |request: &&Request| matches!(request.command.act, Act::MergeIn(_) | Act::MergeOut(_));
        if let Some(request) = requests.iter().find(is_of_merge) {
            return Err(Error::invalid(format!("`{}` is of a merge, which is asked for by `merge`", request.key)));
        }
        self.submit_all(requests)
    }

    /// As [`Bank::submit_batch`], and takes what a merge writes too.
    ///
    /// # Errors
    /// As [`Bank::submit_batch`].
    #[cfg(feature = "testing")]
    pub fn submit_any(&mut self, requests: &[Request]) -> Result<Vec<Result<Receipt, Refusal>>, Error> {
        self.submit_all(requests)
    }

    /// The same for every verb.
    pub(crate) fn submit_all(&mut self, requests: &[Request]) -> Result<Vec<Result<Receipt, Refusal>>, Error> {
        self.ready()?;
        let recorded = if self.are_answered(requests)? { self.fold.recorded } else { self.recorded()? };
        let mut sealed = Sealed::default();
        let before = self.fold.length();
        let decided = requests.iter().map(|request| self.one(&mut sealed, request, recorded)).collect();
        if !sealed.lines.is_empty() {
            self.keep_lines(before, &sealed.lines)?;
        }
        let answers: Result<Vec<_>, Error> = decided;
        self.poisoned |= answers.is_err();
        answers
    }

    /// Whether every request was made before: then the clock is not asked.
    fn are_answered(&self, requests: &[Request]) -> Result<bool, Error> {
        for Request { key, command } in requests {
            if self.store.find(Some(command.learner), key)?.is_none() {
                return Ok(false);
            }
        }
        Ok(true)
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
                self.receipt_again(line.position, leaf_hash(&bytes), entry)?
            }
            _ => return Ok(Some(Err(RequestRefusal::KeyReused { key: key.clone(), position: line.position }.into()))),
        };
        Ok(Some(Ok(same)))
    }

    /// The receipt of a line that was written before: from the passbook as it stands or, where that does not say it any
    /// more, as it stood after the line.
    fn receipt_again(&self, position: u64, leaf: Digest, entry: &Entry) -> Result<Receipt, Error> {
        let account = self.fold.accounts.get(entry.learner);
        if let Some(receipt) = account.and_then(|account| Receipt::of(position, leaf, entry, &account.passbook)) {
            return Ok(receipt);
        }
        let then = self.learner_at(entry.learner, position)?.passbook;
        Receipt::of(position, leaf, entry, &then).ok_or_else(|| made_nothing(position))
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
        self.seal(Content::Learner { entry, last })
    }

    /// Takes a sealed line in, and puts it with those that are about to be stored.
    fn believe(&mut self, sealed: &mut Sealed, line: Line, bytes: Vec<u8>) -> Result<Receipt, Error> {
        let Content::Learner { entry, .. } = line.content else {
            return Err(Error::invalid("a learner's line is expected here"));
        };
        let leaf = leaf_hash(&bytes);
        self.fold.learner(&entry, line.position, leaf).map_err(|wrong| Error::invalid(wrong.to_string()))?;
        self.fold.seal(entry.recorded, leaf, length(&bytes));
        let after = self.fold.accounts.get(entry.learner).map(|account| &account.passbook);
        let receipt = after.and_then(|after| Receipt::of(line.position, leaf, &entry, after));
        let receipt = receipt.ok_or_else(|| made_nothing(line.position))?;
        sealed.push(entry.learner, entry.key, bytes);
        Ok(receipt)
    }
}

/// The key that a caller wrote.
pub(crate) fn read_key(key: &str) -> Result<RequestKey, Error> {
    key.parse().map_err(|error: IdError| Error::invalid(error.to_string()))
}

fn made_nothing(position: u64) -> Error {
    Error::invalid(format!("line {position} does not say what it made"))
}
