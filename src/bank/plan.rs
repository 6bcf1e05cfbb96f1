//! Plans: the best lawful use of what a learner has, for the programme of a matriculation.

use std::collections::BTreeSet;

use crate::advice::{Beside, Report, Tempting, why};
use crate::bank::answer::Rejection;
use crate::bank::learner::Learner;
use crate::error::Error;
use crate::id::{Code, DecisionId, DocumentId, EntryId, InstitutionId, ProgrammeId, RequestKey};
use crate::ledger::{
    Acting, Apply, Attached, AwardRefusal, Command, Filing, LotRefusal, Matriculation, Missed, Named, Offer, Outlook,
    Passbook, PassbookRefusal, Redeem, Refusal, RevokeAward, Ruling, Settlement, Status, Study, WhatRefusal, apply,
    decide_learner, outlook,
};
use crate::planner::{Holdings, Plan, Recognition, plan, recognise};
use crate::solver::{Certificate, Effort};
use crate::time::Date;

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

impl Learner {
    /// Plans with what is in the passbook on a day, as the book knows it now: as an award of that day would be decided. What was
    /// known earlier is planned with by [`Bank::learner_at`](crate::Bank::learner_at). Nothing is written.
    ///
    /// # Errors
    /// A refusal if there is no such matriculation; a failure if there can be no plan, or it is too large.
    pub fn plan(&self, matriculation: EntryId, day: Date) -> Result<Planning, Rejection> {
        self.planned(matriculation, day, Outlook::default())
    }

    /// Plans with what is in the passbook on a day, and with the conversions that are open to the learner if they are
    /// filed so. The plan's conversions can be filed in its order, and all of them are granted. Nothing is written.
    ///
    /// # Errors
    /// As for [`Learner::plan`].
    pub fn plan_with(&self, matriculation: EntryId, filing: &Filing, day: Date) -> Result<Planning, Rejection> {
        let book = self.opened()?;
        let mut outlook = outlook(book, &self.published, filing, day, self.asked);
        for _ in 0..AGAIN_MOST {
            let planning = self.planned(matriculation, day, outlook.clone())?;
            let Some(clash) = self.clash(&planning, filing, day)? else { return Ok(planning) };
            forbid(&mut outlook, &clash);
        }
        // Each round forbids one more set of conversions: without any there is no clash.
        self.planned(matriculation, day, Outlook { offers: Vec::new(), ..outlook })
    }

    /// Plans anew for an award that is suspended, as if it had been revoked on a day: what
    /// [`Settlement::Redeem`](crate::ledger::Settlement) asks for. `who` is an awarder at the institution that made it, on that day. Nothing is written.
    ///
    /// # Errors
    /// A refusal if there is no such award, or it could not be revoked that day; else as for [`Learner::plan`].
    pub fn plan_again(&self, award: DecisionId, who: &Acting) -> Result<Planning, Rejection> {
        let mut book = self.opened()?.clone();
        let none = || Refusal::from(AwardRefusal::NoAward { decision: award });
        let made = book.decisions.get(&award).and_then(|one| one.award.as_ref()).ok_or_else(none)?;
        let matriculation = made.matriculation;
        let reason = Code::numbered(0);
        let command = Command::new(self.id(), who, RevokeAward(award, reason)).into_any();
        let entry = decide_learner(&book, &self.published, &RequestKey::literal("plan"), &command, self.asked)?;
        apply(&mut book, &entry).map_err(|corrupt| Error::invalid(corrupt.to_string()))?;
        let study = self.study(&book, matriculation, who.effective)?;
        planned(&study, study.holdings_again(), Outlook::default())
    }

    /// What would be recognised of what is in the passbook on a day, by a programme in which nobody need be enrolled, with the
    /// conversions that are open to the learner if they are filed so. Nothing is written.
    ///
    /// # Errors
    /// A refusal if there is no such passbook, or no such programme in force; a failure if it is too large.
    pub fn recognised(&self, prospect: &Prospect, filing: &Filing, day: Date) -> Result<Recognition, Rejection> {
        let Prospect { document, institution, programme } = prospect;
        let none = || not_in_force(document, day);
        let found = self.published.programmes(document, day).ok_or_else(none)?;
        let of = Matriculation::prospective((document, found.position), institution, programme, day);
        let (book, published, pinned) = (self.opened()?, &self.published, found.item);
        let outlook = outlook(book, published, filing, day, self.asked);
        let study = Study { book, day, of: &of, pinned, published };
        let held = study.looking_out(study.holdings(), &outlook);
        let found = recognise(pinned, programme, &held, Effort::default());
        Ok(found.map_err(|error| Error::invalid(format!("nothing can be said of it: {error}")))?)
    }

    /// What a plan means: what counts where, why the award is not reached, and what would change that.
    ///
    /// # Errors
    /// A refusal if there is no such matriculation; a failure if the plan is not for it.
    pub fn why(&self, planning: &Planning) -> Result<Report, Rejection> {
        let day = planning.plan.day;
        let pinned = self.study(self.opened()?, planning.matriculation, day)?.pinned;
        let Planning { holdings, plan, beside, .. } = planning;
        let report = why(pinned, holdings, plan, beside, Effort::default());
        Ok(report.map_err(|error| Error::invalid(error.to_string()))?)
    }

    /// The passbook, if somebody has opened it.
    fn opened(&self) -> Result<&Passbook, Refusal> {
        match self.passbook.status {
            Status::Unopened => Err(PassbookRefusal::NotOpened { learner: self.id() }.into()),
            _ => Ok(&self.passbook),
        }
    }

    fn planned(&self, matriculation: EntryId, day: Date, outlook: Outlook) -> Result<Planning, Rejection> {
        let study = self.study(self.opened()?, matriculation, day)?;
        planned(&study, study.holdings(), outlook)
    }

    /// A matriculation of a passbook, in the version in which it is pinned.
    pub(crate) fn study<'a>(
        &'a self,
        book: &'a Passbook,
        matriculation: EntryId,
        day: Date,
    ) -> Result<Study<'a>, Refusal> {
        let unknown = LotRefusal::Unknown { what: Named::Matriculation(matriculation) };
        let of = book.matriculations.get(&matriculation).ok_or(unknown)?;
        let published = &self.published;
        let none = || not_in_force(&of.document, day);
        let pinned = published.programmes_at(&of.document, of.position).ok_or_else(none)?;
        Ok(Study { book, day, of, pinned, published })
    }

    /// Files what the plan counts on, one after another, in a copy of the passbook. The first set of conversions that
    /// cannot be had together, or not as they were offered.
    fn clash(&self, planning: &Planning, filing: &Filing, day: Date) -> Result<Option<BTreeSet<Code>>, Rejection> {
        let mut book = self.opened()?.clone();
        let mut filed = BTreeSet::new();
        for id in &planning.plan.conversions {
            filed.insert(id.clone());
            let Some(offer) = planning.offers.iter().find(|one| one.conversion.id == *id) else { continue };
            if !self.files(&mut book, offer, filing, day)? {
                return Ok(Some(filed));
            }
        }
        Ok(None)
    }

    /// Whether it is granted as it was offered; it is applied to the copy then.
    fn files(&self, book: &mut Passbook, offer: &Offer, filing: &Filing, day: Date) -> Result<bool, Rejection> {
        let act = offer.apply.clone().into();
        let command = Command { learner: book.learner, by: filing.by.clone(), effective: day, act };
        let key = RequestKey::literal("plan");
        let Ok(entry) = decide_learner(book, &self.published, &key, &command, self.asked) else { return Ok(false) };
        let granted = entry.effects.application.as_ref().is_some_and(|appraisal| offer.agrees(appraisal));
        apply(book, &entry).map_err(|corrupt| Error::invalid(corrupt.to_string()))?;
        Ok(granted)
    }
}

/// The best plan with what is held, and with the conversions that are open.
fn planned(study: &Study<'_>, held: Holdings, outlook: Outlook) -> Result<Planning, Rejection> {
    let holdings = study.looking_out(held, &outlook);
    let planned = plan(study.pinned, &study.of.programme, &holdings, Effort::default())
        .map_err(|error| Error::invalid(format!("no plan can be made: {error}")))?;
    let beside = Beside { barred: study.barred(), tempting: outlook.misses.into_iter().map(tempting).collect() };
    let (plan, certificate) = (planned.plan, planned.certificate);
    let (matriculation, offers) = (study.of.id, outlook.offers);
    Ok(Planning { beside, certificate, holdings, matriculation, offers, plan })
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

fn not_in_force(document: &DocumentId, day: Date) -> Refusal {
    WhatRefusal::NotInForce { kind: Ruling::Programmes, document: document.clone(), day }.into()
}
