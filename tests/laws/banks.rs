//! Random histories on a bank over each store, in step with the shelf, which the naive model is in step with: the same
//! answers, the same passbooks, the same bytes.

use crate::kit::asked::Asked;
use std::cell::Cell;
use std::rc::Rc;

use crate::kit::cases::config;
use creditbank::ledger::{PassbookRefusal, Refusal};
use creditbank::testing::shelf::Shelf;
use creditbank::testing::strategies::{play, steps};
use creditbank::testing::world::{DOCUMENTS, genesis};
use creditbank::{Bank, Clock, FileStore, Founding, MemoryStore, Rejection, Request, Store, Timestamp, date};
use proptest::test_runner::TestRunner;

/// A clock that is set by hand.
#[derive(Clone)]
struct Set(Rc<Cell<Timestamp>>);

impl Clock for Set {
    fn now(&self) -> Timestamp {
        self.0.get()
    }
}

/// Asks a bank everything that the shelf was asked, at the same instants. Gives how many commands that was, or none
/// if the bank refused what decisions alone cannot see: what is on its way between passbooks.
fn ask_again<S: Store>(shelf: &Shelf, store: S) -> Option<usize> {
    let clock = Set(Rc::new(Cell::new(Timestamp::midnight(date!("2020-01-01")))));
    let found = genesis().unwrap();
    let founding = Founding { origin: found.origin, zone: found.zone, founder: found.founder };
    let mut bank = Bank::found(store, clock.clone(), founding).unwrap().with_clock_bound(u64::MAX);
    clock.0.set(Timestamp::midnight(date!("2020-01-02")));
    for (name, text) in DOCUMENTS {
        let (by, effective) = (creditbank::mandate!("founder"), date!("2020-01-01"));
        bank.publish(name, &by.on(effective), name, text.as_bytes()).unwrap();
    }
    let midnight = Timestamp::midnight(shelf.today);
    for (number, asked) in shelf.asked.iter().enumerate() {
        clock.0.set(midnight.plus_seconds(i64::try_from(number).unwrap()).unwrap());
        let before = bank.length();
        match (bank.ask(&format!("request/{number}"), asked.command.clone()), &asked.refusal) {
            (Ok(_), None) => assert_eq!(bank.length(), before + 1),
            (Err(Rejection::Refused(refusal)), None) if is_about_flights(&refusal) => return None,
            (Err(Rejection::Refused(refusal)), Some(expected)) => {
                assert!(refusal == *expected || is_about_flights(&refusal), "{refusal}, and {expected} was expected");
                assert_eq!(bank.length(), before, "a refusal writes nothing");
            }
            (answer, expected) => panic!("{number}: {answer:?}, and {expected:?} was expected"),
        }
    }
    same(shelf, &mut bank, &clock);
    Some(shelf.asked.len())
}

fn is_about_flights(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Passbook(PassbookRefusal::InFlight { .. })
            | Refusal::Passbook(PassbookRefusal::NotCited { .. })
            | Refusal::Passbook(PassbookRefusal::MergeTarget)
            | Refusal::Passbook(PassbookRefusal::MergeUnderWay { .. })
    )
}

fn same<S: Store>(shelf: &Shelf, bank: &mut Bank<S, Set>, clock: &Set) {
    let lines: Vec<_> = shelf.world.lines.iter().chain(shelf.turns.iter().map(|turn| &turn.bytes)).collect();
    assert_eq!(bank.length(), u64::try_from(lines.len()).unwrap());
    for (position, line) in (0..).zip(lines) {
        assert_eq!(bank.store().read(position).unwrap().as_ref(), Some(line), "byte for byte, at {position}");
    }
    for (learner, book) in &shelf.books {
        assert_eq!(bank.passbook(*learner).as_deref(), Some(book));
        assert_eq!(&bank.now(*learner).passbook, book);
    }
    let audit = bank.verify().unwrap();
    assert!(audit.is_sound(), "{:?}", audit.discrepancies);
    // Everything once more, later and in one batch: the same receipts' lines, and nothing new.
    clock.0.set(Timestamp::midnight(date!("2030-01-01")));
    let accepted = shelf.asked.iter().enumerate().filter(|(_, asked)| asked.refusal.is_none());
    let requests: Vec<_> = accepted
        .map(|(number, asked)| Request {
            key: format!("request/{number}").parse().unwrap(),
            command: asked.command.clone(),
        })
        .collect();
    let (length, head) = (bank.length(), bank.head());
    let answers = bank.submit_any(&requests).unwrap();
    for (answer, turn) in answers.iter().zip(&shelf.turns) {
        assert_eq!(answer.as_ref().map(|receipt| receipt.position), Ok(turn.line.position));
    }
    assert_eq!((bank.length(), bank.head()), (length, head));
}

#[test]
fn both_stores_are_in_step_with_the_ledger() {
    let asked = Cell::new(0);
    let whole = Cell::new(0);
    let mut runner = TestRunner::new(config(40));
    let ran = runner.run(&steps(60), |history| {
        let shelf = play(&history).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let memory = ask_again(&shelf, MemoryStore::new());
        assert_eq!(ask_again(&shelf, FileStore::open(folder.path()).unwrap()), memory);
        asked.set(asked.get() + memory.unwrap_or(0));
        whole.set(whole.get() + u32::from(memory.is_some()));
        Ok(())
    });
    ran.unwrap();
    assert!(asked.get() > 800 && whole.get() > 30, "{} commands in {} whole histories", asked.get(), whole.get());
}
