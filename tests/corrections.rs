//! Corrections that once went wrong: each story obeys every law, and ends as it should.

use creditbank::LotId;
use creditbank::ledger::Refusal;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::{laws, world::learner};

fn told(script: &str) -> Shelf {
    let mut shelf = Shelf::new().unwrap();
    shelf.play("sv-registrar 01-01 open\n2: sv-registrar 01-01 open").unwrap();
    shelf.play(script).unwrap();
    laws::all(&shelf).unwrap();
    shelf
}

/// Where the parts of a lot stand, and whether it is suspended.
fn standing(shelf: &Shelf, n: u32) -> String {
    let book = shelf.book(learner(1));
    let lot = &book.lots[&LotId::here(n, 0)];
    let parts: Vec<_> = lot.parts.iter().map(|part| format!("{} {}", part.credits, part.standing)).collect();
    parts.join(" + ") + if lot.marks.is_empty() { "" } else { ", suspended" }
}

fn refused(shelf: &mut Shelf, line: &str) -> Refusal {
    shelf.say(line).unwrap().unwrap_err()
}

#[test]
fn reversing_a_revocation_leaves_no_empty_part() {
    let shelf =
        told("sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 revoke 1.0\nsv-registrar 01-21 reverse 2");
    assert_eq!(standing(&shelf, 1), "4 available");
}

#[test]
fn a_lot_worth_nothing_comes_back_from_revocation_as_it_was() {
    let shelf =
        told("sv-registrar 01-10 accrue NONE 80 percent\nsv-registrar 01-20 revoke 1.0\nsv-registrar 01-21 reverse 2");
    assert_eq!(standing(&shelf, 1), "0 available");
}

#[test]
fn a_superseded_attempt_comes_back_from_revocation_superseded_and_not_suspended() {
    let shelf = told(
        "sv-registrar 01-10 accrue A 60 percent
         sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-15 bind reserve award:P 2.0:4
         sv-registrar 01-20 revoke 1.0
         sv-registrar 01-21 reverse 4",
    );
    assert_eq!(standing(&shelf, 1), "4 superseded");
}

#[test]
fn a_revocation_is_not_reversed_before_its_own_day() {
    let mut shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-15 bind consume award:P 1.0:4
         sv-registrar 01-20 revoke 1.0",
    );
    assert!(matches!(refused(&mut shelf, "sv-registrar 01-19 reverse 3"), Refusal::TooEarly { .. }));
    shelf.play("sv-registrar 01-20 reverse 3").unwrap();
    laws::all(&shelf).unwrap();
}

#[test]
fn a_regrade_is_not_reversed_before_its_own_day() {
    let mut shelf = told("sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 regrade 1.0 90 percent");
    assert!(matches!(refused(&mut shelf, "sv-registrar 01-19 reverse 2"), Refusal::TooEarly { .. }));
    shelf.play("sv-registrar 01-20 reverse 2").unwrap();
    laws::all(&shelf).unwrap();
}

/// The sweep is dated 5 March, the expiry 1 March: between them the sweep is not in the view.
#[test]
fn nothing_is_recorded_of_a_swept_lot_before_the_sweep() {
    let mut shelf = told("sv-registrar 01-10 accrue A 80 percent through 2026-02-28\nbank-operator 03-05 expire");
    assert!(matches!(refused(&mut shelf, "sv-registrar 03-03 revoke 1.0"), Refusal::TooEarly { .. }));
    shelf.play("sv-registrar 03-05 revoke 1.0").unwrap();
    laws::all(&shelf).unwrap();
}

#[test]
fn a_correction_may_be_dated_before_the_use_that_it_suspends() {
    told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-20 bind reserve award:P 1.0:4
         sv-registrar 01-15 regrade 1.0 60 percent",
    );
    told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-20 bind witness award:P 1.0:4
         sv-registrar 01-15 revoke 1.0",
    );
}

#[test]
fn a_suspension_is_not_settled_before_the_use_was_made() {
    let mut shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-registrar 01-10 accrue B 80 percent
         sv-awarder 01-20 bind witness award:P 1.0:4
         sv-registrar 01-15 revoke 1.0",
    );
    let early = "sv-awarder 01-19 replan decision:3.0 4 1.0 2.0:4";
    assert!(matches!(refused(&mut shelf, early), Refusal::TooEarly { .. }));
    shelf.play(&early.replace("01-19", "01-20")).unwrap();
    laws::all(&shelf).unwrap();
}

#[test]
fn a_retake_gives_way_when_the_last_use_it_waits_for_is_kept() {
    let mut shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-20 bind reserve award:P 1.0:2
         sv-awarder 01-20 bind reserve set:Q 1.0:2
         sv-registrar 01-21 accrue A 90 percent
         sv-awarder 01-22 keep lot:4.0 2",
    );
    assert_eq!(standing(&shelf, 4), "4 available, suspended");
    shelf.play("sv-awarder 01-23 keep lot:4.0 3").unwrap();
    assert_eq!(standing(&shelf, 4), "4 superseded");
}

/// The attempt it waited for was revoked: nothing better stands.
#[test]
fn a_retake_of_a_revoked_attempt_stands_when_the_use_is_kept() {
    let shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-20 bind consume award:P 1.0:4
         sv-registrar 01-21 accrue A 90 percent
         sv-registrar 01-22 revoke 1.0
         sv-awarder 01-23 keep lot:3.0 2",
    );
    assert_eq!(standing(&shelf, 3), "4 available");
}

#[test]
fn a_retake_does_not_wait_for_a_use_that_was_planned_without_the_older_attempt() {
    let shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-registrar 01-10 accrue B 80 percent
         sv-awarder 01-20 bind reserve award:P 1.0:4
         sv-registrar 01-21 accrue A 90 percent
         sv-registrar 01-22 revoke 1.0
         sv-awarder 01-23 replan decision:3.0 5 1.0 2.0:4",
    );
    assert_eq!(standing(&shelf, 4), "4 available");
    assert_eq!(standing(&shelf, 2), "4 available award:P@3.0");
}

#[test]
fn what_came_in_by_a_merge_is_not_changed_before_the_merge() {
    let mut shelf = told(
        "2: sv-registrar 01-10 accrue A 80 percent
         2: bank-operator 01-20 merge_out 1
         bank-operator 01-21 merge_in 2",
    );
    let early = format!("sv-registrar 01-20 reverse 1@{}", learner(2));
    assert!(matches!(refused(&mut shelf, &early), Refusal::TooEarly { .. }));
    shelf.play(&early.replace("01-20", "01-21")).unwrap();
    laws::all(&shelf).unwrap();
}

#[test]
fn a_merge_does_not_come_in_before_what_it_brings() {
    let mut shelf = told("2: sv-registrar 01-10 accrue A 80 percent\n2: bank-operator 01-20 merge_out 1");
    assert!(matches!(refused(&mut shelf, "bank-operator 01-09 merge_in 2"), Refusal::TooEarly { .. }));
}

#[test]
fn a_lot_worth_nothing_is_used_once() {
    let mut shelf = told("sv-registrar 01-10 accrue NONE 80 percent\nsv-awarder 01-20 bind consume award:P 1.0:0");
    let again = refused(&mut shelf, "sv-awarder 01-21 bind consume set:Q 1.0:0");
    assert!(matches!(again, Refusal::Consumed { .. }));
    assert_eq!(standing(&shelf, 1), "0 consumed:2.0");
}
