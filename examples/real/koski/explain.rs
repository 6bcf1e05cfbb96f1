//! All that there is to say of one record.

use std::error::Error;

use creditbank::advice::{Beside, why};
use creditbank::ledger::{Lot, Share, places};
use creditbank::solver::Effort;
use creditbank::wording::{Telling, tell_plan};
use creditbank::{Language, Store};

use super::book::learner;
use super::run::Made;
use super::studies::{Study, document, study};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Every lot of a learner, and the plan in full.
pub(crate) fn lines<S: Store>(made: &Made<S>, name: &str) -> Fallible<Vec<String>> {
    if !made.learners.contains_key(name) {
        let expected = "a record's name without its date, or a learner of higher education, is expected";
        return Err(format!("there is no learner `{name}`: {expected}").into());
    }
    let book = made.bank.learner(learner(name))?.passbook();
    let mut lines = vec![format!("{name} is learner {} in the bank", book.learner)];
    let places = places(&book, &made.bank.published(), made.recorded);
    for (id, lot) in &book.lots {
        let path = made.loaded.paths.get(&(book.learner, *id)).map_or("?", String::as_str);
        let is_behind = places.get(id).is_some_and(|shares| shares.contains_key(&Share::Behind));
        lines.push(format!("  {path}: {}{}", told(lot), if is_behind { ", behind another attempt" } else { "" }));
    }
    for recorded in book.records.values() {
        lines.push(format!("  {} was {} on {}", recorded.of.code(), recorded.result, recorded.on));
    }
    lines.extend(planned(made, name)?);
    Ok(lines)
}

fn told(lot: &Lot) -> String {
    let grade = lot.grade.as_ref().map(|grade| format!(", grade {grade}")).unwrap_or_default();
    let recognised = if lot.earned < lot.since { format!(", recognised {}", lot.since) } else { String::new() };
    format!("{} `{}`, earned {}{grade}{recognised}", lot.amount, lot.code, lot.earned)
}

fn planned<S: Store>(made: &Made<S>, name: &str) -> Fallible<Vec<String>> {
    let Some(record) = made.data.records.iter().find(|record| record.name == name) else { return Ok(Vec::new()) };
    let cited = match study(record, &made.data.structures) {
        Study::Here(cited) => cited,
        Study::Not(why) => return Ok(vec![format!("  {why}")]),
    };
    let Some(planned) = made.planned.get(name) else { return Ok(Vec::new()) };
    let planning = match &planned.plan {
        Ok(planning) => planning,
        Err(why) => return Ok(vec![format!("  not planned: {why}")]),
    };
    let published = made.bank.published();
    let pinned = published.programmes(&document(cited.structure)?, planned.on);
    let pinned = pinned.ok_or("what was pinned is published")?.item;
    let report = why(pinned, &planning.holdings, &planning.plan, &Beside::default(), Effort::default())?;
    let path = |lot| made.loaded.paths.get(&(learner(name), lot)).cloned();
    let telling = Telling { lot: Some(&path), programmes: Some(pinned), ..Language::English.into() };
    let mut lines: Vec<String> = tell_plan(&report, telling).lines().map(|line| format!("  {line}")).collect();
    let steps = |proof: &creditbank::solver::Proof| {
        format!("{} at least {} by {} cases", proof.level, proof.bound, proof.steps.len())
    };
    let proofs: Vec<_> = planning.certificate.proofs.iter().map(steps).collect();
    lines.push(format!("  certificate: {}", proofs.join("; ")));
    Ok(lines)
}
