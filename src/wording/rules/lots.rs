//! How much of which lot, with its unit and with what it is.

use crate::credit::Credits;
use crate::id::LotId;
use crate::rules::{Candidate, Check, Explanation, Got, Test, What};
use crate::wording::rules::clauses::on_one_line;
use crate::wording::rules::telling::Telling;
use crate::wording::rules::tongue::Tongue;

/// What was applied with, lot by lot.
pub(super) fn applied(explanation: &Explanation, telling: &Telling<'_>, tongue: &dyn Tongue) -> Vec<String> {
    let tell = |(lot, credits): &(LotId, Credits)| {
        let taken = tongue.taken(&with_unit(&explanation.candidates, *lot, *credits), *lot);
        let name = telling.lot.and_then(|name| name(*lot)).map(|name| on_one_line(&name));
        name.map_or_else(|| taken.clone(), |name| tongue.named(&taken, &name))
    };
    explanation.lots.iter().map(tell).collect()
}

/// An amount of a lot. Its unit is known where some rule tested it, or how much of the lot is asked for.
pub(super) fn with_unit(candidates: &[Candidate], lot: LotId, credits: Credits) -> String {
    let checks = candidates.iter().flat_map(|one| &one.checks);
    let mut tests = checks.flat_map(Check::tests).filter(|test| test.lot == Some(lot));
    tests.find_map(unit).map_or_else(|| credits.to_string(), |unit| format!("{credits} {unit}"))
}

fn unit(test: &Test) -> Option<&str> {
    match (test.what, &test.got) {
        (What::Unit, Got::Word(unit)) => Some(unit),
        (What::Take, Got::Point(asked)) => asked.text.split_once(' ').map(|(_, unit)| unit),
        _ => None,
    }
}
