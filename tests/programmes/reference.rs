//! The planner by brute force, and what the chapter says of sharing, where one of them was once wrong: each case is
//! planned, counted, verified and tried in every way, and all agree.

use crate::kit::programmes::{best, instance, lot_id, option, planned};
use creditbank::Credits;
use creditbank::planner::{Counted, Fault, PlanPlace, Shared};
use creditbank::testing::engine::count;
use creditbank::testing::planner::Instance;
use creditbank::testing::reference::planner::TooLarge;

/// Many leaves over which credits and items can be spread.
fn wide(leaves: usize) -> String {
    let leaf = |n| format!("[[programme.part]]\nid = \"p{n}\"\nleast = \"0\"\naccepts = [{{}}]\n");
    let leaves: String = (0..leaves).map(leaf).collect();
    format!("least = \"6.5\"\nleast_items = 4\nmost = \"7\"\n{leaves}")
}

/// That no plan was found before the tries ended is no proof that there is none.
#[test]
fn what_is_too_much_to_try_is_no_contradiction() {
    let last = "[[programme.part]]\nid = \"last\"\nleast = \"6.5\"\nleast_items = 4\naccepts = [{ codes = [\"Z\"] }]\n";
    assert_eq!(instance(&format!("{}{last}", wide(5)), &["A 1"]).best(), Err(TooLarge));
}

/// Where so much study is the least there is, less of it is not tried again for every number of items.
#[test]
fn studies_below_the_least_are_tried_once() {
    let leaf = |id: &str, more: &str, accepts: &str| {
        format!("[[programme.part]]\nid = \"{id}\"\naccepts = [{{ {accepts} }}]\n{more}\n")
    };
    let quota =
        |id: &str| format!("[[programme.quota]]\nid = \"{id}\"\nclause = \"k\"\nleast_items = 2\nof = [{{}}]\n");
    let leaves = [
        leaf("p1", "least = \"3.5\"\nleast_items = 2", ""),
        leaf("p2", "least = \"0.5\"", "codes = [\"Z\"]"),
        leaf("p3", "least = \"0\"", "codes = [\"A\"]"),
        leaf("p4", "least = \"1\"", "codes = [\"C\", \"D\"]"),
    ];
    let text = format!("least = \"6.5\"\nmost = \"7\"\n{}{}{}", leaves.concat(), quota("q1"), quota("q2"));
    assert_eq!(best(&instance(&text, &["A 2", "B 1", "C 2", "D 1.5"])), [1, 0, 0, 4]);
}

/// Two parts, one in a group, that share with a third; `split` of all leaves.
fn overlapping(split: bool, asks: &str) -> String {
    let leaf = |id: &str, more: &str| {
        format!("[[programme.part]]\nid = \"{id}\"\nsplit = {split}\naccepts = [{{ codes = [\"A\"] }}]\n{more}")
    };
    let sharing = |one: &str| format!("[[programme.sharing]]\nbetween = [\"{one}\", \"other\"]\nclause = \"k\"\n");
    let (inner, other) = (leaf("inner", "within = \"group\"\n"), leaf("other", ""));
    let group = "[[programme.part]]\nid = \"group\"\n";
    format!("{asks}{group}{inner}{other}{}{}", sharing("inner"), sharing("group"))
}

/// What counts whole in both parts of a sharing is shared as a whole: not half by one and half by the other, as if it
/// were no item at all.
#[test]
fn what_counts_whole_is_shared_whole() {
    let none = "[[programme.quota]]\nid = \"none\"\nclause = \"k\"\nmost_items = 0\nof = [{ codes = [\"A\"] }]\n";
    let text = format!("{}{none}", overlapping(false, "least = \"1\"\n"));
    assert_eq!(best(&instance(&text, &["A 2"])), [2, 0, 0, 0]);
}

/// What is shared by one sharing is not shared by another: it would count in three parts, or in none.
#[test]
fn what_is_shared_counts_in_two_parts_and_no_third() {
    let of = instance(&overlapping(true, "least = \"2\"\n"), &["A 2"]);
    assert_eq!(best(&of), [0, 0, 0, 1]);
    let Instance { holdings, programmes, .. } = &of;
    let mut plan = planned(&of).plan;
    let (asset, credits): (_, Credits) = (lot_id(1), "0.5".parse().unwrap());
    let counted = |part: &str| Counted { asset: asset.clone(), credits, part: part.parse().unwrap() };
    plan.counts = vec![counted("inner"), counted("other")];
    plan.study.clear();
    plan.shared = (0..2).map(|sharing| Shared { asset: asset.clone(), credits, sharing }).collect();
    let fault = count(programmes, holdings, &plan).unwrap_err();
    let Fault::TooMuch { at: PlanPlace::Sharing(..), found, most, .. } = &fault else { panic!("{fault}") };
    assert_eq!((found.as_str(), most.as_str()), ("1", "0.5"));
}

/// What a conversion would make does not count without it, however many sharings its parts have.
#[test]
fn what_is_shared_by_two_sharings_is_still_made() {
    let text = overlapping(true, "").replace("id = \"group\"\n", "id = \"group\"\nleast = \"2.5\"\n");
    let text = text.replacen("codes = [\"A\"]", "codes = [\"A\", \"X\"]", 1);
    let mut of = instance(&text, &["X 2"]);
    of.holdings.options = vec![option("o", (1, "2"), &["A 1"])];
    assert_eq!(best(&of), [1, 0, 0, 1]);
}
