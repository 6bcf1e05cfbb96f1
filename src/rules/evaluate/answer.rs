//! The answer to an application.

use crate::credit::Credits;
use crate::id::{Code, LotId};
use crate::rules::answer::Answer;
use crate::rules::book::RuleBook;
use crate::rules::evaluate::candidates::trials;
use crate::rules::evaluate::case::{Case, test};
use crate::rules::evaluate::combine::{combine, settled};
use crate::rules::evaluate::grants::{Applied, Lost, grants};
use crate::rules::evaluate::judge::{Judged, judge};
use crate::rules::evaluate::limits::{Conversion, limits};
use crate::rules::explanation::{Candidate, Check, Evaluation, Explanation, Got, Sum, Verdict, Wanted, What};
use crate::rules::facts::Facts;
use crate::rules::words::RoundAt;

/// What a rule book says to the facts of one application, and why.
///
/// It is total: it answers whatever the facts are. The same book and facts give the same evaluation everywhere and for
/// ever; the order of the lists of facts does not matter to it.
#[must_use]
pub fn evaluate(book: &RuleBook, facts: &Facts) -> Evaluation {
    evaluate_among(book, facts, None)
}

/// The same, where it is known which rules may match, by their places in order: of the others nothing is told. Where
/// these would have failed, or are not in force, the answer is that of [`evaluate`].
pub(crate) fn evaluate_among(book: &RuleBook, facts: &Facts, among: Option<&[u32]>) -> Evaluation {
    let case = Case::new(book, facts);
    let lots = lots(&case);
    let mut judged: Vec<_> = trials(&case, among).into_iter().map(|trial| judge(&case, trial)).collect();
    let mut candidates: Vec<_> = judged.iter_mut().map(|one| &mut one.candidate).collect();
    let lost = combine(&mut candidates, &facts.asked, &lots);
    let misfits = chain(&case, &mut judged);
    let lost = lost_lots(&judged, &lost);
    let (answer, joint) = answer(&case, &judged, &lots, &lost, misfits);
    let explanation = Explanation {
        asked: facts.asked.clone(),
        book: book.draft.head.id.clone(),
        candidates: judged.into_iter().map(|one| one.candidate).collect(),
        day: case.day,
        hash: book.hash,
        joint,
        lots,
        semantics: book.draft.semantics,
        version: book.draft.head.version.clone(),
    };
    Evaluation { answer, explanation }
}

/// What is applied with, and how much of it is asked for.
fn lots(case: &Case<'_>) -> Vec<(LotId, Credits)> {
    case.outcomes.iter().map(|outcome| (outcome.id, outcome.asked)).collect()
}

/// Where one rule is applied several times and its residual is the learner's, each finds what the one before it left.
/// A number that does not fit then is told among what is tested of all together.
fn chain<'a>(case: &Case<'a>, judged: &mut [Judged<'a>]) -> Vec<Check> {
    let mut misfits = Vec::new();
    let mut sums: Vec<(&Code, Sum)> = Vec::new();
    for one in judged.iter_mut().filter(|one| one.candidate.verdict == Verdict::Applied) {
        let rule = one.rule();
        let earlier: Vec<_> = sums.iter().filter(|(id, _)| **id == rule.id).map(|(_, sum)| sum.clone()).collect();
        if !earlier.is_empty() && !one.again(case, &earlier) {
            let wanted = Wanted::Within { from: None, below: None };
            misfits.push(Check::One(test(What::Range, wanted, Got::TooLarge)));
        }
        let last = if earlier.is_empty() { &one.candidate.sums } else { &one.candidate.again };
        let carried = last.iter().filter(|sum| sum.at == RoundAt::Learner);
        sums.extend(carried.map(|sum| (&rule.id, sum.clone())));
    }
    misfits
}

/// The lots of the candidates that were lost to one that is applied, and the place of that one.
fn lost_lots(judged: &[Judged<'_>], lost: &[Option<usize>]) -> Vec<Lost> {
    let is_applied = |to: &usize| judged.get(*to).is_some_and(|one| one.candidate.verdict == Verdict::Applied);
    let mut lots = Vec::new();
    for (one, to) in judged.iter().zip(lost) {
        let to = to.filter(|to| is_applied(to) && matches!(one.candidate.verdict, Verdict::Lost { .. }));
        lots.extend(to.into_iter().flat_map(|to| one.candidate.lots.iter().map(move |lot| (*lot, to))));
    }
    lots
}

fn answer(
    case: &Case<'_>,
    judged: &[Judged<'_>],
    lots: &[(LotId, Credits)],
    lost: &[Lost],
    misfits: Vec<Check>,
) -> (Answer, Vec<Check>) {
    let ambiguous = rules(judged, |verdict| matches!(verdict, Verdict::Ambiguous { .. }));
    if !ambiguous.is_empty() {
        return (Answer::Ambiguous(ambiguous), Vec::new());
    }
    let open = rules(judged, |verdict| *verdict == Verdict::Open);
    if !open.is_empty() {
        return (Answer::Choose(open), Vec::new());
    }
    let applied = applied(judged);
    let mut joint = joint(case, judged, &applied);
    joint.extend(misfits);
    let of_applied = |lot: &LotId| applied.iter().any(|one| one.candidate.lots.contains(lot));
    let covered = lots.iter().all(|(lot, _)| of_applied(lot) || lost.iter().any(|(each, _)| each == lot));
    if applied.is_empty() || !covered || !joint.iter().all(Check::holds) {
        return (Answer::Refused, joint);
    }
    (Answer::Granted(grants(applied, lost)), joint)
}

/// The rules of which that became, each once.
fn rules(judged: &[Judged<'_>], is: impl Fn(&Verdict) -> bool) -> Vec<Code> {
    let of = judged.iter().filter(|one| is(&one.candidate.verdict));
    let mut rules: Vec<_> = of.map(|one| one.candidate.rule.clone()).collect();
    rules.dedup();
    rules
}

fn applied<'c>(judged: &'c [Judged<'_>]) -> Vec<Applied<'c>> {
    let all = judged.iter().enumerate().filter(|(_, one)| one.candidate.verdict == Verdict::Applied);
    let all: Vec<_> = all.collect();
    let candidates: Vec<&Candidate> = all.iter().map(|(_, one)| &one.candidate).collect();
    let inputs = settled(&candidates);
    let applied = |((place, one), inputs): ((usize, &'c Judged<'_>), _)| Applied {
        place,
        candidate: &one.candidate,
        inputs,
        outputs: &one.outputs,
    };
    all.into_iter().zip(inputs).map(applied).collect()
}

/// The limits on all that is applied together, where that is more than one.
fn joint(case: &Case<'_>, judged: &[Judged<'_>], applied: &[Applied<'_>]) -> Vec<Check> {
    if applied.len() < 2 {
        return Vec::new();
    }
    let rules: Vec<_> = applied.iter().filter_map(|one| Some(judged.get(one.place)?.rule())).collect();
    let conversions = rules.iter().zip(applied);
    let now: Vec<_> = conversions.map(|(rule, one)| Conversion::new(case, rule, &one.inputs, one.outputs)).collect();
    limits(case, &rules, &now)
}
