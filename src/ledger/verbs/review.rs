//! An application under way: a reviewer agrees or refuses, the learner appeals or takes it back. With the last review the lots
//! are converted.

use serde::{Deserialize, Serialize};

use crate::credit::Ratio;
use crate::id::{Code, EntryId, HoldId};
use crate::ledger::application::{Application, Conversion, Stands};
use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::{Refusal, WhatRefusal, WhenRefusal};
use crate::ledger::standing::Subject;
use crate::ledger::verbs::kit::{
    Decided, From, convert, converted, in_review, later, next_role, reviewed, stands_through, under_way,
};
use crate::ledger::verbs::made::{Made, Reviewed};
use crate::ledger::verbs::verb::{Applied, Taken, Undo, Verb, written_as};
use crate::registry::{Power, Role};
use crate::rules::{Grant, Output};

/// A reviewer agrees (初审, 复审). With the last review the lots are converted.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approve(
    /// The application.
    pub HoldId,
);

written_as!(Approve(application: HoldId));

impl Verb for Approve {
    const ROLE: Role = Role::Reviewer;
    const TAKEN: Taken = Taken::OpenOrClosed;
    const UNDO: Option<&'static dyn Undo> = Some(&Decided);

    fn role(&self, book: &Passbook) -> Role {
        next_role(book, self.0)
    }

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let id = self.0;
        let application = in_review(case, id)?;
        let mut desk = case.desk();
        let causes = case.book.marks_on(Subject::Hold(id));
        if !causes.is_empty() {
            return Err(WhatRefusal::ApplicationSuspended { application: id, causes: causes.to_vec() }.into());
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

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let application = reviewed(book, entry, self.0, None)?;
        application.agreed_by(&entry.by.mandate);
        converted(book, entry, self.0)
    }

    fn made(&self, line: &Frame<'_>, after: &Passbook) -> Option<Made> {
        let lots = || line.effects.made.iter().map(|lot| lot.id).collect();
        let converted = line.effects.conversion.as_ref().map(|_| Reviewed::Converted(lots()));
        let next = || after.applications.get(&self.0)?.next_after(EntryId::here(line.n)).map(Reviewed::Next);
        converted.or_else(next).map(Made::Reviewed)
    }
}

/// What comes out is issued by the institution that was applied to, wherever the last review is: it may review on that day.
fn may_convert(case: &mut Case<'_>, application: &Application) -> Result<(), Refusal> {
    let mut outputs = application.appraisal.grants.iter().flat_map(|grant| &grant.outputs);
    outputs.try_for_each(|output| case.has_at(&application.by.institution, Power::Review, output.tier))
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
            return Err(WhatRefusal::ResidualMoved { application, before, rule: rule.clone() }.into());
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

/// A reviewer refuses an application. The lots stay held until the last day for an appeal.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refuse {
    /// The application.
    pub application: HoldId,
    /// Why.
    pub reasons: Vec<Code>,
    /// Whether the learner waives the appeal, so that the lots are free at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waived: bool,
}

impl Refuse {
    /// Refusal for one reason. The lots stay held until the last day for an appeal.
    #[must_use]
    pub fn because(application: HoldId, reason: Code) -> Self {
        Self { application, reasons: vec![reason], waived: false }
    }
}

impl Verb for Refuse {
    const ROLE: Role = Role::Reviewer;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn role(&self, book: &Passbook) -> Role {
        next_role(book, self.application)
    }

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        // The first refusal can be appealed against; the second, or one without an appeal, frees the lots.
        let id = self.application;
        let application = in_review(case, id)?;
        if self.reasons.is_empty() {
            return Err(WhatRefusal::NoReason.into());
        }
        let mut desk = case.desk();
        if self.waived || application.appealed.is_some() {
            desk.end_hold(id)?;
        } else {
            desk.effects.through = Some(later(case.today(), application.appraisal.appeal_days)?);
        }
        Ok(desk.effects)
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let application = reviewed(book, entry, self.application, Some(&self.reasons))?;
        application.refused_through = entry.effects.through;
        stands_through(book, entry, self.application)
    }
}

/// A refusal is appealed against: people who have not reviewed it before decide (申诉).
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appeal {
    /// The application.
    pub application: HoldId,
    /// On which grounds.
    pub reasons: Vec<Code>,
}

impl Verb for Appeal {
    const ROLE: Role = Role::Registrar;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let application = under_way(case, self.application)?;
        case.owned_by(&application.by.institution)?;
        if self.reasons.is_empty() {
            return Err(WhatRefusal::NoReason.into());
        }
        let Stands::Refused(through) = application.stands() else {
            return Err(WhatRefusal::NothingToAppeal { application: application.id }.into());
        };
        if case.today() > through {
            return Err(WhenRefusal::AppealTooLate { application: application.id, through }.into());
        }
        let through = Some(later(case.today(), application.appraisal.review_days)?);
        Ok(Effects { through, ..Effects::default() })
    }

    fn apply(&self, book: &mut Passbook, entry: &Frame<'_>) -> Applied {
        let application = book.applications.get_mut(&self.application).ok_or("there is no such application")?;
        application.appealed = Some(entry.id());
        application.latest = application.latest.max(entry.effective);
        stands_through(book, entry, self.application)
    }
}

/// The learner takes an application back.
///
/// Refused for what every command is ([`Refusal`](crate::ledger::Refusal)),
/// and for [`WhatRefusal`](crate::ledger::WhatRefusal) or [`LotRefusal`](crate::ledger::LotRefusal).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdraw(
    /// The application.
    pub HoldId,
    /// Why.
    pub Code,
);

written_as!(Withdraw(application: HoldId, reason: Code));

impl Verb for Withdraw {
    const ROLE: Role = Role::Registrar;
    const TAKEN: Taken = Taken::OpenOrClosed;

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let application = under_way(case, self.0)?;
        case.owned_by(&application.by.institution)?;
        let mut desk = case.desk();
        desk.end_hold(application.id)?;
        Ok(desk.effects)
    }
}
