//! The exact worth where nothing comes out, because it is not a whole number of quanta and the rule does not round.
//! The explanation has no sum of it; the rate stands in the book that decided.

use crate::credit::{Credits, Ratio, Rounding};
use crate::id::LotId;
use crate::registry::UseKind;
use crate::rules::{Amounts, Candidate, Check, RoundAt, RuleBook, RuleWorth};
use crate::wording::rules::numbers::exact;
use crate::wording::rules::page::Page;
use crate::wording::rules::sums::product;
use crate::wording::rules::tongue::{Step, Tongue, is_not_whole};

/// The lines of each effect that is not whole.
pub(super) fn not_whole(page: &mut Page, tongue: &dyn Tongue, candidate: &Candidate, book: &RuleBook) {
    if !candidate.checks.iter().flat_map(Check::tests).any(is_not_whole) {
        return;
    }
    let rule = book.versions(&candidate.rule).iter().find(|rule| rule.valid == candidate.valid);
    for effect in rule.iter().flat_map(|rule| &rule.to) {
        let Some(steps) = effect.amounts.as_ref().and_then(|amounts| steps(tongue, candidate, book, amounts)) else {
            continue;
        };
        page.line(&tongue.amount(&effect.target));
        page.inside(|page| steps.iter().for_each(|step| page.line(&tongue.step(step))));
    }
}

/// The steps to what is not whole; none where it is, or where more than a rate goes into it.
fn steps(tongue: &dyn Tongue, candidate: &Candidate, book: &RuleBook, amounts: &Amounts) -> Option<[Step; 2]> {
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
    let worth = Ratio::new(total.ten_thousandths(), quantum.ten_thousandths()).ok()?.times(*rate).ok()?;
    if worth.den() == 1 {
        return None;
    }
    let worth = format!("{} {unit}", exact(worth, quantum));
    let inputs = product(tongue, candidate, &taken, *rate);
    let quantum = format!("{quantum} {unit}");
    Some([Step::Worth { inputs, factor: None, worth: worth.clone() }, Step::NotWhole { worth, quantum }])
}

fn taken(candidate: &Candidate) -> Vec<(LotId, Credits)> {
    let inputs = candidate.inputs.iter().filter(|input| input.r#use != UseKind::Witness);
    inputs.map(|input| (input.lot, input.credits)).collect()
}
