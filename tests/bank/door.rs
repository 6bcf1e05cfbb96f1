//! The call site: what is asked again gives the same, and nothing is written that could not be finished.

use std::path::Path;

use crate::kit::asked::Asked;
use creditbank::ledger::{Accrue, MergeOut, Open, Refusal, RequestRefusal, Revoke};
use creditbank::{
    Bank, Command, FixedClock, Founding, LearnerId, MemoryStore, Rejection, Zone, code, course, date, mandate,
};

type Book = Bank<MemoryStore, FixedClock>;

fn founded() -> Book {
    let founding = Founding::new("credit.example.org/door", Zone::CHINA, "BANK publisher founder").unwrap();
    Bank::in_memory(founding, FixedClock("2026-07-02T08:00:00Z".parse().unwrap())).unwrap()
}

fn set_up(bank: &mut Book, folder: &Path) -> Result<usize, Rejection> {
    let who = mandate!("founder").on(date!("2026-07-01"));
    bank.publish_folder("setup", &who, folder).map(|receipts| receipts.len())
}

fn demo() -> Book {
    let mut bank = founded();
    set_up(&mut bank, Path::new("examples/data")).unwrap();
    bank
}

fn who(number: &str) -> LearnerId {
    LearnerId::drawn(&[3; 32], number)
}

fn opened(bank: &mut Book, names: &[&str]) {
    for name in names {
        bank.submit("open", who(name), &mandate!("sv01-registrar-1").on(date!("2024-01-01")), Open).unwrap();
    }
}

/// A folder of its own with the documents of the examples, and some of them changed: by a text that is replaced.
fn folder(changes: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir("examples/data").unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    for (name, old, new) in changes {
        let path = folder.path().join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(old), "{name}: {old}");
        std::fs::write(path, text.replacen(old, new, 1)).unwrap();
    }
    folder
}

fn copied(folder: &Path, name: &str, copy: &str) {
    std::fs::copy(folder.join(name), folder.join(copy)).unwrap();
}

// ---- a folder of documents ----

#[test]
fn a_folder_is_published_once() {
    let mut bank = demo();
    let (length, head) = (bank.length(), bank.head());
    assert_eq!(set_up(&mut bank, Path::new("examples/data")).unwrap() as u64 + 1, length);
    assert_eq!((bank.length(), bank.head()), (length, head), "nothing is written twice");
}

#[test]
fn two_files_of_one_document_are_told_and_nothing_is_written() {
    for change in ["", "机械制图2"] {
        let folder = folder(&[]);
        copied(folder.path(), "courses.toml", "courses-new.toml");
        if !change.is_empty() {
            let path = folder.path().join("courses-new.toml");
            let text = std::fs::read_to_string(&path).unwrap();
            std::fs::write(path, text.replacen("机械制图", change, 1)).unwrap();
        }
        let mut bank = founded();
        let why = set_up(&mut bank, folder.path()).unwrap_err().to_string();
        assert!(
            why.contains("courses.toml`") && why.contains("courses-new.toml`") && why.contains("are one document"),
            "{why}"
        );
        assert_eq!(bank.length(), 1);
    }
}

#[test]
fn all_findings_come_at_once_and_no_refusal_hides_them() {
    let folder = folder(&[
        ("framework.toml", "[[unit]]", "[[unit]"),
        ("mandates.toml", "role = \"publisher\"", "role = \"printer\""),
    ]);
    let mut bank = founded();
    let Rejection::UnsoundFolder(all) = set_up(&mut bank, folder.path()).unwrap_err() else { panic!() };
    let names: Vec<_> = all.iter().map(|one| one.name().rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["framework.toml", "mandates.toml"], "what needs a framework is not judged without one");
    let folder = self::folder(&[
        ("framework.toml", "pass = \"60\"", "pass = \"160\""),
        ("mandates.toml", "role = \"publisher\"", "role = \"printer\""),
    ]);
    let Rejection::UnsoundFolder(all) = set_up(&mut bank, folder.path()).unwrap_err() else { panic!() };
    let names: Vec<_> = all.iter().map(|one| one.name().rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(names, ["framework.toml", "mandates.toml"], "what can be read is gone on with");
    assert_eq!(bank.length(), 1, "nothing was written");
}

#[test]
fn a_changed_document_is_refused_by_its_key_and_nothing_else_is_written() {
    let mut bank = demo();
    let length = bank.length();
    let folder = folder(&[("courses.toml", "机械制图", "机械制图2")]);
    let extra = std::fs::read_to_string(folder.path().join("mandates.toml")).unwrap();
    let extra =
        extra.replacen("id = \"", "id = \"more-", 1).replace("\n[[mandate]]\nid = \"", "\n[[mandate]]\nid = \"more-");
    std::fs::write(folder.path().join("more.toml"), extra).unwrap();
    let why = set_up(&mut bank, folder.path()).unwrap_err();
    assert!(matches!(why, Rejection::Refused(Refusal::Request(RequestRefusal::KeyReused { .. }))), "{why}");
    assert_eq!(bank.length(), length);
}

#[test]
fn a_folder_is_not_looked_into_further() {
    let folder = folder(&[]);
    std::fs::create_dir(folder.path().join("old.toml")).unwrap();
    set_up(&mut founded(), folder.path()).unwrap();
}

// ---- merging ----

/// The key of another merge into the same passbook: it is refused before anything leaves.
#[test]
fn a_merge_by_a_key_that_was_used_writes_nothing() {
    let mut bank = demo();
    opened(&mut bank, &["1", "2", "3", "4"]);
    let operator = mandate!("bank-operator-1").on(date!("2026-07-01"));
    bank.merge("m", &operator, who("1"), who("2")).unwrap();
    bank.submit("n/in/0", who("2"), &mandate!("sv01-registrar-1").on(date!("2024-01-20")), passed()).unwrap();
    for key in ["m", "n"] {
        let before = (bank.length(), bank.head());
        let why = bank.merge(key, &operator, who("3"), who("2")).unwrap_err();
        assert!(matches!(why, Rejection::Refused(Refusal::Request(RequestRefusal::KeyReused { .. }))), "{why}");
        assert_eq!((bank.length(), bank.head()), before);
        assert!(bank.in_flight().is_empty());
    }
    bank.merge("o", &operator, who("3"), who("2")).unwrap();
}

/// What another request left in flight, and was all that there is: the merge is finished by another key, and asked again it
/// gives the same.
#[test]
fn a_merge_that_was_cut_off_at_its_end_is_finished_by_another_key() {
    let mut bank = demo();
    opened(&mut bank, &["1", "2"]);
    let operator = mandate!("bank-operator-1").on(date!("2026-07-01"));
    bank.ask("m/out/0", Command::new(who("2"), &operator, MergeOut { into: who("1") })).unwrap();
    assert_eq!(bank.in_flight().len(), 1);
    let come = bank.merge("n", &operator, who("2"), who("1")).unwrap();
    assert_eq!((come.len(), bank.in_flight().len()), (1, 0));
    let length = bank.length();
    assert_eq!(bank.merge("n", &operator, who("2"), who("1")).unwrap(), come);
    assert_eq!(bank.length(), length);
}

fn passed() -> Accrue {
    Accrue::course(course!("SV:MECH101")).graded("82 percent").unwrap()
}

// ---- asking again ----

#[test]
fn a_bulk_request_that_is_asked_again_gives_its_receipts() {
    let mut bank = demo();
    opened(&mut bank, &["1", "2"]);
    let school = mandate!("sv01-registrar-1");
    for name in ["1", "2"] {
        bank.submit("m", who(name), &school.on(date!("2024-01-20")), passed()).unwrap();
    }
    let filter = creditbank::bank::LotFilter { code: Some(code!("SV:MECH101")), ..Default::default() };
    let (day, length) = (school.on(date!("2024-02-01")), bank.length());
    let first = bank.revoke_all("ring", &day, &filter, &code!("leaked")).unwrap();
    assert_eq!((first.len(), bank.length()), (2, length + 2));
    assert_eq!(bank.revoke_all("ring", &day, &filter, &code!("leaked")).unwrap(), first);
    let other = bank.revoke_all("ring", &day, &filter, &code!("other")).unwrap();
    assert!(other.iter().all(|one| one.answer.is_err()) && bank.length() == length + 2);
}

/// What was answered is answered again, however late it is.
#[test]
fn a_repeat_does_not_ask_the_clock() {
    let mut bank = demo();
    opened(&mut bank, &["1"]);
    let late = FixedClock("2032-01-01T08:00:00Z".parse().unwrap());
    let mut bank = Bank::open(bank.into_store(), late).unwrap();
    let (day, length) = (mandate!("sv01-registrar-1").on(date!("2024-01-01")), bank.length());
    bank.submit("open", who("1"), &day, Open).unwrap();
    assert!(bank.submit("open", who("2"), &day, Open).is_err(), "what is new needs the clock");
    assert_eq!(bank.length(), length);
}

// ---- views ----

/// Before a merge a passbook knows nothing of what came in by it.
#[test]
fn an_earlier_view_explains_nothing_that_had_not_come_in() {
    let mut bank = demo();
    opened(&mut bank, &["1", "2"]);
    let school = mandate!("sv01-registrar-1").on(date!("2024-01-20"));
    let lot = bank.submit("m", who("2"), &school, passed()).unwrap().made;
    let apply =
        creditbank::ledger::Apply::under(creditbank::document!("demo-rules")).taking(lot, creditbank::credits!("4"));
    let college = mandate!("hv01-registrar-1").on(date!("2026-07-01"));
    let filed = bank.submit("a", who("2"), &college, apply).unwrap();
    let (before, id) = (filed.position, filed.made.id.moved(who("2"), who("1")));
    bank.merge("merge", &mandate!("bank-operator-1").on(date!("2026-07-01")), who("2"), who("1")).unwrap();
    assert!(bank.learner(who("1")).unwrap().explanation(id).is_ok());
    assert!(bank.learner_at(who("1"), before).unwrap().explanation(id).is_err());
}

#[test]
fn a_view_is_as_it_was_when_the_bank_is_written_to() {
    let mut bank = demo();
    opened(&mut bank, &["1"]);
    let school = mandate!("sv01-registrar-1");
    let lot = bank.submit("m", who("1"), &school.on(date!("2024-01-20")), passed()).unwrap().made;
    let then = bank.learner(who("1")).unwrap();
    bank.submit("r", who("1"), &school.on(date!("2024-02-01")), Revoke { lots: vec![lot], reason: code!("x") })
        .unwrap();
    let now = bank.learner(who("1")).unwrap();
    let free =
        |learner: &creditbank::Learner| learner.balances(learner.today()).unwrap().into_values().next().unwrap().free;
    assert_eq!((free(&then).to_string(), free(&now).to_string()), ("4".to_owned(), "0".to_owned()));
    assert_eq!(then.today(), date!("2026-07-02"));
}

#[test]
fn a_founder_is_a_publisher() {
    for founder in ["BANK registrar founder", "BANK founder", "founder"] {
        let why = Founding::new("credit.example.org/door", Zone::CHINA, founder).unwrap_err();
        assert!(!why.to_string().is_empty(), "{founder}");
    }
    let why = Founding::new("credit.example.org/door", Zone::CHINA, "BANK registrar founder").unwrap_err().to_string();
    assert!(why.contains("`INSTITUTION publisher MANDATE` is expected"), "{why}");
}
