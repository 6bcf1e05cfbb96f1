//! Matriculations, what was decided on the way, and awards as tables.

use crate::export::ids::{entry, item, table};
use crate::export::table::Table;
use crate::ledger::{Assessment, Matriculation, Passbook, Relieved};
use crate::planner::Relief;
use crate::solver::LevelResult;

/// The programmes that are studied: in which version, on which pathway, and which gates were tried.
#[must_use]
pub fn matriculations(book: &Passbook) -> String {
    let mut shown = Table::new([">line", "matriculated in", "pathway", "version", "at", "on", "gates", "stands"]);
    for one in book.matriculations.values() {
        shown.push([
            entry(one.id),
            one.programme.to_string(),
            pathway(one),
            format!("{} of line {}", one.document, one.position),
            one.institution.to_string(),
            one.on.to_string(),
            one.assessments.iter().map(assessment).collect::<Vec<_>>().join(", "),
            stands(one),
        ]);
    }
    table(shown)
}

fn pathway(one: &Matriculation) -> String {
    match (&one.pathway, one.stage) {
        (Some(pathway), Some(stage)) => format!("{pathway}, stage {stage}"),
        _ => String::new(),
    }
}

fn assessment(one: &Assessment) -> String {
    let suspended = if one.suspended.is_some() { ", suspended" } else { "" };
    format!("{} {} on {}{suspended}", one.gate, if one.passed { "passed" } else { "failed" }, one.on)
}

fn stands(one: &Matriculation) -> String {
    match (&one.left, one.succeeded) {
        (Some(left), _) => format!("left on {} ({})", left.on, left.reason),
        (None, Some(by)) => format!("replaced by {}", entry(by)),
        (None, None) => "in force".to_owned(),
    }
}

/// What was decided for the learner alone: exemptions, substitutions and waivers.
#[must_use]
pub fn reliefs(book: &Passbook) -> String {
    let mut shown = Table::new([">line", "of", "decided", "clause", "why", "from", "through"]);
    for of in book.matriculations.values() {
        of.reliefs.iter().for_each(|one| row(&mut shown, of, one));
    }
    table(shown)
}

fn row(shown: &mut Table, of: &Matriculation, one: &Relieved) {
    shown.push([
        entry(one.entry),
        of.programme.to_string(),
        format!("{}{}", relief(&one.relief), if one.suspended.is_some() { ", suspended" } else { "" }),
        one.clause.to_string(),
        one.reason.to_string(),
        one.on.to_string(),
        one.through.map(|day| day.to_string()).unwrap_or_default(),
    ]);
}

fn relief(relief: &Relief) -> String {
    match relief {
        Relief::Exempt { credits, items: 0, part } => format!("exempt from {credits} of {part}"),
        Relief::Exempt { credits, items, part } => format!("exempt from {credits} and {items} items of {part}"),
        Relief::Substitute { lot, part } => format!("lot {} counts in {part}", item(lot.entry, lot.k)),
        Relief::Waive { id, what } => format!("{what} {id} waived"),
    }
}

/// Awards that were made from plans, with what is proved of each.
#[must_use]
pub fn awards(book: &Passbook) -> String {
    let mut shown = Table::new([">award", "programme", "by", "on", ">lots", "proved", "plan", "stands"]);
    for one in book.decisions.values() {
        let Some(award) = &one.award else { continue };
        let causes: Vec<_> = one.marks.iter().map(|mark| entry(*mark)).collect();
        let stands = match (one.ended, causes.is_empty()) {
            (Some(by), _) => format!("ended by {}", entry(by)),
            (None, true) => "in force".to_owned(),
            (None, false) => format!("suspended by {}", causes.join(", ")),
        };
        let plan: String = one.decided.to_string().chars().take(12).collect();
        shown.push([
            item(one.id.entry, one.id.k),
            award.programme.to_string(),
            one.institution.to_string(),
            one.effective.to_string(),
            one.take.len().to_string(),
            proved(&award.levels),
            plan,
            stands,
        ]);
    }
    table(shown)
}

/// What is proved, or how far it may be from the best.
fn proved(levels: &[LevelResult]) -> String {
    let open: Vec<_> = levels.iter().filter(|one| !one.is_proved()).collect();
    if open.is_empty() {
        return "best".to_owned();
    }
    let gap = |one: &&LevelResult| format!("{} {} (at least {})", one.level, one.value, one.bound);
    open.iter().map(gap).collect::<Vec<_>>().join(", ")
}
