//! What would come of an application.

use std::sync::Arc;

use crate::bank::answer::Rejection;
use crate::bank::core::Bank;
use crate::bank::merge::in_peace;
use crate::id::LearnerId;
use crate::ledger::{Acting, Apply, Appraisal, Command, Passbook, Quoted, Remark, quote_learner};
use crate::rules::Explanation;
use crate::store::Store;
use crate::time::Clock;

/// What an application would come to if it were filed now. Asking changes nothing, and filing it gives just this, as
/// long as nothing else happens to the passbook and the documents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The command that files it.
    pub command: Command<Apply>,
    /// What the rules say.
    pub appraisal: Appraisal,
    explanation: Explanation,
    /// What whoever asks should know: what would be made stands behind another attempt at the same thing.
    pub remarks: Vec<Remark>,
}

impl Quote {
    /// Which clause gave which number, or which condition failed by how much.
    #[must_use]
    pub const fn explanation(&self) -> &Explanation {
        &self.explanation
    }

    /// Whether the rules would grant it.
    #[must_use]
    pub fn is_granted(&self) -> bool {
        !self.appraisal.is_refused()
    }
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// Quotes an application: evaluates it as of now and writes nothing.
    ///
    /// # Errors
    /// A refusal where it could not be considered, as if it were filed; or a failure.
    pub fn quote(&self, learner: LearnerId, who: &Acting, apply: &Apply) -> Result<Quote, Rejection> {
        self.ready()?;
        let recorded = self.recorded()?;
        let command = Command::new(learner, who, apply.clone());
        in_peace(&self.fold, learner, &command.act.clone().into())?;
        let empty = Arc::new(Passbook::new(learner));
        let book = self.passbook(learner).unwrap_or(&empty);
        let Quoted { appraisal, explanation, remarks } = quote_learner(book, &self.fold.published, &command, recorded)?;
        Ok(Quote { command, appraisal, explanation, remarks })
    }
}
