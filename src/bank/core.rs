//! A bank over a store.

use std::ops::ControlFlow;

use crate::bank::Judge;
use crate::bank::accounts::Account;
use crate::bank::fold::{Fold, length, other_format};
use crate::digest::Digest;
use crate::error::{Damage, Error};
use crate::id::LearnerId;
use crate::journal::{Checkpoint, Origin, leaf_hash};
use crate::ledger::{Actor, FORMAT, Genesis, Passbook, Published, Refounds};
use crate::line::{Content, Line, genesis_key};
use crate::store::{self, Store};
use crate::time::{Clock, Timestamp, Zone};

/// A bank: a store, a clock, and all that follows from the journal.
///
/// Everything is written through [`Bank::request`] and its relatives. Reading never changes anything.
#[derive(Debug)]
pub struct Bank<S, C> {
    pub(crate) store: S,
    pub(crate) clock: C,
    pub(crate) fold: Fold,
    pub(crate) judge: Judge,
    pub(crate) jump: u64,
    pub(crate) confirmed: Option<Timestamp>,
    pub(crate) poisoned: bool,
}

/// What founds a book, for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// The book's name.
    pub origin: Origin,
    /// The civil time zone in which a recorded instant falls on a day.
    pub zone: Zone,
    /// Who founds it. This mandate may publish documents, and nothing else.
    pub founder: Actor,
}

/// How far the clock may run ahead of the last line before somebody must confirm it: 366 days.
const JUMP: u64 = 366 * 86_400;

impl<S: Store, C: Clock> Bank<S, C> {
    /// Founds a book in an empty store.
    ///
    /// # Errors
    /// If the store is not empty, or cannot be written.
    pub fn found(store: S, clock: C, founding: Founding) -> Result<Self, Error> {
        Self::found_after(store, clock, founding, None)
    }

    /// Founds a book, for one that goes on for another.
    pub(crate) fn found_after(
        mut store: S,
        mut clock: C,
        founding: Founding,
        refounds: Option<Refounds>,
    ) -> Result<Self, Error> {
        if store.length() > 0 {
            return Err(Error::invalid("the store holds a book already; open it instead"));
        }
        let Founding { origin, zone, founder } = founding;
        let genesis = Genesis { format: FORMAT, founder, origin, refounds, zone };
        let content = Content::Genesis { genesis, recorded: clock.now() };
        let line = Line { position: 0, prev: Digest::ZERO, content };
        let bytes =
            line.encode().map_err(|bytes| Error::invalid(format!("a first line of {bytes} bytes is too long")))?;
        let fold = Fold::start(&bytes).map_err(Error::invalid)?;
        store.append(0, &[store::SealedLine { bytes, key: genesis_key(), learner: None }])?;
        Ok(Self::over(store, clock, fold))
    }

    fn over(store: S, clock: C, fold: Fold) -> Self {
        Self { store, clock, fold, judge: Judge::default(), jump: JUMP, confirmed: None, poisoned: false }
    }

    /// Opens the book in a store: reads every line, checks every chain, and folds. Documents were judged when they were
    /// published: what the hash on their line vouches for is decoded, and not judged again.
    ///
    /// # Errors
    /// If the store is empty or cannot be read, or the book is of another format ([`refound`](crate::bank::refound) is
    /// the way over); a damaged journal is refused with record and byte.
    pub fn open(store: S, clock: C) -> Result<Self, Error> {
        let mut fold = None;
        store.scan(0, &mut |position, bytes| {
            let offset = fold.as_ref().map_or(0, |fold: &Fold| fold.bytes);
            let damaged = |what| Error::damaged(Damage { record: position, offset, what });
            match &mut fold {
                None if other_format(bytes).is_some() => return Err(other(bytes)),
                None => fold = Some(Fold::start(bytes).map_err(damaged)?),
                Some(fold) => take(fold, &store, bytes).map_err(damaged)?,
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let fold = fold.ok_or_else(|| Error::invalid("the store holds no book; found one first"))?;
        Ok(Self::over(store, clock, fold))
    }

    /// Opens the book in a store, or founds it if the store is empty.
    ///
    /// # Errors
    /// As [`Bank::open`] and [`Bank::found`]; and if the book that is there was founded otherwise.
    pub fn open_or_found(store: S, clock: C, founding: Founding) -> Result<Self, Error> {
        if store.length() == 0 {
            return Self::found(store, clock, founding);
        }
        let bank = Self::open(store, clock)?;
        let Genesis { origin, zone, founder, .. } = &bank.fold.genesis;
        if (origin, *zone, founder) == (&founding.origin, founding.zone, &founding.founder) {
            return Ok(bank);
        }
        Err(Error::invalid(format!("the store holds the book `{origin}` of `{founder}`, founded otherwise")))
    }

    /// The same bank with another clock, and the usual bound on it.
    #[cfg(feature = "analysis")]
    pub(crate) fn with_clock<D>(self, clock: D) -> Bank<S, D> {
        let Self { store, fold, judge, confirmed, poisoned, .. } = self;
        Bank { store, clock, fold, judge, jump: JUMP, confirmed, poisoned }
    }

    /// Bounds how many seconds the clock may run ahead of the last line before somebody must confirm it.
    #[must_use]
    pub const fn with_clock_bound(mut self, seconds: u64) -> Self {
        self.jump = seconds;
        self
    }

    /// Lets another judge say what is published, as another build would.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn judged_by(mut self, judge: Judge) -> Self {
        self.judge = judge;
        self
    }

    /// Confirms that it is really this late: the clock may run ahead up to this instant.
    pub const fn confirm_clock(&mut self, now: Timestamp) {
        self.confirmed = Some(now);
    }

    /// The store.
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// Gives the store back.
    pub fn into_store(self) -> S {
        self.store
    }

    /// What founded the book.
    pub const fn genesis(&self) -> &Genesis {
        &self.fold.genesis
    }

    /// How many lines the journal has.
    pub const fn length(&self) -> u64 {
        self.fold.length()
    }

    /// How many bytes the journal has, newlines included.
    pub const fn bytes(&self) -> u64 {
        self.fold.bytes
    }

    /// The leaf hash of the last line. It changes with every line, and with every byte of every line before.
    pub const fn head(&self) -> Digest {
        self.fold.head
    }

    /// The published documents.
    pub const fn published(&self) -> &Published {
        &self.fold.published
    }

    /// The size and root of the journal, to be kept by somebody else: what an operator's own chain cannot forge.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { origin: self.fold.genesis.origin.clone(), size: self.fold.log.size(), root: self.fold.log.root() }
    }

    /// The Merkle log over the lines, for inclusion and consistency proofs.
    pub const fn log(&self) -> &crate::journal::Log {
        &self.fold.log
    }

    /// How many learners have a passbook.
    pub fn learner_count(&self) -> usize {
        self.fold.accounts.len()
    }

    /// The learners, in the order of their ids.
    pub fn learners(&self) -> Vec<LearnerId> {
        self.fold.accounts.learners()
    }

    /// A learner's passbook as it stands.
    pub fn passbook(&self, learner: LearnerId) -> Option<&Passbook> {
        self.fold.accounts.get(learner).map(|account: &Account| &account.passbook)
    }

    /// After a failed write, nothing is answered: what is durable is not known.
    pub(crate) fn ready(&self) -> Result<(), Error> {
        if self.poisoned { Err(Error::poisoned()) } else { Ok(()) }
    }

    /// The instant that a line written now records: the clock's, or the last line's if the clock went back.
    pub(crate) fn recorded(&mut self) -> Result<Timestamp, Error> {
        let (last, now) = (self.fold.recorded, self.clock.now());
        let ahead = now.unix().saturating_sub(last.unix());
        let bounded = u64::try_from(ahead).map_or(true, |ahead| ahead <= self.jump);
        if bounded || self.confirmed.is_some_and(|confirmed| now <= confirmed) {
            return Ok(now.max(last));
        }
        Err(Error::clock_jump(last, now, self.jump))
    }
}

fn other(first: &[u8]) -> Error {
    Error::other_format(other_format(first).unwrap_or_default(), FORMAT)
}

fn take<S: Store>(fold: &mut Fold, store: &S, bytes: &[u8]) -> Result<(), String> {
    let line = fold.read(bytes)?;
    let documents = |hash| store.document(hash).map_err(|error| error.to_string());
    fold.take(&line, leaf_hash(bytes), length(bytes), &documents)
}
