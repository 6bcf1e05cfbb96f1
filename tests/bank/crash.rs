//! What a folder looks like after a crash, after rot and after tampering, and what opening it does then.
//!
//! The rule: what the durable mark vouches for is refused when it is damaged, with record and byte, and no file is
//! touched; from the first break after the mark everything is cut off, saved aside and reported.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::kit::cases::config;
use creditbank::error::Damage;
use creditbank::id::{LearnerId, RequestKey};
use creditbank::journal::{Checkpoint, CheckpointError, Log, leaf_hash};
use creditbank::store::{Cut, SealedLine};
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

/// The book's line, a learner's and another's, in turn.
fn line(scribe: &mut Scribe, name: &str, number: usize) -> SealedLine {
    let owner = (!number.is_multiple_of(3)).then(|| learner(number % 3));
    scribe.line(owner, &key(name, number))
}

/// A journal of five lines, and the folder's files as they were after each of them.
struct Scene {
    lines: Vec<SealedLine>,
    after: Vec<Files>,
}

impl Scene {
    fn new(name: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut store = FileStore::open(home.path()).unwrap();
        let mut scribe = Scribe::new();
        let lines: Vec<_> = (0..LINES).map(|number| line(&mut scribe, name, number)).collect();
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

fn bytes_of(lines: &[SealedLine]) -> Vec<Vec<u8>> {
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
        ("line ends of Windows", 0, scene.edited(|lines| lines.iter_mut().for_each(with_cr))),
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

#[test]
fn without_a_mark_a_sound_journal_opens_and_a_broken_one_is_refused() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let starts = scene.starts();
    for mark in [None, Some(b"garbage".to_vec()), Some(Vec::new()), Some(vec![0; 248]), Some(vec![0xff; 10_000])] {
        let unmarked = |journal: Vec<u8>| {
            let mut files = scene.with(journal, LINES);
            match &mark {
                Some(mark) => files.insert("mark".into(), mark.clone()),
                None => files.remove("mark"),
            };
            files
        };
        place.kept(&scene, &unmarked(scene.journal().to_vec()), LINES);
        place.kept(&scene, &unmarked(scene.journal()[..starts[2]].to_vec()), 2);
        let damage = place.refused(&unmarked(scene.journal()[..starts[3] - 1].to_vec()));
        assert_eq!((damage.record, damage.offset), (2, number(starts[2])), "{damage}");
        let damage = place.refused(&unmarked(scene.edited(|lines| lines[3] = changed(&scene.lines[3].bytes))));
        assert_eq!((damage.record, damage.offset), (3, number(starts[3])), "{damage}");
    }
}

#[test]
fn a_journal_that_is_gone_is_refused_and_not_made_anew() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let mut files = scene.after[LINES].clone();
    files.remove("journal.jsonl");
    let damage = place.refused(&files);
    assert_eq!((damage.record, damage.offset), (0, 0), "{damage}");
}

#[test]
fn one_torn_slot_of_the_mark_is_borne() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let mark = scene.after[LINES]["mark"].clone();
    assert_eq!(mark.len(), 248);
    for at in (0..mark.len()).step_by(7).chain([123, 247]) {
        let mut files = scene.after[LINES].clone();
        files.get_mut("mark").unwrap()[at] ^= 0x10;
        place.kept(&scene, &files, LINES);
        files.insert("journal.jsonl".into(), scene.journal()[..scene.starts()[3]].to_vec());
        // The first slot was flushed when the folder was new; the second has been written ever since.
        if at < 124 {
            place.refused(&files);
        } else {
            place.kept(&scene, &files, 3);
        }
    }
}

#[test]
fn the_mark_of_another_journal_is_refused() {
    let (scene, other, place) = (Scene::new("a"), Scene::new("b"), Place::new());
    for marked in 1..=LINES {
        let damage = place.refused(&other.with(scene.journal(), marked));
        assert_eq!(damage.record, number(marked - 1), "{damage}");
        assert!(damage.what.contains("was made durable here"), "{damage}");
    }
}

#[test]
fn only_a_checkpoint_sees_that_the_whole_folder_is_an_older_one() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let kept =
        Checkpoint { origin: "credit.example.org/main".parse().unwrap(), size: 5, root: log(&scene.lines).root() };
    for older in 1..LINES {
        let journal = &scene.journal()[..scene.starts()[older]];
        assert_eq!(place.refused(&scene.with(journal, LINES)).record, number(older), "with the newer mark");

        let store = place.open(&scene.after[older]).unwrap();
        assert_eq!(store.opening().cut, None);
        let lines: Vec<_> = lines_in(&store);
        let shorter = CheckpointError::Shorter { expected: 5, actual: number(older) };
        assert_eq!(kept.matches(&log_of(&lines)), Err(shorter));
    }
    let store = place.open(&scene.after[LINES]).unwrap();
    assert_eq!(kept.matches(&log_of(&lines_in(&store))), Ok(()));
}

#[test]
fn only_a_checkpoint_sees_a_change_in_the_last_line_after_the_mark() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let kept =
        Checkpoint { origin: "credit.example.org/main".parse().unwrap(), size: 5, root: log(&scene.lines).root() };
    let files = scene.with(scene.edited(|lines| lines[4] = changed(&scene.lines[4].bytes)), 3);
    let store = place.open(&files).unwrap();
    assert_eq!(store.opening().cut, None);
    let rewritten = kept.matches(&log_of(&lines_in(&store)));
    assert!(matches!(rewritten, Err(CheckpointError::Rewritten { size: 5, .. })), "{rewritten:?}");
}

fn log(lines: &[SealedLine]) -> Log {
    log_of(&bytes_of(lines))
}

fn log_of(lines: &[Vec<u8>]) -> Log {
    let mut log = Log::new();
    lines.iter().for_each(|line| log.append(leaf_hash(line)));
    log
}

#[test]
fn only_one_may_have_the_folder_open() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let first = place.open(&scene.after[LINES]).unwrap();
    let error = FileStore::open(place.0.path()).unwrap_err();
    assert!(error.is_locked(), "{error}");
    assert_eq!(lines_in(&first).len(), LINES);
    drop(first);
    assert_eq!(place.open_again().length(), number(LINES));
}

#[test]
fn a_crash_while_recovering_is_recovered_from() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let torn = scene.with(&scene.journal()[..scene.journal().len() - 7], 3);
    let cut = place.kept(&scene, &torn, 4).unwrap();
    let name = format!("saved/{}", cut.saved.file_name().unwrap().to_str().unwrap());
    let saved = fs::read(&cut.saved).unwrap();

    // The tail was saved, and not yet cut.
    let mut files = torn.clone();
    files.insert(name.clone(), saved.clone());
    assert_eq!(place.kept(&scene, &files, 4).unwrap(), cut);
    assert_eq!(files_in(&place.file("saved")).len(), 1);

    // The tail was being saved.
    let mut files = torn.clone();
    files.insert(name.replace(".bin", ".new"), saved[..20].to_vec());
    assert_eq!(place.kept(&scene, &files, 4).unwrap(), cut);
    assert_eq!(files_in(&place.file("saved")).len(), 1);

    // The tail was cut, and the mark not yet written.
    place.kept(&scene, &scene.with(&scene.journal()[..scene.starts()[4]], 3), 4);
}

#[test]
fn what_was_cut_off_before_stays_saved() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let first = place.kept(&scene, &scene.with(scene.followed_by(b"one"), LINES), LINES).unwrap();
    let mut files = files_in(place.0.path());
    files.insert("journal.jsonl".into(), scene.followed_by(b"two"));
    let second = place.kept(&scene, &files, LINES).unwrap();
    assert_ne!(first.saved, second.saved);
    assert_eq!((fs::read(first.saved).unwrap(), fs::read(second.saved).unwrap()), (b"one".to_vec(), b"two".to_vec()));
}

#[test]
fn a_changed_document_is_refused_and_a_draft_is_ignored() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let mut store = place.open(&scene.after[LINES]).unwrap();
    let hash = store.put_document(b"framework").unwrap();
    let path = place.file(&format!("documents/{hash}"));
    for bad in [&b"frameworK"[..], b"framework\n", b"framewor", b""] {
        fs::write(&path, bad).unwrap();
        let error = store.document(hash).unwrap_err();
        assert!(error.to_string().contains("is not what its name says"), "{error}");
        assert!(store.put_document(b"framework").is_err());
        assert_eq!(fs::read(&path).unwrap(), bad, "what was changed is kept, to be looked at");
    }
    fs::remove_file(&path).unwrap();
    fs::write(path.with_extension("new"), b"frame").unwrap();
    assert_eq!(store.document(hash).unwrap(), None);
    assert_eq!(store.put_document(b"framework").unwrap(), hash);
    assert_eq!(store.document(hash).unwrap(), Some(b"framework".to_vec()));
    assert_eq!(files_in(&place.file("documents")).len(), 1);
}

#[test]
fn a_document_that_cannot_be_written_poisons_the_store() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let mut store = place.open(&scene.after[4]).unwrap();
    let draft = place.file(&format!("documents/{}.new", Digest::of(&[b"framework"])));
    fs::create_dir_all(&draft).unwrap();
    assert!(store.put_document(b"framework").is_err());
    assert!(store.put_document(b"framework").unwrap_err().is_poisoned());
    assert!(store.append(4, &scene.lines[4..]).unwrap_err().is_poisoned());
    assert_eq!(lines_in(&store), bytes_of(&scene.lines[..4]));
    drop(store);
    fs::remove_dir(draft).unwrap();
    place.open_again().put_document(b"framework").unwrap();
}

#[test]
fn a_line_that_could_not_be_found_again_is_not_written() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let line = &scene.lines[4];
    let wrong = |edit: fn(&mut SealedLine)| {
        let mut wrong = line.clone();
        edit(&mut wrong);
        wrong
    };
    let table = [
        ("another key", wrong(|line| line.key = key("x", 1))),
        ("another learner", wrong(|line| line.learner = Some(learner(7)))),
        ("no learner", wrong(|line| line.learner = None)),
        ("two lines in one", wrong(|line| line.bytes.push(b'\n'))),
        ("no bytes", wrong(|line| line.bytes.clear())),
        ("a blank at the end", wrong(|line| line.bytes.push(b' '))),
        ("too long", wrong(|line| line.bytes.splice(9..9, vec![b'x'; 65_536]).for_each(drop))),
        ("another line", scene.lines[3].clone()),
    ];
    let mut store = place.open(&scene.after[4]).unwrap();
    for (what, wrong) in table {
        assert!(store.append(4, &[wrong]).is_err(), "{what}");
        assert_eq!(files_in(place.0.path())["journal.jsonl"], scene.after[4]["journal.jsonl"], "{what}");
    }
    store.append(4, std::slice::from_ref(line)).unwrap();
}

#[test]
fn threads_may_read_at_once() {
    let (scene, place) = (Scene::new("a"), Place::new());
    let store = &place.open(&scene.after[LINES]).unwrap();
    let lines = &scene.lines;
    std::thread::scope(|scope| {
        for first in 0..4 {
            scope.spawn(move || {
                for at in (0..4_000).map(|turn| (first + turn) % LINES) {
                    assert_eq!(store.read(number(at)).unwrap().as_ref(), Some(&lines[at].bytes));
                }
            });
        }
    });
}

#[test]
#[cfg(target_os = "linux")]
fn a_journal_that_is_no_file_is_not_read() {
    let (scene, place) = (Scene::new("a"), Place::new());
    drop(place.open(&scene.after[0]).unwrap());
    fs::remove_file(place.file("journal.jsonl")).unwrap();
    std::os::unix::fs::symlink("/dev/full", place.file("journal.jsonl")).unwrap();
    let error = FileStore::open(place.0.path()).unwrap_err();
    assert!(error.to_string().ends_with("this is not a file"), "{error}");
}

// ---- any story ----

#[derive(Clone, Debug)]
enum Step {
    /// So many lines in one append.
    Append(usize),
    /// A crash: the mark is one of those since the store was opened, and the journal ends anywhere after it, with
    /// perhaps something else there.
    Crash { mark: prop::sample::Index, end: prop::sample::Index, garbage: Vec<u8> },
}

fn step() -> impl Strategy<Value = Step> {
    let garbage = prop_oneof![
        3 => Just(Vec::new()),
        1 => prop::collection::vec(any::<u8>(), 1..40),
        1 => (1_usize..5_000).prop_map(|size| vec![0; size]),
    ];
    prop_oneof![
        2 => (0_usize..5).prop_map(Step::Append),
        1 => (any::<prop::sample::Index>(), any::<prop::sample::Index>(), garbage)
            .prop_map(|(mark, end, garbage)| Step::Crash { mark, end, garbage }),
    ]
}

/// What was appended, and what the store may not lose.
struct Model {
    lines: Vec<SealedLine>,
    scribes: Vec<Scribe>,
    /// Marks, and how many lines and bytes each vouches for.
    marks: Vec<(Vec<u8>, usize, usize)>,
}

impl Model {
    fn new() -> Self {
        Self { lines: Vec::new(), scribes: vec![Scribe::new()], marks: Vec::new() }
    }

    fn append(&mut self, count: usize) -> &[SealedLine] {
        let before = self.lines.len();
        for number in before..before + count {
            let mut scribe = self.scribes[number].clone();
            self.lines.push(line(&mut scribe, "any", number));
            self.scribes.push(scribe);
        }
        &self.lines[before..]
    }

    fn note_mark(&mut self, place: &Place) {
        let bytes = self.lines.iter().map(|line| line.bytes.len() + 1).sum();
        self.marks.push((fs::read(place.file("mark")).unwrap(), self.lines.len(), bytes));
    }

    fn truncate(&mut self, length: usize) {
        self.lines.truncate(length);
        self.scribes.truncate(length + 1);
        self.marks.clear();
    }
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn after_any_crash_the_journal_is_a_beginning_of_what_was_written(steps in prop::collection::vec(step(), 1..24)) {
        let (place, mut model) = (Place::new(), Model::new());
        let mut store = place.open_again();
        model.note_mark(&place);
        for step in steps {
            match step {
                Step::Append(count) => {
                    let expected = number(model.lines.len());
                    store.append(expected, model.append(count)).unwrap();
                    model.note_mark(&place);
                }
                Step::Crash { mark, end, garbage } => {
                    drop(store);
                    let (mark, durable, from) = mark.get(&model.marks);
                    let mut journal = fs::read(place.file("journal.jsonl")).unwrap();
                    journal.truncate(from + end.index(journal.len() - from + 1));
                    let left = journal.iter().filter(|byte| **byte == b'\n').count();
                    journal.extend(&garbage);
                    fs::write(place.file("journal.jsonl"), &journal).unwrap();
                    fs::write(place.file("mark"), mark).unwrap();
                    store = place.open_again();
                    let kept = usize::try_from(store.length()).unwrap();
                    prop_assert!(*durable <= left && kept == left, "{durable} <= {left} == {kept}");
                    let saved = store.opening().cut.as_ref().map(|cut| fs::read(&cut.saved).unwrap()).unwrap_or_default();
                    let bytes = usize::try_from(store.opening().bytes).unwrap();
                    prop_assert!(saved == journal[bytes..]);
                    model.truncate(kept);
                    model.note_mark(&place);
                }
            }
            prop_assert_eq!(lines_in(&store), bytes_of(&model.lines));
            for (position, line) in model.lines.iter().enumerate() {
                prop_assert_eq!(store.find(line.learner, &line.key).unwrap(), Some(number(position)));
            }
        }
    }
}
