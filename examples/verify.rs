//! A book is audited, a checkpoint is kept by somebody else, and forged copies are found. `cargo run --example verify`

use std::error::Error;
use std::fs;

use creditbank::ledger::{Accrue, Open};
use creditbank::{Bank, FileStore, FixedClock, Founding, LearnerId, Zone, course, date, mandate};

const FOLDER: &str = "target/verify";

pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let bank = written("82 percent")?;
    let audit = bank.verify()?;
    println!("audit: {} lines, {} decided again, sound: {}", audit.lines, audit.decided, audit.is_sound());
    let kept = bank.checkpoint(); // three short lines: print them in a newspaper
    drop(bank);

    // Somebody changes one digit in the file.
    let journal = format!("{FOLDER}/journal.jsonl");
    fs::write(&journal, fs::read_to_string(&journal)?.replace("82 percent", "92 percent"))?;
    let clock = clock()?;
    if let Err(error) = FileStore::open(FOLDER).and_then(|store| Bank::open(store, clock)) {
        println!("one digit changed: {error}");
    }

    // The operator writes the whole book anew. It is sound in itself: only the checkpoint tells.
    let bank = written("92 percent")?;
    println!("written anew, alone: sound: {}", bank.verify()?.is_sound());
    for discrepancy in bank.verify_with(&[kept])?.discrepancies {
        println!("written anew, beside the checkpoint: {discrepancy}");
    }
    Ok(())
}

fn clock() -> Result<FixedClock, Box<dyn Error>> {
    Ok(FixedClock("2026-07-01T08:00:00Z".parse()?))
}

/// A new book in the folder, with one learner and one grade.
fn written(grade: &str) -> Result<Bank<FileStore, FixedClock>, Box<dyn Error>> {
    fs::remove_dir_all(FOLDER).ok(); // the one before
    let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder")?;
    let mut bank = Bank::in_folder(FOLDER, founding, clock()?)?;
    bank.publish_folder("setup", &mandate!("founder").on(date!("2026-07-01")), "examples/data")?;
    let (id, school) = (LearnerId::drawn(&[7; 32], "student 4711"), mandate!("sv01-registrar-1"));
    bank.submit("sis/1", id, &school.on(date!("2023-09-01")), Open)?;
    bank.submit("sis/2", id, &school.on(date!("2024-01-20")), Accrue::course(course!("SV:MECH101")).graded(grade)?)?;
    Ok(bank)
}
