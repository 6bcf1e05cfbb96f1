//! Checks a rule book as a compiler checks a program: what is wrong with it, what is hardly meant, what is proved, and
//! how it differs from an older version.
//!
//! ```text
//! cargo run --example check_rulebook -- examples/data/rules.toml [OLD.toml]
//! ```
//!
//! It ends with 0 where there is nothing worse than a note, with 1 where there are errors or warnings, in the book or in
//! OLD, and with 2 where there is nothing to check: no file, no text, too large, or called in another way.

use std::fs::File;
use std::io::{self, Read, Write};
use std::process::ExitCode;

use creditbank::diagnosis::{Findings, Limits, Severity};
use creditbank::rules::{Analysis, Proof, RuleBook, analyse, check_valuation, diff};

const CLEAN: u8 = 0;
const FOUND: u8 = 1;
const UNREADABLE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = io::stdout().lock();
    let ended = match arguments.as_slice() {
        [option, ..] if option.starts_with('-') => usage(),
        [file] => check(file, None, &mut out),
        [file, old] => check(file, Some(old), &mut out),
        _ => usage(),
    };
    ExitCode::from(ended.unwrap_or_else(|code| code))
}

fn usage() -> Result<u8, u8> {
    eprintln!("usage: check_rulebook FILE [OLD]");
    Err(UNREADABLE)
}

/// Checks the book, and compares it with an old one. The answer, also where there is nothing to check, is how to end.
#[allow(unreachable_pub, reason = "a test calls it")]
pub fn check(file: &str, old: Option<&String>, out: &mut dyn Write) -> Result<u8, u8> {
    let bytes = bytes(file)?;
    let book = read(file, &bytes, out)?;
    let analysis = analyse(&book, None);
    say(out, format_args!("{}", analysis.to_findings(&book, file, &String::from_utf8_lossy(&bytes))))?;
    tell_proofs(&book, &analysis, out)?;
    tell_waivers(&book, out)?;
    if let Some(old) = old {
        let older = read(old, &self::bytes(old)?, out)?;
        say(out, format_args!("\nfrom {old} to {file}:\n\n{}", diff(&older, &book)))?;
    }
    say(out, format_args!("\n{}", summary(&book, &analysis)))?;
    Ok(if analysis.is_clean() { CLEAN } else { FOUND })
}

/// Writes; where nobody reads any more, that is the end.
fn say(out: &mut dyn Write, words: std::fmt::Arguments<'_>) -> Result<(), u8> {
    out.write_fmt(words).map_err(|_| UNREADABLE)
}

/// What is in the file; of one that is too large, or has no end, no more than it takes to know that.
fn bytes(file: &str) -> Result<Vec<u8>, u8> {
    let most = Limits::default().bytes;
    let (mut bytes, bound) = (Vec::new(), u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1));
    let done = File::open(file).and_then(|opened| opened.take(bound).read_to_end(&mut bytes));
    let wrong = match done {
        Err(error) => format!("cannot be read: {error}"),
        Ok(_) if bytes.len() > most => format!("has more than {most} bytes, and no more are read"),
        Ok(_) => return Ok(bytes),
    };
    eprintln!("`{file}` {wrong}");
    Err(UNREADABLE)
}

/// The book, or all that is wrong with it, which is told.
fn read(file: &str, bytes: &[u8], out: &mut dyn Write) -> Result<RuleBook, u8> {
    RuleBook::read(file, bytes, &Limits::default()).map_err(|findings| {
        let told = say(out, format_args!("{findings}"));
        if told.is_err() || is_unread(&findings) { UNREADABLE } else { FOUND }
    })
}

/// Whether it is no text, or too large: nothing in it was looked at.
fn is_unread(findings: &Findings) -> bool {
    findings.iter().any(|finding| matches!(finding.code, "D001" | "D002" | "D005"))
}

fn tell_proofs(book: &RuleBook, analysis: &Analysis, out: &mut dyn Write) -> Result<(), u8> {
    say(out, format_args!("\n"))?;
    for proof in &analysis.proofs {
        say(out, format_args!("{proof}\n"))?;
        if let Proof::NoGain(valuation) = proof {
            match check_valuation(book, valuation) {
                Ok(()) => say(out, format_args!("        checked again, rule by rule\n"))?,
                Err(unsound) => say(out, format_args!("        which does not hold: {unsound}\n"))?,
            }
        }
    }
    Ok(())
}

/// What the book says that it does not keep. The hash covers it.
fn tell_waivers(book: &RuleBook, out: &mut dyn Write) -> Result<(), u8> {
    book.draft()
        .waivers
        .iter()
        .try_for_each(|waiver| say(out, format_args!("waived: {}: {}\n", waiver.law, waiver.reason)))
}

fn summary(book: &RuleBook, analysis: &Analysis) -> String {
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| analysis.count(severity));
    let draft = book.draft();
    format!(
        "{} {}: rules {}, errors {errors}, warnings {warnings}, notes {notes}\nhash {}\n",
        draft.head.id,
        draft.head.version,
        book.rules().len(),
        book.hash()
    )
}
