//! The evaluator and the plain one that was written from the chapter alone give the same answers.

use crate::kit::cases::config;
use creditbank::document::Limits;
use creditbank::registry::{OutcomeKind, Tier};
use creditbank::rules::{Answer, Asked, Facts, Need, OutcomeFact, RuleBook, evaluate};
use creditbank::testing::reference::rules as reference;
use creditbank::testing::rules::aim::Aim;
use creditbank::testing::rules::small;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// The rules that the application is about, the application, and what became of each rule.
fn told(book: &RuleBook, facts: &Facts) -> String {
    let evaluation = evaluate(book, facts);
    let candidates = evaluation.explanation.candidates;
    let rules: Vec<_> = book.rules().iter().filter(|rule| candidates.iter().any(|one| one.rule == rule.id)).collect();
    let plain = reference::evaluate(book, facts);
    let draft = book.draft();
    format!(
        "{:#?}\n{facts:#?}\n{candidates:#?}\nbasis {}, february {:?}, tiers {:?}\nit answers   {:?}\nplainly it is {plain:?}",
        rules, draft.basis, draft.february, draft.tiers, evaluation.answer
    )
}

fn run(seeds: u32, cases: impl Strategy<Value = (RuleBook, Facts)>) {
    let config = proptest::test_runner::Config { max_shrink_iters: 1_500, ..config(seeds) };
    let tried = TestRunner::new(config).run(&cases, |(book, facts)| {
        if evaluate(&book, &facts).answer == reference::evaluate(&book, &facts) {
            return Ok(());
        }
        Err(TestCaseError::fail(told(&book, &facts)))
    });
    if let Err(proptest::test_runner::TestError::Fail(why, _)) = tried {
        panic!("{why}");
    }
}

#[test]
fn on_random_books_and_facts() {
    run(1_500, (small::books(), small::facts()));
}

#[test]
fn at_the_boundaries_of_random_books() {
    run(800, small::books().prop_flat_map(|book| (Just(book.clone()), Aim::at(&book).facts())));
}

/// What the table of disagreements speaks of.
const WORLD: &str = r#"
[document]
id = "d"
kind = "rules"
valid = "2026-01-01.."
version = "1"

[book]
semantics = 1
basis = "applied"
review_days = 30
appeal_days = 15

[[unit]]
id = "sv"
quantum = "0.5"
tier = "higher"

[[unit]]
id = "hv"
quantum = "0.5"
tier = "higher"

[[clause]]
id = "c"
text = "a clause"
invented = true

[[group]]
id = "g"
hit = "unique"

[[limit]]
id = "none"
clause = "c"
binds = "recording"
measure = "uses"
most = "0"
per = ["learner"]
"#;

/// Once the two evaluators disagreed on these. What is asked of a lot of 2, a rule without its head, and what comes out.
const DISAGREED: &[(&str, &str, &str, Option<&str>)] = &[
    (
        "nothing is taken, so nothing is given, however much a rule states",
        "0",
        r#"from = [{ kind = "course", take = "asked" }]
           to = [{ course = "X", amount = "1 hv" }]"#,
        None,
    ),
    (
        "a quantum is taken",
        "0.5",
        r#"from = [{ kind = "course", take = "asked" }]
           to = [{ course = "X", amount = "1 hv" }]"#,
        Some("1 hv"),
    ),
    (
        "under `keep` what is given is to reach the least, not what might have been",
        "1.5",
        r#"from = [{ kind = "course", unit = "sv", take = "asked" }]
           to = [{ course = "X", rate = "3/2 hv", round = "down", rest = "keep", least = "2" }]"#,
        None,
    ),
    (
        "under `keep` what is given is what whole quanta of the input give",
        "2",
        r#"from = [{ kind = "course", unit = "sv", take = "asked" }]
           to = [{ course = "X", rate = "2/3 hv", round = "down", rest = "keep" }]"#,
        Some("1 hv"),
    ),
    (
        "a limit that only the version before named does not bind this one",
        "2",
        r#"from = [{ kind = "course", unit = "sv" }]
           to = [{ course = "X", amount = "1 hv" }]
           [[rule]]
           id = "r"
           group = "g"
           clause = "c"
           valid = "2026-01-01..2026-09-01"
           from = [{ kind = "course", unit = "sv" }]
           to = [{ course = "X", amount = "1 hv" }]
           limits = ["none"]"#,
        Some("1 hv"),
    ),
];

#[test]
fn on_what_they_once_disagreed_about() {
    for (name, asked, rule, wanted) in DISAGREED {
        let limited = if rule.contains("limits") { "" } else { LIMITED };
        let head = "[[rule]]\nid = \"r\"\ngroup = \"g\"\nclause = \"c\"\nvalid = \"2026-09-01..\"\n";
        let text = format!("{WORLD}{limited}{head}{rule}");
        let book =
            RuleBook::read("d.toml", text.as_bytes(), &Limits::default()).unwrap_or_else(|wrong| panic!("{wrong}"));
        let facts = facts(asked);
        let answer = evaluate(&book, &facts).answer;
        assert_eq!(answer, reference::evaluate(&book, &facts), "{name}");
        let out = match &answer {
            Answer::Granted(grants) => grants[0].outputs[0].amount.as_ref().map(ToString::to_string),
            _ => None,
        };
        assert_eq!(out.as_deref(), *wanted, "{name}: {answer:?}");
    }
}

/// Another rule that names the limit: what nothing refers to is not sound.
const LIMITED: &str = r#"
[[rule]]
id = "other"
group = "g"
clause = "c"
valid = "2026-01-01.."
from = [{ kind = "exam" }]
to = [{ course = "Y", amount = "1 hv" }]
limits = ["none"]
"#;

/// An application with a course of 2 sv.
fn facts(asked: &str) -> Facts {
    let day = creditbank::date!("2026-09-01");
    let outcome = OutcomeFact {
        amount: "2 sv".parse().unwrap(),
        asked: asked.parse().unwrap(),
        code: "A".parse().unwrap(),
        content: None,
        earned: day,
        grade: None,
        id: creditbank::LotId::here(1, 0),
        issuer: "I".parse().unwrap(),
        kind: OutcomeKind::Course,
        level: None,
        team: None,
        thing: None,
        never: false,
        tier: Tier::Higher,
        valid_through: None,
    };
    Facts {
        applied: day,
        asked: Asked::default(),
        attested: Vec::new(),
        enrolments: Vec::new(),
        evidence: Vec::new(),
        outcomes: vec![outcome],
        passed: Vec::new(),
        prior: Vec::new(),
        receiver: "R".parse().unwrap(),
    }
}

proptest! {
    #![proptest_config(config(64))]

    /// Each strategy gives what it says, and a book of it is sound.
    #[test]
    fn what_is_built_by_itself(
        source in small::sources(), effect in small::effects(), need in small::needs(), rule in small::rules(),
        book in small::books(),
    ) {
        prop_assert!(source.codes.is_sorted() && rule.from.len() <= 2 && !rule.to.is_empty());
        prop_assert!(effect.tier.is_some());
        prop_assert!(depth(&need) <= 3);
        let again = book.draft().clone().check().unwrap();
        prop_assert_eq!(again.hash(), book.hash());
    }
}

/// How many lists deep.
fn depth(need: &Need) -> usize {
    match need {
        Need::All(of) | Need::Any(of) | Need::AtLeast { of, .. } => 1 + of.iter().map(depth).max().unwrap_or(0),
        _ => 1,
    }
}

/// What is random is not only refused: of applications that aim, each answer comes about, and most rules apply.
#[test]
fn what_aims_hits() {
    let mut answers = [0_u32; 4];
    let counted = std::cell::RefCell::new(&mut answers);
    let cases = small::books().prop_flat_map(|book| (Just(book.clone()), Aim::at(&book).facts()));
    TestRunner::new(config(400))
        .run(&cases, |(book, facts)| {
            let at = match evaluate(&book, &facts).answer {
                Answer::Granted(_) => 0,
                Answer::Choose(_) => 1,
                Answer::Ambiguous(_) => 2,
                Answer::Refused => 3,
            };
            counted.borrow_mut()[at] += 1;
            Ok(())
        })
        .unwrap();
    let [granted, choose, ambiguous, refused] = answers;
    assert!(granted >= 40 && choose + ambiguous >= 3 && refused >= 40, "{answers:?}");
}
