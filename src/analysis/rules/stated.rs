//! Parts that are stated: a rule that takes so much of an outcome, however much is asked for. Asked for whole, an outcome
//! gives once what its parts give once each.

use crate::analysis::rules::case::Case;
use crate::analysis::rules::copies::facts_of;
use crate::analysis::rules::ground::Ground;
use crate::analysis::rules::prior::after;
use crate::analysis::rules::remark::{About, RuleRemark};
use crate::credit::{Amount, Credits};
use crate::document::Severity;
use crate::registry::{OutcomeName, UseKind};
use crate::rules::{Amounts, Answer, Binds, Bound, Facts, Limit, Measure, Per, Rule, RuleBook, Source};

/// Looks at a rule of which a source takes a stated part. Whether splitting never gains under it.
pub(super) fn in_parts(
    ground: &mut Ground<'_>,
    (place, rule, source): (usize, &Rule, &Source),
    amounts: &Amounts,
    taken: Credits,
    other: &OutcomeName,
) -> bool {
    if is_taken_once(ground.book, rule, source, taken) {
        return true;
    }
    match cases(ground, rule, source, taken, other).filter(|cases| gains(cases, amounts)) {
        Some(cases) => tell(ground, (place, rule), amounts, taken, cases),
        None => {
            let what = format!("that `{}` gives no more for parts of an outcome than for all of it", rule.id);
            ground.unproved(About::Rule(place), vec![rule.id.clone()], what);
        }
    }
    false
}

/// Whether one outcome is never applied with twice: it is smaller than two parts, or a limit allows one use of it.
fn is_taken_once(book: &RuleBook, rule: &Rule, source: &Source, taken: Credits) -> bool {
    let own = source.size.as_ref().filter(|size| source.unit.as_ref() == Some(&size.unit));
    let Ok(two) = taken.plus(taken) else { return !source.many };
    let small = own.and_then(|size| size.below).is_some_and(|below| below <= two);
    let limited = rule.limits.iter().filter_map(|id| book.limit(id)).any(|limit| allows_one(limit, source.many));
    small && !source.many || limited
}

/// Whether a limit allows one use, of the learner or of one outcome. Of several at once it counts each.
fn allows_one(limit: &Limit, many: bool) -> bool {
    let two = Credits::ONE.plus(Credits::ONE);
    let one = matches!((&limit.bound, two), (Bound::Most(most), Ok(two)) if *most < two);
    let by_lot = |per: &Per| matches!(per, Per::Lot | Per::Issuer) && !many;
    let per = limit.per.iter().all(|per| matches!(per, Per::Learner | Per::Target) || by_lot(per));
    one && per && limit.measure == Measure::Uses && limit.binds == Binds::Recording
}

/// An outcome of two parts asked for whole; then one part of it, and the other after that.
fn cases(
    ground: &mut Ground<'_>,
    rule: &Rule,
    source: &Source,
    taken: Credits,
    other: &OutcomeName,
) -> Option<[Case; 3]> {
    let alone = rule.from.iter().filter(|source| source.r#use != UseKind::Witness).count() == 1;
    let facts = facts_of(ground, rule, other).filter(|_| alone)?;
    let at = rule.from.iter().position(|each| std::ptr::eq(each, source))?;
    let whole = two_parts(source, taken)?;
    let mut try_with = |facts: Option<Facts>| Some(ground.attempt(facts?)?.case);
    let once = try_with(asked(&facts, at, whole, whole))?;
    let part = asked(&facts, at, whole, taken)?;
    let one = try_with(Some(part.clone()))?;
    let rest = try_with(Some(after(&part, &one)))?;
    Some([once, one, rest])
}

/// The least amount of which the source takes two parts.
fn two_parts(source: &Source, taken: Credits) -> Option<Credits> {
    let from = source.size.as_ref().and_then(|size| size.from);
    Some(taken.plus(taken).ok()?.max(from.unwrap_or(Credits::ZERO)))
}

fn asked(facts: &Facts, at: usize, amount: Credits, asked: Credits) -> Option<Facts> {
    let mut facts = facts.clone();
    let outcome = facts.outcomes.get_mut(at)?;
    (outcome.amount.credits, outcome.asked) = (amount, asked);
    Some(facts)
}

fn sum(cases: &[Case], amounts: &Amounts) -> Option<Credits> {
    cases.iter().try_fold(Credits::ZERO, |sum, case| sum.plus(case.granted(&amounts.unit)).ok())
}

/// Whether each is granted, and the parts give more than the whole.
fn gains([once, parts @ ..]: &[Case; 3], amounts: &Amounts) -> bool {
    let granted = |case: &Case| matches!(case.answer, Answer::Granted(_));
    granted(once)
        && parts.iter().all(granted)
        && sum(parts, amounts).is_some_and(|apart| apart > once.granted(&amounts.unit))
}

fn tell(ground: &mut Ground<'_>, (place, rule): (usize, &Rule), amounts: &Amounts, taken: Credits, cases: [Case; 3]) {
    let [once, parts @ ..] = &cases;
    let whole = once.facts.outcomes.iter().find(|outcome| outcome.asked > taken).map(|outcome| outcome.amount.clone());
    let (Some(whole), Some(credits)) = (whole, sum(parts, amounts)) else { return };
    let gives = Amount { credits, unit: amounts.unit.clone() };
    let message = format!(
        "splitting gains under `{}`: {whole} give {}, and in parts of {taken} and {taken} they give {gives}",
        rule.id,
        once.granted(&amounts.unit)
    );
    let help = "a stated part is taken, however much is asked for: take the whole, or with a rate what is asked for; or \
                let `size` end at two parts, or a recording limit allow one use by learner and lot";
    let remark = RuleRemark::new("A061", Severity::Warning, About::Rule(place), message).of([rule.id.clone()]);
    ground.tell(rule.valid.to_string(), remark.shown(cases).help(help));
}
