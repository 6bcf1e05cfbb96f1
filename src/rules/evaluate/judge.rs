//! One rule tried: its tests, what it gives, and whether it matches.

use crate::credit::Credits;
use crate::id::LotId;
use crate::registry::UseKind;
use crate::rules::answer::{Input, Output};
use crate::rules::draft::Rule;
use crate::rules::evaluate::case::{Case, Trial, Use};
use crate::rules::evaluate::effects::{Given, effects};
use crate::rules::evaluate::limits::{Conversion, limits};
use crate::rules::evaluate::needs::need;
use crate::rules::evaluate::sources::sources;
use crate::rules::explanation::{Candidate, Check, Sum, Verdict};
use crate::rules::words::{Hit, Same};

/// A trial, what is told of it, and what would come out.
pub(super) struct Judged<'a> {
    pub(super) trial: Trial<'a>,
    pub(super) candidate: Candidate,
    pub(super) outputs: Vec<Output>,
}

/// Tests a rule. One of which every test holds is *applied* as far as this goes.
pub(super) fn judge<'a>(case: &Case<'a>, trial: Trial<'a>) -> Judged<'a> {
    let mut candidate = untested(case, &trial);
    if !trial.rule.valid.covers(case.day) {
        return Judged { trial, candidate, outputs: Vec::new() };
    }
    let outputs = tested(case, &trial, &mut candidate);
    Judged { trial, candidate, outputs }
}

impl<'a> Judged<'a> {
    /// What it gives after other applications of its rule, each of which changed what the next one finds. Whether the
    /// numbers fit is given back.
    pub(super) fn again(&mut self, case: &Case<'a>, earlier: &[Sum]) -> bool {
        let given = effects(case, &self.trial, earlier, &mut Vec::new());
        let fits = given.sums.len() == self.candidate.sums.len();
        self.outputs = given.outputs;
        self.candidate.again = given.sums;
        fits
    }

    pub(super) const fn rule(&self) -> &'a Rule {
        self.trial.rule
    }
}

/// What is known of a rule without any test.
fn untested(case: &Case<'_>, trial: &Trial<'_>) -> Candidate {
    let rule = trial.rule;
    let group = case.book.group(&rule.group);
    let mut contents: Vec<_> = trial.uses.iter().filter_map(|one| one.outcome.content.clone()).collect();
    contents.sort_unstable();
    contents.dedup();
    Candidate {
        again: Vec::new(),
        checks: Vec::new(),
        clause: rule.clause.clone(),
        contents,
        denies: trial.denies(),
        group: rule.group.clone(),
        // A rule of a sound book has a group.
        hit: group.map_or(Hit::Unique, |group| group.hit),
        inputs: Vec::new(),
        lots: trial.lots(),
        overrides: rule.overrides.clone(),
        rule: rule.id.clone(),
        same: group.map_or(Same::Lot, |group| group.same),
        sums: Vec::new(),
        targets: rule.to.iter().map(|effect| effect.target.clone()).collect(),
        valid: rule.valid,
        verdict: Verdict::NotInForce,
    }
}

/// All tests, in order; the limits only where all others hold.
fn tested(case: &Case<'_>, trial: &Trial<'_>, candidate: &mut Candidate) -> Vec<Output> {
    let mut checks = Vec::new();
    sources(case, trial, &mut checks);
    checks.extend(trial.rule.need.iter().map(|wanted| need(case, trial, wanted)));
    let given = effects(case, trial, &[], &mut checks);
    let mut holds = checks.iter().all(Check::holds);
    candidate.inputs = inputs(trial, &given);
    if holds {
        let now = Conversion::new(case, trial.rule, &candidate.inputs, &given.outputs);
        let limits = limits(case, &[trial.rule], &[now]);
        holds = limits.iter().all(Check::holds);
        checks.extend(limits);
        candidate.sums = given.sums;
    }
    candidate.checks = checks;
    candidate.verdict = if holds { Verdict::Applied } else { Verdict::Failed };
    given.outputs
}

/// What goes in, by lots. Of a rule that keeps what is left over, a lot of which nothing is taken does not.
fn inputs(trial: &Trial<'_>, given: &Given) -> Vec<Input> {
    let mut inputs: Vec<_> = trial.uses.iter().filter_map(|one| input(one, given.kept.as_deref())).collect();
    inputs.sort_by_key(|input| input.lot);
    inputs
}

fn input(one: &Use<'_>, kept: Option<&[(LotId, Credits)]>) -> Option<Input> {
    let lot = one.outcome.id;
    let (reserved_by, scope, r#use) = (one.source.reserved_by.clone(), one.source.scope.clone(), one.source.r#use);
    let credits = match (r#use, kept) {
        (UseKind::Witness, _) => Some(Credits::ZERO),
        (_, Some(kept)) => kept.iter().find(|(each, _)| *each == lot).map(|(_, credits)| *credits),
        (_, None) => Some(one.takes()),
    };
    credits.map(|credits| Input { credits, lot, reserved_by, scope, r#use })
}
