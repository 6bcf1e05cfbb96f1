//! Random picks.

use crate::programme::{Pick, Provenance};
use crate::registry::{OutcomeKind, Tier};
use crate::testing::planner::small::world::{CATEGORIES, CLASSES, CONTENTS, ISSUERS, NAMES};
use crate::testing::rules::Dice;

pub(super) const KINDS: [OutcomeKind; 3] = [OutcomeKind::Course, OutcomeKind::Certificate, OutcomeKind::Work];

/// A pick that narrows by one or two things, or by nothing.
pub(super) fn pick(dice: &mut Dice) -> Option<Pick> {
    let mut pick = Pick::default();
    for _ in 0..dice.pick(&[1, 0, 1, 2])? {
        narrow(dice, &mut pick)?;
    }
    Some(pick)
}

fn narrow(dice: &mut Dice, pick: &mut Pick) -> Option<()> {
    match dice.below(16) {
        0..=2 => pick.codes = some(dice, &NAMES, 4)?,
        3 | 4 => pick.categories = some(dice, &CATEGORIES, 2)?,
        5 => pick.kinds = vec![dice.pick(&KINDS)?],
        6 => pick.grade = dice.read(&["6.. ten", "3.. german", "..8 ten", "4..9 ten"]),
        7 => pick.level = dice.read(&["mid.. nqf", "..high nqf"]),
        8 => pick.origins = vec![dice.pick(&[Provenance::Own, Provenance::Other, Provenance::Converted])?],
        9 => pick.age = dice.read(&["P5Y", "P2Y"]),
        10 => pick.prefixes = some(dice, &["X:", "Y:"], 1)?,
        11 => pick.issuers = some(dice, &ISSUERS, 2)?,
        12 => pick.contents = some(dice, &CONTENTS, 2)?,
        13 => pick.classes = some(dice, &CLASSES, 1)?,
        14 => rare(dice, pick)?,
        _ => pick.not_codes = some(dice, &NAMES, 2)?,
    }
    Some(())
}

fn rare(dice: &mut Dice, pick: &mut Pick) -> Option<()> {
    match dice.below(5) {
        0 => pick.not_issuers = some(dice, &ISSUERS, 1)?,
        1 => pick.earned = dice.read(&["2024-01-01..", "2020-01-01..2025-01-01"]),
        2 => pick.carried = true,
        3 => pick.tiers = vec![dice.pick(&[Tier::Higher, Tier::Secondary])?],
        _ => pick.unit = dice.read(&["c", "h"]),
    }
    Some(())
}

/// Some of these, at least one.
fn some<T: std::str::FromStr + Ord>(dice: &mut Dice, all: &[&str], most: usize) -> Option<Vec<T>> {
    let mut list = dice.some_of(all, most)?;
    if list.is_empty() {
        list.push(dice.read(all)?);
    }
    Some(list)
}
