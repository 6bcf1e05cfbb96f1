//! What a learner did for themselves, as it turns out when two passbooks become one: somebody acted lawfully on a
//! passbook that was not theirs, and now it is.

use std::collections::{BTreeMap, BTreeSet};

use crate::id::{DecisionId, EntryId, HoldId, LearnerId, LotId, MandateId};
use crate::ledger::application::Application;
use crate::ledger::desk::Desk;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::passbook::{Decision, Passbook};
use crate::ledger::published::Published;
use crate::ledger::standing::Subject;

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
            self.live_decisions().filter(|one| rests_on(one, &found.lines)).map(|one| one.id).collect();
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

fn rests_on(decision: &Decision, lines: &BTreeSet<EntryId>) -> bool {
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
