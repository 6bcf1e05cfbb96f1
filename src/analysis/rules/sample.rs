//! Facts of an application that boxes and needs describe: the smallest outcome in each box that should do.

use crate::analysis::rules::cell::Cell;
use crate::analysis::rules::size::{quantum, whole};
use crate::analysis::rules::span::Span;
use crate::analysis::rules::wish::{Study, Wishes};
use crate::credit::Amount;
use crate::digest::Digest;
use crate::id::{Code, InstitutionId, LotId, ProgrammeId, UnitId};
use crate::registry::{Grade, Level, OutcomeName, Tier};
use crate::rules::{Asked, Attested, Basis, EnrolmentFact, Evidence, Facts, OutcomeFact, PassedFact, RuleBook, When};
use crate::time::Date;

/// Who issued an outcome that anybody may issue.
pub(super) const ISSUER: &str = "some-issuer";
/// Who is applied to where anybody may be.
pub(super) const RECEIVER: &str = "some-receiver";

/// Facts with one outcome in each box.
pub(super) fn sample(book: &RuleBook, cells: &[Cell<'_>], wishes: &Wishes) -> Option<Facts> {
    let days = Days::of(book, cells, wishes)?;
    let who = Who::of(cells)?;
    let mut outcomes = Vec::new();
    for (k, cell) in (0_u16..).zip(cells) {
        outcomes.push(outcome(book, cell, LotId::here(0, k), &days, &who)?);
    }
    let mut facts = Facts {
        applied: days.applied,
        asked: Asked::default(),
        attested: attested(wishes, &outcomes),
        enrolments: enrolments(book, wishes, &days)?,
        evidence: evidence(wishes),
        outcomes,
        passed: passed(wishes),
        prior: Vec::new(),
        receiver: who.receiver,
    };
    facts.attested.sort();
    Some(facts)
}

fn outcome(book: &RuleBook, cell: &Cell<'_>, id: LotId, days: &Days, who: &Who) -> Option<OutcomeFact> {
    let amount = amount(book, cell)?;
    Some(OutcomeFact {
        asked: amount.credits,
        amount,
        code: cell.code.code.clone(),
        content: cell.contents.first().cloned(),
        earned: days.earned,
        grade: grade(book, cell)?,
        id,
        issuer: who.issuer.clone(),
        kind: cell.kind,
        level: level(book, cell)?,
        team: None,
        never: false,
        thing: cell.code.thing(cell.kind),
        tier: tier(book, cell)?,
        valid_through: None,
    })
}

/// The worst grade in the box; none where the box does not ask for one.
fn grade(book: &RuleBook, cell: &Cell<'_>) -> Option<Option<Grade>> {
    let Some((scale, span)) = cell.grade else { return Some(None) };
    let known = book.draft().framework.scale(scale)?;
    let mark = known.mark(span.from)?;
    Some(Some(Grade { mark, scale: scale.clone() }))
}

fn level(book: &RuleBook, cell: &Cell<'_>) -> Option<Option<Level>> {
    let Some((framework, span)) = cell.level else { return Some(None) };
    let level = book.draft().framework.levels_of(framework).get(span.from)?.clone();
    Some(Some(Level { framework: framework.clone(), level }))
}

/// The least amount that lies in the box and is enough, and not nothing.
fn amount(book: &RuleBook, cell: &Cell<'_>) -> Option<Amount> {
    let unit = cell.unit.cloned().unwrap_or_else(|| some_unit(book));
    let quantum = quantum(book, &unit);
    let least = cell.size.from.max(cell.least).max(quantum);
    let enough = whole(least, quantum).filter(|credits| cell.size.has(*credits));
    let credits = enough.or_else(|| whole(cell.size.from.max(quantum), quantum))?;
    cell.size.has(credits).then_some(Amount { credits, unit })
}

/// The first unit of the book that is not the built-in one.
fn some_unit(book: &RuleBook) -> UnitId {
    let mut units = book.draft().framework.units().map(|unit| &unit.id);
    units.find(|unit| unit.as_str() != UnitId::ITEM).cloned().unwrap_or_else(UnitId::item)
}

/// The tier of the unit where the box has it, or else the box's first.
fn tier(book: &RuleBook, cell: &Cell<'_>) -> Option<Tier> {
    let Some(tiers) = &cell.tiers.0 else { return Some(Tier::Higher) };
    let of_unit = book.draft().unit_tiers.iter().find(|tier| Some(&tier.unit) == cell.unit).map(|tier| tier.tier);
    of_unit.filter(|tier| tiers.contains(tier)).or_else(|| tiers.first().copied())
}

/// Who issued the outcomes and who is applied to: one institution each, whatever the number of outcomes.
struct Who {
    issuer: InstitutionId,
    receiver: InstitutionId,
}

impl Who {
    fn of(cells: &[Cell<'_>]) -> Option<Self> {
        let consortia = || cells.iter().flat_map(|cell| &cell.consortia);
        let named = cells.iter().filter_map(|cell| cell.issuers.0.as_ref()).flatten();
        let members = consortia().flat_map(|one| &one.issuers);
        let invented = [ISSUER, "another-issuer"].into_iter().filter_map(|id| id.parse().ok());
        let mut issuers = named.chain(members).cloned().chain(invented);
        let fits = |id: &InstitutionId| {
            cells.iter().all(|cell| {
                cell.issuers.0.as_ref().is_none_or(|issuers| issuers.contains(id)) && !cell.not_issuers.contains(&id)
            }) && consortia().all(|one| one.issuers.contains(id))
        };
        let issuer = issuers.find(fits)?;
        let mut receivers = consortia().flat_map(|one| &one.receivers).cloned().chain(RECEIVER.parse());
        let receiver = receivers.find(|id| consortia().all(|one| one.receivers.contains(id)))?;
        Some(Self { issuer, receiver })
    }
}

/// When the outcomes were earned, when the application takes effect, and the basis date.
struct Days {
    earned: Date,
    applied: Date,
    basis: Date,
}

impl Days {
    fn of(book: &RuleBook, cells: &[Cell<'_>], wishes: &Wishes) -> Option<Self> {
        let (first, rest) = cells.split_first()?;
        let start = (first.earned, first.basis);
        let (earned, basis) = rest
            .iter()
            .try_fold(start, |(earned, basis), cell| Some((earned.meet(cell.earned)?, basis.meet(cell.basis)?)))?;
        let consortia = cells.iter().flat_map(|cell| &cell.consortia);
        let mut consortia = consortia.map(|one| Span::from(one.valid));
        let basis = consortia.try_fold(basis, Span::meet)?;
        let before = wishes.enrolled.values().any(|study| study.when == Some(When::Before));
        Self::within(book.draft().basis, earned, basis, before)
    }

    /// The earliest days that fit: earned, then enrolled if need be, then applied.
    fn within(by: Basis, earned: Span<Date>, basis: Span<Date>, before: bool) -> Option<Self> {
        let later = |day: Date| if before { day.next() } else { Some(day) };
        match by {
            Basis::Earned => {
                let earned = earned.meet(basis)?.from;
                Some(Self { earned, applied: later(earned)?, basis: earned })
            }
            Basis::Applied | Basis::Enrolled => {
                // Earned as late as it may be, so that no age has passed.
                let least = later(earned.from)?.max(basis.from);
                basis.has(least).then_some(())?;
                let last = earned.below.and_then(|below| below.plus_days(-1));
                let wished = if before { least.plus_days(-1)? } else { least };
                Some(Self { earned: last.map_or(wished, |last| last.min(wished)), applied: least, basis: least })
            }
        }
    }
}

fn attested(wishes: &Wishes, outcomes: &[OutcomeFact]) -> Vec<Attested> {
    let plain = wishes.attested.iter().map(|(what, span)| Attested { lot: None, value: span.from, what: what.clone() });
    let matched = outcomes.iter().filter(|_| wishes.matched > 0).filter_map(|outcome| {
        let what = Attested::CONTENT_MATCH.parse().ok()?;
        Some(Attested { lot: Some(outcome.id), value: wishes.matched.into(), what })
    });
    plain.chain(matched).collect()
}

fn evidence(wishes: &Wishes) -> Vec<Evidence> {
    let piece = |(kind, sure): (&Code, &_)| Evidence { assurance: *sure, digest: Digest::ZERO, kind: kind.clone() };
    let mut all: Vec<_> = wishes.evidence.iter().map(piece).collect();
    all.sort();
    all
}

fn passed(wishes: &Wishes) -> Vec<PassedFact> {
    let grade = |band: &Option<crate::rules::GradeBand>| {
        let band = band.as_ref()?;
        Some(Grade { mark: band.from.clone().or_else(|| band.below.clone())?, scale: band.scale.clone() })
    };
    let fact = |((kind, name), band): (&(_, OutcomeName), &_)| PassedFact {
        code: name.code.clone(),
        grade: grade(band),
        kind: *kind,
        thing: name.thing(*kind),
    };
    wishes.passed.iter().map(fact).collect()
}

/// The enrolments that are wished, and where the basis is one, one that begins then.
fn enrolments(book: &RuleBook, wishes: &Wishes, days: &Days) -> Option<Vec<EnrolmentFact>> {
    let wished = wishes.enrolled.iter().map(|(programme, study)| enrolment(programme, *study, days));
    let mut all: Vec<_> = wished.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect();
    if book.draft().basis == Basis::Enrolled {
        let programme = "some-programme".parse().ok()?;
        all.push(EnrolmentFact { from: days.basis, programme, until: None });
    }
    all.sort_by(|a, b| (&a.programme, a.from).cmp(&(&b.programme, b.from)));
    Some(all)
}

/// The enrolment that is wished, if one is; none of either where there is no day for it.
fn enrolment(programme: &ProgrammeId, study: Study, days: &Days) -> Option<Vec<EnrolmentFact>> {
    let left = (study.is == Some(false)).then_some(days.applied);
    let (from, until) = match (study.when, study.is) {
        (None, None | Some(false)) => return Some(Vec::new()),
        (None, Some(true)) => (days.applied, None),
        (Some(When::Before), _) => (days.earned.next()?, left),
        (Some(When::During), _) => (days.earned, left),
        (Some(When::After), _) => (days.earned.plus_days(-2)?, Some(days.earned)),
    };
    Some(vec![EnrolmentFact { from, programme: programme.clone(), until }])
}
