//! Higher education: rights to study, attainments, and which attainment includes which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use creditbank::{Credits, Date};

use super::files::{Row, Troubles, credits, day, table};

/// What was read.
#[derive(Default)]
pub(crate) struct Virta {
    pub(crate) attainments: Vec<Attainment>,
    pub(crate) rights: Vec<Right>,
    /// The names of the kinds of right.
    pub(crate) kinds: BTreeMap<String, String>,
    /// What each attainment of a learner includes.
    pub(crate) includes: BTreeMap<Key, Vec<String>>,
    /// Attainments that include themselves by way of others.
    pub(crate) circular: BTreeSet<Key>,
}

/// A learner, and the id of an attainment.
pub(crate) type Key = (String, String);

pub(crate) struct Attainment {
    pub(crate) learner: String,
    pub(crate) id: String,
    pub(crate) right: Option<String>,
    pub(crate) code: String,
    pub(crate) name: String,
    /// Whether it is a degree, and not study that counts toward one.
    pub(crate) degree: bool,
    pub(crate) ects: Option<Credits>,
    pub(crate) mark: String,
    pub(crate) on: Option<Date>,
    pub(crate) school: String,
    pub(crate) qualification: String,
    pub(crate) recognised_on: Option<Date>,
}

pub(crate) struct Right {
    pub(crate) learner: String,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) school: String,
    pub(crate) starts: Option<Date>,
    pub(crate) ends: Option<Date>,
    pub(crate) target: Option<Credits>,
    pub(crate) qualifications: Vec<String>,
}

impl Attainment {
    pub(crate) fn key(&self) -> Key {
        (self.learner.clone(), self.id.clone())
    }
}

/// Reads the tables of the folder `virta`.
pub(crate) fn read(folder: &Path, troubles: &mut Troubles) -> Virta {
    let columns = [
        "learner",
        "attainment",
        "right",
        "module_code",
        "name",
        "kind_1degree_2other",
        "ects",
        "grade",
        "date",
        "institution_code",
        "qualification_code",
        "recognised_on",
    ];
    let mut virta = Virta::default();
    for (place, row) in table(folder, "virta/attainments.csv", &columns, troubles) {
        let read = attainment(&row);
        virta.attainments.extend(troubles.noted(place, read));
    }
    let columns = ["learner", "right", "right_type", "institution_code", "start", "end", "target_ects"];
    for (place, row) in table(folder, "virta/rights.csv", &columns, troubles) {
        let read = right(&row);
        virta.rights.extend(troubles.noted(place, read));
    }
    for (_, row) in table(folder, "virta/right_type.csv", &["right_type", "name_en"], troubles) {
        virta.kinds.insert(text(&row, "right_type"), text(&row, "name_en"));
    }
    let columns = ["learner", "attainment", "included_attainment"];
    for (_, row) in table(folder, "virta/includes.csv", &columns, troubles) {
        let key = (text(&row, "learner"), text(&row, "attainment"));
        virta.includes.entry(key).or_default().push(text(&row, "included_attainment"));
    }
    virta.circular = circular(&virta.includes);
    for (learner, id) in &virta.circular {
        troubles.add("virta/includes.csv", format!("attainment {id} of {learner} includes itself by way of others"));
    }
    virta
}

fn text(row: &Row, column: &str) -> String {
    row.get(column).map(|text| text.trim().to_owned()).unwrap_or_default()
}

fn stated(row: &Row, column: &str) -> Option<String> {
    Some(text(row, column)).filter(|text| !text.is_empty())
}

fn amount(row: &Row, column: &str) -> Result<Option<Credits>, String> {
    stated(row, column).map(|text| credits(&text).map_err(|why| format!("`{column}`: {why}"))).transpose()
}

fn date(row: &Row, column: &str) -> Result<Option<Date>, String> {
    day(&text(row, column)).map_err(|why| format!("`{column}`: {why}"))
}

fn attainment(row: &Row) -> Result<Attainment, String> {
    let kind = text(row, "kind_1degree_2other");
    if kind != "1" && kind != "2" {
        return Err(format!("the kind `{kind}` is not known; `1`, a degree, or `2`, other study, is expected"));
    }
    Ok(Attainment {
        learner: text(row, "learner"),
        id: text(row, "attainment"),
        right: stated(row, "right"),
        code: text(row, "module_code"),
        name: text(row, "name"),
        degree: kind == "1",
        ects: amount(row, "ects")?,
        mark: text(row, "grade"),
        on: date(row, "date")?,
        school: text(row, "institution_code"),
        qualification: text(row, "qualification_code"),
        recognised_on: date(row, "recognised_on")?,
    })
}

fn right(row: &Row) -> Result<Right, String> {
    let qualifications = text(row, "qualification_codes");
    Ok(Right {
        learner: text(row, "learner"),
        id: text(row, "right"),
        kind: text(row, "right_type"),
        school: text(row, "institution_code"),
        starts: date(row, "start")?,
        ends: date(row, "end")?,
        target: amount(row, "target_ects")?,
        qualifications: qualifications.split(';').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
    })
}

/// What includes itself, directly or by way of others: whatever is left when everything whose parts are all plain is
/// taken away, and that is itself reached from below.
fn circular(includes: &BTreeMap<Key, Vec<String>>) -> BTreeSet<Key> {
    includes.keys().filter(|key| reaches(includes, key)).cloned().collect()
}

/// Whether one comes back to `start` going down from it.
fn reaches(includes: &BTreeMap<Key, Vec<String>>, start: &Key) -> bool {
    let (learner, id) = start;
    let (mut seen, mut open) = (BTreeSet::new(), vec![id.clone()]);
    while let Some(next) = open.pop() {
        for part in includes.get(&(learner.clone(), next)).into_iter().flatten() {
            if part == id {
                return true;
            }
            if seen.insert(part.clone()) {
                open.push(part.clone());
            }
        }
    }
    false
}
