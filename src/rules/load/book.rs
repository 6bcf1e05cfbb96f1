//! Loads a rule book.

use crate::diagnosis::{Finding, Findings, Limits, Step, Table, read};
use crate::id::{Code, UnitId};
use crate::registry::{DocumentHead, DocumentKind, Head, read_framework};
use crate::rules::book::RuleBook;
use crate::rules::check::{Problem, is_sound};
use crate::rules::draft::{RuleBookDraft, TierPolicy, UnitTier};
use crate::rules::load::lists::{clause, consortium, group, limit, waiver};
use crate::rules::load::places::Places;
use crate::rules::load::rule::rule;
use crate::rules::words::{Basis, February};

impl RuleBook {
    /// Reads a rule book from TOML, and checks it. `name` is what its author calls it: a file name.
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        read(name, text, limits, |top| under_head(top, Self::load))
    }

    /// Loads a rule book from what stands under a `[document]` table that was read before. Everything that is wrong
    /// is added to the findings of the table.
    pub fn load(mut top: Table<'_>, head: Option<DocumentHead>) -> Option<Self> {
        let (draft, places) = draft(&mut top, head)?;
        let complete = top.collector().is_empty();
        let sound = is_sound(&draft, |problem| {
            if complete || !problem.may_follow() {
                add(&top, &places, problem);
            }
        });
        sound.then(|| Self::sound(draft))
    }
}

impl RuleBookDraft {
    /// Reads a rule book from TOML without checking it.
    ///
    /// # Errors
    /// Everything that cannot be read, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        read(name, text, limits, |top| under_head(top, |mut top, head| Some(draft(&mut top, head)?.0)))
    }
}

/// Reads the head, and what stands under it if it is that of a rule book.
fn under_head<'a, T>(mut top: Table<'a>, load: impl FnOnce(Table<'a>, Option<DocumentHead>) -> Option<T>) -> Option<T> {
    let head = Head::read(&mut top)?;
    if head.kind == DocumentKind::Rules {
        return load(top, head.document);
    }
    let span = top.span_at(&[Step::Key("document"), Step::Key("kind")]);
    let message = format!("a document of kind `{}` is not a rule book", head.kind);
    top.add(Finding::at("B000", span, &message, "").with_help("write `kind = \"rules\"`"));
    None
}

fn add(top: &Table<'_>, places: &Places, problem: Problem) {
    let path = places.in_file(problem.path);
    let finding = Finding::at(problem.code, top.span_at(path.steps()), &problem.message, &problem.label);
    top.add(match problem.help {
        Some(help) => finding.with_help(&help),
        None => finding,
    });
}

/// All that can be read. None: what everything else is checked against could not.
fn draft(top: &mut Table<'_>, head: Option<DocumentHead>) -> Option<(RuleBookDraft, Places)> {
    let mut places = Places::default();
    let book = top.table("book", "book").and_then(book);
    let mut unit_tiers = Vec::new();
    let framework = read_framework(top, head.clone(), |table, unit| unit_tiers.extend(unit_tier(table, unit)));
    let (clauses, consortia) =
        (places.read(top, ("clause", "clause"), clause), places.read(top, ("consortium", "consortium"), consortium));
    let (groups, limits) = (places.read(top, ("group", "group"), group), places.read(top, ("limit", "limit"), limit));
    let (rules, waivers) = (places.read(top, ("rule", "rule"), rule), places.read(top, ("waiver", "waiver"), waiver));
    top.finish();
    let Book { semantics, basis, february, review_days, appeal_days, tiers, never } = book?;
    let draft = RuleBookDraft {
        head: head?,
        semantics,
        basis,
        february,
        review_days,
        appeal_days,
        tiers,
        framework: framework?,
        unit_tiers,
        never,
        clauses,
        consortia,
        groups,
        limits,
        rules,
        waivers,
    };
    Some((draft, places))
}

/// What the `[book]` table says.
struct Book {
    semantics: u32,
    basis: Basis,
    february: Option<February>,
    review_days: u16,
    appeal_days: u16,
    tiers: TierPolicy,
    never: Vec<Code>,
}

fn book(mut table: Table<'_>) -> Option<Book> {
    let (semantics, basis, february) =
        (table.required_whole("semantics"), table.required("basis"), table.optional("february"));
    let (review_days, appeal_days) = (table.required_whole("review_days"), table.required_whole("appeal_days"));
    let never = table.list("never");
    let tiers = table.optional_table("tiers", "tier policy").map(tiers).unwrap_or_default();
    table.finish();
    Some(Book {
        semantics: semantics?,
        basis: basis?,
        february,
        review_days: review_days?,
        appeal_days: appeal_days?,
        tiers,
        never,
    })
}

/// What is left out is as in the policy of a book that says nothing.
fn tiers(mut table: Table<'_>) -> TierPolicy {
    let usual = TierPolicy::default();
    let mut policy = |key, usual| table.optional(key).unwrap_or(usual);
    let read = TierPolicy {
        down: policy("down", usual.down),
        level: policy("level", usual.level),
        up: policy("up", usual.up),
    };
    table.finish();
    read
}

fn unit_tier(table: &mut Table<'_>, unit: Option<&UnitId>) -> Option<UnitTier> {
    let tier = table.optional("tier");
    Some(UnitTier { tier: tier?, unit: unit?.clone() })
}
