//! What is written differently, by key.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::rules::RuleBook;

/// One thing that is written differently. Layout, comments and order do not matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Where: `rule sec-mech 2026-09-01.., from[0].grade`.
    pub place: String,
    /// What the old book says; none where it says nothing there.
    pub old: Option<String>,
    /// What the new book says; none where it says nothing there.
    pub new: Option<String>,
}

/// All that is written differently, in the order of places.
pub(super) fn changes(old: &RuleBook, new: &RuleBook) -> Vec<Edit> {
    let (old, new) = (sections(old), sections(new));
    let mut all = Vec::new();
    for name in old.keys().chain(new.keys().filter(|name| !old.contains_key(*name))) {
        compare(name, old.get(name), new.get(name), &mut all);
    }
    all.sort_by(|a, b| a.place.cmp(&b.place));
    all
}

/// The canonical form, cut into what has a name of its own.
fn sections(book: &RuleBook) -> BTreeMap<String, Value> {
    let Ok(Value::Object(top)) = serde_json::from_slice(&book.canonical()) else { return BTreeMap::new() };
    let mut sections = BTreeMap::new();
    for (key, value) in top {
        match value {
            Value::Array(list) if list.iter().all(Value::is_object) => {
                sections.extend(list.into_iter().map(|member| (title(&key, &member), member)));
            }
            value => {
                sections.insert(key, value);
            }
        }
    }
    sections
}

/// `rule sec-mech 2026-09-01..`
fn title(key: &str, member: &Value) -> String {
    let noun = match key {
        "consortia" => "consortium",
        _ => key.strip_suffix('s').unwrap_or(key),
    };
    let name = ["id", "law", "framework"].into_iter().find_map(|key| member.get(key)?.as_str());
    let valid = member.get("valid").and_then(Value::as_str).filter(|_| key == "rules");
    let words = std::iter::once(noun).chain(name).chain(valid);
    words.collect::<Vec<_>>().join(" ")
}

fn compare(place: &str, old: Option<&Value>, new: Option<&Value>, all: &mut Vec<Edit>) {
    match (old, new) {
        (Some(old), Some(new)) if old == new => {}
        (Some(Value::Object(old)), Some(Value::Object(new))) => {
            for key in old.keys().chain(new.keys().filter(|key| !old.contains_key(*key))) {
                let mark = if place.contains(", ") { "." } else { ", " };
                compare(&format!("{place}{mark}{key}"), old.get(key), new.get(key), all);
            }
        }
        (Some(Value::Array(old)), Some(Value::Array(new))) if old.len() == new.len() => {
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                compare(&format!("{place}[{at}]"), Some(old), Some(new), all);
            }
        }
        _ => all.push(Edit { place: place.to_owned(), old: old.map(text), new: new.map(text) }),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}
