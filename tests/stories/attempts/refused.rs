//! Documents that say how attempts count, and contradict themselves: the bank refuses to publish them.

use creditbank::{Rejection, date};

use crate::attempts::page::World;
use crate::attempts::teller::Teller;

const COURSES: &str = include_str!("world/courses.toml");
const INSTITUTIONS: &str = include_str!("world/institutions.toml");

/// What is told of a document in which one text stands for another.
fn findings(text: &str, one: &str, other: &str) -> String {
    assert_eq!(text.matches(one).count(), 1, "{one}");
    let mut teller = Teller::new(World::Stories);
    let text = text.replace(one, other).replace("version = \"1\"", "version = \"2\"");
    let (by, effective) = (creditbank::mandate!("founder"), date!("2020-01-03"));
    match teller.told.bank.publish("new", &by.on(effective), "new.toml", text.as_bytes()) {
        Err(Rejection::Unsound(findings)) => {
            let told = findings.iter().map(|one| format!("{}: {} {}", one.code, one.message, said(&one.help)));
            told.collect::<Vec<_>>().join("\n")
        }
        Err(other) => other.to_string(),
        Ok(_) => "published".to_owned(),
    }
}

fn said(help: &Option<String>) -> String {
    help.as_ref().map(|help| format!("({help})")).unwrap_or_default()
}

#[test]
fn a_policy_that_contradicts_itself() {
    let most = "attempts = { count = \"each\", most = \"6 cr\" }";
    let said = |policy: &str| findings(COURSES, most, policy);
    assert_eq!(
        said("attempts = { count = \"best\", most = \"6 cr\" }"),
        "R014: `most` goes with `each`, and of these attempts the best one counts (write `count = \"each\"`, or leave \
         `most` out)"
    );
    assert_eq!(
        said("attempts = { count = \"last\", one = \"run\" }"),
        "R014: `one` goes with `each`, and of these attempts the last one counts (write `count = \"each\"`, or leave \
         `one` out)"
    );
    assert_eq!(
        said("attempts = { count = \"each\", most = \"0 cr\" }"),
        "R014: under a most of zero no attempt counts (write how much of all attempts together counts at most, as in \
         \"6 cr\")"
    );
    assert_eq!(
        said("attempts = \"first\""),
        "D010: `first` is not a policy for attempts: `best`, `last` or `each` is expected "
    );
}

#[test]
fn a_most_in_another_unit() {
    let most = "attempts = { count = \"each\", most = \"6 cr\" }";
    let said = |policy: &str| findings(COURSES, most, policy);
    assert_eq!(
        said("attempts = { count = \"each\", most = \"6 hr\" }"),
        "R015: the most of attempts is in `hr`, and the course is counted in `cr` (write it in a unit of the course, or \
         in `item` for a number of attempts)"
    );
    assert_eq!(
        said("attempts = { count = \"each\", most = \"1.5 item\" }"),
        "R012: attempts cannot have that most: 1.5 is not a whole number of steps of 1 `item` "
    );
    assert_eq!(said("attempts = { count = \"each\", most = \"6 item\" }"), "published");
}

/// Of a course the framework in force knows the unit and its quantum.
#[test]
fn a_most_off_the_quantum() {
    let most = "attempts = { count = \"each\", most = \"6 cr\" }";
    assert_eq!(
        findings(COURSES, most, "attempts = { count = \"each\", most = \"6.25 cr\" }"),
        "6.25 is not a whole number of steps of 0.5 `cr`"
    );
}

/// A power that says a most in a unit that nobody has would never bind: every attempt would count.
#[test]
fn a_most_of_a_power_in_a_unit_that_nobody_has() {
    let most = "most = \"6 cr\", one = \"run\"";
    let said = |policy: &str| findings(INSTITUTIONS, most, policy);
    assert_eq!(said("most = \"6 cr\""), "published");
    let told = said("most = \"6 crr\", one = \"run\"");
    assert!(told.contains("`crr`") && told.contains("unit"), "{told}");
    let told = said("most = \"6.25 cr\", one = \"run\"");
    assert!(told.contains("6.25") && told.contains("0.5"), "{told}");
}

#[test]
fn a_power_under_which_nothing_is_attempted() {
    let review = "{ power = \"issue\", kinds = [\"course\"], tiers = [\"higher\"], valid = \"2020-01-01..\" }";
    assert_eq!(
        findings(INSTITUTIONS, review, "{ power = \"award\", attempts = \"last\", valid = \"2020-01-01..\" }"),
        "R008: the power `award` issues nothing at which there could be attempts "
    );
}
