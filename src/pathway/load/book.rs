//! Loads a document of programmes and pathways.

use crate::diagnosis::{Finding, Findings, Limits, Places, Problem, Purpose, Step, Table, read, read_for};
use crate::pathway::book::Programmes;
use crate::pathway::check::is_sound;
use crate::pathway::draft::ProgrammesDraft;
use crate::pathway::load::programme::programme;
use crate::pathway::load::stages::pathway;
use crate::pathway::naming::put_in_full;
use crate::registry::{DocumentHead, DocumentKind, Head, Roll, read_framework};
use crate::rules::{February, clause};

impl Programmes {
    /// Reads programmes and pathways from TOML, and checks them. `name` is what their author calls the document: a
    /// file name.
    ///
    /// ```
    /// use creditbank::diagnosis::Limits;
    /// use creditbank::pathway::Programmes;
    /// let text = r#"
    ///     [document]
    ///     id = "demo-programmes"
    ///     kind = "programmes"
    ///     valid = "2026-09-01.."
    ///     version = "2026"
    ///
    ///     [book]
    ///     semantics = 1
    ///
    ///     [[unit]]
    ///     id = "hv"
    ///     quantum = "0.5"
    ///
    ///     [[clause]]
    ///     id = "demo/1"
    ///     text = "A diploma takes 6 credits, 4 of them in mechanics."
    ///
    ///     [[programme]]
    ///     id = "HV-MECH"
    ///     title = "Mechanics"
    ///     tier = "higher"
    ///     unit = "hv"
    ///     clause = "demo/1"
    ///     least = "6"
    ///
    ///     [[programme.part]]
    ///     id = "mechanics"
    ///     least = "4"
    ///     accepts = [{ categories = ["mechanics"] }]
    ///
    ///     [[programme.part]]
    ///     id = "electives"
    ///     optional = true
    ///     accepts = [{}]
    /// "#;
    /// let book = Programmes::read("programmes.toml", text.as_bytes(), &Limits::default())?;
    /// let again = format!("# A remark changes nothing.\n{text}");
    /// assert_eq!(Programmes::read("again.toml", again.as_bytes(), &Limits::default())?.hash(), book.hash());
    ///
    /// let wrong = text.replace("least = \"4\"", "least = \"4\"\nmost = \"3\"");
    /// let findings = Programmes::read("wrong.toml", wrong.as_bytes(), &Limits::default()).unwrap_err();
    /// assert_eq!(findings.iter().map(|finding| finding.code).collect::<Vec<_>>(), ["P016"]);
    /// # Ok::<(), creditbank::diagnosis::Findings>(())
    /// ```
    ///
    /// # Errors
    /// Everything that is wrong with them, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        read(name, text, limits, |top| under_head(top, |top, head| Self::load(top, head, None)))
    }

    /// Reads programmes and pathways as [`Programmes::read`] does, and puts the names of courses in them in full, as
    /// catalogues say on the document's first day: the semantic hash is that of the document that is published beside
    /// them.
    ///
    /// # Errors
    /// Everything that is wrong with them, with lines; among that codes of which several institutions own a course.
    pub fn read_among(name: &str, text: &[u8], limits: &Limits, roll: &dyn Roll) -> Result<Self, Findings> {
        read(name, text, limits, |top| under_head(top, |top, head| Self::load(top, head, Some(roll))))
    }

    /// Loads programmes and pathways from what stands under a `[document]` table that was read before. Everything that
    /// is wrong is added to the findings of the table. With a roll the names of courses are put in full.
    pub fn load(mut top: Table<'_>, head: Option<DocumentHead>, roll: Option<&dyn Roll>) -> Option<Self> {
        let (mut draft, places) = draft(&mut top, head)?;
        let complete = top.collector().is_empty();
        let mut tell = |problem: Problem| {
            if complete || !may_follow(&problem) {
                places.tell(&top, problem);
            }
        };
        if let Some(roll) = roll {
            put_in_full(&mut draft, roll, &mut tell);
        }
        if !top.collector().decodes() {
            is_sound(&draft, tell);
        }
        top.collector().is_empty().then(|| Self::checked(draft))
    }
}

impl ProgrammesDraft {
    /// Reads programmes and pathways from TOML without checking them.
    ///
    /// # Errors
    /// Everything that cannot be read, with lines.
    pub fn read(name: &str, text: &[u8], limits: &Limits) -> Result<Self, Findings> {
        Self::read_for(name, text, limits, Purpose::Judging { without: &[] })
    }

    pub(crate) fn read_for(name: &str, text: &[u8], limits: &Limits, purpose: Purpose) -> Result<Self, Findings> {
        read_for(name, text, limits, purpose, |top| under_head(top, |mut top, head| Some(draft(&mut top, head)?.0)))
    }
}

/// Reads the head, and what stands under it if it is that of a document of programmes.
fn under_head<'a, T>(mut top: Table<'a>, load: impl FnOnce(Table<'a>, Option<DocumentHead>) -> Option<T>) -> Option<T> {
    let head = Head::read(&mut top)?;
    if head.kind == DocumentKind::Programmes {
        return load(top, head.document);
    }
    let span = top.span_at(&[Step::Key("document"), Step::Key("kind")]);
    let message = format!("a document of kind `{}` holds no programmes", head.kind);
    top.add(Finding::at("P000", span, &message, "").with_help("write `kind = \"programmes\"`"));
    None
}

/// Whether it may be no more than a consequence of something that could not be read, and so is not in the draft: a
/// programme that is missing, a change that leads to a pathway, how the months end.
fn may_follow(problem: &Problem) -> bool {
    matches!(problem.code, "P003" | "P004" | "P010" | "P011" | "P031")
}

/// All that can be read. For what cannot, and is found, something stands in by which the rest can be checked: whatever
/// is made of it does not count.
fn draft(top: &mut Table<'_>, head: Option<DocumentHead>) -> Option<(ProgrammesDraft, Places)> {
    let mut places = Places::default();
    let head = head.or_else(DocumentHead::unread)?;
    let (semantics, february) = book(top.table("book", "book"));
    let framework = read_framework(top, Some(head.clone()), |_, _| ());
    let draft = ProgrammesDraft {
        clauses: places.read(top, ("clause", "clause"), clause),
        february,
        framework: framework?,
        head,
        pathways: places.read(top, ("pathway", "pathway"), pathway),
        programmes: places.read(top, ("programme", "programme"), programme),
        semantics,
    };
    top.finish();
    Some((draft, places))
}

/// What the `[book]` table says.
fn book(table: Option<Table<'_>>) -> (u32, Option<February>) {
    let Some(mut table) = table else { return (1, None) };
    let (semantics, february) = (table.required_whole("semantics"), table.optional("february"));
    table.finish();
    (semantics.unwrap_or(1), february)
}
