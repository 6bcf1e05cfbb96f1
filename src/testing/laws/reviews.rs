//! Laws of reviews, read from the lines and not from what the passbook makes of them.

use std::collections::BTreeSet;

use crate::id::HoldId;
use crate::ledger::{Act, Appraisal, Conversion, Entry};
use crate::testing::laws::law::{Law, holds};
use crate::testing::shelf::Shelf;

/// Before a conversion as many people agreed as the rules ask for, in the right order and at the right places, each
/// another one, none who filed it or had reviewed it; and they agreed to just what the line that filed it says.
///
/// # Errors
/// The conversion that was made otherwise.
pub fn agreed(shelf: &Shelf) -> Law {
    for (at, turn) in shelf.turns.iter().enumerate() {
        let Some(conversion) = &turn.entry.effects.conversion else { continue };
        let id = conversion.application;
        let same = |entry: &&Entry| entry.learner == turn.entry.learner;
        let lines: Vec<_> =
            shelf.turns.iter().take(at.saturating_add(1)).map(|turn| &turn.entry).filter(same).collect();
        let filed = lines.iter().find(|entry| entry.id() == id.entry).ok_or("it was never filed")?;
        let appraisal = filed.effects.application.as_ref().ok_or("it was never appraised")?;
        holds(pins(appraisal, conversion), || format!("{id} converts other than what was filed"))?;
        by_enough(filed, appraisal, &lines, id).map_err(|what| format!("{id}: {what}"))?;
    }
    Ok(())
}

fn pins(appraisal: &Appraisal, conversion: &Conversion) -> bool {
    (appraisal.book, &appraisal.document, &appraisal.grants, &appraisal.read)
        == (conversion.book, &conversion.document, &conversion.grants, &conversion.read)
}

fn by_enough(filed: &Entry, appraisal: &Appraisal, lines: &[&Entry], id: HoldId) -> Law {
    let of = |entry: &&&Entry| match &entry.act {
        Act::Approve(approve) => approve.0 == id,
        Act::Refuse(refuse) => refuse.application == id,
        Act::Appeal(appeal) => appeal.application == id,
        _ => false,
    };
    let about: Vec<_> = lines.iter().filter(of).collect();
    let appealed = about.iter().position(|entry| matches!(entry.act, Act::Appeal(_)));
    let round = about.get(appealed.map_or(0, |at| at.saturating_add(1))..).unwrap_or_default();
    let reviews: Vec<_> = about.iter().filter(|entry| !matches!(entry.act, Act::Appeal(_))).collect();
    holds(round.iter().all(|entry| matches!(entry.act, Act::Approve(_))), || {
        "a refusal stands in the last round".into()
    })?;
    holds(round.len() == appraisal.review.len(), || format!("{} of {} agreed", round.len(), appraisal.review.len()))?;
    for (entry, stage) in round.iter().zip(&appraisal.review) {
        let at = stage.at.as_ref().unwrap_or(&filed.by.institution);
        holds(entry.by.institution == *at && entry.by.role == stage.role, || format!("{} reviewed", entry.by))?;
    }
    let people: BTreeSet<_> = reviews.iter().map(|entry| person(entry)).chain([person(filed)]).collect();
    holds(people.len() == reviews.len().saturating_add(1), || format!("{people:?} are too few"))
}

/// Two mandates of the test world are one person's.
fn person(entry: &Entry) -> &str {
    match entry.by.mandate.as_str() {
        "sv-reviewer-3" => "sv-reviewer-2",
        mandate => mandate,
    }
}
