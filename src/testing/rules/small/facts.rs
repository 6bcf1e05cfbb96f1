//! Random facts in the small world.

use proptest::prelude::*;

use crate::credit::{Amount, Credits, Ratio};
use crate::digest::Digest;
use crate::id::{Code, LotId};
use crate::registry::{OutcomeKind, Thing};
use crate::rules::{
    Asked, Attested, EnrolmentFact, Evidence, Facts, OutcomeFact, PassedFact, Prior, PriorOutput, Target,
};
use crate::testing::rules::dice::{Dice, dice};
use crate::testing::rules::small::books::RULES;
use crate::testing::rules::small::sources::{CODES, CONTENTS, ISSUERS, KINDS, PROGRAMMES, TIERS, UNITS};

const DAYS: [&str; 9] = [
    "2026-09-01",
    "2026-02-28",
    "2026-03-01",
    "2026-08-31",
    "2027-02-28",
    "2028-02-29",
    "2026-01-31",
    "2025-12-31",
    "2028-03-01",
];
const AMOUNTS: [&str; 11] = ["2", "1", "0.5", "1.5", "2.5", "3", "4", "8", "16", "0.25", "0"];
const HUGE: [&str; 2] = ["922337203685477.5807", "57646075230342.3488"];

/// Facts of one to three outcomes.
pub fn small_facts(dice: &mut Dice) -> Option<Facts> {
    let applied = dice.read(&DAYS)?;
    let count = u16::try_from(dice.below(3)).ok()?;
    let outcomes: Vec<OutcomeFact> = (0..=count).map(|k| outcome(dice, LotId::here(1, k))).collect::<Option<_>>()?;
    let mut evidence: Vec<Evidence> = many(dice, 2, evidence)?;
    let mut attested: Vec<Attested> = many(dice, 4, attested)?;
    evidence.sort();
    attested.sort();
    let mut passed: Vec<PassedFact> = many(dice, 2, passed)?;
    passed.sort_by_key(|fact| (fact.kind, fact.code.clone()));
    Some(Facts {
        applied,
        asked: Asked {
            rule: dice.maybe(30, |dice| dice.read(&RULES))?,
            target: dice.maybe(30, |dice| dice.read(&["X1", "X2", "X1@I1", "X2@I1"]))?,
        },
        attested,
        enrolments: many(dice, 2, enrolment)?,
        evidence,
        outcomes,
        passed,
        prior: many(dice, 2, prior)?,
        receiver: dice.read(&["R1", "R1", "R2"])?,
    })
}

fn many<T>(dice: &mut Dice, most: usize, one: impl Fn(&mut Dice) -> Option<T>) -> Option<Vec<T>> {
    let count = dice.below(most + 1);
    (0..count).map(|_| one(dice)).collect()
}

fn credits(dice: &mut Dice) -> Option<Credits> {
    if dice.chance(3) { dice.read(&HUGE) } else { dice.read(&AMOUNTS) }
}

fn outcome(dice: &mut Dice, id: LotId) -> Option<OutcomeFact> {
    let amount = Amount { credits: credits(dice)?, unit: dice.read(&UNITS)? };
    let asked = if dice.chance(60) { credits(dice)? } else { amount.credits };
    let (kind, code) = (dice.pick(&KINDS)?, dice.read(&CODES)?);
    Some(OutcomeFact {
        asked,
        thing: thing(dice, kind, &code)?,
        code,
        content: dice.maybe(150, |dice| dice.read(&CONTENTS))?,
        earned: dice.read(&DAYS)?,
        grade: dice.maybe(230, |dice| {
            dice.read(&["80 percent", "60 percent", "40 percent", "100 percent", "3 german", "2 german", "81 percent"])
        })?,
        id,
        issuer: dice.read(&ISSUERS)?,
        kind,
        level: dice.maybe(200, |dice| dice.read(&["x mid", "x high", "x low", "y mid"]))?,
        team: dice.maybe(80, |dice| Some((u16::try_from(dice.below(4)).ok()? + 1, dice.pick(&[2, 1, 4])?)))?,
        never: dice.chance(4),
        tier: dice.read(&TIERS)?,
        valid_through: dice.maybe(60, |dice| dice.read(&DAYS))?,
        amount,
    })
}

fn evidence(dice: &mut Dice) -> Option<Evidence> {
    let kind = dice.read(&["paper", "paper", "stone"])?;
    Some(Evidence { assurance: dice.read(&["verified", "signed", "claimed"])?, digest: Digest::ZERO, kind })
}

fn attested(dice: &mut Dice) -> Option<Attested> {
    let lot = dice.maybe(170, |dice| Some(LotId::here(1, u16::try_from(dice.below(3)).ok()?)))?;
    let what: Code = dice.read(&["yes", "content_match", "points"])?;
    let value = if what.as_str() == Attested::CONTENT_MATCH {
        dice.pick(&[80, 60, 59, 79])?
    } else {
        dice.pick(&[1, 0, 2, 3])?
    };
    Some(Attested { lot, value, what })
}

fn passed(dice: &mut Dice) -> Option<PassedFact> {
    let (kind, code) = (dice.pick(&[OutcomeKind::Exam, OutcomeKind::Course])?, dice.read(&CODES)?);
    Some(PassedFact {
        grade: dice.maybe(200, |dice| dice.read(&["60 percent", "40 percent", "3 german"]))?,
        kind,
        thing: thing(dice, kind, &code)?,
        code,
    })
}

/// What a course is an attempt at: mostly the course of its own code, of one institution or the other.
fn thing(dice: &mut Dice, kind: OutcomeKind, code: &Code) -> Option<Option<Thing>> {
    if kind != OutcomeKind::Course || dice.chance(60) {
        return Some(None);
    }
    let other = dice.chance(40);
    let code = if other { dice.read(&CODES)? } else { code.clone() };
    Some(Some(Thing { code, owner: dice.read(&ISSUERS)?, kind, level: None }))
}

fn enrolment(dice: &mut Dice) -> Option<EnrolmentFact> {
    let from: crate::time::Date = dice.read(&DAYS)?;
    let until = dice.maybe(128, |dice| dice.read(&DAYS))?.filter(|until| *until > from);
    Some(EnrolmentFact { from, programme: dice.read(&PROGRAMMES)?, until })
}

fn prior(dice: &mut Dice) -> Option<Prior> {
    let lot = |dice: &mut Dice| {
        let id = LotId::here(dice.pick(&[1, 2])?, u16::try_from(dice.below(3)).ok()?);
        Some((id, dice.maybe(128, |dice| dice.read(&CONTENTS))?, dice.read(&ISSUERS)?))
    };
    let mut lots = many(dice, 2, lot)?;
    lots.sort();
    lots.dedup_by_key(|(id, ..)| *id);
    Some(Prior { lots, on: dice.read(&DAYS)?, outputs: many(dice, 2, prior_output)?, rule: dice.read(&RULES)? })
}

fn prior_output(dice: &mut Dice) -> Option<PriorOutput> {
    let amount = dice.maybe(230, |dice| dice.read(&["1 hv", "0.5 hv", "2 hv", "0.75 ug", "3 hv", "1.5 hv"]))?;
    let fraction =
        |dice: &mut Dice| if dice.chance(100) { dice.read(&["1/2", "1/3", "3/4"]) } else { Some(Ratio::ZERO) };
    Some(PriorOutput {
        after: fraction(dice)?,
        amount,
        before: if dice.chance(40) { fraction(dice)? } else { Ratio::ZERO },
        target: match dice.below(4) {
            0 => Target::Course("X1".parse().ok()?),
            1 => Target::Category("practice".parse().ok()?),
            2 => Target::Exemption("X1".parse().ok()?),
            _ => Target::Course("X2".parse().ok()?),
        },
    })
}

/// Facts in the small world.
pub fn facts() -> impl Strategy<Value = Facts> {
    dice(100).prop_filter_map("all facts can be built", |mut dice| small_facts(&mut dice))
}
