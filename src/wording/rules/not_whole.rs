//! The exact worth where nothing comes out, because it is not a whole number of quanta and the rule does not round.
//! The explanation has no sum of it; the rate stands in the book that decided.

use crate::credit::{Credits, Ratio, Rounding};
use crate::id::LotId;
use crate::registry::UseKind;
use crate::rules::{Amounts, Candidate, Check, RoundAt, RuleBook, RuleWorth};
use crate::wording::language::{Language, say};
use crate::wording::page::Page;
use crate::wording::rules::numbers::exact;
use crate::wording::rules::sense::is_not_whole;
use crate::wording::rules::sums::{product, steps_of, worth};

/// The lines of each effect that is not whole.
pub(super) fn not_whole(page: &mut Page, language: Language, candidate: &Candidate, book: &RuleBook) {
    if !candidate.checks.iter().flat_map(Check::tests).any(is_not_whole) {
        return;
    }
    let rule = book.versions(&candidate.rule).iter().find(|rule| rule.valid == candidate.valid);
    for effect in rule.iter().flat_map(|rule| &rule.to) {
        let Some(steps) = effect.amounts.as_ref().and_then(|amounts| steps(language, candidate, book, amounts)) else {
            continue;
        };
        steps_of(page, language, &effect.target, &steps);
    }
}

/// The steps to what is not whole; none where it is, or where more than a rate goes into it.
fn steps(language: Language, candidate: &Candidate, book: &RuleBook, amounts: &Amounts) -> Option<[String; 2]> {
    let Amounts {
        at: RoundAt::Application,
        round: Rounding::Exact,
        team: None,
        worth: RuleWorth::Rate(rate),
        unit,
        ..
    } = amounts
    else {
        return None;
    };
    let quantum = book.draft().framework.unit(unit)?.quantum;
    let taken = taken(candidate);
    let total = taken.iter().try_fold(Credits::ZERO, |sum, (_, credits)| sum.plus(*credits).ok())?;
    let quanta = Ratio::new(total.ten_thousandths(), quantum.ten_thousandths()).ok()?.times(*rate).ok()?;
    if quanta.den() == 1 {
        return None;
    }
    let amount = format!("{} {unit}", exact(quanta, quantum));
    let inputs = product(language, candidate, &taken, *rate);
    let worth = worth(language, &inputs, Ratio::ONE, &amount);
    let not_whole = say!(
        language,
        "not rounded, and {amount} is not a whole number of steps of {quantum} {unit}",
        "不取整，而 {amount} 不是 {quantum} {unit} 的整数倍"
    );
    Some([worth, not_whole])
}

fn taken(candidate: &Candidate) -> Vec<(LotId, Credits)> {
    let inputs = candidate.inputs.iter().filter(|input| input.r#use != UseKind::Witness);
    inputs.map(|input| (input.lot, input.credits)).collect()
}
