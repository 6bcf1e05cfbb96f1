//! Laws of attempts: which of several counts is a question about facts and a day.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{LearnerId, LotId};
use crate::ledger::{Act, Command, Hold, Lot, Passbook, Subject, Take, decide_learner};
use crate::registry::{Attempts, Counting, Thing};
use crate::testing::laws::law::{Law, after, holds};
use crate::testing::laws::seen::{self, InUse, Shares};
use crate::testing::model::Share;
use crate::testing::shelf::Shelf;
use crate::testing::world::{FIRST, read};
use crate::time::{Date, Timestamp};

/// Ten-thousandths in a quantum.
const QUANTUM: u64 = 5_000;

/// When every line of a passbook was recorded.
fn recorded(shelf: &Shelf, learner: LearnerId) -> BTreeMap<u32, Timestamp> {
    let own = shelf.turns.iter().filter(|turn| turn.entry.learner == learner);
    own.map(|turn| (turn.entry.n, turn.entry.recorded)).collect()
}

/// How much of a group a policy counts: attempts, or ten-thousandths in its unit.
fn counted(book: &Passbook, attempts: &Attempts, lots: &BTreeMap<LotId, u64>) -> u64 {
    let Some(most) = &attempts.most else { return 0 };
    let of = |(id, credits): (&LotId, &u64)| match book.lots.get(id) {
        _ if most.unit.as_str() == "item" => 1,
        Some(lot) if lot.amount.unit == most.unit => *credits,
        _ => 0,
    };
    lots.iter().map(of).sum()
}

fn most(attempts: &Attempts) -> u64 {
    let credits = attempts.most.as_ref().map(|most| most.credits.ten_thousandths());
    attempts.most_items().or(credits).unwrap_or(u64::MAX)
}

/// What some uses use of some lots: a part that two of them use, once.
fn together<'a>(
    book: &Passbook,
    uses: impl IntoIterator<Item = &'a InUse>,
    of: &BTreeSet<LotId>,
) -> BTreeMap<LotId, u64> {
    let mut all = seen::used_by(book, &uses.into_iter().map(|one| one.id).collect());
    all.retain(|id, _| of.contains(id));
    all
}

/// Of the uses of a group, in the order decided, each that is not suspended was, when it was decided or came out of a
/// suspension, of an attempt already in use, or in a group not in use, or fitted the `each` and the most that it wrote.
/// Between the pairs of a merge nothing is said.
///
/// # Errors
/// The use that was not.
pub fn in_use_as_written(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let book = after(turn)?;
        if seen::is_under_way(&book) {
            continue;
        }
        let recorded = recorded(shelf, book.learner);
        let free = |book: &Passbook| -> BTreeSet<Subject> {
            let uses = seen::uses(book, &recorded).into_iter();
            uses.filter(|one| !one.is_suspended).map(|one| one.id).collect()
        };
        let before = if seen::is_under_way(&turn.before) { BTreeSet::new() } else { free(&turn.before) };
        let uses = seen::uses(&book, &recorded);
        let free: Vec<_> = uses.iter().filter(|one| !one.is_suspended).collect();
        for (at, one) in free.iter().enumerate().filter(|(_, one)| !before.contains(&one.id)) {
            let earlier: Vec<_> = free.iter().take(at).copied().collect();
            for (thing, group) in seen::groups(&book) {
                let fine = fits(&book, one, &earlier, &thing, &group);
                holds(fine, || format!("after line {}: {} is in the way at {thing}", turn.entry.n, one.id))?;
            }
        }
    }
    Ok(())
}

fn fits(book: &Passbook, one: &InUse, earlier: &[&InUse], thing: &Thing, group: &BTreeSet<LotId>) -> bool {
    let mine = together(book, [one], group);
    let used = together(book, earlier.iter().copied(), group);
    if mine.is_empty() || used.is_empty() || mine.keys().all(|id| used.contains_key(id)) {
        return true;
    }
    let wrote = seen::wrote(book, one.id, thing);
    let all = together(book, earlier.iter().copied().chain([one]), group);
    wrote.counting == Counting::Each
        && one_a_run(book, &wrote, &mine, &used)
        && counted(book, &wrote, &all) <= most(&wrote)
}

/// No attempt is of a run of which another one is in use.
fn one_a_run(book: &Passbook, wrote: &Attempts, mine: &BTreeMap<LotId, u64>, used: &BTreeMap<LotId, u64>) -> bool {
    let run = |id: &LotId| book.lots.get(id).and_then(|lot| lot.run.clone());
    let same = |one: &LotId| used.keys().any(|other| run(one).is_some() && run(one) == run(other));
    !wrote.one_a_run || mine.keys().all(|id| used.contains_key(id) || !same(id))
}

/// On no day more of a group is free and in use together than its policy allows, and of one tag one lot is in use: of
/// every passbook, whether it was merged or not, and whatever is suspended.
///
/// # Errors
/// The group of which there is.
pub fn counts_once(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let book = after(turn)?;
        if seen::is_under_way(&book) {
            continue;
        }
        let recorded = recorded(shelf, book.learner);
        let uses = seen::uses(&book, &recorded);
        let active: Vec<_> = uses.iter().filter(|one| !one.is_suspended).collect();
        tags_once(&book, &active).map_err(|what| format!("after line {}: {what}", turn.entry.n))?;
        for day in [turn.entry.effective, shelf.today] {
            let Some(shares) = seen::shares(&book, &shelf.world.published, day) else { continue };
            for (thing, group) in seen::groups(&book) {
                let fine = once(&book, &shares, &active, &thing, &group, day);
                holds(fine, || format!("after line {}, on {day}: {thing} in {shares:?}", turn.entry.n))?;
            }
        }
    }
    Ok(())
}

/// Free beside what is in use: under `best` and `last` of one attempt, under `each` within the most.
fn once(
    book: &Passbook,
    shares: &Shares,
    active: &[&InUse],
    thing: &Thing,
    group: &BTreeSet<LotId>,
    day: Date,
) -> bool {
    let mut all = together(book, active.iter().copied(), group);
    let used: BTreeSet<_> = all.keys().copied().collect();
    let free = shares.iter().filter(|(id, _)| group.contains(id)).flat_map(|(id, shares)| {
        shares.iter().filter(|(share, _)| *share == Share::Free).map(|(_, credits)| (*id, credits.ten_thousandths()))
    });
    let free: Vec<_> = free.collect();
    free.iter().for_each(|(id, credits)| *all.entry(*id).or_insert(0) += credits);
    let policy = seen::policy(book, thing, day);
    if policy.counting == Counting::Each {
        // What was in use when another policy held stays, and then nothing is free.
        return free.is_empty() || counted(book, &policy, &all) <= most(&policy);
    }
    free.iter().map(|(id, _)| id).all(|id| used.is_empty() || used.contains(id)) && {
        let distinct: BTreeSet<_> = free.iter().map(|(id, _)| id).collect();
        distinct.len() <= 1
    }
}

fn tags_once(book: &Passbook, active: &[&InUse]) -> Law {
    let mut tags: BTreeMap<_, BTreeSet<LotId>> = BTreeMap::new();
    for id in active.iter().flat_map(|one| one.lots.keys()) {
        let tag = book.lots.get(id).and_then(|lot| lot.tag);
        tags.entry(tag).or_default().insert(*id);
    }
    let twice = tags.into_iter().find(|(tag, lots)| tag.is_some() && lots.len() > 1);
    holds(twice.is_none(), || format!("of one tag {twice:?} are in use"))
}

/// Where nobody uses it.
const UNUSED: [Share; 5] = [Share::Free, Share::Behind, Share::Blocked, Share::Suspended, Share::Expired];

/// On every day the shares of every lot sum to what it is worth, or to more where all of it is in use; and a sweep changes
/// none of them.
///
/// # Errors
/// The lot of which they do not, or the sweep that does.
pub fn sums_by_part(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        let book = after(turn)?;
        let ends = book.lots.values().filter_map(|lot| lot.valid_through?.next());
        let days: BTreeSet<Date> = ends.chain([FIRST, turn.entry.effective, shelf.today]).collect();
        for day in days {
            let Some(shares) = seen::shares(&book, &shelf.world.published, day) else { continue };
            let summed = |(id, shares): &(LotId, Vec<(Share, Credits)>)| {
                let sum: u64 = shares.iter().map(|(_, credits)| credits.ten_thousandths()).sum();
                let is_unused = |(share, credits): &(Share, Credits)| UNUSED.contains(share) && !credits.is_zero();
                let worth = book.lots.get(id).map(|lot| lot.amount.credits.ten_thousandths());
                worth.is_some_and(|worth| worth == sum || (worth < sum && !shares.iter().any(is_unused)))
            };
            let fine = shares.len() == book.lots.len() && shares.iter().all(summed);
            holds(fine, || format!("after line {}, on {day}: {shares:?}", turn.entry.n))?;
            let is_sweep = matches!(turn.entry.act, Act::Expire(_));
            let same = !is_sweep || seen::shares(&turn.before, &shelf.world.published, day) == Some(shares);
            holds(same, || format!("the sweep of line {} changes what is seen on {day}", turn.entry.n))?;
        }
    }
    Ok(())
}

/// The same accruals, records and sweeps, recorded in other orders, are seen alike on every day: as facts, for of equal
/// attempts either may stand.
///
/// # Errors
/// The order in which something else is seen, or refused.
pub fn stands_in_any_order(shelf: &Shelf) -> Law {
    for learner in shelf.books.keys() {
        let facts: Vec<Command> =
            shelf.turns.iter().map(|turn| turn.entry.command()).filter(|one| is_fact(one, *learner)).collect();
        let first = recorded_anew(shelf, facts.clone())?;
        let mut shuffled = facts.clone();
        shuffled.sort_by_cached_key(|one| crate::digest::Digest::of(&[format!("{one:?}").as_bytes()]).to_string());
        let days: BTreeSet<_> = facts.iter().map(|one| one.effective).chain([shelf.today]).collect();
        let ends = first.book(*learner).lots.values().filter_map(|lot| lot.valid_through?.next()).collect::<Vec<_>>();
        for order in [facts.into_iter().rev().collect(), shuffled] {
            let other = recorded_anew(shelf, order)?;
            for day in days.iter().chain(&ends) {
                let (one, two) = (facts_of(&first, *learner, *day), facts_of(&other, *learner, *day));
                holds(one == two, || format!("on {day} {one:#?}, and in another order {two:#?}"))?;
            }
        }
    }
    Ok(())
}

fn is_fact(command: &Command, learner: LearnerId) -> bool {
    // A tag that was free again after a revocation would be refused here.
    let is_fact = match &command.act {
        Act::Accrue(accrue) => accrue.tag.is_none(),
        Act::Record(_) | Act::Expire(_) => true,
        _ => false,
    };
    is_fact && command.learner == learner
}

/// A shelf on which only these things happened, in this order. A sweep may find nothing to do.
fn recorded_anew(shelf: &Shelf, commands: Vec<Command>) -> Result<Shelf, String> {
    let mut fresh = Shelf { world: shelf.world.clone(), today: shelf.today, ..Shelf::new()? };
    for command in commands {
        if !fresh.books.contains_key(&command.learner) {
            let open = Shelf::command("sv-registrar", command.learner, FIRST, crate::ledger::Open {})?;
            fresh.submit(open)?.map_err(|refusal| refusal.to_string())?;
        }
        let is_sweep = matches!(command.act, Act::Expire(_));
        match fresh.submit(command)? {
            Err(refusal) if !is_sweep => return Err(format!("in another order: {refusal}")),
            _ => {}
        }
    }
    Ok(fresh)
}

/// What is seen of every lot, without its id.
fn facts_of(shelf: &Shelf, learner: LearnerId, day: Date) -> Vec<String> {
    let book = shelf.book(learner);
    let shares = seen::shares(&book, &shelf.world.published, day).unwrap_or_default();
    let told = |lot: &Lot| {
        let what = (seen::thing(lot), &lot.grade, lot.earned, lot.valid_through, &lot.run, &lot.amount);
        format!("{what:?}")
    };
    let seen = shares.iter().filter_map(|(id, shares)| Some(format!("{} {shares:?}", told(book.lots.get(id)?))));
    let mut seen: Vec<_> = seen.collect();
    seen.sort();
    seen
}

/// In a group that nothing holds, under `best` any candidate can be used, under `last` the standing one alone, and under
/// `each` what fits its most: asked of every lot of the passbooks, in the end.
///
/// # Errors
/// The lot that can or cannot be used against that.
pub fn usable_as_said(shelf: &Shelf) -> Law {
    for book in shelf.open().filter(|book| !seen::is_under_way(book)) {
        let own = shelf.turns.iter().filter(|turn| turn.entry.learner == book.learner);
        let last = own.map(|turn| turn.entry.effective).max().unwrap_or(FIRST);
        let last = book.lots.values().map(|lot| lot.latest).fold(last, Date::max);
        for day in [last, shelf.today] {
            for (thing, group) in seen::groups(book) {
                let used = book.lots.values().filter(|lot| group.contains(&lot.id)).any(Lot::is_used);
                if !used {
                    asked(shelf, book, &thing, &group, day)?;
                }
            }
        }
    }
    Ok(())
}

fn asked(shelf: &Shelf, book: &Passbook, thing: &Thing, group: &BTreeSet<LotId>, day: Date) -> Law {
    let policy = seen::policy(book, thing, day);
    let lots = group.iter().filter_map(|id| book.lots.get(id));
    let can =
        |lot: &&Lot| lot.marks.is_empty() && lot.revoked.is_none() && !lot.is_past(day) && !twin_in_use(book, lot);
    let free = |lot: &&Lot| lot.parts.iter().any(|part| part.standing.is_free());
    let candidates: Vec<_> = lots.filter(can).filter(free).collect();
    let mut usable = 0_usize;
    for lot in &candidates {
        let decided = tried(shelf, book, lot, day)?;
        usable += usize::from(decided.is_ok());
        // The least part of anything fits a most of which nothing is in use.
        let fine = match policy.counting {
            Counting::Best | Counting::Each => decided.is_ok(),
            Counting::Last => decided.is_ok() || stands_not(&decided),
        };
        holds(fine, || format!("lot {} of {thing} on {day}: {decided:?}", lot.id))?;
    }
    holds(policy.counting != Counting::Last || usable <= 1, || format!("{usable} of {thing} can be used on {day}"))
}

fn twin_in_use(book: &Passbook, lot: &Lot) -> bool {
    let twin = |other: &&Lot| lot.tag.is_some() && other.tag == lot.tag && other.id != lot.id;
    book.lots.values().filter(twin).any(Lot::is_used)
}

fn stands_not<T>(decided: &Result<T, String>) -> bool {
    decided.as_ref().is_err_and(|refusal| refusal == "lot/not-standing")
}

/// A hold on the smallest part of a lot.
fn tried(shelf: &Shelf, book: &Passbook, lot: &Lot, day: Date) -> Result<Result<(), String>, String> {
    let is_nothing = lot.amount.credits.is_zero();
    let credits = Credits::from_ten_thousandths(if is_nothing { 0 } else { QUANTUM }).ok_or("a quantum")?;
    let hold = Hold { take: vec![Take { credits, lot: lot.id }], through: day };
    let command = Shelf::command("bank-reviewer", book.learner, day, hold)?;
    let decided = decide_learner(book, &shelf.world.published, &read("try")?, &command, shelf.recorded());
    Ok(decided.map(drop).map_err(|refusal| refusal.code().to_owned()))
}
