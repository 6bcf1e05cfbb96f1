//! In which field two entries differ.

use serde::Serialize;
use serde_json::Value;

use crate::ledger::Entry;
use crate::line::{Content, Line};

/// The path of the first member in which two entries differ as they are written: `worth`,
/// `application.grants.0.outputs.0.amount`. None if they do not.
pub(crate) fn difference(one: &Entry, other: &Entry) -> Option<String> {
    if one == other {
        return None;
    }
    let differs = differs(&written(one), &written(other), "");
    Some(differs.unwrap_or_else(|| "act".to_owned()))
}

fn written(entry: &Entry) -> Value {
    let zero = crate::digest::Digest::ZERO;
    let line = Line { position: 0, prev: zero, content: Content::Learner { entry: entry.clone(), last: zero } };
    line.serialize(serde_json::value::Serializer).unwrap_or_default()
}

fn differs(one: &Value, other: &Value, path: &str) -> Option<String> {
    match (one, other) {
        (Value::Object(left), Value::Object(right)) => {
            let keys = left.keys().chain(right.keys().filter(|key| !left.contains_key(*key)));
            keys.into_iter().find_map(|key| in_member(left.get(key), right.get(key), &joined(path, key)))
        }
        (Value::Array(left), Value::Array(right)) => {
            let most = left.len().max(right.len());
            (0..most).find_map(|at| in_member(left.get(at), right.get(at), &joined(path, &at.to_string())))
        }
        _ => (one != other).then(|| path.to_owned()),
    }
}

fn in_member(one: Option<&Value>, other: Option<&Value>, path: &str) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => differs(one, other, path),
        (None, None) => None,
        _ => Some(path.to_owned()),
    }
}

fn joined(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
