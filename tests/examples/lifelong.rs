//! The example `lifelong`: the facts of its story.

#[path = "../../examples/lifelong/main.rs"]
#[allow(dead_code, reason = "its `main` is not called here")]
mod example;

fn told() -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    example::run(&folder.path().join("story")).unwrap()
}

/// The lines that follow one line, up to the next that is not set in.
fn after<'a>(lines: &'a [String], line: &str) -> Vec<&'a str> {
    let rest = lines.iter().skip_while(|each| !each.starts_with(line)).skip(1);
    rest.take_while(|each| each.starts_with(' ')).map(|each| each.trim()).collect()
}

#[test]
fn the_story_is_the_same_every_time() {
    let lines = told();
    assert_eq!(lines, told());
    assert!(lines.len() <= 380, "{} lines", lines.len());
}

#[test]
fn the_facts_of_the_story() {
    let text = told().join("\n");
    for fact in [
        "21 rows: 3 passbooks opened, 18 outcomes accrued, 1 recorded as not passed, 0 there already, 2 rejected.",
        "line 12, column `code`: course `SV:MECH110` is not in any catalogue in force on 2026-01-16",
        "line 20, column `amount`: 7.25 is not a whole number of steps of 0.5 `hour`",
        "19 there already, 2 rejected.\nThe head of the journal is the same.",
        "2024-06-27, before the second              free",
        "2024-06-28, both passed                    behind     free",
        "2026-07-03, the diploma counts the second  blocked    reserved",
        "lot 2.0 waits: another attempt at the same thing is in use by decision:15.0",
        "in force; suspended by ",
        "[no] evidence `transcript`: none, needs at least signed by its issuer",
        "[符合] 证明材料 `transcript`",
        "Application: 4 sv of lot 3.0 (`SV:MECH101` 机械制图); requested",
        "    Clause: A course replaces a course of similar name and aims where their content matches to 80 %",
        "    条款内容：A course replaces a course of similar name",
        "4 sv of SV:MECH101  4 hv HV:MECH110",
        "bank-reviewer-1 refuses (household-not-proved)",
        "hv01-reviewer-1: the person of mandate `hv01-reviewer-1` acted on this application before",
        "bank-reviewer-2: agrees",
        "16 hour of ORANGE-PRUNING + 7.5 hour of ONLINE-SELLING  1 sv of practice  residual 15/16 quantum",
        "72 %, needs 80 % or more: 8 % short",
        "refused by the rules",
        "TEA-MACHINES  24 hour",
        "one certificate stands in several passbooks",
        "the passbook is closed since 2026-10-08; reopen it first",
        "request key `sv01/0002` already names another request",
        "belongs to the learner whose passbook this is; a colleague must act",
        "The vault now says: (erased).",
        "MECH-3+2, stage 1  demo-programmes of line 5  SV-01  2023-09-01  transfer-32 passed on 2026-07-06",
        "16.0  HV-MECH/3+2  HV-01  2028-07-03     6  best",
        "reserved award:HV-MECH/3+2 (16.0) award:SV-MECH (8.0)",
        "14.0  UG-MECH    UG-01  2030-07-05     6  best",
        "refused: gate `transfer-34` has not been passed",
        " 9.0  SV-MECH    SV-01  2026-09-02     6  best",
        "refused: `HV-MECH/3+2` is not reached: 3 hv still to study",
        "12.0 HV:MECH112 数控编程与加工    5 hv",
        "Still to study: 3 hv (proved: nothing better exists)",
        "1 hv more in `machining` (`HV:MECH114@HV-01`; if graded in percent, 65 or better) and 2 hv",
        "more in `practice` (at most 8 hv in all): the award is reached",
        "在 `machining` 中再修 1 hv（限 `HV:MECH114@HV-01`；若按 percent 评定，成绩不低于 65），并",
        "在 `practice` 中再修 2 hv（合计至多 8 hv）：即可达到要求",
        "entries decided again from their commands; sound: true",
    ] {
        assert!(text.contains(fact), "{fact}\n---\n{text}");
    }
    assert!(!text.contains("(it was not)"), "everything that should be refused is\n{text}");
}

#[test]
fn damage_is_refused_and_forgery_is_caught() {
    let lines = told();
    let first = |line: &str| after(&lines, line).join(" ");
    for damaged in ["one digit of a grade", "a line is taken out", "two lines change", "the last three lines"] {
        assert!(first(damaged).starts_with("refused: the journal is damaged at record "), "{}", first(damaged));
    }
    let cut = first("… and the operator writes the mark anew");
    assert!(cut.contains("the audit finds nothing") && cut.ends_with("its end was cut off"), "{cut}");
    let amount = first("the operator makes 4 sv");
    assert!(amount.ends_with("decided again, `worth.amount` is different"), "{amount}");
    let converted = first("… or 4 hv of a conversion");
    assert!(converted.ends_with("decided again, `application.grants.0.outputs.0.amount` is different"), "{converted}");
    let training = first("… or 160 hours");
    assert!(training.contains("the audit finds nothing") && training.ends_with("they were written anew"), "{training}");
}

#[test]
fn the_plan_is_drawn_as_a_file_too() {
    let folder = tempfile::tempdir().unwrap();
    example::run(&folder.path().join("story")).unwrap();
    let drawn = std::fs::read_to_string(folder.path().join("story/plan.svg")).unwrap();
    assert!(drawn.starts_with("<svg ") && drawn.trim_end().ends_with("</svg>") && drawn.contains("数控编程与加工"));
}

#[test]
fn no_name_is_in_the_book() {
    let folder = tempfile::tempdir().unwrap();
    let lines = example::run(&folder.path().join("story")).unwrap();
    let journal = std::fs::read_to_string(folder.path().join("story/book/journal.jsonl")).unwrap();
    for name in ["周小满", "覃雨桐", "冉老伯", "JX-2026-00417"] {
        assert!(!journal.contains(name), "{name}");
    }
    assert!(lines.iter().any(|line| line.contains("周小满")));
}
