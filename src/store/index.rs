//! Where lines are, by learner and by request. Hash maps whose order cannot be seen.

use std::collections::HashMap;

use crate::id::{LearnerId, RequestKey};

/// Positions of lines, by what they are looked up with.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    learners: HashMap<LearnerId, Vec<u64>>,
    keys: HashMap<(Option<LearnerId>, RequestKey), u64>,
}

impl Index {
    pub(super) fn add(&mut self, position: u64, learner: Option<LearnerId>, key: RequestKey) {
        if let Some(learner) = learner {
            self.learners.entry(learner).or_default().push(position);
        }
        self.keys.insert((learner, key), position);
    }

    pub(super) fn positions_of(&self, learner: LearnerId) -> Vec<u64> {
        self.learners.get(&learner).cloned().unwrap_or_default()
    }

    pub(super) fn find(&self, learner: Option<LearnerId>, key: &RequestKey) -> Option<u64> {
        self.keys.get(&(learner, key.clone())).copied()
    }
}
