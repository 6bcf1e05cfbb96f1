//! Which subtrees a proof consists of. Only sizes are looked at here; the hashes are fetched elsewhere.

use crate::digest::Digest;

/// Why a proof cannot be made, or does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProofError {
    /// There is no proof about that size.
    #[error("size {size} has no proof here: sizes from 1 to {most} have, the smaller of two first")]
    Size {
        /// The size that was asked for.
        size: u64,
        /// The largest size there is a proof about.
        most: u64,
    },
    /// The leaf is not in the tree.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    Index {
        /// The leaf's number, from 0.
        index: u64,
        /// The tree's size.
        size: u64,
    },
    /// The proof has too few or too many hashes.
    #[error("a proof of {expected} hashes is expected, and {actual} are given")]
    Length {
        /// How many there should be.
        expected: usize,
        /// How many there are.
        actual: usize,
    },
    /// The proof leads to another root.
    #[error("the proof leads to the root {computed}, and {claimed} was claimed")]
    Root {
        /// The root that follows from the proof.
        computed: Digest,
        /// The root that was claimed.
        claimed: Digest,
    },
}

/// The leaves from `start` up to but not including `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u64,
    pub(super) end: u64,
}

/// The largest power of two smaller than `size`: how many leaves the left child has. For 1 it is 1.
pub(super) const fn split(size: u64) -> u64 {
    match size.checked_sub(1) {
        None | Some(0) => 1,
        Some(last) => 1 << (63 ^ last.leading_zeros()),
    }
}

/// The subtrees beside the way from a leaf to the root, the lowest first (RFC 6962 §2.1.1).
pub(super) fn inclusion_path(index: u64, size: u64) -> Result<Vec<Span>, ProofError> {
    if index >= size {
        return Err(ProofError::Index { index, size });
    }
    let mut at = Span { start: 0, end: size };
    let mut path = Vec::new();
    while at.end.saturating_sub(at.start) > 1 {
        let (left, right) = halves(at);
        let (into, beside) = if index < left.end { (left, right) } else { (right, left) };
        path.push(beside);
        at = into;
    }
    path.reverse();
    Ok(path)
}

/// The subtrees that join the old tree to the new one, the lowest first (RFC 6962 §2.1.2).
pub(super) fn consistency_path(from: u64, to: u64) -> Result<Vec<Span>, ProofError> {
    if from == 0 || from > to {
        return Err(ProofError::Size { size: from, most: to });
    }
    let mut at = Span { start: 0, end: to };
    let mut path = Vec::new();
    while from < at.end {
        let (left, right) = halves(at);
        let (into, beside) = if from <= left.end { (left, right) } else { (right, left) };
        path.push(beside);
        at = into;
    }
    // The old root itself is known to the verifier; any other subtree is not.
    if at.start > 0 {
        path.push(at);
    }
    path.reverse();
    Ok(path)
}

const fn halves(span: Span) -> (Span, Span) {
    let middle = span.start.saturating_add(split(span.end.saturating_sub(span.start)));
    (Span { start: span.start, end: middle }, Span { start: middle, end: span.end })
}
