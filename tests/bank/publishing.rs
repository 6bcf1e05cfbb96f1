//! What is published is analysed: errors refuse it unless it waives them, and what is no error is in the receipt.

use creditbank::analysis::JUDGED;
use creditbank::bank::{PublicationReceipt, Rejection, audit};
use creditbank::document::{Findings, Severity};
use creditbank::testing::engine::{Judge, audit_by};
use creditbank::{Bank, FixedClock, Founding, MemoryStore, Store, Timestamp, Zone, date};

const CLOCK: FixedClock = match Timestamp::from_unix(1_782_864_000) {
    Some(now) => FixedClock(now),
    None => panic!("in range"),
};

/// Units `aa`, `bb` and `cc`, of halves.
fn units(tier: bool) -> String {
    let unit = |(id, of): (&str, &str)| {
        let tier = if tier { format!("tier = \"{of}\"\n") } else { String::new() };
        format!("[[unit]]\nid = \"{id}\"\nquantum = \"0.5\"\n{tier}\n")
    };
    [("aa", "higher"), ("bb", "higher"), ("cc", "higher")].map(unit).concat()
}

fn head(id: &str, kind: &str) -> String {
    format!("[document]\nid = \"{id}\"\nkind = \"{kind}\"\nvalid = \"2020-01-01..\"\nversion = \"1\"\n\n")
}

/// A bank with a framework of three units.
fn bank() -> Bank<MemoryStore, FixedClock> {
    let founding = Founding {
        origin: "credit.example.org/publishing".parse().unwrap(),
        zone: Zone::CHINA,
        founder: "BANK publisher founder".parse().unwrap(),
    };
    let mut bank = Bank::found(MemoryStore::new(), CLOCK, founding).unwrap();
    published(&mut bank, &[head("f", "framework"), units(false)].concat());
    bank
}

fn publish<S: Store>(bank: &mut Bank<S, FixedClock>, key: &str, text: &str) -> Result<PublicationReceipt, Rejection> {
    let (by, effective) = (creditbank::mandate!("founder"), date!("2026-07-01"));
    bank.publish(key, &by.on(effective), "book.toml", text.as_bytes())
}

/// What is in the receipt of a document that is published, under a key that was not used before.
fn published(bank: &mut Bank<MemoryStore, FixedClock>, text: &str) -> Findings {
    let key = format!("publish/{}", bank.length());
    let receipt = publish(bank, &key, text).unwrap_or_else(|why| panic!("{why}"));
    receipt.findings.unwrap()
}

/// What a document is refused for. Nothing is written.
fn refused(bank: &mut Bank<MemoryStore, FixedClock>, text: &str) -> Findings {
    let before = (bank.length(), bank.head());
    let Err(Rejection::Unsound(findings)) = publish(bank, "refused", text) else { panic!("it is published") };
    assert_eq!((bank.length(), bank.head()), before);
    *findings
}

fn codes(findings: &Findings, severity: Severity) -> Vec<&str> {
    findings.iter().filter(|finding| finding.severity == severity).map(|finding| finding.code).collect()
}

/// A rule book of one clause and one group.
fn book(rest: &[String]) -> String {
    let book = "[book]\nsemantics = 1\nbasis = \"earned\"\nreview_days = 30\nappeal_days = 15\n\n";
    let lists = "[[clause]]\nid = \"c\"\ntext = \"A clause.\"\n\n[[group]]\nid = \"g\"\nhit = \"unique\"\n\n";
    [head("b", "rules"), book.to_owned(), units(true), lists.to_owned(), rest.concat()].concat()
}

fn rule(id: &str, from: &str, to: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\ngroup = \"g\"\nclause = \"c\"\nvalid = \"2020-01-01..\"\nfrom = [{from}]\nto = [{to}]\n\n"
    )
}

/// Rules that convert a course of each unit into one of the next, and of the last into one of the first.
fn circle(rates: &[&str], round: &str) -> Vec<String> {
    let names = ["aa", "bb", "cc"];
    let step = |(at, rate): (usize, &&str)| {
        let (from, to) = (names[at], names[(at + 1) % rates.len()]);
        rule(
            &format!("{from}-to-{to}"),
            &format!("{{ kind = \"course\", codes = [\"C-{from}\"], unit = \"{from}\", take = \"asked\" }}"),
            &format!("{{ course = \"C-{to}\", rate = \"{rate} {to}\", round = \"{round}\" }}"),
        )
    };
    rates.iter().enumerate().map(step).collect()
}

/// Two rules for one outcome.
fn twice(first: &str, second: &str) -> Vec<String> {
    vec![
        rule("first", first, "{ category = \"x\", tier = \"higher\", amount = \"2 aa\" }"),
        rule("second", second, "{ category = \"y\", tier = \"higher\", amount = \"3 aa\" }"),
    ]
}

const EXAM: &str = "{ kind = \"exam\", codes = [\"E\"] }";

fn waiver(law: &str) -> String {
    format!("[[waiver]]\nlaw = \"{law}\"\nreason = \"It is meant so.\"\n\n")
}

fn with(rules: &[String], waivers: &[&str]) -> String {
    book(&waivers.iter().map(|law| waiver(law)).chain(rules.iter().cloned()).collect::<Vec<_>>())
}

// ---- errors ----

/// 5/4 · 6/5 · 5/7 is more than one: three conversions round that gain.
#[test]
fn a_book_in_which_a_circle_gains_is_refused() {
    for (rates, round, message) in [
        (
            ["5/4", "6/5", "5/7"].as_slice(),
            "up",
            "3 conversions turn 0.5 aa into 1.5 aa: `aa-to-bb`, then `bb-to-cc`, then `cc-to-aa`",
        ),
        (&["3/2", "3/4"], "up", "2 conversions turn"),
        (&["2/3", "3/2"], "half-up", "2 conversions turn"),
    ] {
        let found = refused(&mut bank(), &with(&circle(rates, round), &[]));
        assert_eq!(codes(&found, Severity::Error), ["A070"], "{found}");
        let told = found.iter().find(|finding| finding.code == "A070").unwrap();
        assert!(told.message.contains(message) && told.notes.len() >= rates.len(), "{found}");
        assert!(found.to_string().contains("book.toml:"), "{found}");
    }
    for (rates, round) in [(["5/4", "6/5", "2/3"].as_slice(), "down"), (&["3/2", "2/3"], "down")] {
        let found = published(&mut bank(), &with(&circle(rates, round), &[]));
        assert_eq!(codes(&found, Severity::Error), [""; 0], "{found}");
    }
}

#[test]
fn a_book_of_which_two_rules_match_one_outcome_is_refused() {
    let narrow = "{ kind = \"exam\", codes = [\"E\"], tiers = [\"higher\"] }";
    for (first, second) in [(EXAM, EXAM), (EXAM, narrow), ("{ kind = \"exam\" }", EXAM)] {
        let found = refused(&mut bank(), &with(&twice(first, second), &[]));
        assert_eq!(codes(&found, Severity::Error), ["A001"], "{found}");
        assert!(found.to_string().contains("`first` and `second` match one outcome"), "{found}");
    }
    let other = "{ kind = \"exam\", codes = [\"F\"] }";
    let upper = "{ kind = \"exam\", codes = [\"E\"], tiers = [\"undergraduate\"] }";
    for (first, second) in [(EXAM, other), (narrow, upper)] {
        let found = published(&mut bank(), &with(&twice(first, second), &[]));
        assert_eq!(codes(&found, Severity::Error), [""; 0], "{found}");
    }
}

/// By the law or by the code; the waiver of something else does not do.
#[test]
fn what_a_book_waives_does_not_refuse_it_and_is_in_the_receipt() {
    let (gains, overlaps) = (circle(&["5/4", "6/5", "5/7"], "up"), twice(EXAM, EXAM));
    for (rules, code, waived) in [
        (&gains, "A070", "no-amplification"),
        (&gains, "A070", "round-trip"),
        (&gains, "A070", "A070"),
        (&overlaps, "A001", "unique-hit"),
        (&overlaps, "A001", "A001"),
    ] {
        let found = published(&mut bank(), &with(rules, &[waived]));
        let note = found.iter().find(|finding| finding.code == code).unwrap();
        assert_eq!(note.severity, Severity::Note, "{found}");
        assert!(note.help.as_ref().unwrap().ends_with(&format!("`{waived}` is waived: It is meant so.")), "{found}");
    }
    for (rules, code, waived) in
        [(&gains, "A070", "unique-hit"), (&overlaps, "A001", "no-amplification"), (&overlaps, "A001", "A002")]
    {
        assert_eq!(codes(&refused(&mut bank(), &with(rules, &[waived])), Severity::Error), [code]);
    }
}

// ---- warnings and notes ----

/// A fixed amount for half a credit, as often as one applies.
fn splits() -> String {
    let part = "{ kind = \"course\", codes = [\"A\"], unit = \"aa\", take = \"0.5\" }";
    rule("half", part, "{ category = \"x\", tier = \"higher\", amount = \"4 aa\" }")
}

#[test]
fn warnings_are_in_the_receipt() {
    let given = "{ category = \"x\", tier = \"higher\", amount = \"2 aa\" }";
    let old = rule("old", EXAM, given).replace("2020-01-01..", "2020-01-01..2026-08-31");
    let new = rule("new", EXAM, given).replace("2020-01-01..", "2026-09-01..");
    for (rules, code, message) in [
        (vec![splits()], "A061", "splitting gains under `half`"),
        (vec![old, new.clone()], "A012", "judged by 2026-08-31 gives nothing"),
        (vec![waiver("unique-hti"), new.clone()], "A003", "the waiver of `unique-hti` waives nothing"),
    ] {
        let found = published(&mut bank(), &book(&rules));
        assert_eq!(codes(&found, Severity::Warning), [code], "{found}");
        assert!(found.to_string().contains(message), "{found}");
    }
    assert_eq!(published(&mut bank(), &book(&[new])).total(), 0);
}

fn programme(ask: &str, picked: &str) -> String {
    let head = [head("p", "programmes"), "[book]\nsemantics = 1\n\n".to_owned(), units(false)].concat();
    format!(
        "{head}[[clause]]\nid = \"c\"\ntext = \"A clause.\"\n\n[[programme]]\nid = \"P\"\ntitle = \"P\"\ntier = \"higher\"\n\
         unit = \"aa\"\nclause = \"c\"\n{ask}\n\n[[programme.part]]\nid = \"p\"\nleast = \"60\"\naccepts = [{picked}]\n"
    )
}

/// A list of one course.
fn courses() -> String {
    head("l", "courses")
        + "list = \"l\"\nlist_version = \"1\"\n\n[[course]]\nid = \"A\"\ntitle = \"A\"\ntier = \"higher\"\n\
           class = \"taught\"\ncategory = \"liberal\"\nscale = \"passfail\"\n\
           value = [{ valid = \"2020-01-01..\", amount = \"3 aa\" }]\n"
}

#[test]
fn what_is_hardly_meant_in_programmes_is_in_the_receipt() {
    let mut bank = bank();
    let found = published(&mut bank, &programme("least = \"50\"", "{}"));
    assert_eq!(codes(&found, Severity::Warning), ["P104"], "{found}");
    // Words are looked up in what was published before.
    let (libreal, liberal) = ("{ categories = [\"libreal\"] }", "{ categories = [\"liberal\"] }");
    assert_eq!(published(&mut bank, &programme("", libreal)).total(), 0);
    published(&mut bank, &courses());
    let found = published(&mut bank, &programme("", libreal));
    assert_eq!(codes(&found, Severity::Warning), ["P105"], "{found}");
    assert!(found.to_string().contains("did you mean `liberal`?"), "{found}");
    assert_eq!(published(&mut bank, &programme("", liberal)).total(), 0);
}

/// What was not found within the effort is said, and refuses nothing.
#[test]
fn what_is_not_proved_within_the_effort_is_a_note() {
    let text = book(&[splits()]);
    for (effort, ends) in [(0, true), (1, true), (2_000_000, false)] {
        let judge = Judge::default().evaluating(effort);
        let mut bank = bank().judged_by(judge);
        let found = published(&mut bank, &text);
        let told = "unproved: the book is too large; not all that could be tried was tried";
        let (said, warnings) = (found.iter().any(|finding| finding.message == told), codes(&found, Severity::Warning));
        assert_eq!((said, warnings.is_empty()), (ends, ends), "{effort}: {found}");
        let line = String::from_utf8(bank.store().lines().last().unwrap().to_vec()).unwrap();
        assert!(line.contains(&format!("\"judged\":{{\"effort\":{effort},\"number\":{JUDGED}}}")), "{line}");
        let audited = audit_by(bank.store(), &[], judge).unwrap();
        assert!(audited.is_sound() && audited.not_repeated.is_empty(), "{audited:?}");
    }
}

// ---- again ----

#[test]
fn a_key_that_was_used_gives_the_receipt_again_with_all_that_was_found() {
    let (mut bank, misspelt) = (bank(), programme("least = \"50\"", "{ categories = [\"libreal\"] }"));
    let first = publish(&mut bank, "p", &misspelt).unwrap();
    assert_eq!(first.findings.as_ref().unwrap().total(), 1);
    published(&mut bank, &courses());
    let mut opened = Bank::open(bank.into_store(), CLOCK).unwrap();
    assert_eq!(publish(&mut opened, "p", &misspelt).unwrap(), first);
    let mut other = opened.judged_by(Judge::default().numbered(JUDGED + 1));
    let again = publish(&mut other, "p", &misspelt).unwrap();
    assert_eq!((again.position, again.leaf, again.findings), (first.position, first.leaf, None));
}

#[test]
fn where_nothing_was_found_the_receipt_says_so() {
    let mut bank = bank();
    let receipt = publish(&mut bank, "l", &courses()).unwrap();
    assert_eq!(receipt.findings.as_ref().map(Findings::total), Some(0));
}

/// Opening decodes, whatever the analyses would say; the audit says it, where they are of the number on the line.
#[test]
fn a_book_that_a_laxer_build_let_pass_opens_and_the_audit_says_what_is_wrong() {
    for (rules, lacks, code) in [
        (circle(&["5/4", "6/5", "5/7"], "up"), ["A070"].as_slice(), "A070"),
        (circle(&["2/3", "3/2"], "half-up"), &["A070"], "A070"),
        (twice(EXAM, EXAM), &["A001"], "A001"),
    ] {
        let text = with(&rules, &[]);
        for number in [JUDGED, JUDGED + 1] {
            let lax = Judge::default().without(lacks).numbered(number);
            let mut bank = bank().judged_by(lax);
            published(&mut bank, &text);
            assert!(audit_by(bank.store(), &[], lax).unwrap().is_sound());
            let opened = Bank::open(bank.into_store(), CLOCK).unwrap();
            let published = opened.published();
            let book = published.rules(&"b".parse().unwrap(), date!("2026-07-01")).unwrap();
            assert_eq!(book.item.rules().len(), rules.len());
            let audited = opened.verify().unwrap();
            assert_eq!(audited, audit(opened.store(), &[]).unwrap());
            let told = audited.discrepancies.iter().map(|one| one.what.to_string()).collect::<String>();
            let says =
                told.contains("judged again, document `b` is unsound") && told.contains(&format!("error[{code}]"));
            assert_eq!((says, audited.is_sound()), (number == JUDGED, number != JUDGED), "{told}");
            let listed: Vec<_> = audited.not_repeated.iter().map(|one| (one.document.as_str(), one.judged)).collect();
            assert_eq!(listed.contains(&("b", number)), number != JUDGED);
        }
    }
}

#[test]
fn what_was_waived_is_sound_in_the_audit_and_the_effort_is_on_the_line() {
    let mut bank = bank();
    published(&mut bank, &with(&twice(EXAM, EXAM), &["unique-hit"]));
    let line = String::from_utf8(bank.store().lines().last().unwrap().to_vec()).unwrap();
    assert!(line.contains(&format!("\"judged\":{{\"effort\":2000000,\"number\":{JUDGED}}}")), "{line}");
    let audited = Bank::open(bank.into_store(), CLOCK).unwrap().verify().unwrap();
    assert!(audited.is_sound() && audited.not_repeated.is_empty(), "{audited:?}");
}
