//! Golden evaluations of `semantics = 1`: the rule book `tests/vectors/world/rules.toml` and fact records, with what the
//! evaluator answers. They never change: an evaluator that answers otherwise is another one.
//!
//! `semantics = 2` would be a second evaluator beside the first. It would have a rule book of its own here, with
//! `semantics = 2`, and a file `rules-2.json`; this file and its test would stay as they are, for ever.

use creditbank::document::Limits;
use creditbank::registry::OutcomeKind;
use creditbank::rules::{Answer, Asked, Attested, Facts, OutcomeFact, Prior, PriorOutput, RuleBook, Target, evaluate};
use creditbank::{Amount, Credits, Digest, LotId, Ratio, credits, date};
use serde_json::{Value, json};

const BOOK: &str = include_str!("../vectors/world/rules.toml");
const VECTORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/rules.json");

/// A lot: its number, kind, code, amount, and how much is asked for.
fn lot(n: u32, kind: OutcomeKind, code: &str, amount: &str, asked: Credits) -> OutcomeFact {
    let amount: Amount = amount.parse().unwrap();
    let (tier, issuer) = if amount.unit.as_str() == "sv" { ("secondary", "SV") } else { ("higher", "HV") };
    OutcomeFact {
        amount,
        asked,
        code: code.parse().unwrap(),
        content: None,
        earned: date!("2026-01-10"),
        grade: None,
        id: LotId::here(n, 0),
        issuer: issuer.parse().unwrap(),
        kind,
        level: None,
        never: false,
        team: None,
        thing: None,
        tier: tier.parse().unwrap(),
        valid_through: None,
    }
}

fn course(code: &str, grade: &str, asked: Credits) -> OutcomeFact {
    OutcomeFact { grade: Some(grade.parse().unwrap()), ..lot(1, OutcomeKind::Course, code, "4 sv", asked) }
}

fn paper(n: u32, code: &str, asked: Credits) -> OutcomeFact {
    lot(n, OutcomeKind::Certificate, code, "2 hv", asked)
}

fn exam(n: u32, code: &str, amount: &str, asked: Credits) -> OutcomeFact {
    lot(n, OutcomeKind::Exam, code, amount, asked)
}

fn facts(outcomes: Vec<OutcomeFact>) -> Facts {
    Facts {
        applied: date!("2026-02-01"),
        asked: Asked::default(),
        attested: vec![],
        enrolments: vec![],
        evidence: vec![],
        outcomes,
        passed: vec![],
        prior: vec![],
        receiver: "HV".parse().unwrap(),
    }
}

fn matching(value: u32) -> Vec<Attested> {
    vec![Attested { lot: Some(LotId::here(1, 0)), value, what: Attested::CONTENT_MATCH.parse().unwrap() }]
}

/// An earlier conversion by a rule: what it gave, and the residual that it left.
fn prior(rule: &str, category: &str, amount: &str, after: Ratio) -> Prior {
    let target = Target::Category(category.parse().unwrap());
    let output = PriorOutput { after, amount: Some(amount.parse().unwrap()), before: Ratio::ZERO, target };
    Prior {
        lots: vec![(LotId::here(9, 0), None, "SV".parse().unwrap())],
        on: date!("2026-01-20"),
        outputs: vec![output],
        rule: rule.parse().unwrap(),
    }
}

fn asking(rule: Option<&str>, target: Option<&str>) -> Asked {
    Asked { rule: rule.map(|rule| rule.parse().unwrap()), target: target.map(|course| course.parse().unwrap()) }
}

fn cases() -> Vec<(&'static str, Facts)> {
    let (one, two, four) = (credits!("1"), credits!("2"), credits!("4"));
    let a = |grade: &str| facts(vec![course("A", grade, four)]);
    let b = |asked| facts(vec![course("B", "80 percent", asked)]);
    let welding = |lot: OutcomeFact| OutcomeFact { content: Some("welding".parse().unwrap()), ..lot };
    let prize = welding(lot(1, OutcomeKind::Competition, "X", "2 hv", two));
    let module = facts(vec![paper(1, "F", two), paper(2, "G", two)]);
    let skill = |asked| facts(vec![paper(1, "Z", asked), exam(2, "V", "1 sv", one)]);
    let option = facts(vec![exam(1, "OP", "2 sv", two)]);
    let third = Ratio::new(2, 3).unwrap();
    vec![
        ("a course for a course, with its grade mapped", a("80 percent")),
        ("just on the edge of the band", a("75 percent")),
        ("half a percent below it", a("74.5 percent")),
        ("a weaker one whose content matches", Facts { attested: matching(80), ..a("74.5 percent") }),
        ("a weaker one whose content matches too little", Facts { attested: matching(79), ..a("74.5 percent") }),
        ("a residual only", b(one)),
        ("a residual is drawn", Facts { prior: vec![prior("b-to-practice", "practice", "0 sv", third)], ..b(two) }),
        ("over a limit", Facts { prior: vec![prior("b-to-practice", "practice", "2.5 sv", Ratio::ZERO)], ..b(four) }),
        ("nobody has to agree", facts(vec![exam(1, "E", "6 sv", credits!("1.5"))])),
        ("less is asked for than the rule takes", facts(vec![exam(1, "E", "6 sv", one)])),
        ("two make one", module.clone()),
        ("one of two", facts(vec![paper(1, "F", two)])),
        (
            "a second one in the same window",
            Facts { prior: vec![prior("parts-to-module", "module", "2 hv", Ratio::ZERO)], ..module.clone() },
        ),
        (
            "one in the next window",
            Facts {
                applied: date!("2026-03-01"),
                prior: vec![prior("parts-to-module", "module", "2 hv", Ratio::ZERO)],
                ..module
            },
        ),
        ("of one content the best", facts(vec![prize, welding(paper(2, "Y", two))])),
        ("reserved, for an exemption", facts(vec![paper(1, "Q", two)])),
        ("rounded up, on a witness", skill(two)),
        ("rounded down, on a witness", skill(one)),
        ("a choice", option.clone()),
        ("a choice that was made", Facts { asked: asking(Some("option-of-one"), None), ..option }),
        ("two rules where one may be", facts(vec![exam(1, "AM", "2 sv", two)])),
        (
            "past its last valid day",
            facts(vec![OutcomeFact { valid_through: Some(date!("2026-01-31")), ..course("A", "80 percent", four) }]),
        ),
        ("never converted", facts(vec![OutcomeFact { never: true, ..course("A", "80 percent", four) }])),
        ("no rule names it", facts(vec![exam(1, "NOBODY", "2 sv", two)])),
        ("toward another course", Facts { asked: asking(None, Some("C")), ..b(two) }),
        ("before the rules", Facts { applied: date!("2025-12-31"), ..a("80 percent") }),
    ]
}

fn answer(answer: &Answer) -> Value {
    match answer {
        Answer::Granted(grants) => json!({ "granted": grants }),
        Answer::Choose(rules) => json!({ "choose": rules }),
        Answer::Ambiguous(rules) => json!({ "ambiguous": rules }),
        Answer::Refused => json!("refused"),
    }
}

fn hash(domain: &[u8], value: &impl serde::Serialize) -> String {
    Digest::of(&[domain, &serde_json_canonicalizer::to_vec(value).unwrap()]).to_string()
}

#[test]
fn the_evaluator_answers_what_it_answered() {
    let book = RuleBook::read("rules.toml", BOOK.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(book.draft().semantics, 1);
    let told = cases().into_iter().map(|(name, facts)| {
        let evaluation = evaluate(&book, &facts);
        json!({
            "answer": answer(&evaluation.answer),
            "explanation_hash": hash(b"creditbank/explanation/v1\0", &evaluation.explanation),
            "facts": facts,
            "facts_hash": hash(b"creditbank/facts/v1\0", &facts),
            "name": name,
        })
    });
    let all = json!({ "book": book.hash(), "cases": told.collect::<Vec<_>>(), "semantics": 1 });
    let text = serde_json::to_string_pretty(&all).unwrap() + "\n";
    if std::env::var_os("CREDITBANK_BLESS").is_some() {
        std::fs::write(VECTORS, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(VECTORS).unwrap());
}

/// The book's hash is that of its canonical form, and neither depends on how it is laid out.
#[test]
fn the_book_is_cited_by_what_it_means() {
    let read = |text: &str| RuleBook::read("rules.toml", text.as_bytes(), &Limits::default()).unwrap();
    let book = read(BOOK);
    assert_eq!(Digest::of(&[b"creditbank/rulebook/v1\0", &book.canonical()]), book.hash());
    let laid_out = BOOK.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n\n");
    assert_eq!(read(&laid_out).hash(), book.hash());
    assert_ne!(read(&BOOK.replace("amount = \"2.5 hv\"", "amount = \"3 hv\"")).hash(), book.hash());
}

/// The vectors show every answer there is.
#[test]
fn every_answer_is_among_the_vectors() {
    let text = std::fs::read_to_string(VECTORS).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let answers: Vec<_> = all["cases"].as_array().unwrap().iter().map(|case| &case["answer"]).collect();
    let of = |key: &str| answers.iter().filter(|answer| answer.get(key).is_some()).count();
    assert!(of("granted") >= 12 && of("choose") == 1 && of("ambiguous") == 1, "{answers:?}");
    assert!(answers.iter().filter(|answer| **answer == "refused").count() >= 8);
}
