//! The list of verbs, and the one place where an act is taken to its verb.

use serde::Serialize;
use serde::de::MapAccess;

use crate::ledger::attachments::{Brought, BroughtMut};
use crate::ledger::authority::Case;
use crate::ledger::entry::{Effects, Entry};
use crate::ledger::passbook::Passbook;
use crate::ledger::refusal::Refusal;
use crate::ledger::standing::Subject;
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

        /// A verb as it is written in a line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum LearnerVerb { $($name,)+ }

        impl LearnerVerb {
            /// Every verb, in order.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),+];

            /// How a line of the verb is undone, if it can be.
            pub(crate) const fn undo(self) -> Option<&'static dyn Undo> {
                match self { $(Self::$name => $name::UNDO,)+ }
            }

            /// The verb of a name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $($wire => Some(Self::$name),)+ _ => None }
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

// The name of each verb, and how it is written in a line. A new one is added here, beside its own file.
acts! {
    Appeal = "appeal",
    Apply = "apply",
    Approve = "approve",
    Accrue = "accrue",
    Assess = "assess",
    Bind = "bind",
    Close = "close",
    Enrol = "enrol",
    Expire = "expire",
    Hold = "hold",
    Lapse = "lapse",
    Leave = "leave",
    Matriculate = "matriculate",
    MergeIn = "merge_in",
    MergeOut = "merge_out",
    Open = "open",
    Record = "record",
    Regrade = "regrade",
    Redeem = "redeem",
    Refuse = "refuse",
    Release = "release",
    Relieve = "relieve",
    Reopen = "reopen",
    Reverse = "reverse",
    Revalue = "revalue",
    Revoke = "revoke",
    RevokeAward = "revoke_award",
    Settle = "settle",
    Unbind = "unbind",
    Withdraw = "withdraw",
}

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

    pub(crate) fn apply(&self, book: &mut Passbook, entry: &Entry) -> Applied {
        ask!(self, verb => verb.apply(book, entry))
    }

    pub(crate) fn made(&self, effects: &Effects) -> Made {
        ask!(self, verb => verb.made(effects))
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
    fn a_verb_is_found_by_its_name() {
        assert_eq!(LearnerVerb::ALL.len(), Act::VERBS.len());
        assert_eq!(LearnerVerb::named("revoke_award"), Some(LearnerVerb::RevokeAward));
        assert_eq!(LearnerVerb::named("RevokeAward"), None);
        assert_eq!(Act::from(Open {}).learner_verb(), LearnerVerb::Open);
    }

    #[test]
    fn a_passbook_remembers_a_verb_in_one_byte() {
        assert_eq!(size_of::<LearnerVerb>(), 1);
    }
}
