//! Golden vectors of the line format. They are read by whoever writes another implementation, and they never change:
//! a line that was written once is read for ever.

#[path = "common/bank.rs"]
mod common;
#[path = "common/story.rs"]
mod story;
#[path = "common/world.rs"]
mod world;

use creditbank::journal::{Link, leaf_hash};
use creditbank::ledger::Line;
use creditbank::{Bank, Clock, FixedClock, MemoryStore};

const JOURNAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/journal.jsonl");
const HASHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/hashes.txt");
const CONVERSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/conversions.jsonl");
const CONVERSION_HASHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/conversion-hashes.txt");

/// The documents of the second journal. They are kept beside it and never change.
const WORLD: [(&str, &str); 5] = [
    ("framework.toml", include_str!("vectors/world/framework.toml")),
    ("institutions.toml", include_str!("vectors/world/institutions.toml")),
    ("mandates.toml", include_str!("vectors/world/mandates.toml")),
    ("courses.toml", include_str!("vectors/world/courses.toml")),
    ("rules.toml", include_str!("vectors/world/rules.toml")),
];

/// A rule book that is published later: its rule needs outcomes that are only read.
const PLACEMENT: &str = include_str!("vectors/world/placement.toml");

/// The documents as they were when the vectors were written.
const DOCUMENTS: &common::Documents = &[
    ("framework.toml", include_str!("vectors/documents/framework.toml")),
    ("institutions.toml", include_str!("vectors/documents/institutions.toml")),
    ("mandates.toml", include_str!("vectors/documents/mandates.toml")),
    ("courses.toml", include_str!("vectors/documents/courses.toml")),
];

/// One learner with every kind of line, and a second one who is the same person.
fn book() -> Bank<MemoryStore, FixedClock> {
    let mut bank = common::open_with(MemoryStore::new(), DOCUMENTS);
    for request in story::full(0).into_iter().chain(story::full(1).into_iter().take(8)) {
        let key = request.key.as_str().to_owned();
        bank.request(&key).submit(request.command).unwrap_or_else(|error| panic!("{key}: {error}"));
    }
    let operator = common::worker("bank-operator-1");
    bank.request("merge")
        .merge(common::learner(1), common::learner(0), &operator, creditbank::date!("2026-06-30"))
        .unwrap();
    bank
}

/// One learner with applications of every kind, and a second one who is the same person and has a conversion.
fn conversions() -> Bank<MemoryStore, world::Set> {
    let mut told = world::found_on(MemoryStore::new(), &WORLD);
    told.play(world::STORY);
    told.play(
        "2: sv-registrar 01-01 open
         2: sv-registrar 01-10 accrue B 80 percent
         2: sv-registrar 02-01 apply 1.0:3.5
         2: sv-reviewer 02-02 approve 2.0
         2: bank-reviewer 02-02 approve 2.0",
    );
    told.publish("placement", PLACEMENT).unwrap();
    told.play(
        r#"2: sv-registrar 01-10 certify exam PLACE 1 sv -
           2: hv-registrar 01-10 certify certificate TRADE 1 hv -
           2: hv-registrar 02-03 {"apply":{"document":"world-placement","take":[{"credits":"1","lot":"6.0"}]}}
           2: hv-reviewer 02-04 approve 7.0
           2: sv-registrar 02-05 revoke 5.0"#,
    );
    let (from, into) = (creditbank::testing::world::learner(2), world::learner());
    let operator = "bank-operator".parse().unwrap();
    told.bank.request("merge").merge(from, into, &operator, creditbank::date!("2026-06-30")).unwrap();
    told.bank
}

/// Leaf hashes line by line, and the root after each.
fn hashes<C: Clock>(bank: &Bank<MemoryStore, C>) -> String {
    let lines = (1_u64..).zip(bank.store().lines());
    lines.map(|(size, line)| format!("{} {}\n", leaf_hash(line), bank.log().root_at(size).unwrap())).collect()
}

fn is_what_it_was<C: Clock>(bank: &Bank<MemoryStore, C>, file: &str, hash_file: &str) {
    assert!(bank.verify().unwrap().is_sound());
    let journal: String =
        bank.store().lines().map(|line| format!("{}\n", std::str::from_utf8(line).unwrap())).collect();
    if std::env::var("CREDITBANK_BLESS").is_ok() {
        std::fs::write(file, &journal).unwrap();
        std::fs::write(hash_file, hashes(bank)).unwrap();
    }
    assert_eq!(journal, std::fs::read_to_string(file).unwrap());
    assert_eq!(hashes(bank), std::fs::read_to_string(hash_file).unwrap());
}

#[test]
fn the_format_is_what_it_was() {
    is_what_it_was(&book(), JOURNAL, HASHES);
    is_what_it_was(&conversions(), CONVERSIONS, CONVERSION_HASHES);
}

/// Both journals.
fn journals() -> String {
    [JOURNAL, CONVERSIONS].map(|file| std::fs::read_to_string(file).unwrap()).concat()
}

#[test]
fn every_line_reads_back_and_has_one_form() {
    let journal = journals();
    for line in journal.lines() {
        let read = Line::decode(line.as_bytes()).unwrap();
        assert_eq!(read.encode().unwrap(), line.as_bytes());
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), line, "RFC 8785, by another implementation");
        assert_eq!(Link::read(line.as_bytes()).unwrap().position, read.position);
        for other in [
            line.replacen(':', ": ", 1),
            line.replacen("\"act\"", "\"\\u0061ct\"", 1),
            format!("{line} "),
            format!(" {line}"),
            line.replacen("\"prev\"", "\"prev\":\"\",\"prev\"", 1),
            line.replacen("\"recorded\"", "\"pretty\":1,\"recorded\"", 1),
            line.replacen("\"position\":", "\"position\":0", 1),
            line[..line.len() - 1].to_owned(),
        ] {
            assert!(Line::decode(other.as_bytes()).is_err(), "{other}");
        }
        let swapped = serde_json::json!({"prev": value["prev"], "act": value["act"]});
        assert!(Line::decode(swapped.to_string().as_bytes()).is_err());
    }
}

#[test]
fn every_verb_is_among_the_vectors() {
    let journal = journals();
    for verb in creditbank::ledger::Act::VERBS {
        let snake: String = verb
            .char_indices()
            .map(|(at, c)| {
                if at > 0 && c.is_uppercase() { format!("_{}", c.to_lowercase()) } else { c.to_lowercase().to_string() }
            })
            .collect();
        assert!(journal.contains(&format!("{{\"act\":{{\"{snake}\"")), "{verb}");
    }
}
