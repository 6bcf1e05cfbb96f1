//! Laws of lots, uses and passbooks.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{LearnerId, LotId};
use crate::ledger::clash::check;
use crate::ledger::{
    Act, AwardRefusal, Entry, Lot, LotPart, Passbook, Place, Posting, Refusal, Reverse, Settlement, Subject, apply,
    apply_until, decide_learner,
};
use crate::line::{Content, Line};
use crate::testing::laws::law::{Law, after, holds};
use crate::testing::shelf::{Shelf, Turn};
use crate::testing::strategies::staff;
use crate::testing::world::read;
use crate::time::Date;

/// Per lot the parts sum to what it is worth, or to more where all of it is in use; that changes only by a correction, or
/// by its reversal; lots go only when they are struck.
///
/// # Errors
/// The lot that does not.
pub fn conserves(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let book = after(turn)?;
        for lot in book.lots.values() {
            let sum = lot.parts.iter().map(|part| part.credits.ten_thousandths()).sum::<u64>();
            let worth = lot.amount.credits.ten_thousandths();
            let is_unused = |part: &LotPart| !part.standing.is_used() && !part.credits.is_zero();
            let is_short = sum > worth && !lot.parts.iter().any(is_unused);
            holds(sum == worth || is_short || lot.is_wholly(Place::Moved), || {
                format!("lot {} after line {}: {lot:?}", lot.id, turn.entry.n)
            })?;
        }
        for (id, lot) in &turn.before.lots {
            let kept = book.lots.get(id).map(|after| after.amount == lot.amount || corrects(turn, *id, after));
            let struck = turn.entry.effects.struck.contains(id);
            holds(kept.unwrap_or(struck), || format!("lot {id} is gone or changed after line {}", turn.entry.n))?;
        }
    }
    Ok(())
}

/// Whether a line says what a lot is worth now, or takes back the line that did.
fn corrects(turn: &Turn, id: LotId, after: &Lot) -> bool {
    match &turn.entry.act {
        Act::Revalue(act) => act.lot == id && act.amount == after.amount,
        Act::Reverse(act) => {
            let was = turn.before.lots.get(&id).and_then(|lot| lot.was.last());
            turn.before.revalues.get(&act.entry.n) == Some(&id)
                && was.map(|was| was.credits) == Some(after.amount.credits)
        }
        _ => false,
    }
}

/// What is consumed, held or in a scope leaves only by the end of that use, or by a plan or merge in its place;
/// and nothing stands in one scope twice.
///
/// # Errors
/// The posting that does otherwise.
pub fn spends_once(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        for post in &turn.entry.effects.posts {
            holds(keeps_uses(&turn.entry, post), || format!("line {} moves {post:?}", turn.entry.n))?;
            let scopes: BTreeSet<_> = post.to.scopes.iter().map(|one| &one.scope).collect();
            holds(scopes.len() == post.to.scopes.len(), || format!("line {}: twice in a scope", turn.entry.n))?;
        }
    }
    Ok(())
}

fn keeps_uses(entry: &Entry, post: &Posting) -> bool {
    let ends = |subject| entry.effects.ends.contains(&subject);
    let is_plan = |how: &Settlement| matches!(how, Settlement::Replan { .. } | Settlement::Redeem { .. });
    let replaces = matches!(&entry.act, Act::Settle(settle) if is_plan(&settle.how));
    let leaves = matches!(entry.act, Act::MergeOut(_)) || replaces;
    let same_place = post.from.place == post.to.place;
    let place = match post.from.place {
        Place::Held(hold) => same_place || ends(Subject::Hold(hold)),
        Place::Consumed(decision) => same_place || leaves || ends(Subject::Decision(decision)),
        Place::Moved => false,
        _ => true,
    };
    let dropped = post.from.scopes.iter().filter(|one| !post.to.scopes.contains(one));
    place && dropped.into_iter().all(|one| leaves || ends(Subject::Decision(one.decision)))
}

/// [`check`] finds nothing after any line.
///
/// # Errors
/// The violation.
pub fn keeps_invariants(shelf: &Shelf) -> Law {
    shelf.turns.iter().try_for_each(|turn| match check(&after(turn)?).first() {
        Some(violation) => Err(format!("after line {}: {violation}", turn.entry.n)),
        None => Ok(()),
    })
}

/// Deciding an entry's command on the passbook before it gives that entry, the first and the second time.
///
/// # Errors
/// The entry that is decided otherwise.
pub fn decides_again(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let entry = &turn.entry;
        for _ in 0..2 {
            let again =
                decide_learner(&turn.before, &shelf.world.published, &entry.key, &entry.command(), entry.recorded);
            holds(again.as_ref() == Ok(entry), || format!("line {}: {entry:?} became {again:?}", entry.n))?;
        }
    }
    Ok(())
}

/// Folding the decoded lines from nothing gives the passbooks.
///
/// # Errors
/// The passbook that differs.
pub fn replays(shelf: &Shelf) -> Law {
    let mut books: BTreeMap<LearnerId, Passbook> = BTreeMap::new();
    for turn in &shelf.turns {
        let line = Line::decode(&turn.bytes).map_err(|error| error.to_string())?;
        let Content::Learner { entry, .. } = line.content else { return Err("not a learner's line".into()) };
        let book = books.entry(entry.learner).or_insert_with(|| Passbook::new(entry.learner));
        apply(book, &entry).map_err(|corrupt| corrupt.to_string())?;
    }
    for (learner, book) in &shelf.books {
        holds(books.get(learner) == Some(book), || format!("the passbook of {learner} differs"))?;
    }
    Ok(())
}

/// Deciding all of one learner's commands first and then all of the next one's gives the same passbooks.
///
/// # Errors
/// The passbook that differs.
pub fn commutes(shelf: &Shelf) -> Law {
    for (learner, book) in shelf.books.iter().rev() {
        let mut alone = Passbook::new(*learner);
        for turn in shelf.turns.iter().filter(|turn| turn.entry.learner == *learner) {
            let (key, recorded) = (&turn.entry.key, turn.entry.recorded);
            let entry = decide_learner(&alone, &shelf.world.published, key, &turn.entry.command(), recorded)
                .map_err(|refusal| refusal.to_string())?;
            apply(&mut alone, &entry).map_err(|corrupt| corrupt.to_string())?;
        }
        holds(alone == *book, || format!("the passbook of {learner} differs"))?;
    }
    Ok(())
}

/// Whatever can be reversed at once gives back the balances, uses and suspensions that were there before.
///
/// # Errors
/// The line whose reversal is refused or leaves something behind.
pub fn restores(shelf: &Shelf) -> Law {
    shelf.turns.iter().try_for_each(|turn| restored(shelf, turn))
}

fn restored(shelf: &Shelf, turn: &Turn) -> Law {
    let role = match &turn.entry.act {
        // Where a lot is worth less, then more, and less again, what relies on it is looked at anew.
        Act::Revalue(act) if turn.before.lots.get(&act.lot).is_some_and(|lot| !lot.was.is_empty()) => return Ok(()),
        Act::Bind(_) | Act::Redeem(_) => "awarder",
        Act::Relieve(_) => "reviewer",
        Act::Matriculate(_) | Act::Assess(_) => "registrar",
        Act::Accrue(_)
        | Act::Record(_)
        | Act::Enrol(_)
        | Act::Leave(_)
        | Act::Regrade(_)
        | Act::Revalue(_)
        | Act::Revoke(_) => "registrar",
        _ => return Ok(()),
    };
    let mut book = after(turn)?;
    let latest = book.lots.values().map(|lot| lot.latest).fold(turn.entry.effective, Date::max);
    let reverse = Reverse { cascade: Vec::new(), entry: turn.entry.id(), reason: read("r")? };
    let by = staff(turn.entry.by.institution.as_str(), role);
    let command = Shelf::command(by, turn.entry.learner, latest, reverse)?;
    let key = read("reverse")?;
    let reversal = match decide_learner(&book, &shelf.world.published, &key, &command, turn.entry.recorded) {
        Ok(reversal) => reversal,
        Err(Refusal::Award(AwardRefusal::Matriculated { .. })) if is_studied_again(&book, &turn.entry.act) => {
            return Ok(());
        }
        Err(refusal) => return Err(format!("line {} ({}): {refusal}", turn.entry.n, turn.entry.act.verb())),
    };
    apply(&mut book, &reversal).map_err(|corrupt| corrupt.to_string())?;
    let (was, is) = (balances(&turn.before), balances(&book));
    holds(was == is, || format!("line {} ({}): it was {was:#?}, and is {is:#?}", turn.entry.n, turn.entry.act.verb()))
}

/// Whether the learner left a programme that another open matriculation is in, as after a merge: nobody studies one twice,
/// and so this leave is not taken back.
fn is_studied_again(book: &Passbook, act: &Act) -> bool {
    let Act::Leave(leave) = act else { return false };
    let Some(left) = book.matriculations.get(&leave.0) else { return false };
    let mut others = book.matriculations.values().filter(|one| one.id != left.id && one.programme == left.programme);
    others.any(|one| one.left.is_none() && one.succeeded.is_none())
}

/// What a holder of the passbook sees: where everything stands, what is in use and what is suspended. Dates of last
/// moves are left out.
#[must_use]
pub fn balances(book: &Passbook) -> BTreeMap<String, Vec<String>> {
    let lots = book.lots.values().map(|lot| (format!("lot {}", lot.id), standings(lot)));
    let holds = book.open_holds().map(|hold| (format!("hold {}", hold.id), vec![format!("{:?}", hold.marks)]));
    let decisions = book.live_decisions().map(|one| (format!("decision {}", one.id), vec![format!("{:?}", one.marks)]));
    let records = book.records.keys().map(|id| (format!("record {id}"), Vec::new()));
    let enrolments =
        book.enrolments.iter().map(|(id, one)| (format!("enrolment {id}"), vec![format!("{:?}", one.left)]));
    let studied = book.matriculations.values();
    let studied = studied.map(|one| (format!("matriculation {}", one.id), vec![format!("{one:?}")]));
    lots.chain(holds).chain(decisions).chain(records).chain(enrolments).chain(studied).collect()
}

fn standings(lot: &Lot) -> Vec<String> {
    let parts = lot.parts.iter().map(|part| format!("{} {}", part.credits, part.standing));
    parts.chain([format!("{} {:?} {:?} {:?}", lot.amount, lot.marks, lot.revoked, lot.grade)]).collect()
}

/// On every day on which anything happens, folding what was true by then never takes more than is there, after
/// every line, and breaks no invariant.
///
/// # Errors
/// The view that does.
pub fn views(shelf: &Shelf) -> Law {
    for learner in shelf.books.keys() {
        let entries: Vec<_> =
            shelf.turns.iter().map(|turn| &turn.entry).filter(|one| one.learner == *learner).collect();
        let days: BTreeSet<Date> = entries.iter().map(|entry| entry.effective).collect();
        days.into_iter().try_for_each(|day| view(*learner, &entries, day))?;
    }
    Ok(())
}

fn view(learner: LearnerId, entries: &[&Entry], day: Date) -> Law {
    let mut book = Passbook::new(learner);
    for entry in entries {
        apply_until(&mut book, entry, day).map_err(|corrupt| format!("as of {day}: {corrupt}"))?;
        if let Some(violation) = check(&book).first() {
            return Err(format!("as of {day}, after line {}: {violation}", entry.n));
        }
    }
    Ok(())
}
