//! A conversion is quoted, applied for, and approved by somebody else. `cargo run --example convert`

use std::error::Error;

use creditbank::ledger::{Accrue, Apply, Approve, FilingResult, Open};
use creditbank::rules::{Assurance, Attested, Evidence};
use creditbank::{Bank, Digest, FixedClock, Founding, Language, LearnerId, Zone};
use creditbank::{code, course, credits, date, document, mandate, tell};

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
    let mut bank = Bank::in_memory(founding, FixedClock("2026-07-01T08:00:00Z".parse()?))?;
    bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), "examples/data")?;

    let (id, school) = (LearnerId::drawn(&[7; 32], "student 4711"), mandate!("sv01-registrar-1"));
    bank.submit("sis/1", id, &school.on(date!("2023-09-01")), Open)?;
    let passed = Accrue::course(course!("SV:MECH101")).graded("88 percent")?;
    let lot = bank.submit("sis/2", id, &school.on(date!("2024-01-20")), passed)?.made;

    // A quote writes nothing. Without evidence it says what is missing.
    let college = mandate!("hv01-registrar-1").on(date!("2026-07-01"));
    let apply = Apply::under(document!("demo-rules")).taking(lot, credits!("4"));
    let told = tell(bank.quote(id, &college, &apply)?.explanation(), Language::English);
    println!("{}", told.split("\n\n").next().unwrap_or_default()); // its first paragraph

    // With evidence the rules grant it: the lot is held, and a person has to agree.
    let digest = Digest::of(&[b"its commitment"]);
    let transcript = Evidence { kind: code!("transcript"), assurance: Assurance::Signed, digest };
    let apply = apply.attesting(Attested::content_match(lot, 85)).with(transcript);
    let told = tell(bank.quote(id, &college, &apply)?.explanation(), Language::English);
    println!("\n{}\n", told.split("\n\n").nth(1).unwrap_or_default()); // its second: the rule that grants
    let filed = bank.submit("app/1", id, &college, apply)?.made;
    if let FilingResult::UnderReview { through } = filed.outcome {
        println!("application {} is under review through {through}", filed.id);
    }

    let reviewer = mandate!("hv01-reviewer-1").on(date!("2026-07-01"));
    bank.submit("app/1/first", id, &reviewer, Approve(filed.id))?; // the last review converts
    for (lot, of) in &bank.learner(id)?.passbook().lots {
        println!("lot {lot}: {} for {}", of.amount, of.code);
    }
    Ok(())
}
