//! What two books give for one application.

use std::collections::BTreeMap;

use crate::analysis::rules::case::attempt;
use crate::credit::Credits;
use crate::id::UnitId;
use crate::rules::{Answer, Facts, Output, RuleBook, Target};

/// An application to which two books answer differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What is applied with.
    pub facts: Facts,
    /// What the old book answers.
    pub old: Answer,
    /// What the new book answers.
    pub new: Answer,
    /// For whom it is better.
    pub turn: Favour,
}

/// For whom a difference is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Favour {
    /// The learner gains: something where there was nothing, or more of the same.
    Gain,
    /// The learner loses.
    Loss,
    /// Another target, unit, grade or day.
    Other,
}

/// What is granted, apart from the rules and clauses it rests on.
type Given = BTreeMap<(Target, Option<UnitId>), (Credits, Vec<String>)>;

/// Evaluates both; none where they give the same.
pub(super) fn compare(old: &RuleBook, new: &RuleBook, facts: &Facts) -> Option<Difference> {
    let (before, after) = (attempt(old, facts.clone()).case.answer, attempt(new, facts.clone()).case.answer);
    let turn = turn(&before, &after)?;
    Some(Difference { facts: facts.clone(), old: before, new: after, turn })
}

fn turn(old: &Answer, new: &Answer) -> Option<Favour> {
    match (old, new) {
        (Answer::Refused, Answer::Refused) => None,
        (Answer::Ambiguous(one), Answer::Ambiguous(two)) | (Answer::Choose(one), Answer::Choose(two)) => {
            (one != two).then_some(Favour::Other)
        }
        (Answer::Granted(_), Answer::Granted(_)) => granted(&given(old), &given(new)),
        (_, Answer::Granted(_)) => Some(Favour::Gain),
        (Answer::Granted(_), _) => Some(Favour::Loss),
        _ => Some(Favour::Other),
    }
}

fn given(answer: &Answer) -> Given {
    let Answer::Granted(grants) = answer else { return Given::new() };
    let mut given = Given::new();
    for grant in grants {
        for output in &grant.outputs {
            let unit = output.amount.as_ref().map(|amount| amount.unit.clone());
            let credits = output.amount.as_ref().map_or(Credits::ZERO, |amount| amount.credits);
            let (sum, marks) = given.entry((output.target.clone(), unit)).or_default();
            *sum = sum.plus(credits).unwrap_or(*sum);
            marks.push(mark(output));
        }
    }
    given.values_mut().for_each(|(_, marks)| marks.sort());
    given
}

/// What an output carries beside its amount.
fn mark(output: &Output) -> String {
    format!("{:?} {} {:?} {}", output.grade, output.tier, output.valid_through, output.after)
}

fn granted(old: &Given, new: &Given) -> Option<Favour> {
    if old == new {
        return None;
    }
    let least = |of: &Given, than: &Given| {
        than.iter().all(|(key, (credits, _))| of.get(key).is_some_and(|(own, _)| own >= credits))
    };
    match (least(new, old), least(old, new)) {
        (true, false) => Some(Favour::Gain),
        (false, true) => Some(Favour::Loss),
        _ => Some(Favour::Other),
    }
}
