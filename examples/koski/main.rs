//! Real study records of Finland: programmes, passbooks and plans.
//!
//! `cargo run --release --example koski -- DIR [BANK] [--explain RECORD]`
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
