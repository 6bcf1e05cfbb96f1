//! Checks prerequisites: no course waits for itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::At;
use crate::programme::check::checks::Checks;
use crate::programme::check::circles::circles;
use crate::programme::requirements::Prerequisite;
use crate::registry::OutcomeName;

/// A circle of more courses than this is not shown as a whole.
const SHOWN_MOST: usize = 12;

impl<'a> Checks<'a> {
    pub(super) fn prerequisites(&mut self, list: &'a [Prerequisite], at: At<'_>) {
        let mut seen = BTreeSet::new();
        for (index, one) in list.iter().enumerate() {
            let at = at.index(index);
            self.clause(&one.clause, at.key("clause"));
            if !seen.insert(&one.course) {
                let message = format!("the prerequisite of `{}` is there twice", one.course);
                self.advise("P001", at.key("course"), message, "write one, with all that is needed");
            }
            if one.all.is_empty() && one.any.is_empty() {
                let help = "list what is needed before it in `all`, or in `any`";
                self.advise("P012", at, format!("`{}` needs nothing passed before it", one.course), help);
            }
        }
        self.waiting(list, at);
    }

    /// Courses of which each waits for the next, and the last for the first.
    fn waiting(&mut self, list: &'a [Prerequisite], at: At<'_>) {
        let never = never(list);
        let places: BTreeMap<&OutcomeName, usize> = never.keys().copied().zip(0..).collect();
        let waits: Vec<Vec<usize>> = never.values().map(|(one, _)| waits_for(one, &places)).collect();
        let indices: Vec<usize> = never.values().map(|(_, index)| *index).collect();
        let circles = circles(&waits);
        for circle in circles.found {
            let circle: Vec<usize> = circle.into_iter().filter_map(|place| indices.get(place)).copied().collect();
            self.circle_of(list, &circle, circles.all, at);
        }
    }

    fn circle_of(&mut self, list: &[Prerequisite], circle: &[usize], all: bool, at: At<'_>) {
        let Some(last) = circle.last() else { return };
        let courses: Vec<_> = circle.iter().filter_map(|index| list.get(*index)).map(|one| &one.course).collect();
        let shown: Vec<_> = courses.iter().take(SHOWN_MOST).map(|course| format!("`{course}`")).collect();
        let message = match shown.as_slice() {
            [alone] => format!("{alone} is to be passed before itself"),
            [first, ..] if courses.len() == shown.len() => {
                format!("courses wait for each other in a circle: {} and again {first}", shown.join(", "))
            }
            _ => format!("{} courses wait for each other in a circle: {}, …", courses.len(), shown.join(", ")),
        };
        let help = "none of them can ever be passed first: take one requirement out, or offer another course in `any`";
        let more = if all { "" } else { "; there are more circles than are told" };
        self.advise("P028", at.index(*last), message, format!("{help}{more}"));
    }
}

/// What a course waits for among those that can never be passed: all that is in `all`, and of `any` the first, where
/// none of it can be passed; it takes no more than one of them.
fn waits_for(one: &Prerequisite, never: &BTreeMap<&OutcomeName, usize>) -> Vec<usize> {
    let place = |other: &OutcomeName| never.get(other).copied();
    let stuck = one.any.iter().all(|other| never.contains_key(other));
    let any = one.any.first().filter(|_| stuck);
    let places: BTreeSet<usize> = one.all.iter().chain(any).filter_map(place).collect();
    places.into_iter().collect()
}

/// The courses that can never be passed where every course waits for what it needs: what is left when all that can be
/// passed is, one after another.
fn never(list: &[Prerequisite]) -> BTreeMap<&OutcomeName, (&Prerequisite, usize)> {
    let mut waiting: BTreeMap<&OutcomeName, (&Prerequisite, usize)> =
        list.iter().enumerate().map(|(index, one)| (&one.course, (one, index))).collect();
    let mut waits_for: BTreeMap<&OutcomeName, Vec<&OutcomeName>> = BTreeMap::new();
    for one in list {
        for other in one.all.iter().chain(&one.any) {
            waits_for.entry(other).or_default().push(&one.course);
        }
    }
    let mut next: Vec<&OutcomeName> = waiting.keys().copied().collect();
    while let Some(course) = next.pop() {
        let can = |one: &Prerequisite| {
            let free = |other: &OutcomeName| !waiting.contains_key(other);
            one.all.iter().all(free) && (one.any.is_empty() || one.any.iter().any(free))
        };
        if waiting.get(course).is_some_and(|(one, _)| can(one)) {
            waiting.remove(course);
            next.extend(waits_for.get(course).into_iter().flatten());
        }
    }
    waiting
}
