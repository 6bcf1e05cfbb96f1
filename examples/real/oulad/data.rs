//! The three tables, joined.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use creditbank::Date;
use flate2::read::MultiGzDecoder;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// One learner in one presentation of one module.
pub(crate) struct Registration {
    pub(crate) student: String,
    pub(crate) module: String,
    pub(crate) presentation: String,
    pub(crate) starts: Date,
    pub(crate) ends: Date,
    pub(crate) registered: Option<Date>,
    pub(crate) unregistered: Option<Date>,
    pub(crate) result: Outcome,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Pass,
    Distinction,
    Fail,
    Withdrawn,
}

/// What was read.
pub(crate) struct Data {
    pub(crate) registrations: Vec<Registration>,
    /// Rows that make no sense, with the reason.
    pub(crate) refused: Vec<String>,
}

impl Registration {
    /// The day from which the learner is enrolled.
    pub(crate) fn from(&self) -> Date {
        self.registered.unwrap_or_else(|| self.unregistered.map_or(self.starts, |left| left.min(self.starts)))
    }

    /// The day on which the learner left, if that is so.
    pub(crate) fn left(&self) -> Option<Date> {
        let withdrawn = (self.result == Outcome::Withdrawn).then_some(self.ends);
        self.unregistered.or(withdrawn).map(|left| left.max(self.from()))
    }

    /// Module and presentation, as they stand in request keys.
    pub(crate) fn name(&self) -> String {
        format!("{}/{}", self.module, self.presentation)
    }
}

impl Outcome {
    pub(crate) fn passed(self) -> bool {
        matches!(self, Self::Pass | Self::Distinction)
    }

    fn read(text: &str) -> Fallible<Self> {
        match text {
            "Pass" => Ok(Self::Pass),
            "Distinction" => Ok(Self::Distinction),
            "Fail" => Ok(Self::Fail),
            "Withdrawn" => Ok(Self::Withdrawn),
            other => Err(format!("`{other}` is not a final result").into()),
        }
    }
}

/// A row by the names of its columns.
type Row = BTreeMap<String, String>;
type Place = (String, String);
/// Days of registration and of leaving, counted from the start.
type Days = (Option<i64>, Option<i64>);

/// Reads the three tables of a folder.
pub(crate) fn read(folder: &Path) -> Fallible<Data> {
    let lengths = lengths(folder)?;
    let days = days(folder)?;
    let mut data = Data { registrations: Vec::new(), refused: Vec::new() };
    let mut seen = BTreeSet::new();
    each(folder, "studentInfo.csv", |row| {
        match registration(row, &lengths, &days) {
            Ok(one) if !seen.insert((one.student.clone(), one.name())) => {
                data.refused.push(format!("learner {} is in {} twice", one.student, one.name()));
            }
            Ok(one) => data.registrations.push(one),
            Err(error) => data.refused.push(error.to_string()),
        }
        Ok(())
    })?;
    Ok(data)
}

fn registration(
    row: &Row,
    lengths: &BTreeMap<Place, i64>,
    days: &BTreeMap<(Place, String), Days>,
) -> Fallible<Registration> {
    let (place, student) = (place(row)?, text(row, "id_student")?.to_owned());
    let length = lengths.get(&place).ok_or_else(|| format!("{} {} is not in courses.csv", place.0, place.1))?;
    let starts = start(&place.1)?;
    let day = |after: i64| starts.plus_days(after).ok_or_else(|| format!("{after} days from {starts} is out of range"));
    let (registered, left) = days.get(&(place.clone(), student.clone())).copied().unwrap_or_default();
    let (registered, unregistered) = (registered.map(day).transpose()?, left.map(day).transpose()?);
    let (result, ends) = (Outcome::read(text(row, "final_result")?)?, day(*length)?);
    let (module, presentation) = place;
    Ok(Registration { student, module, presentation, starts, ends, registered, unregistered, result })
}

/// 1 February for `B`, 1 October for `J`.
fn start(presentation: &str) -> Fallible<Date> {
    let wrong = || format!("`{presentation}` is not a presentation such as 2013B or 2013J");
    let (year, month) = match presentation.strip_suffix('B') {
        Some(year) => (year, 2),
        None => (presentation.strip_suffix('J').ok_or_else(wrong)?, 10),
    };
    Date::new(year.parse().map_err(|_| wrong())?, month, 1).ok_or_else(|| wrong().into())
}

fn lengths(folder: &Path) -> Fallible<BTreeMap<Place, i64>> {
    let mut lengths = BTreeMap::new();
    each(folder, "courses.csv", |row| {
        let length = number(text(row, "module_presentation_length")?)?;
        lengths.insert(place(row)?, length.ok_or("a presentation has a length")?);
        Ok(())
    })?;
    Ok(lengths)
}

fn days(folder: &Path) -> Fallible<BTreeMap<(Place, String), Days>> {
    let mut days = BTreeMap::new();
    each(folder, "studentRegistration.csv", |row| {
        let left = row.get("date_unregistration").map_or("", String::as_str);
        let pair = (number(text(row, "date_registration")?)?, number(left)?);
        days.insert((place(row)?, text(row, "id_student")?.to_owned()), pair);
        Ok(())
    })?;
    Ok(days)
}

fn place(row: &Row) -> Fallible<Place> {
    Ok((text(row, "code_module")?.to_owned(), text(row, "code_presentation")?.to_owned()))
}

fn text<'a>(row: &'a Row, column: &str) -> Fallible<&'a str> {
    row.get(column).map(String::as_str).ok_or_else(|| format!("there is no column `{column}`").into())
}

/// A whole number of days, as `-159` or `-159.0`; blank or `?` where it is not known.
fn number(text: &str) -> Fallible<Option<i64>> {
    match text.strip_suffix(".0").unwrap_or(text) {
        "" | "?" => Ok(None),
        whole => whole.parse().map(Some).map_err(|_| format!("`{text}` is not a whole number of days").into()),
    }
}

/// Shows every row of a table, streamed.
fn each(folder: &Path, name: &str, mut visit: impl FnMut(&Row) -> Fallible<()>) -> Fallible<()> {
    let mut table = csv::Reader::from_reader(open(folder, name)?);
    let columns: Vec<String> =
        table.headers()?.iter().map(|name| name.trim_start_matches('\u{feff}').to_owned()).collect();
    for record in table.records() {
        let record = record.map_err(|error| format!("{name}: {error}"))?;
        let row = columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        visit(&row).map_err(|error| format!("{name}: {error}"))?;
    }
    Ok(())
}

fn open(folder: &Path, name: &str) -> Fallible<Box<dyn Read>> {
    let packed = folder.join(format!("{name}.gz"));
    if packed.exists() {
        return Ok(Box::new(MultiGzDecoder::new(File::open(packed)?)));
    }
    let plain = folder.join(name);
    Ok(Box::new(File::open(&plain).map_err(|error| format!("{}: {error}", plain.display()))?))
}
