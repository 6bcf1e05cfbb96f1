//! The book of an invented credit bank in which the Open University's learners are kept.

use std::error::Error;

use creditbank::{Bank, FixedClock, Founding, LearnerId, MandateId, Store, Timestamp, Zone, date, mandate};

/// When everything is recorded. Fixed, so that everybody gets the same head.
pub(crate) const RECORDED: &str = "2026-01-01T00:00:00Z";

/// From which learners' ids are drawn. Fixed for the same reason; a real bank keeps its seed secret.
pub(crate) const SEED: [u8; 32] = *b"creditbank example of the OULAD!";

/// The modules and what they are worth, in CATS.
const MODULES: [(&str, u32); 7] =
    [("AAA", 60), ("BBB", 60), ("CCC", 30), ("DDD", 60), ("EEE", 30), ("FFF", 60), ("GGG", 30)];

const FRAMEWORK: &str = r#"
[document]
id = "ou-framework"
kind = "framework"
valid = "2000-01-01.."
version = "1"

# UK credits: 10 notional hours each.
[[unit]]
id = "cats"
quantum = "1"
hours = { least = "10", most = "10" }

# European credits: 25 to 30 hours of work each.
[[unit]]
id = "ects"
quantum = "0.5"
hours = { least = "25", most = "30" }

[[scale]]
id = "oulad"
marks = ["Fail", "Pass", "Distinction"]
pass = "Pass"
"#;

const INSTITUTIONS: &str = r#"
[document]
id = "ou-institutions"
kind = "institutions"
valid = "2000-01-01.."
version = "1"

[[institution]]
id = "OU"
name = "The Open University"

[[institution.power]]
power = "issue"
kinds = ["course"]
tiers = ["undergraduate"]
valid = "2000-01-01.."

[[institution.power]]
power = "review"
valid = "2000-01-01.."
"#;

const MANDATES: &str = r#"
[document]
id = "ou-mandates"
kind = "mandates"
valid = "2000-01-01.."
version = "1"

[[mandate]]
id = "ou-registrar-1"
institution = "OU"
role = "registrar"
valid = "2000-01-01.."
"#;

const COURSES: &str = r#"
[document]
id = "ou-courses"
kind = "courses"
valid = "2000-01-01.."
version = "1"
list = "oulad"
list_version = "2017"
"#;

/// The rule book's id.
pub(crate) const RULES: &str = "ou-rules";

const RULE_BOOK: &str = r#"
[document]
id = "ou-rules"
kind = "rules"
valid = "2000-01-01.."
version = "1"

[book]
semantics = 1
basis = "applied"
review_days = 30
appeal_days = 15

[[unit]]
id = "cats"
quantum = "1"
hours = { least = "10", most = "10" }
tier = "undergraduate"

[[unit]]
id = "ects"
quantum = "0.5"
hours = { least = "25", most = "30" }
tier = "undergraduate"

[[clause]]
id = "ects/2-for-1"
text = "Two UK credits are one ECTS credit, exactly: the usual rate of British universities."

[[group]]
id = "exchange"
hit = "unique"

[[rule]]
id = "cats-to-ects"
group = "exchange"
clause = "ects/2-for-1"
valid = "2000-01-01.."
from = [{ kind = "course", unit = "cats", tiers = ["undergraduate"] }]
to = [{ category = "exchange", rate = "1/2 ects", round = "exact" }]
"#;

/// Opens the bank, or founds it and publishes its documents.
pub(crate) fn open<S: Store>(store: S) -> Result<Bank<S, FixedClock>, Box<dyn Error>> {
    let recorded: Timestamp = RECORDED.parse()?;
    let founding = Founding::new("creditbank.example/oulad", Zone::UTC, "BANK publisher founder")?;
    let mut bank = Bank::open_or_found(store, FixedClock(recorded), founding)?;
    let documents = [
        ("framework.toml", FRAMEWORK.to_owned()),
        ("institutions.toml", INSTITUTIONS.to_owned()),
        ("mandates.toml", MANDATES.to_owned()),
        ("courses.toml", courses()),
        ("rules.toml", RULE_BOOK.to_owned()),
    ];
    for (name, text) in &documents {
        bank.publish(name, &mandate!("founder").on(date!("2026-01-01")), name, text.as_bytes())?;
    }
    Ok(bank)
}

fn courses() -> String {
    let course = |(module, credits): (&str, u32)| {
        format!(
            r#"
[[course]]
id = "{module}"
institution = "OU"
title = "Module {module}"
tier = "undergraduate"
scale = "oulad"
value = [{{ valid = "2000-01-01..", amount = "{credits} cats" }}]
"#
        )
    };
    COURSES.to_owned() + &MODULES.map(course).concat()
}

pub(crate) fn registrar() -> Result<MandateId, Box<dyn Error>> {
    Ok("ou-registrar-1".parse()?)
}

/// The pseudonym under which the book knows a learner.
pub(crate) fn learner(student: &str) -> LearnerId {
    LearnerId::drawn(&SEED, student)
}
