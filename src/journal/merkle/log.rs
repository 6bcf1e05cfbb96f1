//! The tree over all leaves so far.

use crate::digest::Digest;
use crate::journal::hash::node_hash;
use crate::journal::merkle::path::{ProofError, Span, consistency_path, inclusion_path, split};

/// A growing Merkle tree that keeps every complete subtree, so that the root and the proofs of every size it has
/// ever had take a number of hashes logarithmic in the size. It needs 64 bytes a leaf.
///
/// ```
/// use creditbank::journal::{Log, leaf_hash, verify_inclusion};
/// let mut log = Log::new();
/// (0..5_u8).for_each(|byte| log.append(leaf_hash(&[byte])));
/// let proof = log.inclusion(3, 5)?;
/// verify_inclusion(3, 5, leaf_hash(&[3]), &proof, log.root())?;
/// # Ok::<(), creditbank::journal::ProofError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// Level 0 holds the leaves, level k the complete subtrees over 2^k leaves, from the left.
    levels: Vec<Vec<Digest>>,
    size: u64,
}

impl Log {
    /// A log without leaves.
    #[must_use]
    pub const fn new() -> Self {
        Self { levels: Vec::new(), size: 0 }
    }

    /// How many leaves it has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf at the right. On average one node is hashed.
    pub fn append(&mut self, leaf: Digest) {
        let mut node = leaf;
        let mut height = 0;
        loop {
            if self.levels.len() == height {
                self.levels.push(Vec::new());
            }
            let Some(level) = self.levels.get_mut(height) else { break };
            level.push(node);
            // A node at an odd place completes its parent.
            let [.., left, right] = level.as_slice() else { break };
            if level.len() % 2 != 0 {
                break;
            }
            node = node_hash(*left, *right);
            height = height.saturating_add(1);
        }
        self.size = self.size.saturating_add(1);
    }

    /// The root over all leaves; over none it is the hash of nothing.
    #[must_use]
    pub fn root(&self) -> Digest {
        self.root_at(self.size).unwrap_or_else(|_| Digest::of(&[]))
    }

    /// The root that the log had when it had `size` leaves.
    ///
    /// # Errors
    /// [`ProofError::Size`] if it never had so many, or for size 0.
    pub fn root_at(&self, size: u64) -> Result<Digest, ProofError> {
        self.within(size)?;
        self.over(Span { start: 0, end: size })
    }

    /// The hash of a leaf.
    #[must_use]
    pub fn leaf(&self, index: u64) -> Option<Digest> {
        self.levels.first()?.get(usize::try_from(index).ok()?).copied()
    }

    /// The proof that leaf `index` is in the tree over the first `size` leaves, from the leaf upwards.
    ///
    /// # Errors
    /// [`ProofError::Size`] or [`ProofError::Index`].
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Vec<Digest>, ProofError> {
        self.within(size)?;
        inclusion_path(index, size)?.into_iter().map(|span| self.over(span)).collect()
    }

    /// The proof that the tree over the first `from` leaves is the beginning of the tree over the first `to`.
    ///
    /// # Errors
    /// [`ProofError::Size`] if a size is 0 or too large, or `from` is larger than `to`.
    pub fn consistency(&self, from: u64, to: u64) -> Result<Vec<Digest>, ProofError> {
        self.within(to)?;
        consistency_path(from, to)?.into_iter().map(|span| self.over(span)).collect()
    }

    fn within(&self, size: u64) -> Result<(), ProofError> {
        if size == 0 || size > self.size { Err(ProofError::Size { size, most: self.size }) } else { Ok(()) }
    }

    /// The tree hash over a span that begins where a subtree of the tree does.
    fn over(&self, span: Span) -> Result<Digest, ProofError> {
        let Some(size) = span.end.checked_sub(span.start).filter(|size| *size > 0) else {
            return Err(ProofError::Size { size: span.end, most: self.size });
        };
        if size.is_power_of_two() {
            return self.complete(span.start, size).ok_or(ProofError::Size { size: span.end, most: self.size });
        }
        let middle = span.start.saturating_add(split(size));
        let left = self.over(Span { start: span.start, end: middle })?;
        let right = self.over(Span { start: middle, end: span.end })?;
        Ok(node_hash(left, right))
    }

    fn complete(&self, start: u64, size: u64) -> Option<Digest> {
        let height = size.trailing_zeros();
        let level = self.levels.get(usize::try_from(height).ok()?)?;
        level.get(usize::try_from(start.checked_shr(height)?).ok()?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::hash::leaf_hash;
    use crate::journal::merkle::{verify_consistency, verify_inclusion};
    use crate::testing::reference::merkle as reference;

    fn leaves(size: u64) -> Vec<Digest> {
        (0..size).map(|number| leaf_hash(&number.to_be_bytes())).collect()
    }

    #[test]
    fn every_root_and_proof_is_the_textbooks() {
        let all = leaves(70);
        let mut log = Log::new();
        assert_eq!(log.root(), reference::root(&[]));
        all.iter().for_each(|leaf| log.append(*leaf));
        for size in 1..=70_usize {
            let (d, n) = (&all[..size], u64::try_from(size).unwrap());
            assert_eq!(log.root_at(n).unwrap(), reference::root(d));
            for (index, at) in (0..size).zip(0_u64..) {
                let proof = log.inclusion(at, n).unwrap();
                assert_eq!(proof, reference::path(index, d), "{index} in {size}");
                verify_inclusion(at, n, d[index], &proof, reference::root(d)).unwrap();
            }
            for (from, m) in (1..=size).zip(1_u64..) {
                let proof = log.consistency(m, n).unwrap();
                assert_eq!(proof, reference::proof(from, d), "{from} to {size}");
                verify_consistency(m, n, reference::root(&d[..from]), reference::root(d), &proof).unwrap();
            }
        }
    }

    #[test]
    fn a_changed_proof_is_refused() {
        let all = leaves(23);
        let mut log = Log::new();
        all.iter().for_each(|leaf| log.append(*leaf));
        let root = log.root();
        for (index, leaf) in (0_u64..).zip(&all) {
            let proof = log.inclusion(index, 23).unwrap();
            let good = |i, n, leaf, proof: &[Digest], root| verify_inclusion(i, n, leaf, proof, root).is_ok();
            assert!(good(index, 23, *leaf, &proof, root));
            assert!(!good((index + 1) % 23, 23, *leaf, &proof, root));
            assert!(!good(index, 23, root, &proof, root) && !good(index, 23, *leaf, &proof, *leaf));
            assert!(!good(23, 23, *leaf, &proof, root) && !good(index, 0, *leaf, &proof, root));
            for at in 0..proof.len() {
                let mut bad = proof.clone();
                bad[at] = *leaf;
                assert!(!good(index, 23, *leaf, &bad, root));
                bad.remove(at);
                assert!(!good(index, 23, *leaf, &bad, root));
            }
            let long = [proof.clone(), vec![root]].concat();
            assert!(!good(index, 23, *leaf, &long, root));
        }
        for from in 1..23 {
            let (old, proof) = (log.root_at(from).unwrap(), log.consistency(from, 23).unwrap());
            assert!(verify_consistency(from, 23, old, root, &proof).is_ok());
            assert!(verify_consistency(from, 23, root, root, &proof).is_err());
            assert!(verify_consistency(from, 23, old, old, &proof).is_err());
            assert!(verify_consistency(from, 23, old, root, &proof[1..]).is_err());
            assert!(verify_consistency(23, from, root, old, &proof).is_err());
            assert!(verify_consistency(0, 23, old, root, &[]).is_err());
        }
    }

    #[test]
    fn size_zero_is_an_error() {
        let mut log = Log::new();
        assert!(log.root_at(0).is_err() && log.inclusion(0, 0).is_err() && log.consistency(0, 0).is_err());
        log.append(Digest::ZERO);
        assert!(log.consistency(0, 1).is_err() && log.inclusion(1, 1).is_err() && log.inclusion(0, 2).is_err());
        assert_eq!(log.consistency(1, 1), Ok(vec![]));
    }
}
