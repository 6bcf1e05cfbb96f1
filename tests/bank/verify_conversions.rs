//! Books with applications and conversions, at the level of the bank: whoever changes a field is found out and told
//! which, new versions of the rules leave the past alone, and every request can be made again.

use crate::kit::asked::{Asked, MadeIt};
use crate::kit::bank;
use crate::kit::world::{self, Told, document, found, learner, told};
use creditbank::bank::{Wrong, audit};
use creditbank::ledger::{
    Act, Filed, FilingResult, LotRefusal, Made, ReasonKind, Refusal, Remark, RequestRefusal, Reviewed, Share, Standing,
    Stands, WhoRefusal,
};
use creditbank::line::{Content, Line};
use creditbank::{Bank, Command, Digest, EntryId, FileStore, HoldId, LotId, MemoryStore, Rejection, credits, date};
use serde_json::Value;

/// The members of a line that deciding gives.
const DECIDED: [&str; 8] = ["application", "conversion", "ends", "made", "posts", "remarks", "through", "under"];

/// The paths of all values in a JSON value that hold nothing else.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, value)| leaves(value, &under(key), found)),
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(at, value)| leaves(value, &under(&at.to_string()), found));
        }
        _ => found.push(path.to_owned()),
    }
}

fn pointer(path: &str) -> String {
    format!("/{}", path.replace('/', "~1").replace('.', "/"))
}

/// Other values of the kind: the first that a line may have is taken.
fn others(value: &Value) -> Vec<Value> {
    const WORDS: [&str; 17] = [
        "last",
        "available",
        "reserve",
        "consume",
        "higher",
        "secondary",
        "course",
        "converted",
        "awarder",
        "reviewer",
        "failed",
        "lost",
        "limit",
        "grade",
        "match",
        "count",
        "revoked",
    ];
    match value {
        Value::Bool(flag) => vec![Value::Bool(!flag)],
        Value::Number(number) => vec![Value::from(number.as_u64().unwrap() + 1)],
        Value::String(text) => {
            let swap = |from: &str, to: &str| text.replacen(from, to, 1);
            let digits =
                [("1", "2"), ("2", "1"), ("3", "4"), ("0", "1"), ("5", "6"), ("a", "b"), ("4", "3"), ("8", "7")];
            let plain = digits.iter().map(|(from, to)| swap(from, to));
            let all = plain.chain(WORDS.map(str::to_owned)).chain([format!("{text}x"), format!("other/{text}")]);
            all.filter(|other| other != text).map(Value::from).collect()
        }
        _ => Vec::new(),
    }
}

/// The line with another value there, in canonical form, if there is one that is a line.
fn changed(line: &str, path: &str) -> Option<String> {
    let whole: Value = serde_json::from_str(line).unwrap();
    let pointer = pointer(path);
    others(whole.pointer(&pointer).unwrap()).into_iter().find_map(|other| {
        let mut forged = whole.clone();
        *forged.pointer_mut(&pointer).unwrap() = other;
        let text = serde_json_canonicalizer::to_string(&forged).unwrap();
        Line::decode(text.as_bytes()).is_ok().then_some(text)
    })
}

/// The book up to a record, of which that one is another, chained anew.
fn forged(store: &MemoryStore, record: usize, text: &str) -> MemoryStore {
    let lines = store.lines().take(record + 1).map(<[u8]>::to_vec).collect();
    let short = MemoryStore::from_parts(lines, store.documents().map(<[u8]>::to_vec)).unwrap();
    let mine = std::str::from_utf8(short.lines().last().unwrap()).unwrap().to_owned();
    bank::rechained(&short, |line| if line == mine { text.to_owned() } else { line.to_owned() })
}

/// Law: a book verifies just if every decision gives again what it says, field by field.
#[test]
fn any_changed_field_of_a_decision_is_found_and_named() {
    let mut told = told();
    told.play(
        "sv-registrar 04-08 certify exam PLACE 1 sv -
         hv-registrar 04-08 certify certificate TRADE 1 hv -
         hv-registrar 04-09 apply 46.0:1
         hv-reviewer 04-09 approve 47.0
         sv-registrar 04-10 certify exam EB 4 sv -
         sv-registrar 04-10 apply 49.0:4
         sv-reviewer 04-10 approve 50.0
         hv-registrar 04-10 certify exam T 1 hv welding
         hv-registrar 04-11 apply 52.0:1",
    );
    let bank = told.bank;
    assert!(bank.verify().unwrap().is_sound());
    let mut tried = std::collections::BTreeMap::<String, u32>::new();
    let mut unchanged = std::collections::BTreeSet::new();
    let mut shapes = std::collections::BTreeSet::new();
    for (record, bytes) in bank.store().lines().enumerate() {
        let line = std::str::from_utf8(bytes).unwrap();
        let whole: Value = serde_json::from_str(line).unwrap();
        let Some(verb) = whole["act"].as_object().and_then(|act| act.keys().next()) else { continue };
        if !matches!(verb.as_str(), "apply" | "approve" | "refuse" | "appeal" | "withdraw" | "lapse" | "reverse") {
            continue;
        }
        let mut paths = Vec::new();
        DECIDED
            .iter()
            .for_each(|member| leaves(whole.get(*member).unwrap_or(&Value::Array(vec![])), member, &mut paths));
        for path in paths {
            let shape = path.replace(|c: char| c.is_ascii_digit(), "#");
            let Some(text) = changed(line, &path) else {
                unchanged.insert(shape);
                continue;
            };
            let audit = audit(&forged(bank.store(), record, &text), &[]).unwrap();
            let first = audit.discrepancies.first().unwrap_or_else(|| panic!("record {record}: {path} is not missed"));
            assert_eq!(first.record, Some(record as u64), "{path}: {first}");
            assert_eq!(first.what, Wrong::Different { member: path.clone() }, "{text}");
            shapes.insert(shape);
            *tried.entry(verb.clone()).or_default() += 1;
        }
    }
    unchanged.retain(|shape| !shapes.contains(shape));
    assert!(shapes.contains("application.read.#") && shapes.contains("conversion.read.#"), "{shapes:?}");
    for attempts in ["made.#.attempt.thing", "remarks.#.behind.to", "under.#.attempts"] {
        assert!(shapes.contains(attempts), "{attempts} in {shapes:?}");
    }
    assert!(unchanged.is_empty(), "no other value is a line: {unchanged:?}");
    assert!(tried["apply"] > 150 && tried["approve"] > 100 && tried["refuse"] > 1, "{tried:?}");
}

fn version(number: &str, valid: &str, change: impl Fn(String) -> String) -> String {
    let text = document("rules.toml").replace("version = \"1\"", &format!("version = \"{number}\""));
    change(text.replacen("valid = \"2026-01-01..\"\nversion", &format!("valid = \"{valid}\"\nversion"), 1))
}

fn appraisal(told: &Told<MemoryStore>, n: u32) -> creditbank::ledger::Appraisal {
    told.bank.passbook(learner()).unwrap().applications[&HoldId::here(n, 0)].appraisal.clone()
}

/// Law: what was decided stays verifiable under the version that it cites, whatever is published since.
#[test]
fn new_versions_of_the_rules_leave_the_past_alone_and_hold_from_their_day() {
    let mut told = told();
    let explained = explanations(&told);
    assert_eq!(explained.len(), 13, "every application is explained");
    let cheaper = version("2", "2026-03-01..", |text| text.replace("amount = \"2.5 hv\"", "amount = \"2 hv\""));
    told.publish("rules/2", &cheaper).unwrap();
    let without = |text: String| text.replace("codes = [\"B\"]", "codes = [\"A2\"]");
    told.publish("rules/3", &version("3", "2026-06-01..", without)).unwrap();
    told.publish("rules/4", &version("4", "2026-07-01..", |text| text.replace("\"applied\"", "\"earned\""))).unwrap();
    assert!(told.bank.verify().unwrap().is_sound());
    assert_eq!(explanations(&told), explained, "the past is explained as it was");
    // The first attempt is used up: its conversion has to end before another one counts.
    let again = told.play("sv-registrar 04-10 accrue A 90 percent").lot().unwrap();
    let blocked = told.say(&format!("hv-registrar 05-02 apply {again}:5")).unwrap_err();
    assert!(matches!(blocked.refusal(), Some(Refusal::Lot(LotRefusal::GroupInUse { .. }))), "{blocked}");
    told.play("hv-awarder 04-30 unbind 38.0\nhv-reviewer 05-01 reverse 12");
    let refused = told.play("sv-registrar 06-02 apply 2.0:0.5").application().unwrap();
    let repealed = appraisal(&told, refused.entry.n);
    assert_eq!(repealed.reasons[0].verdict, ReasonKind::Uncovered, "no rule names it any more");
    let cheap = told.play(&format!("hv-registrar 05-02 apply {again}:5")).application().unwrap();
    let (new, old) = (appraisal(&told, cheap.entry.n), appraisal(&told, 11));
    assert_eq!(new.grants[0].outputs[0].amount.as_ref().unwrap().to_string(), "2 hv");
    assert_ne!((new.book, new.day), (old.book, old.day));
    told.play(&format!("hv-registrar 05-03 withdraw {cheap}"));
    let earned = told.play("sv-registrar 07-02 apply 2.0:0.5").application().unwrap();
    let by_day = appraisal(&told, earned.entry.n);
    assert_eq!((by_day.day, by_day.book), (date!("2026-01-10"), old.book), "the day it was earned chooses the version");
    assert!(!by_day.is_refused());
    assert!(told.bank.verify().unwrap().is_sound());
    assert_eq!(explanations(&told)[..13], explained);
}

/// Law: a reversal posts what was recorded, whatever the book in force would give now.
#[test]
fn a_reversal_posts_what_was_recorded_whatever_book_is_current() {
    let mut told = told();
    let lot = told.play("sv-registrar 04-10 accrue A 90 percent").lot().unwrap();
    told.play("hv-awarder 04-30 unbind 38.0\nhv-reviewer 05-01 reverse 12");
    let application = told.play(&format!("hv-registrar 05-02 apply {lot}:5")).application().unwrap();
    let done = told.play(&format!("hv-reviewer 05-03 approve {application}"));
    let made = done.lots()[0];
    let lots = |told: &Told<MemoryStore>| told.bank.passbook(learner()).unwrap().lots.clone();
    assert_eq!(lots(&told)[&made].amount.to_string(), "2.5 hv");
    let cheaper = version("2", "2026-03-01..", |text| text.replace("amount = \"2.5 hv\"", "amount = \"2 hv\""));
    told.publish("rules/2", &cheaper).unwrap();
    told.play(&format!("hv-reviewer 05-04 reverse {}", done.entry));
    assert!(!lots(&told).contains_key(&made) && lots(&told)[&lot].standing(&Standing::FREE) == credits!("5"));
    assert!(told.bank.verify().unwrap().is_sound());
}

/// The hash of each explanation, which the line of its application must say.
fn explanations(told: &Told<MemoryStore>) -> Vec<Digest> {
    let seen = told.bank.learner(learner()).unwrap();
    let explain = |id| seen.explanation(id).unwrap();
    let hash = |explanation: &creditbank::rules::Explanation| {
        let text = serde_json_canonicalizer::to_vec(explanation).unwrap();
        Digest::of(&[b"creditbank/explanation/v1\0", &text])
    };
    seen.applications()
        .map(|one| {
            assert_eq!(hash(&explain(one.id)), one.appraisal.explanation, "{}", one.id);
            one.appraisal.explanation
        })
        .collect()
}

/// Law: the same key and body give the same receipt, and another body is refused.
#[test]
fn every_request_can_be_made_again() {
    let mut told = told();
    let (length, commands) = (told.bank.length(), told.commands.clone());
    let mut verbs = std::collections::BTreeSet::new();
    for (number, command) in (1..).zip(&commands) {
        let key = format!("r/{number}");
        let first = told.bank.ask(&key, command.clone()).unwrap();
        assert_eq!(told.bank.ask(&key, command.clone()).unwrap(), first);
        let other = Command { effective: date!("2026-08-30"), ..command.clone() };
        let refused = told.bank.ask(&key, other).unwrap_err();
        assert!(
            matches!(refused, Rejection::Refused(Refusal::Request(RequestRefusal::KeyReused { .. }))),
            "{key}: {refused}"
        );
        verbs.insert(command.act.verb());
    }
    assert_eq!(told.bank.length(), length);
    for verb in ["Apply", "Approve", "Refuse", "Appeal", "Withdraw", "Lapse", "Reverse", "Settle"] {
        assert!(verbs.contains(verb), "{verb}");
    }
}

#[test]
fn receipts_tell_what_a_line_made() {
    let mut told = found(MemoryStore::new());
    let mut receipts = vec![];
    for line in world::STORY.lines().filter(|line| !line.trim().is_empty()) {
        receipts.push(told.say(line).unwrap());
    }
    let made = |n: usize| receipts[n].made.clone();
    assert!(
        matches!(made(11), Made::Filed(Filed { outcome: FilingResult::UnderReview { .. }, .. })),
        "an application under review holds"
    );
    assert!(
        matches!(made(12), Made::Reviewed(Reviewed::Converted(lots)) if lots.len() == 1),
        "the last review converts"
    );
    assert!(
        matches!(made(31), Made::Filed(Filed { outcome: FilingResult::Converted(lots), .. }) if lots.len() == 1),
        "without reviews it is an application and a conversion"
    );
    assert!(
        matches!(made(32), Made::Filed(Filed { outcome: FilingResult::Refused(why), .. }) if !why.is_empty()),
        "one that the rules refuse holds nothing"
    );
}

/// Whoever has passed the course may have an examination converted into it all the same.
#[test]
fn quote_and_receipt_say_what_stands_behind_another_attempt() {
    let mut told = found(MemoryStore::new());
    told.play(
        "sv-registrar 01-01 open\nsv-registrar 01-10 accrue B 80 percent\nsv-registrar 01-10 certify exam EB 4 sv -",
    );
    let Command { learner, by, effective, act } = told.command("sv-registrar 02-01 apply 2.0:4");
    let Act::Apply(apply) = act else { panic!("{act:?}") };
    let quote = told.bank.quote(learner, &by.on(effective), &apply).unwrap();
    let behind = |n| Remark::Behind { lot: LotId { entry: EntryId::here(n), k: 1 }, to: LotId::here(1, 0) };
    assert!(quote.is_granted());
    assert_eq!(quote.remarks, [behind(3)]);
    assert_eq!(quote.remarks[0].to_string(), "lot 3.1 stands behind lot 1.0, an attempt at the same thing");
    assert_eq!(told.play("sv-registrar 02-01 apply 2.0:4").remarks, [], "nothing is made yet");
    let done = told.play("sv-reviewer 02-02 approve 3.0");
    assert_eq!(done.remarks, [behind(4)]);
    let places = told.bank.on(learner, date!("2026-02-02")).places;
    let seen = |lot: LotId| places[&lot].keys().copied().collect::<Vec<_>>();
    assert_eq!((seen(LotId::here(1, 0)), seen(done.lots()[0])), (vec![Share::Free], vec![Share::Behind]));
}

#[test]
fn both_stores_have_the_same_bytes_and_a_bank_opened_again_the_same_passbooks() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = found(FileStore::open(folder.path()).unwrap());
    file.play(world::STORY);
    let memory = told();
    assert_eq!(memory.bank.head(), file.bank.head());
    let (passbook, clock) = (file.bank.passbook(learner()).unwrap().clone(), file.clock.clone());
    drop(file);
    let again = Bank::open(FileStore::open(folder.path()).unwrap(), clock).unwrap();
    assert_eq!(again.passbook(learner()), Some(passbook.clone()));
    assert_eq!(memory.bank.passbook(learner()), Some(passbook.clone()));
    assert!(again.verify().unwrap().is_sound());
}

/// The evidence of an application is a commitment to what a vault holds; nothing asks whether there is one.
#[test]
fn an_absent_vault_changes_nothing() {
    use creditbank::vault::{MemoryVault, Vault};

    let evidence = |vault: &mut MemoryVault| {
        let kept = vault.keep(learner(), &"r/12".parse().unwrap(), "transcript", "李雷 80".as_bytes()).unwrap();
        world::STORY.replace(&"1".repeat(64), &kept.to_string())
    };
    let mut vault = MemoryVault::new([5; 32]);
    let script = evidence(&mut vault);
    let mut with = found(MemoryStore::new());
    with.play(&script);
    let audited = with.bank.verify().unwrap();
    vault.erase(learner()).unwrap();
    drop(vault);
    assert_eq!(evidence(&mut MemoryVault::new([5; 32])), script, "a retry commits to the same bytes");
    let again = Bank::open(with.bank.into_store(), with.clock.clone()).unwrap();
    assert_eq!(again.verify().unwrap(), audited);
    assert!(audited.is_sound());
    let plain = told().bank;
    let stands = |bank: &Bank<MemoryStore, world::Set>| -> Vec<Stands> {
        bank.learner(learner()).unwrap().applications().map(creditbank::ledger::Application::stands).collect()
    };
    assert_eq!(stands(&plain), stands(&again), "what the commitment says is never read");
}

/// Who has left is still the person who acted, and a person is a learner under every mandate.
#[test]
fn a_person_is_one_under_every_mandate_and_version() {
    let mut told = found(MemoryStore::new());
    told.play(
        "sv-registrar 01-01 open\nsv-registrar 01-10 accrue B 80 percent\nsv-registrar 02-01 apply 2.0:1"
            .replace("2.0", "1.0")
            .as_str(),
    );
    told.play("sv-reviewer-2 02-02 refuse 2.0\nsv-registrar 02-03 appeal 2.0");
    let gone = |text: &str| {
        text.replace("id = \"sv-reviewer-2\"", "id = \"sv-reviewer-9\"").replacen(
            "version = \"1\"",
            "version = \"2\"",
            1,
        )
    };
    let mandates = gone(document("mandates.toml")).replacen("person = \"p2\"", "person = \"p9\"", 1);
    let own = "\n[[mandate]]\nid = \"sv-student\"\ninstitution = \"SV\"\nrole = \"registrar\"\nvalid = \"2020-01-01..\"\nperson = \"p9\"\nlearner = \"00000000000000000000000000000001\"\n";
    told.publish("mandates/2", &(mandates + own)).unwrap();
    let same = told.say("sv-reviewer-3 02-04 approve 2.0").unwrap_err();
    assert!(matches!(same.refusal(), Some(Refusal::Who(WhoRefusal::SamePerson { .. }))), "{same}");
    let own = told.say("sv-reviewer-9 02-04 approve 2.0").unwrap_err();
    assert!(matches!(own.refusal(), Some(Refusal::Who(WhoRefusal::OwnPassbook { .. }))), "{own}");
    told.play("sv-reviewer 02-04 approve 2.0");
    assert!(told.bank.verify().unwrap().is_sound());
}

#[test]
fn conversions_of_the_same_second_are_undone_in_their_order_after_a_merge() {
    let mut told = found(MemoryStore::new());
    told.play("2: sv-registrar 01-01 open\nsv-registrar 01-01 open\n2: sv-registrar 01-10 accrue B 80 percent");
    let approve = "2: sv-reviewer 02-01 approve 2.0\n2: bank-reviewer 02-01 approve 2.0";
    told.play("2: sv-registrar 02-01 apply 1.0:1");
    told.play(approve);
    let (one, two) = (learner(), creditbank::testing::world::learner(2));
    told.bank.merge("merge", &creditbank::mandate!("bank-operator").on(date!("2026-02-02")), two, one).unwrap();
    let home = |id: &str| format!("{id}@{two}");
    told.play(&format!("sv-registrar 02-03 apply {}:2", home("1.0")));
    told.play("sv-reviewer 02-03 approve 2.0\nbank-reviewer 02-03 approve 2.0");
    let drawn = told.say(&format!("sv-reviewer 02-04 reverse {}", home("4"))).unwrap_err();
    assert!(matches!(drawn.refusal(), Some(Refusal::Lot(LotRefusal::InUse { .. }))), "it was drawn on since: {drawn}");
    told.play(&format!("sv-reviewer 02-04 reverse {} cascade 4.0/sv-reviewer", home("4")));
    assert!(told.bank.verify().unwrap().is_sound());
}

#[test]
fn lines_read_back_as_applications() {
    let bank = told().bank;
    let applications = bank.tail(0).map(Result::unwrap).filter(|line| match &line.content {
        Content::Learner { entry, .. } => matches!(entry.act, Act::Apply(_)) && entry.effects.application.is_some(),
        _ => false,
    });
    assert_eq!(applications.count(), 13);
}
