//! The identity of a rule book: its hash is one for all ways of writing the same book, and another for another.

use crate::kit::cases::new_ones;
use crate::kit::identity::{is_canonical, says_something_else, says_the_same};
use crate::kit::order::{keys, shuffled, tables, turned};
use creditbank::Digest;
use creditbank::document::Limits;
use creditbank::rules::RuleBook;
use proptest::prelude::*;

/// A book with every key in it.
const EVERYTHING: &str = include_str!("../errors/rules/good/everything.toml");

fn book(text: &str) -> RuleBook {
    RuleBook::read("everything.toml", text.as_bytes(), &Limits::default()).unwrap()
}

fn hash(text: &str) -> Digest {
    book(text).hash()
}

proptest! {
    #![proptest_config(new_ones(64))]

    #[test]
    fn layout_comments_and_order_mean_nothing(seed in any::<u64>(), reverse in any::<bool>()) {
        let mut keys = keys(seed);
        let mut text = String::from("# Another layout.\n");
        for mut table in shuffled(tables(EVERYTHING), &mut keys) {
            text.push_str(&format!("\n\n  {} # {}\n", table.remove(0), keys.next().unwrap()));
            for line in shuffled(table, &mut keys) {
                text.push_str(&format!("\t{}   # a remark\n", if reverse { turned(&line) } else { line }));
            }
        }
        let (one, other) = (book(EVERYTHING), book(&text));
        prop_assert_eq!(one.hash(), other.hash());
        prop_assert_eq!(one, other);
    }
}

#[test]
fn what_is_left_out_is_what_it_stands_for() {
    let same = [
        ("tiers = { down = \"any\", level = \"any\", up = \"named\" }", ""),
        ("tiers = { down = \"any\", level = \"any\", up = \"named\" }", "tiers = {}"),
        ("use = \"consume\", ", ""),
        ("same = \"lot\"", ""),
        (", at = \"application\"", ""),
        (", tier = \"higher\", rate = \"1/16 hv\"", ", rate = \"1/16 hv\""),
        (", expires = \"earliest\" ", ""),
        ("kind = \"community\"", "kind = \"community\", codes = [], many = false, take = \"whole\""),
        ("overrides = [\"no-community\"]", "overrides = [\"no-community\", \"no-community\"]"),
        (
            "members = [\"HV-01\", \"HV-02\", \"SV-01\"]",
            "issuers = [\"HV-01\", \"HV-02\", \"SV-01\"]\nreceivers = [\"SV-01\", \"HV-01\", \"HV-02\"]",
        ),
        (
            "category = \"practice\", amount = \"0.5 hv\"",
            "category = \"practice\", amount = \"0.5 hv\", tier = \"higher\", grade = \"none\"",
        ),
        ("\npass = \"60\"", "\npass = \"60.0\"\nbest = \"most\""),
    ];
    says_the_same(EVERYTHING, &same, hash);
}

/// Single edits. Each makes another book.
const EDITS: [(&str, &str); 62] = [
    ("id = \"everything\"", "id = \"everything-else\""),
    ("version = \"2026.1\"", "version = \"2026.2\""),
    ("valid = \"2026-09-01..\"\nversion", "valid = \"2026-09-02..\"\nversion"),
    ("basis = \"earned\"", "basis = \"applied\""),
    ("february = \"down\"", "february = \"up\""),
    ("review_days = 60", "review_days = 61"),
    ("appeal_days = 15", "appeal_days = 16"),
    ("never = [\"SV:POL101\"]", "never = [\"SV:POL101\", \"SV:PE101\"]"),
    ("up = \"named\"", "up = \"any\""),
    ("level = \"any\"", "level = \"named\""),
    ("quantum = \"0.5\"\nhours", "quantum = \"0.1\"\nhours"),
    ("most = \"18\"", "most = \"20\""),
    ("most = \"18\" }\ntier = \"secondary\"", "most = \"18\" }"),
    ("id = \"hour\"\nquantum = \"0.5\"", "id = \"hour\"\nquantum = \"0.25\""),
    ("step = \"0.5\"", "step = \"0.25\""),
    ("most = \"100\"\nstep", "most = \"120\"\nstep"),
    ("\"medium\", \"good\", \"excellent\"", "\"medium\", \"excellent\", \"good\""),
    ("pass = \"prov3\"", "pass = \"entered\""),
    (
        "[\"elementary\", \"intermediate\", \"advanced\"]",
        "[\"elementary\", \"intermediate\", \"advanced\", \"master\"]",
    ),
    ("in every college", "in each college"),
    ("invented = true", "invented = false"),
    ("\"HV-02\", \"SV-01\"]", "\"HV-02\"]"),
    ("2030-09-01", "2031-09-01"),
    ("hit = \"best\"", "hit = \"sum\""),
    ("same = \"content\"", "same = \"lot\""),
    ("binds = \"counting\"", "binds = \"audit\""),
    ("most = \"8\"", "most = \"8.5\""),
    ("share = \"1/2\"", "share = \"1/3\""),
    ("of = \"140\"", "of = \"141\""),
    ("of = \"source\"", "of = \"140\""),
    ("per = [\"learner\", \"target\"]", "per = [\"learner\"]"),
    ("measure = \"items\"", "measure = \"uses\""),
    ("\"03-01\", \"09-01\"", "\"03-01\", \"09-02\""),
    ("2027-09-01\"\nfrom", "2027-08-31\"\nfrom"),
    ("\"SV:MECH101\", \"SV:MECH102\"]", "\"SV:MECH101\", \"SV:MECH103\"]"),
    ("75.. percent", "75.5.. percent"),
    ("age = \"P5Y\"", "age = \"P5Y1M\""),
    ("{ match = 80 }", "{ match = 81 }"),
    ("least = \"signed\"", "least = \"verified\""),
    ("least = 60", "least = 61"),
    ("{ attested = \"same-field\" }", "{ not_attested = \"same-field\" }"),
    ("{ any = [{ all", "{ all = [{ all"),
    ("at_least = 2", "at_least = 3"),
    ("earned = \"before\"", "earned = \"during\""),
    ("kind = \"exam\"", "kind = \"course\""),
    ("amount = \"3 hv\"", "amount = \"3.5 hv\""),
    ("grade = \"carry\"", "grade = \"none\""),
    ("expires = \"forever\"", "expires = \"P1Y\""),
    ("overrides = [\"sec-mech-weak\"]", ""),
    ("limits = [\"half\", \"no-gain\"]", "limits = [\"half\", \"no-gain\", \"uses\"]"),
    (", at = \"BANK\"", ""),
    ("scope = \"set:mech\"", "scope = \"set:mechanics\""),
    ("size = \"2.. sv\"", "size = \"2..4 sv\""),
    ("rest = \"keep\"", "rest = \"forfeit\""),
    ("most = \"4\"", "most = \"4.5\""),
    ("\"pass passfail\"", "\"pass five-grade\""),
    ("{ from = \"70\", grade", "{ from = \"70.5\", grade"),
    ("credits = \"2.5\"", "credits = \"3\""),
    ("factor = \"1/2\"", "factor = \"1/3\""),
    ("round = \"half-up\"", "round = \"half-even\""),
    ("take = \"asked\"", "take = \"whole\""),
    ("Prizes are worth more", "Prizes are worth much more"),
];

#[test]
fn whatever_means_something_else_has_another_hash() {
    says_something_else(EVERYTHING, &EDITS, hash);
}

#[test]
fn the_canonical_form_is_that_of_another_implementation_and_what_is_hashed() {
    let book = book(EVERYTHING);
    is_canonical(&book.canonical(), "rulebook", book.hash());
    assert_eq!(book.draft().clone().check().unwrap(), book, "what is in order stays as it is");
}

/// A hash that was cited is cited for ever: what this book says is never hashed otherwise.
#[test]
fn the_hash_of_this_book_is_known() {
    assert_eq!(book(EVERYTHING).hash().to_string(), "5df107ed7db35b1641515e51a69b9e72573b5f3ee9a6f061c77cebc41a5493fc");
}
