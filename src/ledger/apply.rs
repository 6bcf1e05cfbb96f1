//! What was decided becomes part of the passbook. Applying cannot refuse: it fails only on a forged or corrupt
//! journal.

use std::collections::BTreeSet;

use crate::id::EntryId;
use crate::ledger::effects::Effects;
use crate::ledger::entry::Entry;
use crate::ledger::group::subjects as users;
use crate::ledger::lot::{Lot, Posting};
use crate::ledger::passbook::Passbook;
use crate::ledger::standing::{Mark, Subject};
use crate::ledger::verbs::Applied;
use crate::time::Date;

/// An entry that cannot have been decided on this passbook.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {n} of the passbook does not follow from the lines before it: {what}")]
pub struct Corrupt {
    /// The line's number in the passbook.
    pub n: u32,
    /// What does not fit.
    pub what: &'static str,
}

/// Applies an entry, the next of this passbook.
///
/// # Errors
/// [`Corrupt`] if the entry was not decided on this passbook. The passbook is not to be used then.
pub fn apply(book: &mut Passbook, entry: &Entry) -> Result<(), Corrupt> {
    let applied = if entry.n == book.next { fold(book, entry, None) } else { Err("its number is not the next") };
    applied.map_err(|what| Corrupt { n: entry.n, what })
}

/// Applies as much of an entry as was true on `day`, for a view of the past: lines effective later are left out. A line
/// may concern what is not in the view: it ends or
/// suspends a use that is dated later, or something that came in by a merge later. So much of it is left out too;
/// an amount that is not there is never moved.
///
/// # Errors
/// [`Corrupt`], as for [`apply`].
pub fn apply_until(book: &mut Passbook, entry: &Entry, day: Date) -> Result<(), Corrupt> {
    if entry.effective > day {
        return Ok(());
    }
    fold(book, entry, Some(day)).map_err(|what| Corrupt { n: entry.n, what })
}

fn fold(book: &mut Passbook, entry: &Entry, until: Option<Date>) -> Applied {
    let acted = entry.act.apply(book, &entry.frame());
    if until.is_none() {
        acted?;
    }
    effects(book, entry, &entry.effects, until)?;
    book.wrote(entry.n, entry.act.learner_verb());
    book.next = entry.n.checked_add(1).ok_or("its number is the last there can be")?;
    Ok(())
}

fn effects(book: &mut Passbook, entry: &Entry, effects: &Effects, until: Option<Date>) -> Applied {
    effects.posts.iter().try_for_each(|post| shift(book, entry, post))?;
    used(book, entry);
    for lot in &effects.swept {
        book.lots.entry(*lot).and_modify(|lot| lot.swept = Some(entry.id()));
    }
    effects.ends.iter().try_for_each(|subject| end(book, *subject, entry.id(), until.is_some()))?;
    effects.lifts.iter().for_each(|mark| unmark(book, *mark));
    book.disown(&effects.own, entry.id());
    effects.marks.iter().try_for_each(|mark| set_mark(book, *mark, until.is_some()))?;
    effects.struck.iter().for_each(|lot| drop(book.lots.remove(lot)));
    Ok(())
}

fn shift(book: &mut Passbook, entry: &Entry, post: &Posting) -> Applied {
    let lot = book.lots.get_mut(&post.lot).ok_or("it moves a lot that is not there")?;
    lot.shift(&post.from, &post.to, post.credits).ok_or("it moves more than there is")?;
    lot.latest = lot.latest.max(entry.effective);
    Ok(())
}

/// The groups of which a line made, ended, settled or suspended a use, or took a suspension from one.
fn used(book: &mut Passbook, entry: &Entry) {
    let effects = &entry.effects;
    let posts = effects.posts.iter().filter(|post| post.from.is_used() || post.to.is_used());
    let mut things: BTreeSet<_> = posts.filter_map(|post| book.lots.get(&post.lot)?.thing().cloned()).collect();
    let subjects: BTreeSet<_> =
        effects.marks.iter().chain(&effects.lifts).map(|mark| mark.on).chain(entry.act.settles()).collect();
    if !subjects.is_empty() {
        let by =
            |lot: &&Lot| lot.parts.iter().flat_map(|part| users(&part.standing)).any(|one| subjects.contains(&one));
        things.extend(book.lots.values().filter(by).filter_map(|lot| lot.thing().cloned()));
    }
    things.iter().for_each(|thing| book.use_on(thing, entry.effective));
}

fn end(book: &mut Passbook, subject: Subject, by: EntryId, is_view: bool) -> Applied {
    let ended = match subject {
        Subject::Decision(id) => book.decisions.get_mut(&id).map(|one| &mut one.ended),
        Subject::Hold(id) => book.holds.get_mut(&id).map(|one| &mut one.ended),
        Subject::Lot(_) => None,
    };
    match ended {
        Some(ended) => {
            *ended = Some(by);
            if let Subject::Hold(id) = subject
                && let Some(application) = book.applications.get_mut(&id)
            {
                application.ended = Some(by);
            }
        }
        None if is_view => {}
        None => return Err("it ends what is not there"),
    }
    Ok(())
}

fn marks_mut(book: &mut Passbook, subject: Subject) -> Option<&mut Vec<EntryId>> {
    match subject {
        Subject::Lot(id) => book.lots.get_mut(&id).map(|one| &mut one.marks),
        Subject::Decision(id) => book.decisions.get_mut(&id).map(|one| &mut one.marks),
        Subject::Hold(id) => book.holds.get_mut(&id).map(|one| &mut one.marks),
    }
}

/// A correction may be dated before the use that it suspends, which a view of the day between does not have.
fn set_mark(book: &mut Passbook, mark: Mark, is_view: bool) -> Applied {
    let Some(marks) = marks_mut(book, mark.on) else {
        return if is_view { Ok(()) } else { Err("it suspends what is not there") };
    };
    if let Err(place) = marks.binary_search(&mark.cause) {
        marks.insert(place, mark.cause);
    }
    Ok(())
}

fn unmark(book: &mut Passbook, mark: Mark) {
    if let Some(marks) = marks_mut(book, mark.on) {
        marks.retain(|cause| *cause != mark.cause);
    }
}
