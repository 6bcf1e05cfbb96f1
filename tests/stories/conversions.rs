//! Applications and conversions in the ledger, as stories over the test world.

use crate::kit::played::{self, lot, stage, stands};
use crate::kit::shown::shown;
use creditbank::ledger::{LotRefusal, Place, ReasonKind, Refusal, Standing, Stands, Subject, WhatRefusal};
use creditbank::line::Entry;
use creditbank::rules::{Target, What};
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::learner;
use creditbank::{DecisionId, HoldId, LotId, credits, date};

fn refused(shelf: &mut Shelf, line: &str) -> String {
    let refusal = played::refused(shelf, line);
    format!("{}: {refusal}", refusal.code())
}

const A: &str = "sv-registrar 01-10 accrue A 80 percent";
const APPLIED: &str = "hv-registrar 02-01 apply 1.0:4";

#[test]
fn one_review_converts_and_both_sides_are_on_the_line() {
    let mut shelf = stage(A);
    shelf.play(APPLIED).unwrap();
    assert_eq!(stands(&shelf, HoldId::here(2, 0)), Stands::InReview(0));
    assert!(lot(&shelf, 1, 0).is_wholly(Place::Held(HoldId::here(2, 0))));
    let done: Entry = shelf.play("hv-reviewer 02-03 approve 2.0").unwrap().remove(0);
    let conversion = done.effects.conversion.as_ref().unwrap();
    let grant = &conversion.grants[0];
    assert_eq!((grant.rule.as_str(), grant.clause.as_str()), ("a-to-c", "world/1"));
    assert_eq!((grant.inputs[0].lot, grant.inputs[0].credits), (LotId::here(1, 0), credits!("4")));
    assert_eq!(grant.outputs[0].target, Target::Course("C@HV".parse().unwrap()));
    assert_eq!(grant.outputs[0].amount.as_ref().unwrap().to_string(), "2.5 hv");
    assert!(lot(&shelf, 1, 0).is_wholly(Place::Consumed(DecisionId::here(3, 0))));
    let made = lot(&shelf, 3, 1);
    assert_eq!((made.issuer.as_str(), made.code.as_str()), ("HV", "C"));
    assert_eq!((made.earned, made.latest), (date!("2026-01-10"), date!("2026-02-03")), "earned when its input was");
    assert_eq!(made.grade.as_ref().unwrap().to_string(), "C letters");
    assert_eq!(made.standing(&Standing::FREE), credits!("2.5"));
    laws::all(&shelf).unwrap();
}

#[test]
fn a_rule_without_reviews_converts_at_once() {
    let exam = r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"amount":"3 sv","code":"E","kind":"exam","tier":"secondary"}}}}"#;
    let mut shelf = stage(exam);
    let done = shelf.play("sv-registrar 02-01 apply 1.0:3").unwrap().remove(0);
    assert!(done.effects.conversion.is_some() && done.effects.application.is_some());
    assert_eq!(lot(&shelf, 1, 0).standing(&Standing::FREE), credits!("1.5"), "only 1.5 are taken");
    assert_eq!(lot(&shelf, 2, 1).amount.to_string(), "1.5 sv");
    assert_eq!(stands(&shelf, HoldId::here(2, 0)), Stands::Converted(DecisionId::here(2, 0)));
    laws::all(&shelf).unwrap();
}

#[test]
fn what_the_rules_refuse_is_on_the_record_with_every_reason_and_its_gap() {
    let mut shelf = stage("sv-registrar 01-10 accrue A 74 percent");
    let filed = shelf.play("hv-registrar 02-01 apply 1.0:4").unwrap().remove(0);
    let appraisal = filed.effects.application.unwrap();
    assert!(appraisal.is_refused() && filed.effects.posts.is_empty());
    let reasons: Vec<_> = appraisal
        .reasons
        .iter()
        .map(|one| {
            (one.rule.as_ref().map(ToString::to_string), one.verdict, one.what, one.gap.map(|gap| gap.to_string()))
        })
        .collect();
    let grade = (Some("a-to-c".to_owned()), ReasonKind::Failed, Some(What::Grade), Some("10000/1".to_owned()));
    let mapped = (Some("a-to-c".to_owned()), ReasonKind::Failed, Some(What::GradeOut), Some("10000/1".to_owned()));
    let matching = (Some("a-to-c-weak".to_owned()), ReasonKind::Failed, Some(What::Match), None);
    assert_eq!(reasons, [grade, mapped, matching], "one percent short, twice; and nobody attests a match");
    assert_eq!(stands(&shelf, HoldId::here(2, 0)), Stands::FinallyRefused);
    for line in ["hv-reviewer 02-02 approve 2.0", "hv-registrar 02-02 appeal 2.0", "hv-registrar 02-02 withdraw 2.0"] {
        assert!(refused(&mut shelf, line).starts_with("lot/ended"), "{line}");
    }
    shelf.play("hv-registrar 02-03 apply 1.0:4 matching 1.0:80\nhv-reviewer 02-03 approve 3.0").unwrap();
    assert_eq!(lot(&shelf, 4, 1).amount.to_string(), "1.5 hv", "with what was missing it is granted");
    laws::all(&shelf).unwrap();
}

const B: &str = "sv-registrar 01-10 accrue B 80 percent";
const TWO_REVIEWS: &str = "sv-registrar 02-01 apply 1.0:4";

#[test]
fn two_reviews_are_by_two_people_at_their_places_and_never_by_who_filed() {
    let mut shelf = stage(B);
    shelf.play(TWO_REVIEWS).unwrap();
    assert!(refused(&mut shelf, "bank-reviewer 02-02 approve 2.0").starts_with("who/not-yours"), "the school is first");
    shelf.play("sv-reviewer-2 02-02 approve 2.0").unwrap();
    assert_eq!(stands(&shelf, HoldId::here(2, 0)), Stands::InReview(1));
    assert!(refused(&mut shelf, "sv-reviewer-3 02-03 approve 2.0").starts_with("who/not-yours"), "the bank is second");
    shelf.play("bank-reviewer 02-03 approve 2.0").unwrap();
    assert_eq!(lot(&shelf, 4, 1).issuer.as_str(), "SV", "the institution that was applied to converts");
    assert_eq!(lot(&shelf, 4, 1).amount.to_string(), "1 sv");
    let decision = shelf.book(learner(1)).decisions[&DecisionId::here(4, 0)].clone();
    let after = decision.conversion.unwrap().grants[0].outputs[0].after;
    assert_eq!(after.to_string(), "2/3", "4/3 credits are 8/3 quanta: two are given and 2/3 kept");
    laws::all(&shelf).unwrap();
}

#[test]
fn a_refusal_is_appealed_against_before_other_people_within_its_days() {
    let mut shelf = stage(B);
    shelf.play(TWO_REVIEWS).unwrap();
    shelf.today = date!("2026-02-02");
    shelf.play("sv-reviewer-2 02-02 refuse 2.0").unwrap();
    assert_eq!(stands(&shelf, HoldId::here(2, 0)), Stands::Refused(date!("2026-02-12")), "ten days from recorded");
    assert!(refused(&mut shelf, "sv-reviewer 02-02 approve 2.0").starts_with("what/not-in-review"));
    let before = shelf.clone();
    shelf.today = date!("2026-02-13");
    assert!(refused(&mut shelf, "sv-registrar 02-12 appeal 2.0").starts_with("when/appeal-too-late"));
    shelf = before;
    shelf.today = date!("2026-02-12");
    shelf.play("sv-registrar 02-12 appeal 2.0").unwrap();
    assert!(refused(&mut shelf, "sv-registrar 02-12 appeal 2.0").starts_with("what/nothing-to-appeal"));
    let same = refused(&mut shelf, "sv-reviewer-3 02-12 approve 2.0");
    assert!(same.starts_with("who/same-person"), "another mandate of the person who refused: {same}");
    shelf.play("sv-reviewer 02-12 approve 2.0\nbank-reviewer 02-12 approve 2.0").unwrap();
    assert_eq!(stands(&shelf, HoldId::here(2, 0)), Stands::Converted(DecisionId::here(6, 0)));
    laws::all(&shelf).unwrap();
}

#[test]
fn a_second_refusal_a_waiver_a_withdrawal_and_a_lapse_free_the_lots() {
    let free = |shelf: &Shelf| lot(shelf, 1, 0).is_wholly(Place::Available);
    let run = |script: &str| {
        let mut shelf = stage(B);
        shelf.play(TWO_REVIEWS).unwrap();
        shelf.today = date!("2026-02-20");
        shelf.play(script).unwrap_or_else(|why| panic!("{why}"));
        assert!(free(&shelf), "{script}");
        laws::all(&shelf).unwrap();
        stands(&shelf, HoldId::here(2, 0))
    };
    let twice = "sv-reviewer-2 02-02 refuse 2.0\nsv-registrar 02-03 appeal 2.0\nsv-reviewer 02-04 refuse 2.0";
    assert_eq!(run(twice), Stands::FinallyRefused);
    assert_eq!(run("sv-reviewer-2 02-02 refuse 2.0 waived true"), Stands::FinallyRefused);
    assert!(matches!(run("sv-registrar 02-05 withdraw 2.0"), Stands::Ended(_)));
    let mut shelf = stage(B);
    shelf.play(TWO_REVIEWS).unwrap();
    assert!(
        refused(&mut shelf, "bank-operator 03-03 lapse 2.0").starts_with("when/not-lapsed"),
        "thirty days of review"
    );
    shelf.play("bank-operator 03-04 lapse 2.0").unwrap();
    assert!(free(&shelf));
}

#[test]
fn a_hold_of_an_application_is_not_released() {
    let mut shelf = stage(B);
    shelf.play(TWO_REVIEWS).unwrap();
    assert!(refused(&mut shelf, "sv-reviewer 02-02 release 2.0").starts_with("lot/of-application"));
}

#[test]
fn residuals_add_up_exactly_and_guard_reversal() {
    let mut shelf = stage("sv-registrar 01-10 accrue B 80 percent");
    for (n, line) in [(2, "sv-registrar 02-03 apply 1.0:1"), (5, "sv-registrar 02-03 apply 1.0:2")] {
        shelf.play(line).unwrap();
        shelf.play(&format!("sv-reviewer 02-03 approve {n}.0\nbank-reviewer 02-03 approve {n}.0")).unwrap();
    }
    let book = shelf.book(learner(1));
    let output =
        |n: u32| book.decisions[&DecisionId::here(n, 0)].conversion.as_ref().unwrap().grants[0].outputs[0].clone();
    assert_eq!((output(4).after.to_string(), output(4).amount), ("2/3".into(), Some("0 sv".parse().unwrap())));
    assert_eq!((output(7).before.to_string(), output(7).after.to_string()), ("2/3".into(), "0/1".into()));
    assert_eq!(output(7).amount.unwrap().to_string(), "1 sv", "1/3 + 2/3");
    let drawn = refused(&mut shelf, "sv-reviewer 02-05 reverse 4");
    assert!(drawn.starts_with("lot/in-use"), "the second conversion drew on the first one's residual: {drawn}");
    shelf.play("sv-reviewer 02-05 reverse 7\nsv-reviewer 02-05 reverse 4").unwrap();
    assert!(lot(&shelf, 1, 0).is_wholly(Place::Available));
    laws::all(&shelf).unwrap();
}

#[test]
fn a_reversal_gives_back_what_was_and_is_refused_over_uses() {
    let mut shelf = stage(A);
    shelf.play(APPLIED).unwrap();
    let before = shelf.book(learner(1));
    shelf.play("hv-reviewer 02-03 approve 2.0").unwrap();
    shelf.play("hv-awarder 02-04 bind reserve award:P 3.1:1").unwrap();
    let used = refused(&mut shelf, "hv-reviewer 02-05 reverse 3");
    assert!(used.starts_with("lot/in-use") && used.contains("4.0"), "{used}");
    assert!(
        refused(&mut shelf, "hv-awarder 02-05 unbind 3.0").starts_with("lot/ends-otherwise"),
        "a conversion is reversed"
    );
    shelf.play("hv-awarder 02-05 unbind 4.0\nhv-reviewer 02-06 reverse 3").unwrap();
    let after = shelf.book(learner(1));
    assert!(!after.lots.contains_key(&LotId::here(3, 1)), "what was made is struck");
    assert_eq!(after.lots[&LotId::here(1, 0)].parts[0].standing, Standing::FREE);
    assert_eq!(before.lots.len(), after.lots.len());
    laws::all(&shelf).unwrap();
}

#[test]
fn a_cascade_undoes_what_was_built_and_needs_power_over_each() {
    let mut shelf = stage(A);
    shelf.play(APPLIED).unwrap();
    shelf.play("hv-reviewer 02-03 approve 2.0\nhv-awarder 02-04 bind reserve award:P 3.1:1").unwrap();
    shelf.play("hv-reviewer 02-05 reverse 3 cascade 4.0/hv-awarder").unwrap();
    assert!(lot(&shelf, 1, 0).is_wholly(Place::Available));
    laws::all(&shelf).unwrap();
}

#[test]
fn a_revocation_suspends_what_was_built_through_conversions_and_keeping_lifts_it() {
    let mut shelf = stage("sv-registrar 01-10 accrue A 80 percent\nhv-registrar 01-11 accrue C B letters");
    shelf.play("hv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-03 approve 3.0").unwrap();
    // The college's own course C is the better attempt. The conversion is granted, and says where it stands.
    let day = date!("2026-02-03");
    let [own, made] = [LotId::here(2, 0), LotId::here(4, 1)];
    assert_eq!([shown(&shelf, own, day), shown(&shelf, made, day)], ["2.5 free", "2.5 behind"]);
    let remarks = &shelf.turns.last().unwrap().entry.effects.remarks;
    assert_eq!(*remarks, [creditbank::ledger::Remark::Behind { lot: made, to: own }]);
    let mut shelf = stage(A);
    shelf.play(APPLIED).unwrap();
    shelf.play("hv-reviewer 02-03 approve 2.0\nhv-awarder 02-04 bind reserve award:P 3.1:1").unwrap();
    shelf.play("sv-registrar 02-10 revoke 1.0").unwrap();
    let book = shelf.book(learner(1));
    assert_eq!(book.lots[&LotId::here(3, 1)].marks.len(), 1, "what came out is suspended");
    assert_eq!(book.decisions[&DecisionId::here(4, 0)].marks.len(), 1, "and what was built on that");
    assert!(refused(&mut shelf, "hv-awarder 02-11 bind reserve set:Q 3.1:1").starts_with("lot/suspended"));
    assert!(refused(&mut shelf, "hv-reviewer 02-11 undo decision:3.0 5").starts_with("lot/in-use"));
    let kept = shelf.clone();
    shelf.play("hv-reviewer 02-11 keep decision:3.0 5").unwrap();
    let book = shelf.book(learner(1));
    assert!(book.lots.values().all(|lot| lot.marks.is_empty()), "{book:?}");
    assert!(book.decisions.values().all(|one| one.marks.is_empty()));
    laws::all(&shelf).unwrap();
    let mut shelf = kept;
    shelf.play("hv-awarder 02-11 undo decision:4.0 5\nhv-reviewer 02-12 undo decision:3.0 5").unwrap();
    assert!(lot(&shelf, 1, 0).is_wholly(Place::Revoked));
    laws::all(&shelf).unwrap();
}

#[test]
fn a_revocation_during_the_review_stops_it() {
    let mut shelf = stage(A);
    shelf.play(APPLIED).unwrap();
    shelf.play("sv-registrar 02-02 revoke 1.0").unwrap();
    assert!(refused(&mut shelf, "hv-reviewer 02-03 approve 2.0").starts_with("what/application-suspended"));
    shelf.play("hv-reviewer 02-03 undo hold:2.0 3").unwrap();
    assert!(matches!(stands(&shelf, HoldId::here(2, 0)), Stands::Ended(_)));
    laws::all(&shelf).unwrap();
}

#[test]
fn lots_valid_when_applied_are_convertible_after() {
    let mut shelf = stage("sv-registrar 01-10 accrue A 80 percent through 2026-02-01");
    shelf.play("hv-registrar 02-01 apply 1.0:4\nhv-reviewer 02-20 approve 2.0").unwrap();
    assert_eq!(lot(&shelf, 3, 1).valid_through, Some(date!("2026-02-01")), "as long as its input");
    laws::all(&shelf).unwrap();
}

#[test]
fn a_retake_during_the_review_is_blocked_until_the_conversion_is_undone() {
    let mut shelf = stage(A);
    shelf.play(APPLIED).unwrap();
    shelf.play("sv-registrar 02-02 accrue A 95 percent").unwrap();
    let (retake, by) = (LotId::here(3, 0), |n| Subject::Decision(DecisionId::here(n, 0)));
    assert_eq!(lot(&shelf, 3, 0).marks, [], "nothing is suspended");
    assert_eq!(shown(&shelf, retake, date!("2026-02-02")), "4 blocked");
    let held = shelf.say("hv-registrar 02-02 apply 3.0:4").unwrap().unwrap_err();
    assert_eq!(held, Refusal::Lot(LotRefusal::GroupInUse { lot: retake, by: Subject::Hold(HoldId::here(2, 0)) }));
    shelf.play("hv-reviewer 02-03 approve 2.0").unwrap();
    assert_eq!(shown(&shelf, retake, date!("2026-02-03")), "4 blocked", "now by the decision");
    let converted = shelf.say("hv-registrar 02-03 apply 3.0:4").unwrap().unwrap_err();
    assert_eq!(converted, Refusal::Lot(LotRefusal::GroupInUse { lot: retake, by: by(4) }));
    assert!(refused(&mut shelf, "hv-awarder 02-04 undo lot:3.0 4").starts_with("lot/not-suspended"));
    let early = refused(&mut shelf, "hv-reviewer 02-02 reverse 4");
    assert!(early.starts_with("when/too-early"), "{early}");
    shelf.play("hv-reviewer 02-04 reverse 4").unwrap();
    let day = date!("2026-02-04");
    assert_eq!([shown(&shelf, LotId::here(1, 0), day), shown(&shelf, retake, day)], ["4 behind", "4 free"]);
    laws::all(&shelf).unwrap();
}

#[test]
fn what_a_conversion_made_can_be_converted_on() {
    let mut shelf = stage("sv-registrar 01-10 accrue B 80 percent");
    shelf
        .play("sv-registrar 02-01 apply 1.0:3\nsv-reviewer 02-02 approve 2.0\nbank-reviewer 02-02 approve 2.0")
        .unwrap();
    assert_eq!(lot(&shelf, 4, 1).amount.to_string(), "1 sv");
    assert_eq!(lot(&shelf, 4, 1).kind, creditbank::registry::OutcomeKind::Converted);
    shelf.play("sv-registrar 02-03 apply 4.1:1").unwrap();
    assert_eq!(lot(&shelf, 5, 1).code.as_str(), "ANY", "practice credits are convertible too");
    laws::all(&shelf).unwrap();
}

#[test]
fn an_application_that_cannot_be_considered_is_refused_as_a_command() {
    let mut shelf = stage("sv-registrar 01-10 accrue A 80 percent\nsv-registrar 01-10 accrue B 80 percent");
    for (line, name) in [
        ("hv-registrar 02-01 apply 1.0:4 rule nowhere", "what/unknown-rule"),
        ("hv-registrar 2025-12-31 apply 1.0:4", "when/too-early"),
        ("hv-registrar 02-01 apply 9.0:4", "lot/unknown"),
        ("hv-registrar 02-01 apply -", "what/nothing"),
        ("hv-registrar 02-01 apply 1.0:4,1.0:4", "lot/named-twice"),
        ("hv-registrar 07-01 apply 1.0:4", "who/no-power"),
        ("hv-reviewer 02-01 apply 1.0:4", "who/wrong-role"),
        ("hv-registrar 02-01 apply 1.0:4 matching 2.0:80", "lot/unknown"),
    ] {
        assert!(refused(&mut shelf, line).starts_with(name), "{line}: {}", refused(&mut shelf, line));
    }
    let none = shelf.say(r#"hv-registrar 02-01 {"apply":{"document":"nowhere","take":[{"credits":"4","lot":"1.0"}]}}"#);
    assert!(matches!(none.unwrap(), Err(Refusal::What(WhatRefusal::NotInForce { .. }))));
    let both = shelf.play("hv-registrar 02-01 apply 1.0:4,2.0:3").unwrap().remove(0);
    let granted = both.effects.application.unwrap();
    assert_eq!(granted.grants.len(), 2, "two rules for two lots are one application");
    assert_eq!(granted.review.len(), 2, "of each review as many as the rule that asks for most");
}

#[test]
fn a_limit_binds_over_earlier_conversions_and_says_by_how_much() {
    let exam = r#"sv-registrar 01-10 {"accrue":{"of":{"certified":{"amount":"6 sv","code":"E","kind":"exam","tier":"secondary"}}}}"#;
    let mut shelf = stage(exam);
    let applied = shelf.play("sv-registrar 02-01 apply 1.0:1.5\nsv-registrar 02-01 apply 1.0:1.5").unwrap();
    assert!(applied.iter().all(|entry| entry.effects.conversion.is_some()), "3 of at most 3");
    let over = shelf.play("sv-registrar 02-01 apply 1.0:1.5").unwrap().remove(0).effects.application.unwrap();
    let [reason] = over.reasons.as_slice() else { panic!("{:?}", over.reasons) };
    assert_eq!(
        (reason.what, reason.of.as_ref().map(ToString::to_string)),
        (Some(What::Limit), Some("most-any".into()))
    );
    assert_eq!(reason.gap.unwrap().to_string(), "15000/1", "over by 1.5, in ten-thousandths");
    shelf.play("sv-reviewer 02-02 reverse 3\nsv-registrar 02-02 apply 1.0:1.5").unwrap();
    assert!(shelf.turns.last().unwrap().entry.effects.conversion.is_some(), "a reversal gives the room back");
    laws::all(&shelf).unwrap();
}
