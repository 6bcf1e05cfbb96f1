//! The tests of a rule's sources: how many outcomes each has, and what must hold of each of them.

use crate::id::Code;
use crate::registry::Months;
use crate::registry::Tier;
use crate::rules::clause::Target;
use crate::rules::draft::TierPolicy;
use crate::rules::evaluate::case::{Case, Trial, Use, test, test_of};
use crate::rules::evaluate::places::{at_least, grade_on, in_grades, in_levels, in_sizes, level_in, size_in};
use crate::rules::explanation::{Check, Got, Point, Test, Wanted, What};
use crate::rules::facts::OutcomeFact;
use crate::rules::months::Later;
use crate::rules::source::{Source, Taking};
use crate::rules::words::TierMove;
use crate::time::Period;

/// Of each source how many outcomes it has, then all that must hold of each.
pub(super) fn sources(case: &Case<'_>, trial: &Trial<'_>, checks: &mut Vec<Check>) {
    for (place, source) in trial.rule.from.iter().enumerate() {
        checks.push(Check::One(count(source, trial.of(place).count())));
        for one in trial.of(place) {
            outcome(case, one, checks);
            if !one.is_witness() && !trial.denies() {
                moves(case, trial, one, checks);
                checks.extend(takes(case, one).map(Check::One));
            }
        }
    }
}

fn count(source: &Source, count: usize) -> Test {
    let below = (!source.many).then(|| Point::number(2));
    let wanted = Wanted::Within { from: Some(Point::number(1)), below };
    test(What::Count, wanted, Got::Point(Point::number(u64::try_from(count).unwrap_or(u64::MAX))))
}

fn outcome(case: &Case<'_>, one: &Use<'_>, checks: &mut Vec<Check>) {
    let Use { source, outcome, .. } = *one;
    let framework = &case.book.draft.framework;
    let mut add = |test: Option<(What, Option<Code>, Wanted, Got)>| {
        let made = test
            .map(|(what, of, wanted, got)| Test { of: of.map(Into::into), ..test_of(what, outcome.id, wanted, got) });
        checks.extend(made.map(Check::One));
    };
    add((!one.is_witness()).then(|| (What::Never, None, Wanted::Is(false), Got::Flag(is_never(case, outcome)))));
    add(Some(valid(case, outcome)));
    add(source.unit.as_ref().map(|unit| (What::Unit, None, one_of([unit]), word(&outcome.amount.unit))));
    add((!source.tiers.is_empty()).then(|| (What::Tier, None, one_of(&source.tiers), word(outcome.tier))));
    add((!source.contents.is_empty())
        .then(|| (What::Content, None, one_of(&source.contents), outcome.content.as_ref().map_or(Got::Nothing, word))));
    add((!source.issuers.is_empty()).then(|| (What::Issuer, None, one_of(&source.issuers), word(&outcome.issuer))));
    add((!source.not_issuers.is_empty())
        .then(|| (What::NotIssuer, None, Wanted::NoneOf(words(&source.not_issuers)), word(&outcome.issuer))));
    add(source
        .consortium
        .as_ref()
        .map(|id| (What::Consortium, Some(id.clone()), Wanted::Is(true), Got::Flag(in_consortium(case, id, outcome)))));
    add(source.level.as_ref().map(|band| {
        let got = level_in(framework, &band.framework, outcome.level.as_ref());
        (What::Level, Some(band.framework.clone()), in_levels(framework, band), got)
    }));
    add(source.grade.as_ref().map(|band| {
        let got = grade_on(framework, &band.scale, outcome.grade.as_ref());
        (What::Grade, Some(Code::from(&band.scale)), in_grades(framework, band), got)
    }));
    add(source
        .size
        .as_ref()
        .map(|band| (What::Size, Some(Code::from(&band.unit)), in_sizes(band), size_in(band, outcome))));
    add(source.earned.map(|period| (What::Earned, None, in_period(period), Got::Point(Point::day(outcome.earned)))));
    add(source.age.map(|months| age(case, months, outcome)));
}

fn one_of<T: ToString>(list: impl IntoIterator<Item = T>) -> Wanted {
    Wanted::OneOf(words(list))
}

fn words<T: ToString>(list: impl IntoIterator<Item = T>) -> Vec<String> {
    list.into_iter().map(|one| one.to_string()).collect()
}

fn word(one: impl ToString) -> Got {
    Got::Word(one.to_string())
}

fn is_never(case: &Case<'_>, outcome: &OutcomeFact) -> bool {
    outcome.never || outcome.called().is_among(&case.book.draft.never)
}

/// The day of the application is at most its last valid day. Without one any day will do.
fn valid(case: &Case<'_>, outcome: &OutcomeFact) -> (What, Option<Code>, Wanted, Got) {
    let wanted = outcome.valid_through.map_or(at_least(None), |through| Wanted::AtMost(Point::day(through)));
    (What::Valid, None, wanted, Got::Point(Point::day(case.facts.applied)))
}

/// The day of the application is at most so long after the day it was earned.
fn age(case: &Case<'_>, months: Months, outcome: &OutcomeFact) -> (What, Option<Code>, Wanted, Got) {
    let applied = Got::Point(Point::day(case.facts.applied));
    let (wanted, got) = match months.after(outcome.earned, case.february()) {
        Later::Day(day) => (Wanted::AtMost(Point::day(day)), applied),
        Later::Never => (at_least(None), applied),
        Later::NoDay(year, month, day) => (at_least(None), Got::Other(format!("{year}-{month:02}-{day:02}"))),
    };
    (What::Age, None, wanted, got)
}

fn in_period(period: Period) -> Wanted {
    Wanted::Within { from: Some(Point::day(period.from)), below: period.until.map(Point::day) }
}

fn in_consortium(case: &Case<'_>, id: &Code, outcome: &OutcomeFact) -> bool {
    case.book.consortium(id).is_some_and(|consortium| {
        consortium.valid.covers(case.day)
            && consortium.issuers.contains(&outcome.issuer)
            && consortium.receivers.contains(&case.facts.receiver)
    })
}

/// Whether credit may move to the tier of each effect.
fn moves(case: &Case<'_>, trial: &Trial<'_>, one: &Use<'_>, checks: &mut Vec<Check>) {
    for effect in &trial.rule.to {
        let to = effect.tier.unwrap_or(one.outcome.tier);
        let named = !one.source.codes.is_empty() && matches!(effect.target, Target::Course(_) | Target::Exemption(_));
        let may = match policy(&case.book.draft.tiers, one.outcome.tier, to) {
            TierMove::Any => true,
            TierMove::Named => named,
            TierMove::Deny => false,
        };
        let test = test_of(What::TierMove, one.outcome.id, Wanted::Is(true), Got::Flag(may));
        checks.push(Check::One(Test { by: vec![to.as_str().to_owned()], ..test }));
    }
}

fn policy(tiers: &TierPolicy, from: Tier, to: Tier) -> TierMove {
    match to.cmp(&from) {
        std::cmp::Ordering::Less => tiers.down,
        std::cmp::Ordering::Equal => tiers.level,
        std::cmp::Ordering::Greater => tiers.up,
    }
}

/// What is asked for reaches what the source takes, and is not above the lot's amount.
fn takes(case: &Case<'_>, one: &Use<'_>) -> [Test; 2] {
    let Use { source, outcome, .. } = *one;
    let unit = case.book.draft.framework.unit(&outcome.amount.unit);
    let least = match source.take {
        // Nothing taken, nothing given: otherwise it could be given again and again.
        Taking::Asked => unit.map_or(outcome.amount.credits, |unit| unit.quantum.min(outcome.amount.credits)),
        Taking::Fixed(_) | Taking::Whole => one.takes(),
    };
    let point = |credits| Point::credits(credits, &outcome.amount.unit);
    let asked = || Got::Point(point(outcome.asked));
    [
        test_of(What::Take, outcome.id, at_least(Some(point(least))), asked()),
        test_of(What::Take, outcome.id, Wanted::AtMost(point(outcome.amount.credits)), asked()),
    ]
}
