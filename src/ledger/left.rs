//! How an enrolment or a matriculation ended.

use serde::{Deserialize, Serialize};

use crate::id::{Code, EntryId, LearnerId};
use crate::time::Date;

/// How an enrolment or a matriculation ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Left {
    /// The entry that says so.
    pub entry: EntryId,
    /// The day.
    pub on: Date,
    /// Why.
    pub reason: Code,
}

impl Left {
    pub(crate) fn moved(self, from: LearnerId, to: LearnerId) -> Self {
        Self { entry: self.entry.moved(from, to), ..self }
    }
}
