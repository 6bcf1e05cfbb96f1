//! Codes in an order of their own, such as marks from worst to best or levels from low to high.

use std::collections::BTreeMap;

use crate::id::Code;

/// Codes in order, each once, and found quickly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ladder {
    steps: Vec<Code>,
    places: BTreeMap<Code, usize>,
}

impl Ladder {
    /// The codes in their order, unless one is there twice: that one.
    pub(super) fn new(steps: Vec<Code>) -> Result<Self, Code> {
        let mut places = BTreeMap::new();
        for (at, step) in steps.iter().enumerate() {
            if places.insert(step.clone(), at).is_some() {
                return Err(step.clone());
            }
        }
        Ok(Self { steps, places })
    }

    pub(super) fn place(&self, step: &Code) -> Option<usize> {
        self.places.get(step).copied()
    }

    pub(super) fn steps(&self) -> &[Code] {
        &self.steps
    }
}

/// More codes than this are not shown.
const SHOWN_MOST: usize = 20;

/// What would have been accepted.
pub(crate) fn one_of(codes: &[Code]) -> String {
    let shown: Vec<_> = codes.iter().take(SHOWN_MOST).map(|code| format!("`{code}`")).collect();
    let more = codes.len().saturating_sub(shown.len());
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("one of {}{more}", shown.join(", "))
}
