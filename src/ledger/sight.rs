//! A passbook as it is, or as a command that is being decided would leave it.

use crate::id::EntryId;
use crate::ledger::attempt::Turn;
use crate::ledger::lot::Lot;
use crate::ledger::passbook::Passbook;
use crate::ledger::standing::Subject;

/// What can be asked of both.
pub(crate) trait Sight {
    /// The passbook as it is.
    fn book(&self) -> &Passbook;

    /// Every lot.
    fn lots(&self) -> impl Iterator<Item = &Lot>;

    /// The causes for which something is suspended.
    fn marks(&self, subject: Subject) -> Vec<EntryId>;

    /// Whether a suspended use is being settled: only uses that are not suspended keep other attempts out then.
    fn settles(&self) -> bool {
        false
    }

    /// The use that is being settled: it is in use itself, whatever it is suspended for.
    fn settled(&self) -> Option<Subject> {
        None
    }

    /// When a use was decided; `Some(None)`: it is being decided; none: it is not known here, or not yet.
    fn turn(&self, subject: Subject) -> Option<Option<Turn>>;
}

/// A passbook as it is.
pub(crate) struct InBook<'a> {
    book: &'a Passbook,
    settles: bool,
}

impl<'a> InBook<'a> {
    /// As any new use finds it.
    pub(crate) const fn new(book: &'a Passbook) -> Self {
        Self { book, settles: false }
    }

    /// As a suspended use that is being settled finds it.
    pub(crate) const fn settling(book: &'a Passbook) -> Self {
        Self { book, settles: true }
    }
}

impl Sight for InBook<'_> {
    fn book(&self) -> &Passbook {
        self.book
    }

    fn lots(&self) -> impl Iterator<Item = &Lot> {
        self.book.lots.values()
    }

    fn marks(&self, subject: Subject) -> Vec<EntryId> {
        self.book.marks_on(subject).to_vec()
    }

    fn settles(&self) -> bool {
        self.settles
    }

    fn turn(&self, subject: Subject) -> Option<Option<Turn>> {
        self.book.turn_of(subject).map(Some)
    }
}
