//! Puts the names of courses in a rule book in full. What is taken or read becomes the thing that it is an attempt at,
//! what is given stays the course.

use crate::document::{At, Problem};
use crate::registry::{CourseName, Naming, OutcomeKind, OutcomeName, Roll, Scope};
use crate::rules::clause::Target;
use crate::rules::draft::{Rule, RuleBookDraft};
use crate::rules::need::Need;
use crate::rules::source::Source;

/// By what catalogues say on the book's first day. What cannot be told is told.
pub(super) fn put_in_full(draft: &mut RuleBookDraft, roll: &dyn Roll, tell: &mut dyn FnMut(Problem)) {
    let mut naming = Naming::new(roll, draft.head.valid.from, "B035", tell);
    naming.all(&mut draft.never, At::top("book").key("never"));
    let list = At::top("rule");
    for (index, each) in draft.rules.iter_mut().enumerate() {
        rule(each, &mut naming, list.index(index));
    }
}

/// Rules take out of awards only of programmes that there are.
pub(super) fn take_out_of_awards(draft: &RuleBookDraft, roll: &dyn Roll, tell: &mut dyn FnMut(Problem)) {
    let list = At::top("rule");
    for (index, rule) in draft.rules.iter().enumerate() {
        let at = list.index(index);
        let from = at.key("from");
        for (index, source) in rule.from.iter().enumerate() {
            let at = from.index(index);
            awards(source, roll, at.key("reserved_by"), tell);
        }
    }
}

fn awards(source: &Source, roll: &dyn Roll, at: At<'_>, tell: &mut dyn FnMut(Problem)) {
    for (index, scope) in source.reserved_by.iter().enumerate() {
        if let Scope::Award(id) = scope
            && !roll.has_programme(id)
        {
            let message = format!("no programme `{id}` is published: nothing can be reserved by its award");
            let help = "publish the programme first, or write the id of one that is";
            tell(Problem::new("B036", at.index(index).path(), message).help(help));
        }
    }
}

fn rule(rule: &mut Rule, naming: &mut Naming<'_>, at: At<'_>) {
    let (from, to) = (at.key("from"), at.key("to"));
    for (index, source) in rule.from.iter_mut().enumerate().filter(|(_, source)| source.kind == OutcomeKind::Course) {
        naming.all(&mut source.codes, from.index(index).key("codes"));
    }
    needs(&mut rule.need, naming, at.key("need"));
    for (index, effect) in rule.to.iter_mut().enumerate() {
        let at = to.index(index);
        match &mut effect.target {
            Target::Exemption(course) => naming.course(course, at.key("exempt")),
            Target::Course(course) => {
                naming.course(course, at.key("course"));
                given(&rule.from, course, naming, at.key("course"));
            }
            Target::Category(_) | Target::Denial => {}
        }
    }
}

/// The check sees to a rule that gives the course that it takes; here to one that gives what continues it.
fn given(from: &[Source], course: &CourseName, naming: &mut Naming<'_>, at: At<'_>) {
    let thing = naming.oldest(course);
    if thing != *course && takes(from, &thing) {
        naming.tell(gives_what_it_takes(course, at));
    }
}

/// Whether a source names what attempts at a course are attempts at.
pub(super) fn takes(from: &[Source], thing: &CourseName) -> bool {
    let (thing, mut courses) = (OutcomeName::from(thing), from.iter().filter(|one| one.kind == OutcomeKind::Course));
    courses.any(|source| source.codes.iter().any(|name| name.names(&thing)))
}

pub(super) fn gives_what_it_takes(course: &CourseName, at: At<'_>) -> Problem {
    let message = format!("the rule makes an attempt at `{course}` out of one");
    let help = "give another course, or credit of a `category`; for a course to count somewhere else no rule is needed: \
                a programme accepts it";
    Problem::new("B033", at.path(), message).help(help)
}

fn needs(list: &mut [Need], naming: &mut Naming<'_>, at: At<'_>) {
    for (index, need) in list.iter_mut().enumerate() {
        let at = at.index(index);
        match need {
            Need::All(all) => needs(all, naming, at.key("all")),
            Need::Any(any) => needs(any, naming, at.key("any")),
            Need::AtLeast { of, .. } => needs(of, naming, at.key("of")),
            Need::Passed { code, kind: OutcomeKind::Course, .. } => naming.passed(code, at.key("passed")),
            _ => {}
        }
    }
}
