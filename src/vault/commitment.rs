//! The form of commitments and tags. It is part of the line format.

use unicode_normalization::UnicodeNormalization;

use crate::digest::{Digest, domain};
use crate::id::{InstitutionId, RequestKey};

/// A secret key: a learner's, under which salts are made, or the bank's, under which tags are made.
/// Destroying a learner's key makes every commitment under it unreadable for ever.
#[derive(Clone, PartialEq, Eq)]
pub struct VaultKey([u8; 32]);

impl VaultKey {
    /// Takes 32 secret bytes as a key.
    #[must_use]
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

/// Keys are never shown.
impl std::fmt::Debug for VaultKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VaultKey(…)")
    }
}

/// Commits to the contents of one field of one request: `SHA-256(tag ‖ salt ‖ contents)`, where the salt is
/// `HMAC-SHA-256(key, tag ‖ request key ‖ 0x00 ‖ field)`. A retry gives the same commitment, so the same line.
///
/// ```
/// use creditbank::vault::{VaultKey, commit};
/// let (key, request) = (VaultKey::new([7; 32]), "sis/2026/1".parse()?);
/// assert_eq!(commit(&key, &request, "transcript", b"..."), commit(&key, &request, "transcript", b"..."));
/// assert_ne!(commit(&key, &request, "transcript", b"..."), commit(&key, &request, "photo", b"..."));
/// # Ok::<(), creditbank::id::IdError>(())
/// ```
#[must_use]
pub fn commit(key: &VaultKey, request: &RequestKey, field: &str, contents: &[u8]) -> Digest {
    let salt = Digest::keyed(&key.0, &[domain::SALT, request.as_str().as_bytes(), b"\0", field.as_bytes()]);
    Digest::of(&[domain::COMMITMENT, salt.as_bytes(), contents])
}

/// The tag of a certificate or award by its issuer's own number, under the bank's key:
/// `HMAC-SHA-256(key, tag ‖ issuer ‖ 0x00 ‖ number)`. The number is taken in its compatibility form (NFKC) without
/// spaces, so that full-width digits and a stray blank make no second certificate.
///
/// ```
/// use creditbank::vault::{VaultKey, external_tag};
/// let (key, issuer) = (VaultKey::new([9; 32]), "WELD-EVAL".parse()?);
/// assert_eq!(external_tag(&key, &issuer, "Ｘ２０２６ 001"), external_tag(&key, &issuer, "X2026001"));
/// # Ok::<(), creditbank::id::IdError>(())
/// ```
#[must_use]
pub fn external_tag(key: &VaultKey, issuer: &InstitutionId, number: &str) -> Digest {
    let plain: String = number.nfkc().filter(|c| !c.is_whitespace()).collect();
    Digest::keyed(&key.0, &[domain::TAG, issuer.as_str().as_bytes(), b"\0", plain.as_bytes()])
}
