//! Of the attempts at one thing only so much is taken, case by case: planned, counted, verified and tried in every way.

use crate::kit::programmes::{best, instance, lot_id, made_id, option, planned};
use creditbank::planner::{AssetId, AttemptGroup, Counted, Fault, Plan, PlanPlace, Room};
use creditbank::testing::engine::{Formulation, count};
use creditbank::testing::planner::{Instance, shuffled};
use creditbank::testing::rules::Dice;

const ALL: &str = "[[programme.part]]\nid = \"all\"\naccepts = [{}]\n";

/// A leaf, as in `main split` or `main overlay A,B 4`: an id, and in this order whether it splits or is an overlay, what
/// codes it takes, and its least.
fn leaf(text: &str) -> String {
    let mut words = text.split(' ').peekable();
    let mut leaf = format!("[[programme.part]]\nid = \"{}\"\n", words.next().unwrap());
    while let Some(flag) = words.next_if(|word| ["split", "overlay"].contains(word)) {
        leaf += &format!("{flag} = true\n");
    }
    let codes: Vec<_> = words.next().unwrap().split(',').map(|code| format!("\"{code}\"")).collect();
    leaf += &format!("accepts = [{{ codes = [{}] }}]\n", codes.join(", "));
    words.next().map_or(leaf.clone(), |least| format!("{leaf}least = \"{least}\"\n"))
}

fn group(room: &str, attempts: Vec<Vec<AssetId>>) -> AttemptGroup {
    let room = match room.split_once(' ') {
        None => Room::One,
        Some((most, "item")) => Room::Items(most.parse().unwrap()),
        Some(_) => Room::Credits(room.parse().unwrap()),
    };
    AttemptGroup { attempts, room, thing: "course A@OWN".parse().unwrap() }
}

/// Lots by number, each an attempt.
fn lots(numbers: &[u32]) -> Vec<Vec<AssetId>> {
    numbers.iter().map(|number| vec![lot_id(*number)]).collect()
}

fn grouped(text: &str, has: &[&str], groups: Vec<AttemptGroup>) -> Instance {
    instance(text, has).bringing(|holdings| holdings.groups.clone_from(&groups))
}

/// Why a plan that counts such is not lawful.
fn fault(instance: &Instance, change: impl FnOnce(&mut Plan)) -> String {
    let mut plan = planned(instance).plan;
    change(&mut plan);
    let fault = count(&instance.programmes, &instance.holdings, &plan).unwrap_err();
    assert!(
        matches!(&fault, Fault::TooMuch { at: PlanPlace::Attempts(thing), .. } if thing.to_string() == "course A@OWN")
    );
    let formulation = Formulation::new(&instance.programmes, &instance.id, &instance.holdings).unwrap();
    let values = formulation.values_of(&plan).unwrap();
    let kept = formulation.model().rows.iter().all(|row| {
        let terms = row.terms.iter().map(|(column, by)| by * values[usize::try_from(*column).unwrap()]);
        terms.sum::<i64>() <= row.most
    });
    assert!(!kept, "the model has it otherwise: {fault}");
    fault.to_string()
}

fn counted(asset: AssetId, credits: &str, part: &str) -> Counted {
    Counted { asset, credits: credits.parse().unwrap(), part: part.parse().unwrap() }
}

#[test]
fn of_two_attempts_one_counts() {
    let of = |least: &str| {
        grouped(&format!("least = \"{least}\"\n{ALL}"), &["A 3", "A 4", "B 1"], vec![group("one", lots(&[1, 2]))])
    };
    assert_eq!(best(&of("4")), [0, 0, 0, 1]);
    assert_eq!(best(&of("5")), [0, 0, 0, 2]);
    assert_eq!(best(&of("6")), [2, 0, 0, 2], "1 credit is to be studied, though 8 are there");
    let both = |plan: &mut Plan| plan.counts = vec![counted(lot_id(1), "3", "all"), counted(lot_id(2), "4", "all")];
    assert_eq!(
        fault(&of("5"), both),
        "the group of attempts at `course A@OWN` has 2 attempts that count or are taken; at most 1 is allowed"
    );
}

#[test]
fn the_smaller_attempt_counts_where_the_larger_one_does_not_fit() {
    let text = format!("{}most = \"3\"\n", leaf("main A 3"));
    assert_eq!(best(&grouped(&text, &["A 3", "A 4"], vec![group("one", lots(&[1, 2]))])), [0, 0, 0, 1]);
}

#[test]
fn room_for_so_many() {
    let text = format!("least = \"6\"\n{ALL}");
    let of = |room: &str| grouped(&text, &["A 2", "A 2", "A 2", "B 1"], vec![group(room, lots(&[1, 2, 3]))]);
    assert_eq!(best(&of("2 item")), [2, 0, 0, 3]);
    assert_eq!(best(&of("3 item")), [0, 0, 0, 3]);
    assert_eq!(best(&of("0 item")), [10, 0, 0, 1]);
}

#[test]
fn room_for_so_much() {
    let text = format!("least = \"6\"\n{}", leaf("main split A,B"));
    let of = |room: &str| grouped(&text, &["A 2", "A 4", "B 1"], vec![group(room, lots(&[1, 2]))]);
    assert_eq!(best(&of("3.5 c")), [3, 0, 0, 2]);
    assert_eq!(best(&of("6 c")), [0, 0, 0, 2]);
    let much = |plan: &mut Plan| plan.counts = vec![counted(lot_id(1), "1", "main"), counted(lot_id(2), "3", "main")];
    assert_eq!(
        fault(&of("3.5 c"), much),
        "the group of attempts at `course A@OWN` has 4 credits that count or are taken; at most 3.5 is allowed"
    );
}

#[test]
fn a_lot_under_several_scopes_is_one_attempt() {
    let carry = "[[programme.carry]]\nfrom = \"P0\"\nclause = \"k\"\n";
    let text = format!("least = \"5\"\n{ALL}{carry}");
    let mut of = instance(&text, &["A 2", "A 2 from=P0", "A 3"]);
    let ids: Vec<_> = of.holdings.assets.iter().map(|asset| asset.id.clone()).collect();
    let [free, reserved, other] = ids.try_into().unwrap();
    of.holdings.groups = vec![group("one", vec![vec![free.clone(), reserved.clone()], vec![other.clone()]])];
    assert_eq!(best(&of), [2, 0, 0, 2], "both parts of the first count");
    of.holdings.groups = vec![group("one", vec![vec![free], vec![reserved], vec![other]])];
    assert_eq!(best(&of), [4, 0, 0, 1], "three attempts");
}

#[test]
fn what_a_conversion_takes_is_taken() {
    let text = format!("{}{}", leaf("main A 3"), leaf("other X 2"));
    let mut of = grouped(&text, &["A 3", "A 3"], vec![group("one", lots(&[1, 2]))]);
    of.holdings.options = vec![option("o", (1, "1"), &["X 2"])];
    assert_eq!(best(&of), [4, 0, 0, 1], "the second attempt counts, and the first is not converted");
    of.holdings.groups.clear();
    assert_eq!(best(&of), [0, 0, 1, 3]);
    of.holdings.groups = vec![group("3.5 c", lots(&[1, 2]))];
    assert_eq!(best(&of), [4, 0, 0, 1]);
    of.holdings.groups = vec![group("4 c", lots(&[1, 2]))];
    assert_eq!(best(&of), [0, 0, 1, 3]);
}

#[test]
fn to_make_a_conversion_is_not_to_take_what_it_makes() {
    let text = format!("{}{}", leaf("main A 3"), leaf("other X 2"));
    let mut of = instance(&text, &["Y 1", "A 3"]);
    of.holdings.options = vec![option("o", (1, "1"), &["A 3", "X 2"])];
    of.holdings.groups = vec![group("one", vec![vec![lot_id(2)], vec![made_id("o", 0)]])];
    assert_eq!(best(&of), [0, 0, 1, 3], "one A and the X count");
    let twice = text.replace("least = \"3\"", "least = \"6\"");
    let mut of = instance(&twice, &["Y 1", "A 3"]).bringing(|holdings| holdings.clone_from(&of.holdings));
    assert_eq!(best(&of), [6, 0, 1, 3], "but not both A");
    of.holdings.groups.clear();
    assert_eq!(best(&of), [0, 0, 1, 4]);
}

#[test]
fn what_counts_in_an_overlay_is_taken() {
    let text = format!("{}{}", leaf("main A 3"), leaf("over overlay A 4"));
    let of = grouped(&text, &["A 3", "A 4"], vec![group("one", lots(&[1, 2]))]);
    assert_eq!(best(&of), [0, 0, 0, 1], "the larger one counts in both lanes");
    let apart = text.replacen("codes = [\"A\"]", "codes = [\"A\"], not_issuers = [\"ELSE\"]", 1);
    let mut of = grouped(&apart, &["A 3", "A 4"], vec![group("one", lots(&[1, 2]))]);
    of.holdings.assets[1].issuer = "ELSE".parse().unwrap();
    assert_eq!(best(&of), [2, 0, 0, 1], "the larger one counts in the overlay alone");
}

#[test]
fn of_the_lanes_the_most_is_taken() {
    let text = format!("{}{}", leaf("main split A 2"), leaf("over overlay split A 3"));
    let of = |room: &str| grouped(&text, &["A 4", "A 4"], vec![group(room, lots(&[1, 2]))]);
    assert_eq!(best(&of("3 c")), [0, 0, 0, 1]);
    assert_eq!(best(&of("2.5 c")), [1, 0, 0, 1]);
    let apart = |plan: &mut Plan| plan.counts = vec![counted(lot_id(1), "2", "main"), counted(lot_id(2), "3", "over")];
    let told = fault(&of("3 c"), apart);
    assert!(told.ends_with("has 5 credits that count or are taken; at most 3 is allowed"), "{told}");
}

#[test]
fn what_is_shared_is_taken_once() {
    let sharing = "[[programme.sharing]]\nbetween = [\"one\", \"two\"]\nclause = \"k\"\n";
    let text = format!("{}{}{sharing}", leaf("one A 3"), leaf("two A 3"));
    assert_eq!(best(&grouped(&text, &["A 3", "A 3"], vec![group("3 c", lots(&[1, 2]))])), [0, 0, 0, 1]);
    let split = format!("{}{}{sharing}", leaf("one split A 3"), leaf("two split A 3"));
    assert_eq!(best(&grouped(&split, &["A 4", "A 4"], vec![group("3 c", lots(&[1, 2]))])), [0, 0, 0, 1]);
}

#[test]
fn credits_in_another_unit_are_not_under_it() {
    let text = format!("least_items = 3\n{ALL}");
    let of = |room: &str| grouped(&text, &["A 2 h", "A 2 h", "A 2"], vec![group(room, lots(&[1, 2, 3]))]);
    assert_eq!(best(&of("2 c")), [0, 0, 0, 3]);
    assert_eq!(best(&of("1.5 c")), [0, 1, 0, 2]);
    assert_eq!(best(&of("3 h")), [0, 1, 0, 2]);
    assert_eq!(best(&of("4 h")), [0, 0, 0, 3]);
    assert_eq!(best(&of("one")), [0, 2, 0, 1], "an attempt is one, whatever its unit");
}

#[test]
fn several_groups_are_over_the_same_attempts() {
    let text = format!("least = \"8\"\n{ALL}");
    let groups = vec![group("one", lots(&[1, 2])), group("one", lots(&[3, 4])), group("3 c", lots(&[1, 2, 3, 4]))];
    let of = grouped(&text, &["A 2", "A 1", "A 2", "A 2"], groups);
    assert_eq!(best(&of), [10, 0, 0, 2], "one of each run, together at most 3 credits");
    for seed in 0..8 {
        let dice = Dice::new((0..=255).map(|n: u8| n.wrapping_mul(37).wrapping_add(seed * 11)).collect());
        let other = of.bringing(|holdings| *holdings = shuffled(&mut dice.clone(), holdings));
        assert_eq!(planned(&other), planned(&of), "in another order");
    }
}

/// Which of two lots counts that are alike but for what they are attempts at does not depend on their ids.
#[test]
fn lots_that_are_alike_are_told_apart_by_their_groups() {
    let text = format!("least = \"2\"\n{ALL}");
    let of = |grouped_one: u32| grouped(&text, &["A 2", "A 2", "A 1"], vec![group("one", lots(&[grouped_one, 3]))]);
    let counts = |of: &Instance| planned(of).plan.counts[0].asset.clone();
    let (first, second) = (counts(&of(1)), counts(&of(2)));
    assert_ne!(first, second, "it is the one in the group both times, or the other one both times");
}

#[test]
fn what_is_not_there_is_ignored() {
    let text = format!("least = \"5\"\n{ALL}");
    let expired = "A 3 until=2026-01-01";
    let groups = vec![group("one", lots(&[1, 2, 7])), group("one", vec![]), group("1 c", vec![vec![]])];
    let of = grouped(&text, &["A 3", expired, "B 2"], groups);
    assert_eq!(best(&of), [0, 0, 0, 2]);
    let model = |of: &Instance| Formulation::new(&of.programmes, &of.id, &of.holdings).unwrap().model().clone();
    let bare = of.bringing(|holdings| holdings.groups.clear());
    assert_eq!(model(&of), model(&bare), "groups that cannot bind are no rows");
}

/// Lots of one size in nested parts are a flow; with a group that binds they are not, and the answer is right all the same.
#[test]
fn a_model_of_the_flow_class_stays_exact() {
    let within = |text: &str| leaf(text).replace("[[programme.part]]\n", "[[programme.part]]\nwithin = \"core\"\n");
    let core = "[[programme.part]]\nid = \"core\"\nleast = \"6\"\n";
    let text = format!("least = \"8\"\n{core}{}{}{}", within("one A,B 2"), within("two B,C 2"), leaf("free A,C,D"));
    let has = ["A 2", "A 2", "B 2", "B 2", "C 2", "D 2"];
    assert_eq!(best(&instance(&text, &has)), [0, 0, 0, 4]);
    let of = |groups| grouped(&text, &has, groups);
    assert_eq!(best(&of(vec![group("one", lots(&[1, 2])), group("one", lots(&[3, 4]))])), [0, 0, 0, 4]);
    let three = vec![group("one", lots(&[1, 2])), group("one", lots(&[3, 4, 5]))];
    assert_eq!(best(&of(three)), [4, 0, 0, 3]);
    assert_eq!(best(&of(vec![group("3 c", lots(&[1, 2, 3, 4]))])), [4, 0, 0, 3]);
}

#[test]
fn prerequisites_look_at_what_was_passed_whatever_is_taken() {
    let before = "[[programme.prerequisite]]\ncourse = \"B\"\nall = [\"A\"]\nclause = \"k\"\n";
    let text = format!("least = \"3\"\n{}{before}", leaf("main B"));
    let of = grouped(&text, &["A 3", "B 3"], vec![group("0 item", lots(&[1]))]);
    assert_eq!(best(&of), [0, 0, 0, 1]);
}
