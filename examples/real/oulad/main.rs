//! Real learners: the Open University Learning Analytics Dataset (Kuzilek, Hlosta, Zdrahal 2017, CC BY 4.0).
//!
//! `cargo run --release --example oulad -- DIR [BANK] [--explain LEARNER]`
//!
//! `DIR` holds `courses.csv`, `studentInfo.csv` and `studentRegistration.csv`, plain or with `.gz`. `BANK` is the
//! folder of the bank; without it a folder under `target` is used, and emptied first. The last line it prints is
//! for machines. Run it again on the same `BANK`: nothing is added, and the head is the same.
//!
//! Every passed module is converted from CATS to ECTS under a rule book; `--explain` tells each conversion of a learner,
//! who is named by the number in the tables or by the pseudonym.
//!
//! What the tables do not say, and is assumed here:
//! * A presentation `2013B` starts on 1 February 2013, `2013J` on 1 October 2013. Every outcome is effective at its
//!   end: the start and the presentation's length.
//! * A module is worth 60 or 30 CATS, as the smallest study load in the table says; `studied_credits` is what a
//!   learner studies in all, and is not read.
//! * A learner is enrolled from the day of registration; where that is blank, from the start, or from the day of
//!   leaving where that is earlier.

mod book;
mod convert;
mod data;
mod load;
mod report;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use creditbank::FileStore;

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
    let mut arguments = words.into_iter();
    let folder =
        arguments.next().ok_or("a folder with the data set is expected: oulad DIR [BANK] [--explain LEARNER]")?;
    let bank = match arguments.next() {
        Some(bank) => bank,
        None => emptied("target/oulad")?,
    };
    for line in run(Path::new(&folder), Path::new(&bank), explain.as_deref())? {
        println!("{line}");
    }
    Ok(())
}

/// The learner to be explained, if one is, and the other arguments.
fn split(arguments: impl Iterator<Item = String>) -> Result<(Option<String>, Vec<String>), Box<dyn Error>> {
    let (mut explain, mut words) = (None, Vec::new());
    let mut arguments = arguments;
    while let Some(word) = arguments.next() {
        match word.as_str() {
            "--explain" => explain = Some(arguments.next().ok_or("`--explain` needs a learner")?),
            _ => words.push(word),
        }
    }
    Ok((explain, words))
}

fn emptied(folder: &str) -> Result<String, Box<dyn Error>> {
    if Path::new(folder).exists() {
        std::fs::remove_dir_all(folder)?;
    }
    Ok(folder.to_owned())
}

/// Reads the data set into the bank and gives what there is to say about it, line by line.
pub(crate) fn run(folder: &Path, bank: &Path, explain: Option<&str>) -> Result<Vec<String>, Box<dyn Error>> {
    let data = data::read(folder)?;
    let store = FileStore::open(bank)?;
    let cut = store.opening().cut.as_ref().map(report::cut);
    let mut bank = book::open(store)?;
    let before = bank.length();
    let mut loaded = load::load(&mut bank, &data)?;
    convert::convert(&mut bank, &mut loaded)?;
    let mut lines = explain.map_or(Ok(Vec::new()), |name| convert::explained(&bank, name))?;
    lines.extend(report::lines(&bank, &data, &loaded, before)?);
    lines.splice(0..0, cut);
    Ok(lines)
}
