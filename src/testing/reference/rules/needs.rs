//! What a rule asks beside its outcomes.

use crate::id::Code;
use crate::rules::{Attested, EnrolmentFact, Need, OutcomeFact, PassedFact, When};
use crate::testing::reference::rules::case::{Candidate, Case, is_called};
use crate::testing::reference::rules::sources::grade_lies_in;
use crate::time::Date;

pub(super) fn holds(case: &Case<'_>, candidate: &Candidate<'_>, need: &Need) -> bool {
    let facts = case.facts;
    match need {
        Need::All(all) => all.iter().all(|one| holds(case, candidate, one)),
        Need::Any(any) => any.iter().any(|one| holds(case, candidate, one)),
        Need::AtLeast { count, of } => {
            of.iter().filter(|one| holds(case, candidate, one)).count() >= usize::from(*count)
        }
        Need::Attested { is, what } => {
            let said: Vec<bool> = attested(case, candidate, what).map(|one| one.value > 0).collect();
            said.contains(is) && !said.contains(&!is)
        }
        Need::Score { least, what } => attested(case, candidate, what).any(|one| one.value >= *least),
        Need::Match { least } => candidate.used().all(|(_, outcome)| matches(case, outcome, *least)),
        Need::Earned { programme, when } => candidate.pairs.iter().all(|(_, outcome)| {
            facts.enrolments.iter().any(|one| one.programme == *programme && earned(outcome.earned, one, *when))
        }),
        Need::Enrolled { is, programme } => {
            let there = |one: &EnrolmentFact| one.programme == *programme && during(facts.applied, one);
            facts.enrolments.iter().any(there) == *is
        }
        Need::Evidence { kind, least } => facts.evidence.iter().any(|one| one.kind == *kind && one.assurance >= *least),
        Need::Passed { code, grade, kind } => facts.passed.iter().any(|one: &PassedFact| {
            let good = |band| one.grade.as_ref().is_some_and(|grade| grade_lies_in(case, grade, band));
            is_called(code, one.kind, &one.code, one.thing.as_ref())
                && one.kind == *kind
                && grade.as_ref().is_none_or(good)
        }),
        Need::SameIssuer => {
            let mut issuers = candidate.pairs.iter().map(|(_, outcome)| &outcome.issuer);
            let first = issuers.next();
            issuers.all(|issuer| Some(issuer) == first)
        }
    }
}

/// What is attested about no lot, or about one of the candidate's.
fn attested<'a>(case: &'a Case<'_>, candidate: &Candidate<'_>, what: &'a Code) -> impl Iterator<Item = &'a Attested> {
    let lots = candidate.lots();
    let ours = move |one: &&Attested| one.what == *what && one.lot.is_none_or(|lot| lots.contains(&lot));
    case.facts.attested.iter().filter(ours)
}

fn matches(case: &Case<'_>, outcome: &OutcomeFact, least: u8) -> bool {
    case.facts.attested.iter().any(|one| {
        one.what.as_str() == Attested::CONTENT_MATCH && one.lot == Some(outcome.id) && one.value >= u32::from(least)
    })
}

fn during(day: Date, enrolment: &EnrolmentFact) -> bool {
    enrolment.from <= day && enrolment.until.is_none_or(|until| day < until)
}

fn earned(day: Date, enrolment: &EnrolmentFact, when: When) -> bool {
    match when {
        When::Before => day < enrolment.from,
        When::During => during(day, enrolment),
        When::After => enrolment.until.is_some_and(|until| until <= day),
    }
}
