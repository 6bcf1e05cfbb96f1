//! Merging one passbook into another, pair by pair. Every pair has keys of its own, so a merge that was cut off
//! is finished by asking again.

use crate::bank::answer::{Receipt, Rejection};
use crate::bank::core::Bank;
use crate::bank::fold::Fold;
use crate::bank::submit::{Request, read_key};
use crate::error::Error;
use crate::id::LearnerId;
use crate::journal::leaf_hash;
use crate::ledger::{
    Act, Acting, Bundle, Command, Entry, MergeIn, MergeOut, PassbookRefusal, Refusal, RequestRefusal, Status,
};
use crate::line::{Content, Line};
use crate::store::Store;
use crate::time::{Clock, Date};

/// What left one passbook and has not come into the other: the merge was cut off. Asking again finishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flight {
    /// The position of the line by which it left.
    pub position: u64,
    /// The passbook it left.
    pub from: LearnerId,
    /// The passbook it leaves for.
    pub into: LearnerId,
    /// How many lots are in flight.
    pub lots: usize,
}

impl<S: Store, C: Clock> Bank<S, C> {
    /// Merges the passbook of `from` into that of `into`, which must be open. Returns the receipts of the
    /// in-entries. The keys of the lines are `<key>/out/<i>` and `<key>/in/<i>`; what another request left in flight comes
    /// in first, as `<key>/in/flight`.
    ///
    /// # Errors
    /// A refusal or failure of any line; the lines before it stand, and asking again goes on from there.
    pub fn merge(
        &mut self,
        key: &str,
        who: &Acting,
        from: LearnerId,
        into: LearnerId,
    ) -> Result<Vec<Receipt<()>>, Rejection> {
        let mut receipts = Vec::new();
        let is_new = self.store.find(Some(from), &read_key(&format!("{key}/out/0"))?)?.is_none();
        let flight = read_key(&format!("{key}/in/flight"))?;
        let answered = self.store.find(Some(into), &flight)?;
        if let Some(come) = self.left_in_flight((from, into), is_new, answered)? {
            let last = come.bundle.last;
            receipts.push(self.merging(flight.as_str(), Command::new(into, who, come))?);
            if last {
                return Ok(receipts);
            }
        }
        for pair in 0_u32.. {
            self.is_unused(key, pair, from, into)?;
            let out = Command::new(from, who, MergeOut { into });
            let out = self.merging(&format!("{key}/out/{pair}"), out)?;
            let come = self.comes(from, out.position)?;
            let last = come.bundle.last;
            receipts.push(self.merging(&format!("{key}/in/{pair}"), Command::new(into, who, come))?);
            if last {
                break;
            }
        }
        Ok(receipts)
    }

    /// What another request left in flight, or did before it came in by this key.
    fn left_in_flight(
        &self,
        (from, into): (LearnerId, LearnerId),
        is_new: bool,
        answered: Option<u64>,
    ) -> Result<Option<MergeIn>, Error> {
        if let Some(position) = answered {
            return Ok(match self.entry_at(position)?.act {
                Act::MergeIn(come) if come.from == from => Some(come),
                _ => None,
            });
        }
        self.flight_of(from, into).filter(|_| is_new).map(|position| self.comes(from, position)).transpose()
    }

    /// Before a pair leaves, its second key must not be that of something else: what leaves could not come in then.
    fn is_unused(&self, key: &str, pair: u32, from: LearnerId, into: LearnerId) -> Result<(), Rejection> {
        let (out, come) = (read_key(&format!("{key}/out/{pair}"))?, read_key(&format!("{key}/in/{pair}"))?);
        if self.store.find(Some(from), &out)?.is_some() {
            return Ok(());
        }
        match self.store.find(Some(into), &come)? {
            None => Ok(()),
            Some(position) => Err(Refusal::from(RequestRefusal::KeyReused { key: come, position }).into()),
        }
    }

    /// Writes one line of a merge.
    fn merging(&mut self, key: &str, command: Command<impl Into<Act>>) -> Result<Receipt<()>, Rejection> {
        let Receipt { position, leaf, learner, entry, remarks, .. } =
            self.submit_one(Request { key: read_key(key)?, command: command.into_any() })??;
        Ok(Receipt { position, leaf, learner, entry, made: (), remarks })
    }

    /// What is in flight between passbooks.
    pub fn in_flight(&self) -> Vec<Flight> {
        let flights = self.fold.flights.iter();
        flights
            .map(|(position, out)| Flight { position: *position, from: out.from, into: out.into, lots: out.lots })
            .collect()
    }

    /// Whether a command fits what is in flight. What an in-entry cites is there, left for that passbook, and was not
    /// taken in.
    pub(crate) fn fits_flights(&self, command: &Command) -> Result<(), Refusal> {
        let Act::MergeIn(come) = &command.act else { return in_peace(&self.fold, command.learner, &command.act) };
        let not_cited = PassbookRefusal::NotCited { position: come.position };
        let flight = self.fold.flights.get(&come.position).ok_or(not_cited.clone())?;
        let bytes = self.store.read(come.position).ok().flatten().ok_or(not_cited.clone())?;
        let agrees =
            (flight.from, flight.into) == (come.from, command.learner) && cites(come, command.effective, &bytes);
        if agrees { Ok(()) } else { Err(not_cited.into()) }
    }

    /// What left one passbook for another and has not come in: one thing at a time.
    fn flight_of(&self, from: LearnerId, into: LearnerId) -> Option<u64> {
        let mut flights = self.fold.flights.iter();
        flights.find(|(_, out)| (out.from, out.into) == (from, into)).map(|(position, _)| *position)
    }

    /// The in-entry for what left by a line.
    fn comes(&self, from: LearnerId, position: u64) -> Result<MergeIn, Error> {
        let bytes = self.store.read(position)?.unwrap_or_default();
        Ok(MergeIn { bundle: self.bundle_at(position)?, from, leaf: leaf_hash(&bytes), position })
    }

    pub(crate) fn bundle_at(&self, position: u64) -> Result<Bundle, Error> {
        let bytes = self.store.read(position)?;
        let bundle = bytes.as_deref().and_then(out_entry).and_then(|entry| entry.effects.bundle);
        bundle.ok_or_else(|| Error::invalid(format!("line {position} is not the out-entry of a merge")))
    }
}

/// Nothing is on its way into a passbook, and what leaves it leaves one after the other, for one that is open and waits
/// for no other.
pub(crate) fn in_peace(fold: &Fold, learner: LearnerId, act: &Act) -> Result<(), Refusal> {
    let coming = |into: LearnerId| fold.flights.values().find(move |out| out.into == into).map(|out| out.from);
    if let Some(from) = coming(learner) {
        return Err(PassbookRefusal::MergeUnderWay { from }.into());
    }
    let Act::MergeOut(out) = act else { return Ok(()) };
    if let Some((position, _)) = fold.flights.iter().find(|(_, out)| out.from == learner) {
        return Err(PassbookRefusal::InFlight { position: *position }.into());
    }
    let target = fold.accounts.get(out.into).map(|account| &account.passbook);
    let target = target.filter(|book| book.status == Status::Open).ok_or(PassbookRefusal::MergeTarget)?;
    let other = coming(out.into).or(target.arriving).filter(|from| *from != learner);
    other.map_or(Ok(()), |from| Err(PassbookRefusal::MergeUnderWay { from }.into()))
}

/// Whether a line is the out-entry that an in-entry of a day cites: the leaf, the content, and not a later day.
pub(crate) fn cites(come: &MergeIn, day: Date, bytes: &[u8]) -> bool {
    let left = out_entry(bytes).filter(|entry| entry.effective <= day);
    leaf_hash(bytes) == come.leaf && left.and_then(|entry| entry.effects.bundle).as_ref() == Some(&come.bundle)
}

fn out_entry(bytes: &[u8]) -> Option<Entry> {
    match Line::decode(bytes).ok()?.content {
        Content::Learner { entry, .. } if matches!(entry.act, Act::MergeOut(_)) => Some(entry),
        _ => None,
    }
}
