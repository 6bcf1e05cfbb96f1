//! Applications: filed, reviewed, appealed against, taken back.

use crate::credit::Ratio;
use crate::id::{Code, HoldId, MandateId};
use crate::ledger::act::{Appeal, Apply, Refuse, Withdraw};
use crate::ledger::application::{Application, Stands};
use crate::ledger::appraisal::Appraisal;
use crate::ledger::appraise::{Appraised, appraise};
use crate::ledger::attempt::Remark;
use crate::ledger::authority::Case;
use crate::ledger::conversion::Conversion;
use crate::ledger::decide::convert::{From, convert, hold, would_not_be_free};
use crate::ledger::decide::hold::{named_once, whole};
use crate::ledger::desk::Desk;
use crate::ledger::entry::Effects;
use crate::ledger::named::{Latest, Named};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::Subject;
use crate::registry::{Power, Role};
use crate::rules::{Explanation, Grant, Output, Stage};
use crate::time::Date;

/// What would come of an application if it were filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// What the rules say, in short.
    pub appraisal: Appraisal,
    /// In full.
    pub explanation: Explanation,
    /// What whoever asked should know: what would be made stands behind another attempt.
    pub remarks: Vec<Remark>,
}

pub(super) fn apply(case: &mut Case<'_>, apply: &Apply) -> Result<Effects, Refusal> {
    let appraised = considered(case, apply)?;
    filed(case, apply, appraised.appraisal)
}

/// What the rules say of an application that could be filed.
pub(super) fn quote(case: &mut Case<'_>, apply: &Apply) -> Result<Quoted, Refusal> {
    let Appraised { appraisal, evaluation } = considered(case, apply)?;
    filed(case, apply, appraisal.clone())?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    let remarks = would_not_be_free(case, &mut desk, &appraisal)?;
    Ok(Quoted { appraisal, explanation: evaluation.explanation, remarks })
}

/// Every lot must be such that it can be read; then the rules are asked. What they take, or what loses, must be at the
/// learner's disposal too, which is seen when it is held or used.
fn considered(case: &mut Case<'_>, apply: &Apply) -> Result<Appraised, Refusal> {
    case.needs(Power::Review)?;
    named_once(&apply.take)?;
    let desk = Desk::new(case.book, case.published, case.day());
    for take in &apply.take {
        whole(case, take)?;
        desk.readable(take)?;
    }
    desk.one_of_each(&apply.take, &apply.take)?;
    attested_of_lots_applied_with(apply)?;
    appraise(case, apply)
}

/// What is granted is held, or converted at once where nobody has to agree.
fn filed(case: &mut Case<'_>, apply: &Apply, appraisal: Appraisal) -> Result<Effects, Refusal> {
    let mut desk = Desk::new(case.book, case.published, case.day());
    let id = HoldId { entry: desk.entry(), k: 0 };
    if !appraisal.is_refused() {
        let conversion = Conversion::granted(&appraisal, id, case.day(), &apply.take);
        if appraisal.review.is_empty() {
            convert(case, &mut desk, &appraisal, conversion, From::Free)?;
        } else {
            hold(&mut desk, &conversion, id)?;
            desk.effects.through = Some(later(case.day(), appraisal.review_days)?);
        }
    }
    desk.effects.application = Some(appraisal);
    Ok(desk.effects)
}

fn attested_of_lots_applied_with(apply: &Apply) -> Result<(), Refusal> {
    let named = apply.attested.iter().filter_map(|one| one.lot);
    let strange = named.into_iter().find(|lot| !apply.take.iter().any(|take| take.lot == *lot));
    strange.map_or(Ok(()), |lot| Err(Refusal::Unknown { what: Named::Lot(lot) }))
}

fn later(day: Date, days: u16) -> Result<Date, Refusal> {
    day.plus_days(days.into()).ok_or(Refusal::Full)
}

/// The role that the next review takes.
pub(super) fn role(book: &Passbook, id: HoldId) -> Role {
    let next = book.applications.get(&id).and_then(Application::next);
    next.map_or(Role::Reviewer, |stage| stage.role)
}

pub(super) fn approve(case: &mut Case<'_>, id: HoldId) -> Result<Effects, Refusal> {
    let application = in_review(case, id)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    let causes = case.book.marks_on(Subject::Hold(id));
    if !causes.is_empty() {
        return Err(Refusal::ApplicationSuspended { application: id, causes: causes.to_vec() });
    }
    if application.is_last() {
        let appraisal = &application.appraisal;
        may_convert(case, application)?;
        founded(case.book, application)?;
        let conversion = Conversion::granted(appraisal, id, application.effective, &application.take);
        case.converts_for(&application.by.institution);
        desk.in_turn(Subject::Hold(id))?;
        convert(case, &mut desk, appraisal, conversion, From::Hold(id))?;
        desk.pass_hold(id);
    }
    Ok(desk.effects)
}

/// The first refusal can be appealed against; the second, or one without an appeal, frees the lots.
pub(super) fn refuse(case: &mut Case<'_>, refuse: &Refuse) -> Result<Effects, Refusal> {
    let id = refuse.application;
    let application = in_review(case, id)?;
    if refuse.reasons.is_empty() {
        return Err(Refusal::NoReason);
    }
    let mut desk = Desk::new(case.book, case.published, case.day());
    if refuse.waived || application.appealed.is_some() {
        desk.end_hold(id)?;
    } else {
        desk.effects.through = Some(later(case.today(), application.appraisal.appeal_days)?);
    }
    Ok(desk.effects)
}

pub(super) fn appeal(case: &mut Case<'_>, appeal: &Appeal) -> Result<Effects, Refusal> {
    let application = open(case, appeal.application)?;
    case.owned_by(&application.by.institution)?;
    if appeal.reasons.is_empty() {
        return Err(Refusal::NoReason);
    }
    let Stands::Refused(through) = application.stands() else {
        return Err(Refusal::NothingToAppeal { application: application.id });
    };
    if case.today() > through {
        return Err(Refusal::AppealTooLate { application: application.id, through });
    }
    let through = Some(later(case.today(), application.appraisal.review_days)?);
    Ok(Effects { through, ..Effects::default() })
}

pub(super) fn withdraw(case: &mut Case<'_>, withdraw: &Withdraw) -> Result<Effects, Refusal> {
    let application = open(case, withdraw.application)?;
    case.owned_by(&application.by.institution)?;
    let mut desk = Desk::new(case.book, case.published, case.day());
    desk.end_hold(application.id)?;
    Ok(desk.effects)
}

/// The application, if it has not ended and nothing later happened to it.
fn open<'a>(case: &Case<'a>, id: HoldId) -> Result<&'a Application, Refusal> {
    let application = case.book.applications.get(&id).ok_or(Refusal::Unknown { what: Named::Application(id) })?;
    if let Some(by) = application.ended {
        return Err(Refusal::Ended { what: Named::Application(id), by });
    }
    if application.appraisal.is_refused() {
        return Err(Refusal::NothingToAppeal { application: id });
    }
    let latest = application.latest;
    if case.day() < latest {
        return Err(Refusal::TooEarly { effective: case.day(), latest, subject: Latest::Hold(id) });
    }
    Ok(application)
}

/// What is granted counts on residuals, and they must be what stands: an application that was filed later may have been
/// decided first, and one that was counted on may have ended.
fn founded(book: &Passbook, application: &Application) -> Result<(), Refusal> {
    let decisions = book.live_decisions().filter_map(|one| one.conversion.as_ref());
    let under = decisions.filter(|one| one.document == application.appraisal.document);
    let mut standing: Vec<_> = under.flat_map(|one| outputs(&one.grants)).collect();
    for (rule, output) in outputs(&application.appraisal.grants) {
        if !output.has_no_residual() && residual(&standing, rule, output) != Some(output.before) {
            let (application, before) = (application.id, output.before);
            return Err(Refusal::ResidualMoved { application, before, rule: rule.clone() });
        }
        standing.push((rule, output));
    }
    Ok(())
}

fn outputs(grants: &[Grant]) -> impl Iterator<Item = (&Code, &Output)> {
    grants.iter().flat_map(|grant| grant.outputs.iter().map(|output| (&grant.rule, output)))
}

/// What conversions have left under the rule, for the same target and unit.
fn residual(standing: &[(&Code, &Output)], rule: &Code, output: &Output) -> Option<Ratio> {
    let same = standing.iter().filter(|(other, one)| *other == rule && one.shares_residual(output));
    let (after, before) = same.into_iter().try_fold((Ratio::ZERO, Ratio::ZERO), |(after, before), (_, one)| {
        Some((after.plus(one.after).ok()?, before.plus(one.before).ok()?))
    })?;
    after.less(before)
}

/// The application, if it waits for a review that the actor may make.
fn in_review<'a>(case: &mut Case<'a>, id: HoldId) -> Result<&'a Application, Refusal> {
    let application = open(case, id)?;
    let Some(stage) = application.next() else { return Err(Refusal::NotInReview { application: id }) };
    at_the_right_place(case, application, stage)?;
    another_person(case, application)?;
    Ok(application)
}

/// What comes out is issued by the institution that was applied to, wherever the last review is: it may review on that day.
fn may_convert(case: &mut Case<'_>, application: &Application) -> Result<(), Refusal> {
    let mut outputs = application.appraisal.grants.iter().flat_map(|grant| &grant.outputs);
    outputs.try_for_each(|output| case.has_at(&application.by.institution, Power::Review, output.tier))
}

/// At the institution that the stage names, or at the one that was applied to, with power over what comes out.
fn at_the_right_place(case: &mut Case<'_>, application: &Application, stage: &Stage) -> Result<(), Refusal> {
    case.owned_by(stage.at.as_ref().unwrap_or(&application.by.institution))?;
    let outputs = application.appraisal.grants.iter().flat_map(|grant| &grant.outputs);
    outputs.into_iter().try_for_each(|output| case.needs_at(Power::Review, output.tier))
}

/// Nobody reviews twice, or what they filed themselves: also not under another mandate of theirs.
fn another_person(case: &Case<'_>, application: &Application) -> Result<(), Refusal> {
    let me = case.actor.mandate.clone();
    let filed = (&application.by.mandate, application.id.entry);
    let reviewed = application.reviews.iter().map(|review| (&review.actor.mandate, review.entry));
    let same = |mandate: &MandateId| *mandate == me || case.same_person(mandate, &me);
    let before = std::iter::once(filed).chain(reviewed).find(|(mandate, _)| same(mandate));
    before.map_or(Ok(()), |(_, entry)| Err(Refusal::SamePerson { mandate: me.clone(), entry }))
}
