//! A folder of JSON and CSV files. One that is missing or damaged is told, with its name and place; the rest goes on.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::Path;

use creditbank::{Credits, Date};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What could not be read, or makes no sense: each with the file and the place in it.
#[derive(Default)]
pub(crate) struct Troubles(pub(crate) Vec<String>);

impl Troubles {
    pub(crate) fn add(&mut self, place: impl Display, what: impl Display) {
        self.0.push(format!("{place}: {what}"));
    }

    /// The value, or `None` with the error noted.
    pub(crate) fn noted<T, E: Display>(&mut self, place: impl Display, result: Result<T, E>) -> Option<T> {
        result.map_err(|error| self.add(place, error)).ok()
    }
}

/// A row by the names of its columns.
pub(crate) type Row = BTreeMap<String, String>;

/// All rows of a table of the folder, each with its place: the file and the line.
pub(crate) fn table(folder: &Path, name: &str, columns: &[&str], troubles: &mut Troubles) -> Vec<(String, Row)> {
    let Some(text) = troubles.noted(name, fs::read_to_string(folder.join(name))) else { return Vec::new() };
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let Some(heads) = troubles.noted(name, reader.headers().cloned()) else { return Vec::new() };
    for missing in columns.iter().filter(|column| !heads.iter().any(|head| head == **column)) {
        troubles.add(name, format!("there is no column `{missing}`"));
    }
    if columns.iter().any(|column| !heads.iter().any(|head| head == *column)) {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for record in reader.records() {
        let Some(record) = troubles.noted(name, record) else { continue };
        let line = record.position().map_or(0, csv::Position::line);
        let row = heads.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
        rows.push((format!("{name}:{line}"), row));
    }
    rows
}

/// The JSON files of a folder within the folder, by name: each with its name without `.json`, and its text.
pub(crate) fn documents(folder: &Path, within: &str, troubles: &mut Troubles) -> Vec<(String, String)> {
    let Some(entries) = troubles.noted(within, fs::read_dir(folder.join(within))) else { return Vec::new() };
    let mut names = Vec::new();
    for entry in entries {
        let Some(entry) = troubles.noted(within, entry) else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        names.extend(name.strip_suffix(".json").map(str::to_owned));
    }
    names.sort();
    let text = |name: String| {
        let place = format!("{within}/{name}.json");
        let bytes = troubles.noted(&place, fs::read(folder.join(&place)))?;
        let text = troubles.noted(&place, String::from_utf8(bytes))?;
        Some((name, text))
    };
    names.into_iter().filter_map(text).collect()
}

/// A number of credits as it is written, `8.0` or `5.000000`, exactly.
pub(crate) fn credits(text: &str) -> Result<Credits, String> {
    let plain = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    plain.parse().map_err(|_| format!("`{text}` is not a number of credits with at most four decimals"))
}

/// A day, where one is written.
pub(crate) fn day(text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error| format!("{error}"))
}

/// Text as a code: accents fall, and what a code may not hold becomes its number.
pub(crate) fn code(text: &str) -> String {
    let mut code = String::new();
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            ' ' => code.push('-'),
            plain if plain.is_ascii_alphanumeric() || "._:/+-".contains(plain) => code.push(plain),
            other => code.push_str(&format!("_{:x}", u32::from(other))),
        }
    }
    let begins = code.chars().next().is_some_and(|first| first.is_ascii_alphanumeric());
    if begins { code } else { format!("x{code}") }
}

/// A code of at most 64 characters: a longer one is cut, and ends in the hash of the whole.
pub(crate) fn short(code: String) -> String {
    if code.len() <= 64 {
        return code;
    }
    let hash = creditbank::Digest::of(&[code.as_bytes()]).to_string();
    let (head, hash) = (code.chars().take(50).collect::<String>(), hash.chars().take(12).collect::<String>());
    format!("{head}~{hash}").replace('~', "-")
}

/// Text as a code of at most 64 characters.
pub(crate) fn slug(text: &str) -> String {
    short(code(text))
}
