//! Loads units, grade scales and levels.

use crate::credit::{Credits, Hours, Unit};
use crate::document::{Finding, Table, Unique};
use crate::id::{Code, ScaleId, UnitId};
use crate::registry::{Best, DocumentHead, Framework, GradeScale, ScaleError};

pub(super) fn load(mut top: Table<'_>, head: Option<DocumentHead>) -> Option<Framework> {
    let framework = read_framework(&mut top, head, |_, _| ());
    top.finish();
    framework
}

/// Reads units, scales and levels, wherever they stand. `more` reads what else a unit says there.
pub(crate) fn read_framework(
    top: &mut Table<'_>,
    head: Option<DocumentHead>,
    mut more: impl FnMut(&mut Table<'_>, Option<&UnitId>),
) -> Option<Framework> {
    let (mut ids, mut scale_ids, mut names) =
        (Unique::new("the unit"), Unique::new("the scale"), Unique::new("the framework"));
    let units: Vec<_> = top.tables("unit", "unit").map(|table| unit(table, &mut ids, &mut more)).collect();
    let scales: Vec<_> = top.tables("scale", "scale").map(|table| scale(table, &mut scale_ids)).collect();
    let levels: Vec<_> = top.tables("levels", "list of levels").map(|table| levels(table, &mut names)).collect();
    Framework::new(head?, units.into_iter().flatten(), scales.into_iter().flatten(), levels.into_iter().flatten()).ok()
}

fn unit(
    mut table: Table<'_>,
    ids: &mut Unique<UnitId>,
    more: &mut impl FnMut(&mut Table<'_>, Option<&UnitId>),
) -> Option<Unit> {
    let id = table.required("id").filter(|id| ids.check(&table, "id", id));
    let quantum = table.required("quantum");
    let hours = table.optional_table("hours", "range of hours").and_then(hours);
    more(&mut table, id.as_ref());
    if id == Some(UnitId::item()) {
        let finding = Finding::at("R002", table.span_of("id"), "the unit `item` is built in", "");
        table.add(finding.with_help("leave it out; every framework has it, in whole items"));
    }
    if quantum == Some(Credits::ZERO) {
        let finding = Finding::at("R001", table.span_of("quantum"), "a quantum of zero measures nothing", "");
        table.judge(
            finding.with_help("write the smallest step in which credits of this unit are certified, as in \"0.5\""),
        );
    }
    table.finish();
    Some(Unit { id: id.filter(|id| *id != UnitId::item())?, quantum: quantum?, hours })
}

fn hours(mut table: Table<'_>) -> Option<Hours> {
    let (least, most) = (table.required("least"), table.required("most"));
    let span = table.span_of("least");
    table.finish();
    let hours = Hours { least: least?, most: most? };
    if hours.least.is_zero() {
        table.judge(Finding::at("R003", span, "the least hours of a credit must be above zero", ""));
    } else if hours.least > hours.most {
        let message = format!("the least hours {} are above the most, {}", hours.least, hours.most);
        table.judge(Finding::at("R003", span, &message, ""));
    }
    Some(hours)
}

fn scale(mut table: Table<'_>, ids: &mut Unique<ScaleId>) -> Option<GradeScale> {
    let id = table.required("id").filter(|id| ids.check(&table, "id", id));
    let is_range = ["least", "most", "step", "best"].iter().any(|key| table.has(key));
    let scale = match (is_range, table.has("marks")) {
        (true, false) => range(&mut table, id),
        (false, true) => ladder(&mut table, id),
        _ => return neither(&table),
    };
    if let Some(Err(error)) = &scale {
        table.add(Finding::at("R005", table.span_of(key_of(error)), &error.to_string(), ""));
    }
    table.finish();
    scale?.ok()
}

fn range(table: &mut Table<'_>, id: Option<ScaleId>) -> Option<Result<GradeScale, ScaleError>> {
    let (least, most, step) = (table.required("least"), table.required("most"), table.required("step"));
    let (best, pass) = (best(table), table.required("pass"));
    Some(GradeScale::range(id?, least?, most?, step?, best?, pass?))
}

/// Left out it is the most, as in percent.
fn best(table: &mut Table<'_>) -> Option<Best> {
    if table.has("best") { table.required("best") } else { Some(Best::Most) }
}

fn ladder(table: &mut Table<'_>, id: Option<ScaleId>) -> Option<Result<GradeScale, ScaleError>> {
    let marks = unique_list(table, "marks", "the mark");
    let pass = table.required("pass");
    Some(GradeScale::ladder(id?, marks?, pass?))
}

fn neither(table: &Table<'_>) -> Option<GradeScale> {
    let message = "a scale is either a range of numbers or a ladder of marks";
    let help =
        "write `least`, `most`, `step` and `pass` for numbers, or `marks` (worst to best) and `pass` for a ladder";
    table.add(Finding::at("R004", table.span(), message, "").with_help(help));
    None
}

const fn key_of(error: &ScaleError) -> &'static str {
    match error {
        ScaleError::Bounds { .. } => "least",
        ScaleError::Step { .. } => "step",
        ScaleError::Short | ScaleError::Twice { .. } => "marks",
        ScaleError::Pass(_) => "pass",
    }
}

fn levels(mut table: Table<'_>, names: &mut Unique<Code>) -> Option<(Code, Vec<Code>)> {
    let framework = table.required("framework").filter(|id| names.check(&table, "framework", id));
    let levels = unique_list(&mut table, "levels", "the level");
    if table.lacks("levels") {
        let span = table.span_of("levels");
        table.judge(Finding::at("R006", span, "a qualifications framework needs `levels`, from low to high", ""));
    }
    table.finish();
    Some((framework?, levels?))
}

/// A list of codes, unless one cannot be read or is there twice.
fn unique_list(table: &mut Table<'_>, key: &'static str, what: &'static str) -> Option<Vec<Code>> {
    let codes: Vec<Code> = table.list(key);
    let spans: Vec<_> = table.spans_in(key).collect();
    if codes.len() != spans.len() {
        return None;
    }
    let mut seen = Unique::new(what);
    let fresh = codes.iter().zip(spans).filter(|(code, span)| seen.check_at(table, span.clone(), code)).count();
    (fresh == codes.len()).then_some(codes)
}
