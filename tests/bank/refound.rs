//! Over to the present format: the commands of an old book are decided again, and what is decided otherwise is told.

use crate::kit::asked::Asked;
use crate::kit::{bank, world};
use creditbank::bank::{Now, Refounded, audit, refound};
use creditbank::journal::{Checkpoint, leaf_hash};
use creditbank::ledger::Act;
use creditbank::testing::engine::Judge;
use creditbank::testing::shelf::Shelf;
use creditbank::testing::stories::{stories, tell};
use creditbank::testing::studies::{studies, study};
use creditbank::testing::world::DOCUMENTS;
use creditbank::{Bank, Digest, Error, FixedClock, MemoryStore, Store, Timestamp};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use serde_json::Value;

/// Books of format 1, with the documents beside them, as they were before documents said by what they were judged. They
/// never change.
const OLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/format-1");

/// Every file of a folder.
fn files(folder: &str) -> impl Iterator<Item = Vec<u8>> + use<> {
    std::fs::read_dir(folder).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap())
}

fn old(name: &str) -> MemoryStore {
    let text = std::fs::read_to_string(format!("{OLD}/{name}.jsonl")).unwrap();
    let kept = ["attachments", "documents", "world"].into_iter().flat_map(|folder| files(&format!("{OLD}/{folder}")));
    MemoryStore::from_parts(text.lines().map(|line| line.as_bytes().to_vec()).collect(), kept).unwrap()
}

type Over = (Bank<MemoryStore, FixedClock>, Refounded);

fn over(store: &MemoryStore) -> Result<Over, Error> {
    refound(store, MemoryStore::new(), FixedClock(bank::NOW), "example.org/anew".parse().unwrap())
}

/// The new book is sound, names the old one, and has a line for what was taken over.
fn is_sound(store: &MemoryStore, (bank, report): &Over) {
    let audited = bank.verify().unwrap();
    assert!(audited.is_sound(), "{:?}", audited.discrepancies);
    let last = store.lines().last().unwrap();
    let cited = bank.genesis().refounds.unwrap();
    assert_eq!((cited.size, cited.head), (store.length(), leaf_hash(last)));
    assert_eq!((report.lines, report.taken + 1), (store.length(), bank.length()));
    let dropped = report.otherwise.iter().filter(|one| !matches!(one.now, Now::Decided { .. })).count();
    assert_eq!(report.taken + dropped as u64 + 1, report.lines, "nothing is lost in silence");
    let lines: Vec<_> = bank.store().lines().map(<[u8]>::to_vec).collect();
    let again = MemoryStore::from_parts(lines, bank.store().documents().map(<[u8]>::to_vec)).unwrap();
    assert_eq!(Bank::open(again, FixedClock(bank::NOW)).unwrap().head(), bank.head());
}

/// Every golden book of format 1 comes over, and what is decided otherwise is what was last looked at.
#[test]
fn golden_books_of_format_1_come_over_with_their_reports() {
    for name in ["journal", "conversions", "awards", "attempts"] {
        let store = old(name);
        let refused = Bank::open(store.clone(), FixedClock(bank::NOW)).unwrap_err();
        assert_eq!(refused.other_format_found(), Some(1), "{refused}");
        let over = over(&store).unwrap();
        is_sound(&store, &over);
        let file = format!("{OLD}/{name}-report.txt");
        let told = format!("{}\n", over.1);
        if std::env::var("CREDITBANK_BLESS").is_ok() {
            std::fs::write(&file, &told).unwrap();
        }
        assert_eq!(told, std::fs::read_to_string(&file).unwrap(), "{name}");
    }
}

/// Request keys, mandates, days and instants are those of the old book.
#[test]
fn who_asked_for_what_and_when_is_kept() {
    let store = old("awards");
    let (bank, report) = over(&store).unwrap();
    let of = |line: &[u8]| {
        let line: Value = serde_json::from_slice(line).unwrap();
        ["by", "effective", "key", "learner", "recorded"].map(|member| line.get(member).cloned())
    };
    let gone: Vec<u64> =
        report.otherwise.iter().filter(|one| !matches!(one.now, Now::Decided { .. })).map(|one| one.position).collect();
    let lines = (0_u64..).zip(store.lines()).filter(|(at, _)| !gone.contains(at));
    assert!(lines.map(|(_, line)| of(line)).eq(bank.store().lines().map(of)));
}

// ---- books that were changed ----

/// The lines of a book of this format, changed one by one, and chained again.
fn changed(store: &MemoryStore, change: impl Fn(usize, &mut Value)) -> MemoryStore {
    let (mut head, mut last, mut lines) = (Digest::ZERO, std::collections::BTreeMap::new(), Vec::new());
    for (at, line) in store.lines().enumerate() {
        let mut line: Value = serde_json::from_slice(line).unwrap();
        change(at, &mut line);
        line["prev"] = head.to_string().into();
        if let Some(learner) = line.get("learner").map(ToString::to_string) {
            line["last"] = last.get(&learner).copied().unwrap_or(Digest::ZERO).to_string().into();
            let bytes = serde_json_canonicalizer::to_vec(&line).unwrap();
            last.insert(learner, leaf_hash(&bytes));
        }
        let bytes = serde_json_canonicalizer::to_vec(&line).unwrap();
        head = leaf_hash(&bytes);
        lines.push(bytes);
    }
    MemoryStore::from_parts(lines, store.documents().map(<[u8]>::to_vec)).unwrap()
}

fn told(script: &str) -> MemoryStore {
    let mut told = world::found_on(MemoryStore::new(), &DOCUMENTS);
    told.play(script);
    told.bank.into_store()
}

/// Lines of a passbook and, beside them, what is the same without the one that is changed.
const STORY: &str = "sv-registrar 01-01 open
    sv-registrar 01-10 accrue A 70 percent
    sv-registrar 01-11 accrue B 80 percent
    sv-reviewer 01-16 hold 1.0:1 through 2026-02-28
    sv-reviewer 01-17 hold 2.0:1 through 2026-02-28
    sv-reviewer 01-18 release 3.0
    sv-reviewer 01-19 release 4.0";

#[test]
fn what_cannot_be_read_is_told_and_the_numbers_after_it_are_one_less() {
    let store = told(STORY);
    let first = usize::try_from(store.length()).unwrap() - 7;
    let accrued = first + 1;
    let store = changed(&store, |at, line| {
        if at == accrued {
            let act = line["act"]["accrue"].take();
            line["act"] = serde_json::json!({ "deposit": act });
        }
    });
    let (bank, report) = over(&store).unwrap();
    is_sound(&store, &(bank, report.clone()));
    let shown: Vec<_> =
        report.otherwise.iter().map(|one| (one.position, one.verb.as_str(), one.now.to_string())).collect();
    let (accrued, held, released) = (accrued as u64, first as u64 + 3, first as u64 + 5);
    assert_eq!(
        shown,
        [
            (accrued, "deposit", "cannot be read: `deposit` is not a verb that is known".to_owned()),
            (held, "hold", "not asked: it names `1.0`, which is not in the new book".to_owned()),
            (released, "release", "not asked: it names `3.0`, which is not in the new book".to_owned()),
        ]
    );
    assert!(report.otherwise[0].then.contains("worth"), "{}", report.otherwise[0].then);
    let less = told(
        "sv-registrar 01-01 open
         sv-registrar 01-11 accrue B 80 percent
         sv-reviewer 01-17 hold 1.0:1 through 2026-02-28
         sv-reviewer 01-19 release 2.0",
    );
    let learner = world::learner();
    let (anew, _) = over(&store).unwrap();
    let less = Bank::open(less, FixedClock(bank::NOW)).unwrap();
    let [anew, less] = [anew.passbook(learner), less.passbook(learner)];
    assert_eq!(anew, less);
    assert!(anew.is_some());
}

#[test]
fn what_is_refused_now_and_what_is_decided_otherwise_are_told() {
    let store = told(STORY);
    let first = usize::try_from(store.length()).unwrap() - 7;
    let store = changed(&store, |at, line| {
        if at == first + 1 {
            line["worth"]["amount"] = "99 sv".into();
        }
        if at == first + 6 {
            line["act"]["release"]["hold"] = "3.0".into();
        }
    });
    let (_, report) = over(&store).unwrap();
    let shown: Vec<_> = report.otherwise.iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), 2, "{report}");
    assert!(
        shown[0].contains(r#"then {"worth":{"amount":"99 sv""#) && shown[0].contains("; now line "),
        "{}",
        shown[0]
    );
    assert!(shown[1].contains("; now refused: "), "{}", shown[1]);
}

/// A merge cites lines of the new book.
#[test]
fn a_merge_is_made_again_where_lines_moved() {
    let mut told = world::found_on(MemoryStore::new(), &DOCUMENTS);
    told.play(
        "sv-registrar 01-01 open
         sv-registrar 01-10 accrue A 70 percent
         2: sv-registrar 01-01 open
         2: sv-registrar 01-10 accrue B 90 percent",
    );
    let (from, into) = (creditbank::testing::world::learner(2), world::learner());
    told.bank
        .merge("merge", &creditbank::mandate!("bank-operator").on(creditbank::date!("2026-06-30")), from, into)
        .unwrap();
    let store = told.bank.into_store();
    let accrued = usize::try_from(store.length()).unwrap() - 5;
    let store = changed(&store, |at, line| {
        if at == accrued {
            line["act"] = serde_json::json!({ "deposit": {} });
        }
    });
    let over = over(&store).unwrap();
    is_sound(&store, &over);
    let (bank, report) = over;
    assert_eq!(report.otherwise.len(), 1, "{report}");
    assert_eq!(bank.in_flight(), []);
    let book = bank.passbook(into).unwrap();
    assert_eq!(book.lots.keys().map(ToString::to_string).collect::<Vec<_>>(), [format!("1.0@{from}")]);
}

// ---- what is no book to go on from ----

#[test]
fn what_cannot_be_gone_on_from_is_refused() {
    let store = old("journal");
    let same = store.lines().next().map(|line| serde_json::from_slice::<Value>(line).unwrap()).unwrap();
    let origin = same["act"]["genesis"]["origin"].as_str().unwrap().parse().unwrap();
    let clock = FixedClock(bank::NOW);
    let refused = refound(&store, MemoryStore::new(), clock, origin).unwrap_err().to_string();
    assert_eq!(refused, "the old book is `credit.example.org/test`; the new one needs another name");
    let origin = || "example.org/anew".parse().unwrap();
    let refused = refound(&store, store.clone(), clock, origin()).unwrap_err().to_string();
    assert_eq!(refused, "the store holds a book already; open it instead");
    let refused = refound(&MemoryStore::new(), MemoryStore::new(), clock, origin()).unwrap_err().to_string();
    assert_eq!(refused, "the old store holds no book");
    let mut lines: Vec<_> = store.lines().map(<[u8]>::to_vec).collect();
    lines.remove(3);
    let broken = MemoryStore::from_parts(lines, []).unwrap();
    assert_eq!(over(&broken).unwrap_err().damage().unwrap().record, 3);
}

#[test]
fn a_document_that_is_not_kept_is_told_and_all_that_needs_it() {
    let store = old("journal");
    let lines = store.lines().map(<[u8]>::to_vec).collect();
    let without = |bytes: &&[u8]| !String::from_utf8_lossy(bytes).contains("kind = \"mandates\"");
    let kept: Vec<_> = store.documents().filter(without).map(<[u8]>::to_vec).collect();
    let store = MemoryStore::from_parts(lines, kept).unwrap();
    let over = over(&store).unwrap();
    is_sound(&store, &over);
    let (bank, report) = over;
    assert_eq!(bank.length(), 4, "the first line, and three documents");
    let first = report.otherwise[0].to_string();
    assert!(first.starts_with("line 3, publish: then {\"by\":\"BANK publisher founder\""), "{first}");
    assert!(first.contains("; now cannot be read: document `demo-mandates` is not kept under "), "{first}");
    assert!(report.otherwise[1..].iter().all(|one| matches!(one.now, Now::Refused(_) | Now::NotAsked(_))));
}

/// It was judged once: it stands as it was judged, and the report lists it.
#[test]
fn a_document_that_the_present_checks_refuse_stands_and_is_listed() {
    let text = include_str!("../errors/programmes/bad/choice-between-too-little-and-too-much.toml");
    let text = text.replacen("2026-09-01..", "2020-01-01..", 1);
    let mut told = world::found_on(MemoryStore::new(), &DOCUMENTS);
    told.bank = told.bank.judged_by(Judge::default().without(&["P037"]).numbered(7));
    let receipt = told.publish("lax", &text).unwrap();
    told.play("sv-registrar 01-01 open");
    let store = told.bank.into_store();
    let over = over(&store).unwrap();
    is_sound(&store, &over);
    let (bank, report) = over;
    assert!(report.is_the_same(), "{report}");
    let at = receipt.position;
    let listed = format!("record {at}: document `demo` was judged by 7, not repeated: the present checks refuse it");
    assert_eq!(report.to_string().lines().nth(1), Some(&*listed));
    assert_eq!(bank.verify().unwrap().not_repeated, report.not_judged);
}

// ---- any book ----

/// What was accepted of a random history, merges apart, told to a bank again.
fn book(shelf: &Shelf) -> MemoryStore {
    let mut told = world::found_on(MemoryStore::new(), &DOCUMENTS);
    let accepted = shelf.asked.iter().filter(|asked| asked.refusal.is_none()).map(|asked| &asked.command);
    let alone = accepted.filter(|command| !matches!(command.act, Act::MergeIn(_) | Act::MergeOut(_)));
    for (second, command) in (0_i64..).zip(alone) {
        told.clock.0.set(Timestamp::from_unix(Timestamp::midnight(shelf.today).unix() + second / 3).unwrap());
        drop(told.bank.ask(&format!("r/{second}"), command.clone()));
    }
    told.bank.into_store()
}

/// Under the semantics that decided it, a book comes over as it is.
fn comes_over(shelf: &Shelf) -> Result<(), TestCaseError> {
    let store = book(shelf);
    assert!(store.length() > 10, "{} lines", store.length());
    let (bank, report) = over(&store).unwrap();
    assert!(report.is_the_same(), "{report}");
    let audited = audit(bank.store(), &[] as &[Checkpoint]).unwrap();
    assert!(audited.is_sound(), "{:?}", audited.discrepancies);
    let before = Bank::open(store, FixedClock(bank::NOW)).unwrap();
    let learners: Vec<_> = before.learners().map(Result::unwrap).collect();
    prop_assert!(bank.learners().map(Result::unwrap).eq(learners.iter().copied()));
    for learner in learners {
        prop_assert_eq!(before.passbook(learner), bank.passbook(learner));
    }
    Ok(())
}

#[test]
fn a_book_of_this_format_comes_over_as_it_is() {
    let config = || Config { cases: 12, rng_seed: RngSeed::Fixed(8), failure_persistence: None, ..Config::default() };
    TestRunner::new(config())
        .run(&stories(60), |steps| comes_over(&tell(&steps).map_err(TestCaseError::fail)?))
        .unwrap();
    TestRunner::new(config())
        .run(&studies(50), |steps| comes_over(&study(&steps).map_err(TestCaseError::fail)?))
        .unwrap();
}
