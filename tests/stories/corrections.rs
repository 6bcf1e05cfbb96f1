//! Corrections that once went wrong: each story obeys every law, and ends as it should.

use crate::kit::played::{done, refused, stage};
use crate::kit::shown::shown;
use creditbank::ledger::{LotRefusal, Refusal, Subject, WhenRefusal};
use creditbank::testing::shelf::Shelf;
use creditbank::testing::{laws, world::learner};
use creditbank::{Date, DecisionId, EntryId, LotId, date};

fn told(script: &str) -> Shelf {
    let shelf = stage(script);
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

/// Where they stand on a day, with all that follows from the day.
fn seen(shelf: &Shelf, n: u32, day: Date) -> String {
    shown(shelf, LotId::here(n, 0), day)
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
fn an_attempt_beside_one_in_use_comes_back_from_revocation_as_it_was() {
    let mut shelf = told(
        "sv-registrar 01-10 accrue A 60 percent
         sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-15 bind reserve award:P 2.0:4
         sv-registrar 01-20 revoke 1.0
         sv-registrar 01-21 reverse 4",
    );
    assert_eq!(standing(&shelf, 1), "4 available");
    for (day, stood) in [("01-14", "behind"), ("01-15", "blocked"), ("01-21", "blocked")] {
        let day = format!("2026-{day}").parse().unwrap();
        assert_eq!(seen(&shelf, 1, day), format!("4 {stood}"), "{day}");
    }
    assert!(shelf.book(learner(1)).decisions.values().all(|one| one.marks.is_empty()), "the use had the other one");
    let by = Subject::Decision(DecisionId::here(3, 0));
    let refused = refused(&mut shelf, "sv-awarder 01-22 bind reserve set:Q 1.0:4");
    assert_eq!(refused, Refusal::Lot(LotRefusal::GroupInUse { lot: LotId::here(1, 0), by }));
}

#[test]
fn a_revocation_is_not_reversed_before_its_own_day() {
    let mut shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-15 bind consume award:P 1.0:4
         sv-registrar 01-20 revoke 1.0",
    );
    assert!(matches!(refused(&mut shelf, "sv-registrar 01-19 reverse 3"), Refusal::When(WhenRefusal::TooEarly { .. })));
    shelf.play("sv-registrar 01-20 reverse 3").unwrap();
    laws::all(&shelf).unwrap();
}

#[test]
fn a_regrade_is_not_reversed_before_its_own_day() {
    let mut shelf = told("sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-20 regrade 1.0 90 percent");
    assert!(matches!(refused(&mut shelf, "sv-registrar 01-19 reverse 2"), Refusal::When(WhenRefusal::TooEarly { .. })));
    shelf.play("sv-registrar 01-20 reverse 2").unwrap();
    laws::all(&shelf).unwrap();
}

/// The sweep is dated 5 March. What is dated before it is taken as if there had been none.
#[test]
fn what_is_dated_before_a_sweep_is_recorded_after_it() {
    let swept = "sv-registrar 01-10 accrue A 80 percent through 2026-02-28\nbank-operator 03-05 expire";
    let mut shelf = told(swept);
    assert_eq!(shelf.book(learner(1)).lots[&LotId::here(1, 0)].swept, Some(EntryId::here(2)));
    shelf.play("sv-awarder 02-28 bind reserve award:P 1.0:1\nsv-registrar 03-03 revoke 1.0").unwrap();
    laws::all(&shelf).unwrap();
    assert_eq!(standing(&shelf, 1), "3 revoked + 1 revoked award:P@3.0");
    let days = [date!("2026-02-27"), date!("2026-02-28"), date!("2026-03-01"), date!("2026-03-03")];
    let seen = days.map(|day| seen(&shelf, 1, day));
    assert_eq!(seen, ["4 free", "1 reserved + 3 free", "1 reserved + 3 expired", "4 revoked"]);
    let late = refused(&mut told(swept), "sv-awarder 03-01 bind reserve award:P 1.0:1");
    assert!(matches!(late, Refusal::Lot(LotRefusal::Expired { last, .. }) if last == date!("2026-02-28")), "{late}");
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
    assert!(matches!(refused(&mut shelf, early), Refusal::When(WhenRefusal::TooEarly { .. })));
    shelf.play(&early.replace("01-19", "01-20")).unwrap();
    laws::all(&shelf).unwrap();
}

#[test]
fn a_retake_comes_forward_when_the_last_use_of_the_older_attempt_has_ended() {
    let mut shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-20 bind reserve award:P 1.0:2
         sv-awarder 01-20 bind reserve set:Q 1.0:2
         sv-registrar 01-21 accrue A 90 percent
         sv-awarder 01-22 unbind 2.0",
    );
    assert_eq!(standing(&shelf, 4), "4 available", "nothing is posted, and nothing suspended");
    let day = date!("2026-01-22");
    assert_eq!([seen(&shelf, 1, day), seen(&shelf, 4, day)], ["2 reserved + 2 free", "4 blocked"]);
    let by = Subject::Decision(DecisionId::here(3, 0));
    let early = refused(&mut shelf, "sv-awarder 01-22 bind reserve set:R 4.0:4");
    assert_eq!(early, Refusal::Lot(LotRefusal::GroupInUse { lot: LotId::here(4, 0), by }));
    shelf.play("sv-awarder 01-23 unbind 3.0").unwrap();
    let day = date!("2026-01-23");
    assert_eq!([seen(&shelf, 1, day), seen(&shelf, 4, day)], ["4 behind", "4 free"]);
    let early = refused(&mut shelf, "sv-awarder 01-22 bind reserve set:R 4.0:4");
    assert!(matches!(early, Refusal::When(WhenRefusal::TooEarly { latest, .. }) if latest == day), "{early}");
    shelf.play("sv-awarder 01-23 bind reserve set:R 4.0:4").unwrap();
    laws::all(&shelf).unwrap();
}

/// The use of the revoked attempt is suspended, and lets the retake go; kept, it holds again.
#[test]
fn a_retake_of_a_revoked_attempt_can_be_used_until_the_use_is_kept() {
    let mut shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-awarder 01-20 bind consume award:P 1.0:4
         sv-registrar 01-21 accrue A 90 percent
         sv-registrar 01-22 revoke 1.0",
    );
    assert_eq!(seen(&shelf, 3, date!("2026-01-21")), "4 blocked");
    assert_eq!(seen(&shelf, 3, date!("2026-01-22")), "4 free");
    let mut kept = shelf.clone();
    kept.play("sv-awarder 01-23 keep decision:2.0 4").unwrap();
    assert_eq!(seen(&kept, 3, date!("2026-01-23")), "4 blocked", "the kept use holds the group");
    let by = Subject::Decision(DecisionId::here(2, 0));
    let refusal = refused(&mut kept, "sv-awarder 01-24 bind reserve set:Q 3.0:4");
    assert_eq!(refusal, Refusal::Lot(LotRefusal::GroupInUse { lot: LotId::here(3, 0), by }));
    laws::all(&kept).unwrap();
    shelf.play("sv-awarder 01-23 bind reserve set:Q 3.0:4").unwrap();
    let by = Subject::Decision(DecisionId::here(5, 0));
    let refusal = refused(&mut shelf, "sv-awarder 01-24 keep decision:2.0 4");
    assert_eq!(
        refusal,
        Refusal::Lot(LotRefusal::GroupInUse { lot: LotId::here(1, 0), by }),
        "the attempt that is to be kept waits"
    );
    laws::all(&shelf).unwrap();
}

#[test]
fn a_retake_is_free_when_the_use_was_planned_without_the_older_attempt() {
    let shelf = told(
        "sv-registrar 01-10 accrue A 80 percent
         sv-registrar 01-10 accrue B 80 percent
         sv-awarder 01-20 bind reserve award:P 1.0:4
         sv-registrar 01-21 accrue A 90 percent
         sv-registrar 01-22 revoke 1.0
         sv-awarder 01-23 replan decision:3.0 5 1.0 2.0:4",
    );
    assert_eq!(standing(&shelf, 4), "4 available");
    assert_eq!(seen(&shelf, 4, date!("2026-01-23")), "4 free");
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
    assert!(matches!(refused(&mut shelf, &early), Refusal::When(WhenRefusal::TooEarly { .. })));
    shelf.play(&early.replace("01-20", "01-21")).unwrap();
    laws::all(&shelf).unwrap();
}

/// A line of the other passbook is reversed once, and a second time is told which line reversed it.
#[test]
fn what_came_in_by_a_merge_is_reversed_once() {
    let mut shelf = told(
        "2: sv-registrar 01-10 accrue A 80 percent
         2: bank-operator 01-20 merge_out 1
         bank-operator 01-21 merge_in 2",
    );
    let entry = EntryId { home: Some(learner(2)), n: 1 };
    done(&mut shelf, &format!("sv-registrar 01-22 reverse {entry}"));
    let again = refused(&mut shelf, &format!("sv-registrar 01-23 reverse {entry}"));
    assert_eq!(again, LotRefusal::Reversed { entry, by: EntryId::here(2) }.into());
}

/// Whoever was wrong to revoke it says so, also after the merge.
#[test]
fn a_revocation_is_reversed_in_the_passbook_that_it_came_into() {
    let mut shelf = told(
        "2: sv-registrar 01-10 accrue A 80 percent
         2: sv-awarder 01-11 bind reserve award:P 1.0:1
         2: sv-registrar 01-15 revoke 1.0
         2: bank-operator 01-20 merge_out 1
         bank-operator 01-21 merge_in 2",
    );
    let (entry, lot) = (EntryId { home: Some(learner(2)), n: 3 }, LotId::here(1, 0).moved(learner(2), learner(1)));
    assert_eq!(shelf.book(learner(1)).lots[&lot].revoked, Some(entry));
    done(&mut shelf, &format!("sv-registrar 01-22 reverse {entry}"));
    let book = shelf.book(learner(1));
    assert_eq!(book.lots[&lot].revoked, None);
    assert!(book.decisions.values().all(|one| one.marks.is_empty()), "what was built on it stands again");
}

#[test]
fn a_merge_does_not_come_in_before_what_it_brings() {
    let mut shelf = told("2: sv-registrar 01-10 accrue A 80 percent\n2: bank-operator 01-20 merge_out 1");
    assert!(matches!(
        refused(&mut shelf, "bank-operator 01-09 merge_in 2"),
        Refusal::When(WhenRefusal::TooEarly { .. })
    ));
}

#[test]
fn a_lot_worth_nothing_is_used_once() {
    let mut shelf = told("sv-registrar 01-10 accrue NONE 80 percent\nsv-awarder 01-20 bind consume award:P 1.0:0");
    let again = refused(&mut shelf, "sv-awarder 01-21 bind consume set:Q 1.0:0");
    assert!(matches!(again, Refusal::Lot(LotRefusal::Consumed { .. })));
    assert_eq!(standing(&shelf, 1), "0 consumed:2.0");
}
