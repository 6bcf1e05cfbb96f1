//! What programmes and awards must not let pass: each a way in which a book could come to say what is not so.

use crate::kit::played::{SCHOOL, after, book, done, on, refused, standing};
use crate::kit::shown::shown;
use creditbank::ledger::{AwardRefusal, LotRefusal, Matriculation, Passbook, Refusal, Settle, Settlement, WhoRefusal};
use creditbank::line::Entry;
use creditbank::testing::engine::{Study, apply_until};
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::{DOCUMENTS, learner};
use creditbank::{Date, LotId, date};

fn marked(entry: &Entry) -> Vec<String> {
    entry.effects.marks.iter().map(|mark| mark.on.to_string()).collect()
}

/// Two awards: the college's counts what the school's had counted.
const BOTH: &str = "sv-registrar 01-01 open
    sv-registrar 01-02 matriculate S at S-T/1
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent
    sv-awarder 01-20 redeem 1
    sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60
    hv-registrar 02-02 matriculate T at S-T/2 from 1
    hv-registrar 02-10 accrue C B letters
    hv-registrar 02-12 certify certificate F 3 sv -
    hv-awarder 02-13 redeem 6";

#[test]
fn the_later_award_falls_without_the_earlier_one() {
    let mut shelf = after(BOTH);
    let fallen = done(&mut shelf, "hv-awarder 03-01 revoke_award 9.0");
    assert!(marked(&fallen).is_empty(), "{:?}", marked(&fallen));
}

#[test]
fn an_earlier_award_that_is_undone_suspends_the_later_one() {
    let mut shelf = after(BOTH);
    done(&mut shelf, "sv-registrar 03-01 revoke 3.0");
    let undone = done(&mut shelf, "sv-awarder 03-02 undo decision:4.0 10");
    assert_eq!(marked(&undone), ["decision:9.0"]);
}

#[test]
fn an_earlier_award_is_not_reversed_from_under_the_later_one() {
    let mut shelf = after(BOTH);
    let used = refused(&mut shelf, "sv-awarder 03-01 reverse 4");
    assert!(matches!(&used, Refusal::Lot(LotRefusal::InUse { uses }) if uses.len() == 1), "{used}");
    let not_yours = refused(&mut shelf, "sv-awarder 03-01 reverse 4 cascade 9.0/sv-awarder");
    assert!(matches!(not_yours, Refusal::Who(WhoRefusal::NotYours { .. })), "{not_yours}");
    done(&mut shelf, "hv-awarder 03-01 reverse 9");
    done(&mut shelf, "sv-awarder 03-02 reverse 4");
}

/// The best plan as if the award had been revoked: what the desk would have.
fn planned(shelf: &Shelf, undo: &str, of: &str, day: Date) -> Settlement {
    let mut undone = shelf.clone();
    undone.say(undo).unwrap().unwrap();
    let redeem = undone.redeem(&undone.book(learner(1)), of.parse().unwrap(), day).unwrap();
    Settlement::Redeem { certificate: redeem.certificate, plan: redeem.plan }
}

fn settled(shelf: &mut Shelf, cause: &str, subject: &str, how: Settlement, by: &str, day: Date) -> Entry {
    let settle = Settle { cause: cause.parse().unwrap(), how, subject: subject.parse().unwrap() };
    let entry = shelf.submit(Shelf::command(by, learner(1), day, settle).unwrap()).unwrap();
    let entry = entry.unwrap_or_else(|refusal| panic!("{refusal}"));
    laws::all(shelf).unwrap();
    entry
}

/// What is asked of the desk: the use that is suspended, and its answer.
fn tried(shelf: &mut Shelf, cause: &str, subject: &str, how: Settlement, day: Date) -> Result<Entry, Refusal> {
    let settle = Settle { cause: cause.parse().unwrap(), how, subject: subject.parse().unwrap() };
    shelf.submit(Shelf::command("sv-awarder", learner(1), day, settle).unwrap()).unwrap()
}

/// The retake is blocked by the award. When what it counts is revoked, the award can stand on the retake.
#[test]
fn an_award_settled_on_a_retake_counts_it_once() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    let better = done(&mut shelf, "sv-registrar 02-01 accrue A 90 percent");
    assert!(better.effects.posts.is_empty() && marked(&better).is_empty(), "nothing moves, and nothing is suspended");
    let retake: LotId = "5.0".parse().unwrap();
    assert_eq!(shown(&shelf, retake, date!("2026-02-01")), "4 blocked");
    let by = "decision:4.0".parse().unwrap();
    let second = refused(&mut shelf, "sv-awarder 02-01 bind reserve set:Q 5.0:4");
    assert_eq!(second, Refusal::Lot(LotRefusal::GroupInUse { lot: retake, by }));
    let day = date!("2026-02-02");
    let how = planned(&shelf, "sv-awarder 02-02 revoke_award 4.0", "1", day);
    let sound = tried(&mut shelf, "5", "decision:4.0", how, day).unwrap_err();
    assert!(matches!(sound, Refusal::Lot(LotRefusal::NotSuspended { .. })), "a better attempt is no cause: {sound}");
    done(&mut shelf, "sv-registrar 02-02 revoke 2.0");
    assert_eq!(shown(&shelf, retake, date!("2026-02-02")), "4 free");
    let how = planned(&shelf, "sv-awarder 02-02 revoke_award 4.0", "1", day);
    settled(&mut shelf, "6", "decision:4.0", how, "sv-awarder", day);
    assert_eq!(standing(&shelf, "5.0"), ["4 available award:S@4.0"]);
    assert_eq!(standing(&shelf, "2.0"), ["4 revoked"]);
    assert!(book(&shelf).decisions.values().all(|one| one.marks.is_empty()));
}

/// Two uses of an attempt that is revoked: whichever is settled first, on the retake or as it was, keeps the other out.
#[test]
fn one_use_is_not_kept_while_another_stands_on_the_retake() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-awarder 01-21 bind reserve award:W 2.0:4");
    done(&mut shelf, "sv-registrar 02-01 accrue A 90 percent");
    let fallen = done(&mut shelf, "sv-registrar 02-02 revoke 2.0");
    assert_eq!(marked(&fallen), ["decision:4.0", "decision:5.0"]);
    let (day, retake) = (date!("2026-02-03"), "6.0".parse().unwrap());
    let how = planned(&shelf, "sv-awarder 02-03 revoke_award 4.0", "1", day);
    let mut other = shelf.clone();

    settled(&mut shelf, "7", "decision:4.0", how.clone(), "sv-awarder", day);
    assert_eq!(standing(&shelf, "6.0"), ["4 available award:S@4.0"]);
    let keep = "sv-awarder 02-04 keep decision:5.0 7";
    let kept = refused(&mut shelf, keep);
    let (lot, by) = ("2.0".parse().unwrap(), "decision:4.0".parse().unwrap());
    assert_eq!(kept, Refusal::Lot(LotRefusal::GroupInUse { lot, by }));
    done(&mut shelf, "sv-registrar 02-04 certify exam Z 4 sv -");
    done(&mut shelf, "sv-awarder 02-04 replan decision:5.0 7 2.0 9.0:4");

    done(&mut other, "sv-awarder 02-03 keep decision:5.0 7");
    assert_eq!(shown(&other, retake, day), "4 blocked");
    let replanned = tried(&mut other, "7", "decision:4.0", how, day).unwrap_err();
    let set = "decision:5.0".parse().unwrap();
    assert_eq!(replanned, Refusal::Lot(LotRefusal::GroupInUse { lot: retake, by: set }));
    done(&mut other, "sv-awarder 02-04 keep decision:4.0 7");
    assert!(book(&other).decisions.values().all(|one| one.marks.is_empty()), "both as they were");
}

#[test]
fn an_award_settled_for_another_cause_keeps_the_attempt_that_it_counts() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-registrar 02-01 accrue A 90 percent");
    done(&mut shelf, "sv-registrar 02-02 revoke 3.0");
    done(&mut shelf, "sv-registrar 02-03 accrue B 75 percent");
    let day = date!("2026-02-04");
    let how = planned(&shelf, "sv-awarder 02-04 revoke_award 4.0", "1", day);
    settled(&mut shelf, "6", "decision:4.0", how, "sv-awarder", day);
    let [older, newer] = ["2.0", "5.0"].map(|lot| standing(&shelf, lot));
    assert!(
        [&older, &newer].into_iter().filter(|one| **one == ["4 available award:S@4.0"]).count() == 1,
        "one of the two attempts: {older:?} {newer:?}"
    );
    assert_eq!(standing(&shelf, "7.0"), ["4 available award:S@4.0"]);
    assert_eq!(standing(&shelf, "3.0"), ["4 revoked"]);
}

const EXAM: &str = "sv-registrar 03-02 certify exam Z 4 sv - graded 90/percent";

/// The award before it stands on other lots: what the later one carries is no longer counted there. It let go of the
/// revoked attempt, and is not kept on it beside the new one.
#[test]
fn an_earlier_award_settled_on_other_lots_suspends_the_later_one() {
    let mut shelf = after(BOTH);
    done(&mut shelf, "sv-registrar 03-01 revoke 3.0");
    done(&mut shelf, "sv-registrar 03-02 accrue B 75 percent");
    done(&mut shelf, EXAM);
    let day = date!("2026-03-03");
    let how = planned(&shelf, "sv-awarder 03-03 revoke_award 4.0", "1", day);
    let entry = settled(&mut shelf, "10", "decision:4.0", how, "sv-awarder", day);
    assert_eq!(marked(&entry), ["decision:9.0"]);
    assert_eq!(standing(&shelf, "11.0"), ["4 available award:S@4.0"]);
    done(&mut shelf, "hv-awarder 03-04 keep decision:9.0 10");
    let kept = refused(&mut shelf, "hv-awarder 03-04 keep decision:9.0 13");
    let (lot, by) = ("3.0".parse().unwrap(), "decision:4.0".parse().unwrap());
    assert_eq!(kept, Refusal::Lot(LotRefusal::GroupInUse { lot, by }));
}

/// The later award was kept on the revoked attempt: it holds the course, and the earlier one cannot have the retake.
#[test]
fn an_earlier_award_is_not_settled_on_the_retake_of_what_the_later_one_keeps() {
    let mut shelf = after(BOTH);
    done(&mut shelf, "sv-registrar 03-01 revoke 3.0");
    done(&mut shelf, "sv-registrar 03-02 accrue B 75 percent");
    done(&mut shelf, EXAM);
    let day = date!("2026-03-03");
    let how = planned(&shelf, "sv-awarder 03-03 revoke_award 4.0", "1", day);
    done(&mut shelf, "hv-awarder 03-02 keep decision:9.0 10");
    let (lot, by) = ("11.0".parse().unwrap(), "decision:9.0".parse().unwrap());
    assert_eq!(shown(&shelf, lot, day), "4 blocked");
    let refusal = tried(&mut shelf, "10", "decision:4.0", how, day).unwrap_err();
    assert_eq!(refusal, Refusal::Lot(LotRefusal::GroupInUse { lot, by }));
    let how = planned(&shelf, "sv-awarder 03-03 revoke_award 4.0", "1", day);
    let refusal = tried(&mut shelf, "10", "decision:4.0", how, day).unwrap_err().to_string();
    assert!(refusal.contains("4 sv still to study") && refusal.contains("lot 11.0"), "{refusal}");
}

#[test]
fn who_falls_to_another_pathway_falls_on_the_day_of_the_gate_or_later() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=40,mathematics=90");
    let early = refused(&mut shelf, "hv-registrar 01-31 matriculate U at S-U/2 from 1");
    assert!(matches!(early, Refusal::Award(AwardRefusal::NoChange { .. })), "{early}");
    done(&mut shelf, "hv-registrar 02-01 matriculate U at S-U/2 from 1");
}

#[test]
fn who_came_back_is_not_matriculated_twice() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-registrar 02-01 leave 1");
    done(&mut shelf, "sv-registrar 02-02 matriculate S at S-T/1");
    let twice = refused(&mut shelf, "sv-registrar 02-03 reverse 4");
    assert!(matches!(twice, Refusal::Award(AwardRefusal::Matriculated { .. })), "{twice}");
    done(&mut shelf, "sv-registrar 02-03 reverse 5");
    done(&mut shelf, "sv-registrar 02-03 reverse 4");
    assert!(book(&shelf).matriculations.values().all(Matriculation::is_open));
}

fn programmes() -> (&'static str, &'static str) {
    *DOCUMENTS.iter().find(|(name, _)| *name == "programmes.toml").unwrap()
}

/// Later versions of a catalogue year, with something else in them.
fn versions(from: &str, to: &str) -> Shelf {
    let mut shelf = Shelf::new().unwrap();
    let (name, text) = programmes();
    for (version, day) in [("2", "2026-02-15"), ("3", "2026-03-01")] {
        let head = format!("valid = \"{day}..\"\nversion = \"{version}\"");
        let later = text.replace("valid = \"2020-01-01..\"\nversion = \"1\"", &head).replace(from, to);
        assert!(later.contains(&head) && later.contains(to));
        shelf.world.publish(&format!("{version}-{name}"), &later).unwrap();
    }
    shelf
}

fn later_versions() -> Shelf {
    versions("version", "version")
}

#[test]
fn a_gate_that_was_passed_stays_passed_in_a_later_version() {
    let mut shelf = on(later_versions(), SCHOOL);
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60");
    done(&mut shelf, "sv-registrar 02-20 matriculate S at S-T/1 from 1");
    let passed = refused(&mut shelf, "sv-registrar 02-21 assess transfer 5 chinese=60,mathematics=60");
    assert!(matches!(passed, Refusal::Award(AwardRefusal::GatePassed { .. })), "{passed}");
    done(&mut shelf, "hv-registrar 02-22 matriculate T at S-T/2 from 5");
}

#[test]
fn attempts_at_a_gate_are_counted_across_versions() {
    let mut shelf = on(later_versions(), SCHOOL);
    for day in ["02-01", "02-02"] {
        done(&mut shelf, &format!("sv-registrar {day} assess transfer 1 chinese=40,mathematics=90"));
    }
    done(&mut shelf, "sv-registrar 02-20 matriculate S at S-T/1 from 1");
    let third = refused(&mut shelf, "sv-registrar 02-21 assess transfer 6 chinese=60,mathematics=60");
    assert!(matches!(third, Refusal::Award(AwardRefusal::GateTried { attempts: 2, .. })), "{third}");
    done(&mut shelf, "hv-registrar 02-22 matriculate U at S-U/2 from 6");
}

/// What a change of pathway lets in is not lost when the version moves.
#[test]
fn a_change_of_pathway_carries_in_a_later_version_too() {
    let change = "into = 1\nwithin = [{ from = \"P1M\", below = \"P3M\" }]\nclause = \"world/award\"";
    let shelf = versions(change, &format!("{change}\ncarry = [{{ from = \"X\", clause = \"world/award\" }}]"));
    let mut shelf = on(shelf, SCHOOL);
    done(&mut shelf, "sv-registrar 02-16 matriculate S at S-U/1 from 1");
    let carries = |shelf: &Shelf| {
        let book = book(shelf);
        let of = book.matriculations.values().last().unwrap();
        let published = &shelf.world.published;
        let pinned = published.programmes_at(&of.document, of.position).unwrap();
        Study { book: &book, day: shelf.today, of, pinned, published }.carried_scopes().len()
    };
    assert_eq!(carries(&shelf), 1);
    done(&mut shelf, "sv-registrar 03-02 matriculate S at S-U/1 from 4");
    assert_eq!(carries(&shelf), 1);
}

#[test]
fn a_pathway_is_changed_within_its_document() {
    let mut shelf = Shelf::new().unwrap();
    let (name, text) = programmes();
    shelf.world.publish(&format!("other-{name}"), &text.replace("world-programmes", "other-programmes")).unwrap();
    let mut shelf = on(shelf, SCHOOL);
    let other = r#"sv-registrar 02-02 {"matriculate":{"document":"other-programmes","from":"1","pathway":"S-U","programme":"S","stage":1}}"#;
    let refusal = refused(&mut shelf, other);
    assert!(matches!(refusal, Refusal::Award(AwardRefusal::NoChange { .. })), "{refusal}");
}

/// Who only showed what was learned, or whose award is under review, has not been awarded.
#[test]
fn a_stage_needs_an_award_that_stands() {
    let next = "hv-registrar 02-10 matriculate U at S-U/2 from 1";
    let mut shelf = after(&SCHOOL.replace("S-T/1", "S-U/1"));
    done(&mut shelf, "sv-awarder 02-01 bind witness award:S 2.0:4");
    let shown = refused(&mut shelf, next);
    assert!(matches!(shown, Refusal::Award(AwardRefusal::AwardMissing { .. })), "{shown}");
    done(&mut shelf, "sv-awarder 02-02 redeem 1");
    done(&mut shelf, "sv-registrar 02-03 revoke 3.0");
    let suspended = refused(&mut shelf, next);
    assert!(matches!(suspended, Refusal::Award(AwardRefusal::AwardMissing { .. })), "{suspended}");
    done(&mut shelf, "sv-awarder 02-04 keep decision:5.0 6");
    done(&mut shelf, next);
}

/// Two matriculations in one programme come together by a merge. Who leaves one of them has left it for good: nobody comes
/// to study one programme twice by a reversal.
#[test]
fn a_leave_is_not_taken_back_while_the_programme_is_studied_again() {
    let mut shelf = on(Shelf::new().unwrap(), SCHOOL);
    shelf
        .play(
            "2: sv-registrar 01-01 open\n2: sv-registrar 01-03 matriculate S\n2: bank-operator 03-02 merge_out 1
             bank-operator 03-02 merge_in 2",
        )
        .unwrap();
    done(&mut shelf, "sv-registrar 03-03 leave 1");
    let twice = refused(&mut shelf, "sv-registrar 03-04 reverse 5");
    assert!(matches!(twice, Refusal::Award(AwardRefusal::Matriculated { .. })), "{twice}");
    let other = book(&shelf).matriculations.values().find(|one| one.is_open()).unwrap().id;
    done(&mut shelf, &format!("sv-registrar 03-04 leave {other}"));
    done(&mut shelf, "sv-registrar 03-05 reverse 5");
}

/// What came in by a merge is there from the day of the merge; what was built on it is dated earlier.
#[test]
fn a_matriculation_dated_before_a_merge_is_in_the_views() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60");
    shelf
        .play("2: sv-registrar 02-01 open\nbank-operator 03-02 merge_out 2\n2: bank-operator 03-02 merge_in 1")
        .unwrap();
    let of = shelf.book(learner(2)).matriculations.values().next().unwrap().id;
    done(&mut shelf, &format!("2: hv-registrar 02-03 matriculate T at S-T/2 from {of}"));
    let mut view = Passbook::new(learner(2));
    for turn in shelf.turns.iter().filter(|turn| turn.entry.learner == learner(2)) {
        apply_until(&mut view, &turn.entry, date!("2026-02-10")).unwrap();
    }
    assert_eq!(view.matriculations.len(), 1);
}

/// An award that counted the better grade is looked at when that is taken back; one made before it is not.
#[test]
fn a_better_grade_that_is_taken_back_suspends_what_was_built_on_it() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-registrar 01-15 regrade 2.0 90 percent");
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    let back = done(&mut shelf, "sv-registrar 02-01 reverse 4");
    assert_eq!(marked(&back), ["decision:5.0"]);
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-registrar 01-25 regrade 2.0 90 percent");
    let back = done(&mut shelf, "sv-registrar 02-01 reverse 5");
    assert!(marked(&back).is_empty());
}

/// What was recorded after an award can be taken back: the award does not rest on it.
#[test]
fn an_award_holds_only_the_lines_that_it_rests_on() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-reviewer 01-12 waive part:rest of 1");
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-reviewer 01-21 exempt core of 1 2 0");
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60");
    done(&mut shelf, "sv-registrar 02-02 reverse 7");
    done(&mut shelf, "sv-reviewer 02-02 reverse 6");
    let needed = refused(&mut shelf, "sv-reviewer 02-02 reverse 4");
    assert!(matches!(needed, Refusal::Award(AwardRefusal::StillNeeded { .. })), "{needed}");
    let mut shelf = after(BOTH);
    let needed = refused(&mut shelf, "sv-registrar 03-01 reverse 5");
    assert!(matches!(needed, Refusal::Award(AwardRefusal::StillNeeded { .. })), "{needed}");
    assert_eq!(book(&shelf).decisions.values().last().unwrap().award.as_ref().unwrap().rests_on.len(), 1);
}

/// A mark that was recorded after somebody went another way can be taken back.
#[test]
fn a_mark_that_nobody_relied_on_is_taken_back() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-registrar 02-01 assess transfer 1 chinese=40,mathematics=90");
    done(&mut shelf, "hv-registrar 02-02 matriculate U at S-U/2 from 1");
    done(&mut shelf, "sv-registrar 02-03 assess transfer 1 chinese=60,mathematics=90");
    done(&mut shelf, "sv-registrar 02-04 reverse 6");
    let needed = refused(&mut shelf, "sv-registrar 02-04 reverse 4");
    assert!(matches!(needed, Refusal::Award(AwardRefusal::StillNeeded { .. })), "{needed}");
}
