//! A bank that is asked with commands as data, and looked at in short.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::sync::Arc;

use creditbank::ledger::{Act, Filed, FilingResult, Made, Passbook, Reviewed};
use creditbank::{
    Bank, Clock, Command, Date, DecisionId, Error, HoldId, LearnerId, LotId, Receipt, Rejection, Request, Statement,
    Store,
};

/// What a statement is of.
#[derive(Clone, Copy)]
pub(crate) enum View {
    Now,
    /// What was true on a day, as the book knows it now.
    Day(Date),
    /// All that the book knew when its last line was that one.
    Position(u64),
    /// What was true on a day, as the book knew it then.
    Both(u64, Date),
}

/// What a bank is asked in the tests.
pub(crate) trait Asked {
    /// Asks one thing, given as data.
    fn ask<A: Into<Act>>(&mut self, key: &str, command: Command<A>) -> Result<Receipt, Rejection>;

    /// The passbook, if there is one.
    fn passbook(&self, learner: LearnerId) -> Option<Arc<Passbook>>;

    /// The statement of a view.
    fn seen(&self, learner: LearnerId, view: View) -> Statement {
        match view {
            View::Now => self.now(learner),
            View::Day(day) => self.on(learner, day),
            View::Position(position) => self.at(learner, position),
            View::Both(position, day) => self.both(learner, position, day),
        }
    }

    /// What was true on a day, as the book knew it when its last line was that one.
    fn both(&self, learner: LearnerId, position: u64, day: Date) -> Statement;

    /// The statement of now.
    fn now(&self, learner: LearnerId) -> Statement;

    /// The statement of a day, as the book knows it now.
    fn on(&self, learner: LearnerId, day: Date) -> Statement;

    /// The statement of all that the book knew when its last line was that one.
    fn at(&self, learner: LearnerId, position: u64) -> Statement;
}

impl<S: Store, C: Clock> Asked for Bank<S, C> {
    fn ask<A: Into<Act>>(&mut self, key: &str, command: Command<A>) -> Result<Receipt, Rejection> {
        let key = key.parse().map_err(|why: creditbank::id::IdError| Error::invalid(why.to_string()))?;
        let request = Request { key, command: command.into_any() };
        Ok(self.submit_any(&[request])?.remove(0)?)
    }

    fn passbook(&self, learner: LearnerId) -> Option<Arc<Passbook>> {
        let book = self.learner(learner).unwrap().passbook();
        (book.next > 0).then_some(book)
    }

    fn now(&self, learner: LearnerId) -> Statement {
        let learner = self.learner(learner).unwrap();
        learner.statement(learner.day()).unwrap()
    }

    fn on(&self, learner: LearnerId, day: Date) -> Statement {
        self.learner(learner).unwrap().statement(day).unwrap()
    }

    fn both(&self, learner: LearnerId, position: u64, day: Date) -> Statement {
        self.learner_at(learner, position).unwrap().statement(day).unwrap()
    }

    fn at(&self, learner: LearnerId, position: u64) -> Statement {
        let learner = self.learner_at(learner, position).unwrap();
        learner.statement(learner.day()).unwrap()
    }
}

/// What a receipt of any verb says was made.
pub(crate) trait MadeIt {
    fn lot(&self) -> Option<LotId>;
    fn hold(&self) -> Option<HoldId>;
    fn application(&self) -> Option<HoldId>;
    fn decision(&self) -> Option<DecisionId>;
    fn lots(&self) -> Vec<LotId>;
}

impl MadeIt for Receipt {
    fn lot(&self) -> Option<LotId> {
        if let Made::Lot(id) = self.made { Some(id) } else { None }
    }

    fn hold(&self) -> Option<HoldId> {
        match &self.made {
            Made::Hold(id) => Some(*id),
            Made::Filed(Filed { id, outcome: FilingResult::UnderReview { .. } }) => Some(*id),
            _ => None,
        }
    }

    fn application(&self) -> Option<HoldId> {
        if let Made::Filed(filed) = &self.made { Some(filed.id) } else { None }
    }

    fn decision(&self) -> Option<DecisionId> {
        match &self.made {
            Made::Decision(id) => Some(*id),
            Made::Reviewed(Reviewed::Converted(_)) | Made::Filed(Filed { outcome: FilingResult::Converted(_), .. }) => {
                Some(DecisionId { entry: self.entry, k: 0 })
            }
            _ => None,
        }
    }

    fn lots(&self) -> Vec<LotId> {
        match &self.made {
            Made::Lot(id) => vec![*id],
            Made::Reviewed(Reviewed::Converted(lots))
            | Made::Filed(Filed { outcome: FilingResult::Converted(lots), .. }) => lots.clone(),
            _ => Vec::new(),
        }
    }
}
