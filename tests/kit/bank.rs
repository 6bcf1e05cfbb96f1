//! A bank on the documents of the examples.
#![allow(dead_code, reason = "each test file uses some of it")]

use creditbank::journal::leaf_hash;
use creditbank::ledger::Act;
use creditbank::{
    Bank, Command, Digest, FixedClock, Founding, LearnerId, MandateId, MemoryStore, Request, Store, Timestamp, Zone,
    date,
};

/// When everything here is recorded: 2026-07-01T00:00:00Z.
pub(crate) const NOW: Timestamp = match Timestamp::from_unix(1_782_864_000) {
    Some(now) => now,
    None => panic!("in range"),
};

/// Names and texts of documents.
pub(crate) type Documents = [(&'static str, &'static str)];

const DOCUMENTS: &Documents = &[
    ("framework.toml", include_str!("../../examples/data/framework.toml")),
    ("institutions.toml", include_str!("../../examples/data/institutions.toml")),
    ("mandates.toml", include_str!("../../examples/data/mandates.toml")),
    ("courses.toml", include_str!("../../examples/data/courses.toml")),
];

/// Founds a bank and publishes the documents of the examples: five lines.
pub(crate) fn open<S: Store>(store: S) -> Bank<S, FixedClock> {
    open_with(store, DOCUMENTS)
}

/// Founds a bank and publishes documents.
pub(crate) fn open_with<S: Store>(store: S, documents: &Documents) -> Bank<S, FixedClock> {
    let founding = Founding {
        origin: "credit.example.org/test".parse().unwrap(),
        zone: Zone::CHINA,
        founder: "BANK publisher founder".parse().unwrap(),
    };
    let mut bank = Bank::found(store, FixedClock(NOW), founding).unwrap();
    for (name, text) in documents {
        bank.publish(name, &worker("founder").on(date!("2026-07-01")), name, text.as_bytes()).unwrap();
    }
    bank
}

pub(crate) fn worker(mandate: &str) -> MandateId {
    mandate.parse().unwrap()
}

pub(crate) fn learner(number: u32) -> LearnerId {
    LearnerId::drawn(&[1; 32], &number.to_string())
}

pub(crate) fn request(learner: LearnerId, key: &str, by: &str, day: &str, act: Act) -> Request {
    let command = Command { learner, by: worker(by), effective: day.parse().unwrap(), act };
    Request { key: key.parse().unwrap(), command }
}

/// What an operator can do: change lines and chain everything anew.
pub(crate) fn rechained(store: &MemoryStore, forge: impl Fn(&str) -> String) -> MemoryStore {
    let mut prev = Digest::ZERO;
    let mut last: std::collections::BTreeMap<String, Digest> = Default::default();
    let mut lines = Vec::new();
    for line in store.lines() {
        let text = forge(std::str::from_utf8(line).unwrap());
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let mut text = text.replace(value["prev"].as_str().unwrap(), &prev.to_string());
        if let Some(learner) = value["learner"].as_str() {
            let before = last.get(learner).copied().unwrap_or(Digest::ZERO);
            text = text.replace(&format!("\"last\":{}", value["last"]), &format!("\"last\":\"{before}\""));
            last.insert(learner.to_owned(), leaf_hash(text.as_bytes()));
        }
        prev = leaf_hash(text.as_bytes());
        lines.push(text.into_bytes());
    }
    MemoryStore::from_parts(lines, store.documents().map(<[u8]>::to_vec)).unwrap()
}
