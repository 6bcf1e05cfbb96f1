//! Golden vectors of the line format. They are read by whoever writes another implementation, and they never change:
//! a line that was written once is read for ever.

use crate::kit::asked::Asked;
use crate::kit::bank;
use crate::kit::story;
use crate::kit::world;
use creditbank::bank::audit;
use creditbank::journal::leaf_hash;
use creditbank::ledger::{Act, Attached, Redeem, RevokeAward, Settle, Settlement};
use creditbank::line::Line;
use creditbank::planner::Plan;
use creditbank::solver::Certificate;
use creditbank::testing::engine::Link;
use creditbank::{Bank, Clock, Command, Date, FixedClock, MemoryStore, date};

const JOURNAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/journal.jsonl");
const HASHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/hashes.txt");
const CONVERSIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/conversions.jsonl");
const CONVERSION_HASHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/conversion-hashes.txt");
const AWARDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/awards.jsonl");
const AWARD_HASHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/award-hashes.txt");
const ATTEMPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/attempts.jsonl");
const ATTEMPT_HASHES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/attempt-hashes.txt");
/// The plans and certificates of the third journal, each under its hash.
const ATTACHMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/attachments");

/// The documents of the second journal. They are kept beside it and never change.
const WORLD: [(&str, &str); 5] = [
    ("framework.toml", include_str!("../vectors/world/framework.toml")),
    ("institutions.toml", include_str!("../vectors/world/institutions.toml")),
    ("mandates.toml", include_str!("../vectors/world/mandates.toml")),
    ("courses.toml", include_str!("../vectors/world/courses.toml")),
    ("rules.toml", include_str!("../vectors/world/rules.toml")),
];

/// Programmes, which the third journal has beside those.
const PROGRAMMES: (&str, &str) = ("programmes.toml", include_str!("../vectors/world/programmes.toml"));

/// Courses that are taken again, which the fourth has beside the first five.
const TAKEN_AGAIN: (&str, &str) = ("attempts.toml", include_str!("../vectors/world/attempts.toml"));

/// A rule book that is published later: its rule needs outcomes that are only read.
const PLACEMENT: &str = include_str!("../vectors/world/placement.toml");

/// The documents as they were when the vectors were written.
const DOCUMENTS: &bank::Documents = &[
    ("framework.toml", include_str!("../vectors/documents/framework.toml")),
    ("institutions.toml", include_str!("../vectors/documents/institutions.toml")),
    ("mandates.toml", include_str!("../vectors/documents/mandates.toml")),
    ("courses.toml", include_str!("../vectors/documents/courses.toml")),
];

/// One learner with every kind of line, and a second one who is the same person.
fn book() -> Bank<MemoryStore, FixedClock> {
    let mut bank = bank::open_with(MemoryStore::new(), DOCUMENTS);
    for request in story::full(0).into_iter().chain(story::full(1).into_iter().take(8)) {
        let key = request.key.as_str().to_owned();
        bank.ask(&key, request.command).unwrap_or_else(|error| panic!("{key}: {error}"));
    }
    let operator = bank::worker("bank-operator-1");
    bank.merge("merge", &operator.on(date!("2026-06-30")), bank::learner(1), bank::learner(0)).unwrap();
    bank
}

/// One learner with applications of every kind, and a second one who is the same person and has a conversion.
fn conversions() -> Bank<MemoryStore, world::Set> {
    let mut told = world::found_on(MemoryStore::new(), &WORLD);
    told.play(world::STORY);
    told.play(
        "2: sv-registrar 01-01 open
         2: sv-registrar 01-10 accrue B 80 percent
         2: sv-registrar 02-01 apply 1.0:3.5
         2: sv-reviewer 02-02 approve 2.0
         2: bank-reviewer 02-02 approve 2.0",
    );
    told.publish("placement", PLACEMENT).unwrap();
    told.play(
        r#"2: sv-registrar 01-10 certify exam PLACE 1 sv -
           2: hv-registrar 01-10 certify certificate TRADE 1 hv -
           2: hv-registrar 02-03 {"apply":{"document":"world-placement","take":[{"credits":"1","lot":"6.0"}]}}
           2: hv-reviewer 02-04 approve 7.0
           2: sv-registrar 02-05 revoke 5.0"#,
    );
    let (from, into) = (creditbank::testing::world::learner(2), world::learner());
    let operator = creditbank::mandate!("bank-operator");
    told.bank.merge("merge", &operator.on(date!("2026-06-30")), from, into).unwrap();
    told.bank
}

/// One learner with everything that becomes of programmes and awards, and a second one who is the same person.
fn awards() -> Bank<MemoryStore, world::Set> {
    let documents: Vec<_> = WORLD.into_iter().chain([PROGRAMMES]).collect();
    let mut told = world::found_on(MemoryStore::new(), &documents);
    told.play(
        "sv-registrar 01-01 open
         sv-registrar 01-02 matriculate S at S-T/1
         sv-registrar 01-10 accrue A 70 percent
         sv-registrar 01-11 accrue B 80 percent
         sv-reviewer 01-12 exempt core of 1 2 1 until 2026-06-30
         sv-reviewer 01-12 waive part:rest of 1",
    );
    let planned = attached(&mut told, "award-1", None, "1", date!("2026-01-20"));
    submit(&mut told, "sv-awarder", date!("2026-01-20"), redeem("1", planned));
    told.play(
        "sv-registrar 02-01 assess transfer 1 chinese=49.5,mathematics=90
         sv-registrar 02-02 assess transfer 1 chinese=60,mathematics=60
         hv-registrar 02-03 matriculate T at S-T/2 from 1
         hv-registrar 02-10 accrue C B letters
         hv-registrar 02-11 certify certificate F 3 sv -
         hv-registrar 02-11 certify certificate F 2 sv -
         hv-reviewer 02-12 substitute 12.0 before of 9",
    );
    let planned = attached(&mut told, "award-2", None, "9", date!("2026-02-13"));
    submit(&mut told, "hv-awarder", date!("2026-02-13"), redeem("9", planned));
    told.play(
        "sv-registrar 03-01 accrue B 90 percent
         sv-registrar 03-01 certify exam E 6 sv -
         sv-registrar 03-02 revoke 3.0
         hv-awarder 03-03 keep decision:14.0 17",
    );
    let (plan, certificate) = attached(&mut told, "award-3", Some("6.0"), "1", date!("2026-03-04"));
    let (cause, subject) = ("17".parse().unwrap(), "decision:6.0".parse().unwrap());
    let settle = Settle { cause, how: Settlement::Redeem { certificate, plan }, subject };
    submit(&mut told, "sv-awarder", date!("2026-03-04"), settle.into());
    told.play(
        "hv-awarder 03-05 revoke_award 14.0
         hv-registrar 03-06 leave 9
         sv-reviewer 03-07 waive part:core of 1
         sv-reviewer 03-08 reverse 22
         2: sv-registrar 01-01 open
         2: hv-registrar 01-02 matriculate U
         2: hv-registrar 01-03 certify certificate W 4 sv -
         2: sv-registrar 01-04 matriculate S at S-T/1
         2: sv-learner 01-05 accrue A 90 percent
         2: sv-learner 01-06 assess transfer 3 chinese=60,mathematics=60",
    );
    let (from, into) = (creditbank::testing::world::learner(2), world::learner());
    let operator = creditbank::mandate!("bank-operator");
    told.bank.merge("merge", &operator.on(date!("2026-06-30")), from, into).unwrap();
    told.play(&format!("sv-registrar 07-01 keep lot:4.0@{from} 24"));
    told.bank
}

/// One learner who tries things again under every policy, and a second one who is the same person.
fn attempts() -> Bank<MemoryStore, world::Set> {
    let documents: Vec<_> = WORLD.into_iter().chain([TAKEN_AGAIN]).collect();
    let mut told = world::found_on(MemoryStore::new(), &documents);
    told.play(
        "sv-registrar 01-01 open
         sv-registrar 01-10 accrue L 90 percent
         sv-registrar 01-12 record L 40 percent
         sv-registrar 01-14 accrue L 70 percent
         sv-registrar 01-15 absent L
         sv-reviewer 01-16 hold 3.0:1 through 2026-02-28
         sv-reviewer 01-17 release 5.0
         sv-awarder 01-18 bind reserve set:Q 3.0:2
         sv-registrar 01-20 accrue EC 80 percent
         sv-registrar 01-20 accrue EC 70 percent
         sv-registrar 01-20 accrue EC 75 percent
         sv-awarder 01-21 bind reserve set:Q 8.0:2,9.0:1
         sv-registrar 01-22 accrue ER 80 percent run 2025-2
         sv-registrar 01-23 accrue ER 85 percent run 2026-1
         sv-awarder 01-24 bind consume set:R 12.0:1.5,13.0:0.5
         hv-registrar 01-24 certify certificate F 2 hv - level nqf/2 tag a through 2026-06-30
         hv-registrar 02-24 certify certificate F 2 hv - level nqf/2 tag a through 2026-12-31
         hv-registrar 02-25 certify certificate F 2 hv -
         sv-registrar 01-10 accrue A 80 percent
         sv-registrar 01-12 accrue A2 78 percent
         hv-registrar 02-01 accrue C B letters
         hv-registrar 02-02 apply 18.0:4
         hv-reviewer 02-03 approve 21.0
         sv-registrar 02-04 regrade 18.0 85 percent
         sv-awarder 02-05 bind reserve set:S 9.0:1
         bank-operator 07-01 expire",
    );
    told.play(
        "2: sv-registrar 01-01 open
         2: sv-registrar 01-10 accrue A 90 percent
         2: hv-registrar 02-01 apply 1.0:4
         2: hv-reviewer 02-02 approve 2.0
         2: sv-registrar 02-03 regrade 1.0 91 percent
         2: sv-registrar 02-04 record L 40 percent
         2: sv-registrar 02-05 accrue L 80 percent
         2: sv-awarder 02-06 bind consume set:R 6.0:1
         2: sv-awarder 02-06 bind reserve set:S 6.0:1
         2: hv-registrar 02-07 certify certificate W 1 hv - through 2026-06-30
         2: bank-operator 07-01 expire",
    );
    let (from, into) = (creditbank::testing::world::learner(2), world::learner());
    let operator = creditbank::mandate!("bank-operator");
    told.bank.merge("merge", &operator.on(date!("2026-07-02")), from, into).unwrap();
    told.play(&format!("sv-awarder 07-03 undo decision:7.0@{from} 26"));
    told.play(
        "sv-registrar 07-04 revalue 10.0 1.5 sv
         sv-registrar 07-05 revalue 3.0 1 sv
         sv-registrar 07-06 accrue A2 71 percent earned 2026-06-01",
    );
    told.bank
}

type Told = world::Told<MemoryStore>;

fn redeem(of: &str, (plan, certificate): (Attached<Plan>, Attached<Certificate>)) -> Act {
    Redeem { certificate, matriculation: of.parse().unwrap(), plan }.into()
}

fn submit(told: &mut Told, by: &str, day: Date, act: Act) {
    let command = Command { learner: world::learner(), by: by.parse().unwrap(), effective: day, act };
    let key = format!("award/{}", told.bank.length());
    told.bank.ask(&key, command).unwrap_or_else(|error| panic!("{key}: {error}"));
}

/// A plan and its certificate as they are kept beside the journal: another planner may find other ones.
fn attached(
    told: &mut Told,
    name: &str,
    without: Option<&str>,
    of: &str,
    day: Date,
) -> (Attached<Plan>, Attached<Certificate>) {
    let file = |what: &str| format!("{ATTACHMENTS}/{name}-{what}.json");
    if std::env::var("CREDITBANK_BLESS").is_ok() {
        let redeem = planned(told, without, of, day);
        std::fs::write(file("plan"), redeem.plan.bytes().unwrap()).unwrap();
        std::fs::write(file("certificate"), redeem.certificate.bytes().unwrap()).unwrap();
    }
    let read = |what: &str| std::fs::read(file(what)).unwrap();
    let plan = serde_json::from_slice(&read("plan")).unwrap();
    let certificate = serde_json::from_slice(&read("certificate")).unwrap();
    (Attached::new(plan).unwrap(), Attached::new(certificate).unwrap())
}

/// The best plan, or what would be the best one if an award had been revoked.
fn planned(told: &Told, without: Option<&str>, of: &str, day: Date) -> Redeem {
    let lines = told.bank.store().lines().map(<[u8]>::to_vec).collect();
    let store = MemoryStore::from_parts(lines, told.bank.store().documents().map(<[u8]>::to_vec)).unwrap();
    let mut bank = Bank::open(store, told.clock.clone()).unwrap();
    if let Some(award) = without {
        let act = RevokeAward(award.parse().unwrap(), "r".parse().unwrap());
        let by = "sv-awarder".parse().unwrap();
        bank.ask("without", Command { learner: world::learner(), by, effective: day, act }).unwrap();
    }
    bank.learner(world::learner()).unwrap().plan(of.parse().unwrap(), day).unwrap().redeem().unwrap()
}

/// Leaf hashes line by line, and the root after each.
fn hashes<C: Clock>(bank: &Bank<MemoryStore, C>) -> String {
    let lines = (1_u64..).zip(bank.store().lines());
    lines.map(|(size, line)| format!("{} {}\n", leaf_hash(line), bank.log().root_at(size).unwrap())).collect()
}

fn is_what_it_was<C: Clock>(bank: &Bank<MemoryStore, C>, file: &str, hash_file: &str) {
    assert!(bank.verify().unwrap().is_sound());
    let journal: String =
        bank.store().lines().map(|line| format!("{}\n", std::str::from_utf8(line).unwrap())).collect();
    if std::env::var("CREDITBANK_BLESS").is_ok() {
        std::fs::write(file, &journal).unwrap();
        std::fs::write(hash_file, hashes(bank)).unwrap();
    }
    assert_eq!(journal, std::fs::read_to_string(file).unwrap());
    assert_eq!(hashes(bank), std::fs::read_to_string(hash_file).unwrap());
}

#[test]
fn the_format_is_what_it_was() {
    is_what_it_was(&book(), JOURNAL, HASHES);
    is_what_it_was(&conversions(), CONVERSIONS, CONVERSION_HASHES);
    is_what_it_was(&awards(), AWARDS, AWARD_HASHES);
    is_what_it_was(&attempts(), ATTEMPTS, ATTEMPT_HASHES);
}

/// All journals.
fn journals() -> String {
    [JOURNAL, CONVERSIONS, AWARDS, ATTEMPTS].map(|file| std::fs::read_to_string(file).unwrap()).concat()
}

/// Whoever has only the files can decide every line of the third journal again.
#[test]
fn the_awards_are_sound_by_the_files_alone() {
    let lines = std::fs::read_to_string(AWARDS).unwrap().lines().map(|line| line.as_bytes().to_vec()).collect();
    let files = std::fs::read_dir(ATTACHMENTS).unwrap().map(|file| std::fs::read(file.unwrap().path()).unwrap());
    let texts = WORLD.into_iter().chain([PROGRAMMES]).map(|(_, text)| text.as_bytes().to_vec());
    let documents: Vec<_> = files.chain(texts).collect();
    let store = |documents: Vec<Vec<u8>>| MemoryStore::from_parts(Vec::clone(&lines), documents).unwrap();
    let audited = audit(&store(documents.clone()), &[]).unwrap();
    assert!(audited.is_sound(), "{:?}", audited.discrepancies);
    assert_eq!(audited.decided + 1, lines.len() as u64);
    for missing in 0..6 {
        let mut fewer = documents.clone();
        drop(fewer.remove(missing));
        let audited = audit(&store(fewer), &[]).unwrap();
        assert!(audited.discrepancies[0].to_string().ends_with("is not kept"), "{:?}", audited.discrepancies);
    }
}

#[test]
fn every_line_reads_back_and_has_one_form() {
    let journal = journals();
    for line in journal.lines() {
        let read = Line::decode(line.as_bytes()).unwrap();
        assert_eq!(read.encode().unwrap(), line.as_bytes());
        let value: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(serde_json_canonicalizer::to_string(&value).unwrap(), line, "RFC 8785, by another implementation");
        assert_eq!(Link::read(line.as_bytes()).unwrap().position, read.position);
        for other in [
            line.replacen(':', ": ", 1),
            line.replacen("\"act\"", "\"\\u0061ct\"", 1),
            format!("{line} "),
            format!(" {line}"),
            line.replacen("\"prev\"", "\"prev\":\"\",\"prev\"", 1),
            line.replacen("\"recorded\"", "\"pretty\":1,\"recorded\"", 1),
            line.replacen("\"position\":", "\"position\":0", 1),
            line[..line.len() - 1].to_owned(),
        ] {
            assert!(Line::decode(other.as_bytes()).is_err(), "{other}");
        }
        let swapped = serde_json::json!({"prev": value["prev"], "act": value["act"]});
        assert!(Line::decode(swapped.to_string().as_bytes()).is_err());
    }
}

#[test]
fn every_verb_is_among_the_vectors() {
    let journal = journals();
    for verb in Act::VERBS {
        let snake: String = verb
            .char_indices()
            .map(|(at, c)| {
                if at > 0 && c.is_uppercase() { format!("_{}", c.to_lowercase()) } else { c.to_lowercase().to_string() }
            })
            .collect();
        assert!(journal.contains(&format!("{{\"act\":{{\"{snake}\"")), "{verb}");
    }
}

/// A merge shows what its learner made: a gate tried by the line, a lot by its mark.
#[test]
fn what_a_learner_made_is_among_the_vectors() {
    let two = creditbank::testing::world::learner(2);
    assert!(journals().contains(&format!(r#""marks":[{{"cause":"24","on":"lot:4.0@{two}"}}]"#)));
    assert!(journals().contains(&format!(r#""own":["5@{two}"]"#)));
}

/// What is written of attempts: members of lines, of what a merge brings, and every policy.
#[test]
fn everything_that_is_said_of_attempts_is_among_the_vectors() {
    let lines = std::fs::read_to_string(ATTEMPTS).unwrap();
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for member in ["attempt", "joins", "remarks", "scale", "swept", "under"] {
        assert!(lines.iter().any(|line| line.get(member).is_some()), "{member}");
    }
    let bundle = lines.iter().find_map(|line| line.pointer("/act/merge_in/bundle")).unwrap();
    let has = |list: &str, member: &str| bundle[list].as_array().unwrap().iter().any(|one| one.get(member).is_some());
    for member in ["attempt", "regraded", "since", "swept"] {
        assert!(has("lots", member), "a lot's {member}");
    }
    assert!(["held", "joins", "under"].into_iter().all(|member| has("decisions", member)));
    assert!(has("records", "attempt") && has("used", "thing"));
    let text = journals();
    for said in [
        r#""attempts":"best","scale":1,"thing":"course A@SV""#,
        r#""attempts":"last","scale":1,"thing":"course L@SV""#,
        r#""attempts":"last","thing":"course L@SV""#,
        r#""attempts":"each 6 sv","#,
        r#""attempts":"each 2 item run","#,
        r#""attempts":"each","#,
        r#""thing":"certificate F@HV nqf 2""#,
        r#""remarks":[{"behind":{"lot":"22.1","to":"20.0"}}]"#,
        r#""remarks":[{"level":{"lot":"17.0","other":"15.0"}}]"#,
    ] {
        assert!(text.contains(said), "{said}");
    }
}

/// The examples of the chapter are lines of the vectors, with gaps.
#[test]
fn the_examples_of_the_chapter_are_lines() {
    let chapter = include_str!("../../src/manual/format.md");
    let blocks = chapter.split("```text\n").skip(1).take(2).map(|rest| rest.split("```").next().unwrap());
    let mut told = Vec::new();
    for line in blocks.flat_map(str::lines) {
        match told.last_mut() {
            Some(last) if !line.starts_with("{\"act\"") => *last += line,
            _ => told.push(line.to_owned()),
        }
    }
    let line =
        |file: &str, number: usize| std::fs::read_to_string(file).unwrap().lines().nth(number - 1).unwrap().to_owned();
    let lines = [line(JOURNAL, 7), line(CONVERSIONS, 18), line(CONVERSIONS, 19)];
    assert_eq!(told.len(), lines.len());
    for (told, line) in told.iter().zip(&lines) {
        let pieces: Vec<_> = told.split('…').collect();
        assert!(line.starts_with(pieces[0]) && line.ends_with(pieces[pieces.len() - 1]), "{told}\n{line}");
        let mut rest = line.as_str();
        for piece in pieces {
            let at = rest.find(piece).unwrap_or_else(|| panic!("{piece} in\n{line}"));
            rest = &rest[at + piece.len()..];
        }
    }
}
