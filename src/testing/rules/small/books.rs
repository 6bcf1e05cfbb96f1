//! Random rules, and whole rule books of a few of them.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::document::Limits;
use crate::id::Code;
use crate::registry::{OutcomeKind, UseKind};
use crate::rules::{Basis, Effect, February, Rule, RuleBook, RuleBookDraft, Source, TierMove, TierPolicy};
use crate::testing::rules::dice::{Dice, dice};
use crate::testing::rules::small::effects::{Room, denial, effect};
use crate::testing::rules::small::sources::{KINDS, UNITS, need, source};
use crate::time::Period;

const GROUPS: [&str; 7] = ["unique", "best-content", "sum", "options", "best", "sum-content", "unique-content"];
const LIMITS: [&str; 9] = ["all", "lot", "target", "issuer", "content", "window", "none", "counted", "audited"];

/// The small world without rules.
fn world() -> Option<RuleBookDraft> {
    static WORLD: LazyLock<Option<RuleBookDraft>> =
        LazyLock::new(|| RuleBookDraft::read("world.toml", include_bytes!("world.toml"), &Limits::default()).ok());
    WORLD.clone()
}

/// A rule of that id.
pub fn rule(dice: &mut Dice, id: &str) -> Option<Rule> {
    let group = dice.one_of(&GROUPS)?;
    let from = from(dice)?;
    let to = if dice.chance(16) { vec![denial()] } else { to(dice, group, &from)? };
    let denies = to.iter().all(|effect| effect.tier.is_none());
    let count = dice.below(3);
    Some(Rule {
        clause: "c".parse().ok()?,
        group: group.parse().ok()?,
        id: id.parse().ok()?,
        limits: if denies || !dice.chance(120) { Vec::new() } else { dice.some_of(&LIMITS, 3)? },
        need: (0..count).map(|_| need(dice, 2)).collect::<Option<_>>()?,
        overrides: if dice.chance(60) { later(dice, id)? } else { Vec::new() },
        review: Vec::new(),
        valid: dice.read(&["2026-01-01..", "2026-01-01..2026-09-01", "2026-02-28..2028-02-29"])?,
        from,
        to,
    })
}

/// Sources of different kinds, all in one unit where a rate may be taken.
fn from(dice: &mut Dice) -> Option<Vec<Source>> {
    let unit = dice.maybe(180, |dice| dice.one_of(&UNITS).copied())?;
    let first = dice.below(KINDS.len());
    let kinds: Vec<OutcomeKind> =
        KINDS.into_iter().cycle().skip(first).take(if dice.chance(70) { 2 } else { 1 }).collect();
    kinds.into_iter().map(|kind| source(dice, kind, unit)).collect()
}

fn to(dice: &mut Dice, group: &str, from: &[Source]) -> Option<Vec<Effect>> {
    let used = || from.iter().filter(|source| source.r#use != UseKind::Witness);
    let unit = used().next().and_then(|source| source.unit.as_ref());
    let two = dice.chance(60);
    let room = Room {
        single: from.first().is_some_and(|source| !source.many),
        rate: unit.is_some() && used().all(|source| source.unit.as_ref() == unit),
        alone: !two,
        one_unit: group.starts_with("best"),
    };
    (0..=usize::from(two)).map(|_| effect(dice, room)).collect()
}

/// Only rules with later ids, so that there is no cycle.
fn later(dice: &mut Dice, id: &str) -> Option<Vec<Code>> {
    let later: Vec<&str> = RULES.into_iter().filter(|other| *other > id).collect();
    if later.is_empty() { Some(Vec::new()) } else { dice.some_of(&later, 2) }
}

pub(super) const RULES: [&str; 4] = ["r1", "r2", "r3", "r4"];

/// A sound rule book; none where what was drawn is not sound.
pub fn book(dice: &mut Dice) -> Option<RuleBook> {
    let mut draft = world()?;
    draft.basis = dice.pick(&[Basis::Applied, Basis::Earned, Basis::Enrolled])?;
    draft.february = Some(dice.pick(&[February::Down, February::Up, February::Refuse])?);
    let moves = [TierMove::Any, TierMove::Named, TierMove::Deny];
    if dice.chance(60) {
        draft.tiers = TierPolicy { down: dice.pick(&moves)?, level: dice.pick(&moves)?, up: dice.pick(&moves)? };
    } else {
        draft.tiers.up = TierMove::Any;
    }
    let count = dice.below(RULES.len()) + 1;
    for id in RULES.into_iter().take(count) {
        let rule = rule(dice, id)?;
        draft.rules.extend(second_version(dice, &rule)?);
        draft.rules.push(rule);
    }
    let there: Vec<_> = draft.rules.iter().map(|rule| rule.id.clone()).collect();
    for rule in &mut draft.rules {
        rule.overrides.retain(|id| there.contains(id));
    }
    heard_of(&mut draft);
    draft.check().ok()
}

/// A sound book has nothing that nothing refers to.
fn heard_of(draft: &mut RuleBookDraft) {
    let rules = &draft.rules;
    draft.groups.retain(|group| rules.iter().any(|rule| rule.group == group.id));
    draft.limits.retain(|limit| rules.iter().any(|rule| rule.limits.contains(&limit.id)));
    let consortia =
        |id: &Code| rules.iter().flat_map(|rule| &rule.from).any(|source| source.consortium.as_ref() == Some(id));
    draft.consortia.retain(|consortium| consortia(&consortium.id));
    let limits = &draft.limits;
    let rests =
        |id: &Code| rules.iter().any(|rule| rule.clause == *id) || limits.iter().any(|limit| limit.clause == *id);
    draft.clauses.retain(|clause| rests(&clause.id));
}

/// Sometimes a rule goes on otherwise where it ends.
fn second_version(dice: &mut Dice, rule: &Rule) -> Option<Option<Rule>> {
    let Some(until) = rule.valid.until.filter(|_| dice.chance(128)) else { return Some(None) };
    let next = self::rule(dice, rule.id.as_str())?;
    Some(Some(Rule { valid: Period { from: until, until: None }, ..next }))
}

/// Rules by themselves.
pub fn rules() -> impl Strategy<Value = Rule> {
    dice(120).prop_filter_map("every rule can be built", |mut dice| rule(&mut dice, "r1"))
}

/// Sound rule books of one to four rules, some with two versions.
pub fn books() -> impl Strategy<Value = RuleBook> {
    dice(240).prop_filter_map("not every draft is sound", |mut dice| book(&mut dice))
}
