//! Laws of what is withdrawn, taken back or expired.

use std::collections::BTreeSet;

use crate::credit::Credits;
use crate::id::LotId;
use crate::ledger::verbs::apply::standing_grants;
use crate::ledger::{Act, Command, Lot, Passbook, Place, Reverse, Subject, Take, Withdraw, apply, decide_learner};
use crate::registry::UseKind;
use crate::testing::laws::law::{Law, after, holds};
use crate::testing::laws::ledger::balances;
use crate::testing::shelf::{Shelf, Turn};
use crate::testing::strategies::staff;
use crate::testing::world::read;
use crate::time::Date;

/// A revocation suspends the uses of the lots, what conversions made of them, the uses of that, and so on: exactly these.
///
/// # Errors
/// The line that suspends more or less.
pub fn suspends(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let Act::Revoke(revoke) = &turn.entry.act else { continue };
        let expected = reachable(&turn.before, &revoke.lots, true);
        let marked: BTreeSet<_> = turn.entry.effects.marks.iter().map(|mark| mark.on).collect();
        let by_itself = turn.entry.effects.marks.iter().all(|mark| mark.cause == turn.entry.id());
        holds(by_itself && marked == expected, || {
            format!("line {} suspends {marked:?}, and {expected:?} rest on it", turn.entry.n)
        })?;
    }
    Ok(())
}

/// What is reachable from lots: grown until nothing is added any more. What is near is reached in one step.
fn reachable(book: &Passbook, lots: &[LotId], far: bool) -> BTreeSet<Subject> {
    let mut from: BTreeSet<LotId> = lots.iter().copied().collect();
    let mut found = BTreeSet::new();
    loop {
        let before = (from.len(), found.len());
        let read = |id| book.applications.get(id).map_or(&[][..], |one| &one.appraisal.read);
        let holds = book.open_holds().filter(|one| any_in(&from, &one.take, read(&one.id)));
        found.extend(holds.map(|one| Subject::Hold(one.id)));
        for one in book.live_decisions() {
            if any_in(&from, &one.take, one.conversion.as_ref().map_or(&[], |conversion| &conversion.read)) {
                found.insert(Subject::Decision(one.id));
                let made = one.conversion.iter().filter(|_| far).flat_map(|conversion| &conversion.made);
                found.extend(made.clone().map(|lot| Subject::Lot(*lot)));
                from.extend(made);
            }
        }
        if (from.len(), found.len()) == before {
            return found;
        }
    }
}

fn any_in(lots: &BTreeSet<LotId>, take: &[Take], read: &[LotId]) -> bool {
    take.iter().map(|take| &take.lot).chain(read).any(|lot| lots.contains(lot))
}

/// A correction of what a lot is worth suspends, with all that is built on it, what rests on more than there is: every use
/// where more is in use; else what was shown more, and what has none of it and read it. A larger amount suspends nothing.
///
/// # Errors
/// The line that suspends more or less.
pub fn suspends_short(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let Act::Revalue(act) = &turn.entry.act else { continue };
        let Some(lot) = turn.before.lots.get(&act.lot) else { return Err(format!("lot {} is not there", act.lot)) };
        let in_use = lot.parts.iter().filter(|part| part.standing.is_used()).map(|part| part.credits.ten_thousandths());
        let (left, in_use) = (act.amount.credits, in_use.sum::<u64>());
        let (is_less, is_short) = (left < lot.amount.credits, in_use > left.ten_thousandths());
        let mut expected = BTreeSet::new();
        for one in reachable(&turn.before, &[act.lot], false).into_iter().filter(|_| is_less) {
            if is_short || rests_on_more(&turn.before, one, lot, left) {
                expected.insert(one);
                let made = made_by(&turn.before, one);
                expected.extend(made.iter().map(|lot| Subject::Lot(*lot)));
                expected.extend(reachable(&turn.before, &made, true));
            }
        }
        let marked: BTreeSet<_> = turn.entry.effects.marks.iter().map(|mark| mark.on).collect();
        holds(marked == expected, || {
            format!("line {} suspends {marked:?}, and {expected:?} rest on more", turn.entry.n)
        })?;
    }
    Ok(())
}

/// Whether a use has nothing of a lot, and read more of it than there is.
fn rests_on_more(book: &Passbook, one: Subject, lot: &Lot, left: Credits) -> bool {
    let has = lot.parts.iter().map(|part| &part.standing).any(|standing| match one {
        Subject::Hold(id) => standing.place == Place::Held(id),
        Subject::Decision(id) => {
            standing.place == Place::Consumed(id) || standing.scopes.iter().any(|one| one.decision == id)
        }
        Subject::Lot(_) => false,
    });
    let shown = match one {
        Subject::Decision(id) => book.decisions.get(&id).filter(|one| one.r#use == UseKind::Witness),
        _ => None,
    };
    let shown = shown.and_then(|one| one.take.iter().find(|take| take.lot == lot.id));
    !has && shown.is_none_or(|shown| shown.credits > left)
}

fn made_by(book: &Passbook, one: Subject) -> Vec<LotId> {
    let Subject::Decision(id) = one else { return Vec::new() };
    let conversion = book.decisions.get(&id).and_then(|one| one.conversion.as_ref());
    conversion.map(|conversion| conversion.made.clone()).unwrap_or_default()
}

/// A conversion that is reversed leaves what withdrawing the application would have left, or, where nobody had to agree,
/// what was there before: balances, uses, suspensions, room under limits and residuals.
///
/// # Errors
/// The conversion whose reversal is refused or leaves something behind.
pub fn takes_back(shelf: &Shelf) -> Law {
    let converts = |turn: &&Turn| turn.entry.effects.conversion.is_some();
    shelf.turns.iter().filter(converts).try_for_each(|turn| taken_back(shelf, turn))
}

fn taken_back(shelf: &Shelf, turn: &Turn) -> Law {
    let mut book = after(turn)?;
    let latest = book.lots.values().map(|lot| lot.latest).fold(turn.entry.effective, Date::max);
    let today = turn.entry.recorded.day_in(shelf.world.published.zone());
    let conversion = turn.entry.effects.conversion.as_ref().ok_or("it converts")?;
    let application = book.applications.get(&conversion.application).ok_or("it was filed")?;
    let at = application.by.institution.clone();
    if latest > today {
        return Ok(());
    }
    let ask = |role| staff(at.as_str(), role);
    let reverse = Reverse { cascade: Vec::new(), entry: turn.entry.id(), reason: read("r")? };
    let command = Shelf::command(ask("reviewer"), turn.entry.learner, latest, reverse)?;
    decided(shelf, turn, &mut book, &command)?;
    let mut instead = turn.before.clone();
    if let Act::Approve(approve) = &turn.entry.act {
        let withdraw = Withdraw(approve.0, read("r")?);
        let command = Shelf::command(ask("registrar"), turn.entry.learner, latest, withdraw)?;
        decided(shelf, turn, &mut instead, &command)?;
    }
    let seen = |book: &Passbook| (balances(book), standing_grants(book, &conversion.document));
    let (was, is) = (seen(&instead), seen(&book));
    holds(was == is, || format!("line {}: it was {was:#?}, and is {is:#?}", turn.entry.n))
}

fn decided(shelf: &Shelf, turn: &Turn, book: &mut Passbook, command: &Command) -> Law {
    let entry = decide_learner(book, &shelf.world.published, &read("undo")?, command, turn.entry.recorded)
        .map_err(|refusal| format!("line {} ({}): {refusal}", turn.entry.n, command.act.verb()))?;
    apply(book, &entry).map_err(|corrupt| corrupt.to_string())
}

/// No hold and no decision that stands names a lot that was struck.
///
/// # Errors
/// What names one.
pub fn leaves_nothing(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let (book, struck) = (after(turn)?, &turn.entry.effects.struck);
        let decisions =
            book.live_decisions().map(|one| (Subject::Decision(one.id), &one.take, one.conversion.as_ref()));
        let decisions = decisions.map(|(id, take, one)| (id, take, one.map_or(&[][..], |conversion| &conversion.read)));
        let open = book.open_holds().map(|one| (Subject::Hold(one.id), &one.take, one.read.as_slice()));
        for (subject, take, read) in open.chain(decisions) {
            let gone = take.iter().map(|take| &take.lot).chain(read).find(|lot| struck.contains(lot));
            holds(gone.is_none(), || format!("line {}: {subject} names {gone:?}", turn.entry.n))?;
        }
    }
    Ok(())
}

/// A sweep moves nothing: it only lists what is past its last valid day, has a part that is free, and was not listed
/// before.
///
/// # Errors
/// The sweep that moves something, or lists other lots.
pub fn sweeps_move_nothing(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        if !matches!(turn.entry.act, Act::Expire(_)) {
            continue;
        }
        let book = after(turn)?;
        let day = turn.entry.effective;
        for lot in turn.before.lots.values() {
            let Some(swept) = book.lots.get(&lot.id) else { return Err(format!("lot {} is gone", lot.id)) };
            let is_due =
                lot.is_past(day) && lot.swept.is_none() && lot.parts.iter().any(|part| part.standing.is_free());
            let listed = lot.swept.is_none() && swept.swept == Some(turn.entry.id());
            let same = (&lot.parts, lot.latest, &lot.marks) == (&swept.parts, swept.latest, &swept.marks);
            holds(same && listed == is_due, || format!("line {} does {swept:?}", turn.entry.n))?;
        }
    }
    Ok(())
}
