//! A case: the facts of an application, what a book answers, and both in words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::analysis::rules::sample::{ISSUER, RECEIVER};
use crate::credit::{Credits, Ratio};
use crate::id::{Code, UnitId};
use crate::rules::{
    Answer, Candidate, Check, EnrolmentFact, Facts, OutcomeFact, Output, Prior, RuleBook, Target, Verdict, What,
    evaluate_among,
};
use crate::time::Period;

/// An application, and what a book answers to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// What is applied with.
    pub facts: Facts,
    /// What is answered.
    pub answer: Answer,
}

/// A case, and what became of each rule.
pub(super) struct Tried {
    pub(super) case: Case,
    pub(super) candidates: Vec<Candidate>,
}

/// Evaluates.
pub(super) fn attempt(book: &RuleBook, facts: Facts) -> Tried {
    attempt_among(book, facts, None)
}

/// Evaluates, where it is known which rules may match.
pub(super) fn attempt_among(book: &RuleBook, facts: Facts, among: Option<&[u32]>) -> Tried {
    let evaluation = evaluate_among(book, &facts, among);
    Tried { case: Case { facts, answer: evaluation.answer }, candidates: evaluation.explanation.candidates }
}

impl Tried {
    /// What became of a rule, where it was tried alone and is in force.
    pub(super) fn verdict(&self, rule: &Code) -> Option<&Verdict> {
        let mut own = self.candidates.iter().filter(|candidate| candidate.rule == *rule);
        own.find(|candidate| candidate.verdict != Verdict::NotInForce).map(|candidate| &candidate.verdict)
    }

    /// Whether a limit alone has refused a rule: limits are tested where all else holds.
    pub(super) fn limited(&self) -> bool {
        let limit = |check: &Check| matches!(check, Check::One(test) if test.what == What::Limit);
        let failed = self.candidates.iter().filter(|candidate| candidate.verdict == Verdict::Failed);
        failed.into_iter().any(|candidate| candidate.checks.iter().any(limit))
    }

    /// Whether a rule that denies has matched.
    pub(super) fn denied(&self) -> bool {
        self.candidates.iter().any(|candidate| matches!(candidate.verdict, Verdict::Denied { .. }))
    }
}

impl Case {
    /// What is granted toward a target: of which units, and how much in all. None where nothing is.
    pub(super) fn given(&self, target: &Target) -> Option<(Vec<UnitId>, Credits)> {
        let outputs: Vec<&Output> = self.outputs().into_iter().filter(|output| output.target == *target).collect();
        let amounts = || outputs.iter().filter_map(|output| output.amount.as_ref());
        let units: BTreeSet<UnitId> = amounts().map(|amount| amount.unit.clone()).collect();
        let sum = amounts().fold(Credits::ZERO, |sum, amount| sum.plus(amount.credits).unwrap_or(sum));
        (!outputs.is_empty()).then(|| (units.into_iter().collect(), sum))
    }

    /// All that is granted in a unit.
    pub(super) fn granted(&self, unit: &UnitId) -> Credits {
        let Answer::Granted(grants) = &self.answer else { return Credits::ZERO };
        let outputs = grants.iter().flat_map(|grant| &grant.outputs);
        let amounts = outputs.filter_map(|output| output.amount.as_ref()).filter(|amount| amount.unit == *unit);
        amounts.fold(Credits::ZERO, |sum, amount| sum.plus(amount.credits).unwrap_or(sum))
    }

    /// All that is granted toward some targets, by unit.
    pub(super) fn sums(&self, of: impl Fn(&Target) -> bool) -> BTreeMap<UnitId, Credits> {
        let mut sums = BTreeMap::new();
        let outputs = self.outputs().into_iter().filter(|output| of(&output.target));
        for amount in outputs.filter_map(|output| output.amount.as_ref()) {
            let sum: &mut Credits = sums.entry(amount.unit.clone()).or_default();
            *sum = sum.plus(amount.credits).unwrap_or(*sum);
        }
        sums
    }

    /// The rules that grant.
    pub(super) fn rules(&self) -> Vec<Code> {
        match &self.answer {
            Answer::Granted(grants) => grants.iter().map(|grant| grant.rule.clone()).collect(),
            _ => Vec::new(),
        }
    }

    /// The outputs, in order.
    pub(super) fn outputs(&self) -> Vec<&Output> {
        match &self.answer {
            Answer::Granted(grants) => grants.iter().flat_map(|grant| &grant.outputs).collect(),
            _ => Vec::new(),
        }
    }
}

/// What comes of it, without the outcome.
pub(super) fn answer_in_words(answer: &Answer) -> String {
    let names = |rules: &[Code]| rules.iter().map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(", ");
    match answer {
        Answer::Granted(grants) => {
            let grants = grants.iter().map(|grant| {
                let outputs: Vec<_> = grant.outputs.iter().map(output_in_words).collect();
                format!("{} by `{}`", outputs.join(" and "), grant.rule)
            });
            grants.collect::<Vec<_>>().join(", ")
        }
        Answer::Choose(rules) => format!("one of {} is to be chosen", names(rules)),
        Answer::Ambiguous(rules) => format!("ambiguous: {} match", names(rules)),
        Answer::Refused => "refused".to_owned(),
    }
}

fn output_in_words(output: &Output) -> String {
    let grade = output.grade.as_ref().map(|grade| format!(", graded {grade}")).unwrap_or_default();
    let last = output.valid_through.map(|day| format!(", valid through {day}")).unwrap_or_default();
    let what = target_in_words(&output.target);
    let rest = match output.after {
        Ratio::ZERO => String::new(),
        after => format!(", {after} of a quantum kept"),
    };
    match &output.amount {
        Some(amount) => format!("{amount} of {what}{grade}{last}{rest}"),
        None => format!("{what}{grade}{last}"),
    }
}

pub(super) fn target_in_words(target: &Target) -> String {
    match target {
        Target::Category(code) => format!("category `{code}`"),
        Target::Course(course) => format!("course `{course}`"),
        Target::Denial => "a denial".to_owned(),
        Target::Exemption(course) => format!("exemption from course `{course}`"),
    }
}

fn outcome_in_words(outcome: &OutcomeFact) -> String {
    let mut words = vec![format!("{} `{}`", outcome.kind, outcome.called().name()), outcome.amount.to_string()];
    words.extend(outcome.grade.as_ref().map(|grade| format!("graded {grade}")));
    words.extend(outcome.level.as_ref().map(|level| format!("level {level}")));
    words.extend(outcome.content.as_ref().map(|content| format!("content `{content}`")));
    words.push(outcome.tier.to_string());
    if outcome.issuer.as_str() != ISSUER {
        words.push(format!("issued by `{}`", outcome.issuer));
    }
    words.push(format!("earned {}", outcome.earned));
    if outcome.asked != outcome.amount.credits {
        words.push(format!("{} of it asked for", outcome.asked));
    }
    words.join(", ")
}

/// What is applied with, on one line. What is made up, because any other would do, is left out.
pub(super) fn facts_in_words(facts: &Facts) -> String {
    let outcomes: Vec<_> = facts.outcomes.iter().map(outcome_in_words).collect();
    let mut words = vec![outcomes.join(" + ")];
    if facts.outcomes.iter().any(|outcome| outcome.earned != facts.applied) {
        words.push(format!("applied for on {}", facts.applied));
    }
    if facts.receiver.as_str() != RECEIVER {
        words.push(format!("at `{}`", facts.receiver));
    }
    words.extend(facts.evidence.iter().map(|piece| format!("{} `{}`", piece.assurance, piece.kind)));
    words.extend(facts.attested.iter().map(|fact| format!("`{}` is {}", fact.what, fact.value)));
    words.extend(facts.passed.iter().map(|fact| format!("passed {} `{}`", fact.kind, fact.called().name())));
    words.extend(facts.enrolments.iter().map(study_in_words));
    words.extend(facts.prior.iter().map(prior_in_words));
    words.extend(facts.asked.rule.iter().map(|rule| format!("by `{rule}`")));
    words.extend(facts.asked.target.iter().map(|target| format!("toward `{target}`")));
    words.join("; ")
}

fn study_in_words(study: &EnrolmentFact) -> String {
    let period = Period { from: study.from, until: study.until };
    format!("enrolled in `{}` {period}", study.programme)
}

fn prior_in_words(prior: &Prior) -> String {
    let amounts = prior.outputs.iter().filter_map(|output| output.amount.as_ref());
    let amounts: Vec<_> = amounts.map(ToString::to_string).collect();
    format!("after {} by `{}`", amounts.join(" and "), prior.rule)
}

/// `course SV:MECH101, 4 sv, graded 74.5 percent, …: refused`.
impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", facts_in_words(&self.facts), answer_in_words(&self.answer))
    }
}
