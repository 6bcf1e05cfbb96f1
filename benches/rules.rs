//! What rule books cost: reading and checking, and checking alone. Every figure stands beside that of SHA-256 over the
//! book's bytes, measured in the same run, because machines are noisy and differ. What it costs to analyse large books stands
//! beside an earlier build, where one is at hand.
//!
//! `cargo bench --bench rules`, or with the name of a part: `cargo bench --bench rules -- read`

#[path = "rules/evaluate.rs"]
mod evaluate;
#[path = "rules/large.rs"]
mod large;

use std::fmt::Write;
use std::time::{Duration, Instant};

use creditbank::Digest;
use creditbank::document::Limits;
use creditbank::rules::{RuleBook, RuleBookDraft};
use creditbank::testing::engine;

const HEAD: &str = r#"
[document]
id = "bench"
kind = "rules"
valid = "2026-09-01.."
version = "1"

[book]
semantics = 1
basis = "earned"
review_days = 60
appeal_days = 15

[[unit]]
id = "hv"
quantum = "0.5"
tier = "higher"

[[scale]]
id = "percent"
least = "0"
most = "100"
step = "0.5"
pass = "60"

[[clause]]
id = "demo/1"
text = "A course replaces a course."

[[group]]
id = "courses"
hit = "unique"
"#;

/// A book of rules from one course to one.
fn book(rules: u32) -> String {
    let mut text = HEAD.to_owned();
    for n in 0..rules {
        write!(
            text,
            "\n[[rule]]\nid = \"rule-{n}\"\ngroup = \"courses\"\nclause = \"demo/1\"\nvalid = \"2026-09-01..\"\n\
             from = [{{ kind = \"course\", codes = [\"SV:{n}\"], grade = \"60.. percent\" }}]\n\
             to = [{{ course = \"HV:{n}\", amount = \"3 hv\", grade = \"carry\" }}]\n"
        )
        .unwrap();
    }
    text
}

/// The same, put together by a program.
fn draft(rules: u32) -> RuleBookDraft {
    let mut draft = RuleBookDraft::read("bench.toml", book(1).as_bytes(), &Limits::default()).unwrap();
    let model = draft.rules.remove(0);
    draft.rules = (0..rules)
        .map(|n| {
            let mut rule = model.clone();
            rule.id = format!("rule-{n}").parse().unwrap();
            rule.from[0].codes = vec![format!("SV:{n}").parse().unwrap()];
            rule.to[0].target = creditbank::rules::Target::Course(format!("HV:{n}").parse().unwrap());
            rule
        })
        .collect();
    draft
}

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = run();
    (start.elapsed(), made)
}

/// What SHA-256 over the bytes takes: the best of three.
fn sha(bytes: &[u8]) -> Duration {
    let once = || timed(|| std::hint::black_box(Digest::of(&[bytes]))).0;
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// The most memory that this process had at any time, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("not told by this system".to_owned(), |line| line.trim().to_owned())
}

fn row(what: &str, took: Duration, each: u32, sha: Duration) {
    let tenths = took.as_nanos() * 10 / sha.as_nanos().max(1);
    println!(
        "{what:<52} {:>6} ms  {:>6} ns/rule  {:>4}.{} x SHA-256",
        took.as_millis(),
        took.as_nanos() / u128::from(each),
        tenths / 10,
        tenths % 10
    );
}

fn read() {
    const RULES: u32 = 100_000;
    let text = book(RULES);
    let limits = Limits { items: 10_000_000, ..Limits::default() };
    let sha = sha(text.as_bytes());
    println!("read: {RULES} rules from one course to one, {} bytes of TOML", text.len());
    row("SHA-256 of the text", sha, RULES, sha);
    let (took, ()) = timed(|| engine::read("bench.toml", text.as_bytes(), &limits, |_| Some(())).unwrap());
    row("parse the TOML", took, RULES, sha);
    let (took, draft) = timed(|| RuleBookDraft::read("bench.toml", text.as_bytes(), &limits).unwrap());
    row("read a draft", took, RULES, sha);
    let (took, book) = timed(|| draft.check().unwrap());
    row("check it, put it in order, hash and index it", took, RULES, sha);
    let (took, again) = timed(|| RuleBook::read("bench.toml", text.as_bytes(), &limits).unwrap());
    row("read and check", took, RULES, sha);
    assert_eq!(again.hash(), book.hash());
    println!("memory at its peak so far: {}", peak());
}

fn check() {
    const RULES: u32 = 1_000_000;
    let (took, draft) = timed(|| draft(RULES));
    println!("check: {RULES} rules from one course to one, put together in {} ms", took.as_millis());
    println!("memory at its peak so far: {}", peak());
    let (took, book) = timed(|| draft.check().unwrap());
    println!("memory at its peak so far: {}", peak());
    let canonical = book.canonical();
    let sha = sha(&canonical);
    row("SHA-256 of the canonical form", sha, RULES, sha);
    row("check, put in order, hash and index", took, RULES, sha);
    println!("canonical form: {} bytes", canonical.len());
}

fn main() {
    let parts: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let all: [(&str, fn()); 4] =
        [("evaluate", evaluate::evaluations), ("analyse", large::analyses), ("check", check), ("read", read)];
    for (name, run) in all {
        if parts.is_empty() || parts.iter().any(|part| part == name) {
            run();
        }
    }
}
