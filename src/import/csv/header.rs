//! The columns, and where each of them stands in a file.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::import::csv::fields::{split, text};

/// Every column there may be.
pub const COLUMNS: [&str; 18] = [
    "record_id",
    "learner",
    "kind",
    "code",
    "result",
    "effective",
    "mandate",
    "tier",
    "grade",
    "amount",
    "earned",
    "valid_through",
    "level",
    "content",
    "run",
    "team_size",
    "member_no",
    "number",
];

/// The columns that every file has.
pub const NEEDED: [&str; 7] = ["record_id", "learner", "kind", "code", "result", "effective", "mandate"];

/// Where each column stands.
#[derive(Debug)]
pub(super) struct Header {
    /// The first line as it was, to be written above what is rejected.
    pub(super) raw: Vec<u8>,
    /// The columns in the order of the file.
    columns: Vec<&'static str>,
    places: BTreeMap<&'static str, usize>,
}

impl Header {
    /// Reads the first line.
    pub(super) fn read(line: &[u8]) -> Result<Self, Error> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        if line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff") {
            return Err(Error::invalid("the file is in UTF-16; save it as UTF-8"));
        }
        let fields = split(line).map_err(|fault| Error::invalid(format!("the header: {}", fault.what)))?;
        let mut header = Self { raw: line.to_vec(), columns: Vec::new(), places: BTreeMap::new() };
        fields.iter().try_for_each(|field| header.add(field))?;
        match NEEDED.into_iter().find(|needed| !header.places.contains_key(needed)) {
            Some(missing) => {
                Err(Error::invalid(format!("the column `{missing}` is missing; {} are needed", listed(&NEEDED))))
            }
            None => Ok(header),
        }
    }

    fn add(&mut self, field: &[u8]) -> Result<(), Error> {
        let known = text(field).ok().and_then(|name| COLUMNS.into_iter().find(|column| *column == name));
        let Some(column) = known else {
            let name: String = String::from_utf8_lossy(field).chars().take(80).collect();
            let name = name.escape_debug();
            return Err(Error::invalid(format!("`{name}` is not a column; {} are accepted", listed(&COLUMNS))));
        };
        if self.places.insert(column, self.columns.len()).is_some() {
            return Err(Error::invalid(format!("the column `{column}` is there twice")));
        }
        self.columns.push(column);
        Ok(())
    }

    /// The column at a place.
    pub(super) fn column(&self, place: usize) -> Option<&'static str> {
        self.columns.get(place).copied()
    }

    /// The place of a column.
    pub(super) fn place(&self, column: &str) -> Option<usize> {
        self.places.get(column).copied()
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }
}

pub(super) fn listed(columns: &[&str]) -> String {
    columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")
}
