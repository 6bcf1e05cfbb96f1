//! The evaluator against tables of cases, a table for each feature of the language.

use crate::kit::rules::{self, *};
use creditbank::registry::Level;
use creditbank::rules::{Asked, Assurance, Evidence, Facts, Got, OutcomeFact, PassedFact, RuleBook, Verdict, What};
use creditbank::{Credits, Date, Digest, credits, date};

/// The answer and the reasons, with what every evaluation must keep checked on the way.
fn answered(book: &RuleBook, facts: &Facts) -> (String, String) {
    let evaluation = evaluated(book, facts);
    (told(&evaluation.answer), why(&evaluation))
}

fn answer(book: &RuleBook, facts: &Facts) -> String {
    answered(book, facts).0
}

fn reasons(book: &RuleBook, facts: &Facts) -> String {
    answered(book, facts).1
}

fn asked(mut one: OutcomeFact, credits: Credits) -> OutcomeFact {
    one.asked = credits;
    one
}

fn about(mut one: OutcomeFact, content: &str) -> OutcomeFact {
    one.content = Some(read(content));
    one
}

fn earned(mut one: OutcomeFact, day: Date) -> OutcomeFact {
    one.earned = day;
    one
}

fn by(mut one: OutcomeFact, issuer: &str) -> OutcomeFact {
    one.issuer = read(issuer);
    one
}

// ---- grades, levels and sizes ----

#[test]
fn bands_that_meet_leave_no_gap_and_match_nothing_twice() {
    let from = |band: &str| format!(r#"{{ kind = "course", codes = ["SV:A"], grade = "{band}" }}"#);
    let book = book(
        &(rule("strong", "unique", &from("75.. percent"), r#"{ course = "HV:A", amount = "3 hv" }"#, "")
            + &rule("weak", "unique", &from("60..75 percent"), r#"{ course = "HV:A", amount = "2 hv" }"#, "")),
    );
    for (grade, expected) in [
        ("59.5 percent", "refused"),
        ("60 percent", "weak: 2 hv HV:A < 1.0 4"),
        ("74.5 percent", "weak: 2 hv HV:A < 1.0 4"),
        ("75 percent", "strong: 3 hv HV:A < 1.0 4"),
        ("75.0 percent", "strong: 3 hv HV:A < 1.0 4"),
        ("100 percent", "strong: 3 hv HV:A < 1.0 4"),
        ("101 percent", "refused"),
        ("A letters", "refused"),
        ("1.0 german", "refused"),
    ] {
        assert_eq!(answer(&book, &facts([graded(1, "course SV:A", "4 sv", grade)])), expected, "{grade}");
    }
    let none = evaluated(&book, &facts([outcome(1, "course SV:A", "4 sv")]));
    assert_eq!(why(&none), "strong: failed Grade; weak: failed Grade");
    let tests = none.explanation.candidates[0].checks.iter().flat_map(|check| check.tests());
    assert_eq!(
        tests.filter(|test| test.what == What::Grade).map(|test| &test.got).collect::<Vec<_>>(),
        [&Got::Nothing]
    );
}

#[test]
fn gaps_say_by_how_much() {
    let from = r#"{ kind = "course", grade = "60..75 percent", age = "P1Y" }"#;
    let book = book(&rule("r", "unique", from, r#"{ course = "HV:A", amount = "3 hv" }"#, ""));
    let gap = |grade: &str, day: Date, what: What| {
        let evaluation = evaluated(&book, &facts([earned(graded(1, "course SV:A", "4 sv", grade), day)]));
        let checks = &evaluation.explanation.candidates[0].checks;
        let test = checks.iter().flat_map(|check| check.tests()).find(|test| test.what == what).unwrap().clone();
        test.gap().map(|gap| gap.to_string())
    };
    let day = date!("2026-09-10");
    assert_eq!(gap("57.5 percent", day, What::Grade).as_deref(), Some("25000/1"));
    assert_eq!(gap("60 percent", day, What::Grade), None);
    assert_eq!(gap("75 percent", day, What::Grade).as_deref(), Some("0/1"));
    assert_eq!(gap("80 percent", day, What::Grade).as_deref(), Some("50000/1"));
    assert_eq!(gap("B letters", day, What::Grade), None);
    assert_eq!(gap("60 percent", date!("2025-09-28"), What::Age).as_deref(), Some("3/1"));
}

#[test]
fn letters_and_scales_where_less_is_better() {
    let from = |band: &str| format!(r#"{{ kind = "course", codes = ["SV:A"], grade = "{band}" }}"#);
    let to = r#"{ course = "HV:A", amount = "3 hv", grade = "carry" }"#;
    for (band, grade, holds) in [
        ("B.. letters", "B letters", true),
        ("B.. letters", "A letters", true),
        ("B.. letters", "C letters", false),
        ("..B letters", "C letters", true),
        ("..B letters", "B letters", false),
        ("2.0.. german", "2.0 german", true),
        ("2.0.. german", "2 german", true),
        ("2.0.. german", "1.0 german", true),
        ("2.0.. german", "2.1 german", false),
        ("3.0..2.0 german", "2.1 german", true),
        ("3.0..2.0 german", "2.0 german", false),
    ] {
        let book = book(&rule("r", "unique", &from(band), to, ""));
        let expected = if holds { format!("r: 3 hv HV:A as {grade} < 1.0 4") } else { "refused".to_owned() };
        assert_eq!(answer(&book, &facts([graded(1, "course SV:A", "4 sv", grade)])), expected, "{band} {grade}");
    }
}

#[test]
fn levels_and_sizes() {
    let to = r#"{ course = "HV:A", amount = "3 hv" }"#;
    let level =
        book(&rule("r", "unique", r#"{ kind = "certificate", codes = ["1X:W"], level = "intermediate.. x" }"#, to, ""));
    for (found, reason) in [
        (Some("x elementary"), "r: failed Level"),
        (Some("x intermediate"), "r: applied"),
        (Some("x advanced"), "r: applied"),
        (Some("x master"), "r: failed Level"),
        (Some("y advanced"), "r: failed Level"),
        (None, "r: failed Level"),
    ] {
        let one = OutcomeFact { level: found.map(read::<Level>), ..outcome(1, "certificate 1X:W", "1 item") };
        assert_eq!(reasons(&level, &facts([one])), reason, "{found:?}");
    }
    let size = book(&rule("r", "unique", r#"{ kind = "course", codes = ["SV:A"], size = "3..6 sv" }"#, to, ""));
    for (amount, reason) in [
        ("2.5 sv", "r: failed Size"),
        ("3 sv", "r: applied"),
        ("5.5 sv", "r: applied"),
        ("6 sv", "r: failed Size"),
        ("4 hv", "r: failed Size"),
    ] {
        assert_eq!(reasons(&size, &facts([outcome(1, "course SV:A", amount)])), reason, "{amount}");
    }
}

// ---- who, what and when ----

#[test]
fn units_tiers_contents_and_issuers() {
    let to = r#"{ course = "HV:A", amount = "3 hv" }"#;
    let one = || about(outcome(1, "training T:1", "8 hour"), "welding");
    for (narrowed, reason) in [
        (r#"unit = "hour""#, "r: applied"),
        (r#"unit = "sv""#, "r: failed Unit"),
        (r#"tiers = ["secondary", "undergraduate"]"#, "r: applied"),
        (r#"tiers = ["higher"]"#, "r: failed Tier"),
        (r#"contents = ["painting", "welding"]"#, "r: applied"),
        (r#"contents = ["painting"]"#, "r: failed Content"),
        (r#"issuers = ["SV-01", "SV-02"]"#, "r: applied"),
        (r#"issuers = ["SV-02"]"#, "r: failed Issuer"),
        (r#"not_issuers = ["SV-02"]"#, "r: applied"),
        (r#"not_issuers = ["SV-01", "SV-02"]"#, "r: failed NotIssuer"),
        (r#"earned = "2026-09-10..2026-09-11""#, "r: applied"),
        (r#"earned = "2026-09-11..""#, "r: failed Earned"),
        (r#"earned = "2026-01-01..2026-09-10""#, "r: failed Earned"),
    ] {
        let from = format!(r#"{{ kind = "training", codes = ["T:1"], {narrowed} }}"#);
        let text = rule("r", "unique", &from, to, "");
        assert_eq!(reasons(&book(&text), &facts([one()])), reason, "{narrowed}");
    }
    let book = book(&rule("r", "unique", r#"{ kind = "training", codes = ["T:1"], contents = ["welding"] }"#, to, ""));
    assert_eq!(reasons(&book, &facts([outcome(1, "training T:1", "8 hour")])), "r: failed Content");
}

#[test]
fn consortia_are_in_force_on_the_basis_day_and_have_directions() {
    let consortium = r#"
[[consortium]]
id = "c"
issuers = ["SV-01", "SV-02"]
receivers = ["HV-01"]
valid = "2026-09-01..2026-12-01"
"#;
    let from = r#"{ kind = "course", codes = ["SV:A"], consortium = "c" }"#;
    let text = rule("r", "unique", from, r#"{ course = "HV:A", amount = "3 hv" }"#, "");
    let book = book(&format!("{consortium}{text}"));
    let one = || outcome(1, "course SV:A", "4 sv");
    for (lot, receiver, reason) in [
        (one(), "HV-01", "r: applied"),
        (by(one(), "SV-02"), "HV-01", "r: applied"),
        (by(one(), "SV-03"), "HV-01", "r: failed Consortium"),
        (one(), "SV-02", "r: failed Consortium"),
        (earned(one(), date!("2026-08-31")), "HV-01", "r: failed Consortium"),
    ] {
        let facts = Facts { receiver: read(receiver), ..facts([lot.clone()]) };
        assert_eq!(reasons(&book, &facts), reason, "{lot:?} {receiver}");
    }
}

#[test]
fn an_age_ends_as_the_book_says() {
    // february, earned, last good day
    for (february, earned_on, last) in [
        ("down", date!("2024-02-29"), date!("2029-02-28")),
        ("up", date!("2024-02-29"), date!("2029-03-01")),
        ("refuse", date!("2024-02-28"), date!("2029-02-28")),
        ("down", date!("2023-09-10"), date!("2028-09-10")),
    ] {
        let settings = format!("basis = \"applied\"\nfebruary = \"{february}\"");
        let from = r#"{ kind = "course", codes = ["SV:A"], age = "P5Y" }"#;
        let book = book_with(&settings, &rule("r", "unique", from, r#"{ course = "HV:A", amount = "3 hv" }"#, ""));
        let on = |applied| Facts { applied, ..facts([earned(outcome(1, "course SV:A", "4 sv"), earned_on)]) };
        assert_eq!(reasons(&book, &on(last)), "r: applied", "{february}");
        assert_eq!(reasons(&book, &on(last.next().unwrap())), "r: failed Age", "{february}");
        if february == "refuse" {
            let leap = Facts {
                applied: date!("2024-03-01"),
                ..facts([earned(outcome(1, "course SV:A", "4 sv"), date!("2024-02-29"))])
            };
            assert_eq!(reasons(&book, &leap), "r: failed Age", "there is no 29 February 2029");
        }
    }
}

#[test]
fn an_outcome_is_valid_through_its_last_day() {
    let text =
        rule("r", "unique", r#"{ kind = "course", codes = ["SV:A"] }"#, r#"{ course = "HV:A", amount = "3 hv" }"#, "");
    let book = book(&text);
    for (through, reason) in [
        (None, "r: applied"),
        (Some(date!("2026-10-02")), "r: applied"),
        (Some(date!("2026-10-01")), "r: applied"),
        (Some(date!("2026-09-30")), "r: failed Valid"),
    ] {
        let one = OutcomeFact { valid_through: through, ..outcome(1, "course SV:A", "4 sv") };
        assert_eq!(reasons(&book, &facts([one])), reason, "{through:?}");
    }
}

#[test]
fn the_basis_day_chooses_the_rules_in_force() {
    let rules = |_: ()| {
        let from = r#"{ kind = "course", codes = ["SV:A"] }"#;
        rule_in("2026-01-01..2026-09-15", "r", "unique", from, r#"{ course = "HV:A", amount = "2 hv" }"#, "")
            + &rule_in("2026-09-15..", "r", "unique", from, r#"{ course = "HV:A", amount = "3 hv" }"#, "")
    };
    let one = || earned(outcome(1, "course SV:A", "4 sv"), date!("2026-09-14"));
    let facts = |enrolments: &[&str]| Facts {
        enrolments: enrolments.iter().map(|period| enrolment("HV-MECH", period)).collect(),
        ..facts([one()])
    };
    let (old, new) = ("r: 2 hv HV:A < 1.0 4", "r: 3 hv HV:A < 1.0 4");
    for (basis, enrolments, expected) in [
        ("earned", &[][..], old),
        ("applied", &[], new),
        ("enrolled", &[], new),
        ("enrolled", &["2026-09-14.."], old),
        ("enrolled", &["2026-09-15.."], new),
        ("enrolled", &["2026-09-15..", "2026-09-01.."], new),
        ("enrolled", &["2026-09-01..", "2026-10-02.."], old),
        ("enrolled", &["2025-09-01.."], "refused"),
    ] {
        let book = book_with(&format!("basis = \"{basis}\""), &rules(()));
        let evaluation = evaluated(&book, &facts(enrolments));
        assert_eq!(told(&evaluation.answer), expected, "{basis} {enrolments:?}");
        assert_eq!(evaluation.explanation.candidates.len(), 2, "both versions are told of");
    }
    // In force when it was earned, not when it is applied with; and the reverse.
    let gone = rule_in(
        "2026-01-01..2026-09-15",
        "r",
        "unique",
        r#"{ kind = "course", codes = ["SV:A"] }"#,
        r#"{ course = "HV:A", amount = "2 hv" }"#,
        "",
    );
    let come = gone.replace("2026-01-01..2026-09-15", "2026-09-15..");
    for (basis, text, expected) in [
        ("earned", &gone, old),
        ("applied", &gone, "refused"),
        ("earned", &come, "refused"),
        ("applied", &come, "r: 2 hv HV:A < 1.0 4"),
    ] {
        assert_eq!(answer(&book_with(&format!("basis = \"{basis}\""), text), &facts(&[])), expected, "{basis} {text}");
    }
    // Of several outcomes the latest counts.
    let bundle = rule_in(
        "2026-09-15..",
        "r",
        "unique",
        r#"{ kind = "course", many = true, codes = ["SV:A", "SV:B"] }"#,
        r#"{ course = "HV:A", amount = "2 hv" }"#,
        "",
    );
    let book = book(&bundle);
    let two = [one(), earned(outcome(2, "course SV:B", "2 sv"), date!("2026-09-15"))];
    assert_eq!(answer(&book, &rules::facts(two)), "r: 2 hv HV:A < 1.0 4 + 2.0 2");
}

#[test]
fn tiers_move_as_the_policy_says() {
    let named = |code: &str, unit: &str| {
        rule(
            "r",
            "unique",
            &format!(r#"{{ kind = "course", codes = ["{code}"] }}"#),
            &format!(r#"{{ course = "T:1", amount = "2 {unit}" }}"#),
            "",
        )
    };
    let loose = |unit: &str| {
        rule("r", "unique", r#"{ kind = "course" }"#, &format!(r#"{{ course = "T:1", amount = "2 {unit}" }}"#), "")
    };
    let category = |unit: &str| {
        rule(
            "r",
            "unique",
            r#"{ kind = "course", codes = ["A:1"] }"#,
            &format!(r#"{{ category = "elective", amount = "2 {unit}" }}"#),
            "",
        )
    };
    let open = "basis = \"applied\"";
    let deny = "basis = \"applied\"\ntiers = { down = \"deny\", level = \"named\", up = \"any\" }";
    // settings, rule, unit of the lot, whether it moves
    for (settings, text, unit, moves) in [
        (open, named("A:1", "hv"), "sv", true),
        (open, loose("hv"), "sv", false),
        (open, category("hv"), "sv", false),
        (open, loose("hv"), "hv", true),
        (open, loose("hv"), "ug", true),
        (deny, loose("hv"), "sv", true),
        (deny, loose("hv"), "hv", false),
        (deny, named("A:1", "hv"), "hv", true),
        (deny, named("A:1", "hv"), "ug", false),
    ] {
        let expected = if moves { "r: applied" } else { "r: failed TierMove" };
        let facts = facts([outcome(1, "course A:1", &format!("4 {unit}"))]);
        assert_eq!(reasons(&book_with(settings, &text), &facts), expected, "{settings} {text} {unit}");
    }
}

#[test]
fn what_may_never_be_converted_may_be_read() {
    let to = r#"{ course = "HV:A", amount = "3 hv" }"#;
    let open = book(&rule("r", "unique", r#"{ kind = "course", tiers = ["higher"] }"#, to, ""));
    assert_eq!(reasons(&open, &facts([outcome(1, "course SV:POL101", "4 hv")])), "r: failed Never");
    let marked = OutcomeFact { never: true, ..outcome(1, "course SV:A", "4 hv") };
    assert_eq!(reasons(&open, &facts([marked.clone()])), "r: failed Never");
    let read = book(&rule(
        "r",
        "unique",
        r#"{ kind = "course", use = "witness" }"#,
        r#"{ exempt = "HV:A", tier = "higher" }"#,
        "",
    ));
    assert_eq!(answer(&read, &facts([marked])), "r: without HV:A < 1.0 seen");
}

// ---- needs ----

#[test]
fn evidence_is_as_sure_as_it_is_asked_for() {
    let need = r#"need = [{ evidence = "transcript", least = "signed" }]"#;
    let book = book(&rule(
        "r",
        "unique",
        r#"{ kind = "course", codes = ["SV:A"] }"#,
        r#"{ course = "HV:A", amount = "3 hv" }"#,
        need,
    ));
    let with = |kinds: &[(&str, Assurance)]| Facts {
        evidence: kinds
            .iter()
            .map(|(kind, assurance)| Evidence { assurance: *assurance, digest: Digest::ZERO, kind: read(kind) })
            .collect(),
        ..facts([outcome(1, "course SV:A", "4 sv")])
    };
    for (evidence, holds) in [
        (&[][..], false),
        (&[("transcript", Assurance::Claimed)], false),
        (&[("transcript", Assurance::Signed)], true),
        (&[("transcript", Assurance::Verified)], true),
        (&[("letter", Assurance::Verified)], false),
        (&[("transcript", Assurance::Claimed), ("transcript", Assurance::Verified)], true),
        (&[("transcript", Assurance::Claimed), ("letter", Assurance::Verified)], false),
    ] {
        let expected = if holds { "r: applied" } else { "r: failed Evidence" };
        assert_eq!(reasons(&book, &with(evidence)), expected, "{evidence:?}");
    }
}

#[test]
fn what_nobody_attests_is_neither_so_nor_not_so() {
    let rule_of = |need: &str| {
        book(&rule(
            "r",
            "unique",
            r#"{ kind = "course", codes = ["SV:A"] }"#,
            r#"{ course = "HV:A", amount = "3 hv" }"#,
            &format!("need = [{need}]"),
        ))
    };
    let with = |attested: &[(Option<u32>, &str, u32)]| Facts {
        attested: attested.iter().map(|(lot, what, value)| rules::attested(*lot, what, *value)).collect(),
        ..facts([outcome(1, "course SV:A", "4 sv")])
    };
    let (is, is_not) = (r#"{ attested = "field" }"#, r#"{ not_attested = "field" }"#);
    for (need, facts, holds) in [
        (is, &[][..], false),
        (is_not, &[], false),
        (is, &[(None, "field", 1)], true),
        (is_not, &[(None, "field", 1)], false),
        (is, &[(Some(1), "field", 0)], false),
        (is_not, &[(Some(1), "field", 0)], true),
        (is, &[(Some(2), "field", 1)], false),
        (is, &[(None, "field", 1), (Some(1), "field", 0)], false),
        (is_not, &[(None, "field", 1), (Some(1), "field", 0)], false),
        (r#"{ score = "points", least = 60 }"#, &[(None, "points", 60)], true),
        (r#"{ score = "points", least = 60 }"#, &[(Some(1), "points", 59)], false),
        (r#"{ score = "points", least = 60 }"#, &[(Some(1), "points", 59), (None, "points", 61)], true),
        (r#"{ score = "points", least = 60 }"#, &[], false),
        (r#"{ match = 80 }"#, &[(Some(1), "content_match", 80)], true),
        (r#"{ match = 80 }"#, &[(Some(1), "content_match", 79)], false),
        (r#"{ match = 80 }"#, &[(None, "content_match", 80)], false),
        (r#"{ match = 80 }"#, &[(Some(2), "content_match", 80)], false),
    ] {
        let verdict = answer(&rule_of(need), &with(facts)) != "refused";
        assert_eq!(verdict, holds, "{need} {facts:?}");
    }
}

#[test]
fn enrolments_and_when_it_was_earned() {
    let rule_of = |need: &str| {
        book(&rule(
            "r",
            "unique",
            r#"{ kind = "course", codes = ["SV:A"] }"#,
            r#"{ course = "HV:A", amount = "3 hv" }"#,
            &format!("need = [{need}]"),
        ))
    };
    // need, enrolment, whether it holds: earned on 2026-09-10, applied on 2026-10-01
    for (need, period, holds) in [
        (r#"{ enrolled = "P" }"#, Some("2026-10-01.."), true),
        (r#"{ enrolled = "P" }"#, Some("2026-10-02.."), false),
        (r#"{ enrolled = "P" }"#, Some("2025-09-01..2026-10-01"), false),
        (r#"{ enrolled = "P" }"#, Some("2025-09-01..2026-10-02"), true),
        (r#"{ enrolled = "P" }"#, None, false),
        (r#"{ not_enrolled = "P" }"#, Some("2026-10-01.."), false),
        (r#"{ not_enrolled = "P" }"#, None, true),
        (r#"{ earned = "before", programme = "P" }"#, Some("2026-09-11.."), true),
        (r#"{ earned = "before", programme = "P" }"#, Some("2026-09-10.."), false),
        (r#"{ earned = "before", programme = "P" }"#, None, false),
        (r#"{ earned = "during", programme = "P" }"#, Some("2026-09-10.."), true),
        (r#"{ earned = "during", programme = "P" }"#, Some("2025-09-01..2026-09-10"), false),
        (r#"{ earned = "during", programme = "P" }"#, Some("2025-09-01..2026-09-11"), true),
        (r#"{ earned = "after", programme = "P" }"#, Some("2025-09-01..2026-09-10"), true),
        (r#"{ earned = "after", programme = "P" }"#, Some("2025-09-01.."), false),
    ] {
        let enrolments = period.map(|period| enrolment("P", period)).into_iter().collect();
        let facts = Facts { enrolments, ..facts([outcome(1, "course SV:A", "4 sv")]) };
        assert_eq!(answer(&rule_of(need), &facts) != "refused", holds, "{need} {period:?}");
    }
}

#[test]
fn another_outcome_is_read() {
    let rule_of = |need: &str| {
        book(&rule(
            "r",
            "unique",
            r#"{ kind = "course", codes = ["SV:A"] }"#,
            r#"{ course = "HV:A", amount = "3 hv" }"#,
            &format!("need = [{need}]"),
        ))
    };
    let (plain, band) =
        (r#"{ passed = "E", kind = "exam" }"#, r#"{ passed = "E", kind = "exam", grade = "60..80 percent" }"#);
    let pass = |kind: &str, code: &str, grade: Option<&str>| PassedFact {
        code: read(code),
        grade: grade.map(read),
        kind: read(kind),
        thing: None,
    };
    for (need, passed, holds) in [
        (plain, vec![], false),
        (plain, vec![pass("exam", "E", None)], true),
        (plain, vec![pass("course", "E", None)], false),
        (plain, vec![pass("exam", "F", None)], false),
        (band, vec![pass("exam", "E", None)], false),
        (band, vec![pass("exam", "E", Some("60 percent"))], true),
        (band, vec![pass("exam", "E", Some("80 percent"))], false),
        (band, vec![pass("exam", "E", Some("A letters"))], false),
        (
            band,
            vec![pass("exam", "E", Some("90 percent")), pass("exam", "E", Some("70 percent")), pass("exam", "E", None)],
            true,
        ),
        (band, vec![], false),
    ] {
        let facts = Facts { passed: passed.clone(), ..facts([outcome(1, "course SV:A", "4 sv")]) };
        assert_eq!(answer(&rule_of(need), &facts) != "refused", holds, "{need} {passed:?}");
    }
}

#[test]
fn needs_join_and_all_is_told() {
    let need = r#"need = [{ any = [{ all = [{ attested = "a" }, { attested = "b" }] }, { at_least = 2, of = [{ attested = "c" }, { attested = "d" }, { attested = "e" }] }] }]"#;
    let book = book(&rule(
        "r",
        "unique",
        r#"{ kind = "course", codes = ["SV:A"] }"#,
        r#"{ course = "HV:A", amount = "3 hv" }"#,
        need,
    ));
    for (attested, holds) in [
        ("", false),
        ("a", false),
        ("ab", true),
        ("bc", false),
        ("c", false),
        ("ce", true),
        ("cde", true),
        ("ad", false),
    ] {
        let attested = attested.chars().map(|what| rules::attested(None, &what.to_string(), 1)).collect();
        let facts = Facts { attested, ..facts([outcome(1, "course SV:A", "4 sv")]) };
        let evaluation = evaluated(&book, &facts);
        assert_eq!(told(&evaluation.answer) != "refused", holds, "{:?}", facts.attested);
        let tests = evaluation.explanation.candidates[0].checks.iter().flat_map(|check| check.tests());
        assert_eq!(
            tests.filter(|test| test.what == What::Attested).count(),
            5,
            "every condition is told, also after one has failed"
        );
    }
}

#[test]
fn one_issuer_for_all() {
    let text = rule(
        "r",
        "unique",
        r#"{ kind = "course", many = true, tiers = ["secondary"], codes = ["SV:A", "SV:B"] }"#,
        r#"{ course = "HV:A", amount = "3 hv" }"#,
        "need = [{ same_issuer = true }]",
    );
    let (one, other) = (outcome(1, "course SV:A", "4 sv"), outcome(2, "course SV:B", "2 sv"));
    assert_eq!(answer(&book(&text), &facts([one.clone(), other.clone()])), "r: 3 hv HV:A < 1.0 4 + 2.0 2");
    assert_eq!(reasons(&book(&text), &facts([one, by(other, "SV-02")])), "r: failed SameIssuer");
}

// ---- amounts ----

#[test]
fn sixteen_hours_a_credit_with_every_rest() {
    let to = |keys: &str| format!(r#"{{ category = "practice", rate = "1/16 hv", tier = "secondary", {keys} }}"#);
    let from = r#"{ kind = "training", many = true, unit = "hour", take = "asked" }"#;
    // keys, hours of each lot, what is granted: 8 hours are a quantum of 0.5
    for (keys, hours, expected) in [
        (r#"round = "down""#, &["12"][..], "0.5 hv practice forfeit 1/2 < 1.0 12"),
        (r#"round = "down""#, &["7"], "refused"),
        (r#"round = "down""#, &["4", "4"], "0.5 hv practice < 1.0 4 + 2.0 4"),
        (r#"round = "down", at = "item""#, &["4", "4"], "refused"),
        (r#"round = "down", at = "item""#, &["12", "12"], "1 hv practice forfeit 1/1 < 1.0 12 + 2.0 12"),
        (r#"round = "up""#, &["9"], "1 hv practice granted 7/8 < 1.0 9"),
        (r#"round = "up", at = "item""#, &["1", "1"], "1 hv practice granted 7/4 < 1.0 1 + 2.0 1"),
        (r#"round = "half-up""#, &["12"], "1 hv practice granted 1/2 < 1.0 12"),
        (r#"round = "half-up""#, &["11.5"], "0.5 hv practice forfeit 7/16 < 1.0 11.5"),
        (r#"round = "half-even""#, &["12"], "1 hv practice granted 1/2 < 1.0 12"),
        (r#"round = "half-even""#, &["20"], "1 hv practice forfeit 1/2 < 1.0 20"),
        (r#"round = "exact""#, &["24"], "1.5 hv practice < 1.0 24"),
        (r#"round = "exact""#, &["25"], "refused"),
        (r#"round = "down", rest = "keep""#, &["12"], "0.5 hv practice < 1.0 8"),
        (r#"round = "down", rest = "keep""#, &["5", "6", "3"], "0.5 hv practice < 1.0 5 + 2.0 3"),
        (r#"round = "down", rest = "keep""#, &["8", "6"], "0.5 hv practice < 1.0 8"),
        (r#"round = "down", rest = "keep", at = "item""#, &["12", "7", "17"], "1.5 hv practice < 1.0 8 + 3.0 16"),
        (r#"round = "down", rest = "keep", most = "0.5""#, &["24"], "0.5 hv practice < 1.0 8"),
        (r#"round = "down", rest = "residual", at = "learner""#, &["12"], "0.5 hv practice after 1/2 < 1.0 12"),
        (r#"round = "down", rest = "residual", at = "learner""#, &["4"], "0 hv practice after 1/2 < 1.0 4"),
        (r#"round = "down", most = "1""#, &["28"], "1 hv practice forfeit 3/2 < 1.0 28"),
        (r#"round = "up", most = "1""#, &["28"], "1 hv practice granted 1/2 forfeit 2/1 < 1.0 28"),
        (
            r#"round = "down", rest = "residual", at = "learner", most = "1""#,
            &["28"],
            "1 hv practice forfeit 3/2 < 1.0 28",
        ),
        (r#"round = "down", least = "1""#, &["15.5"], "refused"),
        (r#"round = "down", least = "1""#, &["16"], "1 hv practice < 1.0 16"),
    ] {
        let book = book(&rule("r", "sum", from, &to(keys), ""));
        let lots = (1..)
            .zip(hours)
            .map(|(number, hours)| outcome(number, &format!("training T:{number}"), &format!("{hours} hour")));
        let expected = if expected == "refused" { expected.to_owned() } else { format!("r: {expected}") };
        assert_eq!(answer(&book, &facts(lots)), expected, "{keys} {hours:?}");
    }
}

#[test]
fn forty_certificates_and_sheets_of_five_hours() {
    let from = r#"{ kind = "certificate", many = true, unit = "hour", take = "asked" }"#;
    let to = |keys: &str| format!(r#"{{ category = "practice", rate = "1/16 hv", tier = "secondary", {keys} }}"#);
    let sheets = |hours: &[&str]| {
        facts(
            (1..)
                .zip(hours)
                .map(|(number, hours)| outcome(number, "certificate C", &format!("{hours} hour")))
                .collect::<Vec<_>>(),
        )
    };
    let out = |keys: &str, facts: &Facts| {
        let evaluation = evaluated(&book(&rule("r", "sum", from, &to(keys), "")), facts);
        let creditbank::rules::Answer::Granted(grants) = evaluation.answer else { return "refused".to_owned() };
        grants[0].outputs[0].amount.as_ref().unwrap().to_string()
    };
    // Forty of half a quantum each: together 20 quanta; rounded up one by one, twice as much.
    let forty = sheets(&["4"; 40]);
    assert_eq!(out(r#"round = "down""#, &forty), "10 hv");
    assert_eq!(out(r#"round = "up", at = "item""#, &forty), "20 hv");
    assert_eq!(out(r#"round = "half-even", at = "item""#, &forty), "refused");
    // 64 hours are 4 credits, on whatever sheets they stand.
    let mut five = vec!["5"; 12];
    five.push("4");
    for (keys, expected) in [
        (r#"round = "down""#, "4 hv"),
        (r#"round = "half-even""#, "4 hv"),
        (r#"round = "half-even", at = "item""#, "6 hv"),
        (r#"round = "half-up", at = "item""#, "6.5 hv"),
        (r#"round = "down", at = "item""#, "refused"),
        (r#"round = "down", rest = "residual", at = "learner""#, "4 hv"),
    ] {
        assert_eq!(out(keys, &sheets(&five)), expected, "{keys}");
    }
}

#[test]
fn a_residual_is_found_again_and_chains_within_one_application() {
    let to = r#"{ category = "practice", tier = "secondary", rate = "1/16 hv", round = "down", at = "learner", rest = "residual" }"#;
    let one = book(&rule("r", "sum", r#"{ kind = "training", unit = "hour", take = "asked" }"#, to, ""));
    let lots = |hours: &[&str]| {
        (1..)
            .zip(hours)
            .map(|(number, hours)| outcome(number, "training T", &format!("{hours} hour")))
            .collect::<Vec<_>>()
    };
    let left = |rule: &str, unit: &str, target: &str| {
        prior(rule, date!("2026-09-20"), &[9], &format!("0 {unit}"), category(target), ["0/1", "1/2"])
    };
    let with = |prior, hours: &[&str]| Facts { prior, ..facts(lots(hours)) };
    assert_eq!(answer(&one, &with(vec![left("r", "hv", "practice")], &["12"])), "r: 1 hv practice < 1.0 12");
    for other in [left("q", "hv", "practice"), left("r", "ug", "practice"), left("r", "hv", "elective")] {
        assert_eq!(answer(&one, &with(vec![other], &["12"])), "r: 0.5 hv practice after 1/2 < 1.0 12");
    }
    // Half a quantum is there; each lot finds what the one before it left, not the same half again.
    let both = answer(&one, &with(vec![left("r", "hv", "practice")], &["12", "12", "12"]));
    assert_eq!(both, "r: 1 hv practice < 1.0 12; r: 0.5 hv practice after 1/2 < 2.0 12; r: 1 hv practice < 3.0 12");
    // A residual that was used up by a later conversion is not there any more.
    let used = prior("r", date!("2026-09-21"), &[8], "0.5 hv", category("practice"), ["1/2", "0/1"]);
    let two = with(vec![left("r", "hv", "practice"), used], &["12"]);
    assert_eq!(answer(&one, &two), "r: 0.5 hv practice after 1/2 < 1.0 12");
    // What no ledger would say: more was found than was ever left.
    let forged = prior("r", date!("2026-09-21"), &[8], "0.5 hv", category("practice"), ["1/2", "0/1"]);
    assert_eq!(reasons(&one, &with(vec![forged], &["12"])), "r: failed Range");
}

#[test]
fn tables_and_teams() {
    let from = r#"{ kind = "competition", codes = ["C"] }"#;
    let to = r#"{ category = "elective", tier = "secondary", table = { unit = "hv", scale = "award", steps = [{ from = "prov3", credits = "1" }, { from = "prov1", credits = "2" }, { from = "nat1", credits = "4" }] }, team = { most = 3, factor = "1/2" }, round = "down" }"#;
    let book = book(&rule("r", "unique", from, to, ""));
    for (award, team, expected) in [
        (Some("nat1 award"), None, "r: 4 hv elective < 1.0 1"),
        (Some("prov1 award"), None, "r: 2 hv elective < 1.0 1"),
        (Some("prov2 award"), None, "r: 1 hv elective < 1.0 1"),
        (Some("prov3 award"), Some((2, 3)), "r: 0.5 hv elective < 1.0 1"),
        (Some("prov3 award"), Some((1, 1)), "r: 1 hv elective < 1.0 1"),
        (Some("nat1 award"), Some((3, 5)), "r: 2 hv elective < 1.0 1"),
        (Some("nat1 award"), Some((4, 5)), "failed Team"),
        (Some("entered award"), None, "failed Table Range"),
        (Some("90 percent"), None, "failed Table Range"),
        (None, None, "failed Table Range"),
    ] {
        let one = OutcomeFact { grade: award.map(read), team, ..outcome(1, "competition C", "1 item") };
        let (answer, reasons) = answered(&book, &facts([one]));
        let found = if answer == "refused" { reasons.replace("r: ", "") } else { answer };
        assert_eq!(found, expected, "{award:?} {team:?}");
    }
    let by_level = rule(
        "r",
        "unique",
        r#"{ kind = "certificate", codes = ["X"] }"#,
        r#"{ course = "HV:W", table = { unit = "hv", framework = "x", steps = [{ from = "intermediate", credits = "4" }, { from = "advanced", credits = "6" }] } }"#,
        "",
    );
    let book = rules::book(&by_level);
    for (level, expected) in [
        ("x elementary", "refused"),
        ("x intermediate", "r: 4 hv HV:W < 1.0 1"),
        ("x advanced", "r: 6 hv HV:W < 1.0 1"),
    ] {
        let one = OutcomeFact { level: Some(read(level)), ..outcome(1, "certificate X", "1 item") };
        assert_eq!(answer(&book, &facts([one])), expected, "{level}");
    }
}

#[test]
fn grades_that_come_out() {
    let map = r#"{ scale = "percent", steps = [{ from = "60", grade = "D letters" }, { from = "80", grade = "B letters" }] }"#;
    for (policy, grade, expected) in [
        (r#""none""#, Some("82 percent"), "r: 3 hv HV:A < 1.0 4"),
        (r#""carry""#, Some("82 percent"), "r: 3 hv HV:A as 82 percent < 1.0 4"),
        (r#""carry""#, None, "r: 3 hv HV:A < 1.0 4"),
        (r#""90 percent""#, None, "r: 3 hv HV:A as 90 percent < 1.0 4"),
        (r#"{ pass = "D letters" }"#, Some("82 percent"), "r: 3 hv HV:A as D letters < 1.0 4"),
        (map, Some("79.5 percent"), "r: 3 hv HV:A as D letters < 1.0 4"),
        (map, Some("80 percent"), "r: 3 hv HV:A as B letters < 1.0 4"),
        (map, Some("59.5 percent"), "refused"),
        (map, Some("A letters"), "refused"),
        (map, None, "refused"),
    ] {
        let text = rule(
            "r",
            "unique",
            r#"{ kind = "course", codes = ["SV:A"] }"#,
            &format!(r#"{{ course = "HV:A", amount = "3 hv", grade = {policy} }}"#),
            "",
        );
        let one = OutcomeFact { grade: grade.map(read), ..outcome(1, "course SV:A", "4 sv") };
        assert_eq!(answer(&book(&text), &facts([one])), expected, "{policy} {grade:?}");
    }
}

#[test]
fn how_much_is_taken() {
    for (take, amount, ask, expected) in [
        (r#""whole""#, "4 sv", credits!("4"), "r: 3 hv HV:A < 1.0 4"),
        (r#""whole""#, "4 sv", credits!("3.5"), "refused"),
        (r#""whole""#, "4 sv", credits!("4.5"), "refused"),
        (r#""asked""#, "4 sv", credits!("2.5"), "r: 3 hv HV:A < 1.0 2.5"),
        (r#""asked""#, "4 sv", credits!("4.5"), "refused"),
        (r#""3""#, "4 sv", credits!("2.5"), "refused"),
        (r#""3""#, "4 sv", credits!("3"), "r: 3 hv HV:A < 1.0 3"),
        (r#""3""#, "4 sv", credits!("4"), "r: 3 hv HV:A < 1.0 3"),
        (r#""3""#, "2 sv", credits!("3"), "refused"),
        (r#""whole""#, "0 sv", credits!("0"), "r: 3 hv HV:A < 1.0 0"),
    ] {
        let text = rule(
            "r",
            "unique",
            &format!(r#"{{ kind = "course", codes = ["SV:A"], unit = "sv", take = {take} }}"#),
            r#"{ course = "HV:A", amount = "3 hv" }"#,
            "",
        );
        assert_eq!(
            answer(&book(&text), &facts([asked(outcome(1, "course SV:A", amount), ask)])),
            expected,
            "{take} {amount} {ask}"
        );
    }
}

#[test]
fn numbers_that_do_not_fit_fail() {
    let to = r#"{ category = "p", tier = "secondary", rate = "18446744073709551615/2 hv", round = "down" }"#;
    let text = rule("r", "unique", r#"{ kind = "training", many = true, unit = "hour", take = "asked" }"#, to, "");
    let most = format!("{} hour", Credits::MAX);
    let facts = facts([outcome(1, "training T", &most), outcome(2, "training T", &most)]);
    assert_eq!(reasons(&book(&text), &facts), "r: failed Range");
}

#[test]
fn what_comes_out_lasts() {
    let from = r#"{ kind = "course", many = true, codes = ["SV:A", "SV:B"] }"#;
    let lots = || {
        let one = OutcomeFact {
            valid_through: Some(date!("2030-01-01")),
            ..earned(outcome(1, "course SV:A", "4 sv"), date!("2024-02-29"))
        };
        let other = OutcomeFact { valid_through: Some(date!("2029-01-01")), ..outcome(2, "course SV:B", "2 sv") };
        facts([one, other])
    };
    for (february, expires, through) in [
        ("down", "", Some(Some(date!("2029-01-01")))),
        ("down", r#", expires = "earliest""#, Some(Some(date!("2029-01-01")))),
        ("down", r#", expires = "forever""#, Some(None)),
        ("down", r#", expires = "P7Y""#, Some(Some(date!("2031-02-28")))),
        ("up", r#", expires = "P7Y""#, Some(Some(date!("2031-03-01")))),
        ("refuse", r#", expires = "P7Y""#, None),
        ("refuse", r#", expires = "P8Y""#, Some(Some(date!("2032-02-29")))),
    ] {
        for effect in [
            format!(r#"{{ course = "HV:A", amount = "3 hv"{expires} }}"#),
            format!(r#"{{ exempt = "HV:A", tier = "higher"{expires} }}"#),
        ] {
            let settings = format!("basis = \"applied\"\nfebruary = \"{february}\"");
            let evaluation = evaluated(&book_with(&settings, &rule("r", "unique", from, &effect, "")), &lots());
            let creditbank::rules::Answer::Granted(grants) = &evaluation.answer else {
                assert_eq!((through, why(&evaluation)), (None, "r: failed Range".to_owned()), "{effect}");
                continue;
            };
            let output = &grants[0].outputs[0];
            assert_eq!(
                (Some(output.valid_through), output.earned),
                (through, date!("2024-02-29")),
                "{february} {effect}"
            );
        }
    }
}

// ---- limits ----

#[test]
fn limits_count_what_stands_and_what_is_given() {
    let to = r#"{ category = "practice", amount = "3 hv", tier = "secondary" }"#;
    let book_of = |keys: &str| {
        book(
            &(limit("l", keys)
                + &rule("r", "sum", r#"{ kind = "course" }"#, to, "limits = [\"l\"]")
                + &rule("q", "sum", r#"{ kind = "exam" }"#, to, "")),
        )
    };
    let per = |per: &str, most: &str| format!("measure = \"credits\"\nunit = \"hv\"\nper = [{per}]\nmost = \"{most}\"");
    let share = |share: &str, of: &str| {
        format!("measure = \"credits\"\nunit = \"hv\"\nper = [\"learner\"]\nshare = \"{share}\"\nof = \"{of}\"")
    };
    let before =
        |rule: &str, amount: &str| prior(rule, date!("2026-09-20"), &[9], amount, category("practice"), ["0/1", "0/1"]);
    for (keys, prior, holds) in [
        (per("\"learner\"", "0"), vec![], false),
        (per("\"learner\"", "2.5"), vec![], false),
        (per("\"learner\"", "3"), vec![], true),
        (per("\"learner\"", "8"), vec![before("r", "5 hv")], true),
        (per("\"learner\"", "8"), vec![before("r", "5.5 hv")], false),
        (per("\"learner\"", "8"), vec![before("r", "3 hv"), before("r", "3 hv")], false),
        (per("\"learner\"", "8"), vec![before("q", "8 hv")], true),
        (per("\"learner\"", "8"), vec![before("r", "8 ug")], true),
        // 50 % of 139.5 is 69.75: 69.5 in all is below, 70 is not. A third of 100 is exact.
        (share("1/2", "139.5"), vec![before("r", "66.5 hv")], true),
        (share("1/2", "139.5"), vec![before("r", "67 hv")], false),
        (share("1/3", "100"), vec![before("r", "30 hv")], true),
        (share("1/3", "100"), vec![before("r", "30.5 hv")], false),
        (share("1/3", "99"), vec![before("r", "30 hv")], true),
    ] {
        let facts = Facts { prior, ..facts([outcome(1, "course SV:A", "4 sv")]) };
        let expected = if holds { "r: applied" } else { "r: failed Limit" };
        assert_eq!(reasons(&book_of(&keys), &facts), expected, "{keys} {:?}", facts.prior);
    }
}

#[test]
fn limits_that_do_not_bind_when_recording_do_not_bind() {
    for binds in ["counting", "audit"] {
        let keys = "measure = \"credits\"\nunit = \"hv\"\nper = [\"learner\"]\nmost = \"0\"";
        let limit = limit("l", keys).replace("recording", binds);
        let text = limit
            + &rule(
                "r",
                "sum",
                r#"{ kind = "course", codes = ["SV:A"] }"#,
                r#"{ course = "HV:A", amount = "3 hv" }"#,
                "limits = [\"l\"]",
            );
        assert_eq!(reasons(&book(&text), &facts([outcome(1, "course SV:A", "4 sv")])), "r: applied", "{binds}");
    }
}

#[test]
fn nested_limits_are_all_told() {
    let keys = |most: &str, per: &str| {
        format!("measure = \"credits\"\nunit = \"hv\"\nper = [\"learner\"{per}]\nmost = \"{most}\"")
    };
    let text = limit("all", &keys("15", ""))
        + &limit("each", &keys("8", ", \"target\""))
        + &rule(
            "major",
            "sum",
            r#"{ kind = "course", codes = ["SV:M"], take = "asked", unit = "sv" }"#,
            r#"{ category = "major", rate = "1/1 hv", round = "down", tier = "secondary" }"#,
            "limits = [\"all\", \"each\"]",
        );
    let book = book(&text);
    let before = |amount: &str, target: &str| {
        prior("major", date!("2026-09-20"), &[9], amount, category(target), ["0/1", "0/1"])
    };
    let apply = |amount: &str, prior| Facts { prior, ..facts([outcome(1, "course SV:M", amount)]) };
    let limits = |facts: &Facts| {
        let evaluation = evaluated(&book, facts);
        let checks = &evaluation.explanation.candidates[0].checks;
        let tests = checks.iter().flat_map(|check| check.tests()).filter(|test| test.what == What::Limit);
        tests
            .map(|test| format!("{}{} {}", test.of.as_ref().unwrap(), test.by.concat(), test.holds()))
            .collect::<Vec<_>>()
    };
    assert_eq!(limits(&apply("8 sv", vec![])), ["all true", "eachmajor true"]);
    assert_eq!(limits(&apply("8 sv", vec![before("8 hv", "common")])), ["all false", "eachmajor true"]);
    assert_eq!(limits(&apply("3 sv", vec![before("6 hv", "major")])), ["all true", "eachmajor false"]);
    assert_eq!(limits(&apply("9 sv", vec![before("8 hv", "common")])), ["all false", "eachmajor false"]);
}

#[test]
fn limits_by_window_content_issuer_and_lot() {
    let to = r#"{ category = "practice", amount = "1 hv", tier = "secondary" }"#;
    let book_of =
        |keys: &str| book(&(limit("l", keys) + &rule("r", "sum", r#"{ kind = "course" }"#, to, "limits = [\"l\"]")));
    let one = || about(outcome(1, "course SV:A", "4 sv"), "welding");
    let before = |lot: u32, on: Date, content: Option<&str>, issuer: &str| {
        let mut prior = prior("r", on, &[lot], "1 hv", category("practice"), ["0/1", "0/1"]);
        prior.lots = vec![(rules::lot(lot), content.map(read), read(issuer))];
        prior
    };
    let uses = |per: &str, more: &str| format!("measure = \"uses\"\nper = [\"learner\", {per}]\nmost = \"1\"\n{more}");
    let windows = "windows = [\"03-01\", \"09-01\"]";
    let day = date!("2026-09-20");
    for (keys, prior, applied, holds) in [
        (uses("\"window\"", windows), before(9, date!("2026-08-31"), None, "SV-01"), date!("2026-09-01"), true),
        (uses("\"window\"", windows), before(9, date!("2026-09-01"), None, "SV-01"), date!("2026-09-30"), false),
        (uses("\"window\"", windows), before(9, date!("2026-12-31"), None, "SV-01"), date!("2027-01-01"), false),
        (uses("\"window\"", windows), before(9, date!("2026-09-01"), None, "SV-01"), date!("2027-02-28"), false),
        (uses("\"window\"", windows), before(9, date!("2027-02-28"), None, "SV-01"), date!("2027-03-01"), true),
        (uses("\"window\"", windows), before(9, date!("2026-09-01"), None, "SV-01"), date!("2027-09-01"), true),
        (
            uses("\"window\"", "windows = [\"01-01\"]"),
            before(9, date!("2026-12-31"), None, "SV-01"),
            date!("2027-01-01"),
            true,
        ),
        (uses("\"content\"", ""), before(9, day, Some("welding"), "SV-01"), day, false),
        (uses("\"content\"", ""), before(9, day, Some("painting"), "SV-01"), day, true),
        (uses("\"content\"", ""), before(9, day, None, "SV-01"), day, true),
        (uses("\"issuer\"", ""), before(9, day, None, "SV-01"), day, false),
        (uses("\"issuer\"", ""), before(9, day, None, "SV-02"), day, true),
        (uses("\"lot\"", ""), before(1, day, None, "SV-01"), day, false),
        (uses("\"lot\"", ""), before(9, day, None, "SV-01"), day, true),
        (uses("\"content\", \"issuer\"", ""), before(9, day, Some("welding"), "SV-02"), day, true),
        (uses("\"content\", \"issuer\"", ""), before(9, day, Some("welding"), "SV-01"), day, false),
    ] {
        let facts = Facts { applied, prior: vec![prior], ..facts([one()]) };
        assert_eq!(
            reasons(&book_of(&keys), &facts),
            if holds { "r: applied" } else { "r: failed Limit" },
            "{keys} {:?}",
            facts.prior
        );
    }
    let none = Facts { prior: vec![before(9, day, None, "SV-01")], ..facts([outcome(1, "course SV:A", "4 sv")]) };
    assert_eq!(
        reasons(&book_of(&uses("\"content\"", "")), &none),
        "r: applied",
        "what has no content key does not count by it"
    );
}

#[test]
fn a_share_of_the_source_does_not_gain() {
    let keys = "measure = \"credits\"\nunit = \"hv\"\nper = [\"learner\", \"lot\"]\nshare = \"1/2\"\nof = \"source\"";
    let text = |amount: &str| {
        limit("half", keys)
            + &rule(
                "r",
                "sum",
                r#"{ kind = "course" }"#,
                &format!(r#"{{ course = "HV:B", amount = "{amount} hv" }}"#),
                "limits = [\"half\"]",
            )
    };
    let lot = |amount: &str| facts([outcome(1, "course HV:A", amount)]);
    assert_eq!(reasons(&book(&text("2")), &lot("4 hv")), "r: applied");
    assert_eq!(reasons(&book(&text("2.5")), &lot("4 hv")), "r: failed Limit");
    assert_eq!(reasons(&book(&text("2")), &lot("4 ug")), "r: failed Limit", "a lot in another unit is no base");
}

#[test]
fn limits_hold_for_all_that_is_applied_together() {
    let keys = "measure = \"items\"\nper = [\"learner\"]\nmost = \"2\"";
    let text = limit("two", keys)
        + &rule(
            "r",
            "sum",
            r#"{ kind = "course" }"#,
            r#"{ category = "p", amount = "1 hv", tier = "secondary" }"#,
            "limits = [\"two\"]",
        );
    let book = book(&text);
    let lots = |count: u32| facts((1..=count).map(|number| outcome(number, "course SV:A", "2 sv")));
    assert_eq!(answer(&book, &lots(2)), "r: 1 hv p < 1.0 2; r: 1 hv p < 2.0 2");
    assert_eq!(
        answered(&book, &lots(3)),
        ("refused".into(), "r: applied; r: applied; r: applied; together: Limit".into())
    );
}

// ---- combination ----

#[test]
fn the_best_counts_once() {
    let to = |amount: &str| format!(r#"{{ category = "elective", amount = "{amount} hv", tier = "secondary" }}"#);
    let text = rule("cert", "similar", r#"{ kind = "certificate" }"#, &to("6"), "")
        + &rule("prize", "similar", r#"{ kind = "competition" }"#, &to("2"), "")
        + &rule("train", "similar", r#"{ kind = "training" }"#, &to("3"), "");
    let book = book(&text);
    let welding = |one: OutcomeFact| about(one, "welding");
    let lots = [
        welding(outcome(1, "competition C", "1 item")),
        welding(outcome(2, "certificate X", "1 item")),
        welding(outcome(3, "training T", "8 hour")),
    ];
    assert_eq!(
        answered(&book, &facts(lots.clone())),
        (
            "cert: 6 hv elective < 2.0 1 lost 1.0 lost 3.0".into(),
            "cert: applied; prize: lost to cert; train: lost to cert".into()
        )
    );
    // Without a content key, or with another, they do not compete.
    let [prize, cert, _] = lots;
    let other = OutcomeFact { content: None, ..prize.clone() };
    assert_eq!(
        answer(&book, &facts([other, cert.clone()])),
        "cert: 6 hv elective < 2.0 1; prize: 2 hv elective < 1.0 1"
    );
    // Equal ones: the rule that comes first, then the earlier lot.
    let again = |number| OutcomeFact { id: lot(number), ..cert.clone() };
    assert_eq!(answer(&book, &facts([again(7), again(4), again(5)])), "cert: 6 hv elective < 4.0 1 lost 5.0 lost 7.0");
}

#[test]
fn ties_go_to_the_worthier_then_to_the_first() {
    let to = |rate: &str| format!(r#"{{ category = "p", tier = "secondary", rate = "{rate} hv", round = "down" }}"#);
    let from = r#"{ kind = "training", unit = "hour" }"#;
    let one = facts([outcome(1, "training T", "15 hour")]);
    let two = |a: &str, b: &str| book(&(rule("b", "best", from, &to(b), "") + &rule("a", "best", from, &to(a), "")));
    assert_eq!(reasons(&two("1/15", "1/16"), &one), "a: applied; b: lost to a");
    assert_eq!(reasons(&two("1/18", "1/16"), &one), "a: lost to b; b: applied", "as much, but it is worth more");
    assert_eq!(reasons(&two("1/16", "1/16"), &one), "a: applied; b: lost to a");
}

#[test]
fn a_sum_takes_once_and_counts_all() {
    let text =
        rule("a", "sum", r#"{ kind = "course", codes = ["SV:A"] }"#, r#"{ course = "HV:A", amount = "3 hv" }"#, "")
            + &rule(
                "b",
                "sum",
                r#"{ kind = "course", codes = ["SV:A"] }"#,
                r#"{ course = "HV:B", amount = "1 hv" }"#,
                "",
            );
    let one = facts([outcome(1, "course SV:A", "4 sv")]);
    assert_eq!(answer(&book(&text), &one), "a: 3 hv HV:A < 1.0 4; b: 1 hv HV:B < 1.0 seen");
    let apart = text.replacen("\"sum\"", "\"best\"", 1);
    assert_eq!(answer(&book(&apart), &one), "choose a b", "two groups would take the lot twice");
}

#[test]
fn options_are_chosen_by_rule_or_by_target() {
    let text =
        rule("a", "options", r#"{ kind = "course", codes = ["SV:A"] }"#, r#"{ course = "HV:A", amount = "3 hv" }"#, "")
            + &rule(
                "b",
                "options",
                r#"{ kind = "course", codes = ["SV:A"] }"#,
                r#"{ exempt = "HV:B", tier = "higher" }"#,
                "",
            );
    let book = book(&text);
    for (rule, target, expected) in [
        (None, None, "choose a b"),
        (Some("a"), None, "a: 3 hv HV:A < 1.0 4"),
        (Some("b"), None, "b: without HV:B < 1.0 4"),
        (None, Some("HV:B"), "b: without HV:B < 1.0 4"),
        (Some("a"), Some("HV:B"), "refused"),
        (Some("c"), None, "refused"),
        (None, Some("HV:C"), "refused"),
    ] {
        let asked = Asked { rule: rule.map(read), target: target.map(read) };
        let facts = Facts { asked, ..facts([outcome(1, "course SV:A", "4 sv")]) };
        assert_eq!(answer(&book, &facts), expected, "{rule:?} {target:?}");
    }
}

#[test]
fn two_that_match_where_one_may_are_ambiguous() {
    let text =
        rule("a", "unique", r#"{ kind = "course", codes = ["SV:A"] }"#, r#"{ course = "HV:A", amount = "3 hv" }"#, "")
            + &rule(
                "b",
                "unique",
                r#"{ kind = "course", codes = ["SV:A"] }"#,
                r#"{ course = "HV:B", amount = "1 hv" }"#,
                "",
            );
    let one =
        Facts { asked: Asked { rule: Some(read("a")), target: None }, ..facts([outcome(1, "course SV:A", "4 sv")]) };
    assert_eq!(
        answered(&book(&text), &one),
        ("ambiguous a b".into(), "a: ambiguous with b; b: ambiguous with a".into())
    );
    let two = facts([outcome(1, "course SV:A", "4 sv"), outcome(2, "course SV:A", "4 sv")]);
    assert_eq!(
        answer(
            &book(&rule(
                "a",
                "unique",
                r#"{ kind = "course", codes = ["SV:A"] }"#,
                r#"{ course = "HV:A", amount = "3 hv" }"#,
                ""
            )),
            &two
        ),
        "a: 3 hv HV:A < 1.0 4; a: 3 hv HV:A < 2.0 4"
    );
}

#[test]
fn overrides_beat_also_where_they_are_beaten() {
    let from = r#"{ kind = "course", codes = ["SV:A"] }"#;
    let to = |amount: &str| format!(r#"{{ course = "HV:A", amount = "{amount} hv" }}"#);
    let text = rule("a", "unique", from, &to("1"), "")
        + &rule("b", "unique", from, &to("2"), "overrides = [\"a\"]")
        + &rule("c", "unique", from, &to("3"), "overrides = [\"b\"]");
    let one = facts([outcome(1, "course SV:A", "4 sv")]);
    assert_eq!(
        answered(&book(&text), &one),
        ("c: 3 hv HV:A < 1.0 4".into(), "a: overridden by b; b: overridden by c; c: applied".into())
    );
    // Only one that matches overrides, and only where they have a lot in common.
    let picky = text.replace("overrides = [\"b\"]", "overrides = [\"b\"]\nneed = [{ attested = \"x\" }]");
    assert_eq!(reasons(&book(&picky), &one), "a: overridden by b; b: applied; c: failed Attested");
    let apart = rule("a", "unique", from, &to("1"), "")
        + &rule("b", "unique", r#"{ kind = "course", codes = ["SV:B"] }"#, &to("2"), "overrides = [\"a\"]");
    let two = facts([outcome(1, "course SV:A", "4 sv"), outcome(2, "course SV:B", "4 sv")]);
    assert_eq!(answer(&book(&apart), &two), "a: 1 hv HV:A < 1.0 4; b: 2 hv HV:A < 2.0 4");
}

#[test]
fn denials_deny_unless_they_are_overridden() {
    let from = r#"{ kind = "course", codes = ["SV:A"], take = "asked", unit = "sv" }"#;
    let give = rule("give", "unique", from, r#"{ course = "HV:A", amount = "3 hv" }"#, "");
    let deny = rule("deny", "best", r#"{ kind = "course", codes = ["SV:A"] }"#, "{ deny = true }", "");
    let one = facts([outcome(1, "course SV:A", "4 sv")]);
    assert_eq!(
        answered(&book(&(give.clone() + &deny)), &one),
        ("refused".into(), "deny: denied by deny; give: denied by deny".into())
    );
    let strong = give.replace("to =", "overrides = [\"deny\"]\nto =");
    assert_eq!(
        answered(&book(&(strong + &deny)), &one),
        ("give: 3 hv HV:A < 1.0 4".into(), "deny: overridden by give; give: applied".into())
    );
    // Whoever applies with a part of a lot does not slip past a denial of the whole.
    let part = facts([asked(outcome(1, "course SV:A", "4 sv"), credits!("2"))]);
    assert_eq!(answer(&book(&(give + &deny)), &part), "refused");
}

#[test]
fn bundles_and_single_outcomes_compete_for_a_lot() {
    let bundle = r#"{ kind = "course", codes = ["SV:A"] }, { kind = "course", codes = ["SV:B"] }"#;
    let text = rule("ab", "unique", bundle, r#"{ course = "HV:C", amount = "5 hv" }"#, "")
        + &rule("a", "best", r#"{ kind = "course", codes = ["SV:A"] }"#, r#"{ course = "HV:D", amount = "2 hv" }"#, "");
    let book = book(&text);
    let (a, b) = (|| outcome(1, "course SV:A", "4 sv"), || outcome(2, "course SV:B", "4 sv"));
    assert_eq!(answered(&book, &facts([a()])), ("a: 2 hv HV:D < 1.0 4".into(), "a: applied; ab: failed Count".into()));
    assert_eq!(answer(&book, &facts([b()])), "refused");
    assert_eq!(answer(&book, &facts([a(), b()])), "choose a ab", "A is there once");
    let ask = |rule: &str| Facts { asked: Asked { rule: Some(read(rule)), target: None }, ..facts([a(), b()]) };
    assert_eq!(answer(&book, &ask("ab")), "ab: 5 hv HV:C < 1.0 4 + 2.0 4");
    assert_eq!(answer(&book, &ask("a")), "refused", "B would be left over");
    let twice = facts([a(), OutcomeFact { id: lot(3), ..a() }, b()]);
    assert_eq!(reasons(&book, &twice), "a: applied; a: applied; ab: failed Count");
}

#[test]
fn witnesses_and_scopes() {
    let from = r#"{ kind = "course", codes = ["SV:A"], use = "reserve", scope = "award:HV-MECH" }, { kind = "exam", codes = ["E"], use = "witness", grade = "60.. percent" }"#;
    let book = book(&rule(
        "r",
        "unique",
        from,
        r#"{ course = "HV:A", amount = "3 hv" }, { exempt = "HV:B", tier = "higher" }"#,
        "",
    ));
    let course = || outcome(1, "course SV:A", "4 sv");
    let exam = |grade| OutcomeFact { earned: date!("2020-01-01"), ..graded(2, "exam E", "1 item", grade) };
    let good = evaluated(&book, &facts([course(), exam("60 percent")]));
    assert_eq!(told(&good.answer), "r: 3 hv HV:A + without HV:B < 1.0 4 award:HV-MECH + 2.0 seen");
    let creditbank::rules::Answer::Granted(grants) = &good.answer else { panic!("granted above") };
    assert_eq!(grants[0].outputs[0].earned, date!("2026-09-10"), "the days of a witness do not count");
    assert_eq!(reasons(&book, &facts([course(), exam("59 percent")])), "r: failed Grade");
    assert_eq!(reasons(&book, &facts([course()])), "r: failed Count");
}

// ---- the whole ----

#[test]
fn nothing_and_odd_facts_are_answered() {
    let text =
        rule("r", "sum", r#"{ kind = "course" }"#, r#"{ category = "p", amount = "1 hv", tier = "secondary" }"#, "");
    let book = book(&text);
    assert_eq!(answer(&book, &facts([])), "refused");
    assert_eq!(answer(&book, &facts([outcome(1, "exam SV:A", "4 sv")])), "refused");
    let partly = facts([outcome(1, "course SV:A", "4 sv"), outcome(2, "exam E", "1 item")]);
    assert_eq!(answered(&book, &partly), ("refused".into(), "r: applied".into()), "no outcome is left over in silence");
    // The same lot twice takes twice of it.
    let twice = facts([outcome(1, "course SV:A", "4 sv"), outcome(1, "course SV:A", "4 sv")]);
    assert!(
        creditbank::rules::evaluate(&book, &twice)
            .explanation
            .candidates
            .iter()
            .all(|one| one.verdict == Verdict::Applied)
    );
    let far = Facts {
        applied: date!("1900-01-01"),
        ..facts([earned(outcome(1, "course SV:A", "4 other"), date!("2199-12-31"))])
    };
    assert_eq!(answer(&book, &far), "r: 1 hv p < 1.0 4");
}

#[test]
fn a_course_in_full_is_the_one_of_that_owner() {
    let take = |names: &str| {
        let from = format!(r#"{{ kind = "course", codes = [{names}], use = "consume" }}"#);
        book(&rule("r", "unique", &from, r#"{ course = "HV:X", amount = "3 hv" }"#, ""))
    };
    let thing = |code: &str, thing: &str| {
        let outcome = outcome(1, &format!("course {code}"), "4 sv");
        OutcomeFact { thing: Some(read(thing)), ..outcome }
    };
    let (u, v) = (|| outcome(1, "course M@U", "4 sv"), || outcome(1, "course M@V", "4 sv"));
    let takes = |names: &str, one: OutcomeFact| answer(&take(names), &facts([one])) != "refused";
    assert!(takes(r#""M@U""#, u()) && !takes(r#""M@U""#, v()), "each institution's is its own");
    assert!(takes(r#""M""#, u()) && takes(r#""M""#, v()), "the bare code is anybody's");
    assert!(takes(r#""M@V", "N""#, v()) && takes(r#""M@U", "M@V""#, v()));
    assert!(!takes(r#""M@U""#, outcome(1, "course M", "4 sv")), "whose it is nobody says");
    // One that continues another is an attempt at that.
    let new = || thing("NEW", "course OLD@U");
    assert!(takes(r#""OLD@U""#, new()) && takes(r#""OLD""#, new()) && takes(r#""NEW""#, new()));
    assert!(!takes(r#""OLD@V""#, new()) && !takes(r#""NEW@U""#, new()));
    // What is certified is known by its code.
    let exam = book(&rule(
        "r",
        "unique",
        r#"{ kind = "exam", codes = ["M"] }"#,
        r#"{ course = "HV:X", amount = "3 hv" }"#,
        "",
    ));
    let one = OutcomeFact { thing: Some(read("exam M@C")), ..outcome(1, "exam M", "1 item") };
    assert_ne!(answer(&exam, &facts([one])), "refused");
}

#[test]
fn what_is_needed_and_what_is_never_converted_may_be_in_full() {
    let from = r#"{ kind = "course", codes = ["A"] }"#;
    let need = r#"need = [{ passed = "M@U", kind = "course" }]"#;
    let needs = book(&rule("r", "unique", from, r#"{ course = "HV:X", amount = "3 hv" }"#, need));
    let pass = |name: &str| {
        let name: creditbank::registry::OutcomeName = read(name);
        PassedFact { thing: name.thing(read("course")), code: name.code, grade: None, kind: read("course") }
    };
    let told = |passed: &[&str]| {
        let passed = passed.iter().map(|name| pass(name)).collect();
        reasons(&needs, &Facts { passed, ..facts([outcome(1, "course A", "4 sv")]) })
    };
    assert_eq!(told(&["M@V", "M"]), "r: failed Passed");
    assert_eq!(told(&["M@V", "M@U"]), "r: applied");
    let rules =
        rule("r", "unique", r#"{ kind = "course", many = true }"#, r#"{ category = "c", amount = "3 sv" }"#, "");
    let never = book_with("basis = \"applied\"\nnever = [\"M@U\", \"N\"]", &rules);
    for (name, reason) in [
        ("M@U", "r: failed Never"),
        ("M@V", "r: applied"),
        ("M", "r: applied"),
        ("N", "r: failed Never"),
        ("N@V", "r: failed Never"),
    ] {
        assert_eq!(reasons(&never, &facts([outcome(1, &format!("course {name}"), "4 sv")])), reason, "{name}");
    }
}

#[test]
fn an_application_asks_for_a_course_of_any_owner_or_of_one() {
    let to = |owner: &str| format!(r#"{{ course = "HV:X@{owner}", amount = "3 hv" }}"#);
    let from = r#"{ kind = "course", codes = ["A"] }"#;
    let book = book(&(rule("of-u", "options", from, &to("U"), "") + &rule("of-v", "options", from, &to("V"), "")));
    let asked = |target: &str| {
        let asked = Asked { rule: None, target: Some(read(target)) };
        answer(&book, &Facts { asked, ..facts([outcome(1, "course A", "4 sv")]) })
    };
    assert_eq!(asked("HV:X@U"), "of-u: 3 hv HV:X@U < 1.0 4");
    assert_eq!(asked("HV:X@V"), "of-v: 3 hv HV:X@V < 1.0 4");
    assert_eq!(asked("HV:X"), "choose of-u of-v");
    assert_eq!(asked("HV:X@W"), "refused");
}
