//! What is done in the name of an institution, by others or long after: it takes what the institution may do on that day.

use crate::kit::played::{on, refused};
use creditbank::Date;
use creditbank::ledger::{Refusal, Settle, Settlement, WhoRefusal};
use creditbank::registry::Power;
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::studies::freed;
use creditbank::testing::world::{DOCUMENTS, learner};
use creditbank::{EntryId, date};

/// A shelf after a story, on which every law holds.
fn after(mut shelf: Shelf, script: &str) -> Shelf {
    shelf.play("sv-registrar 01-01 open").unwrap();
    on(shelf, script)
}

/// Each is accepted where the ones before it were not asked.
fn each_is_accepted(shelf: &Shelf, lines: &[&str]) {
    for line in lines {
        let mut other = shelf.clone();
        other.say(line).unwrap().unwrap_or_else(|refusal| panic!("{line}: {refusal}"));
        laws::all(&other).unwrap();
    }
}

/// The institutions are otherwise from April on: one text stands for another in what is said of one of them.
fn from_april(id: &str, one: &str, other: &str) -> Shelf {
    let (name, text) = DOCUMENTS[1];
    let (before, of) = text.split_once(&format!("id = \"{id}\"\n")).unwrap();
    assert!(of.contains(one), "{one}");
    let text = format!("{before}id = \"{id}\"\n{}", of.replacen(one, other, 1));
    let head = "valid = \"2026-04-01..\"\nversion = \"2\"";
    let text = text.replace("valid = \"2020-01-01..\"\nversion = \"1\"", head);
    assert!(text.contains(head));
    let mut shelf = Shelf::new().unwrap();
    shelf.world.publish(&format!("2-{name}"), &text).unwrap();
    shelf
}

/// The college may review until the end of June. The bank agrees last, and what is made is the college's.
const AT_THE_BANK: &str = "sv-registrar 01-10 accrue B 80 percent
    hv-registrar 06-20 apply 1.0:3
    hv-reviewer 06-21 approve 2.0";

#[test]
fn the_bank_does_not_convert_for_an_institution_that_may_not() {
    let mut shelf = after(Shelf::new().unwrap(), AT_THE_BANK);
    let late = refused(&mut shelf, "bank-reviewer 07-01 approve 2.0");
    let is_of_the_college = |institution: &str, power| institution == "HV" && power == Power::Review;
    assert!(
        matches!(&late, Refusal::Who(WhoRefusal::NoPowerAt { institution, power, .. }) if is_of_the_college(institution.as_str(), *power)),
        "{late}"
    );
    each_is_accepted(
        &shelf,
        &["bank-reviewer 06-30 approve 2.0", "bank-reviewer 07-01 refuse 2.0", "hv-registrar 07-01 withdraw 2.0"],
    );
}

/// The school's own last review is refused in the same words.
#[test]
fn nor_does_the_institution_itself() {
    let mut shelf = after(
        Shelf::new().unwrap(),
        "sv-registrar 01-10 accrue A 80 percent
         hv-registrar 06-20 apply 1.0:4",
    );
    let late = refused(&mut shelf, "hv-reviewer 07-01 approve 2.0");
    assert!(matches!(late, Refusal::Who(WhoRefusal::NoPowerAt { power: Power::Review, .. })), "{late}");
    each_is_accepted(&shelf, &["hv-reviewer 06-30 approve 2.0", "hv-registrar 07-01 withdraw 2.0"]);
}

const SUSPENDED: &str = "sv-registrar 01-10 accrue A 80 percent
    sv-registrar 01-10 accrue B 80 percent
    sv-awarder 01-20 bind reserve set:Q 1.0:4
    sv-registrar 02-01 revoke 1.0";

const NO_AWARDS: [&str; 3] = ["SV", "    { power = \"award\", valid = \"2020-01-01..\" },\n", ""];

#[test]
fn an_institution_that_may_not_award_does_not_bind_other_lots() {
    let [id, one, other] = NO_AWARDS;
    let mut shelf = after(from_april(id, one, other), SUSPENDED);
    let bound = refused(&mut shelf, "sv-awarder 04-01 bind reserve set:R 2.0:4");
    let replanned = refused(&mut shelf, "sv-awarder 04-01 replan decision:3.0 4 1.0 2.0:4");
    assert_eq!(replanned, bound);
    assert!(matches!(bound, Refusal::Who(WhoRefusal::NoPower { power: Power::Award, .. })), "{bound}");
    each_is_accepted(
        &shelf,
        &[
            "sv-awarder 03-31 replan decision:3.0 4 1.0 2.0:4",
            "sv-awarder 04-01 keep decision:3.0 4",
            "sv-awarder 04-01 undo decision:3.0 4",
            "sv-awarder 04-01 unbind 3.0",
        ],
    );
}

/// For the award of a programme it is the power at its tier.
#[test]
fn nor_for_an_award_at_another_tier() {
    let [id, one, _] = NO_AWARDS;
    let higher = one.replace("\"award\"", "\"award\", tiers = [\"higher\"]");
    let mut shelf = after(from_april(id, one, &higher), &SUSPENDED.replace("set:Q", "award:S"));
    let replanned = refused(&mut shelf, "sv-awarder 04-01 replan decision:3.0 4 1.0 2.0:4");
    assert!(matches!(replanned, Refusal::Who(WhoRefusal::NoPowerAt { power: Power::Award, .. })), "{replanned}");
    let other = after(from_april(id, one, &higher), SUSPENDED);
    each_is_accepted(&other, &["sv-awarder 04-01 replan decision:3.0 4 1.0 2.0:4"]);
}

fn settled(shelf: &Shelf, day: Date) -> Result<(), Refusal> {
    let book = shelf.book(learner(1));
    let free = freed(shelf, &book, "4.0".parse().unwrap(), day).unwrap();
    let redeem = shelf.redeem(&free, EntryId::here(1), day).unwrap();
    let how = Settlement::Redeem { certificate: redeem.certificate, plan: redeem.plan };
    let settle = Settle { cause: EntryId::here(5), how, subject: "decision:4.0".parse().unwrap() };
    shelf.decide(&Shelf::command("sv-awarder", learner(1), day, settle).unwrap()).map(drop)
}

/// An award on another plan has always been asked that.
#[test]
fn nor_does_it_award_on_another_plan() {
    let [id, one, other] = NO_AWARDS;
    let shelf = after(
        from_april(id, one, other),
        "sv-registrar 01-02 matriculate S
         sv-registrar 01-10 accrue A 70 percent
         sv-registrar 01-11 accrue B 80 percent
         sv-awarder 01-20 redeem 1
         sv-registrar 02-01 revoke 2.0
         sv-registrar 02-02 accrue A 90 percent",
    );
    let late = settled(&shelf, date!("2026-04-01")).unwrap_err();
    assert!(matches!(late, Refusal::Who(WhoRefusal::NoPowerAt { power: Power::Award, .. })), "{late}");
    settled(&shelf, date!("2026-03-31")).unwrap();
}

/// The college is in no document from April on: nobody acts for it, neither directly nor in a cascade.
#[test]
fn nobody_answers_for_an_institution_that_is_gone() {
    let gone = from_april("HV", "id = \"SV-2\"", "id = \"SV-2\"");
    let renamed = from_april("SV", "id = \"HV\"", "id = \"HV-NEW\"");
    let story = "sv-registrar 01-10 accrue A 80 percent
        hv-awarder 01-20 bind reserve set:Q 1.0:4";
    let mut shelf = after(renamed, story);
    let directly = refused(&mut shelf, "hv-awarder 04-01 unbind 2.0");
    let cascaded = refused(&mut shelf, "sv-registrar 04-01 reverse 1 cascade 2.0/hv-awarder");
    assert_eq!(cascaded, directly);
    assert!(matches!(directly, Refusal::Who(WhoRefusal::UnknownInstitution { .. })), "{directly}");
    let both = ["hv-awarder 03-31 unbind 2.0", "sv-registrar 03-31 reverse 1 cascade 2.0/hv-awarder"];
    each_is_accepted(&shelf, &both);
    let later = ["hv-awarder 04-01 unbind 2.0", "sv-registrar 04-01 reverse 1 cascade 2.0/hv-awarder"];
    each_is_accepted(&after(gone, story), &later);
}
