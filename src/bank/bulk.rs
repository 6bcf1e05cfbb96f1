//! Many passbooks at once: finding lots, revoking them, sweeping what is past.

use std::collections::BTreeMap;

use crate::bank::answer::{Receipt, Rejection};
use crate::bank::core::Bank;
use crate::bank::submit::{Request, read_key};
use crate::error::Error;
use crate::id::{Code, InstitutionId, LearnerId, LotId, RequestKey};
use crate::ledger::{Act, Acting, Command, Expire, Lot, Passbook, Place, Refusal, Revoke, Standing};
use crate::store::Store;
use crate::time::{Clock, Date, Period};

/// Which lots to find. What is left out does not narrow the search; revoked and moved lots are never found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LotFilter {
    /// Issued by this institution.
    pub issuer: Option<InstitutionId>,
    /// Of this course or outcome.
    pub code: Option<Code>,
    /// Earned in this period.
    pub earned: Option<Period>,
}

impl LotFilter {
    /// Whether a lot is meant.
    #[must_use]
    pub fn finds(&self, lot: &Lot) -> bool {
        self.issuer.as_ref().is_none_or(|issuer| *issuer == lot.issuer)
            && self.code.as_ref().is_none_or(|code| *code == lot.code)
            && self.earned.is_none_or(|period| period.covers(lot.earned))
            && lot.revoked.is_none()
            && !lot.is_wholly(Place::Moved)
    }
}

/// What became of one learner in a bulk request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkAnswer {
    /// The learner.
    pub learner: LearnerId,
    /// The lots that were meant.
    pub lots: Vec<LotId>,
    /// The receipt, or why not.
    pub answer: Result<Receipt, Refusal>,
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// The lots that a filter finds, by learner.
    #[must_use]
    pub fn find_lots(&self, filter: &LotFilter) -> BTreeMap<LearnerId, Vec<LotId>> {
        let of = |book: &Passbook| -> Vec<LotId> {
            book.lots.values().filter(|lot| filter.finds(lot)).map(|lot| lot.id).collect()
        };
        let found = self.fold.accounts.in_order().map(|account| (account.passbook.learner, of(&account.passbook)));
        found.filter(|(_, lots)| !lots.is_empty()).collect()
    }

    fn past(&self, day: Date) -> BTreeMap<LearnerId, Vec<LotId>> {
        let due = |lot: &&Lot| lot.is_past(day) && lot.parts.iter().any(|part| part.standing == Standing::FREE);
        let of = |book: &Passbook| -> Vec<LotId> { book.lots.values().filter(due).map(|lot| lot.id).collect() };
        let found = self.fold.accounts.in_order().map(|account| (account.passbook.learner, of(&account.passbook)));
        found.filter(|(_, lots)| !lots.is_empty()).collect()
    }
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// Revokes every lot that a filter finds, one line a learner, and reports what became of each. The key is that of every
    /// line, each in its own passbook.
    ///
    /// # Errors
    /// If the store failed. Refusals are in the report.
    pub fn revoke_all(
        &mut self,
        key: &str,
        who: &Acting,
        filter: &LotFilter,
        reason: &Code,
    ) -> Result<Vec<BulkAnswer>, Rejection> {
        let found = self.find_lots(filter);
        self.each(key, who, found, |lots| Revoke { lots: lots.to_vec(), reason: reason.clone() }.into())
    }

    /// Notes as expired what is past its last valid day on the business date, one line a learner, and reports it.
    ///
    /// # Errors
    /// If the store failed. Refusals are in the report.
    pub fn sweep(&mut self, key: &str, who: &Acting) -> Result<Vec<BulkAnswer>, Rejection> {
        let found = self.past(who.effective);
        self.each(key, who, found, |_| Expire.into())
    }

    /// Whose passbooks have a line of that key already, and the lots that it revoked.
    fn answered(&self, key: &RequestKey) -> Result<BTreeMap<LearnerId, Vec<LotId>>, Error> {
        let mut all = BTreeMap::new();
        for learner in self.fold.accounts.learners() {
            let Some(position) = self.store.find(Some(learner), key)? else { continue };
            let lots = match self.entry_at(position)?.act {
                Act::Revoke(revoke) => revoke.lots,
                _ => Vec::new(),
            };
            all.insert(learner, lots);
        }
        Ok(all)
    }

    fn each(
        &mut self,
        key: &str,
        who: &Acting,
        found: BTreeMap<LearnerId, Vec<LotId>>,
        act: impl Fn(&[LotId]) -> Act,
    ) -> Result<Vec<BulkAnswer>, Rejection> {
        let key = read_key(key)?;
        let mut found = found;
        found.extend(self.answered(&key)?);
        let command = |learner: LearnerId, lots: &[LotId]| Command::new(learner, who, act(lots));
        let requests: Vec<_> = found
            .iter()
            .map(|(learner, lots)| Request { key: key.clone(), command: command(*learner, lots) })
            .collect();
        let answers = self.submit_batch(&requests)?;
        let outcomes = found.into_iter().zip(answers);
        Ok(outcomes.map(|((learner, lots), answer)| BulkAnswer { learner, lots, answer }).collect())
    }
}
