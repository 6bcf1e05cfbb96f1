//! Laws about what is better, more, or later.

use std::collections::BTreeMap;

use crate::credit::Amount;
use crate::digest::Digest;
use crate::id::{Code, LotId, UnitId};
use crate::registry::{Grade, OutcomeKind};
use crate::rules::{
    Answer, Assurance, Attested, EnrolmentFact, Evaluation, Evidence, Facts, Got, GradePolicy, Need, PassedFact, Prior,
    Rule, RuleWorth, TableBy, Verdict as Fate, What,
};
use crate::testing::rules::laws::lab::{Broken, Lab, Seen, matched};
use crate::testing::rules::laws::{Law, Verdict};

/// What is granted in each unit; none where nothing is.
pub(super) fn given(answer: &Answer) -> Option<BTreeMap<UnitId, u128>> {
    let Answer::Granted(grants) = answer else { return None };
    let mut sums = BTreeMap::new();
    for Amount { credits, unit } in
        grants.iter().flat_map(|grant| &grant.outputs).filter_map(|output| output.amount.as_ref())
    {
        *sums.entry(unit.clone()).or_insert(0) += u128::from(credits.ten_thousandths());
    }
    Some(sums)
}

/// Whether something would have been granted but for a limit, or because it is to be exact and is not.
pub(super) fn is_held_back(evaluation: &Evaluation) -> bool {
    let excused = |test: &&crate::rules::Test| {
        test.what == What::Limit
            || (test.what == What::Range && matches!(test.got, Got::NotWhole | Got::Other(_) | Got::TooLarge))
    };
    let candidates = evaluation.explanation.candidates.iter();
    let failed = candidates.filter(|one| one.verdict == Fate::Failed);
    let only_that = failed.into_iter().any(|one| {
        let missing: Vec<_> =
            one.checks.iter().filter(|check| !check.holds()).flat_map(|check| check.tests()).collect();
        missing.iter().filter(|test| !test.holds()).all(excused)
    });
    only_that || evaluation.explanation.joint.iter().any(|check| !check.holds())
}

/// Whether the second is no worse than the first.
fn no_worse(lab: &Lab<'_>, first: &Facts, second: &Facts, what: &str) -> Seen {
    let (before, after) = (lab.evaluate(first), lab.evaluate(second));
    let Some(had) = given(&before.answer).filter(|_| first.asked.rule.is_none()) else { return Seen::Nothing };
    let kept = || Seen::Kept(matched(&before));
    let broken = || Seen::Broken(Broken { cases: vec![lab.case(first), lab.case(second)], what: what.to_owned() });
    match &after.answer {
        Answer::Choose(_) => kept(),
        Answer::Ambiguous(_) => broken(),
        Answer::Refused if is_held_back(&after) => Seen::Nothing,
        Answer::Refused => broken(),
        Answer::Granted(_) => {
            let has = given(&after.answer).unwrap_or_default();
            // Of another unit no more can be said than that something is given.
            let less = had.iter().any(|(unit, sum)| has.get(unit).is_some_and(|now| now < sum));
            if less { broken() } else { kept() }
        }
    }
}

/// Looks at all of several pairs; the worst is what is seen.
pub(super) fn all(seen: impl IntoIterator<Item = Seen>) -> Seen {
    let mut result = Seen::Nothing;
    for one in seen {
        match (one, &mut result) {
            (Seen::Broken(broken), _) => return Seen::Broken(broken),
            (Seen::Kept(more), Seen::Kept(fired)) => fired.extend(more),
            (Seen::Kept(fired), result) => *result = Seen::Kept(fired),
            (Seen::Nothing, _) => {}
        }
    }
    result
}

fn looks_at_grades(rule: &Rule) -> bool {
    let table = |rule: &Rule| {
        let worths = rule.to.iter().filter_map(|effect| effect.amounts.as_ref());
        worths.into_iter().any(|amounts| matches!(&amounts.worth, RuleWorth::Table { by: TableBy::Grade(_), .. }))
    };
    let map = |rule: &Rule| rule.to.iter().any(|effect| matches!(effect.grade, GradePolicy::Map { .. }));
    rule.from.iter().any(|source| source.grade.is_some()) || table(rule) || map(rule)
}

fn gives(rule: &Rule) -> bool {
    rule.to.iter().all(|effect| effect.amounts.is_some())
}

pub(super) fn grade(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::MonotoneInGrade,
        |rule| looks_at_grades(rule) && gives(rule),
        |shot| {
            let higher = shot.facts.outcomes.iter().enumerate().flat_map(|(at, outcome)| {
                let better = outcome.grade.as_ref().map(|grade| better(lab, grade)).unwrap_or_default();
                better.into_iter().map(move |grade| (at, grade))
            });
            let seen = all(higher.map(|(at, grade)| {
                let mut facts = shot.facts.clone();
                facts.outcomes.get_mut(at).into_iter().for_each(|outcome| outcome.grade = Some(grade.clone()));
                no_worse(lab, &shot.facts, &facts, "the better grade gives less")
            }));
            // Nothing is better than the best: there the law holds.
            let best = |grade: &Grade| better(lab, grade).is_empty();
            match seen {
                Seen::Nothing if shot.facts.outcomes.iter().any(|one| one.grade.as_ref().is_some_and(best)) => {
                    Seen::Kept(lab.matched(&shot.facts))
                }
                seen => seen,
            }
        },
    )
}

/// The next better grade, and the best.
fn better(lab: &Lab<'_>, grade: &Grade) -> Vec<Grade> {
    let Some(scale) = lab.book.draft().framework.scale(&grade.scale) else { return Vec::new() };
    let Ok(rank) = scale.rank(&grade.mark) else { return Vec::new() };
    let ranks = [scale.better(rank), Some(scale.best()).filter(|best| *best > rank)];
    let marks = ranks.into_iter().flatten().filter_map(|rank| scale.mark(rank));
    marks.map(|mark| Grade { mark, scale: grade.scale.clone() }).collect()
}

/// The kinds of evidence that a need looks at.
fn kinds(need: &Need) -> Vec<&Code> {
    match need {
        Need::All(of) | Need::Any(of) | Need::AtLeast { of, .. } => of.iter().flat_map(kinds).collect(),
        Need::Evidence { kind, .. } => vec![kind],
        _ => Vec::new(),
    }
}

pub(super) fn evidence(lab: &Lab<'_>) -> Verdict {
    let needs = || lab.book.rules().iter().flat_map(|rule| &rule.need);
    let mut all_kinds: Vec<_> = needs().flat_map(kinds).collect();
    all_kinds.sort();
    all_kinds.dedup();
    let about = |rule: &Rule| rule.need.iter().any(|need| !kinds(need).is_empty()) && gives(rule);
    lab.each(Law::MonotoneInEvidence, about, |shot| {
        // Each kind by itself where nothing else is odd, otherwise all at once.
        let size = if shot.changes.is_empty() { 1 } else { all_kinds.len().max(1) };
        all(all_kinds.chunks(size).map(|kinds| {
            let mut facts = shot.facts.clone();
            let more =
                |kind: &Code| Evidence { assurance: Assurance::Verified, digest: Digest::ZERO, kind: kind.clone() };
            facts.evidence.extend(kinds.iter().map(|kind| more(kind)));
            facts.evidence.sort();
            no_worse(lab, &shot.facts, &facts, "with more evidence less is given")
        }))
    })
}

/// Facts of each sort that no rule looks at, beside those that are there.
fn beside_the_point(facts: &Facts) -> Option<Facts> {
    const NAME: &str = "BESIDE-THE-POINT";
    let mut facts = facts.clone();
    let later = facts.applied.plus_days(400)?;
    facts.evidence.push(Evidence { assurance: Assurance::Verified, digest: Digest::ZERO, kind: NAME.parse().ok()? });
    facts.attested.push(Attested { lot: None, value: 1, what: NAME.parse().ok()? });
    facts.passed.push(PassedFact { code: NAME.parse().ok()?, grade: None, kind: OutcomeKind::Exam, thing: None });
    facts.enrolments.push(EnrolmentFact { from: later, programme: NAME.parse().ok()?, until: None });
    facts.prior.push(Prior {
        lots: vec![(LotId::here(99, 0), None, NAME.parse().ok()?)],
        on: facts.applied,
        outputs: Vec::new(),
        rule: NAME.parse().ok()?,
    });
    Some(facts)
}

pub(super) fn irrelevance(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::Irrelevance,
        |_| true,
        |shot| {
            let before = lab.evaluate(&shot.facts);
            let Some(facts) = beside_the_point(&shot.facts) else { return Seen::Nothing };
            if lab.evaluate(&facts) == before {
                return Seen::Kept(matched(&before));
            }
            let what = "facts that no rule looks at change the answer".to_owned();
            Seen::Broken(Broken { cases: vec![lab.case(&shot.facts), lab.case(&facts)], what })
        },
    )
}

pub(super) fn expiry(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::ExpiryMonotone,
        |_| true,
        |shot| {
            let before = lab.evaluate(&shot.facts);
            for days in [1, 365] {
                let Some(applied) = shot.facts.applied.plus_days(days) else { continue };
                let facts = Facts { applied, ..shot.facts.clone() };
                let gone = expired(&before);
                let after = lab.evaluate(&facts);
                let still = expired(&after);
                let back =
                    gone.iter().find(|(test, _)| still.get(*test) == Some(&false) && gone.get(*test) == Some(&true));
                if let Some(((rule, ..), _)) = back {
                    let what = format!("what had expired for `{rule}` is good again on {applied}");
                    return Seen::Broken(Broken { cases: vec![lab.case(&shot.facts), lab.case(&facts)], what });
                }
            }
            Seen::Kept(matched(&before))
        },
    )
}

/// Per rule, lot and condition, whether it has expired.
fn expired(evaluation: &Evaluation) -> BTreeMap<(Code, crate::time::Date, Option<LotId>, What), bool> {
    let candidates = evaluation.explanation.candidates.iter();
    let tests =
        candidates.flat_map(|one| one.checks.iter().flat_map(|check| check.tests()).map(move |test| (one, test)));
    let aging = tests.filter(|(_, test)| matches!(test.what, What::Age | What::Valid));
    aging.map(|(one, test)| ((one.rule.clone(), one.valid.from, test.lot, test.what), !test.holds())).collect()
}
