//! Every passed module goes from CATS to ECTS, by a rule that explains itself.

use std::error::Error;

use creditbank::ledger::{Apply, Share, Take, places};
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
    let (Some((learner, _)), Some(id)) = (receipt.line, receipt.lot()) else { return Ok(None) };
    let (book, day) = (bank.passbook(learner).ok_or("who passed has a passbook")?, date!("2026-01-01"));
    let lot = book.lots.get(&id).ok_or("a lot that was accrued is there")?;
    let is_free = places(book, bank.published(), day).get(&id).is_some_and(|shares| shares.contains_key(&Share::Free));
    if !is_free {
        return Ok(None);
    }
    let take = vec![Take { credits: lot.amount.credits, lot: id }];
    let (attested, evidence) = (vec![], vec![]);
    let act = Apply { attested, document: RULES.parse()?, evidence, rule: None, take, target: None };
    let command = Command { learner, by: registrar()?, effective: day, act: act.into() };
    Ok(Some(Request { key: format!("convert/{key}").parse()?, command }))
}

/// How much all learners have in a unit, free or used up.
pub(crate) fn total<S: Store, C: Clock>(bank: &Bank<S, C>, unit: &str) -> Fallible<Credits> {
    let mut sum = Credits::ZERO;
    for learner in bank.learners() {
        for ((of, _), balance) in bank.balances(learner, None)? {
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
    let book = bank.passbook(id).ok_or_else(|| {
        format!(
            "no learner `{name}` is in the bank: a number of studentInfo.csv or a pseudonym of 32 digits is expected"
        )
    })?;
    let mut lines = vec![format!("the conversions of learner {id}:")];
    for application in book.applications.keys() {
        let explanation = bank.explanation(id, *application)?;
        let rules = bank.published().rules(&explanation.book, explanation.day).map(|found| found.item);
        let lot = |lot| book.lots.get(&lot).map(|lot| format!("{} `{}`", lot.kind, lot.code));
        let told = tell(&explanation, Telling { book: rules, lot: Some(&lot), ..Language::English.into() });
        lines.extend(told.lines().map(|line| format!("  {line}").trim_end().to_owned()));
    }
    Ok(lines)
}
