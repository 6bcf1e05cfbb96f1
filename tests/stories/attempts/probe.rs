//! What a statement shows is what a command finds: what is free can be used, all of it together; what is behind can be used
//! when it is named; nothing else can.

use crate::kit::asked::Asked;
use std::collections::BTreeSet;

use creditbank::ledger::{Act, Bind, Command, Lot, Passbook, Share, Shares, Status, Take};
use creditbank::registry::UseKind;
use creditbank::testing::engine::{apply, check, decide_learner};
use creditbank::{Credits, Date, Digest, MandateId, Refusal, credits};

use crate::attempts::teller::{Teller, learner};

/// Tries every lot of every passbook on these days.
pub(crate) fn probe(teller: &Teller, days: &BTreeSet<Date>) {
    for number in teller.learners() {
        let book = teller.passbook(number).unwrap();
        if book.status != Status::Open {
            continue;
        }
        for day in days.iter().filter(|day| **day <= teller.today()) {
            let statement = teller.told.bank.on(learner(number), *day);
            if is_corrected(teller, number, *day) {
                continue;
            }
            let lots = statement.places.iter().filter_map(|(id, shares)| Some((book.lots.get(id)?, shares)));
            let lots: Vec<_> = lots.filter(|(lot, _)| is_at_rest(&book, lot, *day)).collect();
            lots.iter().for_each(|(lot, shares)| alone(teller, &book, lot, shares, *day));
            together(teller, &book, &lots, *day);
        }
    }
}

/// Whether something was taken back, corrected or came in after a day: what was true on the day is not what is known of it now.
fn is_corrected(teller: &Teller, number: u8, day: Date) -> bool {
    let now = teller.told.bank.now(learner(number));
    let corrects = |act: &Act| {
        matches!(act, Act::MergeIn(_) | Act::Reverse(_) | Act::Revoke(_) | Act::Regrade(_) | Act::Settle(_))
    };
    now.lines.iter().any(|(_, entry)| entry.effective > day && corrects(&entry.act))
}

/// Whether nothing happened to a lot, or to the uses of its group, after a day.
fn is_at_rest(book: &Passbook, lot: &Lot, day: Date) -> bool {
    let is_moved = |lot: &Lot| lot.latest > day;
    let used = lot.thing().and_then(|thing| book.used.get(thing));
    let is_same = |other: &&Lot| other.thing() == lot.thing() || (lot.tag.is_some() && other.tag == lot.tag);
    let others = book.lots.values().filter(is_same).any(|other| other.since <= day && is_moved(other));
    !is_moved(lot) && !others && lot.marks.is_empty() && used.is_none_or(|used| *used <= day)
}

fn step_of(lot: &Lot) -> Credits {
    if ["cr", "sv", "hv"].contains(&lot.amount.unit.as_str()) { credits!("0.5") } else { credits!("1") }
}

fn alone(teller: &Teller, book: &Passbook, lot: &Lot, shares: &Shares, day: Date) {
    let of = |share| shares.get(&share).copied().unwrap_or(Credits::ZERO);
    let tried = |credits: Credits| bound(teller, book, vec![Take { credits, lot: lot.id }], day);
    let name = |share: Share| format!("{} {} on {day}, {shares:?}", share.as_str(), lot.id);
    let free = of(Share::Free);
    if !free.is_zero() {
        let answer = tried(free);
        assert!(answer.is_ok(), "{}: {}", name(Share::Free), answer.unwrap_err());
    }
    if !of(Share::Behind).is_zero() {
        let answer = tried(step_of(lot));
        assert!(answer.is_ok(), "{}: {}", name(Share::Behind), answer.unwrap_err());
    } else if let Ok(more) = free.plus(step_of(lot)) {
        assert!(tried(more).is_err(), "more than is free of {}: accepted", name(Share::Free));
    }
}

/// All that is free can be used by one command, and is in use then.
fn together(teller: &Teller, book: &Passbook, lots: &[(&Lot, &Shares)], day: Date) {
    let free = |(lot, shares): &(&Lot, &Shares)| {
        let credits = *shares.get(&Share::Free)?;
        (!credits.is_zero()).then_some(Take { credits, lot: lot.id })
    };
    let take: Vec<_> = lots.iter().filter_map(free).collect();
    if take.is_empty() {
        return;
    }
    let after = bound(teller, book, take, day).unwrap_or_else(|why| panic!("all that is free on {day}: {why}"));
    assert_eq!(check(&after), vec![]);
}

/// The passbook as it would be if these were bound on a day.
fn bound(teller: &Teller, book: &Passbook, take: Vec<Take>, day: Date) -> Result<Passbook, Refusal> {
    let published = teller.told.bank.published();
    let awarders = ["u-awarder", "hv-awarder"].map(|id| id.parse::<MandateId>().unwrap());
    let by = awarders.into_iter().find(|id| published.mandate(id, day).is_some()).unwrap();
    let scope = "set:probe".parse().unwrap();
    let act: Act = Bind { decided: Digest::ZERO, scope, take, r#use: UseKind::Reserve }.into();
    let command = Command { learner: book.learner, by, effective: day, act };
    let key = "probe".parse().unwrap();
    let entry = decide_learner(book, &published, &key, &command, teller.now())?;
    let mut after = book.clone();
    apply(&mut after, &entry).unwrap();
    Ok(after)
}
