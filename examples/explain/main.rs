//! Why an application was decided as it was, in English, in Chinese and as JSON.
//!
//! `cargo run --example explain -- [CASE] [en|zh|json]`
//!
//! The applications are made up; the rule book is the city's, `examples/data/rules.toml`. Without a case it lists them.

#[allow(dead_code, reason = "the tests of the rule book write down more kinds of facts")]
pub(crate) mod application;
pub(crate) mod cases;

use std::error::Error;
use std::process::ExitCode;

use creditbank::document::Limits;
use creditbank::rules::{RuleBook, evaluate};
use creditbank::wording::{Language, Telling, tell};

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What is printed.
pub(crate) fn run(arguments: &[&str]) -> Result<String, Box<dyn Error>> {
    let [name, language @ ..] = arguments else { return Ok(list()) };
    let found = cases::CASES.iter().find(|case| case.name == *name);
    let case = found.ok_or_else(|| format!("there is no case `{name}`; one of these is expected:\n{}", list()))?;
    let (book, facts) = (book()?, (case.application)().facts());
    let explanation = evaluate(&book, &facts).explanation;
    let lot = |id| facts.outcomes.iter().find(|one| one.id == id).map(|one| format!("`{}`", one.code));
    match language.first().copied().unwrap_or("en") {
        "json" => Ok(serde_json::to_string_pretty(&explanation)? + "\n"),
        language => {
            let language: Language = language.parse()?;
            Ok(tell(&explanation, Telling { book: Some(&book), lot: Some(&lot), ..language.into() }))
        }
    }
}

fn list() -> String {
    cases::CASES.iter().map(|case| format!("{}: {}\n", case.name, case.about)).collect()
}

/// The city's rule book.
pub(crate) fn book() -> Result<RuleBook, Box<dyn Error>> {
    let text = include_bytes!("../data/rules.toml");
    RuleBook::read("rules.toml", text, &Limits::default()).map_err(|findings| findings.to_string().into())
}
