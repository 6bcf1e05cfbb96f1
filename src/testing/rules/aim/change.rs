//! Changes of one thing in an application.

use crate::credit::Credits;
use crate::id::{Code, InstitutionId};
use crate::registry::{CourseName, Grade, Level, OutcomeName, Tier};
use crate::rules::{Assurance, Facts, OutcomeFact, Prior};
use crate::testing::rules::aim::base::tidy;
use crate::time::Date;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is changed.
    pub what: What,
    /// Whether it is at a boundary of the rule that is aimed at, or within one step of one.
    pub edge: bool,
}

/// What is changed. Numbers are places in the lists of the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is a fact of that name and its place")]
pub enum What {
    Grade(usize, Option<Grade>),
    Level(usize, Option<Level>),
    Amount(usize, Credits),
    Asked(usize, Credits),
    Earned(usize, Date),
    Applied(Date),
    /// Earned on one day, applied with on another.
    Span(usize, Date, Date),
    ValidThrough(usize, Option<Date>),
    Name(usize, OutcomeName),
    Content(usize, Option<Code>),
    Issuer(usize, InstitutionId),
    Tier(usize, Tier),
    Team(usize, Option<(u16, u16)>),
    Never(usize),
    /// Another outcome, equal to that one.
    Another(usize),
    Receiver(InstitutionId),
    EvidenceGone(usize),
    Assurance(usize, Assurance),
    AttestedGone(usize),
    Attested(usize, u32),
    PassedGone(usize),
    Passed(usize, Grade),
    EnrolmentGone(usize),
    Enrolment(usize, Date, Option<Date>),
    Prior(Vec<Prior>),
    AskRule(Code),
    AskTarget(CourseName),
}

impl What {
    /// Makes the change. What is not there any more stays so.
    pub fn apply(&self, facts: &mut Facts) {
        match self {
            Self::Applied(day) => facts.applied = *day,
            Self::Receiver(receiver) => facts.receiver = receiver.clone(),
            Self::EvidenceGone(at) => drop_at(&mut facts.evidence, *at),
            Self::AttestedGone(at) => drop_at(&mut facts.attested, *at),
            Self::PassedGone(at) => drop_at(&mut facts.passed, *at),
            Self::EnrolmentGone(at) => drop_at(&mut facts.enrolments, *at),
            Self::Assurance(at, assurance) => {
                facts.evidence.get_mut(*at).into_iter().for_each(|one| one.assurance = *assurance);
            }
            Self::Attested(at, value) => facts.attested.get_mut(*at).into_iter().for_each(|one| one.value = *value),
            Self::Passed(at, grade) => {
                facts.passed.get_mut(*at).into_iter().for_each(|one| one.grade = Some(grade.clone()));
            }
            Self::Enrolment(at, from, until) => {
                facts.enrolments.get_mut(*at).into_iter().for_each(|one| (one.from, one.until) = (*from, *until));
            }
            Self::Prior(prior) => facts.prior.extend(prior.iter().cloned()),
            Self::AskRule(rule) => facts.asked.rule = Some(rule.clone()),
            Self::AskTarget(target) => facts.asked.target = Some(target.clone()),
            Self::Another(at) => another(facts, *at),
            Self::Span(at, earned, applied) => {
                facts.applied = *applied;
                facts.outcomes.get_mut(*at).into_iter().for_each(|outcome| outcome.earned = *earned);
            }
            other => facts.outcomes.iter_mut().enumerate().for_each(|(at, outcome)| other.apply_to(at, outcome)),
        }
        tidy(facts);
    }

    fn apply_to(&self, place: usize, outcome: &mut OutcomeFact) {
        match self {
            Self::Grade(at, grade) if *at == place => outcome.grade = grade.clone(),
            Self::Level(at, level) if *at == place => outcome.level = level.clone(),
            Self::Amount(at, credits) if *at == place => {
                (outcome.amount.credits, outcome.asked) = (*credits, *credits);
            }
            Self::Asked(at, credits) if *at == place => outcome.asked = *credits,
            Self::Earned(at, day) if *at == place => outcome.earned = *day,
            Self::ValidThrough(at, day) if *at == place => outcome.valid_through = *day,
            Self::Name(at, name) if *at == place => {
                (outcome.code, outcome.thing) = (name.code.clone(), name.thing(outcome.kind));
            }
            Self::Content(at, content) if *at == place => outcome.content = content.clone(),
            Self::Issuer(at, issuer) if *at == place => outcome.issuer = issuer.clone(),
            Self::Tier(at, tier) if *at == place => outcome.tier = *tier,
            Self::Team(at, team) if *at == place => outcome.team = *team,
            Self::Never(at) if *at == place => outcome.never = true,
            _ => {}
        }
    }
}

fn drop_at<T>(list: &mut Vec<T>, at: usize) {
    if at < list.len() {
        list.remove(at);
    }
}

/// One more, and what is attested about the first is attested about it too.
fn another(facts: &mut Facts, at: usize) {
    let next = u16::try_from(facts.outcomes.len()).unwrap_or(u16::MAX);
    let Some(first) = facts.outcomes.get(at).cloned() else { return };
    let id = crate::id::LotId::here(1, next);
    let attested: Vec<_> = facts.attested.iter().filter(|one| one.lot == Some(first.id)).cloned().collect();
    facts.attested.extend(attested.into_iter().map(|one| crate::rules::Attested { lot: Some(id), ..one }));
    facts.outcomes.push(OutcomeFact { id, ..first });
}
