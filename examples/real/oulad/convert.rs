//! Every passed module goes from CATS to ECTS, by a rule that explains itself.

use std::error::Error;

use creditbank::ledger::{Apply, Made, Share, Status, places};
use creditbank::wording::{Language, Telling, tell};
use creditbank::{Bank, Clock, Command, Credits, LearnerId, Receipt, Request, Store, date};

use super::book::{RULES, learner, registrar};
use super::load::{Loaded, submit};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Applies with every passed module, of several attempts at one with the one that stands. Nobody has to agree, so it
/// converts at once.
pub(crate) fn convert<S: Store, C: Clock>(bank: &mut Bank<S, C>, loaded: &mut Loaded) -> Fallible<()> {
    let passed = loaded.accrued.iter();
    let requests = passed.map(|(key, receipt)| application(bank, key, receipt)).collect::<Fallible<Vec<_>>>()?;
    let requests: Vec<_> = requests.into_iter().flatten().collect();
    loaded.converted = submit(bank, requests, &mut loaded.refused)?.iter().flatten().count();
    Ok(())
}

fn application<S: Store, C: Clock>(bank: &Bank<S, C>, key: &str, receipt: &Receipt) -> Fallible<Option<Request>> {
    let Made::Lot(id) = receipt.made else { return Ok(None) };
    let (learner, day) = (bank.learner(receipt.learner)?, date!("2026-01-01"));
    let book = learner.passbook();
    let lot = book.lots.get(&id).ok_or("a lot that was accrued is there")?;
    let is_free =
        places(&book, &bank.published(), day).get(&id).is_some_and(|shares| shares.contains_key(&Share::Free));
    if !is_free {
        return Ok(None);
    }
    let apply = Apply::under(RULES.parse()?).taking(id, lot.amount.credits);
    let command = Command::new(learner.id(), &registrar()?.on(day), apply.into());
    Ok(Some(Request { key: format!("convert/{key}").parse()?, command }))
}

/// How much all learners have in a unit, free or used up.
pub(crate) fn total<S: Store, C: Clock>(bank: &Bank<S, C>, unit: &str) -> Fallible<Credits> {
    let mut sum = Credits::ZERO;
    for learner in bank.learners() {
        let learner = bank.learner(learner?)?;
        for ((of, _), balance) in learner.balances(learner.day())? {
            if of.as_str() == unit {
                sum = sum.plus(balance.free)?.plus(balance.consumed)?;
            }
        }
    }
    Ok(sum)
}

/// Every conversion of a learner, explained. The learner is named by the number in the tables, or by the pseudonym.
pub(crate) fn explained<S: Store, C: Clock>(bank: &Bank<S, C>, name: &str) -> Fallible<Vec<String>> {
    let id: LearnerId = name.parse().unwrap_or_else(|_| learner(name));
    let (learner, published) = (bank.learner(id)?, bank.published());
    let book = learner.passbook();
    if book.status == Status::Unopened {
        let expected = "a number of studentInfo.csv or a pseudonym of 32 digits is expected";
        return Err(format!("no learner `{name}` is in the bank: {expected}").into());
    }
    let mut lines = vec![format!("the conversions of learner {id}:")];
    for application in book.applications.keys() {
        let explanation = learner.explanation(*application)?;
        let rules = published.rules(&explanation.book, explanation.day).map(|found| found.item);
        let lot = |lot| book.lots.get(&lot).map(|lot| format!("{} `{}`", lot.kind, lot.code));
        let told = tell(&explanation, Telling { book: rules, lot: Some(&lot), ..Language::English.into() });
        lines.extend(told.lines().map(|line| format!("  {line}").trim_end().to_owned()));
    }
    Ok(lines)
}
