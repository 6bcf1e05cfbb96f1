//! Import of outcomes from CSV: everything a file can do.

use crate::kit::asked::Asked;
use std::io::Read;

use crate::kit::bank::{learner, open, worker};
use creditbank::bank::{LotFilter, Matter};
use creditbank::import::csv::{COLUMNS, CsvImport, Imported, RejectedRow};
use creditbank::vault::VaultKey;
use creditbank::{Bank, FixedClock, MemoryStore, Store};

type Memory = Bank<MemoryStore, FixedClock>;

fn options() -> CsvImport {
    let by = worker("sv01-registrar-1");
    CsvImport { open_by: Some(by), tag_key: Some(VaultKey::new([5; 32])), ..CsvImport::default() }
}

/// What came of a file, and the rejected rows as they were written.
fn import_with(options: &CsvImport, bank: &mut Memory, file: impl Read) -> (Imported, String) {
    let mut rejected = Vec::new();
    let imported = options.run(bank, file, &mut rejected, |_| {}).unwrap();
    (imported, String::from_utf8_lossy(&rejected).into_owned())
}

fn import(bank: &mut Memory, file: &str) -> (Imported, String) {
    import_with(&options(), bank, file.as_bytes())
}

/// Rows read, passbooks opened, accrued, recorded, repeated, rejected.
fn counts(imported: &Imported) -> [u64; 6] {
    let all = imported.progress;
    [all.rows, all.opened, all.accrued, all.recorded, all.repeated, all.rejected]
}

fn said(imported: &Imported) -> Vec<String> {
    imported.rejected.iter().map(ToString::to_string).collect()
}

const COURSE: &str = "record_id,learner,kind,code,result,grade,effective,mandate";

fn course(id: &str, of: u32, code: &str, grade: &str) -> String {
    format!("{id},{},course,{code},passed,{grade},2026-06-30,sv01-registrar-1", learner(of))
}

fn file(rows: &[String]) -> String {
    format!("{COURSE}\n{}\n", rows.join("\n"))
}

const ALL: &str = "record_id,learner,kind,code,result,grade,amount,tier,effective,valid_through,level,content,run,team_size,member_no,number,mandate";

fn everything() -> String {
    let (one, two) = (learner(1), learner(2));
    [
        ALL.to_owned(),
        format!("r1,{one},course,SV:MECH101,passed,82 percent,,,2026-01-20,,,,2025-fall,,,,sv01-registrar-1"),
        format!("r2,{one},course,SV:MECH102,failed,48 percent,,,2026-01-20,,,,,,,,sv01-registrar-1"),
        format!("r3,{one},course,SV:MATH101,absent,,,,2026-01-20,,,,,,,,sv01-registrar-1"),
        format!(
            "r4,{one},certificate,X:CNC,passed,,2 sv,secondary,2026-03-01,2029-02-28,x junior,cnc-turning,,,,X-001,teo01-registrar-1"
        ),
        format!("r5,{two},certificate,X:CNC,passed,,2 sv,secondary,2026-03-01,,,,,,,Ｘ-００１,teo01-registrar-1"),
        format!("r6,{one},competition,C:ROBOT,passed,,,secondary,2026-05-01,,,,,3,1,C-9,comp01-registrar-1"),
        format!("r7,{two},competition,C:ROBOT,passed,,,secondary,2026-05-01,,,,,3,2,C-9,comp01-registrar-1"),
        format!("r8,{two},training,VR:TEA,passed,,32 hour,secondary,2026-06-01,,,,,,,,village01-registrar-1"),
        format!("r9,{two},training,VR:TEA,passed,,32 hour,secondary,2026-06-01,,,,,,,,village01-registrar-1"),
        format!("r10,{two},senior,S:OPERA,passed,,,secondary,2026-06-01,,,,,,,,senior01-registrar-1"),
        format!("r11,{two},exam,E:ENG,withdrawn,,,secondary,2026-06-01,,,,,,,,hv01-registrar-1"),
    ]
    .join("\n")
}

#[test]
fn every_kind_comes_in_and_the_same_file_again_adds_nothing() {
    let mut bank = open(MemoryStore::new());
    let (first, rejected) = import(&mut bank, &everything());
    assert_eq!((counts(&first), said(&first)), ([11, 2, 8, 3, 0, 0], vec![]));
    assert_eq!(rejected, "", "nothing was rejected, so there is no header either");
    let head = bank.head();
    let (second, _) = import(&mut bank, &everything());
    assert_eq!((counts(&second), bank.head()), ([11, 0, 0, 0, 11, 0], head));
    assert!(bank.verify().unwrap().is_sound());
    let lot = bank.now(learner(1)).passbook.lots.into_values().nth(1).unwrap();
    assert_eq!((lot.code.as_str(), lot.amount.to_string().as_str()), ("X:CNC", "2 sv"));
    assert_eq!(lot.valid_through.map(|day| day.to_string()).as_deref(), Some("2029-02-28"));
    assert_eq!(
        (lot.level.map(|l| l.to_string()), lot.content.map(|c| c.to_string())),
        (Some("x junior".into()), Some("cnc-turning".into()))
    );
}

/// What is recognised was earned before it became true in this book.
#[test]
fn what_is_recognised_has_two_days() {
    let mut bank = open(MemoryStore::new());
    let row = |id, code, result, grade, earned| {
        let learner = learner(1);
        format!("{id},{learner},course,{code},{result},{grade},{earned},2026-06-30,sv01-registrar-1\n")
    };
    let rows = [
        row("r1", "SV:MECH101", "passed", "82 percent", "2026-01-20"),
        row("r2", "SV:MECH102", "failed", "48 percent", "2026-01-21"),
        row("r3", "SV:MATH101", "passed", "82 percent", "2026-07-01"),
        row("r4", "SV:MATH101", "passed", "82 percent", "2026-13-01"),
    ];
    let header = "record_id,learner,kind,code,result,grade,earned,effective,mandate";
    let (imported, rejected) = import(&mut bank, &format!("{header}\n{}", rows.concat()));
    assert_eq!(counts(&imported), [4, 1, 1, 1, 0, 2]);
    let said = said(&imported);
    assert!(said[0].contains("earned") && said[0].contains("2026-07-01"), "{said:?}");
    assert!(said[1].contains("earned") && said[1].contains("2026-13-01"), "{said:?}");
    let codes: Vec<_> = imported.rejected.iter().map(RejectedRow::code).collect();
    assert_eq!(codes, [Some("when/earned-later"), None], "what could not be read is no refusal");
    assert_eq!(rejected.lines().count(), 3, "{rejected}");
    let of = |day: &str| bank.on(learner(1), day.parse().unwrap()).passbook;
    assert!(of("2026-06-29").lots.is_empty(), "not in the book's eyes before its effective day");
    let known = of("2026-06-30");
    assert_eq!(known.lots.values().next().unwrap().earned.to_string(), "2026-01-20");
    assert_eq!(known.records.len(), 1);
    assert!(bank.verify().unwrap().is_sound());
}

#[test]
fn trainings_are_told_apart_by_record_and_certificates_by_number() {
    let mut bank = open(MemoryStore::new());
    import(&mut bank, &everything());
    let trainings = LotFilter { code: Some("VR:TEA".parse().unwrap()), ..LotFilter::default() };
    assert_eq!(bank.find_lots(&trainings).get(&learner(2)).map(Vec::len), Some(2), "two equal trainings are two");
    // One X certificate in two passbooks; two members of one team are no finding.
    assert!(
        matches!(bank.matters().as_slice(), [Matter::SameTag { lots, .. }] if lots.len() == 2),
        "{:?}",
        bank.matters()
    );
    assert!(!journal(&bank).contains("X-001"), "only the tag is in the book");
}

fn journal(bank: &Memory) -> String {
    let lines = (0..bank.length()).map(|at| bank.store().read(at).unwrap().unwrap());
    lines.map(|line| String::from_utf8(line).unwrap() + "\n").collect()
}

#[test]
fn a_fourth_member_of_three_is_a_finding() {
    let mut bank = open(MemoryStore::new());
    let rows = (1..=3).chain([1]).zip(1..).map(|(member, of)| {
        format!(
            "c{of},{},competition,C:ROBOT,passed,secondary,2026-05-01,3,{member},C-9,comp01-registrar-1",
            learner(of)
        )
    });
    let header = "record_id,learner,kind,code,result,tier,effective,team_size,member_no,number,mandate";
    let rows: Vec<String> = std::iter::once(header.to_owned()).chain(rows).collect();
    assert_eq!(counts(&import(&mut bank, &rows.join("\n")).0), [4, 4, 4, 0, 0, 0]);
    assert_eq!(bank.matters().len(), 2, "the first member twice, and four of three: {:?}", bank.matters());
}

#[test]
fn every_rejected_row_is_named_and_written_back_as_it_was() {
    let mut bank = open(MemoryStore::new());
    let rows = [
        course("a1", 1, "SV:MECH101", "82 percent"),
        course("a2", 1, "SV:MECH999", "82 percent"),
        course("a3", 1, "SV:MECH102", "59 percent"),
        course("a4", 1, "SV:MECH102", "good"),
        course("a5", 1, "SV:MECH102", "82 percent").replace("2026-06-30", "2026-6-30"),
        course("a6", 1, "SV:MECH102", "82 percent").replace("passed", "pass"),
        course("a7", 1, "SV:MECH102", "82 percent").replace("sv01-registrar-1", "nobody"),
        course("a8", 1, "SV:MECH102", "82 percent").replace("course", "lesson"),
        course("", 1, "SV:MECH102", "82 percent"),
        course("a9", 1, "SV:MECH102", "82 percent").replace(",2026", ""),
        course("a10", 1, "SV:MECH102", "82 percent") + ",",
        course("a11", 1, "SV:MECH102", "\"82 percent"),
        course("a12", 1, "SV:MECH102", "82 percent").replace("2026-06-30", "2026-07-02"),
        course("a13", 1, "SV:MECH102", "82 percent").replace(&learner(1).to_string(), "Li Lei"),
        course("a14", 2, "HV:MECH110", "82 percent"),
        course("a15", 1, "SV:MECH102", "82 percent"),
    ];
    let (imported, rejected) = import(&mut bank, &file(&rows));
    assert_eq!(counts(&imported), [16, 2, 2, 0, 0, 14]);
    let said = said(&imported).join("\n");
    for expected in [
        "line 3, column `code`: course `SV:MECH999` is not in any catalogue in force on 2026-06-30",
        "line 4, column `grade`: grade `59 percent` does not pass; record the outcome as failed instead",
        "line 5, column `grade`: `good` is not a grade",
        "line 6, column `effective`: `2026-6-30` is not a date: a day from 1900-01-01",
        "line 7, column `result`: `pass` is not a result: `passed`, `failed`, `withdrawn` or `absent` is expected",
        "line 8, column `mandate`: mandate `nobody` is not in any document in force on 2026-07-01",
        "line 9, column `kind`: `lesson` is not a kind of outcome",
        "line 10, column `record_id`: something is expected here",
        "line 11, column `mandate`: the row has 7 fields, and the header has 8",
        "line 12: the row has 9 fields, and the header has 8",
        "line 13, column `grade`: the quote is not closed on this line; a field may not hold a line break",
        "line 14, column `effective`: 2026-07-02 is later than today, 2026-07-01",
        "line 15, column `learner`: `Li Lei` is not a learner id",
        "line 16, column `mandate`: course `HV:MECH110` is `HV-01`'s, which alone may certify it",
    ] {
        assert!(said.contains(expected), "{expected}\n---\n{said}");
    }
    assert_eq!(rejected, file(&rows[1..15]));
    let corrected = rejected.replace("59 percent", "61 percent").replace("SV:MECH999", "SV:ELEC101");
    let (again, still) = import(&mut bank, &corrected);
    assert_eq!(counts(&again), [14, 0, 2, 0, 0, 12]);
    assert!(!still.contains("a2,") && !still.contains("a3,"));
}

#[test]
fn the_same_record_with_other_content_is_refused() {
    let mut bank = open(MemoryStore::new());
    import(&mut bank, &file(&[course("a", 1, "SV:MECH101", "82 percent")]));
    let both = [course("a", 1, "SV:MECH101", "92 percent"), course("a", 1, "SV:MECH101", "82 percent")];
    let (imported, _) = import(&mut bank, &file(&both));
    assert_eq!(counts(&imported), [2, 0, 0, 0, 1, 1]);
    let expected =
        "line 2, column `record_id`: request key `a` already names another request, at position 6; choose a new key";
    assert_eq!(said(&imported), [expected]);
    // Within one file it is the same.
    let twice = [
        course("b", 2, "SV:MECH101", "82 percent"),
        course("b", 2, "SV:MECH101", "92 percent"),
        course("b", 2, "SV:MECH101", "82 percent"),
    ];
    assert_eq!(counts(&import(&mut bank, &file(&twice)).0), [3, 1, 1, 0, 1, 1]);
}

#[test]
fn marks_line_ends_quotes_and_blank_lines_are_read() {
    let plain = file(&[course("a", 1, "SV:MECH101", "82 percent"), course("b", 2, "SV:MECH102", "60 percent")]);
    let quoted: String = plain.lines().map(|line| format!("\"{}\"\n", line.replace(',', "\",\""))).collect();
    let forms = [
        plain.clone(),
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.trim_end().to_owned(),
        plain.replace('\n', "\n\n"),
        quoted.clone(),
        format!("\u{feff}{}", quoted.replace('\n', "\r\n\r\n")),
    ];
    let heads = forms.map(|form| {
        let mut bank = open(MemoryStore::new());
        let (imported, _) = import(&mut bank, &form);
        assert_eq!((counts(&imported), said(&imported)), ([2, 2, 2, 0, 0, 0], vec![]), "{form}");
        bank.head()
    });
    assert!(heads.iter().all(|head| *head == heads[0]));
}

#[test]
fn columns_may_stand_in_any_order() {
    let plain = file(&[course("a", 1, "SV:MECH101", "82 percent")]);
    let reversed: String =
        plain.lines().map(|line| line.split(',').rev().collect::<Vec<_>>().join(",") + "\n").collect();
    let head = |text: &str| {
        let mut bank = open(MemoryStore::new());
        assert_eq!(counts(&import(&mut bank, text).0)[2], 1);
        bank.head()
    };
    assert_eq!(head(&plain), head(&reversed));
}

#[test]
fn a_wrong_header_is_an_error_and_nothing_is_written() {
    let mut bank = open(MemoryStore::new());
    let head = bank.head();
    let mut refused = |text: &[u8]| {
        let error = options().run(&mut bank, text, Vec::new(), |_| {}).unwrap_err().to_string();
        assert_eq!(bank.head(), head);
        error
    };
    let unknown = refused(format!("{COURSE},teacher\n").as_bytes());
    assert!(unknown.starts_with("`teacher` is not a column; `record_id`, `learner`"), "{unknown}");
    assert!(COLUMNS.iter().all(|column| unknown.contains(&format!("`{column}`"))), "{unknown}");
    assert_eq!(refused(format!("{COURSE},grade\n").as_bytes()), "the column `grade` is there twice");
    assert!(
        refused(b"record_id,learner\n").starts_with("the column `kind` is missing; `record_id`, `learner`, `kind`")
    );
    assert!(refused(b"").starts_with("the file is empty; a header of `record_id`"));
    assert!(refused(b"\xff\xfer\0e\0").contains("UTF-16"));
    assert!(refused("record_id;learner;kind\n".as_bytes()).starts_with("`record_id;learner;kind` is not a column"));
    assert!(refused(&[b'x'; 1 << 20]).contains("too long to be a header"));
    assert!(refused(b"\"record_id\n").contains("the header: the quote is not closed"));
}

/// A file that is never in memory as a whole: a header, a row, a row with a field of so many bytes, and a row.
fn with_long_field(before: &str, bytes: u64, after: &str) -> impl Read + use<> {
    let text = |text: &str| std::io::Cursor::new(text.as_bytes().to_vec());
    let rest =
        format!(",{},course,SV:MECH101,passed,82 percent,2026-06-30,sv01-registrar-1\r\n{after}\r\n", learner(1));
    text(&format!("{COURSE}\r\n{before}\r\nlong-")).chain(std::io::repeat(b'x').take(bytes)).chain(text(&rest))
}

#[test]
fn a_field_of_ten_megabytes_spoils_its_own_row_only() {
    let (before, after) = (course("a", 1, "SV:MECH101", "82 percent"), course("b", 2, "SV:MECH102", "60 percent"));
    for (bytes, expected) in [
        (10 << 20, "line 3, column `record_id`: the row is longer than the 262144 bytes that are allowed"),
        (100 << 10, "line 3, column `record_id`: the field is 102405 bytes long; at most 65536 are allowed"),
        (1 << 10, "line 3, column `record_id`: `long-xxx"),
    ] {
        let mut bank = open(MemoryStore::new());
        let (imported, rejected) = import_with(&options(), &mut bank, with_long_field(&before, bytes, &after));
        assert_eq!(counts(&imported), [3, 2, 2, 0, 0, 1]);
        assert!(said(&imported)[0].starts_with(expected), "{:?}", said(&imported));
        assert!(said(&imported)[0].len() < 400, "the reason is short: {:?}", said(&imported));
        let written: u64 = rejected.len().try_into().unwrap();
        let around =
            format!("{COURSE}\nlong-,{},course,SV:MECH101,passed,82 percent,2026-06-30,sv01-registrar-1\n", learner(1));
        assert_eq!(written, bytes + u64::try_from(around.len()).unwrap(), "all of it is written back");
    }
}

#[test]
fn rows_at_the_limits_are_exact() {
    let small = CsvImport { largest_field: 128, largest_row: 400, ..options() };
    let row = |number: usize| {
        let start = format!("a,{},certificate,X:CNC,passed,secondary,2026-03-01,teo01-registrar-1,", learner(1));
        start + &"9".repeat(number)
    };
    let header = "record_id,learner,kind,code,result,tier,effective,mandate,number";
    for (number, taken) in [(128, true), (129, false)] {
        let mut bank = open(MemoryStore::new());
        let text = format!("{header}\n{}\n", row(number));
        let (imported, _) = import_with(&small, &mut bank, text.as_bytes());
        assert_eq!(counts(&imported)[2] == 1, taken, "{number}: {:?}", said(&imported));
    }
    let length = row(128).len();
    for (most, taken) in [(length, true), (length - 1, false)] {
        for end in ["\n", "\r\n", ""] {
            let tight = CsvImport { largest_row: most, ..small.clone() };
            let mut bank = open(MemoryStore::new());
            let text = format!("{header}\n{}{end}", row(128));
            let (imported, _) = import_with(&tight, &mut bank, text.as_bytes());
            assert_eq!(counts(&imported)[2] == 1, taken, "{most} {end:?}: {:?}", said(&imported));
        }
    }
}

#[test]
fn text_that_is_not_utf_8_and_a_file_cut_short_spoil_single_rows() {
    let mut bank = open(MemoryStore::new());
    let mut bytes =
        file(&[course("a", 1, "SV:MECH101", "82 percent"), course("b", 1, "SV:MECH102", "??")]).into_bytes();
    let at = bytes.windows(2).position(|pair| pair == b"??").unwrap();
    bytes[at..at + 2].copy_from_slice(&[0xd3, 0xc5]);
    bytes.extend_from_slice(course("c", 1, "SV:ELEC101", "82 percent").as_bytes());
    bytes.extend_from_slice(b"\nd,0000");
    let mut rejected = Vec::new();
    let imported = options().run(&mut bank, &bytes[..], &mut rejected, |_| {}).unwrap();
    assert_eq!(counts(&imported), [4, 1, 2, 0, 0, 2]);
    assert_eq!(
        said(&imported),
        [
            "line 3, column `grade`: the field is not UTF-8; save the file as UTF-8",
            "line 5, column `kind`: the row has 2 fields, and the header has 8"
        ]
    );
    assert!(rejected.windows(2).any(|pair| pair == [0xd3, 0xc5]), "bytes are written back as they were");
    assert!(rejected.ends_with(b"\nd,0000\n"));
}

#[test]
fn what_does_not_belong_to_a_kind_is_refused() {
    let of = learner(1);
    let rows = [
        format!("a,{of},course,SV:MECH101,passed,82 percent,4 sv,,2026-01-20,,,,,,,,sv01-registrar-1"),
        format!("b,{of},course,SV:MECH101,passed,82 percent,,secondary,2026-01-20,,,,,,,,sv01-registrar-1"),
        format!("c,{of},training,VR:TEA,failed,,3 hour,secondary,2026-01-20,,,,,,,,village01-registrar-1"),
        format!("d,{of},training,VR:TEA,passed,,3 hour,,2026-01-20,,,,,,,,village01-registrar-1"),
        format!("e,{of},training,VR:TEA,passed,,3.25 hour,secondary,2026-01-20,,,,,,,,village01-registrar-1"),
        format!("f,{of},competition,C:R,passed,,,secondary,2026-01-20,,,,,3,,,comp01-registrar-1"),
        format!("g,{of},competition,C:R,passed,,,secondary,2026-01-20,,,,,3,4,,comp01-registrar-1"),
        format!("h,{of},certificate,X:C,passed,,,secondary,2026-01-20,2025-01-01,,,,,,,teo01-registrar-1"),
        format!("i,{of},certificate,X:C,passed,,,secondary,2026-01-20,,nqf 99,,,,,,teo01-registrar-1"),
        format!("j,{of},senior,S:X,passed,,,secondary,2026-01-20,,,,,,,,sv01-registrar-1"),
    ];
    let mut bank = open(MemoryStore::new());
    let (imported, _) = import(&mut bank, &format!("{ALL}\n{}\n", rows.join("\n")));
    let columns: Vec<_> = imported.rejected.iter().map(|row| row.column.unwrap()).collect();
    let expected =
        ["amount", "tier", "amount", "tier", "amount", "member_no", "member_no", "valid_through", "level", "kind"];
    assert_eq!(columns, expected, "{:#?}", said(&imported));
}

#[test]
fn without_a_key_or_an_opener_such_rows_are_rejected() {
    let mut bank = open(MemoryStore::new());
    let (imported, _) = import_with(&CsvImport::default(), &mut bank, everything().as_bytes());
    assert_eq!(counts(&imported), [11, 0, 0, 0, 0, 11]);
    let said = said(&imported);
    assert!(
        said[0].starts_with("line 2, column `learner`: learner")
            && said[0].ends_with("has no passbook; open one first")
    );
    assert!(said[3].starts_with("line 5, column `number`: no key for tags was handed in"), "{said:?}");
    let wrong = CsvImport { open_by: Some(worker("bank-operator-1")), ..options() };
    let (imported, _) = import_with(&wrong, &mut bank, everything().as_bytes());
    let first = imported.rejected[0].to_string();
    assert!(first.contains("the passbook could not be opened: mandate `bank-operator-1`"), "{first}");
}

#[test]
fn the_batch_size_changes_nothing_but_the_progress() {
    let rows: Vec<_> =
        (0..50).map(|n| course(&format!("r{n}"), n % 7, "SV:MECH101", &format!("{} percent", 40 + n))).collect();
    let text = file(&rows);
    let run = |batch: usize, keep_rejected: usize| {
        let mut bank = open(MemoryStore::new());
        let options = CsvImport { batch, keep_rejected, ..options() };
        let (mut calls, mut rejected) = (0, Vec::new());
        let imported = options.run(&mut bank, text.as_bytes(), &mut rejected, |_| calls += 1).unwrap();
        (bank.head(), imported, rejected, calls)
    };
    let (head, whole, rejected, calls) = run(1000, 10_000);
    assert_eq!((calls, whole.rejected.len()), (1, 20));
    for batch in [1, 3, 7] {
        let (other, imported, written, calls) = run(batch, 4);
        assert_eq!((other, imported.progress, &written), (head, whole.progress, &rejected));
        assert_eq!((imported.rejected.as_slice(), calls), (&whole.rejected[..4], 50_usize.div_ceil(batch)));
    }
}

#[test]
fn options_are_checked() {
    let mut bank = open(MemoryStore::new());
    for (wrong, expected) in [
        (CsvImport { batch: 0, ..options() }, "`batch` is 0, and a number from 1 to 100000 is expected"),
        (
            CsvImport { largest_field: 1, ..options() },
            "`largest_field` is 1, and a number from 128 to 1048576 is expected",
        ),
        (
            CsvImport { largest_row: 1, ..options() },
            "`largest_row` is 1, and a number from 65536 to 16777216 is expected",
        ),
    ] {
        let error = wrong.run(&mut bank, COURSE.as_bytes(), Vec::new(), |_| {}).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}
