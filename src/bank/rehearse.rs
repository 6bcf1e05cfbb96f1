//! Before the first line of a merge is written, all of its lines are worked out: one that could not be finished would
//! lock both passbooks.

use std::sync::Arc;

use crate::bank::core::Bank;
use crate::bank::submit::Request;
use crate::digest::Digest;
use crate::journal::LINE_MOST;
use crate::ledger::{
    Act, Command, Entry, MergeIn, MergeOut, Passbook, Refusal, RequestRefusal, Status, apply, decide_learner,
};
use crate::line::{Content, Line};
use crate::store::Store;
use crate::time::{Clock, Timestamp};

/// By so much a line may become longer than it was worked out: by its key and its position.
const SPARE: usize = 300;

impl<S: Store, C: Clock> Bank<S, C> {
    /// Works out every pair of a merge that a request would begin. Nothing is written. What else is refused is refused
    /// when it is asked.
    pub(crate) fn rehearse(&self, request: &Request, recorded: Timestamp) -> Result<(), Refusal> {
        let Act::MergeOut(out) = &request.command.act else { return Ok(()) };
        let book = |id| self.fold.accounts.get(id).map(|account| Arc::clone(&account.passbook));
        let (Some(from), Some(into)) = (book(request.command.learner), book(out.into)) else { return Ok(()) };
        if matches!(from.status, Status::Merging { .. }) {
            return Ok(());
        }
        let mut rehearsal = Rehearsal { bank: self, request, recorded, from, into, position: self.fold.length() };
        while rehearsal.pair(out)? {}
        Ok(())
    }
}

struct Rehearsal<'a, S, C> {
    bank: &'a Bank<S, C>,
    request: &'a Request,
    recorded: Timestamp,
    from: Arc<Passbook>,
    into: Arc<Passbook>,
    position: u64,
}

impl<S: Store, C: Clock> Rehearsal<'_, S, C> {
    /// Whether there is another pair after the next one.
    fn pair(&mut self, out: &MergeOut) -> Result<bool, Refusal> {
        let Command { learner, by, effective, .. } = self.request.command.clone();
        let leaves = Command { learner, by: by.clone(), effective, act: out.clone().into() };
        let Some(left) = self.decided(&self.from, &leaves)? else { return Ok(false) };
        let Some(bundle) = left.effects.bundle.clone() else { return Ok(false) };
        let goes_on = !bundle.last && apply(Arc::make_mut(&mut self.from), &left).is_ok();
        let come = MergeIn { bundle, from: learner, leaf: Digest::ZERO, position: self.position };
        let comes = Command { learner: out.into, by, effective, act: come.into() };
        let Some(came) = self.decided(&self.into, &comes)? else { return Ok(false) };
        self.position = self.position.saturating_add(1);
        Ok(goes_on && apply(Arc::make_mut(&mut self.into), &came).is_ok())
    }

    /// The line of a command, if it is accepted. It must fit.
    fn decided(&self, book: &Passbook, command: &Command) -> Result<Option<Entry>, Refusal> {
        let (published, key) = (&self.bank.fold.published, &self.request.key);
        let Ok(entry) = decide_learner(book, published, key, command, self.recorded) else { return Ok(None) };
        let content = Content::Learner { entry: entry.clone(), last: Digest::ZERO };
        let line = Line { position: self.position, prev: Digest::ZERO, content };
        let bytes = line.encode().map_or_else(|bytes| bytes, |line| line.len());
        match bytes.checked_add(SPARE) {
            Some(most) if most <= LINE_MOST => Ok(Some(entry)),
            _ => Err(RequestRefusal::TooLong { bytes, most: LINE_MOST }.into()),
        }
    }
}
