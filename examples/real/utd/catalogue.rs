//! The catalogue: courses, their hours and what they need passed before them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::files::Found;
use super::filter::{Course, LEVELS};

/// An entry of the catalogue as it stands in the file.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    /// `CS 2305`
    pub(crate) course: String,
    hours: Option<String>,
    #[serde(default)]
    pub(crate) prerequisites: Tree,
}

/// A tree of what is needed: so many of the options, or one course, or something else.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
pub(crate) struct Tree {
    #[serde(rename = "type", default)]
    pub(crate) kind: String,
    #[serde(default)]
    pub(crate) options: Vec<Tree>,
    #[serde(default)]
    pub(crate) required: usize,
    /// The id of another entry.
    #[serde(default)]
    pub(crate) class_reference: Option<String>,
}

/// What an entry says of its hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hours {
    Fixed(u32),
    /// A range, or a number that has a `V`.
    Vary,
    Blank,
}

impl Entry {
    /// What it says of its hours.
    pub(crate) fn hours(&self) -> Hours {
        match self.hours.as_deref().map(str::trim) {
            None | Some("") => Hours::Blank,
            Some(text) => text.parse().map_or(Hours::Vary, Hours::Fixed),
        }
    }
}

/// All entries.
#[derive(Default)]
pub(crate) struct Catalogue {
    pub(crate) entries: Vec<Entry>,
    /// Entries that are not as such entries are.
    pub(crate) odd: Vec<String>,
    /// Fixed hours by code without blanks; two entries that differ have none.
    hours: BTreeMap<String, Option<u32>>,
}

/// What the published rule of numbers says of the entries: the second digit is the hours.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Gold {
    pub(crate) fixed: usize,
    pub(crate) agree: usize,
    pub(crate) vary: usize,
    pub(crate) blank: usize,
}

/// Reads the catalogues of a folder as one.
pub(crate) fn read(files: &[Found<Vec<Value>>]) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for file in files {
        for (at, value) in file.body.iter().enumerate() {
            match Entry::deserialize(value) {
                Ok(entry) => catalogue.add(entry),
                Err(error) => catalogue.odd.push(format!("{}: entry {at}: {error}", file.name)),
            }
        }
    }
    catalogue
}

impl Catalogue {
    fn add(&mut self, entry: Entry) {
        let fixed = match entry.hours() {
            Hours::Fixed(hours) => Some(hours),
            Hours::Vary | Hours::Blank => None,
        };
        let hours = self.hours.entry(plain(&entry.course)).or_insert(fixed);
        if *hours != fixed {
            *hours = None;
        }
        self.entries.push(entry);
    }

    /// Whether it lists a course, blanks apart.
    pub(crate) fn lists(&self, course: &str) -> bool {
        self.hours.contains_key(&plain(course))
    }

    /// Whether it does not list a course; where there is no catalogue, nobody can say that.
    pub(crate) fn lacks(&self, course: &str) -> bool {
        !self.entries.is_empty() && !self.lists(course)
    }

    /// Whether it lists a course that is written otherwise in capital and small letters.
    pub(crate) fn lists_otherwise(&self, course: &str) -> bool {
        let code = plain(course);
        !self.lists(course) && self.hours.keys().any(|one| one.eq_ignore_ascii_case(&code))
    }

    /// How many codes it lists.
    pub(crate) fn codes(&self) -> usize {
        self.hours.len()
    }

    /// How many codes it lists more than once.
    pub(crate) fn repeated(&self) -> usize {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for entry in &self.entries {
            *seen.entry(plain(&entry.course)).or_default() += 1;
        }
        seen.values().filter(|times| **times > 1).count()
    }

    /// The hours of a course, where they are fixed: as the catalogue says, or its number.
    pub(crate) fn hours(&self, course: &str) -> Option<u32> {
        self.hours.get(&plain(course)).copied().unwrap_or_else(|| digit(course))
    }

    /// How the entries keep to the rule of numbers.
    pub(crate) fn gold(&self) -> Gold {
        let mut gold = Gold::default();
        for entry in &self.entries {
            match entry.hours() {
                Hours::Fixed(hours) => {
                    gold.fixed += 1;
                    gold.agree += usize::from(digit(&entry.course) == Some(hours));
                }
                Hours::Vary => gold.vary += 1,
                Hours::Blank => gold.blank += 1,
            }
        }
        gold
    }

    /// The courses as filters see them: level and department as their codes say.
    pub(crate) fn courses(&self) -> BTreeSet<Course> {
        self.entries.iter().filter_map(|entry| course(&entry.course)).collect()
    }
}

/// The same without blanks.
pub(crate) fn plain(course: &str) -> String {
    course.split_whitespace().collect()
}

/// The second digit of a course's number.
pub(crate) fn digit(course: &str) -> Option<u32> {
    let code = plain(course);
    let number = code.find(|letter: char| letter.is_ascii_digit())?;
    code.get(number + 1..)?.chars().next()?.to_digit(10)
}

/// A course by its code alone: `CS 2305` is of level 2 and the department `CS`.
fn course(code: &str) -> Option<Course> {
    let name = plain(code);
    let number = name.find(|letter: char| letter.is_ascii_digit())?;
    let (department, rest) = name.split_at_checked(number)?;
    let level = u8::try_from(rest.chars().next()?.to_digit(10)?).ok().filter(|level| *level < LEVELS)?;
    let department = department.to_owned();
    Some(Course { name, level, department })
}
