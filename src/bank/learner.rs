//! One learner, as the book has it: passbook, statement, balances, explanations.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bank::balance::{Balances, balances};
use crate::bank::core::Bank;
use crate::bank::statement::Statement;
use crate::error::Error;
use crate::id::{HoldId, LearnerId};
use crate::ledger::{
    Act, Application, Command, Entry, Passbook, Published, Quoted, apply, apply_until, places, quote_learner,
};
use crate::line::{Content, Line};
use crate::rules::Explanation;
use crate::store::Store;
use crate::time::{Clock, Date, Timestamp};

/// One learner as of one durable position of the journal. It owns what it shows: the bank may be written to meanwhile, and
/// this does not change.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # use creditbank::ledger::{Accrue, Open};
/// # use creditbank::{Bank, FixedClock, Founding, LearnerId, Zone, course, credits, date, mandate};
/// # let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
/// # let mut bank = Bank::in_memory(founding, FixedClock("2026-07-01T08:00:00Z".parse()?))?;
/// # bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), "examples/data")?;
/// # let (id, school) = (LearnerId::drawn(&[7; 32], "student 4711"), mandate!("sv01-registrar-1"));
/// # bank.submit("sis/1", id, &school.on(date!("2023-09-01")), Open)?;
/// # let passed = Accrue::course(course!("SV:MECH101")).graded("82 percent")?;
/// # bank.submit("sis/2", id, &school.on(date!("2024-01-20")), passed)?;
/// let learner = bank.learner(id)?;
/// let (before, after) = (learner.balances(date!("2023-12-31"))?, learner.balances(learner.today())?);
/// assert!(before.is_empty());
/// assert_eq!(after.values().next().map(|one| one.free), Some(credits!("4")));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Learner {
    pub(crate) passbook: Arc<Passbook>,
    pub(crate) published: Arc<Published>,
    /// When it was asked for.
    pub(crate) asked: Timestamp,
    day: Date,
    length: u64,
    /// The lines of the passbook, and of those that were merged into it.
    lines: BTreeMap<LearnerId, Lines>,
}

/// Lines by position, as they are written.
type Lines = Vec<(u64, Vec<u8>)>;

impl<S: Store, C: Clock> Bank<S, C> {
    /// A learner as the book stands. Of one whom the book does not know the passbook is empty, and not open.
    ///
    /// # Errors
    /// If the store cannot be read, or an earlier write failed.
    pub fn learner(&self, learner: LearnerId) -> Result<Learner, Error> {
        self.ready()?;
        let passbook = self.passbook(learner).map_or_else(|| Arc::new(Passbook::new(learner)), Arc::clone);
        let mut lines = BTreeMap::new();
        for id in passbook.former.iter().chain([&learner]) {
            lines.insert(*id, self.lines_of(*id)?);
        }
        let day = self.fold.recorded.day_in(self.fold.published.zone());
        let asked = self.clock.now().max(self.fold.recorded);
        let (published, length) = (self.published(), self.fold.length());
        Ok(Learner { passbook, published, asked, day, length, lines })
    }

    /// A learner as the book stood when its last line was that of a position.
    ///
    /// # Errors
    /// If the book has no such line, the store cannot be read, or its lines are not what they were.
    pub fn learner_at(&self, learner: LearnerId, position: u64) -> Result<Learner, Error> {
        let Learner { mut lines, .. } = self.learner(learner)?;
        let gone = || Error::invalid(format!("the journal has {} lines: none of position {position}", self.length()));
        let last = self.store.read(position)?.ok_or_else(gone)?;
        let asked = decode(&last)?.recorded();
        lines.values_mut().for_each(|lines| lines.retain(|(at, _)| *at <= position));
        let length = position.saturating_add(1);
        let published = Arc::new(self.fold.published.before(length));
        let day = asked.day_in(published.zone());
        let passbook = Arc::new(Passbook::new(learner));
        let mut then = Learner { passbook, published, asked, day, length, lines };
        then.passbook = Arc::new(then.folded(None)?.0);
        let Learner { passbook, lines, .. } = &mut then;
        lines.retain(|id, _| *id == learner || passbook.former.contains(id));
        Ok(then)
    }

    /// The learner's line at a position.
    pub(crate) fn entry_at(&self, position: u64) -> Result<Entry, Error> {
        let gone = || Error::invalid(format!("line {position} is not there any more"));
        entry_of(position, &self.store.read(position)?.ok_or_else(gone)?)
    }

    fn lines_of(&self, learner: LearnerId) -> Result<Lines, Error> {
        let positions = self.store.positions_of(learner)?;
        let gone = |position| Error::invalid(format!("line {position} is not there any more"));
        let line = |position| Ok((position, self.store.read(position)?.ok_or_else(|| gone(position))?));
        positions.into_iter().map(line).collect()
    }
}

impl Learner {
    /// The learner's id.
    #[must_use]
    pub fn id(&self) -> LearnerId {
        self.passbook.learner
    }

    /// The passbook.
    #[must_use]
    pub fn passbook(&self) -> Arc<Passbook> {
        Arc::clone(&self.passbook)
    }

    /// The documents that are published.
    #[must_use]
    pub fn published(&self) -> Arc<Published> {
        Arc::clone(&self.published)
    }

    /// How many lines the journal had.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// The civil day on which it was asked for, by the bank's clock; of an earlier position, as [`Learner::day`].
    #[must_use]
    pub fn today(&self) -> Date {
        self.asked.day_in(self.published.zone())
    }

    /// The civil day on which the last line of the journal was recorded.
    #[must_use]
    pub const fn day(&self) -> Date {
        self.day
    }

    /// The applications, by id.
    pub fn applications(&self) -> impl Iterator<Item = &Application> {
        self.passbook.applications.values()
    }

    /// What was true on a day: the learner's lines until that day, and all that follows from them alone.
    ///
    /// # Errors
    /// If the lines are not what they were, or a sum is larger than any amount can be.
    pub fn statement(&self, day: Date) -> Result<Statement, Error> {
        let (passbook, lines) = self.folded(Some(day))?;
        let places = places(&passbook, &self.published, day);
        let balances = balances(&passbook, &places).map_err(|error| Error::invalid(error.to_string()))?;
        Ok(Statement { length: self.length, day, passbook, places, balances, lines })
    }

    /// The balances by unit and tier on a day.
    ///
    /// # Errors
    /// As for [`Learner::statement`].
    pub fn balances(&self, day: Date) -> Result<Balances, Error> {
        if day < self.day {
            return Ok(self.statement(day)?.balances);
        }
        // No line is of a later day than that on which it was recorded.
        let places = places(&self.passbook, &self.published, day);
        balances(&self.passbook, &places).map_err(|error| Error::invalid(error.to_string()))
    }

    /// The explanation of an application that was filed: its facts are taken from the book as it was then, and the
    /// rules are asked again. Its hash is the one on the line.
    ///
    /// # Errors
    /// If there is no such application in the passbook, or the book is not what it was.
    pub fn explanation(&self, application: HoldId) -> Result<Explanation, Error> {
        let unknown = || Error::invalid(format!("there is no application {application} in that passbook"));
        let home = application.entry.home.unwrap_or(self.id());
        let mut book = Passbook::new(home);
        for (position, bytes) in self.lines.get(&home).ok_or_else(unknown)? {
            let entry = entry_of(*position, bytes)?;
            if entry.n == application.entry.n {
                return self.explained(&book, *position, &entry);
            }
            apply(&mut book, &entry).map_err(|corrupt| Error::invalid(corrupt.to_string()))?;
        }
        Err(unknown())
    }

    fn explained(&self, book: &Passbook, position: u64, entry: &Entry) -> Result<Explanation, Error> {
        let (Act::Apply(act), Some(appraisal)) = (&entry.act, &entry.effects.application) else {
            return Err(Error::invalid(format!("line {position} files no application")));
        };
        let published = self.published.before(position);
        let Command { learner, by, effective, .. } = entry.command();
        let command = Command { learner, by, effective, act: act.clone() };
        let Quoted { appraisal: again, explanation, .. } = quote_learner(book, &published, &command, entry.recorded)
            .map_err(|refusal| Error::invalid(format!("asked again, it is refused: {refusal}")))?;
        if again == *appraisal {
            return Ok(explanation);
        }
        Err(Error::invalid(format!("what the rules say now of line {position} is not what it says")))
    }

    /// The passbook that follows from the lines, as far as they are of a day or earlier, and those lines.
    fn folded(&self, day: Option<Date>) -> Result<(Passbook, Vec<(u64, Entry)>), Error> {
        let mut passbook = Passbook::new(self.id());
        let mut entries = Vec::new();
        for (position, bytes) in self.lines.get(&self.id()).into_iter().flatten() {
            let entry = entry_of(*position, bytes)?;
            let applied = match day {
                Some(day) => apply_until(&mut passbook, &entry, day),
                None => apply(&mut passbook, &entry),
            };
            applied.map_err(|corrupt| Error::invalid(corrupt.to_string()))?;
            if day.is_none_or(|day| entry.effective <= day) {
                entries.push((*position, entry));
            }
        }
        Ok((passbook, entries))
    }
}

fn decode(bytes: &[u8]) -> Result<Line, Error> {
    Line::decode(bytes).map_err(|error| Error::invalid(error.to_string()))
}

fn entry_of(position: u64, bytes: &[u8]) -> Result<Entry, Error> {
    match decode(bytes)?.content {
        Content::Learner { entry, .. } => Ok(entry),
        _ => Err(Error::invalid(format!("line {position} is not a learner's line any more"))),
    }
}
