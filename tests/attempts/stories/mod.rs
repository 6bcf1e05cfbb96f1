//! The stories, by what they are about.

mod cases;

const COURSES: &str = include_str!("../world/courses.toml");

/// Documents that are published in the course of a story.
pub(crate) fn document(name: &str) -> String {
    let later = |from: &str, changes: &[(&str, &str)]| {
        let head =
            [("valid = \"2020-01-01..\"\nversion = \"1\"", format!("valid = \"{from}..\"\nversion = \"{from}\""))];
        let text = head.iter().fold(COURSES.to_owned(), |text, (one, other)| replaced(&text, one, other));
        changes.iter().fold(text, |text, (one, other)| replaced(&text, one, other))
    };
    match name {
        "graded-by-pass" => later(
            "2024-01-01",
            &[(
                "title = \"GRADED\"\ntier = \"higher\"\nscale = \"letters\"",
                "title = \"GRADED\"\ntier = \"higher\"\nscale = \"pass\"",
            )],
        ),
        "term-is-best" => later(
            "2024-01-01",
            &[("scale = \"percent\"\nattempts = \"each\"", "scale = \"percent\"\nattempts = \"best\"")],
        ),
        "a-is-last" => later(
            "2024-01-01",
            &[("title = \"A\"\ntier = \"higher\"", "title = \"A\"\nattempts = \"last\"\ntier = \"higher\"")],
        ),
        "a-is-each" => later(
            "2024-01-01",
            &[("title = \"A\"\ntier = \"higher\"", "title = \"A\"\nattempts = \"each\"\ntier = \"higher\"")],
        ),
        "a-is-best-again" => later("2025-01-01", &[]),
        "sport-is-four" => later("2024-01-01", &[("most = \"6 cr\"", "most = \"4 cr\"")]),
        _ => panic!("`{name}` is no document of these stories"),
    }
}

fn replaced(text: &str, one: &str, other: &str) -> String {
    assert!(text.matches(one).count() == 1, "`{one}` stands there {} times", text.matches(one).count());
    text.replace(one, other)
}

/// Stories, each a test, and all of them as a list.
macro_rules! stories {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)+) => {
        $(
            $(#[$doc])*
            #[test]
            fn $name() {
                crate::laws::hold($text);
            }
        )+

        /// All stories of this page.
        pub(crate) const ALL: &[(&str, &str)] = &[$((stringify!($name), $text)),+];
    };
}
pub(crate) use stories;

/// All stories.
fn all() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [cases::ALL].into_iter().flatten()
}

/// Facts can be recorded in other orders; otherwise the law would say nothing.
#[test]
fn most_other_orders_are_accepted() {
    let (accepted, of) = all()
        .map(|(_, text)| crate::laws::orders(text))
        .fold((0, 0), |sum, one| (sum.0 + u64::try_from(one.0).unwrap(), sum.1 + one.1));
    assert!(accepted * 2 > of, "{accepted} of {of}");
}
