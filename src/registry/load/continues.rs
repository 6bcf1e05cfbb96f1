//! Which courses go on with which: whose each is, and that none leads back to itself.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::{Finding, Table};
use crate::registry::{Course, CourseName, Roll};

/// A course, and where it says what it continues.
pub(super) type Placed = (Course, Range<usize>);

/// Puts in full what the courses of a catalogue continue. `roll` knows the other catalogues.
pub(super) fn settle(top: &Table<'_>, courses: &mut [Placed], roll: Option<&dyn Roll>) {
    let own: BTreeSet<_> = courses.iter().map(|(course, _)| course.name()).collect();
    for (course, span) in courses.iter_mut() {
        let Some(name) = course.continues.clone().filter(|name| name.owner.is_none()) else { continue };
        let known = candidates(&name, &course.name(), &own, roll);
        match known.as_slice() {
            [only] => course.continues = Some(only.clone()),
            [] if roll.is_some() && name.code != course.id => unknown(top, span.clone(), course, &name),
            [] => {}
            several => ambiguous(top, span.clone(), &name, several),
        }
    }
    circles(top, courses);
}

/// The courses of the code, here and elsewhere, except the one that says it.
fn candidates(
    name: &CourseName,
    course: &CourseName,
    own: &BTreeSet<CourseName>,
    roll: Option<&dyn Roll>,
) -> Vec<CourseName> {
    let elsewhere = roll.map(|roll| roll.ever(&name.code)).unwrap_or_default();
    let here = own.range(name.clone()..).take_while(|one| one.code == name.code).cloned();
    let all: BTreeSet<_> = here.chain(elsewhere).filter(|one| one != course).collect();
    all.into_iter().collect()
}

fn unknown(top: &Table<'_>, span: Range<usize>, course: &Course, name: &CourseName) {
    let message = format!("no catalogue has or had a course `{name}`: whose it is cannot be told");
    let owner = course.institution.as_ref().map_or("INSTITUTION", |owner| owner.as_str());
    let finding = Finding::at("R018", span, &message, "");
    top.judge(finding.with_help(&format!("write it in full, as in `{name}@{owner}`")));
}

fn ambiguous(top: &Table<'_>, span: Range<usize>, name: &CourseName, several: &[CourseName]) {
    let message = format!("there are several courses `{name}`: which is meant cannot be told");
    let names: Vec<_> = several.iter().map(|name| format!("`{name}`")).collect();
    let finding = Finding::at("R018", span, &message, "");
    top.judge(finding.with_help(&format!("write it in full: {}", names.join(", "))));
}

/// What leads back to itself has no oldest course. Each circle is told once, of its first course.
fn circles(top: &Table<'_>, courses: &[Placed]) {
    let next: BTreeMap<_, _> =
        courses.iter().filter_map(|(course, _)| Some((course.name(), course.continues.clone()?))).collect();
    let mut told = BTreeSet::new();
    for (course, span) in courses.iter().filter(|(course, _)| course.continues.is_some()) {
        let name = course.name();
        let Some(circle) = circle(&name, &next).filter(|_| !told.contains(&name)) else { continue };
        let by: Vec<_> = circle.iter().map(|one| format!(", which continues `{one}`")).collect();
        let message = match circle.as_slice() {
            [_] => format!("the course `{name}` continues itself"),
            [first, rest @ ..] => {
                format!("`{name}` continues `{first}`{}", by.get(1..=rest.len()).unwrap_or_default().concat())
            }
            [] => continue,
        };
        let finding = Finding::at("R017", span.clone(), &message, "");
        top.judge(finding.with_help("of courses that continue each other one is the oldest, and continues none"));
        told.extend(circle);
    }
}

/// The courses that one leads to, if the last of them is itself.
fn circle(start: &CourseName, next: &BTreeMap<CourseName, CourseName>) -> Option<Vec<CourseName>> {
    let mut way: Vec<CourseName> = Vec::new();
    let mut at = start;
    while way.last() != Some(start) {
        at = next.get(at).filter(|one| !way.contains(one))?;
        way.push(at.clone());
    }
    Some(way)
}
