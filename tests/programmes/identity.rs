//! The identity of a document of programmes: its hash is one for all ways of writing the same document, and another for
//! another.

use crate::kit::cases::new_ones;
use crate::kit::identity::{is_canonical, says_something_else, says_the_same};
use crate::kit::order::{keys, shuffled, tables, turned};
use creditbank::Digest;
use creditbank::document::Limits;
use creditbank::programme::{Programmes, ProgrammesDraft};
use proptest::prelude::*;

/// A document with every key in it.
const EVERYTHING: &str = include_str!("../errors/programmes/good/everything.toml");

fn read(text: &str) -> Programmes {
    Programmes::read("everything.toml", text.as_bytes(), &Limits::default()).unwrap()
}

fn hash(text: &str) -> Digest {
    read(text).hash()
}

/// Tables, and what each is called.
type Named = Vec<(String, Vec<String>)>;

/// Tables that stand together: those of one programme or pathway, a gate with its stage, every other one by itself.
fn blocks(tables: Vec<Vec<String>>, inner: impl Fn(&str) -> bool) -> Vec<Named> {
    let mut blocks: Vec<Named> = Vec::new();
    for table in tables {
        let name = table[0].trim_matches(['[', ']']).to_owned();
        match blocks.last_mut() {
            Some(block) if inner(&name) => block.push((name, table)),
            _ => blocks.push(vec![(name, table)]),
        }
    }
    blocks
}

/// Shuffles tables, of which those called `ordered` stay in their order.
fn shuffled_but(blocks: Vec<Named>, ordered: &str, keys: &mut impl Iterator<Item = u64>) -> Vec<Named> {
    let is = |block: &Named| block[0].0 == ordered;
    let mut kept: Vec<_> =
        blocks.iter().filter(|block| is(block)).cloned().collect::<Vec<_>>().into_iter().rev().collect();
    let mut next = |block: Named| if is(&block) { kept.pop().unwrap() } else { block };
    shuffled(blocks, keys).into_iter().map(&mut next).collect()
}

/// The tables of a programme or pathway in another order.
fn rearranged(block: Named, keys: &mut impl Iterator<Item = u64>) -> Vec<Vec<String>> {
    let mut tables: Vec<_> = block.into_iter().map(|(_, table)| table).collect();
    let first = tables.remove(0);
    let inner = blocks(tables, |name| name == "pathway.stage.gate");
    let ordered = if first[0] == "[[pathway]]" { "pathway.stage" } else { "programme.part" };
    let rest = shuffled_but(inner, ordered, keys).into_iter().flatten().map(|(_, table)| table);
    std::iter::once(first).chain(rest).collect()
}

/// Puts tables that are written on one line in another order: any of several picks will do.
fn tables_turned(line: &str) -> String {
    let Some((before, inside)) = line.split_once(" = [{ ") else { return line.to_owned() };
    let Some(inside) = inside.strip_suffix(" }]") else { return line.to_owned() };
    let mut members: Vec<_> = inside.split(" }, { ").collect();
    members.reverse();
    format!("{before} = [{{ {} }}]", members.join(" }, { "))
}

proptest! {
    #![proptest_config(new_ones(64))]

    #[test]
    fn layout_comments_and_order_mean_nothing(seed in any::<u64>(), reverse in any::<bool>()) {
        let mut keys = keys(seed);
        let mut text = String::from("# Another layout.\n");
        for block in shuffled(blocks(tables(EVERYTHING), |name| name.contains('.')), &mut keys) {
            for mut table in rearranged(block, &mut keys) {
                text.push_str(&format!("\n\n  {} # {}\n", table.remove(0), keys.next().unwrap()));
                for line in shuffled(table, &mut keys) {
                    // The order of `any` says which outcome an award rests on.
                    let is_set = !line.starts_with("any = ");
                    let line = if reverse && is_set { tables_turned(&turned(&line)) } else { line };
                    text.push_str(&format!("\t{line}   # a remark\n"));
                }
            }
        }
        let (one, other) = (read(EVERYTHING), read(&text));
        prop_assert_eq!(one.hash(), other.hash());
        prop_assert_eq!(one, other);
    }
}

#[test]
fn what_is_left_out_is_what_it_stands_for() {
    let same = [
        ("optional = true", "optional = true\noverlay = false\nsplit = false\nleast = \"0\"\nleast_items = 0"),
        ("choose = 1\n", "choose = { least = 1, most = 1 }\n"),
        (
            "programme = \"SV-MECH\"\n\n[[pathway.stage]]",
            "programme = \"SV-MECH\"\nneeds_award = false\n\n[[pathway.stage]]",
        ),
        ("of = [{ kinds = [\"course\"] }]", "of = [{ kinds = [\"course\", \"course\"], codes = [], carried = false }]"),
        ("of = [{ kinds = [\"course\"] }]", "of = [{ kinds = [\"course\"] }, { kinds = [\"course\"] }]"),
        ("within = \"practice\"\nleast = \"5\"", "within = \"practice\"\nleast = \"5\"\nof = []\nper = []"),
        ("between = [\"mechanics\", \"electives\"]", "between = [\"electives\", \"mechanics\"]"),
        ("\npass = \"60\"", "\npass = \"60.0\"\nbest = \"most\""),
        ("least = \"70\"", "least = \"70\" # a floor"),
    ];
    says_the_same(EVERYTHING, &same, hash);
    let once = hash(&EVERYTHING.replace("attempts = 2", "attempts = 1"));
    assert_eq!(hash(&EVERYTHING.replace("attempts = 2\n", "")), once);
}

/// Single edits. Each makes another document.
const EDITS: [(&str, &str); 72] = [
    ("id = \"everything\"", "id = \"everything-else\""),
    ("version = \"2026.1\"", "version = \"2026.2\""),
    ("valid = \"2026-09-01..\"", "valid = \"2026-09-02..\""),
    ("february = \"down\"", "february = \"up\""),
    ("quantum = \"0.5\"\nhours", "quantum = \"0.1\"\nhours"),
    ("most = \"18\"", "most = \"20\""),
    ("step = \"0.5\"", "step = \"0.25\""),
    ("\"third\", \"second\", \"first\"", "\"third\", \"first\", \"second\""),
    ("\"1\", \"2\", \"3\", \"4\"", "\"1\", \"2\", \"3\", \"4\", \"5\""),
    ("half of them practice", "half of it practice"),
    ("invented = true", "invented = false"),
    ("title = \"机电技术应用\"", "title = \"机电技术\""),
    ("tier = \"secondary\"\nunit", "tier = \"higher\"\nunit"),
    ("unit = \"sv\"\nclause", "unit = \"hv\"\nclause"),
    ("choose = { least = 1, most = 2 }", "choose = { least = 1, most = 1 }"),
    ("choose = { least = 1, most = 2 }", ""),
    ("\"common\", \"general\"", "\"common\""),
    ("least = \"20\"", "least = \"20.5\""),
    ("most = \"40\"", "most = \"41\""),
    ("least_items = 3", "least_items = 4"),
    ("most_items = 30", "most_items = 31"),
    ("\"transfer\", \"interview\"", "\"transfer\""),
    ("institutions = [\"HV-01\", \"HV-02\"]", "institutions = [\"HV-01\"]"),
    ("most = \"8\", clause", "most = \"9\", clause"),
    ("from = \"ELSEWHERE\"", "from = \"ELSEWHERE-2\""),
    ("title = \"Core\"", "title = \"The core\""),
    ("title = \"Core\"\n", ""),
    ("title = \"Core\"\nclause = \"demo/1\"", "title = \"Core\"\nclause = \"demo/2\""),
    ("id = \"robots\"\nwithin = \"track\"", "id = \"robots\"\nwithin = \"core\""),
    ("\"HV:MECH110\", \"HV:MECH120\"", "\"HV:MECH110\", \"HV:MECH121\""),
    ("60.. percent", "60.5.. percent"),
    ("not_codes = [\"HV:MECH111\", ", "not_codes = ["),
    ("..2030-09-01", "..2031-09-01"),
    ("contents = [\"mech-design\", ", "contents = ["),
    ("choose = 1\n", "choose = { least = 0, most = 1 }\n"),
    ("\"compulsory\", \"elective\"", "\"elective\""),
    ("\"HV:CAR\", \"HV:MOT\"", "\"HV:CAR\""),
    ("issuers = [\"HV-01\", \"HV-02\"] }", "issuers = [\"HV-01\"] }"),
    ("\"HV-03\", \"HV-04\"", "\"HV-03\""),
    ("2.. course", "3.. course"),
    ("split = true", "split = false"),
    ("age = \"P5Y\"", "age = \"P5Y1M\""),
    ("tiers = [\"higher\", \"secondary\"]", "tiers = [\"higher\"]"),
    ("optional = true", "optional = false"),
    ("origins = [\"other\", \"own\"], unit", "origins = [\"own\"], unit"),
    ("{ carried = true }]\n\n", "{ }]\n\n"),
    ("overlay = true", "overlay = false"),
    ("most_share = \"1/2\"", "most_share = \"1/3\""),
    ("least_share = \"1/4\"", "most_share = \"1/4\""),
    ("base = \"required\"", "base = \"counted\""),
    ("base = \"140\"", "base = \"141\""),
    ("within = \"practice\"\nmost", "within = \"electives\"\nmost"),
    ("per = [\"issuer\", \"window\"]", "per = [\"window\"]"),
    ("\"03-01\", \"09-01\"", "\"03-01\", \"09-02\""),
    ("\nmost_items = 2\n\n", "\nleast_items = 2\n\n"),
    ("most = \"3\"\nmost_items = 2", "most = \"3\""),
    ("between = [\"practice\", \"core\"]", "between = [\"practice\", \"mechanics\"]"),
    ("least = \"70\"", "least = \"70.5\""),
    ("all = [\"HV:MECH110\", \"HV:MATH110\"]", "all = [\"HV:MECH110\"]"),
    ("any = [\"HV:CAR1\", ", "any = ["),
    ("kind = \"3+2\"", "kind = \"3+4\""),
    ("needs_award = true", "needs_award = false"),
    (
        "\"SV-MECH\", most = \"8\", clause = \"demo/2\" }, { from = \"SV-CARS\"",
        "\"SV-MECH\", clause = \"demo/2\" }, { from = \"SV-CARS\"",
    ),
    ("full = \"150\"", "full = \"120\""),
    ("least_each = \"1/2\"", "least_each = \"2/5\""),
    ("least_sum = \"3/5\"", ""),
    ("attempts = 2", "attempts = 3"),
    ("\"MECH-5\", \"MECH-OTHER\"", "\"MECH-5\""),
    ("{ from = \"P5M\", below", "{ from = \"P4M\", below"),
    ("{ below = \"P2M\" }", "{ below = \"P3M\" }"),
    ("from = 2\nto", "from = 1\nto"),
    ("to = \"MECH-OTHER\"\ninto = 2", "to = \"MECH-OTHER\"\ninto = 1"),
];

#[test]
fn whatever_means_something_else_has_another_hash() {
    says_something_else(EVERYTHING, &EDITS, hash);
}

/// Two parts in another order are another page, and two stages another pathway.
#[test]
fn the_order_of_parts_and_of_stages_means_something() {
    let draft = || ProgrammesDraft::read("x.toml", EVERYTHING.as_bytes(), &Limits::default()).unwrap();
    let place = |draft: &ProgrammesDraft| draft.programmes.iter().position(|one| one.id.as_str() == "HV-MECH").unwrap();
    let (mut parts, mut stages, hash) = (draft(), draft(), draft().check().unwrap().hash());
    let at = place(&parts);
    parts.programmes[at].parts.reverse();
    assert_ne!(parts.check().unwrap().hash(), hash);
    let pathway = stages.pathways.iter_mut().find(|one| one.id.as_str() == "MECH-5").unwrap();
    pathway.stages.reverse();
    let problems = stages.check().unwrap_err();
    assert!(problems.iter().any(|problem| problem.code == "P032"), "from the higher to the lower tier: {problems:?}");
}

#[test]
fn the_canonical_form_is_that_of_another_implementation_and_what_is_hashed() {
    let book = read(EVERYTHING);
    is_canonical(&book.canonical(), "programmes", book.hash());
    assert_eq!(book.draft().clone().check().unwrap(), book, "what is in order stays as it is");
}

/// A hash that was cited is cited for ever: what this document says is never hashed otherwise.
#[test]
fn the_hash_of_this_document_is_known() {
    assert_eq!(read(EVERYTHING).hash().to_string(), "759559dcce4865aba60194496c67f18c88dbd0a5767710d72f22704ac7ef43fe");
}
