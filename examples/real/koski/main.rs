//! Real study records: programmes, passbooks and plans from Finland (Opetushallitus, github.com/Opetushallitus/koski, EUPL
//! 1.1 or later; not included).
//!
//! `cargo run --release --example koski -- DIR [BANK] [--explain RECORD]`
//!
//! `DIR` holds `records/*.json`, `structures/*.json`, `virta/*.csv`, `credit_unit.csv`, `grade_scale.csv` and
//! `qualification_level.csv`. `BANK` is a folder for the bank; without it the bank is in memory. A file that is missing or
//! damaged is told with its name and place, and the rest goes on. `--explain` tells every lot of a record and its plan in full.
//! The last line is for machines.
//!
//! Every structure of a qualification is published as a document of programmes, one programme for each way of completing
//! it. Every record, and every learner of higher education, is a passbook under a pseudonym. A record whose root cites a
//! structure by `perusteenDiaarinumero` is matriculated in it and planned. Stated sums are held against their parts, and what
//! differs is told and not corrected.
//!
//! What the data leaves open, and is decided here:
//! * Which of what was studied is a lot, so that nothing counts twice: see `outcomes.rs`.
//! * How a tree of groups and units is read as a programme: see `programmes.rs`.
//! * What was recognised is in the book from that day on, and earned on its original day where the record has that. Else it is earned when it was assessed, or confirmed, or when the whole around it
//!   was confirmed, or when the right to study ended: the report says how often.
//! * Which mark is better than another is not in the table of grades: see `national.rs`. Only passing matters here.
//! * The tier follows from the national level of the qualification: up to 4 secondary, 5 higher vocational, above that
//!   undergraduate. A qualification that the table does not have counts as secondary.
//! * Everything is recorded on the day after the last day in the data; all plans are made on that day.

mod book;
mod catalogue;
mod explain;
mod files;
mod load;
mod national;
mod outcomes;
mod paper;
mod plans;
mod programmes;
mod record;
mod report;
mod run;
mod structure;
mod studies;
mod sums;
mod virta;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use creditbank::{FileStore, MemoryStore};

fn main() -> ExitCode {
    match told() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn told() -> Result<(), Box<dyn Error>> {
    let (explain, words) = split(std::env::args().skip(1))?;
    let [folder, bank @ ..] = words.as_slice() else {
        return Err("a folder with the records is expected: koski DIR [BANK] [--explain RECORD]".into());
    };
    let lines = match bank {
        [] => run(Path::new(folder), None, explain.as_deref()),
        [bank] => run(Path::new(folder), Some(Path::new(bank)), explain.as_deref()),
        [_, other, ..] => Err(format!("`{other}` is too much: koski DIR [BANK] [--explain RECORD] is expected").into()),
    };
    lines?.iter().for_each(|line| println!("{line}"));
    Ok(())
}

/// The record to be explained, if one is, and the other arguments.
fn split(arguments: impl Iterator<Item = String>) -> Result<(Option<String>, Vec<String>), Box<dyn Error>> {
    let (mut explain, mut words) = (None, Vec::new());
    let mut arguments = arguments;
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--explain" => explain = Some(arguments.next().ok_or("`--explain` needs a record")?),
            _ => words.push(word),
        }
    }
    Ok((explain, words))
}

/// Reads the folder into a bank and gives what there is to say about it, line by line. Without a folder for the bank it
/// is in memory.
pub(crate) fn run(folder: &Path, bank: Option<&Path>, explain: Option<&str>) -> Result<Vec<String>, Box<dyn Error>> {
    match bank {
        None => run::all(folder, MemoryStore::new(), explain),
        Some(bank) => run::all(folder, FileStore::open(bank)?, explain),
    }
}
