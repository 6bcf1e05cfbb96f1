//! The list of verbs, and what a passbook remembers of each of its lines.

/// Hands the list to a macro: the name of each verb, and how it is written in a line. A new one is added here, beside its
/// own file.
macro_rules! each_verb {
    ($what:ident) => {
        $what! {
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
    };
}
pub(crate) use each_verb;

macro_rules! verbs {
    ($($name:ident = $wire:literal,)+) => {
        /// A verb as it is written in a line.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum LearnerVerb { $($name,)+ }

        impl LearnerVerb {
            /// Every verb, in order.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The verb of a name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                match name { $($wire => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

each_verb!(verbs);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_found_by_its_name() {
        assert_eq!(LearnerVerb::named("revoke_award"), Some(LearnerVerb::RevokeAward));
        assert_eq!(LearnerVerb::named("RevokeAward"), None);
    }

    #[test]
    fn a_passbook_remembers_a_verb_in_one_byte() {
        assert_eq!(size_of::<LearnerVerb>(), 1);
    }
}
