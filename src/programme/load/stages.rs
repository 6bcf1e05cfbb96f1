//! Loads pathways.

use crate::document::Table;
use crate::programme::load::lists::carries;
use crate::programme::stages::{Change, Gate, GateSubject, Pathway, Stage, Window};

pub(super) fn pathway(mut table: Table<'_>) -> Option<Pathway> {
    let (id, kind, title) = (table.required("id"), table.required("kind"), table.human("title"));
    let clause = table.required("clause");
    let stages = table.tables("stage", "stage").filter_map(stage).collect();
    let changes = table.tables("change", "change").filter_map(change).collect();
    table.finish();
    Some(Pathway { changes, clause: clause?, id: id?, kind: kind?, stages, title: title? })
}

fn stage(mut table: Table<'_>) -> Option<Stage> {
    let (programme, needs_award) = (table.required("programme"), table.flag("needs_award"));
    let carry = carries(&mut table);
    let gate = table.optional_table("gate", "gate").and_then(gate);
    table.finish();
    Some(Stage { carry, gate, needs_award, programme: programme? })
}

fn gate(mut table: Table<'_>) -> Option<Gate> {
    let (id, clause) = (table.required("id"), table.required("clause"));
    let attempts = if table.has("attempts") { table.whole("attempts") } else { Some(1) };
    table.know(&["attempts"]);
    let (least_each, least_sum) = (table.optional("least_each"), table.optional("least_sum"));
    let fall_to = table.list("fall_to");
    let subjects = table.tables("subjects", "subject").filter_map(subject).collect();
    table.finish();
    Some(Gate { attempts: attempts?, clause: clause?, fall_to, id: id?, least_each, least_sum, subjects })
}

fn subject(mut table: Table<'_>) -> Option<GateSubject> {
    let (id, full) = (table.required("id"), table.required("full"));
    table.finish();
    Some(GateSubject { full: full?, id: id? })
}

fn change(mut table: Table<'_>) -> Option<Change> {
    let (from, to, into) = (table.required_whole("from"), table.required("to"), table.required_whole("into"));
    let (clause, carry) = (table.required("clause"), carries(&mut table));
    let within = table.tables("within", "window").filter_map(window).collect();
    table.finish();
    Some(Change { carry, clause: clause?, from: from?, into: into?, to: to?, within })
}

fn window(mut table: Table<'_>) -> Option<Window> {
    let (from, below) = (table.optional("from"), table.required("below"));
    table.finish();
    Some(Window { below: below?, from })
}
