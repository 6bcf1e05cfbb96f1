//! The example `utd`: on small made-up folders, and on the real files where they are there. The real ones are read from
//! the folder that `CREDITBANK_UTD` names, or from `../shared/data/utd-degrees`.

use creditbank::registry::OutcomeName;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use creditbank::programme::{Part, Pick};
use flate2::Compression;
use flate2::write::GzEncoder;

#[path = "../../examples/real/utd/main.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod example;

use example::catalogue::{self, Catalogue, Gold};
use example::degree::{self, RuleSet};
use example::files::{self, Folder};
use example::filter::{Course, picks};
use example::{language, needs};

fn real() -> Option<PathBuf> {
    let named = std::env::var_os("CREDITBANK_UTD").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/utd-degrees"));
    let there = folder.join("courses.json.gz").exists();
    if !there {
        println!("skipped: there are no real degree rules; CREDITBANK_UTD names their folder");
    }
    there.then_some(folder)
}

const COURSES: &str = r#"[
{"id":"a","course":"CS 1200","hours":"2","prerequisites":{"type":"collection","options":[],"required":0}},
{"id":"b","course":"CS 2305","hours":"3","prerequisites":{"type":"collection","required":2,"options":[
  {"type":"course","class_reference":"a"},
  {"type":"collection","required":1,"options":[{"type":"course","class_reference":"c"},{"type":"course","class_reference":"d"}]}]}},
{"id":"c","course":"MATH 2413","hours":"4"},
{"id":"d","course":"MATH 2V90","hours":"1-3"},
{"id":"e","course":"HIST 1301","hours":"3","prerequisites":{"type":"collection","required":1,"options":[
  {"type":"course","class_reference":"a"},{"type":"consent","granter":"instructor"}]}},
{"id":"f","course":"HIST 1302","hours":"","prerequisites":{"type":"collection","required":2,"options":[
  {"type":"course","class_reference":"e"},{"type":"course","class_reference":null},{"type":"major","major":"HIST"}]}},
{"id":"g","course":"CS 2305","hours":"3"}
]"#;

const RULES: &str = r#"# comment
DEFINE %Cs% Department(CS)
DEFINE %Core% NameList(HIST1301, HIST1302)

REQUIRE "Major" Major 5 And(%Cs%, Level(1,2)) # a comment too
REQUIRE "Core" Core 3 %Core%
REQUIRE "Free" Free 4 Not(Or(NameList(CS2305), %Core%))
REQUIRE "All" All 12 Any()
GROUP Major Core Free
GROUP All
"#;

/// A learner with six lots of courses: 14 hours.
const TRANSCRIPT: &str = r#"{"degree":"small","courses":[
{"name":"CS 1200","level":1,"hours":2,"department":"CS"},
{"name":"CS 2305","level":2,"hours":3,"department":"CS"},
{"name":"MATH 2413","level":2,"hours":4,"department":"MATH"},
{"name":"HIST 1301","level":1,"hours":3,"department":"HIST"},
{"name":"ART 1303","level":1,"hours":2,"department":"ART"},
{"name":"UNIV 1010","level":1,"hours":0,"department":"UNIV"}],
"bypasses":[{"course":"ART 1303","requirement":"Core","hours":1},{"course":"ART 1303","requirement":"Corr","hours":1}]}"#;

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn pack(folder: &Path, name: &str, text: &str) {
    let mut packed = GzEncoder::new(fs::File::create(folder.join(name)).unwrap(), Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap();
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    pack(folder.path(), "catalogue.json.gz", COURSES);
    files.iter().for_each(|(name, text)| write(folder.path(), name, text));
    folder
}

fn read(folder: &Path) -> (Folder, Catalogue) {
    let folder = files::read(folder).unwrap();
    let catalogue = catalogue::read(&folder.catalogues);
    (folder, catalogue)
}

fn rule_set(matchers: &str) -> RuleSet {
    let text = format!(
        r#"{{"minimum_credit_hours":30,"id":"small","display_name":"Small","requirements":{{"core":"@import ./core.json","major":{matchers}}}}}"#
    );
    let folder = folder(&[("rules/small.json", &text)]);
    let (folder, catalogue) = read(folder.path());
    degree::read(&folder.rule_sets[0], &folder, &catalogue).unwrap()
}

fn part<'a>(set: &'a RuleSet, id: &str) -> &'a Part {
    let ids: Vec<_> = set.programme.parts.iter().map(|part| part.id.as_str()).collect();
    set.programme.parts.iter().find(|part| part.id.as_str() == id).unwrap_or_else(|| panic!("{id} in {ids:?}"))
}

fn run(folder: &Path) -> (String, String) {
    let mut lines = example::run(folder).unwrap();
    let last = lines.pop().unwrap();
    (lines.join("\n"), last)
}

fn number(last: &str, key: &str) -> u64 {
    let found = last.split(' ').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='));
    found.unwrap_or_else(|| panic!("no {key} in {last}")).parse().unwrap()
}

/// What a pick says of a course, by the words of the manual and for the keys that filters use.
fn takes(pick: &Pick, course: &Course) -> bool {
    let among =
        |list: &[creditbank::Code], what: &str| list.is_empty() || list.iter().any(|code| code.as_str() == what);
    let is_called = |name: &OutcomeName| name.to_string() == course.name;
    let level = pick.level.as_ref().is_none_or(|band| {
        let place = |code: &creditbank::Code| code.as_str().parse::<u8>().unwrap();
        band.from.as_ref().is_none_or(|from| place(from) <= course.level)
            && band.below.as_ref().is_none_or(|below| course.level < place(below))
    });
    (pick.codes.is_empty() || pick.codes.iter().any(is_called))
        && !pick.not_codes.iter().any(is_called)
        && among(&pick.categories, &course.department)
        && level
}

fn course(name: &str, level: u8, department: &str) -> Course {
    Course { name: name.to_owned(), level, department: department.to_owned() }
}

fn some_courses() -> BTreeSet<Course> {
    let mut all = BTreeSet::new();
    for level in 0..10 {
        for department in ["CS", "ECS", "HIST"] {
            all.extend(["1301", "2305"].map(|number| course(&format!("{department}{number}"), level, department)));
        }
    }
    all
}

fn same(filter: &language::Requirement, courses: &BTreeSet<Course>) -> bool {
    let found = picks(&filter.filter, courses).unwrap();
    for course in courses {
        let picked = found.picks.iter().any(|pick| takes(pick, course));
        assert_eq!(picked, filter.filter.takes(course), "{}: {course:?} {:?}", filter.label, found.picks);
    }
    found.spelled_out
}

#[test]
fn picks_take_what_filters_take() {
    let courses = some_courses();
    for (filter, spelled_out) in [
        ("NameList(CS1301,HIST2305)", false),
        ("Level(0,1,2,3,4,5,6,7,8,9)", false),
        ("Level(0,2,3,9)", false),
        ("Not(Level(0,2,3,9))", false),
        ("Department(CS,HIST)", false),
        ("Not(Department(CS))", true),
        ("Not(Not(Department(CS)))", false),
        ("Any()", false),
        ("Not(Any())", false),
        ("And(Any(),Not(Any()))", false),
        ("And(Level(3,4),Department(CS),Not(Or(NameList(CS1301),NameList(ECS1301))))", false),
        ("And(Or(NameList(CS1301,ECS1301),Level(4)),Or(Department(CS),Level(4,5)),Not(NameList(CS1301)))", false),
        ("Or(And(NameList(CS1301),NameList(CS2305)),Not(And(Level(1),Level(2))))", false),
        ("Not(And(Department(CS),NameList(CS1301),Level(1)))", true),
        (
            "And(Or(Level(1),Department(CS)),Or(Level(2),Department(CS)),Or(Level(3),Department(CS)),\
          Or(Level(4),Department(CS)),Or(Level(5),Department(CS)),Or(Level(6),Department(CS)),\
          Or(Level(7),Department(CS)))",
            true,
        ),
    ] {
        let text = language::read(&format!("REQUIRE \"{filter}\" It 3 {filter}\nGROUP It")).unwrap();
        assert_eq!(same(&text.requirements[0], &courses), spelled_out, "{filter}");
    }
}

#[test]
fn a_rule_text_is_refused_at_its_line_and_column() {
    let refused = |text: &str| language::read(text).unwrap_err().to_string();
    for (text, said) in [
        (
            "DEFINE %A% Any()\nREQUIRE \"A\" A 3 Nott(%A%)",
            "line 2, column 17: `Nott` is no filter; `NameList`, `Level`, `Department`, `Any`, `Not`, `And`, `Or` or a \
             `%name%` that is defined above is expected",
        ),
        (
            "REQUIRES \"A\" A 3 Any()",
            "line 1, column 1: `REQUIRES` begins no line; `DEFINE`, `REQUIRE` or `GROUP` is expected",
        ),
        ("REQUIRE \"A\" A -3 Any()", "line 1, column 15: `-3` is not a whole number of hours from 0 to 9999"),
        ("REQUIRE \"A\" A 3.5 Any()", "line 1, column 15: `3.5` is not a whole number of hours from 0 to 9999"),
        ("REQUIRE \"A\" A 3 %B%", "line 1, column 17: `%B%` is not defined above this line"),
        ("REQUIRE \"A\" A 3 And(Any(),", "line 1, column 27: the line ends here; a filter is expected"),
        ("REQUIRE \"A\" A 3 And(Any()", "line 1, column 26: the line ends here; `,` or `)` is expected"),
        ("REQUIRE \"A\" A 3 Any() Any()", "line 1, column 23: `Any` stands where the line should end"),
        ("REQUIRE \"A\" A 3 Level(10)", "line 1, column 23: `10` is no level; a digit from 0 to 9 is expected"),
        ("REQUIRE \"A A 3 Any()", "line 1, column 9: `\"` opens here and is not closed on this line"),
        ("REQUIRE \"A\" A 3", "line 1, column 16: the line ends here; a filter is expected"),
        (
            "REQUIRE \"A\" A 3 Any()",
            "line 1, column 1: `A` is in no group; a line `GROUP A` is expected, or the tag in another one",
        ),
        ("REQUIRE \"A\" A 3 Any()\nGROUP A B", "line 2, column 9: `B` is no tag of a requirement above"),
        (
            "REQUIRE \"A\" A 3 Any()\nGROUP A\nGROUP A",
            "line 3, column 7: `A` is in a group already; each requirement is in exactly one",
        ),
        ("DEFINE %A% Any()\nDEFINE %A% Any()", "line 2, column 8: `%A%` is defined twice; each name is defined once"),
        (
            "REQUIRE \"A\" A 3 Any()\nREQUIRE \"B\" A 3 Any()",
            "line 2, column 13: the tag `A` is another requirement's; each has its own",
        ),
        ("REQUIRE \"A\" A 3 NameList(课)", "line 1, column 26: `课` is not a code: "),
    ] {
        let refused = refused(text);
        assert!(refused.starts_with(said), "{text}\n{refused}\n{said}");
    }
}

#[test]
fn a_rule_text_that_grows_without_end_is_refused() {
    let doubled: String = (1..40).map(|n| format!("DEFINE %A{n}% Or(%A{0}%,%A{0}%)\n", n - 1)).collect();
    let refused = language::read(&format!("DEFINE %A0% Any()\n{doubled}")).unwrap_err().to_string();
    assert_eq!(refused, "line 14, column 14: the filter is made of more than 10000 filters");
    let deep = format!("DEFINE %A% {}Any(){}", "Not(".repeat(100_000), ")".repeat(100_000));
    let refused = language::read(&deep).unwrap_err().to_string();
    assert!(refused.ends_with("filters within filters go 64 deep at most"), "{refused}");
}

#[test]
fn hours_are_what_numbers_say() {
    let folder = folder(&[]);
    let (_, catalogue) = read(folder.path());
    assert_eq!(catalogue.gold(), Gold { fixed: 5, agree: 5, vary: 1, blank: 1 });
    assert_eq!((catalogue.entries.len(), catalogue.codes(), catalogue.repeated()), (7, 6, 1));
    assert_eq!(catalogue.hours("MATH 2413"), Some(4));
    assert_eq!(catalogue.hours("MATH 2V90"), None);
    assert_eq!(catalogue.hours("ART 1303"), Some(3), "it is not listed: its number says so");
    assert!(catalogue.lists_otherwise("Math 2413") && !catalogue.lists("Math 2413"));
}

#[test]
fn trees_of_prerequisites_become_all_and_any() {
    let folder = folder(&[]);
    let (_, catalogue) = read(folder.path());
    let needs = needs::read(&catalogue, &"c".parse().unwrap());
    let said: Vec<_> =
        needs.prerequisites.iter().map(|one| format!("{} {:?} {:?}", one.course, one.all, one.any)).collect();
    assert_eq!(said, ["CS2305 [Name(CS1200)] [Name(MATH2413), Name(MATH2V90)]"]);
    let unread: Vec<_> = needs.unread.iter().map(|(what, count)| format!("{what}: {count}")).collect();
    assert_eq!(
        unread,
        ["alternatives of which one is no single course: 1", "so many of several, neither one nor all: 1"]
    );
    assert_eq!(needs.differ, ["CS 2305"]);
}

#[test]
fn every_matcher_becomes_parts() {
    let set = rule_set(
        r#"[{"matcher":"AndRequirement","metadata":{"name":"Group"},"requirements":[
  {"matcher":"CourseRequirement","course":"CS 1200"},
  {"matcher":"OrRequirement","requirements":[{"matcher":"CourseRequirement","course":"CS 2305"},{"matcher":"CourseRequirement","course":"MATH 2V90"}]},
  {"matcher":"SelectRequirement","required_count":2,"requirements":[{"matcher":"CourseRequirement","course":"HIST 1301"},{"matcher":"CourseRequirement","course":"HIST 1302"}]}]},
 {"matcher":"HoursRequirement","required_hours":6,"requirements":[{"matcher":"CourseRequirement","course":"HIST 1301"},{"matcher":"PrefixBucketRequirement","prefix":"SE 43"}]},
 {"matcher":"HoursRequirement","required_hours":6,"requirements":[{"matcher":"CourseRequirement","course":"HIST 1301"},
  {"matcher":"OrRequirement","requirements":[{"matcher":"CourseRequirement","course":"CS 9999"}]}]},
 {"matcher":"CSGuidedElectiveRequirement","required_count":3,"starts_with":"CS 43","also_fulfills":[{"matcher":"CourseRequirement","course":"EE 4325"}]},
 {"matcher":"PsychologyPrefixesOrCourses","required_hours":9,"accepted_prefixes":["PSY","CGS"],"accepted_courses":["SPAU 3301"]},
 {"matcher":"FreeElectiveRequirement","required_hours":10,"excluded_courses":["CS 1200"]}]"#,
    );
    assert_eq!((set.notes.as_slice(), set.missing.as_slice()), (&[][..], &["./core.json".to_owned()][..]));
    assert_eq!((set.programme.parts.len(), set.leaves()), (16, 11));
    assert_eq!(part(&set, "major.0").title.as_deref(), Some("Group"));
    let leaf = part(&set, "major.0.0");
    assert_eq!(
        (leaf.ask.least, leaf.ask.least_items, leaf.ask.most_items),
        (Some(example::book::hours(2)), Some(1), Some(1))
    );
    assert_eq!(leaf.within.as_ref().map(creditbank::Code::as_str), Some("major.0"));
    let choices = ["major.0.1", "major.0.2"].map(|id| part(&set, id).ask.choose.map(|one| (one.least, one.most)));
    assert_eq!(choices, [Some((1, 1)), Some((2, 2))]);
    assert_eq!(part(&set, "major.0.1.1").ask.least, None, "its hours vary");
    assert_eq!(part(&set, "major.1").accepts[1].prefixes[0].as_str(), "SE43");
    assert!(!part(&set, "major.2").is_leaf() && part(&set, "major.2.courses").is_leaf());
    assert!(part(&set, "major.2.1").optional && !part(&set, "major.2.1.0").optional);
    assert_eq!((part(&set, "major.3").ask.least_items, part(&set, "major.3").accepts.len()), (Some(3), 2));
    assert_eq!(
        (part(&set, "major.4").ask.least, part(&set, "major.4").accepts.len()),
        (Some(example::book::hours(9)), 2)
    );
    assert_eq!(part(&set, "major.5").accepts[0].not_codes[0].to_string(), "CS1200");
    assert_eq!(set.programme.ask.least, Some(example::book::hours(30)));
    assert_eq!(set.required.len(), 7);
}

#[test]
fn what_no_matcher_is_known_for_is_named_with_its_place() {
    let set = rule_set(
        r#"[{"matcher":"AndRequirement","requirements":[{"matcher":"MajorRequirement"},{"matcher":"CourseRequirement","course":"CS 1200"}]},
 {"matcher":"AndRequirement","requirements":[{"matcher":"CourseRequirement"}]},
 {"matcher":"SelectRequirement","required_count":-1,"requirements":[]},"text"]"#,
    );
    assert_eq!(
        set.notes,
        [
            "requirements.major[0].requirements[0]: `MajorRequirement` is no matcher that is known here",
            "requirements.major[1].requirements[0]: a text `course` is expected",
            "requirements.major[1]: nothing in it could be read",
            "requirements.major[2]: `required_count` is -1; a whole number that is not negative is expected",
            "requirements.major[3]: a text `matcher` is expected",
        ]
    );
    assert_eq!(set.programme.parts.len(), 2);
}

#[test]
fn an_import_that_is_there_is_read() {
    let body = r#"{"minimum_credit_hours":3,"requirements":{"core":"@import ./core.json","major":[]}}"#;
    let core = r#"[{"matcher":"CourseRequirement","course":"HIST 1301"}]"#;
    let folder = folder(&[("rules/small.json", body), ("rules/core.json", core)]);
    let (folder, catalogue) = read(folder.path());
    let set = degree::read(&folder.rule_sets[0], &folder, &catalogue).unwrap();
    assert!(set.missing.is_empty());
    assert_eq!(part(&set, "core.0").title.as_deref(), Some("HIST 1301"));
}

#[test]
fn a_folder_with_nothing_in_it_is_refused() {
    let empty = tempfile::tempdir().unwrap();
    let refused = example::run(empty.path()).unwrap_err().to_string();
    assert!(refused.starts_with("nothing to read is in ") && refused.contains("`.req.txt` rule texts"), "{refused}");
    let nowhere = example::run(&empty.path().join("nowhere")).unwrap_err().to_string();
    assert!(nowhere.contains("nowhere: "), "{nowhere}");
}

#[test]
fn files_that_cannot_be_read_are_named_and_the_rest_goes_on() {
    let folder = folder(&[
        ("a/cut.json", &TRANSCRIPT[..40]),
        ("a/odd.json", r#"{"what":1}"#),
        ("a/less.json", r#"{"minimum_credit_hours":-3,"requirements":{}}"#),
        ("a/negative.json", r#"{"degree":"small","courses":[{"name":"X 1","level":1,"hours":-1,"department":"X"}]}"#),
        ("a/small.req.txt", "REQUIRE \"A\" A -1 Any()\n"),
        ("a/other.json", TRANSCRIPT),
        ("notes.txt", "not looked at"),
    ]);
    let (said, last) = run(folder.path());
    for line in [
        "problem: a/cut.json: EOF while parsing",
        "problem: a/odd.json: is of no known kind: a list of courses, a rule set with `requirements`,",
        "problem: a/less.json: `minimum_credit_hours` is -3; a whole number that is not negative is expected",
        "problem: a/negative.json: invalid value: integer `-1`",
        "problem: a/small.req.txt: line 1, column 15: `-1` is not a whole number of hours from 0 to 9999",
        "problem: no rule text is called `small`",
    ] {
        assert!(said.contains(line), "{line}\n---\n{said}");
    }
    assert_eq!(number(&last, "problems"), 6);
    assert_eq!(number(&last, "courses"), 7);
}

#[test]
fn the_real_hours_are_what_numbers_say() {
    let Some(real) = real() else { return };
    let (folder, catalogue) = read(&real);
    assert_eq!(catalogue.gold(), Gold { fixed: 3_176, agree: 3_176, vary: 248, blank: 26 });
    assert!(catalogue.odd.is_empty() && folder.odd.is_empty());
    assert_eq!(catalogue.entries.len(), 3_450);
}

#[test]
fn picks_take_what_real_filters_take() {
    let Some(real) = real() else { return };
    let (folder, catalogue) = read(&real);
    let courses = catalogue.courses();
    for file in &folder.texts {
        let text = language::read(&file.body).unwrap();
        assert!(text.requirements.iter().all(|one| !same(one, &courses)), "{}", file.name);
    }
}

/// Two requirements that three hours can go to: one of them they fill, the other they do not.
const MORE_RULES: &str = r#"REQUIRE "Four" Four 4 NameList(AB1301)
REQUIRE "Three" Three 3 NameList(AB1301)
REQUIRE "Other" Other 2 NameList(AB1102)
REQUIRE "Level" Level 9 Level(1)
GROUP Four Three Other
GROUP Level
"#;

const MORE_TRANSCRIPT: &str = r#"{"degree":"more","courses":[
{"name":"AB 1301","level":1,"hours":3,"department":"AB"},
{"name":"AB 1102","level":1,"hours":1,"department":"AB"}]}"#;

/// Three hours on two requirements, of which neither is filled.
const MORE_AUDIT: &str = r#"{"Four":{"courses":{"AB 1301":2},"hours":4,"isfilled":false},
"Three":{"courses":{"AB 1301":1},"hours":3,"isfilled":false},
"Other":{"courses":{"AB 1102":1},"hours":2,"isfilled":false},
"Level":{"courses":{"AB 1301":3,"AB 1102":1},"hours":9,"isfilled":false}}"#;

#[test]
fn more_requirements_are_filled_at_the_same_hours() {
    let folder = folder(&[
        ("texts/more.req.txt", MORE_RULES),
        ("of/anyone.json", MORE_TRANSCRIPT),
        ("of/anyone.expected.json", MORE_AUDIT),
    ]);
    let (said, last) = run(folder.path());
    for line in [
        "of/anyone.json: 2 courses, 4 hours, degree `more`",
        "  planned against texts/more.req.txt, which its degree names; the audit has the same requirements",
        "  not in the catalogue, and counted as the transcript says: AB 1301, AB 1102",
        "  Three             3     1       3 *",
        "  the 3 requirements that share courses out: 4 of 9 hours theirs, 4 ours",
        "  filled: theirs 0 of 4, ours 1 of 4",
        "    only ours: Three",
        "  the other audit keeps to the rules as read here",
    ] {
        assert!(said.lines().any(|one| one == line), "{line}\n---\n{said}");
    }
    assert_eq!((number(&last, "theirs_filled"), number(&last, "ours_filled"), number(&last, "as_good")), (0, 1, 1));
    assert_eq!((number(&last, "plans"), number(&last, "proved")), (4, 4), "{said}");
}

#[test]
fn the_order_of_a_transcript_does_not_matter() {
    let turned = r#"{"degree":"more","courses":[
{"name":"AB 1102","level":1,"hours":1,"department":"AB"},
{"name":"AB 1301","level":1,"hours":3,"department":"AB"}]}"#;
    let of = |transcript| run(folder(&[("more.req.txt", MORE_RULES), ("one.json", transcript)]).path());
    let ((one, last), (other, turned)) = (of(MORE_TRANSCRIPT), of(turned));
    let names = "counted as the transcript says";
    let rest = |said: &str| said.lines().filter(|line| !line.contains(names)).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!((rest(&one), last), (rest(&other), turned));
}

#[test]
fn an_audit_that_breaks_the_rules_is_told() {
    let audit = MORE_AUDIT.replace("\"AB 1301\":1}", "\"AB 1301\":2,\"AB 1102\":1}");
    let folder = folder(&[("more.req.txt", MORE_RULES), ("a.json", MORE_TRANSCRIPT), ("a.expected.json", &audit)]);
    let (said, _) = run(folder.path());
    for line in [
        "  the other audit: it counts 1 hours of AB 1102 in `Three`, where 0 may",
        "  the other audit: it counts 3 of 3 hours in `Three` and calls that not filled",
        "  the other audit: it counts 4 hours of AB 1301 in one group; the course has 3",
        "  the other audit: it counts 2 hours of AB 1102 in one group; the course has 1",
    ] {
        assert!(said.lines().any(|one| one == line), "{line}\n---\n{said}");
    }
}

#[test]
fn a_bypass_is_a_relief_for_its_hours_only() {
    let folder = folder(&[("small.req.txt", RULES), ("a.json", TRANSCRIPT)]);
    let (said, last) = run(folder.path());
    for line in [
        "  by an adviser's decision 1 hour of ART 1303 may count in `Core` (bypass, a relief)",
        "  a bypass of ART 1303 names no requirement: `Corr`",
        "  UNIV 1010 has no hours and counts nowhere",
        "  filled: 4 of 4; no other audit is there",
    ] {
        assert!(said.lines().any(|one| one == line), "{line}\n---\n{said}");
    }
    assert_eq!((number(&last, "requirements"), number(&last, "ours_filled")), (4, 4), "{said}");
    // With two hours of history one hour of the bypass fills the core; with one hour it does not.
    let less = |hours: &str| {
        let text = TRANSCRIPT
            .replace("\"HIST 1301\",\"level\":1,\"hours\":3", &format!("\"HIST 1301\",\"level\":1,\"hours\":{hours}"));
        let folder = self::folder(&[("small.req.txt", RULES), ("a.json", &text)]);
        run(folder.path()).0.lines().find(|line| line.starts_with("  Core ")).unwrap().to_owned()
    };
    assert!(less("2").ends_with("   3 *"), "{}", less("2"));
    assert!(less("1").ends_with("   2  "), "{}", less("1"));
}

#[test]
fn a_rule_text_is_found_by_the_labels_of_the_audit() {
    let folder = folder(&[
        ("texts/of-2022.req.txt", MORE_RULES),
        ("texts/other.req.txt", RULES),
        ("a.json", MORE_TRANSCRIPT),
        ("a.expected.json", MORE_AUDIT),
    ]);
    let (said, _) = run(folder.path());
    let line = "  planned against texts/of-2022.req.txt, the first of 1 that have the requirements of its audit; none is called as \
                its degree";
    assert!(said.lines().any(|one| one == line), "{said}");
}

#[test]
fn a_requirement_of_no_hours_is_filled() {
    let rules = MORE_RULES.replace("Three 3", "Three 0").replace("Other 2", "Other 0").replace("Level 9", "Level 0");
    let folder = folder(&[("more.req.txt", &rules), ("a.json", MORE_TRANSCRIPT)]);
    let (said, last) = run(folder.path());
    assert_eq!((number(&last, "ours_filled"), number(&last, "problems")), (3, 0), "{said}");
}

#[test]
fn a_transcript_without_hours_fills_nothing() {
    let none = r#"{"degree":"more","courses":[]}"#;
    let folder = folder(&[("more.req.txt", MORE_RULES), ("a.json", none)]);
    let (said, last) = run(folder.path());
    assert_eq!((number(&last, "ours_filled"), number(&last, "problems")), (0, 0), "{said}");
}

#[test]
fn the_rule_set_of_the_same_degree_is_planned_too() {
    let set = r#"{"minimum_credit_hours":4,"display_name":"M.ORE","requirements":{"core":"@import ./core.json","major":[
{"matcher":"CourseRequirement","course":"AB 1301"},{"matcher":"CourseRequirement","course":"AB 2302"},
{"matcher":"FreeElectiveRequirement","required_hours":1,"excluded_courses":[]}]}}"#;
    let transcript = MORE_TRANSCRIPT.replace("\"more\"", "\"m_ore\"");
    let folder = folder(&[("set.json", set), ("a/m_ore.req.txt", MORE_RULES), ("a.json", &transcript)]);
    let (said, last) = run(folder.path());
    let line = "    M.ORE, the rule set of the same degree, without ./core.json: closed 0 proved, study 3 proved, items 1 \
                proved, approvals 0 proved; 4 steps";
    assert!(said.lines().any(|one| one == line), "{said}");
    assert!(said.lines().any(|one| one == "      still to be taken: AB 2302"), "{said}");
    assert_eq!(number(&last, "problems"), 0);
}

#[test]
fn without_a_catalogue_no_code_is_strange() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "more.req.txt", MORE_RULES);
    write(folder.path(), "a.json", MORE_TRANSCRIPT);
    let (said, last) = run(folder.path());
    assert!(said.starts_with("Catalogue: none\n") && !said.contains("not in the catalogue"), "{said}");
    assert_eq!((number(&last, "courses"), number(&last, "ours_filled")), (0, 1));
}

#[test]
fn a_rule_set_that_cannot_be_met_is_told() {
    let set = r#"{"minimum_credit_hours":30,"requirements":{"major":[
{"matcher":"SelectRequirement","required_count":3,"requirements":[{"matcher":"CourseRequirement","course":"AB 1301"}]}]}}"#;
    let folder = folder(&[("set.json", set)]);
    let (said, last) = run(folder.path());
    assert!(said.contains("set: 2 parts, 1 of them leaves; cannot be met as written"), "{said}");
    assert_eq!((number(&last, "loaded"), number(&last, "sound")), (1, 0));
    assert!(said.lines().filter(|line| line.starts_with("    the check: ")).count() > 0, "{said}");
}

#[test]
fn a_circle_of_prerequisites_is_told() {
    let circle = COURSES.replace(
        r#""id":"c","course":"MATH 2413","hours":"4""#,
        r#""id":"c","course":"MATH 2413","hours":"4","prerequisites":{"type":"course","class_reference":"d"}"#,
    );
    let circle =
        circle.replace(r#""hours":"1-3""#, r#""hours":"1-3","prerequisites":{"type":"course","class_reference":"c"}"#);
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "courses.json", &circle);
    let (said, last) = run(folder.path());
    assert!(said.contains("MATH2413") && said.contains("in a circle"), "{said}");
    assert_eq!((number(&last, "cycles"), number(&last, "prerequisites")), (1, 3));
}

/// A small generator of numbers: the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Every way in which courses can fill requirements: hours by requirement.
fn ways(needed: &[u64], courses: &[(u64, Vec<bool>)]) -> BTreeSet<Vec<u64>> {
    let mut all = BTreeSet::from([vec![0; needed.len()]]);
    for (hours, takes) in courses {
        for _ in 0..*hours {
            let more = all.iter().flat_map(|way| {
                let open = (0..needed.len()).filter(|at| takes[*at] && way[*at] < needed[*at]);
                open.map(|at| {
                    let mut way = way.clone();
                    way[at] += 1;
                    way
                })
            });
            let more: Vec<_> = more.collect();
            all.extend(more);
        }
    }
    all
}

#[test]
fn nothing_better_is_found_by_trying_everything() {
    let mut dice = Dice(4);
    let mut gained = 0;
    for round in 0..60 {
        let needed: Vec<_> = (0..3).map(|_| 1 + dice.below(4)).collect();
        let courses: Vec<_> =
            (0..4).map(|_| (1 + dice.below(3), (0..3).map(|_| dice.below(2) == 0).collect::<Vec<_>>())).collect();
        let names = |at: usize| {
            let takes = courses.iter().enumerate().filter(|(_, (_, takes))| takes[at]);
            let names: Vec<_> = takes.map(|(n, _)| format!("C{n}")).collect();
            if names.is_empty() { "Not(Any())".to_owned() } else { format!("NameList({})", names.join(",")) }
        };
        let text: String = needed
            .iter()
            .enumerate()
            .map(|(at, hours)| format!("REQUIRE \"R{at}\" R{at} {hours} {}\n", names(at)))
            .collect();
        let rules = language::read(&format!("{text}GROUP R0 R1 R2")).unwrap();
        let listed: Vec<_> = courses
            .iter()
            .enumerate()
            .map(|(n, (hours, _))| format!(r#"{{"name":"C{n}","level":1,"hours":{hours},"department":"D"}}"#))
            .collect();
        let transcript: example::transcript::Transcript =
            serde_json::from_str(&format!(r#"{{"degree":"x","courses":[{}]}}"#, listed.join(","))).unwrap();
        let lots = transcript.pieces(&rules).lots;
        let ours = example::audit::planning("x", &rules, &lots, &transcript.courses()).unwrap();
        let filled = |way: &[u64]| way.iter().zip(&needed).filter(|(hours, needed)| hours >= needed).count();
        let ways = ways(&needed, &courses);
        let most: u64 = ways.iter().map(|way| way.iter().sum()).max().unwrap();
        let best = ways.iter().filter(|way| way.iter().sum::<u64>() == most).map(|way| filled(way)).max().unwrap();
        let worst = ways.iter().filter(|way| way.iter().sum::<u64>() == most).map(|way| filled(way)).min().unwrap();
        let way: Vec<_> = (0..3).map(|at| ours.hours(at)).collect();
        assert_eq!((way.iter().sum::<u64>(), filled(&way)), (most, best), "round {round}: {way:?} {text}");
        let lanes = ours.lanes.iter().flat_map(|lane| std::iter::once(&lane.hours).chain(&lane.filled));
        for one in lanes.chain([&ours.whole]) {
            assert!(one.plan.is_proved(), "round {round}: {:?} {text}", one.levels);
        }
        gained += usize::from(best > worst);
    }
    assert!(gained > 10, "in {gained} of 60 rounds the same hours fill more or fewer requirements");
}

#[test]
fn the_real_transcripts_fill_more_at_the_same_hours() {
    let Some(real) = real() else { return };
    let (said, last) = run(&real);
    for line in [
        "  the 13 requirements that share courses out: 72 of 125 hours theirs, 72 ours",
        "  filled: theirs 5 of 19, ours 6 of 19",
        "  the 13 requirements that share courses out: 125 of 125 hours theirs, 125 ours",
        "  filled: theirs 19 of 19, ours 19 of 19",
        "  by an adviser's decision 3 hours of CS 6360 may count in `Major Core Courses` (bypass, a relief)",
        "  not in the catalogue, and counted as the transcript says: CHEM 1405",
    ] {
        assert!(said.lines().any(|one| one == line), "{line}\n---\n{said}");
    }
    assert!(said.lines().any(|one| one == "      still to be taken: CS 1136"), "{said}");
    assert_eq!(number(&last, "plans"), number(&last, "proved"), "{last}");
    assert_eq!(
        ["rule_sets", "loaded", "imports_missing", "codes_unknown", "transcripts", "as_good", "problems"]
            .map(|key| number(&last, key)),
        [19, 19, 18, 54, 2, 2, 0],
        "{last}"
    );
}
