//! A rule book of your own is checked, mended, published and asked for a quote. `cargo run --example your_rule_book`

use std::error::Error;

use creditbank::document::Limits;
use creditbank::ledger::{Accrue, Apply, Open};
use creditbank::{Bank, FixedClock, Founding, Language, LearnerId, RuleBook, Zone};
use creditbank::{course, credits, date, document, mandate, tell};

/// Four credits of drawing at school replace two of drawing at college. One word in it is wrong.
const BOOK: &str = r#"
document = { id = "my-rules", kind = "rules", valid = "2026-01-01..", version = "1" }
book = { semantics = 1, basis = "applied", review_days = 30, appeal_days = 15 }
unit = [{ id = "hv", quantum = "0.5", tier = "higher" }]
clause = [{ id = "my/1", text = "Drawing at school replaces drawing at college.", invented = true }]
group = [{ id = "courses", hit = "unique" }]
scale = [{ id = "percent", least = "0", most = "100", step = "0.5", pass = "60" }]

[[rule]]
id = "drawing"
group = "course"
clause = "my/1"
valid = "2026-01-01.."
from = [{ kind = "course", codes = ["SV:MECH101"], grade = "75.. percent" }]
to = [{ course = "HV:MECH110", amount = "2 hv" }]
"#;

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    if let Err(findings) = RuleBook::read("my-rules.toml", BOOK.as_bytes(), &Limits::default()) {
        println!("{findings}");
    }
    let mended = BOOK.replace(r#"group = "course""#, r#"group = "courses""#);

    let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
    let mut bank = Bank::in_memory(founding, FixedClock("2026-07-01T08:00:00Z".parse()?))?;
    let (founder, school) = (mandate!("founder").on(date!("2026-07-01")), mandate!("sv01-registrar-1"));
    bank.publish_folder("setup", &founder, "examples/data")?;
    let receipt = bank.publish("my-rules", &founder, "my-rules.toml", mended.as_bytes())?;
    println!("{} is published by line {}", receipt.document, receipt.position);

    let id = LearnerId::drawn(&[7; 32], "student 4711");
    bank.submit("open", id, &school.on(date!("2023-09-01")), Open)?;
    let passed = Accrue::course(course!("SV:MECH101")).graded("72 percent")?;
    let lot = bank.submit("passed", id, &school.on(date!("2024-01-20")), passed)?.made;
    let apply = Apply::under(document!("my-rules")).taking(lot, credits!("4"));
    let quote = bank.quote(id, &mandate!("hv01-registrar-1").on(date!("2026-07-01")), &apply)?;
    println!("{}", tell(quote.explanation(), Language::English));
    Ok(())
}
