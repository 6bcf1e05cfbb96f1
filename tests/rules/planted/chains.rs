//! Circles, fountains, splits and detours: more comes out than went in.

use super::kit::{Planted, book, limit, planted, rule};

pub(crate) fn all() -> Vec<Planted> {
    [cycles(), splits(), fountains(), detours()].concat()
}

/// Three units in a circle: by rates, by stated courses, by rounding.
fn cycles() -> Vec<Planted> {
    let asked = |kind: &str, code: &str, unit: &str| {
        format!("kind = \"{kind}\", codes = [\"{code}\"], unit = \"{unit}\", take = \"asked\"")
    };
    let rates = book(
        &[
            rule(
                "up",
                "unique",
                &asked("course", "SV:M", "sv"),
                "course = \"HV:M\", rate = \"3/4 hv\", round = \"down\"",
                "",
            ),
            rule(
                "on",
                "unique",
                &asked("course", "HV:M", "hv"),
                "course = \"UG:M\", rate = \"4/5 ug\", round = \"down\"",
                "",
            ),
            rule(
                "back",
                "unique",
                &asked("course", "UG:M", "ug"),
                "course = \"SV:M\", rate = \"5/3 sv\", round = \"down\"",
                "",
            ),
        ]
        .concat(),
    );
    let whole = |code: &str| format!("kind = \"course\", codes = [\"{code}\"]");
    let stated = book(
        &[
            rule("up", "unique", &whole("SV:M"), "course = \"HV:M\", amount = \"3 hv\"", ""),
            rule(
                "on",
                "unique",
                &(whole("HV:M") + ", unit = \"hv\", size = \"3.. hv\""),
                "course = \"UG:M\", amount = \"2 ug\"",
                "",
            ),
            rule(
                "back",
                "unique",
                &(whole("UG:M") + ", unit = \"ug\", size = \"2.. ug\""),
                "course = \"SV:M\", amount = \"3 sv\"",
                "",
            ),
        ]
        .concat(),
    )
    .replace("codes = [\"SV:M\"]", "codes = [\"SV:M\"], unit = \"sv\", size = \"3.. sv\"");
    let rounded = book(
        &[
            rule(
                "up",
                "unique",
                &asked("course", "SV:M", "sv"),
                "category = \"pool\", tier = \"secondary\", rate = \"2/3 hv\", round = \"down\"",
                "",
            ),
            rule(
                "on",
                "unique",
                &asked("converted", "pool", "hv"),
                "category = \"store\", tier = \"secondary\", rate = \"3/4 ug\", round = \"down\"",
                "",
            ),
            rule(
                "back",
                "unique",
                &asked("converted", "store", "ug"),
                "course = \"SV:M\", rate = \"2/1 sv\", round = \"down\"",
                "",
            ),
        ]
        .concat(),
    );
    vec![
        planted(["cycle", "A070", "3 conversions turn"], rates, ["5/3 sv", "7/4 sv"]),
        planted(["cycle", "A070", "3 conversions turn"], stated, ["amount = \"3 sv\"", "amount = \"4 sv\""]),
        planted(
            ["cycle", "A070", "3 conversions turn"],
            rounded,
            ["rate = \"3/4 ug\", round = \"down\"", "rate = \"3/4 ug\", round = \"up\""],
        ),
    ]
}

fn splits() -> Vec<Planted> {
    let certificate = "kind = \"training\", codes = [\"SAFETY\"], unit = \"hour\", size = \"32.. hour\"";
    let part = book(&rule(
        "safety",
        "unique",
        &format!("{certificate}, take = \"whole\""),
        "category = \"practice\", tier = \"higher\", amount = \"2 hv\"",
        "",
    ));
    let work = "kind = \"work\", unit = \"hour\", take = \"whole\"";
    let any = book(&rule("work", "unique", work, "category = \"practice\", tier = \"higher\", amount = \"4 hv\"", ""));
    let capped = book(&rule(
        "lecture",
        "unique",
        "kind = \"community\", unit = \"hour\", take = \"asked\"",
        "category = \"elective\", tier = \"higher\", rate = \"1/16 hv\", round = \"down\"",
        "",
    ));
    vec![
        planted(["split", "A061", "`safety`"], part, ["take = \"whole\"", "take = \"32\""]),
        planted(["split", "A061", "`work`"], any, ["take = \"whole\"", "take = \"asked\""]),
        planted(["split", "A062", "`lecture`"], capped, ["round = \"down\"", "round = \"down\", most = \"2\""]),
    ]
}

fn fountains() -> Vec<Planted> {
    let seen = "kind = \"certificate\", codes = [\"CET4\"]";
    let english = |r#use: &str| format!("{seen}, use = \"{use}\"", r#use = r#use);
    let witness = book(&rule("english", "unique", &english("consume"), "course = \"HV:ENG\", amount = \"4 hv\"", ""));
    let counted = book(
        &[
            limit("once", "measure = \"uses\"\nmost = \"1\"\nper = [\"learner\", \"target\"]"),
            limit("year", "measure = \"uses\"\nmost = \"1\"\nper = [\"learner\", \"window\"]\nwindows = [\"09-01\"]"),
            rule(
                "english",
                "unique",
                &english("witness"),
                "course = \"HV:ENG\", amount = \"4 hv\"",
                "limits = [\"once\"]",
            ),
            rule(
                "other",
                "unique",
                "kind = \"certificate\", codes = [\"CET6\"]",
                "course = \"HV:ENG\", amount = \"5 hv\"",
                "limits = [\"year\", \"once\"]",
            ),
        ]
        .concat(),
    );
    let back = "kind = \"course\", codes = [\"HV:M\"], unit = \"hv\"";
    let reserve = book(
        &[
            rule(
                "over",
                "unique",
                "kind = \"course\", codes = [\"SV:M\"], unit = \"sv\", use = \"consume\"",
                "course = \"HV:M\", rate = \"1/1 hv\", round = \"down\"",
                "",
            ),
            rule("return", "unique", back, "course = \"SV:M\", rate = \"1/1 sv\", round = \"down\"", ""),
        ]
        .concat(),
    );
    vec![
        planted(["fountain", "A090", "`english`"], witness, ["use = \"consume\"", "use = \"witness\""]),
        planted(["fountain", "A090", "`english`"], counted, ["limits = [\"once\"]", "limits = [\"year\"]"]),
        planted(
            ["fountain", "A070", "`return`"],
            reserve,
            ["use = \"consume\"", "use = \"reserve\", scope = \"set:bridge\""],
        ),
    ]
}

/// Credit of a school that no rule names rises by a pool: a category, and a course that anything may become.
fn detours() -> Vec<Planted> {
    let out = |kind: &str, code: &str| format!("kind = \"{kind}\", codes = [\"{code}\"], unit = \"hv\"");
    let category = book(
        &[
            rule(
                "into",
                "unique",
                "kind = \"course\", unit = \"ug\"",
                "category = \"pool\", tier = \"higher\", rate = \"1/1 hv\", round = \"down\"",
                "",
            ),
            rule(
                "out",
                "unique",
                &out("converted", "pool"),
                "course = \"HV:X\", rate = \"1/1 hv\", round = \"down\"",
                "",
            ),
        ]
        .concat(),
    );
    let course = book(
        &[
            rule(
                "into",
                "options",
                "kind = \"course\", codes = [\"SV:A\", \"SV:B\"], unit = \"sv\", issuers = [\"SV-01\"]",
                "course = \"SV:POOL\", rate = \"1/1 sv\", round = \"down\"",
                "",
            ),
            rule(
                "out",
                "options",
                "kind = \"course\", codes = [\"SV:POOL\"], unit = \"sv\"",
                "course = \"HV:X\", rate = \"1/2 hv\", round = \"down\"",
                "",
            ),
        ]
        .concat(),
    );
    vec![
        planted(
            ["detour", "A110", "`pool`"],
            category,
            ["course = \"HV:X\", rate = \"1/1 hv\"", "course = \"UG:X\", rate = \"1/1 ug\""],
        ),
        planted(["detour", "A110", "`SV:POOL`"], course, ["codes = [\"SV:A\", \"SV:B\"], ", ""]),
    ]
}
