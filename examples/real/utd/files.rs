//! The files of a folder, told apart by what is in them.

use std::error::Error;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use flate2::read::MultiGzDecoder;
use serde_json::Value;

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Folders within folders within the folder are looked at, and no further.
const DEPTH: usize = 3;

/// No file is larger than this, unpacked.
const LARGEST: u64 = 64 << 20;

/// A file and what is in it.
pub(crate) struct Found<T> {
    /// Its name within the folder.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) body: T,
}

impl<T> Found<T> {
    /// The name of the file without the folder and without what stands after the first dot.
    pub(crate) fn stem(&self) -> &str {
        let file = self.name.rsplit('/').next().unwrap_or_default();
        file.split('.').next().unwrap_or_default()
    }
}

/// What a folder holds, each list by name.
#[derive(Default)]
pub(crate) struct Folder {
    /// Lists of courses.
    pub(crate) catalogues: Vec<Found<Vec<Value>>>,
    /// Degree rule sets as trees of matchers.
    pub(crate) rule_sets: Vec<Found<Value>>,
    /// Lists of matchers that rule sets may import.
    pub(crate) imports: Vec<Found<Vec<Value>>>,
    /// Rule texts.
    pub(crate) texts: Vec<Found<String>>,
    pub(crate) transcripts: Vec<Found<Value>>,
    /// What another engine made of a transcript.
    pub(crate) audits: Vec<Found<Value>>,
    /// Files that could not be read, or are of no known kind.
    pub(crate) odd: Vec<String>,
}

/// Reads every `.req.txt`, `.json` and `.json.gz` in and under a folder.
pub(crate) fn read(folder: &Path) -> Fallible<Folder> {
    let mut paths = Vec::new();
    list(folder, DEPTH, &mut paths)?;
    let mut found = Folder::default();
    for path in paths {
        let inside = path.strip_prefix(folder).unwrap_or(&path);
        let name = inside.to_string_lossy().replace('\\', "/");
        if let Err(error) = found.take(&name, &path) {
            found.odd.push(format!("{name}: {error}"));
        }
    }
    let empty = found.catalogues.is_empty() && found.rule_sets.is_empty() && found.texts.is_empty();
    if empty && found.transcripts.is_empty() && found.odd.is_empty() {
        return Err(format!(
            "nothing to read is in {}: `.req.txt` rule texts, or `.json` or `.json.gz` files of courses, rule sets and \
             transcripts are expected",
            folder.display()
        )
        .into());
    }
    Ok(found)
}

/// All files in and under a folder, in the order of their names.
fn list(folder: &Path, depth: usize, into: &mut Vec<PathBuf>) -> Fallible<()> {
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut entries = fs::read_dir(folder).map_err(wrong)?.collect::<Result<Vec<_>, _>>().map_err(wrong)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            if depth > 1 {
                list(&path, depth - 1, into)?;
            }
        } else {
            into.push(path);
        }
    }
    Ok(())
}

impl Folder {
    fn take(&mut self, name: &str, path: &Path) -> Fallible<()> {
        let (name, path) = (name.to_owned(), path.to_owned());
        if name.ends_with(".req.txt") {
            let body = String::from_utf8(bytes(File::open(&path)?)?)?;
            self.texts.push(Found { name, path, body });
        } else if name.ends_with(".json") {
            let body = serde_json::from_slice(&bytes(File::open(&path)?)?)?;
            self.sort(name, path, body)?;
        } else if name.ends_with(".json.gz") {
            let body = serde_json::from_slice(&bytes(MultiGzDecoder::new(File::open(&path)?))?)?;
            self.sort(name, path, body)?;
        }
        Ok(())
    }

    /// Puts a file where it belongs.
    fn sort(&mut self, name: String, path: PathBuf, body: Value) -> Fallible<()> {
        match body {
            Value::Array(body) if has(&body, "matcher") => self.imports.push(Found { name, path, body }),
            Value::Array(body) if has(&body, "course") => self.catalogues.push(Found { name, path, body }),
            body if body.get("requirements").is_some_and(Value::is_object) => {
                self.rule_sets.push(Found { name, path, body });
            }
            body if body.get("degree").is_some() && body.get("courses").is_some() => {
                self.transcripts.push(Found { name, path, body });
            }
            body if is_audit(&body) => self.audits.push(Found { name, path, body }),
            _ => {
                return Err(
                    "is of no known kind: a list of courses, a rule set with `requirements`, a transcript with \
                 `degree` and `courses`, or an audit with `hours` and `isfilled` is expected"
                        .into(),
                );
            }
        }
        Ok(())
    }

    /// The list of matchers that a file names by a path beside itself.
    pub(crate) fn import(&self, from: &Path, named: &str) -> Option<&[Value]> {
        let wanted = plain(&from.parent()?.join(named));
        self.imports.iter().find(|file| plain(&file.path) == wanted).map(|file| file.body.as_slice())
    }
}

/// A path without the steps that lead nowhere.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|step| *step != Component::CurDir).collect()
}

fn has(list: &[Value], key: &str) -> bool {
    list.first().is_some_and(|first| first.get(key).is_some())
}

fn is_audit(body: &Value) -> bool {
    let fields = |group: &Value| group.get("hours").is_some() && group.get("isfilled").is_some();
    body.as_object().is_some_and(|groups| !groups.is_empty() && groups.values().all(fields))
}

fn bytes(from: impl Read) -> Fallible<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("is larger than {LARGEST} bytes").into());
    }
    Ok(bytes)
}
