//! What is told comes true: the rows of cases, and others like them. Each is planned, told and, where something is to be
//! studied, taken at its word.

use creditbank::advice::{Beside, Remedy, Repair, Report, why};
use creditbank::planner::{AssetId, Plan, Room, plan};
use creditbank::programme::QuotaBound;
use creditbank::registry::{Grade, Thing};
use creditbank::solver::{Effort, GoalLevel};
use creditbank::testing::planner::Instance;
use creditbank::wording::{Language, tell_plan};
use creditbank::{Credits, credits};

mod claims;
mod conditions;
mod recognised;
mod small_steps;
pub(crate) mod taking;

use crate::kit::programmes::{self, instance, lot, lot_id};
use taking::{many, taken};

fn planned(of: &Instance) -> Plan {
    programmes::planned(of).plan
}

fn report(of: &Instance) -> Report {
    why(&of.programmes, &of.holdings, &planned(of), &Beside::default(), Effort::default()).unwrap()
}

fn english(of: &Instance) -> String {
    tell_plan(&report(of), Language::English).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn chinese(of: &Instance) -> String {
    tell_plan(&report(of), Language::Chinese).lines().map(str::trim).collect()
}

/// What is told of study.
fn told(report: &Report) -> Option<&Repair> {
    report.repairs.iter().find(|one| one.is_study())
}

/// Takes what is told at its word, in many ways: it is reached each time.
fn comes_true(of: &Instance) {
    let report = report(of);
    let repair = told(&report).unwrap_or_else(|| panic!("no study is told: {report:#?}"));
    let mut drawn = 0;
    for seed in 0..6 {
        let Some(after) = taken(of, repair, &mut many(seed)) else { continue };
        drawn += 1;
        let plan = plan(&after.programmes, &after.id, &after.holdings, Effort::default()).unwrap().plan;
        assert!(plan.study.is_empty(), "{repair:#?} was done and {:#?} is left", plan.study);
    }
    assert!(drawn > 0, "nothing like {repair:#?} could be taken");
}

/// Where something counts.
fn part_of(plan: &Plan, number: u32) -> Option<String> {
    plan.counts.iter().find(|one| one.asset == lot_id(number)).map(|one| one.part.to_string())
}

fn study(plan: &Plan) -> Vec<(String, Credits, u32)> {
    plan.study.iter().map(|one| (one.part.to_string(), one.credits, one.items)).collect()
}

fn part(id: &str, more: &str, accepts: &str) -> String {
    format!("[[programme.part]]\nid = \"{id}\"\n{more}\naccepts = {accepts}\n")
}

fn quota(id: &str, more: &str) -> String {
    format!("[[programme.quota]]\nid = \"{id}\"\nclause = \"k\"\n{more}\n")
}

// ---- named_only ----

fn named(lots: &[&str]) -> Instance {
    let core = part("core", "least_items = 1", r#"[{ codes = ["REQ"] }]"#);
    let electives = part("electives", "least = \"3\"", r#"[{ codes = ["OTHER", "REQ"] }]"#);
    instance(&(core + &electives), lots)
}

#[test]
fn what_is_named_counts_where_it_is_required() {
    let of = named(&["REQ 3"]);
    let plan = planned(&of);
    assert_eq!(part_of(&plan, 1).as_deref(), Some("core"));
    assert_eq!(study(&plan), [("electives".to_owned(), credits!("3"), 0)]);
    let told = told(&report(&of)).unwrap_or_else(|| panic!("{:#?}", report(&of))).clone();
    let [Remedy::Study { needs, .. }] = told.steps.as_slice() else { panic!("{told:?}") };
    assert_eq!(needs.names, ["OTHER".parse().unwrap()]);
    comes_true(&of);
}

/// And after it was taken once more, and with the other one there.
#[test]
fn what_is_named_counts_where_it_is_required_however_much_there_is() {
    let of = named(&["REQ 3", "REQ 3"]);
    assert!(planned(&of).is_reached(), "two of them count in two parts: {:#?}", planned(&of));
    let of = named(&["REQ 3", "OTHER 3"]);
    assert_eq!((part_of(&planned(&of), 1).as_deref(), planned(&of).is_reached()), (Some("core"), true));
}

/// Where all that a part names is there and is not enough, nobody is told to study it.
#[test]
fn where_nothing_is_left_to_take_nobody_is_told_to_study() {
    let core = part("core", "least = \"5\"", r#"[{ codes = ["REQ", "TOO"] }]"#);
    let of = instance(&core, &["REQ 3", "TOO 1"]);
    let (plan, report) = (planned(&of), report(&of));
    assert_eq!(plan.level(GoalLevel::Closed).unwrap().value, 2);
    assert_eq!(told(&report), None);
    assert!(english(&of).contains("nothing is left to take"), "{}", english(&of));
    assert!(english(&of).contains("Nothing was found that could be studied"), "{}", english(&of));
    assert!(chinese(&of).contains("已无可选"), "{}", chinese(&of));
    let of = instance(&core, &["REQ 3"]);
    assert_eq!(planned(&of).level(GoalLevel::Closed), None);
    comes_true(&of);
}

/// What is there and does not count, as for its grade, can be taken again.
#[test]
fn what_does_not_count_can_be_taken_again() {
    let mut of = instance(&part("core", "least = \"3\"", r#"[{ codes = ["REQ"] }]"#), &["REQ 3"]);
    of.holdings.assets[0].valid_through = Some("2026-01-31".parse().unwrap());
    assert_eq!(planned(&of).level(GoalLevel::Closed), None);
    comes_true(&of);
}

// ---- a named course, and a free elective ----

#[test]
fn a_named_course_stays_where_it_is_required() {
    let core = part("core", "least = \"6\"", r#"[{ codes = ["A", "B"] }]"#);
    let text = core + &part("free", "least = \"6\"", "[{}]");
    let of = instance(&text, &["A 3", "B 3", "X 3"]);
    let plan = planned(&of);
    assert_eq!([1, 2, 3].map(|lot| part_of(&plan, lot)), ["core", "core", "free"].map(|part| Some(part.to_owned())));
    assert_eq!(study(&plan), [("free".to_owned(), credits!("3"), 0)]);
    comes_true(&of);
    // One of them is left: it could be studied, but so could anything else.
    let of = instance(&text, &["A 3", "X 3"]);
    assert_eq!(study(&planned(&of)).len(), 2);
    assert_eq!(part_of(&planned(&of), 1).as_deref(), Some("core"));
    comes_true(&of);
}

// ---- taught, capped, adds_up ----

/// A programme of 140, of which 60 of the major, 30 liberal, 50 of anything, and 18 of all are taught.
fn degree(quota: &str) -> String {
    let parts = [
        part("major", "least = \"60\"", r#"[{ categories = ["major"] }]"#),
        part("liberal", "least = \"30\"", r#"[{ categories = ["liberal"] }]"#),
        part("general", "", "[{}]"),
    ];
    format!("least = \"140\"\n{}{quota}", parts.concat())
}

/// So many credits in lots of one or two, of a category and a class.
fn some(of: &mut Instance, credits: u32, category: &str, class: Option<&str>) {
    for _ in 0..credits {
        let number = u32::try_from(of.holdings.assets.len()).unwrap() + 1;
        let mut asset = lot(number, &format!("{}:{number} 1", category.to_uppercase()));
        asset.category = Some(category.parse().unwrap());
        asset.class = class.map(|class| class.parse().unwrap());
        of.holdings.assets.push(asset);
    }
}

/// Who has 61 of the major, 17 of them taught, 30 liberal and so many of anything.
fn nearly(quotas: &str, general: u32) -> Instance {
    let mut of = instance(&degree(quotas), &[]);
    some(&mut of, 17, "major", Some("taught"));
    some(&mut of, 44, "major", None);
    some(&mut of, 30, "liberal", None);
    some(&mut of, general, "general", None);
    of
}

#[test]
fn what_is_to_be_studied_says_that_it_is_taught() {
    let taught = quota("taught", "least = \"18\"\nof = [{ classes = [\"taught\"] }]");
    let of = nearly(&taught, 50);
    let report = report(&of);
    let repair = told(&report).unwrap();
    let [Remedy::Study { credits, needs, .. }] = repair.steps.as_slice() else { panic!("{repair:#?}") };
    assert_eq!((*credits, needs.counts_for.len(), repair.proved), (credits!("1"), 1, true), "{repair:#?}");
    assert_eq!(needs.counts_for[0].quota.as_str(), "taught");
    let (english, chinese) = (english(&of), chinese(&of));
    assert!(english.contains("counted by quota `taught`, which counts class `taught`"), "{english}");
    assert!(chinese.contains("须计入比例与上限 `taught`（课程性质 `taught`）"), "{chinese}");
    comes_true(&of);
}

/// Of 40 that are to be studied one is to be taught; and two quotas that no outcome fills at once are told as two.
#[test]
fn no_more_is_said_than_is_needed() {
    let taught = quota("taught", "least = \"18\"\nof = [{ classes = [\"taught\"] }]");
    let of = nearly(&taught, 9);
    let first = report(&of);
    let of_class = |with: bool| {
        let steps = told(&first).unwrap().steps.iter().filter_map(|step| match step {
            Remedy::Study { credits, needs, .. } if needs.counts_for.is_empty() != with => Some(*credits),
            _ => None,
        });
        steps.fold(Credits::ZERO, |sum, one| sum.plus(one).unwrap())
    };
    assert_eq!((of_class(true), of_class(false)), (credits!("1"), credits!("39")), "{:#?}", first.repairs);
    comes_true(&of);
    let both = taught + &quota("online", "least = \"1\"\nof = [{ classes = [\"online\"] }]");
    let of = nearly(&both, 50);
    let report = report(&of);
    let repair = told(&report).unwrap();
    assert_eq!(repair.steps.len(), 2, "{repair:#?}");
    comes_true(&of);
}

#[test]
fn what_is_at_its_most_is_not_to_be_studied() {
    let capped = quota("one-school", "most = \"105\"\nper = [\"issuer\"]");
    let mut of = instance(&(format!("least = \"140\"\n{}", part("general", "", "[{}]")) + &capped), &[]);
    some(&mut of, 108, "general", None);
    of.holdings.assets.iter_mut().for_each(|asset| asset.issuer = "U-01".parse().unwrap());
    let plan = planned(&of);
    assert_eq!(study(&plan), [("general".to_owned(), credits!("35"), 0)]);
    let report = report(&of);
    assert_eq!(report.whole.credits, credits!("105"), "as much as can count");
    let (english, chinese) = (english(&of), chinese(&of));
    assert!(
        english.contains("none of issuer `U-01`, which has reached the maximum of quota `one-school`"),
        "{english}"
    );
    assert!(english.contains("105 c could count there") && !english.contains("108 c could count"), "{english}");
    assert!(chinese.contains("不得为颁发机构 `U-01`"), "{chinese}");
    comes_true(&of);
}

#[test]
fn what_there_is_and_what_counts_and_what_is_short_add_up() {
    let mut of = instance(&degree(""), &[]);
    some(&mut of, 62, "major", None);
    some(&mut of, 29, "liberal", None);
    some(&mut of, 48, "general", None);
    of.holdings.assets.push(lot(999, "GENERAL:TWO 2"));
    let (plan, report) = (planned(&of), report(&of));
    assert_eq!(report.whole.credits, credits!("141"));
    assert_eq!(
        (report.have.there, report.have.counts, report.have.idle),
        (credits!("141"), credits!("141"), Credits::ZERO)
    );
    let short: Vec<_> = report.parts.iter().filter(|part| !part.stand.is_met()).map(|part| part.id.as_str()).collect();
    assert_eq!((short, report.whole.is_met()), (vec!["liberal"], true));
    assert_eq!(study(&plan), [("liberal".to_owned(), credits!("1"), 0)]);
    assert!(plan.is_proved(), "{:?}", plan.levels);
    comes_true(&of);
}

/// A plan that is short counts what can count, and no more than a most allows.
#[test]
fn a_plan_that_is_short_counts_what_can_count() {
    let parts = part("a", "least = \"10\"\nmost = \"12\"", r#"[{ codes = ["A", "A2", "A3", "Z"] }]"#);
    let of = instance(&(parts.clone() + &part("b", "least = \"5\"", "[{}]")), &["A 6", "A2 5", "B 9"]);
    let report = report(&of);
    assert!(report.reached);
    let of = instance(&(parts + &part("b", "least = \"25\"", "[{}]")), &["A 6", "A2 5", "A3 4", "B 9", "C 1"]);
    let second = self::report(&of);
    assert_eq!(second.have.there, second.have.counts, "{second:#?}");
    assert!(second.parts[0].stand.credits <= credits!("12"));
    comes_true(&of);
}

// ---- met_is_met ----

#[test]
fn a_part_that_is_met_is_shown_met() {
    let parts = part("core", "least = \"4\"", r#"[{ categories = ["core"] }]"#) + &part("rest", "", "[{}]");
    let mut of = instance(&format!("least = \"20\"\n{parts}"), &[]);
    some(&mut of, 5, "core", None);
    some(&mut of, 13, "rest", None);
    let (report, page) = (report(&of), english(&of));
    let core = report.part(&"core".parse().unwrap()).unwrap();
    assert!(core.stand.is_met() && page.contains("[ok] `core`: 4 c, needs at least 4 c"), "{page}");
    assert!(page.contains("[no] the whole programme: 18 c, needs at least 20 c: 2 c short"), "{page}");
    assert!(chinese(&of).contains("[符合] `core`"), "{}", chinese(&of));
    for stand in report.parts.iter().map(|part| &part.stand).chain([&report.whole]) {
        let least = stand.ask.least.unwrap_or_default();
        assert_eq!(stand.credits.plus(stand.short().0).unwrap(), least.max(stand.credits), "{stand:?}");
    }
}

/// A part that is short though the whole is not, and one in which is studied for the sake of the whole.
#[test]
fn what_is_short_is_short_by_itself() {
    let parts = part("core", "least = \"4\"", r#"[{ categories = ["core"] }]"#) + &part("rest", "", "[{}]");
    let mut of = instance(&format!("least = \"20\"\n{parts}"), &[]);
    some(&mut of, 1, "core", None);
    some(&mut of, 17, "rest", None);
    let page = english(&of);
    assert!(page.contains("18 c, needs at least 20 c: 2 c short, 1 c to study"), "{page}");
    assert!(page.contains("[no] `core`: 1 c, needs at least 4 c: 3 c short"), "{page}");
    comes_true(&of);
}

// ---- carry_twice ----

fn carrying(least: &str, split: bool) -> String {
    let carry = "[[programme.carry]]\nclause = \"k\"\nfrom = \"A1\"\n";
    part("all", &format!("least = \"{least}\"\nsplit = {split}"), "[{}]") + carry
}

/// The lot of 8 of which an earlier award reserves 4.
fn half_reserved(text: &str) -> Instance {
    let mut of = instance(text, &["A 4 from=A1"]);
    let mut free = lot(1, "A 4");
    free.id = lot_id(1);
    of.holdings.assets.push(free);
    of
}

#[test]
fn of_equal_plans_the_one_that_leaves_more_free_credit() {
    for split in [false, true] {
        let plan = planned(&half_reserved(&carrying("4", split)));
        let [one] = plan.counts.as_slice() else { panic!("{plan:?}") };
        assert!(matches!(&one.asset, AssetId::Lot { carried, .. } if !carried.is_empty()), "{one:?}");
        assert!(plan.is_reached() && plan.is_proved());
    }
}

/// No more than the carry allows, and what is free where both are needed.
#[test]
fn what_is_free_is_taken_where_it_is_needed() {
    let plan = planned(&half_reserved(&carrying("8", false)));
    assert_eq!((plan.counts.len(), plan.is_reached()), (2, true));
    let least = carrying("4", false).replace("from = \"A1\"", "from = \"A1\"\nmost = \"2\"");
    let plan = planned(&half_reserved(&least));
    assert_eq!((part_of(&plan, 1).as_deref(), plan.is_reached()), (Some("all"), true));
}

// ---- spoiled_mean ----

fn graded(of: &mut Instance, marks: &[&str]) {
    for (asset, mark) in of.holdings.assets.iter_mut().zip(marks) {
        asset.grade = Some(Grade { mark: mark.parse().unwrap(), scale: "percent".parse().unwrap() });
    }
}

fn mean(lots: &[&str], marks: &[&str], least: &str) -> Instance {
    let scale = "[[scale]]\nid = \"percent\"\nleast = \"0\"\nmost = \"100\"\nstep = \"0.1\"\npass = \"0\"\n";
    let average = "[[programme.average]]\nid = \"mean\"\nclause = \"k\"\nscale = \"percent\"\nleast = \"75\"\n";
    let text = part("all", &format!("least = \"{least}\""), "[{}]") + average;
    let mut of = programmes::with_scale(scale, &text, lots);
    graded(&mut of, marks);
    of
}

#[test]
fn what_is_left_out_of_an_average_is_said() {
    let of = mean(&["A 3", "B 3", "C 3"], &["90", "90", "40"], "6");
    let (report, page) = (report(&of), english(&of));
    let average = &report.averages[0];
    let text = |grade: &Option<Grade>| grade.as_ref().map(|grade| grade.mark.to_string());
    assert_eq!((text(&average.mean).as_deref(), text(&average.with).as_deref()), (Some("90"), Some("73.3")));
    assert!(
        report.reached && page.contains("lot 3.0, grade 40 percent left out: with all of it 73.3 percent"),
        "{page}"
    );
    assert!(chinese(&of).contains("若一并计入则为 73.3"), "{}", chinese(&of));
}

/// Nothing is said where nothing is left out, and what could not count there is not what was left out.
#[test]
fn nothing_is_left_out_of_an_average_of_everything() {
    let of = mean(&["A 3", "B 3"], &["90", "90"], "6");
    assert!(report(&of).averages[0].left_out.is_empty() && !english(&of).contains("left out"));
    let mut of = mean(&["A 3", "B 3", "C 3"], &["90", "90", "40"], "6");
    of.holdings.assets[2].valid_through = Some("2026-01-31".parse().unwrap());
    assert_eq!(report(&of).averages[0].with, None);
}

/// What is still to be studied is not to lower the average.
#[test]
fn what_is_to_be_studied_is_graded_well_enough() {
    let of = mean(&["A 3"], &["76"], "9");
    let page = english(&of);
    assert!(page.contains("if graded in percent, 75 or better"), "{page}");
    comes_true(&of);
}

// ---- what is no advice ----

#[test]
fn to_be_exempt_from_everything_is_no_advice() {
    let relaxed = |of: &Instance| {
        let report = report(of);
        let relax = |one: &Repair| one.steps.iter().any(|step| matches!(step, Remedy::Relax { .. }));
        report.repairs.iter().filter(|one| relax(one)).count()
    };
    assert_eq!(relaxed(&instance(&part("all", "least = \"12\"", "[{}]"), &[])), 0);
    assert_eq!(relaxed(&instance(&part("all", "least = \"12\"", "[{}]"), &["A 3"])), 1, "9 of 12 is advice");
    let two = part("one", "least = \"12\"", r#"[{ codes = ["A"] }]"#) + &part("two", "least = \"3\"", "[{}]");
    assert_eq!(relaxed(&instance(&two, &["B 3"])), 1, "the other part is still asked for");
}

// ---- attempts ----

/// A retake of what counts already is not told, and what is told keeps to what groups have room for.
#[test]
fn attempts_at_one_thing_are_not_told_as_study() {
    let mut of = instance(&part("all", "least = \"6\"", r#"[{ codes = ["A", "B"] }]"#), &["A 3", "A 3"]);
    let thing = Thing::course(&"A".parse().unwrap(), "OWN".parse().unwrap());
    let attempts = vec![vec![lot_id(1)], vec![lot_id(2)]];
    of.holdings.groups.push(creditbank::planner::AttemptGroup { attempts, room: Room::One, thing });
    let report = report(&of);
    let Some(Remedy::Study { needs, .. }) = told(&report).unwrap().steps.first() else { panic!("{report:#?}") };
    assert_eq!(needs.names, ["B".parse().unwrap()]);
    comes_true(&of);
}

/// A quota that asks for a share of what counts is told exactly: more would ask for more.
#[test]
fn a_share_of_what_counts_is_told_exactly() {
    let share = quota("half", "least_share = \"1/2\"\nbase = \"counted\"\nof = [{ classes = [\"taught\"] }]");
    let mut of = instance(&(part("all", "least = \"10\"", "[{}]") + &share), &[]);
    some(&mut of, 4, "x", Some("taught"));
    some(&mut of, 3, "x", None);
    assert!(matches!(of.programme().unwrap().quotas[0].bound, QuotaBound::LeastShare { .. }));
    comes_true(&of);
}
