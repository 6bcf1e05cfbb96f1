//! Pages in 中文 say what the glossary says: no word that it lists as not used stands on one of them, nor among the phrases
//! of which pages are made.

use std::path::{Path, PathBuf};

const GLOSSARY: &str = include_str!("../../src/manual/glossary.md");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A word that is not used, and what is said for it.
struct Avoided {
    word: &'static str,
    instead: &'static str,
}

/// The cells of each row of the table that begins with this heading.
fn rows(heading: &str) -> Vec<Vec<&'static str>> {
    let lines = GLOSSARY.lines().skip_while(|line| !line.starts_with(heading)).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|'));
    rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

fn avoided() -> Vec<Avoided> {
    let of = |row: Vec<&'static str>| {
        let instead = row[1];
        row[0].split('、').map(move |word| Avoided { word, instead }).collect::<Vec<_>>()
    };
    rows("| not used |").into_iter().flat_map(of).collect()
}

/// The files below a folder of which this is true.
fn files(folder: &Path, is: &dyn Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let found = entries.flat_map(|path| match path.is_dir() {
        true => files(&path, is),
        false if is(&path.file_name().unwrap().to_string_lossy()) => vec![path],
        false => Vec::new(),
    });
    found.collect()
}

/// Golden pages in 中文, the phrases of which pages are made, and the front page in 中文.
fn pages() -> Vec<PathBuf> {
    let root = Path::new(ROOT);
    let mut pages = files(&root.join("tests"), &|name| name.contains(".zh."));
    assert!(pages.len() > 30, "only {} golden pages in 中文", pages.len());
    pages.extend(files(&root.join("src/wording"), &|name| name.ends_with(".rs")));
    pages.push(root.join("README.zh.md"));
    pages
}

#[test]
fn no_page_has_a_word_that_the_glossary_does_not_use() {
    let avoided = avoided();
    assert!(avoided.len() > 10, "the table of words that are not used is not read");
    let mut found = Vec::new();
    for page in pages() {
        let text = std::fs::read_to_string(&page).unwrap();
        for Avoided { word, instead } in &avoided {
            let lines = text.lines().zip(1..).filter(|(line, _)| line.contains(word));
            found.extend(lines.map(|(_, at)| format!("{}:{at}: `{word}`: say `{instead}`", page.display())));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn what_is_said_instead_is_a_word_of_the_glossary() {
    let words: Vec<_> = rows("| word |").into_iter().map(|row| row[1]).collect();
    assert!(words.len() > 60, "the table of words is not read");
    for Avoided { word, instead } in avoided() {
        assert!(words.iter().any(|of| of.contains(instead)), "`{instead}`, said for `{word}`, is not in the table");
        assert!(!words.iter().any(|of| of.contains(word)), "`{word}` is not used, and stands in the table");
    }
}
