//! Documents that are published in the course of a story: later versions of those of the world.

const COURSES: &str = include_str!("world/courses.toml");
const FRAMEWORK: &str = include_str!("world/framework.toml");

/// The document of that name.
pub(crate) fn document(name: &str) -> String {
    match name {
        "a-is-best-again" => later(COURSES, "2025-01-01", &[]),
        "a-is-each" => of_course("A", "scale = \"percent\"", "scale = \"percent\"\nattempts = \"each\""),
        "a-is-last" => of_course("A", "scale = \"percent\"", "scale = \"percent\"\nattempts = \"last\""),
        "choir-is-two" => of_course("CHOIR", "3 item", "2 item"),
        "graded-by-pass" => of_course("GRADED", "\"letters\"", "\"pass\""),
        "handed-on" => of_course("HANDED", "\"U\"", "\"W\"\ncontinues = \"HANDED@U\""),
        "handed-on-bare" => of_course("HANDED", "\"U\"", "\"W\"\ncontinues = \"HANDED\""),
        "handed-without-a-word" => of_course("HANDED", "\"U\"", "\"W\""),
        "handed-twice" => {
            of_course("HANDED", "\"U\"", "\"V\"\ncontinues = \"HANDED@W\"").replace("2024-01-01", "2025-01-01")
        }
        "ladder-turned-round" => ladder("[\"F\", \"D\", \"C\", \"E\"]\npass = \"D\""),
        "ladder-without-e" => ladder("[\"F\", \"C\", \"D\"]\npass = \"C\""),
        "renamed" => of_course("HANDED", "id = \"HANDED\"", "id = \"NEWNAME\"\ncontinues = \"HANDED\""),
        "a-is-each-six" => of_course(
            "A",
            "scale = \"percent\"",
            "scale = \"percent\"\nattempts = { count = \"each\", most = \"8 cr\" }",
        ),
        "sport-is-eight" => of_course("SPORT", "6 cr", "8 cr"),
        "sport-is-four" => of_course("SPORT", "6 cr", "4 cr"),
        "term-is-best" => of_course("TERM", "attempts = \"each\"", "attempts = \"best\""),
        "term-is-run" => of_course("TERM", "attempts = \"each\"", "attempts = { count = \"each\", one = \"run\" }"),
        _ => panic!("`{name}` is no document of these stories"),
    }
}

/// The courses, with one of them otherwise, from 2024 on.
fn of_course(id: &str, one: &str, other: &str) -> String {
    let start = COURSES.find(&format!("id = \"{id}\"\n")).unwrap_or_else(|| panic!("there is no course {id}"));
    let end = COURSES[start..].find("\n[[course]]").map_or(COURSES.len(), |end| start + end);
    let course = &COURSES[start..end];
    later(COURSES, "2024-01-01", &[(course, &replaced(course, one, other))])
}

/// The framework with other marks on the scale `ladder`, from 2024 on.
fn ladder(marks: &str) -> String {
    later(FRAMEWORK, "2024-01-01", &[("[\"F\", \"C\", \"D\", \"E\"]\npass = \"C\"", marks)])
}

fn later(text: &str, from: &str, changes: &[(&str, &str)]) -> String {
    let head = format!("valid = \"{from}..\"\nversion = \"{from}\"");
    let text = replaced(text, "valid = \"2020-01-01..\"\nversion = \"1\"", &head);
    changes.iter().fold(text, |text, (one, other)| replaced(&text, one, other))
}

fn replaced(text: &str, one: &str, other: &str) -> String {
    assert_eq!(text.matches(one).count(), 1, "`{one}`");
    text.replace(one, other)
}
