//! What a passbook brings to a programme on a day; and what it holds that does not count toward it, and why.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::{Amount, Credits};
use crate::id::{Code, CourseId, DecisionId, DocumentId, LotId, ProgrammeId, UnitId};
use crate::ledger::application::{Conversion, makes_lot};
use crate::ledger::group::standing_alone;
use crate::ledger::lot::{Exclusion, Lot, LotPart};
use crate::ledger::matriculation::Matriculation;
use crate::ledger::passbook::Passbook;
use crate::ledger::published::{Found, Published};
use crate::ledger::standing::{Place, Standing, Subject};
use crate::ledger::together::{Together, together, together_settling};
use crate::planner::{Asset, AssetId, Bar, Barred, Holdings, Lens, Lineage, Pass};
use crate::programme::{Carry, Programme, Programmes};
use crate::registry::{Course, OutcomeKind, Scope};
use crate::rules::{Binds, Grant, Limit, RuleBook};
use crate::time::Date;

/// What a passbook brings, and the positions of the documents that say what it is.
pub(crate) struct Brought {
    pub(crate) holdings: Holdings,
    pub(crate) cites: BTreeSet<u64>,
}

/// A matriculation as it is looked at on a day: in which passbook, beside which documents, and in the version in which it is
/// pinned.
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// The passbook.
    pub book: &'a Passbook,
    /// The day.
    pub day: Date,
    /// The matriculation.
    pub of: &'a Matriculation,
    /// The version in which it is pinned.
    pub pinned: &'a Programmes,
    /// The published documents.
    pub published: &'a Published,
}

impl Study<'_> {
    /// What the learner brings: every lot that can be counted, what was passed, and what was decided. Open conversions are
    /// not among it: they are not in the passbook.
    #[must_use]
    pub fn holdings(&self) -> Holdings {
        self.brought(&together(self.book, self.published, self.day)).holdings
    }

    /// The same for an award that is suspended, and freed in this passbook: what other suspended uses hold can be taken.
    #[must_use]
    pub fn holdings_again(&self) -> Holdings {
        self.brought(&together_settling(self.book, self.published, self.day)).holdings
    }

    pub(crate) fn brought(&self, together: &Together) -> Brought {
        let Self { book, day, of, published, .. } = *self;
        let (carry, from) = (self.carries(), self.carried_programmes());
        let mut reading = Reading::new(book, published, day);
        let counts = |lot: &&Lot| lot.is_candidate(day) && !together.blocked.contains_key(&lot.id);
        let counts = book.lots.values().filter(counts);
        let assets: Vec<_> =
            counts.flat_map(|lot| reading.assets(lot, |standing| carried(standing, &from, of))).collect();
        let groups = together.groups(&assets, &[]);
        let limits = reading.limits.into_values().flatten().collect();
        let holdings = Holdings {
            assets,
            carry,
            day,
            gates: gates(book, of, day),
            groups,
            limits,
            options: Vec::new(),
            own: of.institution.clone(),
            passed: passes(&passed(book, published, day)),
            reliefs: of.reliefs_on(day).map(|one| one.relief.clone()).collect(),
        };
        Brought { holdings, cites: reading.cites }
    }

    /// The scopes out of which the programme carries.
    #[must_use]
    pub fn carried_scopes(&self) -> Vec<Scope> {
        self.carried_programmes().into_iter().map(Scope::Award).collect()
    }

    pub(crate) fn carried_programmes(&self) -> BTreeSet<ProgrammeId> {
        let own = self.pinned.programme(&self.of.programme).map(|one| one.carry.as_slice()).unwrap_or_default();
        self.carries().iter().chain(own).map(|one| one.from.clone()).collect()
    }

    /// What the stage carries, and the change of pathway by which it was entered.
    fn carries(&self) -> Vec<Carry> {
        let stage = || {
            let pathway = self.pinned.pathway(self.of.pathway.as_ref()?)?;
            pathway.stages.get(usize::try_from(self.of.stage?.checked_sub(1)?).ok()?)
        };
        let mut carry = stage().map(|stage| stage.carry.clone()).unwrap_or_default();
        carry.extend(self.by_change());
        carry
    }

    /// A change is a rule of the pathway that was left. It is looked for where that is in the same version.
    fn by_change(&self) -> Vec<Carry> {
        let Self { book, of, pinned, .. } = self;
        let left = || {
            let first = book.versions_of(of).last()?;
            let from = book.matriculations.get(&first.from?)?;
            let pathway = pinned.pathway(from.pathway.as_ref().filter(|_| from.pathway != of.pathway)?)?;
            let same = |change: &&crate::programme::Change| {
                Some(&change.to) == of.pathway.as_ref()
                    && Some(change.from) == from.stage
                    && Some(change.into) == of.stage
            };
            pathway.changes.iter().find(same)
        };
        left().map(|change| change.carry.clone()).unwrap_or_default()
    }
}

/// Gates of the same document that were passed.
fn gates(book: &Passbook, of: &Matriculation, day: Date) -> BTreeSet<Code> {
    let same = book.matriculations.values().filter(|one| one.document == of.document);
    let tried = same.flat_map(|one| &one.assessments);
    tried.filter(|one| one.passes_on(day)).map(|one| one.gate.clone()).collect()
}

/// What was passed by the day, by id, wherever it stands now; what was withdrawn was not passed. Where the last attempt
/// counts, no other was.
pub(crate) fn passed<'a>(book: &'a Passbook, published: &Published, day: Date) -> Vec<&'a Lot> {
    let alone = standing_alone(book, published, day);
    let stands = |lot: &Lot| lot.thing().and_then(|thing| alone.get(thing)).is_none_or(|one| *one == Some(lot.id));
    let is_passed = |lot: &Lot| lot.exclusions(day).all(|one| matches!(one, Exclusion::Past(_)));
    let counts = |lot: &&Lot| is_passed(lot) && stands(lot);
    book.lots.values().filter(counts).collect()
}

fn passes(lots: &[&Lot]) -> Vec<Pass> {
    let pass = |lot: &Lot| Pass { code: lot.code.clone(), kind: lot.kind, on: lot.earned, thing: lot.thing().cloned() };
    let passed: BTreeSet<_> = lots.iter().copied().map(pass).collect();
    passed.into_iter().collect()
}

/// The conversion that made each lot, and which of its grants.
fn makers(book: &Passbook) -> BTreeMap<LotId, (DecisionId, &Conversion, &Grant)> {
    let mut makers = BTreeMap::new();
    for decision in book.live_decisions() {
        let Some(conversion) = &decision.conversion else { continue };
        let outputs = conversion
            .grants
            .iter()
            .flat_map(|grant| grant.outputs.iter().filter(|output| makes_lot(output)).map(move |_| grant));
        for (made, grant) in conversion.made.iter().zip(outputs) {
            makers.insert(*made, (decision.id, conversion, grant));
        }
    }
    makers
}

/// A passbook, and the documents that are read on the way.
pub(crate) struct Reading<'a> {
    book: &'a Passbook,
    published: &'a Published,
    day: Date,
    makers: BTreeMap<LotId, (DecisionId, &'a Conversion, &'a Grant)>,
    cites: BTreeSet<u64>,
    limits: BTreeMap<u64, Vec<(DocumentId, Limit)>>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(book: &'a Passbook, published: &'a Published, day: Date) -> Self {
        let (cites, limits) = (BTreeSet::new(), BTreeMap::new());
        Self { book, published, day, makers: makers(book), cites, limits }
    }

    /// What of a lot is meant, as assets: one for each set of awards that reserve it.
    pub(crate) fn assets(&mut self, lot: &Lot, meant: impl Fn(&Standing) -> Option<Vec<ProgrammeId>>) -> Vec<Asset> {
        let there = lot.parts.iter().filter_map(|part| Some((part, meant(&part.standing)?)));
        let there: BTreeMap<Vec<ProgrammeId>, Credits> = there.fold(BTreeMap::new(), gathered);
        if there.is_empty() {
            return Vec::new();
        }
        let (course, thing) = (self.course(lot), lot.thing().cloned());
        let maker = self.makers.get(&lot.id).copied();
        let made = maker.map(|(id, conversion, grant)| self.made(id, conversion, grant, lot));
        let asset = |(carried, credits): (Vec<ProgrammeId>, Credits)| Asset {
            amount: Amount { credits, unit: lot.amount.unit.clone() },
            category: category_of(lot.kind, &lot.code, course),
            class: course.and_then(|course| course.class.clone()),
            code: lot.code.clone(),
            content: lot.content.clone(),
            earned: lot.earned,
            grade: lot.grade.clone(),
            id: AssetId::Lot { carried, lot: lot.id },
            issuer: lot.issuer.clone(),
            kind: lot.kind,
            level: lot.level.clone(),
            made: made.clone(),
            thing: thing.clone(),
            tier: lot.tier,
            valid_through: lot.valid_through,
        };
        there.into_iter().map(asset).collect()
    }

    /// The course that a lot is of: the issuer's, unless it is an attempt at another one's. As the catalogue has it that was
    /// in force when the lot came into the book, or else the one in force now.
    fn course(&mut self, lot: &Lot) -> Option<&'a Course> {
        let id = lot.code.as_str().parse::<CourseId>().ok().filter(|_| lot.kind == OutcomeKind::Course)?;
        let published = self.published;
        let on = |day| {
            let is_it =
                |found: &Found<'_, Course>| lot.thing() == Some(&published.thing_of(found.item, &lot.issuer, day));
            let own = || published.course_named(&id.clone().into(), &lot.issuer, day);
            own().filter(is_it).or_else(|| published.courses(&id, day).find(is_it)).or_else(own)
        };
        let found = on(lot.since).or_else(|| on(self.day))?;
        self.cites.insert(found.position);
        Some(found.item)
    }

    fn made(&mut self, id: DecisionId, conversion: &Conversion, grant: &Grant, lot: &Lot) -> Lineage {
        let rules = self.published.rules_of_hash(&conversion.document, conversion.book);
        if let Some(found) = &rules {
            self.limits_of(found, &conversion.document);
        }
        let (unit, rules) = (Some(&lot.amount.unit), rules.map(|found| found.item));
        let (document, id, on) = (&conversion.document, Code::from(&id), conversion.applied);
        made_by(self.book, grant, &MadeUnder { document, id, on, unit, rules })
    }

    /// The limits that bind when credits are counted, in the version of the book that converted.
    fn limits_of(&mut self, found: &Found<'_, RuleBook>, document: &DocumentId) {
        let counting = || found.item.draft().limits.iter().filter(|one| binds_in_counting(one));
        if counting().next().is_some() {
            self.cites.insert(found.position);
            let all = || counting().map(|one| (document.clone(), one.clone())).collect();
            self.limits.entry(found.position).or_insert_with(all);
        }
    }
}

/// By which conversion something is made, as the facts of the passbook have it.
pub(crate) fn made_by(book: &Passbook, grant: &Grant, of: &MadeUnder<'_>) -> Lineage {
    let lots: BTreeSet<_> = grant.inputs.iter().map(|input| input.lot).collect();
    let inputs: Vec<_> = lots.iter().filter_map(|id| book.lots.get(id)).collect();
    let same = |lot: &&&Lot| of.unit.is_some_and(|unit| lot.amount.unit == *unit);
    let source = inputs.iter().all(|lot| same(&lot)).then_some(&inputs);
    let sum = |lots: &Vec<&Lot>| lots.iter().try_fold(Credits::ZERO, |sum, lot| sum.plus(lot.amount.credits)).ok();
    Lineage {
        contents: distinct(inputs.iter().filter_map(|lot| lot.content.clone())),
        document: of.document.clone(),
        id: of.id.clone(),
        issuers: distinct(inputs.iter().map(|lot| lot.issuer.clone())),
        limits: of.rules.map(|rules| counting_limits(rules, &grant.rule)).unwrap_or_default(),
        source: source.and_then(sum),
        lots: lots.into_iter().collect(),
        on: of.on,
        rule: grant.rule.clone(),
    }
}

/// Under which book, and when, a grant makes something.
pub(crate) struct MadeUnder<'a> {
    pub(crate) document: &'a DocumentId,
    pub(crate) id: Code,
    pub(crate) on: Date,
    pub(crate) unit: Option<&'a UnitId>,
    pub(crate) rules: Option<&'a RuleBook>,
}

/// The limits of a rule that bind when credits are counted.
fn counting_limits(rules: &RuleBook, rule: &Code) -> Vec<Code> {
    let named = rules.versions(rule).iter().flat_map(|rule| &rule.limits).filter_map(|id| rules.limit(id));
    distinct(named.filter(|one| binds_in_counting(one)).map(|one| one.id.clone()))
}

pub(crate) const fn binds_in_counting(limit: &Limit) -> bool {
    matches!(limit.binds, Binds::Counting)
}

/// The category of the course; of converted credit that is for no course, its code.
pub(crate) fn category_of(kind: OutcomeKind, code: &Code, course: Option<&Course>) -> Option<Code> {
    let converted = (kind == OutcomeKind::Converted).then(|| code.clone());
    course.and_then(|course| course.category.clone()).or(converted)
}

fn distinct<T: Ord>(all: impl Iterator<Item = T>) -> Vec<T> {
    all.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The awards that reserve a part, if it is at the disposal of this programme: it is free, or every scope is that of an
/// award out of which is carried.
fn carried(standing: &Standing, from: &BTreeSet<ProgrammeId>, of: &Matriculation) -> Option<Vec<ProgrammeId>> {
    let award = |scope: &Scope| match scope {
        Scope::Award(programme) if from.contains(programme) && *programme != of.programme => Some(programme.clone()),
        _ => None,
    };
    if standing.place != Place::Available {
        return None;
    }
    standing.scopes.iter().map(|one| award(&one.scope)).collect()
}

/// Parts under the same scopes are one asset.
fn gathered(
    mut all: BTreeMap<Vec<ProgrammeId>, Credits>,
    (part, carried): (&LotPart, Vec<ProgrammeId>),
) -> BTreeMap<Vec<ProgrammeId>, Credits> {
    let sum = all.entry(carried).or_insert(Credits::ZERO);
    // Parts of one lot never sum to more than the lot.
    *sum = sum.plus(part.credits).unwrap_or(*sum);
    all
}

impl Study<'_> {
    /// What the passbook holds that cannot count toward the programme: held, expired, suspended, not yet earned, behind
    /// another attempt at the same thing, or bound by awards out of which it does not carry. What was revoked, used up or
    /// moved is gone.
    #[must_use]
    pub fn barred(&self) -> Vec<Barred> {
        let Self { book, day, of, published, .. } = *self;
        let from = self.carried_programmes();
        let mut reading = Reading::new(book, published, day);
        let mut all = Vec::new();
        let together = together(book, published, day);
        for lot in book.lots.values().filter(|lot| lot.revoked.is_none()) {
            let blocked = together.blocked.get(&lot.id).map(|by| by.and_then(|by| award_of(book, by)));
            let bar_of = |standing: &Standing| bar_of(lot, blocked.as_ref(), standing, &from, of, day);
            // Every reason for which a part of the lot does not count, each once.
            let bars: BTreeSet<_> = lot.parts.iter().filter_map(|part| bar_of(&part.standing)).collect();
            for bar in bars {
                let assets = reading.assets(lot, |standing| (bar_of(standing).as_ref() == Some(&bar)).then(Vec::new));
                all.extend(assets.into_iter().map(|asset| Barred { asset, bar: bar.clone() }));
            }
        }
        all
    }
}

/// Lots that a part of the programme would take, and that wait because another attempt at the same thing is in use.
pub(crate) fn waiting(study: &Study<'_>, programme: &Programme, holdings: &Holdings) -> Vec<(LotId, Subject)> {
    let Study { book, day, pinned, published, .. } = *study;
    let mut reading = Reading::new(book, published, day);
    let lens = Lens::new(pinned, holdings);
    let mut is_taken = |lot: &Lot| {
        let assets = reading.assets(lot, |standing| standing.is_free().then(Vec::new));
        assets.iter().any(|asset| programme.parts.iter().any(|part| lens.takes_any(&part.accepts, asset)))
    };
    let blocked = together(book, published, day).blocked;
    let blocked = blocked.into_iter().filter_map(|(lot, by)| Some((book.lots.get(&lot)?, by?)));
    blocked.filter(|(lot, _)| is_taken(lot)).map(|(lot, by)| (lot.id, by)).collect()
}

fn bar_of(
    lot: &Lot,
    blocked: Option<&Option<ProgrammeId>>,
    standing: &Standing,
    from: &BTreeSet<ProgrammeId>,
    of: &Matriculation,
    day: Date,
) -> Option<Bar> {
    match standing.place {
        Place::Held(_) => return Some(Bar::Held),
        Place::Available => {}
        Place::Consumed(_) | Place::Revoked | Place::Moved => return None,
    }
    if let Some(last) = lot.valid_through.filter(|last| *last < day) {
        return Some(Bar::Expired(last));
    }
    if !lot.marks.is_empty() {
        return Some(Bar::Suspended);
    }
    if lot.earned > day {
        return Some(Bar::NotYet(lot.earned));
    }
    if let Some(by) = blocked {
        return Some(Bar::Blocked(by.clone()));
    }
    let bound: Vec<_> = standing.scopes.iter().filter_map(|one| not_carried(&one.scope, from, of)).collect();
    (!bound.is_empty()).then_some(Bar::Reserved(bound))
}

/// The award that a decision is for.
fn award_of(book: &Passbook, by: Subject) -> Option<ProgrammeId> {
    let Subject::Decision(id) = by else { return None };
    match &book.decisions.get(&id)?.scope {
        Some(Scope::Award(programme)) => Some(programme.clone()),
        _ => None,
    }
}

/// The award of a scope out of which is not carried. The programme's own award has been made then.
fn not_carried(scope: &Scope, from: &BTreeSet<ProgrammeId>, of: &Matriculation) -> Option<ProgrammeId> {
    match scope {
        Scope::Award(programme) if !from.contains(programme) || *programme == of.programme => Some(programme.clone()),
        _ => None,
    }
}
