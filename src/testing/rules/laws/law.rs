//! The laws by name.

use std::fmt;

macro_rules! laws {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $statement:literal;)+) => {
        /// A law that every rule book is to keep, or to waive by name with a reason.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Law {
            $(#[doc = concat!("`", $code, "`: ", $statement, ".")] $(#[$doc])* $name,)+
        }

        impl Law {
            /// Every law.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Its name, as a waiver says it. It never changes.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// What it says, in one line.
            #[must_use]
            pub const fn statement(self) -> &'static str {
                match self {
                    $(Self::$name => $statement,)+
                }
            }
        }
    };
}

laws! {
    ConversionIdentity = "conversion-identity", "worth, what was kept and what rounding adds come out, are kept on, or are lost on the record, exactly";
    RemainderBound = "remainder-bound", "what rounding leaves or adds is less than one quantum each time it rounds";
    NoSilentOverflow = "no-silent-overflow", "amounts of any size are counted exactly, or refused";
    NoAmplification = "no-amplification", "there are values at which no conversion gives more than it takes";
    RoundTrip = "round-trip", "no chain of conversions gives back more of a unit than went in, rounding included";
    SplittingNeverGains = "splitting-never-gains", "an outcome brought in two parts never gives more than brought whole";
    MergingGainBounded = "merging-gain-bounded", "brought whole it gives at most one quantum more, and the same where what is left is kept for the learner";
    MonotoneInSize = "monotone-in-size", "a larger outcome never gives less";
    MonotoneInGrade = "monotone-in-grade", "a better grade never gives less";
    MonotoneInEvidence = "monotone-in-evidence", "more or stronger evidence never takes a grant away";
    QuantumRefinement = "quantum-refinement", "counted in units of a tenth, all comes to ten times as many";
    Determinism = "determinism", "the same facts give the same answer and the same explanation, and the plain evaluator agrees";
    OrderIndependence = "order-independence", "the order in which rules and facts are written changes nothing";
    Renaming = "renaming", "other names for rules, groups, limits and clauses change nothing but names";
    Irrelevance = "irrelevance", "a fact that no rule looks at changes nothing";
    LearnerIsolation = "learner-isolation", "facts of one learner never reach the answer to another";
    UniqueHit = "unique-hit", "of a group in which one rule may match, two never do";
    OverridesWellFounded = "overrides-well-founded", "no rule overrides itself in a circle, and each overrides something that matches with it";
    VersionTiling = "version-tiling", "the versions of a rule follow each other without overlap or gap";
    VersionPinning = "version-pinning", "an answer names the book it was made under, and publishing another changes nothing about it";
    HashSoundness = "hash-soundness", "what means the same has one hash, and what does not has another";
    SingleUse = "single-use", "no more of a lot is taken than is asked for, and what is only read never gives credit";
    SimilarMerit = "similar-merit-dominance", "of outcomes of like content only the best counts, never the sum";
    WindowPartition = "window-partition", "each day lies in exactly one window of a limit";
    TierGuard = "tier-guard", "credit moves to a higher tier only by a rule that names the source and the target course";
    ExpiryMonotone = "expiry-monotone", "what has expired on a day has expired on every later one";
    ClockFree = "clock-free", "the answer depends on the dates in the facts, never on a clock";
    ExplanationSound = "explanation-sound", "the explanation alone, read without the book, comes to the answer";
    ExplanationComplete = "explanation-complete", "every rule that names an outcome is in the explanation, with what became of it and why";
    FixIsAFix = "fix-is-a-fix", "what is reported as missing, once made good, is no longer missing";
    WaiversKnown = "waivers-known", "every waiver names a law of this list, or a remark of the analyses";
}

impl Law {
    /// The law of that name.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|law| law.code() == code)
    }
}

impl fmt::Display for Law {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
