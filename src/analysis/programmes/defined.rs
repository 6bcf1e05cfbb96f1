//! The units, scales and levels that a document says are its own, against those of the frameworks beside it.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::analysis::programmes::unknown::{Unknown, Words};
use crate::analysis::programmes::vocabulary::{Defined, Vocabulary};
use crate::document::{At, Table};
use crate::id::{Code, ScaleId, UnitId};
use crate::registry::Framework;

/// Where the units, scales and frameworks of levels stand in a text.
#[derive(Default)]
pub(super) struct Order {
    units: BTreeMap<UnitId, usize>,
    scales: BTreeMap<ScaleId, usize>,
    levels: BTreeMap<Code, usize>,
}

impl Order {
    pub(super) fn of(top: &mut Table<'_>) -> Self {
        Self {
            units: listed(top, "unit", "id"),
            scales: listed(top, "scale", "id"),
            levels: listed(top, "levels", "framework"),
        }
    }
}

fn listed<T: FromStr<Err: std::fmt::Display> + Ord>(
    top: &mut Table<'_>,
    list: &'static str,
    key: &'static str,
) -> BTreeMap<T, usize> {
    let ids = top.tables(list, list).map(|mut table| table.optional(key)).enumerate();
    ids.filter_map(|(at, id)| Some((id?, at))).collect()
}

/// Tells of each unit, scale and level that no framework has, or has otherwise: a bank refuses the document for them.
pub(super) fn defined<F: FnMut(At<'_>, Unknown)>(
    own: &Framework,
    order: &Order,
    known: &Vocabulary,
    told: &mut Words<F>,
) {
    let Some(known) = &known.defined else { return };
    units(own, order, known, told);
    scales(own, order, known, told);
    levels(own, order, known, told);
}

fn units<F: FnMut(At<'_>, Unknown)>(own: &Framework, order: &Order, known: &Defined, told: &mut Words<F>) {
    let list = At::top("unit");
    for unit in own.units().filter(|unit| unit.id != UnitId::item()) {
        let place = list.index(order.units.get(&unit.id).copied().unwrap_or_default());
        match known.units.get(&unit.id) {
            None => {
                let words = known.units.keys().map(UnitId::as_str);
                told.unknown(unit.id.as_str(), words, "no framework has the unit", place.key("id"));
            }
            Some(quantum) if *quantum != unit.quantum => told.other(
                format!("the frameworks have the unit `{}` in steps of {quantum}, not of {}", unit.id, unit.quantum),
                format!("write `quantum = \"{quantum}\"`"),
                place.key("quantum"),
            ),
            Some(_) => {}
        }
    }
}

fn scales<F: FnMut(At<'_>, Unknown)>(own: &Framework, order: &Order, known: &Defined, told: &mut Words<F>) {
    let list = At::top("scale");
    for scale in own.scales() {
        let place = list.index(order.scales.get(&scale.id).copied().unwrap_or_default());
        match known.scales.get(&scale.id) {
            None => {
                let words = known.scales.keys().map(ScaleId::as_str);
                told.unknown(scale.id.as_str(), words, "no framework has the scale", place.key("id"));
            }
            Some(same) if same != scale => told.other(
                format!("the frameworks have the scale `{}` otherwise", scale.id),
                "write its marks, or its bounds and step, and what passes as the framework has them".to_owned(),
                place.key("id"),
            ),
            Some(_) => {}
        }
    }
}

fn levels<F: FnMut(At<'_>, Unknown)>(own: &Framework, order: &Order, known: &Defined, told: &mut Words<F>) {
    let list = At::top("levels");
    for level in own.levels().filter(|level| !known.levels.contains(level)) {
        let place = list.index(order.levels.get(&level.framework).copied().unwrap_or_default());
        let words: Vec<String> = known.levels.iter().map(ToString::to_string).collect();
        let words = words.iter().map(String::as_str);
        told.unknown(&level.to_string(), words, "no framework has the level", place.key("levels"));
    }
}
