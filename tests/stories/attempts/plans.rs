//! Plans that count on conversions, and plans that are out of date: of several attempts at one thing they take one.

use crate::kit::asked::Asked;
use creditbank::bank::Planning;
use creditbank::ledger::{Command, Filing, LotRefusal, Refusal};
use creditbank::solver::GoalLevel;
use creditbank::{Date, Rejection};

use crate::attempts::page::{World, read};
use crate::attempts::teller::{Teller, learner};

fn told(text: &str) -> Teller {
    let mut teller = Teller::new(World::Stories);
    read(text).steps.iter().for_each(|step| teller.play(step));
    teller
}

/// A plan for the matriculation `m` with what the university would convert.
fn planned(teller: &mut Teller, day: &str) -> Planning {
    let (by, day) = (creditbank::mandate!("u-registrar"), day.parse().unwrap());
    teller.tick(day);
    let filing = Filing { attested: vec![], by, evidence: vec![] };
    let of = teller.with_ids("#m", 1).parse().unwrap();
    teller.told.bank.learner(learner(1)).unwrap().plan_with(of, &filing, day).unwrap()
}

/// How much is still to study, in steps of half a credit.
fn left(planning: &Planning) -> u64 {
    planning.plan.level(GoalLevel::Study).map_or(0, |one| one.value)
}

#[test]
fn what_a_conversion_would_make_is_an_attempt_at_its_course() {
    let text = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue PHYS1112 70 percent
        x = c-registrar 2023-02-10 certify exam MPHYSICS 4 cr - mark 90/percent
        m = u-registrar 2023-03-01 matriculate COURSES
    ";
    let mut teller = told(text);
    let planning = planned(&mut teller, "2023-03-02");
    assert_eq!(left(&planning), 8, "four credits");
    let mut teller = told(&format!("{text}\nb = u-registrar 2023-03-01 accrue B 70 percent"));
    let planning = planned(&mut teller, "2023-03-02");
    assert_eq!(left(&planning), 0);
    assert_eq!(planning.plan.conversions, vec![], "the attempt that was taught will do");
}

/// It would be blocked: it adds nothing to what can be counted.
#[test]
fn what_a_conversion_would_make_of_a_course_in_use() {
    let mut teller = told(
        "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue PHYS1112 70 percent
        b = u-registrar 2023-02-01 accrue B 70 percent
        s = u-awarder 2023-02-02 bind consume award:S $a:4
        x = c-registrar 2023-02-10 certify exam MPHYSICS 4 cr - mark 90/percent
        m = u-registrar 2023-03-01 matriculate COURSES
        ",
    );
    let planning = planned(&mut teller, "2023-03-02");
    assert_eq!(left(&planning), 8, "four credits");
    assert_eq!(planning.plan.conversions, vec![]);
    read("u-awarder 2023-03-03 unbind $s").steps.iter().for_each(|step| teller.play(step));
    assert_eq!(left(&planned(&mut teller, "2023-03-03")), 0);
}

/// Two exams into one course.
#[test]
fn two_conversions_into_one_course_count_once() {
    let mut teller = told(
        "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-02-10 certify exam MPHYSICS 4 cr - mark 90/percent
        y = c-registrar 2023-02-11 certify exam PHYSICS 4 cr -
        m = u-registrar 2023-03-01 matriculate COURSES
        ",
    );
    let planning = planned(&mut teller, "2023-03-02");
    assert_eq!(left(&planning), 8, "four credits");
    assert_eq!(planning.plan.conversions.len(), 1);
}

/// Where each counts, up to its most.
#[test]
fn a_conversion_into_a_course_that_each_counts() {
    let text = "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-01-10 certify exam SPORTS 2 cr -
        a = u-registrar 2023-02-01 accrue SPORT 70 percent
        b = u-registrar 2023-02-02 accrue SPORT 70 percent
        c = u-registrar 2023-02-03 accrue SMALL 70 percent
        m = u-registrar 2023-03-01 matriculate COURSES
    ";
    let mut teller = told(text);
    assert_eq!(left(&planned(&mut teller, "2023-03-02")), 0, "six of sport, two of another");
    let mut teller = told(&format!("{text}\nd = u-registrar 2023-03-01 accrue SPORT 80 percent"));
    let planning = planned(&mut teller, "2023-03-02");
    assert_eq!((left(&planning), planning.plan.conversions.len()), (0, 0));
    let mut teller = told(&text.replace("SMALL", "SPORT"));
    assert_eq!(left(&planned(&mut teller, "2023-03-02")), 4, "six of sport: two credits");
}

/// Only what would be the last counts.
#[test]
fn a_conversion_into_a_course_of_which_the_last_counts() {
    let text = "
        u-registrar 2023-01-01 open
        x = c-registrar 2023-01-10 certify exam VL 4 cr - mark 90/percent
        b = u-registrar 2023-02-03 accrue B 70 percent
        m = u-registrar 2023-03-01 matriculate COURSES
    ";
    let mut teller = told(text);
    assert_eq!(left(&planned(&mut teller, "2023-03-02")), 0);
    let mut teller = told(&format!("{text}\nf = v-registrar 2023-02-01 failed VLAST 30 percent"));
    assert_eq!(left(&planned(&mut teller, "2023-03-02")), 8, "it was earned before the fail");
}

/// A plan is out of date when another attempt has come into use.
#[test]
fn a_plan_that_is_out_of_date() {
    let mut teller = told(
        "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        m = u-registrar 2023-03-01 matriculate FOUR
        ",
    );
    let day: Date = "2023-03-05".parse().unwrap();
    let planning = planned(&mut teller, "2023-03-05");
    let text = "
        b = u-registrar 2023-03-02 accrue A 90 percent
        s = u-awarder 2023-03-03 bind reserve award:S $b:1
        u-registrar 2023-03-05 accrue B 60 percent
    ";
    read(text).steps.iter().for_each(|step| teller.play(step));
    let act = planning.redeem().unwrap();
    let command = Command { learner: learner(1), by: "u-awarder".parse().unwrap(), effective: day, act };
    let said = teller.told.bank.ask("late", command);
    let (lot, by) = (teller.with_ids("$a", 1), teller.with_ids("decision:$s", 1));
    match said {
        Err(Rejection::Refused(Refusal::Lot(LotRefusal::GroupInUse { lot: refused, by: other }))) => {
            assert_eq!((refused.to_string(), other.to_string()), (lot, by));
        }
        other => panic!("{other:?}"),
    }
}

/// The average reads the attempt that the plan takes; of two it may take the better one.
#[test]
fn an_average_of_what_a_plan_takes() {
    let text = "
        u-registrar 2023-01-01 open
        a = u-registrar 2023-02-01 accrue A 70 percent
        b = u-registrar 2023-02-02 accrue B 80 percent
        c = u-registrar 2023-02-03 accrue A 85 percent
        m = u-registrar 2023-03-01 matriculate GOOD
    ";
    let mut teller = told(text);
    read("s = u-awarder 2023-03-02 redeem #m").steps.iter().for_each(|step| teller.play(step));
    assert_eq!(teller.shares(1, "2023-03-02".parse().unwrap()), "a blocked 4 | b reserved 4 | c reserved 4");
    let mut teller = told(&format!("{text}\nt = u-awarder 2023-03-01 bind reserve award:T $a:1"));
    assert!(teller.say("u-awarder 2023-03-02 redeem #m", None).is_err(), "the 70 is in use");
}
