//! The analyses of rule books: small unsound books, each with its golden remarks, and their sound counterparts.
//! `CREDITBANK_BLESS=1` writes the remarks anew; read them before you commit them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use creditbank::registry::Limits;
use creditbank::rules::{Analysis, Proof, RuleBook, analyse, check_valuation, evaluate};

fn books() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/rules/remarks");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ext| ext == "toml")).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap()
}

fn read(path: &Path) -> (RuleBook, String) {
    let text = fs::read_to_string(path).unwrap();
    (RuleBook::read(name(path), text.as_bytes(), &Limits::default()).unwrap(), text)
}

fn every_book() -> impl Iterator<Item = (PathBuf, RuleBook, Analysis)> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/rules.toml");
    books().into_iter().chain([example]).map(|path| {
        let book = read(&path).0;
        let analysis = analyse(&book, None);
        (path, book, analysis)
    })
}

#[test]
fn unsound_books_have_the_golden_remarks_and_sound_ones_none() {
    let bless = std::env::var_os("CREDITBANK_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in books() {
        let (book, text) = read(&path);
        let analysis = analyse(&book, None);
        let found = analysis.to_findings(&book, name(&path), &text).to_string();
        let golden = path.with_extension("txt");
        if bless {
            fs::write(&golden, &found).unwrap();
        }
        if fs::read_to_string(&golden).unwrap_or_default() != found {
            wrong.push(format!("--- {}\n{found}", name(&path)));
        }
        let sound = name(&path).ends_with("-sound.toml");
        assert_eq!(analysis.remarks.is_empty(), sound, "{}\n{found}", name(&path));
    }
    assert!(wrong.is_empty(), "remarks differ from the golden ones:\n{}", wrong.join("\n"));
}

/// No false witness: what is shown is what an evaluation gives.
#[test]
fn every_case_that_is_shown_evaluates_to_what_it_says() {
    let mut shown = 0;
    for (path, book, analysis) in every_book() {
        for case in analysis.remarks.iter().flat_map(|remark| &remark.shown) {
            assert_eq!(evaluate(&book, &case.facts).answer, case.answer, "{}: {case}", name(&path));
            shown += 1;
        }
    }
    assert!(shown > 40, "{shown}");
}

#[test]
fn values_hold_and_do_not_hold_when_they_are_tampered_with() {
    let (mut proofs, mut refused) = (0, 0);
    for (path, book, analysis) in every_book() {
        for proof in &analysis.proofs {
            let Proof::NoGain(valuation) = proof else { continue };
            assert_eq!(check_valuation(&book, valuation), Ok(()), "{}", name(&path));
            proofs += 1;
            for made in valuation.values.keys() {
                let mut without = valuation.clone();
                without.values.remove(made);
                refused += u32::from(check_valuation(&book, &without).is_err());
            }
        }
    }
    assert!(proofs > 20 && refused > 0, "{proofs} {refused}");
}

#[test]
fn the_same_book_has_the_same_remarks() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/rules.toml");
    let book = read(&path).0;
    assert_eq!(analyse(&book, None), analyse(&book, None));
}

#[test]
fn every_code_is_shown() {
    let shown: BTreeSet<&str> =
        every_book().flat_map(|(_, _, analysis)| analysis.remarks).map(|remark| remark.code).collect();
    let table = include_str!("../src/rules/analyse/mod.rs");
    let codes: BTreeSet<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("//! | ")?.get(..4))
        .filter(|code| code.starts_with('A'))
        .collect();
    let courses = BTreeSet::from(["A040", "A041", "A042", "A043", "A044"]);
    assert_eq!(&shown | &courses, codes);
}
