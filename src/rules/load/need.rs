//! Loads what a rule asks beside its sources. How deep needs may nest is bounded by
//! [`Limits::depth`](crate::document::Limits), which a text has passed before it is parsed.

use crate::document::Table;
use crate::rules::need::Need;

/// The keys that say what kind of need it is.
const KINDS: [&str; 13] = [
    "match",
    "evidence",
    "attested",
    "not_attested",
    "score",
    "enrolled",
    "not_enrolled",
    "earned",
    "passed",
    "same_issuer",
    "all",
    "any",
    "at_least",
];

/// Reads the needs under a key.
pub(super) fn needs(table: &mut Table<'_>, key: &'static str) -> Vec<Need> {
    table.tables(key, "need").filter_map(need).collect()
}

fn need(mut table: Table<'_>) -> Option<Need> {
    let kind = table.one_of(&KINDS)?;
    let need = read(&mut table, kind);
    table.finish();
    need
}

fn read(table: &mut Table<'_>, kind: &'static str) -> Option<Need> {
    Some(match kind {
        "match" => Need::Match { least: table.required_whole(kind)? },
        "evidence" => {
            let (evidence, least) = (table.required(kind), table.required("least"));
            Need::Evidence { kind: evidence?, least: least? }
        }
        "attested" | "not_attested" => Need::Attested { is: kind == "attested", what: table.required(kind)? },
        "score" => {
            let (what, least) = (table.required(kind), table.required_whole("least"));
            Need::Score { least: least?, what: what? }
        }
        "enrolled" | "not_enrolled" => Need::Enrolled { is: kind == "enrolled", programme: table.required(kind)? },
        "earned" => {
            let (when, programme) = (table.required(kind), table.required("programme"));
            Need::Earned { programme: programme?, when: when? }
        }
        "passed" => {
            let (code, kind, grade) = (table.required(kind), table.required("kind"), table.optional("grade"));
            Need::Passed { code: code?, grade, kind: kind? }
        }
        "same_issuer" => table.sign(kind).map(|()| Need::SameIssuer)?,
        "all" => Need::All(needs(table, kind)),
        "any" => Need::Any(needs(table, kind)),
        _ => {
            let (count, of) = (table.required_whole(kind), needs(table, "of"));
            Need::AtLeast { count: count?, of }
        }
    })
}
