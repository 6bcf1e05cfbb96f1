//! Over to the present format: decides the commands of a book in a folder again, in a new folder, and tells what is
//! decided otherwise.
//!
//! `cargo run --release --example refound -- OLD NEW ORIGIN`

use std::error::Error;
use std::process::ExitCode;

use creditbank::FileStore;
use creditbank::bank::refound;
use creditbank::time::SystemClock;

fn main() -> ExitCode {
    match told() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether everything is decided as before.
fn told() -> Result<bool, Box<dyn Error>> {
    let words: Vec<_> = std::env::args().skip(1).collect();
    let [old, new, origin] = words.as_slice() else {
        return Err("two folders and a name are expected: refound OLD NEW ORIGIN".into());
    };
    let old = FileStore::open(old)?;
    let (bank, report) = refound(&old, FileStore::open(new)?, SystemClock, origin.parse()?)?;
    println!("{report}");
    println!("{} lines, head {}", bank.length(), bank.head());
    Ok(report.is_the_same())
}
