//! The same book, written otherwise.

use crate::credit::{Amount, Credits, Ratio, Unit};
use crate::id::{Code, UnitId};
use crate::registry::Framework;
use crate::rules::{
    Amounts, Answer, Base, Bound, Facts, Limit, Measure, PriorOutput, Rule, RuleBook, RuleBookDraft, RuleWorth, Source,
    Taking,
};

/// How many times as many.
const TIMES: u64 = 10;

fn more(credits: Credits) -> Option<Credits> {
    Credits::from_ten_thousandths(credits.ten_thousandths().checked_mul(TIMES)?)
}

/// The built-in unit is what it is.
fn grows(unit: &UnitId) -> bool {
    *unit != UnitId::item()
}

fn grown(unit: &UnitId, credits: Credits) -> Option<Credits> {
    if grows(unit) { more(credits) } else { Some(credits) }
}

fn grown_amount(amount: &Amount) -> Option<Amount> {
    Some(Amount { credits: grown(&amount.unit, amount.credits)?, unit: amount.unit.clone() })
}

/// The book in units of a tenth, so that all amounts are ten times as many.
pub(super) fn refined(book: &RuleBook) -> Option<RuleBook> {
    let mut draft = book.draft().clone();
    draft.framework = framework(&draft.framework)?;
    for rule in &mut draft.rules {
        refine_rule(rule)?;
    }
    for limit in &mut draft.limits {
        refine_limit(limit)?;
    }
    draft.check().ok()
}

fn framework(old: &Framework) -> Option<Framework> {
    let units = old.units().filter(|unit| grows(&unit.id));
    let units: Vec<Unit> =
        units.map(|unit| Unit::new(unit.id.clone(), more(unit.quantum)?, unit.hours).ok()).collect::<Option<_>>()?;
    let mut levels: Vec<(Code, Vec<Code>)> = Vec::new();
    for level in old.levels() {
        match levels.last_mut().filter(|(framework, _)| *framework == level.framework) {
            Some((_, list)) => list.push(level.level),
            None => levels.push((level.framework, vec![level.level])),
        }
    }
    Framework::new(old.head.clone(), units, old.scales().cloned(), levels).ok()
}

fn refine_rule(rule: &mut Rule) -> Option<()> {
    let input = rule.from.iter().find_map(|source| source.unit.clone());
    for Source { size, take, unit, .. } in &mut rule.from {
        if let Some(size) = size.as_mut().filter(|size| grows(&size.unit)) {
            size.from = size.from.map(more).map_or(Some(None), |more| more.map(Some))?;
            size.below = size.below.map(more).map_or(Some(None), |more| more.map(Some))?;
        }
        if let Taking::Fixed(credits) = take {
            *credits = grown(unit.as_ref()?, *credits)?;
        }
    }
    for amounts in rule.to.iter_mut().filter_map(|effect| effect.amounts.as_mut()) {
        refine_amounts(amounts, input.as_ref())?;
    }
    Some(())
}

fn refine_amounts(amounts: &mut Amounts, input: Option<&UnitId>) -> Option<()> {
    let Amounts { least, most, unit, worth, .. } = amounts;
    for end in [least, most].into_iter().flatten() {
        *end = grown(unit, *end)?;
    }
    match worth {
        RuleWorth::Fixed(credits) => *credits = grown(unit, *credits)?,
        RuleWorth::Table { steps, .. } => {
            for step in steps {
                step.credits = grown(unit, step.credits)?;
            }
        }
        RuleWorth::Rate(rate) => {
            let times = match (input.is_some_and(grows), grows(unit)) {
                (true, false) => Ratio::new(1, TIMES).ok()?,
                (false, true) => Ratio::new(TIMES, 1).ok()?,
                _ => Ratio::ONE,
            };
            *rate = rate.times(times).ok()?;
        }
    }
    Some(())
}

fn refine_limit(limit: &mut Limit) -> Option<()> {
    let Some(unit) = limit.unit.as_ref().filter(|_| limit.measure == Measure::Credits) else { return Some(()) };
    match &mut limit.bound {
        Bound::Most(credits) | Bound::Share { of: Base::Stated(credits), .. } => *credits = grown(unit, *credits)?,
        Bound::Share { of: Base::Source, .. } => {}
    }
    Some(())
}

pub(super) fn refined_facts(facts: &Facts) -> Option<Facts> {
    let mut facts = facts.clone();
    for outcome in &mut facts.outcomes {
        outcome.asked = grown(&outcome.amount.unit, outcome.asked)?;
        outcome.amount = grown_amount(&outcome.amount)?;
    }
    for PriorOutput { amount, .. } in facts.prior.iter_mut().flat_map(|prior| &mut prior.outputs) {
        *amount = match &*amount {
            Some(amount) => Some(grown_amount(amount)?),
            None => None,
        };
    }
    Some(facts)
}

/// The answer that is to come: all amounts are ten times as many, and all fractions of a quantum are the same.
pub(super) fn refined_answer(answer: &Answer, facts: &Facts) -> Option<Answer> {
    let mut answer = answer.clone();
    let Answer::Granted(grants) = &mut answer else { return Some(answer) };
    for grant in grants {
        for input in &mut grant.inputs {
            let outcome = facts.outcomes.iter().find(|outcome| outcome.id == input.lot)?;
            input.credits = grown(&outcome.amount.unit, input.credits)?;
        }
        for amount in grant.outputs.iter_mut().filter_map(|output| output.amount.as_mut()) {
            *amount = grown_amount(amount)?;
        }
    }
    Some(answer)
}

/// The book with all lists turned round whose order means nothing.
pub(super) fn turned(book: &RuleBook) -> RuleBookDraft {
    let mut draft = book.draft().clone();
    draft.never.reverse();
    draft.unit_tiers.reverse();
    draft.clauses.reverse();
    draft.consortia.reverse();
    draft.groups.reverse();
    draft.limits.reverse();
    draft.rules.reverse();
    draft.waivers.reverse();
    for limit in &mut draft.limits {
        limit.per.reverse();
        limit.windows.reverse();
    }
    for rule in &mut draft.rules {
        rule.overrides.reverse();
        rule.limits.reverse();
        for source in &mut rule.from {
            source.codes.reverse();
            source.contents.reverse();
            source.issuers.reverse();
            source.not_issuers.reverse();
            source.tiers.reverse();
        }
    }
    draft
}

pub(super) fn turned_facts(facts: &Facts) -> Facts {
    let mut facts = facts.clone();
    facts.outcomes.reverse();
    facts.evidence.reverse();
    facts.attested.reverse();
    facts.enrolments.reverse();
    facts.passed.reverse();
    facts.prior.reverse();
    facts
}

/// Another name, which stands where the old one stood in the order of names.
pub(super) fn renamed(code: &Code) -> Option<Code> {
    format!("n.{code}").parse().ok()
}

fn rename_all<'a>(codes: impl IntoIterator<Item = &'a mut Code>) -> Option<()> {
    for code in codes {
        *code = renamed(code)?;
    }
    Some(())
}

/// The book with other names for rules, groups, limits and clauses.
pub(super) fn renamed_book(book: &RuleBook) -> Option<RuleBook> {
    let mut draft = book.draft().clone();
    rename_all(draft.clauses.iter_mut().map(|clause| &mut clause.id))?;
    rename_all(draft.groups.iter_mut().map(|group| &mut group.id))?;
    rename_all(draft.limits.iter_mut().flat_map(|limit| [&mut limit.id, &mut limit.clause]))?;
    for rule in &mut draft.rules {
        rename_all([&mut rule.id, &mut rule.group, &mut rule.clause])?;
        rename_all(rule.overrides.iter_mut().chain(&mut rule.limits))?;
    }
    draft.check().ok()
}

pub(super) fn renamed_facts(facts: &Facts) -> Option<Facts> {
    let mut facts = facts.clone();
    rename_all(facts.asked.rule.iter_mut().chain(facts.prior.iter_mut().map(|prior| &mut prior.rule)))?;
    Some(facts)
}

pub(super) fn renamed_answer(answer: &Answer) -> Option<Answer> {
    let mut answer = answer.clone();
    match &mut answer {
        Answer::Granted(grants) => {
            rename_all(grants.iter_mut().flat_map(|grant| [&mut grant.rule, &mut grant.clause]))?;
        }
        Answer::Choose(rules) | Answer::Ambiguous(rules) => rename_all(rules.iter_mut())?,
        Answer::Refused => {}
    }
    Some(answer)
}
