//! The few things done to files, each with the folder flushed where a name changes.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::digest::Digest;
use crate::error::Error;

/// Makes a folder and its parents, each durable in the one above it.
pub(super) fn make_folder(path: &Path) -> Result<(), Error> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    if let Some(parent) = parent {
        make_folder(parent)?;
    }
    match fs::create_dir(path) {
        // Another may have made it in the meantime.
        Err(error) if !path.is_dir() => Err(failed("making", path, error)),
        _ => sync_folder(parent.unwrap_or(Path::new("."))),
    }
}

/// Flushes a folder's names. Elsewhere than on Unix a folder cannot be flushed, and its names are durable anyway.
pub(super) fn sync_folder(path: &Path) -> Result<(), Error> {
    if cfg!(unix) {
        File::open(path).and_then(|folder| folder.sync_all()).map_err(|error| failed("flushing", path, error))?;
    }
    Ok(())
}

/// Opens a file for reading and writing, made if it is not there, its name durable.
pub(super) fn open_or_make(path: &Path, append: bool) -> Result<File, Error> {
    let is_new = !path.exists();
    let mut options = OpenOptions::new();
    options.read(true).create(true);
    if append {
        options.append(true);
    } else {
        options.write(true);
    }
    let file = options.open(path).map_err(|error| failed("opening", path, error))?;
    if is_new && let Some(folder) = path.parent() {
        sync_folder(folder)?;
    }
    Ok(file)
}

/// Writes a whole new file durably: under another name first, so that it is there wholly or not at all.
pub(super) fn write_new(path: &Path, from: &mut dyn Read) -> Result<(), Error> {
    let draft = path.with_extension("new");
    let mut write = || {
        let mut file = File::create(&draft)?;
        copy(from, &mut file)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    };
    write().map_err(|error| failed("writing", path, error))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Copies through memory, piece by piece: never by a reference to what is on the disk, as the system might do it.
fn copy(from: &mut dyn Read, to: &mut dyn Write) -> io::Result<u64> {
    io::copy(from, to)
}

/// Writes a file's end once more, from an offset on, and flushes it. If an earlier flush failed, the system may take
/// for written what is in its memory only; what is written anew is flushed for sure.
pub(super) fn write_again(path: &Path, file: &File, offset: u64) -> io::Result<()> {
    let mut to = OpenOptions::new().write(true).open(path)?;
    to.seek(SeekFrom::Start(offset))?;
    copy(&mut ReadFrom { file, offset }, &mut to)?;
    to.sync_all()
}

/// The SHA-256 of what is read, piece by piece.
pub(super) fn hash(from: &mut dyn Read) -> io::Result<Digest> {
    struct Hasher(Sha256);
    impl Write for Hasher {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.update(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut hasher = Hasher(Sha256::new());
    copy(from, &mut hasher)?;
    Ok(Digest::from_bytes(hasher.0.finalize().into()))
}

/// Reads a file from an offset on. The file's own position is not used, so that several may read at once.
pub(super) struct ReadFrom<'a> {
    pub(super) file: &'a File,
    pub(super) offset: u64,
}

impl Read for ReadFrom<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = read_at(self.file, into, self.offset)?;
        self.offset = self.offset.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, into: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, into, offset)
}

#[cfg(windows)]
fn read_at(file: &File, into: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, into, offset)
}

/// Elsewhere the file's own position is all there is.
#[cfg(not(any(unix, windows)))]
fn read_at(mut file: &File, into: &mut [u8], offset: u64) -> io::Result<usize> {
    file.seek(SeekFrom::Start(offset))?;
    file.read(into)
}

/// Where lines are written: the journal's file, or in tests one that fails.
pub(super) trait Append: fmt::Debug + Send + Sync {
    /// Writes at the end, and flushes.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
}

impl Append for File {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)?;
        self.sync_data()
    }
}

pub(super) fn failed(doing: &str, path: &Path, error: io::Error) -> Error {
    Error::io(format!("{doing} `{}`", path.display()), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_again_is_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let bytes: Vec<u8> = (0..=u8::MAX).collect::<Vec<_>>().repeat(100);
        fs::write(&path, &bytes).unwrap();
        let file = open_or_make(&path, true).unwrap();
        for offset in [0, 1, 9_999, 25_599, 25_600] {
            write_again(&path, &file, offset).unwrap();
            assert!(fs::read(&path).unwrap() == bytes, "from {offset}");
        }
    }

    #[test]
    fn a_hash_in_pieces_is_the_hash() {
        let bytes = vec![7; 100_000];
        assert_eq!(hash(&mut bytes.as_slice()).unwrap(), Digest::of(&[&bytes]));
        assert_eq!(hash(&mut io::empty()).unwrap(), Digest::of(&[]));
    }

    #[test]
    fn a_path_is_made_with_all_its_folders_or_the_failure_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b/c");
        make_folder(&deep).unwrap();
        make_folder(&deep).unwrap();
        assert!(deep.is_dir());
        fs::write(folder.path().join("file"), "").unwrap();
        assert!(make_folder(&folder.path().join("file")).is_err());
        assert!(make_folder(&folder.path().join("file/within")).is_err());
    }
}
