//! Loads what rules refer to: consortia, groups and limits; and waivers.

use crate::document::Table;
use crate::rules::draft::{Bound, Consortium, Group, Limit, Waiver};
use crate::rules::load::written::WrittenBase;
use crate::rules::words::Same;

pub(super) fn consortium(mut table: Table<'_>) -> Option<Consortium> {
    let (id, valid) = (table.required("id"), table.required("valid"));
    table.know(&["receivers"]);
    let mutual = table.one_of(&["members", "issuers"])? == "members";
    let issuers = table.list(if mutual { "members" } else { "issuers" });
    let receivers = if mutual { issuers.clone() } else { table.list("receivers") };
    table.finish();
    Some(Consortium { id: id?, issuers, receivers, valid: valid? })
}

pub(super) fn group(mut table: Table<'_>) -> Option<Group> {
    let (id, hit) = (table.required("id"), table.required("hit"));
    let same = table.or("same", Same::Lot);
    table.finish();
    Some(Group { hit: hit?, id: id?, same: same? })
}

pub(super) fn limit(mut table: Table<'_>) -> Option<Limit> {
    let (id, clause) = (table.required("id"), table.required("clause"));
    let (binds, measure, unit) = (table.required("binds"), table.required("measure"), table.optional("unit"));
    let (per, windows) = (table.required_list("per"), table.list("windows"));
    let bound = bound(&mut table);
    table.finish();
    Some(Limit { binds: binds?, bound: bound?, clause: clause?, id: id?, measure: measure?, per: per?, unit, windows })
}

fn bound(table: &mut Table<'_>) -> Option<Bound> {
    table.know(&["of"]);
    if table.one_of(&["most", "share"])? == "most" {
        return table.required("most").map(Bound::Most);
    }
    let (share, of) = (table.required("share"), table.required("of"));
    let WrittenBase(of) = of?;
    Some(Bound::Share { of, share: share? })
}

pub(super) fn waiver(mut table: Table<'_>) -> Option<Waiver> {
    let (law, reason) = (table.required("law"), table.prose("reason"));
    table.finish();
    Some(Waiver { law: law?, reason: reason? })
}
