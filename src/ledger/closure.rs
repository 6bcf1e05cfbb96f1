//! What is built on a lot: the uses of it, what conversions made of it, the uses of that, and so on; and how a conversion is
//! taken back. What a merge shows to be the learner's own work is suspended with what is built on it.

use std::collections::{BTreeMap, BTreeSet};

use crate::credit::Credits;
use crate::id::{DecisionId, EntryId, HoldId, LearnerId, LotId, MandateId};
use crate::ledger::application::{Application, Conversion};
use crate::ledger::desk::Desk;
use crate::ledger::group::subjects;
use crate::ledger::lot::LotPart;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::named::Latest;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::published::Published;
use crate::ledger::refusal::{LotRefusal, Refusal, WhenRefusal};
use crate::ledger::standing::{Subject, UseKind};
use crate::rules::{Grant, Output};

impl Desk<'_> {
    fn made_by(&self, id: DecisionId) -> &[LotId] {
        let conversion = self.decision(id).and_then(|decision| decision.conversion.as_ref());
        conversion.map(|conversion| conversion.made.as_slice()).unwrap_or_default()
    }

    /// Suspends everything that is built on a lot, through conversions; never their other inputs.
    pub(crate) fn mark_built_on(&mut self, cause: EntryId, lot: LotId) {
        self.mark_built(cause, lot, |_| true);
    }

    /// Suspends what rests on more of a lot than is left of it: every use, where less is left than is in use; else what was
    /// shown more of it than there is, and what only read it, and so all of it.
    pub(crate) fn mark_short(&mut self, id: LotId, left: Credits) {
        let cause = self.entry();
        let is_short = self.lot(id).is_ok_and(|lot| !lot.short().is_zero());
        let uses = self.relying_on(id).into_iter().filter(|one| is_short || self.reads_more(*one, id, left));
        let uses: Vec<_> = uses.collect();
        uses.into_iter().for_each(|one| self.mark_use(cause, one));
    }

    /// Whether a use has nothing of a lot, and read more of it than this: what was shown says how much, others read it whole.
    fn reads_more(&self, subject: Subject, lot: LotId, left: Credits) -> bool {
        let has = |part: &LotPart| subjects(&part.standing).any(|by| by == subject);
        if self.lot(lot).is_ok_and(|lot| lot.parts.iter().any(has)) {
            return false;
        }
        let shown = if let Subject::Decision(id) = subject { self.decision(id) } else { None };
        let shown = shown.filter(|one| one.r#use == UseKind::Witness);
        let shown = shown.and_then(|one| one.take.iter().find(|take| take.lot == lot));
        shown.is_none_or(|take| take.credits > left)
    }

    /// Suspends everything that was built on a lot after a line of this passbook, and what is built on that.
    pub(crate) fn mark_built_since(&mut self, line: EntryId, lot: LotId) {
        self.mark_built(self.entry(), lot, |by| by.home.is_none() && by.n > line.n);
    }

    fn mark_built(&mut self, cause: EntryId, root: LotId, counts: impl Fn(EntryId) -> bool) {
        let uses = self.relying_on(root).into_iter();
        uses.filter(|one| one.entry().is_some_and(&counts)).for_each(|one| self.mark_use(cause, one));
    }

    /// Suspends a use, what it made, and everything that is built on that.
    pub(crate) fn mark_use(&mut self, cause: EntryId, subject: Subject) {
        let (mut waiting, mut seen) = (vec![subject], BTreeSet::new());
        while let Some(subject) = waiting.pop() {
            self.mark(cause, subject);
            let Subject::Decision(decision) = subject else { continue };
            for made in self.made_by(decision).to_vec() {
                if seen.insert(made) {
                    self.mark(cause, Subject::Lot(made));
                    waiting.extend(self.relying_on(made));
                }
            }
        }
    }

    /// A lot or a conversion that was suspended stands: what is built on it is no longer suspended for that cause,
    /// unless it is so in another way too.
    pub(crate) fn lift_built_on(&mut self, cause: EntryId, subject: Subject) {
        let mut stand = match subject {
            Subject::Lot(lot) => vec![lot],
            Subject::Decision(id) => self.made_by(id).to_vec(),
            Subject::Hold(_) => Vec::new(),
        };
        while let Some(lot) = stand.pop() {
            self.lift(cause, Subject::Lot(lot));
            for subject in self.relying_on(lot) {
                if self.is_marked(cause, subject) && !self.relies_otherwise(cause, subject) {
                    self.lift(cause, subject);
                    stand.extend(if let Subject::Decision(id) = subject { self.made_by(id) } else { &[] });
                }
            }
        }
    }

    /// Later awards that count what this one counts: they carry out of it.
    pub(crate) fn carriers_of(&self, award: &Decision) -> BTreeSet<DecisionId> {
        let lots = award.take.iter().filter_map(|take| self.lot(take.lot).ok());
        let shared = lots
            .flat_map(|lot| &lot.parts)
            .filter(|part| part.standing.scopes.iter().any(|one| one.decision == award.id));
        let others = shared.flat_map(|part| &part.standing.scopes).map(|one| one.decision);
        let is_later = |id: &DecisionId| {
            let other = self.book().decisions.get(id).filter(|other| other.award.is_some());
            other.is_some_and(|other| other.order() > award.order())
        };
        others.filter(is_later).collect()
    }

    /// Awards that carried out of one that is not as it was any more are suspended until somebody has looked.
    pub(crate) fn mark_carriers(&mut self, carriers: BTreeSet<DecisionId>) {
        let cause = self.entry();
        carriers.into_iter().for_each(|later| self.mark(cause, Subject::Decision(later)));
    }

    fn is_marked(&self, cause: EntryId, subject: Subject) -> bool {
        let lifted = self.effects.lifts.iter().any(|mark| (mark.cause, mark.on) == (cause, subject));
        self.book().marks_on(subject).contains(&cause) && !lifted
    }

    /// Whether a line regraded or revalued a lot, or took that back.
    fn corrected_by(&self, n: u32, lot: LotId) -> bool {
        let (book, reversed) = (self.book(), &self.book().reversed);
        let is_of = |n: &u32| {
            book.regrades.get(n).is_some_and(|of| of.lot == lot) || book.revalues.get(n).is_some_and(|of| *of == lot)
        };
        is_of(&n) || reversed.iter().any(|(line, by)| *by == n && line.home.is_none() && is_of(&line.n))
    }

    /// Whether the cause is about a use itself, or about an assessment or a relief that it rests on.
    fn is_own(&self, cause: EntryId, subject: Subject) -> bool {
        let (book, own) = (self.book(), Some(cause));
        match subject {
            Subject::Decision(id) => book.decisions.get(&id).is_some_and(|one| {
                let mut lines = one.award.iter().flat_map(|award| &award.rests_on);
                one.own == own || lines.any(|line| book.is_line_suspended(*line, cause))
            }),
            Subject::Hold(id) => book.holds.get(&id).is_some_and(|one| one.own == own),
            Subject::Lot(_) => false,
        }
    }

    /// Whether a use relies on the lot that the cause is about, or on another one that is suspended for it; or the cause is
    /// about it.
    fn relies_otherwise(&self, cause: EntryId, subject: Subject) -> bool {
        if self.is_own(cause, subject) {
            return true;
        }
        let lots: Vec<_> = match subject {
            Subject::Decision(id) => self.book().decisions.get(&id).iter().flat_map(|one| one.all_lots()).collect(),
            Subject::Hold(id) => self.book().holds.get(&id).iter().flat_map(|one| one.all_lots()).collect(),
            Subject::Lot(_) => Vec::new(),
        };
        lots.into_iter().any(|lot| {
            let corrected = cause.home.is_none() && self.corrected_by(cause.n, lot);
            let revoked = self.book().lots.get(&lot).is_some_and(|lot| lot.revoked == Some(cause));
            corrected || revoked || self.is_marked(cause, Subject::Lot(lot))
        })
    }
}

impl Desk<'_> {
    /// Strikes what a conversion made. It is refused, naming the uses, if any of it is used or revoked, or if a later
    /// conversion drew on the residual that this one left.
    pub(crate) fn take_back(&mut self, decision: &Decision, conversion: &Conversion) -> Result<(), Refusal> {
        let drawn = self.drew_on(decision, conversion);
        if !drawn.is_empty() {
            return Err(LotRefusal::InUse { uses: drawn }.into());
        }
        for made in &conversion.made {
            let lot = self.lot(*made)?;
            if let Some(by) = lot.revoked {
                return Err(LotRefusal::Revoked { lot: *made, by }.into());
            }
            let uses = self.uses_of(*made);
            if !uses.is_empty() || lot.is_used() {
                return Err(LotRefusal::InUse { uses }.into());
            }
            if self.day() < lot.latest {
                let (effective, latest) = (self.day(), lot.latest);
                return Err(WhenRefusal::TooEarly { effective, latest, subject: Latest::Lot(*made) }.into());
            }
        }
        conversion.made.iter().for_each(|made| self.strike(*made));
        Ok(())
    }

    /// Later conversions under the same rules that rest on what this one did to the residual: without it they would
    /// have found another one, or what is left would come to a whole quantum.
    pub(crate) fn drew_on(&self, decision: &Decision, conversion: &Conversion) -> Vec<Subject> {
        let is_later = |other: &&Decision| other.order() > decision.order();
        let later = self.book().live_decisions().filter(is_later);
        let later = later.filter(|other| !self.has_ended(Subject::Decision(other.id)));
        let drew = |other: &Decision| {
            let same = other.conversion.as_ref().filter(|other| other.document == conversion.document);
            same.is_some_and(|other| other.grants.iter().any(|grant| rests_on(grant, &conversion.grants)))
        };
        later.filter(|other| drew(other)).map(|other| Subject::Decision(other.id)).collect()
    }
}

fn rests_on(later: &Grant, earlier: &[Grant]) -> bool {
    let same_rule = earlier.iter().filter(|grant| grant.rule == later.rule);
    let changed = same_rule.flat_map(|grant| &grant.outputs).filter(|output| output.after != output.before);
    changed.into_iter().any(|one| {
        let rests = |output: &&Output| !output.before.is_zero() || (!one.before.is_zero() && !output.after.is_zero());
        later.outputs.iter().filter(|output| output.shares_residual(one)).any(|output| rests(&output))
    })
}

/// The passbooks of whoever holds a mandate, as far as any document tells that was ever published.
pub(crate) fn passbooks_of(published: &Published, id: &MandateId) -> BTreeSet<LearnerId> {
    let versions = || published.mandate_versions(id);
    let persons = versions().filter_map(|mandate| mandate.person.as_ref());
    let by_person = persons.flat_map(|person| published.passbooks_of(person));
    versions().filter_map(|mandate| mandate.learner).chain(by_person).collect()
}

/// The learner that some ids are of, and which mandates are theirs.
struct Learner<'a> {
    published: &'a Published,
    ids: BTreeSet<LearnerId>,
    known: BTreeMap<MandateId, bool>,
}

impl Learner<'_> {
    fn holds(&mut self, mandate: &MandateId) -> bool {
        if let Some(known) = self.known.get(mandate) {
            return *known;
        }
        let holds = !passbooks_of(self.published, mandate).is_disjoint(&self.ids);
        self.known.insert(mandate.clone(), holds);
        holds
    }

    fn signed(&mut self, by: &[MandateId]) -> bool {
        by.iter().any(|mandate| self.holds(mandate))
    }
}

/// What is found to be the learner's own work.
#[derive(Default)]
struct Found {
    lots: BTreeSet<LotId>,
    uses: BTreeSet<Subject>,
    /// The lines of assessments and reliefs.
    lines: BTreeSet<EntryId>,
}

impl Desk<'_> {
    /// Suspends what the learner did under a mandate, in whichever of the passbooks that are one now: lots, decisions,
    /// applications under review, assessments and reliefs, with what is built on them. `came`: matriculations that come in.
    pub(crate) fn suspend_own(&mut self, ids: BTreeSet<LearnerId>, came: &[Matriculation]) {
        let mut learner = Learner { published: self.published(), ids, known: BTreeMap::new() };
        let found = self.found(&mut learner, came);
        let cause = self.entry();
        for lot in found.lots {
            self.mark(cause, Subject::Lot(lot));
            self.mark_built_on(cause, lot);
        }
        let awards: Vec<_> =
            self.live_decisions().filter(|one| rests_on_lines(one, &found.lines)).map(|one| one.id).collect();
        let awards = awards.into_iter().map(Subject::Decision);
        found.uses.iter().copied().chain(awards).for_each(|one| self.mark_use(cause, one));
        let made = found.uses.iter().filter_map(|one| one.entry());
        self.effects.own = found.lines.iter().copied().chain(made).collect();
        self.effects.own.sort();
    }

    fn found(&self, learner: &mut Learner<'_>, came: &[Matriculation]) -> Found {
        let mut found = Found::default();
        // What a conversion made is suspended with it. What is suspended already waits for somebody else.
        let accrued = self.lots().filter(|lot| !lot.is_converted() && lot.marks.is_empty());
        found.lots.extend(accrued.filter(|lot| learner.holds(&lot.by)).map(|lot| lot.id));
        let decided = self.live_decisions().filter(|one| one.own.is_none());
        found.uses.extend(decided.filter(|one| learner.signed(&one.by)).map(|one| Subject::Decision(one.id)));
        let filed = self.book().applications.values().filter(|one| one.ended.is_none());
        found.uses.extend(filed.filter(|one| learner.signed(&one.signed)).map(|one| Subject::Hold(one.id)));
        for of in self.book().matriculations.values().chain(came) {
            let tried = of.assessments.iter().filter(|one| one.suspended.is_none());
            found.lines.extend(tried.filter(|one| learner.holds(&one.by)).map(|one| one.entry));
            let decided = of.reliefs.iter().filter(|one| one.suspended.is_none());
            found.lines.extend(decided.filter(|one| learner.holds(&one.by)).map(|one| one.entry));
        }
        found
    }
}

fn rests_on_lines(decision: &Decision, lines: &BTreeSet<EntryId>) -> bool {
    decision.award.iter().flat_map(|award| &award.rests_on).any(|line| lines.contains(line))
}

impl Application {
    /// Somebody agreed to it.
    pub(crate) fn agreed_by(&mut self, mandate: &MandateId) {
        sign(&mut self.signed, mandate);
    }
}

impl Decision {
    /// Somebody settled it.
    pub(crate) fn settled_by(&mut self, mandate: &MandateId, cause: EntryId) {
        settled(&mut self.own, &mut self.by, mandate, cause);
    }
}

/// Somebody settled a use. Who keeps what the learner made answers for it alone.
fn settled(own: &mut Option<EntryId>, by: &mut Vec<MandateId>, mandate: &MandateId, cause: EntryId) {
    if *own == Some(cause) {
        *own = None;
        by.clear();
    }
    sign(by, mandate);
}

/// One more mandate, in order and once.
fn sign(by: &mut Vec<MandateId>, mandate: &MandateId) {
    if let Err(place) = by.binary_search(mandate) {
        by.insert(place, mandate.clone());
    }
}

impl Passbook {
    /// Somebody settled a hold, and answers for its application.
    pub(crate) fn hold_settled_by(&mut self, id: HoldId, mandate: &MandateId, cause: EntryId) {
        let (hold, application) = (self.holds.get_mut(&id), self.applications.get_mut(&id));
        if let (Some(hold), Some(application)) = (hold, application) {
            settled(&mut hold.own, &mut application.signed, mandate, cause);
        }
    }

    /// Whether an assessment or a relief is suspended for a cause.
    pub(crate) fn is_line_suspended(&self, line: EntryId, cause: EntryId) -> bool {
        let of = |one: &Matriculation| {
            let tried = one.assessments.iter().map(|one| (one.entry, one.suspended));
            let decided = one.reliefs.iter().map(|one| (one.entry, one.suspended));
            tried.chain(decided).any(|one| one == (line, Some(cause)))
        };
        self.matriculations.values().any(of)
    }

    /// The learner did these lines: a merge suspends what they made.
    pub(crate) fn disown(&mut self, lines: &[EntryId], by: EntryId) {
        for line in lines {
            let decision = self.decisions.get_mut(&DecisionId { entry: *line, k: 0 }).map(|one| &mut one.own);
            let hold = self.holds.get_mut(&HoldId { entry: *line, k: 0 }).map(|one| &mut one.own);
            decision.into_iter().chain(hold).for_each(|own| *own = Some(by));
            for of in self.matriculations.values_mut() {
                let tried = of.assessments.iter_mut().map(|one| (one.entry, &mut one.suspended));
                let decided = of.reliefs.iter_mut().map(|one| (one.entry, &mut one.suspended));
                let own = tried.chain(decided).filter(|(entry, _)| entry == line);
                own.for_each(|(_, suspended)| *suspended = Some(by));
            }
        }
    }
}
