//! Loads courses and what they are worth.

use std::ops::Range;

use crate::diagnosis::{Finding, Table, Unique};
use crate::id::{Code, CourseId};
use crate::registry::load::Written;
use crate::registry::{Catalogue, Course, CourseValue, DocumentHead, Framework, Misfit};

pub(super) fn load(
    mut top: Table<'_>,
    head: Option<DocumentHead>,
    list: Option<Code>,
    list_version: Option<Code>,
    against: Option<&Framework>,
) -> Option<Catalogue> {
    let mut ids = Unique::new("the course");
    let courses: Vec<_> = top.tables("course", "course").map(|table| course(table, &mut ids, against)).collect();
    top.finish();
    Catalogue::new(head?, list?, list_version?, courses.into_iter().flatten()).ok()
}

fn course(mut table: Table<'_>, ids: &mut Unique<CourseId>, against: Option<&Framework>) -> Option<Course> {
    let id = table.required("id").inspect(|id| _ = ids.check(&table, "id", id));
    let (title, institution) = (table.human("title"), table.optional("institution"));
    let (tier, scale) = (table.required("tier"), table.required("scale"));
    let (class, category, content) = (table.optional("class"), table.optional("category"), table.optional("content"));
    let never_convertible = table.flag("never_convertible");
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
        values: Vec::new(),
    };
    if let Some(framework) = against {
        check(&table, &course, &values, framework);
    }
    course.values = values.into_iter().map(|(value, _)| value).collect();
    Some(course)
}

/// The values by date, each with where its period and its amount stand.
type Placed = (CourseValue, [Range<usize>; 2]);

fn values(table: &mut Table<'_>) -> Vec<Placed> {
    if table.lacks("value") {
        let finding = Finding::at("R009", table.span_of("value"), "a course needs a value, if only of zero", "");
        let help = "add `[[course.value]]` with `valid` and `amount`; where no credit is certified write \"1 item\"";
        table.add(finding.with_help(help));
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

/// Two values must not be in force on one day.
fn apart(table: &Table<'_>, (left, [left_span, _]): &Placed, (right, [right_span, _]): &Placed) {
    if left.valid.overlaps(&right.valid) {
        let message = format!("on {} the course has two values", right.valid.from);
        let label = format!("the value of line {} holds for {}", table.collector().line(left_span.start), left.valid);
        let finding = Finding::at("R010", right_span.clone(), &message, &label);
        table.add(
            finding.with_help("a period's end is the first day outside it: let one value end where the next begins"),
        );
    }
}

fn check(table: &Table<'_>, course: &Course, values: &[Placed], framework: &Framework) {
    for misfit in course.check_against(framework) {
        table.add(Finding::at("R011", table.span_of("scale"), &misfit.to_string(), ""));
    }
    for (value, [_, amount]) in values {
        if let Some(misfit) = course.misfit(value, framework) {
            let code = if matches!(misfit, Misfit::Quantum { .. }) { "R012" } else { "R011" };
            table.add(Finding::at(code, amount.clone(), &misfit.to_string(), ""));
        }
    }
}
