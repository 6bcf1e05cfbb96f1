//! Views: as of a past day, as of a position, and without either.

use crate::kit::asked::{Asked, View};

use crate::attempts::page::{World, read};
use crate::attempts::teller::{Teller, learner};

fn told(text: &str) -> Teller {
    let mut teller = Teller::new(World::Stories);
    read(text).steps.iter().for_each(|step| teller.play(step));
    teller.is_sound();
    teller
}

const RETAKEN: &str = "
    u-registrar 2023-01-01 open
    a = u-registrar 2023-06-01 accrue A 70 percent through 2024-06-30
    s = u-awarder 2023-07-01 bind reserve award:S $a:1
    b = u-registrar 2023-05-01 accrue A 90 percent
    u-awarder 2023-09-01 unbind $s
    r = u-registrar 2023-10-01 revoke $b
";

/// What the book knew when its last line was that of a name.
fn after(teller: &Teller, name: &str) -> u64 {
    let first = teller.told.bank.length() - u64::from(teller.passbook(1).unwrap().next);
    first + u64::from(teller.names[name].1)
}

#[test]
fn a_view_of_a_past_day_and_position_knows_no_more() {
    let teller = told(RETAKEN);
    let at = |name: &str, on: &str| teller.view(1, View::Both(after(&teller, name), on.parse().unwrap()));
    assert_eq!(at("a", "2023-06-15"), "a free 4");
    assert_eq!(at("s", "2023-06-15"), "a free 4");
    assert_eq!(at("s", "2023-07-15"), "a reserved 1, free 3");
    assert_eq!(at("b", "2023-05-15"), "b free 4");
    assert_eq!(at("b", "2023-06-15"), "a behind 4 | b free 4");
    assert_eq!(at("b", "2023-07-15"), "a reserved 1, free 3 | b blocked 4");
    assert_eq!(at("b", "2024-07-15"), "a reserved 1, expired 3 | b blocked 4");
    assert_eq!(at("r", "2023-07-15"), "a reserved 1, free 3 | b blocked 4");
    assert_eq!(at("r", "2023-09-15"), "a behind 4 | b free 4");
    assert_eq!(at("r", "2023-10-15"), "a free 4 | b revoked 4");
    assert_eq!(at("r", "2024-07-15"), "a expired 4 | b revoked 4");
}

#[test]
fn a_view_without_a_day_is_of_the_day_on_which_the_last_line_was_recorded() {
    let mut teller = told(RETAKEN);
    assert_eq!(teller.view(1, View::Now), "a free 4 | b revoked 4");
    assert_eq!(teller.view(1, View::Position(after(&teller, "s"))), "a reserved 1, free 3");
    assert_eq!(teller.view(1, View::Position(after(&teller, "b"))), "a reserved 1, free 3 | b blocked 4");
    let statement = teller.told.bank.now(learner(1));
    assert_eq!(statement.day.to_string(), "2023-10-01");
    assert_eq!(teller.told.bank.now(learner(1)).balances, statement.balances);
    // Somebody else's line is recorded after the last valid day.
    read("2: u-registrar 2024-08-01 open").steps.iter().for_each(|step| teller.play(step));
    assert_eq!(teller.view(1, View::Now), "a expired 4 | b revoked 4");
    let statement = teller.told.bank.now(learner(1));
    assert_eq!(statement.day.to_string(), "2024-08-01");
    assert_eq!(teller.told.bank.now(learner(1)).balances, statement.balances);
}

/// A sweep writes down what has expired; it is the last line only of itself.
#[test]
fn a_sweep_changes_no_answer() {
    let mut teller = told(RETAKEN);
    let days = ["2023-06-15", "2023-09-15", "2024-06-30", "2024-07-01", "2024-08-01"].map(|day| day.parse().unwrap());
    let before = days.map(|day| teller.view(1, View::Day(day)));
    read("w = bank-operator 2024-08-01 expire").steps.iter().for_each(|step| teller.play(step));
    assert_eq!(days.map(|day| teller.view(1, View::Day(day))), before);
    assert!(teller.say("bank-operator 2024-08-02 expire", None).is_err(), "nothing is due twice");
}

/// What is suspended stays so in views between the use and the line that suspends it.
#[test]
fn a_suspension_dated_before_the_use_is_there_from_the_use_on() {
    let teller = told(
        "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = u-registrar 2023-02-02 accrue A 90 percent
        s = u-awarder 2023-03-01 bind reserve award:S $a:4
        r = u-registrar 2023-04-01 revoke $a
        t = u-awarder 2023-06-01 bind reserve award:T $b:4
        e = u-registrar 2023-05-01 reverse #r
        marks decision:$t #e
        ",
    );
    let view = |day: &str| teller.view(1, View::Day(day.parse().unwrap()));
    assert_eq!(view("2023-03-31"), "a reserved 4 | b blocked 4");
    assert_eq!(view("2023-04-30"), "a revoked 4 | b free 4");
    assert_eq!(view("2023-05-31"), "a reserved 4 | b blocked 4");
    assert_eq!(view("2023-06-01"), "a reserved 4 | b reserved 4");
    let marks = |day: &str| {
        let statement = teller.told.bank.on(learner(1), day.parse().unwrap());
        let decision = statement.passbook.decisions.values().last().unwrap().clone();
        decision.marks.len()
    };
    assert_eq!([marks("2023-04-30"), marks("2023-05-31"), marks("2023-06-01")], [1, 0, 1]);
}
