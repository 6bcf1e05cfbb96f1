//! Stories on a shelf, after which every law holds; single lines that must be accepted, and those that must not; and what
//! has become of learner 1.

use creditbank::ledger::{Lot, Passbook, Refusal, Stands};
use creditbank::line::Entry;
use creditbank::testing::laws;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::world::learner;
use creditbank::{HoldId, LotId};

/// A learner with all that the school's award S asks for.
pub(crate) const SCHOOL: &str = "sv-registrar 01-01 open
    sv-registrar 01-02 matriculate S at S-T/1
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent";

/// A shelf after a story, on which every law holds.
pub(crate) fn after(script: &str) -> Shelf {
    on(Shelf::new().unwrap(), script)
}

/// The same on a shelf on which something has happened.
pub(crate) fn on(mut shelf: Shelf, script: &str) -> Shelf {
    shelf.play(script).unwrap();
    laws::all(&shelf).unwrap();
    shelf
}

/// A shelf with the passbooks of learners 1 and 2, and what sets the stage.
pub(crate) fn stage(setup: &str) -> Shelf {
    let mut shelf = Shelf::new().unwrap();
    shelf.play("sv-registrar 01-01 open\n2: sv-registrar 01-01 open").unwrap();
    shelf.play(setup).unwrap_or_else(|why| panic!("{why}"));
    shelf
}

/// Lines that must be accepted: the entry of the last.
pub(crate) fn play(shelf: &mut Shelf, script: &str) -> Entry {
    shelf.play(script).unwrap_or_else(|why| panic!("{why}")).pop().unwrap()
}

/// A line that must be accepted, after which every law holds.
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

pub(crate) fn lot(shelf: &Shelf, n: u32, k: u16) -> Lot {
    book(shelf).lots[&LotId::here(n, k)].clone()
}

/// Where the parts of a lot stand: `4 available award:S@4.0`.
pub(crate) fn standing(shelf: &Shelf, lot: &str) -> Vec<String> {
    let lot: LotId = lot.parse().unwrap();
    book(shelf).lots[&lot].parts.iter().map(|part| format!("{} {}", part.credits, part.standing)).collect()
}

/// Where an application stands.
pub(crate) fn stands(shelf: &Shelf, id: HoldId) -> Stands {
    book(shelf).applications[&id].stands()
}
