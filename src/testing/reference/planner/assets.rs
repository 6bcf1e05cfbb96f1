//! What an asset says of itself.

use crate::id::ProgrammeId;
use crate::planner::{Asset, AssetId};
use crate::registry::{OutcomeKind, OutcomeName};

/// The earlier awards that reserve an asset.
pub(super) fn carried(asset: &Asset) -> &[ProgrammeId] {
    match &asset.id {
        AssetId::Lot { carried, .. } => carried,
        AssetId::Made { .. } => &[],
    }
}

/// Whether a name is that of an outcome: of a course in full that of the thing, and else a code that it has.
pub(super) fn is_called(
    name: &OutcomeName,
    kind: OutcomeKind,
    code: &crate::id::Code,
    thing: Option<&crate::registry::Thing>,
) -> bool {
    let by_thing = thing.is_some_and(|thing| thing.code == name.code);
    match &name.owner {
        Some(owner) if kind == OutcomeKind::Course => by_thing && thing.is_some_and(|thing| thing.owner == *owner),
        _ => by_thing || *code == name.code,
    }
}
