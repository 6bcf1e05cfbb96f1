//! Every module that was passed becomes ECTS credits, by the rule of a rule book.

use std::error::Error;

use creditbank::ledger::{Apply, Lot, Place, Take};
use creditbank::{AsOf, Bank, Clock, Command, Credits, LearnerId, LotId, MandateId, Request, Store};

use super::book::learner;
use super::data::Registration;
use creditbank::rules::{Language, tell};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// The rule book.
pub(crate) const RULES: &str = include_str!("rules.toml");

/// The application for one passed module, unless a better attempt has taken its place.
pub(crate) fn application<S: Store, C: Clock>(
    bank: &Bank<S, C>,
    one: &Registration,
    lot: LotId,
    by: &MandateId,
) -> Fallible<Option<Request>> {
    let learner = learner(&one.student);
    let Some(lot) = bank.passbook(learner).and_then(|book| book.lots.get(&lot)) else { return Ok(None) };
    if !counts(lot) {
        return Ok(None);
    }
    let act = Apply {
        attested: Vec::new(),
        carry: Vec::new(),
        document: "ou-rules".parse()?,
        evidence: Vec::new(),
        rule: None,
        take: vec![Take { credits: lot.amount.credits, lot: lot.id }],
        target: None,
    };
    let command = Command { learner, by: by.clone(), effective: one.ends, act: act.into() };
    Ok(Some(Request { key: format!("convert/{}", one.name()).parse()?, command }))
}

/// Whether a lot counts: it is at the learner's disposal, or was converted.
fn counts(lot: &Lot) -> bool {
    lot.parts.iter().all(|part| matches!(part.standing.place, Place::Available | Place::Consumed(_)))
}

/// What all learners together have of a unit, converted or not.
pub(crate) fn sum<S: Store, C: Clock>(bank: &Bank<S, C>, unit: &str) -> Fallible<Credits> {
    let mut sum = Credits::ZERO;
    for book in bank.learners().into_iter().filter_map(|learner| bank.passbook(learner)) {
        for lot in book.lots.values().filter(|lot| lot.amount.unit.as_str() == unit && counts(lot)) {
            sum = sum.plus(lot.amount.credits)?;
        }
    }
    Ok(sum)
}

/// Every conversion of a learner, explained.
pub(crate) fn explained<S: Store, C: Clock>(bank: &Bank<S, C>, student: &str) -> Fallible<Vec<String>> {
    let id: LearnerId = student.parse().unwrap_or_else(|_| learner(student));
    if bank.passbook(id).is_none() {
        return Err(format!("there is no learner `{student}` in the bank").into());
    }
    let statement = bank.statement(id, AsOf::NOW)?;
    let mut lines = Vec::new();
    for application in bank.applications(id) {
        let position = statement.lines.iter().find(|(_, entry)| entry.n == application.id.entry.n);
        let key = position.map(|(_, entry)| entry.key.to_string()).unwrap_or_default();
        lines.push(format!("{key}, application {} of {}:", application.id, application.effective));
        let told = tell(&bank.explanation(id, application.id)?, Language::English);
        lines.extend(told.lines().map(|line| if line.is_empty() { String::new() } else { format!("  {line}") }));
    }
    Ok(lines)
}
