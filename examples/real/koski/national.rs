//! The national tables: units of credit, grades, and the levels of qualifications.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use creditbank::Credits;
use creditbank::registry::Tier;

use super::files::{Row, Troubles, code, credits, table};
use super::record::Record;

/// The scale of outcomes that are confirmed or accepted without a mark of the table.
pub(crate) const CONFIRMED: &str = "confirmed";

/// The mark on it.
pub(crate) const CONFIRMED_MARK: &str = "confirmed";

/// The national tables.
pub(crate) struct National {
    /// Units by their national code: the id in the bank, and the name in Finnish and in English.
    units: BTreeMap<String, (String, String, String)>,
    /// Grade scales by id, each with its marks from worst to best, and the first that passes.
    pub(crate) scales: BTreeMap<String, Scale>,
    /// Levels by qualification code.
    levels: BTreeMap<String, Vec<Stated>>,
}

/// A scale of grades as a ladder.
pub(crate) struct Scale {
    /// The marks as codes, from worst to best.
    pub(crate) marks: Vec<String>,
    /// How many of them fail.
    pub(crate) failing: usize,
}

/// A level that the table states for a qualification.
struct Stated {
    framework: String,
    level: String,
    version: u32,
    passive: bool,
}

/// Reads the tables. Which marks pass is not in them: the records say it of the marks that they use.
pub(crate) fn read(folder: &Path, records: &[Record], troubles: &mut Troubles) -> National {
    let mut units: BTreeMap<String, (String, String, String)> = BTreeMap::new();
    for (place, row) in table(folder, "credit_unit.csv", &["code", "name_fi", "name_en"], troubles) {
        let id = code(&row["name_en"]).to_lowercase();
        if units.values().any(|(other, ..)| *other == id) {
            troubles.add(place, format!("there is a unit `{id}` already"));
            continue;
        }
        units.insert(row["code"].clone(), (id, row["name_fi"].clone(), row["name_en"].clone()));
    }
    let mut levels: BTreeMap<String, Vec<Stated>> = BTreeMap::new();
    let columns = ["framework", "level", "qualification_code", "latest_code_version", "passive"];
    for (_, row) in table(folder, "qualification_level.csv", &columns, troubles) {
        let stated = Stated {
            framework: row["framework"].clone(),
            level: row["level"].clone(),
            version: row["latest_code_version"].parse().unwrap_or_default(),
            passive: row["passive"] == "1",
        };
        levels.entry(row["qualification_code"].clone()).or_default().push(stated);
    }
    let marks = table(folder, "grade_scale.csv", &["scale", "grade", "name_fi", "name_en"], troubles);
    National { units, scales: scales(&marks, &seen(records)), levels }
}

impl National {
    /// The unit's id in the bank. A unit that the table does not have keeps its national code.
    pub(crate) fn unit(&self, national: &str) -> String {
        self.units.get(national).map_or_else(|| format!("unit-{}", code(national)), |(id, ..)| id.clone())
    }

    /// Whether the table has it.
    pub(crate) fn knows_unit(&self, national: &str) -> bool {
        self.units.contains_key(national)
    }

    /// The id of the unit in which higher education counts.
    pub(crate) fn ects(&self) -> String {
        let found = self.units.values().find(|(_, _, english)| english.contains("ECTS"));
        found.map_or_else(|| "ects".to_owned(), |(id, ..)| id.clone())
    }

    /// The id of a unit by its name in Finnish, in whatever case: `OSAAMISPISTE` is `osaamispistettä`.
    pub(crate) fn unit_named(&self, name: &str) -> Option<String> {
        let name = name.to_lowercase();
        self.units.values().find(|(_, finnish, _)| finnish.to_lowercase().starts_with(&name)).map(|(id, ..)| id.clone())
    }

    /// The scale of the table by which higher education is graded.
    pub(crate) fn virta_scale(&self) -> Option<&str> {
        self.scales.keys().find(|scale| scale.starts_with("virta")).map(String::as_str)
    }

    /// A mark as the bank writes it, if the scale has it.
    pub(crate) fn mark(&self, scale: &str, mark: &str) -> Option<(String, String)> {
        let written = code(mark);
        let found = self.scales.get(scale)?.marks.contains(&written);
        found.then(|| (scale.to_owned(), written))
    }

    /// The national level of a qualification. Where it has several, the one of a code that is in use, of the newest
    /// version, the lowest.
    pub(crate) fn level(&self, qualification: &str) -> Option<u32> {
        let stated = self.levels.get(qualification)?;
        let national = stated.iter().filter(|one| one.framework == "nqf");
        let best = national.min_by_key(|one| (one.passive, std::cmp::Reverse(one.version), one.level.clone()));
        best.or_else(|| stated.first())?.level.parse().ok()
    }

    /// Whether the table states more than one national level for it.
    pub(crate) fn is_ambiguous(&self, qualification: &str) -> bool {
        let stated = self.levels.get(qualification).into_iter().flatten().filter(|one| one.framework == "nqf");
        stated.map(|one| &one.level).collect::<BTreeSet<_>>().len() > 1
    }

    /// The tier of a level: 6 and above are university, 5 further and specialist vocational, the rest is secondary.
    pub(crate) fn tier(&self, qualification: &str) -> Option<Tier> {
        self.level(qualification).map(|level| match level {
            0..=4 => Tier::Secondary,
            5 => Tier::Higher,
            _ => Tier::Undergraduate,
        })
    }
}

impl Scale {
    /// The worst mark that passes. A scale of which no mark is known to pass passes with its last.
    pub(crate) fn pass(&self) -> Option<&String> {
        self.marks.get(self.failing).or(self.marks.last())
    }

    /// Whether a mark fails.
    pub(crate) fn fails(&self, mark: &str) -> bool {
        let place = self.marks.iter().position(|one| one == mark);
        place.is_some_and(|place| place < self.failing && place + 1 < self.marks.len())
    }
}

/// Marks that records use, by scale and code: whether one was ever accepted.
fn seen(records: &[Record]) -> BTreeMap<(String, String), bool> {
    let mut seen = BTreeMap::new();
    let roots = records.iter().flat_map(|record| &record.rights).flat_map(|right| &right.roots);
    roots.for_each(|root| {
        root.walk(&mut |node| {
            for one in &node.assessments {
                *seen.entry((one.scale.clone(), code(&one.mark))).or_default() |= one.accepted;
            }
        });
    });
    seen
}

/// The ladders. A mark fails if the records say so, or if its name does and no record says otherwise, or if it is a
/// number below one that fails. Other marks pass: numbers by size above words in the order of the table, which does not
/// say what is better.
fn scales(rows: &[(String, Row)], seen: &BTreeMap<(String, String), bool>) -> BTreeMap<String, Scale> {
    let mut by_scale: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for (_, row) in rows {
        let marks = by_scale.entry(row["scale"].clone()).or_default();
        let mark = code(&row["grade"]);
        if !marks.iter().any(|(other, _)| *other == mark) {
            marks.push((mark, format!("{} {}", row["name_fi"], row["name_en"]).to_lowercase()));
        }
    }
    let ladders = by_scale.into_iter().filter(|(_, marks)| marks.len() > 1);
    let mut scales: BTreeMap<_, _> = ladders.map(|(id, marks)| (id.clone(), ladder(&id, marks, seen))).collect();
    let confirmed = vec!["not-confirmed".to_owned(), CONFIRMED_MARK.to_owned()];
    scales.insert(CONFIRMED.to_owned(), Scale { marks: confirmed, failing: 1 });
    scales
}

fn ladder(id: &str, marks: Vec<(String, String)>, seen: &BTreeMap<(String, String), bool>) -> Scale {
    let said = |mark: &str| seen.get(&(id.to_owned(), mark.to_owned())).copied();
    let failing = marks.iter().filter(|(mark, _)| said(mark) == Some(false));
    let floor: Option<Credits> = failing.filter_map(|(mark, _)| credits(mark).ok()).max();
    let fails = |mark: &str, name: &str| match said(mark) {
        Some(accepted) => !accepted,
        None => names_failure(name) || credits(mark).is_ok_and(|number| Some(number) < floor),
    };
    let mut keyed: Vec<_> = marks
        .into_iter()
        .enumerate()
        .map(|(at, (mark, name))| {
            let number = credits(&mark).ok();
            let place = if number.is_some() { 0 } else { at };
            (!fails(&mark, &name), number, place, mark)
        })
        .collect();
    keyed.sort();
    let failing = keyed.iter().filter(|(passes, ..)| !passes).count();
    Scale { marks: keyed.into_iter().map(|(.., mark)| mark).collect(), failing }
}

fn names_failure(name: &str) -> bool {
    ["hylätty", "fail", "improbatur"].iter().any(|word| name.contains(word))
}
