//! Large rule books: what is found in them is what was found before the analyses looked at classes of equal behaviour, what
//! they did not decide then they decide now, and a fault in a book of full size is found with few evaluations.
//!
//! `tests/errors/rules/large` holds what the analyses of 2026-11 found in the books of a tenth of the size; it is not made
//! anew. `cargo bench --bench rules -- analyse` says how long it takes.

use std::fs;
use std::path::Path;

use crate::kit::large::{SHAPES, Shape, book};
use creditbank::analysis::{Analysis, Proved, analyse};
use creditbank::document::{Limits, Severity};
use creditbank::rules::{RuleBook, evaluate};

fn read(shape: Shape, size: u32, fault: bool) -> RuleBook {
    let text = book(shape, size, fault);
    let book = RuleBook::read("book.toml", text.as_bytes(), &Limits::default());
    book.unwrap_or_else(|found| panic!("{shape:?}: {found}"))
}

fn analysed(shape: Shape, size: u32, fault: bool) -> Analysis {
    analyse(&read(shape, size, fault), None)
}

/// The remarks that were found before, one a paragraph, but for those that say what was not decided.
fn before(shape: Shape, fault: bool) -> Vec<String> {
    let name = format!("{shape:?}-{}.txt", if fault { "fault" } else { "sound" }).to_lowercase();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/rules/large").join(name);
    let text = fs::read_to_string(path).unwrap();
    let all = text.split("\n\n").map(|one| one.trim_end().to_owned());
    all.filter(|one| !one.is_empty() && !one.starts_with("note[A000]: unproved")).collect()
}

#[test]
fn at_a_tenth_of_the_size_the_findings_are_those_of_the_build_before() {
    let mut remarks = 0;
    for (shape, size) in SHAPES {
        for fault in [false, true] {
            let found = analysed(shape, size / 10, fault);
            let now: Vec<String> = found.remarks.iter().map(|one| one.to_string().trim_end().to_owned()).collect();
            assert_eq!(now, before(shape, fault), "{shape:?} {fault}");
            remarks += now.len();
        }
    }
    assert_eq!(remarks, SHAPES.len(), "one for each fault, and none without");
}

/// How many applications were evaluated where nothing was found.
fn tried(analysis: &Analysis) -> Option<u64> {
    analysis.proofs.iter().find_map(|proof| match proof {
        Proved::Monotone { tried } => Some(*tried),
        _ => None,
    })
}

#[test]
fn a_fault_in_a_large_book_is_found_and_nothing_is_left_undecided() {
    for (shape, size) in SHAPES {
        let found = analysed(shape, size, true);
        let codes: Vec<&str> = found.remarks.iter().map(|one| one.code).collect();
        assert_eq!(codes, [shape.fault()], "{shape:?}: {found}");
        assert!(found.remarks[0].severity <= Severity::Warning, "{shape:?}: {found}");
        let book = read(shape, size, true);
        for case in &found.remarks[0].shown {
            assert_eq!(evaluate(&book, &case.facts).answer, case.answer, "{shape:?}: {case}");
        }
    }
}

/// Steps are counted, not time: an evaluation for each rule or a few, whatever the number of outcomes that they name.
#[test]
fn a_large_book_that_is_sound_takes_few_evaluations() {
    for (shape, size) in SHAPES {
        let found = analysed(shape, size / 4, false);
        assert!(found.remarks.is_empty(), "{shape:?}: {found}");
        let rules = if matches!(shape, Shape::Lists | Shape::Apart) { 2 } else { u64::from(size / 4) };
        let tried = tried(&found).unwrap();
        assert!(tried <= 40 * rules, "{shape:?}: {tried}");
    }
}
