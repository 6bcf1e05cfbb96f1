//! Conversions: both sides, as the line that converted has them.

use serde::{Deserialize, Serialize};

use crate::credit::Amount;
use crate::digest::Digest;
use crate::id::{DocumentId, HoldId, LearnerId, LotId};
use crate::ledger::appraisal::Appraisal;
use crate::ledger::lot::Take;
use crate::registry::UseKind;
use crate::rules::{Grant, Input, Output, Target};
use crate::time::Date;

/// A conversion: what went in and what came out, by which rules of which book. Every output rests on all inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// The application that it settles.
    pub application: HoldId,
    /// The day on which that application took effect: limits by window count it there.
    pub applied: Date,
    /// The semantic hash of the rule book.
    pub book: Digest,
    /// The rule book, across its versions.
    pub document: DocumentId,
    /// What each rule took and gave.
    pub grants: Vec<Grant>,
    /// Lots that lost to those that went in, and how much of each was asked for: they are used up with them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<Take>,
    /// The lots that came out, in the order of the grants and their outputs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub made: Vec<LotId>,
    /// Lots that are in no grant, and that the rules need passed: they were read, and the conversion rests on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub read: Vec<LotId>,
}

/// Whether an output makes a lot: not an exemption, and not what comes to a residual only.
pub(crate) fn makes_lot(output: &Output) -> bool {
    let is_residual = |amount: &Amount| amount.credits.is_zero() && !output.after.is_zero();
    matches!(output.target, Target::Course(_) | Target::Category(_))
        && output.amount.as_ref().is_some_and(|amount| !is_residual(amount))
}

impl Conversion {
    /// What an appraisal grants, before anything is made.
    #[must_use]
    pub(crate) fn granted(appraisal: &Appraisal, application: HoldId, applied: Date, asked: &[Take]) -> Self {
        let lost = |one: &&Take| appraisal.grants.iter().any(|grant| grant.lost.contains(&one.lot));
        Self {
            application,
            applied,
            book: appraisal.book,
            document: appraisal.document.clone(),
            grants: appraisal.grants.clone(),
            lost: asked.iter().filter(lost).cloned().collect(),
            made: Vec::new(),
            read: appraisal.read.clone(),
        }
    }

    /// What an application rests on while it is under review: which of its lots are to be taken or witness, and which lose.
    #[must_use]
    pub(crate) fn held(&self) -> Vec<Take> {
        let mut held: Vec<_> = self.take().into_iter().chain(self.lost.iter().cloned()).collect();
        held.sort_by_key(|one| one.lot);
        held
    }

    /// All inputs of all grants.
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.grants.iter().flat_map(|grant| &grant.inputs)
    }

    /// Which lots go in, each once: how much of it is taken, or, of a witness, read.
    #[must_use]
    pub(crate) fn take(&self) -> Vec<Take> {
        let mut take: Vec<Take> = Vec::new();
        for input in self.inputs().filter(|input| input.r#use != UseKind::Witness) {
            match take.iter_mut().find(|one| one.lot == input.lot) {
                Some(one) => one.credits = one.credits.plus(input.credits).unwrap_or(one.credits),
                None => take.push(Take { credits: input.credits, lot: input.lot }),
            }
        }
        for input in self.inputs() {
            if !take.iter().any(|one| one.lot == input.lot) {
                take.push(Take { credits: input.credits, lot: input.lot });
            }
        }
        take.sort_by_key(|one| one.lot);
        take
    }

    pub(crate) fn move_ids(&mut self, from: LearnerId, to: LearnerId) {
        self.application = self.application.moved(from, to);
        for grant in &mut self.grants {
            grant.inputs.iter_mut().for_each(|input| input.lot = input.lot.moved(from, to));
            grant.lost.iter_mut().for_each(|lot| *lot = lot.moved(from, to));
        }
        self.lost.iter_mut().for_each(|one| one.lot = one.lot.moved(from, to));
        self.made.iter_mut().chain(&mut self.read).for_each(|lot| *lot = lot.moved(from, to));
    }
}
