//! What would come of an application, and why what came of one did.

use crate::bank::answer::Rejection;
use crate::bank::core::Bank;
use crate::bank::merge::in_peace;
use crate::error::Error;
use crate::id::{HoldId, LearnerId};
use crate::ledger::{
    Act, Application, Apply, Appraisal, Command, Entry, Passbook, Quoted, Remark, apply, quote_learner,
};
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
    pub fn quote(&mut self, application: Command<Apply>) -> Result<Quote, Rejection> {
        self.ready()?;
        let recorded = self.recorded()?;
        in_peace(&self.fold, application.learner, &application.act.clone().into())?;
        let empty = Passbook::new(application.learner);
        let book = self.passbook(application.learner).unwrap_or(&empty);
        let Quoted { appraisal, explanation, remarks } = quote_learner(book, self.published(), &application, recorded)?;
        Ok(Quote { command: application, appraisal, explanation, remarks })
    }

    /// The explanation of an application that was filed: its facts are taken from the book as it was then, and the
    /// rules are asked again. Its hash is the one on the line.
    ///
    /// # Errors
    /// If there is no such application in the passbook, or the book is not what it was.
    pub fn explanation(&self, learner: LearnerId, application: HoldId) -> Result<Explanation, Error> {
        self.ready()?;
        let unknown = || Error::invalid(format!("there is no application {application} in that passbook"));
        let home = application.entry.home.unwrap_or(learner);
        let mut book = Passbook::new(home);
        for position in self.store.positions_of(home)? {
            let entry = self.entry_at(position)?;
            if entry.n == application.entry.n {
                return self.explained(&book, position, &entry);
            }
            apply(&mut book, &entry).map_err(|corrupt| Error::invalid(corrupt.to_string()))?;
        }
        Err(unknown())
    }

    fn explained(&self, book: &Passbook, position: u64, entry: &Entry) -> Result<Explanation, Error> {
        let (Act::Apply(act), Some(appraisal)) = (&entry.act, &entry.effects.application) else {
            return Err(Error::invalid(format!("line {position} files no application")));
        };
        let published = self.published().before(position);
        let Command { learner, by, effective, .. } = entry.command();
        let command = Command { learner, by, effective, act: act.clone() };
        let Quoted { appraisal: again, explanation, .. } = quote_learner(book, &published, &command, entry.recorded)
            .map_err(|refusal| Error::invalid(format!("asked again, it is refused: {refusal}")))?;
        if again == *appraisal {
            return Ok(explanation);
        }
        Err(Error::invalid(format!("what the rules say now of line {position} is not what it says")))
    }

    /// The applications of a learner, by id.
    pub fn applications(&self, learner: LearnerId) -> impl Iterator<Item = &Application> {
        self.passbook(learner).into_iter().flat_map(|book| book.applications.values())
    }
}
