//! The example `check_rulebook`: what it prints and how it ends.

use std::path::Path;

#[path = "../examples/check_rulebook.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod check_rulebook;

fn ended(file: &str, old: Option<&str>) -> (u8, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = |file: &str| root.join(file).to_str().unwrap().to_owned();
    let mut out = Vec::new();
    let code = check_rulebook::check(&path(file), old.map(path).as_ref(), &mut out).unwrap_or_else(|code| code);
    (code, String::from_utf8(out).unwrap())
}

#[test]
fn the_end_says_what_was_found() {
    for (file, code) in [
        ("examples/data/rules.toml", 0),
        ("tests/errors/rules/remarks/limit-order.toml", 0),
        ("tests/errors/rules/remarks/overlap.toml", 1),
        ("tests/errors/rules/remarks/gap-grade.toml", 1),
        ("tests/errors/bad/document-unknown-kind.toml", 1),
        ("examples/data/programmes.toml", 0),
        ("tests/errors/programmes/remarks/hardly-meant.toml", 1),
        ("tests/errors/programmes/bad/parts-give-too-much.toml", 1),
        ("examples/data/nothing.toml", 2),
        ("examples/data", 2),
    ] {
        let (ended, text) = ended(file, None);
        assert_eq!(ended, code, "{file}\n{text}");
    }
}

#[test]
fn what_is_no_text_or_too_large_is_not_checked() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [("latin.toml", b"id = \"\xe9\"".to_vec()), ("large.toml", vec![b'\n'; 100_000_000])] {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let mut out = Vec::new();
        assert_eq!(check_rulebook::check(file.to_str().unwrap(), None, &mut out), Err(2), "{name}");
        let told = String::from_utf8(out).unwrap();
        assert_eq!(told.contains("byte 6 is not UTF-8"), name == "latin.toml", "{told}");
    }
}

#[test]
fn a_registrar_reads_who_gains() {
    let (old, new) = ("tests/errors/rules/remarks/gap-grade.toml", "tests/errors/rules/remarks/gap-grade-sound.toml");
    let (code, text) = ended(new, Some(old));
    assert_eq!(code, 0, "{text}");
    for part in
        ["0 findings", "proved: no outcome is ambiguous", "gains: course `SV:MECH101`, 0.5 sv, graded 74.5 percent"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn what_is_waived_is_told() {
    let (code, text) = ended("tests/errors/rules/remarks/fall-waived.toml", None);
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("\nwaived: monotone-in-grade: The better are meant to take the longer course.\n"), "{text}");
}

#[test]
fn an_older_version_that_cannot_be_read_is_not_compared() {
    for (old, code) in [("examples/data/nothing.toml", 2), ("tests/errors/bad/document-unknown-kind.toml", 1)] {
        assert_eq!(ended("examples/data/rules.toml", Some(old)).0, code, "{old}");
    }
}

#[test]
fn programmes_are_counted_and_compared() {
    let file = "examples/data/programmes.toml";
    let (code, text) = ended(file, Some(file));
    assert_eq!(code, 0, "{text}");
    for part in [
        "programme SV-MECH: parts 4, leaves 4, quotas 0\n",
        "pathway MECH-3+2 (3+2): SV-MECH, then HV-MECH/3+2\n",
        "pathway GENERAL: as before\n",
        "programmes 7, parts 27, quotas 11, pathways 7, stages 11, errors 0, warnings 0\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let (code, text) = ended("tests/errors/programmes/good/smallest.toml", Some(file));
    assert_eq!(code, 0, "{text}");
    assert!(text.contains("programme P: new\n") && text.contains("pathway GENERAL: gone\n"), "{text}");
    let found = ended("tests/errors/programmes/bad/parts-give-too-much.toml", None).1;
    assert!(found.contains("error[P019]") && found.contains("parts-give-too-much.toml:24:8"), "{found}");
}

#[test]
fn a_wrong_date_does_not_make_programmes_a_rule_book() {
    let sound = include_str!("errors/programmes/good/smallest.toml");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("programmes.toml");
    let dated = sound.lines().map(|line| if line.starts_with("valid = ") { "valid = \"2026-09-31..\"" } else { line });
    std::fs::write(&file, dated.collect::<Vec<_>>().join("\n")).unwrap();
    let (code, text) = ended(file.to_str().unwrap(), None);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("error[D010]: `2026-09-31` is not a date") && !text.contains("B000"), "{text}");
}
