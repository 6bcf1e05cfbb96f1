//! The numbers of lines in their passbooks, where some lines of the old book are not in the new one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::id::LearnerId;

/// Under these keys an act names lines of its passbook, and what they made: `4`, `4.0`, `decision:4.0`, `4.0@learner`.
const NAMING: [&str; 14] = [
    "application",
    "award",
    "cascade",
    "cause",
    "decision",
    "enrolment",
    "entry",
    "from",
    "hold",
    "lot",
    "lots",
    "matriculation",
    "subject",
    "without",
];

/// Under these what follows from an act names them too.
const FOLLOWING: [&str; 11] =
    ["by", "ends", "id", "joins", "made", "marks", "read", "rests_on", "struck", "swept", "to"];

/// Of each passbook the numbers of lines that were not taken over.
#[derive(Debug, Default)]
pub(super) struct Gaps(BTreeMap<LearnerId, BTreeSet<u32>>);

/// A line that is named, and was not taken over.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Missing(pub(super) String);

impl Gaps {
    pub(super) fn add(&mut self, learner: LearnerId, n: u32) {
        self.0.entry(learner).or_default().insert(n);
    }

    /// Whether lines of that passbook have other numbers now.
    pub(super) fn has(&self, learner: LearnerId) -> bool {
        self.0.contains_key(&learner)
    }

    /// An act of a passbook with the numbers of the new book.
    pub(super) fn in_act(&self, act: &Value, learner: LearnerId) -> Result<Value, Missing> {
        self.within(act, "", learner, &|key| NAMING.contains(&key))
    }

    /// What follows from an act under a key, with the numbers of the new book where they can be told.
    pub(super) fn in_outcome(&self, key: &str, outcome: &Value, learner: LearnerId) -> Value {
        let names = |key: &str| NAMING.contains(&key) || FOLLOWING.contains(&key);
        self.within(outcome, key, learner, &names).unwrap_or_else(|_| outcome.clone())
    }

    fn within(
        &self,
        value: &Value,
        key: &str,
        learner: LearnerId,
        names: &dyn Fn(&str) -> bool,
    ) -> Result<Value, Missing> {
        if self.0.is_empty() {
            return Ok(value.clone());
        }
        match value {
            Value::String(text) if names(key) => self.renumbered(text, learner).map(Value::String),
            Value::Array(list) => {
                let each = list.iter().map(|one| self.within(one, key, learner, names));
                each.collect::<Result<_, _>>().map(Value::Array)
            }
            Value::Object(members) => {
                let each = members.iter().map(|(key, one)| Ok((key.clone(), self.within(one, key, learner, names)?)));
                each.collect::<Result<_, _>>().map(Value::Object)
            }
            other => Ok(other.clone()),
        }
    }

    /// What is no id stays as it is.
    fn renumbered(&self, text: &str, learner: LearnerId) -> Result<String, Missing> {
        let Some(id) = Parts::of(text, learner) else { return Ok(text.to_owned()) };
        let Some(gaps) = self.0.get(&id.learner) else { return Ok(text.to_owned()) };
        if gaps.contains(&id.n) {
            return Err(Missing(text.to_owned()));
        }
        let before = u32::try_from(gaps.range(..id.n).count()).unwrap_or(u32::MAX);
        Ok(format!("{}{}{}", id.before, id.n.saturating_sub(before), id.after))
    }
}

/// An id in its parts.
struct Parts<'t> {
    before: &'t str,
    n: u32,
    after: &'t str,
    learner: LearnerId,
}

impl<'t> Parts<'t> {
    fn of(text: &'t str, own: LearnerId) -> Option<Self> {
        let start = text.find(':').map_or(0, |colon| colon.saturating_add(1));
        let (before, rest) = text.split_at_checked(start)?;
        let (id, home) = rest.split_once('@').map_or((rest, None), |(id, home)| (id, Some(home)));
        let digits = id.find(|c: char| !c.is_ascii_digit()).unwrap_or(id.len());
        let (n, made) = id.split_at_checked(digits)?;
        let is_made = made.strip_prefix('.').is_some_and(|k| !k.is_empty() && k.bytes().all(|b| b.is_ascii_digit()));
        if !made.is_empty() && !is_made {
            return None;
        }
        let learner = home.map_or(Some(own), |home| home.parse().ok())?;
        let after = rest.get(digits..)?;
        Some(Self { before, n: n.parse().ok()?, after, learner })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_after_a_gap_are_one_less_and_those_in_it_are_missing() {
        let own: LearnerId = "00000000-0000-4000-8000-000000000001".parse().unwrap();
        let mut gaps = Gaps::default();
        gaps.add(own, 3);
        let there = serde_json::json!({
            "take": [{"credits": "4.5", "lot": "5.0"}],
            "cascade": ["4.0", {"by": "m-7", "decision": "decision:4.1"}],
            "entry": "2",
            "from": "4.0@00000000-0000-4000-8000-000000000002",
            "lots": [format!("9.0@{own}"), "2026-01-01", "5.x", ""],
        });
        let now = serde_json::json!({
            "take": [{"credits": "4.5", "lot": "4.0"}],
            "cascade": ["3.0", {"by": "m-7", "decision": "decision:3.1"}],
            "entry": "2",
            "from": "4.0@00000000-0000-4000-8000-000000000002",
            "lots": [format!("8.0@{own}"), "2026-01-01", "5.x", ""],
        });
        assert_eq!(gaps.in_act(&there, own), Ok(now));
        let missing = serde_json::json!({"how": {"replan": {"without": ["3.0"]}}});
        assert_eq!(gaps.in_act(&missing, own), Err(Missing("3.0".to_owned())));
        assert_eq!(gaps.in_outcome("how", &missing, own), missing);
        let ends = [serde_json::json!(["hold:5.0"]), serde_json::json!(["hold:4.0"])];
        assert_eq!(gaps.in_outcome("ends", &ends[0], own), ends[1]);
    }
}
