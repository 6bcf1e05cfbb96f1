//! A merge of several pairs of lines: while it is under way, its passbooks take nothing else.

use crate::kit::asked::{Asked, View};
use creditbank::ledger::{Command, MergeIn, MergeOut};
use creditbank::line::Bundle;
use creditbank::line::{Content, Line};
use creditbank::{MandateId, Receipt, Rejection, Store};

use crate::attempts::page::{World, read};
use crate::attempts::teller::{Teller, learner};

/// Learner 2 has more lots than one pair moves: an attempt at `A` that is in use leaves with the first, one at `LAST`
/// with the last. Learner 1 has attempts at both that are not in use.
fn begun() -> Teller {
    let mut text = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        l = u-registrar 2023-02-01 accrue LAST 70 percent
        b = 2: u-registrar 2023-02-02 accrue A 90 percent
        t = 2: u-awarder 2023-03-01 bind reserve award:T $b:1
    "
    .to_owned();
    for k in 0..100 {
        text += &format!("t{k} = 2: u-registrar 2023-03-02 accrue TERM 70 percent\n");
    }
    text += "
        z = 2: u-registrar 2023-03-03 accrue LAST 80 percent
        v = 2: u-awarder 2023-03-04 bind reserve award:V $z:1
    ";
    let mut teller = Teller::new(World::Stories);
    play(&mut teller, &text);
    teller
}

fn play(teller: &mut Teller, text: &str) {
    read(text).steps.iter().for_each(|step| teller.play(step));
}

/// The next pair, on a day; whether it is the last. What comes in is called by the name.
fn pair(teller: &mut Teller, key: &str, day: &str) -> bool {
    let (by, effective) = ("bank-operator".parse::<MandateId>().unwrap(), day.parse().unwrap());
    teller.tick(effective);
    let out = Command { learner: learner(2), by: by.clone(), effective, act: MergeOut { into: learner(1) } };
    let out = teller.told.bank.ask(&format!("{key}/out"), out).unwrap();
    let bundle = bundle(teller, &out);
    let last = bundle.last;
    let act = MergeIn { bundle, from: learner(2), leaf: out.leaf, position: out.position };
    let come = Command { learner: learner(1), by, effective, act };
    let come = teller.told.bank.ask(&format!("{key}/in"), come).unwrap();
    teller.names.insert(key.to_owned(), (come.learner, come.entry.n));
    last
}

/// The pairs that are left. What comes in with the last is called by the name.
fn rest(teller: &mut Teller, name: &str, day: &str) {
    let last = (0..9).find(|k| pair(teller, &format!("{name}{k}"), day)).unwrap();
    let line = teller.names[&format!("{name}{last}")];
    teller.names.insert(name.to_owned(), line);
}

fn bundle(teller: &Teller, out: &Receipt) -> Bundle {
    let line = Line::decode(&teller.told.bank.store().read(out.position).unwrap().unwrap()).unwrap();
    let Content::Learner { entry, .. } = line.content else { panic!("not a learner's line") };
    entry.effects.bundle.unwrap()
}

/// Where the attempts at `A` and `LAST` stand.
fn seen(teller: &Teller, day: &str) -> String {
    let all = teller.view(1, View::Day(day.parse().unwrap()));
    all.split(" | ").filter(|one| !one.starts_with('t')).collect::<Vec<_>>().join(" | ")
}

const UNDER_WAY: &str = "the passbook of learner 00000000000000000000000000000002 is coming into this one; nothing else is \
                         taken until all of it is here";

/// Whether a passbook that waits for the rest refuses a command with that.
fn waits(teller: &mut Teller, line: &str) {
    match teller.say(line, None) {
        Err(Rejection::Refused(refusal)) => assert_eq!(refusal.to_string(), UNDER_WAY, "{line}"),
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn a_passbook_takes_nothing_else_until_the_last_pair() {
    let mut teller = begun();
    assert!(!pair(&mut teller, "w", "2023-04-01"));
    assert_eq!(seen(&teller, "2023-04-01"), "a blocked 4 | b reserved 1, blocked 3 | l blocked 4");
    for line in [
        "u-awarder 2023-04-02 bind reserve award:S $a:4",
        "u-awarder 2023-04-02 bind consume award:S $b:1",
        "u-awarder 2023-04-02 bind reserve award:S $l:4",
        "u-reviewer 2023-04-02 hold $a:1 until 2023-12-31",
        "u-registrar 2023-04-02 accrue A 95 percent",
        "u-registrar 2023-04-02 revoke $b",
        "u-registrar 2023-04-02 revoke $l",
        "u-registrar 2023-04-02 regrade $b 61 percent",
        "u-registrar 2023-04-02 reverse #a",
        "u-registrar 2023-04-02 reverse #b",
        "bank-operator 2023-04-02 close",
    ] {
        waits(&mut teller, line);
    }
    rest(&mut teller, "x", "2023-04-03");
    play(
        &mut teller,
        "
        marks decision:$t
        marks decision:$v
        c = u-registrar 2023-04-03 accrue A 95 percent
        no lot/group-in-use u-awarder 2023-04-03 bind reserve award:S $l:4
            -- lot $l waits: another attempt at the same thing is in use by decision:$v; that would have to end first
        ",
    );
    let shares = "a blocked 4 | b reserved 1, free 3 | c blocked 4 | l blocked 4 | z reserved 1, free 3";
    assert_eq!(seen(&teller, "2023-04-03"), shares);
    play(&mut teller, "u = u-awarder 2023-04-04 bind reserve award:U $b:3");
    teller.is_sound();
}

/// Also before the first pair has come in, and between one that came and the next that leaves.
#[test]
fn nor_while_something_is_on_its_way() {
    let mut teller = begun();
    let (by, effective) = ("bank-operator".parse::<MandateId>().unwrap(), "2023-04-01".parse().unwrap());
    teller.tick(effective);
    let out = Command { learner: learner(2), by, effective, act: MergeOut { into: learner(1) } };
    teller.told.bank.ask("w/out", out).unwrap();
    waits(&mut teller, "u-registrar 2023-04-02 revoke $l");
    waits(&mut teller, "u-registrar 2023-04-02 accrue A 95 percent");
    assert!(!pair(&mut teller, "w", "2023-04-01"));
    waits(&mut teller, "u-registrar 2023-04-02 revoke $l");
    rest(&mut teller, "x", "2023-04-03");
    play(&mut teller, "u-registrar 2023-04-04 revoke $l");
    teller.is_sound();
}

/// A passbook leaves for one that is open and waits for no other; otherwise it could never arrive.
#[test]
fn nothing_leaves_for_a_passbook_that_cannot_take_it() {
    let mut teller = begun();
    play(&mut teller, "3: u-registrar 2023-01-01 open");
    let leave = |teller: &mut Teller, from: u8, into: u8| {
        let (by, effective) = ("bank-operator".parse::<MandateId>().unwrap(), "2023-04-01".parse().unwrap());
        teller.tick(effective);
        let out = Command { learner: learner(from), by, effective, act: MergeOut { into: learner(into) } };
        teller.told.bank.ask(&format!("{from}/{into}"), out).map(drop).map_err(|why| why.to_string())
    };
    let nowhere = "a passbook is merged into another one that is open";
    assert_eq!(leave(&mut teller, 3, 4).unwrap_err(), nowhere, "4 was never opened");
    assert!(!pair(&mut teller, "w", "2023-04-01"));
    assert_eq!(leave(&mut teller, 3, 1).unwrap_err(), UNDER_WAY);
    assert_eq!(leave(&mut teller, 1, 3).unwrap_err(), UNDER_WAY);
    assert_eq!(leave(&mut teller, 3, 2).unwrap_err(), nowhere, "2 is leaving itself");
    rest(&mut teller, "x", "2023-04-03");
    assert_eq!(leave(&mut teller, 3, 2).unwrap_err(), nowhere, "2 has left");
    leave(&mut teller, 3, 1).unwrap();
    teller.is_sound();
}

/// Decisions, too, may need several pairs.
#[test]
fn a_use_that_comes_before_the_last_pair_is_looked_at_with_it() {
    let mut text = "
        u-registrar 2023-01-01 open
        2: u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = 2: u-registrar 2023-02-02 accrue A 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:1
        t = 2: u-awarder 2023-03-02 bind reserve award:T $b:1
    "
    .to_owned();
    for lot in 0..20 {
        text += &format!("t{lot} = 2: u-registrar 2023-03-02 accrue TERM 70 percent\n");
        for part in 0..4 {
            text += &format!("2: u-awarder 2023-03-03 bind reserve set:{part} $t{lot}:0.5\n");
        }
    }
    let mut teller = Teller::new(World::Stories);
    play(&mut teller, &text);
    rest(&mut teller, "x", "2023-04-01");
    assert!(teller.passbook(1).unwrap().taken.len() > 2, "the decisions came in several pairs");
    play(&mut teller, "marks decision:$s\nmarks decision:$t #x");
    teller.is_sound();
}

/// What another request left on its way comes in first: there is one thing on its way at a time, and in its order.
#[test]
fn a_merge_that_was_cut_off_goes_on_under_another_key() {
    let mut teller = begun();
    let by: MandateId = "bank-operator".parse().unwrap();
    let leave = |teller: &mut Teller, key: &str, day: &str| {
        let effective = day.parse().unwrap();
        teller.tick(effective);
        let out = Command { learner: learner(2), by: by.clone(), effective, act: MergeOut { into: learner(1) } };
        teller.told.bank.ask(key, out).map_err(|why| why.to_string())
    };
    let out = leave(&mut teller, "w/out/0", "2023-04-01").unwrap();
    let on_its_way =
        format!("what left this passbook by line {} is still on its way; let it come in first", out.position);
    assert_eq!(leave(&mut teller, "v/out/0", "2023-04-01").unwrap_err(), on_its_way);
    let day = "2023-04-02".parse().unwrap();
    teller.tick(day);
    let come = teller.told.bank.merge("v", &by.on(day), learner(2), learner(1)).unwrap();
    assert!(come.len() > 1, "what was on its way, and the rest");
    assert_eq!(teller.told.bank.in_flight(), []);
    play(&mut teller, "marks decision:$t\nu = u-awarder 2023-04-04 bind reserve award:U $b:3");
    teller.is_sound();
}

/// The same request gives the same receipts, whatever has become of the passbook since.
#[test]
fn a_merge_that_is_asked_for_again_gives_its_receipts() {
    let mut teller = begun();
    let (by, day) = ("bank-operator".parse::<MandateId>().unwrap(), "2023-04-01".parse().unwrap());
    teller.tick(day);
    let mut ask = || teller.told.bank.merge("w", &by.on(day), learner(2), learner(1)).unwrap();
    let first = ask();
    assert_eq!(ask(), first);
    play(&mut teller, "bank-operator 2023-04-02 close");
    let again = teller.told.bank.merge("w", &by.on(day), learner(2), learner(1)).unwrap();
    assert_eq!(again, first);
}
