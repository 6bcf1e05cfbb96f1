//! Explanations in words and as JSON: golden pages, and that nothing is without words. `CREDITBANK_BLESS=1` writes the
//! pages anew; read them before you commit them.

use std::collections::BTreeSet;

use crate::kit;
use creditbank::document::Limits;
use creditbank::rules::{
    Asked, Candidate, Check, Explanation, Got, Hit, Point, Rest, RoundAt, RuleBook, Same, Sum, Target, Test, Verdict,
    Wanted, What,
};
use creditbank::wording::{Language, Telling, tell};

use creditbank::{Digest, LotId, Ratio, Rounding, credits, date};

#[path = "../../examples/explain/main.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
pub(crate) mod explain;

use explain::application::Application;

/// Every condition there is.
const WHATS: [What; 30] = [
    What::Age,
    What::Attested,
    What::Consortium,
    What::Content,
    What::Count,
    What::Earned,
    What::EarnedWhen,
    What::Enrolled,
    What::Evidence,
    What::Grade,
    What::GradeOut,
    What::Issuer,
    What::Least,
    What::Level,
    What::Limit,
    What::Match,
    What::Never,
    What::NotIssuer,
    What::Passed,
    What::Range,
    What::SameIssuer,
    What::Score,
    What::Size,
    What::Table,
    What::Take,
    What::Team,
    What::Tier,
    What::TierMove,
    What::Unit,
    What::Valid,
];

fn verdicts() -> [Verdict; 9] {
    let other = || "other-rule".parse().unwrap();
    [
        Verdict::Ambiguous { with: other() },
        Verdict::Applied,
        Verdict::Denied { by: other() },
        Verdict::Failed,
        Verdict::Lost { to: other() },
        Verdict::NotAsked,
        Verdict::NotInForce,
        Verdict::Open,
        Verdict::Overridden { by: other() },
    ]
}

fn point(at: u64, text: &str) -> Point {
    Point { at: Ratio::new(at, 1).unwrap(), text: text.into() }
}

fn from(point: Point) -> Wanted {
    Wanted::Within { from: Some(point), below: None }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.into()).collect()
}

/// A condition of that kind as an evaluation tells it, one that is missed.
fn missed(what: What) -> Test {
    let sv = |number: u64| point(number * 10_000, &format!("{number} sv"));
    let day = |at: u64| point(at, &format!("2026-09-{at:02}"));
    let word = |word: &str| Got::Word(word.into());
    let (of, wanted, got) = match what {
        What::Age | What::Valid => (None, Wanted::AtMost(day(10)), Got::Point(day(11))),
        What::Attested => (Some("same_field"), Wanted::Is(true), Got::Nothing),
        What::Consortium => (Some("sichuan-chongqing"), Wanted::Is(true), Got::Flag(false)),
        What::Content => (None, Wanted::OneOf(words(&["welding", "soldering"])), word("tea")),
        What::Count => {
            (None, Wanted::Within { from: Some(point(1, "1")), below: Some(point(2, "2")) }, Got::Point(point(0, "0")))
        }
        What::Earned => (None, Wanted::Within { from: Some(day(10)), below: Some(day(20)) }, Got::Point(day(8))),
        What::EarnedWhen => (Some("HV-MECH"), Wanted::OneOf(words(&["during"])), word("before")),
        What::Enrolled => (Some("HV-MECH"), Wanted::Is(false), Got::Flag(true)),
        What::Evidence => (Some("transcript"), from(point(1, "signed")), Got::Point(point(0, "claimed"))),
        What::Grade => (Some("percent"), from(point(750_000, "75")), Got::Point(point(720_000, "72"))),
        What::GradeOut => (Some("five-grade"), from(point(3, "good")), Got::Point(point(1, "pass"))),
        What::Issuer => (None, Wanted::OneOf(words(&["HV-01"])), word("SV-01")),
        What::Least => (None, from(point(10_000, "1 hv")), Got::Point(point(6_666, "2/3 hv"))),
        What::Level => (Some("x"), from(point(1, "intermediate")), Got::Point(point(0, "junior"))),
        What::Limit => (Some("cap-work"), Wanted::AtMost(sv(8)), Got::Point(sv(9))),
        What::Match => (None, from(point(80, "80")), Got::Point(point(79, "79"))),
        What::Never => (None, Wanted::Is(false), Got::Flag(true)),
        What::NotIssuer => (None, Wanted::NoneOf(words(&["HV-01", "HV-02"])), word("HV-01")),
        What::Passed => (Some("PLACE:DRAWING"), from(point(600_000, "60")), Got::Nothing),
        What::Range => (None, from(point(5_000, "0.5 hv")), Got::NotWhole),
        What::SameIssuer => (None, Wanted::Is(true), Got::Flag(false)),
        What::Score => (Some("general_total"), from(point(240, "240")), Got::Point(point(239, "239"))),
        What::Size => (Some("sv"), from(sv(4)), Got::Point(sv(2))),
        What::Table => (Some("award"), from(point(1, "city3")), Got::Point(point(0, "none"))),
        What::Take => (None, from(sv(4)), Got::Point(sv(3))),
        What::Team => (None, Wanted::AtMost(point(3, "3")), Got::Point(point(4, "4"))),
        What::Tier => (None, Wanted::OneOf(words(&["higher"])), word("secondary")),
        What::TierMove => (None, Wanted::Is(true), Got::Flag(false)),
        What::Unit => (None, Wanted::OneOf(words(&["hour"])), word("sv")),
    };
    let by = match what {
        What::Limit => words(&["HV:MECH110"]),
        What::TierMove => words(&["undergraduate"]),
        _ => Vec::new(),
    };
    let about_all =
        [What::Attested, What::Count, What::Enrolled, What::Evidence, What::Least, What::Passed, What::Range];
    let lot = (!about_all.contains(&what) && ![What::SameIssuer, What::Score].contains(&what))
        .then(|| "3.0".parse().unwrap());
    Test { by, got, lot, of: of.map(|of| of.parse().unwrap()), wanted, what }
}

fn candidate(verdict: Verdict, checks: Vec<Check>, sums: Vec<Sum>) -> Candidate {
    Candidate {
        again: Vec::new(),
        checks,
        clause: "law/1".parse().unwrap(),
        contents: Vec::new(),
        denies: false,
        group: "courses".parse().unwrap(),
        hit: Hit::Unique,
        inputs: Vec::new(),
        lots: vec!["3.0".parse().unwrap()],
        overrides: Vec::new(),
        rule: "this-rule".parse().unwrap(),
        same: Same::Lot,
        sums,
        targets: vec![Target::Course("HV:MECH110".parse().unwrap())],
        valid: "2026-09-01..".parse().unwrap(),
        verdict,
    }
}

fn explanation(candidates: Vec<Candidate>) -> Explanation {
    Explanation {
        asked: Asked::default(),
        book: "demo-rules".parse().unwrap(),
        candidates,
        day: date!("2026-06-30"),
        hash: Digest::ZERO,
        joint: Vec::new(),
        lots: vec![("3.0".parse().unwrap(), credits!("4"))],
        semantics: 1,
        version: "1".parse().unwrap(),
    }
}

fn failing(what: What) -> Explanation {
    explanation(vec![candidate(Verdict::Failed, vec![Check::One(missed(what))], Vec::new())])
}

/// The page of one condition that is missed, without what stands on every page.
fn page(what: What, language: Language) -> String {
    tell(&failing(what), language).lines().skip(8).map(|line| format!("{}\n", line.trim_start())).collect()
}

fn golden(name: &str, text: &str) {
    kit::golden::golden("rules/wording", name, text);
}

/// A case of the example. The hash of the book is not a matter of wording.
fn told(case: &str, language: &str) -> String {
    let hash = explain::book().unwrap().hash().to_string();
    explain::run(&[case, language]).unwrap().replace(&hash, "HASH")
}

// ---- whole pages ----

#[test]
fn the_cases_of_the_example_read_as_they_should() {
    for case in explain::cases::CASES {
        for (language, ending) in [("en", "en.txt"), ("zh", "zh.txt")] {
            golden(&format!("{}.{ending}", case.name), &told(case.name, language));
        }
    }
}

/// The line that says how it ended, in both languages, and what became of one rule in English.
fn ended(application: Application, rule: &str) -> [String; 3] {
    let explanation = application.decided(&explain::book().unwrap()).explanation;
    let english = tell(&explanation, Language::English);
    let line = |page: &str| page.lines().nth(3).unwrap_or_default().to_owned();
    let verdict = english.lines().skip_while(|line| !line.starts_with(&format!("Rule `{rule}`"))).nth(1);
    [line(&english), line(&tell(&explanation, Language::Chinese)), verdict.unwrap_or_default().trim().to_owned()]
}

#[test]
fn every_ending_is_told() {
    let certificate = |application: Application, lot, code| {
        application.with(lot, "certificate", code, "10 hv", "2026-05-11").asking("4").level("x intermediate")
    };
    let start = || Application::to("HV-01", "2026-09-10").evidence("certificate", "verified");
    let one = || certificate(start(), "3.0", "X:CNC-TURNING");
    assert_eq!(
        ended(one(), "x-core-setup"),
        [
            "Not decided: these cannot all be granted together. Apply again and name one of `x-core-machining`, `x-core-setup`",
            "未作决定：以下规则不能同时适用，请选定其中一条后重新申请：`x-core-machining`、`x-core-setup`",
            "Would grant 4 hv for course `HV:MECH114`: it can be chosen"
        ]
    );
    let unnamed = start().with("3.0", "certificate", "CHESS", "1 item", "2026-05-11");
    assert_eq!(
        ended(unnamed, ""),
        [
            "Refused: no rule of the book is about any of these outcomes",
            "不予转换：规则库中没有涉及这些学习成果的规则",
            ""
        ]
    );
    let uncovered = one().toward("HV:MECH114").with("4.0", "certificate", "CHESS", "1 item", "2026-05-11");
    assert_eq!(
        ended(uncovered, "x-core-setup"),
        [
            "Refused: rules apply, but none of them to lot 4.0; leave that out and apply again",
            "不予转换：有规则可以适用，但不涉及学分记录 4.0；请去掉后重新申请",
            "Would grant 4 hv for course `HV:MECH114`, if the application as a whole were granted"
        ]
    );
    let joint = certificate(one(), "5.0", "X:CNC-MILLING").toward("HV:MECH114");
    assert_eq!(
        ended(joint, "x-core-setup"),
        [
            "Refused: together the grants exceed a limit",
            "不予转换：合并计算后超过限额",
            "Would grant 4 hv for course `HV:MECH114`, if the application as a whole were granted"
        ]
    );
}

#[test]
fn as_json_it_is_stable_and_says_all() {
    let text = told("short-of-grade", "json");
    golden("short-of-grade.json", &text);
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let found = value["candidates"].as_array().unwrap().iter().find(|one| one["rule"] == "sec-drawing").unwrap();
    let grade = found["checks"].as_array().unwrap().iter().find(|one| one["one"]["what"] == "grade").unwrap();
    assert_eq!(
        (&grade["one"]["got"]["point"]["text"], &grade["one"]["wanted"]["within"]["from"]["text"]),
        (&"72".into(), &"75".into())
    );
}

// ---- that nothing is without words ----

/// The number of a condition. A new one does not compile until it is in the list above.
const fn number(what: What) -> usize {
    match what {
        What::Age => 0,
        What::Attested => 1,
        What::Consortium => 2,
        What::Content => 3,
        What::Count => 4,
        What::Earned => 5,
        What::EarnedWhen => 6,
        What::Enrolled => 7,
        What::Evidence => 8,
        What::Grade => 9,
        What::GradeOut => 10,
        What::Issuer => 11,
        What::Least => 12,
        What::Level => 13,
        What::Limit => 14,
        What::Match => 15,
        What::Never => 16,
        What::NotIssuer => 17,
        What::Passed => 18,
        What::Range => 19,
        What::SameIssuer => 20,
        What::Score => 21,
        What::Size => 22,
        What::Table => 23,
        What::Take => 24,
        What::Team => 25,
        What::Tier => 26,
        What::TierMove => 27,
        What::Unit => 28,
        What::Valid => 29,
    }
}

const fn verdict_number(verdict: &Verdict) -> usize {
    match verdict {
        Verdict::Ambiguous { .. } => 0,
        Verdict::Applied => 1,
        Verdict::Denied { .. } => 2,
        Verdict::Failed => 3,
        Verdict::Lost { .. } => 4,
        Verdict::NotAsked => 5,
        Verdict::NotInForce => 6,
        Verdict::Open => 7,
        Verdict::Overridden { .. } => 8,
    }
}

#[test]
fn every_condition_has_words_of_its_own() {
    assert!(WHATS.iter().enumerate().all(|(at, what)| number(*what) == at));
    for language in Language::ALL {
        let pages: Vec<_> = WHATS.iter().map(|what| page(*what, *language)).collect();
        assert_eq!(pages.iter().collect::<BTreeSet<_>>().len(), WHATS.len(), "two conditions in the same words");
        for (what, page) in WHATS.iter().zip(&pages) {
            assert!(!missed(*what).holds(), "{what:?}");
            assert_eq!(page.lines().count(), 3, "a condition, a heading and a remedy: {page}");
        }
        golden(&format!("every-condition.{language}.txt"), &pages.concat());
    }
}

#[test]
fn every_verdict_has_words_of_its_own() {
    assert!(verdicts().iter().enumerate().all(|(at, verdict)| verdict_number(verdict) == at));
    for language in Language::ALL {
        let told = |verdict: Verdict| {
            let checks = if verdict == Verdict::Failed { vec![Check::One(missed(What::Grade))] } else { Vec::new() };
            tell(&explanation(vec![candidate(verdict, checks, Vec::new())]), *language)
        };
        let lines = |page: String| {
            page.lines().skip(3).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect::<String>()
        };
        let pages: Vec<_> = verdicts().into_iter().map(|verdict| lines(told(verdict))).collect();
        assert_eq!(pages.iter().collect::<BTreeSet<_>>().len(), pages.len());
        golden(&format!("every-verdict.{language}.txt"), &pages.concat());
    }
}

#[test]
fn no_chinese_page_falls_back_on_english() {
    // What is left when codes, numbers and units are taken out holds no Latin letters.
    let known = [
        "hv",
        "sv",
        "hour",
        "percent",
        "five-grade",
        "good",
        "pass",
        "x",
        "intermediate",
        "junior",
        "award",
        "city3",
        "none",
    ];
    for what in WHATS {
        let page = page(what, Language::Chinese);
        let plain: String = page.split('`').step_by(2).collect::<Vec<_>>().join(" ");
        let words = plain.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-'));
        let latin = |word: &&str| word.contains(|letter: char| letter.is_ascii_alphabetic());
        let foreign: Vec<_> = words.filter(latin).filter(|word| !known.contains(word)).collect();
        assert!(foreign.is_empty(), "{foreign:?} in {page}");
    }
}

// ---- how numbers are told ----

fn sum(round: Rounding, at: RoundAt, rest: Rest) -> Sum {
    let ratio = |text: &str| text.parse().unwrap();
    Sum {
        after: Ratio::ZERO,
        at,
        before: Ratio::ZERO,
        factor: Ratio::ONE,
        forfeited: Ratio::ZERO,
        granted: Ratio::ZERO,
        most: None,
        out: Some("3 hv".parse().unwrap()),
        quantum: credits!("0.5"),
        rate: Some(ratio("1/18")),
        rest,
        round,
        stated: None,
        taken: vec![("3.0".parse().unwrap(), credits!("58"))],
        target: Target::Course("HV:MECH110".parse().unwrap()),
        worth: ratio("58/9"),
    }
}

/// The steps to an amount.
fn steps(sum: Sum) -> Vec<String> {
    let page = tell(&explanation(vec![candidate(Verdict::Applied, Vec::new(), vec![sum])]), Language::English);
    page.lines()
        .skip_while(|line| !line.contains("How the amount"))
        .skip(1)
        .map(|line| line.trim().to_owned())
        .collect()
}

#[test]
fn what_is_no_decimal_is_told_as_a_fraction() {
    let forfeited = "4/9".parse().unwrap();
    let told = steps(Sum { forfeited, ..sum(Rounding::Down, RoundAt::Application, Rest::Forfeit) });
    assert_eq!(
        told,
        [
            "58 of lot 3.0 × 1/18 = 3 2/9 hv",
            "rounded down to steps of 0.5 hv, once for the whole application = 3 hv",
            "2/9 hv is lost"
        ]
    );
}

#[test]
fn every_way_to_round_is_told() {
    for (round, told) in [
        (Rounding::Down, "rounded down to steps of 0.5 hv, lot by lot = 3 hv"),
        (Rounding::Up, "rounded up to steps of 0.5 hv, lot by lot = 3 hv"),
        (Rounding::HalfUp, "rounded to the nearest step of 0.5 hv, halves up, lot by lot = 3 hv"),
        (Rounding::HalfEven, "rounded to the nearest step of 0.5 hv, halves to the even one, lot by lot = 3 hv"),
        (Rounding::Exact, "not rounded: only whole steps of 0.5 hv come out = 3 hv"),
    ] {
        assert_eq!(steps(sum(round, RoundAt::Item, Rest::Forfeit))[1], told);
    }
    let granted = "5/9".parse().unwrap();
    assert_eq!(steps(Sum { granted, ..sum(Rounding::Up, RoundAt::Item, Rest::Forfeit) })[2], "rounding added 5/18 hv");
    assert_eq!(
        steps(sum(Rounding::Down, RoundAt::Application, Rest::Keep))[2],
        "what makes no whole step is not used and stays in the lots"
    );
    let most = Some(credits!("3"));
    assert!(
        steps(Sum { most, ..sum(Rounding::Down, RoundAt::Learner, Rest::Residual) })[1]
            .ends_with(", at most 3 hv = 3 hv")
    );
}

#[test]
fn a_stated_amount_and_the_share_of_a_team() {
    let stated = Sum {
        rate: None,
        stated: Some(credits!("3")),
        worth: "6/1".parse().unwrap(),
        ..sum(Rounding::Down, RoundAt::Application, Rest::Forfeit)
    };
    assert_eq!(steps(stated.clone()), ["as the rule states: 3 hv"]);
    let team = Sum {
        factor: "1/2".parse().unwrap(),
        worth: "3/1".parse().unwrap(),
        out: Some("1.5 hv".parse().unwrap()),
        ..stated
    };
    assert_eq!(steps(team)[0], "3 hv × 1/2 for a member of a team = 1.5 hv");
}

// ---- with the book and the passbook at hand ----

const LINES: &str = r#"
[document]
id = "small"
kind = "rules"
valid = "2020-01-01.."
version = "1"
[book]
semantics = 1
basis = "applied"
review_days = 30
appeal_days = 15
[[unit]]
id = "hour"
quantum = "0.5"
[[unit]]
id = "hv"
quantum = "0.5"
tier = "higher"
[[group]]
id = "all"
hit = "sum"
[[clause]]
id = "small/1"
text = "TEXT"
invented = true
[[rule]]
id = "hours"
group = "all"
clause = "small/1"
valid = "2020-01-01.."
from = [{ kind = "training", unit = "hour", many = true, take = "asked" }]
to = [{ category = "practice", rate = "1/16 hv", round = "down", rest = "forfeit" }]
"#;

fn small(text: &str) -> RuleBook {
    let text = LINES.replace("TEXT", text);
    RuleBook::read("small.toml", text.as_bytes(), &Limits::default()).unwrap_or_else(|findings| panic!("{findings}"))
}

fn training() -> Application {
    Application::to("HV-01", "2026-09-10").with("3.0", "training", "CNC-SAFETY", "16 hour", "2026-03-01")
}

fn line<'p>(page: &'p str, word: &str) -> Option<&'p str> {
    page.lines().find(|line| line.trim_start().starts_with(word))
}

#[test]
fn a_clause_is_told_from_the_book_that_decided_only() {
    let (book, other) = (small("Sixteen hours are one credit."), small("Eighteen hours are one credit."));
    let explanation = training().decided(&book).explanation;
    let with = |book| tell(&explanation, Telling { book: Some(book), ..Language::English.into() });
    assert_eq!(
        line(&with(&book), "Clause"),
        Some("  Clause (invented, issued by no authority): Sixteen hours are one credit.")
    );
    let wrong = with(&other);
    assert!(!wrong.contains("Eighteen") && !wrong.contains("Sixteen"), "{wrong}");
    let said =
        format!("The rule book at hand is a different one (hash {}), so clause texts are not shown", other.hash());
    assert_eq!(wrong.lines().nth(3), Some(&*said));
    // Without the note that page is the one that is told without any book.
    assert_eq!(wrong.replace(&format!("{said}\n"), ""), tell(&explanation, Language::English));
}

#[test]
fn a_clause_of_several_rules_is_told_once() {
    let page = told("worn-certificate", "en");
    assert_eq!(page.matches("X certificate, 职业技能等级证书").count(), 1);
    assert_eq!(page.lines().filter(|line| *line == "  Clause: see above").count(), 3);
}

#[test]
fn what_a_lot_is_stands_beside_it_on_the_same_line() {
    let book = small("Sixteen hours are one credit.");
    let two = training().with("4.0", "training", "CNC-TOOLS", "8 hour", "2026-05-01");
    let explanation = two.decided(&book).explanation;
    let name = |lot: LotId| (lot.to_string() == "3.0").then(|| "safety\nGranted by `nobody`".to_owned());
    let with = |language: Language| tell(&explanation, Telling { lot: Some(&name), ..language.into() });
    assert_eq!(
        line(&with(Language::English), "Application"),
        Some(
            "Application: 16 hour of lot 3.0 (safety Granted by `nobody`), 8 hour of lot 4.0; requested: anything the rules allow"
        )
    );
    assert!(
        with(Language::Chinese)
            .contains("学分记录 3.0 的 16 hour（safety Granted by `nobody`）、学分记录 4.0 的 8 hour；")
    );
}

#[test]
fn what_is_not_whole_is_told_exactly_where_the_rate_is_at_hand() {
    let rules = LINES.replace("round = \"down\", rest = \"forfeit\"", "round = \"exact\"");
    let book = RuleBook::read("small.toml", rules.as_bytes(), &Limits::default()).unwrap();
    let explanation = training().asking("15").decided(&book).explanation;
    let with = tell(&explanation, Telling { book: Some(&book), ..Language::English.into() });
    assert!(with.contains("\n    15 hour of lot 3.0 × 1/16 = 0.9375 hv\n"), "{with}");
    assert!(with.contains("\n    not rounded, and 0.9375 hv is not a whole number of steps of 0.5 hv\n"), "{with}");
    assert!(with.contains("amount of lot 3.0 in the application: 15 hour, needs 0.5 hour or more and at most 16 hour"));
    let without = tell(&explanation, Language::English);
    assert!(without.contains("resulting amount: not a whole number of steps, needs a whole number"), "{without}");
    assert!(!without.contains("0.9375"), "{without}");
}

#[test]
fn every_reason_why_nothing_can_come_out_has_a_remedy_of_its_own() {
    let last = |got: Got, language: Language| {
        let least = Wanted::Within { from: Some(point(5_000, "0.5 hv")), below: None };
        let test = Test { got, wanted: least, ..missed(What::Range) };
        assert!(!test.holds());
        let page = tell(&explanation(vec![candidate(Verdict::Failed, vec![Check::One(test)], Vec::new())]), language);
        page.lines().last().unwrap_or_default().to_owned()
    };
    let other = |text: &str| Got::Other(text.to_owned());
    for language in Language::ALL {
        let reasons = [Got::NotWhole, Got::TooLarge, other("2027-02-29"), Got::Point(point(0, "0 hv"))];
        let remedies: BTreeSet<_> = reasons.into_iter().map(|got| last(got, *language)).collect();
        assert_eq!(remedies.len(), 4, "{remedies:?}");
    }
    let day = last(other("2027-02-29"), Language::English);
    assert_eq!(day, "    - an outcome earned on another day: so many months later there is no such day");
}
