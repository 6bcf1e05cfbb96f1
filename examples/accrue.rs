//! A course is recorded, the request is repeated, and what the course was worth is corrected. `cargo run --example accrue`

use std::error::Error;

use creditbank::ledger::{Accrue, Open, Revalue};
use creditbank::{Bank, FixedClock, Founding, LearnerId, Zone, course, date, mandate};

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
    let mut bank = Bank::in_memory(founding, FixedClock("2026-07-01T08:00:00Z".parse()?))?;
    bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), "examples/data")?;

    let (id, school) = (LearnerId::drawn(&[7; 32], "student 4711"), mandate!("sv01-registrar-1"));
    bank.submit("sis/1", id, &school.on(date!("2023-09-01")), Open)?;

    // The catalogue says what the course is worth; the school says how it was passed.
    let passed = Accrue::course(course!("SV:MECH101")).graded("82 percent")?;
    let receipt = bank.submit("sis/2", id, &school.on(date!("2024-01-20")), passed.clone())?;
    println!("lot {} by line {}", receipt.made, receipt.position);

    // The answer was lost on its way? The same key and the same request give the same receipt.
    let again = bank.submit("sis/2", id, &school.on(date!("2024-01-20")), passed)?;
    println!("asked again: lot {} by line {}", again.made, again.position);

    // The scale of the course ends at 100: this request is refused, and nothing is written.
    let better = Accrue::course(course!("SV:MECH102")).graded("182 percent")?;
    if let Err(refusal) = bank.submit("sis/3", id, &school.on(date!("2024-06-20")), better) {
        println!("refused: {refusal}");
    }

    // The school finds that the course was worth less. Views of earlier days show what was true then.
    let worth = Revalue { lot: receipt.made, amount: "3 sv".parse()?, evidence: vec![] };
    bank.submit("sis/4", id, &school.on(date!("2024-03-01")), worth)?;
    let learner = bank.learner(id)?;
    for day in [date!("2024-02-29"), date!("2024-03-01")] {
        for ((unit, tier), balance) in learner.balances(day)? {
            println!("{day}: {} {unit} free ({tier})", balance.free);
        }
    }
    Ok(())
}
