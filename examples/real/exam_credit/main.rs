//! Real rules: which exams at school a university credits, from a table of 39 rows (Cornell DTI, MIT).
//!
//! `cargo run --example exam_credit -- DIR [COLLEGE EXAM=SCORE …]`
//!
//! `DIR` holds `exam_credit.json` and `course_code.csv`. A rule book is made of the table in memory; every row is loaded,
//! or refused with a reason, and what is not plain in it is listed with what becomes of it. With exams and scores the
//! book decides: `exam_credit DIR EN AP:Mathematics-BC=5 AP:Chemistry=5`.
//!
//! What the table leaves open, and is decided here:
//! * Of several courses for one row it does not say whether all or one is meant: the applicant names one, and the row's
//!   credits go to it.
//! * `(Engineering)` and `(Non-Engineering)` after a subject are conditions on the college. So lists for other colleges
//!   under such a subject are not reached.
//! * Calculus AB is a part of Calculus BC. A group and a limit of this example see to it that they never count twice,
//!   and another limit that no course is credited twice.

pub(crate) mod book;
pub(crate) mod decide;
pub(crate) mod notes;
pub(crate) mod table;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use creditbank::rules::RuleBook;

use notes::{Noted, noted, repeated};
use table::Table;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
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
pub(crate) fn run(arguments: &[&str]) -> Result<Vec<String>, Box<dyn Error>> {
    let [folder, asked @ ..] = arguments else { return Err("a folder is expected: exam_credit DIR".into()) };
    let table = table::read(Path::new(folder))?;
    let noted = noted(&table);
    let book = rule_book(&table, &noted)?;
    match asked {
        [] => Ok(report(&noted, &book)),
        [college, exams @ ..] => decide::told(&table, &book, college, exams),
    }
}

/// The rule book of a table, checked.
pub(crate) fn rule_book(table: &Table, noted: &[Noted<'_>]) -> Result<RuleBook, Box<dyn Error>> {
    let wrong = |problems: Vec<_>| problems.iter().map(ToString::to_string).collect::<Vec<String>>().join("\n");
    book::draft(table, noted)?.check().map_err(|problems: Vec<creditbank::document::Problem>| wrong(problems).into())
}

fn report(noted: &[Noted<'_>], book: &RuleBook) -> Vec<String> {
    let refused = noted.iter().filter(|one| one.refused.is_some()).count();
    let plain = noted.iter().filter(|one| one.odd.is_empty()).count();
    let mut lines = vec![format!(
        "rows={} loaded={} refused={refused} plain={plain} odd={} rules={} hash={}",
        noted.len(),
        noted.len() - refused,
        noted.len() - plain,
        book.rules().len(),
        book.hash()
    )];
    for one in noted.iter().filter(|one| !one.odd.is_empty()) {
        let why = one.refused.as_ref().map(|why| format!("refused, because {why}; ")).unwrap_or_default();
        let Noted { exam, row, odd, .. } = one;
        lines.push(format!(
            "{} {} {} from {}: {why}{}",
            row.course_id,
            exam.kind,
            exam.subject,
            row.from(),
            odd.join("; ")
        ));
    }
    lines.extend(repeated(noted));
    lines
}
