//! The example `exam_credit`: on a small table of its own, and on the real one where it is there. The real one is read
//! from the folder that `CREDITBANK_EXAM_CREDIT` names, or from `../shared/data/exam-credit-cornell`.

use std::path::{Path, PathBuf};

use creditbank::Ratio;
use creditbank::analysis::analyse;
use creditbank::document::Severity;
use creditbank::registry::{Called, OutcomeKind};
use creditbank::rules::{Answer, Evaluation, Facts, Prior, PriorOutput, RuleBook, Verdict, What, evaluate};

#[path = "../../examples/real/exam_credit/main.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod example;

use example::decide::{facts, short};
use example::notes::noted;
use example::table::{Table, read};

struct Loaded {
    table: Table,
    book: RuleBook,
}

fn loaded(folder: &Path) -> Loaded {
    let table = read(folder).unwrap();
    let book = example::rule_book(&table, &noted(&table)).unwrap();
    Loaded { table, book }
}

fn small() -> Loaded {
    loaded(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/examples/exam_credit"))
}

fn real() -> Option<PathBuf> {
    let named = std::env::var_os("CREDITBANK_EXAM_CREDIT").map(PathBuf::from);
    let folder =
        named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/exam-credit-cornell"));
    let there = folder.join("exam_credit.json").exists();
    if !there {
        println!("skipped: there is no table of real exams; CREDITBANK_EXAM_CREDIT names its folder");
    }
    there.then_some(folder)
}

impl Loaded {
    fn facts(&self, college: &str, exams: &[&str]) -> Facts {
        facts(&self.table, college, exams).unwrap()
    }

    fn decided(&self, college: &str, exams: &[&str]) -> Evaluation {
        evaluate(&self.book, &self.facts(college, exams))
    }

    fn short(&self, college: &str, exams: &[&str]) -> String {
        short(&self.decided(college, exams))
    }

    /// One exam, and then another by the same learner.
    fn then(&self, college: &str, first: &[&str], second: &[&str]) -> Evaluation {
        let (first, second) = (self.facts(college, first), self.facts(college, second));
        let granted = evaluate(&self.book, &first);
        assert!(matches!(granted.answer, Answer::Granted(_)), "{}", short(&granted));
        evaluate(&self.book, &after(second, &first, &granted))
    }
}

/// The same learner after what was granted has been recorded.
fn after(mut facts: Facts, earlier: &Facts, evaluation: &Evaluation) -> Facts {
    let Answer::Granted(grants) = &evaluation.answer else { return facts };
    facts.prior.extend(grants.iter().map(|grant| {
        let outcomes = earlier.outcomes.iter().filter(|one| grant.inputs.iter().any(|input| input.lot == one.id));
        Prior {
            lots: outcomes.map(|one| (one.id, one.content.clone(), one.issuer.clone())).collect(),
            on: earlier.applied,
            outputs: grant
                .outputs
                .iter()
                .map(|output| PriorOutput {
                    after: Ratio::ZERO,
                    amount: output.amount.clone(),
                    before: Ratio::ZERO,
                    target: output.target.clone(),
                })
                .collect(),
            rule: grant.rule.clone(),
        }
    }));
    facts
}

/// Whether a rule fails by these conditions alone.
fn fails_only_by(evaluation: &Evaluation, what: What) -> bool {
    let failed = evaluation.explanation.candidates.iter().filter(|one| one.verdict == Verdict::Failed);
    let mut missed = failed.map(|one| one.checks.iter().filter(|check| !check.holds()).flat_map(|check| check.tests()));
    missed.any(|mut tests| tests.all(|test| test.what == what))
}

// ---- the small table ----

#[test]
fn every_row_is_loaded_or_refused_with_a_reason() {
    let lines = example::run(&["tests/examples/exam_credit"]).unwrap();
    assert!(lines[0].starts_with("rows=13 loaded=12 refused=1 plain=2 odd=11 "), "{}", lines[0]);
    let said = lines.join("\n");
    for line in [
        "1 AP Alchemy from 3: no course: credits of a category",
        "4 AP Tides & Stars from 4: other courses for AG: a rule each, by enrolment; several courses, and not whether all or one: the applicant names one; a course twice in one list: counted once; an empty list: credits of a category; not for Marine Lore: by enrolment",
        "9 CASE Runes from Q: refused, because course 999 is not in the list of courses; ",
        "12 CASE Gears from Pass: other courses for EN: a rule each, by enrolment; no default: credits of a category for the other colleges; ",
        "8 is the number of Dragon Tongue, Elvish",
    ] {
        assert!(said.contains(line), "{line}\n---\n{said}");
    }
}

#[test]
fn the_highest_threshold_that_is_reached_wins() {
    let small = small();
    for (score, expected) in [
        ("2", "0 credit"),
        ("3", "3 credit exam-credit by 1"),
        ("4", "3 credit exam-credit by 1"),
        ("5", "6 credit ALCH-1000 by 2"),
    ] {
        assert_eq!(small.short("AS", &[&format!("AP:Alchemy={score}")]), expected, "{score}");
    }
    // Two exams of one number are two exams.
    assert_eq!(
        small.short("AS", &["AP:Dragon-Tongue=4", "AP:Elvish=5"]),
        "3 credit exam-credit by 8, 3 credit exam-credit by 8"
    );
}

#[test]
fn a_ladder_is_no_number() {
    let small = small();
    for (score, expected) in [
        ("none", "0 credit"),
        ("Q", "0 credit"),
        ("Q+", "4 credit exam-credit by 10"),
        ("Q++", "5 credit STAR-1010 by 11"),
    ] {
        assert_eq!(small.short("AS", &[&format!("CASE:Runes={score}")]), expected, "{score}");
    }
}

#[test]
fn colleges_and_majors_go_by_enrolment() {
    let small = small();
    assert_eq!(small.short("AS", &["AP:Clock-Making=4"]), "4 credit TIME-1000 by 3");
    assert_eq!(small.short("EN", &["AP:Clock-Making=4"]), "4 credit TIME-2000 by 3");
    assert_eq!(small.short("EN", &["CASE:Gears=Pass"]), "4 credit TIME-2000 by 12");
    assert_eq!(small.short("AS", &["CASE:Gears=Pass"]), "4 credit exam-credit by 12");
    assert_eq!(small.short("AG", &["AP:Tides-and-Stars=4"]), "3 credit exam-credit by 4");
    assert_eq!(small.short("AS", &["AP:Tides-and-Stars=4"]), "choose one of 2");
    assert_eq!(small.short("AS", &["AP:Tides-and-Stars=4", "toward=STAR-1010"]), "3 credit STAR-1010 by 4");
    let marine = small.decided("AS/Marine-Lore", &["AP:Tides-and-Stars=5"]);
    assert!(marine.answer == Answer::Refused && fails_only_by(&marine, What::Enrolled));
}

#[test]
fn calculus_never_counts_twice() {
    twice(&small(), "CALC-1", "CALC-2", "CALC-9");
}

/// Together they are a choice; one after the other the second is refused by the limit, in either order.
fn twice(loaded: &Loaded, one: &str, two: &str, engineers: &str) {
    let (ab, bc) = ("AP:Mathematics-AB=5", "AP:Mathematics-BC=5");
    let (to_one, to_two) = (format!("toward={one}"), format!("toward={two}"));
    assert!(loaded.short("AS", &[ab]).starts_with(&format!("4 credit {one} by ")));
    assert!(loaded.short("AS", &[bc, &to_two]).starts_with(&format!("8 credit {two} by ")));
    assert!(loaded.short("EN", &[bc]).starts_with(&format!("4 credit {engineers} by ")));
    assert_eq!(loaded.short("EN", &["AP:Mathematics-BC=4"]), "0 credit", "a BC of 4 is for others than engineers");
    for college in ["AS", "EN"] {
        assert!(loaded.short(college, &[ab, bc]).starts_with("choose one of "), "{college}");
    }
    for (first, second) in [(vec![ab], vec![bc, &to_two]), (vec![bc, &to_two], vec![ab]), (vec![ab], vec![bc, &to_one])]
    {
        let refused = loaded.then("AS", &first, &second);
        assert_eq!(refused.answer, Answer::Refused, "{first:?} {second:?}");
        assert!(fails_only_by(&refused, What::Limit), "{first:?} {second:?}");
    }
}

// ---- the real table ----

#[test]
fn the_real_table_is_loaded_whole() {
    let Some(folder) = real() else { return };
    let lines = example::run(&[folder.to_str().unwrap()]).unwrap();
    assert!(lines[0].starts_with("rows=39 loaded=38 refused=1 plain=14 odd=25 "), "{}", lines[0]);
    assert_eq!(lines.len(), 1 + 25 + 1, "a line for each row that is not plain, and one for the number of three exams");
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("301 CASE French from Q: refused, because course 370328 is not in the list"))
    );
    assert_eq!(lines.last().unwrap(), "120 is the number of Psychology, Spanish Language, Spanish Literature");
}

#[test]
fn the_expected_answers_of_its_origin() {
    let Some(folder) = real() else { return };
    let real = loaded(&folder);
    let computing = |score: u8| format!("AP:Computer-Science-A={score}");
    assert_eq!(real.short("AS", &[&computing(5)]), "4 credit CS-1110 by 103");
    assert_eq!(real.short("AS", &[&computing(0)]), "0 credit");
    assert_eq!(
        real.short("AS", &[&computing(5), "AP:Chemistry=5"]),
        "4 credit CHEM-2070 by 102, 4 credit CS-1110 by 103"
    );
    assert_eq!(real.short("AS", &["AP:Biology=4"]), "4 credit exam-credit by 100");
    assert_eq!(real.short("AS", &["AP:Biology=5"]), "8 credit exam-credit by 101");
}

#[test]
fn its_quirks_are_survived() {
    let Some(folder) = real() else { return };
    let real = loaded(&folder);
    for (college, exam, expected) in [
        ("EN", "AP:Chemistry=5", "4 credit CHEM-2090 by 102"),
        ("AS", "AP:Microeconomics=4", "3 credit ECON-1110 by 104"),
        ("AS", "AP:Microeconomics=5", "3 credit ECON-1110 by 105"),
        ("BU", "AP:Microeconomics=5", "choose one of 2"),
        ("AS", "AP:Psychology=4", "3 credit PSYCH-1101 by 120"),
        ("AS", "AP:Spanish-Language=4", "3 credit exam-credit by 120"),
        ("AG", "AP:Statistics=4", "4 credit exam-credit by 121"),
        ("AG", "AP:Statistics=5", "choose one of 10"),
        ("AS/Biological-Sciences", "AP:Statistics=4", "0 credit"),
        ("AS", "CASE:French=Q", "0 credit"),
        ("AS", "CASE:French=Q+", "4 credit exam-credit by 302"),
        ("AS", "CASE:French=Q++", "4 credit exam-credit by 303"),
        ("EN", "CASE:MATH-1910=Pass", "4 credit MATH-1910 by 304"),
        ("AS", "CASE:PHYS-1112=Pass", "4 credit exam-credit by 305"),
        ("EN", "IB:Physics=6", "4 credit PHYS-1112 by 208"),
    ] {
        assert_eq!(real.short(college, &[exam]), expected, "{college} {exam}");
    }
    assert_eq!(real.short("AS", &["IB:Economics=7", "toward=ECON-1120"]), "6 credit ECON-1120 by 203");
    // A course is credited once, whichever exam it comes from.
    let twice = real.then("AS", &["AP:Chemistry=5"], &["IB:Chemistry=7"]);
    assert!(twice.answer == Answer::Refused && fails_only_by(&twice, What::Limit));
}

#[test]
fn real_calculus_never_counts_twice() {
    let Some(folder) = real() else { return };
    twice(&loaded(&folder), "MATH-1110", "MATH-1120", "MATH-1910");
}

#[test]
fn no_exam_has_two_answers_by_mistake() {
    // Every score of every exam for every kind of learner: granted, refused, or the applicant's choice; never ambiguous.
    for loaded in [Some(small()), real().map(|folder| loaded(&folder))].into_iter().flatten() {
        let framework = &loaded.book.draft().framework;
        for exam in &loaded.table.exams {
            let scale = framework.scale(&example::book::scale_id(exam).unwrap()).unwrap();
            let scores = ["none", "Q", "Q+", "Q++", "Pass", "0", "1", "2", "3", "4", "5", "6", "7"];
            for score in scores.into_iter().filter(|score| scale.rank(&score.parse().unwrap()).is_ok()) {
                for college in exam.colleges().into_iter().chain(["AS"]) {
                    let evaluation = loaded.decided(college, &[&format!("{}={score}", exam.code())]);
                    assert!(!matches!(evaluation.answer, Answer::Ambiguous(_)), "{} {score} {college}", exam.code());
                }
            }
            assert!(
                !loaded.book.naming(&Called::new(OutcomeKind::Exam, &exam.code().parse().unwrap(), None)).is_empty(),
                "{}",
                exam.code()
            );
        }
    }
}

#[test]
fn the_analyses_find_nothing_in_the_real_table() {
    let Some(folder) = real() else { return };
    let analysis = analyse(&loaded(&folder).book, None);
    let told: Vec<_> = analysis.remarks.iter().map(|one| format!("{} {}", one.code, one.message)).collect();
    assert!(analysis.is_clean(), "{}", told.join("\n"));
}

#[test]
fn in_the_small_one_they_see_that_a_better_score_leads_elsewhere() {
    // From credits of a category to those of a course: less of the category, which is worth a second look.
    let analysis = analyse(&small().book, None);
    let about: Vec<_> = analysis.remarks.iter().map(|one| (one.code, one.message.contains("AP:Alchemy"))).collect();
    assert!(about.contains(&("A030", true)) && analysis.count(Severity::Error) == 0, "{about:?}");
}
