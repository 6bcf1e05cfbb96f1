//! SHA-256 digests, HMAC and the one table of domain-separation tags.

use std::fmt;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// Domain-separation tags. Every hash made by this crate starts with one of these, so that no hash of one
/// purpose can stand for another. The two single bytes are those of RFC 6962.
pub(crate) mod domain {
    /// First byte under a Merkle leaf: `SHA-256(0x00 ‖ line)` (RFC 6962 §2.1).
    pub const LEAF: &[u8] = &[0x00];
    /// First byte under a Merkle node: `SHA-256(0x01 ‖ left ‖ right)` (RFC 6962 §2.1).
    pub const NODE: &[u8] = &[0x01];
    /// A salted commitment to something kept in the vault.
    pub const COMMITMENT: &[u8] = b"creditbank/commitment/v1\0";
    /// The salt of a commitment, under the learner's vault key.
    pub const SALT: &[u8] = b"creditbank/salt/v1\0";
    /// The tag by which one certificate is seen in two passbooks, under the bank's key.
    pub const TAG: &[u8] = b"creditbank/tag/v1\0";
    /// The semantic hash of a rule book.
    pub const RULEBOOK: &[u8] = b"creditbank/rulebook/v1\0";
    /// The semantic hash of a document of programmes.
    pub const PROGRAMMES: &[u8] = b"creditbank/programmes/v1\0";
    /// A learner id drawn from a seed.
    pub const LEARNER: &[u8] = b"creditbank/learner/v1\0";
    /// The facts of an application.
    pub const FACTS: &[u8] = b"creditbank/facts/v1\0";
    /// The explanation of an evaluation.
    pub const EXPLANATION: &[u8] = b"creditbank/explanation/v1\0";
}

/// A SHA-256 digest. Its text form is 64 lower-case hexadecimal digits.
///
/// ```
/// use creditbank::Digest;
/// let empty = Digest::of(&[]);
/// assert_eq!(empty.to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
/// assert_eq!(empty.to_string().parse::<Digest>()?, empty);
/// # Ok::<(), creditbank::digest::DigestError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest whose bytes are all zero: what `prev` and `last` hold where there is no line before.
    pub const ZERO: Self = Self([0; 32]);

    /// SHA-256 over the parts, one after the other.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        Self::of_all(parts)
    }

    /// SHA-256 over parts that are made one after the other.
    pub(crate) fn of_all(parts: impl IntoIterator<Item: AsRef<[u8]>>) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }

    /// HMAC-SHA-256 over the parts, one after the other (RFC 2104).
    #[must_use]
    pub fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> Self {
        // HMAC pads a short key with zeros to the hash's block of 64 bytes; done here, so that no length can be wrong.
        let mut block = [0; 64];
        for (byte, from) in block.iter_mut().zip(key) {
            *byte = *from;
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        for part in parts {
            mac.update(part);
        }
        Self(mac.finalize().into_bytes().into())
    }

    /// Takes 32 bytes as a digest.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    fn hex(self) -> [u8; 64] {
        let mut text = [0; 64];
        HEXLOWER.encode_mut(&self.0, &mut text);
        text
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

/// A text that is not 64 lower-case hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{input}` is not a digest: 64 digits of 0-9 and a-f are expected")]
pub struct DigestError {
    /// What was given, cut to 80 characters.
    pub input: String,
}

impl FromStr for Digest {
    type Err = DigestError;

    fn from_str(text: &str) -> Result<Self, DigestError> {
        let mut bytes = [0; 32];
        let read = if text.len() == 64 { HEXLOWER.decode_mut(text.as_bytes(), &mut bytes).ok() } else { None };
        match read {
            Some(32) => Ok(Self(bytes)),
            _ => Err(DigestError { input: text.chars().take(80).collect() }),
        }
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(std::str::from_utf8(&self.hex()).unwrap_or_default())
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        crate::text::from_text(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hmac_agrees_with_rfc_4231_case_6_shape() {
        // RFC 4231 test case 1 with the key padded to 32 bytes: zero padding is what HMAC does to a short key.
        let mut key = [0; 32];
        key[..20].copy_from_slice(&[0x0b; 20]);
        assert_eq!(
            Digest::keyed(&key, &[b"Hi ", b"There"]).to_string(),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
    }

    #[test]
    fn only_lower_case_hex_of_the_right_length_is_a_digest() {
        let good = Digest::of(&[b"x"]).to_string();
        for bad in [&good[1..], &good.to_uppercase(), &format!("{good}0"), &good.replace('a', "g"), "é"] {
            assert_eq!(bad.parse::<Digest>().is_ok(), *bad == good, "{bad}");
        }
    }
}
