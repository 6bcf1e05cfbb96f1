//! The example `koski`: on the real records where they are at hand, and on small made-up folders with their quirks.

#[path = "../../examples/real/koski/main.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod example;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

/// The folder of the real records: named by `CREDITBANK_KOSKI`, or beside the repository. They are not in it.
fn data() -> Option<PathBuf> {
    let named = std::env::var_os("CREDITBANK_KOSKI").map(PathBuf::from);
    let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/koski-fi"));
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

/// The two files that say which sums differ. The example must do without them.
const CHECKS: [&str; 2] = ["records_sum_check.csv", "virta/sum_check.csv"];

/// A copy of a folder without the check files.
fn without_checks(from: &Path) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for within in ["", "records", "structures", "virta"] {
        fs::create_dir_all(to.path().join(within)).unwrap();
        for entry in fs::read_dir(from.join(within)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(from).unwrap();
            if path.is_file() && !CHECKS.iter().any(|check| Path::new(check) == name) {
                fs::copy(&path, to.path().join(name)).unwrap();
            }
        }
    }
    to
}

/// A sum: whose, where, what is stated, what the parts come to, and whether they agree.
type Sum = (String, String, String, String, bool);

/// `11.0` and `11` are one number.
fn plain(number: &str) -> String {
    match number.split_once('.') {
        Some((whole, part)) => format!("{whole}.{part}").trim_end_matches('0').trim_end_matches('.').to_owned(),
        None => number.to_owned(),
    }
}

fn gold(file: &Path, whose: &str, place: &str, stated: &str, parts: &str) -> BTreeSet<Sum> {
    let mut table = csv::Reader::from_path(file).unwrap();
    let rows = table.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
    rows.map(|row| {
        (row[whose].clone(), row[place].clone(), plain(&row[stated]), plain(&row[parts]), row["equal"] == "1")
    })
    .collect()
}

/// The sums that a section of the report tells.
fn told(lines: &[String], section: &str) -> BTreeSet<Sum> {
    let from = lines.iter().position(|line| line.starts_with(section)).unwrap();
    let sums =
        lines[from + 1..].iter().take_while(|line| line.starts_with("  differs: ") || line.starts_with("  agrees: "));
    sums.map(|line| {
        let (verdict, rest) = line.trim_start().split_once(": ").unwrap();
        let (place, amounts) = rest.split_once(" states ").unwrap();
        let (whose, place) = place.split_once(' ').unwrap();
        let (stated, parts) = amounts.split_once(", its parts ").unwrap();
        (whose.to_owned(), place.to_owned(), stated.to_owned(), parts.to_owned(), verdict == "agrees")
    })
    .collect()
}

/// The last line, by key.
fn keys(lines: &[String]) -> BTreeMap<&str, &str> {
    lines.last().unwrap().split(' ').map(|pair| pair.split_once('=').unwrap()).collect()
}

#[test]
fn the_real_records_are_read_planned_and_their_sums_checked() {
    let Some(folder) = data() else { return };
    let copy = without_checks(&folder);
    let lines = example::run(copy.path(), None, None).unwrap();
    let expected = gold(&folder.join(CHECKS[0]), "record", "path", "stated_credits", "sum_of_children");
    assert_eq!(told(&lines, "sums stated in records"), expected);
    let expected = gold(&folder.join(CHECKS[1]), "learner", "attainment", "stated_ects", "sum_of_included");
    assert_eq!(told(&lines, "sums stated in higher education"), expected);
    let keys = keys(&lines);
    let said = lines.join("\n");
    for (key, value) in [
        ("structures", "17"),
        ("programmes", "23"),
        ("unsound", "0"),
        ("records", "68"),
        ("learners", "73"),
        ("units", "5"),
        ("planned", "21"),
        ("plans", "21"),
        ("proved", "21"),
        ("checked", "21"),
        ("elsewhere", "47"),
        ("sums", "31"),
        ("differ", "7"),
        ("virta_sums", "10"),
        ("virta_differ", "2"),
        ("troubles", "0"),
        ("verified", "true"),
    ] {
        assert_eq!(keys.get(key), Some(&value), "{key}\n{said}");
    }
    assert!(lines.len() <= 400, "{} lines", lines.len());
}

/// A made-up folder: one structure, one record that cites it, and two learners of higher education.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for within in ["records", "structures", "virta"] {
        fs::create_dir(folder.path().join(within)).unwrap();
    }
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("credit_unit.csv", "code,name_fi,name_en\n2,opintopistettä,ECTS credits\n6,osaamispistettä,points\n");
    write(
        "grade_scale.csv",
        "scale,grade,name_fi,name_en\nviisi,0,hylätty,\nviisi,1,,\nviisi,3,,\nvirtaarvosana,5,,\nvirtaarvosana,HYV,hyväksytty,\n",
    );
    write(
        "qualification_level.csv",
        "framework,level,qualification_code,latest_code_version,passive\nnqf,4,300100,1,0\n",
    );
    write("structures/s.json", &structure(20).to_string());
    write("records/a_2024-01-01.json", &record("X-1", &[unit("u1", 30, "3"), whole()]).to_string());
    write(
        "virta/attainments.csv",
        "learner,attainment,right,module_code,name,kind_1degree_2other,ects,grade,date,institution_code,qualification_code,recognised_on\n\
         v1,m1,r1,M,Module,2,10.000000,5,2015-01-01,9,,\n\
         v1,c1,r1,C1,One,2,4,5,2014-01-01,9,,\n\
         v1,c2,r1,C2,Two,2,5.5,HYV,2014-02-01,9,,2014-03-01\n\
         v1,d1,r1,D,Degree,1,10,HYV,2015-02-01,9,,\n",
    );
    write("virta/includes.csv", "learner,attainment,included_attainment\nv1,m1,c1\nv1,m1,c2\nv1,d1,m1\n");
    write(
        "virta/rights.csv",
        "learner,right,right_type,institution_code,start,end,target_ects,qualification_codes\nv1,r1,2,9,2013-01-01,,180,\n",
    );
    write("virta/right_type.csv", "right_type,name_en\n2,Bachelor\n");
    folder
}

/// A qualification of 60 points: a mandatory unit of 30, and others up to `most`, in one of two specialisations.
fn structure(most: u32) -> Value {
    let unit = |code: &str, credits: u32, mandatory: bool| json!({"kind": "unit", "unit": code, "name": code, "credits": credits, "credits_max": null, "mandatory": mandatory});
    let special = |name: &str, code: &str| json!({"kind": "group", "role": "osaamisala", "name": name, "mandatory": false, "credits": {"min": 10, "max": 10}, "parts": [unit(code, 10, true)]});
    let others = json!({"kind": "group", "role": null, "name": "others", "mandatory": false, "credits": {"min": 20, "max": most}, "parts": [
        unit("u3", 15, false),
        {"kind": "group", "role": null, "name": "anything", "mandatory": false, "credits": {"min": null, "max": 15}, "parts": []},
    ]});
    let parts = json!([unit("u1", 30, true), special("first", "u21"), special("second", "u22"), others]);
    json!({"id": 1, "name_fi": "Tutkinto", "ref": "X-1", "codes": ["300100"], "ways": [
        {"way": "ops", "unit": "OSAAMISPISTE", "rule": {"kind": "group", "role": null, "name": null, "mandatory": false, "credits": {"min": 60, "max": 60}, "parts": parts}},
    ]})
}

fn coded(code: &str, scheme: &str) -> Value {
    json!({"koodiarvo": code, "koodistoUri": scheme})
}

fn record(reference: &str, parts: &[Value]) -> Value {
    json!({"opiskeluoikeudet": [{
        "oppilaitos": {"oid": "1.2.3", "nimi": {"fi": "Koulu"}},
        "alkamispäivä": "2020-08-01",
        "tyyppi": coded("ammatillinenkoulutus", "opiskeluoikeudentyyppi"),
        "suoritukset": [{
            "koulutusmoduuli": {"tunniste": coded("300100", "koulutus"), "perusteenDiaarinumero": reference},
            "suoritustapa": coded("ops", "suoritustapa"),
            "tyyppi": coded("ammatillinentutkinto", "suorituksentyyppi"),
            "osasuoritukset": parts,
        }],
    }]})
}

/// A unit with credits and a grade.
fn unit(code: &str, credits: u32, grade: &str) -> Value {
    json!({
        "koulutusmoduuli": {"tunniste": coded(code, "tutkinnonosat"), "laajuus": {"arvo": f64::from(credits), "yksikkö": coded("6", "yksikko")}},
        "arviointi": [{"arvosana": coded(grade, "viisi"), "päivä": "2021-05-31", "hyväksytty": grade != "0"}],
        "tyyppi": coded("ammatillisentutkinnonosa", "suorituksentyyppi"),
    })
}

/// A unit that states 15 and was passed, whose two parts of one code state 8 and 6, one of them recognised.
fn whole() -> Value {
    let mut whole = unit("u3", 15, "3");
    let (one, mut other) = (unit("AI", 8, "1"), unit("AI", 6, "3"));
    other["tunnustettu"] = json!({"osaaminen": {"vahvistus": {"päivä": "2019-01-15"}}});
    whole["osasuoritukset"] = json!([one, other]);
    for part in whole["osasuoritukset"].as_array_mut().unwrap() {
        part["koulutusmoduuli"]["tunniste"]["koodistoUri"] = json!("oppiaineet");
    }
    whole
}

fn write(folder: &tempfile::TempDir, name: &str, text: &str) {
    fs::write(folder.path().join(name), text).unwrap();
}

fn run(folder: &tempfile::TempDir) -> Vec<String> {
    example::run(folder.path(), None, None).unwrap()
}

#[track_caller]
fn says(lines: &[String], line: &str) {
    assert!(lines.iter().any(|each| each == line), "{line}\n---\n{}", lines.join("\n"));
}

#[test]
fn parts_carry_the_credits_and_the_sum_is_only_checked() {
    let folder = folder();
    let lines = example::run(folder.path(), None, Some("a")).unwrap();
    says(&lines, "  0.0.0: 30 points `u1`, earned 2021-05-31, grade 3 viisi");
    says(&lines, "  0.0.1.0: 8 points `u3/AI`, earned 2021-05-31, grade 1 viisi");
    says(&lines, "  0.0.1.1: 6 points `u3/AI.2`, earned 2019-01-15, grade 3 viisi, recognised 2021-05-31");
    says(&lines, "  differs: a 0.0.1 states 15, its parts 14");
    says(&lines, "  a 0.0.1.1: recognised 2021-05-31, earned 2019-01-15 (confirmed)");
    says(&lines, "  differs: v1 m1 states 10, its parts 9.5");
    says(&lines, "  agrees: v1 d1 states 10, its parts 10");
    says(&lines, "  v1 c2: recognised 2014-03-01, earned 2014-02-01 (stated)");
    says(
        &lines,
        "  v1: 4 attainments: 2 lots, 1 that include others, 1 degrees, 3 inclusions; it holds 9.5 ects-credits (undergraduate)",
    );
}

#[test]
fn a_record_is_planned_and_told_what_is_missing() {
    let lines = run(&folder());
    says(&lines, "  lots that count: 3 with 44 points; missing: 16 points; proved: no use of its lots leaves less");
    says(&lines, "  counts in others > u3: 8 points of u3/AI at 0.0.1.0, 6 points of u3/AI.2 at 0.0.1.1");
    let keys = keys(&lines);
    for (key, value) in [
        ("planned", "1"),
        ("plans", "1"),
        ("proved", "1"),
        ("checked", "1"),
        ("reached", "0"),
        ("troubles", "0"),
        ("units", "2"),
    ] {
        assert_eq!(keys[key], value, "{key}");
    }
}

#[test]
fn damaged_files_are_told_with_their_place_and_the_rest_goes_on() {
    let folder = folder();
    write(&folder, "records/cut_2024-01-01.json", "{\"opiskeluoikeudet\": [{\"suori");
    write(&folder, "records/none_2024-01-01.json", &record("X-1", &[]).to_string().replace("X-1", ""));
    write(&folder, "records/other_2024-01-01.json", &record("Y-2", &[unit("u9", 5, "0")]).to_string());
    write(&folder, "structures/cut.json", "{\"ref\": \"Z\", \"ways\": [");
    let odd = structure(20).to_string().replace("\"kind\":\"unit\"", "\"kind\":\"course\"");
    write(&folder, "structures/odd.json", &odd);
    let mut deep = json!({"kind": "group", "parts": []});
    for _ in 0..30 {
        deep = json!({"kind": "group", "parts": [deep]});
    }
    write(
        &folder,
        "structures/deep.json",
        &json!({"ref": "D", "codes": [], "ways": [{"way": "w", "rule": deep}]}).to_string(),
    );
    write(&folder, "virta/includes.csv", "learner,attainment,included_attainment\nv1,m1,c1\nv1,c1,m1\n");
    fs::remove_file(folder.path().join("qualification_level.csv")).unwrap();
    let lines = run(&folder);
    let said = lines.join("\n");
    for trouble in [
        "trouble: records/cut_2024-01-01.json: EOF while parsing a string at line 1 column 29",
        "trouble: structures/cut.json: EOF while parsing a list at line 1 column 22",
        "trouble: structures/odd.json: ways[0].rule.parts[0]: the kind `course` is not known; `group` or `unit` is expected",
        "trouble: virta/includes.csv: attainment c1 of v1 includes itself by way of others",
        "trouble: virta/includes.csv: attainment m1 of v1 includes itself by way of others",
    ] {
        says(&lines, trouble);
    }
    assert!(said.contains("groups lie more than 24 deep in each other"), "{said}");
    assert!(said.contains("trouble: qualification_level.csv: No such file"), "{said}");
    says(&lines, "  other: its programme `Y-2` is not here; it holds nothing");
    says(&lines, "  none: it names no programme; it holds nothing");
    assert_eq!(
        told(&lines, "sums stated in higher education").len(),
        0,
        "what includes itself is not compared\n{said}"
    );
    let keys = keys(&lines);
    assert_eq!((keys["records"], keys["planned"], keys["elsewhere"], keys["failed"]), ("3", "1", "2", "1"), "{said}");
    assert_eq!((keys["structures"], keys["verified"]), ("1", "true"), "{said}");
}

#[test]
fn a_record_that_names_no_programme_or_another_way_is_told() {
    let folder = folder();
    let mut nameless = record("X-1", &[]);
    nameless["opiskeluoikeudet"][0]["suoritukset"][0]["koulutusmoduuli"]
        .as_object_mut()
        .unwrap()
        .remove("perusteenDiaarinumero");
    write(&folder, "records/nameless_2024-01-01.json", &nameless.to_string());
    let mut astray = record("X-1", &[]);
    astray["opiskeluoikeudet"][0]["suoritukset"][0]["suoritustapa"]["koodiarvo"] = json!("naytto");
    write(&folder, "records/astray.json", &astray.to_string());
    let lines = run(&folder);
    says(&lines, "  nameless: it names no programme; it holds nothing");
    says(
        &lines,
        "  astray: `X-1` is here, but is not completed as this record says: `ops` is the way; it holds nothing",
    );
}

#[test]
fn a_tree_that_cannot_be_met_is_told_with_its_finding() {
    let folder = folder();
    write(&folder, "structures/s.json", &structure(10).to_string());
    let lines = run(&folder);
    let said = lines.join("\n");
    assert!(said.contains("  X-1 Tutkinto by ops: 9 parts, not sound"), "{said}");
    assert!(
        said.contains("    P016: the least, 20, is above the most, 10")
            && said.contains("  not planned: the document of its programme is not sound"),
        "{said}"
    );
    let keys = keys(&lines);
    assert_eq!((keys["unsound"], keys["planned"], keys["plans"]), ("1", "1", "0"), "{said}");
}

#[test]
fn a_bank_in_a_folder_grows_once_and_the_head_is_the_same_everywhere() {
    let (folder, bank) = (folder(), tempfile::tempdir().unwrap());
    let memory = run(&folder);
    for _ in 0..2 {
        assert_eq!(example::run(folder.path(), Some(bank.path()), None).unwrap(), memory);
    }
}

#[test]
fn what_is_no_folder_and_whom_nobody_knows_is_refused() {
    let folder = folder();
    let nowhere = example::run(&folder.path().join("nowhere"), None, None).unwrap_err().to_string();
    assert!(nowhere.ends_with("nowhere` is not a folder"), "{nowhere}");
    let nobody = example::run(folder.path(), None, Some("nobody")).unwrap_err().to_string();
    assert!(nobody.starts_with("there is no learner `nobody`"), "{nobody}");
}
