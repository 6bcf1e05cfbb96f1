//! What a rule asks of its outcomes.

use crate::registry::{Grade, Level, UseKind};
use crate::rules::{Effect, GradeBand, LevelBand, OutcomeFact, Source, Taking, Target, TierMove};
use crate::testing::reference::rules::case::{Candidate, Case, is_called};
use crate::testing::reference::rules::months::{Later, later};

pub(super) fn all_hold(case: &Case<'_>, candidate: &Candidate<'_>) -> bool {
    let counts = candidate.rule.from.iter().all(|source| counts(candidate, source));
    counts && candidate.pairs.iter().all(|(source, outcome)| holds(case, candidate, source, outcome))
}

fn counts(candidate: &Candidate<'_>, source: &Source) -> bool {
    let count = candidate.pairs.iter().filter(|(one, _)| std::ptr::eq(*one, source)).count();
    count == 1 || (source.many && count > 1)
}

fn holds(case: &Case<'_>, candidate: &Candidate<'_>, source: &Source, outcome: &OutcomeFact) -> bool {
    let moves = || candidate.rule.to.iter().all(|effect| moves(case, source, outcome, effect));
    let taken = || candidate.denies() || (moves() && takes(case, source, outcome));
    let used = || may_be_used(case, outcome) && taken();
    is_valid(case, outcome)
        && is_what(source, outcome)
        && is_from_whom(case, source, outcome)
        && is_as_good(case, source, outcome)
        && is_from_when(case, source, outcome)
        && (source.r#use == UseKind::Witness || used())
}

fn may_be_used(case: &Case<'_>, outcome: &OutcomeFact) -> bool {
    let called = |name| is_called(name, outcome.kind, &outcome.code, outcome.thing.as_ref());
    !outcome.never && !case.book.draft().never.iter().any(called)
}

fn is_valid(case: &Case<'_>, outcome: &OutcomeFact) -> bool {
    outcome.valid_through.is_none_or(|last| last >= case.facts.applied)
}

fn is_what(source: &Source, outcome: &OutcomeFact) -> bool {
    let content = |content| source.contents.contains(content);
    source.unit.as_ref().is_none_or(|unit| outcome.amount.unit == *unit)
        && (source.tiers.is_empty() || source.tiers.contains(&outcome.tier))
        && (source.contents.is_empty() || outcome.content.as_ref().is_some_and(content))
}

fn is_from_whom(case: &Case<'_>, source: &Source, outcome: &OutcomeFact) -> bool {
    let recognised = |id: &crate::id::Code| {
        case.book.draft().consortia.iter().any(|one| {
            one.id == *id
                && one.valid.covers(case.basis)
                && one.issuers.contains(&outcome.issuer)
                && one.receivers.contains(&case.facts.receiver)
        })
    };
    (source.issuers.is_empty() || source.issuers.contains(&outcome.issuer))
        && !source.not_issuers.contains(&outcome.issuer)
        && source.consortium.as_ref().is_none_or(recognised)
}

fn is_as_good(case: &Case<'_>, source: &Source, outcome: &OutcomeFact) -> bool {
    let level = |band| outcome.level.as_ref().is_some_and(|level| level_lies_in(case, level, band));
    let grade = |band| outcome.grade.as_ref().is_some_and(|grade| grade_lies_in(case, grade, band));
    let size = source.size.as_ref().is_none_or(|band| {
        let size = outcome.amount.credits;
        outcome.amount.unit == band.unit
            && band.from.is_none_or(|from| from <= size)
            && band.below.is_none_or(|below| size < below)
    });
    source.level.as_ref().is_none_or(level) && source.grade.as_ref().is_none_or(grade) && size
}

pub(super) fn grade_lies_in(case: &Case<'_>, grade: &Grade, band: &GradeBand) -> bool {
    let Some(scale) = case.book.draft().framework.scale(&band.scale) else { return false };
    let rank = |mark| scale.rank(mark).ok();
    let Some(got) = rank(&grade.mark) else { return false };
    grade.scale == band.scale
        && band.from.as_ref().is_none_or(|from| rank(from).is_some_and(|from| from <= got))
        && band.below.as_ref().is_none_or(|below| rank(below).is_some_and(|below| got < below))
}

fn level_lies_in(case: &Case<'_>, level: &Level, band: &LevelBand) -> bool {
    let compared = |end: &crate::id::Code| {
        let end = Level { framework: band.framework.clone(), level: end.clone() };
        case.book.draft().framework.compare_levels(level, &end)
    };
    level.framework == band.framework
        && case.book.draft().framework.has_level(level)
        && band.from.as_ref().is_none_or(|from| compared(from).is_some_and(std::cmp::Ordering::is_ge))
        && band.below.as_ref().is_none_or(|below| compared(below).is_some_and(std::cmp::Ordering::is_lt))
}

fn is_from_when(case: &Case<'_>, source: &Source, outcome: &OutcomeFact) -> bool {
    let young = source.age.is_none_or(|age| match later(outcome.earned, age, case.book.draft().february) {
        Later::On(last) => case.facts.applied <= last,
        Later::Never => true,
        Later::Refused => false,
    });
    source.earned.is_none_or(|period| period.covers(outcome.earned)) && young
}

/// Whether credit may move to the tier of an effect.
fn moves(case: &Case<'_>, source: &Source, outcome: &OutcomeFact, effect: &Effect) -> bool {
    let Some(to) = effect.tier else { return false };
    let policy = case.book.draft().tiers;
    let policy = match to.cmp(&outcome.tier) {
        std::cmp::Ordering::Less => policy.down,
        std::cmp::Ordering::Equal => policy.level,
        std::cmp::Ordering::Greater => policy.up,
    };
    let named = !source.codes.is_empty() && matches!(effect.target, Target::Course(_) | Target::Exemption(_));
    policy == TierMove::Any || (policy == TierMove::Named && named)
}

fn takes(case: &Case<'_>, source: &Source, outcome: &OutcomeFact) -> bool {
    let (asked, all) = (outcome.asked, outcome.amount.credits);
    let reaches = match source.take {
        Taking::Asked => {
            let unit = case.book.draft().framework.unit(&outcome.amount.unit);
            asked >= all || unit.is_some_and(|unit| asked >= unit.quantum)
        }
        Taking::Fixed(credits) => asked >= credits,
        Taking::Whole => asked >= all,
    };
    reaches && asked <= all
}
