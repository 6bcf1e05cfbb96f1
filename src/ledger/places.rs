//! Where every part of every lot stands on a day, with all that follows from the day: what has expired, what waits behind
//! another attempt, on which days a certificate and its renewals are valid. A view; nothing of it is stored.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::credit::Credits;
use crate::digest::Digest;
use crate::id::LotId;
use crate::ledger::group::{Group, InBook, Sight, groups, room};
use crate::ledger::lot::Lot;
use crate::ledger::passbook::Passbook;
use crate::ledger::published::Published;
use crate::ledger::standing::{Place, Standing};
use crate::registry::{Attempts, Counting};
use crate::time::Date;

/// Where a part stands on a day: the first of these that fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Share {
    /// In another passbook now.
    Moved,
    /// Withdrawn by its issuer.
    Revoked,
    /// Used up.
    Consumed,
    /// Under review.
    Held,
    /// Available, and reserved by at least one scope.
    Reserved,
    /// Past its last valid day, swept or not.
    Expired,
    /// Suspended until somebody settles it.
    Suspended,
    /// Not to be used as things stand: another attempt at the same thing is in use, as much as may be is, or of attempts
    /// the last counts and this is not it.
    Blocked,
    /// To be used when it is named, though another attempt at the same thing comes before it.
    Behind,
    /// At the learner's disposal.
    Free,
}

impl Share {
    /// All of them, in their order.
    pub const ALL: [Self; 10] = [
        Self::Moved,
        Self::Revoked,
        Self::Consumed,
        Self::Held,
        Self::Reserved,
        Self::Expired,
        Self::Suspended,
        Self::Blocked,
        Self::Behind,
        Self::Free,
    ];

    /// The word as it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Revoked => "revoked",
            Self::Consumed => "consumed",
            Self::Held => "held",
            Self::Reserved => "reserved",
            Self::Expired => "expired",
            Self::Suspended => "suspended",
            Self::Blocked => "blocked",
            Self::Behind => "behind",
            Self::Free => "free",
        }
    }
}

/// How much of a lot stands where, each place once and in their order; they sum to the lot. A lot that is worth nothing
/// stands somewhere with nothing.
pub type Shares = BTreeMap<Share, Credits>;

/// Where every part of every lot stands on a day. Lots that came into the book later are left out.
#[must_use]
pub fn places(book: &Passbook, published: &Published, day: Date) -> BTreeMap<LotId, Shares> {
    let there = book.lots.values().filter(|lot| lot.since <= day);
    let mut all: BTreeMap<_, _> = there.map(|lot| (lot.id, plainly(lot, day))).collect();
    let out = kept_out(book, published);
    for group in groups(&InBook::new(book), published).into_values() {
        let all_out = || group.lots.iter().map(|lot| lot.id).collect();
        for (lot, shown) in shown(&group, day, &if book.arriving.is_some() { all_out() } else { out.clone() }) {
            if let Some(shares) = all.get_mut(&lot) {
                share_out(shares, &shown);
            }
        }
    }
    one_of_a_tag(&mut all, book, published, day);
    all
}

/// Lots with one tag, of tags that several have.
fn twins<'a>(sight: &'a InBook<'_>, published: &'a Published) -> Vec<Group<'a>> {
    let mut tags: BTreeMap<Digest, Vec<&Lot>> = BTreeMap::new();
    for lot in sight.lots() {
        lot.tag.into_iter().for_each(|tag| tags.entry(tag).or_default().push(lot));
    }
    let several = tags.into_values().filter(|lots| lots.len() > 1);
    several.map(|lots| Group::new(sight, published, lots, None)).collect()
}

/// Lots that wait because another one with their tag is in use.
fn kept_out(book: &Passbook, published: &Published) -> BTreeSet<LotId> {
    let sight = InBook::new(book);
    let groups = twins(&sight, published);
    let out = groups.iter().flat_map(|group| group.lots.iter().filter(|lot| group.keeps_out(lot.id).is_some()));
    out.map(|lot| lot.id).collect()
}

/// Of lots with one tag of which none is in use, one is shown as free.
fn one_of_a_tag(all: &mut BTreeMap<LotId, Shares>, book: &Passbook, published: &Published, day: Date) {
    for group in twins(&InBook::new(book), published) {
        let mut is_first = true;
        for lot in group.candidates(day) {
            let Some(shares) = all.get_mut(&lot.id).filter(|shares| shares.contains_key(&Share::Free)) else {
                continue;
            };
            if !std::mem::take(&mut is_first)
                && let Some(credits) = shares.remove(&Share::Free)
            {
                add(shares, Share::Behind, credits);
            }
        }
    }
}

/// The first attempt that is free where nothing of a candidate is shown as free, and it may be used when it is named.
pub(crate) fn stands_behind(group: &Group<'_>, lot: LotId, day: Date) -> Option<LotId> {
    let shown = shown(group, day, &BTreeSet::new());
    let is_behind = shown.iter().any(|(id, one)| *id == lot && one.free.is_zero() && one.rest == Share::Behind);
    shown.iter().find(|(_, one)| is_behind && !one.free.is_zero()).map(|(id, _)| *id)
}

/// What a lot shows by itself.
fn plainly(lot: &Lot, day: Date) -> Shares {
    let mut shares = Shares::new();
    for part in &lot.parts {
        add(&mut shares, share(lot, &part.standing, day), part.credits);
    }
    shares
}

fn add(shares: &mut Shares, share: Share, credits: Credits) {
    let sum = shares.entry(share).or_insert(Credits::ZERO);
    // Parts of one lot never sum to more than the lot.
    *sum = sum.plus(credits).unwrap_or(*sum);
}

fn share(lot: &Lot, standing: &Standing, day: Date) -> Share {
    match standing.place {
        Place::Moved => Share::Moved,
        Place::Revoked => Share::Revoked,
        Place::Consumed(_) => Share::Consumed,
        Place::Held(_) => Share::Held,
        Place::Available if !standing.scopes.is_empty() => Share::Reserved,
        Place::Available if lot.is_past(day) => Share::Expired,
        Place::Available if !lot.marks.is_empty() => Share::Suspended,
        Place::Available => Share::Free,
    }
}

/// How much of what is unused of an attempt is free, and where the rest stands.
struct Shown {
    free: Credits,
    rest: Share,
}

/// Of what a lot shows as free by itself, so much is, and the rest stands elsewhere.
fn share_out(shares: &mut Shares, shown: &Shown) {
    let Some(unused) = shares.remove(&Share::Free) else { return };
    let free = unused.min(shown.free);
    let rest = unused.minus(free).unwrap_or(Credits::ZERO);
    if !free.is_zero() || (unused.is_zero() && shown.rest == Share::Free) {
        add(shares, Share::Free, free);
    }
    if !rest.is_zero() || (unused.is_zero() && shown.rest != Share::Free) {
        add(shares, shown.rest, rest);
    }
}

fn whole(lot: &Lot) -> (LotId, Shown) {
    (lot.id, Shown { free: lot.unused(), rest: Share::Free })
}

fn none(lot: &Lot, rest: Share) -> (LotId, Shown) {
    (lot.id, Shown { free: Credits::ZERO, rest })
}

/// What is shown of the candidates of a group. Some of them are kept out, whatever else is.
fn shown(group: &Group<'_>, day: Date, out: &BTreeSet<LotId>) -> Vec<(LotId, Shown)> {
    let (waiting, candidates): (Vec<_>, Vec<_>) =
        group.candidates(day).into_iter().partition(|lot| out.contains(&lot.id));
    let waiting = waiting.into_iter().map(|lot| none(lot, Share::Blocked));
    waiting.chain(counted(group, candidates, day)).collect()
}

fn counted(group: &Group<'_>, candidates: Vec<&Lot>, day: Date) -> Vec<(LotId, Shown)> {
    let policy = group.policy(day);
    if policy.counting == Counting::Each {
        return each(group, &candidates, &policy);
    }
    let is_last = policy.counting == Counting::Last;
    let (is_held, standing) = (group.holder().is_some(), group.standing(day).map(|lot| lot.id));
    let can_be_used = |lot: &Lot| {
        let is_let_in = !is_held || group.keeps_out(lot.id).is_none();
        is_let_in && (!is_last || standing == Some(lot.id))
    };
    let first = candidates.iter().find(|lot| can_be_used(lot)).map(|lot| lot.id);
    let one = |lot: &Lot| match (first == Some(lot.id), can_be_used(lot)) {
        (true, _) => whole(lot),
        (_, true) => none(lot, Share::Behind),
        _ => none(lot, Share::Blocked),
    };
    candidates.into_iter().map(one).collect()
}

/// Under `each` as many as fit, in their order; one of a run, and one of a tag.
fn each(group: &Group<'_>, candidates: &[&Lot], policy: &Attempts) -> Vec<(LotId, Shown)> {
    let in_use: BTreeSet<_> = group.in_use();
    let mut left = room(group, policy);
    let is_full = left.is_some_and(Credits::is_zero);
    let is_alike = |one: &Lot, other: &Lot| {
        let run = policy.one_a_run && one.run.is_some() && one.run == other.run;
        one.id != other.id && (run || (one.tag.is_some() && one.tag == other.tag))
    };
    let is_kept_out =
        |lot: &Lot| group.among(|other| other.id == lot.id || is_alike(lot, other)).keeps_out(lot.id).is_some();
    let (mut shown, mut before): (Vec<_>, Vec<&Lot>) = (Vec::new(), Vec::new());
    for lot in candidates.iter().copied() {
        let rest = if is_full && is_counted(lot, policy) { Share::Blocked } else { Share::Behind };
        if is_kept_out(lot) {
            shown.push(none(lot, Share::Blocked));
            continue;
        }
        shown.push(if before.iter().any(|other| is_alike(lot, other)) {
            none(lot, rest)
        } else if lot.unused().is_zero() {
            whole(lot)
        } else {
            (lot.id, Shown { free: fitting(lot, policy, &mut left, in_use.contains(&lot.id)), rest })
        });
        before.push(lot);
    }
    shown
}

/// Whether the most counts a lot.
fn is_counted(lot: &Lot, policy: &Attempts) -> bool {
    policy.most_items().is_some() || policy.most.as_ref().is_some_and(|most| most.unit == lot.amount.unit)
}

/// How much of an attempt fits what is left, which becomes less.
fn fitting(lot: &Lot, policy: &Attempts, left: &mut Option<Credits>, is_in_use: bool) -> Credits {
    let (Some(room), Some(most)) = (*left, &policy.most) else { return lot.unused() };
    if policy.most_items().is_some() {
        if is_in_use {
            return lot.unused();
        }
        let Ok(rest) = room.minus(Credits::ONE) else { return Credits::ZERO };
        *left = Some(rest);
        return lot.unused();
    }
    if most.unit != lot.amount.unit {
        return lot.unused();
    }
    let fits = lot.unused().min(room);
    *left = Some(room.minus(fits).unwrap_or(Credits::ZERO));
    fits
}

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
