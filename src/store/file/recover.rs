//! Reading a journal that may be damaged or torn. What is damaged before the durable mark is refused, never
//! skipped; from the first break after it everything is cut off and saved aside.

use std::io::{BufRead, Read};

use crate::digest::Digest;
use crate::error::{Damage, Error};
use crate::journal::{Chain, LINE_MOST, Link, LinkError};
use crate::store::file::mark::Mark;

/// What reading a journal gave.
pub(super) struct Reading {
    pub(super) chain: Chain,
    /// Where each line ends, its newline included.
    pub(super) ends: Vec<u64>,
    /// The first line that cannot be the next one.
    pub(super) broken: Option<Damage>,
}

impl Reading {
    /// How many bytes the sound lines have.
    pub(super) fn bytes(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }
}

/// Reads lines until the end or the first break, and shows each to `visit`.
pub(super) fn read(
    mut from: impl BufRead,
    mark: Option<&Mark>,
    mut visit: impl FnMut(u64, Link),
) -> std::io::Result<Reading> {
    let mut reading = Reading { chain: Chain::default(), ends: Vec::new(), broken: None };
    let mut line = Vec::new();
    while reading.broken.is_none() {
        line.clear();
        let most = u64::try_from(LINE_MOST).unwrap_or(u64::MAX).saturating_add(2);
        let read = (&mut from).take(most).read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        match next(&mut reading.chain, &line, reading.ends.last().copied(), mark) {
            Ok(link) => {
                let end = reading.bytes().saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
                visit(link.position, link);
                reading.ends.push(end);
            }
            Err(what) => reading.broken = Some(damage(&reading, what)),
        }
    }
    Ok(reading)
}

enum Broken {
    /// The line itself is not right.
    Here(String),
    /// The line before it was changed, or this one.
    Before(String),
}

fn next(chain: &mut Chain, line: &[u8], start: Option<u64>, mark: Option<&Mark>) -> Result<Link, Broken> {
    let Some(bytes) = line.strip_suffix(b"\n") else {
        let what = if line.len() > LINE_MOST { "the line is too long" } else { "the line has no end" };
        return Err(Broken::Here(what.to_owned()));
    };
    let before = *chain;
    let link = chain.follow(bytes).map_err(|error| match error {
        LinkError::Prev { .. } => Broken::Before(error.to_string()),
        other => Broken::Here(other.to_string()),
    })?;
    let end = start.unwrap_or(0).saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
    match mark.filter(|mark| mark.lines == chain.length) {
        Some(mark) if mark.leaf != chain.head || mark.bytes != end => {
            let what = format!("the line has the hash {}, and {} was made durable here", chain.head, mark.leaf);
            *chain = before;
            Err(Broken::Here(what))
        }
        _ => Ok(link),
    }
}

fn damage(reading: &Reading, broken: Broken) -> Damage {
    let (record, offset) = (reading.chain.length, reading.bytes());
    match broken {
        Broken::Here(what) => Damage { record, offset, what },
        Broken::Before(what) => {
            let before = reading.ends.len().checked_sub(2).and_then(|at| reading.ends.get(at)).copied().unwrap_or(0);
            Damage { record: record.saturating_sub(1), offset: before, what: format!("the line after it says: {what}") }
        }
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
        (Some(broken), Some(mark)) if broken.offset < mark.bytes || lines < mark.lines => {
            Err(Error::damaged(broken.clone()))
        }
        (Some(_), Some(_)) => Ok(Some(sound)),
        (None, Some(mark)) if lines < mark.lines => {
            let what = format!("the journal ends here, and {} lines were made durable", mark.lines);
            Err(Error::damaged(Damage { record: lines, offset: size, what }))
        }
        (None, _) => Ok(None),
    }
}

/// A name for what was cut off, from where it was and what it is.
pub(super) fn name_of(offset: u64, tail: &[u8]) -> String {
    let hash: String = Digest::of(&[tail]).to_string().chars().take(8).collect();
    format!("tail-{offset}-{hash}.bin")
}
