//! The README in English and the one in 中文 hold the same programs, commands, tables and features.

use std::collections::BTreeSet;

const PAGES: [&str; 2] = [include_str!("../../README.md"), include_str!("../../README.zh.md")];

/// What stands between fences of a language, without comments.
fn fenced(page: &str, language: &str) -> Vec<String> {
    let mark = format!("```{language}\n");
    let blocks = page.split(mark.as_str()).skip(1).filter_map(|rest| rest.split("```").next());
    let bare = |line: &str| line.split("//").next().unwrap_or_default().trim_end().to_owned();
    blocks.map(|block| block.lines().map(bare).collect::<Vec<_>>().join("\n")).collect()
}

/// The first cell of each row of a table, where it is code.
fn rows(page: &str) -> Vec<&str> {
    page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` |")).map(|(first, _)| first).collect()
}

/// What the two pages say of one thing.
fn both<T>(of: impl Fn(&'static str) -> T) -> [T; 2] {
    PAGES.map(of)
}

#[test]
fn the_programs_and_the_commands_are_the_same() {
    for (language, least) in [("rust", 2), ("sh", 1)] {
        let [english, chinese] = both(|page| fenced(page, language));
        assert!(english.len() >= least, "{language}: {}", english.len());
        assert_eq!(english, chinese);
    }
}

#[test]
fn the_tables_of_examples_and_features_have_the_same_rows() {
    let [english, chinese] = both(rows);
    assert!(english.len() > 20, "{english:?}");
    assert_eq!(english, chinese);
}

/// What stands as code in the running text.
fn spans(page: &str) -> BTreeSet<&str> {
    let prose = page.split("```").step_by(2).flat_map(str::lines);
    prose.flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn there_are_as_many_bullets_and_what_is_named_is_named_by_both() {
    let [english, chinese] = both(|page| page.lines().filter(|line| line.starts_with("- **")).count());
    assert_eq!(english, chinese);
    let [english, mut chinese] = both(spans);
    // The glossary of the page in 中文 names the policies for attempts.
    chinese.retain(|span| !["best", "last", "each"].contains(span));
    assert!(english.len() > 35, "{english:?}");
    assert_eq!(english, chinese);
    for cited in ["RFC 8785", "RFC 6962", "Rust 1.90", "JSON", "CC BY 4.0", "EUPL", "19,720", "MIT"] {
        let [english, chinese] = both(|page| page.contains(cited));
        assert!(english && chinese, "{cited}: {english} in English, {chinese} in 中文");
    }
}

#[test]
fn the_first_program_is_as_long_as_the_manual_says() {
    let design = include_str!("../../src/manual/design.md");
    let program = fenced(PAGES[0], "rust").remove(0);
    let lines = program.lines().filter(|line| !line.trim().is_empty()).count();
    assert!(design.contains(&format!("| creditbank | {lines} |")), "{lines} lines");
}
