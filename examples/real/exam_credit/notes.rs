//! What is not plain in the table, and what becomes of it.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Exam, OTHER, Row, Table};

/// One row, and what there is to say about it.
pub(crate) struct Noted<'a> {
    pub(crate) exam: &'a Exam,
    pub(crate) note: Option<&'a str>,
    pub(crate) row: &'a Row,
    /// Why it makes no rule.
    pub(crate) refused: Option<String>,
    /// What is not plain, and how it is treated. Empty: a score in one exam, one course, one number of credits.
    pub(crate) odd: Vec<String>,
}

/// All rows, by number.
pub(crate) fn noted(table: &Table) -> Vec<Noted<'_>> {
    let rows = table.exams.iter().flat_map(|exam| exam.rows.iter().map(move |(note, row)| (exam, note, row)));
    let mut all: Vec<_> = rows
        .map(|(exam, note, row)| Noted {
            exam,
            note: note.as_deref(),
            row,
            refused: refused(table, row),
            odd: odd(row, note.as_deref()),
        })
        .collect();
    all.sort_by_key(|noted| noted.row.course_id);
    all
}

/// A row whose course nobody knows cannot be trusted in the rest either.
fn refused(table: &Table, row: &Row) -> Option<String> {
    let all = row.course_equivalents.iter().flat_map(BTreeMap::values).flatten();
    let unknown = all.copied().find(|course| !table.courses.contains_key(course))?;
    Some(format!("course {unknown} is not in the list of courses"))
}

fn odd(row: &Row, note: Option<&str>) -> Vec<String> {
    let mut odd = Vec::new();
    let Some(lists) = &row.course_equivalents else { return vec!["no course: credits of a category".into()] };
    let named: Vec<_> = lists.keys().map(String::as_str).filter(|college| *college != OTHER).collect();
    if let Some(note) = note {
        odd.push(format!("`{note}` stands in the subject: a condition on the college"));
    }
    if !named.is_empty() {
        odd.push(format!("other courses for {}: a rule each, by enrolment", named.join(", ")));
    }
    if !lists.contains_key(OTHER) {
        odd.push("no default: credits of a category for the other colleges".into());
    }
    let several = |list: &Vec<u32>| list.iter().collect::<BTreeSet<_>>().len() > 1;
    if lists.values().any(several) {
        odd.push("several courses, and not whether all or one: the applicant names one".into());
    }
    if lists.values().any(|list| list.iter().collect::<BTreeSet<_>>().len() < list.len()) {
        odd.push("a course twice in one list: counted once".into());
    }
    if lists.values().any(Vec::is_empty) {
        odd.push("an empty list: credits of a category".into());
    }
    if row.score.is_some() {
        odd.push("a score in words: a ladder, worst first as listed".into());
    }
    if !row.majors_excluded.is_empty() {
        odd.push(format!("not for {}: by enrolment", row.majors_excluded.join(", ")));
    }
    odd
}

/// Numbers that more than one row has. Rules are named by exam and number, so that no two collide.
pub(crate) fn repeated(noted: &[Noted<'_>]) -> Vec<String> {
    let mut by_number: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
    noted.iter().for_each(|one| by_number.entry(one.row.course_id).or_default().push(&one.exam.subject));
    let repeated = by_number.into_iter().filter(|(_, subjects)| subjects.len() > 1);
    repeated.map(|(number, subjects)| format!("{number} is the number of {}", subjects.join(", "))).collect()
}
