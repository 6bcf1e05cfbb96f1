//! The analyses of rule books: small unsound books, each with its golden remarks, and their sound counterparts.
//! `CREDITBANK_BLESS=1` writes the remarks anew; read them before you commit them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::kit::cases::new_ones;
use creditbank::Credits;
use creditbank::analysis::{Analysis, Favour, Fraction, Proved, Valuation, analyse, check_valuation, diff};
use creditbank::document::Limits;
use creditbank::registry::RegistryDocument;
use creditbank::rules::{Answer, Asked, Facts, RuleBook, Target, evaluate};
use proptest::prelude::*;

fn books() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/rules/remarks");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ext| ext == "toml")).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap()
}

fn read(path: &Path) -> (RuleBook, String) {
    let text = fs::read_to_string(path).unwrap();
    (RuleBook::read(name(path), text.as_bytes(), &Limits::default()).unwrap(), text)
}

fn every_book() -> impl Iterator<Item = (PathBuf, RuleBook, Analysis)> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/rules.toml");
    books().into_iter().chain([example]).map(|path| {
        let book = read(&path).0;
        let analysis = analyse(&book, None);
        (path, book, analysis)
    })
}

#[test]
fn unsound_books_have_the_golden_remarks_and_sound_ones_none() {
    let bless = std::env::var_os("CREDITBANK_BLESS").is_some();
    let mut wrong = Vec::new();
    for path in books() {
        let (book, text) = read(&path);
        let analysis = analyse(&book, None);
        let found = analysis.to_findings(&book, name(&path), &text).to_string();
        let golden = path.with_extension("txt");
        if bless {
            fs::write(&golden, &found).unwrap();
        }
        if fs::read_to_string(&golden).unwrap_or_default() != found {
            wrong.push(format!("--- {}\n{found}", name(&path)));
        }
        let sound = name(&path).ends_with("-sound.toml");
        assert_eq!(analysis.remarks.is_empty(), sound, "{}\n{found}", name(&path));
    }
    assert!(wrong.is_empty(), "remarks differ from the golden ones:\n{}", wrong.join("\n"));
}

/// No false witness: what is shown is what an evaluation gives.
#[test]
fn every_case_that_is_shown_evaluates_to_what_it_says() {
    let mut shown = 0;
    for (path, book, analysis) in every_book() {
        for case in analysis.remarks.iter().flat_map(|remark| &remark.shown) {
            assert_eq!(evaluate(&book, &case.facts).answer, case.answer, "{}: {case}", name(&path));
            shown += 1;
        }
    }
    assert!(shown > 40, "{shown}");
}

#[test]
fn values_hold_and_do_not_hold_when_they_are_tampered_with() {
    let (mut proofs, mut refused) = (0, 0);
    for (path, book, analysis) in every_book() {
        for proof in &analysis.proofs {
            let Proved::NoGain(valuation) = proof else { continue };
            assert_eq!(check_valuation(&book, valuation), Ok(()), "{}", name(&path));
            proofs += 1;
            for made in valuation.values.keys() {
                let mut without = valuation.clone();
                without.values.remove(made);
                refused += u32::from(check_valuation(&book, &without).is_err());
            }
        }
    }
    assert!(proofs > 20 && refused > 0, "{proofs} {refused}");
}

#[test]
fn the_same_book_has_the_same_remarks() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/rules.toml");
    let book = read(&path).0;
    assert_eq!(analyse(&book, None), analyse(&book, None));
}

#[test]
fn every_code_is_shown() {
    let shown: BTreeSet<&str> =
        every_book().flat_map(|(_, _, analysis)| analysis.remarks).map(|remark| remark.code).collect();
    let table = include_str!("../../src/analysis/rules/mod.rs");
    let codes: BTreeSet<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("//! | ")?.get(..4))
        .filter(|code| code.starts_with('A'))
        .collect();
    let courses = BTreeSet::from(["A040", "A041", "A042", "A043", "A044", "A045"]);
    assert_eq!(&shown | &courses, codes);
}

fn pair(old: &str, new: &str) -> (RuleBook, RuleBook) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/rules/remarks");
    (read(&folder.join(old)).0, read(&folder.join(new)).0)
}

/// Each unsound book, and the sound one beside it.
fn pairs() -> Vec<(String, RuleBook, RuleBook)> {
    let all = books();
    let sound = |path: &PathBuf| {
        let beside = path.with_file_name(name(path).replace(".toml", "-sound.toml"));
        all.contains(&beside).then(|| (name(path).to_owned(), read(path).0, read(&beside).0))
    };
    all.iter().filter_map(sound).collect()
}

/// No false witness here either: both answers are what evaluations give, and they differ.
#[test]
fn every_difference_is_what_both_books_give() {
    let (mut gains, mut losses) = (0, 0);
    for (name, one, two) in pairs() {
        for (old, new) in [(&one, &two), (&two, &one)] {
            for difference in diff(old, new).differences {
                assert_eq!(evaluate(old, &difference.facts).answer, difference.old, "{name}: {difference}");
                assert_eq!(evaluate(new, &difference.facts).answer, difference.new, "{name}: {difference}");
                gains += u32::from(difference.turn == Favour::Gain);
                losses += u32::from(difference.turn == Favour::Loss);
            }
        }
    }
    assert!(gains > 10 && losses > 10, "{gains} {losses}");
}

#[test]
fn who_gains_one_way_loses_the_other_way() {
    for (name, one, two) in pairs() {
        let turns = |old, new, turn| diff(old, new).differences.iter().any(|each| each.turn == turn);
        assert_eq!(turns(&one, &two, Favour::Gain), turns(&two, &one, Favour::Loss), "{name}");
    }
}

#[test]
fn a_gap_that_is_closed_is_gained_at_its_grade() {
    let (old, new) = pair("gap-grade.toml", "gap-grade-sound.toml");
    let text = diff(&old, &new).to_string();
    assert_eq!(
        text,
        "\
rule weak 2026-09-01.., from[0].grade: 60..74.5 percent is now 60..75 percent

gains: course `SV:MECH101`, 0.5 sv, graded 74.5 percent, secondary, earned 2026-09-01
  old: refused
  new: 3 hv of course `HV:MECH110` by `weak`

differences shown 1; 120 applications tried, in every cell
"
    );
}

#[test]
fn equal_books_and_books_that_mean_the_same_are_told_apart() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/rules/remarks");
    let text = fs::read_to_string(folder.join("split-stated-sound.toml")).unwrap();
    let book = |text: &str| RuleBook::read("book.toml", text.as_bytes(), &Limits::default()).unwrap();
    let spaced = text.replace("\n\n", "\n\n# a comment\n\n");
    assert!(diff(&book(&text), &book(&spaced)).same);
    // One rule, or two that meet.
    let (head, rule) = text.split_at(text.find("[[rule]]").unwrap());
    let banded = |id: &str, size: &str| {
        let named = rule.replace("\"whole\"", &format!("\"{id}\""));
        named.replace("unit = \"sv\" }", &format!("unit = \"sv\", size = \"{size}\" }}"))
    };
    let two = format!("{head}{}\n{}", banded("small", "..4 sv"), banded("large", "4.. sv"));
    let found = diff(&book(&text), &book(&two));
    assert!(!found.same && found.differences.is_empty() && found.tried > 5, "{found}");
    assert!(found.to_string().contains("no difference found in what is granted"), "{found}");
    assert_eq!(found.changes.len(), 3, "{found}");
}

#[test]
fn a_rate_that_differs_in_the_middle_of_its_period_is_found() {
    let (old, new) = pair("split-up.toml", "split-sound.toml");
    let found = diff(&old, &new);
    let facts = &found.differences.first().unwrap().facts;
    assert_eq!(facts.outcomes[0].amount.to_string(), "1 hour", "{found}");
}

#[test]
fn courses_are_looked_up_in_the_list() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let list = fs::read(data.join("courses.toml")).unwrap();
    let RegistryDocument::Courses(list) = RegistryDocument::read("courses.toml", &list, &Limits::default()).unwrap()
    else {
        panic!()
    };
    let text = fs::read_to_string(data.join("rules.toml")).unwrap();
    let codes = |text: &str| {
        let book = RuleBook::read("rules.toml", text.as_bytes(), &Limits::default()).unwrap();
        let remarks = analyse(&book, Some(&list)).remarks;
        remarks
            .iter()
            .filter(|remark| remark.code.starts_with("A04"))
            .map(|remark| remark.code)
            .collect::<BTreeSet<_>>()
    };
    let sound = codes(&text);
    let edited = |from: &str, to: &str| codes(&text.replacen(from, to, 1));
    let new = |found: BTreeSet<&'static str>| found.difference(&sound).copied().collect::<Vec<_>>();
    assert!(sound.iter().all(|code| ["A043", "A044"].contains(code)), "{sound:?}");
    assert_eq!(new(edited("course = \"HV:MECH110\"", "course = \"HV:NONE\"")), ["A040"]);
    assert_eq!(new(edited("course = \"HV:MECH110\"", "course = \"UG:MECH201\"")), ["A041"]);
    assert_eq!(new(edited("\"SV:POL101\"]", "\"SV:X\"]")), Vec::<&str>::new());
    assert_eq!(new(edited("course = \"HV:MECH110\"", "course = \"HV:MECH110@HV-01\"")), Vec::<&str>::new());
    assert_eq!(new(edited("course = \"HV:MECH110\"", "course = \"HV:MECH110@HV-02\"")), ["A040"]);
}

#[test]
fn a_bare_code_of_several_courses_is_told() {
    let course = |owner: &str| {
        format!(
            "\n[[course]]\nid = \"SV:MECH101\"\n{owner}title = \"T\"\ntier = \"secondary\"\nscale = \"percent\"\n\
             value = [{{ valid = \"2020-01-01..\", amount = \"4 sv\" }}]\n"
        )
    };
    let head = "[document]\nid = \"l\"\nkind = \"courses\"\nvalid = \"2020-01-01..\"\nversion = \"1\"\nlist = \"l\"\n\
                list_version = \"1\"\n";
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/rules.toml")).unwrap();
    let told = |owners: &[&str], name: &str| {
        let list = owners.iter().map(|owner| course(owner)).collect::<String>();
        let list = RegistryDocument::read("l.toml", format!("{head}{list}").as_bytes(), &Limits::default()).unwrap();
        let RegistryDocument::Courses(list) = list else { panic!() };
        let text = text.replace("\"SV:MECH101\"", &format!("\"{name}\""));
        let book = RuleBook::read("rules.toml", text.as_bytes(), &Limits::default()).unwrap();
        let remarks = analyse(&book, Some(&list)).remarks;
        let told: BTreeSet<_> =
            remarks.iter().filter(|one| one.code == "A045").map(|one| one.message.clone()).collect();
        told.into_iter().next().unwrap_or_default()
    };
    let two = ["institution = \"SV-01\"\n", "institution = \"SV-02\"\n"];
    let said = told(&two, "SV:MECH101");
    assert!(said.ends_with("of which `l` has several: `SV:MECH101@SV-01`, `SV:MECH101@SV-02`"), "{said}");
    assert_eq!(told(&two, "SV:MECH101@SV-02"), "");
    assert_eq!(told(&two[..1], "SV:MECH101"), "");
    assert_eq!(told(&[""], "SV:MECH101"), "");
}

/// A bare code is that of every owner's course; of two owners each has its own.
#[test]
fn rules_for_one_code_overlap_where_they_may_mean_one_course() {
    let (one, _) = pair("overlap.toml", "overlap-sound.toml");
    let told = |first: &str, second: &str| {
        let mut draft = one.draft().clone();
        let sources = draft.rules.iter_mut().flat_map(|rule| &mut rule.from).filter(|source| !source.codes.is_empty());
        for (source, name) in sources.zip([first, second]) {
            source.codes = vec![name.parse().unwrap()];
        }
        let book = draft.check().unwrap();
        analyse(&book, None).remarks.iter().any(|remark| remark.code == "A001")
    };
    assert!(told("X", "X") && told("X", "X@U") && told("X@U", "X@U"));
    assert!(!told("X@U", "X@V") && !told("X", "Y@U"));
}

/// What a valuation says, against evaluations: no amount of anything becomes something of more value. Where it does not
/// hold, the check refuses it; where the check accepts it, it holds.
#[test]
fn a_value_that_is_changed_is_refused_unless_it_holds() {
    let (gaining, sound) = pair("chain-rates.toml", "chain-sound.toml");
    let remarks = analyse(&gaining, None).remarks;
    let chain = &remarks.iter().find(|remark| remark.code == "A070").unwrap().shown;
    let holds = |valuation: &Valuation| {
        let worth = |code: &str, credits: Credits| {
            let value = valuation.values.iter().find(|(made, _)| made.name.code.as_str() == code).unwrap().1;
            value.times(Fraction::new(credits.ten_thousandths().into(), 1).unwrap()).unwrap()
        };
        let steps = chain.iter().flat_map(|case| (1..40_u64).map(move |quanta| (case, quanta)));
        steps.into_iter().all(|(case, quanta)| {
            let mut facts = case.facts.clone();
            let credits = Credits::from_ten_thousandths(quanta * 5_000).unwrap();
            (facts.outcomes[0].asked, facts.outcomes[0].amount.credits) = (credits, credits);
            let Answer::Granted(grants) = evaluate(&sound, &facts).answer else { return true };
            let output = &grants[0].outputs[0];
            let Target::Course(course) = &output.target else { panic!() };
            let given = worth(course.code.as_str(), output.amount.as_ref().unwrap().credits);
            given.compare(worth(facts.outcomes[0].code.as_str(), credits)).unwrap().is_le()
        })
    };
    let proofs = analyse(&sound, None).proofs;
    let valuation =
        proofs.iter().find_map(|proof| if let Proved::NoGain(it) = proof { Some(it) } else { None }).unwrap();
    assert!(holds(valuation));
    let mut refused = 0;
    for made in valuation.values.keys() {
        for (num, den) in [(1, 2), (2, 1), (99, 100), (101, 100), (1_000_001, 1_000_000)] {
            let mut changed = valuation.clone();
            let value = changed.values.get_mut(made).unwrap();
            *value = value.times(Fraction::new(num, den).unwrap()).unwrap();
            let accepted = check_valuation(&sound, &changed).is_ok();
            assert!(!accepted || holds(&changed), "{made} {num}/{den}");
            refused += u32::from(!accepted);
        }
    }
    assert_eq!(refused, 10, "2/3 and 3/2 leave no room");
}

/// A rule by two bands, of tens of percent and of whole credits, with what it gives.
fn banded(at: usize, (from, grades): (u32, u32), (least, sizes): (u32, u32), credits: u32) -> String {
    let grade = format!("{}..{}", from * 10, (from + grades) * 10);
    let size = format!("{least}..{}", least + sizes);
    format!(
        "[[rule]]\nid = \"r{at}\"\ngroup = \"g\"\nclause = \"1\"\nvalid = \"2026-09-01..\"\n\
         from = [{{ kind = \"course\", codes = [\"SV:X\"], unit = \"sv\", grade = \"{grade} percent\", size = \"{size} sv\" }}]\n\
         to = [{{ course = \"HV:X\", amount = \"{credits} hv\" }}]\n\n"
    )
}

/// What is given for every grade and size there is: none where nothing, and whether it is ambiguous.
fn table(book: &RuleBook, facts: &Facts) -> Vec<Vec<(Option<u64>, bool)>> {
    let cell = |grade: u32, size: u64| {
        let mut facts = Facts { asked: Asked::default(), ..facts.clone() };
        let outcome = &mut facts.outcomes[0];
        outcome.grade = Some(format!("{} percent", grade * 10).parse().unwrap());
        let credits = Credits::from_ten_thousandths(size * Credits::SCALE).unwrap();
        (outcome.asked, outcome.amount.credits) = (credits, credits);
        match evaluate(book, &facts).answer {
            Answer::Granted(grants) => {
                (grants[0].outputs[0].amount.as_ref().map(|amount| amount.credits.ten_thousandths()), false)
            }
            Answer::Ambiguous(_) => (None, true),
            _ => (None, false),
        }
    };
    (1..=9).map(|size| (0..=10).map(|grade| cell(grade, size)).collect()).collect()
}

/// Whether a line has a hole between what is given, and whether it has a place at which less is given than just before.
fn seen(line: &[(Option<u64>, bool)]) -> (bool, bool) {
    let given = |at: &usize| line[*at].0.is_some();
    let (first, last) = ((0..line.len()).find(given), (0..line.len()).rev().find(given));
    let (Some(first), Some(last)) = (first, last) else { return (false, false) };
    let hole = line[first..last].iter().any(|(given, ambiguous)| given.is_none() && !ambiguous);
    let falls = line.windows(2).any(|pair| matches!((pair[0].0, pair[1].0), (Some(less), Some(more)) if more < less));
    (hole, falls)
}

proptest! {
    #![proptest_config(new_ones(100))]

    /// Nothing is missed that looking at every grade and size finds: overlaps, gaps and falls of rules by bands.
    #[test]
    fn what_is_there_is_found(
        rules in proptest::collection::vec(((0_u32..9, 1_u32..5), (1_u32..6, 1_u32..4), 1_u32..5), 1..4)
    ) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/rules/remarks");
        let text = fs::read_to_string(folder.join("split-stated-sound.toml")).unwrap();
        let head = text[..text.find("[[rule]]").unwrap()].replace("step = \"0.5\"", "step = \"10\"");
        let head = head.replacen("quantum = \"0.5\"", "quantum = \"1\"", 1);
        // 100 percent is the best mark: a band to it has no end.
        let rules = rules.iter().enumerate().map(|(at, (grades, sizes, credits))| banded(at, *grades, *sizes, *credits));
        let text = format!("{head}{}", rules.collect::<String>().replace("..110 percent", ".. percent").replace("..120 percent", ".. percent").replace("..130 percent", ".. percent"));
        let book = RuleBook::read("bands.toml", text.as_bytes(), &Limits::default()).unwrap();
        let analysis = analyse(&book, None);
        let told = |code: &str| analysis.remarks.iter().any(|remark| remark.code == code);
        let (gaining, _) = pair("chain-rates.toml", "chain-sound.toml");
        let remarks = analyse(&gaining, None).remarks;
        let facts = remarks.iter().flat_map(|remark| &remark.shown).map(|case| &case.facts);
        let facts = facts.into_iter().find(|facts| facts.outcomes[0].code.as_str() == "SV:X").unwrap();
        let rows = table(&book, facts);
        let columns: Vec<Vec<_>> = (0..11).map(|grade| rows.iter().map(|row| row[grade]).collect()).collect();
        prop_assert_eq!(told("A001"), rows.iter().flatten().any(|(_, ambiguous)| *ambiguous), "{}", text);
        let (by_grade, by_size) = (rows.iter().map(|row| seen(row)), columns.iter().map(|column| seen(column)));
        let (by_grade, by_size): (Vec<_>, Vec<_>) = (by_grade.collect(), by_size.collect());
        prop_assert_eq!(told("A010"), by_grade.iter().chain(&by_size).any(|(hole, _)| *hole), "{}", text);
        prop_assert!(told("A030") || !by_grade.iter().any(|(_, falls)| *falls), "{}", text);
        prop_assert!(told("A031") || !by_size.iter().any(|(_, falls)| *falls), "{}", text);
    }
}
