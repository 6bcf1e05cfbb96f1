//! Loads the sources of a rule.

use crate::document::Table;
use crate::registry::UseKind;
use crate::rules::load::written::WrittenTaking;
use crate::rules::source::{Source, Taking};

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
