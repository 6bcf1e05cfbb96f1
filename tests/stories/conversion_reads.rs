//! What an application may only read: a witness stands where it likes, what is taken must be at the learner's disposal.

use crate::kit::played::{play, refused, stage};
use creditbank::ledger::{LotRefusal, Place, Refusal, Subject, WhenRefusal};
use creditbank::testing::laws;
use creditbank::testing::world::learner;
use creditbank::{DecisionId, EntryId, HoldId, LotId};

const BOTH: &str = "hv-registrar 01-10 certify certificate Z 2 hv -\nsv-registrar 01-10 certify exam V 1 sv -";

#[test]
fn a_witness_is_read_where_it_stands() {
    for (use_of_it, place) in [
        ("sv-reviewer 01-20 hold 2.0:1 through 2026-06-30", "held:3.0"),
        ("sv-awarder 01-20 bind consume set:Q 2.0:1", "consumed:3.0"),
        ("sv-awarder 01-20 bind reserve set:Q 2.0:1", "available set:Q@3.0"),
    ] {
        let mut shelf = stage(BOTH);
        play(&mut shelf, use_of_it);
        let filed = play(&mut shelf, "hv-registrar 02-01 apply 1.0:2,2.0:1").effects;
        assert!(!filed.application.unwrap().is_refused(), "{use_of_it}");
        assert!(filed.posts.iter().all(|post| post.lot == LotId::here(1, 0)), "only the certificate moves");
        play(&mut shelf, "hv-reviewer 02-02 approve 4.0");
        let book = shelf.book(learner(1));
        assert_eq!(book.lots[&LotId::here(2, 0)].parts[0].standing.to_string(), place);
        assert!(book.lots[&LotId::here(1, 0)].is_wholly(Place::Consumed(DecisionId::here(5, 0))));
        laws::all(&shelf).unwrap();
        play(&mut shelf, "sv-registrar 02-03 revoke 2.0");
        let marks = shelf.book(learner(1)).decisions[&DecisionId::here(5, 0)].marks.clone();
        assert_eq!(marks, [EntryId::here(6)], "it rests on the witness as before");
        laws::all(&shelf).unwrap();
    }
}

#[test]
fn a_use_of_a_witness_that_ends_leaves_it_readable() {
    let mut shelf = stage(BOTH);
    play(&mut shelf, "sv-reviewer 01-20 hold 2.0:1 through 2026-06-30\nhv-registrar 02-01 apply 1.0:2,2.0:1");
    play(&mut shelf, "sv-reviewer 02-02 release 3.0\nhv-registrar 02-03 withdraw 4.0");
    let book = shelf.book(learner(1));
    assert!([1, 2].iter().all(|n| book.lots[&LotId::here(*n, 0)].is_wholly(Place::Available)));
    laws::all(&shelf).unwrap();
}

#[test]
fn what_is_taken_must_be_at_disposal() {
    let hold = "hv-reviewer 01-20 hold 1.0:2 through 2026-06-30";
    for (before, name) in [
        (hold, "lot/held"),
        ("hv-awarder 01-20 bind consume set:Q 1.0:2", "lot/consumed"),
        ("hv-awarder 01-20 bind reserve set:R 1.0:2", "lot/reserved"),
        ("hv-awarder 01-20 bind consume set:Q 1.0:0.5", "lot/consumed"),
    ] {
        let mut shelf = stage(BOTH);
        play(&mut shelf, before);
        let why = refused(&mut shelf, "hv-registrar 02-01 apply 1.0:2,2.0:1");
        assert_eq!(why.code(), name, "{before}: {why}");
        laws::all(&shelf).unwrap();
    }
    let mut shelf = stage(BOTH);
    play(&mut shelf, "hv-awarder 01-20 bind consume set:Q 1.0:0.5");
    let filed = play(&mut shelf, "hv-registrar 02-01 apply 1.0:1.5,2.0:1").effects.application.unwrap();
    assert!(!filed.is_refused(), "what is left of it goes in");
    let mut shelf = stage(BOTH);
    play(&mut shelf, "hv-reviewer 02-10 hold 1.0:2 through 2026-06-30\nhv-reviewer 02-12 release 3.0");
    let early = refused(&mut shelf, "hv-registrar 02-11 apply 1.0:2,2.0:1");
    assert!(matches!(early, Refusal::When(WhenRefusal::TooEarly { .. })), "{early}");
}

#[test]
fn what_loses_must_be_at_disposal_too() {
    let mut shelf = stage(
        "hv-registrar 01-10 certify competition X 2 hv welding\nhv-registrar 01-10 certify certificate Y 3 hv welding
         hv-awarder 01-20 bind consume set:Q 2.0:3",
    );
    let used = refused(&mut shelf, "hv-registrar 02-01 apply 1.0:2,2.0:3");
    assert!(matches!(used, Refusal::Lot(LotRefusal::Consumed { lot, .. }) if lot == LotId::here(2, 0)), "{used}");
}

#[test]
fn what_cannot_be_read_is_refused_before_the_rules_are_asked() {
    for (before, day, name) in [
        ("sv-registrar 01-20 revoke 2.0", "02-01", "lot/revoked"),
        ("sv-registrar 01-20 certify exam V 1 sv -", "01-09", "when/too-early"),
    ] {
        let mut shelf = stage(BOTH);
        play(&mut shelf, before);
        let why = refused(&mut shelf, &format!("hv-registrar {day} apply 1.0:2,2.0:1"));
        assert_eq!(why.code(), name, "{before}: {why}");
    }
    let mut shelf = stage(BOTH);
    let large = refused(&mut shelf, "hv-registrar 02-01 apply 1.0:2,2.0:1.5");
    assert!(matches!(large, Refusal::Lot(LotRefusal::Short { lot, .. }) if lot == LotId::here(2, 0)), "{large}");
    let mut shelf = stage("sv-registrar 01-10 certify exam V 1 sv - through 2026-01-31");
    let past = refused(&mut shelf, "hv-registrar 02-01 apply 1.0:1");
    assert!(matches!(past, Refusal::Lot(LotRefusal::Expired { .. })), "{past}");
}

/// Of the examination of the school any attempt will do, also one behind another; of the college's the last alone.
#[test]
fn an_older_attempt_is_read_unless_the_last_counts() {
    let again = |who: &str| format!("{who}-registrar 01-20 certify exam V 1 hv -");
    let mut shelf = stage(BOTH);
    play(&mut shelf, &again("sv").replace("hv -", "sv -"));
    let filed = play(&mut shelf, "hv-registrar 02-01 apply 1.0:2,2.0:1").effects.application.unwrap();
    assert!(!filed.is_refused(), "reading is not using: {:?}", filed.reasons);
    play(&mut shelf, "sv-awarder 02-02 bind reserve set:Q 3.0:1\nhv-reviewer 02-03 approve 4.0");
    laws::all(&shelf).unwrap();
    let mut shelf =
        stage(&BOTH.replace("sv-registrar 01-10 certify exam V 1 sv", "hv-registrar 01-10 certify exam V 1 hv"));
    play(&mut shelf, &again("hv"));
    let older = refused(&mut shelf, "hv-registrar 02-01 apply 1.0:2,2.0:1");
    assert_eq!(older, Refusal::Lot(LotRefusal::NotStanding { lot: LotId::here(2, 0) }));
    let filed = play(&mut shelf, "hv-registrar 02-01 apply 1.0:2,3.0:1").effects.application.unwrap();
    assert!(!filed.is_refused(), "{:?}", filed.reasons);
    laws::all(&shelf).unwrap();
}

#[test]
fn the_rules_may_refuse_what_is_held_elsewhere_and_that_is_on_the_record() {
    let mut shelf = stage("hv-registrar 01-10 certify certificate F 2 hv -");
    play(&mut shelf, "hv-reviewer 01-20 hold 1.0:2 through 2026-06-30");
    let filed = play(&mut shelf, "hv-registrar 02-01 apply 1.0:2");
    assert!(filed.effects.application.unwrap().is_refused(), "one part is no module");
    assert!(filed.effects.posts.is_empty());
    let book = shelf.book(learner(1));
    assert!(book.lots[&LotId::here(1, 0)].is_wholly(Place::Held(HoldId::here(2, 0))));
    assert!(book.marks_on(Subject::Hold(HoldId::here(2, 0))).is_empty());
    laws::all(&shelf).unwrap();
}
