//! The planner by brute force, and what the chapter says of sharing, where one of them was once wrong: each case is
//! planned, counted, verified and tried in every way, and all agree.

use std::collections::BTreeSet;

use creditbank::diagnosis::Limits;
use creditbank::pathway::reference::TooLarge;
use creditbank::pathway::{
    Asset, AssetId, Counted, Effort, Fault, Holdings, OpenConversion, Place, ProgrammesDraft, Shared, Use, count, plan,
    verify,
};
use creditbank::registry::{OutcomeKind, Tier};
use creditbank::testing::pathway::Instance;
use creditbank::{Credits, LotId, date};

const HEAD: &str = r#"
[document]
id = "cases"
kind = "programmes"
valid = "2026-01-01.."
version = "1"
[book]
semantics = 1
[[unit]]
id = "c"
quantum = "0.5"
[[clause]]
id = "k"
text = "Made up for a test."
invented = true
[[programme]]
id = "P"
title = "P"
tier = "higher"
unit = "c"
clause = "k"
"#;

/// A programme, and lots as in `A 4`: a code and credits.
fn instance(text: &str, lots: &[&str]) -> Instance {
    let text = format!("{HEAD}{text}");
    let draft = ProgrammesDraft::read("cases.toml", text.as_bytes(), &Limits::default());
    let draft = draft.unwrap_or_else(|findings| panic!("{findings}\n{text}"));
    let holdings = Holdings {
        assets: (1..).zip(lots).map(|(number, text)| lot(number, text)).collect(),
        carry: Vec::new(),
        day: date!("2026-06-30"),
        gates: BTreeSet::new(),
        groups: Vec::new(),
        limits: Vec::new(),
        options: Vec::new(),
        own: "OWN".parse().unwrap(),
        passed: Vec::new(),
        reliefs: Vec::new(),
    };
    Instance::new(draft, "P".parse().unwrap(), holdings)
}

fn lot_id(number: u32) -> AssetId {
    AssetId::Lot { carried: Vec::new(), lot: LotId::here(number, 0) }
}

fn lot(number: u32, text: &str) -> Asset {
    let (code, credits) = text.split_once(' ').unwrap();
    Asset {
        amount: format!("{credits} c").parse().unwrap(),
        category: None,
        class: None,
        code: code.parse().unwrap(),
        content: None,
        earned: date!("2025-06-30"),
        grade: None,
        id: lot_id(number),
        issuer: "OWN".parse().unwrap(),
        kind: OutcomeKind::Course,
        level: None,
        made: None,
        thing: None,
        tier: Tier::Higher,
        valid_through: None,
    }
}

/// Quanta to study, items to take, approvals and lots of the best plan: tried in every way, and planned and verified.
fn best(instance: &Instance) -> [u64; 4] {
    let Instance { holdings, id, programmes } = instance;
    let planned = plan(programmes, id, holdings, Effort::default()).unwrap();
    assert_eq!(verify(programmes, holdings, &planned.plan, &planned.certificate).as_ref(), Ok(&planned.plan.levels));
    assert!(planned.plan.is_proved(), "{:?}", planned.plan.levels);
    let tried = instance.best().unwrap().expect("there is a plan");
    let tried = [tried.study, tried.items, tried.approvals, tried.lots];
    assert_eq!(planned.plan.levels.iter().map(|level| level.value).collect::<Vec<_>>(), tried);
    tried
}

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
    assert_eq!(instance(&format!("{}{last}", wide(8)), &["A 1"]).best(), Err(TooLarge));
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
    let Instance { holdings, id, programmes } = &of;
    let mut plan = plan(programmes, id, holdings, Effort::default()).unwrap().plan;
    let (asset, credits): (_, Credits) = (lot_id(1), "0.5".parse().unwrap());
    let counted = |part: &str| Counted { asset: asset.clone(), credits, part: part.parse().unwrap() };
    plan.counts = vec![counted("inner"), counted("other")];
    plan.study.clear();
    plan.shared = (0..2).map(|sharing| Shared { asset: asset.clone(), credits, sharing }).collect();
    let fault = count(programmes, holdings, &plan).unwrap_err();
    let Fault::TooMuch { at: Place::Sharing(..), found, most, .. } = &fault else { panic!("{fault}") };
    assert_eq!((found.as_str(), most.as_str()), ("1", "0.5"));
}

/// What a conversion would make does not count without it, however many sharings its parts have.
#[test]
fn what_is_shared_by_two_sharings_is_still_made() {
    let text = overlapping(true, "").replace("id = \"group\"\n", "id = \"group\"\nleast = \"2.5\"\n");
    let text = text.replacen("codes = [\"A\"]", "codes = [\"A\", \"X\"]", 1);
    let mut of = instance(&text, &["X 2"]);
    of.holdings.options = vec![OpenConversion {
        approvals: 1,
        id: "o".parse().unwrap(),
        makes: vec![Asset { id: AssetId::Made { k: 0, option: "o".parse().unwrap() }, ..lot(9, "A 1") }],
        not_with: Vec::new(),
        takes: vec![Use { asset: lot_id(1), credits: "2".parse().unwrap() }],
    }];
    assert_eq!(best(&of), [1, 0, 0, 1]);
}
