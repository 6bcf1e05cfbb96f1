//! Laws about which rules match, and how they combine.

use std::collections::BTreeSet;

use crate::analysis::{Proved, analyse};
use crate::id::Code;
use crate::registry::UseKind;
use crate::rules::{Answer, Candidate, Hit, Same, Target, Verdict as Fate, What};
use crate::testing::rules::aim::Shot;
use crate::testing::rules::laws::lab::{Broken, Lab, Seen, matched};
use crate::testing::rules::laws::{Law, Vacuity, Verdict};

pub(super) fn unique(lab: &Lab<'_>) -> Verdict {
    let is_unique = |group: &Code| lab.book.group(group).is_some_and(|group| group.hit == Hit::Unique);
    let tried = lab.each(
        Law::UniqueHit,
        |rule| is_unique(&rule.group),
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            match &evaluation.answer {
                Answer::Ambiguous(rules) => {
                    let rules: Vec<String> = rules.iter().map(|rule| format!("`{rule}`")).collect();
                    let what = format!("{} match together in a group in which one may", rules.join(" and "));
                    Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what })
                }
                _ => Seen::Kept(matched(&evaluation)),
            }
        },
    );
    let by_lot = lab.book.draft().groups.iter().all(|group| group.hit != Hit::Unique || group.same == Same::Lot);
    match tried {
        Verdict::Held { cases, .. } if by_lot => pairs(lab).map_or(tried.clone(), |pairs| {
            Verdict::Proved(format!("{pairs} pairs of rules were compared, and {cases} cases tried"))
        }),
        other => other,
    }
}

/// How many pairs the analysis has compared, where it found that no two match.
fn pairs(lab: &Lab<'_>) -> Option<u64> {
    let analysis = analyse(lab.book, None);
    let unproved = analysis.remarks.iter().any(|remark| remark.code == "A000");
    analysis.proofs.iter().find_map(|proof| match proof {
        Proved::NoOverlap { pairs } if !unproved => Some(*pairs),
        _ => None,
    })
}

pub(super) fn overrides(lab: &Lab<'_>) -> Verdict {
    let rules = lab.book.rules();
    let edges: BTreeSet<(Code, Code)> =
        rules.iter().flat_map(|rule| rule.overrides.iter().map(|beaten| (rule.id.clone(), beaten.clone()))).collect();
    if edges.is_empty() {
        return Verdict::Vacuous(Vacuity::NoRule);
    }
    let mut open = edges.clone();
    for scene in lab.aim.plain().into_iter().filter(|scene| scene.second.is_some()) {
        let beaten = lab.aim.shoot(&scene).map(|shot| beaten(lab, &shot)).unwrap_or_default();
        open.retain(|edge| !beaten.contains(edge));
    }
    if open.is_empty() {
        return Verdict::Proved(format!(
            "there is no circle, and for each of {} a case in which both match",
            edges.len()
        ));
    }
    let open: Vec<String> = open.iter().map(|(rule, beaten)| format!("`{rule}` and `{beaten}`")).collect();
    Verdict::not_reached(format!("no case was found in which both match: {}", open.join(", ")))
}

/// Which rule overrides which in an application.
fn beaten(lab: &Lab<'_>, shot: &Shot) -> BTreeSet<(Code, Code)> {
    let candidates = lab.evaluate(&shot.facts).explanation.candidates;
    // What only a limit holds back would match.
    let excused =
        |check: &crate::rules::Check| check.holds() || check.tests().iter().all(|test| test.what == What::Limit);
    let is_left = |one: &&Candidate| one.verdict != Fate::NotInForce && one.checks.iter().all(excused);
    let matching: Vec<&Candidate> = candidates.iter().filter(is_left).collect();
    let pairs = matching.iter().flat_map(|one| matching.iter().map(move |other| (one, other)));
    let pairs = pairs.filter(|(one, other)| one.overrides.contains(&other.rule));
    pairs.map(|(one, other)| (one.rule.clone(), other.rule.clone())).collect()
}

pub(super) fn single_use(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::SingleUse,
        |_| true,
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            let broken = |what: String| Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what });
            if let Answer::Granted(grants) = &evaluation.answer {
                let inputs =
                    || grants.iter().flat_map(|grant| &grant.inputs).filter(|input| input.r#use != UseKind::Witness);
                for outcome in &shot.facts.outcomes {
                    let taken = inputs().filter(|input| input.lot == outcome.id);
                    let taken: u128 = taken.map(|input| u128::from(input.credits.ten_thousandths())).sum();
                    if taken > outcome.asked.ten_thousandths().into() {
                        return broken(format!("more of lot {} is taken than is asked for", outcome.id));
                    }
                }
                for grant in grants.iter().filter(|grant| grant.outputs.iter().any(|output| output.amount.is_some())) {
                    if !grant.inputs.iter().any(|read| inputs().any(|input| input.lot == read.lot)) {
                        return broken(format!(
                            "`{}` gives credit and takes nothing: it can be had again and again",
                            grant.rule
                        ));
                    }
                }
            }
            Seen::Kept(matched(&evaluation))
        },
    )
}

pub(super) fn similar(lab: &Lab<'_>) -> Verdict {
    let by_content = |group: &Code| lab.book.group(group).is_some_and(|group| group.same == Same::Content);
    lab.each(
        Law::SimilarMerit,
        |rule| by_content(&rule.group),
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            let counted = |one: &&Candidate| one.verdict == Fate::Applied && one.same == Same::Content;
            let applied: Vec<&Candidate> = evaluation.explanation.candidates.iter().filter(counted).collect();
            for (at, one) in applied.iter().enumerate() {
                for other in applied.iter().skip(at + 1).filter(|other| other.group == one.group) {
                    if let Some(content) = one.contents.iter().find(|content| other.contents.contains(content)) {
                        let what = format!("`{}` and `{}` both count for content `{content}`", one.rule, other.rule);
                        return Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what });
                    }
                }
            }
            Seen::Kept(matched(&evaluation))
        },
    )
}

pub(super) fn tiers(lab: &Lab<'_>) -> Verdict {
    lab.each(
        Law::TierGuard,
        |rule| rule.to.iter().any(|effect| effect.target != Target::Denial),
        |shot| {
            let evaluation = lab.evaluate(&shot.facts);
            if let Answer::Granted(grants) = &evaluation.answer {
                for grant in grants {
                    let rule = lab
                        .book
                        .versions(&grant.rule)
                        .iter()
                        .find(|rule| rule.valid.covers(evaluation.explanation.day));
                    let inputs = grant.inputs.iter().filter(|input| input.r#use != UseKind::Witness);
                    let lots =
                        inputs.filter_map(|input| shot.facts.outcomes.iter().find(|outcome| outcome.id == input.lot));
                    for outcome in lots {
                        let up = grant.outputs.iter().filter(|output| output.tier > outcome.tier);
                        let course = |target: &Target| matches!(target, Target::Course(_) | Target::Exemption(_));
                        let named = rule.is_some_and(|rule| {
                            let names = |source: &&crate::rules::Source| source.names(&outcome.called());
                            rule.from.iter().filter(names).all(|source| !source.codes.is_empty())
                        });
                        if let Some(output) = up.into_iter().find(|output| !named || !course(&output.target)) {
                            let what = format!(
                                "`{}` moves credit from {} to {} without naming both",
                                grant.rule, outcome.tier, output.tier
                            );
                            return Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what });
                        }
                    }
                }
            }
            Seen::Kept(matched(&evaluation))
        },
    )
}
