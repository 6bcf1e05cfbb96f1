//! The names of the courses of one catalogue: each once, and each somebody's where one of the same code is.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Finding, Table, Unique};
use crate::id::{CourseId, InstitutionId};
use crate::registry::{CourseName, Name};

/// The names seen so far.
pub(super) struct Owners {
    names: Unique<CourseName>,
    /// Of each code the first course that somebody owns and the first that nobody owns, with where it was.
    first: BTreeMap<CourseId, [Option<(usize, CourseName)>; 2]>,
}

impl Owners {
    pub(super) const fn new() -> Self {
        Self { names: Unique::new("the course"), first: BTreeMap::new() }
    }

    /// Takes note of a course, and adds a finding if its name does not tell it from the others.
    pub(super) fn check(&mut self, table: &Table<'_>, id: &CourseId, owner: Option<&InstitutionId>) {
        let name = Name { code: id.clone(), owner: owner.cloned() };
        let span = table.span_of("id");
        if !self.names.check_at(table, span.clone(), &name) {
            return;
        }
        let [owned, unowned] = self.first.entry(id.clone()).or_default();
        let (same, other) = if owner.is_some() { (owned, unowned) } else { (unowned, owned) };
        if let Some((place, other)) = other {
            beside(table, span, &name, (*place, other));
        }
        same.get_or_insert((table.span_of("id").start, name));
    }
}

/// A course that nobody owns is any issuer's, and so would be the other one's owner's too.
fn beside(table: &Table<'_>, span: Range<usize>, name: &CourseName, (place, other): (usize, &CourseName)) {
    let owned = if name.owner.is_some() { name } else { other };
    let message = format!("the course `{}` has no `institution`, and `{owned}` has the same code", name.code);
    let line = table.collector().line(place);
    let finding = Finding::at("R016", span, &message, &format!("the other one is on line {line}"));
    table.add(finding.with_help("say the `institution` of each, or leave the one out"));
}
