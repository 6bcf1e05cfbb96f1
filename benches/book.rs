//! What one entry costs: decide, encode, hash, apply; replay; verify. Every figure is a ratio to SHA-256 over the
//! same bytes, measured in the same run, because machines are noisy and differ.
//!
//! `cargo bench --bench book`

use std::hint::black_box;
use std::time::{Duration, Instant};

#[path = "../tests/kit/bank.rs"]
mod common;

use creditbank::journal::{Log, leaf_hash};
use creditbank::ledger::{Accrue, Learned, Open, Passbook, Record};
use creditbank::line::{Content, Line};
use creditbank::testing::engine::{apply, decide_learner};
use creditbank::{Bank, Command, Digest, FileStore, FixedClock, MemoryStore, Request};

const LEARNERS: u32 = 2_000;
const COURSES: [&str; 7] =
    ["SV:MECH101", "SV:MECH102", "SV:MECH104", "SV:ELEC101", "SV:MATH101", "SV:LANG101", "SV:POL101"];

fn course(code: &str, grade: u32) -> Accrue {
    Accrue {
        earned: None,
        evidence: vec![],
        grade: format!("{grade} percent").parse().ok(),
        of: Learned::Course(code.parse().unwrap()),
        run: None,
        tag: None,
        valid_through: None,
    }
}

/// A learner's years at school: opened, a failure, seven courses, and a retake of each seventh.
fn years(number: u32) -> Vec<Request> {
    let (learner, by) = (common::learner(number), "sv01-registrar-1");
    let failed = Record {
        earned: None,
        evidence: vec![],
        grade: "41 percent".parse().ok(),
        of: Learned::Course("SV:MATH101".parse().unwrap()),
        result: creditbank::ledger::NotPassed::Failed,
        run: None,
    };
    let mut requests = vec![
        common::request(learner, "open", by, "2023-09-01", Open.into()),
        common::request(learner, "sis/2024/0", by, "2024-01-15", failed.into()),
    ];
    for (at, code) in (0_u32..).zip(COURSES.iter().chain(&COURSES)).take(8) {
        let (key, grade) = (format!("sis/2024/000{at}-{number}"), 60 + (number + 7 * at) % 40);
        requests.push(common::request(learner, &key, by, "2024-06-30", course(code, grade).into()));
    }
    requests
}

fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = run();
    (start.elapsed(), made)
}

/// The fastest of three runs.
fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    (0..3).map(|_| timed(|| black_box(run())).0).min().unwrap_or_default()
}

fn main() {
    let requests: Vec<Request> = (0..LEARNERS).flat_map(years).collect();
    let empty = common::open(MemoryStore::new());
    let before = empty.length();
    let store = empty.into_store();
    let open = || Bank::open(store.clone(), FixedClock(common::NOW)).unwrap();
    let submit = |bank: &mut Bank<MemoryStore, FixedClock>| {
        requests.chunks(512).for_each(|batch| drop(black_box(bank.submit_batch(batch).unwrap())));
    };
    let mut bank = open();
    submit(&mut bank);
    let lines: Vec<Vec<u8>> = bank.store().lines().map(<[u8]>::to_vec).collect();
    let parsed: Vec<Line> = lines.iter().map(|line| Line::decode(line).unwrap()).collect();
    let entries = u32::try_from(bank.length() - before).unwrap();
    let bytes: usize = lines.iter().map(Vec::len).sum();
    println!(
        "mix: {LEARNERS} learners, {entries} entries (open, 1 failure, 8 accruals of which 1 a retake), {} bytes a line",
        bytes / lines.len()
    );

    let sha = best(|| {
        lines.iter().for_each(|line| {
            black_box(Digest::of(&[line]));
        });
    });
    let row = |what: &str, took: Duration| -> Duration {
        let each = took.as_nanos() / u128::from(entries);
        let hundredths = took.as_nanos() * 100 / sha.as_nanos().max(1);
        println!("{what:<44} {each:>7} ns/entry  {:>4}.{:02} x SHA-256", hundredths / 100, hundredths % 100);
        took
    };
    row("SHA-256 of the line", sha);
    let hash = row(
        "leaf hash and Merkle log",
        best(|| {
            let mut log = Log::new();
            lines.iter().for_each(|line| log.append(leaf_hash(line)));
            log
        }),
    );
    let encode = row("encode", best(|| parsed.iter().for_each(|line| drop(black_box(line.encode())))));
    row("decode, canonical form checked", best(|| lines.iter().for_each(|line| drop(black_box(Line::decode(line))))));
    let applied = row(
        "apply",
        best(|| {
            let mut books = std::collections::BTreeMap::new();
            for line in &parsed {
                if let Content::Learner { entry, .. } = &line.content {
                    let book = books.entry(entry.learner).or_insert_with(|| Passbook::new(entry.learner));
                    apply(book, entry).unwrap();
                }
            }
            books
        }),
    );
    let extra: Vec<Command> = (0..LEARNERS)
        .map(|number| {
            common::request(
                common::learner(number),
                "x",
                "sv01-registrar-1",
                "2024-06-30",
                course("SV:PE101", 0).into(),
            )
        })
        .map(|mut request| {
            if let creditbank::ledger::Act::Accrue(accrue) = &mut request.command.act {
                accrue.grade = "good five-grade".parse().ok();
            }
            request.command
        })
        .collect();
    let key = "x".parse().unwrap();
    let published = bank.published();
    let books: Vec<_> = extra.iter().map(|command| bank.learner(command.learner).unwrap().passbook()).collect();
    let decide = best(|| {
        for (command, book) in extra.iter().zip(&books) {
            drop(black_box(decide_learner(book, &published, &key, command, common::NOW).unwrap()));
        }
    });
    let decide = row("decide an accrual (passbook of 8 lots)", decide * (entries / LEARNERS));
    row("decide + encode + hash + apply", decide + encode + hash + applied);

    let whole = (0..3).map(|_| open()).map(|mut bank| timed(|| submit(&mut bank)).0).min().unwrap_or_default();
    row("submit in memory: that, copies and look-ups", whole);
    let full = bank.store().clone();
    row("replay: open from memory", best(|| Bank::open(full.clone(), FixedClock(common::NOW)).unwrap().length()));
    row("verify: replay and decide every entry again", best(|| assert!(bank.verify().unwrap().is_sound())));

    let folder = tempfile::tempdir().unwrap();
    let mut file = common::open(FileStore::open(folder.path()).unwrap());
    let (took, ()) = timed(|| requests.chunks(512).for_each(|batch| drop(file.submit_batch(batch).unwrap())));
    row("submit to a folder, flushed every 512", took);
    assert_eq!(file.head(), bank.head(), "the same bytes in both stores");
}
