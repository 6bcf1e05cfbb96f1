//! What counts toward an award, case by case: the cases in which plain audits go wrong. Each is planned, and each plan is
//! verified; whatever order the lots come in, the answer is the same.

use crate::kit::programmes::{asset, bringing, made};
use creditbank::document::Limits;
use creditbank::planner::{
    Asset, AssetId, Counted, Fault, Holdings, PlanError, PlanPlace, Planned, Relief, plan, verify,
};
use creditbank::programme::Programmes;
use creditbank::solver::{Effort, GoalLevel, LevelResult};
use creditbank::testing::engine::{Counts, count};
use creditbank::{Code, Credits, LotId, ProgrammeId, credits, date};

const HEAD: &str = r#"
[document]
id = "cases"
kind = "programmes"
valid = "2026-01-01.."
version = "1"

[book]
semantics = 1
february = "down"

[[unit]]
id = "hv"
quantum = "0.5"

[[scale]]
id = "percent"
least = "0"
most = "100"
step = "0.5"
pass = "60"

[[clause]]
id = "c"
text = "Made up for a test."
invented = true

[[programme]]
id = "P"
title = "A programme"
tier = "higher"
unit = "hv"
clause = "c"
"#;

/// A document with one programme, `P`.
fn programmes(text: &str) -> Programmes {
    let text = format!("{HEAD}{text}");
    let read = Programmes::read("cases.toml", text.as_bytes(), &Limits::default());
    read.unwrap_or_else(|findings| panic!("{findings}\n{text}"))
}

fn id() -> ProgrammeId {
    "P".parse().unwrap()
}

/// A lot, as in `A 4` or `A 4 work practice 80 earned=2024-02-29`: a code, credits, and what else is known of it.
fn lot(number: u32, text: &str) -> Asset {
    let mut words = text.split(' ');
    let (code, amount) = (words.next().unwrap(), words.next().unwrap());
    let mut asset = asset(number, code, &format!("{amount} hv"));
    for word in words {
        known(&mut asset, number, word);
    }
    asset
}

fn known(asset: &mut Asset, number: u32, word: &str) {
    if let Some(day) = word.strip_prefix("earned=") {
        asset.earned = day.parse().unwrap();
    } else if let Some(day) = word.strip_prefix("until=") {
        asset.valid_through = Some(day.parse().unwrap());
    } else if let Some(from) = word.strip_prefix("from=") {
        asset.id = AssetId::Lot { carried: vec![from.parse().unwrap()], lot: LotId::here(number, 0) };
    } else if let Some(unit) = word.strip_prefix("unit=") {
        asset.amount.unit = unit.parse().unwrap();
    } else if word == "converted" {
        asset.made = Some(made(&format!("d{number}"), 900 + number, date!("2025-06-30")));
    } else if let Ok(kind) = word.parse() {
        asset.kind = kind;
    } else if word.parse::<Credits>().is_ok() {
        asset.grade = Some(format!("{word} percent").parse().unwrap());
    } else {
        asset.category = Some(word.parse().unwrap());
    }
}

fn holdings(lots: &[&str]) -> Holdings {
    bringing("OWN", (1..).zip(lots).map(|(number, text)| lot(number, text)).collect())
}

/// The plan, verified, with what it counts.
fn planned(text: &str, holdings: &Holdings) -> (Planned, Counts) {
    let programmes = programmes(text);
    let planned = plan(&programmes, &id(), holdings, Effort::default()).unwrap();
    assert_eq!(verify(&programmes, holdings, &planned.plan, &planned.certificate).as_ref(), Ok(&planned.plan.levels));
    let proved = |level| planned.plan.level(level).is_some_and(LevelResult::is_proved);
    assert!(proved(GoalLevel::Study) && proved(GoalLevel::Items), "{:?}", planned.plan.levels);
    let counts = count(&programmes, holdings, &planned.plan).unwrap();
    (planned, counts)
}

/// Half credits still to study and items still to take, for the lots in this order and the other way round.
fn short(text: &str, lots: &[&str]) -> (u64, u64) {
    let level = |planned: &Planned, level| planned.plan.level(level).unwrap().value;
    let told = |lots: &[&str]| {
        let (planned, _) = planned(text, &holdings(lots));
        (level(&planned, GoalLevel::Study), level(&planned, GoalLevel::Items))
    };
    let backwards: Vec<_> = lots.iter().rev().copied().collect();
    let first = told(lots);
    assert_eq!(told(&backwards), first, "{lots:?}");
    first
}

/// The fault of the best plan with one more lot counted in a part.
fn refused(text: &str, lots: &[&str], number: u32, part: &str) -> Fault {
    let (programmes, holdings) = (programmes(text), holdings(lots));
    let mut planned = plan(&programmes, &id(), &holdings, Effort::default()).unwrap().plan;
    let asset = &holdings.assets[usize::try_from(number).unwrap() - 1];
    let more = Counted { asset: asset.id.clone(), credits: asset.amount.credits, part: part.parse().unwrap() };
    assert!(!planned.counts.contains(&more), "it is counted: {:?}", planned.counts);
    planned.counts.push(more);
    count(&programmes, &holdings, &planned).unwrap_err()
}

fn at(fault: &Fault) -> &PlanPlace {
    match fault {
        Fault::TooLittle { at, .. } | Fault::TooMuch { at, .. } | Fault::Uncountable { at, .. } => at,
        other => panic!("{other}"),
    }
}

fn quota(name: &str) -> PlanPlace {
    PlanPlace::Quota(name.parse().unwrap())
}

const CAPPED: &str = r#"
[[programme.part]]
id = "all"
least = "12"
accepts = [{}]
[[programme.quota]]
id = "work"
clause = "c"
of = [{ kinds = ["work"] }]
most = "8"
"#;

#[test]
fn a_cap_holds_for_all_that_counts_together() {
    let lots = ["A 5 work", "B 4 work", "C 4 work", "D 7 work"];
    // 4 and 4 are the most that 8 allows; one at a time a cap that is tested before adding ends at 9, 11 or 12.
    assert_eq!(short(CAPPED, &lots), (8, 0));
    assert_eq!(short(CAPPED, &["A 5 work", "B 7 work", "C 4"]), (2, 0));
    let fault = refused(CAPPED, &lots, 4, "all");
    assert_eq!(fault.to_string(), "the quota `work` has 15 credits; at most 8 is allowed");
}

#[test]
fn a_most_of_zero_is_none() {
    let none = CAPPED.replace("most = \"8\"", "most = \"0\"");
    assert_eq!(short(&none, &["A 5 work", "B 4"]), (16, 0));
}

#[test]
fn what_one_cap_refuses_is_not_charged_to_another() {
    let both = format!(
        "{CAPPED}[[programme.quota]]\nid = \"a\"\nclause = \"c\"\nof = [{{ codes = [\"A\"] }}]\nmost = \"2\"\n"
    );
    assert_eq!(short(&both, &["A 5 work", "B 8 work", "C 4"]), (0, 0));
}

#[test]
fn lots_that_are_equal_count_each() {
    assert_eq!(short(CAPPED, &["A 4", "A 4", "A 4"]), (0, 0));
}

#[test]
fn courses_are_not_credits() {
    let text = "[[programme.part]]\nid = \"all\"\nleast_items = 2\naccepts = [{}]\n";
    assert_eq!(short(text, &["A 6"]).1, 1);
    let text = "[[programme.part]]\nid = \"all\"\nleast = \"2\"\naccepts = [{}]\n";
    assert_eq!(short(text, &["A 6"]), (0, 0));
}

fn shared_base(least: &str, share: &str, base: &str) -> String {
    format!(
        "least = \"{least}\"\n[[programme.part]]\nid = \"all\"\nsplit = true\naccepts = [{{}}]\n[[programme.quota]]\nid = \
         \"converted\"\nclause = \"c\"\nof = [{{ origins = [\"converted\"] }}]\nmost_share = \"{share}\"\nbase = \"{base}\"\n"
    )
}

#[test]
fn shares_are_exact() {
    // A half of 139.5 is 69.75, which is 69.5 in half credits; a third of 100 is 33.
    let lots = ["A 100 converted", "B 60"];
    assert_eq!(short(&shared_base("139.5", "1/2", "required"), &lots), (20, 0));
    assert_eq!(short(&shared_base("100", "1/3", "required"), &lots), (14, 0));
    assert_eq!(short(&shared_base("100", "1/3", "90"), &lots), (20, 0));
}

#[test]
fn a_base_that_grows_with_what_counts_is_solved_not_guessed() {
    // c ≤ (20 + c) ÷ 3, so at most 10 beside 20; and 11 where 2 more are still to be studied.
    let lots = ["A 20 converted", "B 20"];
    assert_eq!(short(&shared_base("30", "1/3", "counted"), &lots), (0, 0));
    assert_eq!(short(&shared_base("33", "1/3", "counted"), &lots), (4, 0));
}

const TWO_OF_THREE: &str = r#"
[[programme.part]]
id = "first"
least_items = 2
accepts = [{ codes = ["A", "B", "C"] }]
[[programme.part]]
id = "second"
least_items = 2
accepts = [{ codes = ["C", "D", "E"] }]
"#;

#[test]
fn a_course_is_put_where_it_is_needed() {
    assert_eq!(short(TWO_OF_THREE, &["B 1", "C 1", "D 1"]).1, 1);
    assert_eq!(short(TWO_OF_THREE, &["A 1", "B 1", "C 1", "D 1"]), (0, 0));
}

#[test]
fn a_course_spills_over_only_where_parts_split() {
    let part = |id: &str, least: &str, split: &str| {
        format!("[[programme.part]]\nid = \"{id}\"\nleast = \"{least}\"\n{split}accepts = [{{}}]\n")
    };
    let whole = part("x", "2", "") + &part("y", "1", "");
    assert_eq!(short(&whole, &["A 3"]), (2, 0));
    let split = part("x", "2", "split = true\n") + &part("y", "1", "split = true\n");
    assert_eq!(short(&split, &["A 3"]), (0, 0));
}

#[test]
fn three_parts_share_two_courses_a_pair() {
    let part = |id: &str| format!("[[programme.part]]\nid = \"{id}\"\nleast_items = 4\naccepts = [{{}}]\n");
    let pair = |one: &str, two: &str| {
        format!("[[programme.sharing]]\nbetween = [\"{one}\", \"{two}\"]\nmost_items = 2\nclause = \"c\"\n")
    };
    let parts = [part("x"), part("y"), part("z")].concat();
    let pairs = [pair("x", "y"), pair("x", "z"), pair("y", "z")].concat();
    let lots = ["A 1", "B 1", "C 1", "D 1", "E 1", "F 1"];
    assert_eq!(short(&format!("{parts}{pairs}"), &lots), (0, 0));
    assert_eq!(short(&format!("{parts}{pairs}"), &lots[..5]).1, 2);
    assert_eq!(short(&parts, &lots).1, 6);
    // What is shared counts once in the programme.
    assert_eq!(short(&format!("least = \"8\"\n{parts}{pairs}"), &lots), (4, 0));
}

const AVERAGE: &str = r#"
[[programme.part]]
id = "core"
least = "8"
accepts = [{}]
[[programme.average]]
id = "mean"
clause = "c"
within = "core"
scale = "percent"
least = "70"
"#;

#[test]
fn a_weak_course_is_left_out_of_an_average() {
    assert_eq!(short(AVERAGE, &["A 4 80", "B 4 60"]), (0, 0));
    assert_eq!(short(AVERAGE, &["A 4 80", "B 4 50"]), (8, 0));
    // More weak courses change nothing; one without a grade is not in the average.
    assert_eq!(short(AVERAGE, &["A 4 80", "B 4 50", "C 4 40"]), (8, 0));
    assert_eq!(short(AVERAGE, &["A 4 80", "B 4 50", "C 4"]), (0, 0));
    let fault = refused(AVERAGE, &["A 4 80", "B 4 50"], 2, "core");
    assert_eq!(at(&fault), &PlanPlace::Average("mean".parse().unwrap()));
}

#[test]
fn a_course_of_no_credit_is_an_item_and_nothing_else() {
    let items = "[[programme.part]]\nid = \"all\"\nleast_items = 1\naccepts = [{}]\n";
    assert_eq!(short(items, &["A 0"]), (0, 0));
    assert_eq!(short(items, &["A 5 unit=ects"]), (0, 0));
    let credit = "[[programme.part]]\nid = \"all\"\nleast = \"1\"\naccepts = [{}]\n";
    assert_eq!(short(credit, &["A 0", "B 5 unit=ects"]), (2, 0));
    // No whole number of half credits is nothing.
    assert_eq!(short(credit, &["A 1.25"]), (2, 0));
}

#[test]
fn nothing_is_a_transcript_too() {
    assert_eq!(short(CAPPED, &[]), (24, 0));
    assert_eq!(short(TWO_OF_THREE, &[]).1, 4);
    let asks_nothing = "[[programme.part]]\nid = \"all\"\noptional = true\naccepts = [{}]\n";
    assert_eq!(short(asks_nothing, &[]), (0, 0));
    let (planned, _) = planned(asks_nothing, &holdings(&["A 4"]));
    assert!(planned.plan.counts.is_empty() && planned.plan.is_reached(), "what is not needed is not bound");
}

#[test]
fn a_lot_counts_on_its_last_day_and_not_after() {
    let one = "[[programme.part]]\nid = \"all\"\nleast = \"1\"\naccepts = [{}]\n";
    assert_eq!(short(one, &["A 1 until=2026-06-30"]), (0, 0));
    assert_eq!(short(one, &["A 1 until=2026-06-29"]), (2, 0));
    assert_eq!(short(one, &["A 1 earned=2026-06-30"]), (0, 0));
    assert_eq!(short(one, &["A 1 earned=2026-07-01"]), (2, 0));
    let young = one.replace("{}", "{ age = \"P1Y\" }");
    assert_eq!(short(&young, &["A 1 earned=2025-06-30"]), (0, 0));
    assert_eq!(short(&young, &["A 1 earned=2025-06-29"]), (2, 0));
}

#[test]
fn five_years_after_the_29th_of_february() {
    let text = "[[programme.part]]\nid = \"all\"\nleast = \"1\"\naccepts = [{ age = \"P5Y\" }]\n";
    for (day, short) in [(date!("2029-02-28"), 0), (date!("2029-03-01"), 2)] {
        let holdings = Holdings { day, ..holdings(&["A 1 earned=2024-02-29"]) };
        let (planned, _) = planned(text, &holdings);
        assert_eq!(planned.plan.level(GoalLevel::Study).unwrap().value, short, "{day}");
    }
}

#[test]
fn bands_that_meet_take_every_grade_once() {
    let text = "[[programme.part]]\nid = \"weak\"\nmost = \"0.5\"\noptional = true\naccepts = [{ grade = \"60..75 percent\" }]\n\
                [[programme.part]]\nid = \"good\"\nleast = \"1\"\naccepts = [{ grade = \"75.. percent\" }]\n";
    assert_eq!(short(text, &["A 1 75"]), (0, 0));
    assert_eq!(short(text, &["A 1 74.5"]), (2, 0));
    assert_eq!(short(text, &["A 1"]), (2, 0));
}

#[test]
fn a_programme_that_contradicts_itself_has_no_plan() {
    let text = "most = \"9\"\n[[programme.part]]\nid = \"all\"\nleast = \"8\"\naccepts = [{}]\n\
                [[programme.quota]]\nid = \"own\"\nclause = \"c\"\nof = [{ origins = [\"own\"] }]\nleast = \"8\"\n";
    let (programmes, holdings) = (programmes(text), holdings(&["A 4"]));
    let none = plan(&programmes, &"Q".parse().unwrap(), &holdings, Effort::default());
    assert_eq!(none.unwrap_err().to_string(), "the programme `Q` is not in the document `cases`");
    assert!(plan(&programmes, &id(), &holdings, Effort::default()).is_ok());
    let mut draft = programmes.draft().clone();
    draft.programmes[0].ask.most = Some(credits!("7"));
    match draft.check() {
        // Nobody can publish it; the planner is not asked.
        Err(problems) => assert!(!problems.is_empty()),
        Ok(programmes) => {
            let none = plan(&programmes, &id(), &holdings, Effort::default());
            assert!(matches!(none, Err(PlanError::Contradiction { .. })));
        }
    }
}

// ---- cases of credit banks ----

const HALF_AND_QUARTER: &str = r#"
least = "140"
[[programme.part]]
id = "all"
accepts = [{}]
[[programme.quota]]
id = "converted-half"
clause = "c"
of = [{ origins = ["converted"] }]
most_share = "1/2"
base = "required"
[[programme.quota]]
id = "mooc-quarter"
clause = "c"
of = [{ categories = ["mooc"] }]
most_share = "1/4"
base = "required"
"#;

#[test]
fn a_half_and_a_quarter_hold_together() {
    let held = ["OWN 69.5", "C 30 converted", "M 30 converted mooc"];
    let with = |more: &'static str| [held.as_slice(), &[more]].concat();
    assert_eq!(short(HALF_AND_QUARTER, &held), (21, 0));
    // Eight more from a MOOC are 38 of 35, though 68 of 70 are converted.
    assert_eq!(short(HALF_AND_QUARTER, &with("N 8 converted mooc")), (21, 0));
    assert_eq!(at(&refused(HALF_AND_QUARTER, &with("N 8 converted mooc"), 4, "all")), &quota("mooc-quarter"));
    assert_eq!(short(HALF_AND_QUARTER, &with("D 10 converted")), (1, 0));
    let more = [with("D 10 converted").as_slice(), &["E 0.5 converted"]].concat();
    assert_eq!(short(HALF_AND_QUARTER, &more), (1, 0));
    assert_eq!(at(&refused(HALF_AND_QUARTER, &more, 5, "all")), &quota("converted-half"));
}

fn nested(major: &str, common: &str, caps: [&str; 3]) -> String {
    let part = |id: &str, least: &str| {
        format!("[[programme.part]]\nid = \"{id}\"\nleast = \"{least}\"\naccepts = [{{ categories = [\"{id}\"] }}]\n")
    };
    let quota = |id: &str, within: &str, most: &str| {
        format!(
            "[[programme.quota]]\nid = \"{id}\"\nclause = \"c\"\nof = [{{ origins = [\"converted\"] }}]\n{within}most = \
             \"{most}\"\n"
        )
    };
    [
        part("major", major),
        part("common", common),
        quota("of-major", "within = \"major\"\n", caps[0]),
        quota("of-common", "within = \"common\"\n", caps[1]),
        quota("of-all", "", caps[2]),
    ]
    .concat()
}

#[test]
fn three_caps_one_within_another() {
    let text = nested("80", "30", ["8", "6", "15"]);
    let held = ["OWN1 74 major", "OWN2 24 common", "A 6 converted major", "B 6 converted common"];
    assert_eq!(short(&text, &held), (0, 0));
    let fewer =
        ["OWN1 71 major", "OWN2 24 common", "A 6 converted major", "B 6 converted common", "C 3 converted major"];
    assert_eq!(short(&text, &fewer), (6, 0));
    assert_eq!(at(&refused(&text, &fewer, 5, "major")), &quota("of-major"));

    let text = nested("100", "50", ["10", "10", "15"]);
    let held = ["OWN1 91 major", "OWN2 44 common", "A 9 converted major", "B 6 converted common"];
    assert_eq!(short(&text, &held), (0, 0));
    let more =
        ["OWN1 91 major", "OWN2 43 common", "A 9 converted major", "B 6 converted common", "C 1 converted common"];
    assert_eq!(short(&text, &more), (2, 0));
    assert_eq!(at(&refused(&text, &more, 5, "common")), &quota("of-all"));
}

const ANHUI: &str = r#"
least = "170"
[[programme.part]]
id = "practice"
least = "5"
accepts = [{ categories = ["practice"] }]
[[programme.part]]
id = "courses"
accepts = [{}]
"#;

#[test]
fn practice_is_not_made_up_for_by_courses() {
    let (refused, counts) = planned(ANHUI, &holdings(&["A 168", "B 4 practice"]));
    assert_eq!(refused.plan.level(GoalLevel::Study).unwrap().value, 2);
    assert_eq!((refused.plan.study.len(), &refused.plan.study[0].part), (1, &"practice".parse::<Code>().unwrap()));
    assert_eq!(counts.areas[0].credits, credits!("172"));
    let (granted, counts) = planned(ANHUI, &holdings(&["A 165", "B 5 practice"]));
    assert!(granted.plan.is_reached());
    assert_eq!(counts.areas[0].credits, credits!("170"));
}

#[test]
fn a_transfer_adds_credit_and_an_exemption_lowers_what_is_asked() {
    let text = "least = \"120\"\n[[programme.part]]\nid = \"module\"\nleast = \"12\"\naccepts = [{ codes = [\"M\"] }]\n\
                [[programme.part]]\nid = \"rest\"\naccepts = [{}]\n";
    let (planned_first, counts) = planned(text, &holdings(&["M 12 converted", "A 90"]));
    assert_eq!((counts.areas[0].credits, counts.areas[0].least), (credits!("102"), credits!("120")));
    assert_eq!(planned_first.plan.level(GoalLevel::Study).unwrap().value, 36);

    let exempt = Relief::Exempt { credits: credits!("12"), items: 0, part: "module".parse().unwrap() };
    let mut holdings = holdings(&["A 90"]);
    holdings.reliefs.push(exempt.clone());
    let (planned_second, counts) = planned(text, &holdings);
    assert_eq!((counts.areas[0].credits, counts.areas[0].least), (credits!("90"), credits!("108")));
    assert_eq!(planned_second.plan.level(GoalLevel::Study).unwrap().value, 36);
    assert_eq!(planned_second.plan.reliefs, [exempt]);
    let module = counts.areas.iter().find(|area| area.part.as_ref().is_some_and(|part| part.as_str() == "module"));
    assert_eq!(module.map(|area| (area.credits, area.least)), Some((credits!("0"), credits!("0"))));
}

#[test]
fn what_an_earlier_award_reserves_counts_up_to_the_carry() {
    let text = "[[programme.carry]]\nfrom = \"SV\"\nmost = \"8\"\nclause = \"c\"\n\
                [[programme.part]]\nid = \"all\"\nleast = \"20\"\nsplit = true\naccepts = [{}]\n";
    assert_eq!(short(text, &["A 12 from=SV", "B 10"]), (4, 0));
    assert_eq!(short(text, &["A 12 from=OTHER", "B 10"]), (20, 0));
}
