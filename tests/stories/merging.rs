//! A merge that could not be finished is not begun: its passbooks would wait for ever.

use crate::kit::asked::Asked;
use crate::kit::world::{Told, found};
use creditbank::ledger::{Refusal, RequestRefusal, Status};
use creditbank::testing::world::learner;
use creditbank::{MemoryStore, Rejection, date};

/// Two passbooks are open; the second has so many lots of one registrar's.
fn told(lots: usize, registrar: &str) -> Told<MemoryStore> {
    let mut told = found(MemoryStore::new());
    told.play("1: sv-registrar 01-01 open\n2: sv-registrar 01-01 open");
    for _ in 0..lots {
        told.play(&format!("2: {registrar} 01-10 accrue EC 70 percent"));
    }
    told
}

fn merge(told: &mut Told<MemoryStore>) -> Result<usize, Rejection> {
    let by = creditbank::mandate!("bank-operator");
    told.bank.merge("merge", &by.on(date!("2026-02-01")), learner(2), learner(1)).map(|receipts| receipts.len())
}

/// Every lot that the learner made is named on the last line.
#[test]
fn a_merge_whose_last_line_would_be_too_long_is_not_begun() {
    let mut told = told(1_000, "sv-registrar-2");
    let (length, head) = (told.bank.length(), told.bank.head());
    let refused = merge(&mut told).unwrap_err();
    assert!(matches!(refused, Rejection::Refused(Refusal::Request(RequestRefusal::TooLong { .. }))), "{refused}");
    let alone = told.say("2: bank-operator 02-01 merge_out 1").unwrap_err();
    assert!(matches!(alone, Rejection::Refused(Refusal::Request(RequestRefusal::TooLong { .. }))), "{alone}");
    assert_eq!((told.bank.length(), told.bank.head()), (length, head), "nothing was written");
    assert!(told.bank.in_flight().is_empty());
    assert_eq!(told.bank.passbook(learner(2)).unwrap().status, Status::Open);
    told.play("1: sv-registrar 02-02 accrue A 70 percent\n2: sv-registrar 02-02 accrue A 70 percent");
    assert!(told.bank.verify().unwrap().is_sound());
}

/// As many of somebody else's are suspended by nothing.
#[test]
fn as_many_lots_that_stay_as_they_are_come_in() {
    let mut told = told(1_000, "sv-registrar");
    assert_eq!(merge(&mut told).unwrap(), 28, "pair by pair");
    assert!(told.bank.verify().unwrap().is_sound());
}

#[test]
fn fewer_of_the_learners_own_come_in_and_are_suspended() {
    let mut told = told(150, "sv-registrar-2");
    assert!(merge(&mut told).is_ok());
    let book = told.bank.passbook(learner(1)).unwrap();
    assert!(book.lots.len() == 150 && book.lots.values().all(|lot| !lot.marks.is_empty()));
}
