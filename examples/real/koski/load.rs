//! From outcomes to passbooks.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use creditbank::ledger::{Accrue, Act, Enrol, Learned, Made, NotPassed, Open, Record};
use creditbank::registry::Grade;
use creditbank::{Bank, Clock, Command, Date, LearnerId, LotId, Receipt, Request, Store};

use super::book::{learner, registrar};
use super::catalogue::Catalogue;
use super::files::slug;
use super::national::National;
use super::outcomes::Outcome;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// An enrolment: a right to study that says when it began.
pub(crate) struct Enrolment {
    pub(crate) learner: String,
    pub(crate) path: String,
    pub(crate) programme: String,
    pub(crate) school: String,
    pub(crate) starts: Date,
    pub(crate) ends: Option<Date>,
}

/// What came of it.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) lots: usize,
    /// Where in the record each lot comes from.
    pub(crate) paths: BTreeMap<(LearnerId, LotId), String>,
    pub(crate) failed: usize,
    pub(crate) enrolments: usize,
    /// What the bank refused.
    pub(crate) refused: Vec<String>,
}

/// Opens a passbook for every learner, and records enrolments and outcomes in it.
pub(crate) fn load<S: Store, C: Clock>(
    bank: &mut Bank<S, C>,
    learners: &BTreeMap<String, String>,
    enrolments: &[Enrolment],
    outcomes: &[&Outcome],
    catalogue: &Catalogue,
    national: &National,
) -> Fallible<Loaded> {
    let mut loaded = Loaded::default();
    submit(bank, opened(bank, learners, enrolments, outcomes)?, &mut loaded.refused)?;
    let requests = enrolments.iter().map(enrol).collect::<Fallible<Vec<_>>>()?;
    loaded.enrolments = submit(bank, requests, &mut loaded.refused)?.len();
    let (passed, failed): (Vec<_>, Vec<_>) = outcomes.iter().copied().partition(|one: &&Outcome| one.passed);
    let requests = passed.iter().map(|one| accrued(one, catalogue)).collect::<Fallible<Vec<_>>>()?;
    let receipts = submit(bank, requests, &mut loaded.refused)?;
    loaded.lots = receipts.len();
    for (key, receipt) in receipts {
        let Made::Lot(lot) = receipt.made else { continue };
        loaded.paths.insert((receipt.learner, lot), key.trim_start_matches("outcome/").to_owned());
    }
    let requests = failed.into_iter().map(|one| recorded(one, catalogue, national)).collect::<Fallible<Vec<_>>>()?;
    loaded.failed = submit(bank, requests, &mut loaded.refused)?.len();
    Ok(loaded)
}

/// Opens every passbook that is not there yet, on its learner's first day, at the school that has the learner.
fn opened<S: Store, C: Clock>(
    bank: &Bank<S, C>,
    learners: &BTreeMap<String, String>,
    enrolments: &[Enrolment],
    outcomes: &[&Outcome],
) -> Fallible<Vec<Request>> {
    let mut first: BTreeMap<&str, Date> = BTreeMap::new();
    let days = enrolments.iter().map(|one| (one.learner.as_str(), one.starts));
    for (name, day) in days.chain(outcomes.iter().map(|one| (one.learner.as_str(), one.earned))) {
        let least = first.entry(name).or_insert(day);
        *least = day.min(*least);
    }
    let known: BTreeSet<_> = bank.learners().collect::<Result<_, _>>()?;
    let unknown = learners.iter().filter(|(name, _)| !known.contains(&learner(name)));
    unknown
        .map(|(name, school)| {
            let day = first.get(name.as_str()).copied().unwrap_or(creditbank::date!("2000-01-01"));
            request(name, "open", school, day, Open)
        })
        .collect()
}

fn enrol(one: &Enrolment) -> Fallible<Request> {
    let act = Enrol {
        ends: one.ends,
        programme: slug(&one.programme).parse()?,
        registered: None,
        run: None,
        starts: one.starts,
    };
    request(&one.learner, &format!("enrol/{}", one.path), &one.school, one.starts, act)
}

/// A passed outcome. What was recognised is true in the book from the day on which it was; when it was earned stands beside
/// it.
fn accrued(one: &Outcome, catalogue: &Catalogue) -> Fallible<Request> {
    let grade = one.mark.as_ref().map(|mark| grade(one, mark)).transpose()?;
    let ((effective, earned), of) = (days(one), course(one, catalogue)?);
    let act = Accrue { earned, evidence: vec![], grade, of, run: None, tag: None, valid_through: None };
    request(&one.learner, &format!("outcome/{}", one.path), &one.school, effective, act)
}

/// The day from which it is in the book, and, where that is an earlier one, the day on which it was earned.
fn days(one: &Outcome) -> (Date, Option<Date>) {
    let effective = one.recognised.map_or(one.earned, |recognised| recognised.on.max(one.earned));
    (effective, Some(one.earned).filter(|earned| *earned < effective))
}

/// An outcome that was assessed and not accepted. A mark that passes elsewhere is left out.
fn recorded(one: &Outcome, catalogue: &Catalogue, national: &National) -> Fallible<Request> {
    let scale = national.scales.get(&one.course.scale);
    let mark = one.mark.as_ref().filter(|mark| scale.is_some_and(|scale| scale.fails(mark)));
    let grade = mark.map(|mark| grade(one, mark)).transpose()?;
    let ((effective, earned), of) = (days(one), course(one, catalogue)?);
    let act = Record { earned, evidence: vec![], grade, of, result: NotPassed::Failed, run: None };
    request(&one.learner, &format!("outcome/{}", one.path), &one.school, effective, act)
}

fn grade(one: &Outcome, mark: &str) -> Fallible<Grade> {
    Ok(Grade { mark: mark.parse()?, scale: slug(&one.course.scale).parse()? })
}

fn course(one: &Outcome, catalogue: &Catalogue) -> Fallible<Learned> {
    let id = catalogue.id(&one.course).ok_or("the catalogue has every course")?;
    Ok(Learned::Course(id.parse()?))
}

fn request(name: &str, key: &str, school: &str, effective: Date, act: impl Into<Act>) -> Fallible<Request> {
    let command = Command { learner: learner(name), by: registrar(school)?, effective, act: act.into() };
    Ok(Request { key: key.parse()?, command })
}

/// Submits all. The receipts of those that were accepted, each with its key; what is refused is noted.
fn submit<S: Store, C: Clock>(
    bank: &mut Bank<S, C>,
    requests: Vec<Request>,
    refused: &mut Vec<String>,
) -> Fallible<Vec<(String, Receipt)>> {
    let answers = bank.submit_batch(&requests)?;
    let mut accepted = Vec::new();
    for (request, answer) in requests.iter().zip(answers) {
        match answer {
            Ok(receipt) => accepted.push((request.key.to_string(), receipt)),
            Err(why) => refused.push(format!("`{}` of learner {}: {why}", request.key, request.command.learner)),
        }
    }
    Ok(accepted)
}
