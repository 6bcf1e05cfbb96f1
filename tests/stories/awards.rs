//! Programmes and awards in the ledger, as stories: matriculation, gates, reliefs, redemption, and what becomes of an
//! award when something under it falls.

use crate::kit::played::{SCHOOL, after, book, done, refused, standing};
use crate::kit::shown::shown;
use creditbank::ledger::{
    Act, Attached, AwardRefusal, Command, LotRefusal, PlanFor, Refusal, RequestRefusal, Settle, Settlement, Subject,
};
use creditbank::registry::Scope;
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::learner;
use creditbank::{DecisionId, EntryId, date};

#[test]
fn an_award_binds_the_lots_of_its_plan() {
    let mut shelf = after(SCHOOL);
    let entry = done(&mut shelf, "sv-awarder 01-20 redeem 1");
    let award = entry.effects.award.unwrap();
    assert!(award.levels.iter().all(creditbank::solver::LevelResult::is_proved));
    assert_eq!(standing(&shelf, "2.0"), ["4 available award:S@4.0"]);
    assert_eq!(standing(&shelf, "3.0"), ["4 available award:S@4.0"]);
    let again = refused(&mut shelf, "sv-awarder 01-20 redeem 1");
    assert!(matches!(again, Refusal::Award(AwardRefusal::Awarded { .. })), "{again}");
}

#[test]
fn an_award_that_is_not_reached_says_what_is_missing() {
    let mut shelf = after(
        "sv-registrar 01-01 open
         sv-registrar 01-02 matriculate S
         sv-registrar 01-10 accrue A 70 percent",
    );
    let short = refused(&mut shelf, "sv-awarder 01-20 redeem 1");
    assert_eq!(short.to_string(), "`S` is not reached: 4 sv still to study");
}

/// Each subject of 100, at least half of it; and three fifths of the sum.
#[test]
fn a_gate_is_passed_by_each_subject_and_by_the_sum() {
    for (marks, passes) in [
        ("chinese=60,mathematics=60", true),
        ("chinese=50,mathematics=70", true),
        ("chinese=90,mathematics=49.5", false),
        ("chinese=59,mathematics=60", false),
        ("chinese=59.5,mathematics=60.5", true),
        ("chinese=100,mathematics=100", true),
    ] {
        let mut shelf = after(SCHOOL);
        let entry = done(&mut shelf, &format!("sv-registrar 02-01 assess transfer 1 {marks}"));
        assert_eq!(entry.effects.passed, Some(passes), "{marks}");
    }
    let mut shelf = after(SCHOOL);
    for marks in
        ["chinese=60", "chinese=60,mathematics=60,art=60", "chinese=60,chinese=60", "chinese=101,mathematics=60"]
    {
        let wrong = refused(&mut shelf, &format!("sv-registrar 02-01 assess transfer 1 {marks}"));
        assert!(matches!(wrong, Refusal::Award(AwardRefusal::WrongMarks { .. })), "{marks}: {wrong}");
    }
}

#[test]
fn a_gate_is_tried_as_often_as_it_may_be() {
    let mut shelf = after(SCHOOL);
    for day in ["02-01", "02-02"] {
        done(&mut shelf, &format!("sv-registrar {day} assess transfer 1 chinese=40,mathematics=90"));
        let closed = refused(&mut shelf, "hv-registrar 02-03 matriculate T at S-T/2 from 1");
        assert!(matches!(closed, Refusal::Award(AwardRefusal::GateNotPassed { .. })), "{closed}");
    }
    let third = refused(&mut shelf, "sv-registrar 02-03 assess transfer 1 chinese=90,mathematics=90");
    assert!(matches!(third, Refusal::Award(AwardRefusal::GateTried { attempts: 2, .. })), "{third}");
    // The exit award is still there.
    done(&mut shelf, "sv-awarder 02-04 redeem 1");
}

#[test]
fn a_next_stage_carries_what_the_award_before_it_counted() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60");
    done(&mut shelf, "hv-registrar 02-02 matriculate T at S-T/2 from 1");
    done(&mut shelf, "hv-registrar 02-10 accrue C B letters");
    let short = refused(&mut shelf, "hv-awarder 02-11 redeem 6");
    // 6 sv are carried, at most; 3 sv are still to study.
    assert_eq!(short.to_string(), "`T` is not reached: 3 sv still to study");
    done(&mut shelf, "hv-registrar 02-12 certify certificate F 3 sv -");
    done(&mut shelf, "hv-awarder 02-13 redeem 6");
    let both: Vec<_> = ["2.0", "3.0"].iter().flat_map(|lot| standing(&shelf, lot)).collect();
    let twice = both.iter().filter(|part| part.contains("award:S@4.0 award:T@")).count();
    assert!(twice >= 2, "{both:?}");
    // The earlier award falls: the later one, which counts its credits, is looked at.
    let fallen = done(&mut shelf, "sv-awarder 03-01 revoke_award 4.0");
    let later = Subject::Decision("9.0".parse().unwrap());
    assert!(fallen.effects.marks.iter().any(|mark| mark.on == later), "{:?}", fallen.effects.marks);
}

#[test]
fn who_fails_may_go_another_way_and_who_passes_may_not_change() {
    let mut shelf = after(SCHOOL);
    let straight = refused(&mut shelf, "hv-registrar 02-01 matriculate U at S-U/2 from 1");
    assert!(matches!(straight, Refusal::Award(AwardRefusal::NoChange { .. })), "{straight}");
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=40,mathematics=90");
    done(&mut shelf, "hv-registrar 02-02 matriculate U at S-U/2 from 1");
    // The stage before it stays: its award may still be made, and carries.
    done(&mut shelf, "sv-awarder 02-03 redeem 1");
    done(&mut shelf, "hv-awarder 02-04 redeem 5");
    assert_eq!(book(&shelf).live_decisions().count(), 2);
}

#[test]
fn a_pathway_is_changed_while_its_window_is_open() {
    for (day, opens) in [("01-31", false), ("02-02", true), ("04-01", true), ("04-02", false)] {
        let mut shelf = after(SCHOOL);
        let answer = shelf.say(&format!("sv-registrar {day} matriculate S at S-U/1 from 1")).unwrap();
        match answer {
            Ok(_) => assert!(opens, "{day}"),
            Err(refusal) => assert!(
                !opens && matches!(refusal, Refusal::Award(AwardRefusal::ChangeNotOpen { .. })),
                "{day}: {refusal}"
            ),
        }
    }
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-registrar 02-02 matriculate S at S-U/1 from 1");
    let old = refused(&mut shelf, "sv-awarder 02-03 redeem 1");
    assert!(matches!(old, Refusal::Lot(LotRefusal::Ended { .. })), "{old}");
    done(&mut shelf, "sv-awarder 02-03 redeem 4");
    done(&mut shelf, "hv-registrar 02-04 matriculate U at S-U/2 from 4");
}

#[test]
fn a_stage_may_need_the_award_before_it() {
    let mut shelf = after(&SCHOOL.replace("S-T/1", "S-U/1"));
    let early = refused(&mut shelf, "hv-registrar 02-04 matriculate U at S-U/2 from 1");
    assert!(matches!(early, Refusal::Award(AwardRefusal::AwardMissing { .. })), "{early}");
    done(&mut shelf, "sv-awarder 02-05 redeem 1");
    done(&mut shelf, "hv-registrar 02-06 matriculate U at S-U/2 from 1");
}

#[test]
fn what_cannot_be_matriculated_says_why() {
    let mut shelf = after(SCHOOL);
    for (line, expected) in [
        ("sv-registrar 02-01 matriculate S", "the learner is matriculated in `S` already, by line 1"),
        ("sv-registrar 02-01 matriculate X", "document `world-programmes` has no programme `X`"),
        ("sv-registrar 02-01 matriculate U at S-X/1", "document `world-programmes` has no pathway `S-X`"),
        ("hv-registrar 02-01 matriculate U at S-U/3", "a stage from 1 to 2 of pathway `S-U` is expected"),
        ("hv-registrar 02-01 matriculate U at S-U/1", "stage 1 of pathway `S-U` is programme `S`"),
        (
            "hv-registrar 02-01 matriculate U at S-U/2",
            "stage 2 of pathway `S-U` is entered from the stage before it; name that matriculation",
        ),
        ("sv-registrar 02-01 matriculate U", "programme `U` is not awarded by `SV`"),
        (
            "sv-registrar 02-01 matriculate S at S-T/1 from 1",
            "the version of `world-programmes` in force on 2026-02-01 is not later than the one that is pinned",
        ),
        (
            "sv-registrar 02-01 assess exit 1 chinese=60",
            "gate `exit` does not stand before the stage after matriculation 1",
        ),
        ("sv-registrar 02-01 matriculate S from 9", "there is no matriculation 9 in this passbook"),
        (
            "sv-registrar 01-01 assess transfer 1 chinese=60,mathematics=60",
            "2026-01-01 is before 2026-01-02, the latest date of line 1",
        ),
        (
            r#"sv-registrar 02-01 {"matriculate":{"document":"nowhere","programme":"S"}}"#,
            "document `nowhere` is not in force on 2026-02-01",
        ),
        (
            r#"sv-registrar 02-01 {"matriculate":{"document":"world-programmes","programme":"S","stage":1}}"#,
            "stage 1 is of a pathway, which is to be named with it",
        ),
        ("hv-reviewer 02-01 waive part:rest of 1", "`SV` made it, and only `SV` may change it, not `HV`"),
        ("sv-reviewer 02-01 waive quota:rest of 1", "programme `S` has no quota `rest`"),
        ("sv-reviewer 02-01 exempt rest of 1 0 0", "nothing is asked for: at least one amount above zero is expected"),
        ("sv-reviewer 02-01 exempt rest of 1 0.3 0", "0.3 is not a whole number of steps of 0.5 `sv`"),
        ("sv-reviewer 02-01 substitute 9.0 core of 1", "there is no lot 9.0 in this passbook"),
        ("sv-awarder 02-01 revoke_award 9.0", "there is no decision 9.0 in this passbook"),
    ] {
        assert_eq!(refused(&mut shelf, line).to_string(), expected, "{line}");
    }
}

#[test]
fn reliefs_lower_open_and_waive_and_are_dated() {
    let short = "sv-registrar 01-01 open
        sv-registrar 01-02 matriculate S
        sv-registrar 01-10 accrue A 70 percent";
    // 免修: 4 of 8 are not asked, so 4 are enough; the credit is not there.
    let mut shelf = after(short);
    done(&mut shelf, "sv-reviewer 01-11 exempt rest of 1 4 0 until 2026-01-31");
    let late = refused(&mut shelf, "sv-awarder 02-01 redeem 1");
    assert!(matches!(late, Refusal::Award(AwardRefusal::NotReached { .. })), "{late}");
    let entry = done(&mut shelf, "sv-awarder 01-31 redeem 1");
    assert_eq!(entry.effects.posts.len(), 1);
    let needed = refused(&mut shelf, "sv-reviewer 02-01 reverse 3");
    assert!(matches!(needed, Refusal::Award(AwardRefusal::StillNeeded { .. })), "{needed}");
    done(&mut shelf, "sv-awarder 02-01 revoke_award 4.0");
    done(&mut shelf, "sv-reviewer 02-01 reverse 3");
    assert!(book(&shelf).matriculations.values().all(|one| one.reliefs.is_empty()));
    // 替代: a certificate of the college counts in the core.
    let mut shelf = after(short);
    done(&mut shelf, "hv-registrar 01-11 certify certificate F 4 sv -");
    done(&mut shelf, "sv-reviewer 01-12 substitute 3.0 core of 1");
    done(&mut shelf, "sv-awarder 01-13 redeem 1");
}

#[test]
fn a_plan_is_for_its_day_and_for_the_passbook_as_it_was() {
    let shelf = after(SCHOOL);
    let (me, of) = (learner(1), "1".parse::<EntryId>().unwrap());
    let plan = shelf.redeem(&book(&shelf), of, date!("2026-01-20")).unwrap();
    let command =
        |day| Command { learner: me, by: "sv-awarder".parse().unwrap(), effective: day, act: plan.clone().into() };
    let other_day = shelf.decide(&command(date!("2026-01-21"))).unwrap_err();
    assert!(matches!(other_day, Refusal::Award(AwardRefusal::PlanOther { other: PlanFor::Day })), "{other_day}");
    for (line, expected) in [
        ("sv-registrar 01-15 revoke 2.0", "lot 2.0 was revoked, by line 4"),
        ("sv-reviewer 01-15 hold 2.0:1 through 2026-02-28", "lot 2.0 holds 3, short by 1"),
        ("sv-awarder 01-15 bind consume set:Q 3.0:4", "lot 3.0 holds 0, short by 4"),
    ] {
        let mut changed = shelf.clone();
        done(&mut changed, line);
        let stale = changed.decide(&command(date!("2026-01-20"))).unwrap_err();
        assert_eq!(stale.to_string(), expected, "{line}");
    }
    let expiring = after(&SCHOOL.replace("A 70 percent", "A 70 percent through 2026-01-25"));
    let plan = expiring.redeem(&book(&expiring), of, date!("2026-01-26"));
    // Planned for the day after, it does not count the lot.
    assert!(!plan.unwrap().plan.content().unwrap().is_reached());
}

#[test]
fn a_plan_that_was_tampered_with_is_refused() {
    let shelf = after(SCHOOL);
    let of = "1".parse::<EntryId>().unwrap();
    let redeem = shelf.redeem(&book(&shelf), of, date!("2026-01-20")).unwrap();
    let submit = |redeem: creditbank::ledger::Redeem| {
        let by = "sv-awarder".parse().unwrap();
        shelf.decide(&Command { learner: learner(1), by, effective: date!("2026-01-20"), act: redeem.into() })
    };
    submit(redeem.clone()).unwrap();
    let plan = redeem.plan.content().unwrap().clone();
    let with = |plan| submit(creditbank::ledger::Redeem { plan: Attached::new(plan).unwrap(), ..redeem.clone() });
    let mut better = plan.clone();
    better.levels.iter_mut().for_each(|level| level.value = level.value.saturating_sub(1));
    assert!(matches!(with(better), Err(Refusal::Award(AwardRefusal::PlanUnsound { .. }))));
    let mut fewer = plan.clone();
    fewer.counts.pop();
    assert!(matches!(with(fewer), Err(Refusal::Award(AwardRefusal::PlanUnsound { .. }))));
    let mut certificate = redeem.certificate.content().unwrap().clone();
    certificate.proofs.iter_mut().for_each(|proof| proof.bound += 1);
    let certificate = Attached::new(certificate).unwrap();
    assert!(matches!(
        submit(creditbank::ledger::Redeem { certificate, ..redeem.clone() }),
        Err(Refusal::Award(AwardRefusal::PlanUnsound { .. }))
    ));
    let bare: Act =
        serde_json::from_value::<Attached<creditbank::planner::Plan>>(serde_json::json!(redeem.plan.hash()))
            .map(|plan| creditbank::ledger::Redeem { plan, ..redeem.clone() }.into())
            .unwrap();
    let by = "sv-awarder".parse().unwrap();
    let missing = shelf.decide(&Command { learner: learner(1), by, effective: date!("2026-01-20"), act: bare });
    assert!(matches!(missing, Err(Refusal::Request(RequestRefusal::AttachmentMissing { .. }))));
}

#[test]
fn what_falls_under_an_award_suspends_it_until_it_is_settled() {
    let fallen = |script: &str| {
        let mut shelf = after(SCHOOL);
        done(&mut shelf, "sv-awarder 01-20 redeem 1");
        let entry = done(&mut shelf, "sv-registrar 02-01 revoke 3.0");
        assert_eq!(entry.effects.marks.len(), 1);
        shelf.play(script).unwrap();
        shelf
    };
    let mut shelf = fallen("");
    let unbound = refused(&mut shelf, "sv-awarder 02-02 unbind 4.0");
    assert!(matches!(unbound, Refusal::Lot(LotRefusal::EndsOtherwise { .. })), "{unbound}");
    done(&mut shelf, "sv-awarder 02-02 undo decision:4.0 5");
    assert_eq!(standing(&shelf, "2.0"), ["4 available"]);
    assert_eq!(standing(&shelf, "3.0"), ["4 revoked"]);

    let mut shelf = fallen("");
    done(&mut shelf, "sv-awarder 02-02 keep decision:4.0 5");
    assert_eq!(standing(&shelf, "3.0"), ["4 revoked award:S@4.0"]);

    // Another attempt, another plan.
    let mut shelf = fallen("sv-registrar 02-10 accrue B 75 percent");
    let replan = refused(&mut shelf, "sv-awarder 02-11 replan decision:4.0 5 3.0 6.0:4");
    assert!(matches!(replan, Refusal::Lot(LotRefusal::EndsOtherwise { .. })), "{replan}");
    let decision: DecisionId = "4.0".parse().unwrap();
    let mut freed = book(&shelf);
    let mut undone = shelf.clone();
    done(&mut undone, "sv-awarder 02-11 undo decision:4.0 5");
    freed.lots = undone.book(learner(1)).lots;
    let planned = shelf.redeem(&freed, "1".parse().unwrap(), date!("2026-02-11")).unwrap();
    let how = Settlement::Redeem { certificate: planned.certificate, plan: planned.plan };
    let settle = Settle { cause: "5".parse().unwrap(), how, subject: Subject::Decision(decision) };
    let command = Shelf::command("sv-awarder", learner(1), date!("2026-02-11"), settle).unwrap();
    shelf.submit(command).unwrap().unwrap();
    laws::all(&shelf).unwrap();
    assert_eq!(standing(&shelf, "6.0"), ["4 available award:S@4.0"]);
    assert_eq!(standing(&shelf, "3.0"), ["4 revoked"]);
    let settled = &book(&shelf).decisions[&decision];
    assert!(settled.marks.is_empty() && settled.ended.is_none());
    assert!(settled.take.iter().any(|take| take.lot == "6.0".parse().unwrap()));
}

#[test]
fn what_an_award_held_expires_when_it_is_revoked() {
    let mut shelf = after(&SCHOOL.replace("A 70 percent", "A 70 percent through 2026-01-31"));
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-awarder 02-10 revoke_award 4.0");
    assert_eq!(standing(&shelf, "2.0"), ["4 available"], "expiry is seen from the dates");
    assert_eq!(standing(&shelf, "3.0"), ["4 available"]);
    let seen = |lot: &str, day| shown(&shelf, lot.parse().unwrap(), day);
    assert_eq!(seen("2.0", date!("2026-02-09")), "4 reserved", "what is used does not expire");
    assert_eq!([seen("2.0", date!("2026-02-10")), seen("3.0", date!("2026-02-10"))], ["4 expired", "4 free"]);
    let late = refused(&mut shelf, "sv-awarder 02-10 bind reserve set:Q 2.0:1");
    assert!(matches!(late, Refusal::Lot(LotRefusal::Expired { .. })), "{late}");
    let gone = refused(&mut shelf, "sv-awarder 02-11 revoke_award 4.0");
    assert!(matches!(gone, Refusal::Lot(LotRefusal::Ended { .. })), "{gone}");
}

#[test]
fn dropping_out_leaves_the_award_that_was_reached() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-registrar 03-01 leave 1");
    let gate = refused(&mut shelf, "sv-registrar 03-02 assess transfer 1 chinese=60,mathematics=60");
    assert!(matches!(gate, Refusal::Lot(LotRefusal::Ended { .. })), "{gate}");
    done(&mut shelf, "sv-awarder 03-03 redeem 1");
    done(&mut shelf, "sv-awarder 03-04 reverse 5");
    done(&mut shelf, "sv-registrar 03-05 reverse 4");
    assert!(book(&shelf).matriculations.values().all(creditbank::ledger::Matriculation::is_open));
}

#[test]
fn matriculations_are_undone_while_nothing_rests_on_them() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60");
    done(&mut shelf, "hv-registrar 02-02 matriculate T at S-T/2 from 1");
    for line in ["sv-registrar 02-03 reverse 1", "sv-registrar 02-03 reverse 4"] {
        let needed = refused(&mut shelf, line);
        assert!(matches!(needed, Refusal::Award(AwardRefusal::StillNeeded { .. })), "{line}: {needed}");
    }
    for line in ["hv-registrar 02-03 reverse 5", "sv-registrar 02-03 reverse 4", "sv-registrar 02-03 reverse 1"] {
        done(&mut shelf, line);
    }
    assert!(book(&shelf).matriculations.is_empty());
}

#[test]
fn a_merge_brings_matriculations_and_awards_along() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60");
    shelf
        .play("2: sv-registrar 02-01 open\nbank-operator 02-02 merge_out 2\n2: bank-operator 02-02 merge_in 1")
        .unwrap();
    laws::all(&shelf).unwrap();
    let merged = shelf.book(learner(2));
    let of = merged.matriculations.values().next().unwrap();
    assert!(of.assessments[0].passed && of.id.home.is_some());
    let award = merged.live_decisions().next().unwrap();
    assert_eq!(award.award.as_ref().unwrap().matriculation, of.id);
    done(&mut shelf, &format!("2: hv-registrar 02-03 matriculate T at S-T/2 from {}", of.id));
    let next = shelf.book(learner(2)).next - 1;
    done(&mut shelf, "2: hv-registrar 02-04 accrue C B letters");
    done(&mut shelf, "2: hv-registrar 02-04 certify certificate F 3 sv -");
    done(&mut shelf, &format!("2: hv-awarder 02-05 redeem {next}"));
}

#[test]
fn to_award_takes_the_power_at_the_tier() {
    // Bound by a board, the award of a programme that is published takes it too.
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 bind reserve award:S 2.0:4");
    let scope: Scope = "award:S".parse().unwrap();
    assert!(book(&shelf).live_decisions().any(|one| one.scope.as_ref() == Some(&scope)));
    let twice = refused(&mut shelf, "sv-awarder 01-21 redeem 1");
    assert!(matches!(twice, Refusal::Award(AwardRefusal::Awarded { .. })), "{twice}");
}
