//! Real degree rules: a university's catalogue, 19 degree rule sets and two audited transcripts (UT Dallas, from
//! UTDNebula/planner, MIT).
//!
//! `cargo run --release --example utd -- DIR`
//!
//! `DIR` and the folders in it hold `.req.txt` rule texts, and `.json` or `.json.gz` files: a catalogue, rule sets,
//! transcripts, and audits of them by another engine. What a file is, is told by what is in it. The last line is for
//! machines.
//!
//! What the files leave open, and is decided here:
//! * A rule set that imports a file which is not there loads without it; the file is named.
//! * A transcript is planned against the rule text that its `degree` names; where there is none, against one that has
//!   the labels of the audit, and it says so.
//! * Transcripts have neither days nor grades. So they go to the planner as they are, not through a passbook; every
//!   course is taken as earned on the day of the plan, and prerequisites are not asked.
//! * A bypass is an adviser's decision that some hours of a course count in a requirement that does not name it. It
//!   is a relief, and shown apart.

pub(crate) mod also;
pub(crate) mod audit;
pub(crate) mod book;
pub(crate) mod catalogue;
pub(crate) mod compare;
pub(crate) mod degree;
pub(crate) mod files;
pub(crate) mod filter;
pub(crate) mod lanes;
pub(crate) mod language;
pub(crate) mod needs;
pub(crate) mod report;
pub(crate) mod theirs;
pub(crate) mod transcript;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use report::Report;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [folder] = arguments.as_slice() else {
        eprintln!("error: a folder is expected: utd DIR");
        return ExitCode::FAILURE;
    };
    match run(Path::new(folder)) {
        Ok(lines) => {
            lines.iter().for_each(|line| println!("{line}"));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What is printed.
pub(crate) fn run(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let folder = files::read(folder)?;
    let mut report = Report::default();
    report.odd(&folder);
    let catalogue = report.catalogue(&folder);
    report.prerequisites(&catalogue)?;
    let sets = report.rule_sets(&folder, &catalogue)?;
    report.transcripts(&folder, &catalogue, &sets)?;
    Ok(report.done())
}
