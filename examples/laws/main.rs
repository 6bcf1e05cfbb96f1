//! Tries the laws on rule books: `cargo run --release --example laws [-- RULES.toml]`.
//!
//! Without a file it looks at the bundled book of a city, which keeps them all, and at three books that do not: one in
//! which rounding makes credit out of nothing, one in which two rules match one grade, and one in which who is weaker
//! earns more. It fails where the first is not clean, or one of the three is not caught.

use std::process::ExitCode;

use creditbank::document::Limits;
use creditbank::rules::RuleBook;
use creditbank::testing::rules::laws::{Law, Options, Verdict, check_all};

/// The books that are not sound, and the law that each is caught by.
const UNSOUND: [(&str, &[u8], Law); 3] = [
    ("unsound/arbitrage.toml", include_bytes!("../data/unsound/arbitrage.toml"), Law::RoundTrip),
    ("unsound/overlap.toml", include_bytes!("../data/unsound/overlap.toml"), Law::UniqueHit),
    ("unsound/weaker.toml", include_bytes!("../data/unsound/weaker.toml"), Law::MonotoneInGrade),
];

/// Prints what is said of each law.
fn look(name: &str, text: &[u8]) -> Option<Vec<(Law, Verdict)>> {
    let book = match RuleBook::read(name, text, &Limits::default()) {
        Ok(book) => book,
        Err(findings) => {
            println!("{findings}");
            return None;
        }
    };
    println!("{name}: {} rules\n", book.rules().len());
    let verdicts = check_all(&book, &Options::default());
    for (law, verdict) in &verdicts {
        println!("{} {law}\n    {}\n    {verdict}", if verdict.is_fine() { "+" } else { "-" }, law.statement());
    }
    println!();
    Some(verdicts)
}

fn is_clean(verdicts: &[(Law, Verdict)]) -> bool {
    verdicts.iter().all(|(_, verdict)| verdict.is_fine())
}

fn is_caught(verdicts: &[(Law, Verdict)], by: Law) -> bool {
    verdicts.iter().any(|(law, verdict)| *law == by && matches!(verdict, Verdict::Violated(_)))
}

fn main() -> ExitCode {
    let fine = match std::env::args().nth(1) {
        Some(path) => match std::fs::read(&path) {
            Ok(text) => look(&path, &text).is_some_and(|verdicts| is_clean(&verdicts)),
            Err(error) => {
                eprintln!("`{path}` cannot be read: {error}");
                false
            }
        },
        None => {
            let city = look("rules.toml", include_bytes!("../data/rules.toml"));
            let caught = UNSOUND.map(|(name, text, law)| look(name, text).is_some_and(|all| is_caught(&all, law)));
            city.is_some_and(|verdicts| is_clean(&verdicts)) && caught.iter().all(|caught| *caught)
        }
    };
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
