//! Random quotas, sharing, averages, carries, prerequisites and limits.

use crate::credit::Ratio;
use crate::id::{Code, DocumentId};
use crate::planner::Pass;
use crate::programme::{Average, By, Carry, Part, Prerequisite, Programme, Quota, QuotaBound, ShareBase, Sharing};
use crate::registry::OutcomeKind;
use crate::rules::{Binds, Bound, Limit, Measure, Per};
use crate::testing::planner::Instance;
use crate::testing::planner::small::lots::thing;
use crate::testing::planner::small::picks::pick;
use crate::testing::planner::small::world::{AWARDS, CODES, DAYS, NAMES, RULES, WINDOWS, clause, quanta};
use crate::testing::rules::Dice;

/// The same with some of everything else.
pub(super) fn with_extras(dice: &mut Dice, instance: &Instance) -> Option<Instance> {
    let programme = instance.programme()?;
    let quotas = match dice.below(4) {
        0 => Vec::new(),
        3 => vec![quota(dice, programme, "q1")?, quota(dice, programme, "q2")?],
        _ => vec![quota(dice, programme, "q1")?],
    };
    let sharing = sharings(dice, programme)?;
    let averages = dice.maybe(80, |dice| average(dice, programme))?;
    let carry = if dice.chance(200) { vec![carry(dice, "EARLIER")?] } else { Vec::new() };
    let staged = if dice.chance(50) { vec![carry_of(dice)?] } else { Vec::new() };
    let prerequisites = dice.maybe(80, prerequisite)?;
    let limits = dice.maybe(130, limit)?;
    let passed = if dice.chance(110) { vec![pass(dice)?] } else { Vec::new() };
    let with = instance.with(|programme| {
        programme.quotas.clone_from(&quotas);
        programme.sharing.clone_from(&sharing);
        programme.averages = averages.iter().cloned().collect();
        programme.carry.clone_from(&carry);
        programme.prerequisites = prerequisites.iter().cloned().collect();
    });
    Some(with.bringing(|holdings| {
        holdings.carry.clone_from(&staged);
        holdings.limits = limits.iter().cloned().collect();
        holdings.passed.clone_from(&passed);
    }))
}

/// A part, or none: the whole programme.
fn place(dice: &mut Dice, programme: &Programme) -> Option<Option<Code>> {
    dice.maybe(120, |dice| dice.one_of(&programme.parts).map(|part| part.id.clone()))
}

fn ask_of<'a>(programme: &'a Programme, within: Option<&Code>) -> Option<&'a crate::programme::Ask> {
    let part = |id: &Code| programme.parts.iter().find(|part| part.id == *id);
    within.map_or(Some(&programme.ask), |id| part(id).map(|part| &part.ask))
}

fn quota(dice: &mut Dice, programme: &Programme, id: &str) -> Option<Quota> {
    let within = place(dice, programme)?;
    let required = ask_of(programme, within.as_ref())?.least.is_some();
    let share = dice.pick(&[(1, 2), (1, 3), (2, 3)])?;
    let share = Ratio::new(share.0, share.1).ok()?;
    let of = match dice.below(3) {
        0 if required => ShareBase::Required,
        1 => ShareBase::Counted,
        _ => ShareBase::Stated(quanta(dice.pick(&[4, 6, 7])?)?),
    };
    let bound = match dice.below(8) {
        0 | 1 => QuotaBound::Most(quanta(dice.pick(&[2, 1, 3, 4, 0])?)?),
        2 | 3 => QuotaBound::MostShare { of, share },
        4 => QuotaBound::MostItems(dice.pick(&[1, 1, 2, 0])?),
        5 => QuotaBound::Least(quanta(dice.pick(&[2, 1, 3])?)?),
        6 => QuotaBound::LeastItems(dice.pick(&[1, 2])?),
        _ => QuotaBound::LeastShare { of, share },
    };
    let most = matches!(bound, QuotaBound::Most(_) | QuotaBound::MostItems(_) | QuotaBound::MostShare { .. });
    let all = [By::Lot, By::Code, By::Content, By::Issuer, By::Kind, By::Window];
    let mut per: Vec<By> = Vec::new();
    if most && dice.chance(128) {
        per = vec![dice.pick(&all)?];
        per.extend(dice.maybe(50, |dice| dice.pick(&all))?);
        per.sort_by_key(ToString::to_string);
        per.dedup();
    }
    let windows = if per.contains(&By::Window) {
        WINDOWS.map(str::parse).into_iter().collect::<Result<_, _>>().ok()?
    } else {
        Vec::new()
    };
    let of = if dice.chance(200) { vec![pick(dice)?] } else { Vec::new() };
    Some(Quota { bound, clause: clause()?, id: id.parse().ok()?, of, per, windows, within })
}

/// Whether one part is in the other.
fn is_in(programme: &Programme, part: &Part, other: &Part) -> bool {
    let mut next = Some(part);
    for _ in 0..=programme.parts.len() {
        let Some(part) = next else { return false };
        if part.id == other.id {
            return true;
        }
        next = part.within.as_ref().and_then(|id| programme.parts.iter().find(|one| one.id == *id));
    }
    false
}

fn sharings(dice: &mut Dice, programme: &Programme) -> Option<Vec<Sharing>> {
    let main: Vec<&Part> = programme.parts.iter().filter(|part| !part.overlay).collect();
    let mut pairs = Vec::new();
    for (at, left) in main.iter().enumerate() {
        let later =
            main.iter().skip(at + 1).filter(|right| !is_in(programme, left, right) && !is_in(programme, right, left));
        pairs.extend(later.map(|right| (left.id.clone(), right.id.clone())));
    }
    let count = if pairs.is_empty() || !dice.chance(110) { 0 } else { dice.pick(&[1, 1, 2])? };
    let mut sharings: Vec<Sharing> = Vec::new();
    for _ in 0..count {
        let between = dice.pick(&pairs)?;
        if sharings.iter().any(|one| one.between == between) {
            continue;
        }
        let whole = |id: &Code| {
            let inside =
                |leaf: &&Part| programme.parts.iter().any(|part| part.id == *id && is_in(programme, leaf, part));
            programme.parts.iter().filter(|part| part.is_leaf()).filter(inside).all(|leaf| !leaf.split)
        };
        let items = whole(&between.0) && whole(&between.1) && dice.chance(128);
        sharings.push(Sharing {
            most: if items { None } else { dice.maybe(160, |dice| quanta(dice.pick(&[2, 1, 3, 4])?))? },
            most_items: if items { dice.pick(&[Some(1), Some(0)])? } else { None },
            clause: clause()?,
            between,
        });
    }
    Some(sharings)
}

fn average(dice: &mut Dice, programme: &Programme) -> Option<Average> {
    let (scale, least) = dice.pick(&[("ten", "7"), ("ten", "6"), ("german", "3")])?;
    Some(Average {
        clause: clause()?,
        id: "mean".parse().ok()?,
        least: least.parse().ok()?,
        scale: scale.parse().ok()?,
        within: place(dice, programme)?,
    })
}

fn carry_of(dice: &mut Dice) -> Option<Carry> {
    let from = dice.pick(&AWARDS)?;
    carry(dice, from)
}

fn carry(dice: &mut Dice, from: &str) -> Option<Carry> {
    let most = dice.maybe(150, |dice| quanta(dice.pick(&[2, 1, 3])?))?;
    Some(Carry { clause: clause()?, from: from.parse().ok()?, most })
}

fn pass(dice: &mut Dice) -> Option<Pass> {
    let (code, on) = (dice.read(&CODES)?, dice.read(&DAYS)?);
    let kind = dice.pick(&[OutcomeKind::Exam, OutcomeKind::Course])?;
    let thing = thing(dice, kind, &code)?;
    Some(Pass { code, kind, on, thing })
}

fn prerequisite(dice: &mut Dice) -> Option<Prerequisite> {
    let all = dice.some_of(&NAMES, 1)?;
    let any = if all.is_empty() || dice.chance(60) { vec![dice.read(&NAMES)?, dice.read(&NAMES)?] } else { Vec::new() };
    Some(Prerequisite { all, any, clause: clause()?, course: dice.read(&NAMES)? })
}

/// A limit that most conversions name.
fn limit(dice: &mut Dice) -> Option<(DocumentId, Limit)> {
    let measure = dice.pick(&[Measure::Credits, Measure::Uses, Measure::Items])?;
    let per = dice
        .maybe(90, |dice| dice.pick(&[Per::Target, Per::Issuer, Per::Content, Per::Lot, Per::Window, Per::Learner]))?;
    let windows = if per == Some(Per::Window) {
        WINDOWS.map(str::parse).into_iter().collect::<Result<_, _>>().ok()?
    } else {
        Vec::new()
    };
    let most = match measure {
        Measure::Credits => quanta(dice.pick(&[2, 1, 3])?)?,
        Measure::Items | Measure::Uses => dice.read(&["1", "2", "0"])?,
    };
    let limit = Limit {
        binds: if dice.chance(20) { Binds::Recording } else { Binds::Counting },
        bound: Bound::Most(most),
        clause: clause()?,
        id: "cap".parse().ok()?,
        measure,
        per: per.into_iter().collect(),
        unit: if measure == Measure::Credits { dice.read(&["c", "c", "c", "h"]) } else { None },
        windows,
    };
    Some((RULES.parse().ok()?, limit))
}
