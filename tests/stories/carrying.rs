//! Out of which awards credit is taken again: documents say it, whoever asks does not.

use crate::kit::played::{after, book, done, on, refused};
use creditbank::ledger::{Carrier, LotRefusal, Refusal};
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::DOCUMENTS;

/// The school's award S has all of A and B.
const AWARDED: &str = "sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 90 percent
    sv-registrar 01-10 accrue B 90 percent
    sv-registrar 01-23 matriculate S
    sv-awarder 01-24 redeem 3";

/// What would have to let it.
fn carrier(shelf: &mut Shelf, line: &str) -> Carrier {
    match refused(shelf, line) {
        Refusal::Lot(LotRefusal::Reserved { carrier, .. }) => carrier,
        other => panic!("{line}: {other}"),
    }
}

/// Where the parts of a lot stand, in the order of the words.
fn standings(shelf: &Shelf, lot: &str) -> Vec<String> {
    let lot = &book(shelf).lots[&lot.parse().unwrap()];
    let mut all: Vec<_> = lot.parts.iter().map(|part| format!("{} {}", part.credits, part.standing)).collect();
    all.sort();
    all
}

/// The programmes of the world in a later version, changed.
fn later(shelf: &mut Shelf, from: &str, to: &str) {
    let (name, text) = DOCUMENTS.iter().find(|(name, _)| *name == "programmes.toml").unwrap();
    let head = "valid = \"2020-01-01..\"\nversion = \"1\"";
    assert!(text.contains(head) && text.contains(from), "{name} has changed");
    let text = text.replacen(head, "valid = \"2026-02-01..\"\nversion = \"2\"", 1).replace(from, to);
    shelf.world.publish(&format!("2-{name}"), &text).unwrap();
}

// ---- nobody's word ----

#[test]
fn a_conversion_takes_nothing_out_of_an_award_that_its_rule_does_not_name() {
    let mut shelf = after(AWARDED);
    let said = refused(&mut shelf, "hv-registrar 01-25 apply 1.0:4 rule a-to-c");
    let expected = "lot 1.0 is reserved for award:S@4.0: 0 are free, short by 4; \
                    a source of rule `a-to-c` would have to say so in `reserved_by`";
    assert_eq!(said.to_string(), expected);
    assert_eq!(standings(&shelf, "1.0"), ["4 available award:S@4.0"], "S stands, and has its credit");
}

#[test]
fn an_award_of_which_nothing_is_published_takes_only_what_is_free() {
    let mut shelf = after(AWARDED);
    let said = refused(&mut shelf, "sv-awarder 01-29 bind consume award:Z 2.0:4");
    let expected = "lot 2.0 is reserved for award:S@4.0: 0 are free, short by 4; \
                    programme `Z` would have to be published, and to `carry` from there";
    assert_eq!(said.to_string(), expected);
    done(&mut shelf, "sv-registrar 01-29 certify exam Z 3 sv -");
    done(&mut shelf, "sv-awarder 01-29 bind consume award:Z 5.0:3");
}

#[test]
fn a_hold_and_a_set_take_only_what_is_free() {
    let mut shelf = after(AWARDED);
    assert_eq!(carrier(&mut shelf, "sv-reviewer 01-29 hold 1.0:4 through 2026-02-28"), Carrier::None);
    assert_eq!(carrier(&mut shelf, "sv-awarder 01-29 bind reserve set:Q 1.0:4"), Carrier::None);
}

#[test]
fn no_command_has_the_field() {
    let mut shelf = after(AWARDED);
    let line = r#"hv-registrar 01-25 {"apply":{"carry":["award:S"],"document":"world-rules","take":[{"credits":"4","lot":"1.0"}]}}"#;
    let error = shelf.say(line).unwrap_err().to_string();
    assert!(error.contains("unknown field `carry`"), "{error}");
}

// ---- programmes ----

#[test]
fn an_award_takes_out_of_those_from_which_its_programme_carries() {
    let mut shelf = after(AWARDED);
    done(&mut shelf, "sv-awarder 01-29 bind reserve award:W 1.0:4");
    assert_eq!(standings(&shelf, "1.0"), ["4 available award:S@4.0 award:W@5.0"]);
    let twice = refused(&mut shelf, "sv-awarder 01-29 bind reserve award:W 1.0:4");
    assert!(matches!(twice, Refusal::Lot(LotRefusal::InScope { .. })), "{twice}");
}

/// What a stage carries is for those who study it.
#[test]
fn a_stage_carries_for_those_who_are_in_it() {
    let stage = "sv-registrar 01-01 open
        sv-registrar 01-10 accrue A 90 percent
        sv-registrar 01-10 accrue B 90 percent
        sv-registrar 01-23 matriculate S at S-T/1
        sv-awarder 01-24 redeem 3
        sv-registrar 01-25 assess transfer 3 chinese=60,mathematics=60";
    let mut shelf = after(stage);
    let bind = "hv-awarder 01-29 bind reserve award:T 1.0:4";
    assert_eq!(carrier(&mut shelf, bind), Carrier::Programme("T".parse().unwrap()));
    done(&mut shelf, "hv-registrar 01-28 matriculate T at S-T/2 from 3");
    let bound = done(&mut shelf, bind);
    assert!(bound.cites.len() > 2, "the programme that was read is cited: {:?}", bound.cites);
    let mut left = shelf.clone();
    done(&mut left, "hv-awarder 01-30 unbind 7.0");
    done(&mut left, "hv-registrar 01-30 leave 6");
    let again = "hv-awarder 01-30 bind reserve award:T 1.0:4";
    assert_eq!(carrier(&mut left, again), Carrier::Programme("T".parse().unwrap()));
}

/// What was studied on the day counts, also where it is recorded that the learner has left since, or has gone on.
#[test]
fn a_stage_carries_until_it_is_left() {
    let stage = "sv-registrar 01-01 open
        sv-registrar 01-10 accrue A 90 percent
        sv-registrar 01-10 accrue B 90 percent
        sv-registrar 01-23 matriculate S at S-T/1
        sv-awarder 01-24 redeem 3
        sv-registrar 01-25 assess transfer 3 chinese=60,mathematics=60
        hv-registrar 01-28 matriculate T at S-T/2 from 3";
    let mut world = Shelf::new().unwrap();
    later(&mut world, "carry = [{ from = \"S\", most = \"6\", clause = \"world/award\" }]\n\n", "\n");
    for end in ["leave 6", "matriculate T at S-T/2 from 6"] {
        let mut shelf = on(world.clone(), &format!("{stage}\nhv-registrar 02-05 {end}"));
        done(&mut shelf, "hv-awarder 02-04 bind reserve award:T 1.0:4");
    }
    let mut left = after(&format!("{stage}\nhv-registrar 02-05 leave 6"));
    let by = carrier(&mut left, "hv-awarder 02-05 bind reserve award:T 1.0:4");
    assert_eq!(by, Carrier::Programme("T".parse().unwrap()));
}

/// Two matriculations come together by a merge: what either carries is carried.
#[test]
fn a_stage_carries_also_beside_another_matriculation() {
    let mut shelf = after(
        "sv-registrar 01-01 open
        sv-registrar 01-10 accrue A 90 percent
        sv-registrar 01-10 accrue B 90 percent
        sv-registrar 01-23 matriculate S at S-T/1
        sv-awarder 01-24 redeem 3
        sv-registrar 01-25 assess transfer 3 chinese=60,mathematics=60
        hv-registrar 01-28 matriculate T at S-T/2 from 3
        2: sv-registrar 01-01 open
        2: hv-registrar 01-29 matriculate T
        2: bank-operator 02-01 merge_out 1
        bank-operator 02-01 merge_in 2",
    );
    done(&mut shelf, "hv-awarder 02-02 bind reserve award:T 1.0:4");
    assert_eq!(standings(&shelf, "1.0"), ["4 available award:S@4.0 award:T@8.0"]);
}

/// The version that was pinned says it to who studies in it; the one in force to everybody else.
#[test]
fn a_later_version_carries_for_those_who_come_later() {
    let carries = "carry = [{ from = \"S\", clause = \"world/award\" }]\n\n[[programme.part]]\nid = \"again\"";
    let dropped = "\n[[programme.part]]\nid = \"again\"";
    let bind = "sv-awarder 02-03 bind reserve award:W 1.0:4";
    let mut world = Shelf::new().unwrap();
    later(&mut world, carries, dropped);
    let mut pinned = on(world.clone(), AWARDED);
    done(&mut pinned, "sv-registrar 01-28 matriculate W");
    done(&mut pinned, bind);

    let mut other = on(world, AWARDED);
    assert_eq!(carrier(&mut other, bind), Carrier::Programme("W".parse().unwrap()));
    done(&mut other, "sv-registrar 02-02 matriculate W");
    assert_eq!(carrier(&mut other, bind), Carrier::Programme("W".parse().unwrap()));
}

#[test]
fn a_use_is_replanned_with_what_its_programme_carries() {
    let script = format!(
        "{AWARDED}
        sv-registrar 01-25 certify exam Z 4 sv -
        sv-awarder 01-26 bind reserve award:W 5.0:4
        sv-registrar 01-27 revoke 5.0"
    );
    let mut shelf = after(&script);
    done(&mut shelf, "sv-awarder 01-28 replan decision:6.0 7 5.0 1.0:4");
    assert_eq!(standings(&shelf, "1.0"), ["4 available award:S@4.0 award:W@6.0"]);
    laws::all(&shelf).unwrap();
}

// ---- rules ----

#[test]
fn a_conversion_takes_what_is_reserved_where_its_rule_says_so() {
    let mut shelf = after(
        "sv-registrar 01-01 open
        sv-registrar 01-10 accrue A 90 percent
        sv-awarder 01-11 bind reserve set:Q 1.0:3
        hv-registrar 01-25 apply 1.0:4 rule a-to-c",
    );
    assert_eq!(standings(&shelf, "1.0"), ["1 held:3.0", "3 held:3.0 set:Q@2.0"]);
    let application = book(&shelf).applications[&"3.0".parse().unwrap()].clone();
    let input = &application.appraisal.grants[0].inputs[0];
    assert_eq!(input.reserved_by, ["set:Q".parse().unwrap()], "the line says out of what it took");
    done(&mut shelf, "hv-reviewer 01-26 approve 3.0");
    done(&mut shelf, "hv-reviewer 01-27 reverse 4");
    assert_eq!(standings(&shelf, "1.0"), ["1 available", "3 available set:Q@2.0"]);
}

#[test]
fn a_rule_that_takes_as_much_as_is_asked_takes_what_is_free_first() {
    let mut shelf = after(
        "sv-registrar 01-01 open
        sv-registrar 01-10 accrue B 90 percent
        sv-awarder 01-11 bind reserve award:S 1.0:3
        sv-registrar 01-25 apply 1.0:2 rule b-to-practice",
    );
    assert_eq!(standings(&shelf, "1.0"), ["1 held:3.0", "1 held:3.0 award:S@2.0", "2 available award:S@2.0"]);
    done(&mut shelf, "sv-registrar 01-26 withdraw 3.0");
    done(&mut shelf, "sv-registrar 01-26 apply 1.0:4 rule b-to-practice");
    assert_eq!(standings(&shelf, "1.0"), ["1 held:5.0", "3 held:5.0 award:S@2.0"]);
}

/// One rule takes what is reserved, another does not, and both take of one lot: the order of their ids decides nothing.
#[test]
fn what_is_free_is_left_to_who_takes_nothing_else() {
    for (first, second) in [(", reserved_by = [\"award:S\"]", ""), ("", ", reserved_by = [\"award:S\"]")] {
        let mut shelf = with_rules(&[("courses", first), ("practice", second)]);
        let set_up = "sv-registrar 01-01 open
            sv-registrar 01-10 certify exam ZB 4 sv -
            sv-awarder 01-11 bind reserve award:S 1.0:2
            sv-registrar 01-12 apply 1.0:4
            sv-reviewer 01-13 approve 3.0";
        shelf.play(set_up).unwrap();
        assert_eq!(standings(&shelf, "1.0"), ["2 consumed:4.0", "2 consumed:4.0 award:S@2.0"]);
        shelf.play("sv-reviewer 01-14 reverse 4").unwrap();
        assert_eq!(standings(&shelf, "1.0"), ["2 available", "2 available award:S@2.0"]);
    }
}

/// Each takes out of a hold what it took into it.
#[test]
fn what_is_held_goes_where_it_was_taken_for() {
    let reserves = ", use = \"reserve\", scope = \"set:Q\", reserved_by = [\"set:P\"]";
    let mut shelf = with_rules(&[("courses", ", reserved_by = [\"set:Q\"]"), ("practice", reserves)]);
    let set_up = "sv-registrar 01-01 open
        sv-registrar 01-10 certify exam ZB 4 sv -
        sv-awarder 01-11 bind reserve set:P 1.0:2
        sv-awarder 01-11 bind reserve set:Q 1.0:2
        sv-registrar 01-12 apply 1.0:4
        sv-reviewer 01-13 approve 4.0";
    shelf.play(set_up).unwrap();
    assert_eq!(standings(&shelf, "1.0"), ["2 available set:P@2.0 set:Q@5.0", "2 consumed:5.0 set:Q@3.0"]);
}

/// The rules of the world in a later version, with more that take half of an examination.
fn with_rules(more: &[(&str, &str)]) -> Shelf {
    let (_, text) = DOCUMENTS.iter().find(|(name, _)| *name == "rules.toml").unwrap();
    let head = "valid = \"2026-01-01..\"\nversion = \"1\"";
    assert!(text.contains(head), "the rules have changed");
    let mut text = text.replacen(head, "valid = \"2026-01-05..\"\nversion = \"2\"", 1);
    for (number, (group, takes)) in more.iter().enumerate() {
        text += &format!(
            "\n[[rule]]\nid = \"half-{number}\"\ngroup = \"{group}\"\nclause = \"world/1\"\nvalid = \"2026-01-01..\"\n\
             from = [{{ kind = \"exam\", codes = [\"ZB\"], unit = \"sv\", take = \"2\"{takes} }}]\n\
             to = [{{ category = \"half-{number}\", amount = \"1 sv\" }}]\nreview = [{{ role = \"reviewer\" }}]\n"
        );
    }
    let mut shelf = Shelf::new().unwrap();
    shelf.world.publish("2-rules.toml", &text).unwrap();
    shelf
}

// ---- what is not there ----

#[test]
fn a_rule_takes_out_of_no_programme_that_is_not_there() {
    let mut shelf = Shelf::new().unwrap();
    let (name, text) = DOCUMENTS.iter().find(|(name, _)| *name == "rules.toml").unwrap();
    let text = text.replace("reserved_by = [\"award:S\", \"set:Q\"]", "reserved_by = [\"award:NOWHERE\", \"set:Q\"]");
    let error = shelf.world.publish(name, &text).unwrap_err().to_string();
    assert!(error.contains("B036") && error.contains("no programme `NOWHERE` is published"), "{error}");
}
