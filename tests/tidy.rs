//! A referee over the source tree, because taste decays without one.
//!
//! Every check is a pure function from a path and a text to findings, and has a test that it catches what it is for.
//! It reads Rust roughly: comments, the insides of strings and `#[cfg(test)]` items are taken out, the rest is tokens.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Each room, or flat file, and its layer. A room may import only rooms of lower layers, and itself; the flat files of
/// layer 0 may also import each other.
const LAYERS: [(&str, u8); 25] = [
    ("error", 0),
    ("literals", 0),
    ("id", 0),
    ("time", 0),
    ("digest", 0),
    ("text", 0),
    ("credit", 1),
    ("journal", 1),
    ("document", 1),
    ("registry", 2),
    ("rules", 3),
    ("programme", 4),
    ("solver", 4),
    ("planner", 5),
    ("ledger", 6),
    ("advice", 7),
    ("analysis", 7),
    ("line", 7),
    ("wording", 8),
    ("store", 8),
    ("vault", 8),
    ("bank", 9),
    ("export", 10),
    ("import", 11),
    ("testing", 11),
];

/// The front page re-exports, and the manual talks about everything.
const UNLAYERED: [&str; 2] = ["lib", "manual"];

/// Macros live at the crate's root, whichever file they are written in.
const MACROS: [&str; 2] = ["date", "credits"];

/// What the library does not use, and why.
const FORBIDDEN: [(&str, &str); 13] = [
    ("unsafe", "the crate forbids it"),
    ("println!", "a library does not print"),
    ("eprintln!", "a library does not print"),
    ("print!", "a library does not print"),
    ("eprint!", "a library does not print"),
    ("SystemTime", "the time is handed in"),
    ("Instant::now", "the time is handed in"),
    ("Utc::now", "the time is handed in"),
    ("Local::now", "the time is handed in"),
    ("HashMap", "its order is not repeatable; use BTreeMap"),
    ("HashSet", "its order is not repeatable; use BTreeSet"),
    ("f32", "amounts are exact"),
    ("f64", "amounts are exact"),
];

/// Exceptions to `FORBIDDEN`: file, what it may use, and the reason. A hash map may stand here where nothing ever
/// walks over it, or where what is walked is sorted before anyone sees it.
const ALLOWED: [(&str, &str, &str); 5] = [
    ("src/time.rs", "Utc::now", "`SystemClock`, the one clock there is, behind the feature `clock`"),
    ("src/bank/accounts.rs", "HashMap", "read by key, or in the order of sorted keys"),
    ("src/store/index.rs", "HashMap", "read by key only"),
    ("src/journal/canonical.rs", "f32", "serde asks what to do with one; it is refused"),
    ("src/journal/canonical.rs", "f64", "serde asks what to do with one; it is refused"),
];

/// Types that could hold what somebody typed, or what does not have one spelling.
const FREE_TEXT: [&str; 6] = ["String", "str", "Cow", "Value", "f32", "f64"];

/// Files whose types go into the journal however they are serialised.
const ENTRY_FILES: [&str; 4] =
    ["src/ledger/document.rs", "src/ledger/effects.rs", "src/ledger/entry.rs", "src/line/wire.rs"];

/// Marks of unfinished work, spelled so that this file has none.
const UNFINISHED: [&str; 6] = [
    concat!("to", "do!"),
    concat!("unimpl", "emented!"),
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("db", "g!"),
];

/// The most lines of code in a file, tests and comments not counted.
const MOST_LINES: usize = 500;

/// The most files of a room, those of its folders with them: a room of more cannot be known.
const MOST_FILES: usize = 60;

/// A house of its own: each of its folders is a room, and the files beside them are one.
const HOUSE: &str = "testing";

// ---- reading Rust, roughly ----

/// The text without comments and without what stands inside strings and characters; line breaks stay.
fn code(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        let before = out.chars().next_back();
        let (shown, length) = skipped(rest, before).unwrap_or_else(|| (first.to_string(), first.len_utf8()));
        let breaks = if shown.contains('\n') { 0 } else { rest[..length].matches('\n').count() };
        out.push_str(&shown);
        out.push_str(&"\n".repeat(breaks));
        rest = &rest[length..];
    }
    out
}

/// What to show for a comment, string or character that starts here, and its length.
fn skipped(rest: &str, before: Option<char>) -> Option<(String, usize)> {
    let in_word = before.is_some_and(is_word);
    if rest.starts_with("//") {
        return Some((String::new(), rest.find('\n').unwrap_or(rest.len())));
    }
    if rest.starts_with("/*") {
        return Some((" ".into(), block_comment(rest)));
    }
    if rest.starts_with('r') && !in_word {
        let hashes = rest[1..].chars().take_while(|c| *c == '#').count();
        if rest[1 + hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = hashes + 2;
            return Some(("\"\"".into(), rest[start..].find(&end).map_or(rest.len(), |at| start + at + end.len())));
        }
    }
    match rest.chars().next() {
        Some('"') => Some(("\"\"".into(), quoted(rest, '"'))),
        Some('\'') if is_character(rest) => Some(("' '".into(), quoted(rest, '\''))),
        _ => None,
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let step = match &rest.as_bytes()[at..] {
            [b'/', b'*', ..] => (1, 2),
            [b'*', b'/', ..] => (-1, 2),
            _ => (0, 1),
        };
        (depth, at) = (depth + step.0, at + step.1);
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// A character, not a lifetime: closed after one character, or escaped.
fn is_character(rest: &str) -> bool {
    let mut following = rest.chars().skip(1);
    matches!((following.next(), following.next()), (Some('\\'), _) | (Some(_), Some('\'')))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The code without items marked `#[cfg(test)]`.
fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    match code.split_once(MARK) {
        None => code.to_owned(),
        Some((before, item)) => before.to_owned() + &without_tests(&item[item_length(item)..]),
    }
}

/// Up to the item's closing brace, or its semicolon where that comes first.
fn item_length(item: &str) -> usize {
    let mut depth = 0_i32;
    for (at, c) in item.char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && (c == '}' || c == ';') {
            return at + 1;
        }
    }
    item.len()
}

fn library_code(text: &str) -> String {
    without_tests(&code(text))
}

/// Words, and every other visible character for itself, except that `::` is one.
fn tokens(code: &str) -> Vec<&str> {
    let (mut found, mut rest) = (Vec::new(), code.trim_start());
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        found.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    found
}

// ---- the checks ----

/// The room a file belongs to: `src/credit/unit.rs` to `credit`, `src/id.rs` to `id`.
fn room(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    inside.split('/').next().unwrap_or(inside).trim_end_matches(".rs")
}

fn layer(room: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == room).map(|(_, layer)| *layer)
}

/// How deep a file's module lies below the crate's root.
fn depth(path: &str) -> usize {
    let parts = path.strip_prefix("src/").unwrap_or(path).split('/').count();
    if path.ends_with("/mod.rs") { parts - 1 } else { parts }
}

/// What a file names directly under `crate::`, groups opened.
fn imports<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, pair) in tokens.windows(2).enumerate() {
        let dollar = at > 0 && tokens[at - 1] == "$";
        if pair == ["crate", "::"] && !dollar {
            found.extend(heads(&tokens[at + 2..]));
        }
    }
    found
}

/// The first words of a path, or of each path of a group.
fn heads<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    if tokens.first() != Some(&"{") {
        return tokens.first().copied().into_iter().collect();
    }
    let (mut found, mut depth, mut fresh) = (Vec::new(), 0, false);
    for token in tokens {
        match *token {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ if depth == 1 && fresh => found.push(*token),
            _ => {}
        }
        fresh = depth == 1 && matches!(*token, "{" | ",");
        if depth == 0 {
            break;
        }
    }
    found
}

fn check_layers(path: &str, text: &str) -> Vec<String> {
    let own = room(path);
    if UNLAYERED.contains(&own) {
        return Vec::new();
    }
    let code = library_code(text);
    let tokens = tokens(&code);
    let climbs =
        climbs_out(&tokens, depth(path)).then(|| format!("{path}: `super` climbs out of `{own}`; write `crate`"));
    imports(&tokens).into_iter().filter_map(|import| check_import(path, own, import)).chain(climbs).collect()
}

fn climbs_out(tokens: &[&str], depth: usize) -> bool {
    let climb: Vec<&str> = ["super", "::"].into_iter().cycle().take(2 * depth).collect();
    tokens.windows(2 * depth).any(|window| window == climb)
}

fn check_import(path: &str, own: &str, import: &str) -> Option<String> {
    let Some(from) = layer(own) else { return Some(format!("{path}: `{own}` has no layer")) };
    if import == own || MACROS.contains(&import) {
        return None;
    }
    match layer(import) {
        Some(to) if to < from || (to, from) == (0, 0) => None,
        Some(to) => Some(format!("{path}: `{own}` of layer {from} may not import `{import}` of layer {to}")),
        None => Some(format!("{path}: `crate::{import}` is not a room; name what you use by its room")),
    }
}

fn check_finished(path: &str, text: &str) -> Vec<String> {
    let marks = |line: &str| UNFINISHED.into_iter().filter(|mark| line.contains(mark)).collect::<Vec<_>>();
    let lines = text.lines().zip(1..);
    lines.flat_map(|(line, at)| marks(line).into_iter().map(move |mark| format!("{path}:{at}: {mark}"))).collect()
}

/// Whether a file is of the rooms whose types go into the journal.
fn writes_lines(path: &str) -> bool {
    ["ledger", "line"].contains(&room(path))
}

/// Types that go into the journal hold ids, amounts, dates and digests: nothing that somebody typed.
fn check_entry(path: &str, text: &str) -> Vec<String> {
    let code = library_code(text);
    let all = ENTRY_FILES.contains(&path);
    let wrong = |item: &str| {
        let words = tokens(item);
        let name = words.iter().skip_while(|word| !matches!(**word, "struct" | "enum")).nth(1);
        let name = name.copied().unwrap_or_default().to_owned();
        let free: Vec<_> =
            words.into_iter().filter(|word| FREE_TEXT.contains(word) || word.starts_with("Hash")).collect();
        free.into_iter()
            .filter(|word| *word != "Hash")
            .map(|word| format!("{path}: `{name}` has a `{word}`"))
            .collect::<Vec<_>>()
    };
    definitions(&code)
        .into_iter()
        .filter(|(serialised, _)| all || *serialised)
        .flat_map(|(_, item)| wrong(item))
        .collect()
}

/// Each struct and enum, and whether it derives `Serialize`.
fn definitions(code: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    for (at, word) in words_at(code) {
        if matches!(word, "struct" | "enum") {
            let attributes = code[..at].rsplit([';', '}', '{']).next().unwrap_or_default();
            found.push((tokens(attributes).contains(&"Serialize"), &code[at..at + item_length(&code[at..])]));
        }
    }
    found
}

fn words_at(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let starts = code.char_indices().zip(std::iter::once(' ').chain(code.chars()));
    starts.filter(|((_, c), before)| is_word(*c) && !is_word(*before)).map(move |((at, _), _)| {
        let word = &code[at..];
        (at, &word[..word.find(|c| !is_word(c)).unwrap_or(word.len())])
    })
}

/// A `mod.rs` describes its room and says what is in it; code has files of its own.
fn check_front_door(path: &str, text: &str) -> Vec<String> {
    if !path.ends_with("/mod.rs") || UNLAYERED.contains(&room(path)) {
        return Vec::new();
    }
    let described = text.lines().next().is_some_and(|line| line.starts_with("//! "));
    let undescribed = (!described).then(|| format!("{path}: the room has no description; begin with `//!`"));
    let code = library_code(text);
    let plain = without_attributes(&code);
    let odd = plain.split(';').map(str::trim).filter(|item| !item.is_empty() && !is_door_item(item));
    odd.map(|item| format!("{path}: only docs, `mod` and `use` belong here, not `{item}`")).chain(undescribed).collect()
}

fn is_door_item(item: &str) -> bool {
    let words = tokens(item);
    let past_pub = match words.as_slice() {
        ["pub", "(", _, ")", rest @ ..] | ["pub", rest @ ..] | rest => rest,
    };
    matches!(past_pub, ["mod", _] | ["use", ..])
}

fn without_attributes(code: &str) -> String {
    let Some((before, rest)) = code.split_once('#') else { return code.to_owned() };
    let mut depth = 0;
    let end = rest.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '[') - i32::from(*c == ']');
        depth == 0 && *c == ']'
    });
    before.to_owned() + &without_attributes(&rest[end.map_or(rest.len(), |(at, _)| at + 1)..])
}

fn check_forbidden(path: &str, text: &str) -> Vec<String> {
    let code = library_code(text);
    let tokens = tokens(&code);
    let used = |needle: &str| {
        let needle = self::tokens(needle);
        tokens.windows(needle.len()).any(|window| window == needle)
    };
    let allowed = |what: &str| ALLOWED.iter().any(|(file, may, _)| (*file, *may) == (path, what));
    let wrong = FORBIDDEN.iter().filter(|(what, _)| used(what) && !allowed(what));
    wrong.map(|(what, why)| format!("{path}: `{what}`: {why}")).collect()
}

/// The room by which files are counted.
fn counted_in(path: &str) -> String {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    match inside.split('/').collect::<Vec<_>>().as_slice() {
        [house, folder, _, ..] if *house == HOUSE => format!("{house}/{folder}"),
        _ => room(path).to_owned(),
    }
}

fn check_crowds(paths: &[&str]) -> Vec<String> {
    let mut rooms = BTreeMap::new();
    for path in paths {
        *rooms.entry(counted_in(path)).or_insert(0) += 1;
    }
    let crowded = rooms.into_iter().filter(|(_, files)| *files > MOST_FILES);
    crowded.map(|(room, files)| format!("`{room}` has {files} files, more than {MOST_FILES}")).collect()
}

/// Layers that no file has, and rooms without a layer.
fn check_named(paths: &[&str], layers: &[&str]) -> Vec<String> {
    let there: BTreeSet<_> = paths.iter().map(|path| room(path)).filter(|room| !UNLAYERED.contains(room)).collect();
    let named: BTreeSet<_> = layers.iter().copied().collect();
    let gone = named.difference(&there).map(|room| format!("`{room}` has a layer and is not there"));
    gone.chain(there.difference(&named).map(|room| format!("`{room}` has no layer"))).collect()
}

/// Files that a chapter names and that are not there: what is in backticks and ends as a file does.
fn check_mentions(path: &str, text: &str, paths: &[&str]) -> Vec<String> {
    let words = text.split('`').skip(1).step_by(2).filter(|word| !word.contains(char::is_whitespace));
    let is_there = |name: &str| paths.iter().any(|path| format!("/{path}").ends_with(&format!("/{name}")));
    let lost = words.filter(|word| word.ends_with(".rs") && !is_there(word));
    lost.map(|name| format!("{path}: `{name}` is not there")).collect()
}

fn check_length(path: &str, text: &str) -> Vec<String> {
    let lines = library_code(text).lines().filter(|line| !line.trim().is_empty()).count();
    (lines > MOST_LINES).then(|| format!("{path}: {lines} lines of code, more than {MOST_LINES}")).into_iter().collect()
}

// ---- the tree ----

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every `.rs` and `.md` file in a folder of the repository, with its path from the root, in order.
fn files(folder: &str) -> Vec<(String, String)> {
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.sort();
    paths.into_iter().map(|path| (relative(&path), std::fs::read_to_string(&path).unwrap())).collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(listing) = std::fs::read_dir(folder) else { return };
    for path in listing.map(|entry| entry.unwrap().path()) {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("rs" | "md") => paths.push(path),
            _ if path.is_dir() => walk(&path, paths),
            _ => {}
        }
    }
}

fn relative(path: &Path) -> String {
    let parts = path.strip_prefix(root()).unwrap().iter();
    parts.map(|part| part.to_str().unwrap()).collect::<Vec<_>>().join("/")
}

fn sources() -> Vec<(String, String)> {
    files("src").into_iter().filter(|(path, _)| path.ends_with(".rs")).collect()
}

#[track_caller]
fn tidy(files: Vec<(String, String)>, check: fn(&str, &str) -> Vec<String>) {
    let findings: Vec<_> = files.iter().flat_map(|(path, text)| check(path, text)).collect();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

#[test]
fn the_tree_is_found() {
    let sources = sources();
    assert!(sources.len() >= 8 && sources.iter().any(|(path, _)| path == "src/credit/ratio.rs"), "{sources:?}");
}

#[test]
fn rooms_import_only_lower_layers() {
    tidy(sources(), check_layers);
}

#[test]
fn every_named_room_is_there() {
    let sources = sources();
    let paths: Vec<_> = sources.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(check_named(&paths, &LAYERS.map(|(room, _)| room)), Vec::<String>::new());
}

#[test]
fn no_room_is_crowded() {
    let sources = sources();
    let paths: Vec<_> = sources.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(check_crowds(&paths), Vec::<String>::new());
}

#[test]
fn files_that_the_manual_names_are_there() {
    let all: Vec<_> = ["src", "tests", "examples", "benches"].into_iter().flat_map(files).collect();
    let paths: Vec<_> = all.iter().map(|(path, _)| path.as_str()).collect();
    let pages = all.iter().filter(|(path, _)| path.ends_with(".md"));
    let lost: Vec<_> = pages.flat_map(|(path, text)| check_mentions(path, text, &paths)).collect();
    assert_eq!(lost, Vec::<String>::new());
}

#[test]
fn nothing_is_left_unfinished() {
    tidy(["src", "tests", "examples", "benches"].into_iter().flat_map(files).collect(), check_finished);
    let pages = ["README.md", "README.zh.md", "CHANGELOG.md"].into_iter();
    let found = pages.filter_map(|page| Some((page.to_owned(), std::fs::read_to_string(root().join(page)).ok()?)));
    tidy(found.collect(), check_finished);
}

#[test]
fn no_free_text_enters_the_journal() {
    tidy(sources().into_iter().filter(|(path, _)| writes_lines(path)).collect(), check_entry);
}

#[test]
fn front_doors_hold_no_code() {
    tidy(sources(), check_front_door);
}

#[test]
fn every_room_has_a_front_door() {
    let sources = sources();
    let rooms = sources.iter().filter(|(path, _)| path.matches('/').count() >= 2).map(|(path, _)| room(path));
    let closed: Vec<_> =
        rooms.filter(|room| !sources.iter().any(|(path, _)| *path == format!("src/{room}/mod.rs"))).collect();
    assert!(closed.is_empty(), "without a mod.rs: {closed:?}");
}

#[test]
fn the_library_uses_nothing_forbidden() {
    tidy(sources(), check_forbidden);
}

#[test]
fn files_are_short() {
    tidy(sources(), check_length);
}

// ---- the checks themselves ----

#[test]
fn comments_strings_and_tests_are_not_code() {
    let text = "let a = \"// no \\\" comment\"; // crate::bank\n/* crate::/* x */bank */ let b = 'x';\nlet c: &'static str = r#\"f64\"#; 'l: loop {}";
    assert_eq!(code(text), "let a = \"\"; \n  let b = ' ';\nlet c: &'static str = \"\"; 'l: loop {}");
    assert_eq!(code("\"a\nb\" '\\'' '\"' x"), "\"\"\n ' ' ' ' x");
    let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() { f64 } }\nfn c() {}\n#[cfg(test)] use x::{y};\nfn d() {}";
    let kept = library_code(text);
    assert!(kept.contains("fn a") && kept.contains("fn c") && kept.contains("fn d"), "{kept}");
    assert!(!kept.contains("f64") && !kept.contains('y'), "{kept}");
}

#[test]
fn a_wrong_import_is_caught() {
    let wrong = [
        ("src/credit/unit.rs", "use crate::registry::Course;"),
        ("src/credit/unit.rs", "use crate::journal::Chain;"),
        ("src/store/file.rs", "fn f() { crate::vault::open(); }"),
        ("src/programme/check.rs", "use crate::planner::plan;"),
        ("src/solver/level.rs", "use crate::programme::Programme;"),
        ("src/ledger/lot.rs", "use crate::line::Line;"),
        ("src/advice/run.rs", "use crate::wording::tell;"),
        ("src/rules/check.rs", "use crate::{credit::{Credits, Unit}, ledger::{Lot, Passbook}};"),
        ("src/rules/check.rs", "use crate::{\n    credit::Unit,\n    bank,\n};"),
        ("src/id.rs", "use crate::credit::Credits;"),
        ("src/rules/check.rs", "use crate::Credits;"),
        ("src/rules/check.rs", "use crate::{credit::Unit, Credits};"),
        ("src/rules/check.rs", "use crate::*;"),
        ("src/rules/check.rs", "use super::super::bank::Bank;"),
        ("src/rules/mod.rs", "pub use super::bank::Bank;"),
        ("src/ledger/verbs/accrue.rs", "use super::super::super::bank::Bank;"),
        ("src/novelty/mod.rs", "use crate::id::Code;"),
        ("src/credit/unit.rs", "const fn f() -> &'static str { crate :: ledger :: NAME }"),
    ];
    for (path, text) in wrong {
        assert_eq!(check_layers(path, text).len(), 1, "{path}: {text}");
    }
    let right = [
        ("src/store/file.rs", "use crate::{error::Error, journal::{Chain, bank}, ledger::Entry};"),
        ("src/id.rs", "use crate::digest::{Digest, domain};"),
        ("src/credit/unit.rs", "use crate::credit::Credits; use crate::date; fn f() { crate::credits!(\"1\"); }"),
        ("src/credit/unit.rs", "/// See crate::bank::Bank.\nuse super::Credits; // crate::bank"),
        ("src/credit/unit.rs", "macro_rules! m { () => { $crate::Credits::ZERO } }\npub(crate) use m;"),
        ("src/credit/unit.rs", "#[cfg(test)]\nmod tests { use crate::bank::Bank; }"),
        ("src/ledger/verbs/accrue.rs", "use super::super::entry::Entry;"),
        ("src/lib.rs", "pub use crate::bank::Bank;"),
    ];
    for (path, text) in right {
        assert_eq!(check_layers(path, text), Vec::<String>::new(), "{path}: {text}");
    }
}

#[test]
fn a_room_that_is_not_there_is_caught() {
    let paths = ["src/lib.rs", "src/id.rs", "src/credit/unit.rs", "src/credit/mod.rs"];
    assert_eq!(check_named(&paths, &["id", "credit"]), Vec::<String>::new());
    assert_eq!(check_named(&paths, &["id", "credit", "proof"]), ["`proof` has a layer and is not there"]);
    assert_eq!(check_named(&paths, &["id"]), ["`credit` has no layer"]);
}

#[test]
fn a_crowded_room_is_caught() {
    let files = |room: &str, number: usize| (0..number).map(|n| format!("src/{room}/{n}.rs")).collect::<Vec<_>>();
    let crowds = |all: &[String]| check_crowds(&all.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(crowds(&files("rules/check", MOST_FILES)).is_empty());
    let more = [files("rules", 1), files("rules/check", MOST_FILES)].concat();
    assert_eq!(crowds(&more), ["`rules` has 61 files, more than 60"]);
    let house = [files("testing/laws", MOST_FILES), files("testing/model", MOST_FILES)].concat();
    assert!(crowds(&house).is_empty(), "the folders of a house are rooms");
    assert_eq!(crowds(&files("testing/laws", 61)), ["`testing/laws` has 61 files, more than 60"]);
}

#[test]
fn a_file_that_is_not_there_is_caught() {
    let found = |text| check_mentions("x.md", text, &["src/bank/submit.rs", "src/ledger/verbs/hold.rs"]);
    assert_eq!(found("`bank/submit.rs`, `hold.rs`, `cargo test`, and `submit`"), Vec::<String>::new());
    assert_eq!(found("`ledger/submit.rs` and `old.rs`").len(), 2);
}

#[test]
fn an_unfinished_mark_is_caught() {
    for mark in UNFINISHED {
        assert_eq!(check_finished("x.rs", &format!("fine\n// {mark} later")), [format!("x.rs:2: {mark}")]);
    }
    assert!(check_finished("x.rs", "a method, a to-do list").is_empty());
}

#[test]
fn free_text_in_an_entry_is_caught() {
    let types = [
        "String",
        "&'static str",
        "Box<str>",
        "Arc<str>",
        "Cow<'a, str>",
        "serde_json::Value",
        "f64",
        "HashMap<A, B>",
        "Option<Vec<String>>",
    ];
    for wrong in types {
        let named = format!("#[derive(Clone, Serialize)]\npub struct Entry {{ a: u32, note: {wrong} }}");
        let tuple = format!("#[derive(serde::Serialize, Clone)]\n#[serde(tag = \"kind\")]\nstruct Entry({wrong});");
        let variant = format!("#[derive(Serialize)] enum Entry {{ A, B {{ note: {wrong} }} }}");
        for text in [named, tuple, variant] {
            assert!(!check_entry("src/ledger/lot.rs", &text).is_empty(), "{text}");
        }
        let bare = format!("pub struct Entry {{ note: {wrong} }}");
        assert!(!check_entry("src/ledger/entry.rs", &bare).is_empty(), "{bare}");
        assert!(check_entry("src/ledger/lot.rs", &bare).is_empty(), "{bare}");
    }
    let right = "#[derive(Hash, Serialize)]\n/// A String.\npub struct Entry { a: Code, b: Option<Digest> }\nfn f() -> String {}";
    assert!(check_entry("src/ledger/entry.rs", right).is_empty());
}

#[test]
fn code_in_a_front_door_is_caught() {
    let wrong = [
        "//! Room.\nfn f() {}",
        "//! Room.\nmod a;\npub struct B;",
        "//! Room.\nmod a { }",
        "//! Room.\nconst A: u8 = 1;",
        "mod a;",
    ];
    for text in wrong {
        assert_eq!(check_front_door("src/credit/mod.rs", text).len(), 1, "{text}");
    }
    let right = "//! Room.\n\n#![deny(clippy::all)]\n\nmod a;\n#[cfg(feature = \"x\")]\npub mod b;\npub(crate) use a::c;\npub use a::{B, C};";
    assert_eq!(check_front_door("src/credit/mod.rs", right), Vec::<String>::new());
    assert!(check_front_door("src/credit/amount.rs", "fn f() {}").is_empty());
}

#[test]
fn a_forbidden_thing_is_caught() {
    for (what, why) in FORBIDDEN {
        assert_eq!(check_forbidden("src/a.rs", &format!("x {what}(y)")), [format!("src/a.rs: `{what}`: {why}")]);
        assert!(check_forbidden("src/a.rs", &format!("// {what}\nlet a = \"{what}\";")).is_empty());
    }
    assert!(check_forbidden("src/a.rs", "#![forbid(unsafe_code)] as_f64() pprintln!()").is_empty());
    for (path, what, _) in ALLOWED {
        assert!(check_forbidden(path, what).is_empty());
    }
}

#[test]
fn every_exception_is_still_needed() {
    for (path, what, _) in ALLOWED {
        let text = std::fs::read_to_string(root().join(path)).unwrap_or_default();
        assert!(library_code(&text).contains(what), "{path} no longer uses `{what}`; take it off the list");
    }
}

#[test]
fn a_long_file_is_caught() {
    let comments = "// why\n\n".repeat(400);
    assert!(check_length("src/a.rs", &format!("{comments}{}", "x();\n".repeat(MOST_LINES))).is_empty());
    assert_eq!(check_length("src/a.rs", &"x();\n".repeat(MOST_LINES + 1)).len(), 1);
}
