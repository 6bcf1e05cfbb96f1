//! The credit bank's office: the book, a calendar on the wall, and what is said aloud.

use std::cell::Cell;
use std::error::Error;
use std::path::Path;
use std::rc::Rc;

use creditbank::bank::Quote;
use creditbank::export::titles;
use creditbank::ledger::{Act, Apply, Lot};
use creditbank::{
    Bank, Clock, Command, Date, EntryId, FileStore, Founding, Publishing, Receipt, Rejection, Timestamp, Zone, date,
};

use super::people::People;

pub(crate) type Fallible<T> = Result<T, Box<dyn Error>>;

const DOCUMENTS: [(&str, &str); 6] = [
    ("framework.toml", include_str!("../data/framework.toml")),
    ("institutions.toml", include_str!("../data/institutions.toml")),
    ("mandates.toml", include_str!("../data/mandates.toml")),
    ("courses.toml", include_str!("../data/courses.toml")),
    ("programmes.toml", include_str!("../data/programmes.toml")),
    ("rules.toml", include_str!("../data/rules.toml")),
];

/// A calendar on which the story turns the pages: nine o'clock in Chongqing on every day.
#[derive(Clone)]
pub(crate) struct Calendar(Rc<Cell<Timestamp>>);

impl Calendar {
    pub(crate) fn new(day: Date) -> Self {
        Self(Rc::new(Cell::new(nine_o_clock(day))))
    }
}

impl Clock for Calendar {
    fn now(&mut self) -> Timestamp {
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
        let founding = Founding {
            origin: "creditbank.example/chongqing".parse()?,
            zone: Zone::CHINA,
            founder: "BANK publisher founder".parse()?,
        };
        let mut bank = Bank::found(store(folder)?, calendar.clone(), founding)?;
        for (name, text) in DOCUMENTS {
            let (text, by) = (text.as_bytes(), "founder".parse()?);
            bank.request(name).publish(&Publishing { name, text, by, effective: date!("2026-07-01") })?;
        }
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
    pub(crate) fn ask(
        &mut self,
        key: &str,
        person: usize,
        by: &str,
        effective: Date,
        act: impl Into<Act>,
    ) -> Fallible<Result<Receipt, Rejection>> {
        let command = Command { learner: self.people.id(person), by: by.parse()?, effective, act: act.into() };
        Ok(self.bank.request(key).submit(command))
    }

    /// As [`Office::ask`], where nothing but a receipt is expected.
    pub(crate) fn does(
        &mut self,
        key: &str,
        person: usize,
        by: &str,
        effective: Date,
        act: impl Into<Act>,
    ) -> Fallible<Receipt> {
        Ok(self.ask(key, person, by, effective, act)?.map_err(|why| format!("{key}: {why}"))?)
    }

    /// What an application would come to, without filing it.
    pub(crate) fn quote(&mut self, person: usize, by: &str, effective: Date, apply: Apply) -> Fallible<Quote> {
        let command = Command { learner: self.people.id(person), by: by.parse()?, effective, act: apply };
        Ok(self.bank.quote(command)?)
    }

    /// A lot of a learner, by its code: the newest.
    pub(crate) fn lot(&self, person: usize, code: &str) -> Fallible<Lot> {
        let book = self.bank.passbook(self.people.id(person)).ok_or("there is no passbook")?;
        let lots = book.lots.values().filter(|lot| lot.code.as_str() == code);
        Ok(lots.max_by_key(|lot| (lot.earned, lot.id)).ok_or("there is no such lot")?.clone())
    }

    /// The institution of a matriculation, as its mandates begin: `sv01`.
    pub(crate) fn institution_of(&self, person: usize, matriculation: EntryId) -> Fallible<String> {
        let book = self.bank.passbook(self.people.id(person)).ok_or("there is no passbook")?;
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
