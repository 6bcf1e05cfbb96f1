//! Applications and conversions as tables: both sides, by which rule, and who agreed.

use crate::export::ids::{entry, item, table};
use crate::export::table::Table;
use crate::ledger::{Application, Decision, Lot, Passbook, Review, Stands};
use crate::registry::UseKind;
use crate::rules::{Grant, Input, Output, Target};

/// Every application: what was asked, where it stands, and who has reviewed it.
#[must_use]
pub fn applications(book: &Passbook) -> String {
    let mut shown = Table::new([">application", "under", "lots", "filed at", "on", "reviews", "stands"]);
    for one in book.applications.values() {
        let lots: Vec<_> =
            one.take.iter().map(|take| format!("{}: {}", item(take.lot.entry, take.lot.k), take.credits)).collect();
        shown.push([
            item(one.id.entry, one.id.k),
            one.appraisal.document.to_string(),
            lots.join(", "),
            one.by.institution.to_string(),
            one.effective.to_string(),
            one.reviews.iter().map(review).collect::<Vec<_>>().join(", "),
            stands(one),
        ]);
    }
    table(shown)
}

fn review(one: &Review) -> String {
    let reasons: Vec<_> = one.reasons.iter().map(ToString::to_string).collect();
    let said = if one.agrees { "agrees".to_owned() } else { format!("refuses ({})", reasons.join(", ")) };
    format!("{} {said}", one.actor.mandate)
}

fn stands(one: &Application) -> String {
    let of = one.appraisal.review.len();
    let next = |stage: usize| stage.saturating_add(1);
    match one.stands() {
        Stands::InReview(stage) => format!("waits for review {} of {of}", next(stage)),
        Stands::InAppeal(stage) => format!("appealed against, waits for review {} of {of}", next(stage)),
        Stands::Refused(through) => format!("refused, may be appealed against through {through}"),
        Stands::FinallyRefused if one.appraisal.is_refused() => "refused by the rules".to_owned(),
        Stands::FinallyRefused => "refused".to_owned(),
        Stands::Converted(decision) => format!("converted by {}", item(decision.entry, decision.k)),
        Stands::Ended(by) => format!("ended by {}", entry(by)),
    }
}

/// Every conversion: what went in and what came out, by which rule and clause, and what was left over.
#[must_use]
pub fn conversions(book: &Passbook) -> String {
    let mut shown =
        Table::new([">conversion", "rule", "clause", "from", "to", "grade", "left over", "at", "on", "stands"]);
    for one in book.decisions.values() {
        let grants = one.conversion.iter().flat_map(|conversion| &conversion.grants);
        grants.for_each(|grant| rows(&mut shown, book, one, grant));
    }
    table(shown)
}

fn rows(shown: &mut Table, book: &Passbook, decision: &Decision, grant: &Grant) {
    let from: Vec<_> = grant.inputs.iter().map(|one| input(book, one)).collect();
    let stands = decision.ended.map_or_else(|| "in force".to_owned(), |by| format!("ended by {}", entry(by)));
    for output in &grant.outputs {
        shown.push([
            item(decision.id.entry, decision.id.k),
            grant.rule.to_string(),
            grant.clause.to_string(),
            from.join(" + "),
            target(output),
            output.grade.as_ref().map(ToString::to_string).unwrap_or_default(),
            left(output),
            decision.institution.to_string(),
            decision.effective.to_string(),
            stands.clone(),
        ]);
    }
}

fn input(book: &Passbook, one: &Input) -> String {
    let lot: Option<&Lot> = book.lots.get(&one.lot);
    let (code, unit) = lot.map_or_else(Default::default, |lot| (lot.code.to_string(), lot.amount.unit.to_string()));
    match one.r#use {
        UseKind::Consume => format!("{} {unit} of {code}", one.credits),
        UseKind::Reserve => format!("{} {unit} of {code} (reserved)", one.credits),
        UseKind::Witness => format!("{code} (read)"),
    }
}

fn target(output: &Output) -> String {
    let amount = output.amount.as_ref().map(ToString::to_string).unwrap_or_default();
    match &output.target {
        Target::Course(course) => format!("{amount} {course}"),
        Target::Category(category) => format!("{amount} of {category}"),
        Target::Exemption(course) => format!("exempt from {course}"),
        Target::Denial => String::new(),
    }
}

/// Fractions of a quantum.
fn left(output: &Output) -> String {
    let parts = [("residual", output.after), ("forfeited", output.forfeited), ("granted", output.granted)];
    let told = parts.into_iter().filter(|(_, ratio)| !ratio.is_zero());
    told.map(|(name, ratio)| format!("{name} {ratio} quantum")).collect::<Vec<_>>().join(", ")
}
