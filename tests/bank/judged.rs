//! Documents are judged once, when they are published: a book opens and is sound whatever the checks of a later build.

use std::path::{Path, PathBuf};

use crate::kit::programmes::bringing;
use crate::kit::{bank, world};
use creditbank::analysis::JUDGED;
use creditbank::bank::{Rejection, Wrong, audit};
use creditbank::document::{Finding, Limits};
use creditbank::journal::leaf_hash;
use creditbank::ledger::Document;
use creditbank::line::{BookEntry, Content, FORMAT, Judged, Line, Publication, SEMANTICS};
use creditbank::planner::{Holdings, plan};
use creditbank::registry::DocumentKind;
use creditbank::solver::Effort;
use creditbank::testing::engine::{Judge, audit_by};
use creditbank::testing::world::DOCUMENTS;
use creditbank::{Bank, Date, Digest, FixedClock, Founding, MemoryStore, Store, Zone, date};

const CLOCK: FixedClock = FixedClock(bank::NOW);

/// The golden journals, with all that is kept beside them.
fn golden(name: &str) -> MemoryStore {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors");
    let text = std::fs::read_to_string(format!("{folder}/{name}.jsonl")).unwrap();
    let files = ["attachments", "documents", "world"]
        .into_iter()
        .flat_map(|kept| std::fs::read_dir(format!("{folder}/{kept}")).unwrap())
        .map(|file| std::fs::read(file.unwrap().path()).unwrap());
    MemoryStore::from_parts(text.lines().map(|line| line.as_bytes().to_vec()).collect(), files).unwrap()
}

fn again(store: &MemoryStore) -> MemoryStore {
    let lines = store.lines().map(<[u8]>::to_vec).collect();
    MemoryStore::from_parts(lines, store.documents().map(<[u8]>::to_vec)).unwrap()
}

/// A check that nobody has: no document keeps it.
fn never(document: &Document) -> Option<Finding> {
    Some(Finding::whole("X001", &format!("`{}` is there", document.id())))
}

const GOLDEN: [&str; 4] = ["journal", "conversions", "awards", "attempts"];

// ---- one check more, one check less ----

#[test]
fn golden_journals_open_and_audit_under_a_build_with_one_more_check() {
    let stricter = Judge::default().with(never).numbered(JUDGED + 1);
    for name in GOLDEN {
        let store = golden(name);
        let documents = store.lines().filter(|line| line.starts_with(b"{\"act\":{\"publish\"")).count();
        let bank = Bank::open(again(&store), CLOCK).unwrap().judged_by(stricter);
        let audited = bank.verify().unwrap();
        assert!(audited.is_sound(), "{name}: {:?}", audited.discrepancies);
        assert_eq!(audited.not_repeated.len(), documents);
        assert_eq!(audited, audit_by(&store, &[], stricter).unwrap());
    }
    let told = audit_by(&golden("journal"), &[], stricter).unwrap().not_repeated[0].to_string();
    assert_eq!(told, format!("record 1: document `demo-framework` was judged by {JUDGED}, not repeated"));
}

/// Under its own number a judgement is repeated: the same check, and no number of its own, is seen.
#[test]
fn a_judgement_of_the_same_number_is_repeated() {
    let audited = audit_by(&golden("journal"), &[], Judge::default().with(never)).unwrap();
    let first = audited.discrepancies[0].to_string();
    assert!(first.contains("judged again, document `demo-framework` is unsound: error[X001]"), "{first}");
    let audited = audit(&golden("awards"), &[]).unwrap();
    assert!(audited.is_sound() && audited.not_repeated.is_empty(), "{audited:?}");
    assert_eq!(audited.decided + 1, audited.lines);
}

/// Every document of the gallery of findings that can be read: somebody's build let it pass.
#[test]
fn golden_journals_open_and_audit_under_a_build_with_one_check_less_and_the_other_way_round() {
    let mut published = 0;
    let framework = include_bytes!("../vectors/documents/framework.toml");
    for ((path, text), units) in gallery().into_iter().flat_map(|each| [(each.clone(), false), (each, true)]) {
        let mut empty = found();
        if units {
            publish_as(&mut empty, "units", framework).unwrap();
        }
        let Err(findings) = Judge::default().judge("d.toml", &text, &empty.published()) else { continue };
        let codes: Vec<&'static str> = findings.iter().map(|finding| finding.code).collect();
        if Document::decode("d.toml", &text, &*empty.published()).is_err() {
            continue;
        }
        let laxer = Judge::default().without(Box::leak(codes.into_boxed_slice())).numbered(JUDGED + 1);
        let mut bank = empty.judged_by(laxer);
        match publish_as(&mut bank, "d", &text) {
            Err(Rejection::Refused(_) | Rejection::Unsound(_)) => continue,
            other => other.map(drop).unwrap(),
        }
        published += 1;
        let store = bank.into_store();
        let opened = Bank::open(again(&store), CLOCK).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        let audited = opened.verify().unwrap();
        assert!(audited.is_sound(), "{}: {:?}", path.display(), audited.discrepancies);
        assert_eq!(audited.not_repeated.iter().map(|one| one.judged).collect::<Vec<_>>(), [JUDGED + 1]);
        let strict = audit_by(&store, &[], Judge::default().numbered(JUDGED + 1)).unwrap();
        let repeated = strict.discrepancies.iter().any(|one| matches!(one.what, Wrong::Unsound { .. }));
        assert!(repeated, "{}: {:?}", path.display(), strict.discrepancies);
    }
    assert!(published >= 60, "{published} documents that a check refuses");
}

/// A programme that nothing can meet: opening asks no solver, and the document is what is in force.
#[test]
fn no_solver_is_asked_at_opening() {
    let text = include_str!("../errors/programmes/bad/choice-between-too-little-and-too-much.toml");
    let text = text.replacen("2026-09-01..", "2020-01-01..", 1);
    let mut told = world::found_on(MemoryStore::new(), &DOCUMENTS);
    let Err(Rejection::Unsound(findings)) = told.publish("strict", &text) else { panic!("it is unsound") };
    assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["P037"]);
    let laxer = Judge::default().without(&["P037"]).numbered(0);
    told.bank = told.bank.judged_by(laxer);
    let receipt = told.publish("lax", &text).unwrap();
    let line = told.bank.store().lines().last().unwrap();
    let said = r#""judged":{"effort":2000,"number":0},"key":"lax""#;
    assert!(std::str::from_utf8(line).unwrap().contains(said), "{}", String::from_utf8_lossy(line));
    let bank = Bank::open(told.bank.into_store(), told.clock).unwrap();
    let published = bank.published();
    let in_force = published.programmes(&"demo".parse().unwrap(), date!("2026-08-31")).unwrap();
    assert_eq!(in_force.position, receipt.position);
    let audited = bank.verify().unwrap();
    assert!(audited.is_sound(), "{:?}", audited.discrepancies);
    assert_eq!(
        audited.not_repeated[0].to_string(),
        format!("record {}: document `demo` was judged by 0, not repeated", receipt.position)
    );
}

// ---- what decoding is ----

/// What is read back is what was judged. The programmes out of whose awards the city's rules take are not published here.
#[test]
fn decoding_reads_what_was_judged() {
    let told = world::found_on(MemoryStore::new(), &DOCUMENTS);
    for (name, text) in DOCUMENTS.iter().chain(&common_documents()) {
        let judged = Judge::default().without(&["B036"]).judge(name, text.as_bytes(), &told.bank.published()).unwrap();
        let decoded = Document::decode(name, text.as_bytes(), &*told.bank.published()).unwrap();
        assert_eq!(judged.document, decoded, "{name}");
    }
}

/// Of the gallery what can be read into the types is decoded, whatever is wrong with it; the rest is not.
#[test]
fn only_what_cannot_be_read_is_refused() {
    let (mut read, mut refused) = (0, 0);
    let bank = found();
    for (path, text) in gallery() {
        let Err(findings) = Judge::default().judge("d.toml", &text, &bank.published()) else { continue };
        let unread = findings.iter().filter(|finding| !is_judgement(finding.code)).count();
        // That a sharing has two sides is in its type.
        let unread = if path.ends_with("sharing-of-three.toml") { 1 } else { unread };
        let decoded = Document::decode("d.toml", &text, &*bank.published());
        match &decoded {
            Ok(_) => read += 1,
            Err(why) => {
                refused += 1;
                let of_pairs = |code| code == "P026";
                assert!(
                    why.iter().all(|one| !is_judgement(one.code) || of_pairs(one.code)),
                    "{}: {why}",
                    path.display()
                );
            }
        }
        assert_eq!(decoded.is_err(), unread > 0, "{}: {findings}", path.display());
    }
    assert!(read >= 60 && refused >= 40, "{read} are read, {refused} are not");
}

/// Whether a code says that what was read is not sound, rather than that it cannot be read.
fn is_judgement(code: &str) -> bool {
    let unread = ["R002", "R004", "R005", "R013", "R016", "B000", "P000"];
    let of_texts = ["D011", "D012", "D013"];
    of_texts.contains(&code) || (!code.starts_with('D') && !unread.contains(&code))
}

/// What a laxer build let pass costs a plan, and no more: planning under it ends, with a plan or with an error.
#[test]
fn unsound_programmes_that_stand_are_planned_under_or_refused() {
    let (bank, mut tried) = (found(), 0);
    for (path, text) in gallery() {
        let Ok(Document::Programmes(book)) = Document::decode("d.toml", &text, &*bank.published()) else { continue };
        for programme in &book.draft().programmes {
            let (day, effort) = (date!("2026-09-01"), Effort { steps: 500 });
            let planned = plan(&book, &programme.id, &nothing(day), effort);
            tried += usize::from(planned.is_ok());
            if let Err(why) = planned {
                assert!(!why.to_string().is_empty(), "{}", path.display());
            }
        }
    }
    assert!(tried >= 20, "{tried} plans");
}

/// A learner who brings nothing.
fn nothing(day: Date) -> Holdings {
    Holdings { day, ..bringing("HV", Vec::new()) }
}

#[test]
fn a_document_that_cannot_be_read_names_its_line() {
    for text in [
        "[document",
        "[document]\nid = \"d\"\nkind = \"framework\"\nvalid = \"2020-01-01..\"\nversion = \"1\"\nsays = 1\n",
    ] {
        let error = Bank::open(with_document(text.as_bytes(), SEMANTICS), CLOCK).unwrap_err();
        assert_eq!(error.damage().unwrap().record, 1);
        assert!(error.damage().unwrap().what.starts_with("document `d` cannot be read: error[D00"), "{error}");
    }
}

// ---- other numbers ----

#[test]
fn a_book_of_another_format_or_semantics_is_refused_by_name() {
    let sound = with_document(include_bytes!("../vectors/documents/framework.toml"), SEMANTICS);
    let change = |from: &str, to: &str| {
        let first = String::from_utf8(sound.lines().next().unwrap().to_vec()).unwrap().replace(from, to);
        MemoryStore::from_parts(vec![first.into_bytes()], []).unwrap()
    };
    let format = format!("\"format\":{FORMAT}");
    for (store, number) in [(change(&format, "\"format\":1"), 1), (change(&format, "\"format\":9,\"new\":1"), 9)] {
        let what =
            format!("this book is of format {number}, and this build reads format {FORMAT}; `refound` is the way over");
        let audited = audit(&store, &[]).unwrap();
        let error = Bank::open(store, CLOCK).unwrap_err();
        assert_eq!((error.to_string(), error.damage()), (what.clone(), None));
        assert_eq!(audited.discrepancies[0].what, Wrong::Format { found: number });
        assert_eq!(audited.discrepancies[0].what.to_string(), what);
    }
    let error = Bank::open(with_document(include_bytes!("../vectors/documents/framework.toml"), 1), CLOCK).unwrap_err();
    let what = format!("`semantics` is 1, and this build decides by {SEMANTICS}; `refound` is the way over");
    assert_eq!(error.damage().unwrap().what, what);
    assert_eq!(FORMAT, SEMANTICS, "until 1.0 they are raised together");
}

// ---- hashes ----

/// Documents that use nothing new keep their hash: a key that is absent is absent in the canonical form.
#[test]
fn the_hashes_of_our_own_documents_are_what_they_were() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/semantic-hashes.txt");
    let mut told = String::new();
    for (name, text) in semantic() {
        let hash = match Document::read(name, text.as_bytes(), &Limits::default()).unwrap() {
            Document::Rules(book) => book.hash(),
            Document::Programmes(book) => book.hash(),
            Document::Registry(_) => continue,
        };
        told.push_str(&format!("{hash} {name}\n"));
    }
    if std::env::var("CREDITBANK_BLESS").is_ok() {
        std::fs::write(file, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(file).unwrap());
}

fn semantic() -> Vec<(&'static str, &'static str)> {
    let own = [
        ("examples/data/programmes.toml", include_str!("../../examples/data/programmes.toml")),
        ("examples/data/rules.toml", include_str!("../../examples/data/rules.toml")),
        ("vectors/world/placement.toml", include_str!("../vectors/world/placement.toml")),
        ("vectors/world/programmes.toml", include_str!("../vectors/world/programmes.toml")),
        ("vectors/world/rules.toml", include_str!("../vectors/world/rules.toml")),
        ("errors/rules/good/everything.toml", include_str!("../errors/rules/good/everything.toml")),
    ];
    own.into_iter().chain(DOCUMENTS).collect()
}

// ---- help ----

fn common_documents() -> [(&'static str, &'static str); 3] {
    [
        ("examples/data/programmes.toml", include_str!("../../examples/data/programmes.toml")),
        ("examples/data/rules.toml", include_str!("../../examples/data/rules.toml")),
        ("examples/data/courses.toml", include_str!("../../examples/data/courses.toml")),
    ]
}

fn found() -> Bank<MemoryStore, FixedClock> {
    let founder = "BANK publisher founder".parse().unwrap();
    let founding = Founding { origin: "example.org/judged".parse().unwrap(), zone: Zone::CHINA, founder };
    Bank::found(MemoryStore::new(), CLOCK, founding).unwrap()
}

fn publish_as(
    bank: &mut Bank<MemoryStore, FixedClock>,
    key: &str,
    text: &[u8],
) -> Result<creditbank::PublicationReceipt, Rejection> {
    bank.publish(key, &creditbank::mandate!("founder").on(date!("2026-07-01")), "d.toml", text)
}

/// A founded book, and a line that publishes whatever it is.
fn with_document(text: &[u8], semantics: u32) -> MemoryStore {
    let mut store = found().into_store();
    let prev = leaf_hash(store.lines().next().unwrap());
    let publication = Publication {
        document: "d".parse().unwrap(),
        hash: Digest::of(&[text]),
        kind: DocumentKind::Framework,
        size: text.len() as u64,
        valid: "2020-01-01..".parse().unwrap(),
    };
    let entry = BookEntry {
        key: "d".parse().unwrap(),
        by: "BANK publisher founder".parse().unwrap(),
        effective: date!("2026-07-01"),
        recorded: bank::NOW,
        semantics,
        cites: Vec::new(),
        judged: Judged { effort: None, number: JUDGED },
        publication,
    };
    let line = Line { position: 1, prev, content: Content::Book(entry) };
    let line =
        creditbank::store::SealedLine { bytes: line.encode().unwrap(), key: "d".parse().unwrap(), learner: None };
    store.append(1, &[line]).unwrap();
    store.put_document(text).unwrap();
    store
}

/// Every document of the galleries of findings.
fn gallery() -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    walk(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors")), &mut found);
    found.sort();
    assert!(found.len() > 150, "{} documents", found.len());
    found
}

fn walk(folder: &Path, found: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|end| end == "toml") {
            let text = std::fs::read(&path).unwrap();
            found.push((path, text));
        }
    }
}
