//! What would be recognised where that depends on what is still to be studied, and of what counts only in overlays.

use creditbank::credits;
use creditbank::planner::Recognition;
use creditbank::solver::Effort;
use creditbank::testing::engine::recognise;
use creditbank::testing::planner::Instance;

use super::{graded, mean, part, quota, report};
use crate::kit::programmes::{instance, with_scale};

fn recognised(of: &Instance) -> Recognition {
    recognise(&of.programmes, &of.id, &of.holdings, Effort::default()).unwrap()
}

/// As much as is said is recognised, shown to be the most, and no less than a plan counts.
fn is_recognised(of: &Instance, credits: &str) {
    let (found, have) = (recognised(of), report(of).have);
    assert_eq!((found.credits.credits, found.most), (credits.parse().unwrap(), true), "{found:#?}");
    assert!(found.credits.credits >= have.counts.plus(have.afresh).unwrap(), "{have:?}");
}

/// Of twelve at most half from elsewhere, and so many of them, and at home.
fn shared(elsewhere: &[&str], home: &[&str]) -> Instance {
    let share = quota("elsewhere", "most_share = \"1/2\"\nbase = \"counted\"\nof = [{ origins = [\"other\"] }]");
    let lots: Vec<_> = elsewhere.iter().chain(home).copied().collect();
    let mut of = instance(&(part("p0", "least = \"12\"", "[{}]") + &share), &lots);
    for asset in of.holdings.assets.iter_mut().take(elsewhere.len()) {
        asset.issuer = "U-01".parse().unwrap();
    }
    of
}

#[test]
fn a_share_is_met_with_what_is_still_to_be_studied() {
    let of = shared(&["A 6"], &[]);
    is_recognised(&of, "6");
    assert!(super::english(&of).contains("needs at least 12 c and 6 c could count there"));
}

/// No more of it than the plan leaves to study, and none where the award is reached.
#[test]
fn a_share_is_met_with_no_more_than_that() {
    is_recognised(&shared(&["A 6", "B 6", "C 8"], &[]), "6");
    is_recognised(&shared(&["A 4", "B 4"], &["C 2"]), "10");
    is_recognised(&shared(&["A 6", "B 6"], &["C 12"]), "24");
    is_recognised(&shared(&["A 6", "B 7"], &["C 12"]), "19");
}

#[test]
fn an_average_is_lifted_by_what_is_still_to_be_studied() {
    is_recognised(&mean(&["A 3"], &["50"], "11"), "3");
    is_recognised(&mean(&["A 10"], &["10"], "11"), "0");
    is_recognised(&mean(&["A 3", "B 8"], &["74", "80"], "11"), "11");
}

/// As well as can be, and no better: with one at a hundred beside it, four at seventy come to more than seventy-five.
#[test]
fn an_average_is_lifted_as_far_as_can_be() {
    let scale = "[[scale]]\nid = \"percent\"\nleast = \"0\"\nmost = \"100\"\nstep = \"1\"\npass = \"0\"\n";
    let text = "[[programme.average]]\nid = \"mean\"\nclause = \"k\"\nscale = \"percent\"\nleast = \"75\"\n";
    let few = part("few", "least = \"1\"\nmost = \"1\"", r#"[{ codes = ["Z"] }]"#);
    let lots = ["A 2", "B 2", "C 2"];
    let mut of = with_scale(scale, &(part("all", "", "[{}]") + &few + text), &lots);
    graded(&mut of, &["70", "70", "69"]);
    is_recognised(&of, "4");
}

#[test]
fn what_counts_only_in_overlays_is_recognised() {
    let main = part("p0", "least = \"6\"", r#"[{ categories = ["a"] }]"#);
    let upper = part("upper", "overlay = true\nleast = \"5\"\nmost = \"7\"", r#"[{ categories = ["x"] }]"#);
    let mut of = instance(&(main + &upper), &["X 5", "A 3"]);
    of.holdings.assets[0].category = Some("x".parse().unwrap());
    of.holdings.assets[1].category = Some("a".parse().unwrap());
    is_recognised(&of, "8");
    let counts: Vec<_> = recognised(&of).outcomes.iter().map(|one| one.counts.clone()).collect();
    let [x, a] = ["upper", "p0"].map(|part| part.parse().unwrap());
    assert_eq!(counts, [vec![(x, credits!("5"))], vec![(a, credits!("3"))]]);
    of.holdings.assets[1].category = Some("x".parse().unwrap());
    is_recognised(&of, "5");
}

/// What counts in the programme and in an overlay is there once.
#[test]
fn what_counts_in_two_lanes_is_recognised_once() {
    let two = part("p0", "least = \"6\"\nmost = \"6\"", "[{}]");
    let upper = part("upper", "overlay = true\nleast = \"5\"", r#"[{ codes = ["X"] }]"#);
    is_recognised(&instance(&(two.clone() + &upper), &["X 5"]), "5");
    // The programme has room for one of them, and the overlay for the other.
    is_recognised(&instance(&(two + &upper), &["X 5", "A 4"]), "9");
}
