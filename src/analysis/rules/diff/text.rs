//! A comparison as text.

use std::fmt;

use crate::analysis::rules::case::{answer_in_words, facts_in_words};
use crate::analysis::rules::diff::change::Edit;
use crate::analysis::rules::diff::compare::{Difference, Favour};
use crate::analysis::rules::diff::run::Diff;

/// `rule sec-mech 2026-09-01.., from[0].grade: 75.. percent is now 60.. percent`.
impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, old, new } = self;
        let whole = !place.contains(", ");
        match (old, new) {
            (Some(_), None) if whole => write!(f, "{place} is gone"),
            (None, Some(_)) if whole => write!(f, "{place} is new"),
            (Some(old), None) => write!(f, "{place}: {old} is gone"),
            (None, Some(new)) => write!(f, "{place}: {new} is new"),
            (old, new) => {
                let text = |side: &Option<String>| side.clone().unwrap_or_default();
                write!(f, "{place}: {} is now {}", text(old), text(new))
            }
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let turn = match self.turn {
            Favour::Gain => "gains",
            Favour::Loss => "loses",
            Favour::Other => "changes",
        };
        writeln!(f, "{turn}: {}", facts_in_words(&self.facts))?;
        writeln!(f, "  old: {}", answer_in_words(&self.old))?;
        writeln!(f, "  new: {}", answer_in_words(&self.new))
    }
}

/// What is written differently, and then whom it concerns.
impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.same {
            return writeln!(f, "the two books say the same");
        }
        self.changes.iter().try_for_each(|change| writeln!(f, "{change}"))?;
        self.differences.iter().try_for_each(|difference| write!(f, "\n{difference}"))?;
        let (tried, shown) = (self.tried, self.differences.len());
        let cells = if self.whole { "in every cell" } else { "not in every cell" };
        match (shown, self.more) {
            (0, _) => writeln!(f, "\nno difference found in what is granted: {tried} applications tried, {cells}"),
            (_, 0) => writeln!(f, "\ndifferences shown {shown}; {tried} applications tried, {cells}"),
            (_, more) => {
                writeln!(f, "\ndifferences shown {shown}, not shown {more}; {tried} applications tried, {cells}")
            }
        }
    }
}
