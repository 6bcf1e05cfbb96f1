//! What a rule's effects come to, and the tests that they make on the way.

use crate::credit::{Amount, Credits, Ratio};
use crate::id::{Code, LotId};
use crate::registry::{Grade, Tier};
use crate::rules::answer::Output;
use crate::rules::clause::{Amounts, Effect, GradePolicy, Lasting, RuleWorth, TableBy, Target, TeamShare};
use crate::rules::evaluate::case::{Case, Trial, test, test_of};
use crate::rules::evaluate::places::{at_least, grade_on, level, level_in, mark};
use crate::rules::evaluate::sums::{Account, Outcome, Stated, Trouble};
use crate::rules::explanation::{Check, Got, Point, Sum, Test, Wanted, What};
use crate::rules::months::Later;
use crate::rules::words::{Rest, RoundAt};
use crate::time::Date;

/// What a rule gives.
#[derive(Default)]
pub(super) struct Given {
    pub(super) outputs: Vec<Output>,
    pub(super) sums: Vec<Sum>,
    /// What is taken of each lot, where that is less than the sources say.
    pub(super) kept: Option<Vec<(LotId, Credits)>>,
}

/// The tests of each effect, and what it gives. `earlier` are the sums of the same rule that went before in the same
/// application: each finds the residual that the one before it left.
pub(super) fn effects(case: &Case<'_>, trial: &Trial<'_>, earlier: &[Sum], checks: &mut Vec<Check>) -> Given {
    let mut given = Given::default();
    for effect in trial.rule.to.iter().filter(|effect| effect.target != Target::Denial) {
        match &effect.amounts {
            Some(amounts) => credited(case, trial, effect, amounts, earlier, &mut given, checks),
            None => exempt(case, trial, effect, &mut given, checks),
        }
    }
    given
}

/// An effect that adds no credit.
fn exempt(case: &Case<'_>, trial: &Trial<'_>, effect: &Effect, given: &mut Given, checks: &mut Vec<Check>) {
    let through = lasting(case, trial, effect);
    if let (Lasting::Months(_), Err(day)) = (effect.expires, &through) {
        checks.push(Check::One(test(What::Range, at_least(None), Got::Other(day.clone()))));
    }
    given.outputs.extend(through.ok().and_then(|through| output(case, trial, effect, through)));
}

fn credited(
    case: &Case<'_>,
    trial: &Trial<'_>,
    effect: &Effect,
    amounts: &Amounts,
    earlier: &[Sum],
    given: &mut Given,
    checks: &mut Vec<Check>,
) {
    let worth = worth(case, trial, amounts, checks);
    team(trial, amounts.team, checks);
    grade_out(case, trial, &effect.grade, checks);
    let through = lasting(case, trial, effect);
    let sum = worth
        .map(|worth| sum(case, trial, effect, amounts, worth, given.sums.iter().rev().chain(earlier.iter().rev())));
    least(amounts, sum.as_ref(), checks);
    checks.push(Check::One(range(amounts, sum.as_ref(), through.as_ref().err())));
    let (Some(Ok(sum)), Ok(through)) = (sum, through) else { return };
    given.outputs.extend(output(case, trial, effect, through).map(|plain| with_sum(plain, &sum)));
    if amounts.rest == Rest::Keep {
        given.kept = Some(sum.taken.clone());
    }
    given.sums.push(sum);
}

/// The rate, or the stated amount; none where a table has none.
fn worth(case: &Case<'_>, trial: &Trial<'_>, amounts: &Amounts, checks: &mut Vec<Check>) -> Option<Stated> {
    let (by, steps) = match &amounts.worth {
        RuleWorth::Fixed(credits) => return Some(Stated::Credits(*credits)),
        RuleWorth::Rate(rate) => return Some(Stated::Rate(*rate)),
        RuleWorth::Table { by, steps } => (by, steps),
    };
    let framework = &case.book.draft.framework;
    let found = trial.first();
    let (of, got) = match by {
        TableBy::Grade(scale) => {
            (Code::from(scale), grade_on(framework, scale, found.and_then(|one| one.grade.as_ref())))
        }
        TableBy::Level(of) => (of.clone(), level_in(framework, of, found.and_then(|one| one.level.as_ref()))),
    };
    let place = |code: &Code| match by {
        TableBy::Grade(scale) => mark(framework, scale, code),
        TableBy::Level(of) => level(framework, of, code),
    };
    let first = steps.first().and_then(|step| place(&step.from));
    let step = reached(&got, steps, |step| place(&step.from)).map(|step| Stated::Credits(step.credits));
    checks.push(Check::One(about(trial, of, test(What::Table, at_least(first), got))));
    step
}

/// The last step that is reached; steps stand worst first.
fn reached<'s, S>(got: &Got, steps: &'s [S], place: impl Fn(&S) -> Option<Point>) -> Option<&'s S> {
    let Got::Point(got) = got else { return None };
    steps.iter().rev().find(|step| place(step).is_some_and(|from| from.at <= got.at))
}

/// About the one outcome of the first source.
fn about(trial: &Trial<'_>, of: Code, test: Test) -> Test {
    Test { lot: trial.first().map(|one| one.id), of: Some(of.into()), ..test }
}

/// The number of each member of a team.
fn team(trial: &Trial<'_>, share: Option<TeamShare>, checks: &mut Vec<Check>) {
    let Some(share) = share else { return };
    for one in trial.taken() {
        let Some((number, _)) = one.outcome.team else { continue };
        let (most, got) = (Point::number(share.most.into()), Point::number(number.into()));
        checks.push(Check::One(test_of(What::Team, one.outcome.id, Wanted::AtMost(most), Got::Point(got))));
    }
}

fn factor(trial: &Trial<'_>, share: Option<TeamShare>) -> Ratio {
    let in_team = trial.taken().any(|one| one.outcome.team.is_some_and(|(_, members)| members > 1));
    share.filter(|_| in_team).map_or(Ratio::ONE, |share| share.factor)
}

fn grade_out(case: &Case<'_>, trial: &Trial<'_>, policy: &GradePolicy, checks: &mut Vec<Check>) {
    let GradePolicy::Map { scale, steps } = policy else { return };
    let framework = &case.book.draft.framework;
    let first = steps.first().and_then(|step| mark(framework, scale, &step.from));
    let got = grade_on(framework, scale, trial.first().and_then(|one| one.grade.as_ref()));
    checks.push(Check::One(about(trial, Code::from(scale), test(What::GradeOut, at_least(first), got))));
}

fn sum<'s>(
    case: &Case<'_>,
    trial: &Trial<'_>,
    effect: &Effect,
    amounts: &Amounts,
    worth: Stated,
    latest: impl Iterator<Item = &'s Sum>,
) -> Result<Sum, Trouble> {
    let framework = &case.book.draft.framework;
    let quantum = framework.unit(&amounts.unit).ok_or(Trouble::TooLarge)?.quantum;
    let input = trial.taken().next().and_then(|one| framework.unit(&one.outcome.amount.unit)).map(|unit| unit.quantum);
    let before = before(case, trial, &effect.target, amounts, latest).ok_or(Trouble::TooLarge)?;
    let factor = factor(trial, amounts.team);
    let mut taken: Vec<_> = trial.taken().map(|one| (one.outcome.id, one.takes())).collect();
    taken.sort_by_key(|(lot, _)| *lot);
    let Outcome { after, forfeited, granted, out, taken, worth: exact } =
        Account { amounts, quantum, input, worth, factor, before, taken }.outcome()?;
    let (rate, stated) = match worth {
        Stated::Rate(rate) => (Some(rate), None),
        Stated::Credits(credits) => (None, Some(credits)),
    };
    let out = Some(Amount { credits: out, unit: amounts.unit.clone() });
    let Amounts { at, rest, round, most, .. } = *amounts;
    let target = effect.target.clone();
    Ok(Sum {
        after,
        at,
        before,
        factor,
        forfeited,
        granted,
        most,
        out,
        quantum,
        rate,
        rest,
        round,
        stated,
        taken,
        target,
        worth: exact,
    })
}

/// The residual that a sum finds: what the latest sum of this application left, or what the learner's standing
/// conversions under the rule left.
fn before<'s>(
    case: &Case<'_>,
    trial: &Trial<'_>,
    target: &Target,
    amounts: &Amounts,
    mut latest: impl Iterator<Item = &'s Sum>,
) -> Option<Ratio> {
    if amounts.at != RoundAt::Learner {
        return Some(Ratio::ZERO);
    }
    let of_unit = |amount: Option<&Amount>| amount.is_some_and(|amount| amount.unit == amounts.unit);
    if let Some(sum) = latest.find(|sum| sum.target == *target && of_unit(sum.out.as_ref())) {
        return Some(sum.after);
    }
    let prior = case.facts.prior.iter().filter(|prior| prior.rule == trial.rule.id);
    let mut outputs = prior.flat_map(|prior| &prior.outputs);
    let sums = outputs.try_fold((Ratio::ZERO, Ratio::ZERO), |(after, before), output| {
        if output.target != *target || !of_unit(output.amount.as_ref()) {
            return Some((after, before));
        }
        Some((after.plus(output.after).ok()?, before.plus(output.before).ok()?))
    });
    let (after, before) = sums?;
    after.less(before)
}

/// An amount in quanta, as a place on the scale of amounts.
fn quanta(worth: Ratio, quantum: Credits, amounts: &Amounts) -> Got {
    let exact = worth.times(crate::rules::holds::whole(quantum.ten_thousandths()));
    let text =
        |exact: Ratio| Ratio::new(exact.num(), Credits::SCALE).and_then(|num| num.times(Ratio::new(1, exact.den())?));
    match exact.and_then(|at| Ok((at, text(at)?))) {
        Ok((at, text)) => Got::Point(Point { at, text: format!("{text} {}", amounts.unit) }),
        Err(_) => Got::Other(format!("{worth} of {quantum} {}", amounts.unit)),
    }
}

/// The exact worth reaches the least.
fn least(amounts: &Amounts, sum: Option<&Result<Sum, Trouble>>, checks: &mut Vec<Check>) {
    let Some(least) = amounts.least else { return };
    let got = match sum {
        Some(Ok(sum)) => quanta(sum.worth, sum.quantum, amounts),
        _ => Got::Nothing,
    };
    checks.push(Check::One(test(What::Least, at_least(Some(Point::credits(least, &amounts.unit))), got)));
}

/// All numbers fit, and something comes out where it is rounded.
fn range(amounts: &Amounts, sum: Option<&Result<Sum, Trouble>>, no_day: Option<&String>) -> Test {
    let some =
        (matches!(amounts.worth, RuleWorth::Rate(_)) || amounts.team.is_some()) && amounts.rest != Rest::Residual;
    let quantum = match sum {
        Some(Ok(sum)) if some => sum.quantum,
        _ => Credits::ZERO,
    };
    let got = match (sum, no_day) {
        (_, Some(day)) => Got::Other(day.clone()),
        (None, None) => Got::Nothing,
        (Some(Err(Trouble::TooLarge)), None) => Got::TooLarge,
        (Some(Err(Trouble::NotWhole)), None) => Got::NotWhole,
        (Some(Ok(sum)), None) => {
            sum.out.as_ref().map_or(Got::Nothing, |out| Got::Point(Point::credits(out.credits, &out.unit)))
        }
    };
    test(What::Range, at_least(Some(Point::credits(quantum, &amounts.unit))), got)
}

/// An output without amounts.
fn output(case: &Case<'_>, trial: &Trial<'_>, effect: &Effect, valid_through: Option<Date>) -> Option<Output> {
    let zero = Ratio::ZERO;
    Some(Output {
        after: zero,
        amount: None,
        before: zero,
        earned: earned(trial)?,
        forfeited: zero,
        grade: grade(case, trial, &effect.grade),
        granted: zero,
        target: effect.target.clone(),
        tier: effect.tier.or_else(|| tier(trial))?,
        valid_through,
        worth: zero,
    })
}

fn with_sum(plain: Output, sum: &Sum) -> Output {
    let Sum { after, before, forfeited, granted, worth, .. } = *sum;
    Output { after, amount: sum.out.clone(), before, forfeited, granted, worth, ..plain }
}

fn earned(trial: &Trial<'_>) -> Option<Date> {
    trial.dated().map(|one| one.outcome.earned).min()
}

fn tier(trial: &Trial<'_>) -> Option<Tier> {
    trial.dated().map(|one| one.outcome.tier).min()
}

/// The last valid day of what comes out, or the day that is none.
fn lasting(case: &Case<'_>, trial: &Trial<'_>, effect: &Effect) -> Result<Option<Date>, String> {
    match effect.expires {
        Lasting::Forever => Ok(None),
        Lasting::Earliest => Ok(trial.dated().filter_map(|one| one.outcome.valid_through).min()),
        Lasting::Months(months) => match earned(trial).map(|day| months.after(day, case.february())) {
            Some(Later::Day(day)) => Ok(Some(day)),
            Some(Later::NoDay(year, month, day)) => Err(format!("{year}-{month:02}-{day:02}")),
            Some(Later::Never) | None => Ok(None),
        },
    }
}

fn grade(case: &Case<'_>, trial: &Trial<'_>, policy: &GradePolicy) -> Option<Grade> {
    let carried = || trial.first().and_then(|one| one.grade.as_ref());
    match policy {
        GradePolicy::Nothing => None,
        GradePolicy::Carry => carried().cloned(),
        GradePolicy::Fixed(grade) | GradePolicy::Pass(grade) => Some(grade.clone()),
        GradePolicy::Map { scale, steps } => {
            let framework = &case.book.draft.framework;
            let got = grade_on(framework, scale, carried());
            reached(&got, steps, |step| mark(framework, scale, &step.from)).map(|step| step.grade.clone())
        }
    }
}
