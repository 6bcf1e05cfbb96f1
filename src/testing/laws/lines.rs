//! Laws of lines.

use std::collections::BTreeMap;

use crate::digest::Digest;
use crate::id::LearnerId;
use crate::journal::leaf_hash;
use crate::line::{Content, Line};
use crate::testing::laws::law::{Law, holds};
use crate::testing::shelf::{Shelf, Turn};

/// Every line holds the leaf hash of the line before it, and of the learner's line before it.
///
/// # Errors
/// The line that does not.
pub fn chains(shelf: &Shelf) -> Law {
    let mut prev = shelf.world.lines.last().map_or(Digest::ZERO, |line| leaf_hash(line));
    let mut lasts: BTreeMap<LearnerId, Digest> = BTreeMap::new();
    for turn in &shelf.turns {
        let Content::Learner { entry, last } = &turn.line.content else { return Err("not a learner's line".into()) };
        let before = lasts.get(&entry.learner).copied().unwrap_or(Digest::ZERO);
        holds(turn.line.prev == prev && *last == before, || format!("line {}", turn.line.position))?;
        prev = leaf_hash(&turn.bytes);
        lasts.insert(entry.learner, prev);
    }
    Ok(())
}

/// A line reads back as itself; written in any other way it is rejected; and with one byte changed it is rejected or
/// says something else, in its one form.
///
/// # Errors
/// The line that does not.
pub fn has_one_form(shelf: &Shelf) -> Law {
    for turn in &shelf.turns {
        holds(Line::decode(&turn.bytes).as_ref() == Ok(&turn.line), || format!("line {}", turn.line.position))?;
        for other in other_forms(&turn.bytes)? {
            let taken = Line::decode(&other).is_ok();
            holds(!taken, || format!("accepted: {}", String::from_utf8_lossy(&other)))?;
        }
        changed_bytes(turn)?;
    }
    Ok(())
}

/// The same JSON, written otherwise.
fn other_forms(bytes: &[u8]) -> Result<Vec<Vec<u8>>, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let value: serde_json::Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let object = value.as_object().ok_or("not an object")?;
    let members: Vec<_> = object.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    let backwards: Vec<_> = members.iter().rev().cloned().collect();
    let first = members.first().cloned().unwrap_or_default();
    Ok([
        format!("{text} "),
        format!(" {text}"),
        format!("{text}\n"),
        text.replacen(':', ": ", 1),
        text.replacen(',', ", ", 1),
        text.replacen("\"key\"", "\"k\\u0065y\"", 1),
        text.replacen("\"key\":\"r", "\"key\":\"\\u0072", 1),
        text.replacen("\"semantics\":2", "\"semantics\":2.0", 1),
        text.replacen("\"semantics\":2", "\"semantics\":02", 1),
        text.replacen("\"semantics\":2", "\"semantics\":2e0", 1),
        text.replacen("\"semantics\":2", "\"semantics\":2,\"struck\":[]", 1),
        text.replacen("\"semantics\":2", "\"semantics\":2,\"worth\":null", 1),
        text.replacen("\"semantics\":2", "\"semantics\":2,\"zzz\":1", 1),
        format!("{{{}}}", backwards.join(",")),
        format!("{{{first},{}}}", members.join(",")),
        format!("{text}{text}"),
    ]
    .into_iter()
    .map(String::into_bytes)
    .collect())
}

/// Changes bytes here and there: all of them would take too long.
fn changed_bytes(turn: &Turn) -> Law {
    let stride = 7;
    let start = usize::try_from(turn.line.position).unwrap_or(0) % stride;
    for at in (start..turn.bytes.len()).step_by(stride) {
        for flip in [0x01, 0x02, 0x20] {
            let mut changed = turn.bytes.clone();
            if let Some(byte) = changed.get_mut(at) {
                *byte ^= flip;
            }
            if let Ok(line) = Line::decode(&changed) {
                let other = line != turn.line && line.encode().as_deref() == Ok(changed.as_slice());
                holds(other, || format!("accepted: {}", String::from_utf8_lossy(&changed)))?;
            }
        }
    }
    Ok(())
}
