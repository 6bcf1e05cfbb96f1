//! Opening a folder: locked, read, judged, and cut where it was torn.

use crate::store::file::opening::{Cut, Opening};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;

use crate::error::Error;
use crate::journal::Link;
use crate::store::file::disk::{
    ReadFrom, failed, hash, make_folder, open_or_make, sync_folder, write_again, write_new,
};
use crate::store::file::mark::{Mark, MarkFile};
use crate::store::file::recover::{Reading, judge, name_of, read};
use crate::store::file::store::FileStore;
use crate::store::index::Index;

impl FileStore {
    /// Opens the store in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// If another process, or another part of this one, has it open; if it cannot be read or written; and if the
    /// journal is damaged before the durable mark, with record and byte: nothing but `LOCK` is made or changed then.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        make_folder(folder)?;
        let lock = lock(&folder.join("LOCK"))?;
        let (path, mark_path) = (folder.join("journal.jsonl"), folder.join("mark"));
        let (slot, mark) = MarkFile::read(&mark_path)?.unzip();
        let mut found = look(&path, mark.as_ref())?;
        let mut torn = None;
        if let Some(offset) = judge(&found.reading, found.size, mark.as_ref())? {
            torn = Some(cut(folder, &path, &found.reading, offset)?);
            found = look(&path, mark.as_ref())?;
        }
        let journal = open_or_make(&path, true)?;
        let end = journal.try_clone().map_err(|error| failed("opening", &path, error))?;
        let Found { index, reading, .. } = found;
        let opening = Opening { lines: reading.chain.length, bytes: reading.bytes(), cut: torn };
        let mut store = Self {
            folder: folder.to_owned(),
            journal,
            end: Box::new(end),
            _lock: lock,
            mark: MarkFile::open(&mark_path, slot)?,
            index,
            ends: reading.ends,
            chain: reading.chain,
            poisoned: false,
            opening,
        };
        store.make_durable(mark.map(|mark| mark.bytes))?;
        Ok(store)
    }

    /// All of the journal is flushed, and so is the mark that says so.
    fn make_durable(&mut self, marked: Option<u64>) -> Result<(), Error> {
        sync_folder(&self.folder)?;
        let path = self.folder.join("journal.jsonl");
        let flushed = match marked.filter(|marked| *marked < self.bytes()) {
            Some(marked) => write_again(&path, &self.journal, marked),
            None => self.journal.sync_all(),
        };
        let mark = Mark { lines: self.chain.length, bytes: self.bytes(), leaf: self.chain.head };
        let written = flushed.and_then(|()| self.mark.write(&mark)).and_then(|()| self.mark.sync());
        written.map_err(|error| failed("marking", &self.folder, error))
    }
}

/// What stands in a journal.
struct Found {
    index: Index,
    reading: Reading,
    size: u64,
}

/// Reads a journal, and changes nothing. One that is not there is empty.
fn look(path: &Path, mark: Option<&Mark>) -> Result<Found, Error> {
    let mut index = Index::default();
    let visit = |link: Link| index.add(link.position, link.member.map(|member| member.learner), link.key);
    let wrong = |error| failed("reading", path, error);
    let (reading, size) = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => (read(io::empty(), mark, visit), 0),
        Err(error) => return Err(wrong(error)),
        Ok(about) if !about.is_file() => return Err(wrong(io::Error::other("this is not a file"))),
        Ok(about) => (read(BufReader::new(File::open(path).map_err(wrong)?), mark, visit), about.len()),
    };
    Ok(Found { reading: reading.map_err(wrong)?, index, size })
}

fn lock(path: &Path) -> Result<File, Error> {
    let file = open_or_make(path, false)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::locked(format!("the store with `{}`", path.display()))),
        Err(TryLockError::Error(error)) => Err(failed("locking", path, error)),
    }
}

/// Saves the torn end aside, durably, and only then cuts it off.
fn cut(folder: &Path, path: &Path, reading: &Reading, offset: u64) -> Result<Cut, Error> {
    let journal = open_or_make(path, true)?;
    let wrong = |error| failed("cutting", path, error);
    let bytes = journal.metadata().map_err(wrong)?.len().saturating_sub(offset);
    let tail = || ReadFrom { file: &journal, offset }.take(bytes);
    let saved = folder.join("saved").join(name_of(offset, hash(&mut tail()).map_err(wrong)?));
    make_folder(&folder.join("saved"))?;
    write_new(&saved, &mut tail())?;
    journal.set_len(offset).and_then(|()| journal.sync_all()).map_err(wrong)?;
    let why = reading.broken.as_ref().map(|broken| broken.what.clone()).unwrap_or_default();
    Ok(Cut { record: reading.chain.length, offset, bytes, saved, why })
}
