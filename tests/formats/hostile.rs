//! Documents made to hurt: each must be a finding in bounded time and memory, and none may panic.

use crate::kit::cases::new_ones;
use creditbank::document::{Findings, Limits};
use creditbank::registry::RegistryDocument;
use creditbank::rules::RuleBook;
use proptest::prelude::*;

const HEAD: &str = "[document]\nid = \"demo\"\nkind = \"framework\"\nvalid = \"2026-01-01..\"\nversion = \"1\"\n";

fn read(text: &str, limits: &Limits) -> Result<RegistryDocument, Findings> {
    RegistryDocument::read("x.toml", text.as_bytes(), limits)
}

fn codes(text: &str, limits: &Limits) -> Vec<&'static str> {
    let findings = read(text, limits).unwrap_err();
    findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_document_may_not_be_too_large() {
    let limits = Limits { bytes: 100, ..Limits::default() };
    assert_eq!(codes(&"#".repeat(101), &limits), ["D001"]);
    assert_eq!(codes(&"#".repeat(100), &limits), ["D007"]);
}

#[test]
fn ten_thousand_lists_in_lists_are_a_finding_and_no_overflow() {
    for (open, close) in [("[", "]"), ("{ a = ", "}")] {
        let text = format!("{HEAD}x = {}1{}\n", open.repeat(10_000), close.repeat(10_000));
        assert_eq!(codes(&text, &Limits::default()), ["D004"]);
        assert_eq!(codes(&format!("{HEAD}x = {}", open.repeat(10_000)), &Limits::default()), ["D004"]);
    }
    let dotted = vec!["a"; 10_000].join(".");
    for text in
        [format!("{dotted} = 1"), format!("[{dotted}]"), format!("[[{dotted}]]"), format!("x = {{ {dotted} = 1 }}")]
    {
        assert_eq!(codes(&text, &Limits::default()), ["D004"]);
    }
    // A caller who lifts the bound still has that of the parser.
    let unbounded = Limits { depth: usize::MAX, ..Limits::default() };
    assert!(codes(&format!("{HEAD}x = {}", "[".repeat(10_000)), &unbounded).contains(&"D006"));
    assert!(codes(&format!("{HEAD}{dotted} = 1"), &unbounded).contains(&"D006"));
}

#[test]
fn a_document_may_not_hold_too_many_values() {
    let limits = Limits { items: 1_000, ..Limits::default() };
    assert_eq!(codes(&format!("{HEAD}x = [{}]", "1,".repeat(2_000)), &limits), ["D005"]);
    assert_eq!(codes(&"[a]\n".repeat(2_000), &limits), ["D005"]);
}

#[test]
fn findings_past_the_bound_are_counted_and_the_first_are_kept() {
    let limits = Limits { findings: 10, ..Limits::default() };
    let findings = read(&format!("{HEAD}{}", "[[unit]]\n".repeat(1_000)), &limits).unwrap_err();
    assert_eq!((findings.iter().count(), findings.total(), findings.more()), (10, 2_000, 1_990));
    let lines: Vec<_> = findings.located().filter_map(|(place, _)| place).map(|place| place.line).collect();
    assert_eq!(lines, [6, 6, 7, 7, 8, 8, 9, 9, 10, 10]);
    assert!(findings.to_string().ends_with("\n2000 findings in x.toml, 1990 of them not shown\n"));
}

#[test]
fn a_line_of_a_million_characters_is_not_shown() {
    let text = format!("{HEAD}x = [{}]\n", "1,".repeat(500_000));
    let findings = read(&text, &Limits::default()).unwrap_err();
    assert!(findings.to_string().len() < 1_000, "{}", findings.to_string().len());
    assert!(findings.to_string().contains("x.toml:6:1"), "{findings}");
}

#[test]
fn a_text_that_is_not_toml_at_all_is_read_quickly() {
    for line in ["=\n", "[\n", "\"\n", "'''", "a = \"\"\"\n", "\\", "}", "a.=\n", "\u{0}"] {
        let text = line.repeat(200_000 / line.len());
        assert!(read(&text, &Limits::default()).is_err(), "{line:?}");
    }
}

const EXAMPLES: [&str; 4] = [
    include_str!("../../examples/data/framework.toml"),
    include_str!("../../examples/data/institutions.toml"),
    include_str!("../../examples/data/mandates.toml"),
    include_str!("../../examples/data/courses.toml"),
];

proptest! {
    #![proptest_config(new_ones(400))]

    /// Some bytes of an example are cut out, and others put in: read or refused, and always shown.
    #[test]
    fn a_damaged_document_is_read_or_refused(
        example in 0..EXAMPLES.len(),
        at in any::<prop::sample::Index>(),
        cut in 0..40_usize,
        put in prop::collection::vec(prop::sample::select(&b"[]{}\"'=,.#\n\\ a1\xff\xe4\xb8"[..]), 0..6),
    ) {
        let mut bytes = EXAMPLES[example].as_bytes().to_vec();
        let start = at.index(bytes.len());
        let end = (start + cut).min(bytes.len());
        bytes.splice(start..end, put);
        if let Err(findings) = RegistryDocument::read("x.toml", &bytes, &Limits::default()) {
            prop_assert!(findings.total() > 0);
            prop_assert!(!findings.to_string().is_empty());
        }
    }
}

// ---- rule books ----

/// A rule book with every key in it.
const RULES: &str = include_str!("../errors/rules/good/everything.toml");

/// The needs of the first rule of the book.
fn with_needs(needs: &str) -> String {
    let (before, rest) = RULES.split_once("need = [").unwrap();
    let (_, after) = rest.split_once("\n]\n").unwrap();
    format!("{before}need = [{needs}]\n{after}")
}

#[test]
fn ten_thousand_needs_in_needs_are_a_finding() {
    let nested = |depth: usize| {
        let text = with_needs(&format!("{}{{ match = 80 }}{}", "{ any = [".repeat(depth), "] }".repeat(depth)));
        let found = RuleBook::read("x.toml", text.as_bytes(), &Limits::default()).err();
        found.map(|findings| findings.iter().map(|finding| finding.code).collect::<Vec<_>>())
    };
    assert_eq!(nested(14), None);
    assert_eq!(nested(16), Some(vec!["D004"]));
    assert_eq!(nested(10_000), Some(vec!["D004"]));
}

/// Long lists in one place, where a check that compares each with each would not come to an end.
#[test]
fn long_lists_are_checked_in_bounded_time() {
    const MANY: usize = 20_000;
    let codes = |prefix: &str| (0..MANY).map(|n| format!("\"{prefix}{n}\"")).collect::<Vec<_>>().join(", ");
    let needs: Vec<_> = (0..MANY).map(|n| format!("{{ not_attested = \"a{n}\" }}")).collect();
    let marks = codes("m");
    for (text, total) in [
        (with_needs(&needs.join(", ")), 0),
        (with_needs(&"{ match = 80 }, ".repeat(MANY)), MANY - 1),
        (RULES.replace("never = [\"SV:POL101\"]", &format!("never = [{}]", codes("SV:MECH"))), 4),
        (RULES.replace("\"1X:WELD\"", &codes("1X:")), 0),
        (RULES.replace("limits = [\"cap-practice\"]", &format!("limits = [{}]", codes("l"))), MANY + 1),
        (RULES.replace("overrides = [\"no-community\"]", &format!("overrides = [{}]", codes("r"))), MANY),
        (RULES.replace("marks = [\"entered\", ", &format!("marks = [\"entered\", {marks}, ")), 0),
        (
            RULES.replace(
                "issuers = [\"SV-01\"], consortium",
                &format!("issuers = [{}], not_issuers = [{}], consortium", codes("i"), codes("i")),
            ),
            MANY,
        ),
    ] {
        assert_ne!(text, RULES);
        let found = RuleBook::read("x.toml", text.as_bytes(), &Limits::default()).err();
        assert_eq!(
            found.as_ref().map_or(0, Findings::total),
            total,
            "{:?}",
            found.map(|found| found.to_string().lines().take(12).collect::<Vec<_>>().join("\n"))
        );
    }
}

proptest! {
    #![proptest_config(new_ones(150))]

    /// Lines of a rule book are taken out, put in again elsewhere, or lose a piece: it is read, or told what is wrong
    /// in a place of the text.
    #[test]
    fn a_damaged_rule_book_is_read_or_refused(
        at in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
        how in 0..4_u8,
        cut in 0..30_usize,
        put in prop::sample::select(&["", "\"", "0", "no-", "1/0", "]", "}, {", "hv", " = ", "percent"][..]),
    ) {
        let mut lines: Vec<String> = RULES.lines().map(str::to_owned).collect();
        let (at, to) = (at.index(lines.len()), to.index(lines.len()));
        match how {
            0 => drop(lines.remove(at)),
            1 => lines.swap(at, to),
            2 => lines.insert(to, lines[at].clone()),
            _ => {
                let start = to.min(lines[at].len());
                let end = (start + cut).min(lines[at].len());
                lines[at].replace_range(start..end, put);
            }
        }
        let text = lines.join("\n");
        if let Err(findings) = RuleBook::read("x.toml", text.as_bytes(), &Limits::default()) {
            prop_assert!(findings.total() > 0 && !findings.to_string().is_empty());
            for finding in findings.iter() {
                let span = finding.span.clone().unwrap_or(0..0);
                prop_assert!(text.get(span).is_some(), "{finding:?}");
            }
        }
    }
}
