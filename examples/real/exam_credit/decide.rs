//! Asking the book.

use std::error::Error;

use creditbank::registry::{Grade, OutcomeKind, Tier};
use creditbank::rules::{Answer, Asked, EnrolmentFact, Evaluation, Facts, OutcomeFact, RuleBook, Target, evaluate};
use creditbank::wording::{Language, Telling, tell};
use creditbank::{LotId, date};

use super::book::{CALCULUS, CALCULUS_KEY, scale_id};
use super::table::Table;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// A learner of a college, with exams and their scores, such as `AP:Chemistry=5`; `toward=PHYS-1112` names a course.
pub(crate) fn facts(table: &Table, college: &str, exams: &[&str]) -> Fallible<Facts> {
    let mut asked = Asked::default();
    let mut outcomes = Vec::new();
    for exam in exams {
        match exam
            .split_once('=')
            .ok_or_else(|| format!("`{exam}` is not an exam and a score, as in AP:Chemistry=5"))?
        {
            ("toward", course) => asked.target = Some(course.parse()?),
            (code, score) => outcomes.push(outcome(table, code, score, outcomes.len())?),
        }
    }
    let enrolment = |programme: &str| -> Fallible<EnrolmentFact> {
        Ok(EnrolmentFact { from: date!("2026-09-01"), programme: programme.parse()?, until: None })
    };
    Ok(Facts {
        applied: date!("2026-09-10"),
        asked,
        attested: Vec::new(),
        // A college, and after a stroke a major.
        enrolments: college.split('/').map(enrolment).collect::<Fallible<_>>()?,
        evidence: Vec::new(),
        outcomes,
        passed: Vec::new(),
        prior: Vec::new(),
        receiver: "UNIVERSITY".parse()?,
    })
}

fn outcome(table: &Table, code: &str, score: &str, place: usize) -> Fallible<OutcomeFact> {
    let exam = table.exams.iter().find(|exam| exam.code() == code);
    let exam = exam.ok_or_else(|| format!("there is no exam `{code}` in the table"))?;
    let id: LotId = format!("{}.0", place + 2).parse()?;
    Ok(OutcomeFact {
        amount: "1 item".parse()?,
        asked: "1".parse()?,
        code: code.parse()?,
        content: CALCULUS.contains(&code).then(|| CALCULUS_KEY.parse()).transpose()?,
        earned: date!("2026-05-20"),
        grade: Some(Grade { mark: score.parse()?, scale: scale_id(exam)? }),
        id,
        issuer: exam.kind.parse()?,
        kind: OutcomeKind::Exam,
        level: None,
        never: false,
        team: None,
        thing: None,
        tier: Tier::Secondary,
        valid_through: None,
    })
}

/// What comes out in short: `4 credit CS-1110 by 103`.
pub(crate) fn short(evaluation: &Evaluation) -> String {
    let grants = match &evaluation.answer {
        Answer::Granted(grants) => grants,
        Answer::Choose(rules) => return format!("choose one of {}", rules.len()),
        Answer::Ambiguous(rules) => return format!("ambiguous: {}", rules.len()),
        Answer::Refused => return "0 credit".into(),
    };
    let outputs = grants.iter().flat_map(|grant| grant.outputs.iter().map(move |output| (grant, output)));
    let told = outputs.map(|(grant, output)| {
        let target = match &output.target {
            Target::Course(course) | Target::Exemption(course) => course.to_string(),
            Target::Category(category) => category.to_string(),
            Target::Denial => String::new(),
        };
        let amount = output.amount.as_ref().map(ToString::to_string).unwrap_or_default();
        let row = grant.rule.as_str().split('/').nth(1).unwrap_or_default();
        format!("{amount} {target} by {row}")
    });
    told.collect::<Vec<_>>().join(", ")
}

/// The answer in short and in words.
pub(crate) fn told(table: &Table, book: &RuleBook, college: &str, exams: &[&str]) -> Fallible<Vec<String>> {
    let evaluation = evaluate(book, &facts(table, college, exams)?);
    let mut lines = vec![short(&evaluation), String::new()];
    let telling = Telling { book: Some(book), ..Language::English.into() };
    lines.extend(tell(&evaluation.explanation, telling).lines().map(str::to_owned));
    Ok(lines)
}
