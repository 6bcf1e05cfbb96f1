//! The durable mark: how much of the journal is known to have been flushed. It is a lower bound, so it may lag, and
//! it is written in two slots in turn, so that a torn write leaves the other.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
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
    fn read(slot: &str) -> Option<Self> {
        let mut words = slot.split(' ');
        let mark = Self {
            lines: words.next()?.parse().ok()?,
            bytes: words.next()?.parse().ok()?,
            leaf: words.next()?.parse().ok()?,
        };
        (mark.text() == format!("{slot}\n")).then_some(mark)
    }
}

/// The file the mark is kept in.
#[derive(Debug)]
pub(super) struct MarkFile {
    file: File,
    slot: u64,
}

impl MarkFile {
    /// Opens the file, and reads the higher of its slots.
    pub(super) fn open(path: &Path) -> Result<(Self, Option<Mark>), Error> {
        let mut file = open_or_make(path, false)?;
        let mut text = Vec::new();
        (&mut file).take(4 * SLOT).read_to_end(&mut text).map_err(|error| failed("reading", path, error))?;
        let text = String::from_utf8_lossy(&text).into_owned();
        let marks = text.lines().map(Mark::read);
        let best = marks.enumerate().filter_map(|(slot, mark)| Some((slot, mark?))).max_by_key(|(_, mark)| mark.lines);
        // The slot that is written first is the other one.
        let slot = best.map_or(0, |(slot, _)| u64::from(slot == 0));
        Ok((Self { file, slot }, best.map(|(_, mark)| mark)))
    }

    /// Writes the mark into the slot whose turn it is. It is not flushed: the mark may lag.
    pub(super) fn write(&mut self, mark: &Mark) -> std::io::Result<()> {
        self.file.seek(SeekFrom::Start(self.slot.saturating_mul(SLOT)))?;
        self.file.write_all(mark.text().as_bytes())?;
        self.slot = 1_u64.saturating_sub(self.slot);
        Ok(())
    }

    pub(super) fn sync(&self) -> std::io::Result<()> {
        self.file.sync_data()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_124_bytes_and_any_change_voids_it() {
        let mark = Mark { lines: 7, bytes: 3_000, leaf: Digest::of(&[b"x"]) };
        let text = mark.text();
        assert_eq!(text.len(), 124);
        assert_eq!(Mark::read(text.trim_end()), Some(mark));
        for at in 0..123 {
            let mut bad = text.clone().into_bytes();
            bad[at] ^= 1;
            assert_eq!(Mark::read(std::str::from_utf8(&bad).unwrap().trim_end()), None, "byte {at}");
        }
    }

    #[test]
    fn a_torn_slot_leaves_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mark");
        let (mut file, none) = MarkFile::open(&path).unwrap();
        assert_eq!(none, None);
        for lines in 1..=3 {
            file.write(&Mark { lines, bytes: lines * 10, leaf: Digest::ZERO }).unwrap();
        }
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(MarkFile::open(&path).unwrap().1.unwrap().lines, 3);
        let torn = text.replacen("0000000003", "0000000009", 1);
        std::fs::write(&path, torn).unwrap();
        assert_eq!(MarkFile::open(&path).unwrap().1.unwrap().lines, 2);
        std::fs::write(&path, "garbage").unwrap();
        assert_eq!(MarkFile::open(&path).unwrap().1, None);
    }
}
