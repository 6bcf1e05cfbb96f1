//! Single lines on a shelf: those that must be accepted, after each of which every law holds, and those that must not.

use creditbank::ledger::{Entry, Passbook, Refusal};
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::learner;

/// A line that must be accepted.
pub(crate) fn done(shelf: &mut Shelf, line: &str) -> Entry {
    let entry = shelf.say(line).unwrap().unwrap_or_else(|refusal| panic!("{line}: {refusal}"));
    laws::all(shelf).unwrap();
    entry
}

/// A line that must be refused.
pub(crate) fn refused(shelf: &mut Shelf, line: &str) -> Refusal {
    shelf.say(line).unwrap().expect_err(line)
}

/// The passbook of learner 1.
pub(crate) fn book(shelf: &Shelf) -> Passbook {
    shelf.book(learner(1))
}
