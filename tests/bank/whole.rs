//! The bank as a whole, over both stores, on the documents of the examples.

use crate::kit::asked::Asked;
use crate::kit::bank::{self, learner, open, request, worker};
use crate::kit::story::{certified, course, story};
use creditbank::bank::{LotFilter, Wrong};
use creditbank::journal::{Checkpoint, CheckpointError};
use creditbank::ledger::{
    Accrue, Enrol, Expire, Hold, Learned, LotRefusal, PassbookRefusal, Record, Refusal, RequestRefusal, Share, Status,
    Take, WhenRefusal,
};
use creditbank::registry::{OutcomeKind, Tier};
use creditbank::{Bank, Command, Digest, FileStore, FixedClock, MemoryStore, Rejection, Request, Store, credits, date};

#[test]
fn the_same_requests_give_the_same_bytes_in_both_stores() {
    let folder = tempfile::tempdir().unwrap();
    let mut memory = open(MemoryStore::new());
    let mut file = open(FileStore::open(folder.path()).unwrap());
    for learner in 0..3 {
        for request in story(learner) {
            let key = request.key.as_str().to_owned();
            let answer = memory.ask(&key, request.command.clone());
            answer.unwrap_or_else(|error| panic!("{key}: {error}"));
        }
        file.submit_batch(&story(learner))
            .unwrap()
            .into_iter()
            .for_each(|answer| assert!(answer.is_ok(), "{answer:?}"));
    }
    assert_eq!(memory.head(), file.head());
    let text = std::fs::read(folder.path().join("journal.jsonl")).unwrap();
    let lines: Vec<_> = memory.store().lines().flat_map(|line| [line, b"\n"]).flatten().copied().collect();
    assert!(text == lines, "byte for byte");
    for audit in [memory.verify().unwrap(), file.verify().unwrap()] {
        assert!(audit.is_sound(), "{:?}", audit.discrepancies);
        assert_eq!(audit.decided, memory.length() - 1);
    }
    let (head, checkpoint) = (file.head(), file.checkpoint());
    drop(file);
    let again = Bank::open(FileStore::open(folder.path()).unwrap(), FixedClock(bank::NOW)).unwrap();
    assert_eq!((again.head(), again.checkpoint()), (head, checkpoint));
}

#[test]
fn the_story_ends_as_it_should() {
    let mut bank = open(MemoryStore::new());
    let answers = bank.submit_batch(&story(0)).unwrap();
    answers.into_iter().for_each(|answer| assert!(answer.is_ok(), "{answer:?}"));
    let statement = bank.now(learner(0));
    let places: Vec<String> = statement
        .passbook
        .lots
        .values()
        .map(|lot| {
            lot.parts.iter().map(|part| format!("{} {}", part.credits, part.standing)).collect::<Vec<_>>().join(" + ")
        })
        .collect();
    // The retake was revoked, so the first attempt counts again.
    assert_eq!(places, ["4 available", "4 revoked", "4 available", "32 available"]);
    assert_eq!(Some(&statement.passbook), bank.passbook(learner(0)).as_deref());
    let then = bank.on(learner(0), date!("2024-08-05"));
    let balance = then.balances[&("hour".parse().unwrap(), Tier::Higher)];
    assert_eq!((balance.free, balance.held), (credits!("12"), credits!("20")));
    let sv = then.balances[&("sv".parse().unwrap(), Tier::Secondary)];
    assert_eq!(
        (sv.reserved, sv.blocked, sv.free),
        (credits!("4"), credits!("4"), credits!("4")),
        "the retake is in use"
    );
    let before = bank.on(learner(0), date!("2024-06-30")).balances;
    let sv = before[&("sv".parse().unwrap(), Tier::Secondary)];
    assert_eq!((sv.free, sv.behind, sv.blocked), (credits!("8"), credits!("4"), credits!("0")), "and was not yet");
    let now = bank.now(learner(0)).balances[&("sv".parse().unwrap(), Tier::Secondary)];
    assert_eq!((now.free, now.behind, now.revoked), (credits!("8"), credits!("0"), credits!("4")));
    let early = bank.at(learner(0), 6);
    assert_eq!(early.lines.len(), 2, "the line at position 6 is the passbook's second");
    assert!(bank.now(learner(9)).lines.is_empty());
}

#[test]
fn asking_again_gives_the_same_receipt_and_no_line() {
    let mut bank = open(MemoryStore::new());
    let first = bank.submit_batch(&story(0)).unwrap();
    let length = bank.length();
    assert_eq!(bank.submit_batch(&story(0)).unwrap(), first);
    assert_eq!(bank.length(), length);
    let other = Request { command: story(0)[3].command.clone(), key: "m1".parse().unwrap() };
    let answer = bank.submit_batch(&[other]).unwrap();
    assert!(matches!(answer[0], Err(Refusal::Request(RequestRefusal::KeyReused { position: 6, .. }))), "{answer:?}");
    // In one batch too.
    let twice =
        [story(1)[0].clone(), story(1)[0].clone(), Request { key: "open".parse().unwrap(), ..story(1)[1].clone() }];
    let answers = bank.submit_batch(&twice).unwrap();
    assert_eq!(answers[0], answers[1]);
    assert!(matches!(answers[2], Err(Refusal::Request(RequestRefusal::KeyReused { .. }))));
    assert_eq!(bank.length(), length + 1);
}

#[test]
fn unrelated_learners_commute() {
    let (mut one, mut other) = (open(MemoryStore::new()), open(MemoryStore::new()));
    one.submit_batch(&[story(0), story(1)].concat()).unwrap();
    let mixed: Vec<_> = story(1).into_iter().zip(story(0)).flat_map(|(a, b)| [a, b]).collect();
    other.submit_batch(&mixed).unwrap();
    for of in 0..2 {
        assert_eq!(one.now(learner(of)).balances, other.now(learner(of)).balances);
        assert_eq!(one.passbook(learner(of)), other.passbook(learner(of)));
    }
    assert_ne!(one.head(), other.head());
}

#[test]
fn a_clock_that_jumps_waits_to_be_confirmed_and_one_that_goes_back_stands_still() {
    let mut store = MemoryStore::new();
    drop(open(&mut store));
    let late = "2036-01-01T00:00:00Z".parse().unwrap();
    let mut bank = Bank::open(&mut store, FixedClock(late)).unwrap();
    let request = story(0).remove(0);
    let error = bank.ask("open", request.command.clone()).unwrap_err();
    assert!(matches!(&error, Rejection::Failed(error) if error.is_clock_jump()), "{error}");
    bank.confirm_clock(late);
    bank.ask("open", request.command).unwrap();
    drop(bank);
    let early = "2020-01-01T00:00:00Z".parse().unwrap();
    let mut bank = Bank::open(&mut store, FixedClock(early)).unwrap();
    bank.ask("m1", story(0).remove(1).command).unwrap();
    let last = bank.tail(bank.length() - 1).next().unwrap().unwrap();
    assert_eq!(last.recorded(), late);
}

#[test]
fn two_passbooks_of_one_person_become_one() {
    let mut bank = open(MemoryStore::new());
    bank.submit_batch(&story(0)).unwrap();
    bank.submit_batch(&story(1)[..8]).unwrap();
    let operator = creditbank::mandate!("bank-operator-1");
    let day = date!("2024-10-01");
    let (old, new) = (learner(1), learner(0));
    let receipts = bank.merge("merge/1", &operator.on(day), old, new).unwrap();
    assert_eq!(bank.merge("merge/1", &operator.on(day), old, new).unwrap(), receipts, "asked again");
    assert!(bank.in_flight().is_empty());
    assert_eq!(bank.passbook(old).unwrap().status, Status::Merged { into: new });
    let merged = bank.passbook(new).unwrap();
    assert_eq!(merged.former, [old]);
    let lots: Vec<_> = merged.lots.keys().map(ToString::to_string).collect();
    assert!(lots.contains(&format!("1.0@{old}")), "{lots:?}");
    let decision = merged.decisions.values().find(|one| one.id.entry.home == Some(old)).unwrap();
    assert!(decision.ended.is_none());
    // The used attempt came in by the merge; those that were here cannot be used beside it.
    let shown = bank.now(new).places;
    assert_eq!(shown[&"1.0".parse().unwrap()], [(Share::Blocked, credits!("4"))].into());
    assert_eq!(shown[&format!("2.0@{old}").parse().unwrap()], [(Share::Reserved, credits!("4"))].into());
    let audit = bank.verify().unwrap();
    assert!(audit.is_sound(), "{:?}", audit.discrepancies);
    let refused = bank.ask("late", Command { learner: old, ..story(0)[1].command.clone() }).unwrap_err();
    assert!(matches!(refused, Rejection::Refused(Refusal::Passbook(PassbookRefusal::Merged { .. }))));
}

#[test]
fn a_bulk_revocation_is_one_line_a_learner_and_tells_what_became_of_each() {
    let mut bank = open(MemoryStore::new());
    (0..3).for_each(|of| drop(bank.submit_batch(&story(of)[..4]).unwrap()));
    let filter = LotFilter { code: Some("SV:MECH102".parse().unwrap()), ..LotFilter::default() };
    let (reason, by) = ("cheating-ring".parse().unwrap(), worker("sv01-registrar-1"));
    let before = bank.length();
    let report = bank.revoke_all("ring", &by.on(date!("2025-01-01")), &filter, &reason).unwrap();
    assert_eq!((report.len(), bank.length()), (3, before + 3));
    assert!(report.iter().all(|one| one.answer.is_ok() && one.lots.len() == 1));
    assert!(bank.find_lots(&filter).is_empty());
}

#[test]
fn a_sweep_notes_what_is_past_once_and_changes_no_answer() {
    let mut bank = open(MemoryStore::new());
    bank.submit_batch(&story(0)[..1]).unwrap();
    let mut accrue = certified(OutcomeKind::Training, "VR:TEA", Some("32 hour"));
    accrue.valid_through = Some(date!("2025-12-31"));
    let by = "village01-registrar-1";
    bank.submit_batch(&[request(learner(0), "t", by, "2024-07-20", accrue.into())]).unwrap();
    let operator = worker("bank-operator-1");
    assert!(bank.sweep("s/1", &operator.on(date!("2025-12-31"))).unwrap().is_empty(), "the last day still counts");
    let report = bank.sweep("s/2", &operator.on(date!("2026-01-31"))).unwrap();
    assert_eq!(report.len(), 1);
    let swept = bank.now(learner(0));
    let lot = &swept.passbook.lots[&creditbank::LotId::here(1, 0)];
    assert_eq!((lot.swept, lot.latest), (Some(creditbank::EntryId::here(2)), date!("2024-07-20")), "it did not move");
    assert_eq!(swept.balances.values().next().unwrap().expired, credits!("32"));
    let hold = Hold {
        take: vec![Take { credits: credits!("1"), lot: creditbank::LotId::here(1, 0) }],
        through: date!("2026-03-01"),
    };
    let late = request(learner(0), "h/1", "bank-reviewer-1", "2026-01-01", hold.clone().into());
    let refused = bank.submit_batch(&[late]).unwrap();
    assert!(
        matches!(refused[0], Err(Refusal::Lot(LotRefusal::Expired { last, .. })) if last == date!("2025-12-31")),
        "{refused:?}"
    );
    let in_time = request(learner(0), "h/2", "bank-reviewer-1", "2025-12-31", hold.into());
    let held = bank.submit_batch(&[in_time]).unwrap();
    assert!(held[0].is_ok(), "as if there had been no sweep: {held:?}");
    let before = bank.on(learner(0), date!("2025-12-30"));
    assert_eq!(before.balances.values().next().unwrap().free, credits!("32"));
    let on_last_day = bank.on(learner(0), date!("2025-12-31"));
    let balance = *on_last_day.balances.values().next().unwrap();
    assert_eq!((balance.free, balance.held), (credits!("31"), credits!("1")));
    let nothing =
        bank.submit_batch(&[request(learner(0), "e", "bank-operator-1", "2026-02-01", Expire.into())]).unwrap();
    assert!(matches!(nothing[0], Err(Refusal::When(WhenRefusal::NothingDue { .. }))));
}

#[test]
fn an_operators_forgery_is_caught_by_a_kept_checkpoint_only() {
    let mut bank = open(MemoryStore::new());
    bank.submit_batch(&story(0)).unwrap();
    let kept: Checkpoint = bank.checkpoint().to_string().parse().unwrap();
    let forged = bank::rechained(bank.store(), |text| text.replace("32 hour", "48 hour"));
    let audit = creditbank::bank::audit(&forged, &[]).unwrap();
    assert!(audit.is_sound(), "consistent in itself: {:?}", audit.discrepancies);
    let audit = creditbank::bank::audit(&forged, &[kept]).unwrap();
    let Wrong::Against { wrong, .. } = &audit.discrepancies[0].what else { panic!("{:?}", audit.discrepancies) };
    assert!(matches!(**wrong, Wrong::Checkpoint(CheckpointError::Rewritten { .. })), "{wrong}");
    assert!(wrong.to_string().contains("written anew"), "{wrong}");
    // What a course is worth cannot be forged: the catalogue says it.
    let forged = bank::rechained(bank.store(), |text| text.replace("\"4 sv\"", "\"5 sv\""));
    let audit = creditbank::bank::audit(&forged, &[]).unwrap();
    assert!(!audit.is_sound());
    assert!(
        audit.discrepancies.iter().any(|one| one.what == Wrong::Different { member: "worth.amount".into() }),
        "{:?}",
        audit.discrepancies
    );
}

#[test]
fn a_line_may_not_be_too_long() {
    let mut bank = open(MemoryStore::new());
    bank.submit_batch(&story(0)[..1]).unwrap();
    let mut accrue = course("SV:MECH101", "72 percent");
    accrue.evidence = vec![Digest::ZERO; 1_000];
    let refused =
        bank.submit_batch(&[request(learner(0), "long", "sv01-registrar-1", "2024-01-20", accrue.into())]).unwrap();
    assert!(
        matches!(refused[0], Err(Refusal::Request(RequestRefusal::TooLong { bytes, most: 65_535 })) if bytes > 65_535)
    );
    assert!(bank.verify().unwrap().is_sound());
}

#[test]
fn a_usual_accrual_is_about_550_bytes() {
    let mut bank = open(MemoryStore::new());
    bank.submit_batch(&story(0)).unwrap();
    let line = bank.store().read(6).unwrap().unwrap();
    assert!((500..600).contains(&line.len()), "{} bytes: {}", line.len(), String::from_utf8_lossy(&line));
}

#[test]
fn outcomes_that_earn_nothing_and_enrolments_are_on_record() {
    let mut bank = open(MemoryStore::new());
    let enrol = Enrol {
        ends: None,
        programme: "SV-MECH".parse().unwrap(),
        registered: None,
        run: None,
        starts: date!("2023-09-01"),
    };
    let failed = Record {
        earned: None,
        evidence: vec![],
        grade: Some("42 percent".parse().unwrap()),
        of: Learned::Course("SV:MECH101".parse().unwrap()),
        result: creditbank::ledger::NotPassed::Failed,
        run: None,
    };
    let by = "sv01-registrar-1";
    let answers = bank
        .submit_batch(&[
            story(0)[0].clone(),
            request(learner(0), "e", by, "2023-09-01", enrol.into()),
            request(learner(0), "f", by, "2024-01-20", failed.into()),
        ])
        .unwrap();
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let book = bank.passbook(learner(0)).unwrap();
    assert_eq!((book.enrolments.len(), book.records.len(), book.lots.len()), (1, 1, 0));
}

/// Law: decide, verify, audit and replay give the same with the vault absent.
#[test]
fn an_absent_vault_changes_nothing() {
    use creditbank::vault::{MemoryVault, Vault};

    let commands = |vault: &mut MemoryVault| {
        let key = "m1".parse().unwrap();
        let scan = vault.keep(learner(0), &key, "transcript", "李雷 72".as_bytes()).unwrap();
        let accrue = Accrue { earned: None, evidence: vec![scan], ..course("SV:MECH101", "72 percent") };
        vec![story(0)[0].clone(), request(learner(0), "m1", "sv01-registrar-1", "2024-01-20", accrue.into())]
    };
    let mut vault = MemoryVault::new([5; 32]);
    let mut bank = open(MemoryStore::new());
    let requests = commands(&mut vault);
    let first = bank.submit_batch(&requests).unwrap();
    let (audit, statement) = (bank.verify().unwrap(), bank.now(learner(0)));
    assert!(audit.is_sound() && first.iter().all(Result::is_ok));
    let retried = commands(&mut MemoryVault::new([5; 32]));
    assert_eq!(retried, requests, "a retry commits to the same bytes");
    vault.erase(learner(0)).unwrap();
    drop(vault);
    assert_eq!(bank.submit_batch(&retried).unwrap(), first);
    let again = Bank::open(bank.into_store(), FixedClock(bank::NOW)).unwrap();
    assert_eq!(again.verify().unwrap(), audit);
    assert_eq!(again.now(learner(0)), statement);
}
