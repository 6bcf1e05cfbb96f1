//! Published documents, each a file named by its SHA-256.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::digest::Digest;
use crate::error::Error;
use crate::store::file::disk::{failed, make_folder, write_new};

fn path_of(folder: &Path, hash: Digest) -> PathBuf {
    folder.join("documents").join(hash.to_string())
}

/// Writes a document, also if it is there: whether it was flushed then is not known.
pub(super) fn put(folder: &Path, hash: Digest, mut bytes: &[u8]) -> Result<(), Error> {
    make_folder(&folder.join("documents"))?;
    write_new(&path_of(folder, hash), &mut bytes)
}

pub(super) fn get(folder: &Path, hash: Digest) -> Result<Option<Vec<u8>>, Error> {
    let path = path_of(folder, hash);
    match fs::read(&path) {
        Ok(bytes) if Digest::of(&[&bytes]) == hash => Ok(Some(bytes)),
        Ok(_) => Err(Error::invalid(format!("document `{}` is not what its name says; restore it", path.display()))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("reading", &path, error)),
    }
}
