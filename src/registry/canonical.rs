//! Units and levels in the canonical form of the documents that speak of them.

use serde::Serialize;

use crate::credit::{Credits, Unit};
use crate::id::{Code, UnitId};
use crate::journal::canonical;
use crate::registry::framework::Framework;
use crate::registry::words::Tier;

/// The levels of one qualifications framework, in their order.
#[derive(Serialize)]
pub(crate) struct Levels<'a> {
    framework: &'a Code,
    levels: &'a [Code],
}

/// A unit, and the tier at which its credits count.
#[derive(Serialize)]
pub(crate) struct UnitOf<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<HoursOf>,
    id: &'a UnitId,
    quantum: Credits,
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<Tier>,
}

#[derive(Serialize)]
struct HoursOf {
    least: Credits,
    most: Credits,
}

/// The units of a framework in canonical form, with the tier of each that has one. `item` is not among them.
pub(crate) fn units(framework: &Framework, tier: impl Fn(&UnitId) -> Option<Tier>) -> Vec<UnitOf<'_>> {
    let item = UnitId::item();
    framework.units().filter(|unit| unit.id != item).map(|each| unit(each, tier(&each.id))).collect()
}

fn unit(unit: &Unit, tier: Option<Tier>) -> UnitOf<'_> {
    let hours = unit.hours.map(|hours| HoursOf { least: hours.least, most: hours.most });
    UnitOf { hours, id: &unit.id, quantum: unit.quantum, tier }
}

/// The levels of a framework in canonical form.
pub(crate) fn levels(framework: &Framework) -> Vec<Levels<'_>> {
    framework.frameworks().map(|id| Levels { framework: id, levels: framework.levels_of(id) }).collect()
}

/// A document, or a piece of one, in canonical form. Nothing in one has none: its keys are written in order with the
/// types, and no number in it is above 32 bits.
pub(crate) fn piece<T: Serialize>(value: &T) -> Vec<u8> {
    canonical(value).unwrap_or_default()
}
