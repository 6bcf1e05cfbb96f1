//! Loads courses and what they are worth.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::{Finding, Table};
use crate::id::{Code, UnitId};
use crate::registry::load::Written;
use crate::registry::load::attempts::{attempts, place_of_most};
use crate::registry::load::continues::{self, settle};
use crate::registry::load::owners::Owners;
use crate::registry::{Attempts, Catalogue, Course, CourseValue, DocumentHead, Framework, Misfit, OutcomeKind, Roll};

pub(super) fn load(
    mut top: Table<'_>,
    head: Option<DocumentHead>,
    list: Option<Code>,
    list_version: Option<Code>,
    against: Option<&Framework>,
    roll: Option<&dyn Roll>,
) -> Option<Catalogue> {
    let mut owners = Owners::new();
    let tables = top.tables("course", "course");
    let mut courses: Vec<_> = tables.filter_map(|table| course(table, &mut owners, against)).collect();
    top.finish();
    settle(&top, &mut courses, roll);
    Catalogue::new(head?, list?, list_version?, courses.into_iter().map(|(course, _)| course)).ok()
}

fn course(mut table: Table<'_>, owners: &mut Owners, against: Option<&Framework>) -> Option<continues::Placed> {
    let (id, title, institution) = (table.required("id"), table.human("title"), table.optional("institution"));
    if let Some(id) = &id {
        owners.check(&table, id, institution.as_ref());
    }
    let (tier, scale) = (table.required("tier"), table.required("scale"));
    let (class, category, content) = (table.optional("class"), table.optional("category"), table.optional("content"));
    let never_convertible = table.flag("never_convertible");
    let (policy, continues) = (attempts(&mut table), table.optional("continues"));
    let values = values(&mut table);
    table.finish();
    let mut course = Course {
        id: id?,
        institution,
        title: title?,
        tier: tier?,
        class,
        category,
        content,
        scale: scale?,
        never_convertible,
        attempts: policy.unwrap_or_else(|| Attempts::usual(OutcomeKind::Course)),
        continues,
        values: Vec::new(),
    };
    unit_of_most(&table, &course.attempts, &values);
    if let Some(framework) = against {
        check(&table, &course, &values, framework);
    }
    course.values = values.into_iter().map(|(value, _)| value).collect();
    Some((course, table.span_of("continues")))
}

/// The values by date, each with where its period and its amount stand.
type Placed = (CourseValue, [Range<usize>; 2]);

fn values(table: &mut Table<'_>) -> Vec<Placed> {
    if table.lacks("value") {
        let finding = Finding::at("R009", table.span_of("value"), "a course needs a value, if only of zero", "");
        let help = "add `[[course.value]]` with `valid` and `amount`; where no credit is certified write \"1 item\"";
        table.judge(finding.with_help(help));
    }
    let mut values: Vec<_> = table.tables("value", "value").filter_map(value).collect();
    values.sort_by_key(|(value, _)| value.valid.from);
    for (left, right) in values.iter().zip(values.iter().skip(1)) {
        apart(table, left, right);
    }
    values
}

fn value(mut table: Table<'_>) -> Option<Placed> {
    let (valid, amount, hours) =
        (table.required("valid"), table.required::<Written>("amount"), table.optional("hours"));
    let spans = [table.span_of("valid"), table.span_of("amount")];
    table.finish();
    Some((CourseValue { valid: valid?, amount: amount?.0, hours }, spans))
}

/// A most is counted in items, or in a unit in which the course has been worth something.
fn unit_of_most(table: &Table<'_>, attempts: &Attempts, values: &[Placed]) {
    let Some(most) = &attempts.most else { return };
    let units: BTreeSet<_> = values.iter().map(|(value, _)| &value.amount.unit).collect();
    if units.is_empty() || most.unit == UnitId::item() || units.contains(&most.unit) {
        return;
    }
    let list: Vec<_> = units.into_iter().map(|unit| format!("`{unit}`")).collect();
    let message =
        format!("the most of attempts is in `{}`, and the course is counted in {}", most.unit, list.join(", "));
    let finding = Finding::at("R015", place_of_most(table), &message, "");
    table.judge(finding.with_help("write it in a unit of the course, or in `item` for a number of attempts"));
}

/// Two values must not be in force on one day.
fn apart(table: &Table<'_>, (left, [left_span, _]): &Placed, (right, [right_span, _]): &Placed) {
    if left.valid.overlaps(&right.valid) {
        let message = format!("on {} the course has two values", right.valid.from);
        let label = format!("the value of line {} holds for {}", table.collector().line(left_span.start), left.valid);
        let finding = Finding::at("R010", right_span.clone(), &message, &label);
        table.judge(
            finding.with_help("a period's end is the first day outside it: let one value end where the next begins"),
        );
    }
}

fn check(table: &Table<'_>, course: &Course, values: &[Placed], framework: &Framework) {
    for misfit in course.check_against(framework).filter(|misfit| !is_told(misfit)) {
        let place = if misfit.is_of_most() { place_of_most(table) } else { table.span_of("scale") };
        table.judge(Finding::at(code_of(&misfit), place, &misfit.to_string(), ""));
    }
    for (value, [_, amount]) in values {
        if let Some(misfit) = course.misfit(value, framework) {
            table.judge(Finding::at(code_of(&misfit), amount.clone(), &misfit.to_string(), ""));
        }
    }
}

/// Of a number of attempts the loader says so itself, whatever the framework.
fn is_told(misfit: &Misfit) -> bool {
    matches!(misfit, Misfit::MostQuantum { off, .. } if off.unit == UnitId::item())
}

const fn code_of(misfit: &Misfit) -> &'static str {
    match misfit {
        Misfit::Quantum { .. } | Misfit::MostQuantum { .. } => "R012",
        _ => "R011",
    }
}
