//! Awards in a bank: they outlive it, their attachments are kept beside the journal, and whoever changes either is found.

use crate::kit::asked::{Asked, MadeIt};
use std::path::{Path, PathBuf};

use crate::kit::bank;
use crate::kit::played::SCHOOL;
use crate::kit::world::{Told, found, learner};
use creditbank::bank::{Planning, Prospect, Receipt, Wrong, audit};
use creditbank::ledger::{Act, AwardRefusal, Filing, PassbookRefusal, Refusal, RequestRefusal};
use creditbank::line::{Content, Line};
use creditbank::solver::GoalLevel;
use creditbank::testing::world::DOCUMENTS;
use creditbank::{
    Bank, Command, Date, Digest, EntryId, FileStore, FixedClock, MandateId, MemoryStore, Rejection, Store, Timestamp,
    date,
};

/// The school's award.
fn awarded<S: Store>(store: S) -> Told<S> {
    let mut told = found(store);
    told.play(SCHOOL);
    redeem(&mut told, "award/1", "sv-awarder", "1", date!("2026-01-20")).unwrap();
    told
}

/// Plans and asks for the award, under a key.
fn redeem<S: Store>(told: &mut Told<S>, key: &str, by: &str, of: &str, day: Date) -> Result<Receipt, Rejection> {
    let planning = told.bank.learner(learner()).unwrap().plan(of.parse().unwrap(), day)?;
    submit(told, key, by, &planning, day)
}

fn submit<S: Store>(
    told: &mut Told<S>,
    key: &str,
    by: &str,
    planning: &Planning,
    day: Date,
) -> Result<Receipt, Rejection> {
    let act = planning.redeem().unwrap();
    let command = Command { learner: learner(), by: by.parse().unwrap(), effective: day, act };
    told.bank.ask(key, command)
}

/// The hashes of the plan and of the certificate that the last line cites.
fn attached(store: &impl Store) -> [Digest; 2] {
    let line = store.read(store.length() - 1).unwrap().unwrap();
    let line = Line::decode(&line).unwrap();
    let Content::Learner { entry, .. } = line.content else { panic!("not a learner's line") };
    let Act::Redeem(redeem) = entry.act else { panic!("{:?}", entry.act) };
    [redeem.plan.hash(), redeem.certificate.hash()]
}

/// A result under the award is revoked and sat again; the bank plans as if the award had been revoked.
#[test]
fn a_suspended_award_is_settled_on_another_plan() {
    let mut told = awarded(MemoryStore::new());
    told.play("sv-registrar 02-01 revoke 3.0\nsv-registrar 02-10 accrue B 75 percent");
    let (award, by, day) = ("4.0".parse().unwrap(), "sv-awarder".parse::<MandateId>().unwrap(), date!("2026-02-11"));
    let before = told.bank.length();
    let planning = told.bank.learner(learner()).unwrap().plan_again(award, &by.on(day)).unwrap();
    assert_eq!(told.bank.length(), before, "planning writes nothing");
    let (cause, subject) = ("5".parse().unwrap(), creditbank::ledger::Subject::Decision(award));
    let act = creditbank::ledger::Settle { cause, how: planning.settlement().unwrap(), subject };
    told.bank.ask("settle", Command { learner: learner(), by: by.clone(), effective: day, act }).unwrap();
    let decision = &told.bank.passbook(learner()).unwrap().decisions[&award];
    assert!(decision.ended.is_none() && decision.marks.is_empty());
    assert!(decision.take.iter().any(|take| take.lot == "6.0".parse().unwrap()));
    assert!(told.bank.verify().unwrap().is_sound());
    let none = told.bank.learner(learner()).unwrap().plan_again("9.0".parse().unwrap(), &by.on(day));
    assert!(matches!(none, Err(Rejection::Refused(Refusal::Award(AwardRefusal::NoAward { .. })))));
}

#[test]
fn an_award_is_there_when_the_bank_is_opened_again() {
    let folder = Folder::new("opened");
    let told = awarded(FileStore::open(&folder.0).unwrap());
    let (before, length) = (told.bank.passbook(learner()).unwrap().clone(), told.bank.store().length());
    drop(told);
    // The folder is carried elsewhere.
    let copy = Folder::new("copied");
    copy_all(&folder.0, &copy.0);
    for folder in [&folder, &copy] {
        let store = FileStore::open(&folder.0).unwrap();
        let bank = Bank::open(store, FixedClock(Timestamp::midnight(date!("2026-09-01")))).unwrap();
        assert_eq!(bank.passbook(learner()), Some(before.clone()));
        let audit = bank.verify().unwrap();
        assert!(audit.is_sound() && audit.decided + 1 == length, "{:?}", audit.discrepancies);
    }
}

/// Whatever is done to an attachment, the audit says at which record it is missed.
#[test]
fn an_attachment_that_is_gone_or_changed_is_found() {
    for which in [0, 1] {
        for (how, said) in [("gone", "is not kept"), ("changed", ""), ("another", "")] {
            let folder = Folder::new(&format!("attachment-{which}-{how}"));
            let told = awarded(FileStore::open(&folder.0).unwrap());
            let (hashes, record) = (attached(told.bank.store()), told.bank.store().length() - 1);
            drop(told);
            let path = folder.0.join("documents").join(hashes[which].to_string());
            match how {
                "gone" => std::fs::remove_file(&path).unwrap(),
                "changed" => {
                    let mut bytes = std::fs::read(&path).unwrap();
                    let at = bytes.len() / 2;
                    bytes[at] ^= 1;
                    std::fs::write(&path, bytes).unwrap();
                }
                _ => {
                    let other = folder.0.join("documents").join(hashes[1 - which].to_string());
                    std::fs::copy(other, &path).unwrap();
                }
            }
            let store = FileStore::open(&folder.0).unwrap();
            let audit = audit(&store, &[]).unwrap();
            let first = audit.discrepancies.first().unwrap_or_else(|| panic!("{which} {how}: it is not missed"));
            assert_eq!(first.record, Some(record), "{which} {how}: {first}");
            assert!(first.what.to_string().contains(said), "{which} {how}: {first}");
        }
    }
}

/// Another form of the same plan is not the plan.
#[test]
fn an_attachment_in_another_form_is_found() {
    let told = awarded(MemoryStore::new());
    let store = told.bank.store();
    let [plan, _] = attached(store);
    let bytes = store.document(plan).unwrap().unwrap();
    let pretty: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let pretty = serde_json::to_vec_pretty(&pretty).unwrap();
    let other = Digest::of(&[&pretty]);
    let documents = store.documents().map(<[u8]>::to_vec).chain([pretty]);
    let lines = store.lines().map(<[u8]>::to_vec).collect();
    let with = MemoryStore::from_parts(lines, documents).unwrap();
    let forged = bank::rechained(&with, |line| line.replace(&plan.to_string(), &other.to_string()));
    let audit = audit(&forged, &[]).unwrap();
    let first = audit.discrepancies.first().unwrap();
    let what = format!("attachment {other} is not in canonical form");
    assert_eq!(first.what, Wrong::Attachment { what });
}

/// Law: whoever changes what an award says is found, and told where.
#[test]
fn a_forged_award_is_found_and_named() {
    let mut told = awarded(MemoryStore::new());
    told.play(
        "sv-registrar 02-01 assess transfer 1 chinese=60,mathematics=60
         hv-registrar 02-02 matriculate T at S-T/2 from 1",
    );
    let store = told.bank.store();
    assert!(told.bank.verify().unwrap().is_sound());
    let zeros = "0".repeat(64);
    for (line, path, other) in [
        (4, "award.levels.0.value", serde_json::json!(1)),
        (4, "award.levels.3.bound", serde_json::json!(0)),
        (4, "award.levels.3.level", serde_json::json!("study")),
        (4, "award.certificate", serde_json::json!(zeros)),
        (4, "award.matriculation", serde_json::json!("3")),
        (4, "award.programme", serde_json::json!("T")),
        (4, "award.rests_on", serde_json::json!(["1"])),
        (4, "posts.0.credits", serde_json::json!("3")),
        (4, "posts.0.to", serde_json::json!("available award:T@4.0")),
        (1, "pinned", serde_json::json!(6)),
        (6, "pinned", serde_json::json!(6)),
        (5, "passed", serde_json::json!(false)),
    ] {
        let record = DOCUMENTS.len() + 1 + line;
        let text = std::str::from_utf8(store.lines().nth(record).unwrap()).unwrap();
        let mut whole: serde_json::Value = serde_json::from_str(text).unwrap();
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        let parent = if parent.is_empty() { String::new() } else { format!("/{}", parent.replace('.', "/")) };
        let at = whole.pointer_mut(&parent).unwrap();
        assert_ne!(at.get(key), Some(&other), "{path}");
        match at {
            serde_json::Value::Object(members) => drop(members.insert(key.to_owned(), other)),
            items => items[key.parse::<usize>().unwrap()] = other,
        }
        let forged_line = serde_json_canonicalizer::to_string(&whole).unwrap();
        let forged = bank::rechained(&shortened(store, record), |line| {
            if line == text { forged_line.clone() } else { line.to_owned() }
        });
        let audit = audit(&forged, &[]).unwrap();
        let first = audit.discrepancies.first().unwrap_or_else(|| panic!("{path} is not missed"));
        assert_eq!(first.record, Some(record as u64), "{path}: {first}");
        let Wrong::Different { member: named } = &first.what else { panic!("{path}: {first}") };
        assert!(named.starts_with(path) || path.starts_with(named.as_str()), "{path}: {first}");
    }
}

/// The book up to a record.
fn shortened(store: &MemoryStore, record: usize) -> MemoryStore {
    let lines = store.lines().take(record + 1).map(<[u8]>::to_vec).collect();
    MemoryStore::from_parts(lines, store.documents().map(<[u8]>::to_vec)).unwrap()
}

#[test]
fn an_award_can_be_asked_for_again_under_its_key() {
    let mut told = found(MemoryStore::new());
    told.play(SCHOOL);
    let day = date!("2026-01-20");
    let planning = told.bank.learner(learner()).unwrap().plan("1".parse().unwrap(), day).unwrap();
    let first = submit(&mut told, "award/1", "sv-awarder", &planning, day).unwrap();
    let length = told.bank.store().length();
    assert_eq!(submit(&mut told, "award/1", "sv-awarder", &planning, day).unwrap(), first);
    let mut other = planning.clone();
    other.plan.day = date!("2026-01-21");
    let reused = submit(&mut told, "award/1", "sv-awarder", &other, day).unwrap_err();
    assert!(matches!(reused, Rejection::Refused(Refusal::Request(RequestRefusal::KeyReused { .. }))), "{reused}");
    let again = submit(&mut told, "award/2", "sv-awarder", &planning, day).unwrap_err();
    assert!(matches!(again, Rejection::Refused(Refusal::Award(AwardRefusal::Awarded { .. }))), "{again}");
    assert_eq!(told.bank.store().length(), length);
    // Refused, nothing is kept.
    let documents = told.bank.store().documents().count();
    drop(submit(&mut told, "award/3", "hv-awarder", &other, day).unwrap_err());
    assert_eq!(told.bank.store().documents().count(), documents);
}

/// What would be recognised can be asked without being enrolled, and is what counts once one is.
#[test]
fn what_would_be_recognised_can_be_asked_of_a_passbook_and_a_programme() {
    let mut told = found(MemoryStore::new());
    told.play(
        "sv-registrar 01-01 open
         sv-registrar 01-10 accrue A 70 percent
         sv-registrar 01-11 accrue B 80 percent
         sv-registrar 01-14 certify exam E 6 sv -
         hv-registrar 01-14 certify certificate H 1.5 sv -",
    );
    let day = date!("2026-02-01");
    let filing = Filing { attested: Vec::new(), by: "hv-registrar".parse().unwrap(), evidence: Vec::new() };
    let asked = |programme: &str, institution: &str| Prospect {
        document: "world-programmes".parse().unwrap(),
        institution: institution.parse().unwrap(),
        programme: programme.parse().unwrap(),
    };
    let found = told.bank.learner(learner()).unwrap().recognised(&asked("S", "SV"), &filing, day).unwrap();
    assert!(found.most && found.credits.unit.as_str() == "sv", "{found:?}");
    let both: Vec<_> =
        found.outcomes.iter().filter(|one| !one.counts.is_empty()).map(|one| one.code.as_str()).collect();
    assert_eq!(both[..2], ["A", "B"], "{found:#?}");
    let counted: u64 =
        found.outcomes.iter().flat_map(|one| &one.counts).map(|(_, credits)| credits.ten_thousandths()).sum();
    assert_eq!(counted, found.credits.credits.ten_thousandths(), "each counts once: {found:#?}");
    // The higher tier recognises what a conversion would make of it, and nothing was written.
    let lines = told.bank.length();
    let higher = told.bank.learner(learner()).unwrap().recognised(&asked("T", "HV"), &filing, day).unwrap();
    assert!(!higher.conversions.is_empty() && higher.credits != found.credits, "{higher:#?}");
    let nowhere: Vec<_> = higher.outcomes.iter().filter(|one| one.could.is_empty()).collect();
    assert!(!nowhere.is_empty() && nowhere.iter().all(|one| one.counts.is_empty()), "{higher:#?}");
    assert_eq!(told.bank.length(), lines);
    // Once enrolled no plan counts more.
    told.play("sv-registrar 01-02 matriculate S at S-T/1");
    let plan = told.bank.learner(learner()).unwrap().plan("5".parse().unwrap(), day).unwrap().plan;
    let planned: u64 = plan.counts.iter().map(|one| one.credits.ten_thousandths()).sum();
    assert!(planned <= found.credits.credits.ten_thousandths(), "{plan:?}");
    let unknown = told.bank.learner(learner()).unwrap().recognised(&asked("NONE", "SV"), &filing, day).unwrap_err();
    assert!(unknown.to_string().contains("NONE"), "{unknown}");
    let stranger = creditbank::LearnerId::drawn(&[7; 32], "nobody");
    assert!(matches!(
        told.bank.learner(stranger).unwrap().recognised(&asked("S", "SV"), &filing, day),
        Err(Rejection::Refused(Refusal::Passbook(PassbookRefusal::NotOpened { .. })))
    ));
}

/// Law 44: what a plan counts on can be had. Its applications are filed in its order and approved; then the plan is
/// reached as was predicted.
#[test]
fn what_a_plan_counts_on_is_granted_and_counts_as_predicted() {
    let mut told = found(MemoryStore::new());
    told.play(
        "sv-registrar 01-01 open
         sv-registrar 01-02 matriculate S at S-T/1
         sv-registrar 01-10 accrue A 70 percent
         sv-registrar 01-11 accrue B 80 percent
         sv-registrar 01-12 assess transfer 1 chinese=60,mathematics=60
         hv-registrar 01-13 matriculate T at S-T/2 from 1
         hv-registrar 01-14 accrue C B letters
         sv-registrar 01-14 certify exam E 6 sv -
         hv-registrar 01-14 certify certificate F 2 hv -
         hv-registrar 01-14 certify certificate G 2 hv -
         hv-registrar 01-14 certify certificate F 2 hv -
         hv-registrar 01-14 certify certificate G 2 hv -
         hv-registrar 01-14 certify certificate H 1.5 sv -",
    );
    let (of, day): (EntryId, _) = ("5".parse().unwrap(), date!("2026-02-01"));
    let by: MandateId = "hv-registrar".parse().unwrap();
    let filing = Filing { attested: Vec::new(), by: by.clone(), evidence: Vec::new() };
    let alone = told.bank.learner(learner()).unwrap().plan(of, day).unwrap();
    let counts = |planning: &Planning, level| planning.plan.level(level).unwrap().value;
    // In steps of 0.5: 6 of A and B, and 1.5 of H; 1.5 are short.
    assert_eq!(counts(&alone, GoalLevel::Study), 3);
    let planning = told.bank.learner(learner()).unwrap().plan_with(of, &filing, day).unwrap();
    assert_eq!((counts(&planning, GoalLevel::Study), planning.plan.conversions.len()), (0, 1), "{:?}", planning.plan);
    // F and G make the same course as E does: of two such only one would stand.
    let same = planning.offers.iter().filter(|one| one.conversion.makes.iter().any(|made| made.code.as_str() == "ANY"));
    assert_eq!(same.count(), 5);
    let open = submit(&mut told, "early", "hv-awarder", &planning, day).unwrap_err();
    assert!(matches!(open, Rejection::Refused(Refusal::Award(AwardRefusal::ConversionsOpen { .. }))), "{open}");
    let applications: Vec<_> = planning.applications().cloned().collect();
    for (at, apply) in applications.into_iter().enumerate() {
        let command = Command { learner: learner(), by: by.clone(), effective: day, act: apply };
        let filed = told.bank.ask(&format!("apply/{at}"), command).unwrap();
        let application = filed.application().unwrap();
        if told.bank.passbook(learner()).unwrap().applications[&application].converted.is_none() {
            told.play(&format!("hv-reviewer 02-01 approve {application}"));
        }
    }
    let done = told.bank.learner(learner()).unwrap().plan(of, day).unwrap();
    assert!(done.plan.is_reached() && done.plan.is_proved(), "{:?}", done.plan);
    submit(&mut told, "award", "hv-awarder", &done, day).unwrap();
    assert!(told.bank.verify().unwrap().is_sound());
}

/// A folder of this test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("creditbank-awards-{}-{name}", std::process::id()));
        drop(std::fs::remove_dir_all(&folder));
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

fn copy_all(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for item in std::fs::read_dir(from).unwrap() {
        let item = item.unwrap();
        let into = to.join(item.file_name());
        if item.file_type().unwrap().is_dir() {
            copy_all(&item.path(), &into);
        } else {
            {
                std::fs::copy(item.path(), into).unwrap();
            }
        }
    }
}
