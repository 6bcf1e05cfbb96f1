//! Laws about explanations.

use std::collections::BTreeSet;

use crate::digest::Digest;
use crate::id::Code;
use crate::registry::Grade;
use crate::rules::{Attested, Candidate, Conclusion, Evidence, Facts, Test, Verdict as Fate, Wanted, What};
use crate::testing::rules::laws::lab::{Broken, Lab, Seen, matched};
use crate::testing::rules::laws::{Law, Verdict};

pub(super) fn sound(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::ExplanationSound,
        |_| true,
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            let broken = |what: String| Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what });
            match evaluation.explanation.replay() {
                Err(error) => broken(error.to_string()),
                Ok(conclusion) if conclusion != Conclusion::from(&evaluation.answer) => {
                    broken("the explanation comes to another answer".to_owned())
                }
                Ok(_) => Seen::Kept(matched(&evaluation)),
            }
        },
    )
}

pub(super) fn complete(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::ExplanationComplete,
        |_| true,
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            let candidates = &evaluation.explanation.candidates;
            let told: BTreeSet<_> = candidates.iter().map(|one| (&one.rule, one.valid.from)).collect();
            let names = |rule: &&crate::rules::Rule| {
                let outcomes = || shot.facts.outcomes.iter();
                rule.from.iter().any(|source| outcomes().any(|outcome| source.names(&outcome.called())))
            };
            let due: BTreeSet<_> =
                lab.book.rules().iter().filter(names).map(|rule| (&rule.id, rule.valid.from)).collect();
            let broken = |what: String| Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what });
            if due != told {
                return broken("the rules that name an outcome are not those that are told".to_owned());
            }
            let day = evaluation.explanation.day;
            match candidates.iter().find(|one| !is_explained(one, one.valid.covers(day))) {
                Some(one) => broken(format!("what became of `{}` is not explained", one.rule)),
                None => Seen::Kept(matched(&evaluation)),
            }
        },
    )
}

fn is_explained(one: &Candidate, in_force: bool) -> bool {
    let all_hold = one.checks.iter().all(crate::rules::Check::holds);
    match one.verdict {
        Fate::NotInForce => !in_force,
        Fate::Failed => in_force && !all_hold,
        _ => in_force && all_hold,
    }
}

/// What is reported as missing, once made good, is no longer missing.
pub(super) fn fix(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::FixIsAFix,
        |_| true,
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            let failed = evaluation.explanation.candidates.iter().filter(|one| one.verdict == Fate::Failed);
            let missing =
                failed.flat_map(|one| one.checks.iter().flat_map(|check| check.tests()).map(move |test| (one, test)));
            for (one, test) in missing.filter(|(_, test)| !test.holds()) {
                let Some(fixed) = fixed(lab, &shot.facts, test) else { continue };
                if !holds_now(lab, &fixed, one, test) {
                    let what = format!("`{}` misses {:?}, which is made good and still missing", one.rule, test.what);
                    return Seen::Broken(Broken { cases: vec![lab.case(&shot.facts), lab.case(&fixed)], what });
                }
            }
            Seen::Kept(matched(&evaluation))
        },
    )
}

/// Whether the same test of the same rule on the same lots holds. A rule that is no longer tried says nothing.
fn holds_now(lab: &Lab<'_>, facts: &Facts, one: &Candidate, test: &Test) -> bool {
    let candidates = lab.evaluate(facts).explanation.candidates;
    let same = candidates.iter().filter(|other| {
        other.rule == one.rule
            && other.valid == one.valid
            && other.lots == one.lots
            && other.verdict != Fate::NotInForce
    });
    let tests = same.flat_map(|other| other.checks.iter().flat_map(|check| check.tests()));
    tests
        .filter(|other| {
            other.what == test.what && other.lot == test.lot && other.of == test.of && other.wanted == test.wanted
        })
        .all(Test::holds)
}

/// The facts with what is missing put in place, as the test says it is wanted; none where it does not say how.
fn fixed(lab: &Lab<'_>, facts: &Facts, test: &Test) -> Option<Facts> {
    let mut facts = facts.clone();
    let from = match &test.wanted {
        Wanted::Within { from: Some(from), .. } => from.text.clone(),
        Wanted::AtMost(most) => most.text.clone(),
        _ => return None,
    };
    let outcome = test.lot.and_then(|lot| facts.outcomes.iter_mut().find(|outcome| outcome.id == lot));
    match (test.what, outcome) {
        (What::Grade, Some(outcome)) => {
            let scale = test.of.as_ref()?.code.as_str().parse().ok()?;
            lab.book.draft().framework.scale(&scale)?;
            outcome.grade = Some(Grade { mark: from.parse().ok()?, scale });
        }
        (What::Size, Some(outcome)) => {
            outcome.amount = from.parse().ok()?;
            outcome.asked = outcome.amount.credits;
        }
        (What::Match, Some(outcome)) => {
            let what: Code = Attested::CONTENT_MATCH.parse().ok()?;
            facts.attested.push(Attested { lot: Some(outcome.id), value: from.parse().ok()?, what });
        }
        (What::Score, None) => {
            facts.attested.push(Attested { lot: None, value: from.parse().ok()?, what: test.of.clone()?.code });
        }
        (What::Evidence, None) => {
            let kind = test.of.clone()?.code;
            facts.evidence.push(Evidence { assurance: from.parse().ok()?, digest: Digest::ZERO, kind });
        }
        (What::Age, Some(_)) => facts.applied = from.parse().ok()?,
        (What::Earned, Some(outcome)) => outcome.earned = from.parse().ok()?,
        _ => return None,
    }
    facts.attested.sort();
    facts.evidence.sort();
    Some(facts)
}
