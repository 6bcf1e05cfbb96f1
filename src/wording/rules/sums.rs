//! How an amount came about, step by step.

use std::slice;

use crate::credit::{Credits, Ratio};
use crate::id::LotId;
use crate::rules::{Candidate, Rest, Sum};
use crate::wording::rules::lots::with_unit;
use crate::wording::rules::numbers::exact;
use crate::wording::rules::page::Page;
use crate::wording::rules::tongue::{Step, Tongue};

/// The lines of one sum. An exemption has none.
pub(super) fn sums(page: &mut Page, tongue: &dyn Tongue, candidate: &Candidate, sum: &Sum) {
    let Some(out) = &sum.out else { return };
    let unit = out.unit.as_str();
    let amount = |quanta: Ratio| format!("{} {unit}", exact(quanta, sum.quantum));
    let (quantum, most) = (format!("{} {unit}", sum.quantum), sum.most.map(|most| format!("{most} {unit}")));
    let mut steps =
        vec![Step::Worth { inputs: inputs(tongue, candidate, sum), factor: factor(sum), worth: amount(sum.worth) }];
    if let (false, Ok(total)) = (sum.before.is_zero(), sum.worth.plus(sum.before)) {
        steps.push(Step::Before { rest: amount(sum.before), total: amount(total) });
    }
    if !plain(sum) {
        steps.push(Step::Rounded { round: sum.round, at: sum.at, quantum, most, out: out.to_string() });
    }
    if !sum.granted.is_zero() {
        steps.push(Step::Granted(amount(sum.granted)));
    }
    if !sum.after.is_zero() {
        steps.push(Step::After(amount(sum.after)));
    }
    if !sum.forfeited.is_zero() {
        steps.push(Step::Forfeited(amount(sum.forfeited)));
    }
    if sum.rest == Rest::Keep && sum.rate.is_some() {
        steps.push(Step::Kept);
    }
    page.line(&tongue.amount(&sum.target));
    page.inside(|page| steps.iter().for_each(|step| page.line(&tongue.step(step))));
}

/// Whether a stated amount comes out as it is stated.
fn plain(sum: &Sum) -> bool {
    sum.rate.is_none() && sum.factor == Ratio::ONE && sum.most.is_none() && sum.before.is_zero()
}

fn factor(sum: &Sum) -> Option<Ratio> {
    (sum.factor != Ratio::ONE).then_some(sum.factor)
}

/// `48 hour (lot 3.0) × 1/16`, or the stated amount.
fn inputs(tongue: &dyn Tongue, candidate: &Candidate, sum: &Sum) -> String {
    let unit = sum.out.as_ref().map_or("", |out| out.unit.as_str());
    match sum.rate {
        Some(rate) => product(tongue, candidate, &sum.taken, rate),
        None => format!("{} {unit}", sum.stated.unwrap_or(Credits::ZERO)),
    }
}

/// What is taken, times the rate.
pub(super) fn product(tongue: &dyn Tongue, candidate: &Candidate, taken: &[(LotId, Credits)], rate: Ratio) -> String {
    let taken: Vec<_> = taken.iter().filter(|(_, credits)| !credits.is_zero()).collect();
    let parts =
        taken.iter().map(|(lot, credits)| tongue.taken(&with_unit(slice::from_ref(candidate), *lot, *credits), *lot));
    let parts = parts.collect::<Vec<_>>().join(" + ");
    let rate = if rate.den() == 1 { rate.num().to_string() } else { rate.to_string() };
    if taken.len() > 1 { format!("({parts}) × {rate}") } else { format!("{parts} × {rate}") }
}
