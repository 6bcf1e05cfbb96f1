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
/// log
#[derive(Clone, Debug, Default)]
pub struct Log(u64);
impl Log {
    /// new
    pub fn new() -> Self {
        Self::default()
    }
    /// append
    pub fn append(&mut self, d: Digest) {
        {
            let _ = d;
            self.0 += 1;
        }
    }
    /// size
    pub const fn size(&self) -> u64 {
        self.0
    }
    /// root
    pub fn root(&self) -> Digest {
        Digest::ZERO
    }
}
/// cp
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// o
    pub origin: Origin,
    /// s
    pub size: u64,
    /// r
    pub root: Digest,
}
impl Checkpoint {
    /// m
    pub fn matches(&self, _l: &Log) -> Result<(), String> {
        Ok(())
    }
}
