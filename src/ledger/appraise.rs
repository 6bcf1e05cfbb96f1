//! Asking the rules: which version of the book holds, and what it says of the facts.

use crate::digest::{Digest, domain};
use crate::id::DocumentId;
use crate::journal::canonical;
use crate::ledger::appraisal::{Appraisal, reasons};
use crate::ledger::authority::Case;
use crate::ledger::facts::{facts, read};
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::Apply;
use crate::registry::Power;
use crate::rules::{Answer, Evaluation, Facts, Grant, Rule, RuleBook, Stage, Target, basis_day, evaluate};
use crate::time::Date;

/// What the rules say, in short and in full.
pub(super) struct Appraised {
    pub(super) appraisal: Appraisal,
    pub(super) evaluation: Evaluation,
}

pub(super) fn appraise(case: &mut Case<'_>, apply: &Apply) -> Result<Appraised, Refusal> {
    let facts = facts(case, apply)?;
    let (book, day) = book_for(case, &apply.document, &facts)?;
    if let Some(rule) = apply.rule.as_ref().filter(|rule| book.versions(rule).is_empty()) {
        return Err(Refusal::UnknownRule { rule: rule.clone(), document: apply.document.clone() });
    }
    let evaluation = evaluate(book, &facts);
    let grants = match &evaluation.answer {
        Answer::Granted(grants) => grants.clone(),
        Answer::Refused => Vec::new(),
        Answer::Choose(rules) => return Err(Refusal::NameRule { rules: rules.clone() }),
        Answer::Ambiguous(rules) => return Err(Refusal::AmbiguousRules { rules: rules.clone() }),
    };
    grants.iter().try_for_each(|grant| fits(case, grant))?;
    let draft = book.draft();
    let rules = granting(book, &grants, day);
    let appraisal = Appraisal {
        appeal_days: draft.appeal_days,
        book: book.hash(),
        day,
        document: apply.document.clone(),
        explanation: hash(domain::EXPLANATION, &evaluation.explanation)?,
        facts: hash(domain::FACTS, &facts)?,
        read: read(case, book, &rules, &apply.take),
        reasons: reasons(&evaluation),
        review: stages(&rules),
        grants,
        review_days: draft.review_days,
        semantics: draft.semantics,
    };
    Ok(Appraised { appraisal, evaluation })
}

fn hash<T: serde::Serialize>(domain: &[u8], value: &T) -> Result<Digest, Refusal> {
    let bytes = canonical(value).map_err(|_| Refusal::Full)?;
    Ok(Digest::of(&[domain, &bytes]))
}

/// The version in force on the day of the application says which date is the basis; the version in force on that
/// date decides.
fn book_for<'a>(case: &mut Case<'a>, document: &DocumentId, facts: &Facts) -> Result<(&'a RuleBook, Date), Refusal> {
    let none = |day| Refusal::NotInForce { what: "rule book", document: document.clone(), day };
    let today = case.rules(document, case.day()).ok_or_else(|| none(case.day()))?;
    let day = basis_day(today.draft().basis, facts);
    let book = case.rules(document, day).ok_or_else(|| none(day))?;
    Ok((book, day))
}

/// What comes out must be something: a course of a catalogue in force, in whole quanta of a unit in force, at a tier
/// at which the institution may review.
fn fits(case: &mut Case<'_>, grant: &Grant) -> Result<(), Refusal> {
    for output in &grant.outputs {
        case.needs_at(Power::Review, output.tier)?;
        if let Target::Course(course) | Target::Exemption(course) = &output.target {
            case.course_named(course)?;
        }
        if let Some(amount) = output.amount.as_ref().filter(|amount| !amount.credits.is_zero()) {
            case.whole(amount.credits, &amount.unit)?;
        }
    }
    Ok(())
}

/// The rules that grant, as they are on the basis date.
fn granting<'a>(book: &'a RuleBook, grants: &[Grant], day: Date) -> Vec<&'a Rule> {
    let in_force = |grant: &Grant| book.versions(&grant.rule).iter().find(|rule| rule.valid.covers(day));
    grants.iter().filter_map(in_force).collect()
}

/// The reviews that the rules ask for together: of each as often as the rule that asks for it most often.
fn stages(rules: &[&Rule]) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for rule in rules {
        let asked = rule.review.as_slice();
        for (at, stage) in asked.iter().enumerate() {
            let count = |list: &[Stage]| list.iter().filter(|one| *one == stage).count();
            let before = asked.get(..=at).map_or(0, count);
            if count(&stages) < before {
                stages.push(stage.clone());
            }
        }
    }
    stages
}
