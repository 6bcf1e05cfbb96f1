//! Loads a rule book.

use crate::document::{Citation, Findings, Limits, Places, Problem, Table, read};
use crate::id::UnitId;
use crate::registry::{self, DocumentHead, DocumentKind, OutcomeName, Roll, read_framework};
use crate::rules::book::RuleBook;
use crate::rules::check::is_sound;
use crate::rules::draft::{RuleBookDraft, TierPolicy, UnitTier};
use crate::rules::load::lists::{consortium, group, limit, waiver};
use crate::rules::load::rule::rule;
use crate::rules::naming::{put_in_full, take_out_of_awards};
use crate::rules::words::{Basis, February};

impl RuleBook {
    /// Reads a rule book from TOML, and checks it. `name` is what its author calls it: a file name.
    ///
    /// ```
    /// use creditbank::document::Limits;
    /// use creditbank::rules::RuleBook;
    /// let text = r#"
    ///     [document]
    ///     id = "demo-rules"
    ///     kind = "rules"
    ///     valid = "2026-09-01.."
    ///     version = "2026.1"
    ///
    ///     [book]
    ///     semantics = 1
    ///     basis = "earned"
    ///     review_days = 60
    ///     appeal_days = 15
    ///
    ///     [[unit]]
    ///     id = "hv"
    ///     quantum = "0.5"
    ///     tier = "higher"
    ///
    ///     [[clause]]
    ///     id = "demo/1"
    ///     text = "A course replaces a course."
    ///
    ///     [[group]]
    ///     id = "courses"
    ///     hit = "unique"
    ///
    ///     [[rule]]
    ///     id = "mech"
    ///     group = "courses"
    ///     clause = "demo/1"
    ///     valid = "2026-09-01.."
    ///     from = [{ kind = "course", codes = ["SV:MECH101"] }]
    ///     to = [{ course = "HV:MECH110", amount = "3 hv" }]
    /// "#;
    /// let book = RuleBook::read("rules.toml", text.as_bytes(), &Limits::default())?;
    /// let again = format!("# A remark changes nothing.\n{text}");
    /// assert_eq!(RuleBook::read("again.toml", again.as_bytes(), &Limits::default())?.hash(), book.hash());
    ///
    /// let wrong = text.replace("\"3 hv\"", "\"3.2 hv\"");
    /// let findings = RuleBook::read("wrong.toml", wrong.as_bytes(), &Limits::default()).unwrap_err();
    /// assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["B005"]);
    /// # Ok::<(), creditbank::document::Findings>(())
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        read(name, text, limits, |top| under_head(top, |top, head| Self::load(top, head, None)))
    }

    /// Reads a rule book as [`RuleBook::read`] does, and puts the names of courses in it in full, as catalogues say on
    /// its first day: its semantic hash is that of the book that is published beside them.
    ///
    /// # Errors
    /// Everything that is wrong with it, with lines; among that codes of which several institutions own a course.
    pub fn read_among(name: &str, text: &[u8], limits: &Limits, roll: &dyn Roll) -> Result<Self, Findings> {
        read(name, text, limits, |top| under_head(top, |top, head| Self::load(top, head, Some(roll))))
    }

    /// Loads a rule book from what stands under a `[document]` table that was read before. Everything that is wrong
    /// is added to the findings of the table. With a roll the names of courses are put in full.
    pub(crate) fn load(mut top: Table<'_>, head: Option<DocumentHead>, roll: Option<&dyn Roll>) -> Option<Self> {
        let (mut draft, places) = draft(&mut top, head)?;
        let decodes = top.collector().decodes();
        let sound = places.judge(&top, may_follow, |tell| {
            if let Some(roll) = roll {
                put_in_full(&mut draft, roll, tell);
            }
            if !decodes {
                if let Some(roll) = roll {
                    take_out_of_awards(&draft, roll, tell);
                }
                is_sound(&draft, tell);
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

/// Reads what stands under the head of a rule book.
fn under_head<'a, T>(top: Table<'a>, load: impl FnOnce(Table<'a>, Option<DocumentHead>) -> Option<T>) -> Option<T> {
    registry::under_head(top, DocumentKind::Rules, ("B000", "is not a rule book"), load)
}

/// Whether it may be no more than a consequence of something that could not be read, and so is not in the draft:
/// a group that is missing, the tier of a unit, how the months end.
fn may_follow(problem: &Problem) -> bool {
    matches!(problem.code, "B003" | "B004" | "B010" | "B011" | "B021" | "B022")
}

/// All that can be read. For what cannot, and is found, something stands in by which the rest can be checked: whatever
/// is made of it does not count.
fn draft(top: &mut Table<'_>, head: Option<DocumentHead>) -> Option<(RuleBookDraft, Places)> {
    let mut places = Places::default();
    let head = head.or_else(DocumentHead::unread)?;
    let Book { semantics, basis, february, review_days, appeal_days, tiers, never } = book(top.table("book", "book"));
    let mut unit_tiers = Vec::new();
    let framework = read_framework(top, Some(head.clone()), |table, unit| unit_tiers.extend(unit_tier(table, unit)));
    let draft = RuleBookDraft {
        head,
        semantics,
        basis,
        february,
        review_days,
        appeal_days,
        tiers,
        framework: framework?,
        unit_tiers,
        never,
        clauses: places.read(top, ("clause", "clause"), Citation::read),
        consortia: places.read(top, ("consortium", "consortium"), consortium),
        groups: places.read(top, ("group", "group"), group),
        limits: places.read(top, ("limit", "limit"), limit),
        rules: places.read(top, ("rule", "rule"), rule),
        waivers: places.read(top, ("waiver", "waiver"), waiver),
    };
    top.finish();
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
    never: Vec<OutcomeName>,
}

fn book(table: Option<Table<'_>>) -> Book {
    let mut book = Book {
        semantics: 1,
        basis: Basis::Earned,
        february: None,
        review_days: 1,
        appeal_days: 1,
        tiers: TierPolicy::default(),
        never: Vec::new(),
    };
    let Some(mut table) = table else { return book };
    book.semantics = table.required_whole("semantics").unwrap_or(book.semantics);
    book.basis = table.required("basis").unwrap_or(book.basis);
    book.february = table.optional("february");
    book.review_days = table.required_whole("review_days").unwrap_or(book.review_days);
    book.appeal_days = table.required_whole("appeal_days").unwrap_or(book.appeal_days);
    book.never = table.list("never");
    book.tiers = table.optional_table("tiers", "tier policy").map(tiers).unwrap_or_default();
    table.finish();
    book
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
