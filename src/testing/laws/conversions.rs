//! Laws of conversions. Amounts and limits are computed here again, naively, for the rules of the test world.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::credit::Credits;
use crate::digest::{Digest, domain};
use crate::id::{DecisionId, LotId};
use crate::journal::canonical;
use crate::ledger::{
    Act, Apply, Command, Conversion, Lot, NotPassed, Passbook, Place, Quoted, Recorded, Status, Take, decide_learner,
    quote_learner,
};
use crate::registry::{Counting, OutcomeKind, UseKind};
use crate::rules::{Grant, Output, Target};
use crate::testing::laws::law::{Law, after, holds};
use crate::testing::shelf::{Shelf, Turn};
use crate::testing::world::read;
use crate::time::{Date, Timestamp};

/// Sixths of a quantum: every worth in the test world is a whole number of them.
const SIXTHS: u64 = 6;

/// Ten-thousandths in a quantum.
const QUANTUM: u64 = 5_000;

/// `p/q` in sixths of a quantum.
fn sixths(ratio: crate::credit::Ratio) -> Result<u64, String> {
    let whole = ratio.num().saturating_mul(SIXTHS);
    match whole.checked_rem(ratio.den()) {
        Some(0) => Ok(whole / ratio.den()),
        _ => Err(format!("{ratio} is no whole number of sixths")),
    }
}

fn in_sixths(credits: Credits) -> u64 {
    credits.ten_thousandths() / QUANTUM * SIXTHS
}

/// What the clauses of the test world give, in sixths of a quantum.
fn worth(rule: &str, output: &Output, taken: u64) -> Option<u64> {
    let is_course = matches!(output.target, Target::Course(_));
    Some(match (rule, is_course) {
        ("a-to-c", _) => 5 * SIXTHS,
        ("a-to-c-weak" | "exam-to-any", _) => 3 * SIXTHS,
        ("exam-to-b", _) => 8 * SIXTHS,
        ("exam-to-l" | "exam-to-each", _) => 4 * SIXTHS,
        ("b-to-practice", _) => taken / 3,
        ("practice-to-any", _) => taken,
        ("prize-to-talent", _) => 4 * SIXTHS,
        ("exam-to-talent", _) => SIXTHS,
        ("paper-to-talent", _) => 2 * SIXTHS,
        ("parts-to-module", true) => SIXTHS,
        ("parts-to-module", _) => 4 * SIXTHS,
        ("paper-exempts", _) => 0,
        ("trade-after-test", _) => 2 * SIXTHS,
        ("skill-on-exam", _) => taken * 2 / 3,
        _ => return None,
    })
}

fn converted(turn: &Turn) -> Option<&Conversion> {
    turn.entry.effects.conversion.as_ref()
}

/// `worth + before + granted = amount + after + forfeited` for every output, in whole sixths of a quantum, where worth is
/// what the clause gives for what goes in; and what rounding left or added is less than a quantum.
///
/// # Errors
/// The output that does not add up.
pub fn balances_out(shelf: &Shelf) -> Law {
    let grants = shelf.turns.iter().filter_map(converted).flat_map(|conversion| &conversion.grants);
    grants.into_iter().try_for_each(|grant| grant.outputs.iter().try_for_each(|output| adds_up(grant, output)))
}

fn adds_up(grant: &Grant, output: &Output) -> Law {
    let taken =
        grant.inputs.iter().filter(|input| input.r#use != UseKind::Witness).map(|input| in_sixths(input.credits));
    let expected =
        worth(grant.rule.as_str(), output, taken.sum()).ok_or_else(|| format!("{} is not known", grant.rule))?;
    let amount = output.amount.as_ref().map_or(0, |amount| in_sixths(amount.credits));
    let (worth, before, granted) = (sixths(output.worth)?, sixths(output.before)?, sixths(output.granted)?);
    let (left, forfeited) = (sixths(output.after)?, sixths(output.forfeited)?);
    let sound = worth == expected
        && worth + before + granted == amount + left + forfeited
        && [left, granted, forfeited].iter().all(|rest| *rest < SIXTHS);
    holds(sound, || format!("{} should be worth {expected}: {output:?}", grant.rule))
}

/// What the standing conversions under one rule have left for one target is never negative, and less than a quantum
/// unless passbooks were merged.
///
/// # Errors
/// The residual that is.
pub fn keeps_residuals(shelf: &Shelf) -> Law {
    shelf.turns.iter().try_for_each(|turn| {
        let book = after(turn)?;
        let mut left: BTreeMap<(String, String), (u64, u64)> = BTreeMap::new();
        for (grant, output) in book.live_decisions().filter_map(|one| one.conversion.as_ref()).flat_map(outputs) {
            let (after, before) = left.entry((grant.rule.to_string(), format!("{:?}", output.target))).or_default();
            *after += sixths(output.after)?;
            *before += sixths(output.before)?;
        }
        let sound = |(after, before): &(u64, u64)| after >= before && (is_merged(&book) || after - before < SIXTHS);
        holds(left.values().all(sound), || format!("after line {}: {left:?}", turn.entry.n))
    })
}

fn outputs(conversion: &Conversion) -> impl Iterator<Item = (&Grant, &Output)> {
    conversion.grants.iter().flat_map(|grant| grant.outputs.iter().map(move |output| (grant, output)))
}

/// Whether something of another passbook is in it, or it is leaving for one.
fn is_merged(book: &Passbook) -> bool {
    !book.taken.is_empty() || matches!(book.status, Status::Merging { .. } | Status::Merged { .. })
}

/// Of every lot just what the conversion takes stands under its decision until that ends, and what it reads stays free of
/// it.
///
/// # Errors
/// The lot of which more or less does.
pub fn takes_once(shelf: &Shelf) -> Law {
    shelf.turns.iter().try_for_each(|turn| {
        let book = after(turn)?;
        if matches!(book.status, Status::Merging { .. } | Status::Merged { .. }) {
            return Ok(());
        }
        let live = book.live_decisions().filter_map(|one| Some((one, one.conversion.as_ref()?)));
        live.into_iter().try_for_each(|(decision, conversion)| {
            let expected = taken(conversion);
            let stands = standing_under(&book, decision.id);
            holds(expected == stands, || {
                format!("after line {}: {} takes {expected:?}, and {stands:?} stand", turn.entry.n, decision.id)
            })
        })
    })
}

/// What a conversion takes of each lot, in ten-thousandths.
fn taken(conversion: &Conversion) -> BTreeMap<LotId, u64> {
    let mut taken = BTreeMap::new();
    let inputs = conversion.inputs().filter(|input| input.r#use != UseKind::Witness);
    let inputs = inputs.map(|input| (input.lot, input.credits));
    for (lot, credits) in inputs.chain(conversion.lost.iter().map(|take| (take.lot, take.credits))) {
        *taken.entry(lot).or_insert(0) += credits.ten_thousandths();
    }
    taken.retain(|_, credits| *credits > 0);
    taken
}

/// What stands under a decision: consumed by it, or in a scope that it bound.
fn standing_under(book: &Passbook, id: DecisionId) -> BTreeMap<LotId, u64> {
    let under = |part: &&crate::ledger::LotPart| {
        part.standing.place == Place::Consumed(id) || part.standing.scopes.iter().any(|one| one.decision == id)
    };
    let of = |lot: &Lot| lot.parts.iter().filter(under).map(|part| part.credits.ten_thousandths()).sum::<u64>();
    book.lots.values().map(|lot| (lot.id, of(lot))).filter(|(_, credits)| *credits > 0).collect()
}

/// After every line the limits of the test world hold, over what stands and what is under review together. A merge may
/// pass them, for it can refuse nobody's credits.
///
/// # Errors
/// The limit that is passed.
pub fn keeps_limits(shelf: &Shelf) -> Law {
    shelf.turns.iter().try_for_each(|turn| {
        let book = after(turn)?;
        if is_merged(&book) {
            return Ok(());
        }
        let broken: Vec<_> = totals(&book).into_iter().filter(|(_, (sum, most))| sum > most).collect();
        holds(broken.is_empty(), || format!("after line {}: {broken:?}", turn.entry.n))
    })
}

/// What each limit counts, and the most there may be.
fn totals(book: &Passbook) -> BTreeMap<String, (u64, u64)> {
    let mut totals = BTreeMap::new();
    for (grant, day) in counted(book) {
        let credits = grant.outputs.iter().filter_map(|output| output.amount.as_ref());
        let credits =
            credits.filter(|amount| amount.unit.as_str() == "sv").map(|one| one.credits.ten_thousandths()).sum();
        let (name, counts, most) = match grant.rule.as_str() {
            rule @ ("b-to-practice" | "exam-to-any") => (rule.to_owned(), credits, 30_000),
            "parts-to-module" => {
                (format!("a module since {}", if day.parts().1 < 3 { "January" } else { "March" }), 1, 1)
            }
            _ => continue,
        };
        let (sum, _) = totals.entry(name).or_insert((0_u64, most));
        *sum += counts;
    }
    totals
}

/// The grants that stand and those under review, each with the day of its application.
fn counted(book: &Passbook) -> impl Iterator<Item = (&Grant, Date)> {
    let day = |one: &Conversion| book.applications.get(&one.application).map(|filed| filed.effective);
    let standing = book.live_decisions().filter_map(|one| one.conversion.as_ref());
    let standing = standing.filter_map(move |one| Some((one, day(one)?)));
    let standing = standing.flat_map(|(one, day)| one.grants.iter().map(move |grant| (grant, day)));
    let open = book.applications.values().filter(|one| one.ended.is_none());
    standing.chain(open.flat_map(|one| one.appraisal.grants.iter().map(|grant| (grant, one.effective))))
}

/// An application names just those lots beside its own that count and that its rules need passed. In the test world only
/// one rule needs any: a placement test, or a good grade in a course.
///
/// # Errors
/// The application that names others.
pub fn names_what_it_reads(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let (Act::Apply(apply), Some(appraisal)) = (&turn.entry.act, &turn.entry.effects.application) else { continue };
        let needs = appraisal.grants.iter().any(|grant| grant.rule.as_str() == "trade-after-test");
        let asked = |lot: &Lot| apply.take.iter().any(|take| take.lot == lot.id);
        let read = turn.before.lots.values().filter(|lot| needs && !asked(lot));
        let day = turn.entry.effective;
        let read = read.filter(|lot| is_needed(lot) && is_there(lot, day) && is_last(&turn.before, lot, day));
        let expected: Vec<_> = read.map(|lot| lot.id).collect();
        holds(expected == appraisal.read, || format!("line {} reads {expected:?}: {appraisal:?}", turn.entry.n))?;
        holds(!needs || !expected.is_empty(), || format!("line {} reads nothing", turn.entry.n))?;
    }
    Ok(())
}

fn is_needed(lot: &Lot) -> bool {
    let percent = |text: &str| text.strip_suffix(" percent").and_then(|mark| mark.parse::<u32>().ok());
    let grade = lot.grade.as_ref().and_then(|grade| percent(&grade.to_string()));
    match (lot.kind, lot.code.as_str()) {
        (OutcomeKind::Exam, "PLACE") => true,
        (OutcomeKind::Course, "A") => grade.is_some_and(|percent| percent >= 85),
        _ => false,
    }
}

fn is_there(lot: &Lot, day: Date) -> bool {
    let is_there = |place| matches!(place, Place::Available | Place::Held(_) | Place::Consumed(_));
    let parts = lot.parts.iter().any(|part| is_there(part.standing.place));
    parts && lot.revoked.is_none() && lot.marks.is_empty() && lot.earned <= day && !lot.is_past(day)
}

/// Where of attempts the last counts: nothing came after it, neither another one nor a failure.
fn is_last(book: &Passbook, lot: &Lot, day: Date) -> bool {
    let Some(attempt) = lot.attempt.as_ref().filter(|one| one.attempts.counting == Counting::Last) else { return true };
    let rank = |lot: &Lot| (lot.earned, lot.amount.credits, Reverse(lot.id));
    let same = book.lots.values().filter(|other| other.thing() == Some(&attempt.thing) && is_there(other, day));
    let failed = |one: &Recorded| one.result == NotPassed::Failed && lot.earned < one.on && one.on <= day;
    let failed = book.records.values().any(|one| one.attempt.thing == attempt.thing && failed(one));
    !failed && same.into_iter().all(|other| rank(other) <= rank(lot))
}

/// Asking for a quote says what filing gives, changes nothing, and says the same the second time; where filing is
/// refused, so is the quote, for the same reason.
///
/// # Errors
/// The application for which it does not.
pub fn quotes_honestly(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let Act::Apply(apply) = &turn.entry.act else { continue };
        let Command { learner, by, effective, .. } = turn.entry.command();
        let command = Command { learner, by, effective, act: apply.clone() };
        quoted(shelf, &turn.before, &command, turn.entry.recorded)?;
    }
    shelf.books.values().try_for_each(|book| every_lot_quoted(shelf, book))
}

/// What became of the books in the end is asked as well, where most applications are refused for some reason.
fn every_lot_quoted(shelf: &Shelf, book: &Passbook) -> Law {
    for lot in book.lots.values() {
        let take = vec![Take { credits: lot.amount.credits, lot: lot.id }];
        let (attested, evidence) = (Vec::new(), Vec::new());
        let act = Apply { attested, document: read("world-rules")?, evidence, rule: None, take, target: None };
        let command = Command { learner: book.learner, by: read("sv-registrar")?, effective: shelf.today, act };
        quoted(shelf, book, &command, shelf.recorded())?;
    }
    Ok(())
}

fn quoted(shelf: &Shelf, book: &Passbook, command: &Command<Apply>, recorded: Timestamp) -> Law {
    let ask = || quote_learner(book, &shelf.world.published, command, recorded);
    let filed = decide_learner(book, &shelf.world.published, &read("key")?, &command.clone().into_any(), recorded);
    let agrees = match (ask(), filed) {
        (Ok(Quoted { appraisal, explanation, .. }), Ok(entry)) => {
            let bytes = canonical(&explanation).map_err(|error| error.to_string())?;
            let hash = Digest::of(&[domain::EXPLANATION, &bytes]);
            ask().is_ok_and(|again| again.appraisal == appraisal)
                && hash == appraisal.explanation
                && entry.effects.application == Some(appraisal)
        }
        (Err(quote), Err(filed)) => quote == filed,
        _ => false,
    };
    holds(agrees, || format!("{command:?}"))
}
