//! Words that the documents beside have not got, each with the one that may be meant.

use crate::document::{At, nearest};

/// A word that nothing has, and what may be meant.
pub(super) struct Unknown {
    pub(super) message: String,
    pub(super) help: String,
}

/// With how many known words those that are unknown are compared, in all of one document.
const COMPARED: usize = 200_000;

/// Tells of words, as long as comparing lasts. What is told after that is told without the word that may be meant.
pub(super) struct Words<F> {
    left: usize,
    tell: F,
}

impl<F: FnMut(At<'_>, Unknown)> Words<F> {
    pub(super) const fn new(tell: F) -> Self {
        Self { left: COMPARED, tell }
    }

    /// Tells of each word of a list for which `is_known` does not hold.
    pub(super) fn missing<'k, W: ToString>(
        &mut self,
        list: &[W],
        is_known: impl Fn(&W) -> bool,
        known: impl Iterator<Item = &'k str> + Clone,
        what: &str,
        at: At<'_>,
    ) {
        for (index, word) in list.iter().enumerate().filter(|(_, word)| !is_known(word)) {
            self.unknown(&word.to_string(), known.clone(), what, at.index(index));
        }
    }

    /// Tells of one word that nothing has.
    pub(super) fn unknown<'k>(&mut self, word: &str, known: impl Iterator<Item = &'k str>, what: &str, at: At<'_>) {
        let known: Vec<&str> = known.collect();
        let help = match self.near(word, &known) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => "there are none: leave it out, or add it where it belongs".to_owned(),
            None => format!("there are {}", some(&known)),
        };
        (self.tell)(at, Unknown { message: format!("{what} `{word}`"), help });
    }

    /// Tells of something else that is not as the documents beside have it.
    pub(super) fn other(&mut self, message: String, help: String, at: At<'_>) {
        (self.tell)(at, Unknown { message, help });
    }

    fn near<'k>(&mut self, word: &str, known: &[&'k str]) -> Option<&'k str> {
        self.left = self.left.checked_sub(known.len())?;
        nearest(word, known)
    }
}

/// The first few words.
fn some(words: &[&str]) -> String {
    const SHOWN: usize = 8;
    let shown: Vec<String> = words.iter().take(SHOWN).map(|word| format!("`{word}`")).collect();
    match words.len().checked_sub(SHOWN) {
        Some(more @ 1..) => format!("{} and {more} more", shown.join(", ")),
        _ => shown.join(", "),
    }
}
