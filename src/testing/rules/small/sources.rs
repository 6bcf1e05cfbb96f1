//! Random sources and needs.

use proptest::prelude::*;

use crate::registry::{OutcomeKind, UseKind};
use crate::rules::{Need, Source, Taking};
use crate::testing::rules::dice::{Dice, dice};

pub(super) const KINDS: [OutcomeKind; 3] = [OutcomeKind::Course, OutcomeKind::Certificate, OutcomeKind::Training];
pub(super) const CODES: [&str; 3] = ["A", "B", "C"];
/// Names of courses, some of them in full.
pub(super) const NAMES: [&str; 5] = ["A", "B", "C", "A@I1", "B@I2"];
pub(super) const CONTENTS: [&str; 2] = ["w", "v"];
pub(super) const ISSUERS: [&str; 2] = ["I1", "I2"];
pub(super) const TIERS: [&str; 3] = ["secondary", "higher", "undergraduate"];
pub(super) const PROGRAMMES: [&str; 2] = ["P1", "P2"];
pub(super) const UNITS: [&str; 3] = ["hour", "sv", "item"];

/// A source of a kind; in a unit, where that is said.
pub fn source(dice: &mut Dice, kind: OutcomeKind, unit: Option<&str>) -> Option<Source> {
    let unit = match unit {
        Some(unit) => Some(unit.parse().ok()?),
        None => dice.maybe(80, |dice| dice.read(&UNITS))?,
    };
    let names = if kind == OutcomeKind::Course { &NAMES[..] } else { &CODES[..] };
    let codes = if dice.chance(150) { dice.some_of(names, 2)? } else { vec!["A".parse().ok()?] };
    let uses = [UseKind::Consume, UseKind::Consume, UseKind::Consume, UseKind::Reserve, UseKind::Witness];
    let r#use = dice.pick(&uses)?;
    let takings = [Taking::Whole, Taking::Asked, Taking::Fixed("1".parse().ok()?), Taking::Fixed("2.5".parse().ok()?)];
    Some(Source {
        age: dice.maybe(30, |dice| dice.read(&["P1M", "P1Y", "P1Y6M"]))?,
        codes,
        consortium: dice.maybe(15, |_| "pact".parse().ok())?,
        contents: if dice.chance(20) { dice.some_of(&CONTENTS, 2)? } else { Vec::new() },
        earned: dice.maybe(20, |dice| dice.read(&["2026-02-28..2026-09-01", "2025-01-01.."]))?,
        grade: dice.maybe(70, |dice| {
            dice.read(&["60.. percent", "..80 percent", "60..80 percent", "80.. percent", "3..1 german"])
        })?,
        issuers: if dice.chance(15) { dice.some_of(&ISSUERS, 2)? } else { Vec::new() },
        kind,
        level: dice.maybe(20, |dice| dice.read(&["mid.. x", "..high x", "low..mid x"]))?,
        many: dice.chance(110),
        not_issuers: if dice.chance(15) { dice.some_of(&ISSUERS, 1)? } else { Vec::new() },
        reserved_by: Vec::new(),
        scope: (r#use == UseKind::Reserve).then(|| "set:s".parse()).transpose().ok()?,
        size: dice.maybe(30, |dice| dice.read(&["1.. hour", "..3 hour", "2..4 sv", "1..2 item"]))?,
        take: dice.pick(&takings)?,
        tiers: if dice.chance(20) { dice.some_of(&TIERS, 2)? } else { Vec::new() },
        unit,
        r#use,
    })
}

/// A need; `depth` says how many lists deep.
pub fn need(dice: &mut Dice, depth: u8) -> Option<Need> {
    let deep = |dice: &mut Dice| -> Option<Vec<Need>> {
        let count = dice.below(2) + 1;
        (0..=count).map(|_| need(dice, depth.saturating_sub(1))).collect()
    };
    let what = |dice: &mut Dice| dice.read(&["yes", "points"]);
    Some(match dice.below(if depth > 0 { 12 } else { 9 }) {
        0 => Need::Evidence { kind: "paper".parse().ok()?, least: dice.read(&["claimed", "signed", "verified"])? },
        1 => Need::Match { least: u8::try_from(dice.below(2)).ok()? * 20 + 60 },
        2 => Need::Attested { is: !dice.chance(80), what: what(dice)? },
        3 => Need::Score { least: u32::try_from(dice.below(3)).ok()? + 1, what: what(dice)? },
        4 => Need::Enrolled { is: !dice.chance(80), programme: dice.read(&PROGRAMMES)? },
        5 => Need::Earned { programme: dice.read(&PROGRAMMES)?, when: dice.read(&["before", "during", "after"])? },
        6 => passed(dice)?,
        7 | 8 => Need::SameIssuer,
        9 => Need::All(deep(dice)?),
        10 => Need::Any(deep(dice)?),
        _ => {
            let of = deep(dice)?;
            Need::AtLeast { count: u16::try_from(dice.below(of.len())).ok()? + 1, of }
        }
    })
}

/// Sources by themselves.
pub fn sources() -> impl Strategy<Value = Source> {
    dice(40).prop_filter_map("every source can be built", |mut dice| {
        let kind = dice.pick(&KINDS)?;
        source(&mut dice, kind, None)
    })
}

/// Needs, up to two lists deep.
pub fn needs() -> impl Strategy<Value = Need> {
    dice(30).prop_filter_map("every need can be built", |mut dice| need(&mut dice, 2))
}

fn passed(dice: &mut Dice) -> Option<Need> {
    let kind = dice.pick(&[OutcomeKind::Exam, OutcomeKind::Course])?;
    let names = if kind == OutcomeKind::Course { &NAMES[..] } else { &CODES[..] };
    let grade = dice.maybe(120, |dice| dice.read(&["60.. percent", "..60 percent"]))?;
    Some(Need::Passed { code: dice.read(names)?, grade, kind })
}
