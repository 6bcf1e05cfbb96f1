//! How long the analyses of large books take, sound and with a planted fault. With `CREDITBANK_BEFORE` the path of the example
//! `check_rulebook` of an earlier build, that is run on the same books in the same run, and the ratio told: it may take minutes.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[path = "../../tests/kit/large.rs"]
mod books;

use books::{SHAPES, Shape, book};
use creditbank::analysis::analyse;
use creditbank::document::Limits;
use creditbank::rules::RuleBook;

/// To read the book and to look for remarks in it, apart; and whether the fault is found.
fn now(shape: Shape, text: &str) -> (Duration, Duration, bool) {
    let start = Instant::now();
    let book = RuleBook::read("book.toml", text.as_bytes(), &Limits::default()).unwrap();
    let read = start.elapsed();
    let analysis = analyse(&book, None);
    let found = analysis.remarks.iter().any(|remark| remark.code == shape.fault());
    (read, start.elapsed().saturating_sub(read), found)
}

/// To read the book and to look for remarks in it by an earlier build, together.
fn before(program: &Path, shape: Shape, file: &Path) -> (Duration, bool) {
    let start = Instant::now();
    let ended = Command::new(program).arg(file).stderr(Stdio::null()).output().unwrap();
    let told = String::from_utf8_lossy(&ended.stdout).contains(&format!("[{}]", shape.fault()));
    (start.elapsed(), told)
}

const fn words(found: bool) -> &'static str {
    if found { "found" } else { "not found" }
}

fn row(shape: Shape, size: u32, fault: bool, program: Option<&Path>) {
    let text = book(shape, size, fault);
    let (read, took, found) = now(shape, &text);
    let title = format!("{shape:?} {size}{}", if fault { ", a fault" } else { "" });
    print!("{title:<28} read {:>6} ms  analyse {:>6} ms  {:<9}", read.as_millis(), took.as_millis(), words(found));
    if let Some(program) = program {
        let file = tempfile::Builder::new().suffix(".toml").tempfile().unwrap();
        std::fs::write(file.path(), &text).unwrap();
        let (then, told) = before(program, shape, file.path());
        let tenths = then.as_micros() * 10 / (read + took).as_micros().max(1);
        print!("  before {:>7} ms, {:<9}  {:>5}.{} x", then.as_millis(), words(told), tenths / 10, tenths % 10);
    }
    println!();
}

/// All large books.
pub(super) fn analyses() {
    println!("analyse: large books; the fault is found where it is planted");
    let program = std::env::var_os("CREDITBANK_BEFORE");
    for (shape, size) in SHAPES {
        for fault in [false, true] {
            row(shape, size, fault, program.as_deref().map(Path::new));
        }
    }
}
