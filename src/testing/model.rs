//! A naive model of the ledger: every lot is a list of single quanta, each with its own standing, and everything is
//! found by looking at all of them. It is written from the design and the table, to be compared with the real thing
//! command by command. It knows the test world by heart, and reads no document.
//!
//! Of the reasons to refuse a command it gives all that it finds, so nothing here depends on their order.

use std::collections::{BTreeMap, BTreeSet};

use crate::date;
use crate::id::{DecisionId, EntryId, HoldId, InstitutionId, LearnerId, LotId};
use crate::ledger::{
    Accrue, Act, Bind, Command, Hold, Lapse, Learned, Leave, Lot, MergeIn, MergeOut, Passbook, Place, Regrade, Release,
    Reverse, Revoke, Scope, ScopeUse, Settle, Settlement, Standing, Status, Subject, Take, Unbind, UseKind,
};
use crate::registry::{Grade, OutcomeKind};
use crate::time::{Date, Timestamp};

/// The reasons against a command, by the names of the refusals.
pub type Reasons = BTreeSet<&'static str>;

const QUANTUM: u64 = 5_000;

/// A lot as single quanta. One that is worth nothing has a single quantum of nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quanta {
    /// What makes two lots attempts at the same thing; none where each stands alone.
    attempt: Option<String>,
    unit: String,
    is_nothing: bool,
    issuer: InstitutionId,
    earned: Date,
    latest: Date,
    last: Option<Date>,
    swept: bool,
    revoked: Option<EntryId>,
    grade: Option<Grade>,
    tag: Option<String>,
    /// The entries because of which it is suspended.
    pub marks: BTreeSet<EntryId>,
    /// Where each quantum stands, and where it stood before it was revoked.
    quanta: Vec<(Standing, Option<Standing>)>,
}

/// A hold or a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    institution: InstitutionId,
    /// The lots, and how many quanta of each.
    take: Vec<(LotId, usize)>,
    from: Date,
    recorded: Timestamp,
    through: Option<Date>,
    scope: Option<Scope>,
    kind: Option<UseKind>,
    ended: bool,
    /// The entries because of which it is suspended.
    pub marks: BTreeSet<EntryId>,
}

/// What else a line can do that can be reversed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Fact {
    institution: InstitutionId,
    on: Date,
    /// For an enrolment: the line by which the learner left, and when.
    left: Option<(EntryId, Date)>,
}

/// The model of one passbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    learner: LearnerId,
    next: u32,
    /// Its status.
    pub status: Status,
    since: Option<Date>,
    /// Its lots.
    pub lots: BTreeMap<LotId, Quanta>,
    /// Its holds and decisions, ended ones too.
    pub uses: BTreeMap<Subject, Use>,
    enrolments: BTreeMap<EntryId, Fact>,
    records: BTreeMap<EntryId, Fact>,
    regrades: BTreeMap<EntryId, (LotId, Option<Grade>, Date)>,
    revocations: BTreeSet<EntryId>,
    reversed: BTreeSet<EntryId>,
    former: Vec<LearnerId>,
    taken: BTreeSet<u64>,
}

/// A command at work on a copy of the model.
struct Work {
    model: Model,
    reasons: Reasons,
    day: Date,
    me: EntryId,
    institution: String,
    role: String,
    recorded: Timestamp,
}

impl Model {
    /// A passbook that nobody has opened.
    #[must_use]
    pub fn new(learner: LearnerId) -> Self {
        Self {
            learner,
            next: 0,
            status: Status::Unopened,
            since: None,
            lots: BTreeMap::new(),
            uses: BTreeMap::new(),
            enrolments: BTreeMap::new(),
            records: BTreeMap::new(),
            regrades: BTreeMap::new(),
            revocations: BTreeSet::new(),
            reversed: BTreeSet::new(),
            former: Vec::new(),
            taken: BTreeSet::new(),
        }
    }

    /// The model after the command, or every reason against it.
    ///
    /// # Errors
    /// All reasons, by the names of the refusals.
    pub fn after(&self, command: &Command, recorded: Timestamp, today: Date) -> Result<Self, Reasons> {
        let (institution, role) = command.by.as_str().split_once('-').unwrap_or_default();
        let mut work = Work {
            model: self.clone(),
            reasons: Reasons::new(),
            day: command.effective,
            me: EntryId::here(self.next),
            institution: institution.to_uppercase(),
            role: role.into(),
            recorded,
        };
        work.unless(role != "former", "MandateNotInForce");
        work.unless(command.effective <= today, "InFuture");
        work.admit(&command.act);
        work.act(&command.act);
        work.model.next += 1;
        if work.reasons.is_empty() { Ok(work.model) } else { Err(work.reasons) }
    }

    /// What differs between the model and the real passbook, if anything does.
    #[must_use]
    pub fn differs(&self, book: &Passbook) -> Option<String> {
        let says = |what: &str, model: String, real: String| {
            (model != real).then(|| format!("{what}: the model says {model}, the ledger {real}"))
        };
        let model_lots: Vec<_> = self.lots.iter().map(|(id, lot)| format!("{id}: {}", lot.seen())).collect();
        let real_lots: Vec<_> = book.lots.values().map(|lot| format!("{}: {}", lot.id, seen(lot))).collect();
        let mut real_uses: Vec<_> = book.open_holds().map(|one| (Subject::Hold(one.id), one.marks.clone())).collect();
        real_uses.extend(book.live_decisions().map(|one| (Subject::Decision(one.id), one.marks.clone())));
        real_uses.sort();
        let live = self.uses.iter().filter(|(_, one)| !one.ended);
        let uses: Vec<_> = live.map(|(id, one)| (*id, one.marks.iter().copied().collect::<Vec<_>>())).collect();
        let others = |enrolments: Vec<&EntryId>, records: Vec<&EntryId>| format!("{enrolments:?} {records:?}");
        says("lots", model_lots.join("; "), real_lots.join("; "))
            .or_else(|| says("uses", format!("{uses:?}"), format!("{real_uses:?}")))
            .or_else(|| says("status", format!("{:?}", self.status), format!("{:?}", book.status)))
            .or_else(|| {
                let model = others(self.enrolments.keys().collect(), self.records.keys().collect());
                says("facts", model, others(book.enrolments.keys().collect(), book.records.keys().collect()))
            })
    }
}

/// How much stands where, and the marks.
fn seen(lot: &Lot) -> String {
    let parts = lot.parts.iter().map(|part| (part.standing.to_string(), part.credits.ten_thousandths()));
    let parts: BTreeMap<_, _> = parts.collect();
    format!("{parts:?} {:?} {:?} {:?}", lot.marks, lot.revoked, lot.grade)
}

impl Quanta {
    fn seen(&self) -> String {
        let mut parts: BTreeMap<String, u64> = BTreeMap::new();
        for (standing, _) in &self.quanta {
            *parts.entry(standing.to_string()).or_default() += if self.is_nothing { 0 } else { QUANTUM };
        }
        let marks: Vec<_> = self.marks.iter().copied().collect();
        format!("{parts:?} {marks:?} {:?} {:?}", self.revoked, self.grade)
    }

    fn of(lot: &Lot) -> Self {
        let whole = lot.amount.credits.is_zero();
        let quanta = lot.parts.iter().flat_map(|part| {
            let count = if whole { 1 } else { part.credits.ten_thousandths() / QUANTUM };
            (0..count).map(|_| (part.standing.clone(), None))
        });
        Self {
            attempt: attempt(lot.kind, lot.issuer.as_str(), lot.code.as_str()),
            unit: lot.amount.unit.to_string(),
            is_nothing: whole,
            issuer: lot.issuer.clone(),
            earned: lot.earned,
            latest: lot.latest,
            last: lot.valid_through,
            swept: lot.swept.is_some(),
            revoked: lot.revoked,
            grade: lot.grade.clone(),
            tag: lot.tag.map(|tag| tag.to_string()),
            marks: lot.marks.iter().copied().collect(),
            quanta: quanta.collect(),
        }
    }

    fn is_past(&self, day: Date) -> bool {
        self.last.is_some_and(|last| last < day)
    }

    /// Somebody relies on some of it.
    fn is_used(&self) -> bool {
        self.quanta.iter().any(|(standing, _)| {
            !standing.scopes.is_empty() || matches!(standing.place, Place::Held(_) | Place::Consumed(_))
        })
    }

    /// It still counts as an attempt.
    fn stands(&self) -> bool {
        let gone = |place| matches!(place, Place::Revoked | Place::Moved | Place::Expired);
        self.revoked.is_none() && self.quanta.iter().any(|(standing, _)| !gone(standing.place))
    }

    fn is_wholly(&self, place: Place) -> bool {
        self.quanta.iter().all(|(standing, _)| standing.place == place)
    }

    /// Where what is freed on a day belongs.
    fn home(&self, scopes: &[ScopeUse], day: Date) -> Standing {
        let scopes = scopes.to_vec();
        if self.revoked.is_some() {
            Standing { place: Place::Revoked, scopes }
        } else if scopes.is_empty() && self.is_past(day) {
            Standing::plain(Place::Expired)
        } else {
            Standing { place: Place::Available, scopes }
        }
    }

    fn rank(&self) -> Option<(String, u32)> {
        let grade = self.grade.as_ref()?;
        let mark = grade.mark.as_str();
        let letter = ["F", "D", "C", "B", "A"].iter().position(|letter| *letter == mark);
        let rank = letter.and_then(|at| u32::try_from(at).ok()).or_else(|| mark.parse().ok())?;
        Some((grade.scale.to_string(), rank))
    }

    /// The better of two attempts.
    fn beats(&self, other: &Self, is_newer: bool) -> bool {
        let ranks = self.rank().zip(other.rank()).filter(|((one, _), (two, _))| one == two);
        let by_grade = ranks.map(|((_, one), (_, two))| one.cmp(&two)).filter(|order| order.is_ne());
        by_grade.unwrap_or(self.earned.cmp(&other.earned)).then(is_newer.cmp(&!is_newer)).is_gt()
    }
}

fn attempt(kind: OutcomeKind, issuer: &str, code: &str) -> Option<String> {
    matches!(kind, OutcomeKind::Course | OutcomeKind::Exam).then(|| format!("{kind} {issuer} {code}"))
}

impl Work {
    fn unless(&mut self, fine: bool, reason: &'static str) {
        if !fine {
            self.reasons.insert(reason);
        }
    }

    fn admit(&mut self, act: &Act) {
        let later = matches!(
            act,
            Act::Revoke(_)
                | Act::Release(_)
                | Act::Lapse(_)
                | Act::Settle(_)
                | Act::Unbind(_)
                | Act::Reverse(_)
                | Act::Reopen(_)
        );
        match (self.model.status, act) {
            (Status::Unopened, Act::Open(_)) => {}
            (Status::Unopened, _) => self.unless(false, "NotOpened"),
            (Status::Open, _) => self.unless(!matches!(act, Act::Open(_) | Act::Reopen(_)), "AlreadyOpen"),
            (Status::Closed, _) => self.unless(later, "Closed"),
            (Status::Merging { into }, Act::MergeOut(out)) if out.into == into => {}
            (Status::Merging { .. } | Status::Merged { .. }, _) => self.unless(false, "Merged"),
        }
    }

    fn by(&mut self, role: &str) {
        let fine = self.role == role || self.role == "former" && role == "registrar";
        self.unless(fine, "WrongRole");
    }

    fn owner(&mut self, owner: &InstitutionId) {
        self.unless(owner.as_str() == self.institution || self.role == "former", "NotYours");
    }

    fn power(&mut self, may: &[&str]) {
        self.unless(may.contains(&self.institution.as_str()), "NoPower");
    }

    fn not_before(&mut self, date: Date) {
        self.unless(self.day >= date, "TooEarly");
    }

    fn act(&mut self, act: &Act) {
        match act {
            Act::Open(_) => {
                self.by("registrar");
                self.turn(Status::Open);
            }
            Act::Close(_) => self.keep_status(Status::Closed),
            Act::Reopen(_) => self.keep_status(Status::Open),
            Act::Enrol(enrol) => {
                self.by("registrar");
                self.unless(enrol.ends.is_none_or(|ends| ends >= enrol.starts), "DatesReversed");
                let fact = self.fact();
                self.model.enrolments.extend(fact.map(|fact| (self.me, fact)));
            }
            Act::Leave(leave) => self.leave(leave),
            Act::Record(_) => {
                self.by("registrar");
                let fact = self.fact();
                self.model.records.extend(fact.map(|fact| (self.me, fact)));
            }
            Act::Accrue(accrue) => self.accrue(accrue),
            Act::Regrade(regrade) => self.regrade(regrade),
            Act::Revoke(revoke) => self.revoke(revoke),
            Act::Expire(_) => self.expire(),
            Act::Hold(hold) => self.hold(hold),
            Act::Release(Release { hold, .. }) => self.release(*hold),
            Act::Lapse(Lapse { hold }) => self.lapse(*hold),
            Act::Bind(bind) => self.bind(bind),
            Act::Unbind(Unbind { decision, .. }) => {
                self.by("awarder");
                self.end_decision(*decision);
            }
            Act::Settle(settle) => self.settle(settle),
            Act::Reverse(reverse) => self.reverse(reverse),
            Act::MergeOut(out) => self.merge_out(out),
            Act::MergeIn(come) => self.merge_in(come),
        }
    }

    fn fact(&self) -> Option<Fact> {
        Some(Fact { institution: self.institution.parse().ok()?, on: self.day, left: None })
    }

    fn turn(&mut self, status: Status) {
        self.model.status = status;
        self.model.since = Some(self.day);
    }

    fn keep_status(&mut self, status: Status) {
        self.by("operator");
        self.power(&["BANK"]);
        self.model.since.into_iter().for_each(|since| self.not_before(since));
        self.turn(status);
    }

    fn leave(&mut self, leave: &Leave) {
        self.by("registrar");
        let Some(enrolment) = self.model.enrolments.get(&leave.enrolment).cloned() else {
            return self.unless(false, "Unknown");
        };
        self.owner(&enrolment.institution);
        self.unless(enrolment.left.is_none(), "Ended");
        self.not_before(enrolment.on);
        let left = Some((self.me, self.day));
        self.model.enrolments.insert(leave.enrolment, Fact { left, ..enrolment });
    }

    /// The world's courses, by heart.
    fn accrue(&mut self, accrue: &Accrue) {
        self.by("registrar");
        let april = date!("2026-04-01");
        let (code, unit, amount, kind) = match &accrue.of {
            Learned::Course(course) => match course.as_str() {
                "A" => ("A", "sv", if self.day < april { 8 } else { 10 }, OutcomeKind::Course),
                "B" => ("B", "sv", 8, OutcomeKind::Course),
                "C" => ("C", "hv", 5, OutcomeKind::Course),
                _ => ("NONE", "sv", 0, OutcomeKind::Course),
            },
            Learned::Certified(certified) if certified.kind == OutcomeKind::Exam => ("E", "sv", 6, certified.kind),
            Learned::Certified(certified) => ("W", "hv", 4, certified.kind),
        };
        self.unless(accrue.valid_through.is_none_or(|last| last >= self.day), "DatesReversed");
        let tag = accrue.tag.map(|tag| tag.to_string());
        let known = |lot: &Quanta| tag.is_some() && lot.tag == tag && lot.revoked.is_none();
        self.unless(!self.model.lots.values().any(known), "AlreadyRecorded");
        let Some(fact) = self.fact() else { return };
        let id = LotId { entry: self.me, k: 0 };
        let lot = Quanta {
            attempt: attempt(kind, &self.institution, code),
            unit: unit.into(),
            is_nothing: amount == 0,
            issuer: fact.institution,
            earned: self.day,
            latest: self.day,
            last: accrue.valid_through,
            swept: false,
            revoked: None,
            grade: accrue.grade.clone(),
            tag,
            marks: BTreeSet::new(),
            quanta: vec![(Standing::FREE, None); amount.max(1)],
        };
        self.model.lots.insert(id, lot);
        self.order(id, true);
    }

    /// A lot that its issuer may still change.
    fn issued(&mut self, id: LotId) -> Option<Quanta> {
        let Some(lot) = self.model.lots.get(&id).cloned() else {
            self.unless(false, "Unknown");
            return None;
        };
        self.owner(&lot.issuer);
        self.unless(lot.revoked.is_none(), "Revoked");
        Some(lot)
    }

    fn regrade(&mut self, regrade: &Regrade) {
        self.by("registrar");
        let Some(lot) = self.issued(regrade.lot) else { return };
        self.not_before(lot.earned);
        self.unless(lot.grade.as_ref().is_none_or(|grade| grade.scale == regrade.grade.scale), "WrongScale");
        let before = lot.rank();
        let mut after = lot;
        let replaced = after.grade.replace(regrade.grade.clone());
        let lowered = before.is_some_and(|before| after.rank().is_some_and(|after| after < before));
        self.model.lots.insert(regrade.lot, after);
        self.model.regrades.insert(self.me, (regrade.lot, replaced, self.day));
        if lowered {
            self.suspend_uses(regrade.lot);
        }
        self.order(regrade.lot, false);
    }

    fn uses_of(&self, lot: LotId) -> Vec<Subject> {
        let names = |one: &&Use| one.take.iter().any(|(id, _)| *id == lot);
        let live = self.model.uses.iter().filter(|(_, one)| !one.ended);
        live.filter(|(_, one)| names(one)).map(|(id, _)| *id).collect()
    }

    fn suspend_uses(&mut self, lot: LotId) {
        for subject in self.uses_of(lot) {
            self.model.uses.entry(subject).and_modify(|one| drop(one.marks.insert(self.me)));
        }
    }

    fn revoke(&mut self, revoke: &Revoke) {
        self.by("registrar");
        for id in &revoke.lots {
            let Some(mut lot) = self.issued(*id) else { continue };
            self.not_before(lot.latest);
            for (standing, before) in &mut lot.quanta {
                let stays = matches!(standing.place, Place::Held(_) | Place::Consumed(_) | Place::Moved);
                if !stays {
                    *before = Some(standing.clone());
                    standing.place = Place::Revoked;
                }
            }
            lot.revoked = Some(self.me);
            lot.latest = lot.latest.max(self.day);
            self.model.lots.insert(*id, lot);
            self.suspend_uses(*id);
        }
        self.model.revocations.insert(self.me);
        revoke.lots.iter().for_each(|id| self.order(*id, false));
    }

    fn expire(&mut self) {
        self.by("operator");
        self.power(&["BANK"]);
        let day = self.day;
        let mut due = false;
        for lot in self.model.lots.values_mut().filter(|lot| lot.is_past(day)) {
            let free: Vec<_> = lot.quanta.iter_mut().filter(|(standing, _)| *standing == Standing::FREE).collect();
            if !free.is_empty() {
                due = true;
                free.into_iter().for_each(|(standing, _)| *standing = Standing::plain(Place::Expired));
                lot.swept = true;
                lot.latest = lot.latest.max(day);
            }
        }
        self.unless(due, "NothingDue");
    }

    /// The amounts asked for, in quanta.
    fn asked(&mut self, take: &[Take]) -> Vec<(LotId, usize)> {
        self.unless(!take.is_empty(), "Nothing");
        let lots: BTreeSet<_> = take.iter().map(|one| one.lot).collect();
        self.unless(lots.len() == take.len(), "NamedTwice");
        let mut asked = Vec::new();
        for one in take {
            let Some(lot) = self.model.lots.get(&one.lot) else {
                self.unless(false, "Unknown");
                continue;
            };
            let steps = one.credits.ten_thousandths();
            let (fine, is_nothing) = (steps.is_multiple_of(QUANTUM), lot.is_nothing);
            self.unless(steps > 0 || is_nothing, "Nothing");
            self.unless(fine, "OffQuantum");
            let count = usize::try_from(steps / QUANTUM).unwrap_or(usize::MAX);
            asked.push((one.lot, count.saturating_add(usize::from(is_nothing))));
        }
        asked
    }

    /// A lot that is suspended, revoked or past takes no new use.
    fn fit(&mut self, id: LotId) {
        let Some(lot) = self.model.lots.get(&id).cloned() else { return self.unless(false, "Unknown") };
        self.unless(lot.marks.is_empty(), "Suspended");
        self.unless(lot.revoked.is_none(), "Revoked");
        let past = lot.is_past(self.day);
        self.unless(!past, "Expired");
        self.unless(past || !lot.swept, "Swept");
    }

    /// Moves some quanta that are free or carryable, and not in the scope that is to be avoided.
    fn move_some(
        &mut self,
        (id, count): (LotId, usize),
        carry: &[Scope],
        avoid: Option<&Scope>,
        to: impl Fn(&Standing) -> Standing,
    ) {
        self.fit(id);
        let Some(mut lot) = self.model.lots.remove(&id) else { return };
        self.not_before(lot.latest);
        lot.quanta.sort_by(|(one, _), (two, _)| one.cmp(two));
        let fits = |standing: &Standing| {
            let carried = standing.scopes.iter().all(|one| carry.contains(&one.scope));
            standing.place == Place::Available && carried && avoid.is_none_or(|scope| !standing.is_in(scope))
        };
        let there = lot.quanta.iter().filter(|(standing, _)| fits(standing)).count();
        if there < count {
            self.unless(false, self.why_short(&lot));
        }
        for (standing, _) in lot.quanta.iter_mut().filter(|(standing, _)| fits(standing)).take(count) {
            *standing = to(standing);
        }
        lot.latest = lot.latest.max(self.day);
        self.model.lots.insert(id, lot);
    }

    /// Any shortage will do: which of several is named is a matter of taste.
    const fn why_short(&self, _lot: &Quanta) -> &'static str {
        "Short"
    }

    fn hold(&mut self, hold: &Hold) {
        self.by("reviewer");
        let college = if self.day < date!("2026-07-01") { "HV" } else { "SV" };
        self.power(&["BANK", "SV", college]);
        self.unless(hold.through >= self.day, "DatesReversed");
        let take = self.asked(&hold.take);
        let id = HoldId { entry: self.me, k: 0 };
        for one in &take {
            self.move_some(*one, &hold.carry, None, |from| from.at(Place::Held(id)));
        }
        self.used(Subject::Hold(id), take, Some(hold.through), None);
    }

    fn used(&mut self, id: Subject, take: Vec<(LotId, usize)>, through: Option<Date>, bound: Option<(Scope, UseKind)>) {
        let Some(fact) = self.fact() else { return };
        let (scope, kind) = bound.unzip();
        let one = Use {
            institution: fact.institution,
            take,
            from: self.day,
            recorded: self.recorded,
            through,
            scope,
            kind,
            ended: false,
            marks: BTreeSet::new(),
        };
        self.model.uses.insert(id, one);
    }

    fn bind(&mut self, bind: &Bind) {
        self.by("awarder");
        self.power(&["SV", "HV"]);
        let take = self.asked(&bind.take);
        let id = DecisionId { entry: self.me, k: 0 };
        for one in &take {
            self.bind_one(*one, &bind.carry, &bind.scope, bind.r#use, id);
        }
        self.used(Subject::Decision(id), take, None, Some((bind.scope.clone(), bind.r#use)));
    }

    fn bind_one(&mut self, one: (LotId, usize), carry: &[Scope], scope: &Scope, kind: UseKind, id: DecisionId) {
        match kind {
            UseKind::Reserve => {
                let with = ScopeUse { scope: scope.clone(), decision: id };
                self.move_some(one, carry, Some(scope), |from| from.and(with.clone()));
            }
            UseKind::Consume => self.move_some(one, carry, Some(scope), |from| from.at(Place::Consumed(id))),
            UseKind::Witness => {
                self.fit(one.0);
                let Some(lot) = self.model.lots.get(&one.0).cloned() else { return };
                self.not_before(lot.earned);
                self.unless(!lot.is_wholly(Place::Superseded), "Superseded");
                self.unless(lot.quanta.len() >= one.1, "Short");
            }
        }
    }

    fn release(&mut self, id: HoldId) {
        self.by("reviewer");
        let owner = self.model.uses.get(&Subject::Hold(id)).map(|one| one.institution.clone());
        owner.into_iter().for_each(|owner| self.owner(&owner));
        self.end(Subject::Hold(id));
    }

    fn lapse(&mut self, id: HoldId) {
        self.by("operator");
        self.power(&["BANK"]);
        let through = self.model.uses.get(&Subject::Hold(id)).and_then(|one| one.through);
        self.unless(through.is_none_or(|through| through < self.day), "NotLapsed");
        self.end(Subject::Hold(id));
    }

    fn end_decision(&mut self, id: DecisionId) {
        let owner = self.model.uses.get(&Subject::Decision(id)).map(|one| one.institution.clone());
        owner.into_iter().for_each(|owner| self.owner(&owner));
        self.end(Subject::Decision(id));
    }

    /// A hold or decision ends: what it used goes home, and what waited for it stands in order again.
    fn end(&mut self, id: Subject) {
        let Some(one) = self.model.uses.get(&id).cloned() else { return self.unless(false, "Unknown") };
        self.unless(!one.ended, "Ended");
        self.not_before(one.from);
        let lots: BTreeSet<_> = one.take.iter().map(|(lot, _)| *lot).collect();
        lots.iter().for_each(|lot| self.free(*lot, id));
        self.model.uses.entry(id).and_modify(|one| {
            one.ended = true;
            one.marks.clear();
        });
        let entry = entry_of(id);
        self.model.lots.values_mut().for_each(|lot| drop(lot.marks.remove(&entry)));
        lots.into_iter().for_each(|lot| self.order(lot, false));
    }

    fn free(&mut self, lot_id: LotId, id: Subject) {
        let (day, Some(mut lot)) = (self.day, self.model.lots.get(&lot_id).cloned()) else { return };
        let whole = lot.clone();
        let mut moved = false;
        for (standing, _) in &mut lot.quanta {
            let ends = match (id, standing.place) {
                (Subject::Hold(id), Place::Held(by)) => id == by,
                (Subject::Decision(id), Place::Consumed(by)) => id == by,
                _ => false,
            };
            let kept: Vec<_> =
                standing.scopes.iter().filter(|one| Subject::Decision(one.decision) != id).cloned().collect();
            let after = if ends || (standing.place == Place::Available && kept != standing.scopes) {
                whole.home(&kept, day)
            } else {
                Standing { place: standing.place, scopes: kept }
            };
            moved |= after != *standing;
            *standing = after;
        }
        if moved {
            self.not_before(lot.latest);
            lot.latest = lot.latest.max(day);
        }
        self.model.lots.insert(lot_id, lot);
    }

    /// Puts the attempts at the same thing in order.
    fn order(&mut self, id: LotId, is_fresh: bool) {
        let Some(attempt) = self.model.lots.get(&id).and_then(|lot| lot.attempt.clone()) else { return };
        self.order_attempts(&attempt, is_fresh.then_some(id));
    }

    fn order_attempts(&mut self, attempt: &str, fresh: Option<LotId>) {
        let same = self.model.lots.iter().filter(|(_, lot)| lot.attempt.as_deref() == Some(attempt) && lot.stands());
        let all: Vec<_> = same.map(|(id, lot)| (*id, lot.clone())).collect();
        let best = all.iter().reduce(|best, next| if next.1.beats(&best.1, true) { next } else { best });
        let Some((best_id, best)) = best else { return };
        let used: Vec<_> = all.iter().filter(|(_, lot)| lot.is_used()).map(|(id, _)| *id).collect();
        if used.is_empty() {
            self.stand_up(*best_id);
        }
        for (id, lot) in all.iter().filter(|(_, lot)| !lot.is_used() && lot.marks.is_empty()) {
            if used.is_empty() && id == best_id {
                continue;
            }
            if !used.is_empty() && fresh == Some(*id) {
                self.wait(*id, &used);
            } else {
                self.supersede(*id, lot.earned.max(best.earned));
            }
        }
    }

    fn stand_up(&mut self, id: LotId) {
        let day = self.day;
        let Some(mut lot) = self.model.lots.get(&id).cloned() else { return };
        let home = lot.home(&[], day);
        let down = Standing::plain(Place::Superseded);
        if lot.quanta.iter().any(|(standing, _)| *standing == down) {
            lot.quanta.iter_mut().filter(|(standing, _)| *standing == down).for_each(|one| one.0 = home.clone());
            lot.latest = lot.latest.max(day);
            self.model.lots.insert(id, lot);
        }
    }

    fn supersede(&mut self, id: LotId, on: Date) {
        let day = self.day;
        self.model.lots.entry(id).and_modify(|lot| {
            if lot.quanta.iter().any(|(standing, _)| *standing == Standing::FREE) {
                lot.latest = lot.latest.max(on).max(day);
            }
            let free = lot.quanta.iter_mut().filter(|(standing, _)| *standing == Standing::FREE);
            free.for_each(|one| one.0 = Standing::plain(Place::Superseded));
        });
    }

    fn wait(&mut self, id: LotId, used: &[LotId]) {
        let causes: Vec<_> = used.iter().flat_map(|lot| self.uses_of(*lot)).map(entry_of).collect();
        self.model.lots.entry(id).and_modify(|lot| lot.marks.extend(causes));
    }

    fn settle(&mut self, settle: &Settle) {
        let Settle { cause, how, subject } = settle;
        let marked = match subject {
            Subject::Lot(id) => self.model.lots.get(id).is_some_and(|lot| lot.marks.contains(cause)),
            other => self.model.uses.get(other).is_some_and(|one| one.marks.contains(cause)),
        };
        self.unless(marked, "NotSuspended");
        let mut live = self.model.uses.iter().filter(|(_, one)| !one.ended);
        let found = match subject {
            Subject::Lot(_) => live.find(|(id, _)| entry_of(**id) == *cause),
            other => live.find(|(id, _)| *id == other),
        };
        let Some((id, one)) = found.map(|(id, one)| (*id, one.clone())) else { return };
        self.by(if matches!(id, Subject::Hold(_)) { "reviewer" } else { "awarder" });
        self.owner(&one.institution);
        self.not_before(one.from);
        match how {
            Settlement::Undo => self.end(id),
            Settlement::Keep { .. } => {
                self.lift(*subject, *cause);
                if let Subject::Lot(lot) = subject
                    && self.model.lots.get(lot).is_some_and(|lot| lot.marks.is_empty())
                {
                    self.order(*lot, false);
                }
            }
            Settlement::Replan { take, without } => {
                self.lift(*subject, *cause);
                self.replan(id, &one, take, without);
            }
        }
    }

    fn lift(&mut self, subject: Subject, cause: EntryId) {
        match subject {
            Subject::Lot(id) => drop(self.model.lots.entry(id).and_modify(|lot| drop(lot.marks.remove(&cause)))),
            other => drop(self.model.uses.entry(other).and_modify(|one| drop(one.marks.remove(&cause)))),
        }
    }

    fn replan(&mut self, id: Subject, one: &Use, take: &[Take], without: &[LotId]) {
        let (Subject::Decision(decision), Some(scope), Some(kind)) = (id, one.scope.clone(), one.kind) else {
            return self.unless(false, "NotReversible");
        };
        let asked = self.asked(take);
        let (gone, kept): (Vec<_>, Vec<_>) = one.take.iter().copied().partition(|(lot, _)| without.contains(lot));
        self.unless(without.iter().all(|lot| gone.iter().any(|(id, _)| id == lot)), "Unknown");
        let revoked = |lot: &LotId| self.model.lots.get(lot).is_some_and(|lot| lot.revoked.is_some());
        let stays_revoked = kept.iter().any(|(lot, _)| revoked(lot));
        self.unless(!stays_revoked, "Revoked");
        self.unless(!kept.iter().any(|(lot, _)| asked.iter().any(|(id, _)| id == lot)), "NamedTwice");
        self.unless(self.totals(&gone) == self.totals(&asked), "PlanDiffers");
        without.iter().for_each(|lot| self.free(*lot, id));
        asked.iter().for_each(|one| self.bind_one(*one, &[], &scope, kind, decision));
        let all: Vec<_> = kept.into_iter().chain(asked.iter().copied()).collect();
        let attempts: Vec<_> = all.iter().filter_map(|(lot, _)| self.model.lots.get(lot)?.attempt.clone()).collect();
        for lot in self.model.lots.values_mut() {
            if !lot.attempt.as_ref().is_some_and(|attempt| attempts.contains(attempt)) {
                lot.marks.remove(&decision.entry);
            }
        }
        self.model.uses.entry(id).and_modify(|one| one.take = all);
        without.iter().chain(asked.iter().map(|(lot, _)| lot)).for_each(|lot| self.order(*lot, false));
    }

    fn totals(&self, take: &[(LotId, usize)]) -> BTreeMap<String, usize> {
        let mut totals = BTreeMap::new();
        for (lot, count) in take {
            let Some(lot) = self.model.lots.get(lot).filter(|lot| !lot.is_nothing) else { continue };
            *totals.entry(lot.unit.clone()).or_default() += count;
        }
        totals
    }

    fn reverse(&mut self, reverse: &Reverse) {
        let entry = reverse.entry;
        self.unless(!self.model.reversed.contains(&entry), "Reversed");
        let (lot, decision) = (LotId { entry, k: 0 }, DecisionId { entry, k: 0 });
        let is_decision = self.model.uses.contains_key(&Subject::Decision(decision));
        self.by(if is_decision { "awarder" } else { "registrar" });
        reverse.cascade.iter().for_each(|id| self.end_decision(*id));
        let left = self.model.enrolments.iter().find(|(_, one)| one.left.is_some_and(|(by, _)| by == entry));
        let left = left.map(|(id, one)| (*id, one.clone()));
        if self.model.lots.contains_key(&lot) {
            self.strike(lot);
        } else if is_decision {
            if !reverse.cascade.contains(&decision) {
                self.end_decision(decision);
            }
        } else if let Some(fact) = self.model.records.remove(&entry) {
            self.undo_fact(&fact);
        } else if let Some(fact) = self.model.enrolments.remove(&entry) {
            self.unless(fact.left.is_none(), "Ended");
            self.undo_fact(&fact);
        } else if let Some((id, fact)) = left {
            self.undo_fact(&fact);
            self.model.enrolments.insert(id, Fact { left: None, ..fact });
        } else if let Some((lot, before, on)) = self.model.regrades.get(&entry).cloned() {
            self.undo_regrade(entry, lot, before, on);
        } else if self.model.revocations.contains(&entry) {
            self.undo_revocation(entry);
        } else {
            let ours = entry.home.is_none() && entry.n < self.model.next;
            self.unless(false, if ours { "NotReversible" } else { "Unknown" });
        }
        if entry.home.is_none() {
            self.model.reversed.insert(entry);
        }
    }

    fn undo_fact(&mut self, fact: &Fact) {
        self.owner(&fact.institution);
        self.not_before(fact.on);
        fact.left.into_iter().for_each(|(_, on)| self.not_before(on));
    }

    fn strike(&mut self, id: LotId) {
        let Some(lot) = self.issued(id) else { return };
        self.not_before(lot.latest);
        self.unless(self.uses_of(id).is_empty() && !lot.is_used(), "InUse");
        self.model.lots.remove(&id);
        lot.attempt.into_iter().for_each(|attempt| self.order_attempts(&attempt, None));
    }

    fn undo_regrade(&mut self, entry: EntryId, id: LotId, before: Option<Grade>, on: Date) {
        let Some(lot) = self.model.lots.get(&id).cloned() else { return self.unless(false, "Unknown") };
        self.owner(&lot.issuer);
        self.not_before(on);
        let regrades = self.model.regrades.iter().filter(|(at, _)| !self.model.reversed.contains(at));
        let later = regrades.into_iter().any(|(at, (lot, _, _))| *at > entry && *lot == id);
        self.unless(!later, "InUse");
        self.model.lots.insert(id, Quanta { grade: before, ..lot });
        self.model.uses.values_mut().for_each(|one| drop(one.marks.remove(&entry)));
        self.order(id, false);
    }

    fn undo_revocation(&mut self, entry: EntryId) {
        let day = self.day;
        let revoked = self.model.lots.iter().filter(|(_, lot)| lot.revoked == Some(entry));
        let revoked: Vec<_> = revoked.map(|(id, lot)| (*id, lot.clone())).collect();
        for (id, mut lot) in revoked.clone() {
            self.owner(&lot.issuer);
            self.not_before(lot.latest);
            lot.revoked = None;
            let whole = lot.clone();
            for (standing, before) in &mut lot.quanta {
                let was = before.take().filter(|was| matches!(was.place, Place::Superseded | Place::Expired));
                if standing.place == Place::Revoked {
                    *standing = was.unwrap_or_else(|| whole.home(&standing.scopes, day));
                }
            }
            lot.latest = lot.latest.max(day);
            self.model.lots.insert(id, lot);
        }
        self.model.uses.values_mut().for_each(|one| drop(one.marks.remove(&entry)));
        for (id, _) in revoked {
            let free = |lot: &Quanta| lot.quanta.iter().any(|(standing, _)| *standing == Standing::FREE);
            let is_back = self.model.lots.get(&id).is_some_and(free);
            self.order(id, is_back);
        }
    }

    fn merge_out(&mut self, out: &MergeOut) {
        self.by("operator");
        self.power(&["BANK"]);
        self.model.since.into_iter().for_each(|since| self.not_before(since));
        self.unless(out.into != self.model.learner, "MergeTarget");
        let held = self.model.uses.iter().any(|(id, one)| matches!(id, Subject::Hold(_)) && !one.ended);
        self.unless(!held, "InUse");
        let day = self.day;
        let latest: Vec<_> = self.model.lots.values().map(|lot| lot.latest).collect();
        latest.into_iter().for_each(|latest| self.not_before(latest));
        for lot in self.model.lots.values_mut() {
            lot.quanta.iter_mut().for_each(|one| one.0 = Standing::plain(Place::Moved));
            lot.latest = lot.latest.max(day);
        }
        self.model.uses.retain(|id, _| matches!(id, Subject::Hold(_)));
        self.model.enrolments.clear();
        self.model.records.clear();
        self.turn(Status::Merged { into: out.into });
    }

    /// What comes is in the command. Ids name the passbook that things were made in.
    fn merge_in(&mut self, come: &MergeIn) {
        self.by("operator");
        self.power(&["BANK"]);
        let (from, to, day) = (come.from, self.model.learner, self.day);
        self.unless(from != to, "MergeTarget");
        let is_new = self.model.taken.insert(come.position);
        self.unless(is_new, "NotCited");
        let renamed = |entry: &EntryId| entry.moved(from, to);
        let mut arrived = Vec::new();
        for lot in &come.bundle.lots {
            self.not_before(lot.latest);
            let mut quanta = Quanta::of(lot);
            quanta.latest = quanta.latest.max(day);
            quanta.revoked = quanta.revoked.as_ref().map(renamed);
            quanta.marks = quanta.marks.iter().map(renamed).collect();
            for (standing, _) in &mut quanta.quanta {
                if let Place::Consumed(by) = &mut standing.place {
                    *by = by.moved(from, to);
                }
                standing.scopes.iter_mut().for_each(|one| one.decision = one.decision.moved(from, to));
                standing.scopes.sort();
            }
            let id = lot.id.moved(from, to);
            self.model.lots.insert(id, quanta);
            arrived.push(id);
        }
        arrived.sort();
        let decisions = come.bundle.decisions.iter();
        for one in decisions {
            let count = |take: &Take| usize::try_from(take.credits.ten_thousandths() / QUANTUM).unwrap_or(0);
            let take = one.take.iter().map(|take| (take.lot.moved(from, to), count(take))).collect();
            let (scope, kind) = (Some(one.scope.clone()), Some(one.r#use));
            let (institution, recorded) = (one.institution.clone(), one.recorded);
            let marks = one.marks.iter().map(renamed).collect();
            let (ended, effective) = (one.ended.is_some(), one.effective);
            let one_id = Subject::Decision(one.id.moved(from, to));
            let one = Use { institution, take, from: effective, recorded, through: None, scope, kind, ended, marks };
            self.model.uses.insert(one_id, one);
        }
        for one in &come.bundle.enrolments {
            let left = one.left.as_ref().map(|left| (renamed(&left.entry), left.on));
            let fact = Fact { institution: one.institution.clone(), on: one.from, left };
            self.model.enrolments.insert(renamed(&one.id), fact);
        }
        for one in &come.bundle.records {
            let fact = Fact { institution: one.institution.clone(), on: one.on, left: None };
            self.model.records.insert(renamed(&one.id), fact);
        }
        arrived.iter().for_each(|id| self.give_way(*id));
        // The uses of what came are not known before the last line of a merge, and suspend nothing.
        arrived.iter().for_each(|id| self.order(*id, false));
        if come.bundle.last {
            self.model.former.push(from);
            self.suspend_twice_used();
        }
    }

    /// Of two lots with one tag the used one stays, or else the one that was here.
    fn give_way(&mut self, id: LotId) {
        let Some(come) = self.model.lots.get(&id).cloned().filter(|lot| lot.tag.is_some()) else { return };
        let twin = |(other, lot): &(&LotId, &Quanta)| **other != id && lot.tag == come.tag && lot.revoked.is_none();
        let here = self.model.lots.iter().find(twin).map(|(id, lot)| (*id, lot.is_used()));
        match here {
            Some((here, false)) if come.is_used() => self.supersede(here, self.day),
            Some(_) if !come.is_used() => self.supersede(id, self.day),
            _ => {}
        }
    }

    /// Of two equal outcomes that are both used, the later decision is suspended.
    fn suspend_twice_used(&mut self) {
        let used: Vec<_> = self.model.lots.iter().filter(|(_, lot)| lot.is_used()).collect();
        let same = |one: &Quanta, two: &Quanta| {
            (one.tag.is_some() && one.tag == two.tag) || (one.attempt.is_some() && one.attempt == two.attempt)
        };
        let mut later = BTreeSet::new();
        for (one_id, one) in &used {
            for (two_id, two) in used.iter().filter(|(two_id, _)| one_id < two_id) {
                if same(one, two) {
                    let uses =
                        self.model.uses.iter().filter(|(id, one)| !one.ended && matches!(id, Subject::Decision(_)));
                    let uses =
                        uses.filter(|(_, use_)| use_.take.iter().any(|(lot, _)| lot == *one_id || lot == *two_id));
                    later.extend(uses.max_by_key(|(id, one)| (one.recorded, **id)).map(|(id, _)| *id));
                }
            }
        }
        for id in later {
            self.model.uses.entry(id).and_modify(|one| drop(one.marks.insert(self.me)));
        }
    }
}

/// The entry that made a hold, a decision or a lot.
const fn entry_of(subject: Subject) -> EntryId {
    match subject {
        Subject::Hold(id) => id.entry,
        Subject::Decision(id) => id.entry,
        Subject::Lot(id) => id.entry,
    }
}
