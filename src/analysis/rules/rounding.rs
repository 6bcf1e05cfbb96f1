//! Splitting: whether several small applications, or parts of an outcome, give more than one large one.
//!
//! Rounding down is superadditive, ⌊a⌋ + ⌊b⌋ ≤ ⌊a + b⌋, so splitting never gains. For any other rounding it is enough
//! to look at two parts below one period: outputs of a part that is a period larger grow by a whole number of quanta,
//! and the smallest amount that gains in more parts than two gains in two, as the parts of it taken together do not.

use std::collections::BTreeMap;

use crate::analysis::rules::case::Case;
use crate::analysis::rules::cell::Cell;
use crate::analysis::rules::ground::{Ground, facts_for};
use crate::analysis::rules::remark::{About, Proved, RuleRemark};
use crate::analysis::rules::stated::in_parts;
use crate::analysis::rules::yields::{PERIOD, Yield};
use crate::credit::{Amount, Credits};
use crate::document::Severity;
use crate::registry::{OutcomeName, UseKind};
use crate::rules::{Amounts, Effect, Facts, RoundAt, Rule, RuleWorth, Source, Taking};

/// What splitting one amount in two comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Split {
    Gains { one: u128, other: u128 },
    Never,
    Unknown,
}

pub(super) fn splits(ground: &mut Ground<'_>, other: &OutcomeName) {
    let mut never = Vec::new();
    let mut known = BTreeMap::new();
    for (place, rule) in ground.book.rules().iter().enumerate() {
        let mut fine = rule.to.iter().any(|effect| effect.amounts.is_some());
        for effect in &rule.to {
            fine &= of_effect(ground, &mut known, (place, rule), effect, other);
        }
        if fine {
            never.push(rule.id.clone());
        }
    }
    never.dedup();
    if !never.is_empty() {
        ground.proofs.push(Proved::NoSplit { rules: never });
    }
}

/// What is known of step functions, by all that they depend on.
type Known = BTreeMap<String, Split>;

/// Whether splitting never gains.
fn of_effect(
    ground: &mut Ground<'_>,
    known: &mut Known,
    at: (usize, &Rule),
    effect: &Effect,
    other: &OutcomeName,
) -> bool {
    let (place, rule) = at;
    let Some(amounts) = &effect.amounts else { return true };
    let used = rule.from.iter().find(|source| source.r#use != UseKind::Witness);
    let Some(source) = used else { return true };
    if let Some((source, taken)) = stated_part(rule) {
        return in_parts(ground, (place, rule, source), amounts, taken, other);
    }
    let unit = source.unit.clone().or_else(|| source.size.as_ref().map(|size| size.unit.clone()));
    if unit.is_none() && matches!(amounts.worth, RuleWorth::Rate(_)) {
        return false;
    }
    let unit = unit.unwrap_or_else(|| amounts.unit.clone());
    let Some(yields) = Yield::of(ground.book, source, amounts, &unit) else { return false };
    if !yields.is_rate() && source.take != Taking::Asked {
        return !source.many || apart(ground, place, rule);
    }
    let key = format!("{yields:?}");
    let split = *known.entry(key).or_insert_with(|| split(&yields));
    match split {
        Split::Never => return true,
        Split::Unknown => {
            let what = format!(
                "whether splitting gains under `{}`; its rate has a period of more than {PERIOD} steps",
                rule.id
            );
            ground.unproved(About::Rule(place), vec![rule.id.clone()], what);
        }
        Split::Gains { one, other: rest } => {
            tell(ground, (place, rule, source), amounts, other, &[one, rest], yields.input);
        }
    }
    false
}

/// A source that takes a stated part of what it names.
fn stated_part(rule: &Rule) -> Option<(&Source, Credits)> {
    let used = rule.from.iter().filter(|source| source.r#use != UseKind::Witness);
    used.into_iter().find_map(|source| match source.take {
        Taking::Fixed(taken) => Some((source, taken)),
        Taking::Asked | Taking::Whole => None,
    })
}

/// Several outcomes at once give what is stated once, and one after the other once each: nothing is proved.
fn apart(ground: &mut Ground<'_>, place: usize, rule: &Rule) -> bool {
    let what = format!("that `{}` gives no more for outcomes one by one than for all of them at once", rule.id);
    ground.unproved(About::Rule(place), vec![rule.id.clone()], what);
    false
}

/// The smallest amount that gives more in two parts.
fn split(yields: &Yield) -> Split {
    search(yields).unwrap_or(Split::Unknown)
}

fn search(yields: &Yield) -> Option<Split> {
    if !yields.rounds_up() && yields.is_rate() && yields.cap().is_none() {
        return Some(Split::Never);
    }
    let first = yields.first()?.checked_add(yields.period()?)?.checked_add(yields.cap_from()?)?;
    let within = yields.below.and_then(|below| below.checked_sub(1)).unwrap_or(u128::MAX);
    let last = first.checked_mul(2)?.min(within);
    let searched = last.min(PERIOD.checked_mul(2)?);
    let given = (0..=searched).map(|quanta| yields.at(quanta)).collect::<Option<Vec<_>>>()?;
    let at = |quanta: u128| given.get(usize::try_from(quanta).ok()?).copied();
    for whole in 2..=searched {
        let half = whole.checked_div(2)?;
        for one in 1..=half {
            let rest = whole.checked_sub(one)?;
            if at(one)?.checked_add(at(rest)?)? > at(whole)? {
                return Some(Split::Gains { one, other: rest });
            }
        }
    }
    Some(if searched == last { Split::Never } else { Split::Unknown })
}

fn tell(
    ground: &mut Ground<'_>,
    (place, rule, source): (usize, &Rule, &Source),
    amounts: &Amounts,
    other: &OutcomeName,
    parts: &[u128],
    quantum: Credits,
) {
    let Some(cases) = cases(ground, rule, source, other, parts, quantum) else {
        let what = format!("that `{}` gives no more for parts of an outcome than for all of it", rule.id);
        return ground.unproved(About::Rule(place), vec![rule.id.clone()], what);
    };
    let sum = |cases: &[Case]| {
        cases.iter().fold(Credits::ZERO, |sum, case| sum.plus(case.granted(&amounts.unit)).unwrap_or(sum))
    };
    let Some((whole, in_parts)) = cases.split_first() else { return };
    let (once, apart) = (whole.granted(&amounts.unit), sum(in_parts));
    if apart <= once {
        return;
    }
    let size = |case: &Case| case.facts.outcomes.first().map(|outcome| outcome.amount.clone());
    let sizes: Vec<String> = in_parts.iter().filter_map(size).map(|amount| amount.credits.to_string()).collect();
    let gives = Amount { credits: apart, unit: amounts.unit.clone() };
    let whole_size = size(whole).map_or_else(String::new, |amount| amount.to_string());
    let message = format!(
        "splitting gains under `{}`: {whole_size} give {once}, and in parts of {} they give {gives}",
        rule.id,
        sizes.join(" and ")
    );
    let (code, help) = match (&amounts.worth, amounts.most) {
        (RuleWorth::Rate(_), Some(_)) => {
            ("A062", "what one application gives at most is passed by two; a limit by learner or lot would bind both")
        }
        (RuleWorth::Rate(_), None) if amounts.at == RoundAt::Item => {
            ("A060", "round down, or the sum of an application, or with a residual")
        }
        (RuleWorth::Rate(_), None) => ("A060", "round down, or with a residual"),
        _ => ("A061", "a stated amount for any part of an outcome: take the whole, or give a `rate`"),
    };
    // What is taken whole can be split by its issuer only.
    let whole = source.take == Taking::Whole && !source.many;
    let severity = if code == "A062" || whole { Severity::Note } else { Severity::Warning };
    let remark = RuleRemark::new(code, severity, About::Rule(place), message).of([rule.id.clone()]);
    ground.tell(rule.valid.to_string(), remark.shown(cases).help(help));
}

/// The whole, and then its parts, each evaluated alone.
fn cases(
    ground: &mut Ground<'_>,
    rule: &Rule,
    source: &Source,
    other: &OutcomeName,
    parts: &[u128],
    quantum: Credits,
) -> Option<Vec<Case>> {
    if rule.from.len() > 1 {
        return None;
    }
    let cell = Cell::of(ground.book, rule, source, source.codes.first().unwrap_or(other))?;
    let mut facts = facts_for(ground.book, &cell, &rule.need)?;
    facts.asked.rule = Some(rule.id.clone());
    let whole = parts.iter().try_fold(0_u128, |sum, part| sum.checked_add(*part))?;
    let sizes = std::iter::once(whole).chain(parts.iter().copied());
    sizes.map(|size| Some(ground.attempt(sized(&facts, quantum, size)?)?.case)).collect()
}

fn sized(facts: &Facts, quantum: Credits, quanta: u128) -> Option<Facts> {
    let steps = u128::from(quantum.ten_thousandths()).checked_mul(quanta)?;
    let credits = Credits::from_ten_thousandths(u64::try_from(steps).ok()?)?;
    let mut facts = facts.clone();
    let outcome = facts.outcomes.first_mut()?;
    outcome.asked = credits;
    outcome.amount.credits = credits;
    Some(facts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleBook;

    fn yields(rate: &str, round: &str) -> Yield {
        let text = include_str!("../../../tests/errors/rules/remarks/split-sound.toml");
        let text = text.replace("1/16 hv", &format!("{rate} hv")).replace("\"down\" }", &format!("\"{round}\" }}"));
        let book = RuleBook::read("book.toml", text.as_bytes(), &crate::document::Limits::default()).unwrap();
        let rule = &book.rules()[0];
        let amounts = rule.to[0].amounts.as_ref().unwrap();
        Yield::of(&book, &rule.from[0], amounts, rule.from[0].unit.as_ref().unwrap()).unwrap()
    }

    fn number(quanta: usize) -> u128 {
        quanta.try_into().unwrap()
    }

    /// The most that so many quanta give in any number of parts, by trying all ways to cut off a last part.
    fn best(yields: &Yield, quanta: usize) -> Vec<u128> {
        let mut best: Vec<u128> = vec![0];
        for whole in 1..=quanta {
            let cut = |part: usize| {
                let before = best[whole.saturating_sub(part)];
                before.saturating_add(yields.at(number(part)).unwrap())
            };
            let most = (1..=whole).map(cut).max().unwrap();
            best.push(most);
        }
        best
    }

    #[test]
    fn two_parts_below_two_periods_are_enough() {
        for rate in ["1/16", "2/3", "3/2", "1/3", "5/7", "1/1"] {
            for round in ["down", "up", "half-up", "half-even", "exact"] {
                let yields = yields(rate, round);
                let best = best(&yields, 200);
                let gains = (1..=200).find(|quanta| best[*quanta] > yields.at(number(*quanta)).unwrap());
                match split(&yields) {
                    Split::Gains { one, other } => {
                        assert_eq!(one.checked_add(other), gains.map(number), "{rate} {round}");
                    }
                    Split::Never => assert_eq!(gains, None, "{rate} {round}"),
                    Split::Unknown => panic!("{rate} {round}"),
                }
            }
        }
    }
}
