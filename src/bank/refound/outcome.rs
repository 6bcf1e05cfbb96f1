//! What a line says beyond the command, for comparing what was decided then and now.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::bank::refound::gaps::Gaps;
use crate::id::LearnerId;

/// The request, the place in the chains, and what was read: no outcome.
const BESIDE: [&str; 13] = [
    "act",
    "by",
    "cites",
    "effective",
    "judged",
    "key",
    "last",
    "learner",
    "n",
    "position",
    "prev",
    "recorded",
    "semantics",
];

/// The positions of lines in the journal.
const POSITIONS: [&str; 2] = ["pinned", "scale"];

/// What an old line and its new one say otherwise: the members, as they were and as they are.
pub(super) struct Difference {
    pub(super) then: Map<String, Value>,
    pub(super) now: Map<String, Value>,
}

/// What an old line decided, with the numbers and positions of the new book.
pub(super) fn then(
    members: &Map<String, Value>,
    learner: Option<LearnerId>,
    gaps: &Gaps,
    positions: &BTreeMap<u64, u64>,
) -> Map<String, Value> {
    let outcome = decided(members);
    let of_line = |(key, value): (String, Value)| {
        let moved = value.as_u64().filter(|_| POSITIONS.contains(&key.as_str()));
        let moved = moved.and_then(|position| positions.get(&position)).map(|position| Value::from(*position));
        let renumbered = || learner.map(|learner| gaps.in_outcome(&key, &value, learner));
        let value = moved.or_else(renumbered).unwrap_or(value);
        (key, value)
    };
    outcome.into_iter().map(of_line).collect()
}

/// All that a line says beyond the command: what follows, who acted, and what a merge brings.
pub(super) fn decided(members: &Map<String, Value>) -> Map<String, Value> {
    let follows = members.iter().filter(|(key, _)| !BESIDE.contains(&key.as_str()));
    let mut all: Map<String, Value> = follows.map(|(key, value)| (key.clone(), value.clone())).collect();
    let act = members.get("act");
    let bundle = act.and_then(|act| act.get("merge_in")?.get("bundle"));
    let publication = act.and_then(|act| act.get("publish"));
    for (key, value) in [("bundle", bundle), ("by", members.get("by")), ("publish", publication)] {
        if let Some(value) = value {
            all.insert(key.to_owned(), value.clone());
        }
    }
    all
}

/// Where the two are not the same.
pub(super) fn difference(then: &Map<String, Value>, now: &Map<String, Value>) -> Option<Difference> {
    let is_told = |key: &str| then.get(key).zip(now.get(key)).is_none_or(|(then, now)| !is_same(then, now));
    let differing = |one: &Map<String, Value>| -> Map<String, Value> {
        let each = one.iter().filter(|(key, _)| is_told(key));
        each.map(|(key, value)| (key.clone(), value.clone())).collect()
    };
    let (then, now) = (differing(then), differing(now));
    (!then.is_empty() || !now.is_empty()).then_some(Difference { then, now })
}

/// Whether two values say the same. Of what is inside a lot or a bundle the format before did not say by whom it is.
fn is_same(then: &Value, now: &Value) -> bool {
    match (then, now) {
        (Value::Object(then), Value::Object(now)) => {
            let is_new = |key: &str| key == "by" && !then.contains_key(key);
            let all = then.iter().all(|(key, value)| now.get(key).is_some_and(|other| is_same(value, other)));
            all && now.keys().all(|key| then.contains_key(key) || is_new(key))
        }
        (Value::Array(then), Value::Array(now)) => {
            then.len() == now.len() && then.iter().zip(now).all(|(then, now)| is_same(then, now))
        }
        _ => then == now,
    }
}

/// As it is shown in a report.
pub(super) fn shown(members: &Map<String, Value>) -> String {
    if members.is_empty() { "nothing".to_owned() } else { Value::Object(members.clone()).to_string() }
}
