//! The type of all acts, and the one place where an act is taken to its verb.

use serde::Serialize;
use serde::de::MapAccess;

use crate::ledger::attached::{Brought, BroughtMut};
use crate::ledger::authority::Case;
use crate::ledger::effects::{Effects, Frame};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::Subject;
use crate::ledger::verb_list::{LearnerVerb, each_verb};
use crate::ledger::verbs::*;
use crate::registry::Role;

macro_rules! acts {
    ($($name:ident = $wire:literal,)+) => {
        $(
            impl From<$name> for Act {
                fn from(act: $name) -> Self {
                    Self::$name(act)
                }
            }
        )+

        /// Anything that can be done to a passbook.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        pub enum Act {
            $(#[doc = concat!("See [`", stringify!($name), "`].")] #[serde(rename = $wire)] $name($name),)+
        }

        impl LearnerVerb {
            /// How a line of the verb is undone, if it can be.
            pub(crate) const fn undo(self) -> Option<&'static dyn Undo> {
                match self { $(Self::$name => $name::UNDO,)+ }
            }

            /// Reads what belongs to the verb.
            pub(crate) fn read<'de, M: MapAccess<'de>>(self, map: &mut M) -> Result<Act, M::Error> {
                match self { $(Self::$name => map.next_value().map(Act::$name),)+ }
            }
        }

        impl Act {
            /// Every verb, in order.
            pub const VERBS: &'static [&'static str] = &[$(stringify!($name)),+];

            /// What a passbook remembers of its line.
            pub(crate) const fn learner_verb(&self) -> LearnerVerb {
                match self { $(Self::$name(_) => LearnerVerb::$name,)+ }
            }

            /// The verb.
            #[must_use]
            pub const fn verb(&self) -> &'static str {
                match self { $(Self::$name(_) => stringify!($name),)+ }
            }
        }

        /// Asks the verb of an act.
        macro_rules! ask {
            ($act:expr, $verb:ident => $answer:expr) => {
                match $act { $(Act::$name($verb) => $answer,)+ }
            };
        }
    };
}

each_verb!(acts);

impl Act {
    pub(crate) fn role(&self, book: &Passbook) -> Role {
        ask!(self, verb => verb.role(book))
    }

    pub(crate) fn admits(&self, book: &Passbook) -> Result<(), Refusal> {
        ask!(self, verb => verb.admits(book))
    }

    pub(crate) fn decide(&self, case: &mut Case<'_>) -> Result<Effects, Refusal> {
        ask!(self, verb => verb.decide(case))
    }

    pub(crate) fn apply(&self, book: &mut Passbook, line: &Frame<'_>) -> Applied {
        ask!(self, verb => verb.apply(book, line))
    }

    pub(crate) fn made(&self, line: &Frame<'_>, after: &Passbook) -> Option<Made> {
        ask!(self, verb => verb.made(line, after))
    }

    pub(crate) fn settles(&self) -> Option<Subject> {
        ask!(self, verb => verb.settles())
    }

    pub(crate) fn brings(&self) -> Option<Brought<'_>> {
        ask!(self, verb => verb.brings())
    }

    pub(crate) fn brings_mut(&mut self) -> Option<BroughtMut<'_>> {
        ask!(self, verb => verb.brings_mut())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_is_an_act() {
        assert_eq!(LearnerVerb::ALL.len(), Act::VERBS.len());
        assert_eq!(Act::from(Open).learner_verb(), LearnerVerb::Open);
    }
}
