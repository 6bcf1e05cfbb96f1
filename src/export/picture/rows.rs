//! Which lot and which requirement stand on which row: each lot beside the first requirement in which it counts.

use crate::export::picture::scene::{Lot, Scene};

/// A row of the picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    /// A lot, by place.
    pub(super) lot: Option<usize>,
    /// What stands on the right.
    pub(super) right: Right,
}

/// What stands on the right of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Right {
    /// What also flows into the requirement of this place, from lots that stand beside another one.
    Also(usize),
    /// Nothing.
    #[default]
    Nothing,
    /// A requirement, by place.
    Part(usize),
}

/// The rows. With `also`, what a requirement shares with others gets a row of its own.
pub(super) fn rows(scene: &Scene, also: bool) -> Vec<Row> {
    (0..scene.parts.len()).flat_map(|place| block(scene, place, also)).collect()
}

/// A requirement with the lots beside it.
fn block(scene: &Scene, place: usize, also: bool) -> Vec<Row> {
    let beside = |(at, lot): (usize, &Lot)| (lot.to.first() == Some(&place)).then_some(at);
    let mut lots = scene.lots.iter().enumerate().filter_map(beside);
    let mut block = vec![Row { lot: lots.next(), right: Right::Part(place) }];
    block.extend(lots.map(|lot| Row { lot: Some(lot), right: Right::Nothing }));
    if also && !shared(scene, place).is_empty() {
        block.push(Row { lot: None, right: Right::Also(place) });
    }
    block
}

/// The lots that count in a requirement and stand beside another one.
pub(super) fn shared(scene: &Scene, place: usize) -> Vec<usize> {
    let shares = |(at, lot): (usize, &Lot)| lot.to.iter().skip(1).any(|to| *to == place).then_some(at);
    scene.lots.iter().enumerate().filter_map(shares).collect()
}
