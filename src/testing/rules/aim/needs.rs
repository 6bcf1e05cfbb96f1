//! Facts by which needs hold.

use crate::digest::Digest;
use crate::id::LotId;
use crate::registry::{Grade, UseKind};
use crate::rules::{Attested, EnrolmentFact, Evidence, Facts, Need, PassedFact, Rule, RuleBook, When};
use crate::testing::rules::aim::grades::{canonical, lowest, marks};
use crate::testing::rules::aim::slot::Slot;
use crate::time::Date;

/// Adds what a rule's needs ask for. Of alternatives the first are taken, or those after so many.
pub(super) fn satisfy(book: &RuleBook, rule: &Rule, slots: &[Slot<'_>], facts: &mut Facts, branch: usize) {
    for need in &rule.need {
        add(book, rule, slots, facts, branch, need);
    }
}

fn add(book: &RuleBook, rule: &Rule, slots: &[Slot<'_>], facts: &mut Facts, branch: usize, need: &Need) {
    match need {
        Need::All(all) => all.iter().for_each(|one| add(book, rule, slots, facts, branch, one)),
        Need::Any(of) => chosen(of, 1, branch).for_each(|one| add(book, rule, slots, facts, branch, one)),
        Need::AtLeast { count, of } => {
            chosen(of, usize::from(*count), branch).for_each(|one| add(book, rule, slots, facts, branch, one));
        }
        Need::Attested { is, what } => {
            facts.attested.push(Attested { lot: None, value: u32::from(*is), what: what.clone() });
        }
        Need::Score { least, what } => facts.attested.push(Attested { lot: None, value: *least, what: what.clone() }),
        Need::Match { least } => facts.attested.extend(matches(rule, slots, facts, *least)),
        Need::Evidence { kind, least } => {
            facts.evidence.push(Evidence { assurance: *least, digest: Digest::ZERO, kind: kind.clone() });
        }
        Need::Enrolled { is: true, programme } => enrol(facts, programme, facts.applied, None),
        Need::Enrolled { is: false, .. } | Need::SameIssuer => {}
        Need::Earned { programme, when } => {
            let earned = facts.outcomes.iter().map(|outcome| outcome.earned).max().unwrap_or(facts.applied);
            let first = facts.outcomes.iter().map(|outcome| outcome.earned).min().unwrap_or(facts.applied);
            match when {
                When::Before => enrol(facts, programme, earned.next().unwrap_or(earned), None),
                When::During => enrol(facts, programme, first, None),
                When::After => enrol(facts, programme, first.plus_days(-1).unwrap_or(first), Some(first)),
            }
        }
        Need::Passed { code, grade, kind } => {
            let grade = grade.as_ref().and_then(|band| {
                let all = marks(&book.draft().framework, &band.scale);
                let spelled = |mark| canonical(&book.draft().framework, &band.scale, mark);
                let (from, below) = (band.from.as_ref().and_then(spelled), band.below.as_ref().and_then(spelled));
                Some(Grade { mark: lowest(&all, &[(from.as_ref(), below.as_ref())], &[])?, scale: band.scale.clone() })
            });
            facts.passed.push(PassedFact { code: code.code.clone(), grade, kind: *kind, thing: code.thing(*kind) });
        }
    }
}

fn chosen(of: &[Need], count: usize, branch: usize) -> impl Iterator<Item = &Need> {
    of.iter().cycle().skip(branch.checked_rem(of.len()).unwrap_or(0)).take(count.min(of.len()))
}

/// That the content of each outcome that is used matches.
fn matches(rule: &Rule, slots: &[Slot<'_>], facts: &Facts, least: u8) -> Vec<Attested> {
    let used = |slot: &Slot<'_>| {
        slot.named_by.iter().any(|(other, source)| std::ptr::eq(*other, rule) && source.r#use != UseKind::Witness)
    };
    let lots = facts.outcomes.iter().zip(slots).filter(|(_, slot)| used(slot)).map(|(outcome, _)| outcome.id);
    lots.filter_map(|lot: LotId| {
        Some(Attested { lot: Some(lot), value: least.into(), what: Attested::CONTENT_MATCH.parse().ok()? })
    })
    .collect()
}

fn enrol(facts: &mut Facts, programme: &crate::id::ProgrammeId, from: Date, until: Option<Date>) {
    facts.enrolments.push(EnrolmentFact { from, programme: programme.clone(), until });
}
