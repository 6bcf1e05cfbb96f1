//! Opening a folder: locked, read, judged, and cut where it was torn.

use std::fs::{File, TryLockError};
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::store::file::disk::{failed, make_folder, open_or_make, sync_folder, write_new};
use crate::store::file::mark::{Mark, MarkFile};
use crate::store::file::recover::{Reading, judge, name_of, read};
use crate::store::file::store::FileStore;
use crate::store::index::Index;

/// What was found when the folder was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// How many lines the journal has.
    pub lines: u64,
    /// How many bytes it has.
    pub bytes: u64,
    /// What was cut off its end because it had never been acknowledged.
    pub cut: Option<Cut>,
}

/// A torn end that was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The number of the first record that was cut off.
    pub record: u64,
    /// The byte at which it began.
    pub offset: u64,
    /// How many bytes were cut off.
    pub bytes: u64,
    /// Where they were saved.
    pub saved: PathBuf,
    /// Why the record could not stay.
    pub why: String,
}

impl FileStore {
    /// Opens the store in a folder, which is made if it is not there.
    ///
    /// # Errors
    /// If another process, or another part of this one, has it open; if it cannot be read or written; and if the
    /// journal is damaged before the durable mark, with record and byte. Nothing is changed then.
    pub fn open(folder: impl AsRef<Path>) -> Result<Self, Error> {
        let folder = folder.as_ref();
        make_folder(folder)?;
        let lock = lock(&folder.join("LOCK"))?;
        let path = folder.join("journal.jsonl");
        let journal = open_or_make(&path, true)?;
        let (mark_file, mark) = MarkFile::open(&folder.join("mark"))?;
        let mut index = Index::default();
        let reading = read(BufReader::new(&journal), mark.as_ref(), |position, link| {
            index.add(position, link.member.map(|member| member.learner), link.key);
        })
        .map_err(|error| failed("reading", &path, error))?;
        let size = journal.metadata().map_err(|error| failed("reading", &path, error))?.len();
        let cut = match judge(&reading, size, mark.as_ref())? {
            Some(offset) => Some(cut(folder, &journal, &reading, offset)?),
            None => None,
        };
        let Reading { chain, ends, .. } = reading;
        let bytes = ends.last().copied().unwrap_or(0);
        let opening = Opening { lines: chain.length, bytes, cut };
        let mut store = Self {
            folder: folder.to_owned(),
            journal,
            _lock: lock,
            mark: mark_file,
            index,
            ends,
            chain,
            poisoned: false,
            opening,
        };
        store.mark_durable()?;
        Ok(store)
    }

    /// All of the journal is flushed, and so is the mark that says so.
    fn mark_durable(&mut self) -> Result<(), Error> {
        let mark = Mark { lines: self.chain.length, bytes: self.bytes(), leaf: self.chain.head };
        let written = self.journal.sync_all().and_then(|()| self.mark.write(&mark)).and_then(|()| self.mark.sync());
        written.map_err(|error| failed("marking", &self.folder, error))
    }
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
fn cut(folder: &Path, journal: &File, reading: &Reading, offset: u64) -> Result<Cut, Error> {
    let path = folder.join("journal.jsonl");
    let mut tail = Vec::new();
    let mut from = journal;
    from.seek(SeekFrom::Start(offset))
        .and_then(|_| from.read_to_end(&mut tail))
        .map_err(|error| failed("reading", &path, error))?;
    let saved = folder.join("saved").join(name_of(offset, &tail));
    make_folder(&folder.join("saved"))?;
    write_new(&saved, &tail)?;
    journal.set_len(offset).and_then(|()| journal.sync_all()).map_err(|error| failed("cutting", &path, error))?;
    sync_folder(folder)?;
    let why = reading.broken.as_ref().map(|broken| broken.what.clone()).unwrap_or_default();
    let bytes = u64::try_from(tail.len()).unwrap_or(u64::MAX);
    Ok(Cut { record: reading.chain.length, offset, bytes, saved, why })
}
