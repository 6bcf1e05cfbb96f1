//! What an outcome must be is told where something could otherwise be taken that does not help; and that does come true.

use creditbank::date;
use creditbank::planner::{AttemptGroup, Room};
use creditbank::registry::{OutcomeKind, Thing};
use creditbank::testing::planner::Instance;

use crate::kit::programmes::{in_quanta, instance, lot_id, option};

use super::{comes_true, english, part, quota, report, told};

/// The page says this of study, and what it says comes true.
fn says(of: &Instance, words: &str) {
    let page = english(of);
    assert!(page.contains(words), "{words}\n---\n{page}");
    comes_true(of);
}

fn anything(more: &str, quotas: &str, lots: &[&str]) -> Instance {
    instance(&(part("p0", more, "[{}]") + quotas), lots)
}

#[test]
fn what_kind_it_is() {
    let courses = quota("courses", "of = [{ kinds = [\"course\"] }]\nleast = \"6\"");
    says(&anything("", &courses, &[]), "6 c more in `p0` (counted by quota `courses`, which counts kind `course`)");
    let two = quota("courses", "of = [{ kinds = [\"course\", \"work\"] }]\nleast = \"6\"");
    says(&anything("", &two, &[]), "counted by quota `courses`, which counts kind `course` or `work`");
    let none = quota("works", "of = [{ kinds = [\"work\"] }]\nmost = \"2\"");
    says(&anything("least = \"6\"", &none, &["A 2"]), "nothing that quota `works` counts, which counts kind `work`");
}

const WINDOWS: &str = "per = [\"window\"]\nwindows = [\"03-01\", \"09-01\"]";

#[test]
fn what_this_window_still_allows() {
    let mut of = anything(
        "least = \"6\"",
        &quota("works", &format!("of = [{{ kinds = [\"work\"] }}]\nmost_items = 1\n{WINDOWS}")),
        &["W 1"],
    );
    (of.holdings.assets[0].kind, of.holdings.assets[0].earned) = (OutcomeKind::Work, date!("2026-04-01"));
    says(&of, "nothing that quota `works` counts, which counts kind `work`: its maximum is reached");
    let mut of = anything(
        "least = \"6\"",
        &quota("works", &format!("of = [{{ kinds = [\"work\"] }}]\nmost = \"4\"\n{WINDOWS}")),
        &["W 3"],
    );
    (of.holdings.assets[0].kind, of.holdings.assets[0].earned) = (OutcomeKind::Work, date!("2026-04-01"));
    says(&of, "nothing that quota `works` counts, which counts kind `work`: too little is left");
}

#[test]
fn what_two_steps_may_not_both_be() {
    let parts = part("p0", "least = \"3\"", "[{}]") + &part("p1", "least = \"3\"", "[{}]");
    let one = quota("one-pe", "of = [{ categories = [\"pe\"] }]\nmost_items = 1");
    says(&instance(&(parts.clone() + &one), &[]), "nothing that quota `one-pe` counts, which counts category `pe`");
    let much = quota("pe", "of = [{ categories = [\"pe\"] }]\nmost = \"4\"");
    says(&instance(&(parts + &much), &[]), "nothing that quota `pe` counts, which counts category `pe`");
}

#[test]
fn names_are_to_be_had_for_one_another_where_quotas_count_them_alike() {
    let text = part("p0", "", "[{}]") + &part("g2", "least = \"0.5\"", "[{ codes = [\"A1\", \"A2\", \"A3\"] }]");
    let text =
        "least = \"9\"\n".to_owned() + &text + &quota("q0", "of = [{ codes = [\"A3\", \"A4\"] }]\nleast = \"1.5\"");
    let of = in_quanta("0.5", &text, &[]);
    says(&of, "1.5 c more in `g2` (`A3`)");
    says(&of, "0.5 c more in `g2` (`A1` or `A2`, each once)");
}

#[test]
fn how_large_it_may_be() {
    let code = quota("one-code", "most = \"6\"\nper = [\"code\"]");
    says(&anything("least = \"3\"", &code, &[]), "3 c more in `p0` (at most 6 c in all)");
    let lot = quota("one-lot", "most = \"6\"\nper = [\"lot\"]");
    says(&anything("least = \"3\"", &lot, &[]), "3 c more in `p0` (at most 6 c in all)");
    let labs = quota("labs", "of = [{ classes = [\"lab\"] }]\nmost = \"4\"");
    says(&anything("least = \"10\"", &labs, &["A 3", "B 3", "D 3"]), "1 c more in `p0` (at most 4 c in all)");
    let home = quota("at-home", "of = [{ origins = [\"own\"] }]\nleast_share = \"1/2\"\nbase = \"counted\"");
    says(&anything("least = \"10\"", &home, &["H 6"]), "4 c more in `p0` (at most 4 c in all)");
}

/// The learner has `A1`, which counts elsewhere: one that is new will do, and taking it again will not.
#[test]
fn what_is_taken_again_is_not_to_be_had_for_what_is_new() {
    let core = part("core", "least = \"3\"", "[{ codes = [\"A1\", \"A2\"], classes = [\"taught\"] }]");
    let of = instance(&(core + &part("electives", "least = \"3\"", "[{}]")), &["A1 3"]);
    says(&of, "3 c more in `core` (`A2`)");
    let core = part("core", "least = \"3\"", "[{ codes = [\"A2\", \"A3\"], classes = [\"taught\"] }]");
    let of = instance(&(core + &part("electives", "least = \"3\"", "[{}]")), &["A2 3"]);
    says(&of, "3 c more in `core` (`A3`)");
}

/// The learner has `A1` in a unit that counts nowhere, and `B1`, which is an attempt at the same thing: taking `A1` again takes
/// the place of that.
#[test]
fn what_is_taken_again_takes_the_place_of_another_attempt_at_the_same() {
    let core = part("core", "least = \"3\"", "[{ codes = [\"A1\", \"A2\"] }]");
    let mut of = instance(&(core + &part("electives", "least = \"3\"", "[{ codes = [\"B1\"] }]")), &["A1 3", "B1 3"]);
    of.holdings.assets[0].amount.unit = "h".parse().unwrap();
    says(&of, "3 c more in `core` (`A1` or `A2`, each once)");
    let thing =
        Thing { code: "A1".parse().unwrap(), kind: OutcomeKind::Course, level: None, owner: of.holdings.own.clone() };
    let attempts = vec![vec![lot_id(1)], vec![lot_id(2)]];
    of.holdings.groups.push(AttemptGroup { attempts, room: Room::One, thing });
    says(&of, "3 c more in `core` (`A2`)");
}

/// Of what the learner has of `A1` and `B1` nothing counts, and they are attempts at one thing: both new ones would not count.
#[test]
fn attempts_at_one_thing_are_not_told_beside_each_other() {
    let core = part("core", "least = \"3\"", "[{ codes = [\"A1\", \"B1\"] }]");
    let mut of = instance(&core, &["A1 1 h", "B1 1 h"]);
    says(&of, "3 c more in `core` (`A1` or `B1`, each once)");
    let thing =
        Thing { code: "A1".parse().unwrap(), kind: OutcomeKind::Course, level: None, owner: of.holdings.own.clone() };
    let attempts = vec![vec![lot_id(1)], vec![lot_id(2)]];
    of.holdings.groups.push(AttemptGroup { attempts, room: Room::One, thing });
    says(&of, "3 c more in `core` (`A1`)");
}

/// Of each kind, code or window a quota allows 2: of what there is it counts 1 already, so that no more than 1 is new.
#[test]
fn what_a_quota_counts_of_the_same_value_leaves_so_much_less() {
    let kinds = anything(
        "least = \"3.5\"",
        &quota("kinds", "of = [{ kinds = [\"course\"] }]\nmost = \"2\"\nper = [\"kind\"]"),
        &["A 1", "W 1.5"],
    );
    let mut of = kinds.clone();
    of.holdings.assets[1].kind = OutcomeKind::Work;
    says(
        &of,
        "1 c more in `p0` (at most 2 c for each kind by quota `kinds`, which counts kind `course`; at most 1 c in all)",
    );
    let mut of =
        anything("least = \"3.5\"", &quota("half-years", &format!("most = \"2\"\n{WINDOWS}")), &["A 1", "B 1.5"]);
    of.holdings.assets[0].earned = date!("2026-04-01");
    says(&of, "1 c more in `p0` (at most 2 c for each window of time by quota `half-years`; at most 1 c in all)");
    let parts =
        part("p1", "split = true\nleast = \"3\"", "[{}]") + &part("p2", "least_items = 1", "[{ codes = [\"X2\"] }]");
    let mut of = instance(&(parts + &quota("codes", "most = \"2\"\nper = [\"code\"]")), &["A 4"]);
    of.holdings.options.push(option("opt", (1, "1"), &["X2 1"]));
    says(&of, "1 more outcome in `p2` (`X2`; at most 2 c for each code by quota `codes`; at most 1 c in all)");
}

/// A share of what counts is of what counts in the end: without the conversion that the plan makes half of it is 1.
#[test]
fn a_share_of_what_counts_is_of_what_counts_in_the_end() {
    let half = quota("half", "most_share = \"1/2\"\nbase = \"counted\"\nper = [\"lot\"]\nwithin = \"g\"");
    let text = "[[programme.part]]\nid = \"g\"\nmost_items = 2\n".to_owned()
        + &part("p1", "within = \"g\"\nleast = \"0.5\"", "[{ classes = [\"elective\"] }]")
        + &part("p2", "within = \"g\"\nleast = \"1\"", "[{}]");
    let mut of = instance(&(text + &half), &["B 1.5", "A 0.5"]);
    of.holdings.assets[0].class = Some("elective".parse().unwrap());
    of.holdings.options.push(option("opt", (2, "0.5"), &["CONV 2"]));
    says(
        &of,
        "1 c more in 1 outcome in `p1` (at most 1 c in all) and 1 c more in 1 outcome in `p2` (at most 1 c in all)",
    );
}

/// Of all attempts at `A1` only so much credit counts together.
#[test]
fn what_is_taken_again_has_the_room_of_all_attempts() {
    let core = |names: &str| part("core", "least = \"3\"", &format!("[{{ codes = [{names}] }}]"));
    let with = |names: &str, room: &str| {
        let mut of = instance(&core(names), &["A1 2 h"]);
        let kind = OutcomeKind::Course;
        let thing = Thing { code: "A1".parse().unwrap(), kind, level: None, owner: of.holdings.own.clone() };
        of.holdings.groups.push(AttemptGroup {
            attempts: vec![vec![lot_id(1)]],
            room: Room::Credits(room.parse().unwrap()),
            thing,
        });
        of
    };
    says(&with("\"A1\"", "4 c"), "3 c more in `core` (`A1`; at most 4 c in all)");
    says(&with("\"A1\", \"A2\"", "0 c"), "3 c more in `core` (`A2`)");
}

/// The learner has a course `A1` of another institution. A certificate `A1` is no attempt at that.
#[test]
fn what_goes_by_the_name_that_is_told_takes_the_place_of_nothing_else() {
    let text = part("core", "least = \"3\"", "[{ codes = [\"A1@OWN\"] }]") + &part("electives", "", "[{}]");
    let mut of = instance(&("least = \"6\"\n".to_owned() + &text), &["A1 3"]);
    let (code, owner) = ("A1".parse().unwrap(), "ELSE".parse().unwrap());
    of.holdings.assets[0].thing = Some(Thing { code, kind: OutcomeKind::Course, level: None, owner });
    says(&of, "3 c more in `core` (`A1@OWN`)");
}

/// Two outcomes of which half must be of the own institution: that they have no credit is no advice.
#[test]
fn outcomes_of_no_credit_are_no_advice() {
    let home = quota("at-home", "of = [{ origins = [\"own\"] }]\nleast_share = \"1/2\"\nbase = \"counted\"");
    let of = anything("least_items = 2", &home, &[]);
    assert!(!english(&of).contains("at most 0 c"), "{}", english(&of));
}

/// Of two attempts one counts: what the first is needed for is to be studied too.
#[test]
fn what_is_taken_again_takes_the_place_of_the_first() {
    let core = part("core", "least = \"3\"", "[{ codes = [\"REQ\"], classes = [\"taught\"] }]");
    let mut of = instance(&(core + &part("electives", "least = \"3\"", "[{}]")), &["REQ 3"]);
    says(&of, "3 c more in `core` (`REQ`) and 3 c more in `electives`");
    let thing =
        Thing { code: "REQ".parse().unwrap(), kind: OutcomeKind::Course, level: None, owner: of.holdings.own.clone() };
    of.holdings.groups.push(AttemptGroup { attempts: vec![vec![lot_id(1)]], room: Room::One, thing });
    says(&of, "3 c more in `core` (`REQ`) and 3 c more in `electives`");
    assert!(told(&report(&of)).is_some());
}
