use super::{basis_day, evaluate};
use crate::date;
use crate::digest::Digest;
use crate::document::Limits;
use crate::registry::{OutcomeKind, Tier};
use crate::rules::{Answer, Asked, Basis, Conclusion, Facts, OutcomeFact, RuleBook, RuleBookDraft, Verdict};

const HEAD: &str = "
[document]
id = \"odd\"
kind = \"rules\"
valid = \"2026-01-01..\"
version = \"1\"
[book]
semantics = 1
basis = \"applied\"
review_days = 60
appeal_days = 15
[[unit]]
id = \"sv\"
quantum = \"0.5\"
";

const RULE: &str = "
[[rule]]
id = \"r\"
group = \"missing\"
clause = \"missing\"
valid = \"2026-01-01..\"
limits = [\"missing\"]
";

/// A book that nobody checked.
fn unchecked(rules: &str) -> RuleBook {
    let text = format!("{HEAD}{rules}");
    let draft = RuleBookDraft::read("odd.toml", text.as_bytes(), &Limits::default()).unwrap();
    RuleBook::assemble(draft, Digest::ZERO)
}

fn facts() -> Facts {
    let outcome = OutcomeFact {
        amount: "4 sv".parse().unwrap(),
        asked: "4".parse().unwrap(),
        code: "A".parse().unwrap(),
        content: None,
        earned: date!("2024-02-29"),
        grade: None,
        id: "1.0".parse().unwrap(),
        issuer: "SV-01".parse().unwrap(),
        kind: OutcomeKind::Course,
        level: None,
        team: None,
        thing: None,
        never: false,
        tier: Tier::Secondary,
        valid_through: None,
    };
    Facts {
        applied: date!("2026-10-01"),
        asked: Asked::default(),
        attested: Vec::new(),
        enrolments: Vec::new(),
        evidence: Vec::new(),
        outcomes: vec![outcome],
        passed: Vec::new(),
        prior: Vec::new(),
        receiver: "HV-01".parse().unwrap(),
    }
}

#[test]
fn books_that_nobody_checked_are_answered_too() {
    // rules, whether it grants
    for (rules, grants) in [
        (String::new(), false),
        // Its group, clause and limit are nowhere.
        (format!("{RULE}from = [{{ kind = \"course\" }}]\nto = [{{ course = \"B\", amount = \"3 sv\" }}]"), true),
        // A unit, a scale, a consortium that nobody defined; months without a way to end them; a rate of nothing.
        (format!("{RULE}from = [{{ kind = \"course\" }}]\nto = [{{ course = \"B\", amount = \"3 xx\" }}]"), false),
        (
            format!(
                "{RULE}from = [{{ kind = \"course\", grade = \"1.. xx\" }}]\nto = [{{ course = \"B\", amount = \"3 sv\" }}]"
            ),
            false,
        ),
        (
            format!(
                "{RULE}from = [{{ kind = \"course\", consortium = \"xx\" }}]\nto = [{{ course = \"B\", amount = \"3 sv\" }}]"
            ),
            false,
        ),
        (
            format!(
                "{RULE}from = [{{ kind = \"course\", age = \"P5Y\" }}]\nto = [{{ course = \"B\", amount = \"3 sv\" }}]"
            ),
            false,
        ),
        (
            format!(
                "{RULE}from = [{{ kind = \"course\" }}]\nto = [{{ course = \"B\", rate = \"0/1 sv\", round = \"down\", rest = \"keep\" }}]"
            ),
            false,
        ),
    ] {
        let evaluation = evaluate(&unchecked(&rules), &facts());
        assert_eq!(matches!(evaluation.answer, Answer::Granted(_)), grants, "{rules}");
        assert_eq!(evaluation.explanation.replay(), Ok(Conclusion::from(&evaluation.answer)), "{rules}");
        let failed = evaluation.explanation.candidates.iter().all(|one| one.verdict == Verdict::Failed);
        assert_eq!(failed, !grants, "{rules}");
    }
}

#[test]
fn without_another_day_the_basis_is_the_day_of_the_application() {
    let none = Facts { outcomes: Vec::new(), ..facts() };
    for basis in Basis::ALL {
        assert_eq!(basis_day(*basis, &none), date!("2026-10-01"));
    }
    assert_eq!(basis_day(Basis::Earned, &facts()), date!("2024-02-29"));
}
