//! A page claims no more than is so: nobody is freed of everything, what is left out is told, what is needed is a step.

use creditbank::credits;
use creditbank::pathway::{Remedy, Repair, Report};
use creditbank::testing::pathway::Instance;

use super::kit::{instance, option, with_scale};
use super::{chinese, english, graded, part, quota, report};

fn is_relief(repair: &Repair) -> bool {
    repair.steps.iter().any(|step| matches!(step, Remedy::Relax { .. }))
}

fn reliefs(report: &Report) -> Vec<&Repair> {
    report.repairs.iter().filter(|one| is_relief(one)).collect()
}

fn class(id: &str, more: &str, class: &str) -> String {
    part(id, more, &format!("[{{ classes = [\"{class}\"] }}]"))
}

// ---- nobody is freed of everything ----

fn choice(lots: &[&str]) -> Instance {
    let group = "[[programme.part]]\nid = \"g\"\nchoose = 1\n".to_owned();
    let within = |id: &str, least: &str| format!("within = \"g\"\nleast = \"{least}\"\n# {id}");
    let text = group + &class("g0", &within("g0", "3"), "a") + &class("g1", &within("g1", "5"), "b");
    let mut of = instance(&text, lots);
    of.holdings.assets.iter_mut().for_each(|asset| asset.class = Some("a".parse().unwrap()));
    of
}

#[test]
fn nobody_is_exempt_from_the_only_choice_that_asks() {
    assert_eq!(reliefs(&report(&choice(&[]))), Vec::<&Repair>::new());
    assert_eq!(reliefs(&report(&choice(&["A 1"]))).len(), 1, "2 of 3 is advice");
}

#[test]
fn nobody_is_exempt_from_all_but_what_is_optional() {
    let text = class("p0", "least = \"3\"", "a") + &class("p1", "least = \"5\"\noptional = true", "b");
    assert_eq!(reliefs(&report(&instance(&text, &[]))), Vec::<&Repair>::new());
    let asked = class("p0", "least = \"3\"", "a") + &part("p1", "least = \"5\"", "[{}]");
    assert_eq!(reliefs(&report(&instance(&asked, &["B 5"]))).len(), 1, "the other part is still asked for");
}

#[test]
fn nobody_is_exempt_from_the_only_quota_that_asks() {
    let text = part("all", "", "[{}]") + &quota("taught", "least = \"3\"\nof = [{ classes = [\"a\"] }]");
    assert_eq!(reliefs(&report(&instance(&text, &[]))), Vec::<&Repair>::new());
    assert_eq!(reliefs(&report(&instance(&text, &["B 5"]))), Vec::<&Repair>::new(), "nothing would have to count");
}

// ---- what is left out of an average ----

const SCALE: &str = "[[scale]]\nid = \"percent\"\nleast = \"0\"\nmost = \"100\"\nstep = \"1\"\npass = \"50\"\n";
const MEAN: &str = "[[programme.average]]\nid = \"mean\"\nclause = \"k\"\nscale = \"percent\"\nleast = \"60\"\n";

fn mean(more: &str, lots: &[&str], marks: &[&str]) -> Instance {
    let mut of = with_scale(SCALE, &(part("p0", more, "[{}]") + MEAN), lots);
    graded(&mut of, marks);
    of
}

#[test]
fn the_part_of_a_lot_that_is_left_out_of_an_average_is_said() {
    for least in ["4", "11"] {
        let of = mean(&format!("split = true\nleast = \"{least}\""), &["B2 2", "A3 3"], &["70", "50"]);
        let (report, page) = (report(&of), english(&of));
        let [out] = report.averages[0].left_out.as_slice() else { panic!("{:#?}", report.averages) };
        assert_eq!((out.counts.to_string(), out.of.to_string()), ("2 c".to_owned(), "3 c".to_owned()));
        let left = "1 c of lot 2.0, grade 50 percent left out: with all of it 58 percent";
        assert!(page.contains(left), "{page}");
        let left = "未计入学分批次 2.0 中的 1 c，成绩";
        assert!(chinese(&of).contains(left), "{}", chinese(&of));
    }
}

/// What a conversion of the plan takes is used, not left out.
#[test]
fn what_a_conversion_takes_is_not_left_out_of_an_average() {
    let mut of = mean("least = \"6\"", &["A 2"], &["50"]);
    of.holdings.options.push(option("opt", (1, "2"), &["CONV 6"]));
    let report = report(&of);
    assert_eq!((report.conversions.len(), report.averages[0].left_out.len()), (1, 0), "{:#?}", report.averages);
}

// ---- conversions are steps ----

fn converting() -> Instance {
    let mut of =
        with_scale(SCALE, &format!("least = \"12\"\n{}{MEAN}", part("p0", "", "[{}]")), &["B 4", "A 2", "X 1"]);
    let mut option = option("opt", (1, "4"), &["CONV 6"]);
    let grade = creditbank::registry::Grade { mark: "59".parse().unwrap(), scale: "percent".parse().unwrap() };
    option.makes.iter_mut().for_each(|made| made.grade = Some(grade.clone()));
    of.holdings.options.push(option);
    of
}

#[test]
fn a_conversion_that_a_relief_needs_is_a_step_of_it() {
    let of = converting();
    let report = report(&of);
    let [relief] = reliefs(&report).into_iter().filter(|one| one.less == credits!("2")).collect::<Vec<_>>()[..] else {
        panic!("{:#?}", report.repairs)
    };
    assert!(!relief.reaches && relief.steps.contains(&Remedy::Convert("opt".parse().unwrap())), "{relief:#?}");
    assert!(english(&of).contains("average `mean` waived and conversion `opt`: 2 c less to study"), "{}", english(&of));
}

/// A conversion without which it does as much is none.
#[test]
fn a_conversion_that_a_relief_does_not_need_is_no_step_of_it() {
    let text = class("p0", "least = \"6\"", "a") + &class("p1", "least = \"5\"", "b") + &part("free", "", "[{}]");
    let mut of = instance(&text, &["X 1"]);
    of.holdings.options.push(option("opt", (1, "1"), &["CONV 4"]));
    let report = report(&of);
    assert_eq!(reliefs(&report).len(), 2, "{:#?}", report.repairs);
    assert!(reliefs(&report).iter().all(|one| one.steps.len() == 1), "{:#?}", report.repairs);
}
