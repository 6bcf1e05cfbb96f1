//! What a folder looks like after a crash, after rot and after tampering, and what opening it does then.
//!
//! The rule: what the durable mark vouches for is refused when it is damaged, with record and byte, and no file is
//! touched; from the first break after the mark everything is cut off, saved aside and reported.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use common::config;
use creditbank::error::Damage;
use creditbank::id::{LearnerId, RequestKey};
use creditbank::journal::{Checkpoint, CheckpointError, Log, leaf_hash};
use creditbank::store::{Cut, Line};
use creditbank::testing::Scribe;
use creditbank::{Digest, Error, FileStore, Store};
use proptest::prelude::*;
use tempfile::TempDir;

const LINES: usize = 5;

/// The files of a folder, by their paths in it, without `LOCK`.
type Files = BTreeMap<String, Vec<u8>>;

fn files_in(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            files.extend(files_in(&entry.path()).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else if name != "LOCK" {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn lay(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

fn learner(number: usize) -> LearnerId {
    LearnerId::drawn(&[1; 32], &number.to_string())
}

fn line(scribe: &mut Scribe, number: usize) -> Line {
    let owner = (number % 3 > 0).then(|| learner(number % 3));
    scribe.line(owner, &format!("app/{number}").parse::<RequestKey>().unwrap())
}

/// A journal of five lines, and the folder's files as they were after each of them.
struct Scene {
    lines: Vec<Line>,
    after: Vec<Files>,
}

impl Scene {
    fn new(name: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut store = FileStore::open(home.path()).unwrap();
        let mut scribe = Scribe::new();
        let lines: Vec<_> = (0..LINES)
            .map(|number| scribe.line((number % 3 > 0).then(|| learner(number % 3)), &key(name, number)))
            .collect();
        let mut after = vec![files_in(home.path())];
        for line in &lines {
            store.append(store.length(), std::slice::from_ref(line)).unwrap();
            after.push(files_in(home.path()));
        }
        Self { lines, after }
    }

    /// The whole journal.
    fn journal(&self) -> &[u8] {
        &self.after[LINES]["journal.jsonl"]
    }

    /// Where each line begins, and where the last ends.
    fn starts(&self) -> Vec<usize> {
        self.after.iter().map(|files| files["journal.jsonl"].len()).collect()
    }

    /// The folder with this journal, and the mark as it was after so many lines.
    fn with(&self, journal: impl Into<Vec<u8>>, marked: usize) -> Files {
        let mut files = self.after[marked].clone();
        files.insert("journal.jsonl".into(), journal.into());
        files
    }

    /// The journal with its lines changed.
    fn edited(&self, edit: impl FnOnce(&mut Vec<Vec<u8>>)) -> Vec<u8> {
        let mut lines: Vec<_> = self.lines.iter().map(|line| [&line.bytes[..], b"\n"].concat()).collect();
        edit(&mut lines);
        lines.concat()
    }

    /// The whole journal with something after it.
    fn followed_by(&self, tail: &[u8]) -> Vec<u8> {
        [self.journal(), tail].concat()
    }
}

fn key(name: &str, number: usize) -> RequestKey {
    format!("{name}/{number}").parse().unwrap()
}

fn number(number: usize) -> u64 {
    u64::try_from(number).unwrap()
}

/// A folder that can be laid out anew.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn open(&self, files: &Files) -> Result<FileStore, Error> {
        for name in files_in(self.0.path()).keys() {
            fs::remove_file(self.0.path().join(name)).unwrap();
        }
        lay(self.0.path(), files);
        FileStore::open(self.0.path())
    }

    fn open_again(&self) -> FileStore {
        FileStore::open(self.0.path()).unwrap()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Opening is refused because of damage, and nothing is changed.
    #[track_caller]
    fn refused(&self, files: &Files) -> Damage {
        let error = self.open(files).unwrap_err();
        assert!(files_in(self.0.path()) == *files, "a file was changed, although it was refused: {error}");
        error.damage().unwrap_or_else(|| panic!("{error}")).clone()
    }

    /// Opening keeps these lines, cuts off the rest, saves it; and the journal goes on.
    #[track_caller]
    fn kept(&self, scene: &Scene, files: &Files, kept: usize) -> Option<Cut> {
        let mut store = self.open(files).unwrap();
        assert_eq!(lines_in(&store), bytes_of(&scene.lines[..kept]));
        let starts = scene.starts();
        let tail = &files["journal.jsonl"][starts[kept]..];
        assert_eq!(store.opening().cut.is_some(), !tail.is_empty());
        assert_eq!((store.opening().lines, store.opening().bytes), (number(kept), number(starts[kept])));
        let cut = store.opening().cut.clone();
        if let Some(cut) = &cut {
            assert_eq!((cut.record, cut.offset), (number(kept), number(starts[kept])));
            assert_eq!(cut.bytes, number(tail.len()));
            assert!(fs::read(&cut.saved).unwrap() == tail, "{} is not what was cut off", cut.saved.display());
        }
        if let Some(next) = scene.lines.get(kept) {
            store.append(number(kept), std::slice::from_ref(next)).unwrap();
        }
        drop(store);
        let store = self.open_again();
        assert_eq!(store.opening().cut, None);
        assert_eq!(lines_in(&store), bytes_of(&scene.lines[..scene.lines.len().min(kept + 1)]));
        cut
    }
}

fn lines_in(store: &impl Store) -> Vec<Vec<u8>> {
    let mut lines = Vec::new();
    let mut visit = |_: u64, bytes: &[u8]| {
        lines.push(bytes.to_vec());
        Ok(std::ops::ControlFlow::Continue(()))
    };
    store.scan(0, &mut visit).unwrap();
    lines
}

fn bytes_of(lines: &[Line]) -> Vec<Vec<u8>> {
    lines.iter().map(|line| line.bytes.clone()).collect()
}

/// Which line a byte belongs to, its newline included.
fn record_of(starts: &[usize], byte: usize) -> usize {
    starts.iter().filter(|start| **start <= byte).count() - 1
}

#[test]
fn one_changed_byte_before_the_mark_is_refused_and_named() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let starts = scene.starts();
    for at in 0..scene.journal().len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut journal = scene.journal().to_vec();
            journal[at] ^= flip;
            let damage = place.refused(&scene.with(journal, LINES));
            let record = usize::try_from(damage.record).unwrap();
            let newline = scene.journal()[at] == b'\n';
            let changed = record_of(&starts, at);
            assert!(record == changed || newline && record == changed + 1, "byte {at} of {changed}: {damage}");
            assert_eq!(damage.offset, number(starts[record]), "byte {at}: {damage}");
        }
    }
}

#[test]
fn a_cut_before_the_mark_is_refused_and_named() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let starts = scene.starts();
    for end in 0..scene.journal().len() {
        let damage = place.refused(&scene.with(&scene.journal()[..end], LINES));
        let whole = record_of(&starts, end);
        assert_eq!((damage.record, damage.offset), (number(whole), number(starts[whole])), "cut at {end}: {damage}");
    }
}

#[test]
fn a_cut_after_the_mark_loses_only_the_torn_line() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let starts = scene.starts();
    for end in starts[3]..=scene.journal().len() {
        let cut = place.kept(&scene, &scene.with(&scene.journal()[..end], 3), record_of(&starts, end));
        assert!(cut.is_none_or(|cut| cut.why == "the line has no end"));
    }
}

#[test]
fn changed_lines_before_the_mark_are_refused() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let other = Scene::new("b");
    let table: Vec<(&str, u64, Vec<u8>)> = vec![
        ("the first removed", 0, scene.edited(|lines| drop(lines.remove(0)))),
        ("one removed", 2, scene.edited(|lines| drop(lines.remove(2)))),
        ("the last removed", 4, scene.edited(|lines| drop(lines.remove(4)))),
        ("two swapped", 1, scene.edited(|lines| lines.swap(1, 2))),
        ("one twice", 3, scene.edited(|lines| lines.insert(3, lines[2].clone()))),
        ("the first twice", 1, scene.edited(|lines| lines.insert(1, lines[0].clone()))),
        ("an empty line first", 0, scene.edited(|lines| lines.insert(0, b"\n".to_vec()))),
        ("an empty line within", 2, scene.edited(|lines| lines.insert(2, b"\n".to_vec()))),
        ("line ends of Windows", 0, scene.edited(|lines| lines.iter_mut().for_each(|line| with_cr(line)))),
        ("one line end of Windows", 3, scene.edited(|lines| with_cr(&mut lines[3]))),
        ("the last line end of Windows", 4, scene.edited(|lines| with_cr(&mut lines[4]))),
        ("a byte order mark", 0, [&b"\xef\xbb\xbf"[..], scene.journal()].concat()),
        ("a blank before a line", 2, scene.edited(|lines| lines[2].insert(0, b' '))),
        ("NUL bytes in a line", 2, scene.edited(|lines| lines[2][40..60].fill(0))),
        ("zeros instead of a line", 2, scene.edited(|lines| lines[2].fill(0))),
        ("a very long line", 2, scene.edited(|lines| lines[2].splice(9..9, vec![b'x'; 10 << 20]).for_each(drop))),
        ("nothing at all", 0, Vec::new()),
        ("the lines of another journal", 4, other.journal().to_vec()),
        (
            "one line of another journal",
            2,
            scene.edited(|lines| lines[2] = [&other.lines[2].bytes[..], b"\n"].concat()),
        ),
    ];
    let starts = scene.starts();
    for (what, record, journal) in table {
        let damage = place.refused(&scene.with(journal, LINES));
        let start = number(starts[usize::try_from(record).unwrap()]);
        assert_eq!((damage.record, damage.offset), (record, start), "{what}: {damage}");
    }
}

fn with_cr(line: &mut Vec<u8>) {
    line.insert(line.len() - 1, b'\r');
}

#[test]
fn what_stands_after_the_mark_and_is_no_line_is_cut_off() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let other = Scene::new("b");
    let fourth = scene.lines[3].bytes.as_slice();
    let table: Vec<(&str, usize, usize, Vec<u8>)> = vec![
        ("garbage", 5, 5, scene.followed_by(b"\xff\xfe garbage")),
        ("garbage with a line end", 5, 5, scene.followed_by(b"garbage\n")),
        ("an empty line", 5, 5, scene.followed_by(b"\n")),
        ("a line end of Windows", 5, 5, scene.followed_by(b"\r\n")),
        ("a preallocated file", 5, 5, scene.followed_by(&[0; 4096])),
        ("a large preallocated file", 5, 5, scene.followed_by(&vec![0; 1 << 20])),
        ("a very long line", 5, 5, scene.followed_by(&vec![b'x'; 10 << 20])),
        ("a very long line with an end", 5, 5, scene.followed_by(&[&vec![b'x'; 1 << 20][..], b"\n"].concat())),
        ("the last line twice", 5, 5, scene.followed_by(&[&scene.lines[4].bytes[..], b"\n"].concat())),
        ("an older line", 5, 5, scene.followed_by(&[&scene.lines[1].bytes[..], b"\n"].concat())),
        ("whole lines after a break", 3, 3, scene.edited(|lines| lines.insert(3, b"{}\n".to_vec()))),
        (
            "a line of another journal",
            3,
            3,
            scene.edited(|lines| lines[3] = [&other.lines[3].bytes[..], b"\n"].concat()),
        ),
        (
            "a line of another journal, last",
            4,
            4,
            scene.edited(|lines| lines[4] = [&other.lines[4].bytes[..], b"\n"].concat()),
        ),
        ("a changed line", 3, 3, scene.edited(|lines| lines[3] = changed(fourth))),
        ("a changed line before a torn one", 3, 3, {
            let mut journal = scene.edited(|lines| lines[3] = changed(fourth));
            journal.truncate(journal.len() - 9);
            journal
        }),
        (
            "a changed line, and the next",
            3,
            3,
            scene.edited(|lines| {
                lines[3] = changed(fourth);
                lines[4] = changed(&scene.lines[4].bytes);
            }),
        ),
        ("removed line", 3, 3, scene.edited(|lines| drop(lines.remove(3)))),
        ("swapped lines", 3, 3, scene.edited(|lines| lines.swap(3, 4))),
    ];
    for (what, marked, kept, journal) in table {
        let cut = place.kept(&scene, &scene.with(journal, marked), kept).unwrap_or_else(|| panic!("{what}"));
        assert!(!cut.why.is_empty(), "{what}: {cut:?}");
    }
}

/// The line with another act, as long as before, and its newline.
fn changed(line: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(line).unwrap();
    assert!(text.contains("\"none\""));
    format!("{}\n", text.replace("\"none\"", "\"some\"")).into_bytes()
}
