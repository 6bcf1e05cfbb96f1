//! A page claims no more than is so: nobody is freed of everything, what is left out is told, what is needed is a step, and
//! what is said to be the least is that.

use creditbank::advice::LessBy;
use creditbank::advice::{Remedy, Repair, Report};
use creditbank::credits;
use creditbank::testing::planner::Instance;

use super::{chinese, comes_true, english, graded, part, quota, report, told};
use crate::kit::programmes::{in_quanta, instance, option, with_scale};

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
        let left = "未计入学分记录 2.0 中的 1 c，成绩";
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

// ---- where less study may do ----

fn proofs(of: &Instance) -> (Vec<LessBy>, bool) {
    let report = report(of);
    let proved = told(&report).unwrap_or_else(|| panic!("{report:#?}")).proved;
    (report.less_by, proved)
}

fn sharing(most: &str, right: &str) -> Instance {
    let parts = part("p0", "least = \"3\"", "[{}]") + &part("p1", "least = \"3\"", right);
    let shares = format!("[[programme.sharing]]\nbetween = [\"p0\", \"p1\"]\nclause = \"k\"\n{most}\n");
    instance(&(parts + &shares), &[])
}

/// One course that counts in both parts would do: the page claims no more than it knows.
#[test]
fn where_study_could_be_shared_the_least_is_not_claimed() {
    let of = sharing("", "[{}]");
    assert_eq!(proofs(&of), (vec![LessBy::Sharing], false));
    let (english, chinese) = (english(&of), chinese(&of));
    let said = "6 c (proved where what is studied counts in one part; less may do where it counts in two)";
    assert!(english.contains(said) && !english.contains("proved: nothing better exists"), "{english}");
    let said = "6 c（仅就修读内容只计入一个部分的情形已证明；若同时计入两个部分，可能更少）";
    assert!(chinese.contains(said) && !chinese.contains("已证明：不存在"), "{chinese}");
    comes_true(&of);
}

/// Where nothing new can count in both, the least is proved.
#[test]
fn where_study_cannot_be_shared_the_least_is_proved() {
    assert_eq!(proofs(&sharing("most = \"0\"", "[{}]")), (Vec::new(), true));
    let apart = part("p0", "least = \"3\"", "[{ classes = [\"a\"] }]") + &class("p1", "least = \"3\"", "b");
    let shares = "[[programme.sharing]]\nbetween = [\"p0\", \"p1\"]\nclause = \"k\"\n";
    assert_eq!(proofs(&instance(&(apart + shares), &[])), (Vec::new(), true));
}

/// Where the whole programme needs all that is to be studied, sharing lessens nothing: in it an outcome counts once.
#[test]
fn where_all_is_needed_once_the_least_is_proved() {
    let parts = part("p0", "least = \"3\"", "[{}]") + &part("p1", "least = \"3\"", "[{}]");
    let shares = "[[programme.sharing]]\nbetween = [\"p0\", \"p1\"]\nclause = \"k\"\n";
    let of = |least: &str| instance(&format!("least = \"{least}\"\n{parts}{shares}"), &[]);
    assert_eq!(proofs(&of("8")), (Vec::new(), true));
    assert_eq!(proofs(&of("5")), (vec![LessBy::Sharing], false));
}

/// A good grade lets count what a bad one keeps out.
#[test]
fn where_good_grades_would_do_with_less_the_least_is_not_claimed() {
    let of = mean("least = \"11\"", &["A 3"], &["50"]);
    assert_eq!(proofs(&of), (vec![LessBy::Grades], false));
    let said = "11 c (proved where what is studied is not graded; less may do with good grades)";
    assert!(english(&of).contains(said), "{}", english(&of));
    assert!(chinese(&of).contains("若成绩较好，可能更少"), "{}", chinese(&of));
    let better = mean("least = \"11\"", &["A 3", "C 8"], &["50", "64"]);
    assert!(report(&better).reached, "8 do it");
}

/// Where what is graded badly counts anyway, grades lessen nothing.
#[test]
fn where_grades_lessen_nothing_the_least_is_proved() {
    assert_eq!(proofs(&mean("least = \"11\"", &["A 3", "B 3"], &["50", "70"])), (Vec::new(), true));
    assert_eq!(proofs(&mean("least = \"11\"", &["A 3"], &["60"])), (Vec::new(), true));
}

/// Two outcomes of 6.5536 do it, and one of 7.6667: that less was looked for in steps is no proof.
#[test]
fn what_was_not_tried_in_every_size_is_not_proved() {
    let quotas = quota("q1", "most_items = 2") + &quota("q2", "of = [{ categories = [\"lab\"] }]\nleast = \"6\"");
    let text = part("p0", "least = \"12.6667\"", "[{}]") + &quotas;
    let of = in_quanta("0.0001", &text, &["A92 3.3333", "X3 5"]);
    assert_eq!(proofs(&of), (Vec::new(), false));
    assert!(english(&of).contains("not shown to be the least"), "{}", english(&of));
    comes_true(&of);
    let mut done = in_quanta("0.0001", &text, &["A92 3.3333", "X3 5", "L 7.6667"]);
    done.holdings.assets[2].category = Some("lab".parse().unwrap());
    assert!(report(&done).reached);
}

/// Where sizes do not matter the search is a proof: what looks at all afresh takes nothing that the other part takes.
#[test]
fn what_was_tried_in_every_size_is_proved() {
    let text = class("p0", "least = \"3\"", "a") + &class("o", "least = \"5\"\noverlay = true", "b");
    let of = instance(&text, &[]);
    assert_eq!(proofs(&of), (Vec::new(), true));
    comes_true(&of);
}

// ---- what is told is told in full ----

#[test]
fn a_quota_by_value_says_of_which_value_and_what_it_counts() {
    let text = part("p0", "", "[{}]") + &quota("one-school", "most = \"3\"\nper = [\"issuer\"]");
    let mut of = instance(&format!("least = \"6\"\n{text}"), &["A 3", "B 3"]);
    for (asset, issuer) in of.holdings.assets.iter_mut().zip(["U-01", "U-02"]) {
        asset.issuer = issuer.parse().unwrap();
    }
    let said = "quota `one-school`: 3 c of issuer `U-01` counted, needs at most 3 c for each issuer";
    assert!(english(&of).contains(said), "{}", english(&of));
    let said = "比例与上限 `one-school`：颁发机构 `U-01` 计入 3 c，要求每一颁发机构至多 3 c";
    assert!(chinese(&of).contains(said), "{}", chinese(&of));
}

/// The value with most outcomes stands beside a bound on outcomes, however few credits they have.
#[test]
fn a_quota_on_outcomes_by_value_tells_the_value_with_most_of_them() {
    let taught = "most_items = 2\nof = [{ kinds = [\"course\"] }]\nper = [\"issuer\"]";
    let text = part("p0", "", "[{}]") + &quota("few", taught);
    let mut of = instance(&format!("least = \"7\"\n{text}"), &["A 5", "B 1", "C 1"]);
    for (asset, issuer) in of.holdings.assets.iter_mut().zip(["U-01", "U-02", "U-02"]) {
        asset.issuer = issuer.parse().unwrap();
    }
    let said = "quota `few`, which counts kind `course`: 2 outcomes of issuer `U-02` counted, needs at most 2 outcomes for each issuer";
    assert!(english(&of).contains(said), "{}", english(&of));
}

fn by_name(more: &str) -> Instance {
    instance(&part("p0", more, r#"[{ codes = ["A1", "A2", "A3"] }]"#), &[])
}

#[test]
fn where_all_names_are_needed_all_are_told() {
    let of = by_name("least_items = 3");
    assert!(english(&of).contains("3 more outcomes in `p0` (`A1`, `A2` and `A3`)"), "{}", english(&of));
    assert!(chinese(&of).contains("`A1`、`A2`、`A3` 各一次"), "{}", chinese(&of));
    let of = by_name("least_items = 2");
    assert!(english(&of).contains("(`A1` or `A2` or `A3`, each once)"), "{}", english(&of));
    assert!(chinese(&of).contains("限 `A1`、`A2`、`A3`，每项至多一次"), "{}", chinese(&of));
    let of = by_name("least_items = 1");
    assert!(english(&of).contains("1 more outcome in `p0` (`A1` or `A2` or `A3`):"), "{}", english(&of));
}

/// There is enough for each of two parts, and not for both at once.
#[test]
fn what_is_enough_for_one_alone_is_said_to_be_so() {
    let of = instance(&(part("g1", "least = \"4\"", "[{}]") + &part("g2", "least = \"4\"", "[{}]")), &["A 3", "B 3"]);
    let said = "`g1` needs at least 4 c and 6 c could count there if nothing else were asked for";
    assert!(english(&of).contains(said), "{}", english(&of));
    assert!(chinese(&of).contains("而若别无其他要求，可计入的共 6 c"), "{}", chinese(&of));
    let of = instance(&part("g1", "least = \"4\"", "[{}]"), &["A 3"]);
    assert!(!english(&of).contains("if nothing else"), "{}", english(&of));
}

/// Origins, choices and where something nearly counts, in plain words.
#[test]
fn origins_and_choices_are_told_plainly() {
    let of = instance(&part("p1", "least = \"3\"", "[{ origins = [\"other\"] }]"), &["A 3"]);
    let said = "it is issued by the institution itself, and only what is issued by another institution counts here";
    assert!(english(&of).contains(said) && english(&of).contains(", 3 c, in `p1`"), "{}", english(&of));
    let page = chinese(&of);
    assert!(page.contains("该成果由本机构颁发，而此处只计入由其他机构颁发的成果"), "{page}");
    assert!(page.contains("，在 `p1` 中") && !page.contains("，要求 `p1`"), "{page}");
    let page = chinese(&choice(&[]));
    assert!(page.contains("其中 1 个部分") && !page.contains("其中 1 项"), "{page}");
}

/// Where so many credits are told as were proved to be needed, they are not doubted: only how many outcomes.
#[test]
fn credits_that_are_proved_are_not_doubted() {
    let each = quota("each", "most = \"2\"\nper = [\"lot\"]");
    for more in ["", "least_items = 1\n"] {
        let of = instance(&(part("p0", &format!("{more}least = \"6\""), "[{}]") + &each), &[]);
        let (report, page) = (report(&of), english(&of));
        let repair = told(&report).unwrap_or_else(|| panic!("{report:#?}"));
        let doubted = page.contains("not shown to be the least");
        assert!(!doubted && (repair.proved || page.contains("(fewer outcomes may do)")), "{page}");
    }
}

/// One outcome in which all credits are is the least there can be.
#[test]
fn one_outcome_is_the_fewest() {
    let text = part("p0", "least = \"5\"", "[{}]") + &quota("one", "most_items = 1");
    let of = instance(&text, &[]);
    let page = english(&of);
    assert!(told(&report(&of)).unwrap().proved && page.contains("5 c more in 1 outcome in `p0`: the award"), "{page}");
    comes_true(&of);
}
