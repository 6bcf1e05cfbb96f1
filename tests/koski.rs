//! The example `koski`: on the real records where they are at hand, and on small made-up folders with their quirks.

#[path = "../examples/koski/main.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod koski;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// The folder of the real records: named by `CREDITBANK_KOSKI`, or beside the repository. They are not in it.
fn data() -> Option<PathBuf> {
    let named = std::env::var_os("CREDITBANK_KOSKI").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/koski-fi"));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

/// The two files that say which sums differ. The example must do without them.
const CHECKS: [&str; 2] = ["records_sum_check.csv", "virta/sum_check.csv"];

/// A copy of a folder without the check files.
fn without_checks(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for within in ["", "records", "structures", "virta"] {
        fs::create_dir_all(to.path().join(within)).unwrap();
        for entry in fs::read_dir(from.join(within)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(from).unwrap();
            if path.is_file() && !CHECKS.iter().any(|check| Path::new(check) == name) {
                fs::copy(&path, to.path().join(name)).unwrap();
            }
        }
    }
    to
}

/// A sum: whose, where, what is stated, what the parts come to, and whether they agree.
type Sum = (String, String, String, String, bool);

/// `11.0` and `11` are one number.
fn plain(number: &str) -> String {
    match number.split_once('.') {
        Some((whole, part)) => format!("{whole}.{part}").trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => number.to_owned(),
    }
}

fn gold(file: &Path, whose: &str, place: &str, stated: &str, parts: &str) -> BTreeSet<Sum> {
    let mut table = csv::Reader::from_path(file).unwrap();
    let rows = table.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
    rows.map(|row| {
        (row[whose].clone(), row[place].clone(), plain(&row[stated]), plain(&row[parts]), row["equal"] == "1")
    })
    .collect()
}

/// The sums that a section of the report tells.
fn told(lines: &[String], section: &str) -> BTreeSet<Sum> {
    let from = lines.iter().position(|line| line.starts_with(section)).unwrap();
    let sums =
        lines[from + 1..].iter().take_while(|line| line.starts_with("  differs: ") || line.starts_with("  agrees: "));
    sums.map(|line| {
        let (verdict, rest) = line.trim_start().split_once(": ").unwrap();
        let (place, amounts) = rest.split_once(" states ").unwrap();
        let (whose, place) = place.split_once(' ').unwrap();
        let (stated, parts) = amounts.split_once(", its parts ").unwrap();
        (whose.to_owned(), place.to_owned(), stated.to_owned(), parts.to_owned(), verdict == "agrees")
    })
    .collect()
}

/// The last line, by key.
fn keys(lines: &[String]) -> BTreeMap<&str, &str> {
    lines.last().unwrap().split(' ').map(|pair| pair.split_once('=').unwrap()).collect()
}

#[test]
fn the_real_records_are_read_planned_and_their_sums_checked() {
    let Some(folder) = data() else { return };
    let copy = without_checks(&folder);
    let lines = koski::run(copy.path(), None, None).unwrap();
    let expected = gold(&folder.join(CHECKS[0]), "record", "path", "stated_credits", "sum_of_children");
    assert_eq!(told(&lines, "sums stated in records"), expected);
    let expected = gold(&folder.join(CHECKS[1]), "learner", "attainment", "stated_ects", "sum_of_included");
    assert_eq!(told(&lines, "sums stated in higher education"), expected);
    let keys = keys(&lines);
    let said = lines.join("\n");
    for (key, value) in [
        ("structures", "17"),
        ("programmes", "23"),
        ("unsound", "0"),
        ("records", "68"),
        ("learners", "73"),
        ("units", "5"),
        ("planned", "21"),
        ("plans", "21"),
        ("elsewhere", "47"),
        ("sums", "31"),
        ("differ", "7"),
        ("virta_sums", "10"),
        ("virta_differ", "2"),
        ("troubles", "0"),
        ("verified", "true"),
    ] {
        assert_eq!(keys.get(key), Some(&value), "{key}\n{said}");
    }
    assert!(lines.len() <= 400, "{} lines", lines.len());
}
