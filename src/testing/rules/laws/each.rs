//! A test of each law for a rule book of one's own.

/// Makes a test of each law, for the rule book in a file: its path from the root of the crate that is tested.
///
/// ```no_run
/// mod the_city_book {
///     creditbank::rulebook_laws!("examples/data/rules.toml");
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! rulebook_laws {
    ($path:literal) => {
        $crate::rulebook_laws! { @each $path
            conversion_identity: ConversionIdentity; remainder_bound: RemainderBound;
            no_silent_overflow: NoSilentOverflow; no_amplification: NoAmplification; round_trip: RoundTrip;
            splitting_never_gains: SplittingNeverGains; merging_gain_bounded: MergingGainBounded;
            monotone_in_size: MonotoneInSize; monotone_in_grade: MonotoneInGrade;
            monotone_in_evidence: MonotoneInEvidence; quantum_refinement: QuantumRefinement;
            determinism: Determinism; order_independence: OrderIndependence; renaming: Renaming;
            irrelevance: Irrelevance; learner_isolation: LearnerIsolation; unique_hit: UniqueHit;
            overrides_well_founded: OverridesWellFounded; version_tiling: VersionTiling;
            version_pinning: VersionPinning; hash_soundness: HashSoundness; single_use: SingleUse;
            similar_merit_dominance: SimilarMerit; window_partition: WindowPartition; tier_guard: TierGuard;
            expiry_monotone: ExpiryMonotone; clock_free: ClockFree; explanation_sound: ExplanationSound;
            explanation_complete: ExplanationComplete; fix_is_a_fix: FixIsAFix; waivers_known: WaiversKnown;
        }
    };
    (@each $path:literal $($name:ident: $law:ident;)+) => {$(
        #[test]
        fn $name() -> Result<(), $crate::testing::rules::laws::Broken> {
            let text = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path));
            $crate::testing::rules::laws::kept($path, text, $crate::testing::rules::laws::Law::$law)
        }
    )+};
}
