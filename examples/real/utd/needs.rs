//! Prerequisites: from the catalogue's trees to what a programme can say.
//!
//! A tree says *so many of these*, within one another. A [`Prerequisite`] says *all of these, and one of those*. What
//! does not fit is not read, and is counted by its reason:
//! * `k of n`, neither one nor all;
//! * an alternative that is no single course: who has not passed the courses may have met it otherwise, so nothing of
//!   the alternatives can be asked;
//! * a second set of alternatives for one course;
//! * what is no course (`major`, `core`, `consent`, `gpa`, `other`), and references that lead nowhere.

use creditbank::registry::OutcomeName;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use creditbank::Code;
use creditbank::programme::{Part, Pick, Prerequisite, Programme};

use super::book;
use super::catalogue::{Catalogue, Tree, plain};

/// What was read of all trees.
#[derive(Default)]
pub(crate) struct Needs {
    pub(crate) prerequisites: Vec<Prerequisite>,
    /// What was not, and how often.
    pub(crate) unread: BTreeMap<String, usize>,
    /// Courses that stand in the catalogue more than once, with trees that differ: the first is read.
    pub(crate) differ: Vec<String>,
}

/// What a tree asks.
#[derive(Default)]
struct Asked {
    all: BTreeSet<OutcomeName>,
    any: Vec<BTreeSet<OutcomeName>>,
}

struct Reader<'a> {
    /// Codes by id of entry.
    ids: BTreeMap<&'a str, &'a str>,
    unread: BTreeMap<String, usize>,
}

/// Reads the prerequisites of a catalogue, under one clause.
pub(crate) fn read(catalogue: &Catalogue, clause: &Code) -> Needs {
    let ids = catalogue.entries.iter().map(|entry| (entry.id.as_str(), entry.course.as_str())).collect();
    let mut reader = Reader { ids, unread: BTreeMap::new() };
    let mut needs = Needs::default();
    let mut seen: BTreeMap<String, &Tree> = BTreeMap::new();
    for entry in &catalogue.entries {
        let code = plain(&entry.course);
        if let Some(earlier) = seen.get(&code) {
            if **earlier != entry.prerequisites {
                needs.differ.push(entry.course.clone());
            }
            continue;
        }
        match code.parse::<OutcomeName>() {
            Ok(course) => needs.prerequisites.extend(reader.prerequisite(course, &entry.prerequisites, clause)),
            Err(_) => reader.miss("a course whose code is none"),
        }
        seen.insert(code, &entry.prerequisites);
    }
    needs.unread = reader.unread;
    needs
}

/// A programme that asks nothing but these prerequisites, so that they can be checked.
pub(crate) fn programme(prerequisites: Vec<Prerequisite>) -> Result<Programme, Box<dyn Error>> {
    let anything = Part { accepts: vec![Pick::default()], ..Part::named("anything".parse()?) };
    let programme = book::programme("catalogue", "Every course of the catalogue", vec![anything])?;
    Ok(Programme { prerequisites, ..programme })
}

impl Reader<'_> {
    fn prerequisite(&mut self, course: OutcomeName, tree: &Tree, clause: &Code) -> Option<Prerequisite> {
        let mut asked = Asked::default();
        self.all_of(tree, &mut asked);
        let Asked { all, any } = asked;
        // What one of the courses that all are needed meets anyway need not be said.
        let any: BTreeSet<_> = any.into_iter().filter(|set| set.is_disjoint(&all)).collect();
        let mut any = any.into_iter();
        let first = any.next().unwrap_or_default();
        any.for_each(|_| self.miss("a second set of alternatives"));
        let (all, any): (Vec<_>, Vec<_>) = (all.into_iter().collect(), first.into_iter().collect());
        (!all.is_empty() || !any.is_empty()).then(|| Prerequisite { all, any, clause: clause.clone(), course })
    }

    /// Adds what a tree asks to what is asked already.
    fn all_of(&mut self, tree: &Tree, asked: &mut Asked) {
        match tree.kind.as_str() {
            "collection" if tree.required == 0 => {}
            "collection" if tree.required >= tree.options.len() => {
                tree.options.iter().for_each(|one| self.all_of(one, asked));
            }
            "collection" if tree.required == 1 => asked.any.extend(self.one_of(tree)),
            "collection" => self.miss("so many of several, neither one nor all"),
            "course" => asked.all.extend(self.course(tree)),
            "" => {}
            kind => self.miss(&format!("`{kind}`")),
        }
    }

    /// The courses of which one is needed; none where one of the alternatives is not a course.
    fn one_of(&mut self, tree: &Tree) -> Option<BTreeSet<OutcomeName>> {
        let mut any = BTreeSet::new();
        for option in &tree.options {
            match option.kind.as_str() {
                "course" => {
                    any.insert(self.course(option)?);
                }
                "collection" if option.required == 1 => any.extend(self.one_of(option)?),
                _ => {
                    self.miss("alternatives of which one is no single course");
                    return None;
                }
            }
        }
        Some(any)
    }

    fn course(&mut self, tree: &Tree) -> Option<OutcomeName> {
        let entry = tree.class_reference.as_deref().and_then(|id| self.ids.get(id));
        let found = entry.and_then(|course| plain(course).parse().ok());
        if found.is_none() {
            self.miss("a reference that leads nowhere");
        }
        found
    }

    fn miss(&mut self, what: &str) {
        *self.unread.entry(what.to_owned()).or_default() += 1;
    }
}
