//! A book in a folder: founded, closed, opened again and verified. `cargo run --example open_bank`

use std::error::Error;
use std::fs;

use creditbank::ledger::Open;
use creditbank::{Bank, FixedClock, Founding, LearnerId, Zone, date, mandate};

const FOLDER: &str = "target/open_bank";

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    fs::remove_dir_all(FOLDER).ok(); // the book of the last run
    let clock = FixedClock("2026-07-01T08:00:00Z".parse()?); // a service takes `SystemClock`
    let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;

    let mut bank = Bank::in_folder(FOLDER, founding.clone(), clock)?;
    for receipt in bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), "examples/data")? {
        println!("line {} publishes {}", receipt.position, receipt.document);
    }
    let learner = LearnerId::drawn(&[7; 32], "student 4711"); // a pseudonym; the seed is yours to keep
    let receipt = bank.submit("sis/1", learner, &mandate!("sv01-registrar-1").on(date!("2023-09-01")), Open)?;
    println!("line {} opens a passbook", receipt.position);
    drop(bank); // the folder is let go of: one process has it at a time

    let bank = Bank::in_folder(FOLDER, founding, clock)?;
    println!("opened again: {} lines, {} learner", bank.length(), bank.learner_count());
    let audit = bank.verify()?;
    println!("verified: {} lines, {} discrepancies", audit.lines, audit.discrepancies.len());
    Ok(())
}
