//! What the rules say of an application, pinned on the line that files it: reviews and appeals decide exactly that.

use serde::{Deserialize, Serialize};

use crate::credit::Ratio;
use crate::digest::Digest;
use crate::id::{Code, DocumentId, LotId};
use crate::registry::OutcomeName;
use crate::rules::{Answer, Check, Evaluation, Explanation, Grant, Stage, Test, Verdict, What};
use crate::time::Date;

/// What the rule book in force says of an application. Deciding the line again must give it again, field by field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appraisal {
    /// Within how many days of a refusal the learner may appeal.
    pub appeal_days: u16,
    /// The semantic hash of the rule book.
    pub book: Digest,
    /// The basis date, which chose its version.
    pub day: Date,
    /// The rule book, across its versions.
    pub document: DocumentId,
    /// The hash of the whole explanation, which is computed again and not kept.
    pub explanation: Digest,
    /// The hash of the facts.
    pub facts: Digest,
    /// What is granted, if the reviews agree. Empty: the rules refuse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grants: Vec<Grant>,
    /// Lots that are not applied with, and that the rules that grant need passed: they are read, and what is granted
    /// rests on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<LotId>,
    /// Why the rules refuse.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<Reason>,
    /// Who must agree, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub review: Vec<Stage>,
    /// How many days a review may take.
    pub review_days: u16,
    /// The evaluator that the rule book is written for.
    pub semantics: u32,
}

/// One reason for which the rules refuse: a rule, and the condition that failed, with its gap; or a lot that no rule
/// names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reason {
    /// The other rule, where it was overridden by, denied by or lost to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Code>,
    /// By how much it is short or over, in the steps in which it is compared: ten-thousandths of a credit, or of a mark
    /// that is a number; steps of a ladder or of a list of levels; days; percent; how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gap: Option<Ratio>,
    /// The lot, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotId>,
    /// Which limit, programme, kind of evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<OutcomeName>,
    /// The rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Code>,
    /// What became of it.
    pub verdict: ReasonKind,
    /// The condition that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<What>,
}

/// What became of a rule that did not grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// A rule denies it.
    Denied,
    /// A condition failed.
    Failed,
    /// The grants together pass a limit.
    Limit,
    /// Another rule gives more.
    Lost,
    /// The application asks for another rule or target.
    NotAsked,
    /// The rule is not in force on the basis date.
    NotInForce,
    /// Another rule overrides it.
    Overridden,
    /// No rule names the lot.
    Uncovered,
}

/// At most so many reasons stand on a line; the explanation has them all.
const REASONS_MOST: usize = 64;

impl Appraisal {
    /// Whether the rules refuse.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.grants.is_empty()
    }
}

/// The reasons for which an evaluation refuses.
pub(super) fn reasons(evaluation: &Evaluation) -> Vec<Reason> {
    if evaluation.answer != Answer::Refused {
        return Vec::new();
    }
    let explanation = &evaluation.explanation;
    let of_rules = explanation.candidates.iter().flat_map(|candidate| {
        let rule = &candidate.rule;
        match &candidate.verdict {
            Verdict::Failed => failed(&candidate.checks, Some(rule), ReasonKind::Failed),
            Verdict::Denied { by } => vec![beaten(rule, by, ReasonKind::Denied)],
            Verdict::Lost { to } => vec![beaten(rule, to, ReasonKind::Lost)],
            Verdict::Overridden { by } => vec![beaten(rule, by, ReasonKind::Overridden)],
            Verdict::NotAsked => vec![alone(rule, ReasonKind::NotAsked)],
            Verdict::NotInForce => vec![alone(rule, ReasonKind::NotInForce)],
            Verdict::Ambiguous { .. } | Verdict::Applied | Verdict::Open => Vec::new(),
        }
    });
    let joint = failed(&explanation.joint, None, ReasonKind::Limit);
    of_rules.chain(joint).chain(uncovered(explanation)).take(REASONS_MOST).collect()
}

const fn blank(verdict: ReasonKind) -> Reason {
    Reason { by: None, gap: None, lot: None, of: None, rule: None, verdict, what: None }
}

fn alone(rule: &Code, verdict: ReasonKind) -> Reason {
    Reason { rule: Some(rule.clone()), ..blank(verdict) }
}

fn beaten(rule: &Code, by: &Code, verdict: ReasonKind) -> Reason {
    Reason { by: Some(by.clone()), ..alone(rule, verdict) }
}

/// Lots that no rule names.
fn uncovered(explanation: &Explanation) -> impl Iterator<Item = Reason> {
    let named = |lot: LotId| explanation.candidates.iter().any(|one| one.lots.contains(&lot));
    let lots = explanation.lots.iter().map(|(lot, _)| *lot);
    lots.filter(move |lot| !named(*lot)).map(|lot| Reason { lot: Some(lot), ..blank(ReasonKind::Uncovered) })
}

/// The tests that failed, at whatever depth.
fn failed(checks: &[Check], rule: Option<&Code>, verdict: ReasonKind) -> Vec<Reason> {
    let of = |test: &Test| Reason {
        gap: test.gap(),
        lot: test.lot,
        of: test.of.clone(),
        rule: rule.cloned(),
        what: Some(test.what),
        ..blank(verdict)
    };
    let broken = checks.iter().filter(|check| !check.holds());
    broken
        .flat_map(|check| match check {
            Check::One(test) => vec![of(test)],
            Check::All(of) | Check::Any(of) | Check::AtLeast { of, .. } => failed(of, rule, verdict),
        })
        .collect()
}
