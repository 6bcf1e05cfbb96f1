//! What a passbook holds that does not count toward a programme now, and why: what a learner would like to know.

use std::collections::BTreeSet;

use crate::id::{LotId, ProgrammeId};
use crate::ledger::holdings::{Reading, Study};
use crate::ledger::lot::Lot;
use crate::ledger::matriculation::Matriculation;
use crate::ledger::passbook::Passbook;
use crate::ledger::standing::{Place, Scope, Standing, Subject};
use crate::ledger::together::together;
use crate::planner::{Bar, Barred, Holdings, Lens};
use crate::programme::Programme;
use crate::time::Date;

impl Study<'_> {
    /// What the passbook holds that cannot count toward the programme: held, expired, suspended, not yet earned, behind
    /// another attempt at the same thing, or bound by awards out of which it does not carry. What was revoked, used up or
    /// moved is gone.
    #[must_use]
    pub fn barred(&self) -> Vec<Barred> {
        let Self { book, day, of, published, .. } = *self;
        let from = self.carried_programmes();
        let mut reading = Reading::new(book, published, day);
        let mut all = Vec::new();
        let together = together(book, published, day);
        for lot in book.lots.values().filter(|lot| lot.revoked.is_none()) {
            let blocked = together.blocked.get(&lot.id).map(|by| by.and_then(|by| award_of(book, by)));
            let bar_of = |standing: &Standing| bar_of(lot, blocked.as_ref(), standing, &from, of, day);
            // Every reason for which a part of the lot does not count, each once.
            let bars: BTreeSet<_> = lot.parts.iter().filter_map(|part| bar_of(&part.standing)).collect();
            for bar in bars {
                let assets = reading.assets(lot, |standing| (bar_of(standing).as_ref() == Some(&bar)).then(Vec::new));
                all.extend(assets.into_iter().map(|asset| Barred { asset, bar: bar.clone() }));
            }
        }
        all
    }
}

/// Lots that a part of the programme would take, and that wait because another attempt at the same thing is in use.
pub(crate) fn waiting(study: &Study<'_>, programme: &Programme, holdings: &Holdings) -> Vec<(LotId, Subject)> {
    let Study { book, day, pinned, published, .. } = *study;
    let mut reading = Reading::new(book, published, day);
    let lens = Lens::new(pinned, holdings);
    let mut is_taken = |lot: &Lot| {
        let assets = reading.assets(lot, |standing| standing.is_free().then(Vec::new));
        assets.iter().any(|asset| programme.parts.iter().any(|part| lens.takes_any(&part.accepts, asset)))
    };
    let blocked = together(book, published, day).blocked;
    let blocked = blocked.into_iter().filter_map(|(lot, by)| Some((book.lots.get(&lot)?, by?)));
    blocked.filter(|(lot, _)| is_taken(lot)).map(|(lot, by)| (lot.id, by)).collect()
}

fn bar_of(
    lot: &Lot,
    blocked: Option<&Option<ProgrammeId>>,
    standing: &Standing,
    from: &BTreeSet<ProgrammeId>,
    of: &Matriculation,
    day: Date,
) -> Option<Bar> {
    match standing.place {
        Place::Held(_) => return Some(Bar::Held),
        Place::Available => {}
        Place::Consumed(_) | Place::Revoked | Place::Moved => return None,
    }
    if let Some(last) = lot.valid_through.filter(|last| *last < day) {
        return Some(Bar::Expired(last));
    }
    if !lot.marks.is_empty() {
        return Some(Bar::Suspended);
    }
    if lot.earned > day {
        return Some(Bar::NotYet(lot.earned));
    }
    if let Some(by) = blocked {
        return Some(Bar::Blocked(by.clone()));
    }
    let bound: Vec<_> = standing.scopes.iter().filter_map(|one| not_carried(&one.scope, from, of)).collect();
    (!bound.is_empty()).then_some(Bar::Reserved(bound))
}

/// The award that a decision is for.
fn award_of(book: &Passbook, by: Subject) -> Option<ProgrammeId> {
    let Subject::Decision(id) = by else { return None };
    match &book.decisions.get(&id)?.scope {
        Some(Scope::Award(programme)) => Some(programme.clone()),
        _ => None,
    }
}

/// The award of a scope out of which is not carried. The programme's own award has been made then.
fn not_carried(scope: &Scope, from: &BTreeSet<ProgrammeId>, of: &Matriculation) -> Option<ProgrammeId> {
    match scope {
        Scope::Award(programme) if !from.contains(programme) || *programme == of.programme => Some(programme.clone()),
        _ => None,
    }
}
