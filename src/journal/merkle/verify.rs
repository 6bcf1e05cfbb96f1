//! The verification of proofs, without the tree (RFC 9162 §2.1.3.2 and §2.1.4.2). A tree of size 0 has no proofs.

use crate::digest::Digest;
use crate::journal::hash::node_hash;
use crate::journal::merkle::path::{ProofError, consistency_path, inclusion_path};

/// Verifies that a leaf is number `index` of the tree of `size` leaves that has the root.
///
/// # Errors
/// [`ProofError`]: the index or a size does not fit, the proof has the wrong length, or it leads to another root.
pub fn verify_inclusion(index: u64, size: u64, leaf: Digest, proof: &[Digest], root: Digest) -> Result<(), ProofError> {
    let path = inclusion_path(index, size)?;
    expect_length(path.len(), proof.len())?;
    let computed = path.iter().zip(proof).fold(leaf, |below, (span, beside)| {
        if span.end <= index { node_hash(*beside, below) } else { node_hash(below, *beside) }
    });
    expect_root(computed, root)
}

/// Verifies that the tree of `from` leaves with root `old` is the beginning of the tree of `to` leaves with root
/// `new`.
///
/// # Errors
/// [`ProofError`]: a size is 0 or out of order, the proof has the wrong length, or it leads to another root.
pub fn verify_consistency(from: u64, to: u64, old: Digest, new: Digest, proof: &[Digest]) -> Result<(), ProofError> {
    let path = consistency_path(from, to)?;
    expect_length(path.len(), proof.len())?;
    let mut steps = path.iter().zip(proof).peekable();
    // The proof starts with a subtree at the old tree's right edge, unless that subtree is the whole old tree.
    let start = match steps.next_if(|(span, _)| span.end == from) {
        Some((_, edge)) => *edge,
        None => old,
    };
    let (computed_old, computed_new) = steps.fold((start, start), |(old, new), (span, beside)| {
        if span.end <= from {
            (node_hash(*beside, old), node_hash(*beside, new))
        } else {
            (old, node_hash(new, *beside))
        }
    });
    expect_root(computed_old, old)?;
    expect_root(computed_new, new)
}

const fn expect_length(expected: usize, actual: usize) -> Result<(), ProofError> {
    if expected == actual { Ok(()) } else { Err(ProofError::Length { expected, actual }) }
}

fn expect_root(computed: Digest, claimed: Digest) -> Result<(), ProofError> {
    if computed == claimed { Ok(()) } else { Err(ProofError::Root { computed, claimed }) }
}
