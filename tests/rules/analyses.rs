//! What the analyses find and what they do not: small documents, each beside two that differ from it in one thing.

#[path = "../../examples/check_rulebook.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod check_rulebook;

use creditbank::analysis::{Analysis, Proved, RuleRemark, analyse, remarks};
use creditbank::document::{Limits, Severity};
use creditbank::programme::Programmes;
use creditbank::rules::RuleBook;
use creditbank::testing::rules::laws::{Law, Options, Vacuity, Verdict, check};

/// A rule book in units `zz`, secondary, `hv`, higher, and `quarter`, with a scale of scores from 1 to 5.
fn book(rest: &str) -> RuleBook {
    RuleBook::read("book.toml", written(rest).as_bytes(), &Limits::default()).unwrap_or_else(|found| panic!("{found}"))
}

fn written(rest: &str) -> String {
    let unit = |id: &str, tier: &str| format!("[[unit]]\nid = \"{id}\"\nquantum = \"0.5\"\ntier = \"{tier}\"\n\n");
    let units = [unit("zz", "secondary"), unit("hv", "higher"), unit("quarter", "higher")].concat();
    format!(
        "[document]\nid = \"b\"\nkind = \"rules\"\nvalid = \"2020-01-01..\"\nversion = \"1\"\n\n[book]\nsemantics = 1\n\
         basis = \"earned\"\nreview_days = 30\nappeal_days = 15\n\n{units}[[scale]]\nid = \"score\"\nleast = \"1\"\n\
         most = \"5\"\nstep = \"1\"\npass = \"3\"\n\n[[clause]]\nid = \"c\"\ntext = \"A clause.\"\n\n{rest}"
    )
}

fn group(hit: &str, same: &str) -> String {
    format!("[[group]]\nid = \"g\"\nhit = \"{hit}\"\nsame = \"{same}\"\n\n")
}

fn rule(id: &str, valid: &str, from: &str, to: &str, more: &str) -> String {
    format!(
        "[[rule]]\nid = \"{id}\"\ngroup = \"g\"\nclause = \"c\"\nvalid = \"{valid}\"\nfrom = [{from}]\nto = [{to}]\n{more}\n\n"
    )
}

/// The remarks of one code.
fn told(analysis: &Analysis, code: &str) -> Vec<RuleRemark> {
    analysis.remarks.iter().filter(|remark| remark.code == code).cloned().collect()
}

/// Where splitting is proved never to gain.
fn never_gains(analysis: &Analysis) -> bool {
    analysis.proofs.iter().any(|proof| matches!(proof, Proved::NoSplit { .. }))
}

/// A rule that takes of a course and gives a fixed amount, and what else there is.
fn taking(source: &str, limits: &str) -> RuleBook {
    let from = format!("{{ kind = \"course\", codes = [\"ZZ:A\"], unit = \"zz\"{source} }}");
    let to = "{ category = \"x\", tier = \"secondary\", amount = \"4 zz\" }";
    let named = if limits.is_empty() { "" } else { "limits = [\"once\"]" };
    book(&[group("unique", "lot"), limits.to_owned(), rule("r", "2020-01-01..", from.as_str(), to, named)].concat())
}

/// A limit on uses by what is listed.
fn once(per: &str) -> String {
    format!(
        "[[limit]]\nid = \"once\"\nclause = \"c\"\nbinds = \"recording\"\nmeasure = \"uses\"\nmost = \"1\"\nper = [{per}]\n\n"
    )
}

fn splitting(book: &RuleBook) -> Verdict {
    check(book, Law::SplittingNeverGains, &Options { cases: 16, seed: 1 })
}

/// Of an outcome a half credit is taken for four, as often as one applies: 1 zz gives 4 whole, and 8 in two parts.
#[test]
fn a_fixed_amount_for_a_part_gains_by_splitting() {
    for (take, message) in [
        ("0.5", "splitting gains under `r`: 1 zz give 4, and in parts of 0.5 and 0.5 they give 8 zz"),
        ("1.5", "splitting gains under `r`: 3 zz give 4, and in parts of 1.5 and 1.5 they give 8 zz"),
    ] {
        let book = taking(&format!(", take = \"{take}\""), "");
        let analysis = analyse(&book, None);
        let found = told(&analysis, "A061");
        assert_eq!(found.iter().map(|remark| remark.message.as_str()).collect::<Vec<_>>(), [message]);
        assert!(found[0].severity == Severity::Warning && !never_gains(&analysis), "{analysis}");
        assert!(matches!(splitting(&book), Verdict::Violated(_)), "{}", splitting(&book));
    }
}

/// Where one outcome is taken of once only, or whole, there is nothing to split.
#[test]
fn what_is_taken_once_is_proved_not_to_gain() {
    for (source, limits) in [
        ("", String::new()),
        (", take = \"0.5\", size = \"..1 zz\"", String::new()),
        (", take = \"0.5\"", once("\"learner\", \"lot\"")),
        (", take = \"0.5\"", once("\"learner\"")),
    ] {
        let book = taking(source, &limits);
        let analysis = analyse(&book, None);
        assert!(told(&analysis, "A061").is_empty() && never_gains(&analysis), "{source}: {analysis}");
        assert!(!matches!(splitting(&book), Verdict::Violated(_)), "{source}: {}", splitting(&book));
    }
    // A size that lets in two parts, and a limit by something that another application may have otherwise.
    let analysis = analyse(&taking(", take = \"0.5\", size = \"..1.5 zz\"", ""), None);
    assert!(told(&analysis, "A061").len() == 1 && !never_gains(&analysis), "{analysis}");
    let analysis = analyse(&taking(", take = \"0.5\"", &once("\"learner\", \"content\"")), None);
    assert!(!never_gains(&analysis), "{analysis}");
}

/// A law that is about no rule of a book says nothing of it.
#[test]
fn a_law_about_no_rule_is_vacuous() {
    let book = taking("", "");
    for law in [Law::SplittingNeverGains, Law::MergingGainBounded, Law::OverridesWellFounded, Law::WindowPartition] {
        let verdict = check(&book, law, &Options { cases: 16, seed: 1 });
        assert_eq!(verdict, Verdict::Vacuous(Vacuity::NoRule), "{law}");
        assert!(verdict.is_fine() && verdict.to_string() == "vacuous: there is no rule that it is about", "{verdict}");
    }
}

/// Two rules of one limit: the one takes A and B, the other B and C.
fn bundles(measure: &str, most: &str, amounts: [&str; 2]) -> Vec<RuleRemark> {
    let limit = format!(
        "[[limit]]\nid = \"cap\"\nclause = \"c\"\nbinds = \"recording\"\nmeasure = \"{measure}\"\nmost = \"{most}\"\n\
         per = [\"learner\"]\n{}\n",
        if measure == "credits" { "unit = \"hv\"\n" } else { "" }
    );
    let from = |one: &str, two: &str| {
        format!("{{ kind = \"course\", codes = [\"{one}\"] }}, {{ kind = \"course\", codes = [\"{two}\"] }}")
    };
    let to = |amount: &str| format!("{{ category = \"x\", tier = \"higher\", amount = \"{amount} hv\" }}");
    let named = "limits = [\"cap\"]";
    let rules = [
        rule("ab", "2020-01-01..", &from("A", "B"), &to(amounts[0]), named),
        rule("bc", "2020-01-01..", &from("B", "C"), &to(amounts[1]), named),
    ];
    told(&analyse(&book(&[group("options", "content"), limit, rules.concat()].concat()), None), "A050")
}

#[test]
fn limits_on_uses_and_items_depend_on_who_comes_first() {
    let message =
        |found: &[RuleRemark]| found.iter().map(|remark| remark.message.clone()).collect::<Vec<_>>().join("\n");
    let said = |limit: &str, [one, two]: [&str; 2]| {
        format!(
            "the limit `cap` of {limit} depends on who comes first: {one} by `ab` and {two} by `bc` do not both fit"
        )
    };
    let uses = bundles("uses", "1", ["4", "8"]);
    assert_eq!(message(&uses), said("1 use", ["4 hv", "8 hv"]));
    assert_eq!(uses[0].shown.len(), 4, "the first alone, the second after it, and the other way round");
    assert_eq!(message(&bundles("items", "3", ["4", "8"])), said("3 lots", ["4 hv", "8 hv"]));
    assert_eq!(message(&bundles("credits", "8", ["4", "8"])), said("8", ["4", "8"]));
    // Both fit, or it is all one which comes first.
    for (measure, most, amounts) in [("uses", "2", ["4", "8"]), ("items", "4", ["4", "8"]), ("uses", "1", ["4", "4"])] {
        assert_eq!(message(&bundles(measure, most, amounts)), "", "{measure} {most} {amounts:?}");
    }
}

/// An examination that gives one thing for a score of 3 and others from 4 up.
fn scored(three: &str, four: &str) -> Vec<String> {
    let from =
        |grade: &str| format!("{{ kind = \"exam\", codes = [\"E\"], unit = \"item\", grade = \"{grade} score\" }}");
    let rules =
        [rule("three", "2020-01-01..", &from("3..4"), three, ""), rule("four", "2020-01-01..", &from("4.."), four, "")];
    let analysis = analyse(&book(&[group("unique", "lot"), rules.concat()].concat()), None);
    told(&analysis, "A030").into_iter().map(|remark| remark.message).collect()
}

#[test]
fn a_better_grade_that_earns_as_much_elsewhere_does_not_earn_less() {
    let of = |category: &str, amount: &str| {
        format!("{{ category = \"{category}\", tier = \"higher\", amount = \"{amount}\" }}")
    };
    let exempt = "{ exempt = \"MATH1\", tier = \"higher\" }";
    let (eight, none) = (of("elective", "8 quarter"), Vec::<String>::new());
    assert_eq!(scored(&eight, &format!("{}, {exempt}", of("science", "8 quarter"))), none);
    assert_eq!(scored(&eight, &format!("{}, {}", of("science", "4 quarter"), of("elective", "4 quarter"))), none);
    // Of credits in another unit no more can be said than that they are there.
    assert_eq!(scored(&eight, &of("science", "5 hv")), none);
    let less = |given: &str| {
        format!(
            "a better grade earns less: exam `E` graded 3 score gives 8 of category `elective`, and graded 4 score gives {given}"
        )
    };
    assert_eq!(
        scored(&eight, &format!("{}, {exempt}", of("science", "6 quarter"))),
        [less("6 quarter of category `science` and exemption from course `MATH1` by `four`")]
    );
    assert_eq!(scored(&eight, exempt), [less("exemption from course `MATH1` by `four`")]);
    assert_eq!(scored(&eight, &of("elective", "6 quarter")), [less("6")]);
    assert_eq!(scored(&format!("{eight}, {exempt}"), &eight).len(), 1, "an exemption is lost");
    // What counts for a course need not count where credit of a category does: a note.
    let course = "{ course = \"MATH1\", amount = \"8 quarter\" }";
    let elsewhere = less("8 quarter of course `MATH1` by `four`").replace("earns less", "leads elsewhere");
    assert_eq!(scored(&eight, course), [elsewhere]);
}

/// A course by one rule and then by another.
fn versions(first: &str, next: &str) -> (u8, String) {
    let (from, to) = ("{ kind = \"course\", codes = [\"A\"], unit = \"hv\" }", "{ course = \"B\", amount = \"2 hv\" }");
    let rules = [rule("old", first, from, to, ""), rule("new", next, from, to, "")].concat();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book.toml");
    std::fs::write(&file, written(&[group("unique", "lot"), rules].concat())).unwrap();
    let mut out = Vec::new();
    let code = check_rulebook::check(file.to_str().unwrap(), None, &mut out).unwrap_or_else(|code| code);
    (code, String::from_utf8(out).unwrap())
}

#[test]
fn a_day_between_two_rules_is_a_warning_that_names_it() {
    let (code, text) = versions("2020-09-01..2026-08-31", "2026-09-01..");
    assert!(
        code == 1 && text.contains("warning[A012]: a gap of days: course `A` judged by 2026-08-31 gives nothing"),
        "{text}"
    );
    let (code, text) = versions("2020-09-01..2026-08-01", "2026-09-01..");
    assert!(code == 1 && text.contains("judged by 2026-08-01 to 2026-08-31 gives nothing"), "{text}");
    let (code, text) = versions("2020-09-01..2026-09-01", "2026-09-01..");
    assert!(code == 0 && text.contains("0 findings"), "{text}");
}

/// A programme with what it asks, and parts, each with what it asks.
fn programme(ask: &str, parts: &[&str]) -> String {
    let parts = parts
        .iter()
        .enumerate()
        .map(|(k, ask)| format!("\n[[programme.part]]\nid = \"p{k}\"\n{ask}\naccepts = [{{}}]\n"));
    format!(
        "[document]\nid = \"p\"\nkind = \"programmes\"\nvalid = \"2026-09-01..\"\nversion = \"1\"\n\n[book]\nsemantics = 1\n\n\
         [[unit]]\nid = \"hv\"\nquantum = \"0.5\"\n\n[[clause]]\nid = \"c\"\ntext = \"A clause.\"\n\n[[programme]]\n\
         id = \"P\"\ntitle = \"P\"\ntier = \"higher\"\nunit = \"hv\"\nclause = \"c\"\n{ask}\n{}",
        parts.collect::<String>()
    )
}

fn remarked(text: &str) -> String {
    remarks("p.toml", text.as_bytes(), &Limits::default()).unwrap_or_else(|found| panic!("{found}")).to_string()
}

#[test]
fn a_total_that_never_binds_is_a_warning() {
    let sixty = ["least = \"60\"", "least = \"30\""];
    let found = remarked(&programme("least = \"80\"", &sixty));
    assert!(
        found.contains(
            "warning[P104]: `least` of 80 hv never binds: what is in the programme asks for 90 hv\n  --> p.toml:24:9"
        ),
        "{found}"
    );
    let found = remarked(&programme("most = \"80\"", &["most = \"40\"", "most = \"30\""]));
    assert!(found.contains("`most` of 80 hv never binds: what is in the programme takes at most 70 hv"), "{found}");
    let found = remarked(&programme("least_items = 2", &["least_items = 2", "least_items = 1"]));
    assert!(
        found.contains("`least_items` of 2 outcomes never binds: what is in the programme asks for 3 outcomes"),
        "{found}"
    );
    // The same of a quota.
    let quota = |bound: &str| {
        let quota =
            format!("\n[[programme.quota]]\nid = \"q\"\nclause = \"c\"\nof = [{{}}]\nwithin = \"p1\"\n{bound}\n");
        remarked(&(programme("", &["least = \"60\"", "least = \"30\"\nmost = \"40\""]) + &quota))
    };
    let found = quota("most = \"50\"");
    assert!(
        found.contains("warning[P104]: `q` of 50 hv never binds: what is in `p1` takes at most 40 hv of such"),
        "{found}"
    );
    assert!(quota("least = \"20\"").contains("`q` of 20 hv never binds: what is in `p1` asks for 30 hv of such"));
    assert!(
        ["most = \"40\"", "most = \"35\"", "least = \"35\""].iter().all(|bound| quota(bound).starts_with("0 findings"))
    );
    // A total that says what the parts come to, one that asks for more, and parts of which one may be left out.
    for (ask, parts) in [
        ("least = \"90\"", sixty),
        ("least = \"100\"", sixty),
        ("least = \"80\"", ["least = \"60\"", "least = \"30\"\noptional = true"]),
        ("most = \"70\"", ["most = \"40\"", "most = \"30\""]),
        ("most = \"80\"", ["most = \"40\"", ""]),
    ] {
        let found = remarked(&programme(ask, &parts));
        assert!(found.starts_with("0 findings"), "{ask} {parts:?}: {found}");
    }
}

/// How `check_rulebook` ends, and what it says, beside the documents in a folder.
fn beside(file: &str, text: &str, folder: &[(&str, &str)]) -> (u8, String) {
    let (kept, own) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for (name, text) in folder {
        std::fs::write(kept.path().join(name), text).unwrap();
    }
    let file = own.path().join(file);
    std::fs::write(&file, text).unwrap();
    let (mut out, kept) = (Vec::new(), kept.path().to_str());
    let code = check_rulebook::check_with(file.to_str().unwrap(), None, kept, &mut out).unwrap_or_else(|code| code);
    (code, String::from_utf8(out).unwrap())
}

/// A list of one course, worth 3 zz.
const COURSES: &str = "[document]\nid = \"l\"\nkind = \"courses\"\nvalid = \"2020-01-01..\"\nversion = \"1\"\n\
    list = \"l\"\nlist_version = \"1\"\n\n[[course]]\nid = \"A\"\ntitle = \"A\"\ntier = \"secondary\"\nclass = \"taught\"\n\
    category = \"liberal\"\nscale = \"score\"\nvalue = [{ valid = \"2020-01-01..\", amount = \"3 zz\" }]\n";

const INSTITUTIONS: &str = "[document]\nid = \"i\"\nkind = \"institutions\"\nvalid = \"2020-01-01..\"\nversion = \"1\"\n\n\
    [[institution]]\nid = \"SV-01\"\nname = \"A school\"\n";

#[test]
fn words_that_the_documents_beside_have_not_got_are_found() {
    let picked = |pick: &str| programme("", &[""]).replace("[{}]", &format!("[{{ {pick} }}]"));
    let gives = rule(
        "r",
        "2020-01-01..",
        "{ kind = \"exam\", codes = [\"E\"] }",
        "{ category = \"practice\", tier = \"higher\", amount = \"2 hv\" }",
        "",
    );
    let book = written(&[group("unique", "lot"), gives].concat());
    let folder = [("courses.toml", COURSES), ("institutions.toml", INSTITUTIONS), ("rules.toml", book.as_str())];
    for (pick, word, meant, place) in [
        ("categories = [\"libreal\"]", "`libreal`", "liberal", "29:28"),
        ("categories = [\"liberal\", \"pratcice\"]", "`pratcice`", "practice", "29:39"),
        ("classes = [\"tuaght\"]", "`tuaght`", "taught", "29:25"),
        ("issuers = [\"SV-10\"]", "`SV-10`", "SV-01", "29:25"),
    ] {
        let (code, text) = beside("programmes.toml", &picked(pick), &folder);
        assert!(code == 1 && text.contains("warning[P105]") && text.contains(word), "{text}");
        assert!(
            text.contains(&format!("did you mean `{meant}`?")) && text.contains(&format!(".toml:{place}")),
            "{text}"
        );
    }
    for pick in ["categories = [\"liberal\", \"practice\"]", "classes = [\"taught\"]", "issuers = [\"SV-01\"]"] {
        let (code, text) = beside("programmes.toml", &picked(pick), &folder);
        assert!(code == 0 && text.contains("0 findings"), "{text}");
    }
    // Nothing is said of words where nothing is there that could have them.
    let (code, text) = beside("programmes.toml", &picked("categories = [\"libreal\"], issuers = [\"SV-10\"]"), &[]);
    assert!(code == 0 && text.contains("0 findings"), "{text}");
}

#[test]
fn an_amount_that_a_course_is_not_worth_is_told_beside_a_catalogue() {
    let gives = |to: &str| {
        let to = format!("{{ course = \"{to}, grade = \"none\" }}");
        let from = "{ kind = \"exam\", codes = [\"E\"] }";
        written(&[group("unique", "lot"), rule("r", "2020-01-01..", from, &to, "")].concat())
    };
    for (to, found) in [
        ("A\", amount = \"30 zz\"", "note[A044]: `r` gives 30 zz of the course `A`, which is worth 3 zz on 2020-01-01"),
        ("B\", amount = \"3 zz\"", "error[A040]: `r` gives the course `B`, which `l` does not have"),
        ("A\", amount = \"3 zz\"", "0 findings"),
    ] {
        let (code, text) = beside("rules.toml", &gives(to), &[("courses.toml", COURSES)]);
        assert!(text.contains(found) && (code == 1) == found.starts_with("error"), "{text}");
    }
}

/// A programme of one part, with courses and what each needs, by a word and a list.
fn needing(needs: &[(&str, &str, &[&str])]) -> String {
    let list = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let need = |(course, word, names): &(&str, &str, &[&str])| {
        format!("\n[[programme.prerequisite]]\ncourse = \"{course}\"\n{word} = [{}]\nclause = \"c\"\n", list(names))
    };
    let text = programme("", &[""]) + &needs.iter().map(need).collect::<String>();
    match Programmes::read("p.toml", text.as_bytes(), &Limits::default()) {
        Ok(_) => String::new(),
        Err(found) => found.iter().map(|one| format!("{} {}\n", one.code, one.message)).collect(),
    }
}

#[test]
fn every_circle_of_prerequisites_is_named() {
    let circle = |one: &str, two: &str| {
        format!("P028 courses wait for each other in a circle: `{one}`, `{two}` and again `{one}`\n")
    };
    let two = needing(&[("A", "all", &["B"]), ("B", "all", &["A"]), ("C", "all", &["A", "D"]), ("D", "all", &["C"])]);
    assert_eq!(two, circle("A", "B") + &circle("C", "D"));
    // Two with a course in common, and one that is left when another course does.
    let shared = needing(&[("A", "all", &["B", "C"]), ("B", "all", &["A"]), ("C", "all", &["A"])]);
    assert_eq!(shared, circle("A", "B") + &circle("A", "C"));
    let other =
        needing(&[("A", "all", &["B"]), ("B", "all", &["A"]), ("C", "any", &["D", "E"]), ("D", "all", &["C", "A"])]);
    assert_eq!(other, circle("A", "B"));
}
