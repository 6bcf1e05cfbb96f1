//! Thirty-two faults as a registrar makes them, each planted in a book that is sound without it: which code finds it, in
//! words that are about it, and that the sound book has no such finding.

mod amounts;
mod bounds;
mod chains;
mod conditions;
pub(crate) mod kit;

use kit::Planted;

fn all() -> Vec<Planted> {
    [chains::all(), conditions::all(), amounts::all(), bounds::all()].concat()
}

#[test]
fn every_planted_fault_is_found_and_its_sound_sibling_has_none() {
    let all = all();
    assert_eq!(all.len(), 32);
    let missed: Vec<String> = all.iter().flat_map(Planted::wrong).collect();
    assert!(missed.is_empty(), "{} of {}:\n{}", missed.len(), all.len(), missed.join("\n"));
}

#[test]
fn every_kind_of_fault_is_there() {
    for kind in [
        "cycle",
        "overlap",
        "gap in days",
        "gap in grades",
        "rounding",
        "dominated",
        "specific",
        "cap",
        "common cap",
        "tenfold",
        "split",
        "fountain",
        "detour",
    ] {
        assert!(all().iter().any(|one| one.kind == kind), "{kind}");
    }
}
