//! Amounts: rounding that gives more than there is, and a point in the wrong place.

use super::kit::{Planted, book, planted, rule};

pub(crate) fn all() -> Vec<Planted> {
    [rounding(), tenfold()].concat()
}

const HOURS: &str = "kind = \"training\", unit = \"hour\", take = \"asked\"";

fn hours(rate: &str, more: &str) -> String {
    format!("category = \"practice\", tier = \"higher\", rate = \"{rate} hv\", round = \"down\"{more}")
}

fn rounding() -> Vec<Planted> {
    let up = book(&rule("hours", "unique", HOURS, &hours("1/16", ""), ""));
    let even =
        book(&rule("course", "unique", "kind = \"course\", unit = \"sv\", take = \"asked\"", &hours("2/3", ""), ""))
            .replace("tier = \"higher\", rate", "tier = \"secondary\", rate");
    vec![
        planted(["rounding", "A060", "`hours`"], up, ["round = \"down\"", "round = \"up\""]),
        planted(["rounding", "A060", "`course`"], even, ["round = \"down\"", "round = \"half-even\""]),
    ]
}

/// A list of one course, worth 3 hv.
const LIST: &str = "[document]\nid = \"hv-courses\"\nkind = \"courses\"\nvalid = \"2020-01-01..\"\nversion = \"1\"\nlist = \"hv\"\n\
    list_version = \"1\"\n\n[[course]]\nid = \"HV:M\"\ntitle = \"M\"\ntier = \"higher\"\nclass = \"taught\"\ncategory = \
    \"major\"\nscale = \"percent\"\nvalue = [{ valid = \"2020-01-01..\", amount = \"3 hv\" }]\n";

fn tenfold() -> Vec<Planted> {
    let course = "kind = \"course\", codes = [\"SV:M\"]";
    let worth = book(&rule("m", "unique", course, "course = \"HV:M\", amount = \"3 hv\"", ""));
    let bands = book(
        &[
            rule(
                "pass",
                "unique",
                &format!("{course}, grade = \"60..75 percent\""),
                "course = \"HV:M\", amount = \"2 hv\"",
                "",
            ),
            rule(
                "well",
                "unique",
                &format!("{course}, grade = \"75.. percent\""),
                "course = \"HV:M\", amount = \"3 hv\"",
                "",
            ),
        ]
        .concat(),
    );
    // The prizes of one table: everybody else is given between one credit and six.
    let prize = |id: &str, code: &str, amount: &str| {
        let from = format!("kind = \"competition\", codes = [\"{code}\"]");
        rule(id, "unique", &from, &format!("category = \"skill\", tier = \"higher\", amount = \"{amount} hv\""), "")
    };
    let table = book(
        &[
            prize("robots", "ROBOT", "2"),
            prize("welding", "WELD", "1.5"),
            prize("cooking", "COOK", "2.5"),
            prize("design", "DRAW", "1"),
            prize("nursing", "CARE", "3"),
        ]
        .concat(),
    );
    vec![
        Planted {
            list: Some(LIST),
            ..planted(["tenfold", "A044", "`HV:M`"], worth, ["amount = \"3 hv\"", "amount = \"30 hv\""])
        },
        planted(["tenfold", "A030", "earns less"], bands, ["amount = \"2 hv\"", "amount = \"20 hv\""]),
        planted(["tenfold", "A046", "`cooking`"], table, ["amount = \"2.5 hv\"", "amount = \"25 hv\""]),
    ]
}
