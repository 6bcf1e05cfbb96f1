//! Applications: what was asked, what the rules say of it, who has agreed, and what is converted. All of it is pinned on lines:
//! reviews and appeals decide exactly what was filed.

use serde::{Deserialize, Serialize};

use crate::credit::{Amount, Ratio};
use crate::digest::Digest;
use crate::id::{Code, DecisionId, DocumentId, EntryId, HoldId, LearnerId, LotId, MandateId};
use crate::ledger::lot::Take;
use crate::ledger::named::Actor;
use crate::registry::{OutcomeName, Role, UseKind};
use crate::rules::{
    Answer, Check, Evaluation, Explanation, Grant, Input, Output, ReviewStage, Target, Test, Verdict, What,
};
use crate::time::{Date, Timestamp};

/// An application to convert lots. Its id is that of the hold on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The appeal, if one was lodged.
    pub appealed: Option<EntryId>,
    /// What the rules say of it.
    pub appraisal: Appraisal,
    /// Who filed it, at the institution that is applied to.
    pub by: Actor,
    /// The decision that converted it.
    pub converted: Option<DecisionId>,
    /// The day on which it takes effect.
    pub effective: Date,
    /// The line that ended it: converted, withdrawn, lapsed or finally refused.
    pub ended: Option<EntryId>,
    /// Its id.
    pub id: HoldId,
    /// The latest effective date of anything that happened to it.
    pub latest: Date,
    /// When the book learned it.
    pub recorded: Timestamp,
    /// The last day on which a refusal may be appealed against.
    pub refused_through: Option<Date>,
    /// Reviews, in order.
    pub reviews: Vec<Review>,
    /// The mandates that answer for it, in order: that filed it or agreed to it, and those that settled its hold since. Where
    /// the learner was among them, only the one that kept it, and those that agreed after that.
    pub signed: Vec<MandateId>,
    /// Which lots, and how much of each was asked for.
    pub take: Vec<Take>,
}

/// One review of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// Who reviewed.
    pub actor: Actor,
    /// Whether it is a review of the appeal.
    pub appeal: bool,
    /// Whether the reviewer agrees.
    pub agrees: bool,
    /// The line.
    pub entry: EntryId,
    /// The day.
    pub on: Date,
    /// Why not.
    pub reasons: Vec<Code>,
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// It waits for the review of this stage, from 0.
    InReview(usize),
    /// It was refused, and may be appealed against through this day.
    Refused(Date),
    /// It was refused, and that is final: by the rules, or there is no appeal any more.
    FinallyRefused,
    /// It waits for the review of this stage, by people who have not reviewed it before.
    InAppeal(usize),
    /// It was converted.
    Converted(DecisionId),
    /// It was withdrawn, or lapsed.
    Ended(EntryId),
}

impl Application {
    /// Where it stands.
    #[must_use]
    pub fn stands(&self) -> Stands {
        let refused = self.reviews.last().is_some_and(|review| !review.agrees);
        match (self.converted, self.ended) {
            (Some(decision), _) => Stands::Converted(decision),
            (None, _) if self.appraisal.is_refused() => Stands::FinallyRefused,
            (None, Some(_)) if refused => Stands::FinallyRefused,
            (None, Some(by)) => Stands::Ended(by),
            (None, None) => self.open(refused),
        }
    }

    fn open(&self, refused: bool) -> Stands {
        match (self.appealed, self.refused_through) {
            (Some(_), _) => Stands::InAppeal(self.agreed(true)),
            (None, Some(through)) if refused => Stands::Refused(through),
            _ => Stands::InReview(self.agreed(false)),
        }
    }

    /// How many reviews of the round have agreed.
    fn agreed(&self, appeal: bool) -> usize {
        self.reviews.iter().filter(|review| review.appeal == appeal && review.agrees).count()
    }

    /// The stage that it waits for.
    #[must_use]
    pub fn next(&self) -> Option<&ReviewStage> {
        match self.stands() {
            Stands::InReview(stage) | Stands::InAppeal(stage) => self.appraisal.review.get(stage),
            _ => None,
        }
    }

    /// Who reviews next after a line by which somebody agreed.
    pub(crate) fn next_after(&self, line: EntryId) -> Option<Role> {
        let at = self.reviews.iter().position(|review| review.entry == line)?;
        let appeal = self.reviews.get(at)?.appeal;
        let agreed = self.reviews.iter().take(at).filter(|review| review.appeal == appeal && review.agrees).count();
        self.appraisal.review.get(agreed.checked_add(1)?).map(|stage| stage.role)
    }

    /// Whether the review that it waits for is the last.
    #[must_use]
    pub fn is_last(&self) -> bool {
        let last = self.appraisal.review.len().checked_sub(1);
        matches!(self.stands(), Stands::InReview(stage) | Stands::InAppeal(stage) if Some(stage) == last)
    }
}

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
    pub review: Vec<ReviewStage>,
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

/// A conversion: what went in and what came out, by which rules of which book. Every output rests on all inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// The application that it settles.
    pub application: HoldId,
    /// The day on which that application took effect: limits by window count it there.
    pub applied: Date,
    /// The semantic hash of the rule book.
    pub book: Digest,
    /// The rule book, across its versions.
    pub document: DocumentId,
    /// What each rule took and gave.
    pub grants: Vec<Grant>,
    /// Lots that lost to those that went in, and how much of each was asked for: they are used up with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<Take>,
    /// The lots that came out, in the order of the grants and their outputs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<LotId>,
    /// Lots that are in no grant, and that the rules need passed: they were read, and the conversion rests on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<LotId>,
}

/// Whether an output makes a lot: not an exemption, and not what comes to a residual only.
pub(crate) fn makes_lot(output: &Output) -> bool {
    let is_residual = |amount: &Amount| amount.credits.is_zero() && !output.after.is_zero();
    matches!(output.target, Target::Course(_) | Target::Category(_))
        && output.amount.as_ref().is_some_and(|amount| !is_residual(amount))
}

impl Conversion {
    /// What an appraisal grants, before anything is made.
    #[must_use]
    pub(crate) fn granted(appraisal: &Appraisal, application: HoldId, applied: Date, asked: &[Take]) -> Self {
        let lost = |one: &&Take| appraisal.grants.iter().any(|grant| grant.lost.contains(&one.lot));
        Self {
            application,
            applied,
            book: appraisal.book,
            document: appraisal.document.clone(),
            grants: appraisal.grants.clone(),
            lost: asked.iter().filter(lost).cloned().collect(),
            made: Vec::new(),
            read: appraisal.read.clone(),
        }
    }

    /// What an application rests on while it is under review: which of its lots are to be taken or witness, and which lose.
    #[must_use]
    pub(crate) fn held(&self) -> Vec<Take> {
        let mut held: Vec<_> = self.take().into_iter().chain(self.lost.iter().cloned()).collect();
        held.sort_by_key(|one| one.lot);
        held
    }

    /// All inputs of all grants.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.grants.iter().flat_map(|grant| &grant.inputs)
    }

    /// Which lots go in, each once: how much of it is taken, or, of a witness, read.
    #[must_use]
    pub(crate) fn take(&self) -> Vec<Take> {
        let mut take: Vec<Take> = Vec::new();
        for input in self.inputs().filter(|input| input.r#use != UseKind::Witness) {
            match take.iter_mut().find(|one| one.lot == input.lot) {
                Some(one) => one.credits = one.credits.plus(input.credits).unwrap_or(one.credits),
                None => take.push(Take { credits: input.credits, lot: input.lot }),
            }
        }
        for input in self.inputs() {
            if !take.iter().any(|one| one.lot == input.lot) {
                take.push(Take { credits: input.credits, lot: input.lot });
            }
        }
        take.sort_by_key(|one| one.lot);
        take
    }

    pub(crate) fn move_ids(&mut self, from: LearnerId, to: LearnerId) {
        self.application = self.application.moved(from, to);
        for grant in &mut self.grants {
            grant.inputs.iter_mut().for_each(|input| input.lot = input.lot.moved(from, to));
            grant.lost.iter_mut().for_each(|lot| *lot = lot.moved(from, to));
        }
        self.lost.iter_mut().for_each(|one| one.lot = one.lot.moved(from, to));
        self.made.iter_mut().chain(&mut self.read).for_each(|lot| *lot = lot.moved(from, to));
    }
}
