//! The gallery of findings: one bad document, one golden message. `CREDITBANK_BLESS=1` writes the messages anew;
//! read them before you commit them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use creditbank::analysis::remarks;
use creditbank::document::{Findings, Limits};
use creditbank::programme::Programmes;
use creditbank::registry::{Framework, RegistryDocument};
use creditbank::rules::RuleBook;

/// The documents of a folder, by name.
fn documents(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ext| ext == "toml")).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap()
}

fn example(file: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data").join(file)).unwrap()
}

fn framework() -> Framework {
    match RegistryDocument::read("framework.toml", &example("framework.toml"), &Limits::default()).unwrap() {
        RegistryDocument::Framework(framework) => framework,
        other => panic!("{other:?}"),
    }
}

/// What is wrong with a document of the registry, a rule book, or programmes.
fn findings(path: &Path) -> Option<Findings> {
    let text = fs::read(path).unwrap();
    let example = path.parent().is_some_and(|folder| folder.ends_with("examples/data"));
    let is = |kind: &str| {
        let said = example && String::from_utf8_lossy(&text).contains(&format!("kind = \"{kind}\""));
        said || path.iter().any(|part| part == kind)
    };
    if is("rules") {
        return RuleBook::read(name(path), &text, &Limits::default()).err();
    }
    if path.parent().is_some_and(|folder| folder.ends_with("programmes/remarks")) {
        return Some(remarks(name(path), &text, &Limits::default()).unwrap_or_else(|findings| panic!("{findings}")));
    }
    if is("programmes") {
        return Programmes::read(name(path), &text, &Limits::default()).err();
    }
    RegistryDocument::read_against(name(path), &text, &Limits::default(), &framework()).err()
}

/// The documents in which something is found.
fn bad() -> impl Iterator<Item = PathBuf> {
    let programmes = ["tests/errors/programmes/bad", "tests/errors/programmes/remarks"];
    ["tests/errors/bad", "tests/errors/rules/bad"].into_iter().chain(programmes).flat_map(documents)
}

#[test]
fn good_documents_have_no_findings() {
    let folders = ["tests/errors/good", "examples/data", "tests/errors/rules/good", "tests/errors/programmes/good"];
    for path in folders.into_iter().flat_map(documents) {
        let found = findings(&path);
        assert!(found.is_none(), "{found:?}");
    }
}

#[test]
fn bad_documents_have_the_golden_findings() {
    let bless = std::env::var_os("CREDITBANK_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in bad() {
        let found = findings(&path).map(|findings| findings.to_string()).unwrap_or("no findings\n".to_owned());
        let golden = path.with_extension("txt");
        if bless {
            fs::write(&golden, &found).unwrap();
        }
        if fs::read_to_string(&golden).unwrap_or_default() != found {
            wrong.push(format!("--- {}\n{found}", name(&path)));
        }
    }
    for path in documents("examples/data").iter().filter(|path| name(path) == "programmes.toml") {
        let remarks = remarks(name(path), &fs::read(path).unwrap(), &Limits::default()).unwrap();
        wrong.extend((remarks.total() > 0).then(|| remarks.to_string()));
    }
    assert!(wrong.is_empty(), "findings differ from the golden ones:\n{}", wrong.join("\n"));
}

#[test]
fn every_code_is_in_the_gallery() {
    let shown: String = bad().map(|path| fs::read_to_string(path.with_extension("txt")).unwrap()).collect();
    let tables = [include_str!("../../src/document/mod.rs"), include_str!("../../src/registry/load/mod.rs")];
    let codes = tables.iter().flat_map(|table| table.lines()).filter_map(|line| line.strip_prefix("//! | ")?.get(..4));
    let chapters = [include_str!("../../src/manual/rules.md"), include_str!("../../src/manual/pathways.md")];
    let listed = chapters.iter().flat_map(|chapter| chapter.lines());
    let listed = listed.filter_map(|line| line.strip_prefix("| `")?.get(..4));
    let is_code = |code: &&str| code.get(1..).is_some_and(|number| number.parse::<u16>().is_ok());
    let of_books = |letter| listed.clone().filter(move |code| code.starts_with(letter) && is_code(code));
    assert!(of_books('B').count() > 30 && of_books('P').count() > 30, "the manual lists the codes");
    // Sizes have tests of their own, and so has what only a program can put together, or is found beside catalogues.
    let missing: BTreeSet<_> = codes
        .chain(of_books('B'))
        .chain(of_books('P'))
        .filter(|code| {
            !["code", "--- ", "D001", "D005", "B030", "B031", "B035", "B036", "P036", "P039"].contains(code)
                && !shown.contains(*code)
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
