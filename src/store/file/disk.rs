//! The few things done to files, each with the folder flushed where a name changes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

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
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(failed("making", path, error)),
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
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let draft = path.with_extension("new");
    let write = || {
        let mut file = File::create(&draft)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&draft, path)
    };
    write().map_err(|error| failed("writing", path, error))?;
    path.parent().map_or(Ok(()), sync_folder)
}

pub(super) fn failed(doing: &str, path: &Path, error: io::Error) -> Error {
    Error::io(format!("{doing} `{}`", path.display()), error)
}
