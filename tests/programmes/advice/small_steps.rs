//! What the small steps do among plans that are as good: nothing is studied that is there, and what is left is left free.

use creditbank::planner::{AssetId, Plan};
use creditbank::testing::planner::Instance;
use creditbank::{Credits, credits};

use super::{chinese, comes_true, english, graded, part, part_of, planned, quota, report, study};
use crate::kit::programmes::{in_quanta, instance, lot_id, with_scale};

const SCALE: &str = "[[scale]]\nid = \"percent\"\nleast = \"0\"\nmost = \"100\"\nstep = \"1\"\npass = \"50\"\n";

/// Two parts in ten-thousandths, in which the effort ends before a plan without study is found.
fn fine(lots: &[&str]) -> Instance {
    let parts = part("g1", "least = \"3.3333\"", "[{}]") + &part("g3", "least = \"4.3333\"", "[{}]");
    in_quanta("0.0001", &parts, lots)
}

const ENOUGH: [&str; 6] = ["A80 0.0001", "NEW1 0.0001", "NEW2 3.3331", "A2 3.4403", "NEW4 0.8661", "A85 0.0269"];

#[test]
fn what_fills_all_parts_is_reached() {
    let of = fine(&ENOUGH);
    let (plan, report) = (planned(&of), report(&of));
    assert!(plan.is_reached() && report.repairs.is_empty(), "{report:#?}");
    assert!(english(&of).contains("Reached"), "{}", english(&of));
}

/// With more than is needed nothing is bound for nothing, and with less only what is left is studied.
#[test]
fn what_is_left_is_studied_and_no_more() {
    let of = fine(&[ENOUGH.as_slice(), &["X 0.5", "Y 0.25", "Z 0.0002"]].concat());
    assert!(planned(&of).is_reached());
    for number in 1..ENOUGH.len() {
        let of = fine(&ENOUGH[..number]);
        let report = report(&of);
        for part in &report.parts {
            assert_eq!(part.stand.study, part.stand.short().0, "{report:#?}");
        }
        assert!(!report.reached && report.repairs.iter().all(|one| !one.steps.is_empty()), "{report:#?}");
    }
}

// ---- an overlay that is met ----

fn overlaid(lots: &[(&str, &[&str])]) -> Instance {
    let upper = part("upper", "overlay = true\nleast = \"5\"", r#"[{ categories = ["both", "x"] }]"#);
    let parts = part("p0", "least = \"6\"", r#"[{ categories = ["a", "both"] }]"#) + &upper;
    let mut of = instance(&parts, &lots.iter().map(|(lot, _)| *lot).collect::<Vec<_>>());
    for (asset, (_, category)) in of.holdings.assets.iter_mut().zip(lots) {
        asset.category = category.first().map(|one| one.parse().unwrap());
    }
    of
}

#[test]
fn nothing_is_studied_in_an_overlay_that_is_met() {
    let of = overlaid(&[("X 5", &["x"])]);
    assert_eq!(study(&planned(&of)), [("p0".to_owned(), credits!("6"), 0)]);
    let page = english(&of);
    assert!(page.contains("[ok] `upper`, counting everything separately: 5 c, needs at least 5 c lot"), "{page}");
    let have = "5 c in all: 0 c counted, 5 c only in parts that count everything separately, 0 c not counted";
    assert!(page.contains(have) && page.contains("the whole programme: 0 c: 6 c to study"), "{page}");
    let have = "现有 5 c，其中计入 0 c，仅在另行统计的部分计入 5 c，未计入 0 c";
    assert!(chinese(&of).contains(have), "{}", chinese(&of));
    comes_true(&of);
}

/// What an overlay lacks is studied in it, less than elsewhere; and what counts in both is there once.
#[test]
fn what_an_overlay_lacks_is_studied_in_it() {
    let of = overlaid(&[("X 3", &["x"])]);
    assert_eq!(study(&planned(&of)), [("p0".to_owned(), credits!("6"), 0), ("upper".to_owned(), credits!("2"), 0)]);
    comes_true(&of);
    let of = overlaid(&[("X 5", &["both"]), ("Y 1", &["a"]), ("Z 2", &["x"])]);
    let have = report(&of).have;
    assert_eq!((have.there, have.idle), (credits!("8"), credits!("2")));
    assert_eq!((have.counts, have.afresh), (credits!("6"), Credits::ZERO));
}

// ---- an average that something else lifts ----

fn lifted(lots: &[&str], marks: &[&str]) -> Instance {
    let average = "[[programme.average]]\nid = \"mean\"\nclause = \"k\"\nscale = \"percent\"\nleast = \"60\"\n";
    let sew = quota("sew", "least = \"8\"\nof = [{ contents = [\"sew\"] }]");
    let mut of = with_scale(SCALE, &(part("p1", "", "[{}]") + &sew + average), lots);
    graded(&mut of, marks);
    of
}

#[test]
fn what_another_lifts_counts_beside_it() {
    let of = lifted(&["B 2", "A 8"], &["80", "59"]);
    assert_eq!((report(&of).have.counts, study(&planned(&of)).len()), (credits!("10"), 1));
    comes_true(&of);
}

/// As long as it lifts it enough, and however many there are.
#[test]
fn what_another_lifts_counts_as_far_as_it_does() {
    let of = lifted(&["B 2", "A 8", "C 4", "D 6"], &["80", "59", "58", "54"]);
    assert_eq!(report(&of).have.counts, credits!("14"), "{}", english(&of));
    let of = lifted(&["B 2", "A 8"], &["80", "50"]);
    assert_eq!(report(&of).have.counts, credits!("2"), "{}", english(&of));
}

// ---- more free credit ----

/// Which lots count, by number.
fn counted(plan: &Plan) -> Vec<(u32, Credits)> {
    let is = |number: &u32, id: &AssetId| id.lot() == lot_id(*number).lot();
    let number = |id: &AssetId| (1..9).find(|number| is(number, id)).unwrap();
    plan.counts.iter().map(|one| (number(&one.asset), one.credits)).collect()
}

fn carrying(more: &str, lots: &[&str]) -> Instance {
    let carry = "[[programme.carry]]\nclause = \"k\"\nfrom = \"EARLY\"\n";
    instance(&(part("p0", &format!("least = \"4\"\n{more}"), "[{}]") + carry), lots)
}

#[test]
fn what_is_reserved_is_taken_though_it_is_larger() {
    let plan = planned(&carrying("", &["A 4", "B 6 from=EARLY"]));
    assert_eq!((counted(&plan), plan.is_proved()), (vec![(2, credits!("6"))], true));
    let plan = planned(&carrying("split = true", &["A 4", "B 6 from=EARLY"]));
    assert_eq!(counted(&plan), [(2, credits!("4"))]);
    let plan = planned(&carrying("most = \"5\"", &["A 4", "B 6 from=EARLY"]));
    assert_eq!(counted(&plan), [(1, credits!("4"))], "all of it is too much");
}

#[test]
fn of_two_that_are_free_the_smaller_is_taken() {
    let plan = planned(&carrying("", &["A 8", "B 4"]));
    assert_eq!((counted(&plan), plan.is_proved()), (vec![(2, credits!("4"))], true));
    let plan = planned(&carrying("", &["A 8", "B 3", "C 5", "D 6"]));
    assert_eq!(counted(&plan), [(3, credits!("5"))], "the smallest that is enough");
}

/// The larger stays where the smaller would not do, and where it does for two.
#[test]
fn the_larger_stays_where_it_is_needed() {
    let needs = part("p0", "least = \"6\"", r#"[{ codes = ["A", "C"] }]"#) + &part("p1", "least = \"2\"", "[{}]");
    let plan = planned(&instance(&needs, &["A 8", "B 4", "C 5", "D 3"]));
    assert_eq!((part_of(&plan, 1).as_deref(), part_of(&plan, 4).as_deref()), (Some("p0"), Some("p1")), "{plan:#?}");
    assert!(plan.is_reached() && plan.counts.len() == 2);
}
