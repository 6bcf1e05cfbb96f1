//! From rows to requests: enrolments first, because an outcome may end one.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use creditbank::ledger::{Accrue, Act, Enrol, Leave, Made, NotPassed, Open, Record};
use creditbank::{Bank, Clock, Command, CourseId, Date, EntryId, MandateId, Receipt, Refusal, Request, Store};

use super::book::{learner, registrar};
use super::data::{Data, Outcome, Registration};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// How many requests are written at once.
const BATCH: usize = 1000;

/// What came of it.
#[derive(Default)]
pub(crate) struct Loaded {
    pub(crate) registrations: u64,
    pub(crate) passed: u64,
    /// The receipts of passed modules, each under the name of its presentation.
    pub(crate) accrued: Vec<(String, Receipt)>,
    pub(crate) converted: usize,
    /// What the bank refused, and the request it refused.
    pub(crate) refused: Vec<String>,
}

/// Loads everything in two passes.
pub(crate) fn load<S: Store, C: Clock>(bank: &mut Bank<S, C>, data: &Data) -> Fallible<Loaded> {
    let mut loaded = Loaded::default();
    let by = registrar()?;
    submit(bank, opened(bank, data, &by)?, &mut loaded.refused)?;
    let enrolments = data.registrations.iter().map(|one| enrol(one, &by)).collect::<Fallible<Vec<_>>>()?;
    let enrolled = submit(bank, enrolments, &mut loaded.refused)?;
    loaded.registrations = count(&enrolled);
    let ids = enrolled.iter().map(|receipt| receipt.as_ref().map(|receipt| receipt.entry));
    let mut outcomes = Vec::new();
    for (one, enrolment) in data.registrations.iter().zip(ids) {
        outcomes.extend(left(one, enrolment, &by)?);
        outcomes.push(outcome(one, &by)?);
    }
    let keys: Vec<_> = outcomes.iter().map(|request| request.key.to_string()).collect();
    let answers = keys.into_iter().zip(submit(bank, outcomes, &mut loaded.refused)?);
    let passed = answers
        .filter_map(|(key, receipt)| Some((key, receipt.filter(|receipt| matches!(receipt.made, Made::Lot(_)))?)));
    loaded.accrued = passed.collect();
    loaded.passed = u64::try_from(loaded.accrued.len())?;
    Ok(loaded)
}

fn count(answers: &[Option<Receipt>]) -> u64 {
    answers.iter().flatten().map(|_| 1).sum()
}

/// Opens every passbook that is not there yet, on its learner's first day.
fn opened<S: Store, C: Clock>(bank: &Bank<S, C>, data: &Data, by: &MandateId) -> Fallible<Vec<Request>> {
    let mut first: BTreeMap<&str, Date> = BTreeMap::new();
    for one in &data.registrations {
        let day = first.entry(&one.student).or_insert_with(|| one.from());
        *day = one.from().min(*day);
    }
    let known: BTreeSet<_> = bank.learners().collect::<Result<_, _>>()?;
    let unknown = first.into_iter().filter(|(student, _)| !known.contains(&learner(student)));
    unknown.map(|(student, day)| request(student, "open", by, day, Open)).collect()
}

fn enrol(one: &Registration, by: &MandateId) -> Fallible<Request> {
    let act = Enrol {
        ends: Some(one.ends),
        programme: one.module.parse()?,
        registered: one.registered,
        run: Some(one.presentation.parse()?),
        starts: one.starts,
    };
    request(&one.student, &format!("enrol/{}", one.name()), by, one.from(), act)
}

fn left(one: &Registration, enrolment: Option<EntryId>, by: &MandateId) -> Fallible<Option<Request>> {
    let (Some(enrolment), Some(day)) = (enrolment, one.left()) else { return Ok(None) };
    let act = Leave(enrolment, "withdrawn".parse()?);
    request(&one.student, &format!("leave/{}", one.name()), by, day, act).map(Some)
}

fn outcome(one: &Registration, by: &MandateId) -> Fallible<Request> {
    let (course, run): (CourseId, _) = (one.module.parse()?, Some(one.presentation.parse()?));
    let act = match one.result {
        Outcome::Pass | Outcome::Distinction => {
            Act::from(Accrue { run, ..Accrue::course(course).graded(&grade(one.result))? })
        }
        Outcome::Fail => {
            let failed = Record::course(course, NotPassed::Failed).graded(&grade(one.result))?;
            Record { run, ..failed }.into()
        }
        Outcome::Withdrawn => Record { run, ..Record::course(course, NotPassed::Withdrawn) }.into(),
    };
    request(&one.student, &format!("outcome/{}", one.name()), by, one.ends, act)
}

fn grade(result: Outcome) -> String {
    format!("{result:?} oulad")
}

fn request(student: &str, key: &str, by: &MandateId, effective: Date, act: impl Into<Act>) -> Fallible<Request> {
    let command = Command { learner: learner(student), by: by.clone(), effective, act: act.into() };
    Ok(Request { key: key.parse()?, command })
}

/// Submits in batches. What is refused has no receipt, and is noted.
pub(crate) fn submit<S: Store, C: Clock>(
    bank: &mut Bank<S, C>,
    requests: Vec<Request>,
    refused: &mut Vec<String>,
) -> Fallible<Vec<Option<Receipt>>> {
    let mut receipts = Vec::with_capacity(requests.len());
    for batch in requests.chunks(BATCH) {
        let answers = bank.submit_batch(batch)?;
        receipts.extend(batch.iter().zip(answers).map(|(request, answer)| noted(request, answer, refused)));
    }
    Ok(receipts)
}

fn noted(request: &Request, answer: Result<Receipt, Refusal>, refused: &mut Vec<String>) -> Option<Receipt> {
    answer.map_err(|why| refused.push(format!("`{}` of learner {}: {why}", request.key, request.command.learner))).ok()
}
