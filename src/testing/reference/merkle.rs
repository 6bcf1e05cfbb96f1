//! The definitions of RFC 6962 §2.1, word by word. Slow, and there to be compared with.

use crate::digest::Digest;
use crate::journal::hash::node_hash;

/// The largest power of two smaller than `n`, for `n` above 1.
fn k(n: usize) -> usize {
    let mut k: usize = 1;
    while k.saturating_mul(2) < n {
        k = k.saturating_mul(2);
    }
    k
}

/// `MTH(D[n])`, over leaf hashes.
#[must_use]
pub fn root(d: &[Digest]) -> Digest {
    match d {
        [] => Digest::of(&[]),
        [leaf] => *leaf,
        _ => {
            let (left, right) = d.split_at(k(d.len()));
            node_hash(root(left), root(right))
        }
    }
}

/// `PATH(m, D[n])`.
#[must_use]
pub fn path(m: usize, d: &[Digest]) -> Vec<Digest> {
    if d.len() <= 1 {
        return Vec::new();
    }
    let k = k(d.len());
    let (left, right) = d.split_at(k);
    let (mut path, beside) =
        if m < k { (path(m, left), root(right)) } else { (path(m.saturating_sub(k), right), root(left)) };
    path.push(beside);
    path
}

/// `PROOF(m, D[n])`.
#[must_use]
pub fn proof(m: usize, d: &[Digest]) -> Vec<Digest> {
    subproof(m, d, true)
}

fn subproof(m: usize, d: &[Digest], whole: bool) -> Vec<Digest> {
    if m == d.len() {
        return if whole { Vec::new() } else { vec![root(d)] };
    }
    let k = k(d.len());
    let (left, right) = d.split_at(k);
    let (mut proof, beside) = if m <= k {
        (subproof(m, left, whole), root(right))
    } else {
        (subproof(m.saturating_sub(k), right, false), root(left))
    };
    proof.push(beside);
    proof
}
