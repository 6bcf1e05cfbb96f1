//! An application that a rule matches, and a second one too where there is one.

use crate::credit::Amount;
use crate::id::{InstitutionId, LotId};
use crate::registry::UseKind;
use crate::rules::{Asked, Basis, EnrolmentFact, Facts, OutcomeFact, Rule, RuleBook, Same};
use crate::testing::rules::aim::slot::{RECEIVER, Slot};
use crate::testing::rules::aim::{amounts, grades, needs};
use crate::time::Date;

/// The facts. Not all rules can be matched: then it is near.
pub(super) fn base(book: &RuleBook, slots: &[Slot<'_>], rules: &[&Rule], branch: usize) -> Option<Facts> {
    let applied = applied(book, slots, rules)?;
    let same = rules.iter().any(|rule| book.group(&rule.group).is_some_and(|group| group.same == Same::Content));
    let mut outcomes: Vec<OutcomeFact> = Vec::new();
    for (k, slot) in (0_u16..).zip(slots) {
        let issuer = outcomes.first().map(|outcome| outcome.issuer.clone());
        outcomes.push(outcome(book, slot, LotId::here(1, k), (applied, same), issuer.as_ref())?);
    }
    let mut facts = Facts {
        applied,
        asked: Asked::default(),
        attested: Vec::new(),
        enrolments: Vec::new(),
        evidence: Vec::new(),
        outcomes,
        passed: Vec::new(),
        prior: Vec::new(),
        receiver: receiver(book, slots)?,
    };
    rules.iter().for_each(|rule| needs::satisfy(book, rule, slots, &mut facts, branch));
    let enrolled = facts.enrolments.iter().map(|one| one.from).filter(|from| *from <= facts.applied).max();
    if book.draft().basis == Basis::Enrolled
        && enrolled.is_none_or(|day| rules.iter().any(|rule| !rule.valid.covers(day)))
    {
        facts.enrolments.push(EnrolmentFact { from: applied, programme: "PROGRAMME".parse().ok()?, until: None });
    }
    tidy(&mut facts);
    Some(facts)
}

/// Brings all lists into order.
pub(super) fn tidy(facts: &mut Facts) {
    facts.attested.sort();
    facts.attested.dedup();
    facts.evidence.sort();
    facts.evidence.dedup();
    facts.passed.sort_by(|a, b| (a.kind, &a.code).cmp(&(b.kind, &b.code)));
    facts.enrolments.sort_by(|a, b| (a.from, &a.programme).cmp(&(b.from, &b.programme)));
    facts.outcomes.sort_by_key(|outcome| outcome.id);
}

/// The first day on which all rules are in force and all outcomes can have been earned.
fn applied(book: &RuleBook, slots: &[Slot<'_>], rules: &[&Rule]) -> Option<Date> {
    let valid = rules.iter().map(|rule| rule.valid.from);
    let earned = slots.iter().flat_map(Slot::sources).filter_map(|source| Some(source.earned?.from));
    let allied = slots.iter().flat_map(Slot::sources);
    let allied = allied.filter_map(|source| Some(book.consortium(source.consortium.as_ref()?)?.valid.from));
    valid.chain(earned).chain(allied).max()
}

fn outcome(
    book: &RuleBook,
    slot: &Slot<'_>,
    id: LotId,
    (applied, same): (Date, bool),
    issuer: Option<&InstitutionId>,
) -> Option<OutcomeFact> {
    let (unit, name) = (slot.unit(book)?, slot.name(book)?);
    let credits = amounts::amount(book, slot, &unit);
    let last = slot.sources().filter_map(|source| source.earned?.until?.plus_days(-1)).min();
    let only_read = slot.sources().all(|source| source.r#use == UseKind::Witness);
    Some(OutcomeFact {
        asked: credits,
        code: name.code.clone(),
        content: slot.content(same && !only_read),
        earned: last.map_or(applied, |last| last.min(applied)),
        grade: grades::grade(&book.draft().framework, slot),
        id,
        issuer: slot.issuer(book, issuer)?,
        kind: slot.kind(),
        level: grades::level(&book.draft().framework, slot),
        team: None,
        never: false,
        thing: name.thing(slot.kind()),
        tier: slot.tier(book, &unit),
        valid_through: None,
        amount: Amount { credits, unit },
    })
}

/// An institution that recognises what the sources ask for.
fn receiver(book: &RuleBook, slots: &[Slot<'_>]) -> Option<InstitutionId> {
    let allied = slots.iter().flat_map(Slot::sources).filter_map(|source| book.consortium(source.consortium.as_ref()?));
    let allied: Vec<_> = allied.collect();
    let named = allied.iter().flat_map(|one| &one.receivers);
    let mut fits = named.filter(|id| allied.iter().all(|one| one.receivers.contains(id)));
    fits.next().cloned().or_else(|| RECEIVER.parse().ok())
}
