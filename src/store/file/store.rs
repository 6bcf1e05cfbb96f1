//! The store in a folder.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use crate::digest::Digest;
use crate::error::Error;
use crate::id::{LearnerId, RequestKey};
use crate::journal::{Chain, LINE_MOST};
use crate::store::file::disk::{Append, ReadFrom, failed};
use crate::store::file::mark::{Mark, MarkFile};
use crate::store::file::{Opening, documents};
use crate::store::index::Index;
use crate::store::line::{SealedLine, Store, Visit};

/// A store in a folder of its own. Only one may have the folder open.
///
/// A line is acknowledged only after it was flushed. After a failed write or flush the store takes no more lines
/// until it is opened again, because what is on the disk is not known then.
#[derive(Debug)]
pub struct FileStore {
    pub(super) folder: PathBuf,
    pub(super) journal: File,
    /// The journal's end.
    pub(super) end: Box<dyn Append>,
    pub(super) _lock: File,
    pub(super) mark: MarkFile,
    pub(super) index: Index,
    /// Where each line ends, its newline included.
    pub(super) ends: Vec<u64>,
    pub(super) chain: Chain,
    pub(super) poisoned: bool,
    pub(super) opening: Opening,
}

impl FileStore {
    /// What was found when the folder was opened.
    #[must_use]
    pub const fn opening(&self) -> &Opening {
        &self.opening
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn bytes(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    /// Where a line begins and how long it is, its newline not counted.
    fn place(&self, position: u64) -> Option<(u64, usize)> {
        let at = usize::try_from(position).ok()?;
        let end = self.ends.get(at).copied()?;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let length = usize::try_from(end.checked_sub(start)?.checked_sub(1)?).ok()?;
        Some((start, length))
    }

    /// Follows the lines on a copy of the chain, so that only lines that link are ever written.
    fn linked(&self, lines: &[SealedLine]) -> Result<(Chain, Vec<u8>, Vec<u64>), Error> {
        let (mut chain, mut bytes, mut ends) = (self.chain, Vec::new(), Vec::new());
        for line in lines {
            if line.bytes.len() > LINE_MOST || line.bytes.contains(&b'\n') {
                return Err(Error::invalid("a line of at most 65535 bytes without a newline is expected"));
            }
            let link = chain.follow(&line.bytes).map_err(|error| Error::invalid(error.to_string()))?;
            if (link.member.map(|member| member.learner), &link.key) != (line.learner, &line.key) {
                return Err(Error::invalid("a line is expected to have the key and the learner that it is found by"));
            }
            bytes.extend_from_slice(&line.bytes);
            bytes.push(b'\n');
            let written = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            ends.push(self.bytes().saturating_add(written));
        }
        Ok((chain, bytes, ends))
    }

    fn from(&self, offset: u64) -> ReadFrom<'_> {
        ReadFrom { file: &self.journal, offset }
    }

    fn path(&self) -> PathBuf {
        self.folder.join("journal.jsonl")
    }
}

impl Store for FileStore {
    fn length(&self) -> u64 {
        self.chain.length
    }

    fn append(&mut self, expected: u64, lines: &[SealedLine]) -> Result<(), Error> {
        if self.poisoned {
            return Err(Error::poisoned());
        }
        if expected != self.length() {
            return Err(Error::head_moved(expected, self.length()));
        }
        let (chain, bytes, ends) = self.linked(lines)?;
        if let Err(error) = self.end.append(&bytes) {
            self.poisoned = true;
            return Err(failed("writing", &self.path(), error));
        }
        for (position, line) in (expected..).zip(lines) {
            self.index.add(position, line.learner, line.key.clone());
        }
        self.chain = chain;
        self.ends.extend(ends);
        // The lines are durable already; a mark that cannot be written only lags.
        let mark = Mark { lines: chain.length, bytes: self.bytes(), leaf: chain.head };
        drop(self.mark.write(&mark));
        Ok(())
    }

    fn read(&self, position: u64) -> Result<Option<Vec<u8>>, Error> {
        let Some((start, length)) = self.place(position) else { return Ok(None) };
        let mut bytes = vec![0; length];
        self.from(start).read_exact(&mut bytes).map_err(|error| failed("reading", &self.path(), error))?;
        Ok(Some(bytes))
    }

    fn scan(&self, from: u64, visit: Visit<'_>) -> Result<(), Error> {
        let Some((start, _)) = self.place(from) else { return Ok(()) };
        let wrong = |error| failed("reading", &self.path(), error);
        let mut journal = BufReader::with_capacity(1 << 18, self.from(start));
        let mut line = Vec::new();
        for position in from..self.length() {
            let Some((_, length)) = self.place(position) else { break };
            line.resize(length.saturating_add(1), 0);
            journal.read_exact(&mut line).map_err(wrong)?;
            let bytes = line.strip_suffix(b"\n").unwrap_or(&line);
            if visit(position, bytes)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn positions_of(&self, learner: LearnerId) -> Result<Vec<u64>, Error> {
        Ok(self.index.positions_of(learner))
    }

    fn find(&self, learner: Option<LearnerId>, key: &RequestKey) -> Result<Option<u64>, Error> {
        Ok(self.index.find(learner, key))
    }

    fn put_document(&mut self, bytes: &[u8]) -> Result<Digest, Error> {
        if self.poisoned {
            return Err(Error::poisoned());
        }
        let hash = Digest::of(&[bytes]);
        documents::get(&self.folder, hash)?;
        documents::put(&self.folder, hash, bytes).inspect_err(|_| self.poisoned = true)?;
        Ok(hash)
    }

    fn document(&self, hash: Digest) -> Result<Option<Vec<u8>>, Error> {
        documents::get(&self.folder, hash)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;
    use std::io::{self, Write};

    use super::*;
    use crate::testing::Scribe;

    /// Lets so many bytes through, and fails then, as it does if that was all.
    #[derive(Debug)]
    struct Failing {
        file: File,
        through: usize,
    }

    impl Append for Failing {
        fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
            self.file.write_all(&bytes[..self.through])?;
            Err(io::Error::other("injected"))
        }
    }

    fn written(count: u64) -> Vec<SealedLine> {
        let mut scribe = Scribe::new();
        let learner = LearnerId::drawn(&[1; 32], "1");
        (0..count).map(|number| scribe.line(Some(learner), &format!("app/{number}").parse().unwrap())).collect()
    }

    fn lines_in(store: &FileStore) -> Vec<Vec<u8>> {
        (0..store.length()).map(|position| store.read(position).unwrap().unwrap()).collect()
    }

    fn bytes_of(lines: &[SealedLine]) -> Vec<Vec<u8>> {
        lines.iter().map(|line| line.bytes.clone()).collect()
    }

    /// The store has two lines, and appending two more has failed: the two can be read, the others not be seen, and
    /// nothing can be written.
    #[track_caller]
    fn assert_poisoned(store: &mut FileStore, lines: &[SealedLine]) {
        let learner = lines[2].learner;
        assert!(store.append(2, &lines[2..]).unwrap_err().is_poisoned());
        assert!(store.append(4, &[]).unwrap_err().is_poisoned());
        assert!(store.put_document(b"framework").unwrap_err().is_poisoned());
        assert_eq!(lines_in(store), bytes_of(&lines[..2]));
        assert_eq!(store.read(2).unwrap(), None);
        assert_eq!(store.find(learner, &lines[2].key).unwrap(), None);
        assert_eq!(store.positions_of(learner.unwrap()).unwrap(), [0, 1]);
        let mut seen = Vec::new();
        let mut visit = |position: u64, _: &[u8]| {
            seen.push(position);
            Ok(std::ops::ControlFlow::Continue(()))
        };
        store.scan(0, &mut visit).unwrap();
        assert_eq!(seen, [0, 1]);
    }

    #[test]
    fn after_a_failed_write_or_flush_nothing_is_written_until_the_store_is_opened_again() {
        let lines = written(4);
        let (third, fourth) = (lines[2].bytes.len() + 1, lines[3].bytes.len() + 1);
        let table = [
            ("nothing was written", 0, 2, 0),
            ("a byte was written", 1, 2, 1),
            ("the first line was written without its end", third - 1, 2, third - 1),
            ("the first line was written", third, 3, 0),
            ("a part of the second line was written", third + 9, 3, 9),
            ("all was written, and not flushed", third + fourth, 4, 0),
        ];
        for (what, through, kept, torn) in table {
            let folder = tempfile::tempdir().unwrap();
            let mut store = FileStore::open(folder.path()).unwrap();
            store.append(0, &lines[..2]).unwrap();
            store.end = Box::new(Failing { file: store.journal.try_clone().unwrap(), through });
            let error = store.append(2, &lines[2..]).unwrap_err();
            assert!(error.to_string().ends_with("injected"), "{what}: {error}");
            assert_poisoned(&mut store, &lines);
            drop(store);

            let mut store = FileStore::open(folder.path()).unwrap();
            assert_eq!(lines_in(&store), bytes_of(&lines[..kept]), "{what}");
            let cut = store.opening().cut.as_ref().map_or(0, |cut| cut.bytes);
            assert_eq!(cut, u64::try_from(torn).unwrap(), "{what}");
            store.append(store.length(), &lines[kept..]).unwrap();
            assert_eq!(lines_in(&store), bytes_of(&lines), "{what}");
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_and_a_flush_that_fails_poison_the_store() {
        // The one takes no byte; the other takes all of them, and cannot be flushed.
        for device in ["/dev/full", "/dev/null"] {
            let (folder, lines) = (tempfile::tempdir().unwrap(), written(4));
            let mut store = FileStore::open(folder.path()).unwrap();
            store.append(0, &lines[..2]).unwrap();
            store.end = Box::new(OpenOptions::new().write(true).open(device).unwrap());
            assert!(!store.append(2, &lines[2..]).unwrap_err().is_poisoned(), "{device}");
            assert_poisoned(&mut store, &lines);
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_mark_that_cannot_be_written_only_lags() {
        let (folder, lines) = (tempfile::tempdir().unwrap(), written(4));
        let mut store = FileStore::open(folder.path()).unwrap();
        store.append(0, &lines[..2]).unwrap();
        store.mark = MarkFile::open(Path::new("/dev/full"), None).unwrap();
        store.append(2, &lines[2..]).unwrap();
        drop(store);
        let (_, mark) = MarkFile::read(&folder.path().join("mark")).unwrap().unwrap();
        assert_eq!(mark.lines, 2);
        assert_eq!(lines_in(&FileStore::open(folder.path()).unwrap()), bytes_of(&lines));
        let (_, mark) = MarkFile::read(&folder.path().join("mark")).unwrap().unwrap();
        assert_eq!(mark.lines, 4);
    }

    #[test]
    fn a_store_may_be_handed_to_threads() {
        fn check<T: Send + Sync>() {}
        check::<FileStore>();
    }
}
