//! stub
use crate::digest::Digest;
/// most
pub const LINE_MOST: usize = 65_535;
/// origin
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);
impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
impl std::str::FromStr for Origin {
    type Err = crate::id::IdError;
    fn from_str(t: &str) -> Result<Self, Self::Err> {
        Ok(Self(t.into()))
    }
}
crate::id::serde_as_text!(Origin);
/// leaf
pub fn leaf_hash(line: &[u8]) -> Digest {
    Digest::of(&[crate::digest::domain::LEAF, line])
}
