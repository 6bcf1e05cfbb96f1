//! Loads the parts of a programme, and what they accept.

use crate::document::Table;
use crate::programme::load::lists::ask;
use crate::programme::pick::Pick;
use crate::programme::requirements::Part;

/// Reads a part. The programme around it is whole only where nothing was found in it.
pub(super) fn part(mut table: Table<'_>) -> Option<Part> {
    let id = table.required("id");
    table.know(&["title"]);
    let title = table.has("title").then(|| table.human("title")).flatten();
    let part = Part {
        accepts: picks(&mut table, "accepts"),
        ask: ask(&mut table)?,
        clause: table.optional("clause"),
        id: id?,
        optional: table.flag("optional"),
        overlay: table.flag("overlay"),
        split: table.flag("split"),
        title,
        within: table.optional("within"),
    };
    table.finish();
    Some(part)
}

/// The picks under a key.
pub(super) fn picks(table: &mut Table<'_>, key: &'static str) -> Vec<Pick> {
    table.tables(key, "pick").map(pick).collect()
}

fn pick(mut table: Table<'_>) -> Pick {
    let pick = Pick {
        age: table.optional("age"),
        carried: table.flag("carried"),
        categories: table.list("categories"),
        classes: table.list("classes"),
        codes: table.list("codes"),
        contents: table.list("contents"),
        earned: table.optional("earned"),
        grade: table.optional("grade"),
        issuers: table.list("issuers"),
        kinds: table.list("kinds"),
        level: table.optional("level"),
        not_codes: table.list("not_codes"),
        not_issuers: table.list("not_issuers"),
        origins: table.list("origins"),
        prefixes: table.list("prefixes"),
        tiers: table.list("tiers"),
        unit: table.optional("unit"),
    };
    table.finish();
    pick
}
