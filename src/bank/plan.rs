//! Plans: the best lawful use of what a learner has, for the programme of a matriculation.

use std::collections::BTreeSet;

use crate::advice::{Beside, Report, Tempting, why};
use crate::bank::answer::Rejection;
use crate::bank::core::Bank;
use crate::error::Error;
use crate::id::{Code, DecisionId, DocumentId, EntryId, InstitutionId, LearnerId, MandateId, ProgrammeId, RequestKey};
use crate::ledger::{
    Apply, Attached, Command, Filing, Matriculation, Missed, Named, Offer, Outlook, Passbook, Redeem, Refusal,
    RevokeAward, Settlement, apply, barred, decide_learner, holdings, holdings_again, outlook, with_offers,
};
use crate::planner::{Holdings, Plan, Recognition, plan, recognise};
use crate::programme::Programmes;
use crate::solver::{Certificate, Effort};
use crate::store::Store;
use crate::time::{Clock, Date, Timestamp};

/// A plan, its proof, and what it was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planning {
    /// What the learner has that does not count, and rules that would not convert, for who asks why.
    pub beside: Beside,
    /// The proof of how good the plan is.
    pub certificate: Certificate,
    /// What the learner brings.
    pub holdings: Holdings,
    /// The matriculation.
    pub matriculation: EntryId,
    /// Conversions that are open to the learner.
    pub offers: Vec<Offer>,
    /// The plan.
    pub plan: Plan,
}

impl Planning {
    /// What is to be asked for the award: the plan and its proof go with it as attachments.
    ///
    /// # Errors
    /// If a number in the proof is too large for canonical JSON.
    pub fn redeem(&self) -> Result<Redeem, Error> {
        let invalid = |error: crate::journal::CanonicalError| Error::invalid(error.to_string());
        Ok(Redeem {
            certificate: Attached::new(self.certificate.clone()).map_err(invalid)?,
            matriculation: self.matriculation,
            plan: Attached::new(self.plan.clone()).map_err(invalid)?,
        })
    }

    /// How a suspended award is settled on this plan.
    ///
    /// # Errors
    /// As for [`Planning::redeem`].
    pub fn settlement(&self) -> Result<Settlement, Error> {
        self.redeem().map(|Redeem { certificate, plan, .. }| Settlement::Redeem { certificate, plan })
    }

    /// The applications that the plan counts on, in its order.
    pub fn applications(&self) -> impl Iterator<Item = &Apply> {
        let offer = |id: &Code| self.offers.iter().find(|one| one.conversion.id == *id);
        self.plan.conversions.iter().filter_map(offer).map(|one| &one.apply)
    }
}

/// A programme that somebody asks about without being enrolled in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    /// The document of the programme: the version in force on the day.
    pub document: DocumentId,
    /// The institution that would recognise.
    pub institution: InstitutionId,
    /// The programme.
    pub programme: ProgrammeId,
}

/// So often is a plan made again because its conversions cannot all be had.
const AGAIN_MOST: usize = 32;

impl<S: Store, C: Clock> Bank<S, C> {
    /// Plans with what is in the passbook on a day. Nothing is written.
    ///
    /// # Errors
    /// A refusal if there is no such matriculation; a failure if there can be no plan, or it is too large.
    pub fn plan(&mut self, learner: LearnerId, matriculation: EntryId, day: Date) -> Result<Planning, Rejection> {
        self.ready()?;
        self.planned(learner, matriculation, day, Outlook::default())
    }

    /// Plans with what is in the passbook on a day, and with the conversions that are open to the learner if they are
    /// filed so. The plan's conversions can be filed in its order, and all of them are granted. Nothing is written.
    ///
    /// # Errors
    /// As for [`Bank::plan`].
    pub fn plan_with(
        &mut self,
        learner: LearnerId,
        matriculation: EntryId,
        filing: &Filing,
        day: Date,
    ) -> Result<Planning, Rejection> {
        self.ready()?;
        let recorded = self.recorded()?;
        let book = self.book_of(learner)?;
        let mut outlook = outlook(book, self.published(), filing, day, recorded);
        for _ in 0..AGAIN_MOST {
            let planning = self.planned(learner, matriculation, day, outlook.clone())?;
            let Some(clash) = self.clash(learner, &planning, filing, day, recorded)? else { return Ok(planning) };
            forbid(&mut outlook, &clash);
        }
        // Each round forbids one more set of conversions: without any there is no clash.
        self.planned(learner, matriculation, day, Outlook { offers: Vec::new(), ..outlook })
    }

    /// Plans anew for an award that is suspended, as if it had been revoked on a day: what
    /// [`Settlement::Redeem`](crate::ledger::Settlement) asks for. `by` is an awarder at the institution that made it. Nothing is written.
    ///
    /// # Errors
    /// A refusal if there is no such award, or it could not be revoked that day; else as for [`Bank::plan`].
    pub fn plan_again(
        &mut self,
        learner: LearnerId,
        award: DecisionId,
        by: &MandateId,
        day: Date,
    ) -> Result<Planning, Rejection> {
        self.ready()?;
        let recorded = self.recorded()?;
        let mut book = self.book_of(learner)?.clone();
        let none = || Refusal::NoAward { decision: award };
        let made = book.decisions.get(&award).and_then(|one| one.award.as_ref()).ok_or_else(none)?;
        let matriculation = made.matriculation;
        let reason = Code::numbered(0);
        let act = RevokeAward { award, reason }.into();
        let command = Command { learner, by: by.clone(), effective: day, act };
        let entry = decide_learner(&book, self.published(), &RequestKey::constant("plan"), &command, recorded)?;
        apply(&mut book, &entry).map_err(|corrupt| Error::invalid(corrupt.to_string()))?;
        let (of, pinned) = self.pinned(&book, matriculation, day)?;
        let held = holdings_again(&book, self.published(), of, pinned, day);
        self.planned_for(&book, of, pinned, held, Outlook::default())
    }

    /// What would be recognised of what is in the passbook on a day, by a programme in which nobody need be enrolled, with the
    /// conversions that are open to the learner if they are filed so. Nothing is written.
    ///
    /// # Errors
    /// A refusal if there is no such passbook, or no such programme in force; a failure if it is too large.
    pub fn recognised(
        &mut self,
        learner: LearnerId,
        prospect: &Prospect,
        filing: &Filing,
        day: Date,
    ) -> Result<Recognition, Rejection> {
        self.ready()?;
        let recorded = self.recorded()?;
        let Prospect { document, institution, programme } = prospect;
        let none = || Refusal::NotInForce { what: "document", document: document.clone(), day };
        let found = self.published().programmes(document, day).ok_or_else(none)?;
        let of = Matriculation::prospective((document, found.position), institution, programme, day);
        let (book, published) = (self.book_of(learner)?, self.published());
        let outlook = outlook(book, published, filing, day, recorded);
        let mut held = with_offers(holdings(book, published, &of, found.item, day), book, published, &outlook.offers);
        let limits = outlook.limits.into_iter().filter(|one| !held.limits.contains(one)).collect::<Vec<_>>();
        held.limits.extend(limits);
        let found = recognise(found.item, programme, &held, Effort::default());
        Ok(found.map_err(|error| Error::invalid(format!("nothing can be said of it: {error}")))?)
    }

    /// What a plan means: what counts where, why the award is not reached, and what would change that.
    ///
    /// # Errors
    /// A refusal if there is no such matriculation; a failure if the plan is not for it.
    pub fn why(&self, learner: LearnerId, planning: &Planning) -> Result<Report, Rejection> {
        let day = planning.plan.day;
        let (_, pinned) = self.pinned(self.book_of(learner)?, planning.matriculation, day)?;
        let Planning { holdings, plan, beside, .. } = planning;
        let report = why(pinned, holdings, plan, beside, Effort::default());
        Ok(report.map_err(|error| Error::invalid(error.to_string()))?)
    }

    fn book_of(&self, learner: LearnerId) -> Result<&Passbook, Refusal> {
        self.passbook(learner).ok_or(Refusal::NotOpened { learner })
    }

    fn planned(
        &self,
        learner: LearnerId,
        matriculation: EntryId,
        day: Date,
        outlook: Outlook,
    ) -> Result<Planning, Rejection> {
        self.planned_on(self.book_of(learner)?, matriculation, day, outlook)
    }

    fn planned_on(
        &self,
        book: &Passbook,
        matriculation: EntryId,
        day: Date,
        outlook: Outlook,
    ) -> Result<Planning, Rejection> {
        let (of, pinned) = self.pinned(book, matriculation, day)?;
        let held = holdings(book, self.published(), of, pinned, day);
        self.planned_for(book, of, pinned, held, outlook)
    }

    fn planned_for(
        &self,
        book: &Passbook,
        of: &Matriculation,
        pinned: &Programmes,
        held: Holdings,
        outlook: Outlook,
    ) -> Result<Planning, Rejection> {
        let (matriculation, day) = (of.id, held.day);
        let mut holdings = with_offers(held, book, self.published(), &outlook.offers);
        let limits = outlook.limits.into_iter().filter(|one| !holdings.limits.contains(one)).collect::<Vec<_>>();
        holdings.limits.extend(limits);
        let planned = plan(pinned, &of.programme, &holdings, Effort::default())
            .map_err(|error| Error::invalid(format!("no plan can be made: {error}")))?;
        let barred = barred(book, self.published(), of, pinned, day);
        let beside = Beside { barred, tempting: outlook.misses.into_iter().map(tempting).collect() };
        let (plan, certificate) = (planned.plan, planned.certificate);
        let offers = outlook.offers;
        Ok(Planning { beside, certificate, holdings, matriculation, offers, plan })
    }

    /// A matriculation, and the version in which it is pinned.
    pub(crate) fn pinned<'a>(
        &'a self,
        book: &'a Passbook,
        matriculation: EntryId,
        day: Date,
    ) -> Result<(&'a Matriculation, &'a Programmes), Refusal> {
        let unknown = Refusal::Unknown { what: Named::Matriculation(matriculation) };
        let of = book.matriculations.get(&matriculation).ok_or(unknown)?;
        let pinned = self.published().programmes_at(&of.document, of.position);
        Ok((of, pinned.ok_or_else(|| Refusal::NotInForce { what: "document", document: of.document.clone(), day })?))
    }

    /// Files what the plan counts on, one after another, in a copy of the passbook. The first set of conversions that
    /// cannot be had together, or not as they were offered.
    fn clash(
        &self,
        learner: LearnerId,
        planning: &Planning,
        filing: &Filing,
        day: Date,
        recorded: Timestamp,
    ) -> Result<Option<BTreeSet<Code>>, Rejection> {
        let mut book = self.book_of(learner)?.clone();
        let mut filed = BTreeSet::new();
        for id in &planning.plan.conversions {
            filed.insert(id.clone());
            let Some(offer) = planning.offers.iter().find(|one| one.conversion.id == *id) else { continue };
            if !self.files(&mut book, offer, filing, day, recorded)? {
                return Ok(Some(filed));
            }
        }
        Ok(None)
    }

    /// Whether it is granted as it was offered; it is applied to the copy then.
    fn files(
        &self,
        book: &mut Passbook,
        offer: &Offer,
        filing: &Filing,
        day: Date,
        recorded: Timestamp,
    ) -> Result<bool, Rejection> {
        let act = offer.apply.clone().into();
        let command = Command { learner: book.learner, by: filing.by.clone(), effective: day, act };
        let key = RequestKey::constant("plan");
        let Ok(entry) = decide_learner(book, self.published(), &key, &command, recorded) else { return Ok(false) };
        let granted = entry.effects.application.as_ref().is_some_and(|appraisal| offer.agrees(appraisal));
        apply(book, &entry).map_err(|corrupt| Error::invalid(corrupt.to_string()))?;
        Ok(granted)
    }
}

fn tempting(miss: Missed) -> Tempting {
    let Missed { clause, document, lots, missing, rule, .. } = miss;
    Tempting { clause, document, lots, missing, option: None, rule }
}

/// These are not open together: the last of them says so.
fn forbid(outlook: &mut Outlook, clash: &BTreeSet<Code>) {
    let holder = outlook.offers.iter_mut().find(|one| clash.contains(&one.conversion.id));
    if let Some(offer) = holder {
        let others = clash.iter().filter(|id| **id != offer.conversion.id).cloned().collect();
        offer.conversion.not_with.push(others);
    }
}
