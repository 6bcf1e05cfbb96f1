//! Faults beside the thirty-two: the same kinds in other shapes.

use crate::planted::kit::{Planted, book, limit, planted, rule};

fn missed(all: &[Planted]) -> Vec<String> {
    all.iter().filter_map(Planted::wrong).collect()
}

/// Of a rule that names two certificates, at both the rule for any is better.
#[test]
fn a_rule_of_several_codes_that_is_beaten_at_each() {
    let any = "kind = \"certificate\"";
    let to = |amount: &str| format!("category = \"skill\", tier = \"higher\", amount = \"{amount} hv\"");
    let rules = [
        rule("any", "best", any, &to("2"), ""),
        rule("trades", "best", &format!("{any}, codes = [\"ELEC\", \"WELD\"]"), &to("4"), ""),
        rule("welding", "best", &format!("{any}, codes = [\"WELD\", \"CUT\"]"), &to("5"), ""),
    ];
    let both = planted(
        ["dominated", "A022", "`trades` never counts"],
        book(&rules.concat()),
        ["amount = \"4 hv\"", "amount = \"1 hv\""],
    );
    assert_eq!(missed(&[both]), Vec::<String>::new());
}

#[test]
fn a_limit_by_lot_on_uses_of_what_is_used_up_never_binds() {
    let rules = [
        limit("twice", "measure = \"uses\"\nmost = \"2\"\nper = [\"learner\", \"lot\"]"),
        rule(
            "work",
            "unique",
            "kind = \"work\", unit = \"hour\", take = \"asked\"",
            "category = \"practice\", tier = \"higher\", rate = \"1/16 hv\", round = \"down\"",
            "limits = [\"twice\"]",
        ),
    ];
    let whole = planted(
        ["cap", "A081", "`twice` never binds"],
        book(&rules.concat()),
        ["take = \"asked\"", "take = \"whole\""],
    );
    assert_eq!(missed(&[whole]), Vec::<String>::new());
}

#[test]
fn a_course_ten_times_another() {
    let course = |id: &str, amount: &str| {
        rule(
            id,
            "unique",
            &format!("kind = \"course\", codes = [\"SV:{id}\"]"),
            &format!("course = \"HV:{id}\", amount = \"{amount} hv\""),
            "",
        )
    };
    let rules = [course("a", "3"), course("b", "2"), course("c", "4.5"), course("d", "3"), course("thesis", "10")];
    // A thesis is worth more than all, and not ten times another.
    let slip = ["HV:d\", amount = \"3 hv", "HV:d\", amount = \"30 hv"];
    let slip = planted(["tenfold", "A046", "`d` gives 30 hv of a course"], book(&rules.concat()), slip);
    assert_eq!(missed(&[slip]), Vec::<String>::new());
}
