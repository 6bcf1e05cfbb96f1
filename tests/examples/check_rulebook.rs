//! The example `check_rulebook`: what it prints and how it ends.

use std::path::Path;

#[path = "../../examples/check_rulebook.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod example;

fn ended(file: &str, old: Option<&str>) -> (u8, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = |file: &str| root.join(file).to_str().unwrap().to_owned();
    let mut out = Vec::new();
    let code = example::check(&path(file), old.map(path).as_ref(), &mut out).unwrap_or_else(|code| code);
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
        assert_eq!(example::check(file.to_str().unwrap(), None, &mut out), Err(2), "{name}");
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
    let sound = include_str!("../errors/programmes/good/smallest.toml");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("programmes.toml");
    let dated = sound.lines().map(|line| if line.starts_with("valid = ") { "valid = \"2026-09-31..\"" } else { line });
    std::fs::write(&file, dated.collect::<Vec<_>>().join("\n")).unwrap();
    let (code, text) = ended(file.to_str().unwrap(), None);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("error[D010]: `2026-09-31` is not a date") && !text.contains("B000"), "{text}");
}

// ---- beside a folder of documents ----

/// A document beside that it goes with, as it is with one thing written otherwise.
fn beside(file: &str, old: &str, new: &str) -> (u8, String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let text = std::fs::read_to_string(root.join(file)).unwrap();
    assert!(text.contains(old), "{old}");
    let folder = tempfile::tempdir().unwrap();
    let changed = folder.path().join(file);
    std::fs::write(&changed, text.replacen(old, new, 1)).unwrap();
    let mut out = Vec::new();
    let ended = example::check_with(changed.to_str().unwrap(), None, root.to_str(), &mut out);
    (ended.unwrap_or_else(|code| code), String::from_utf8(out).unwrap())
}

/// What is misspelt in a document is a warning in its own line, with the word that is meant.
fn is_told(file: &str, (old, new): (&str, &str), message: &str, help: &str) {
    let (code, text) = beside(file, old, new);
    assert_eq!(code, 1, "{new}\n{text}");
    let told =
        text.split("\n\n").find(|told| told.contains("warning[P105]")).unwrap_or_else(|| panic!("{new}\n{text}"));
    assert!(told.contains(message), "{message}\n{told}");
    assert!(told.contains(help), "{help}\n{told}");
    let line = new.lines().find(|line| !line.starts_with("[[") && !old.contains(line)).unwrap();
    assert!(told.contains(line) && told.contains(&format!("{file}:")), "{line}\n{told}");
    assert!(text.contains("errors 0, warnings 1"), "{text}");
}

#[test]
fn the_bundled_documents_know_each_others_words() {
    for (file, what) in [("rules.toml", "demo-rules 2026.1"), ("programmes.toml", "demo-programmes 2026.1")] {
        let (code, text) = beside(file, what.split(' ').next().unwrap(), what.split(' ').next().unwrap());
        assert_eq!(code, 0, "{text}");
        assert!(text.contains("0 findings") && text.contains(what), "{text}");
    }
}

#[test]
fn codes_of_courses_in_programmes_are_looked_up() {
    let one = "{ codes = [\"HV:MECH110\"] }";
    let no_code = "no course of the catalogues has the code, and no rule takes it: ";
    let no_prefix = "has a code that begins so, and no rule takes one: ";
    let no_course = "no course of the catalogues has the code ";
    for (old, new, what, word, meant) in [
        (one, "{ codes = [\"HV:MECH1100\"] }", no_code, "HV:MECH1100", "HV:MECH110"),
        (one, "{ codes = [\"HV:MEHC110\"], kinds = [\"course\"] }", no_course, "HV:MEHC110", "HV:MECH110"),
        ("\"HV:MECH112\", \"HV:MECH114\"]", "\"HV:MECH112\", \"VH:MECH114\"]", no_code, "VH:MECH114", "HV:MECH114"),
        (
            "not_codes = [\"HV:MECH113\"]",
            "not_codes = [\"HV:MECH113\", \"HV:ELEK110\"]",
            no_code,
            "HV:ELEK110",
            "HV:ELEC110",
        ),
    ] {
        is_told("programmes.toml", (old, new), &format!("{what}`{word}`"), &format!("did you mean `{meant}`?"));
    }
    is_told(
        "programmes.toml",
        ("prefixes = [\"HV:MECH\"]", "prefixes = [\"HV:MEHC\"]"),
        &format!("{no_prefix}`HV:MEHC`"),
        "did you mean `HV:MECH`?",
    );
    // What a rule takes is known, and what is no course is in no list; in full, it must be of its owner.
    for (old, new, code) in [
        (one, "{ codes = [\"HV:MECH110\", \"SSE:02183\"] }", 0),
        (one, "{ codes = [\"HV:MECH110\", \"SSE:02184\"] }", 1),
        (one, "{ codes = [\"HV:MECH110\", \"SSE:02183\"], kinds = [\"course\"] }", 1),
        (one, "{ codes = [\"HV:MECH110\"] }, { codes = [\"CET-9\"], kinds = [\"exam\"] }", 0),
        (one, "{ codes = [\"HV:MECH110@HV-01\"] }", 0),
        (one, "{ codes = [\"HV:MECH110@SV-01\"] }", 1),
        ("prefixes = [\"HV:MECH\"]", "prefixes = [\"HV:M\"]", 0),
    ] {
        let (ended, text) = beside("programmes.toml", old, new);
        assert_eq!(ended, code, "{new}\n{text}");
    }
}

#[test]
fn courses_of_prerequisites_are_looked_up() {
    for (old, new, word, meant) in [
        ("course = \"HV:MATH111\"", "course = \"HV:MATH1111\"", "HV:MATH1111", "HV:MATH111"),
        ("all = [\"HV:MATH110\"]", "all = [\"HV:MAHT110\"]", "HV:MAHT110", "HV:MATH110"),
        ("all = [\"UG:MECH204\"]", "any = [\"UG:MECH203\", \"UG:MECK204\"]", "UG:MECK204", "UG:MECH204"),
    ] {
        let (word, meant) = (format!("`{word}`"), format!("did you mean `{meant}`?"));
        is_told("programmes.toml", (old, new), &word, &meant);
    }
}

#[test]
fn units_scales_and_levels_are_looked_up() {
    let scale = "[[scale]]\nid = \"percent\"";
    let with = |more: &str| format!("{more}\n\n{scale}");
    for file in ["rules.toml", "programmes.toml"] {
        for (more, message, help) in [
            ("[[unit]]\nid = \"ecst\"\nquantum = \"0.5\"", "no framework has the unit `ecst`", "did you mean `ects`?"),
            ("[[unit]]\nid = \"hvv\"\nquantum = \"0.5\"", "no framework has the unit `hvv`", "did you mean `hv`?"),
            (
                "[[scale]]\nid = \"fivegrade\"\nmarks = [\"fail\", \"pass\"]\npass = \"pass\"",
                "no framework has the scale `fivegrade`",
                "did you mean `five-grade`?",
            ),
            (
                "[[levels]]\nframework = \"nfq\"\nlevels = [\"5\"]",
                "no framework has the level `nfq 5`",
                "did you mean `nqf 5`?",
            ),
            (
                "[[levels]]\nframework = \"eqf\"\nlevels = [\"7\", \"9\"]",
                "no framework has the level `eqf 9`",
                "did you mean `eqf",
            ),
        ] {
            let told = with(more);
            let new = if more.starts_with("[[levels]]") {
                // What is shown is the list of levels.
                told.replacen("levels = ", "levels =  ", 1).replacen("framework = ", "framework =", 1)
            } else {
                told
            };
            let (code, text) = beside(file, scale, &new);
            assert!(
                code == 1 && text.contains(&format!("warning[P105]: {message}")) && text.contains(help),
                "{file} {text}"
            );
        }
        for (old, new, message) in [
            (
                "id = \"sv\"\nquantum = \"0.5\"",
                "id = \"sv\"\nquantum = \"0.25\"",
                "have the unit `sv` in steps of 0.5, not of 0.25",
            ),
            (
                "id = \"hv\"\nquantum = \"0.5\"",
                "id = \"hv\"\nquantum = \"0.1\"",
                "have the unit `hv` in steps of 0.5, not of 0.1",
            ),
            (
                "id = \"percent\"\nleast = \"0\"\nmost = \"100\"",
                "id = \"percent\"\nleast = \"0\"\nmost = \"120\"",
                "have the scale `percent` otherwise",
            ),
        ] {
            let (code, text) = beside(file, old, new);
            assert!(code == 1 && text.contains(&format!("warning[P105]: the frameworks {message}")), "{file} {text}");
        }
    }
}

#[test]
fn programmes_of_awards_are_looked_up() {
    for (file, old, new, word, meant) in [
        ("rules.toml", "reserved_by = [\"award:SV-MECH\"]", "reserved_by = [\"award:SV-MEHC\"]", "SV-MEHC", "SV-MECH"),
        (
            "rules.toml",
            "reserved_by = [\"award:SV-MECH\"]",
            "reserved_by = [\"award:SV-MECH\", \"award:HV-MECH/3+3\"]",
            "HV-MECH/3+3",
            "HV-MECH/3+2",
        ),
        ("rules.toml", "scope = \"award:UG-MECH/3+4\"", "scope = \"award:UG-MECH/4+3\"", "UG-MECH/4+3", "UG-MECH/3+4"),
        ("rules.toml", "enrolled = \"HV-MECH/3+2\"", "enrolled = \"HV-MECH/3-2\"", "HV-MECH/3-2", "HV-MECH/3+2"),
        ("rules.toml", "not_enrolled = \"HV-MECH/3+2\"", "not_enrolled = \"HV-MECK\"", "HV-MECK", "HV-MECH"),
        ("rules.toml", "programme = \"HV-MECH\"", "programme = \"HV-MECHH\"", "HV-MECHH", "HV-MECH"),
        ("programmes.toml", "from = \"SV-MECH\"", "from = \"SV-MCEH\"", "SV-MCEH", "SV-MECH"),
        ("programmes.toml", "from = \"HV-MECH\"", "from = \"HV-MECHA\"", "HV-MECHA", "HV-MECH"),
    ] {
        let (word, meant) = (format!("there is no programme `{word}`"), format!("did you mean `{meant}`?"));
        is_told(file, (old, new), &word, &meant);
    }
    // A set is nobody's list.
    let (code, text) = beside(
        "rules.toml",
        "reserved_by = [\"award:SV-MECH\"]",
        "reserved_by = [\"award:SV-MECH\", \"set:anything\"]",
    );
    assert_eq!(code, 0, "{text}");
}

/// Where a folder has no document of a kind, nothing is said of its words.
#[test]
fn without_documents_of_a_kind_nothing_is_said_of_their_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let empty = tempfile::tempdir().unwrap();
    for file in ["rules.toml", "programmes.toml"] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let text = text.replace("award:SV-MECH", "award:SV-MEHC").replace("\"HV:MECH110\"", "\"HV:MEHC110\"");
        let folder = tempfile::tempdir().unwrap();
        let changed = folder.path().join(file);
        std::fs::write(&changed, text).unwrap();
        let mut out = Vec::new();
        let code = example::check_with(changed.to_str().unwrap(), None, empty.path().to_str(), &mut out);
        let told = String::from_utf8(out).unwrap();
        assert_eq!(code, Ok(0), "{told}");
        assert!(told.contains("0 findings") && !told.contains("P105"), "{told}");
    }
}

/// A list that is all unknown beside a long catalogue is told in time: comparing ends, and telling goes on to the most.
#[test]
fn many_unknown_codes_beside_a_long_list_are_told_in_bounded_time() {
    let course = |k: usize| {
        format!(
            "[[course]]\nid = \"C:{k:05}\"\ntitle = \"C\"\ntier = \"higher\"\nscale = \"percent\"\nvalue = [{{ valid = \"2020-01-01..\", amount = \"3 hv\" }}]\n\n"
        )
    };
    let head = "[document]\nid = \"l\"\nkind = \"courses\"\nvalid = \"2020-01-01..\"\nversion = \"1\"\nlist = \"l\"\nlist_version = \"1\"\n\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("courses.toml"), head.to_owned() + &(0..4_000).map(course).collect::<String>())
        .unwrap();
    let sound = include_str!("../errors/programmes/good/smallest.toml");
    let codes: Vec<String> = (0..1_000).map(|k| format!("\"D:{k:05}\"")).collect();
    let text = sound.replacen("accepts = [{", &format!("accepts = [{{ codes = [{}] }}, {{", codes.join(", ")), 1);
    assert_ne!(text, sound);
    let file = folder.path().join("programmes-2.toml");
    std::fs::write(&file, &text).unwrap();
    let mut out = Vec::new();
    let code = example::check_with(file.to_str().unwrap(), None, folder.path().to_str(), &mut out);
    let told = String::from_utf8(out).unwrap();
    assert_eq!(code, Ok(1), "{told}");
    assert!(told.contains("1000 findings in") && told.contains("900 of them not shown"), "{told}");
    assert_eq!(told.matches("did you mean").count(), 50);
    assert_eq!(told.matches("and 3992 more").count(), 50);
}
