//! Where the parts of a lot stand on a day, in words.

use creditbank::ledger::{Passbook, places};
use creditbank::testing::engine::apply_until;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::learner;
use creditbank::{Date, LotId};

/// `2 reserved + 2 behind`, by all that the book knows.
pub(crate) fn shown(shelf: &Shelf, lot: LotId, day: Date) -> String {
    let places = places(&as_of(shelf, day), &shelf.world.published, day);
    let shares = &places[&lot];
    shares.iter().map(|(share, credits)| format!("{credits} {}", share.as_str())).collect::<Vec<_>>().join(" + ")
}

/// The passbook of learner 1 with all that was true by a day.
pub(crate) fn as_of(shelf: &Shelf, day: Date) -> Passbook {
    let mut book = Passbook::new(learner(1));
    let entries = shelf.turns.iter().map(|turn| &turn.entry).filter(|entry| entry.learner == learner(1));
    entries.for_each(|entry| apply_until(&mut book, entry, day).unwrap());
    book
}
