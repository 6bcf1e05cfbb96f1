//! The city's rule book: that it reads, that it fits the other documents of its folder, and its worked cases. Of every
//! rule there is a case that it grants, and one that it refuses with its reason.

use std::collections::BTreeSet;

use creditbank::analysis::{Proved, analyse};
use creditbank::document::Limits;
use creditbank::registry::{Catalogue, Framework, Institutions, RegistryDocument, Tier};
use creditbank::rules::{Answer, Candidate, Evaluation, RuleBook, Target, Verdict, What};
use creditbank::{Ratio, credits};

use crate::wording::explain::application::Application;

const BOOK: &[u8] = include_bytes!("../../examples/data/rules.toml");

fn book() -> RuleBook {
    RuleBook::read("rules.toml", BOOK, &Limits::default()).unwrap_or_else(|findings| panic!("{findings}"))
}

macro_rules! example {
    ($file:literal, $kind:ident) => {
        match RegistryDocument::read($file, include_bytes!(concat!("../../examples/data/", $file)), &Limits::default())
        {
            Ok(RegistryDocument::$kind(document)) => document,
            other => panic!("{other:?}"),
        }
    };
}

fn framework() -> Framework {
    example!("framework.toml", Framework)
}

fn institutions() -> Institutions {
    example!("institutions.toml", Institutions)
}

fn courses() -> Catalogue {
    example!("courses.toml", Courses)
}

// ---- asking ----

/// What comes out, as `rule: amount target …`; or why nothing does.
fn decided(application: Application) -> String {
    told(&application.decided(&book()))
}

fn told(evaluation: &Evaluation) -> String {
    let grants = match &evaluation.answer {
        Answer::Granted(grants) => grants,
        Answer::Choose(rules) => return format!("choose {}", joined(rules)),
        Answer::Ambiguous(rules) => return format!("ambiguous {}", joined(rules)),
        Answer::Refused => return "refused".into(),
    };
    let grant = |grant: &creditbank::rules::Grant| {
        let outputs = grant.outputs.iter().map(|output| {
            let target = match &output.target {
                Target::Category(category) => category.to_string(),
                Target::Course(course) => course.to_string(),
                Target::Exemption(course) => format!("exempt {course}"),
                Target::Denial => "denial".into(),
            };
            let amount = output.amount.as_ref().map(|amount| format!("{amount} ")).unwrap_or_default();
            let grade = output.grade.as_ref().map(|grade| format!(" ({grade})")).unwrap_or_default();
            format!("{amount}{target}{grade}")
        });
        format!("{}: {}", grant.rule, outputs.collect::<Vec<_>>().join(" + "))
    };
    grants.iter().map(grant).collect::<Vec<_>>().join("; ")
}

fn joined<T: ToString>(list: &[T]) -> String {
    list.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// What a rule's conditions say that do not hold, in the order of the rule.
fn failing(application: Application, rule: &str) -> Vec<What> {
    let evaluation = application.decided(&book());
    assert!(!matches!(evaluation.answer, Answer::Granted(_)), "{}", told(&evaluation));
    let candidate = candidate(&evaluation, rule);
    assert_eq!(candidate.verdict, Verdict::Failed, "{rule}");
    let failed = candidate.checks.iter().filter(|check| !check.holds()).flat_map(|check| check.tests());
    failed.filter(|test| !test.holds()).map(|test| test.what).collect()
}

fn candidate(evaluation: &Evaluation, rule: &str) -> Candidate {
    let mut all = evaluation.explanation.candidates.iter().filter(|one| one.rule.as_str() == rule);
    all.find(|one| one.verdict != Verdict::NotInForce).unwrap_or_else(|| panic!("no candidate `{rule}`")).clone()
}

fn category(code: &str) -> Target {
    Target::Category(code.parse().unwrap())
}

fn course(code: &str) -> Target {
    Target::Course(code.parse().unwrap())
}

fn hv() -> Application {
    Application::to("HV-01", "2026-09-10")
}

// ---- the book and its neighbours ----

#[test]
fn it_fits_the_framework_the_courses_and_the_institutions() {
    let (book, framework, courses, institutions) = (book(), framework(), courses(), institutions());
    let draft = book.draft();
    for unit in draft.framework.units() {
        assert_eq!(framework.unit(&unit.id), Some(unit));
    }
    for scale in draft.framework.scales() {
        assert_eq!(framework.scale(&scale.id), Some(scale));
    }
    assert!(draft.framework.levels().all(|level| framework.has_level(&level)));
    for rule in book.rules() {
        for effect in &rule.to {
            let (Target::Course(course) | Target::Exemption(course)) = &effect.target else { continue };
            let found = courses.named(course).unwrap_or_else(|| panic!("{course} of `{}`", rule.id));
            assert_eq!(effect.tier, Some(found.tier), "`{}`", rule.id);
        }
        for source in rule.from.iter().filter(|source| source.kind == creditbank::registry::OutcomeKind::Course) {
            for code in &source.codes {
                let course = courses.named(&code.to_string().parse().unwrap());
                assert!(course.is_some_and(|course| !course.never_convertible), "{code} of `{}`", rule.id);
            }
        }
        let stages = rule.review.iter().filter_map(|stage| stage.at.as_ref());
        let named = rule.from.iter().flat_map(|source| source.issuers.iter().chain(&source.not_issuers)).chain(stages);
        assert!(named.into_iter().all(|id| institutions.get(id).is_some()), "`{}`", rule.id);
    }
    let members = draft.consortia.iter().flat_map(|each| each.issuers.iter().chain(&each.receivers));
    assert!(members.into_iter().all(|id| institutions.get(id).is_some()));
    let never: BTreeSet<_> =
        courses.iter().filter(|course| course.never_convertible).map(|course| course.id.as_str()).collect();
    assert_eq!(
        never,
        draft.never.iter().map(|name| name.code.as_str()).collect(),
        "the two lists of what is never converted"
    );
}

#[test]
fn a_course_never_gives_more_than_it_is_worth() {
    // In the courses' units, as long as the rule is in force and the course has a value.
    let (book, courses) = (book(), courses());
    for rule in book.rules() {
        for effect in &rule.to {
            let (Target::Course(id), Some(amounts)) = (&effect.target, &effect.amounts) else { continue };
            let creditbank::rules::RuleWorth::Fixed(credits) = amounts.worth else { continue };
            let course = courses.named(id).unwrap();
            let day = course.values.last().unwrap().valid.from.max(rule.valid.from);
            let worth = course.value_on(day).unwrap();
            assert!(amounts.unit == worth.amount.unit && credits <= worth.amount.credits, "`{}`", rule.id);
        }
    }
}

#[test]
fn the_analyses_find_nothing_worse_than_a_note() {
    let analysis = analyse(&book(), Some(&courses()));
    let remarks: Vec<_> = analysis.remarks.iter().map(|remark| format!("{} {}", remark.code, remark.message)).collect();
    assert!(analysis.is_clean(), "{}", remarks.join("\n"));
    // What is noted is meant: courses for which less is given than they are worth, and 3 for another college's course;
    // nobody can split a course.
    let meant = |remark: &String| remark.starts_with("A044 ") || remark.starts_with("A062 ");
    assert!(remarks.iter().all(meant), "{}", remarks.join("\n"));
    let proved = |is: fn(&Proved) -> bool| analysis.proofs.iter().any(is);
    assert!(
        proved(|proof| matches!(proof, Proved::NoGain(_))) && proved(|proof| matches!(proof, Proved::NoOverlap { .. }))
    );
}

// ---- hours ----

fn training(hours: &str) -> Application {
    hv().with("3.0", "training", "CNC-SAFETY", hours, "2026-05-01").evidence("hours-record", "signed")
}

#[test]
fn sixteen_hours_are_one_credit_and_the_rest_waits() {
    assert_eq!(decided(training("48 hour")), "hours-higher: 3 hv practice");
    assert_eq!(decided(training("72 hour")), "hours-higher: 4.5 hv practice");
    // 12 hours are ½ and leave 4, the next 12 are 1 and leave nothing.
    let Answer::Granted(grants) = training("12 hour").decided(&book()).answer else { panic!() };
    assert_eq!(
        (grants[0].outputs[0].amount.as_ref().unwrap().credits, grants[0].outputs[0].after),
        (credits!("0.5"), "1/2".parse().unwrap())
    );
    let again = training("12 hour").earlier(
        "hours-higher",
        "2.0",
        "2026-05-02",
        category("practice"),
        "0.5 hv",
        grants[0].outputs[0].after,
    );
    assert_eq!(decided(again), "hours-higher: 1 hv practice");
    assert_eq!(decided(training("40 hour").tier(Tier::Secondary)), "hours-secondary: 2.5 sv practice");
}

#[test]
fn hours_need_a_signed_record_and_a_tier() {
    let claimed =
        hv().with("3.0", "training", "CNC-SAFETY", "48 hour", "2026-05-01").evidence("hours-record", "claimed");
    assert_eq!(failing(claimed, "hours-higher"), [What::Evidence]);
    let undergraduate = training("48 hour").tier(Tier::Undergraduate);
    assert_eq!(failing(undergraduate.clone(), "hours-higher"), [What::Tier]);
    assert_eq!(failing(undergraduate, "hours-secondary"), [What::Tier]);
}

#[test]
fn village_learning_counts_for_those_who_live_there() {
    let orange = |hours| {
        hv().with("3.0", "training", "ORANGE-PRUNING", hours, "2026-03-08").issuer("VILLAGE-01").tier(Tier::Secondary)
    };
    assert_eq!(decided(orange("24 hour").attest("village_cadre", 1)), "village-secondary: 1.5 sv practice");
    assert_eq!(failing(orange("24 hour"), "village-secondary"), [What::Attested, What::Attested]);
    assert_eq!(failing(orange("24 hour"), "hours-secondary"), [What::Issuer, What::Evidence]);
}

#[test]
fn a_community_course_of_72_hours_is_too_much() {
    let course =
        |hours| hv().with("3.0", "community", "TEA-CULTURE", hours, "2026-03-08").evidence("hours-record", "claimed");
    assert_eq!(decided(course("54 hour")), "community: 3 hv elective");
    assert_eq!(failing(course("72 hour"), "community"), [What::Limit]);
    assert_eq!(failing(course("8 hour"), "community"), [What::Range]);
    // Item by item: two of 26 hours are 1 each, not 2.5 together; what is left over is lost.
    let two = course("26 hour").with("4.0", "community", "PAPER-CUTTING", "26 hour", "2026-04-08");
    let Answer::Granted(grants) = two.decided(&book()).answer else { panic!() };
    assert_eq!((told_amount(&grants[0]), grants[0].outputs[0].forfeited), ("2 hv".into(), "16/9".parse().unwrap()));
}

fn told_amount(grant: &creditbank::rules::Grant) -> String {
    grant.outputs[0].amount.as_ref().unwrap().to_string()
}

#[test]
fn later_life_learning_takes_only_what_makes_whole_steps() {
    let calligraphy = |hours| hv().with("3.0", "senior", "CALLIGRAPHY-1", hours, "2026-06-12");
    let Answer::Granted(grants) = calligraphy("40 hour").attest("age_at_least_60", 1).decided(&book()).answer else {
        panic!()
    };
    assert_eq!((told_amount(&grants[0]), grants[0].inputs[0].credits), ("2 hv".into(), credits!("36")));
    assert_eq!(decided(calligraphy("9 hour").attest("age_at_least_60", 1)), "senior: 0.5 hv elective");
    assert_eq!(failing(calligraphy("40 hour"), "senior"), [What::Attested]);
    assert_eq!(failing(calligraphy("40 hour").attest("age_at_least_60", 0), "senior"), [What::Attested]);
}

#[test]
fn work_is_capped_and_needs_two_of_three_proofs() {
    let work = |weeks| hv().with("3.0", "work", "FITTER", weeks, "2025-03-01").attest("same_field", 1);
    let proved = |weeks| work(weeks).evidence("employer-letter", "verified").evidence("portfolio", "claimed");
    assert_eq!(decided(proved("13 week")), "work: 6.5 hv practice");
    assert_eq!(decided(proved("16 week")), "work: 8 hv practice");
    assert_eq!(failing(proved("17 week"), "work"), [What::Limit]);
    let before = proved("10 week").earlier("work", "2.0", "2026-01-10", category("practice"), "4 hv", Ratio::ZERO);
    assert_eq!(failing(before, "work"), [What::Limit]);
    assert_eq!(failing(work("13 week").evidence("portfolio", "claimed"), "work"), [What::Evidence, What::Evidence]);
    let old = Application::to("HV-01", "2035-03-02").with("3.0", "work", "FITTER", "13 week", "2025-03-01");
    assert_eq!(failing(old, "work")[0], What::Age);
    let book = book();
    let review = &book.versions(&"work".parse().unwrap())[0].review;
    assert_eq!(
        review.iter().map(|stage| stage.at.as_ref().map(ToString::to_string)).collect::<Vec<_>>(),
        [None, Some("BANK".into())]
    );
}

// ---- 中职 to 高职 ----

fn drawing(grade: &str) -> Application {
    hv().with("3.0", "course", "SV:MECH101", "4 sv", "2026-06-26")
        .grade(grade)
        .matching(85)
        .evidence("transcript", "signed")
}

#[test]
fn a_course_that_matches_is_replaced_whole() {
    assert_eq!(decided(drawing("88 percent")), "sec-drawing: 4 hv HV:MECH110 (88 percent)");
    assert_eq!(decided(drawing("75 percent")), "sec-drawing: 4 hv HV:MECH110 (75 percent)");
    let electrics = hv().with("3.0", "course", "SV:ELEC101", "3 sv", "2026-01-16").grade("80 percent").matching(80);
    assert_eq!(
        decided(electrics.clone().evidence("transcript", "signed")),
        "sec-electrics: 3 hv HV:ELEC110 (80 percent)"
    );
    assert_eq!(failing(electrics, "sec-electrics"), [What::Evidence]);
}

#[test]
fn what_stands_in_the_way_of_a_course() {
    assert_eq!(failing(drawing("74.5 percent"), "sec-drawing"), [What::Grade]);
    assert_eq!(failing(drawing("good five-grade"), "sec-drawing"), [What::Grade]);
    let base = |amount, earned| hv().with("3.0", "course", "SV:MECH101", amount, earned).grade("88 percent");
    assert_eq!(
        failing(base("4 sv", "2026-06-26").matching(79).evidence("transcript", "signed"), "sec-drawing"),
        [What::Match]
    );
    // An outcome of 2 does not become a course of 4, and one of five years and a day ago is too old.
    assert_eq!(
        failing(base("2 sv", "2026-06-26").matching(80).evidence("transcript", "signed"), "sec-drawing"),
        [What::Size]
    );
    assert_eq!(
        failing(base("4 sv", "2021-09-09").matching(80).evidence("transcript", "signed"), "sec-drawing"),
        [What::Age]
    );
    assert_eq!(
        decided(base("4 sv", "2021-09-10").matching(80).evidence("transcript", "signed")),
        "sec-drawing: 4 hv HV:MECH110 (88 percent)"
    );
    assert_eq!(failing(drawing("88 percent").valid_through("2026-09-09"), "sec-drawing"), [What::Valid]);
}

#[test]
fn a_weaker_grade_gives_half_after_a_placement_test() {
    let tested = |grade| drawing(grade).passed("exam", "PLACE:DRAWING", "60 percent");
    assert_eq!(decided(tested("72 percent")), "sec-drawing-weak: 2 hv HV:MECH110 (pass passfail)");
    assert_eq!(decided(tested("75 percent")), "sec-drawing: 4 hv HV:MECH110 (75 percent)");
    assert_eq!(failing(drawing("72 percent"), "sec-drawing-weak"), [What::Passed]);
    assert_eq!(failing(tested("59.5 percent"), "sec-drawing-weak"), [What::Grade]);
}

#[test]
fn five_grades_become_percent() {
    let bench = |grade| {
        hv().with("3.0", "course", "SV:MECH103", "3.5 sv", "2025-06-27")
            .grade(grade)
            .matching(90)
            .evidence("transcript", "signed")
    };
    assert_eq!(decided(bench("good five-grade")), "sec-bench: 2 hv HV:MECH113 (85 percent)");
    assert_eq!(decided(bench("excellent five-grade")), "sec-bench: 2 hv HV:MECH113 (90 percent)");
    assert_eq!(failing(bench("medium five-grade"), "sec-bench"), [What::Grade, What::GradeOut]);
}

#[test]
fn the_version_of_the_day_on_which_it_was_earned() {
    let turning = |earned| {
        hv().with("3.0", "course", "SV:MECH104", "6 sv", earned)
            .grade("90 percent")
            .matching(80)
            .evidence("transcript", "signed")
    };
    assert_eq!(decided(turning("2026-08-31")), "sec-turning: 4.5 hv HV:MECH112 (90 percent)");
    assert_eq!(decided(turning("2026-09-01")), "sec-turning: 5 hv HV:MECH112 (90 percent)");
    let early = turning("2023-08-31").decided(&book());
    let verdicts =
        early.explanation.candidates.iter().filter(|one| one.rule.as_str() == "sec-turning").map(|one| &one.verdict);
    assert!(verdicts.eq([&Verdict::NotInForce, &Verdict::NotInForce]) && early.answer == Answer::Refused);
    assert_eq!(failing(turning("2026-08-31").grade("74 percent"), "sec-turning"), [What::Grade]);
}

// ---- pathways ----

#[test]
fn three_plus_two_carries_what_a_transfer_would_not() {
    let carried =
        |score| drawing("61 percent").enrolled("HV-MECH/3+2", "2026-09-01", None).attest("transition_exam", score);
    let evaluation = carried(60).decided(&book());
    assert_eq!(told(&evaluation), "carry32-drawing: 4 hv HV:MECH110 (61 percent)");
    let Answer::Granted(grants) = &evaluation.answer else { panic!() };
    assert_eq!(grants[0].inputs[0].scope.as_ref().unwrap().to_string(), "award:HV-MECH/3+2");
    assert_eq!(grants[0].outputs[0].valid_through.unwrap().to_string(), "2034-06-26");
    assert_eq!(failing(carried(59), "carry32-drawing"), [What::Score]);
    let electrics = hv()
        .with("3.0", "course", "SV:ELEC101", "3 sv", "2026-01-16")
        .grade("60 percent")
        .attest("transition_exam", 77);
    assert_eq!(failing(electrics.clone(), "carry32-electrics"), [What::Enrolled]);
    assert_eq!(
        decided(electrics.enrolled("HV-MECH/3+2", "2026-09-01", None)),
        "carry32-electrics: 3 hv HV:ELEC110 (60 percent)"
    );
    // The ordinary rule matches as well, and is overridden.
    let both = drawing("88 percent").enrolled("HV-MECH/3+2", "2026-09-01", None).attest("transition_exam", 60);
    let verdict = candidate(&both.decided(&book()), "sec-drawing").verdict;
    assert_eq!(verdict, Verdict::Overridden { by: "carry32-drawing".parse().unwrap() });
}

#[test]
fn three_plus_four_needs_240_points_and_50_in_each() {
    let with = |marks: [u32; 4]| {
        let names = ["general_chinese", "general_maths", "general_english", "general_politics"];
        let start = drawing("70 percent")
            .enrolled("UG-MECH/3+4", "2026-09-01", None)
            .attest("general_total", marks.iter().sum());
        names.into_iter().zip(marks).fold(start, |application, (name, mark)| application.attest(name, mark))
    };
    assert_eq!(decided(with([60, 60, 60, 60])), "carry34-drawing: 3.5 ug UG:MECH201 (70 percent)");
    assert_eq!(failing(with([90, 80, 60, 49]), "carry34-drawing"), [What::Score]);
    assert_eq!(failing(with([59, 60, 60, 60]), "carry34-drawing"), [What::Score]);
}

#[test]
fn who_moves_between_vocational_and_general_school_keeps_common_courses() {
    let moving = |code, amount| {
        Application::to("GH-01", "2026-07-05")
            .with("3.0", "course", code, amount, "2026-07-03")
            .grade("66 percent")
            .attest("transfer_in_window", 1)
    };
    let three = |code, amount| moving(code, amount).attest("three_year_programme", 1);
    assert_eq!(decided(three("SV:MATH101", "8 sv")), "swap-maths-to-general: 8 gh GH:MATH101 (66 percent)");
    assert_eq!(decided(three("GH:MATH101", "8 gh")), "swap-maths-to-vocational: 8 sv SV:MATH101 (66 percent)");
    assert_eq!(decided(three("GH:LANG101", "8 gh")), "swap-chinese-to-vocational: 8 sv SV:LANG101 (66 percent)");
    for (code, amount, rule) in [
        ("SV:MATH101", "8 sv", "swap-maths-to-general"),
        ("GH:MATH101", "8 gh", "swap-maths-to-vocational"),
        ("GH:LANG101", "8 gh", "swap-chinese-to-vocational"),
    ] {
        assert_eq!(failing(moving(code, amount), rule), [What::Attested], "{rule}");
    }
}

// ---- X certificates ----

fn turner(level: &str, recognised: &str) -> Application {
    let certificate = hv().with("3.0", "certificate", "X:CNC-TURNING", recognised, "2026-05-11").asking("4");
    certificate.level(level).evidence("certificate", "verified")
}

#[test]
fn junior_is_for_foundations_intermediate_for_core_advanced_for_both() {
    for (level, course, expected) in [
        ("x junior", "HV:MECH110", "x-junior-drawing: 4 hv HV:MECH110 (pass passfail)"),
        ("x intermediate", "HV:MECH112", "x-core-machining: 4 hv HV:MECH112 (pass passfail)"),
        ("x intermediate", "HV:MECH114", "x-core-setup: 4 hv HV:MECH114 (pass passfail)"),
        ("x advanced", "HV:MECH110", "x-advanced-drawing: 4 hv HV:MECH110 (pass passfail)"),
        ("x advanced", "HV:MECH114", "x-core-setup: 4 hv HV:MECH114 (pass passfail)"),
    ] {
        assert_eq!(decided(turner(level, "10 hv").toward(course)), expected);
    }
    assert_eq!(failing(turner("x junior", "10 hv").toward("HV:MECH112"), "x-core-machining"), [What::Level]);
    assert_eq!(failing(turner("x junior", "10 hv").toward("HV:MECH114"), "x-core-setup"), [What::Level]);
    assert_eq!(failing(turner("x intermediate", "10 hv").toward("HV:MECH110"), "x-junior-drawing"), [What::Level]);
    assert_eq!(failing(turner("x intermediate", "10 hv").toward("HV:MECH110"), "x-advanced-drawing"), [What::Level]);
    assert_eq!(decided(turner("x intermediate", "10 hv")), "choose x-core-machining, x-core-setup");
    assert_eq!(
        decided(turner("x intermediate", "10 hv").by_rule("x-core-setup")),
        "x-core-setup: 4 hv HV:MECH114 (pass passfail)"
    );
}

#[test]
fn a_certificate_gives_eight_at_most_and_no_more_than_it_has() {
    let used =
        |rule, to| turner("x advanced", "14 hv").earlier(rule, "3.0", "2026-07-01", course(to), "4 hv", Ratio::ZERO);
    assert_eq!(
        decided(used("x-core-setup", "HV:MECH114").toward("HV:MECH112")),
        "x-core-machining: 4 hv HV:MECH112 (pass passfail)"
    );
    let twice = used("x-core-setup", "HV:MECH114").earlier(
        "x-advanced-drawing",
        "3.0",
        "2026-07-02",
        course("HV:MECH110"),
        "4 hv",
        Ratio::ZERO,
    );
    assert_eq!(failing(twice.toward("HV:MECH112"), "x-core-machining"), [What::Limit]);
    // Recognised for 2: there are no 4 to take.
    let small = hv()
        .with("3.0", "certificate", "X:CNC-TURNING", "2 hv", "2026-05-11")
        .level("x advanced")
        .evidence("certificate", "verified");
    assert_eq!(failing(small.toward("HV:MECH114"), "x-core-setup"), [What::Take]);
    // A second certificate does not replace the same course.
    let second = hv()
        .with("5.0", "certificate", "X:CNC-MILLING", "10 hv", "2026-05-11")
        .asking("4")
        .level("x advanced")
        .evidence("certificate", "verified");
    let second = second.earlier("x-core-setup", "3.0", "2026-07-01", course("HV:MECH114"), "4 hv", Ratio::ZERO);
    assert_eq!(failing(second.toward("HV:MECH114"), "x-core-setup"), [What::Limit]);
}

// ---- merits ----

#[test]
fn of_similar_merits_only_the_highest_counts() {
    let merits = |prize| {
        hv().with("3.0", "certificate", "VOC:WELDER", "1 item", "2026-05-11")
            .level("x advanced")
            .content("welding")
            .with("4.0", "training", "TRAIN:WELDING", "1 item", "2026-03-02")
            .content("welding")
            .with("5.0", "competition", "CQ-2026/WELDING", "1 item", "2026-05-20")
            .grade(prize)
            .content("welding")
            .evidence("certificate", "verified")
            .evidence("prize", "verified")
            .enrolled("HV-MECH", "2025-09-01", None)
    };
    let evaluation = merits("prov1 award").decided(&book());
    assert_eq!(told(&evaluation), "merit-certificate: 6 hv elective");
    let Answer::Granted(grants) = &evaluation.answer else { panic!() };
    assert_eq!(joined(&grants[0].lost), "4.0, 5.0");
    for lost in ["merit-training", "merit-prize"] {
        assert_eq!(candidate(&evaluation, lost).verdict, Verdict::Lost { to: "merit-certificate".parse().unwrap() });
    }
}

#[test]
fn a_certificate_or_a_training_by_itself() {
    let certificate = |level| hv().with("3.0", "certificate", "VOC:WELDER", "1 item", "2026-05-11").level(level);
    assert_eq!(
        decided(certificate("x intermediate").evidence("certificate", "verified")),
        "merit-certificate: 4 hv elective"
    );
    assert_eq!(failing(certificate("nqf 5").evidence("certificate", "verified"), "merit-certificate")[0], What::Table);
    let training = hv().with("3.0", "training", "TRAIN:WELDING", "1 item", "2026-03-02");
    assert_eq!(decided(training.clone().evidence("certificate", "signed")), "merit-training: 3 hv elective");
    assert_eq!(failing(training.evidence("certificate", "claimed"), "merit-training"), [What::Evidence]);
}

#[test]
fn prizes_by_rank_and_the_first_three_of_a_team() {
    let prize = |grade: &str| {
        hv().with("3.0", "competition", "CQ-2026/ROBOT", "1 item", "2026-05-20")
            .grade(grade)
            .evidence("prize", "verified")
            .enrolled("HV-MECH", "2025-09-01", None)
    };
    for (grade, alone, team) in [
        ("nat1", "4 hv", "2 hv"),
        ("nat2", "3 hv", "1.5 hv"),
        ("prov2", "1.5 hv", "0.5 hv"),
        ("city1", "1 hv", "0.5 hv"),
    ] {
        let grade = format!("{grade} award");
        assert_eq!(decided(prize(&grade)), format!("merit-prize: {alone} elective"));
        assert_eq!(decided(prize(&grade).member(3, 5)), format!("merit-prize: {team} elective"));
    }
    assert_eq!(failing(prize("nat1 award").member(4, 5), "merit-prize"), [What::Team]);
    // Half of a third prize of a city is no half credit, and none is no prize.
    assert_eq!(failing(prize("city3 award").member(1, 2), "merit-prize"), [What::Range]);
    assert_eq!(failing(prize("none award"), "merit-prize")[0], What::Table);
    let before = hv()
        .with("3.0", "competition", "CQ-2026/ROBOT", "1 item", "2026-05-20")
        .grade("nat1 award")
        .evidence("prize", "verified")
        .enrolled("HV-MECH", "2026-09-01", None);
    assert_eq!(failing(before, "merit-prize"), [What::EarnedWhen, What::EarnedWhen]);
}

// ---- examinations and exemptions ----

#[test]
fn a_self_study_examination_replaces_a_course_without_a_grade() {
    let exam = |code, amount| {
        hv().with("3.0", "exam", code, amount, "2026-04-12")
            .grade("71 percent")
            .matching(80)
            .evidence("exam-record", "verified")
    };
    assert_eq!(decided(exam("SSE:02183", "5 hv")), "selfstudy-drawing: 4 hv HV:MECH110");
    assert_eq!(decided(exam("SSE:00012", "7 hv")), "selfstudy-english: 4 hv HV:LANG110");
    assert_eq!(failing(exam("SSE:02183", "3 hv"), "selfstudy-drawing")[0], What::Size);
    assert_eq!(failing(exam("SSE:00012", "7 hv").grade("59.5 percent"), "selfstudy-english"), [What::Grade]);
}

#[test]
fn an_english_certificate_exempts_and_adds_nothing() {
    let english =
        |code, earned| hv().with("3.0", "certificate", code, "1 item", earned).evidence("certificate", "verified");
    assert_eq!(decided(english("ENG:B", "2026-01-20")), "exempt-english: exempt HV:LANG110");
    let degree = english("ENG:CET4", "2026-01-20").tier(Tier::Undergraduate);
    assert_eq!(decided(degree.clone()), "exempt-english-degree: exempt UG:LANG201");
    assert_eq!(failing(english("ENG:B", "2023-09-09"), "exempt-english"), [What::Age]);
    assert_eq!(failing(english("ENG:CET4", "2023-09-09"), "exempt-english-degree"), [What::Age]);
}

#[test]
fn a_certificate_for_attendance_is_denied() {
    let safety = || hv().with("3.0", "certificate", "ATTEND:SAFETY", "1 item", "2026-01-20");
    let evaluation = safety().attest("examined", 0).decided(&book());
    assert_eq!(evaluation.answer, Answer::Refused);
    assert_eq!(
        candidate(&evaluation, "no-attendance").verdict,
        Verdict::Denied { by: "no-attendance".parse().unwrap() }
    );
    assert_eq!(failing(safety().attest("examined", 1), "no-attendance"), [What::Attested]);
}

// ---- 高职 to 本科 ----

fn ug() -> Application {
    Application::to("UG-01", "2026-09-10").evidence("transcript", "signed")
}

#[test]
fn a_college_course_replaces_a_matching_one() {
    let one = |code, amount, grade| ug().with("3.0", "course", code, amount, "2026-01-16").grade(grade).matching(80);
    assert_eq!(decided(one("HV:MECH110", "4 hv", "70 percent")), "degree-drawing: 3.5 ug UG:MECH201 (70 percent)");
    assert_eq!(decided(one("HV:MECH111", "5 hv", "81 percent")), "degree-design: 4 ug UG:MECH202 (81 percent)");
    assert_eq!(failing(one("HV:MECH110", "4 hv", "69.5 percent"), "degree-drawing"), [What::Grade]);
    assert_eq!(failing(one("HV:MECH111", "4.5 hv", "81 percent"), "degree-design"), [What::Size]);
}

#[test]
fn the_certificate_is_seen_and_not_used_up() {
    let machining = || ug().with("3.0", "course", "HV:MECH112", "5 hv", "2026-01-16").grade("78 percent").matching(82);
    let seen = machining().with("5.0", "certificate", "X:CNC-MILLING", "10 hv", "2026-05-11").level("x intermediate");
    let evaluation = seen.toward("UG:MECH203").decided(&book());
    assert_eq!(told(&evaluation), "degree-machining: 2 ug UG:MECH203 (78 percent)");
    let Answer::Granted(grants) = &evaluation.answer else { panic!() };
    let uses = grants[0].inputs.iter().map(|input| format!("{} {}", input.lot, input.r#use)).collect::<Vec<_>>();
    assert_eq!(uses, ["3.0 consume", "5.0 witness"]);
    assert_eq!(failing(machining(), "degree-machining"), [What::Count]);
}

#[test]
fn two_courses_for_one_by_one_college() {
    let both = |other| {
        ug().with("3.0", "course", "HV:MATH110", "4 hv", "2025-06-27")
            .grade("80 percent")
            .matching(85)
            .with("4.0", "course", "HV:MATH111", "2 hv", "2026-01-16")
            .grade("76 percent")
            .matching(85)
            .issuer(other)
    };
    assert_eq!(decided(both("HV-01")), "degree-calculus: 5 ug UG:MATH201 (pass passfail)");
    assert_eq!(failing(both("HV-02"), "degree-calculus"), [What::SameIssuer]);
    let half = ug().with("3.0", "course", "HV:MATH110", "4 hv", "2025-06-27").grade("80 percent").matching(85);
    assert_eq!(failing(half, "degree-calculus"), [What::Count]);
}

#[test]
fn an_online_course_counts_as_an_elective() {
    let online = || {
        ug().with("3.0", "course", "UG:MOOC301", "1 item", "2026-01-16")
            .tier(Tier::Undergraduate)
            .grade("pass passfail")
    };
    assert_eq!(decided(online().evidence("certificate", "signed")), "online-degree: 1 ug elective");
    assert_eq!(failing(online().evidence("certificate", "claimed"), "online-degree"), [What::Evidence]);
}

// ---- other colleges ----

#[test]
fn sichuan_and_chongqing_recognise_each_other() {
    let design = |receiver: &str| {
        Application::to(receiver, "2026-09-10")
            .with("3.0", "course", "SC:MECH120", "5 hv", "2026-01-16")
            .grade("75 percent")
            .content("mech-design")
            .matching(72)
            .evidence("transcript", "verified")
            .toward("HV:MECH111")
    };
    assert_eq!(decided(design("HV-01")), "sichuan-design: 5 hv HV:MECH111 (75 percent)");
    assert_eq!(failing(design("SV-01"), "sichuan-design"), [What::Consortium]);
    assert_eq!(failing(design("HV-01").content("mech-drawing"), "sichuan-design"), [What::Content]);
    let mechatronics = |percent| {
        hv().with("3.0", "course", "SC:MECH130", "8 hv", "2026-01-16")
            .grade("75 percent")
            .matching(percent)
            .evidence("transcript", "verified")
            .toward("HV:ROBO110")
    };
    assert_eq!(
        decided(mechatronics(70)),
        "sichuan-mechatronics: 4 hv HV:MECH110 (75 percent) + 3 hv HV:ROBO110 (75 percent)"
    );
    assert_eq!(failing(mechatronics(69), "sichuan-mechatronics"), [What::Match]);
}

#[test]
fn what_is_too_different_is_an_elective_of_three_at_most() {
    let other = |code, amount| {
        hv().with("3.0", "course", code, amount, "2026-01-16").grade("88 percent").evidence("transcript", "signed")
    };
    assert_eq!(decided(other("SC:ARTS101", "2 hv")), "outside-elective: 2 hv elective");
    let Answer::Granted(grants) = other("SC:HIST101", "4 hv").decided(&book()).answer else { panic!() };
    assert_eq!((told_amount(&grants[0]), grants[0].outputs[0].forfeited), ("3 hv".into(), "2/1".parse().unwrap()));
    assert_eq!(failing(other("SC:ARTS101", "2 hv").issuer("HV-01"), "outside-elective"), [What::NotIssuer]);
}

#[test]
fn politics_and_pe_are_denied_but_for_athletes() {
    let partner = |code, amount| {
        hv().with("3.0", "course", code, amount, "2026-01-16").grade("88 percent").evidence("transcript", "signed")
    };
    for (code, amount) in [("SC:POL101", "3 hv"), ("SC:PE101", "2 hv")] {
        let evaluation = partner(code, amount).decided(&book());
        assert_eq!(evaluation.answer, Answer::Refused);
        let denied = Verdict::Denied { by: "no-politics-or-pe".parse().unwrap() };
        assert_eq!(candidate(&evaluation, "no-politics-or-pe").verdict, denied);
        assert_eq!(candidate(&evaluation, "outside-elective").verdict, denied);
    }
    let pe = candidate(&partner("SC:PE101", "2 hv").decided(&book()), "athletes-pe");
    assert_eq!(pe.checks.iter().filter(|check| !check.holds()).count(), 1, "nobody attests it");
    assert_eq!(decided(partner("SC:PE101", "2 hv").attest("athlete_first_grade", 1)), "athletes-pe: 2 hv elective");
    assert_eq!(decided(partner("SC:POL101", "3 hv").attest("athlete_first_grade", 1)), "refused");
}

#[test]
fn what_is_never_converted_is_said_to_be() {
    let politics = ug().with("3.0", "course", "UG:POL201", "3 ug", "2026-01-16").grade("90 percent");
    assert_eq!(failing(politics, "cats-to-ects")[0], What::Never);
    let nothing = hv().with("3.0", "certificate", "CHESS", "1 item", "2026-01-16").decided(&book());
    assert!(nothing.answer == Answer::Refused && nothing.explanation.candidates.is_empty());
}

// ---- exchange ----

#[test]
fn two_uk_credits_are_one_ects_credit_exactly() {
    let uk = |amount| ug().with("3.0", "course", "UK:ENG101", amount, "2026-01-16").grade("pass passfail");
    assert_eq!(decided(uk("15 cats")), "cats-to-ects: 7.5 ects exchange");
    assert_eq!(decided(uk("360 cats")), "cats-to-ects: 180 ects exchange");
    assert_eq!(failing(uk("10.5 cats"), "cats-to-ects"), [What::Range]);
    // 10.5 and 4.5 together are whole.
    let two = uk("10.5 cats").with("4.0", "course", "UK:ENG102", "4.5 cats", "2026-02-16");
    assert_eq!(decided(two), "cats-to-ects: 7.5 ects exchange");
    let eu = ug().with("3.0", "course", "EU:ENG101", "7.5 ects", "2026-01-16").grade("1.7 german");
    assert_eq!(decided(eu), "ects-to-cats: 15 cats exchange");
    assert_eq!(failing(uk("15 cats").tier(Tier::Higher), "cats-to-ects"), [What::Tier, What::TierMove]);
    assert_eq!(failing(uk("10.5 cats"), "ects-to-cats"), [What::Unit]);
}

// ---- that nothing is left out ----

#[test]
fn every_rule_has_a_case_that_grants_and_one_that_refuses() {
    let this: String = include_str!("book.rs").split_whitespace().collect();
    for rule in book().rules() {
        let denies = rule.to.iter().any(|effect| effect.target == Target::Denial);
        let grants = this.contains(&format!("\"{}:", rule.id)) || denies;
        let refuses = [")", ",)"].iter().any(|end| this.contains(&format!(",\"{}\"{end}", rule.id)));
        assert!(grants && refuses, "`{}`: grants {grants}, refuses {refuses}", rule.id);
    }
}
