//! What comes out.

use std::collections::BTreeMap;

use crate::credit::{Amount, Credits, Ratio};
use crate::id::{Code, LotId, ScaleId, UnitId};
use crate::registry::{Grade, Level};
use crate::rules::{
    Amounts, Effect, GradePolicy, Lasting, OutcomeFact, Output, Rest, RoundAt, RuleWorth, TableBy, Taking, Target,
    TeamShare,
};
use crate::testing::reference::rules::case::{Candidate, Case, Given};
use crate::testing::reference::rules::months::{Later, later};
use crate::testing::reference::rules::numbers::{credits, in_quanta, minus, plus, round, sum, times, whole};
use crate::time::Date;

type Taken = BTreeMap<LotId, Credits>;

/// What a candidate gives after what its rule gave before in this application; none where a test of an effect fails.
pub(super) fn given(case: &Case<'_>, candidate: &Candidate<'_>, earlier: &[Output]) -> Option<Given> {
    if candidate.denies() {
        return Some(Given { taken: Taken::new(), outputs: Vec::new() });
    }
    let mut given = Given { taken: offered(candidate), outputs: Vec::new() };
    for effect in &candidate.rule.to {
        let earlier: Vec<&Output> = earlier.iter().chain(&given.outputs).collect();
        let numbers = match &effect.amounts {
            None => Numbers::default(),
            Some(amounts) => numbers(case, candidate, effect, amounts, &earlier)?,
        };
        given.taken = numbers.taken.clone().unwrap_or(given.taken);
        let output = output(case, candidate, effect, numbers, &given.taken)?;
        given.outputs.push(output);
    }
    Some(given)
}

/// What the sources take.
fn offered(candidate: &Candidate<'_>) -> Taken {
    let take = |taking, outcome: &OutcomeFact| match taking {
        Taking::Asked => outcome.asked,
        Taking::Fixed(credits) => credits,
        Taking::Whole => outcome.amount.credits,
    };
    candidate.used().map(|(source, outcome)| (outcome.id, take(source.take, outcome))).collect()
}

/// The numbers of an output, in quanta, and what is taken where that is less than the sources take.
#[derive(Default)]
struct Numbers {
    amount: Option<Amount>,
    worth: Option<Ratio>,
    before: Option<Ratio>,
    after: Option<Ratio>,
    granted: Option<Ratio>,
    forfeited: Option<Ratio>,
    taken: Option<Taken>,
}

fn numbers(
    case: &Case<'_>,
    candidate: &Candidate<'_>,
    effect: &Effect,
    amounts: &Amounts,
    earlier: &[&Output],
) -> Option<Numbers> {
    let quantum = quantum(case, &amounts.unit)?;
    let factor = factor(candidate, amounts.team)?;
    mapped(case, candidate, &effect.grade)?;
    let parts = parts(case, candidate, amounts, quantum, factor)?;
    let worth = sum(parts.iter().map(|(_, worth)| *worth))?;
    let before = before(case, candidate, effect, amounts, earlier)?;
    let numbers = match amounts.rest {
        Rest::Forfeit => forfeit(amounts, quantum, &parts, worth, before)?,
        Rest::Residual => residual(amounts, quantum, worth, before)?,
        Rest::Keep => keep(case, candidate, amounts, quantum, factor, &parts)?,
    };
    if let Some(least) = amounts.least
        && numbers.worth? < in_quanta(least, quantum)?
    {
        return None;
    }
    let must_come = matches!(amounts.worth, RuleWorth::Rate(_)) || amounts.team.is_some();
    let nothing = numbers.amount.as_ref().is_none_or(|amount| amount.credits.is_zero());
    if must_come && amounts.rest != Rest::Residual && nothing { None } else { Some(numbers) }
}

fn quantum(case: &Case<'_>, unit: &UnitId) -> Option<Credits> {
    Some(case.book.draft().framework.unit(unit)?.quantum)
}

/// What a member of a team gets; none where the number is too high.
fn factor(candidate: &Candidate<'_>, team: Option<TeamShare>) -> Option<Ratio> {
    let Some(team) = team else { return Some(Ratio::ONE) };
    let teams: Vec<(u16, u16)> = candidate.used().filter_map(|(_, outcome)| outcome.team).collect();
    if teams.iter().any(|(number, _)| *number > team.most) {
        return None;
    }
    Some(if teams.iter().any(|(_, size)| *size >= 2) { team.factor } else { Ratio::ONE })
}

/// The worth, by lot where each is rounded by itself.
fn parts(
    case: &Case<'_>,
    candidate: &Candidate<'_>,
    amounts: &Amounts,
    quantum: Credits,
    factor: Ratio,
) -> Option<Vec<(Option<LotId>, Ratio)>> {
    let stated = |credits| times(in_quanta(credits, quantum)?, factor);
    match &amounts.worth {
        RuleWorth::Fixed(credits) => Some(vec![(None, stated(*credits)?)]),
        RuleWorth::Table { by, steps } => {
            let first = candidate.first()?;
            let reached = steps.iter().rfind(|step| reaches(case, first, by, &step.from))?;
            Some(vec![(None, stated(reached.credits)?)])
        }
        RuleWorth::Rate(rate) => {
            let worth = |taken| times(times(taken, *rate)?, factor);
            let taken = offered(candidate);
            if amounts.at == RoundAt::Item {
                let each =
                    taken.into_iter().map(|(lot, credits)| Some((Some(lot), worth(in_quanta(credits, quantum)?)?)));
                return each.collect();
            }
            let all = taken.into_values().map(|credits| in_quanta(credits, quantum)).collect::<Option<Vec<_>>>()?;
            Some(vec![(None, worth(sum(all)?)?)])
        }
    }
}

fn reaches(case: &Case<'_>, outcome: &OutcomeFact, by: &TableBy, from: &Code) -> bool {
    match by {
        TableBy::Grade(scale) => outcome.grade.as_ref().is_some_and(|grade| grade_reaches(case, grade, scale, from)),
        TableBy::Level(framework) => outcome.level.as_ref().is_some_and(|level| {
            let step = Level { framework: framework.clone(), level: from.clone() };
            case.book.draft().framework.compare_levels(level, &step).is_some_and(std::cmp::Ordering::is_ge)
        }),
    }
}

fn grade_reaches(case: &Case<'_>, grade: &Grade, scale: &ScaleId, from: &Code) -> bool {
    let Some(scale) = case.book.draft().framework.scale(scale) else { return false };
    let (Ok(got), Ok(from)) = (scale.rank(&grade.mark), scale.rank(from)) else { return false };
    grade.scale == scale.id && got >= from
}

/// The residual that earlier conversions left.
fn before(
    case: &Case<'_>,
    candidate: &Candidate<'_>,
    effect: &Effect,
    amounts: &Amounts,
    earlier: &[&Output],
) -> Option<Ratio> {
    if amounts.at != RoundAt::Learner {
        return Some(Ratio::ZERO);
    }
    let ours = |target: &Target, amount: Option<&Amount>| {
        *target == effect.target && amount.is_some_and(|amount| amount.unit == amounts.unit)
    };
    let prior =
        case.facts.prior.iter().filter(|prior| prior.rule == candidate.rule.id).flat_map(|prior| &prior.outputs);
    let prior = prior.filter(|output| ours(&output.target, output.amount.as_ref()));
    let earlier = earlier.iter().filter(|output| ours(&output.target, output.amount.as_ref()));
    let (mut after, mut before): (Vec<Ratio>, Vec<Ratio>) = prior.map(|output| (output.after, output.before)).unzip();
    after.extend(earlier.clone().map(|output| output.after));
    before.extend(earlier.map(|output| output.before));
    minus(sum(after)?, sum(before)?)
}

fn amount(quanta: u64, quantum: Credits, unit: &UnitId) -> Option<Amount> {
    Some(Amount { credits: credits(quanta, quantum)?, unit: unit.clone() })
}

/// The most, in whole quanta.
fn most(amounts: &Amounts, quantum: Credits) -> Option<u64> {
    amounts.most.map_or(Some(u64::MAX), |most| Some(in_quanta(most, quantum)?.split().0))
}

fn forfeit(
    amounts: &Amounts,
    quantum: Credits,
    parts: &[(Option<LotId>, Ratio)],
    worth: Ratio,
    before: Ratio,
) -> Option<Numbers> {
    let (mut rounded, mut granted) = (Ratio::ZERO, Ratio::ZERO);
    for (_, part) in parts {
        let total = plus(*part, before)?;
        let quanta = whole(round(total, amounts.round)?)?;
        granted = plus(granted, minus(quanta, total).unwrap_or(Ratio::ZERO))?;
        rounded = plus(rounded, quanta)?;
    }
    let out = rounded.split().0.min(most(amounts, quantum)?);
    let all = plus(plus(worth, before)?, granted)?;
    Some(Numbers {
        amount: Some(amount(out, quantum, &amounts.unit)?),
        worth: Some(worth),
        before: Some(before),
        granted: Some(granted),
        forfeited: Some(minus(all, whole(out)?)?),
        ..Numbers::default()
    })
}

fn residual(amounts: &Amounts, quantum: Credits, worth: Ratio, before: Ratio) -> Option<Numbers> {
    let total = plus(worth, before)?;
    let (rounded, most) = (round(total, amounts.round)?, most(amounts, quantum)?);
    let out = rounded.min(most);
    let left = minus(total, whole(out)?)?;
    let cut = rounded > most;
    Some(Numbers {
        amount: Some(amount(out, quantum, &amounts.unit)?),
        worth: Some(worth),
        before: Some(before),
        after: Some(if cut { Ratio::ZERO } else { left }),
        forfeited: Some(if cut { left } else { Ratio::ZERO }),
        ..Numbers::default()
    })
}

fn keep(
    case: &Case<'_>,
    candidate: &Candidate<'_>,
    amounts: &Amounts,
    quantum: Credits,
    factor: Ratio,
    parts: &[(Option<LotId>, Ratio)],
) -> Option<Numbers> {
    let RuleWorth::Rate(rate) = &amounts.worth else { return None };
    let input_unit = candidate.used().next().map(|(_, outcome)| &outcome.amount.unit)?;
    let input_quantum = self::quantum(case, input_unit)?;
    // So many quanta go in for one that comes out.
    let one = times(in_quanta(quantum, input_quantum)?, times(*rate, factor)?.inverse().ok()?)?;
    let (mut out, mut taken) = (0_u64, Taken::new());
    for (lot, part) in parts {
        let room = most(amounts, quantum)?.checked_sub(out)?;
        let times = part.split().0.min(room).checked_div(one.den())?;
        out = out.checked_add(times.checked_mul(one.den())?)?;
        let needed = credits(times.checked_mul(one.num())?, input_quantum)?;
        let offered = offered(candidate).into_iter().filter(|(one, _)| lot.is_none_or(|lot| lot == *one));
        taken.extend(spread(needed, offered)?);
    }
    taken.retain(|_, credits| !credits.is_zero());
    let given = whole(out)?;
    let amount = Some(amount(out, quantum, &amounts.unit)?);
    Some(Numbers { amount, worth: Some(given), taken: Some(taken), ..Numbers::default() })
}

/// Takes what is needed from the lots, one after the other.
fn spread(mut needed: Credits, offered: impl Iterator<Item = (LotId, Credits)>) -> Option<Taken> {
    let mut taken = Taken::new();
    for (lot, credits) in offered {
        let part = credits.min(needed);
        needed = needed.minus(part).ok()?;
        taken.insert(lot, part);
    }
    Some(taken)
}

fn output(
    case: &Case<'_>,
    candidate: &Candidate<'_>,
    effect: &Effect,
    numbers: Numbers,
    taken: &Taken,
) -> Option<Output> {
    let inputs = inputs(candidate, taken);
    let earned = inputs.iter().map(|outcome| outcome.earned).min()?;
    Some(Output {
        after: numbers.after.unwrap_or(Ratio::ZERO),
        amount: numbers.amount,
        before: numbers.before.unwrap_or(Ratio::ZERO),
        earned,
        forfeited: numbers.forfeited.unwrap_or(Ratio::ZERO),
        grade: grade(case, candidate, &effect.grade),
        granted: numbers.granted.unwrap_or(Ratio::ZERO),
        target: effect.target.clone(),
        tier: effect.tier?,
        valid_through: lasts(case, effect.expires, earned, &inputs)?,
        worth: numbers.worth.unwrap_or(Ratio::ZERO),
    })
}

/// The outcomes that go in. Where nothing is taken, those that are read.
fn inputs<'a>(candidate: &Candidate<'a>, taken: &Taken) -> Vec<&'a OutcomeFact> {
    let used = candidate.used().map(|(_, outcome)| outcome).filter(|outcome| taken.contains_key(&outcome.id));
    let used: Vec<&OutcomeFact> = used.collect();
    if used.is_empty() { candidate.pairs.iter().map(|(_, outcome)| *outcome).collect() } else { used }
}

/// The last valid day, if there is one; none where the book refuses to count so many months.
fn lasts(case: &Case<'_>, expires: Lasting, earned: Date, inputs: &[&OutcomeFact]) -> Option<Option<Date>> {
    match expires {
        Lasting::Earliest => Some(inputs.iter().filter_map(|outcome| outcome.valid_through).min()),
        Lasting::Forever => Some(None),
        Lasting::Months(months) => match later(earned, months, case.book.draft().february) {
            Later::On(day) => Some(Some(day)),
            Later::Never => Some(None),
            Later::Refused => None,
        },
    }
}

fn grade(case: &Case<'_>, candidate: &Candidate<'_>, policy: &GradePolicy) -> Option<Grade> {
    match policy {
        GradePolicy::Carry => candidate.first()?.grade.clone(),
        GradePolicy::Fixed(grade) | GradePolicy::Pass(grade) => Some(grade.clone()),
        GradePolicy::Map { .. } => mapped(case, candidate, policy)?,
        GradePolicy::Nothing => None,
    }
}

/// The grade by a map; none where the map has none, or there is no map.
fn mapped(case: &Case<'_>, candidate: &Candidate<'_>, policy: &GradePolicy) -> Option<Option<Grade>> {
    let GradePolicy::Map { scale, steps } = policy else { return Some(None) };
    let grade = candidate.first()?.grade.as_ref()?;
    let reached = steps.iter().rfind(|step| grade_reaches(case, grade, scale, &step.from))?;
    Some(Some(reached.grade.clone()))
}
