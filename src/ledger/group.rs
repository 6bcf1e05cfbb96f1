//! The attempts at one thing, looked at together: which policy holds on a day, which of them stands, and which is in use.
//! Asked of a passbook as it is, or as a command that is being decided would leave it; nothing of it is stored.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{EntryId, LotId, ScaleId, UnitId};
use crate::ledger::lot::Lot;
use crate::ledger::outcome::{NotPassed, Turn};
use crate::ledger::passbook::{Passbook, Recorded};
use crate::ledger::published::Published;
use crate::ledger::standing::{Place, Standing, Subject};
use crate::registry::{Attempts, Counting, GradeScale, Thing};
use crate::time::Date;

/// A hold or decision that uses attempts of a group.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    pub(crate) subject: Subject,
    /// Its turn; none: it is being made.
    pub(crate) turn: Option<Turn>,
    pub(crate) is_suspended: bool,
    /// The attempts that it holds: those that it uses, but for revoked ones for whose revocation it is suspended.
    pub(crate) holds: BTreeSet<LotId>,
}

/// The attempts at one thing.
pub(crate) struct Group<'a> {
    published: &'a Published,
    /// By id.
    pub(crate) lots: Vec<&'a Lot>,
    records: Vec<&'a Recorded>,
    /// In the order in which they were decided.
    pub(crate) uses: Vec<Use>,
    settles: bool,
    settled: Option<Subject>,
}

/// The groups of a passbook, by thing; also of things that were only failed.
pub(crate) fn groups<'a>(sight: &'a impl Sight, published: &'a Published) -> BTreeMap<&'a Thing, Group<'a>> {
    let mut lots: BTreeMap<&Thing, Vec<&Lot>> = BTreeMap::new();
    for lot in sight.lots() {
        if let Some(attempt) = &lot.attempt {
            lots.entry(&attempt.thing).or_default().push(lot);
        }
    }
    for record in sight.book().records.values() {
        lots.entry(&record.attempt.thing).or_default();
    }
    lots.into_iter().map(|(thing, lots)| (thing, Group::new(sight, published, lots, Some(thing)))).collect()
}

impl<'a> Group<'a> {
    /// The attempts at a thing.
    pub(crate) fn of(sight: &'a impl Sight, published: &'a Published, thing: &Thing) -> Self {
        let is_of = |lot: &&Lot| lot.thing() == Some(thing);
        Self::new(sight, published, sight.lots().filter(is_of).collect(), Some(thing))
    }

    /// The lots that these are, and all that uses them. `thing` brings the records of that thing.
    pub(crate) fn new(
        sight: &'a impl Sight,
        published: &'a Published,
        mut lots: Vec<&'a Lot>,
        thing: Option<&Thing>,
    ) -> Self {
        lots.sort_by_key(|lot| lot.id);
        let records = sight.book().records.values().filter(|one| Some(&one.attempt.thing) == thing).collect();
        let uses = uses(sight, &lots);
        Self { published, lots, records, uses, settles: sight.settles(), settled: sight.settled() }
    }

    /// How attempts count on a day: as the last line says that is neither revoked nor struck; a record only where the
    /// last pass says `last` too.
    pub(crate) fn policy(&self, day: Date) -> Attempts {
        let passes = self.lots.iter().filter(|lot| lot.since <= day && lot.revoked.is_none());
        let passes = passes.filter_map(|lot| Some((lot.since, &lot.attempt.as_ref()?.attempts)));
        let Some(last) = passes.max_by(later) else {
            let kind = self.lots.first().map(|lot| lot.kind);
            return kind.map_or(Attempts::BEST, Attempts::usual);
        };
        if last.1.counting != Counting::Last {
            return last.1.clone();
        }
        let records = self.records.iter().filter(|one| one.on <= day).map(|one| (one.on, &one.attempt.attempts));
        let policy = records.chain([last]).max_by(later);
        policy.map_or(Attempts::BEST, |(_, policy)| policy.clone())
    }

    /// The attempts that count as such on a day, the best first.
    pub(crate) fn candidates(&self, day: Date) -> Vec<&'a Lot> {
        let mut candidates: Vec<_> = self.lots.iter().copied().filter(|lot| lot.is_candidate(day)).collect();
        if candidates.len() > 1 {
            let scales = self.scales(&candidates, day);
            candidates.sort_by_cached_key(|lot| order(lot, &scales, day));
        }
        candidates
    }

    /// Of each scale the first day on which a candidate was marked on it, and the version in which its marks are
    /// compared: the one that the latest line with such a mark cites. Where all marks were corrected since, that of the
    /// first correction.
    fn scales(&self, candidates: &[&Lot], day: Date) -> Scales<'a> {
        let mut scales = Scales::new();
        for lot in candidates {
            let Some(grade) = &lot.grade else { continue };
            let first = scales.entry(grade.scale.clone()).or_insert((lot.since, None));
            first.0 = first.0.min(lot.since);
        }
        for (scale, (_, version)) in &mut scales {
            let lots = self.lots.iter().filter(|lot| lot.since <= day && lot.revoked.is_none());
            let (lots, later): (Vec<_>, Vec<_>) =
                lots.filter_map(|lot| lot.mark_read(scale)).partition(|(on, _)| *on <= day);
            let records = self.records.iter().filter(|one| one.on <= day);
            let records = records.filter_map(|one| one.mark_read(scale));
            let latest = lots.into_iter().chain(records).max().or_else(|| later.into_iter().min());
            *version = latest.and_then(|(_, position)| self.published.scale_at(scale, position));
        }
        scales
    }

    /// The attempt that stands on a day, under `best` and `last`; of one run under `each`, ask of the lots of the run.
    pub(crate) fn standing(&self, day: Date) -> Option<&'a Lot> {
        let candidates = self.candidates(day);
        if self.policy(day).counting != Counting::Last {
            return candidates.first().copied();
        }
        let latest = candidates.iter().map(|lot| lot.earned).max()?;
        if self.failures(day).any(|failed| failed > latest) {
            return None;
        }
        candidates.into_iter().find(|lot| lot.earned == latest)
    }

    /// The day on which the last of the candidates was earned, or the thing was failed later.
    pub(crate) fn latest(&self, day: Date) -> Option<Date> {
        let earned = self.candidates(day).into_iter().map(|lot| lot.earned);
        earned.chain(self.failures(day)).max()
    }

    fn failures(&self, day: Date) -> impl Iterator<Item = Date> {
        let failed = self.records.iter().filter(move |one| one.result == NotPassed::Failed && one.on <= day);
        failed.map(|one| one.attempted())
    }

    /// The uses that keep other attempts out, in the order in which they were decided: those that hold and are not
    /// suspended, or else the first that holds; for a use that is being settled, only those that are not suspended. What is
    /// being made or settled comes after them.
    pub(crate) fn active(&self) -> Vec<&Use> {
        let holding = || self.uses.iter().filter(|one| !one.holds.is_empty());
        let is_own = |one: &&Use| one.turn.is_none() || (one.is_suspended && self.settled == Some(one.subject));
        let made = || holding().filter(|one| !is_own(one));
        let unsuspended: Vec<_> = made().filter(|one| !one.is_suspended).collect();
        let before = if unsuspended.is_empty() && !self.settles { made().take(1).collect() } else { unsuspended };
        before.into_iter().chain(holding().filter(is_own)).collect()
    }

    /// The attempts that are in use.
    pub(crate) fn in_use(&self) -> BTreeSet<LotId> {
        self.active().into_iter().flat_map(|one| one.holds.iter().copied()).collect()
    }

    /// The use that holds the group.
    pub(crate) fn holder(&self) -> Option<&Use> {
        self.active().into_iter().next()
    }

    /// The use that keeps an attempt out: it holds others.
    pub(crate) fn keeps_out(&self, lot: LotId) -> Option<&Use> {
        self.holder().filter(|one| !one.holds.contains(&lot))
    }

    /// Some of the attempts, as a group of their own.
    pub(crate) fn among(&self, meant: impl Fn(&Lot) -> bool) -> Self {
        let lots: Vec<_> = self.lots.iter().copied().filter(|lot| meant(lot)).collect();
        let mut uses = self.uses.clone();
        uses.iter_mut().for_each(|one| one.holds.retain(|id| lots.iter().any(|lot| lot.id == *id)));
        Self { lots, records: Vec::new(), uses, ..*self }
    }

    /// Where of the attempts of one run one counts: those of its run.
    pub(crate) fn run_of(&self, lot: &Lot, policy: &Attempts) -> Option<Self> {
        let run = lot.run.as_ref().filter(|_| policy.one_a_run)?;
        Some(self.among(|other| other.run.as_ref() == Some(run)))
    }

    /// How much of a lot active uses use.
    pub(crate) fn credits_in_use(&self, lot: &Lot) -> Credits {
        let active: BTreeSet<_> =
            self.active().into_iter().filter(|one| one.holds.contains(&lot.id)).map(|one| one.subject).collect();
        lot.in_parts(|standing| subjects(standing).any(|one| active.contains(&one)))
    }
}

/// By scale: the first day of a candidate on it, and the version in which marks are compared.
type Scales<'a> = BTreeMap<ScaleId, (Date, Option<&'a GradeScale>)>;

/// What comes first is better. A mark before none; by scale, then by mark; longer validity; earned later; larger on the day; taught
/// before converted. The rest only makes an order.
fn order(lot: &Lot, scales: &Scales<'_>, day: Date) -> impl Ord + use<> {
    let of = lot.grade.as_ref().and_then(|grade| Some((grade, scales.get(&grade.scale)?)));
    let scale = of.map(|(grade, (first, _))| (*first, grade.scale.clone()));
    let rank = of.and_then(|(grade, (_, version))| version.as_ref()?.rank(&grade.mark).ok());
    let validity = (lot.valid_through.is_some(), Reverse(lot.valid_through));
    let amount = (lot.amount.unit.clone(), Reverse(lot.credits_on(day)));
    let facts = (lot.is_converted(), lot.issuer.clone(), lot.content.clone(), lot.tier);
    ((lot.grade.is_none(), scale, Reverse(rank)), validity, Reverse(lot.earned), amount, facts, lot.id)
}

/// Which of two lines is heard: the later one; of one day as is said below, then the stricter one, so that nothing hangs on
/// the order of recording.
fn later(one: &(Date, &Attempts), other: &(Date, &Attempts)) -> Ordering {
    let strict = |(on, policy): &(Date, &Attempts)| {
        let most = policy.most.as_ref().map(|most| (Reverse(most.credits), Reverse(most.unit.clone())));
        (*on, precedence(policy), policy.one_a_run, most)
    };
    strict(one).cmp(&strict(other))
}

/// Of one day `last` comes before `best` before `each`.
const fn precedence(policy: &Attempts) -> u8 {
    match policy.counting {
        Counting::Last => 2,
        Counting::Best => 1,
        Counting::Each => 0,
    }
}

/// Who uses what stands there.
pub(crate) fn subjects(standing: &Standing) -> impl Iterator<Item = Subject> {
    let place = match standing.place {
        Place::Held(hold) => Some(Subject::Hold(hold)),
        Place::Consumed(decision) => Some(Subject::Decision(decision)),
        _ => None,
    };
    place.into_iter().chain(standing.scopes.iter().map(|one| Subject::Decision(one.decision)))
}

/// Who uses these lots. Decisions that come with a later pair of a merge are not known yet.
fn uses(sight: &impl Sight, lots: &[&Lot]) -> Vec<Use> {
    let mut held: BTreeMap<Subject, BTreeSet<LotId>> = BTreeMap::new();
    for lot in lots {
        for subject in lot.parts.iter().flat_map(|part| subjects(&part.standing)) {
            held.entry(subject).or_default().insert(lot.id);
        }
    }
    let one = |(subject, mut holds): (Subject, BTreeSet<LotId>)| {
        let marks = sight.marks(subject);
        let is_let_go = |id: &LotId| {
            let lot = lots.iter().find(|lot| lot.id == *id);
            lot.and_then(|lot| lot.revoked).is_some_and(|by| marks.contains(&by))
        };
        holds.retain(|id| !is_let_go(id));
        let turn = sight.turn(subject)?;
        Some(Use { subject, turn, is_suspended: !marks.is_empty(), holds })
    };
    let mut uses: Vec<_> = held.into_iter().filter_map(one).collect();
    uses.sort_by_key(|one| (one.turn.is_none(), one.turn));
    uses
}

/// Under `last`, the attempt that stands of each thing; of other things all candidates can be read.
pub(crate) fn standing_alone(book: &Passbook, published: &Published, day: Date) -> BTreeMap<Thing, Option<LotId>> {
    let says_last = book.lots.values().filter(|lot| lot.says(Counting::Last));
    let things: BTreeSet<_> = says_last.filter_map(Lot::thing).collect();
    let seen = InBook::new(book);
    let alone = |thing: &Thing| {
        let group = Group::of(&seen, published, thing);
        let is_last = group.policy(day).counting == Counting::Last;
        is_last.then(|| (thing.clone(), group.standing(day).map(|lot| lot.id)))
    };
    things.into_iter().filter_map(alone).collect()
}

/// How much more of a group can be in use, in the unit of its most; none: as much as there is.
pub(crate) fn room(group: &Group<'_>, policy: &Attempts) -> Option<Credits> {
    let most = policy.most.as_ref()?;
    let in_use = group.in_use();
    let used = group.lots.iter().filter(|lot| in_use.contains(&lot.id));
    let used = used.map(|lot| match &most.unit {
        unit if *unit == UnitId::item() => Credits::ONE,
        unit if *unit == lot.amount.unit => group.credits_in_use(lot),
        _ => Credits::ZERO,
    });
    Some(Credits::total(used).and_then(|used| most.credits.minus(used)).unwrap_or(Credits::ZERO))
}

/// What can be asked of both.
pub(crate) trait Sight {
    /// The passbook as it is.
    fn book(&self) -> &Passbook;

    /// Every lot.
    fn lots(&self) -> impl Iterator<Item = &Lot>;

    /// The causes for which something is suspended.
    fn marks(&self, subject: Subject) -> Vec<EntryId>;

    /// Whether a suspended use is being settled: only uses that are not suspended keep other attempts out then.
    fn settles(&self) -> bool {
        false
    }

    /// The use that is being settled: it is in use itself, whatever it is suspended for.
    fn settled(&self) -> Option<Subject> {
        None
    }

    /// When a use was decided; `Some(None)`: it is being decided; none: it is not known here, or not yet.
    fn turn(&self, subject: Subject) -> Option<Option<Turn>>;
}

/// A passbook as it is.
pub(crate) struct InBook<'a> {
    book: &'a Passbook,
    settles: bool,
}

impl<'a> InBook<'a> {
    /// As any new use finds it.
    pub(crate) const fn new(book: &'a Passbook) -> Self {
        Self { book, settles: false }
    }

    /// As a suspended use that is being settled finds it.
    pub(crate) const fn settling(book: &'a Passbook) -> Self {
        Self { book, settles: true }
    }
}

impl Sight for InBook<'_> {
    fn book(&self) -> &Passbook {
        self.book
    }

    fn lots(&self) -> impl Iterator<Item = &Lot> {
        self.book.lots.values()
    }

    fn marks(&self, subject: Subject) -> Vec<EntryId> {
        self.book.marks_on(subject).to_vec()
    }

    fn settles(&self) -> bool {
        self.settles
    }

    fn turn(&self, subject: Subject) -> Option<Option<Turn>> {
        self.book.turn_of(subject).map(Some)
    }
}
