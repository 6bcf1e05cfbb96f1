//! What a conversion must not do: pass a limit together with another one, draw a residual twice, rest on what was
//! withdrawn, leave what relies on it behind, be reviewed by one person under two names.

use crate::kit::played::{lot, play, refused, stage, stands};
use crate::kit::shown::shown;
use creditbank::ledger::{LotRefusal, Place, Refusal, Remark, Stands, Subject, WhatRefusal, WhenRefusal};
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::learner;
use creditbank::{DecisionId, EntryId, HoldId, LotId, date};

fn practice(n: u32) -> String {
    format!("sv-reviewer 02-03 approve {n}.0\nbank-reviewer 02-03 approve {n}.0")
}

#[test]
fn two_applications_under_review_do_not_pass_a_limit_together() {
    let mut shelf = stage(
        "hv-registrar 01-10 certify certificate F 2 hv -\nhv-registrar 01-10 certify certificate G 2 hv -
         hv-registrar 01-10 certify certificate F 2 hv -\nhv-registrar 01-10 certify certificate G 2 hv -",
    );
    play(&mut shelf, "hv-registrar 02-01 apply 1.0:2,2.0:2");
    let second = play(&mut shelf, "hv-registrar 02-01 apply 3.0:2,4.0:2").effects.application.unwrap();
    assert!(second.is_refused(), "the room is the first one's: {second:?}");
    play(&mut shelf, "hv-registrar 02-02 withdraw 5.0");
    let third = play(&mut shelf, "hv-registrar 02-02 apply 3.0:2,4.0:2").effects.application.unwrap();
    assert!(!third.is_refused(), "and free again when the first has ended: {third:?}");
    laws::all(&shelf).unwrap();
}

#[test]
fn a_window_counts_the_day_of_the_application_whenever_it_is_approved() {
    let mut shelf = stage(
        "hv-registrar 01-10 certify certificate F 2 hv -\nhv-registrar 01-10 certify certificate G 2 hv -
         hv-registrar 01-10 certify certificate F 2 hv - level nqf/2
         hv-registrar 01-10 certify certificate G 2 hv - level nqf/2",
    );
    play(&mut shelf, "hv-registrar 02-28 apply 1.0:2,2.0:2\nhv-reviewer 03-05 approve 5.0");
    let same = play(&mut shelf, "hv-registrar 02-28 apply 3.0:2,4.0:2").effects.application.unwrap();
    assert!(same.is_refused(), "the second one that was applied for before March");
    let next = play(&mut shelf, "hv-registrar 03-06 apply 3.0:2,4.0:2").effects.application.unwrap();
    assert!(!next.is_refused(), "from March on there is another one");
    laws::all(&shelf).unwrap();
}

#[test]
fn a_residual_is_drawn_once() {
    let mut shelf = stage("sv-registrar 01-10 accrue B 80 percent");
    play(&mut shelf, &format!("sv-registrar 02-03 apply 1.0:1\n{}", practice(2)));
    let one = play(&mut shelf, "sv-registrar 02-03 apply 1.0:0.5").effects.application.unwrap();
    let two = play(&mut shelf, "sv-registrar 02-03 apply 1.0:0.5").effects.application.unwrap();
    let found = |appraisal: &creditbank::ledger::Appraisal| appraisal.grants[0].outputs[0].before.to_string();
    assert_eq!((found(&one), found(&two)), ("2/3".into(), "0/1".into()), "the second counts on the first");
    play(&mut shelf, "sv-reviewer 02-03 approve 6.0");
    let moved = refused(&mut shelf, "bank-reviewer 02-03 approve 6.0");
    assert!(matches!(moved, Refusal::What(WhatRefusal::ResidualMoved { .. })), "{moved}");
    let mut other = shelf.clone();
    play(&mut shelf, &practice(5));
    play(&mut shelf, "bank-reviewer 02-03 approve 6.0");
    laws::all(&shelf).unwrap();
    play(&mut other, "sv-registrar 02-03 withdraw 5.0");
    let moved = refused(&mut other, "bank-reviewer 02-03 approve 6.0");
    assert!(matches!(moved, Refusal::What(WhatRefusal::ResidualMoved { .. })), "what it counted on is gone: {moved}");
    laws::all(&other).unwrap();
}

#[test]
fn a_reversal_never_leaves_a_residual_of_a_whole_quantum() {
    let mut shelf = stage("sv-registrar 01-10 accrue B 80 percent");
    for (n, take) in [(2, "1"), (5, "2"), (8, "0.5")] {
        play(&mut shelf, &format!("sv-registrar 02-03 apply 1.0:{take}\n{}", practice(n)));
    }
    // 2/3 are left, then 0, then 1/3. Without the second, 2/3 and 1/3 would be left.
    let later = refused(&mut shelf, "sv-reviewer 02-05 reverse 7");
    assert_eq!(later, Refusal::Lot(LotRefusal::InUse { uses: vec![Subject::Decision(DecisionId::here(10, 0))] }));
    play(&mut shelf, "sv-reviewer 02-05 reverse 7 cascade 10.0/sv-reviewer");
    assert!(shelf.book(learner(1)).decisions[&DecisionId::here(10, 0)].ended.is_some(), "a cascade undoes it too");
    laws::all(&shelf).unwrap();
}

#[test]
fn a_witness_that_is_revoked_during_the_review_stops_it() {
    let mut shelf = stage("hv-registrar 01-10 certify certificate Z 2 hv -\nsv-registrar 01-10 certify exam V 1 sv -");
    let applied = play(&mut shelf, "hv-registrar 02-01 apply 1.0:2,2.0:1").effects.application.unwrap();
    assert!(!applied.is_refused(), "{:?}", applied.reasons);
    assert!(lot(&shelf, 2, 0).is_wholly(Place::Available), "a witness is only read");
    play(&mut shelf, "sv-registrar 02-02 revoke 2.0");
    let why = refused(&mut shelf, "hv-reviewer 02-03 approve 3.0");
    assert!(matches!(why, Refusal::What(WhatRefusal::ApplicationSuspended { .. })), "{why}");
    play(&mut shelf, "hv-reviewer 02-04 keep hold:3.0 4\nhv-reviewer 02-05 approve 3.0");
    assert_eq!(lot(&shelf, 6, 1).amount.to_string(), "1.5 hv", "4/3 are 8/3 quanta: three, rounded up by a third");
    laws::all(&shelf).unwrap();
}

const TALENT: &str = "hv-registrar 01-10 certify competition X 2 hv welding
                      hv-registrar 01-10 certify certificate Y 3 hv welding
                      hv-registrar 02-01 apply 1.0:2,2.0:3
                      hv-reviewer 02-02 approve 3.0";

#[test]
fn what_lost_is_used_up_by_the_conversion_that_it_lost_to() {
    let mut shelf = stage(TALENT);
    assert_eq!(lot(&shelf, 4, 1).amount.to_string(), "2 hv", "the prize gives more than the certificate");
    assert!(lot(&shelf, 2, 0).is_wholly(Place::Consumed(DecisionId::here(4, 0))));
    let used = refused(&mut shelf, "hv-registrar 02-03 reverse 2");
    assert_eq!(used, Refusal::Lot(LotRefusal::InUse { uses: vec![Subject::Decision(DecisionId::here(4, 0))] }));
    let mut other = shelf.clone();
    play(&mut other, "hv-registrar 02-03 revoke 2.0");
    assert!(other.book(learner(1)).decisions.values().all(|one| one.marks.is_empty()), "nothing rests on what lost");
    laws::all(&other).unwrap();
    play(&mut shelf, "hv-registrar 02-03 reverse 2 cascade 4.0/hv-reviewer");
    assert!(lot(&shelf, 1, 0).is_wholly(Place::Available));
    laws::all(&shelf).unwrap();
}

#[test]
fn an_appeal_is_not_decided_before_the_day_on_which_it_was_lodged() {
    let mut shelf = stage("sv-registrar 01-10 accrue B 80 percent\nsv-registrar 02-01 apply 1.0:4");
    shelf.today = date!("2026-02-10");
    play(&mut shelf, "sv-reviewer-2 02-02 refuse 2.0\nsv-registrar 02-08 appeal 2.0");
    let early = refused(&mut shelf, "sv-reviewer 02-07 approve 2.0");
    assert!(matches!(early, Refusal::When(WhenRefusal::TooEarly { .. })), "{early}");
    play(&mut shelf, "sv-reviewer 02-08 approve 2.0");
    assert_eq!(stands(&shelf, HoldId::here(2, 0)), Stands::InAppeal(1));
    laws::all(&shelf).unwrap();
}

#[test]
fn a_reserving_source_stays_and_is_bound_in_its_scope() {
    let mut shelf = stage("hv-registrar 01-10 certify certificate Q 2 hv -");
    play(&mut shelf, "hv-registrar 02-01 apply 1.0:2\nhv-reviewer 02-02 approve 2.0");
    let standing = &lot(&shelf, 1, 0).parts[0].standing;
    assert_eq!(standing.to_string(), "available set:exempt@3.0");
    assert!(shelf.turns.last().unwrap().entry.effects.made.is_empty(), "an exemption adds no credit");
    let again = refused(&mut shelf, "hv-registrar 02-03 apply 1.0:2");
    assert!(matches!(again, Refusal::Lot(LotRefusal::InScope { .. })), "{again}");
    play(&mut shelf, "hv-registrar 02-04 revoke 1.0\nhv-reviewer 02-05 undo decision:3.0 4");
    assert!(lot(&shelf, 1, 0).is_wholly(Place::Revoked));
    laws::all(&shelf).unwrap();
}

#[test]
fn a_reserving_source_that_was_revoked_and_kept_is_not_available_again() {
    let shelf = stage(
        "hv-registrar 01-10 certify certificate Q 2 hv -\nhv-registrar 02-01 apply 1.0:2
         hv-registrar 02-02 revoke 1.0\nhv-reviewer 02-03 keep hold:2.0 3\nhv-reviewer 02-04 approve 2.0",
    );
    assert_eq!(lot(&shelf, 1, 0).parts[0].standing.to_string(), "revoked set:exempt@5.0");
    laws::all(&shelf).unwrap();
}

#[test]
fn two_outcomes_make_one_module_and_each_output_rests_on_both() {
    let mut shelf = stage(
        "hv-registrar 01-10 certify certificate F 2 hv -\nhv-registrar 01-12 certify certificate G 2 hv -
         hv-registrar 02-01 apply 1.0:2,2.0:2\nhv-reviewer 02-02 approve 3.0",
    );
    let made: Vec<_> = [1, 2].map(|k| lot(&shelf, 4, k)).into_iter().collect();
    assert_eq!(made[0].amount.to_string() + " " + made[0].code.as_str(), "2 hv module");
    assert_eq!(made[1].amount.to_string() + " " + made[1].code.as_str(), "0.5 sv ANY");
    assert_eq!(made[0].earned, date!("2026-01-10"), "the earliest of its inputs");
    play(&mut shelf, "hv-registrar 02-10 revoke 2.0");
    let marks = |n: u32, k: u16| lot(&shelf, n, k).marks;
    assert_eq!((marks(4, 1), marks(4, 2)), (vec![EntryId::here(5)], vec![EntryId::here(5)]), "all rests on all");
    assert_eq!(marks(1, 0), [], "never the other inputs");
    laws::all(&shelf).unwrap();
}

const SUSPENDED: &str = "sv-registrar 01-10 accrue A 80 percent
                         hv-registrar 02-01 apply 1.0:4
                         hv-reviewer 02-02 approve 2.0
                         sv-registrar 02-03 revoke 1.0
                         hv-registrar 02-04 accrue C A letters";

#[test]
fn what_comes_out_of_its_suspension_stands_behind_a_better_attempt() {
    let day = date!("2026-02-05");
    for lifts in ["hv-reviewer 02-05 keep decision:3.0 4", "sv-registrar 02-05 reverse 4"] {
        let mut shelf = stage(SUSPENDED);
        let both = |shelf: &Shelf| [shown(shelf, LotId::here(3, 1), day), shown(shelf, LotId::here(5, 0), day)];
        assert_eq!(both(&shelf), ["2.5 suspended", "2.5 free"]);
        let mut used = shelf.clone();
        play(&mut shelf, lifts);
        assert_eq!(both(&shelf), ["2.5 behind", "2.5 free"], "{lifts}: one course counts once");
        let moved = shelf.turns.last().unwrap().entry.effects.posts.iter().any(|post| post.lot.k == 1);
        assert!(!moved, "{lifts}: nothing is posted for it");
        laws::all(&shelf).unwrap();
        play(&mut shelf, "hv-awarder 02-06 bind reserve award:P 3.1:2.5");
        assert_eq!(shown(&shelf, LotId::here(5, 0), date!("2026-02-06")), "2.5 blocked", "what is named can be used");
        laws::all(&shelf).unwrap();
        play(&mut used, &format!("hv-awarder 02-05 bind reserve award:P 5.0:1\n{lifts}"));
        assert_eq!(both(&used), ["2.5 blocked", "1 reserved + 1.5 free"]);
        laws::all(&used).unwrap();
    }
}

/// What is built on a suspended conversion holds the course alone; another attempt comes into use by a merge only.
#[test]
fn what_is_built_on_a_kept_conversion_comes_back_suspended_beside_another_attempt_in_use() {
    let other = "2: hv-registrar 01-10 accrue C A letters\n2: hv-awarder 02-02 bind reserve set:Q 1.0:2.5";
    let built = "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 approve 2.0
                 hv-awarder 02-02 bind reserve award:P 3.1:2.5\nsv-registrar 02-03 revoke 1.0";
    let merge = "2: bank-operator 02-04 merge_out 1\nbank-operator 02-04 merge_in 2";
    let own = Subject::Decision(DecisionId::here(4, 0));
    for (first, then, is_first) in [(other, built, false), (built, other, true)] {
        let mut shelf = stage(&format!("{first}\n{then}\n{merge}"));
        let second: DecisionId = format!("2.0@{}", learner(2)).parse().unwrap();
        let marks = |shelf: &Shelf| {
            let book = shelf.book(learner(1));
            [DecisionId::here(3, 0), DecisionId::here(4, 0), second].map(|id| book.decisions[&id].marks.clone())
        };
        let cause = |n| vec![EntryId::here(n)];
        assert_eq!(marks(&shelf), [cause(5), cause(5), vec![]], "one of them is suspended already");
        play(&mut shelf, "hv-reviewer 02-05 keep decision:3.0 5");
        let (later, by, lot, ends) = if is_first {
            assert_eq!(marks(&shelf), [vec![], vec![], cause(7)], "the one that was decided later");
            (
                Subject::Decision(second),
                own,
                format!("1.0@{}", learner(2)).parse().unwrap(),
                "hv-awarder 02-06 unbind 4.0".into(),
            )
        } else {
            assert_eq!(marks(&shelf), [vec![], cause(7), vec![]], "the one that was decided later");
            (own, Subject::Decision(second), LotId::here(3, 1), format!("hv-awarder 02-06 unbind {second}"))
        };
        let keep = format!("hv-awarder 02-06 keep {later} 7");
        assert_eq!(refused(&mut shelf, &keep), Refusal::Lot(LotRefusal::GroupInUse { lot, by }));
        laws::all(&shelf).unwrap();
        play(&mut shelf, &format!("{ends}\n{keep}"));
        assert!(shelf.book(learner(1)).live_decisions().all(|one| one.marks.is_empty()));
        laws::all(&shelf).unwrap();
    }
}

/// Of the certificate the best counts, of the examination of the college the last.
#[test]
fn a_retake_of_what_lost_is_blocked_while_the_conversion_stands() {
    for (lost, older, newer) in [("certificate Y 3", "3 behind", "3 free"), ("exam T 1", "1 blocked", "1 free")] {
        let mut shelf = stage(&format!(
            "hv-registrar 01-10 certify competition X 2 hv welding\nhv-registrar 01-10 certify {lost} hv welding"
        ));
        let (kept, again) = (LotId::here(2, 0), LotId::here(5, 0));
        let amount = lot(&shelf, 2, 0).amount.credits;
        play(&mut shelf, &format!("hv-registrar 02-01 apply 1.0:2,2.0:{amount}\nhv-reviewer 02-02 approve 3.0"));
        play(&mut shelf, &format!("hv-registrar 02-03 certify {lost} hv welding"));
        let by = Subject::Decision(DecisionId::here(4, 0));
        assert_eq!(lot(&shelf, 5, 0).marks, [], "{lost}: nothing is suspended");
        let day = date!("2026-02-03");
        assert_eq!(shown(&shelf, kept, day), format!("{amount} consumed"));
        assert_eq!(shown(&shelf, again, day), format!("{amount} blocked"), "the older attempt is used up");
        let refusal = refused(&mut shelf, &format!("hv-registrar 02-04 apply 5.0:{amount}"));
        assert_eq!(refusal, Refusal::Lot(LotRefusal::GroupInUse { lot: again, by }));
        play(&mut shelf, "hv-reviewer 02-05 reverse 4");
        let day = date!("2026-02-05");
        assert_eq!([shown(&shelf, kept, day), shown(&shelf, again, day)], [older, newer]);
        play(&mut shelf, &format!("hv-registrar 02-05 apply 5.0:{amount}"));
        laws::all(&shelf).unwrap();
    }
}

#[test]
fn a_merge_suspends_what_is_built_on_an_outcome_that_was_used_twice() {
    let shelf = stage(
        "sv-registrar 01-10 accrue A 80 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 approve 2.0
         2: sv-registrar 01-10 accrue A 80 percent\n2: hv-registrar 02-01 apply 1.0:4
         2: hv-reviewer 02-02 approve 2.0\n2: hv-awarder 02-03 bind reserve award:P 3.1:1
         2: bank-operator 03-01 merge_out 1\nbank-operator 03-01 merge_in 2",
    );
    let book = shelf.book(learner(1));
    let merged = |decision: &&creditbank::ledger::Decision| decision.id.entry.home.is_some();
    let later: Vec<_> = book.decisions.values().filter(merged).map(|one| one.marks.len()).collect();
    assert_eq!(later, [1, 1], "the later conversion, and the award that was built on it");
    let made = book.lots.values().find(|lot| lot.id.entry.home.is_some() && lot.id.k == 1).unwrap();
    assert_eq!(made.marks, [EntryId::here(4)], "and what it made");
    assert!(book.decisions[&DecisionId::here(3, 0)].marks.is_empty());
    laws::all(&shelf).unwrap();
}

#[test]
fn an_application_that_nobody_reviews_holds_nothing() {
    let mut shelf = stage("sv-registrar 01-10 certify exam E 9 sv -");
    play(&mut shelf, "sv-registrar 02-01 apply 1.0:1.5");
    let book = shelf.book(learner(1));
    assert!(book.holds.is_empty(), "nobody has to agree, so nothing is held");
    assert_eq!(stands(&shelf, HoldId::here(2, 0)), Stands::Converted(DecisionId::here(2, 0)));
}

/// Two conversions of one exam are attempts at one course: one stands, the other behind it, and the receipt says so.
/// Both are suspended with the exam; revoking one of them and reversing that gives back what was.
#[test]
fn of_two_conversions_into_one_course_one_stands() {
    let mut shelf = stage("sv-registrar 01-10 certify exam E 6 sv -");
    let seen = |shelf: &Shelf, day| [2, 3].map(|n| shown(shelf, LotId::here(n, 1), day));
    play(&mut shelf, "sv-registrar 02-01 apply 1.0:1.5");
    let second = play(&mut shelf, "sv-registrar 02-01 apply 1.0:1.5");
    let (first, lot) = (LotId::here(2, 1), LotId::here(3, 1));
    assert_eq!(second.effects.remarks, [Remark::Behind { lot, to: first }]);
    assert_eq!(seen(&shelf, date!("2026-02-01")), ["1.5 free", "1.5 behind"]);
    play(&mut shelf, "sv-registrar 02-02 revoke 1.0");
    assert_eq!(seen(&shelf, date!("2026-02-02")), ["1.5 suspended", "1.5 suspended"]);
    play(&mut shelf, "sv-registrar 02-03 revoke 3.1");
    assert_eq!(seen(&shelf, date!("2026-02-03")), ["1.5 suspended", "1.5 revoked"]);
    play(&mut shelf, "sv-registrar 02-04 reverse 5");
    assert_eq!(seen(&shelf, date!("2026-02-04")), ["1.5 suspended", "1.5 suspended"]);
    play(&mut shelf, "sv-registrar 02-05 reverse 4");
    assert_eq!(seen(&shelf, date!("2026-02-05")), ["1.5 free", "1.5 behind"]);
    laws::all(&shelf).unwrap();
}

const TRADE: &str = "sv-registrar 01-10 certify exam PLACE 1 sv -
                     hv-registrar 01-10 certify certificate TRADE 1 hv -
                     hv-registrar 02-01 apply 2.0:1";

#[test]
fn what_a_rule_needs_passed_is_named_and_revoking_it_stops_the_review() {
    let mut shelf = stage(TRADE);
    let filed = shelf.turns.last().unwrap().entry.effects.application.clone().unwrap();
    assert_eq!(filed.read, [LotId::here(1, 0)], "and not the certificate, which goes in");
    assert!(lot(&shelf, 1, 0).is_wholly(Place::Available), "it stays the learner's");
    play(&mut shelf, "sv-registrar 02-02 revoke 1.0");
    assert_eq!(shelf.book(learner(1)).holds[&HoldId::here(3, 0)].marks, [EntryId::here(4)]);
    let why = refused(&mut shelf, "hv-reviewer 02-03 approve 3.0");
    assert!(matches!(why, Refusal::What(WhatRefusal::ApplicationSuspended { .. })), "{why}");
    let mut kept = shelf.clone();
    play(&mut kept, "hv-reviewer 02-04 keep hold:3.0 4\nhv-reviewer 02-05 approve 3.0");
    assert_eq!(lot(&kept, 6, 1).amount.to_string(), "1 hv");
    laws::all(&kept).unwrap();
    play(&mut shelf, "sv-registrar 02-04 reverse 4\nhv-reviewer 02-05 approve 3.0");
    assert_eq!(lot(&shelf, 6, 1).amount.to_string(), "1 hv");
    laws::all(&shelf).unwrap();
}

#[test]
fn what_a_rule_needed_passed_suspends_the_conversion_and_what_is_built_on_it() {
    let mut shelf = stage(TRADE);
    play(&mut shelf, "hv-reviewer 02-02 approve 3.0\nhv-awarder 02-03 bind reserve award:P 4.1:1");
    let conversion = shelf.book(learner(1)).decisions[&DecisionId::here(4, 0)].conversion.clone().unwrap();
    assert_eq!(conversion.read, [LotId::here(1, 0)]);
    let used = refused(&mut shelf, "sv-registrar 02-04 reverse 1");
    assert_eq!(used, Refusal::Lot(LotRefusal::InUse { uses: vec![Subject::Decision(DecisionId::here(4, 0))] }));
    play(&mut shelf, "sv-registrar 02-04 revoke 1.0");
    let marks = |shelf: &Shelf, n| shelf.book(learner(1)).decisions[&DecisionId::here(n, 0)].marks.clone();
    let cause = [EntryId::here(6)];
    assert_eq!((marks(&shelf, 4), marks(&shelf, 5)), (cause.to_vec(), cause.to_vec()));
    assert_eq!(lot(&shelf, 4, 1).marks, cause, "and what it made");
    assert_eq!(lot(&shelf, 2, 0).marks, [], "never its inputs");
    laws::all(&shelf).unwrap();
    play(&mut shelf, "hv-reviewer 02-05 keep decision:4.0 6");
    assert_eq!((marks(&shelf, 4), marks(&shelf, 5), lot(&shelf, 4, 1).marks), (vec![], vec![], vec![]));
    laws::all(&shelf).unwrap();
}

#[test]
fn a_grade_that_a_rule_needed_and_that_is_lowered_suspends() {
    let shelf = stage(
        "sv-registrar 01-10 accrue A 90 percent\nsv-registrar 01-10 certify exam PLACE 1 sv -
         sv-registrar 01-10 accrue B 90 percent\nhv-registrar 01-10 certify certificate TRADE 1 hv -
         hv-registrar 02-01 apply 4.0:1\nhv-reviewer 02-02 approve 5.0\nsv-registrar 02-03 regrade 1.0 80 percent",
    );
    let decision = &shelf.book(learner(1)).decisions[&DecisionId::here(6, 0)];
    let read = &decision.conversion.as_ref().unwrap().read;
    assert_eq!(*read, [LotId::here(1, 0), LotId::here(2, 0)], "either would do, and both are named");
    assert_eq!(decision.marks, [EntryId::here(7)], "whichever falls, somebody looks");
    laws::all(&shelf).unwrap();
}

/// Reading is not using: of the school's examination every attempt will do, of the college's, where the last counts,
/// the one that stands.
#[test]
fn what_does_not_do_is_not_read() {
    let shelf = stage(
        "sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-10 certify exam PLACE 1 sv -
         hv-registrar 01-10 certify certificate PLACE 1 hv -\nsv-registrar 02-10 certify exam PLACE 1 sv -
         sv-registrar 01-11 certify exam PLACE 1 sv - through 2026-02-10
         hv-registrar 01-10 certify exam PLACE 1 hv -\nhv-registrar 02-10 certify exam PLACE 1 hv -
         hv-registrar 01-10 certify certificate TRADE 1 hv -\nhv-registrar 02-11 apply 8.0:1",
    );
    let filed = shelf.turns.last().unwrap().entry.effects.application.clone().unwrap();
    let read = [2, 4, 7].map(|n| LotId::here(n, 0));
    assert_eq!(filed.read, read, "not a low grade, what has expired, one that does not stand, another kind");
    laws::all(&shelf).unwrap();
}

#[test]
fn what_was_read_keeps_its_name_in_a_merge() {
    let mut shelf = stage(
        "sv-registrar 01-10 certify exam V 1 sv -
         2: sv-registrar 01-10 certify exam PLACE 1 sv -\n2: hv-registrar 01-10 certify certificate TRADE 1 hv -
         2: hv-registrar 02-01 apply 2.0:1\n2: hv-reviewer 02-02 approve 3.0
         2: bank-operator 03-01 merge_out 1\nbank-operator 03-01 merge_in 2",
    );
    let book = shelf.book(learner(1));
    let exam = book.lots.values().find(|lot| lot.code.as_str() == "PLACE").unwrap().id;
    let decision = book.decisions.values().find(|one| one.conversion.is_some()).unwrap();
    let (id, conversion) = (decision.id, decision.conversion.clone().unwrap());
    assert_eq!((id.entry.home, conversion.read), (exam.entry.home, vec![exam]));
    play(&mut shelf, &format!("sv-registrar 03-02 revoke {exam}"));
    let book = shelf.book(learner(1));
    let cause = [EntryId::here(book.next - 1)];
    assert_eq!(book.decisions[&id].marks, cause);
    assert_eq!(book.lots[&conversion.made[0]].marks, cause);
    laws::all(&shelf).unwrap();
}

#[test]
fn what_is_used_up_may_be_read_and_both_uses_rest_on_it() {
    let mut shelf = stage(
        "sv-registrar 01-10 accrue A 90 percent\nhv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-02 approve 2.0
         hv-registrar 01-10 certify certificate TRADE 1 hv -\nhv-registrar 02-03 apply 4.0:1\nhv-reviewer 02-04 approve 5.0",
    );
    let conversion = shelf.book(learner(1)).decisions[&DecisionId::here(6, 0)].conversion.clone().unwrap();
    assert_eq!(conversion.read, [LotId::here(1, 0)], "what is used up was passed all the same");
    let both = [DecisionId::here(3, 0), DecisionId::here(6, 0)];
    let used = refused(&mut shelf, "sv-registrar 02-05 reverse 1");
    assert_eq!(used, Refusal::Lot(LotRefusal::InUse { uses: both.map(Subject::Decision).to_vec() }));
    play(&mut shelf, "sv-registrar 02-05 revoke 1.0");
    let book = shelf.book(learner(1));
    assert!(both.iter().all(|id| book.decisions[id].marks == [EntryId::here(7)]));
    laws::all(&shelf).unwrap();
}
