//! Overlaps, gaps, and rules that never count: conditions that are not what was meant.

use super::kit::{Planted, book, planted, rule, rule_in};

pub(crate) fn all() -> Vec<Planted> {
    [overlaps(), gaps(), never()].concat()
}

const COURSE: &str = "kind = \"course\", codes = [\"SV:M\"]";

fn gives(amount: &str) -> String {
    format!("course = \"HV:M\", amount = \"{amount} hv\"")
}

fn overlaps() -> Vec<Planted> {
    let bands = book(
        &[
            rule(
                "some",
                "unique",
                &format!("{COURSE}, unit = \"sv\", size = \"2..4 sv\", grade = \"60..75 percent\""),
                &gives("2"),
                "",
            ),
            rule(
                "more",
                "unique",
                &format!("{COURSE}, unit = \"sv\", size = \"3.. sv\", grade = \"75.. percent\""),
                &gives("3"),
                "",
            ),
        ]
        .concat(),
    );
    let issuers = book(
        &[
            rule("partners", "unique", &format!("{COURSE}, issuers = [\"SV-01\", \"SV-02\"]"), &gives("3"), ""),
            rule("others", "unique", &format!("{COURSE}, not_issuers = [\"SV-01\", \"SV-02\"]"), &gives("2"), ""),
        ]
        .concat(),
    );
    let ages = book(
        &[
            rule("fresh", "unique", &format!("{COURSE}, age = \"P5Y\""), &gives("3"), "overrides = [\"older\"]"),
            rule("older", "unique", &format!("{COURSE}, age = \"P8Y\""), &gives("2"), ""),
        ]
        .concat(),
    );
    let matches = book(
        &[
            rule("most", "unique", COURSE, &gives("3"), "need = [{ match = 80 }]\noverrides = [\"part\"]"),
            rule("part", "unique", COURSE, &gives("2"), "need = [{ match = 60 }]"),
        ]
        .concat(),
    );
    vec![
        planted(["overlap", "A001", "`more` and `some`"], bands, ["75.. percent", "70.. percent"]),
        planted(
            ["overlap", "A001", "`others` and `partners`"],
            issuers,
            ["not_issuers = [\"SV-01\", \"SV-02\"]", "not_issuers = [\"SV-01\"]"],
        ),
        planted(["overlap", "A001", "`fresh` and `older`"], ages, ["overrides = [\"older\"]", ""]),
        planted(["overlap", "A001", "`most` and `part`"], matches, ["overrides = [\"part\"]", ""]),
    ]
}

fn gaps() -> Vec<Planted> {
    let days = book(
        &[
            rule_in("2020-09-01..2024-09-01", "plan-2020", "unique", COURSE, &gives("3"), ""),
            rule_in("2024-09-01..", "plan-2024", "unique", COURSE, &gives("3"), ""),
        ]
        .concat(),
    );
    let earned = book(
        &[
            rule("old-plan", "unique", &format!("{COURSE}, earned = \"2020-09-01..2024-09-01\""), &gives("3"), ""),
            rule("new-plan", "unique", &format!("{COURSE}, earned = \"2024-09-01..\""), &gives("3"), ""),
        ]
        .concat(),
    );
    let grades = book(
        &[
            rule("pass", "unique", &format!("{COURSE}, grade = \"60..75 percent\""), &gives("2"), ""),
            rule("well", "unique", &format!("{COURSE}, grade = \"75.. percent\""), &gives("3"), ""),
        ]
        .concat(),
    );
    let marks = book(
        &[
            rule("pass", "unique", &format!("{COURSE}, grade = \"pass..good five\""), &gives("2"), ""),
            rule("well", "unique", &format!("{COURSE}, grade = \"good.. five\""), &gives("3"), ""),
        ]
        .concat(),
    );
    vec![
        planted(["gap in days", "A012", "2024-08-31"], days, ["2020-09-01..2024-09-01", "2020-09-01..2024-08-31"]),
        planted(["gap in days", "A012", "2024-08-31"], earned, ["2020-09-01..2024-09-01", "2020-09-01..2024-08-31"]),
        planted(["gap in grades", "A010", "graded 74 percent"], grades, ["60..75 percent", "60..74 percent"]),
        planted(["gap in grades", "A010", "graded medium five"], marks, ["pass..good five", "pass..medium five"]),
    ]
}

/// A specific rule that a general one beats: because it gives less, because it is overridden, because it is denied.
fn never() -> Vec<Planted> {
    let skilled = "kind = \"certificate\"";
    let best = book(
        &[
            rule("any-certificate", "best", skilled, "category = \"skill\", tier = \"higher\", amount = \"2 hv\"", ""),
            rule(
                "electrician",
                "best",
                &format!("{skilled}, codes = [\"ELEC\"]"),
                "category = \"skill\", tier = \"higher\", amount = \"4 hv\"",
                "",
            ),
        ]
        .concat(),
    );
    let over = book(
        &[
            rule("any", "unique", COURSE, &gives("2"), "# of all\n"),
            rule(
                "partner",
                "unique",
                &format!("{COURSE}, issuers = [\"SV-01\"], grade = \"60.. percent\""),
                &gives("3"),
                "overrides = [\"any\"]",
            ),
        ]
        .concat(),
    );
    let denied = book(
        &[
            rule("no-sport", "unique", "kind = \"course\", codes = [\"SV:PE\", \"SV:PE2\"]", "deny = true", ""),
            rule(
                "medal",
                "unique",
                "kind = \"course\", codes = [\"SV:PE\"], grade = \"90.. percent\"",
                "course = \"HV:PE\", amount = \"1 hv\"",
                "overrides = [\"no-sport\"]",
            ),
        ]
        .concat(),
    );
    vec![
        planted(["dominated", "A022", "`electrician` never counts"], best, ["amount = \"4 hv\"", "amount = \"1 hv\""]),
        // Which overrides which was put down the wrong way round.
        Planted {
            slips: vec![["overrides = [\"any\"]", ""], ["# of all\n", "overrides = [\"partner\"]\n"]],
            ..planted(["specific", "A022", "`partner` never counts"], over, ["", ""])
        },
        planted(["specific", "A022", "`medal` never counts"], denied, ["overrides = [\"no-sport\"]", ""]),
    ]
}
