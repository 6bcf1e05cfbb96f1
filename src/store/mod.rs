//! stub
use crate::{
    digest::Digest,
    error::Error,
    id::{LearnerId, RequestKey},
};
use std::ops::ControlFlow;
/// l
pub struct Line {
    /// b
    pub bytes: Vec<u8>,
    /// k
    pub key: RequestKey,
    /// l
    pub learner: Option<LearnerId>,
}
/// s
#[allow(missing_docs)]
pub trait Store {
    fn length(&self) -> u64;
    fn append(&mut self, expected: u64, lines: &[Line]) -> Result<(), Error>;
    fn read(&self, position: u64) -> Result<Option<Vec<u8>>, Error>;
    fn scan(&self, from: u64, visit: &mut dyn FnMut(u64, &[u8]) -> Result<ControlFlow<()>, Error>)
    -> Result<(), Error>;
    fn positions_of(&self, learner: LearnerId) -> Result<Vec<u64>, Error>;
    fn find(&self, learner: Option<LearnerId>, key: &RequestKey) -> Result<Option<u64>, Error>;
    fn put_document(&mut self, bytes: &[u8]) -> Result<Digest, Error>;
    fn document(&self, hash: Digest) -> Result<Option<Vec<u8>>, Error>;
}
/// m
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    lines: Vec<(Vec<u8>, RequestKey, Option<LearnerId>)>,
    keys: std::collections::BTreeMap<(Option<LearnerId>, RequestKey), u64>,
    of: std::collections::BTreeMap<LearnerId, Vec<u64>>,
    docs: std::collections::BTreeMap<Digest, Vec<u8>>,
}
impl MemoryStore {
    /// n
    pub fn new() -> Self {
        Self::default()
    }
}
impl Store for MemoryStore {
    fn length(&self) -> u64 {
        self.lines.len().try_into().unwrap_or(0)
    }
    fn append(&mut self, expected: u64, lines: &[Line]) -> Result<(), Error> {
        if expected != self.length() {
            return Err(Error::head_moved(expected, self.length()));
        }
        for line in lines {
            let at = self.length();
            self.keys.insert((line.learner, line.key.clone()), at);
            if let Some(l) = line.learner {
                self.of.entry(l).or_default().push(at);
            }
            self.lines.push((line.bytes.clone(), line.key.clone(), line.learner));
        }
        Ok(())
    }
    fn read(&self, position: u64) -> Result<Option<Vec<u8>>, Error> {
        Ok(usize::try_from(position).ok().and_then(|p| self.lines.get(p)).map(|l| l.0.clone()))
    }
    fn scan(
        &self,
        from: u64,
        visit: &mut dyn FnMut(u64, &[u8]) -> Result<ControlFlow<()>, Error>,
    ) -> Result<(), Error> {
        for (i, l) in self.lines.iter().enumerate().skip(usize::try_from(from).unwrap_or(0)) {
            if visit(i.try_into().unwrap_or(0), &l.0)?.is_break() {
                break;
            }
        }
        Ok(())
    }
    fn positions_of(&self, learner: LearnerId) -> Result<Vec<u64>, Error> {
        Ok(self.of.get(&learner).cloned().unwrap_or_default())
    }
    fn find(&self, learner: Option<LearnerId>, key: &RequestKey) -> Result<Option<u64>, Error> {
        Ok(self.keys.get(&(learner, key.clone())).copied())
    }
    fn put_document(&mut self, bytes: &[u8]) -> Result<Digest, Error> {
        let h = Digest::of(&[bytes]);
        self.docs.insert(h, bytes.to_vec());
        Ok(h)
    }
    fn document(&self, hash: Digest) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.docs.get(&hash).cloned())
    }
}
