//! Numbers to choose by. Whatever is built from dice shrinks with them: bytes that are not needed to show a failure
//! become 0 or go, and 0 is always the plain choice.

use proptest::prelude::*;

/// A row of bytes that is read from the front. After the last there are zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dice {
    bytes: Vec<u8>,
    at: usize,
}

impl Dice {
    /// These bytes.
    #[must_use]
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at = self.at.saturating_add(1);
        byte
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        let number = usize::from(self.byte());
        let number = if end > 256 { number * 256 + usize::from(self.byte()) } else { number };
        number.checked_rem(end).unwrap_or(0)
    }

    /// Whether something comes about that does so `parts` times of 256. Never, where no bytes are left.
    pub fn chance(&mut self, parts: u8) -> bool {
        self.byte() > 255 - parts
    }

    /// One of these.
    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        let at = self.below(all.len());
        all.get(at)
    }

    /// One of these, cloned.
    pub fn pick<T: Clone>(&mut self, all: &[T]) -> Option<T> {
        self.one_of(all).cloned()
    }

    /// One of these texts, read.
    pub fn read<T: std::str::FromStr>(&mut self, all: &[&str]) -> Option<T> {
        self.one_of(all)?.parse().ok()
    }

    /// Some of these texts, read, each once, in order.
    pub fn some_of<T: std::str::FromStr + Ord>(&mut self, all: &[&str], most: usize) -> Option<Vec<T>> {
        let count = self.below(most + 1);
        let mut some: Vec<T> = (0..count).map(|_| self.read(all)).collect::<Option<_>>()?;
        some.sort();
        some.dedup();
        Some(some)
    }

    /// A value, so many times of 256.
    pub fn maybe<T>(&mut self, parts: u8, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.chance(parts) { value(self).map(Some) } else { Some(None) }
    }
}

/// Dice of up to so many bytes.
pub fn dice(most: usize) -> impl Strategy<Value = Dice> {
    prop::collection::vec(any::<u8>(), most / 4..=most).prop_map(Dice::new)
}
