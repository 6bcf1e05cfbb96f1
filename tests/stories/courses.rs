//! Courses of one code at two institutions: in catalogues, in rule books and programmes that name them, and in the book.

use crate::kit::asked::Asked;
use creditbank::document::Limits;
use creditbank::ledger::{Document, Refusal, WhatRefusal};
use creditbank::programme::Programmes;
use creditbank::rules::{RuleBook, Target};
use creditbank::testing::world::{DOCUMENTS, learner};
use creditbank::{Bank, Date, Digest, MemoryStore, Rejection, Store, date};

use crate::kit::world::{self, Told};

const DAY: Date = date!("2026-03-01");

/// A catalogue in force from a day on.
fn catalogue(id: &str, from: &str, courses: &[&str]) -> String {
    let list: String = courses.iter().map(|course| self::course(course)).collect();
    format!(
        "[document]\nid = \"{id}\"\nkind = \"courses\"\nvalid = \"{from}\"\nversion = \"1\"\nlist = \"l\"\n\
         list_version = \"1\"\n{list}"
    )
}

/// A course of secondary tier worth 4 sv: `MATH101@SV`, `NEW@HV < OLD@SV` where it continues another.
fn course(text: &str) -> String {
    let (name, continues) = text.split_once(" < ").map_or((text, None), |(name, old)| (name, Some(old)));
    let (id, owner) = name.split_once('@').map_or((name, None), |(id, owner)| (id, Some(owner)));
    let owner = owner.map_or(String::new(), |owner| format!("institution = \"{owner}\"\n"));
    let continues = continues.map_or(String::new(), |old| format!("continues = \"{old}\"\n"));
    format!(
        "\n[[course]]\nid = \"{id}\"\n{owner}{continues}title = \"{id}\"\ntier = \"secondary\"\nscale = \"percent\"\n\
         value = [{{ valid = \"2020-01-01..\", amount = \"4 sv\" }}]\n"
    )
}

/// A rule book with one rule from such sources, with such a target.
fn rules(from: &str, to: &str) -> String {
    format!(
        "[document]\nid = \"r\"\nkind = \"rules\"\nvalid = \"2026-01-01..\"\nversion = \"1\"\n\n[book]\n\
         semantics = 1\nbasis = \"applied\"\nreview_days = 30\nappeal_days = 10\n\n\
         [[unit]]\nid = \"sv\"\nquantum = \"0.5\"\ntier = \"secondary\"\n\n\
         [[clause]]\nid = \"c\"\ntext = \"Mathematics.\"\ninvented = true\n\n\
         [[group]]\nid = \"g\"\nhit = \"options\"\n\n\
         [[rule]]\nid = \"one\"\ngroup = \"g\"\nclause = \"c\"\nvalid = \"2026-01-01..\"\n\
         from = [{from}]\nto = [{to}]\n"
    )
}

/// A programme with one part that accepts such picks.
fn programmes(accepts: &str, more: &str) -> String {
    format!(
        "[document]\nid = \"p\"\nkind = \"programmes\"\nvalid = \"2026-01-01..\"\nversion = \"1\"\n\n[book]\n\
         semantics = 1\n\n[[unit]]\nid = \"sv\"\nquantum = \"0.5\"\n\n\
         [[clause]]\nid = \"c\"\ntext = \"A diploma.\"\ninvented = true\n\n\
         [[programme]]\nid = \"P\"\ntitle = \"P\"\ntier = \"secondary\"\nunit = \"sv\"\nclause = \"c\"\nleast = \"4\"\n\n\
         [[programme.part]]\nid = \"core\"\naccepts = [{accepts}]\n{more}"
    )
}

const ELSEWHERE: &str = r#"{ category = "free", amount = "2 sv" }"#;

/// A bank with the frameworks, institutions and mandates of the test world, and these catalogues.
fn bank(catalogues: &[String]) -> Told<MemoryStore> {
    let base =
        DOCUMENTS.into_iter().filter(|(name, _)| !["courses.toml", "rules.toml", "programmes.toml"].contains(name));
    let names = ["c1", "c2", "c3"];
    let more = names.into_iter().zip(catalogues).map(|(name, text)| (name, text.as_str()));
    world::found_on(MemoryStore::new(), &base.chain(more).collect::<Vec<_>>())
}

/// Two institutions with a course of one code, and one that nobody owns.
fn two() -> Told<MemoryStore> {
    bank(&[
        catalogue("of-sv", "2020-01-01..", &["MATH101@SV", "ONLY@SV", "OPEN"]),
        catalogue("of-hv", "2020-01-01..", &["MATH101@HV"]),
    ])
}

/// What was found: code, line, and help.
fn unsound(told: &mut Told<MemoryStore>, text: &str) -> Vec<(&'static str, usize, String)> {
    let Rejection::Unsound(findings) = told.publish("bad", text).unwrap_err() else { panic!("{text}") };
    let told = |(at, one): (Option<creditbank::document::Position>, &creditbank::document::Finding)| {
        (one.code, at.unwrap().line, one.help.clone().unwrap_or_default())
    };
    findings.located().map(told).collect()
}

fn book<S: Store>(bank: &Bank<S, world::Set>) -> RuleBook {
    bank.published().rules(&"r".parse().unwrap(), DAY).unwrap().item.clone()
}

fn codes(book: &RuleBook) -> Vec<String> {
    book.rules()[0].from.iter().flat_map(|source| &source.codes).map(ToString::to_string).collect()
}

#[test]
fn one_code_at_two_institutions_is_two_courses() {
    let told = two();
    let published = told.bank.published();
    let (code, [sv, hv, bank]) = ("MATH101".parse().unwrap(), ["SV", "HV", "BANK"].map(|id| id.parse().unwrap()));
    let owner = |by| published.course(&code, by, DAY).map(|found| found.item.institution.clone().unwrap().to_string());
    assert_eq!((owner(&sv).as_deref(), owner(&hv).as_deref(), owner(&bank)), (Some("SV"), Some("HV"), None));
    let named = |name: &str, by| published.course_named(&name.parse().unwrap(), by, DAY).map(|found| found.item.name());
    assert_eq!(named("MATH101@HV", &sv).unwrap().to_string(), "MATH101@HV", "in full it does not matter who asks");
    assert_eq!(named("MATH101@BANK", &bank), None);
    assert_eq!(named("MATH101", &bank), None, "there are two");
    assert_eq!(named("ONLY", &hv).unwrap().to_string(), "ONLY@SV", "there is one");
    assert_eq!(named("OPEN", &hv).unwrap().to_string(), "OPEN");
    assert_eq!(published.courses(&code, DAY).count(), 2);
    assert_eq!(published.courses(&code, date!("2019-12-31")).count(), 0);
}

#[test]
fn a_bare_code_of_two_owners_is_found_with_both_names() {
    let mut told = two();
    let help = "write it in full: `MATH101@HV`, `MATH101@SV`".to_owned();
    let from = r#"{ kind = "course", codes = ["ONLY", "MATH101"] }"#;
    assert_eq!(unsound(&mut told, &rules(from, ELSEWHERE)), [("B035", 32, help.clone())]);
    let exam = r#"{ kind = "exam", codes = ["MATH101"] }"#;
    let to = r#"{ course = "MATH101", amount = "2 sv" }, { exempt = "MATH101", tier = "secondary" }"#;
    assert_eq!(unsound(&mut told, &rules(exam, to)), [("B035", 33, help.clone()), ("B035", 33, help.clone())]);
    let accepts = r#"{ codes = ["MATH101"] }, { kinds = ["course"], not_codes = ["MATH101"] }"#;
    assert_eq!(unsound(&mut told, &programmes(accepts, "")), [("P039", 29, help.clone()), ("P039", 29, help.clone())]);
    let more = "\n[[programme.prerequisite]]\ncourse = \"MATH101\"\nany = [\"ONLY\", \"MATH101\"]\nclause = \"c\"\n";
    let found = unsound(&mut told, &programmes("{}", more));
    assert_eq!(found, [("P039", 32, help.clone()), ("P039", 33, help)]);
}

#[test]
fn what_is_no_course_is_not_resolved() {
    let mut told = two();
    told.publish("exam", &rules(r#"{ kind = "exam", codes = ["MATH101"] }"#, ELSEWHERE)).unwrap();
    assert_eq!(codes(&book(&told.bank)), ["MATH101"]);
    told.publish("work", &programmes(r#"{ kinds = ["exam", "work"], codes = ["MATH101"] }"#, "")).unwrap();
    let more = "[[programme.quota]]\nid = \"q\"\nclause = \"c\"\nof = [{ kinds = [\"exam\"], codes = [\"MATH101\"] }]\n\
                most = \"2\"\n";
    told.publish("quota", &programmes("{}", more)).unwrap();
}

#[test]
fn a_bare_code_of_one_owner_is_put_in_full_and_so_is_its_hash() {
    let (mut bare, mut full) = (two(), two());
    let from = |only: &str| format!("{{ kind = \"course\", codes = [\"{only}\", \"OPEN\", \"UNKNOWN\"] }}");
    let to = |only: &str| format!("{{ exempt = \"{only}\", tier = \"secondary\" }}");
    bare.publish("r", &rules(&from("ONLY"), &to("ONLY"))).unwrap();
    full.publish("r", &rules(&from("ONLY@SV"), &to("ONLY@SV"))).unwrap();
    let (one, other) = (book(&bare.bank), book(&full.bank));
    assert_eq!(
        codes(&one),
        ["ONLY@SV", "OPEN", "UNKNOWN"],
        "of nobody's, and of what is not known, the code stays bare"
    );
    assert_eq!(one.rules()[0].to[0].target, Target::Exemption("ONLY@SV".parse().unwrap()));
    assert_eq!(one, other);
    assert_eq!(one.hash(), other.hash());
    // Without a bank nothing is put in full.
    let read = |text: &str| RuleBook::read("r.toml", text.as_bytes(), &Limits::default()).unwrap();
    let (text, all) = (rules(&from("ONLY"), &to("ONLY")), rules(&from("ONLY@SV"), &to("ONLY@SV")));
    assert_eq!(codes(&read(&text)), ["ONLY", "OPEN", "UNKNOWN"]);
    assert!(read(&text).hash() != one.hash() && read(&all).hash() == one.hash());
    let among = RuleBook::read_among("r.toml", text.as_bytes(), &Limits::default(), &*bare.bank.published()).unwrap();
    assert_eq!(among.hash(), one.hash());
}

#[test]
fn programmes_are_put_in_full_too() {
    let (mut bare, mut full) = (two(), two());
    let text = |only: &str| {
        let accepts = format!("{{ codes = [\"{only}\", \"OPEN\"], not_codes = [\"CET4\"] }}");
        let more = format!("\n[[programme.prerequisite]]\ncourse = \"{only}\"\nall = [\"OPEN\"]\nclause = \"c\"\n");
        programmes(&accepts, &more)
    };
    let hash = |told: &mut Told<MemoryStore>, only: &str| {
        told.publish("p", &text(only)).unwrap();
        told.bank.published().programmes(&"p".parse().unwrap(), DAY).unwrap().item.hash()
    };
    let (one, other) = (hash(&mut bare, "ONLY"), hash(&mut full, "ONLY@SV"));
    assert_eq!(one, other);
    let read = Programmes::read("p.toml", text("ONLY").as_bytes(), &Limits::default()).unwrap();
    assert_ne!(read.hash(), one);
}

/// What a document says is settled when it is published, and comes out the same whenever the book is opened or audited.
#[test]
fn later_catalogues_change_nothing() {
    let mut told = two();
    let from = r#"{ kind = "course", codes = ["ONLY"] }"#;
    told.publish("r", &rules(from, ELSEWHERE)).unwrap();
    let hash: Digest = book(&told.bank).hash();
    let hv = catalogue("of-hv", "2020-01-01..", &["MATH101@HV", "ONLY@HV"]);
    told.publish("hv", &hv).unwrap();
    assert_eq!(unsound(&mut told, &rules(from, ELSEWHERE)).len(), 1, "the same text is now of two");
    assert_eq!((codes(&book(&told.bank)), book(&told.bank).hash()), (vec!["ONLY@SV".to_owned()], hash));
    assert!(told.bank.verify().unwrap().is_sound());
    let opened = Bank::open(told.bank.into_store(), told.clock.clone()).unwrap();
    assert_eq!(book(&opened).hash(), hash);
    assert!(opened.verify().unwrap().is_sound());
}

#[test]
fn a_course_belongs_to_one_catalogue_and_is_not_nobodys_beside_anothers() {
    let mut told = bank(&[
        catalogue("of-sv", "2020-01-01..2026-01-01", &["MATH101@SV", "OPEN"]),
        catalogue("of-hv", "2020-01-01..", &["MATH101@HV"]),
    ]);
    let mut taken = |from: &str, courses: &[&str]| match told.publish("taken", &catalogue("third", from, courses)) {
        Err(Rejection::Refused(Refusal::What(WhatRefusal::CodeTaken { defined, document }))) => {
            format!("{defined} of {document}")
        }
        Ok(_) => "published".to_owned(),
        Err(other) => panic!("{other:?}"),
    };
    assert_eq!(taken("2026-01-01..", &["MATH101@SV"]), "MATH101@SV of of-sv", "also after it ended");
    assert_eq!(taken("2020-01-01..", &["NEW@SV", "MATH101"]), "MATH101@HV of of-hv");
    assert_eq!(taken("2025-12-31..", &["OPEN@HV"]), "OPEN of of-sv", "nobody's on one day");
    assert_eq!(taken("2026-01-01..", &["OPEN@HV", "MATH101@BANK"]), "published", "nobody's no longer");
}

#[test]
fn the_most_of_attempts_is_in_a_unit_in_force_and_in_whole_quanta() {
    let mut told = bank(&[]);
    let mut refused = |policy: &str| {
        let text = catalogue("c", "2020-01-01..", &["A@SV"]).replace("scale", &format!("attempts = {policy}\nscale"));
        match told.publish("c", &text.replace("4 sv", if policy.contains("xx") { "4 xx" } else { "4 sv" })) {
            Err(Rejection::Refused(refusal)) => refusal.to_string(),
            Ok(_) => "published".to_owned(),
            Err(other) => panic!("{other:?}"),
        }
    };
    let unknown = "unit `xx` is not in any framework in force on 2020-01-01";
    assert_eq!(refused(r#"{ count = "each", most = "6 xx" }"#), unknown);
    let off = "6.25 is not a whole number of steps of 0.5 `sv`";
    assert_eq!(refused(r#"{ count = "each", most = "6.25 sv" }"#), off);
    assert_eq!(refused(r#"{ count = "each", most = "6 item", one = "run" }"#), "published");
    let (course, day) = ("A".parse().unwrap(), DAY);
    let published = told.bank.published();
    let found = published.course(&course, &"SV".parse().unwrap(), day).unwrap();
    assert_eq!(found.item.attempts.to_string(), "each 6 item run");

    let institutions = DOCUMENTS.into_iter().find(|(name, _)| *name == "institutions.toml").unwrap().1;
    let says = |most: &str| {
        let policy = format!("kinds = [\"training\"], attempts = {{ count = \"each\", most = \"{most}\" }}");
        institutions.replacen("kinds = [\"training\"]", &policy, 1)
    };
    for (most, says_so) in [("2 xx", unknown), ("6.25 sv", off)] {
        let Rejection::Refused(refusal) = told.publish("i", &says(most)).unwrap_err() else { panic!("{most}") };
        assert_eq!(refusal.to_string(), says_so);
    }
    told.publish("i", &says("6.5 sv")).unwrap();
    let published = told.bank.published();
    let institution = published.institution(&"SV".parse().unwrap(), day).unwrap().item;
    let (kind, tier) = (creditbank::registry::OutcomeKind::Training, creditbank::registry::Tier::Secondary);
    assert_eq!(institution.attempts(kind, tier, date!("2025-12-31")).to_string(), "each 6.5 sv");
    assert_eq!(institution.attempts(kind, tier, DAY).to_string(), "each", "the power has ended");
}

/// What attempts at a course are attempts at on a day.
fn things(told: &Told<MemoryStore>, day: Date, name: &str, issuer: &str) -> String {
    let (published, issuer) = (told.bank.published(), issuer.parse().unwrap());
    let found = published.course_named(&name.parse().unwrap(), &issuer, day).unwrap_or_else(|| panic!("{name}"));
    published.thing_of(found.item, &issuer, day).to_string()
}

#[test]
fn a_course_that_is_handed_over_is_one_thing_if_it_is_said() {
    let said = bank(&[
        catalogue("of-sv", "2020-01-01..2025-01-01", &["MATH101@SV", "GONE@SV < OLDEST@SV", "OLDEST@SV"]),
        catalogue("of-hv", "2020-01-01..", &["MATH101@HV < MATH101@SV", "M101@HV < MATH101@HV", "LATE@HV < GONE@SV"]),
    ]);
    let old = date!("2024-12-31");
    assert_eq!(things(&said, old, "MATH101@SV", "SV"), "course MATH101@SV");
    for (day, name) in [(old, "MATH101@HV"), (DAY, "MATH101@HV"), (DAY, "M101")] {
        assert_eq!(things(&said, day, name, "HV"), "course MATH101@SV", "{name} on {day}");
    }
    assert_eq!(things(&said, old, "GONE", "SV"), "course OLDEST@SV");
    assert_eq!(
        things(&said, DAY, "LATE", "HV"),
        "course OLDEST@SV",
        "also when the old catalogue is no longer in force"
    );
    let silent = bank(&[
        catalogue("of-sv", "2020-01-01..", &["MATH101@SV"]),
        catalogue("of-hv", "2020-01-01..", &["MATH101@HV"]),
    ]);
    assert_eq!(things(&silent, DAY, "MATH101@HV", "HV"), "course MATH101@HV");
    let unknown = bank(&[catalogue("of-hv", "2020-01-01..", &["NEW@HV < NOWHERE@SV"])]);
    assert_eq!(things(&unknown, DAY, "NEW", "HV"), "course NOWHERE@SV", "what no catalogue has is named all the same");
}

#[test]
fn of_a_course_that_nobody_owns_each_issuer_has_its_own() {
    let told = bank(&[catalogue("all", "2020-01-01..", &["OPEN", "OPEN2 < OPEN", "FROM@SV", "OPEN3 < FROM@SV"])]);
    assert_eq!(things(&told, DAY, "OPEN", "SV"), "course OPEN@SV");
    assert_eq!(things(&told, DAY, "OPEN2", "HV"), "course OPEN@HV");
    assert_eq!(things(&told, DAY, "OPEN3", "HV"), "course FROM@SV");
}

#[test]
fn a_circle_through_two_catalogues_is_one_thing() {
    let told = bank(&[
        catalogue("of-sv", "2020-01-01..", &["A@SV < B@HV", "C@SV < A@SV"]),
        catalogue("of-hv", "2020-01-01..", &["B@HV < A@SV"]),
    ]);
    for (name, issuer) in [("A", "SV"), ("B", "HV"), ("C", "SV")] {
        assert_eq!(things(&told, DAY, name, issuer), "course A@SV", "{name}");
    }
}

#[test]
fn what_a_course_continues_may_be_bare_where_one_institution_had_it() {
    let mut told = bank(&[catalogue("of-sv", "2020-01-01..2025-01-01", &["MATH101@SV", "TWO@SV"])]);
    told.publish("hv", &catalogue("of-hv", "2025-01-01..", &["MATH101@HV < MATH101", "TWO@HV"])).unwrap();
    assert_eq!(things(&told, DAY, "MATH101", "HV"), "course MATH101@SV");
    let third = |course: &str| catalogue("third", "2025-01-01..", &[course]);
    let several = "write it in full: `TWO@HV`, `TWO@SV`".to_owned();
    assert_eq!(unsound(&mut told, &third("X@HV < TWO")), [("R018", 12, several)]);
    let unknown = "write it in full, as in `TOW@HV`".to_owned();
    assert_eq!(unsound(&mut told, &third("X@HV < TOW")), [("R018", 12, unknown)]);
    told.publish("again", &third("TWO@BANK < TWO@SV")).unwrap();
}

#[test]
fn a_rule_does_not_make_an_attempt_out_of_an_attempt_at_the_same() {
    let mut told = bank(&[
        catalogue("of-sv", "2020-01-01..", &["OLD@SV", "OPEN"]),
        catalogue("of-hv", "2020-01-01..", &["NEW@HV < OLD@SV", "OTHER@HV"]),
    ]);
    let mut found = |from: &str, to: &str| {
        let (from, to) = (
            format!("{{ kind = \"course\", codes = [\"{from}\"] }}"),
            format!("{{ course = \"{to}\", amount = \"4 sv\" }}"),
        );
        match told.publish("try", &rules(&from, &to)) {
            Err(Rejection::Unsound(findings)) => findings.iter().map(|one| one.code).collect::<Vec<_>>().join(" "),
            Ok(_) => "published".to_owned(),
            Err(other) => panic!("{other:?}"),
        }
    };
    for (from, to) in [("OLD", "OLD@SV"), ("OPEN", "OPEN"), ("OLD", "NEW"), ("NEW@HV", "OLD"), ("NEW", "NEW@HV")] {
        assert_eq!(found(from, to), "B033", "{from} {to}");
    }
    assert_eq!(found("OLD", "OTHER"), "published");
}

/// Of two courses of one code a rule takes the one that it names, and a programme counts the one that it names.
#[test]
fn the_book_tells_them_apart() {
    let mut told = two();
    let from = r#"{ kind = "course", codes = ["MATH101@SV"], unit = "sv", take = "asked" }"#;
    told.publish("r", &rules(from, r#"{ category = "free", rate = "1/1 sv", round = "down" }"#)).unwrap();
    told.publish("p", &programmes(r#"{ codes = ["MATH101@HV"] }"#, "")).unwrap();
    told.play("sv-registrar 01-01 open\nsv-registrar 01-10 accrue MATH101 80 percent\nhv-registrar 01-10 accrue MATH101 80 percent");
    let apply = |lot: &str| {
        format!(
            "sv-registrar 02-01 {{\"apply\":{{\"document\":\"r\",\"take\":[{{\"credits\":\"4\",\"lot\":\"{lot}\"}}]}}}}"
        )
    };
    told.play(&apply("2.0"));
    told.play(&apply("1.0"));
    let book = told.bank.passbook(learner(1)).unwrap();
    let granted: Vec<_> = book.applications.values().map(|one| one.appraisal.grants.len()).collect();
    assert_eq!(granted, [0, 1], "that of the college is not taken, that of the school is");
    told.play("sv-registrar 02-02 {\"matriculate\":{\"document\":\"p\",\"programme\":\"P\"}}");
    let book = told.bank.passbook(learner(1)).unwrap();
    let (id, of) = book.matriculations.iter().next().unwrap();
    let published = told.bank.published();
    let programmes = published.programmes(&"p".parse().unwrap(), DAY).unwrap().item;
    let study =
        creditbank::testing::engine::Study { book: &book, day: DAY, of, pinned: programmes, published: &published };
    let holdings = study.holdings();
    let accepts = &programmes.programme(&"P".parse().unwrap()).unwrap().parts[0].accepts;
    let lens = creditbank::testing::engine::Lens::new(programmes, &holdings);
    let counted: Vec<_> = holdings
        .assets
        .iter()
        .filter(|asset| lens.takes_any(accepts, asset))
        .map(|asset| asset.issuer.as_str())
        .collect();
    assert_eq!(counted, ["HV"], "{id:?}");
}

/// What the college converts into the school's course is counted as that, whatever course of that code is its own.
#[test]
fn what_is_made_into_the_course_of_another_is_of_its_class() {
    let class = |owner: &str, class: &str| {
        let text = course(&format!("MATH101@{owner}"));
        text.replace("scale =", &format!("class = \"{class}\"\nscale ="))
    };
    let text = |id: &str, owner: &str, of: &str| catalogue(id, "2020-01-01..", &[]) + &class(owner, of);
    let mut told = bank(&[text("of-sv", "SV", "core"), text("of-hv", "HV", "elective")]);
    let from = r#"{ kind = "certificate", codes = ["M"] }"#;
    told.publish("r", &rules(from, r#"{ course = "MATH101@SV", amount = "2 sv" }"#)).unwrap();
    told.publish("p", &programmes("{}", "")).unwrap();
    told.play(
        "sv-registrar 01-01 open\nhv-registrar 01-10 certify certificate M 2 hv -
         hv-registrar 01-11 accrue MATH101 80 percent
         hv-registrar 02-01 {\"apply\":{\"document\":\"r\",\"take\":[{\"credits\":\"2\",\"lot\":\"1.0\"}]}}
         sv-registrar 02-02 {\"matriculate\":{\"document\":\"p\",\"programme\":\"P\"}}",
    );
    let book = told.bank.passbook(learner(1)).unwrap();
    let of = book.matriculations.values().next().unwrap();
    let published = told.bank.published();
    let programmes = published.programmes(&"p".parse().unwrap(), DAY).unwrap().item;
    let study =
        creditbank::testing::engine::Study { book: &book, day: DAY, of, pinned: programmes, published: &published };
    let holdings = study.holdings();
    let classes: Vec<_> = holdings.assets.iter().map(|asset| asset.class.as_ref().map(ToString::to_string)).collect();
    assert_eq!(classes, [Some("elective".to_owned()), Some("core".to_owned())]);
}

#[test]
fn a_document_is_read_among_others() {
    let told = two();
    let text = programmes(r#"{ codes = ["ONLY"] }"#, "");
    let read = |roll| Document::read_among("p.toml", text.as_bytes(), &Limits::default(), roll).unwrap();
    let Document::Programmes(among) = read(&*told.bank.published()) else { panic!() };
    assert_eq!(among.draft().programmes[0].parts[0].accepts[0].codes[0].to_string(), "ONLY@SV");
}

#[test]
fn the_example_of_the_chapter_is_a_catalogue() {
    let chapter = include_str!("../../src/manual/documents.md");
    let text = chapter.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let document =
        creditbank::registry::RegistryDocument::read("courses.toml", text.as_bytes(), &Limits::default()).unwrap();
    let creditbank::registry::RegistryDocument::Courses(all) = document else { panic!() };
    let told: Vec<_> = all.iter().map(|course| format!("{} {}", course.name(), course.attempts)).collect();
    assert_eq!(told, ["MATH101@U best", "MATH101@V last", "SPORT1@U each 4 ug run", "STAT200@V best"]);
}

/// Converts an exam of 60 under a rule into 30 of a category, and revokes it; what becomes of the 30?
fn suspended(between: &[&str]) -> (String, String) {
    let mut told = bank(&[]);
    let rule = rules(
        r#"{ kind = "exam", codes = ["SIXTY"], unit = "sv", take = "60" }"#,
        r#"{ category = "free", tier = "secondary", amount = "30 sv" }"#,
    );
    told.publish("rules", &rule).unwrap();
    told.play(
        r#"sv-registrar 08-01 open
        sv-registrar 08-01 certify exam SIXTY 60 sv -
        sv-registrar 08-02 {"apply":{"document":"r","take":[{"credits":"60","lot":"1.0"}]}}"#,
    );
    between.iter().for_each(|line| _ = told.play(line));
    let said = told.say("sv-awarder 08-10 bind reserve set:Q 2.1:30").map(|_| ()).map_err(|why| why.to_string());
    let balances = told.bank.now(world::learner()).balances;
    let [balance] = balances.values().collect::<Vec<_>>()[..] else { panic!("{balances:?}") };
    let seen = format!("free {} suspended {} consumed {}", balance.free, balance.suspended, balance.consumed);
    (seen, said.err().unwrap_or("bound".into()))
}

#[test]
fn what_rests_on_what_was_revoked_is_not_free() {
    let (seen, said) = suspended(&["sv-registrar 08-03 revoke 1.0"]);
    assert_eq!(seen, "free 0 suspended 30 consumed 60");
    assert_eq!(said, "lot 2.1 is suspended because of 3; settle that first");
}

#[test]
fn what_rests_on_what_was_revoked_is_free_again_when_the_conversion_is_kept() {
    let (seen, said) = suspended(&["sv-registrar 08-03 revoke 1.0", "sv-reviewer 08-04 keep decision:2.0 3"]);
    assert_eq!((seen.as_str(), said.as_str()), ("free 0 suspended 0 consumed 60", "bound"));
}

#[test]
fn what_rests_on_what_was_lowered_is_not_free() {
    let (seen, said) = suspended(&["sv-registrar 08-03 revalue 1.0 59.5 sv"]);
    assert_eq!(seen, "free 0 suspended 30 consumed 60");
    assert_eq!(said, "lot 2.1 is suspended because of 3; settle that first");
}
