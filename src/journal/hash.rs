//! The two hashes of RFC 6962 §2.1.

use crate::digest::{Digest, domain};

/// The most bytes that a line may have, its newline not counted.
pub const LINE_MOST: usize = 65_535;

/// The leaf hash of a line: `SHA-256(0x00 ‖ line)`, over the bytes as they were written, without the newline.
#[must_use]
pub fn leaf_hash(line: &[u8]) -> Digest {
    Digest::of(&[domain::LEAF, line])
}

/// The hash of a node over its two children: `SHA-256(0x01 ‖ left ‖ right)`.
#[must_use]
pub fn node_hash(left: Digest, right: Digest) -> Digest {
    Digest::of(&[domain::NODE, left.as_bytes(), right.as_bytes()])
}
