//! Puts the names of courses in a document of programmes in full: each becomes the thing that it is an attempt at.

use crate::document::{At, Problem};
use crate::programme::draft::ProgrammesDraft;
use crate::programme::pick::Pick;
use crate::programme::requirements::{Prerequisite, Programme};
use crate::registry::{Naming, OutcomeKind, Roll};

/// By what catalogues say on the document's first day. What cannot be told is told.
pub(super) fn put_in_full(draft: &mut ProgrammesDraft, roll: &dyn Roll, tell: &mut dyn FnMut(Problem)) {
    let mut naming = Naming::new(roll, draft.head.valid.from, "P039", tell);
    let list = At::top("programme");
    for (index, each) in draft.programmes.iter_mut().enumerate() {
        programme(each, &mut naming, list.index(index));
    }
}

fn programme(programme: &mut Programme, naming: &mut Naming<'_>, at: At<'_>) {
    let (parts, quotas, before) = (at.key("part"), at.key("quota"), at.key("prerequisite"));
    for (index, part) in programme.parts.iter_mut().enumerate() {
        picks(&mut part.accepts, naming, parts.index(index).key("accepts"));
    }
    for (index, quota) in programme.quotas.iter_mut().enumerate() {
        picks(&mut quota.of, naming, quotas.index(index).key("of"));
    }
    for (index, one) in programme.prerequisites.iter_mut().enumerate() {
        prerequisite(one, naming, before.index(index));
    }
}

fn picks(picks: &mut [Pick], naming: &mut Naming<'_>, at: At<'_>) {
    for (index, pick) in picks.iter_mut().enumerate().filter(|(_, pick)| takes_courses(pick)) {
        let at = at.index(index);
        naming.all(&mut pick.codes, at.key("codes"));
        naming.all(&mut pick.not_codes, at.key("not_codes"));
    }
}

/// Whether a pick may take courses, as far as it says kinds.
pub(super) fn takes_courses(pick: &Pick) -> bool {
    pick.kinds.is_empty() || pick.kinds.contains(&OutcomeKind::Course)
}

fn prerequisite(one: &mut Prerequisite, naming: &mut Naming<'_>, at: At<'_>) {
    naming.passed(&mut one.course, at.key("course"));
    naming.all(&mut one.all, at.key("all"));
    naming.all(&mut one.any, at.key("any"));
}
