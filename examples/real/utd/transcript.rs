//! Transcripts and what another engine made of them.

use std::collections::{BTreeMap, BTreeSet};

use creditbank::LotId;
use serde::Deserialize;

use super::catalogue::plain;
use super::files::Found;
use super::filter::{Course, LEVELS};
use super::language::RuleText;

/// No course has more hours.
const HOURS_MOST: u32 = 9_999;

/// A transcript as it stands in the file: courses, without days and grades.
#[derive(Debug, Deserialize)]
pub(crate) struct Transcript {
    /// Which rule text it is audited against.
    pub(crate) degree: String,
    pub(crate) courses: Vec<Taken>,
    /// Courses that count in a requirement which does not name them, by decision of an adviser.
    #[serde(default)]
    pub(crate) bypasses: Vec<Bypass>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Taken {
    pub(crate) name: String,
    pub(crate) level: u8,
    pub(crate) hours: u32,
    pub(crate) department: String,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Bypass {
    pub(crate) course: String,
    /// The label of the requirement.
    pub(crate) requirement: String,
    pub(crate) hours: u32,
}

/// What another engine says of a requirement.
#[derive(Debug, Deserialize)]
pub(crate) struct Audited {
    /// How much is needed.
    pub(crate) hours: u32,
    pub(crate) isfilled: bool,
    /// How many hours of which course it counts.
    pub(crate) courses: BTreeMap<String, u32>,
}

impl Audited {
    /// All hours that it counts.
    pub(crate) fn sum(&self) -> u64 {
        self.courses.values().map(|hours| u64::from(*hours)).sum()
    }
}

/// By label.
pub(crate) type Audit = BTreeMap<String, Audited>;

/// A lot of a course: the whole course, or what of it a bypass speaks of, and the rest.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    pub(crate) lot: LotId,
    /// As the transcript writes it.
    pub(crate) name: String,
    pub(crate) course: Course,
    pub(crate) hours: u32,
    /// The requirement in which it counts too, by its place in the rule text.
    pub(crate) bypass: Option<usize>,
}

/// The lots of a transcript, and what could not be read of it.
pub(crate) struct Pieces {
    pub(crate) lots: Vec<Piece>,
    pub(crate) notes: Vec<String>,
}

impl Transcript {
    pub(crate) fn read(file: &Found<serde_json::Value>) -> Result<Self, String> {
        let transcript = Self::deserialize(&file.body).map_err(|error| format!("{}: {error}", file.name))?;
        let odd = transcript.courses.iter().find_map(Taken::odd);
        odd.map_or(Ok(transcript), |odd| Err(format!("{}: {odd}", file.name)))
    }

    /// The courses as filters see them.
    pub(crate) fn courses(&self) -> BTreeSet<Course> {
        self.courses.iter().map(Taken::course).collect()
    }

    /// The courses, in an order that is not that of the file.
    fn sorted(&self) -> Vec<&Taken> {
        let mut all: Vec<_> = self.courses.iter().collect();
        all.sort_by_key(|one| (plain(&one.name), one.level, &one.department, one.hours));
        all
    }

    /// The lots of a transcript, numbered in the order of their names. A bypass speaks of some hours of a course:
    /// these are a lot of their own, the first course of that name that has so many giving them.
    pub(crate) fn pieces(&self, rules: &RuleText) -> Pieces {
        let (mut lots, mut notes) = (Vec::new(), Vec::new());
        let mut bypasses = self.bypasses(rules, &mut notes);
        for (n, one) in self.sorted().into_iter().enumerate() {
            let n = u32::try_from(n).unwrap_or(u32::MAX);
            let course = one.course();
            let mut left = one.hours;
            let mut k = 0;
            let mut piece = |hours, bypass| {
                lots.push(Piece {
                    lot: LotId::here(n, k),
                    name: one.name.clone(),
                    course: course.clone(),
                    hours,
                    bypass,
                });
                k += 1;
            };
            bypasses.retain(|(name, requirement, hours)| {
                let mine = *name == course.name && *hours <= left;
                if mine {
                    left -= hours;
                    piece(*hours, Some(*requirement));
                }
                !mine
            });
            if left > 0 {
                piece(left, None);
            }
        }
        let loose = bypasses
            .iter()
            .map(|(name, _, hours)| format!("no course `{name}` with {hours} hours is there to bypass with"));
        notes.extend(loose);
        let empty = self
            .courses
            .iter()
            .filter(|one| one.hours == 0)
            .map(|one| format!("{} has no hours and counts nowhere", one.name));
        notes.extend(empty);
        Pieces { lots, notes }
    }

    /// Course, requirement and hours of each bypass that can be.
    fn bypasses(&self, rules: &RuleText, notes: &mut Vec<String>) -> Vec<(String, usize, u32)> {
        let mut found = Vec::new();
        for one in self.bypasses.iter().filter(|one| one.hours > 0) {
            match rules.requirements.iter().position(|each| each.label == one.requirement) {
                Some(at) => found.push((plain(&one.course), at, one.hours)),
                None => notes.push(format!("a bypass of {} names no requirement: `{}`", one.course, one.requirement)),
            }
        }
        found
    }
}

impl Taken {
    /// What cannot be.
    fn odd(&self) -> Option<String> {
        let Self { name, level, hours, .. } = self;
        if *level >= LEVELS {
            return Some(format!("`{name}` has level {level}; a digit from 0 to {} is expected", LEVELS - 1));
        }
        let most = format!("`{name}` has {hours} hours; at most {HOURS_MOST} are expected");
        (*hours > HOURS_MOST).then_some(most)
    }

    fn course(&self) -> Course {
        Course { name: plain(&self.name), level: self.level, department: self.department.clone() }
    }
}

/// Reads an audit.
pub(crate) fn audit(file: &Found<serde_json::Value>) -> Result<Audit, String> {
    Audit::deserialize(&file.body).map_err(|error| format!("{}: {error}", file.name))
}
