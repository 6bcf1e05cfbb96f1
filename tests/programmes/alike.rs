//! Parts that ask for the same, and lots that are alike: however many there are, the plan is the best and proved. And
//! certificates of bounded size, however large the amounts.

use crate::kit::programmes::{in_quanta, instance, planned};
use creditbank::planner::{Plan, Planned, plan, verify};
use creditbank::solver::{Effort, GoalLevel};
use creditbank::testing::planner::Instance;

/// Half of so many parts are to be chosen, each of three credits, all over the same courses; all courses are passed. What
/// they are worth is said by their number; the rest is added to the programme.
fn half_of(parts: usize, worth: impl Fn(usize) -> &'static str, rest: &str) -> Instance {
    let codes: Vec<String> = (0..parts).map(|code| format!("C{code:03}")).collect();
    let part = |number: usize| {
        let head = format!("[[programme.part]]\nid = \"p{number}\"\nwithin = \"g\"\nleast = \"3\"\n");
        format!("{head}accepts = [{{ codes = {codes:?} }}]\n")
    };
    let group = format!("[[programme.part]]\nid = \"g\"\nchoose = {}\n", parts / 2);
    let lots: Vec<String> = codes.iter().zip(0..).map(|(code, number)| format!("{code} {}", worth(number))).collect();
    let text = group + &(0..parts).map(part).collect::<String>() + rest;
    instance(&text, &lots.iter().map(String::as_str).collect::<Vec<_>>())
}

fn two(_: usize) -> &'static str {
    "2"
}

/// Of the first three courses no more than four credits.
const QUOTA: &str = r#"
[[programme.quota]]
id = "q"
clause = "k"
of = [{ codes = ["C000", "C001", "C002"] }]
most = "4"
"#;

/// Quanta that are left to study, and how many lots count.
fn found(plan: &Plan) -> (u64, usize) {
    (plan.level(GoalLevel::Study).unwrap().value, plan.counts.len())
}

#[test]
fn half_of_seventy_parts_are_filled_and_proved() {
    assert_eq!(found(&planned(&half_of(70, two, "")).plan), (0, 70));
}

#[test]
fn one_lot_is_of_another_size() {
    let odd = |number| if number == 0 { "1" } else { "2" };
    assert_eq!(found(&planned(&half_of(70, odd, "")).plan), (0, 70));
}

/// One lot of the three does not count: a part is one lot short, which would bring it one credit of three.
#[test]
fn a_quota_leaves_one_lot_out() {
    assert_eq!(found(&planned(&half_of(70, two, QUOTA)).plan), (2, 69));
}

#[test]
fn half_of_two_hundred_parts_are_filled_and_proved() {
    assert_eq!(found(&planned(&half_of(200, two, "")).plan), (0, 200));
}

#[test]
fn what_is_first_taken_is_taken_whatever_the_effort() {
    for parts in [70, 100] {
        let of = half_of(parts, two, "");
        let found = plan(&of.programmes, &of.id, &of.holdings, Effort { steps: 1 }).unwrap().plan;
        let level = found.level(GoalLevel::Study).unwrap();
        assert_eq!((level.value, level.bound, found.counts.len()), (0, 0, parts));
    }
}

const TWO_PARTS: &str = r#"
least = "900000000000"
[[programme.part]]
id = "a"
least = "600000000000"
accepts = [{}]
[[programme.part]]
id = "b"
least = "300000000000"
accepts = [{ codes = ["K0", "K1"] }]
"#;

/// So many lots of one size against 9 × 10¹¹ credits.
fn very_large(lots: usize, size: &str, quantum: &str) -> Instance {
    let lots: Vec<String> = (0..lots).map(|lot| format!("K{lot} {size}")).collect();
    in_quanta(quantum, TWO_PARTS, &lots.iter().map(String::as_str).collect::<Vec<_>>())
}

fn with_default_effort(of: &Instance) -> (Planned, usize) {
    let planned = plan(&of.programmes, &of.id, &of.holdings, Effort::default()).unwrap();
    let levels = verify(&of.programmes, &of.holdings, &planned.plan, &planned.certificate).unwrap();
    assert_eq!(levels, planned.plan.levels);
    let bytes = serde_json::to_vec(&planned.certificate).unwrap().len();
    (planned, bytes)
}

/// What the planner says of its certificates: at most half a mebibyte a level.
const MOST_BYTES: usize = 4 << 19;

/// Each took 0.6 to 1 MB where a tree that shows no more than its first case was written down as it was grown.
#[test]
fn certificates_of_very_large_amounts_are_small() {
    for (lots, size, quantum) in
        [(10, "90000000000", "0.5"), (40, "20000000000", "0.0001"), (12, "3333333333.3333", "0.0001")]
    {
        let (_, bytes) = with_default_effort(&very_large(lots, size, quantum));
        assert!(bytes < 1 << 16, "{lots} lots of {size}: {bytes} bytes");
    }
}

#[test]
fn certificates_are_of_bounded_size() {
    for (lots, size) in [(2, "900000000000"), (3, "900000000000"), (5, "299999999999.5"), (9, "100000000001")] {
        let (_, bytes) = with_default_effort(&very_large(lots, size, "0.0001"));
        assert!(bytes <= MOST_BYTES, "{lots} lots of {size}: {bytes} bytes");
    }
}

/// Nothing was counted here: an amount that the simplex cannot hold was taken for one that nobody can.
#[test]
fn what_is_larger_than_the_simplex_can_hold_is_counted() {
    let study = |lots, size, quantum| found(&with_default_effort(&very_large(lots, size, quantum)).0.plan).0;
    assert_eq!(study(10, "90000000000", "0.0001"), 120_000_000_000 * 10_000);
    assert_eq!(study(10, "90000000000", "0.5"), 120_000_000_000 * 2);
    assert_eq!(study(40, "20000000000", "0.0001"), 260_000_000_000 * 10_000);
}
