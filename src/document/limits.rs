//! How much of a document is read before it is refused unread.

/// Bounds on a document, so that a hostile one costs bounded time and memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes.
    pub bytes: usize,
    /// The deepest nesting of tables and lists.
    pub depth: usize,
    /// The most values: keys and members of lists, at all depths.
    pub items: usize,
    /// The most findings that are kept; more are only counted.
    pub findings: usize,
}

/// 64 MiB, 32 deep, 2,000,000 values, 100 findings.
impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 64 << 20, depth: 32, items: 2_000_000, findings: 100 }
    }
}

impl Limits {
    /// No bound on what was read before: the parser keeps its own bound on nesting.
    pub(crate) fn unbounded() -> Self {
        Self { bytes: usize::MAX, depth: usize::MAX, items: usize::MAX, ..Self::default() }
    }
}
