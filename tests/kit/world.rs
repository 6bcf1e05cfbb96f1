//! A bank on the documents of the test world, told in the short form of its scripts; and a story with every verb of
//! applications.
#![allow(dead_code, reason = "each test file uses some of it")]

use crate::kit::asked::Asked;
use std::cell::Cell;
use std::rc::Rc;

use creditbank::bank::Receipt;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::{DOCUMENTS, genesis};
use creditbank::{
    Bank, Clock, Command, Date, Founding, LearnerId, MemoryStore, PublicationReceipt, Rejection, Store, Timestamp, date,
};

/// A clock that is set by hand.
#[derive(Clone)]
pub(crate) struct Set(pub(crate) Rc<Cell<Timestamp>>);

impl Clock for Set {
    fn now(&self) -> Timestamp {
        self.0.get()
    }
}

/// A bank that is told what happens, line by line, each under the key `r/` and its number.
pub(crate) struct Told<S> {
    pub(crate) bank: Bank<S, Set>,
    pub(crate) clock: Set,
    pub(crate) commands: Vec<Command>,
    reader: Shelf,
}

/// Founds a bank and publishes the documents: six lines.
pub(crate) fn found<S: Store>(store: S) -> Told<S> {
    found_on(store, &DOCUMENTS)
}

/// The same on other documents.
pub(crate) fn found_on<S: Store>(store: S, documents: &[(&str, &str)]) -> Told<S> {
    let clock = Set(Rc::new(Cell::new(Timestamp::midnight(date!("2020-01-01")))));
    let found = genesis().unwrap();
    let founding = Founding { origin: found.origin, zone: found.zone, founder: found.founder };
    let mut bank = Bank::found(store, clock.clone(), founding).unwrap().with_clock_bound(u64::MAX);
    clock.0.set(Timestamp::midnight(date!("2020-01-02")));
    for (name, text) in documents {
        let (by, effective) = (creditbank::mandate!("founder"), date!("2020-01-01"));
        bank.publish(name, &by.on(effective), name, text.as_bytes()).unwrap();
    }
    let mut told = Told { bank, clock, commands: Vec::new(), reader: Shelf::new().unwrap() };
    told.on(date!("2026-08-31"));
    told
}

impl<S: Store> Told<S> {
    /// From now on it is this day.
    pub(crate) fn on(&mut self, day: Date) {
        self.clock.0.set(Timestamp::midnight(day));
    }

    pub(crate) fn command(&self, line: &str) -> Command {
        self.reader.read(line.trim()).unwrap_or_else(|why| panic!("{line}: {why}"))
    }

    pub(crate) fn say(&mut self, line: &str) -> Result<Receipt, Rejection> {
        let command = self.command(line);
        self.commands.push(command.clone());
        self.bank.ask(&format!("r/{}", self.commands.len()), command)
    }

    /// Every line must be accepted. Gives the last receipt.
    pub(crate) fn play(&mut self, script: &str) -> Receipt {
        let lines = script.lines().filter(|line| !line.trim().is_empty());
        let receipts = lines.map(|line| self.say(line).unwrap_or_else(|why| panic!("{line}: {why}")));
        receipts.last().unwrap()
    }

    pub(crate) fn publish(&mut self, key: &str, text: &str) -> Result<PublicationReceipt, Rejection> {
        let (by, effective) = (creditbank::mandate!("bank-publisher"), date!("2026-08-01"));
        self.bank.publish(key, &by.on(effective), "new.toml", text.as_bytes())
    }
}

pub(crate) fn document(name: &str) -> &'static str {
    DOCUMENTS.iter().find(|(known, _)| *known == name).unwrap().1
}

pub(crate) fn learner() -> LearnerId {
    creditbank::testing::world::learner(1)
}

/// Applications of every kind, and all that can become of them.
pub(crate) const STORY: &str = r#"
    sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 80 percent
    sv-registrar 01-10 accrue B 80 percent
    hv-registrar 01-10 certify competition X 2 hv welding
    hv-registrar 01-10 certify certificate Y 3 hv welding
    hv-registrar 01-10 certify certificate F 2 hv -
    hv-registrar 01-10 certify certificate G 2 hv -
    hv-registrar 01-10 certify certificate Z 2 hv -
    sv-registrar 01-10 certify exam V 1 sv -
    hv-registrar 01-10 certify certificate Q 2 hv - through 2027-01-31
    sv-registrar 01-10 certify exam E 6 sv -
    hv-registrar 02-01 {"apply":{"attested":[{"lot":"1.0","value":85,"what":"content_match"},{"value":1,"what":"age_at_least_16"}],"document":"world-rules","evidence":[{"assurance":"signed","digest":"1111111111111111111111111111111111111111111111111111111111111111","kind":"transcript"}],"rule":"a-to-c","take":[{"credits":"4","lot":"1.0"}],"target":"C"}}
    hv-reviewer 02-02 approve 11.0
    sv-registrar 02-03 apply 2.0:1
    sv-reviewer-2 02-04 refuse 13.0
    sv-registrar 02-05 appeal 13.0
    sv-reviewer 02-06 approve 13.0
    bank-reviewer 02-06 approve 13.0
    sv-registrar 02-07 apply 2.0:2
    sv-reviewer-2 02-07 approve 18.0
    bank-reviewer 02-07 approve 18.0
    hv-registrar 02-08 apply 3.0:2,4.0:3
    hv-reviewer 02-08 approve 21.0
    hv-registrar 02-09 apply 5.0:2,6.0:2
    hv-reviewer 02-09 refuse 23.0 waived true
    hv-registrar 02-10 apply 5.0:2,6.0:2
    hv-registrar 02-10 withdraw 25.0
    hv-registrar 02-11 apply 7.0:2,8.0:1
    hv-reviewer 02-11 approve 27.0
    hv-registrar 02-12 apply 9.0:2
    hv-reviewer 02-12 approve 29.0
    sv-registrar 02-13 apply 10.0:1.5
    hv-registrar 02-14 apply 5.0:2
    sv-registrar 02-15 revoke 1.0
    hv-reviewer 02-16 keep decision:12.0 33
    sv-reviewer 02-17 reverse 31
    sv-registrar 02-18 apply 2.0:0.5
    bank-operator 04-01 lapse 36.0
    hv-awarder 04-02 bind reserve award:P 12.1:2.5
    sv-registrar 04-02 apply 20.1:1
    hv-reviewer 04-03 reverse 22
    hv-registrar 04-04 apply 5.0:2,6.0:2
    hv-reviewer 04-05 approve 41.0
    hv-awarder 04-06 bind consume set:Q 42.1:2
    hv-reviewer 04-07 reverse 42 cascade 43.0/hv-awarder
"#;

/// The story in a bank in memory.
pub(crate) fn told() -> Told<MemoryStore> {
    let mut told = found(MemoryStore::new());
    told.play(STORY);
    told
}
