//! How much of which lot, with its unit and with what it is.

use crate::credit::Credits;
use crate::id::LotId;
use crate::rules::{Candidate, Check, Explanation, Got, Test, What};
use crate::wording::language::{Language, say};
use crate::wording::telling::Telling;
use crate::wording::wrap::on_one_line;

/// What was applied with, lot by lot.
pub(super) fn applied(explanation: &Explanation, telling: &Telling<'_>) -> String {
    let tell = |(lot, credits): &(LotId, Credits)| {
        let name = telling.lot.and_then(|name| name(*lot)).map(|name| telling.language.bracket(&on_one_line(&name)));
        let taken = taken(&explanation.candidates, *lot, *credits, telling.language);
        format!("{taken}{}", name.unwrap_or_default())
    };
    explanation.lots.iter().map(tell).collect::<Vec<_>>().join(telling.language.comma())
}

/// An amount of a lot. Its unit is known where some rule tested it, or how much of the lot is asked for.
pub(super) fn taken(candidates: &[Candidate], lot: LotId, credits: Credits, language: Language) -> String {
    let checks = candidates.iter().flat_map(|one| &one.checks);
    let mut tests = checks.flat_map(Check::tests).filter(|test| test.lot == Some(lot));
    let amount = tests.find_map(unit).map_or_else(|| credits.to_string(), |unit| format!("{credits} {unit}"));
    say!(language, "{amount} of lot {lot}", "学分记录 {lot} 的 {amount}")
}

fn unit(test: &Test) -> Option<&str> {
    match (test.what, &test.got) {
        (What::Unit, Got::Word(unit)) => Some(unit),
        (What::Take, Got::Point(asked)) => asked.text.split_once(' ').map(|(_, unit)| unit),
        _ => None,
    }
}
