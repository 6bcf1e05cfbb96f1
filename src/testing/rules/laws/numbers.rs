//! Laws about exact numbers.

use crate::credit::{Credits, Ratio};
use crate::registry::UseKind;
use crate::rules::{Answer, Grant, Output, RoundAt, Rule, RuleBook, Target};
use crate::testing::rules::aim::Shot;
use crate::testing::rules::laws::edit::{refined, refined_answer, refined_facts};
use crate::testing::rules::laws::lab::{Broken, Lab, Seen, matched};
use crate::testing::rules::laws::{Law, Verdict};

fn gives(rule: &Rule) -> bool {
    rule.to.iter().any(|effect| effect.amounts.is_some())
}

/// Looks at every output with an amount, with its rule's grant.
fn each_output(lab: &Lab<'_>, law: Law, wrong: impl Fn(&Shot, &Grant, &Output) -> Option<String>) -> Verdict {
    lab.each(law, gives, |shot| {
        let evaluation = lab.evaluate(&shot.facts);
        let Answer::Granted(grants) = &evaluation.answer else { return Seen::Kept(matched(&evaluation)) };
        let outputs = grants.iter().flat_map(|grant| grant.outputs.iter().map(move |output| (grant, output)));
        let mut outputs = outputs.filter(|(_, output)| output.amount.is_some());
        match outputs.find_map(|(grant, output)| wrong(shot, grant, output)) {
            Some(what) => Seen::Broken(Broken { cases: vec![lab.case(&shot.facts)], what }),
            None => Seen::Kept(matched(&evaluation)),
        }
    })
}

fn quantum(book: &RuleBook, output: &Output) -> Option<Credits> {
    Some(book.draft().framework.unit(&output.amount.as_ref()?.unit)?.quantum)
}

/// What comes out, in quanta.
fn quanta(book: &RuleBook, output: &Output) -> Option<Ratio> {
    let amount = output.amount.as_ref()?;
    Ratio::new(amount.credits.ten_thousandths(), quantum(book, output)?.ten_thousandths()).ok()
}

fn sum<const N: usize>(parts: [Ratio; N]) -> Option<Ratio> {
    parts.into_iter().try_fold(Ratio::ZERO, |sum, part| sum.plus(part).ok())
}

/// Whether both sides of the account are the same.
fn adds_up(book: &RuleBook, output: &Output) -> Option<bool> {
    let inside = sum([output.worth, output.before, output.granted])?;
    let outside = sum([quanta(book, output)?, output.after, output.forfeited])?;
    Some(inside == outside && quanta(book, output)?.den() == 1)
}

pub(super) fn identity(lab: &Lab<'_>) -> Verdict {
    each_output(lab, Law::ConversionIdentity, |_, grant, output| {
        let fine = adds_up(lab.book, output) == Some(true);
        (!fine).then(|| format!("what `{}` gives of {} does not add up", grant.rule, name(&output.target)))
    })
}

fn name(target: &Target) -> String {
    match target {
        Target::Category(code) => format!("`{code}`"),
        Target::Course(course) | Target::Exemption(course) => format!("`{course}`"),
        Target::Denial => "a denial".to_owned(),
    }
}

pub(super) fn remainder(lab: &Lab<'_>) -> Verdict {
    each_output(lab, Law::RemainderBound, |shot, grant, output| {
        let rule =
            lab.book.versions(&grant.rule).iter().find(|rule| rule.to.iter().any(|to| to.target == output.target))?;
        let amounts = rule.to.iter().find(|effect| effect.target == output.target)?.amounts.as_ref()?;
        let inputs = grant.inputs.iter().filter(|input| input.r#use != UseKind::Witness).count();
        let each = amounts.at == RoundAt::Item;
        let times = if each { u64::try_from(inputs.max(shot.facts.outcomes.len())).ok()? } else { 1 };
        let bound = Ratio::new(times, 1).ok()?;
        let at_most = amounts.most == output.amount.as_ref().map(|amount| amount.credits) && amounts.most.is_some();
        let fine = output.after < Ratio::ONE && output.granted < bound && (at_most || output.forfeited < bound);
        (!fine).then(|| format!("rounding leaves or adds a quantum or more in what `{}` gives", grant.rule))
    })
}

/// Amounts at the ends of what numbers can hold.
fn extremes() -> Vec<Credits> {
    let some = [u64::MAX >> 1, (u64::MAX >> 1) - 5_807, 1 << 62, 1 << 40, 9_007_199_254_740_993];
    let mut all: Vec<Credits> = some.into_iter().filter_map(Credits::from_ten_thousandths).collect();
    all.push(Credits::MAX);
    all
}

pub(super) fn overflow(lab: &Lab<'_>) -> Verdict {
    lab.each(Law::NoSilentOverflow, gives, |shot| {
        let mut fired = matched(&lab.evaluate(&shot.facts));
        for credits in extremes().into_iter().filter(|_| shot.changes.is_empty()) {
            let mut facts = shot.facts.clone();
            for outcome in &mut facts.outcomes {
                outcome.amount.credits = whole(lab.book, outcome, credits);
                outcome.asked = outcome.amount.credits;
            }
            let evaluation = lab.evaluate(&facts);
            fired.extend(matched(&evaluation));
            let Answer::Granted(grants) = &evaluation.answer else { continue };
            let mut outputs = grants.iter().flat_map(|grant| &grant.outputs).filter(|output| output.amount.is_some());
            if outputs.any(|output| adds_up(lab.book, output) != Some(true)) {
                let what = "a very large amount is not counted exactly".to_owned();
                return Seen::Broken(Broken { cases: vec![lab.case(&facts)], what });
            }
        }
        Seen::Kept(fired)
    })
}

/// The largest whole number of quanta in it.
fn whole(book: &RuleBook, outcome: &crate::rules::OutcomeFact, credits: Credits) -> Credits {
    book.draft().framework.unit(&outcome.amount.unit).map_or(credits, |unit| unit.floor(credits).0)
}

pub(super) fn refinement(lab: &Lab<'_>) -> Verdict {
    let Some(fine) = refined(lab.book) else {
        return Verdict::not_reached("its amounts cannot be counted in a tenth of its units".to_owned());
    };
    lab.each(Law::QuantumRefinement, gives, |shot| {
        let evaluation = lab.evaluate(&shot.facts);
        let wanted = refined_answer(&evaluation.answer, &shot.facts);
        let Some((wanted, facts)) = wanted.zip(refined_facts(&shot.facts)) else { return Seen::Nothing };
        if crate::rules::evaluate(&fine, &facts).answer == wanted {
            return Seen::Kept(matched(&evaluation));
        }
        let what = "counted in a tenth of its units it is not ten times as many".to_owned();
        Seen::Broken(Broken { cases: vec![lab.case(&shot.facts), lab.case(&facts)], what })
    })
}
