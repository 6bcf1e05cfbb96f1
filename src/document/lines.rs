//! Lines and columns of a text.

use std::fmt;
use std::ops::Range;

/// A place in a text, written `12:5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// A text with the starts of its lines.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, starts: line_starts(text) }
    }

    pub(super) fn position(&self, byte: usize) -> Position {
        let line = line_in(&self.starts, byte);
        let before = self.text.as_bytes().get(self.start(line)..byte).unwrap_or_default();
        // Every character has one byte that does not continue another.
        let column = before.iter().filter(|byte| **byte & 0xc0 != 0x80).count().saturating_add(1);
        Position { line, column }
    }

    /// The bytes of a line, without its end.
    pub(super) fn range(&self, line: usize) -> Range<usize> {
        let start = self.start(line);
        let rest = self.text.get(start..).unwrap_or_default();
        let length = rest.find('\n').unwrap_or(rest.len());
        start..start.saturating_add(length)
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn start(&self, line: usize) -> usize {
        self.starts.get(line.saturating_sub(1)).copied().unwrap_or(self.text.len())
    }
}

/// Where the lines of a text start.
pub(super) fn line_starts(text: &str) -> Vec<usize> {
    let after = |(at, _): (usize, &str)| at.saturating_add(1);
    std::iter::once(0).chain(text.match_indices('\n').map(after)).collect()
}

/// The line of a byte, from 1.
pub(super) fn line_in(starts: &[usize], byte: usize) -> usize {
    starts.partition_point(|start| *start <= byte)
}
