//! What programmes and awards must not let pass: each a way in which a book could come to say what is not so.

use creditbank::ledger::{Entry, Passbook, Refusal, Settle, Settlement};
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::learner;
use creditbank::{Date, LotId, date};

/// A shelf after a story, on which every law holds.
fn after(script: &str) -> Shelf {
    let mut shelf = Shelf::new().unwrap();
    shelf.play(script).unwrap();
    laws::all(&shelf).unwrap();
    shelf
}

fn refused(shelf: &mut Shelf, line: &str) -> Refusal {
    shelf.say(line).unwrap().expect_err(line)
}

fn done(shelf: &mut Shelf, line: &str) -> Entry {
    let entry = shelf.say(line).unwrap().unwrap_or_else(|refusal| panic!("{line}: {refusal}"));
    laws::all(shelf).unwrap();
    entry
}

fn book(shelf: &Shelf) -> Passbook {
    shelf.book(learner(1))
}

fn standing(shelf: &Shelf, lot: &str) -> Vec<String> {
    let lot: LotId = lot.parse().unwrap();
    book(shelf).lots[&lot].parts.iter().map(|part| format!("{} {}", part.credits, part.standing)).collect()
}

fn marked(entry: &Entry) -> Vec<String> {
    entry.effects.marks.iter().map(|mark| mark.on.to_string()).collect()
}

const SCHOOL: &str = "sv-registrar 01-01 open
    sv-registrar 01-02 matriculate S at S-T/1
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent";

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
    assert!(matches!(&used, Refusal::InUse { uses } if uses.len() == 1), "{used}");
    let not_yours = refused(&mut shelf, "sv-awarder 03-01 reverse 4 cascade 9.0");
    assert!(matches!(not_yours, Refusal::NotYours { .. }), "{not_yours}");
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

#[test]
fn an_award_settled_on_a_retake_counts_it_once() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-registrar 02-01 accrue A 90 percent");
    let day = date!("2026-02-02");
    let how = planned(&shelf, "sv-awarder 02-02 revoke_award 4.0", "1", day);
    settled(&mut shelf, "4", "lot:5.0", how, "sv-awarder", day);
    assert_eq!(standing(&shelf, "5.0"), ["4 available award:S@4.0"]);
    assert_eq!(standing(&shelf, "2.0"), ["4 superseded"]);
    assert!(book(&shelf).lots.values().all(|lot| lot.marks.is_empty()));
}

#[test]
fn an_award_settled_for_another_cause_counts_a_retake_that_waited() {
    let mut shelf = after(SCHOOL);
    done(&mut shelf, "sv-awarder 01-20 redeem 1");
    done(&mut shelf, "sv-registrar 02-01 accrue A 90 percent");
    done(&mut shelf, "sv-registrar 02-02 revoke 3.0");
    done(&mut shelf, "sv-registrar 02-03 accrue B 75 percent");
    let day = date!("2026-02-04");
    let how = planned(&shelf, "sv-awarder 02-04 revoke_award 4.0", "1", day);
    settled(&mut shelf, "6", "decision:4.0", how, "sv-awarder", day);
    assert_eq!(standing(&shelf, "5.0"), ["4 available award:S@4.0"]);
    assert_eq!(standing(&shelf, "7.0"), ["4 available award:S@4.0"]);
}

/// The award before it stands on other lots: what the later one carries is no longer counted there.
#[test]
fn an_earlier_award_settled_on_other_lots_suspends_the_later_one() {
    let mut shelf = after(BOTH);
    done(&mut shelf, "sv-registrar 03-01 revoke 3.0");
    done(&mut shelf, "hv-awarder 03-02 keep decision:9.0 10");
    done(&mut shelf, "sv-registrar 03-02 accrue B 75 percent");
    done(
        &mut shelf,
        "sv-registrar 03-02 {\"accrue\":{\"grade\":\"90 percent\",\"of\":{\"certified\":{\"amount\":\"4 sv\",\"code\":\"Z\",\"kind\":\"exam\",\"tier\":\"secondary\"}}}}",
    );
    let day = date!("2026-03-03");
    let how = planned(&shelf, "sv-awarder 03-03 revoke_award 4.0", "1", day);
    let entry = settled(&mut shelf, "10", "decision:4.0", how, "sv-awarder", day);
    assert_eq!(marked(&entry), ["decision:9.0"]);
}
