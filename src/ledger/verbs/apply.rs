//! Applying to convert lots: the rules are asked, and what they grant is held or converted.

use serde::{Deserialize, Serialize};

use crate::id::{Code, DocumentId, HoldId};
use crate::ledger::application::Application;
use crate::ledger::appraisal::Appraisal;
use crate::ledger::appraise::{Appraised, appraise};
use crate::ledger::attempt::Remark;
use crate::ledger::authority::Case;
use crate::ledger::conversion::Conversion;
use crate::ledger::entry::{Effects, Entry};
use crate::ledger::lot::Take;
use crate::ledger::named::Named;
use crate::ledger::passbook::{HeldFor, Passbook};
use crate::ledger::refusal::Refusal;
use crate::ledger::verbs::hold::held;
use crate::ledger::verbs::kit::{Decided, From, convert, converted, hold, later, named_once, whole, would_not_be_free};
use crate::ledger::verbs::verb::{Applied, Made, Undo, Verb};
use crate::registry::{CourseName, Power, Role};
use crate::rules::{Attested, Evidence, Explanation};

/// An application to convert lots under a rule book (转换): the rules are asked, and what they grant is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Apply {
    /// What whoever files it attests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attested: Vec<Attested>,
    /// The rule book.
    pub document: DocumentId,
    /// The evidence handed in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// By this rule, where several apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Code>,
    /// Which lots, and how much of each.
    pub take: Vec<Take>,
    /// Toward this course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<CourseName>,
}

impl Verb for Apply {
    const ROLE: Role = Role::Registrar;
    const UNDO: Option<&'static dyn Undo> = Some(&Decided);

    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        let appraised = considered(case, self)?;
        filed(case, self, appraised.appraisal)
    }

    fn apply(&self, book: &mut Passbook, entry: &Entry) -> Applied {
        let appraisal = entry.effects.application.as_ref().ok_or("it does not say what the rules say")?;
        let id = HoldId::here(entry.n, 0);
        let application = Application {
            appealed: None,
            appraisal: appraisal.clone(),
            by: entry.by.clone(),
            converted: None,
            effective: entry.effective,
            ended: appraisal.is_refused().then(|| entry.id()),
            id,
            latest: entry.effective,
            recorded: entry.recorded,
            refused_through: None,
            reviews: Vec::new(),
            signed: vec![entry.by.mandate.clone()],
            take: self.take.clone(),
        };
        book.applications.insert(id, application);
        if let Some(through) = entry.effects.through {
            let take = Conversion::granted(appraisal, id, entry.effective, &self.take).held();
            let held = HeldFor { read: appraisal.read.clone(), ..held(entry, take, through) };
            book.holds.insert(id, held);
        }
        converted(book, entry, id)
    }

    fn made(&self, effects: &Effects) -> Made {
        // People review it while it holds lots.
        let (hold, decision) = (effects.through.is_some(), effects.conversion.is_some());
        Made { application: true, hold, decision, lot: false }
    }
}

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

/// What the rules say of an application that could be filed.
pub(crate) fn quote(case: &mut Case<'_>, apply: &Apply) -> Result<Quoted, Refusal> {
    let Appraised { appraisal, evaluation } = considered(case, apply)?;
    filed(case, apply, appraisal.clone())?;
    let mut desk = case.desk();
    let remarks = would_not_be_free(case, &mut desk, &appraisal)?;
    Ok(Quoted { appraisal, explanation: evaluation.explanation, remarks })
}

/// Every lot must be such that it can be read; then the rules are asked. What they take, or what loses, must be at the
/// learner's disposal too, which is seen when it is held or used.
fn considered(case: &mut Case<'_>, apply: &Apply) -> Result<Appraised, Refusal> {
    case.needs(Power::Review)?;
    named_once(&apply.take)?;
    let desk = case.desk();
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
    let mut desk = case.desk();
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
