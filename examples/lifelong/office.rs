//! The credit bank's office: the book, a calendar on the wall, and what is said aloud.

use std::cell::Cell;
use std::error::Error;
use std::path::Path;
use std::rc::Rc;

use creditbank::bank::Quote;
use creditbank::export::titles;
use creditbank::ledger::{Apply, Lot, Submit};
use creditbank::{
    Bank, Clock, Date, EntryId, FileStore, Founding, Learner, MandateId, Receipt, Rejection, Statement, Timestamp,
    Zone, date, mandate,
};

use super::people::People;

pub(crate) type Fallible<T> = Result<T, Box<dyn Error>>;

const DOCUMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data");

/// A calendar on which the story turns the pages: nine o'clock in Chongqing on every day.
#[derive(Clone)]
pub(crate) struct Calendar(Rc<Cell<Timestamp>>);

impl Calendar {
    pub(crate) fn new(day: Date) -> Self {
        Self(Rc::new(Cell::new(nine_o_clock(day))))
    }
}

impl Clock for Calendar {
    fn now(&self) -> Timestamp {
        self.0.get()
    }
}

fn nine_o_clock(day: Date) -> Timestamp {
    let midnight = Timestamp::midnight(day);
    midnight.plus_seconds(3600).unwrap_or(midnight)
}

/// The one place that says where the book is kept.
pub(crate) fn store(folder: &Path) -> Fallible<FileStore> {
    Ok(FileStore::open(folder)?)
}

/// The office at work.
pub(crate) struct Office {
    pub(crate) bank: Bank<FileStore, Calendar>,
    pub(crate) people: People,
    calendar: Calendar,
    pub(crate) said: Vec<String>,
}

impl Office {
    /// Founds the book and publishes its documents.
    pub(crate) fn open(folder: &Path) -> Fallible<Self> {
        let calendar = Calendar::new(date!("2026-07-01"));
        let founding = Founding::new("creditbank.example/chongqing", Zone::CHINA, "BANK publisher founder")?;
        let mut bank = Bank::found(store(folder)?, calendar.clone(), founding)?;
        bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), DOCUMENTS)?;
        Ok(Self { bank, people: People::new()?, calendar, said: Vec::new() })
    }

    /// Turns the calendar to a day.
    pub(crate) fn turn(&self, day: Date) {
        self.calendar.0.set(nine_o_clock(day));
    }

    /// Turns the calendar over years in which nothing is told, and confirms that the clock is right.
    pub(crate) fn leap(&mut self, day: Date) {
        self.turn(day);
        self.bank.confirm_clock(nine_o_clock(day));
    }

    /// Asks the book for something that is true today.
    pub(crate) fn ask<V: Submit>(
        &mut self,
        key: &str,
        person: usize,
        by: &str,
        effective: Date,
        verb: V,
    ) -> Fallible<Result<Receipt<V::Made>, Rejection>> {
        let (learner, by): (_, MandateId) = (self.people.id(person), by.parse()?);
        Ok(self.bank.submit(key, learner, &by.on(effective), verb))
    }

    /// As [`Office::ask`], where nothing but a receipt is expected.
    pub(crate) fn does<V: Submit>(
        &mut self,
        key: &str,
        person: usize,
        by: &str,
        effective: Date,
        verb: V,
    ) -> Fallible<Receipt<V::Made>> {
        Ok(self.ask(key, person, by, effective, verb)?.map_err(|why| format!("{key}: {why}"))?)
    }

    /// What an application would come to, without filing it.
    pub(crate) fn quote(&self, person: usize, by: &str, effective: Date, apply: &Apply) -> Fallible<Quote> {
        let (learner, by): (_, MandateId) = (self.people.id(person), by.parse()?);
        Ok(self.bank.quote(learner, &by.on(effective), apply)?)
    }

    /// One of the people, as the book has them.
    pub(crate) fn learner(&self, person: usize) -> Fallible<Learner> {
        Ok(self.bank.learner(self.people.id(person))?)
    }

    /// What the book knows of somebody on its last day.
    pub(crate) fn statement(&self, person: usize) -> Fallible<Statement> {
        let learner = self.learner(person)?;
        Ok(learner.statement(learner.day())?)
    }

    /// A lot of a learner, by its code: the newest.
    pub(crate) fn lot(&self, person: usize, code: &str) -> Fallible<Lot> {
        let book = self.learner(person)?.passbook();
        let lots = book.lots.values().filter(|lot| lot.code.as_str() == code);
        Ok(lots.max_by_key(|lot| (lot.earned, lot.id)).ok_or("there is no such lot")?.clone())
    }

    /// The institution of a matriculation, as its mandates begin: `sv01`.
    pub(crate) fn institution_of(&self, person: usize, matriculation: EntryId) -> Fallible<String> {
        let book = self.learner(person)?.passbook();
        let of = book.matriculations.get(&matriculation).ok_or("there is no such matriculation")?;
        Ok(of.institution.to_string().to_lowercase().replace('-', ""))
    }

    pub(crate) fn title(&self) -> impl Fn(&Lot) -> Option<String> {
        titles(self.bank.published())
    }

    /// Begins a chapter.
    pub(crate) fn chapter(&mut self, heading: &str) {
        self.said.extend([String::new(), format!("== {heading}")]);
    }

    pub(crate) fn say(&mut self, text: impl Into<String>) {
        self.said.push(text.into());
    }

    /// Shows a table or another block of lines, set in.
    pub(crate) fn show(&mut self, block: &str) {
        self.said.extend(block.lines().map(|line| format!("  {line}").trim_end().to_owned()));
    }
}
