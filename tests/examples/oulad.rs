//! The example `oulad`, on a small made-up folder with every quirk of the real tables.

#[path = "../../examples/real/oulad/main.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod example;

use crate::kit::asked::Asked;
use std::fs;
use std::io::Write;
use std::path::Path;

use creditbank::bank::refound;
use creditbank::{Bank, FileStore, FixedClock, Timestamp, date};
use flate2::Compression;
use flate2::write::GzEncoder;

const COURSES: &str = "code_module,code_presentation,module_presentation_length
AAA,2013J,268
AAA,2014J,269
CCC,2014B,241
ZZZ,2014B,200
";

const INFO: &str = "code_module,code_presentation,id_student,studied_credits,final_result
AAA,2013J,1,240,Pass
CCC,2014B,1,30,Distinction
AAA,2013J,2,60,Fail
AAA,2014J,2,60,Pass
AAA,2013J,3,60,Pass
AAA,2014J,3,60,Withdrawn
CCC,2014B,4,30,Withdrawn
CCC,2014B,5,30,Withdrawn
";

/// Blank days, a day before the start, one after it, and floats.
const REGISTRATION: &str = "code_module,code_presentation,id_student,date_registration
AAA,2013J,1,-159.0
CCC,2014B,1,12
AAA,2013J,2,
AAA,2014J,2,-3
AAA,2013J,3,-60.0
AAA,2014J,3,-20.0
CCC,2014B,4,
CCC,2014B,5,-5
";

fn folder(info: &str, registration: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "courses.csv", COURSES);
    pack(folder.path(), "studentInfo.csv.gz", info);
    pack(folder.path(), "studentRegistration.csv.gz", registration);
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

fn pack(folder: &Path, name: &str, text: &str) {
    let mut packed = GzEncoder::new(fs::File::create(folder.join(name)).unwrap(), Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap();
}

fn last(data: &Path, bank: &Path) -> String {
    example::run(data, bank, None).unwrap().pop().unwrap()
}

#[test]
fn every_quirk_is_recorded_and_the_second_time_adds_nothing() {
    let (data, bank) = (folder(INFO, REGISTRATION), tempfile::tempdir().unwrap());
    let first = example::run(data.path(), bank.path(), None).unwrap();
    let line = first.last().unwrap();
    let expected =
        "learners=5 registrations=8 passed=4 refused=0 credits=210 unit=cats ects=105 entries=34 size_bytes=";
    assert!(line.starts_with(expected) && line.ends_with(" verified=true"), "{line}");
    let said = first.join("\n");
    assert!(said.contains("2 registrations without a date, 5 before the start, 1 after it"), "{said}");
    assert!(
        said.contains(
            "2 learners' modules repeat, 2 times in all, 0 of them overlapping in time, 1 withdrawn after a pass"
        ),
        "{said}"
    );
    assert_eq!(&last(data.path(), bank.path()), line);
}

#[test]
fn the_head_is_the_same_everywhere() {
    let data = folder(INFO, REGISTRATION);
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    assert_eq!(last(data.path(), one.path()), last(data.path(), other.path()));
}

#[test]
fn other_copies_of_the_tables_are_read_too() {
    // Quoted, plain, with days of leaving: before a blank registration's start, and before the registration.
    let data = folder("", "");
    for name in ["studentInfo.csv.gz", "studentRegistration.csv.gz"] {
        fs::remove_file(data.path().join(name)).unwrap();
    }
    let quoted: Vec<_> = INFO.lines().map(|line| format!("\"{}\"\r\n", line.replace(',', "\",\""))).collect();
    write(data.path(), "studentInfo.csv", &quoted.concat());
    let days = REGISTRATION.lines().map(|line| match line {
        head if head.starts_with("code") => format!("{head},date_unregistration\n"),
        "CCC,2014B,4," => "CCC,2014B,4,,-30\n".to_owned(),
        "CCC,2014B,5,-5" => "CCC,2014B,5,-5,-8\n".to_owned(),
        line => format!("{line},\n"),
    });
    write(data.path(), "studentRegistration.csv", &days.collect::<String>());
    let bank = tempfile::tempdir().unwrap();
    let line = last(data.path(), bank.path());
    assert!(line.starts_with("learners=5 registrations=8 passed=4 refused=0 credits=210 unit=cats"), "{line}");
    assert_eq!(last(data.path(), bank.path()), line);
}

#[test]
fn what_makes_no_sense_is_refused_and_the_rest_goes_on() {
    let odd = format!("{INFO}ZZZ,2014B,6,30,Pass\nAAA,2012J,6,30,Pass\nAAA,2013J,6,30,Maybe\nAAA,2013J,1,240,Pass\n");
    let (data, bank) = (folder(&odd, REGISTRATION), tempfile::tempdir().unwrap());
    let lines = example::run(data.path(), bank.path(), None).unwrap();
    let said = lines.join("\n");
    assert!(lines.last().unwrap().starts_with("learners=6 registrations=9 passed=4 refused=4 credits=210"), "{said}");
    assert!(said.contains("refused: AAA 2012J is not in courses.csv"), "{said}");
    assert!(said.contains("course `ZZZ` is not in any catalogue in force on 2014-08-20"), "{said}");
}

#[test]
fn a_torn_bank_is_mended_aloud_and_a_damaged_one_refused() {
    let (data, bank) = (folder(INFO, REGISTRATION), tempfile::tempdir().unwrap());
    let whole = last(data.path(), bank.path());
    let path = bank.path().join("journal.jsonl");
    let sound = fs::read(&path).unwrap();
    fs::write(&path, [&sound[..], b"{\"act\":{\"open"].concat()).unwrap();
    let mended = example::run(data.path(), bank.path(), None).unwrap();
    assert!(mended[0].starts_with("the journal was torn at record 34, byte "), "{}", mended[0]);
    assert!(mended[0].contains("13 bytes were cut off and saved as "), "{}", mended[0]);
    assert_eq!(mended.last(), Some(&whole));
    let mut damaged = sound;
    damaged[3_000] ^= 1;
    fs::write(&path, &damaged).unwrap();
    let refused = example::run(data.path(), bank.path(), None).unwrap_err().to_string();
    assert!(refused.starts_with("the journal is damaged at record "), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), damaged);
}

#[test]
fn each_conversion_of_a_learner_is_explained() {
    let (data, bank) = (folder(INFO, REGISTRATION), tempfile::tempdir().unwrap());
    let lines = example::run(data.path(), bank.path(), Some("1")).unwrap();
    let said = lines.join("\n");
    for line in [
        "  Application: 60 cats of lot 3.0 (course `AAA`); requested: anything the rules allow",
        "  Granted by `cats-to-ects`",
        "      60 cats of lot 3.0 × 1/2 = 30 ects",
        "      30 cats of lot 4.0 × 1/2 = 15 ects",
        "      not rounded: only whole steps of 0.5 ects come out = 15 ects",
    ] {
        assert!(lines.iter().any(|each| each == line), "{line}\n---\n{said}");
    }
    assert!(lines.last().unwrap().starts_with("learners=5 "), "the line for machines is the last\n{said}");
    // Who failed first and passed then has one conversion, also when asked again.
    let again = example::run(data.path(), bank.path(), Some("2")).unwrap();
    assert_eq!(again.iter().filter(|line| *line == "  Granted by `cats-to-ects`").count(), 1);
    let nobody = example::run(data.path(), bank.path(), Some("99")).unwrap_err().to_string();
    assert!(nobody.starts_with("no learner `99` is in the bank"), "{nobody}");
}

/// Between two folders, as the example `refound` does it.
#[test]
fn the_bank_comes_over_to_a_new_book() {
    let (data, bank) = (folder(INFO, REGISTRATION), tempfile::tempdir().unwrap());
    last(data.path(), bank.path());
    let (old, anew) = (FileStore::open(bank.path()).unwrap(), tempfile::tempdir().unwrap());
    let clock = FixedClock(Timestamp::midnight(date!("2026-01-02")));
    let new = FileStore::open(anew.path()).unwrap();
    let (bank, report) = refound(&old, new, clock, "example.org/anew".parse().unwrap()).unwrap();
    assert_eq!(report.to_string(), "34 lines; 33 commands taken over; 0 decided otherwise");
    assert!(bank.verify().unwrap().is_sound());
    let before = Bank::open(old, clock).unwrap();
    assert!(before.learners().map(Result::unwrap).all(|learner| before.passbook(learner) == bank.passbook(learner)));
    let head = bank.head();
    drop(bank);
    assert_eq!(Bank::open(FileStore::open(anew.path()).unwrap(), clock).unwrap().head(), head);
}
