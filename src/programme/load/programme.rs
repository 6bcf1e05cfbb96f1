//! Loads programmes.

use crate::document::{Finding, Table};
use crate::id::Code;
use crate::programme::load::lists::{ask, carries};
use crate::programme::load::part::part;
use crate::programme::load::quota::quota;
use crate::programme::requirements::{Average, Prerequisite, Programme, Sharing};

/// Reads a programme. It is whole only where nothing was found in it: what could not be read is left out of its lists.
pub(super) fn programme(mut table: Table<'_>) -> Option<Programme> {
    let (id, title, tier) = (table.required("id"), table.human("title"), table.required("tier"));
    let (unit, clause) = (table.required("unit"), table.required("clause"));
    let ask = ask(&mut table);
    let (gates, institutions) = (table.list("gates"), table.list("institutions"));
    let carry = carries(&mut table);
    let parts = table.tables("part", "part").filter_map(part).collect();
    let quotas = table.tables("quota", "quota").filter_map(quota).collect();
    let sharing = table.tables("sharing", "sharing").filter_map(sharing).collect();
    let averages = table.tables("average", "average").filter_map(average).collect();
    let prerequisites = table.tables("prerequisite", "prerequisite").filter_map(prerequisite).collect();
    table.finish();
    Some(Programme {
        ask: ask?,
        averages,
        carry,
        clause: clause?,
        gates,
        id: id?,
        institutions,
        parts,
        prerequisites,
        quotas,
        sharing,
        tier: tier?,
        title: title?,
        unit: unit?,
    })
}

fn sharing(mut table: Table<'_>) -> Option<Sharing> {
    let (clause, between) = (table.required("clause"), between(&mut table));
    let (most, most_items) = (table.optional("most"), table.whole("most_items"));
    table.finish();
    Some(Sharing { between: between?, clause: clause?, most, most_items })
}

/// The ids of two parts.
fn between(table: &mut Table<'_>) -> Option<(Code, Code)> {
    let before = table.collector().total();
    let list: Vec<Code> = table.required_list("between")?;
    if let [one, other] = list.as_slice() {
        return Some((one.clone(), other.clone()));
    }
    if table.collector().total() == before {
        let span = table.span_of("between");
        let message = format!("a sharing is between two parts, and this one is between {}", list.len());
        table.add(
            Finding::at("P026", span, &message, "")
                .with_help("write one `[[programme.sharing]]` for each pair of parts"),
        );
    }
    None
}

fn average(mut table: Table<'_>) -> Option<Average> {
    let (id, clause) = (table.required("id"), table.required("clause"));
    let (scale, least) = (table.required("scale"), table.required("least"));
    let within = table.optional("within");
    table.finish();
    Some(Average { clause: clause?, id: id?, least: least?, scale: scale?, within })
}

fn prerequisite(mut table: Table<'_>) -> Option<Prerequisite> {
    let (course, clause) = (table.required("course"), table.required("clause"));
    let (all, any) = (table.list("all"), table.list("any"));
    table.finish();
    Some(Prerequisite { all, any, clause: clause?, course: course? })
}
