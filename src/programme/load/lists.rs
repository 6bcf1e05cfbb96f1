//! Loads what stands in several places: asks, choices, carries.

use crate::document::Table;
use crate::programme::requirements::{Ask, Carry, Choice};

/// What is asked, of a part or of a programme.
pub(super) fn ask(table: &mut Table<'_>) -> Option<Ask> {
    let (least, most) = (table.optional("least"), table.optional("most"));
    let (least_items, most_items) = (table.whole("least_items"), table.whole("most_items"));
    let choose = choose(table);
    Some(Ask { choose, least, least_items, most, most_items })
}

/// A number of parts, or a table that says the least and the most.
fn choose(table: &mut Table<'_>) -> Option<Choice> {
    if !table.is_table("choose") {
        return table.whole("choose").map(|number| Choice { least: number, most: number });
    }
    let mut table = table.optional_table("choose", "choice")?;
    let (least, most) = (table.required_whole("least"), table.required_whole("most"));
    table.finish();
    Some(Choice { least: least?, most: most? })
}

/// The carries under `carry`.
pub(super) fn carries(table: &mut Table<'_>) -> Vec<Carry> {
    table.tables("carry", "carry").filter_map(carry).collect()
}

fn carry(mut table: Table<'_>) -> Option<Carry> {
    let (from, most, clause) = (table.required("from"), table.optional("most"), table.required("clause"));
    table.finish();
    Some(Carry { clause: clause?, from: from?, most })
}
