//! What a verb says of itself. Whatever is particular to one verb stands in its own file, behind these names.

use std::collections::BTreeSet;

use crate::id::{DecisionId, EntryId};
use crate::ledger::attached::{Brought, BroughtMut};
use crate::ledger::authority::Case;
use crate::ledger::desk::Desk;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::passbook::{Passbook, Status};
use crate::ledger::refusal::{PassbookRefusal, Refusal};
use crate::ledger::standing::Subject;
use crate::ledger::verbs::made::Made;
use crate::registry::Role;

/// What comes of applying: nothing, or what does not fit.
pub(crate) type Applied = Result<(), &'static str>;

/// One verb: the command that it is, and all that follows from it.
pub(crate) trait Verb {
    /// The role that it takes, where the passbook says no other.
    const ROLE: Role;

    /// In which passbooks it is taken.
    const TAKEN: Taken = Taken::Open;

    /// How its line is undone, if it can be.
    const UNDO: Option<&'static dyn Undo> = None;

    /// The role that it takes.
    fn role(&self, _book: &Passbook) -> Role {
        Self::ROLE
    }

    /// Whether the passbook takes it in the state it is in.
    fn admits(&self, book: &Passbook) -> Result<(), Refusal> {
        Self::TAKEN.admits(book)
    }

    /// What follows from it.
    fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal>;

    /// What it does to the passbook, beside the effects that stand on its line.
    fn apply(&self, _book: &mut Passbook, _entry: &Frame<'_>) -> Applied {
        Ok(())
    }

    /// What it made under the number of its line, after which the passbook is so; none if that does not say it any more.
    fn made(&self, _line: &Frame<'_>, _after: &Passbook) -> Option<Made> {
        Some(Made::Nothing)
    }

    /// What it settles.
    fn settles(&self) -> Option<Subject> {
        None
    }

    /// What it brings that is too large for a line.
    fn brings(&self) -> Option<Brought<'_>> {
        None
    }

    /// The same, to be filled in.
    fn brings_mut(&mut self) -> Option<BroughtMut<'_>> {
        None
    }
}

/// How a line of a verb is undone: what it recorded is posted back.
pub(crate) trait Undo {
    /// Whether what the line did is in the passbook. It may be gone again, or never have been: not every approval converts.
    fn is_there(&self, book: &Passbook, line: EntryId) -> bool;

    /// The role that it takes. Whoever may do a thing may undo it.
    fn role(&self, _book: &Passbook, _line: EntryId) -> Role {
        Role::Registrar
    }

    /// The decisions that rely on it: a cascade may end them with it.
    fn relied_on_by(&self, _desk: &Desk<'_>, _line: EntryId) -> BTreeSet<DecisionId> {
        BTreeSet::new()
    }

    /// What follows, on the desk.
    fn decide(&self, case: &mut Case<'_>, desk: &mut Desk<'_>, line: EntryId) -> Result<(), Refusal>;

    /// What the passbook loses or gets back by the entry that undoes the line, beside the effects that stand on it.
    fn apply(&self, _book: &mut Passbook, _line: EntryId, _by: &Frame<'_>) -> Applied {
        Ok(())
    }
}

/// In which passbooks a verb is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// One that nobody has opened.
    Unopened,
    /// An open one.
    Open,
    /// An open one, and a closed one too.
    OpenOrClosed,
    /// A closed one.
    Closed,
}

impl Taken {
    /// Whether a passbook is such a one. While another comes into it, or it leaves for another, it takes nothing but the
    /// rest of that.
    pub(crate) fn admits(self, book: &Passbook) -> Result<(), Refusal> {
        match (book.status, self) {
            (Status::Unopened, Self::Unopened) => Ok(()),
            (Status::Unopened, _) => Err(PassbookRefusal::NotOpened { learner: book.learner }.into()),
            (Status::Open, Self::Unopened | Self::Closed) => Err(PassbookRefusal::AlreadyOpen.into()),
            (Status::Open, _) => {
                book.arriving.map_or(Ok(()), |from| Err(PassbookRefusal::MergeUnderWay { from }.into()))
            }
            (Status::Closed, Self::OpenOrClosed | Self::Closed) => Ok(()),
            (Status::Closed, _) => {
                book.status_since.map_or(Ok(()), |since| Err(PassbookRefusal::Closed { since }.into()))
            }
            (Status::Merging { into } | Status::Merged { into }, _) => Err(PassbookRefusal::Merged { into }.into()),
        }
    }
}

/// Reads and writes a tuple struct as an object with these keys, and no others.
macro_rules! written_as {
    ($verb:ident($($field:ident: $of:ty),*)) => {
        const _: () = {
            #[derive(serde::Serialize, serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct Written { $($field: $of,)* }

            impl serde::Serialize for $verb {
                fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    written_as!(@taken self, $verb($($field),*));
                    Written { $($field,)* }.serialize(to)
                }
            }

            impl<'de> serde::Deserialize<'de> for $verb {
                fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    let Written { $($field,)* } = Written::deserialize(from)?;
                    Ok(written_as!(@given $verb($($field),*)))
                }
            }
        };
    };
    (@taken $from:ident, $verb:ident()) => {};
    (@taken $from:ident, $verb:ident($($field:ident),+)) => { let Self($($field),+) = $from.clone(); };
    (@given $verb:ident()) => { Self };
    (@given $verb:ident($($field:ident),+)) => { Self($($field),+) };
}
pub(crate) use written_as;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date;
    use crate::id::LearnerId;

    /// Whether a passbook takes verbs that are taken in an unopened, an open, an open or closed, a closed one.
    fn takes(status: Status) -> [bool; 4] {
        let mut book = Passbook::new(LearnerId::new(uuid::Uuid::from_u128(1)));
        (book.status, book.status_since) = (status, Some(date!("2026-01-01")));
        [Taken::Unopened, Taken::Open, Taken::OpenOrClosed, Taken::Closed].map(|taken| taken.admits(&book).is_ok())
    }

    #[test]
    fn a_verb_is_taken_in_passbooks_of_its_kind() {
        assert_eq!(takes(Status::Unopened), [true, false, false, false]);
        assert_eq!(takes(Status::Open), [false, true, true, false]);
        assert_eq!(takes(Status::Closed), [false, false, true, true]);
        let into = LearnerId::new(uuid::Uuid::from_u128(2));
        assert_eq!(takes(Status::Merging { into }), [false; 4]);
        assert_eq!(takes(Status::Merged { into }), [false; 4]);
    }

    #[test]
    fn while_another_comes_in_nothing_else_is_taken() {
        let (mut book, from) =
            (Passbook::new(LearnerId::new(uuid::Uuid::from_u128(1))), LearnerId::new(uuid::Uuid::from_u128(2)));
        (book.status, book.arriving) = (Status::Open, Some(from));
        assert_eq!(Taken::OpenOrClosed.admits(&book), Err(PassbookRefusal::MergeUnderWay { from }.into()));
    }
}
