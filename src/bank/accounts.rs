//! Passbooks by learner. A hash map whose order cannot be seen: it is read by key, or in the order of ids.

use std::collections::HashMap;
use std::sync::Arc;

use crate::digest::Digest;
use crate::id::LearnerId;
use crate::ledger::Passbook;

/// A learner's passbook and the leaf hash of the learner's last line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) passbook: Arc<Passbook>,
    pub(crate) last: Digest,
}

impl Account {
    pub(crate) fn new(learner: LearnerId) -> Self {
        Self { passbook: Arc::new(Passbook::new(learner)), last: Digest::ZERO }
    }
}

/// All accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Accounts(HashMap<LearnerId, Account>);

impl Accounts {
    pub(crate) fn get(&self, learner: LearnerId) -> Option<&Account> {
        self.0.get(&learner)
    }

    pub(crate) fn open(&mut self, learner: LearnerId) -> &mut Account {
        self.0.entry(learner).or_insert_with(|| Account::new(learner))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The learners in the order of their ids.
    pub(crate) fn learners(&self) -> Vec<LearnerId> {
        let mut learners: Vec<_> = self.0.keys().copied().collect();
        learners.sort_unstable();
        learners
    }

    /// The accounts in the order of the learners' ids.
    pub(crate) fn in_order(&self) -> impl Iterator<Item = &Account> {
        self.learners().into_iter().filter_map(|learner| self.get(learner))
    }
}
