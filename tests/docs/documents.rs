//! The chapter on frameworks, institutions, mandates and courses: it has every key that the loaders read and no other, and a
//! key that must be there is missed when it is not.

use std::collections::BTreeSet;
use std::fs;

use creditbank::document::Limits;
use creditbank::ledger::{Accrue, Open};
use creditbank::registry::RegistryDocument;
use creditbank::{Bank, FixedClock, Founding, LearnerId, Zone, course, date, mandate};

const CHAPTER: &str = include_str!("../../src/manual/documents.md");
const LOADERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/registry/load");

/// Words of the loaders that are no keys: what a table is called, a value, other documents, and a head that stands in for one.
const NO_KEYS: [&str; 4] = ["grant", "programmes", "run", "unread"];

/// A row of a table of keys: the table it is in, the key, and whether it must be there.
#[derive(Debug)]
struct Row {
    table: String,
    key: String,
    must: String,
}

/// The cells of the rows of tables in which a heading stands, `must` among them.
fn rows() -> Vec<Row> {
    let (mut heading, mut all) = (Vec::new(), Vec::new());
    for line in CHAPTER.lines() {
        let Some(cells) = line.strip_prefix("| ") else {
            heading.clear();
            continue;
        };
        let cells: Vec<_> = cells.trim_end_matches('|').split(" | ").map(str::trim).collect();
        if heading.is_empty() {
            heading = cells;
        } else if let (Some(must), Some(key)) = (place(&heading, "must"), place(&heading, "key")) {
            let table = if key == 0 { "document" } else { cells[0] };
            let named = |key: &str| Row { table: bare(table), key: bare(key), must: cells[must].to_owned() };
            all.extend(cells[key].split(", ").filter(|key| key.starts_with('`')).map(named));
        }
    }
    all
}

fn place(heading: &[&str], word: &str) -> Option<usize> {
    heading.iter().position(|cell| *cell == word)
}

fn bare(cell: &str) -> String {
    cell.trim_matches(['`', '[', ']']).to_owned()
}

/// The words in quotes in the loaders that could be keys.
fn words() -> BTreeSet<String> {
    let files = fs::read_dir(LOADERS).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let is_word = |text: &&str| text.len() > 1 && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let mut words = BTreeSet::new();
    for text in files {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        words.extend(code.flat_map(|line| line.split('"').filter(is_word).map(str::to_owned).collect::<Vec<_>>()));
    }
    words.retain(|word| !NO_KEYS.contains(&word.as_str()));
    words
}

/// The four documents of the chapter's program.
fn examples() -> Vec<&'static str> {
    CHAPTER.split("r#\"").skip(1).filter_map(|rest| rest.split("\"#").next()).collect()
}

fn read(text: &str) -> Result<RegistryDocument, String> {
    RegistryDocument::read("example.toml", text.as_bytes(), &Limits::default()).map_err(|found| found.to_string())
}

/// A document without a key of a table, wherever that table is; none if the key is nowhere.
fn without(text: &str, Row { table, key, .. }: &Row) -> Option<String> {
    let mut document: toml::Table = toml::from_str(text).unwrap();
    let mut gone = false;
    let mut remove = |table: &mut toml::Table| gone |= table.remove(key).is_some();
    let path: Vec<_> = table.split('.').collect();
    let path = if table == "attempts" { vec!["course", "attempts"] } else { path };
    each(&mut document, &path, &mut remove);
    gone.then(|| document.to_string())
}

/// Does something with each table at a path, through lists of tables.
fn each(table: &mut toml::Table, path: &[&str], then: &mut dyn FnMut(&mut toml::Table)) {
    let Some((first, rest)) = path.split_first() else { return then(table) };
    match table.get_mut(*first) {
        Some(toml::Value::Table(inner)) => each(inner, rest, then),
        Some(toml::Value::Array(all)) => {
            all.iter_mut().filter_map(toml::Value::as_table_mut).for_each(|inner| each(inner, rest, then));
        }
        _ => {}
    }
}

#[test]
fn every_key_that_is_read_is_in_the_chapter_and_no_other() {
    let (rows, words) = (rows(), words());
    assert!(rows.len() > 45 && words.len() > 35, "{} rows, {} words", rows.len(), words.len());
    let told: BTreeSet<_> = rows.iter().flat_map(|row| row.table.split('.').chain([row.key.as_str()])).collect();
    let missing: Vec<_> = words.iter().filter(|word| !told.contains(word.as_str())).collect();
    assert!(missing.is_empty(), "not in the chapter: {missing:?}");
    let unread: Vec<_> = rows.iter().filter(|row| !words.contains(&row.key)).collect();
    assert!(unread.is_empty(), "read by no loader: {unread:?}");
}

#[test]
fn what_must_be_there_is_missed_and_what_need_not_is_not() {
    let examples = examples();
    assert_eq!(examples.len(), 4);
    examples.iter().for_each(|text| assert!(read(text).is_ok(), "{text}"));
    for row in rows() {
        let cut: Vec<_> = examples.iter().filter_map(|text| without(text, &row)).collect();
        assert!(!cut.is_empty(), "no example has {row:?}");
        let first = cut.iter().map(|text| read(text).map(|_| ())).find(Result::is_err);
        match row.must.as_str() {
            "yes" => assert!(first.is_some(), "not missed: {row:?}"),
            must if must.starts_with("no") => assert_eq!(first, None, "{row:?}"),
            _ => assert!(first.is_some(), "where it belongs it must be there: {row:?}"),
        }
    }
}

/// What the code of the refusal is if a course is accrued in a bank that has these documents.
fn refused(documents: &[String]) -> Option<&'static str> {
    let founding = Founding::new("credit.example.org/main", Zone::CHINA, "BANK publisher founder").unwrap();
    let clock = FixedClock("2026-07-01T08:00:00Z".parse().unwrap());
    let mut bank = Bank::in_memory(founding, clock).unwrap();
    let founder = mandate!("founder").on(date!("2026-07-01"));
    for (text, number) in documents.iter().zip(0..) {
        bank.publish(&format!("d{number}"), &founder, "document.toml", text.as_bytes()).unwrap();
    }
    let (id, school) = (LearnerId::drawn(&[7; 32], "student"), mandate!("school-registrar-1").on(date!("2026-06-30")));
    bank.submit("open", id, &school, Open).unwrap();
    let passed = Accrue::course(course!("DRAW1")).graded("82 percent").unwrap();
    bank.submit("course", id, &school, passed).err().and_then(|why| why.code())
}

#[test]
fn a_catalogue_before_its_framework_is_published_and_its_outcomes_are_refused() {
    let [framework, institutions, mandates, courses] = examples()[..] else { panic!() };
    let courses = courses.replace(r#"attempts = { count = "each", most = "8 sv", one = "run" }"#, "");
    let without = [institutions.to_owned(), mandates.to_owned(), courses];
    assert_eq!(refused(&without), Some("what/unknown-unit"));
    assert_eq!(refused(&[without.as_slice(), &[framework.to_owned()]].concat()), None);
}
