//! What a learner did on a passbook that is theirs now, told from the lines and from the mandates as they were published.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{EntryId, LearnerId, MandateId};
use crate::ledger::{Act, Decision, Document, Passbook};
use crate::registry;
use crate::testing::laws::law::{Law, after, holds};
use crate::testing::shelf::Shelf;

/// After a merge nothing counts that its own learner made: no lot, decision, gate or relief, and no award that rests on
/// such a gate or relief. Every lot is its accruing line's, or theirs who kept it.
///
/// # Errors
/// What counts, and whose it is.
pub fn nothing_own_counts(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let Act::MergeIn(come) = &turn.entry.act else { continue };
        if come.bundle.last {
            stands_for_nobody(shelf, &after(turn)?).map_err(|what| format!("after {}: {what}", turn.entry.id()))?;
        }
    }
    shelf.books.values().try_for_each(|book| says_whose(shelf, book))
}

fn stands_for_nobody(shelf: &Shelf, book: &Passbook) -> Law {
    let ids: BTreeSet<_> = book.former.iter().copied().chain([book.learner]).collect();
    let is_own = |by: &MandateId| !owned(shelf, by).is_disjoint(&ids);
    for lot in book.lots.values().filter(|lot| lot.id.k == 0 && is_own(&lot.by)) {
        holds(!lot.marks.is_empty(), || format!("lot {} counts, and is {}'s", lot.id, lot.by))?;
    }
    let mut lines = BTreeSet::new();
    for of in book.matriculations.values() {
        let tried = of.assessments.iter().map(|one| (one.entry, &one.by, one.suspended));
        let decided = of.reliefs.iter().map(|one| (one.entry, &one.by, one.suspended));
        for (line, by, suspended) in tried.chain(decided).filter(|(_, by, _)| is_own(by)) {
            holds(suspended.is_some(), || format!("line {line} counts, and is {by}'s"))?;
            lines.extend(suspended.filter(|by| *by == EntryId::here(book.next.saturating_sub(1))).map(|_| line));
        }
    }
    let rests = |one: &Decision| one.award.iter().flat_map(|award| &award.rests_on).any(|line| lines.contains(line));
    for one in book.live_decisions().filter(|one| one.by.iter().any(is_own) || rests(one)) {
        holds(!one.marks.is_empty(), || format!("decision {} counts, and is of {:?}", one.id, one.by))?;
    }
    Ok(())
}

/// The passbooks of whoever holds a mandate, by the mandate or by a pseudonym.
fn owned(shelf: &Shelf, by: &MandateId) -> BTreeSet<LearnerId> {
    let documents = shelf.world.published.documents();
    let all: Vec<_> = documents
        .filter_map(|one| match &*one.content {
            Document::Registry(registry::RegistryDocument::Mandates(mandates)) => Some(mandates.iter()),
            _ => None,
        })
        .flatten()
        .collect();
    let persons: BTreeSet<_> = all.iter().filter(|one| one.id == *by).filter_map(|one| one.person.as_ref()).collect();
    let is_theirs =
        |one: &&&registry::Mandate| one.id == *by || one.person.as_ref().is_some_and(|person| persons.contains(person));
    all.iter().filter(is_theirs).filter_map(|one| one.learner).collect()
}

/// The line that accrued a lot says by whom, unless a settlement says who kept it.
fn says_whose(shelf: &Shelf, book: &Passbook) -> Law {
    let entries = || shelf.turns.iter().map(|turn| &turn.entry);
    let made: BTreeMap<_, _> = entries().map(|entry| ((entry.learner, entry.n), &entry.by.mandate)).collect();
    let settled = entries().filter(|entry| matches!(entry.act, Act::Settle(_)));
    let keepers: BTreeSet<_> = settled.map(|entry| &entry.by.mandate).collect();
    for lot in book.lots.values().filter(|lot| lot.id.k == 0) {
        let home = lot.id.entry.home.unwrap_or(book.learner);
        let is_makers = made.get(&(home, lot.id.entry.n)) == Some(&&lot.by);
        holds(is_makers || keepers.contains(&lot.by), || format!("lot {} is not {}'s", lot.id, lot.by))?;
    }
    Ok(())
}
