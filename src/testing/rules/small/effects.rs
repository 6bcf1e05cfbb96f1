//! Random effects.

use proptest::prelude::*;

use crate::credit::{Credits, Rounding};
use crate::registry::Tier;
use crate::rules::{
    Amounts, Effect, GradePolicy, Lasting, MarkStep, Months, Rest, RoundAt, RuleWorth, TableBy, TableStep, Target,
    TeamShare,
};
use crate::testing::rules::dice::{Dice, dice};

/// What may be asked of an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Whether the first source takes one outcome, so that its grade can be read.
    pub single: bool,
    /// Whether there is something that a rate can be taken of.
    pub rate: bool,
    /// Whether it is the only effect that has amounts.
    pub alone: bool,
    /// Whether only `hv` may come out.
    pub one_unit: bool,
}

/// An effect with amounts, or sometimes an exemption.
pub fn effect(dice: &mut Dice, room: Room) -> Option<Effect> {
    let (unit, tier) =
        if room.one_unit || !dice.chance(50) { ("hv", Tier::Higher) } else { ("ug", Tier::Undergraduate) };
    let grade = grade(dice, room)?;
    let expires = match dice.below(4) {
        0 => Lasting::Earliest,
        1 => Lasting::Forever,
        2 => Lasting::Months(Months::new(1)?),
        _ => Lasting::Months(Months::new(12)?),
    };
    let (target, amounts) = match dice.below(10) {
        0..4 => (Target::Category(dice.read(&["practice", "elective"])?), Some(amounts(dice, room, unit)?)),
        9 => (Target::Exemption(dice.read(&["X1", "X2", "X1@I1"])?), None),
        _ => (Target::Course(dice.read(&["X1", "X2", "X2@I2"])?), Some(amounts(dice, room, unit)?)),
    };
    Some(Effect { amounts, expires, grade, target, tier: Some(tier) })
}

fn grade(dice: &mut Dice, room: Room) -> Option<GradePolicy> {
    Some(match dice.below(if room.single { 8 } else { 5 }) {
        0..3 => GradePolicy::Nothing,
        3 => GradePolicy::Fixed("80 percent".parse().ok()?),
        4 => GradePolicy::Pass("2 german".parse().ok()?),
        5 => GradePolicy::Carry,
        _ => {
            let step =
                |from: &str, grade: &str| Some(MarkStep { from: from.parse().ok()?, grade: grade.parse().ok()? });
            GradePolicy::Map {
                scale: "percent".parse().ok()?,
                steps: vec![step("60", "4 german")?, step("80", "2 german")?],
            }
        }
    })
}

fn amounts(dice: &mut Dice, room: Room, unit: &str) -> Option<Amounts> {
    let quantum: Credits = if unit == "hv" { "0.5" } else { "0.75" }.parse().ok()?;
    let whole = |count: usize| {
        Credits::from_ten_thousandths(quantum.ten_thousandths().checked_mul(u64::try_from(count).ok()?)?)
    };
    let worth = match dice.below(10) {
        0..6 if room.rate => RuleWorth::Rate(dice.read(&["1/1", "1/2", "2/3", "1/16", "3/2", "16/1", "0/1"])?),
        6..8 if room.single => table(dice, &whole)?,
        _ => RuleWorth::Fixed(whole(dice.below(4) + 1)?),
    };
    let team = dice.maybe(50, |dice| {
        Some(TeamShare { factor: dice.read(&["1/2", "2/3", "1/1"])?, most: u16::try_from(dice.below(3)).ok()? + 1 })
    })?;
    let is_rate = matches!(worth, RuleWorth::Rate(_));
    let rounded = is_rate || team.is_some();
    let rest = match dice.below(4) {
        0 if is_rate => Rest::Residual,
        1 if is_rate && room.alone => Rest::Keep,
        _ => Rest::Forfeit,
    };
    let round = dice.pick(&[Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven, Rounding::Exact])?;
    let at = if dice.chance(128) { RoundAt::Item } else { RoundAt::Application };
    Some(Amounts {
        at: if rest == Rest::Residual { RoundAt::Learner } else { at },
        least: if rounded { dice.maybe(40, |dice| whole(dice.below(3) + 1))? } else { None },
        most: if rounded { dice.maybe(60, |dice| whole(dice.below(4) + 1))? } else { None },
        rest,
        round: if rest == Rest::Forfeit { round } else { Rounding::Down },
        team,
        unit: unit.parse().ok()?,
        worth,
    })
}

fn table(dice: &mut Dice, whole: &impl Fn(usize) -> Option<Credits>) -> Option<RuleWorth> {
    let step = |from: &str, count| Some(TableStep { credits: whole(count)?, from: from.parse().ok()? });
    Some(if dice.chance(128) {
        RuleWorth::Table {
            by: TableBy::Grade("percent".parse().ok()?),
            steps: vec![step("60", 1)?, step("80", dice.below(4))?],
        }
    } else {
        RuleWorth::Table {
            by: TableBy::Level("x".parse().ok()?),
            steps: vec![step("mid", dice.below(3))?, step("high", 3)?],
        }
    })
}

/// A denial.
pub(super) fn denial() -> Effect {
    Effect {
        amounts: None,
        expires: Lasting::Earliest,
        grade: GradePolicy::Nothing,
        target: Target::Denial,
        tier: None,
    }
}

/// Effects by themselves, of a rule that takes one outcome.
pub fn effects() -> impl Strategy<Value = Effect> {
    let room = Room { single: true, rate: true, alone: true, one_unit: false };
    dice(30).prop_filter_map("every effect can be built", move |mut dice| effect(&mut dice, room))
}
