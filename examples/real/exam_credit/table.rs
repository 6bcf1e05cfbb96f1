//! The table as it stands in its files.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// The college that stands for all that are not named.
pub(crate) const OTHER: &str = "OTHER_COLLEGES";

/// A row: from a score in an exam to credits and courses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Row {
    pub(crate) course_id: u32,
    /// Courses by college.
    pub(crate) course_equivalents: Option<BTreeMap<String, Vec<u32>>>,
    /// A number …
    pub(crate) minimum_score: Option<u32>,
    /// … or a mark on a ladder.
    pub(crate) score: Option<String>,
    pub(crate) credits: u32,
    #[serde(default)]
    pub(crate) majors_excluded: Vec<String>,
}

/// All rows of one exam.
pub(crate) struct Exam {
    /// `AP`, `IB`, `CASE`.
    pub(crate) kind: String,
    /// The subject, without what stands in parentheses.
    pub(crate) subject: String,
    /// The rows, each with what stands in parentheses after the subject.
    pub(crate) rows: Vec<(Option<String>, Row)>,
}

/// What was read.
pub(crate) struct Table {
    pub(crate) exams: Vec<Exam>,
    /// Course codes by number.
    pub(crate) courses: BTreeMap<u32, String>,
}

impl Exam {
    /// `AP:Computer-Science-A`, as outcomes name it.
    pub(crate) fn code(&self) -> String {
        format!("{}:{}", self.kind, slug(&self.subject))
    }

    /// The colleges that are named in one of its rows.
    pub(crate) fn colleges(&self) -> BTreeSet<&str> {
        let named = self.rows.iter().filter_map(|(_, row)| row.course_equivalents.as_ref());
        named.flat_map(BTreeMap::keys).map(String::as_str).filter(|college| *college != OTHER).collect()
    }
}

impl Row {
    /// The score as it is written.
    pub(crate) fn from(&self) -> String {
        let number = self.minimum_score.map(|score| score.to_string());
        number.or_else(|| self.score.clone()).unwrap_or_default()
    }

    /// The courses for learners of a college, each once; none where it says none.
    pub(crate) fn courses(&self, college: &str) -> BTreeSet<u32> {
        let by_college = self.course_equivalents.as_ref();
        let found = by_college.and_then(|map| map.get(college).or_else(|| map.get(OTHER)));
        found.into_iter().flatten().copied().collect()
    }
}

/// Text as a code: letters and digits, everything else a hyphen.
pub(crate) fn slug(text: &str) -> String {
    let plain = text.replace('&', "and");
    let words = plain.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Reads `exam_credit.json` and `course_code.csv` of a folder.
pub(crate) fn read(folder: &Path) -> Result<Table, Box<dyn Error>> {
    let rows: BTreeMap<String, BTreeMap<String, Vec<Row>>> = serde_json::from_str(&text(folder, "exam_credit.json")?)
        .map_err(|error| format!("exam_credit.json: {error}"))?;
    let mut exams: BTreeMap<(String, String), Exam> = BTreeMap::new();
    for (kind, subjects) in rows {
        for (name, rows) in subjects {
            let (subject, note) = apart(&name);
            let exam = exams.entry((kind.clone(), subject.clone())).or_insert_with(|| Exam {
                kind: kind.clone(),
                subject,
                rows: Vec::new(),
            });
            exam.rows.extend(rows.into_iter().map(|row| (note.clone(), row)));
        }
    }
    Ok(Table { exams: exams.into_values().collect(), courses: courses(&text(folder, "course_code.csv")?)? })
}

fn text(folder: &Path, name: &str) -> Result<String, Box<dyn Error>> {
    let path = folder.join(name);
    fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()).into())
}

/// `Mathematics BC (Engineering)` is `Mathematics BC` with a note.
fn apart(name: &str) -> (String, Option<String>) {
    match name.strip_suffix(')').and_then(|name| name.split_once(" (")) {
        Some((subject, note)) => (subject.to_owned(), Some(note.to_owned())),
        None => (name.to_owned(), None),
    }
}

fn courses(text: &str) -> Result<BTreeMap<u32, String>, Box<dyn Error>> {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    table.deserialize::<(u32, String)>().map(|row| Ok(row?)).collect()
}
