//! Random lots.

use std::collections::BTreeSet;

use crate::credit::Amount;
use crate::id::{Code, LotId};
use crate::planner::{Asset, AssetId, Holdings, Lineage};
use crate::registry::{OutcomeKind, Thing, Tier};
use crate::testing::planner::small::Size;
use crate::testing::planner::small::picks::KINDS;
use crate::testing::planner::small::world::{
    AWARDS, CATEGORIES, CLASSES, CODES, CONTENTS, DAYS, GRADES, ISSUERS, LEVELS, RULES, TODAY, quanta,
};
use crate::testing::rules::Dice;

/// Holdings with lots and nothing else.
pub(super) fn holdings(dice: &mut Dice, size: Size) -> Option<Holdings> {
    let least = size.lots / 2;
    let count = least + dice.below(size.lots - least + 1);
    let assets = (0..count).map(|k| lot(dice, u16::try_from(k).ok()?)).collect::<Option<_>>()?;
    bare(assets)
}

/// These assets and nothing else.
pub(super) fn bare(assets: Vec<Asset>) -> Option<Holdings> {
    Some(Holdings {
        assets,
        carry: Vec::new(),
        day: TODAY.parse().ok()?,
        gates: BTreeSet::new(),
        groups: Vec::new(),
        limits: Vec::new(),
        options: Vec::new(),
        own: "OWN".parse().ok()?,
        passed: Vec::new(),
        reliefs: Vec::new(),
    })
}

fn lot(dice: &mut Dice, k: u16) -> Option<Asset> {
    let mut asset = asset(dice, AssetId::Lot { carried: Vec::new(), lot: LotId::here(2, k) })?;
    if dice.chance(30) {
        let carried = vec![dice.read(&AWARDS)?];
        asset.id = AssetId::Lot { carried, lot: LotId::here(2, k) };
    }
    if dice.chance(60) {
        asset.kind = OutcomeKind::Converted;
        asset.made = Some(made(dice, &format!("d{k}"))?);
    }
    asset.valid_through = dice.maybe(24, |dice| dice.read(&[TODAY, "2026-02-27", "2030-01-01"]))?;
    Some(asset)
}

/// Anything that can be counted.
pub(super) fn asset(dice: &mut Dice, id: AssetId) -> Option<Asset> {
    let foreign = dice.chance(24);
    let credits = quanta(dice.pick(&[2, 1, 2, 3, 4])?)?;
    let credits = if foreign { "3".parse().ok()? } else { credits };
    let (kind, code) = (dice.pick(&KINDS)?, dice.read(&CODES)?);
    Some(Asset {
        amount: Amount { credits, unit: if foreign { "h" } else { "c" }.parse().ok()? },
        category: dice.maybe(200, |dice| dice.read(&CATEGORIES))?,
        class: dice.maybe(128, |dice| dice.read(&CLASSES))?,
        thing: thing(dice, kind, &code)?,
        code,
        content: dice.maybe(100, |dice| dice.read(&CONTENTS))?,
        earned: dice.read(&DAYS)?,
        grade: dice.maybe(200, |dice| dice.read(&GRADES))?,
        id,
        issuer: dice.read(&ISSUERS)?,
        kind,
        level: dice.maybe(200, |dice| dice.read(&LEVELS))?,
        made: None,
        tier: dice.pick(&[Tier::Higher, Tier::Secondary])?,
        valid_through: None,
    })
}

/// What a course is an attempt at: mostly the course of its own code, of one institution or another.
pub(super) fn thing(dice: &mut Dice, kind: OutcomeKind, code: &Code) -> Option<Option<Thing>> {
    if kind != OutcomeKind::Course || dice.chance(60) {
        return Some(None);
    }
    let other = dice.chance(40);
    let code = if other { dice.read(&CODES)? } else { code.clone() };
    Some(Some(Thing { code, owner: dice.read(&ISSUERS)?, kind, level: None }))
}

/// By a conversion of that id, under a rule that names some limits.
pub(super) fn made(dice: &mut Dice, id: &str) -> Option<Lineage> {
    let lots = dice.below(2) + 1;
    Some(Lineage {
        contents: dice.some_of(&CONTENTS, 2)?,
        document: RULES.parse().ok()?,
        id: id.parse().ok()?,
        issuers: vec![dice.read(&ISSUERS)?],
        limits: if dice.chance(200) { vec!["cap".parse().ok()?] } else { Vec::new() },
        lots: (0..lots).map(|k| Some(LotId::here(1, u16::try_from(k).ok()?))).collect::<Option<_>>()?,
        on: dice.read(&DAYS)?,
        rule: "r".parse().ok()?,
        source: Some(quanta(4)?),
    })
}
