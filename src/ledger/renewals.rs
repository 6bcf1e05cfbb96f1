//! Certificates that were renewed: one tag, several lots, and the days on which one of them is valid.

use crate::ledger::lot::Lot;
use crate::ledger::passbook::Passbook;
use crate::time::Date;

/// Days on which something is valid: the first, and the last if there is one.
pub type Span = (Date, Option<Date>);

/// When a lot is valid, or one with the same tag: a certificate and its renewals. Where one ends before the next begins
/// there are several spans, and a gap between them. Revoked ones are left out, but for the lot itself.
#[must_use]
pub fn validity(book: &Passbook, lot: &Lot) -> Vec<Span> {
    let is_same =
        |other: &&Lot| other.id == lot.id || (lot.tag.is_some() && other.tag == lot.tag && other.revoked.is_none());
    let mut spans: Vec<Span> = book.lots.values().filter(is_same).map(|one| (one.earned, one.valid_through)).collect();
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for (first, last) in spans {
        match joined.last_mut() {
            Some((_, end)) if reaches(*end, first) => *end = later(*end, last),
            _ => joined.push((first, last)),
        }
    }
    joined
}

/// Whether what is valid through a day reaches another one without a gap.
fn reaches(end: Option<Date>, first: Date) -> bool {
    end.is_none_or(|end| end.next().is_none_or(|next| first <= next))
}

fn later(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    Some(one?.max(other?))
}
