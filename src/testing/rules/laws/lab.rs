//! Where laws are tried: every boundary of every rule and pair by itself, and then more at random.

use std::collections::BTreeSet;

use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use crate::analysis::Case;
use crate::id::Code;
use crate::rules::{Evaluation, Facts, Rule, RuleBook, Verdict as Fate, evaluate};
use crate::testing::rules::aim::{Aim, Change, Scene, Shot};
use crate::testing::rules::laws::{Coverage, Law, Options, Vacuity, Verdict, Witness};

/// A book under test.
pub(super) struct Lab<'a> {
    pub(super) book: &'a RuleBook,
    pub(super) aim: Aim<'a>,
    pub(super) options: &'a Options,
}

/// What a law says of one case.
pub(super) enum Seen {
    /// It says nothing about it.
    Nothing,
    /// It is kept, and these rules matched.
    Kept(BTreeSet<Code>),
    /// It is broken.
    Broken(Broken),
}

/// How it is broken.
pub(super) struct Broken {
    pub(super) cases: Vec<Case>,
    pub(super) what: String,
}

impl<'a> Lab<'a> {
    pub(super) const fn new(book: &'a RuleBook, options: &'a Options) -> Self {
        Self { book, aim: Aim::at(book), options }
    }

    /// Tries a law on all scenes in which a rule that it is about is aimed at.
    pub(super) fn each(&self, law: Law, about: impl Fn(&Rule) -> bool, check: impl Fn(&Shot) -> Seen) -> Verdict {
        let mut trial = Trial::new(self, about);
        if trial.coverage.about.is_empty() {
            return Verdict::Vacuous(Vacuity::NoRule);
        }
        let broken = self.systematic(&mut trial, &check).or_else(|| self.random(law, &mut trial, &check));
        match broken {
            Some((scene, _)) => self.witness(law, &scene, &check),
            None => trial.verdict(),
        }
    }

    /// Every boundary by itself.
    fn systematic(&self, trial: &mut Trial, check: &impl Fn(&Shot) -> Seen) -> Option<(Scene, Broken)> {
        for scene in self.aim.plain() {
            if !trial.is_about(&scene) {
                continue;
            }
            let all = self.aim.changes(&scene);
            let singles = (0..all.len()).map(|change| Scene { changes: vec![change], ..scene.clone() });
            let branches = (1..3).map(|branch| Scene { branch, ..scene.clone() });
            for scene in [scene.clone()].into_iter().chain(branches).chain(singles) {
                let broken = self.aim.shot(&scene, &all).and_then(|shot| trial.see(&shot, check(&shot)));
                if let Some(broken) = broken {
                    return Some((scene, broken));
                }
            }
        }
        None
    }

    /// More, at random.
    fn random(&self, law: Law, trial: &mut Trial, check: &impl Fn(&Shot) -> Seen) -> Option<(Scene, Broken)> {
        let seed = self.options.seed.wrapping_add(law.code().bytes().map(u64::from).sum());
        let config = Config {
            cases: self.options.cases,
            rng_seed: RngSeed::Fixed(seed),
            failure_persistence: None,
            max_shrink_iters: 0,
            ..Config::default()
        };
        let seen = std::cell::RefCell::new(trial);
        let tried = TestRunner::new(config).run(&self.aim.any(), |scene| {
            let Some(shot) = self.aim.shoot(&scene) else { return Ok(()) };
            match seen.borrow_mut().see(&shot, check(&shot)) {
                None => Ok(()),
                Some(broken) => Err(TestCaseError::fail(broken.what)),
            }
        });
        let Err(TestError::Fail(what, scene)) = tried else { return None };
        Some((scene, Broken { cases: Vec::new(), what: what.to_string() }))
    }

    /// Leaves out of a scene all that it is broken without.
    fn shrink(&self, scene: &Scene, check: &impl Fn(&Shot) -> Seen) -> Option<(Scene, Broken)> {
        let broken = |scene: &Scene| match self.aim.shoot(scene).map(|shot| check(&shot)) {
            Some(Seen::Broken(broken)) => Some(broken),
            _ => None,
        };
        let mut best = (scene.clone(), broken(scene)?);
        while let Some(smaller) = simpler(&best.0).into_iter().find_map(|scene| Some((scene.clone(), broken(&scene)?)))
        {
            best = smaller;
        }
        Some(best)
    }

    fn witness(&self, law: Law, scene: &Scene, check: &impl Fn(&Shot) -> Seen) -> Verdict {
        match self.shrink(scene, check) {
            Some((_, broken)) => self.violated(law, broken),
            None => Verdict::not_reached("it was broken once and not again".to_owned()),
        }
    }

    pub(super) fn violated(&self, law: Law, broken: Broken) -> Verdict {
        let mut rules: Vec<Code> = broken.cases.iter().flat_map(|case| self.matched(&case.facts)).collect();
        rules.sort();
        rules.dedup();
        self.violated_by(law, rules, broken)
    }

    pub(super) fn violated_by(&self, law: Law, rules: Vec<Code>, broken: Broken) -> Verdict {
        let clauses: BTreeSet<Code> =
            self.book.rules().iter().filter(|rule| rules.contains(&rule.id)).map(|rule| rule.clause.clone()).collect();
        let clauses = clauses.into_iter().collect();
        Verdict::Violated(Box::new(Witness { law, rules, clauses, cases: broken.cases, broken: broken.what }))
    }

    pub(super) fn evaluate(&self, facts: &Facts) -> Evaluation {
        evaluate(self.book, facts)
    }

    pub(super) fn case(&self, facts: &Facts) -> Case {
        Case { facts: facts.clone(), answer: self.evaluate(facts).answer }
    }

    /// The rules that match.
    pub(super) fn matched(&self, facts: &Facts) -> BTreeSet<Code> {
        matched(&self.evaluate(facts))
    }
}

/// The rules that match.
pub(super) fn matched(evaluation: &Evaluation) -> BTreeSet<Code> {
    let candidates = evaluation.explanation.candidates.iter();
    let matched = candidates.filter(|one| !matches!(one.verdict, Fate::Failed | Fate::NotInForce));
    matched.map(|one| one.rule.clone()).collect()
}

/// Scenes with one thing less in them.
fn simpler(scene: &Scene) -> Vec<Scene> {
    let without = |at: usize| {
        let changes = scene.changes.iter().enumerate().filter(|(place, _)| *place != at).map(|(_, change)| *change);
        Scene { changes: changes.collect(), ..scene.clone() }
    };
    let fewer = (0..scene.changes.len()).map(without);
    let alone = scene.second.map(|_| Scene { second: None, changes: Vec::new(), ..scene.clone() });
    let other = scene.second.map(|second| Scene { rule: second, second: None, changes: Vec::new(), ..scene.clone() });
    let plain = (scene.branch != 0).then(|| Scene { branch: 0, ..scene.clone() });
    fewer.chain(alone).chain(other).chain(plain).collect()
}

/// What has been seen so far.
struct Trial {
    about: Vec<bool>,
    names: Vec<Code>,
    cases: usize,
    coverage: Coverage,
}

impl Trial {
    fn new(lab: &Lab<'_>, about: impl Fn(&Rule) -> bool) -> Self {
        let about: Vec<bool> = lab.book.rules().iter().map(about).collect();
        let names: Vec<Code> = lab.book.rules().iter().map(|rule| rule.id.clone()).collect();
        let ours = names.iter().zip(&about).filter(|(_, about)| **about).map(|(name, _)| name.clone()).collect();
        Self { about, names, cases: 0, coverage: Coverage { about: ours, ..Coverage::default() } }
    }

    fn is_about(&self, scene: &Scene) -> bool {
        let about = |at: usize| self.about.get(at).copied().unwrap_or(false);
        about(scene.rule) || scene.second.is_some_and(about)
    }

    fn see(&mut self, shot: &Shot, seen: Seen) -> Option<Broken> {
        let fired = match seen {
            Seen::Nothing => return None,
            Seen::Broken(broken) => return Some(broken),
            Seen::Kept(fired) => fired,
        };
        self.cases += 1;
        self.coverage.fired.extend(fired.into_iter().filter(|rule| self.coverage.about.contains(rule)));
        if shot.changes.iter().any(|change: &Change| change.edge) {
            let aimed = [Some(shot.scene.rule), shot.scene.second].into_iter().flatten();
            let aimed = aimed.filter_map(|at| self.names.get(at)).filter(|rule| self.coverage.about.contains(*rule));
            self.coverage.near.extend(aimed.cloned());
        }
        None
    }

    /// Held, unless some rule was never reached.
    fn verdict(self) -> Verdict {
        let missing = |reached: &BTreeSet<Code>| {
            let missing = self.coverage.about.difference(reached).map(|rule| format!("`{rule}`"));
            missing.collect::<Vec<_>>().join(", ")
        };
        let (quiet, far) = (missing(&self.coverage.fired), missing(&self.coverage.near));
        if !quiet.is_empty() {
            return Verdict::not_reached(format!("never matched: {quiet}"));
        }
        if !far.is_empty() {
            return Verdict::not_reached(format!("no case came within a step of a boundary: {far}"));
        }
        Verdict::Held { cases: self.cases, coverage: self.coverage }
    }
}
