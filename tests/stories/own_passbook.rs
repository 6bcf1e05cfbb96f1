//! Nobody acts on their own passbook under any id: what somebody made in a passbook that turns out to be theirs is
//! suspended by the merge that shows it, until somebody else has looked.
//!
//! In the test world `sv-registrar-2` is learner 1, `sv-reviewer-4` and `sv-awarder-2` are one person, learner 2, and
//! `hv-registrar-2` is learner 3.

use crate::kit::played::{book, done, on, refused};
use creditbank::ledger::{AwardRefusal, LotRefusal, Refusal, WhatRefusal, WhenRefusal, WhoRefusal};
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::learner;
use creditbank::{LotId, MandateId};

const TWO: &str = "00000000000000000000000000000002";
const THREE: &str = "00000000000000000000000000000003";

/// A shelf after a story, on which every law holds.
fn after(script: &str) -> Shelf {
    let mut shelf = Shelf::new().unwrap();
    for number in 1..=3 {
        shelf.play(&format!("{number}: sv-registrar 01-01 open")).unwrap();
    }
    on(shelf, script)
}

/// What the last line suspends.
fn marked(shelf: &Shelf) -> Vec<String> {
    let entry = &shelf.turns.last().unwrap().entry;
    entry.effects.marks.iter().map(|mark| mark.on.to_string()).collect()
}

/// The lines that it shows to be the learner's own.
fn own(shelf: &Shelf) -> Vec<String> {
    shelf.turns.last().unwrap().entry.effects.own.iter().map(ToString::to_string).collect()
}

fn marks_on(shelf: &Shelf, subject: &str) -> usize {
    book(shelf).marks_on(subject.parse().unwrap()).len()
}

/// The registrar's lot, and an award that counts it.
#[test]
fn what_a_registrar_accrued_in_what_is_theirs_now() {
    let mut shelf = after(
        "2: sv-registrar-2 01-10 accrue A 70 percent
         2: sv-registrar 01-10 accrue B 80 percent
         2: sv-awarder 01-11 bind reserve award:P 1.0:4
         2: bank-operator 02-01 merge_out 1
         bank-operator 02-02 merge_in 2",
    );
    assert_eq!(marked(&shelf), [format!("lot:1.0@{TWO}"), format!("decision:3.0@{TWO}")]);
    assert_eq!(own(&shelf), [""; 0], "the lot's mark says it");
    let (lot, award) = (format!("1.0@{TWO}"), format!("decision:3.0@{TWO}"));
    let suspended = refused(&mut shelf, &format!("sv-awarder 02-03 bind reserve set:x {lot}:1"));
    assert!(matches!(suspended, Refusal::Lot(LotRefusal::Suspended { .. })), "{suspended}");
    let own = refused(&mut shelf, &format!("sv-registrar-2 02-03 keep lot:{lot} 1"));
    assert!(matches!(own, Refusal::Who(WhoRefusal::OwnPassbook { .. })), "{own}");
    let role = refused(&mut shelf, &format!("sv-awarder 02-03 keep lot:{lot} 1"));
    assert!(matches!(role, Refusal::Who(WhoRefusal::WrongRole { .. })), "{role}");
    let other = refused(&mut shelf, &format!("hv-registrar 02-03 keep lot:{lot} 1"));
    assert!(matches!(other, Refusal::Who(WhoRefusal::NotYours { .. })), "{other}");
    let undo = refused(&mut shelf, &format!("sv-registrar 02-03 undo lot:{lot} 1"));
    assert!(matches!(undo, Refusal::Lot(LotRefusal::NotReversible { .. })), "{undo}");
    let early = refused(&mut shelf, &format!("sv-registrar 02-01 keep lot:{lot} 1"));
    assert!(matches!(early, Refusal::When(WhenRefusal::TooEarly { .. })), "{early}");
    let none = refused(&mut shelf, &format!("sv-awarder 02-03 keep lot:2.0@{TWO} 1"));
    assert!(matches!(none, Refusal::Lot(LotRefusal::NotSuspended { .. })), "{none}");
    done(&mut shelf, &format!("sv-registrar 02-03 keep lot:{lot} 1"));
    assert_eq!((marks_on(&shelf, &format!("lot:{lot}")), marks_on(&shelf, &award)), (0, 0));
    assert_eq!(book(&shelf).lots[&lot.parse::<LotId>().unwrap()].by.as_str(), "sv-registrar");
    done(&mut shelf, &format!("sv-awarder 02-04 bind witness set:x {lot}:4"));
}

/// It is revoked instead, as any lot.
#[test]
fn what_a_registrar_accrued_is_revoked() {
    let mut shelf = after(
        "2: sv-registrar-2 01-10 accrue A 70 percent
         2: bank-operator 02-01 merge_out 1
         bank-operator 02-02 merge_in 2",
    );
    done(&mut shelf, &format!("sv-registrar 02-03 revoke 1.0@{TWO}"));
}

/// The learner's passbook goes into the one that they worked on.
#[test]
fn what_was_there_is_suspended_too() {
    let mut shelf = after(
        "2: sv-registrar-2 01-10 accrue A 70 percent
         2: sv-awarder 01-11 bind consume award:P 1.0:4
         1: sv-registrar 01-10 accrue B 70 percent
         1: bank-operator 02-01 merge_out 2
         2: bank-operator 02-02 merge_in 1",
    );
    assert_eq!(marked(&shelf), ["lot:1.0", "decision:2.0"]);
    let own = refused(&mut shelf, "2: sv-registrar-2 02-03 accrue B 70 percent");
    assert!(matches!(own, Refusal::Who(WhoRefusal::OwnPassbook { .. })), "{own}");
    done(&mut shelf, "2: sv-registrar 02-03 keep lot:1.0 3");
    assert!(shelf.book(learner(2)).lots.values().all(|lot| lot.marks.is_empty()));
}

/// The reviewer agreed to a conversion in a passbook that is theirs: what it made, and what counts that, with it.
#[test]
fn what_a_reviewer_agreed_to() {
    let mut shelf = after(
        "1: sv-registrar 01-10 accrue B 80 percent
         1: sv-registrar 01-11 apply 1.0:3
         1: sv-reviewer-4 01-12 approve 2.0
         1: bank-reviewer 01-13 approve 2.0
         1: sv-awarder 01-14 bind reserve award:P 4.1:1
         2: bank-operator 02-01 merge_out 1
         bank-operator 02-02 merge_in 2",
    );
    assert_eq!(marked(&shelf), ["decision:4.0", "lot:4.1", "decision:5.0"]);
    assert_eq!(own(&shelf), ["4"]);
    let by: Vec<_> = book(&shelf).decisions.values().flat_map(|one| one.by.clone()).collect();
    let by: Vec<_> = by.iter().map(MandateId::as_str).collect();
    assert_eq!(by, ["bank-reviewer", "sv-registrar", "sv-reviewer-4", "sv-awarder"]);
    let own = refused(&mut shelf, "sv-reviewer-4 02-03 keep decision:4.0 6");
    assert!(matches!(own, Refusal::Who(WhoRefusal::OwnPassbook { .. })), "{own}");
    let made = refused(&mut shelf, "sv-registrar 02-03 keep lot:4.1 6");
    assert!(matches!(made, Refusal::Who(WhoRefusal::WrongRole { .. })), "{made}");
    done(&mut shelf, "sv-reviewer 02-03 keep decision:4.0 6");
    assert_eq!(["decision:4.0", "lot:4.1", "decision:5.0"].map(|one| marks_on(&shelf, one)), [0; 3]);
    let kept = book(&shelf).decisions[&"4.0".parse().unwrap()].clone();
    assert_eq!(kept.by.iter().map(MandateId::as_str).collect::<Vec<_>>(), ["sv-reviewer"]);
}

/// An application that they filed waits, and is approved only after somebody has looked.
#[test]
fn an_application_under_review() {
    let mut shelf = after(
        "2: sv-registrar 01-10 certify exam EB 4 sv -
         2: sv-registrar-2 01-11 apply 1.0:4
         1: bank-operator 02-01 merge_out 2
         2: bank-operator 02-02 merge_in 1",
    );
    assert_eq!((marked(&shelf), own(&shelf)), (vec!["hold:2.0".to_owned()], vec!["2".to_owned()]));
    let waits = refused(&mut shelf, "2: sv-reviewer 02-03 approve 2.0");
    assert!(matches!(waits, Refusal::What(WhatRefusal::ApplicationSuspended { .. })), "{waits}");
    done(&mut shelf, "2: sv-reviewer 02-03 keep hold:2.0 3");
    done(&mut shelf, "2: sv-reviewer-2 02-04 approve 2.0");
}

/// A bond and an award by plan, under another mandate of the person: the pseudonym tells.
#[test]
fn what_an_awarder_bound_and_redeemed() {
    let mut shelf = after(
        "1: sv-registrar 01-02 matriculate S at S-T/1
         1: sv-registrar 01-10 accrue A 70 percent
         1: sv-registrar 01-11 accrue B 80 percent
         1: sv-awarder-2 01-20 redeem 1
         1: sv-awarder-2 01-21 bind witness set:x 2.0:4
         2: bank-operator 02-01 merge_out 1
         bank-operator 02-02 merge_in 2",
    );
    assert_eq!(marked(&shelf), ["decision:4.0", "decision:5.0"]);
    assert_eq!(own(&shelf), ["4", "5"]);
    done(&mut shelf, "sv-awarder 02-03 keep decision:4.0 6");
    assert_eq!((marks_on(&shelf, "decision:4.0"), marks_on(&shelf, "decision:5.0")), (0, 1));
    done(&mut shelf, "sv-awarder 02-03 undo decision:5.0 6");
}

/// A lot and the award that counts it are both the person's own: each is looked at by itself.
#[test]
fn a_lot_that_is_kept_keeps_no_award() {
    let mut shelf = after(
        "3: sv-registrar-2 01-10 accrue A 70 percent
         3: sv-awarder-2 01-11 bind reserve award:P 1.0:4
         2: bank-operator 02-01 merge_out 1
         bank-operator 02-01 merge_in 2
         3: bank-operator 02-02 merge_out 1
         bank-operator 02-02 merge_in 3",
    );
    let (lot, award) = (format!("lot:1.0@{THREE}"), format!("decision:2.0@{THREE}"));
    assert_eq!((marked(&shelf), own(&shelf)), (vec![lot.clone(), award.clone()], vec![format!("2@{THREE}")]));
    done(&mut shelf, &format!("sv-registrar 02-03 keep {lot} 2"));
    assert_eq!((marks_on(&shelf, &lot), marks_on(&shelf, &award)), (0, 1));
    done(&mut shelf, &format!("sv-awarder 02-03 keep {award} 2"));
    assert_eq!(marks_on(&shelf, &award), 0);
}

/// The gate counts no longer, and the award of the next stage that rests on it is suspended.
#[test]
fn a_gate_that_they_assessed() {
    let mut shelf = after(
        "2: sv-registrar 01-02 matriculate S at S-T/1
         2: sv-registrar 01-10 accrue A 70 percent
         2: sv-registrar 01-11 accrue B 80 percent
         2: sv-awarder 01-20 redeem 1
         2: sv-registrar-2 02-01 assess transfer 1 chinese=60,mathematics=60
         2: hv-registrar 02-02 matriculate T at S-T/2 from 1
         2: hv-registrar 02-10 accrue C B letters
         2: hv-registrar 02-12 certify certificate F 3 sv -
         2: hv-awarder 02-13 redeem 6
         1: bank-operator 03-01 merge_out 2
         2: bank-operator 03-02 merge_in 1",
    );
    assert_eq!((marked(&shelf), own(&shelf)), (vec!["decision:9.0".to_owned()], vec!["5".to_owned()]));
    let gone = done(&mut shelf, "2: hv-awarder 03-03 undo decision:9.0 10");
    assert!(gone.effects.marks.is_empty());
    let (book, pinned) = (shelf.book(learner(2)), &shelf.world.published);
    let of = &book.matriculations[&"6".parse().unwrap()];
    let pinned = pinned.programmes_at(&of.document, of.position).unwrap();
    let (day, published) = (shelf.today, &shelf.world.published);
    let brought = creditbank::testing::engine::Study { book: &book, day, of, pinned, published }.holdings();
    assert!(brought.gates.is_empty(), "{:?}", brought.gates);
    let not = refused(&mut shelf, "2: hv-awarder 03-04 redeem 6");
    assert!(matches!(&not, Refusal::Award(AwardRefusal::NotReached { gates, .. }) if gates.len() == 1), "{not}");
    done(&mut shelf, "2: sv-registrar 03-04 assess transfer 1 chinese=60,mathematics=60");
    done(&mut shelf, "2: hv-awarder 03-05 redeem 6");
}

/// Without the gate the next stage is not entered; another person tries it again, as if it had not been tried.
#[test]
fn the_next_stage_after_a_gate_that_they_assessed() {
    let mut shelf = after(
        "2: sv-registrar 01-02 matriculate S at S-T/1
         2: sv-registrar-2 01-10 assess transfer 1 chinese=40,mathematics=60
         2: sv-registrar-2 02-01 assess transfer 1 chinese=60,mathematics=60
         1: bank-operator 03-01 merge_out 2
         2: bank-operator 03-02 merge_in 1",
    );
    assert_eq!(own(&shelf), ["2", "3"]);
    let shut = refused(&mut shelf, "2: hv-registrar 03-03 matriculate T at S-T/2 from 1");
    assert!(matches!(shut, Refusal::Award(AwardRefusal::GateNotPassed { .. })), "{shut}");
    done(&mut shelf, "2: sv-registrar 03-03 assess transfer 1 chinese=60,mathematics=60");
    done(&mut shelf, "2: hv-registrar 03-04 matriculate T at S-T/2 from 1");
}

/// The award rests on a relief that they decided.
#[test]
fn a_relief_that_they_decided() {
    let mut shelf = after(
        "1: sv-registrar 01-02 matriculate S
         1: sv-registrar 01-10 accrue A 70 percent
         1: sv-reviewer-4 01-11 exempt rest of 1 4 0
         1: sv-awarder 01-20 redeem 1
         2: bank-operator 02-01 merge_out 1
         bank-operator 02-02 merge_in 2",
    );
    assert_eq!((marked(&shelf), own(&shelf)), (vec!["decision:4.0".to_owned()], vec!["3".to_owned()]));
    let needed = refused(&mut shelf, "sv-reviewer 02-03 reverse 3");
    assert!(matches!(needed, Refusal::Award(AwardRefusal::StillNeeded { .. })), "{needed}");
    done(&mut shelf, "sv-awarder 02-03 undo decision:4.0 5");
    let not = refused(&mut shelf, "sv-awarder 02-04 redeem 1");
    assert!(matches!(not, Refusal::Award(AwardRefusal::NotReached { .. })), "{not}");
    done(&mut shelf, "sv-reviewer 02-04 exempt rest of 1 4 0");
    done(&mut shelf, "sv-awarder 02-05 redeem 1");
    done(&mut shelf, "sv-reviewer 02-06 reverse 3");
}

/// The person is learner 1; what they made in 3 comes through 2.
#[test]
fn through_a_third_passbook() {
    let shelf = after(
        "3: sv-registrar-2 01-10 accrue A 70 percent
         2: sv-registrar-2 01-11 accrue B 70 percent
         3: bank-operator 02-01 merge_out 2
         2: bank-operator 02-02 merge_in 3",
    );
    assert_eq!(marked(&shelf), [""; 0], "neither is theirs");
    let mut shelf = shelf;
    done(&mut shelf, "2: bank-operator 02-03 merge_out 1");
    done(&mut shelf, "bank-operator 02-04 merge_in 2");
    assert_eq!(marked(&shelf).len(), 2);
}

/// The person's passbook came in before: a former id tells.
#[test]
fn by_a_former_id() {
    let mut shelf = after(
        "3: sv-registrar-2 01-10 accrue A 70 percent
         1: bank-operator 02-01 merge_out 2
         2: bank-operator 02-02 merge_in 1
         3: bank-operator 02-03 merge_out 2
         2: bank-operator 02-04 merge_in 3",
    );
    assert_eq!(marked(&shelf), [format!("lot:1.0@{THREE}")]);
    let own = refused(&mut shelf, "2: sv-registrar-2 02-05 accrue B 70 percent");
    assert!(matches!(own, Refusal::Who(WhoRefusal::OwnPassbook { .. })), "{own}");
}

/// An application that somebody kept is theirs: no later merge suspends it, or what came of it.
#[test]
fn an_application_that_was_kept() {
    let kept = "2: sv-registrar 01-10 accrue A 90 percent
        2: sv-registrar-2 01-11 apply 1.0:4 rule a-to-c
        1: bank-operator 02-01 merge_out 2
        2: bank-operator 02-02 merge_in 1
        2: sv-reviewer 02-03 keep hold:2.0 3";
    let (out, come) = ("3: bank-operator 02-05 merge_out 2", "2: bank-operator 02-06 merge_in 3");
    let mut open = after(kept);
    done(&mut open, out);
    done(&mut open, come);
    assert_eq!((marked(&open), own(&open)), (vec![], vec![]), "it is open");
    done(&mut open, "2: sv-reviewer-2 02-07 approve 2.0");

    let mut agreed = after(kept);
    done(&mut agreed, "2: sv-reviewer-2 02-04 approve 2.0");
    done(&mut agreed, out);
    done(&mut agreed, come);
    assert_eq!((marked(&agreed), own(&agreed)), (vec![], vec![]), "it was converted");
    let by = &agreed.book(learner(2)).decisions[&"5.0".parse().unwrap()].by;
    let by: Vec<_> = by.iter().map(MandateId::as_str).collect();
    assert_eq!(by, ["sv-reviewer", "sv-reviewer-2"]);
}

/// Looked at once, it is not suspended again; what nobody has looked at is not suspended twice.
#[test]
fn a_second_merge() {
    let mut shelf = after(
        "2: sv-registrar-2 01-10 accrue A 70 percent
         2: sv-registrar-2 01-11 accrue B 70 percent
         2: bank-operator 02-01 merge_out 1
         bank-operator 02-02 merge_in 2",
    );
    assert_eq!(marked(&shelf).len(), 2);
    done(&mut shelf, &format!("sv-registrar 02-03 keep lot:1.0@{TWO} 1"));
    done(&mut shelf, "3: bank-operator 02-04 merge_out 1");
    done(&mut shelf, "bank-operator 02-04 merge_in 3");
    assert_eq!(marked(&shelf), [""; 0]);
    assert_eq!(marks_on(&shelf, &format!("lot:2.0@{TWO}")), 1);
}

/// Other people's work stands.
#[test]
fn what_others_made_stands() {
    let shelf = after(
        "2: sv-registrar 01-10 accrue A 70 percent
         2: hv-registrar-2 01-10 accrue C B letters
         2: sv-awarder 01-11 bind reserve award:P 1.0:4
         2: bank-operator 02-01 merge_out 1
         bank-operator 02-02 merge_in 2",
    );
    assert_eq!((marked(&shelf), own(&shelf)), (vec![], vec![]));
}
