//! A bank over a store.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::bank::Judge;
use crate::bank::accounts::Account;
use crate::bank::fold::{Fold, length, other_format};
use crate::bank::wrong::Wrong;
use crate::digest::Digest;
use crate::error::{Damage, Error};
use crate::id::{IdError, LearnerId};
use crate::journal::{Checkpoint, Origin, leaf_hash};
use crate::ledger::{Actor, FORMAT, Genesis, Passbook, Published, Refounds};
use crate::line::{Content, Line, genesis_key};
use crate::registry::Role;
use crate::store::{self, FileStore, MemoryStore, Store};
use crate::time::{Clock, Timestamp, Zone};

/// A bank: a store, a clock, and all that follows from the journal.
///
/// It is written to by [`Bank::submit`], [`Bank::submit_batch`], [`Bank::publish`], [`Bank::publish_folder`],
/// [`Bank::merge`], [`Bank::revoke_all`] and [`Bank::sweep`]: first the request key, then who asks. Reading takes `&self` and
/// changes nothing; what a learner has is read through [`Bank::learner`].
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

impl Founding {
    /// What founds a book: its name, the zone of its days, and the founder as `INSTITUTION publisher MANDATE`.
    ///
    /// ```
    /// use creditbank::{Founding, Zone};
    ///
    /// let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
    /// assert_eq!(founding.origin.to_string(), "credit.example.org/main");
    /// assert!(Founding::new("credit.example.org/main", Zone::CHINA, "founder").is_err());
    /// # Ok::<(), creditbank::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the name or the founder is not written so, or is no publisher.
    pub fn new(origin: &str, zone: Zone, founder: &str) -> Result<Self, Error> {
        let origin = origin.parse().map_err(|error: IdError| Error::invalid(error.to_string()))?;
        let actor: Actor = founder.parse().map_err(|error: IdError| Error::invalid(error.to_string()))?;
        if actor.role != Role::Publisher {
            let expected = "`INSTITUTION publisher MANDATE` is expected: a founder publishes, and does nothing else";
            return Err(Error::invalid(format!("`{founder}` is no founder: {expected}")));
        }
        Ok(Self { origin, zone, founder: actor })
    }
}

impl<C: Clock> Bank<MemoryStore, C> {
    /// Founds a book that is kept in memory: for tests and examples.
    ///
    /// # Errors
    /// As [`Bank::found`].
    pub fn in_memory(founding: Founding, clock: C) -> Result<Self, Error> {
        Self::found(MemoryStore::new(), clock, founding)
    }
}

impl<C: Clock> Bank<FileStore, C> {
    /// Opens the book in a folder, or founds it if there is none. What is asked of it is durable when it is answered. No other
    /// process opens the folder meanwhile.
    ///
    /// # Errors
    /// As [`FileStore::open`] and [`Bank::open_or_found`].
    pub fn in_folder(folder: impl AsRef<Path>, founding: Founding, clock: C) -> Result<Self, Error> {
        Self::open_or_found(FileStore::open(folder.as_ref())?, clock, founding)
    }
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
        clock: C,
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
        let fold = Fold::start(&bytes).map_err(|wrong| Error::invalid(wrong.to_string()))?;
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
            let damaged = |wrong: Wrong| Error::damaged(Damage { record: position, offset, what: wrong.to_string() });
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
    #[cfg(feature = "testing")]
    pub const fn store(&self) -> &S {
        &self.store
    }

    /// Gives the store back.
    #[must_use]
    pub fn into_store(self) -> S {
        self.store
    }

    /// What founded the book.
    #[must_use]
    pub fn genesis(&self) -> Genesis {
        self.fold.genesis.clone()
    }

    /// How many lines the journal has.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.fold.length()
    }

    /// How many bytes the journal has, newlines included.
    #[must_use]
    pub const fn bytes(&self) -> u64 {
        self.fold.bytes
    }

    /// The leaf hash of the last line. It changes with every line, and with every byte of every line before.
    #[must_use]
    pub const fn head(&self) -> Digest {
        self.fold.head
    }

    /// The published documents, as they are now: what is published later does not change them.
    #[must_use]
    pub fn published(&self) -> Arc<Published> {
        Arc::clone(&self.fold.published)
    }

    /// The size and root of the journal, to be kept by somebody else: what an operator's own chain cannot forge.
    #[must_use]
    pub fn checkpoint(&self) -> Checkpoint {
        Checkpoint { origin: self.fold.genesis.origin.clone(), size: self.fold.log.size(), root: self.fold.log.root() }
    }

    /// The Merkle log over the lines, for inclusion and consistency proofs.
    #[must_use]
    pub const fn log(&self) -> &crate::journal::Log {
        &self.fold.log
    }

    /// How many learners have a passbook.
    #[must_use]
    pub fn learner_count(&self) -> usize {
        self.fold.accounts.len()
    }

    /// The learners who have a passbook, in the order of their ids.
    ///
    /// # Errors
    /// An item is an error if it cannot be read; in memory none is.
    pub fn learners(&self) -> impl Iterator<Item = Result<LearnerId, Error>> {
        self.fold.accounts.learners().into_iter().map(Ok)
    }

    pub(crate) fn passbook(&self, learner: LearnerId) -> Option<&Arc<Passbook>> {
        self.fold.accounts.get(learner).map(|account: &Account| &account.passbook)
    }

    /// After a failed write, nothing is answered: what is durable is not known.
    pub(crate) fn ready(&self) -> Result<(), Error> {
        if self.poisoned { Err(Error::poisoned()) } else { Ok(()) }
    }

    /// The instant that a line written now records: the clock's, or the last line's if the clock went back.
    pub(crate) fn recorded(&self) -> Result<Timestamp, Error> {
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

fn take<S: Store>(fold: &mut Fold, store: &S, bytes: &[u8]) -> Result<(), Wrong> {
    let line = fold.read(bytes)?;
    let documents = |hash| store.document(hash).map_err(|error| error.to_string());
    fold.take(&line, leaf_hash(bytes), length(bytes), &documents)
}
