//! Reading a journal that may be damaged or torn. What is damaged before the durable mark is refused, never
//! skipped; from the first break after it everything is cut off and saved aside.

use std::io::{BufRead, Read};

use crate::digest::Digest;
use crate::error::{Damage, Error};
use crate::journal::{Chain, LINE_MOST, Link, LinkError, leaf_hash};
use crate::store::file::mark::Mark;

/// What reading a journal gave.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) chain: Chain,
    /// Where each line ends, its newline included.
    pub(super) ends: Vec<u64>,
    /// Why reading ended before the journal did.
    pub(super) broken: Option<Damage>,
}

impl Reading {
    /// How many bytes the sound lines have.
    pub(super) fn bytes(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// What is wrong with the line after the sound ones.
    fn damage(&self, what: String) -> Damage {
        Damage { record: self.chain.length, offset: self.bytes(), what }
    }

    fn next(&mut self, line: &[u8], mark: Option<&Mark>) -> Result<Link, Broken> {
        let Some(bytes) = line.strip_suffix(b"\n") else {
            let what = if line.len() > LINE_MOST { "the line is too long" } else { "the line has no end" };
            return Err(Broken::Here(what.to_owned()));
        };
        let is_vouched_for = self.chain.length == 0 || mark.is_some_and(|mark| mark.lines == self.chain.length);
        let mut chain = self.chain;
        let link = chain.follow(bytes).map_err(|error| match error {
            LinkError::Prev { .. } if !is_vouched_for => Broken::Between(error.to_string()),
            other => Broken::Here(other.to_string()),
        })?;
        let end = self.bytes().saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
        if let Some(mark) = mark.filter(|mark| mark.lines == chain.length)
            && (mark.leaf != chain.head || mark.bytes != end)
        {
            let what = format!("the line has the hash {}, and {} was made durable here", chain.head, mark.leaf);
            return Err(Broken::Here(what));
        }
        self.chain = chain;
        self.ends.push(end);
        Ok(link)
    }
}

/// Why a line cannot be the next one.
enum Broken {
    /// The line itself is not right.
    Here(String),
    /// This line does not follow the one before it, and nothing else vouches for that one.
    Between(String),
}

/// Reads lines until the end or the first break, and shows each to `visit`. The last that was shown is not among the
/// sound ones if the line after it says that it was another.
pub(super) fn read(
    mut from: impl BufRead,
    mark: Option<&Mark>,
    mut visit: impl FnMut(Link),
) -> std::io::Result<Reading> {
    let mut reading = Reading::default();
    let mut before = reading.chain;
    let mut line = Vec::new();
    while read_line(&mut from, &mut line)? {
        let chain = reading.chain;
        match reading.next(&line, mark) {
            Ok(link) => visit(link),
            Err(Broken::Here(what)) => {
                reading.broken = Some(reading.damage(what));
                break;
            }
            Err(Broken::Between(what)) => {
                let mut following = Vec::new();
                read_line(&mut from, &mut following)?;
                let here = reading.damage(what);
                let witness = witness(here.record, &following, mark);
                // Whichever of the two was changed, the one before is not trusted any more.
                reading.chain = before;
                reading.ends.pop();
                reading.broken = Some(blame(&reading, here, &line, witness));
                break;
            }
        }
        before = chain;
    }
    Ok(reading)
}

/// Reads a line with its newline, or as much of it as shows that it is too long; false at the end.
fn read_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    let most = u64::try_from(LINE_MOST).unwrap_or(u64::MAX).saturating_add(2);
    Ok(from.take(most).read_until(b'\n', line)? > 0)
}

/// The hash that a line should have, by the mark or by the line after it.
fn witness(record: u64, following: &[u8], mark: Option<&Mark>) -> Option<Digest> {
    match mark.filter(|mark| mark.lines == record.saturating_add(1)) {
        Some(mark) => Some(mark.leaf),
        None => Some(Link::read(following.strip_suffix(b"\n")?).ok()?.prev),
    }
}

/// Which of two lines was changed: this one, if there is a witness against it, and otherwise the one before.
fn blame(before: &Reading, here: Damage, line: &[u8], witness: Option<Digest>) -> Damage {
    let hash = leaf_hash(line.strip_suffix(b"\n").unwrap_or(line));
    match witness {
        Some(witness) if witness != hash => here,
        _ => before.damage(format!("the line after it says: {}", here.what)),
    }
}

/// Whether what was read may be opened: `Ok` with the byte at which to cut, if there is something to cut.
pub(super) fn judge(reading: &Reading, size: u64, mark: Option<&Mark>) -> Result<Option<u64>, Error> {
    let sound = reading.bytes();
    let lines = reading.chain.length;
    match (&reading.broken, mark) {
        (Some(broken), None) => {
            let what = format!("{}; the durable mark is missing too, so nothing may be cut off", broken.what);
            Err(Error::damaged(Damage { what, ..broken.clone() }))
        }
        (Some(broken), Some(mark)) if lines < mark.lines => Err(Error::damaged(broken.clone())),
        (Some(_), Some(_)) => Ok(Some(sound)),
        (None, Some(mark)) if lines < mark.lines => {
            let what = format!("the journal ends here, and {} lines were made durable", mark.lines);
            Err(Error::damaged(Damage { record: lines, offset: size, what }))
        }
        (None, _) => Ok(None),
    }
}

/// A name for what was cut off, from where it was and what it is.
pub(super) fn name_of(offset: u64, tail: Digest) -> String {
    let hash: String = tail.to_string().chars().take(16).collect();
    format!("tail-{offset}-{hash}.bin")
}
