//! Caps that never bind, and a cap that one of those that it is for does not name.

use super::kit::{Planted, book, limit, planted, rule};

pub(crate) fn all() -> Vec<Planted> {
    [never(), forgotten()].concat()
}

fn never() -> Vec<Planted> {
    let lot = book(
        &[
            limit("cap", "measure = \"credits\"\nunit = \"hv\"\nmost = \"4\"\nper = [\"learner\", \"lot\"]"),
            rule(
                "junior",
                "best",
                "kind = \"certificate\", codes = [\"C1\"]",
                "category = \"skill\", tier = \"higher\", amount = \"3 hv\"",
                "limits = [\"cap\"]",
            ),
            rule(
                "senior",
                "best",
                "kind = \"certificate\", codes = [\"C2\"]",
                "category = \"skill\", tier = \"higher\", amount = \"6 hv\"",
                "limits = [\"cap\"]",
            ),
        ]
        .concat(),
    );
    let most = book(&rule(
        "weeks",
        "unique",
        "kind = \"training\", unit = \"hour\", size = \"16..65 hour\"",
        "category = \"practice\", tier = \"higher\", rate = \"1/16 hv\", round = \"down\", most = \"3\"",
        "",
    ));
    let programme = "[document]\nid = \"p\"\nkind = \"programmes\"\nvalid = \"2026-09-01..\"\nversion = \"1\"\n\n[book]\nsemantics = \
                     1\n\n[[unit]]\nid = \"hv\"\nquantum = \"0.5\"\n\n[[clause]]\nid = \"c\"\ntext = \"A clause.\"\n\n[[programme]]\n\
                     id = \"P\"\ntitle = \"P\"\ntier = \"higher\"\nunit = \"hv\"\nclause = \"c\"\n\n[[programme.part]]\nid = \
                     \"major\"\nleast = \"60\"\naccepts = [{}]\n\n[[programme.part]]\nid = \"liberal\"\nleast = \"30\"\nmost = \
                     \"40\"\naccepts = [{}]\n\n[[programme.quota]]\nid = \"online\"\nclause = \"c\"\nof = [{}]\nwithin = \
                     \"liberal\"\nmost = \"35\"\n";
    vec![
        planted(["cap", "A081", "`cap`"], lot, ["most = \"4\"", "most = \"40\""]),
        planted(["cap", "A081", "`weeks`"], most, ["most = \"3\"", "most = \"8\""]),
        planted(["cap", "P104", "`online`"], programme.to_owned(), ["most = \"35\"", "most = \"53\""]),
    ]
}

/// Practice counts to eight credits: a rule that came later does not say so. And a certificate is credited once in a life.
fn forgotten() -> Vec<Planted> {
    let to = "category = \"practice\", tier = \"higher\", rate = \"1/16 hv\", round = \"down\"";
    let hours = |kind: &str| format!("kind = \"{kind}\", unit = \"hour\", take = \"asked\"");
    let practice = book(
        &[
            limit("practice-cap", "measure = \"credits\"\nunit = \"hv\"\nmost = \"8\"\nper = [\"learner\"]"),
            rule("community", "unique", &hours("community"), to, "limits = [\"practice-cap\"]"),
            rule("training", "unique", &hours("training"), to, "limits = [\"practice-cap\"]"),
            rule("work", "unique", &hours("work"), to, "limits = [\"practice-cap\"] # of 2022"),
        ]
        .concat(),
    );
    let exam = |id: &str, code: &str, more: &str| {
        rule(
            id,
            "options",
            &format!("kind = \"exam\", codes = [\"{code}\"]"),
            "course = \"HV:ENG\", amount = \"4 hv\"",
            more,
        )
    };
    let english = book(
        &[
            limit("english-once", "measure = \"uses\"\nmost = \"1\"\nper = [\"learner\", \"target\"]"),
            exam("cet4", "CET4", "limits = [\"english-once\"]"),
            exam("cet6", "CET6", "limits = [\"english-once\"]"),
            exam("ielts", "IELTS", "limits = [\"english-once\"] # of 2023"),
        ]
        .concat(),
    );
    vec![
        planted(["common cap", "A082", "`work`"], practice, ["limits = [\"practice-cap\"] # of 2022", ""]),
        planted(["common cap", "A082", "`ielts`"], english, ["limits = [\"english-once\"] # of 2023", ""]),
    ]
}
