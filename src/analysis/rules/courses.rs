//! Courses that rules name, against a list of courses.

use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::document::Severity;
use crate::registry::{Catalogue, Course, CourseName, OutcomeKind, OutcomeName};
use crate::rules::{Effect, Rule, RuleWorth, Target};

pub(super) fn courses(ground: &mut Ground<'_>, list: &Catalogue) {
    for (place, rule) in ground.book.rules().iter().enumerate() {
        for effect in &rule.to {
            if let Target::Course(course) | Target::Exemption(course) = &effect.target {
                target(ground, list, place, rule, effect, course);
            }
        }
        let sources = rule.from.iter().filter(|source| source.kind == OutcomeKind::Course);
        for code in sources.flat_map(|source| &source.codes) {
            taken(ground, list, place, rule, code);
        }
    }
}

fn tell(
    ground: &mut Ground<'_>,
    code: &'static str,
    severity: Severity,
    (place, rule): (usize, &Rule),
    message: String,
) {
    ground.tell(message.clone(), RuleRemark::new(code, severity, About::Rule(place), message).of([rule.id.clone()]));
}

fn target(ground: &mut Ground<'_>, list: &Catalogue, place: usize, rule: &Rule, effect: &Effect, id: &CourseName) {
    let at = (place, rule);
    if several(ground, list, at, id) {
        return;
    }
    let Some(course) = list.named(id) else {
        let message = format!("`{}` gives the course `{id}`, which `{}` does not have", rule.id, list.list);
        return tell(ground, "A040", Severity::Error, at, message);
    };
    if let Some(tier) = effect.tier.filter(|tier| *tier != course.tier) {
        let message = format!(
            "`{}` gives the course `{id}` at the tier `{tier}`, and `{}` has it at `{}`",
            rule.id, list.list, course.tier
        );
        tell(ground, "A041", Severity::Warning, at, message);
    }
    if let Some(message) = worth(rule, effect, course) {
        tell(ground, "A044", Severity::Note, at, message);
    }
}

/// Where a stated amount is not what the course is worth on the rule's first day.
fn worth(rule: &Rule, effect: &Effect, course: &Course) -> Option<String> {
    let amounts = effect.amounts.as_ref()?;
    let RuleWorth::Fixed(credits) = amounts.worth else { return None };
    let value = &course.value_on(rule.valid.from)?.amount;
    let same = value.credits == credits && value.unit == amounts.unit;
    (!same).then(|| {
        format!(
            "`{}` gives {credits} {} of the course `{}`, which is worth {value} on {}",
            rule.id, amounts.unit, course.id, rule.valid.from
        )
    })
}

/// A bare code of which the list has several courses.
fn several(ground: &mut Ground<'_>, list: &Catalogue, at: (usize, &Rule), name: &CourseName) -> bool {
    let courses = list.courses(&name.code);
    if name.owner.is_some() || courses.len() < 2 {
        return false;
    }
    let names: Vec<_> = courses.iter().map(|course| format!("`{}`", course.name())).collect();
    let (rule, names) = (&at.1.id, names.join(", "));
    let message = format!("`{rule}` names the course `{name}`, of which `{}` has several: {names}", list.list);
    tell(ground, "A045", Severity::Error, at, message);
    true
}

fn taken(ground: &mut Ground<'_>, list: &Catalogue, place: usize, rule: &Rule, code: &OutcomeName) {
    let at = (place, rule);
    let name = code.to_string().parse::<CourseName>().ok();
    if name.as_ref().is_some_and(|name| several(ground, list, at, name)) {
        return;
    }
    let known = name.and_then(|name| list.named(&name));
    match known {
        None => {
            let message = format!("`{}` takes the course `{code}`, which `{}` does not have", rule.id, list.list);
            tell(ground, "A043", Severity::Note, at, message);
        }
        Some(course) if course.never_convertible => {
            let message =
                format!("`{}` takes the course `{code}`, which `{}` says is never to be converted", rule.id, list.list);
            tell(ground, "A042", Severity::Error, at, message);
        }
        Some(_) => {}
    }
}
