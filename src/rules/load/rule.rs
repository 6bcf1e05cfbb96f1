//! Loads rules and their sources.

use crate::document::Table;
use crate::registry::UseKind;
use crate::rules::draft::{ReviewStage, Rule};
use crate::rules::load::effect::effect;
use crate::rules::load::need::needs;
use crate::rules::load::written::WrittenTaking;
use crate::rules::source::{Source, Taking};

/// Reads a rule. It is whole only where nothing was found in it: what could not be read is left out of its lists.
pub(super) fn rule(mut table: Table<'_>) -> Option<Rule> {
    let (id, group, clause) = (table.required("id"), table.required("group"), table.required("clause"));
    let valid = table.required("valid");
    table.need("from");
    let from = table.tables("from", "source").filter_map(source).collect();
    let need = needs(&mut table, "need");
    table.need("to");
    let to = table.tables("to", "effect").filter_map(effect).collect();
    let (overrides, limits) = (table.list("overrides"), table.list("limits"));
    let review = table.tables("review", "review").filter_map(stage).collect();
    table.finish();
    Some(Rule { clause: clause?, from, group: group?, id: id?, limits, need, overrides, review, to, valid: valid? })
}

fn stage(mut table: Table<'_>) -> Option<ReviewStage> {
    let (role, at) = (table.required("role"), table.optional("at"));
    table.finish();
    Some(ReviewStage { at, role: role? })
}

pub(super) fn source(mut table: Table<'_>) -> Option<Source> {
    let kind = table.required("kind");
    let (r#use, take) = (table.or("use", UseKind::Consume), table.or("take", WrittenTaking(Taking::Whole)));
    let source = Source {
        age: table.optional("age"),
        codes: table.list("codes"),
        consortium: table.optional("consortium"),
        contents: table.list("contents"),
        earned: table.optional("earned"),
        grade: table.optional("grade"),
        issuers: table.list("issuers"),
        kind: kind?,
        level: table.optional("level"),
        many: table.flag("many"),
        not_issuers: table.list("not_issuers"),
        reserved_by: table.list("reserved_by"),
        scope: table.optional("scope"),
        size: table.optional("size"),
        take: take?.0,
        tiers: table.list("tiers"),
        unit: table.optional("unit"),
        r#use: r#use?,
    };
    table.finish();
    Some(source)
}
