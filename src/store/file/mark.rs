//! The durable mark: how much of the journal is known to have been flushed. It is a lower bound, so it may lag, and
//! it is kept in two slots: one that was flushed, and one that is written over and over until it is flushed in its turn.
//! So whatever a power failure does to what was not flushed, a mark is left.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use crate::digest::Digest;
use crate::error::Error;
use crate::store::file::disk::{failed, open_or_make};

/// How much of the journal is known to be durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) lines: u64,
    pub(super) bytes: u64,
    pub(super) leaf: Digest,
}

/// Both slots have one length: two numbers of 20 digits, a digest and a check, with blanks and a newline.
const SLOT: u64 = 124;

impl Mark {
    fn text(&self) -> String {
        let body = format!("{:020} {:020} {}", self.lines, self.bytes, self.leaf);
        let check = Digest::of(&[body.as_bytes()]).to_string();
        let check: String = check.chars().take(16).collect();
        format!("{body} {check}\n")
    }

    /// Reads a slot; a torn or foreign one is none.
    fn read(slot: &[u8]) -> Option<Self> {
        let mut words = std::str::from_utf8(slot).ok()?.split(' ');
        let mark = Self {
            lines: words.next()?.parse().ok()?,
            bytes: words.next()?.parse().ok()?,
            leaf: words.next()?.parse().ok()?,
        };
        (mark.text().as_bytes() == slot).then_some(mark)
    }
}

/// The file the mark is kept in.
#[derive(Debug)]
pub(super) struct MarkFile {
    file: File,
    slot: u64,
    written: u32,
}

/// After so many writes the mark is flushed, so that it never lags by more.
const LAG: u32 = 64;

impl MarkFile {
    /// Reads the higher of the slots, and says which it is. Nothing is made or changed.
    pub(super) fn read(path: &Path) -> Result<Option<(u64, Mark)>, Error> {
        let text = match read_most(path, SLOT.saturating_mul(2)) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|error| failed("reading", path, error))?,
        };
        let slots = text.chunks(usize::try_from(SLOT).unwrap_or(usize::MAX));
        let marks = (0..).zip(slots.map(Mark::read)).filter_map(|(slot, mark)| Some((slot, mark?)));
        Ok(marks.max_by_key(|(_, mark)| mark.lines))
    }

    /// Opens the file for writing, made if it is not there. What stands in a slot is kept until the other is written.
    pub(super) fn open(path: &Path, kept: Option<u64>) -> Result<Self, Error> {
        let slot = kept.map_or(0, |slot| 1_u64.saturating_sub(slot));
        Ok(Self { file: open_or_make(path, false)?, slot, written: 0 })
    }

    /// Writes the mark into the slot whose turn it is. It is flushed now and then only: the mark may lag.
    pub(super) fn write(&mut self, mark: &Mark) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(self.slot.saturating_mul(SLOT)))?;
        self.file.write_all(mark.text().as_bytes())?;
        self.written = self.written.saturating_add(1);
        if self.written < LAG { Ok(()) } else { self.sync() }
    }

    /// Flushes the mark. From now on the other slot is written, and this one is left alone.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.file.sync_data()?;
        self.slot = 1_u64.saturating_sub(self.slot);
        self.written = 0;
        Ok(())
    }
}

fn read_most(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(lines: u64) -> Mark {
        Mark { lines, bytes: lines * 10, leaf: Digest::of(&[&lines.to_le_bytes()]) }
    }

    #[test]
    fn a_slot_is_124_bytes_and_any_change_voids_it() {
        let text = mark(7).text().into_bytes();
        assert_eq!(text.len(), 124);
        assert_eq!(Mark::read(&text), Some(mark(7)));
        for at in 0..text.len() {
            let mut bad = text.clone();
            bad[at] ^= 1;
            assert_eq!(Mark::read(&bad), None, "byte {at}");
            assert_eq!(Mark::read(&text[..at]), None, "{at} bytes");
        }
    }

    #[test]
    fn a_torn_slot_leaves_the_other_and_the_next_write_mends_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mark");
        assert_eq!(MarkFile::read(&path).unwrap(), None);
        assert!(!path.exists());
        let mut file = MarkFile::open(&path, None).unwrap();
        for lines in 1..=3 {
            file.write(&mark(lines)).unwrap();
            file.sync().unwrap();
        }
        let text = std::fs::read(&path).unwrap();
        assert_eq!(MarkFile::read(&path).unwrap(), Some((0, mark(3))));
        for at in 0..text.len() {
            for byte in [0, b'\n', b' ', b'9', 0xff] {
                let mut torn = text.clone();
                torn[at] = byte;
                std::fs::write(&path, &torn).unwrap();
                let (slot, left) = MarkFile::read(&path).unwrap().unwrap();
                let expected = if torn == text || at >= 124 { 3 } else { 2 };
                assert_eq!(left, mark(expected), "byte {at}");
                MarkFile::open(&path, Some(slot)).unwrap().write(&mark(4)).unwrap();
                assert_eq!(MarkFile::read(&path).unwrap(), Some((1 - slot, mark(4))), "byte {at}");
            }
        }
        std::fs::write(&path, "garbage").unwrap();
        assert_eq!(MarkFile::read(&path).unwrap(), None);
    }

    #[test]
    fn what_was_flushed_is_left_alone_until_the_other_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mark");
        let mut file = MarkFile::open(&path, None).unwrap();
        file.write(&mark(1)).unwrap();
        file.sync().unwrap();
        let flushed = mark(1).text();
        for lines in 2..1 + u64::from(LAG) {
            file.write(&mark(lines)).unwrap();
            assert!(std::fs::read_to_string(&path).unwrap().starts_with(&flushed), "{lines}");
        }
        file.write(&mark(100)).unwrap();
        file.write(&mark(101)).unwrap();
        assert!(std::fs::read_to_string(&path).unwrap().starts_with(&mark(101).text()), "its turn again");
    }
}
